"""The geometry of a large chart: every mark and every label of look.md, Run chart."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from collabdesk.charts.spec import Band, CentreLine, ChartSpec, SignalMark
from collabdesk.i18n import Translator, msg
from collabdesk.ui.charts.layout import ChartLayout, Drawing, Label, Stroke, halo_for, short_unit, y_label
from collabdesk.ui.charts.marks import Mark, mark_of_rule
from collabdesk.ui.charts.placing import FreePlaces, nudged, rows_for, samples, stacked, thinned
from collabdesk.ui.charts.style import ChartStyle, Detail, Line, Tone
from collabdesk.ui.charts.tile_layout import x_range

_RADIUS = 2.7
_LEAST_PLOT = 72
"""A plot lower than this makes room for itself, in px."""
_CLEAR = 4
"""Between the heads of the row of numbers and its first number, in px."""
_ALIGN = Qt.AlignmentFlag
_CENTRED = _ALIGN.AlignHCenter | _ALIGN.AlignVCenter
_RIGHT = _ALIGN.AlignRight | _ALIGN.AlignVCenter
_LEFT = _ALIGN.AlignLeft | _ALIGN.AlignVCenter


def full_layout(
    spec: ChartSpec,
    rect: QRectF,
    style: ChartStyle,
    translator: Translator,
    span: tuple[float, float] | None = None,
) -> ChartLayout:
    """A large chart within ``rect``; ``span`` shows only a part of the x axis."""
    return _Full(spec, rect, style, translator, span or x_range(spec)).laid_out()


class _Full:
    """One layout in the making: margins first, then the drawing, then labels where there is room."""

    def __init__(
        self,
        spec: ChartSpec,
        rect: QRectF,
        style: ChartStyle,
        translator: Translator,
        span: tuple[float, float],
    ):
        self._spec, self._style, self._say = spec, style, translator.text
        self._rect, self._span = rect, span
        self._width = style.metrics.horizontalAdvance
        self._line = style.line
        self._row = self._flag = style.line + 2
        self._y_ticks = [(tick.at, y_label(spec, tick, translator)) for tick in spec.y.ticks]
        self._right_labels = self._collect_right_labels()
        left, right = self._left_margin(), self._right_margin()
        self._counts = self._count_texts(max(rect.width() - left - right, 1.0))
        self._flag_rows = self._stagger(left, right)
        self._with_names = True
        self._make_room()
        plot = rect.adjusted(left, self._top_margin(), -right, -self._bottom_margin())
        plot.setSize(plot.size().expandedTo(QSizeF(24, 12)))
        self._pitch = plot.width() / (span[1] - span[0])
        radius = min(_RADIUS, max(1.7, self._pitch * 0.3))
        halo = halo_for(self._pitch, radius)
        self._layout = ChartLayout(
            rect=rect, plot=plot, detail=Detail.FULL, low=span[0], high=span[1], radius=radius, halo=halo
        )
        self._drawing = Drawing(spec, self._layout)

    def laid_out(self) -> ChartLayout:
        """The whole."""
        self._drawing.ground()
        self._drawing.windows()
        self._drawing.others()
        self._drawing.flags(self._layout.plot.top(), self._flag_boxes())
        self._drawing.draw()
        self._y_labels()
        foot = self._x_labels()
        self._count_row(foot)
        self._labels_at_right()
        if self._with_names:
            self._band_labels()
            self._labels_inside()
        return self._layout

    # margins

    def _make_room(self) -> None:
        """Where the chart is too low for everything: without counts, then without the names on top and within."""
        if self._plot_height() < _LEAST_PLOT:
            self._counts = []
        if self._plot_height() < _LEAST_PLOT:
            self._with_names = False

    def _plot_height(self) -> float:
        return self._rect.height() - self._top_margin() - self._bottom_margin()

    def _left_margin(self) -> float:
        widths = [
            self._width(text) for text in (*(label for _, label in self._y_ticks), *self._count_heads())
        ]
        return max([*widths, 16]) + 8

    def _left_box(self, top: float) -> QRectF:
        """A line of text that ends at the axis."""
        return QRectF(self._rect.left(), top, self._layout.plot.left() - 5 - self._rect.left(), self._line)

    def _right_margin(self) -> float:
        widest = max((self._width(text) for _, text, _ in self._right_labels), default=0)
        return max(10.0, min(widest + 8, self._rect.width() * 0.3))

    def _top_margin(self) -> float:
        if not self._with_names:
            return 8
        bands = self._row if any(self._say(band.label) for band in self._spec.bands) or self._unit() else 0
        flags = (self._flag + 2) * (max(self._flag_rows, default=-1) + 1)
        return max(8, bands + flags + 3)

    def _bottom_margin(self) -> float:
        years = self._row if any(tick.second for tick in self._spec.x.ticks) else 0
        rows = max((len(lines) for _, lines in self._counts), default=0)
        return self._row + 3 + years + (rows * self._line + 4 if rows else 0)

    def _unit(self) -> str:
        """The axis's unit, where it does not stand with the numbers."""
        unit = self._say(self._spec.y.unit)
        return "" if short_unit(unit) else unit

    # along the top

    def _stagger(self, left: float, right: float) -> list[int]:
        plot_width = max(self._rect.width() - left - right, 1.0)
        low, high = self._span
        spans = []
        for flag in sorted(self._spec.flags, key=lambda flag: (flag.x, flag.number)):
            if low <= flag.x <= high:
                middle = (flag.x - low) / (high - low) * plot_width
                half = self._flag_width(flag.number) / 2 + 1
                spans.append((middle - half, middle + half))
        return rows_for(spans)

    def _flag_width(self, number: int) -> float:
        return max(self._flag, self._width(str(number)) + 8)

    def _flag_boxes(self) -> list[QRectF]:
        if not self._with_names:
            return [QRectF()] * len(self._flag_rows)
        top, boxes = self._layout.plot.top(), []
        for flag, row in zip(self._drawing.flags_shown(), self._flag_rows, strict=True):
            width = self._flag_width(flag.number)
            box_top = top - (row + 1) * (self._flag + 2)
            boxes.append(QRectF(int(self._layout.x_px(flag.x)) + 0.5 - width / 2, box_top, width, self._flag))
        return boxes

    def _band_labels(self) -> None:
        top, end = self._rect.top(), self._layout.plot.left() - 3
        if unit := self._unit():
            width = self._width(unit)
            self._layout.labels.append(Label(unit, QRectF(self._rect.left(), top, width, self._row), _LEFT))
            end = max(end, self._rect.left() + width + 6)
        for band in sorted(self._spec.bands, key=lambda band: band.first):
            end = self._band_label(band, end)

    def _band_label(self, band: Band, end: float) -> float:
        """A session's name where its action period starts, unless it would touch the one before."""
        text, layout = self._say(band.label), self._layout
        if not text or band.last <= layout.low or band.first >= layout.high:
            return end
        left, width = layout.x_px(max(band.first, layout.low)), self._width(text)
        if left < end or left + width > self._rect.right():
            return end
        layout.labels.append(Label(text, QRectF(left + 1, self._rect.top(), width + 2, self._row), _LEFT))
        if band.first > layout.low:
            ends = (
                QPointF(int(left) + 0.5, self._rect.top() + 2),
                QPointF(int(left) + 0.5, layout.plot.top()),
            )
            layout.strokes.append(Stroke(Line.BAND_EDGE, ends))
        return left + width + 6

    # axes

    def _y_labels(self) -> None:
        texts = [(self._drawing.y_px(at), label) for at, label in self._y_ticks]
        shown = thinned(sorted(y for y, _ in texts), self._line + 1)
        ordered = sorted(texts, key=lambda pair: pair[0])
        for index in shown:
            y, text = ordered[index]
            self._layout.labels.append(Label(text, self._left_box(y - self._line / 2), _RIGHT))

    def _x_labels(self) -> float:
        """Ticks, the years under them; returns the y where the next row starts."""
        layout = self._layout
        ticks = [tick for tick in self._spec.x.ticks if layout.low <= tick.at <= layout.high]
        labels = [self._say(tick.label) for tick in ticks]
        widest = max((self._width(label) for label in labels), default=0)
        anchor = max((index for index, tick in enumerate(ticks) if tick.second), default=0)
        top, years_end = layout.plot.bottom() + 3, 0.0
        positions = [layout.x_px(tick.at) for tick in ticks]
        for index in thinned(positions, widest + 4, anchor):
            self._centred(labels[index], positions[index], top, Tone.SOFT)
        for tick, x in zip(ticks, positions, strict=True):
            year = self._say(tick.second)
            if year and x - self._width(year) / 2 >= years_end:
                self._centred(year, x, top + self._line, Tone.INK)
                years_end = x + self._width(year) / 2 + 4
        return top + (
            self._line + self._row if any(tick.second for tick in self._spec.x.ticks) else self._row
        )

    def _centred(self, text: str, x: float, top: float, tone: Tone) -> None:
        width = self._width(text) + 2
        self._layout.labels.append(Label(text, QRectF(x - width / 2, top, width, self._line), _CENTRED, tone))

    # numbers under the points

    def _count_heads(self) -> tuple[str, ...]:
        """What stands before the row of numbers, or before its two lines."""
        if self._spec.pooled:
            return (self._say(msg("teams")), self._say(msg("of")))
        return (self._say(msg("n")), self._say(msg("d")))

    def _count_texts(self, width: float) -> list[tuple[int, tuple[str, ...]]]:
        """(x, lines) of each count: one line if all fit side by side, else numerator over denominator."""
        low, high = self._span
        texts = [
            (point.x, self._say(point.count_label)) for point in self._spec.points if low <= point.x <= high
        ]
        texts = [(x, text) for x, text in texts if text]
        pitch = width / (high - low)
        if all(self._width(text) + 5 <= pitch for _, text in texts):
            return [(x, (text,)) for x, text in texts]
        return [(x, stacked(text) or (text,)) for x, text in texts]

    def _count_row(self, top: float) -> None:
        if not self._counts:
            return
        layout = self._layout
        rows = max(len(lines) for _, lines in self._counts)
        heads = self._count_heads()
        if rows == 1:
            both = not self._spec.pooled and any("/" in lines[0] for _, lines in self._counts)
            heads = ("/".join(heads) if both else heads[0],)
        positions = [layout.x_px(x) for x, _ in self._counts]
        widest = max(self._width(line) for _, lines in self._counts for line in lines)
        heads_end = self._rect.left() + max(self._width(head) for head in heads)
        shown = [
            index
            for index in thinned(positions, widest + 3)
            if positions[index] - widest / 2 > heads_end + _CLEAR  # zoomed, a point may stand on the axis
        ]
        starts = min((positions[index] - widest / 2 for index in shown), default=self._rect.right())
        over = max(0.0, layout.plot.left() - 5 + _CLEAR - starts)
        for row, head in enumerate(heads):
            box = self._left_box(top + row * self._line).adjusted(0, 0, -over, 0)
            layout.labels.append(Label(head, box, _RIGHT))
        for index in shown:
            for row, line in enumerate(self._counts[index][1]):
                self._centred(line, positions[index], top + row * self._line, Tone.INK)

    # names of lines and rules

    def _collect_right_labels(self) -> list[tuple[float, str, Tone]]:
        """(value, text, tone) of the target, and of the median and the limits that reach the right end."""
        spec, found = self._spec, list[tuple[float, str, Tone]]()
        if spec.target is not None and (text := self._say(spec.target.label)):
            found.append((spec.target.y, text, Tone.SOFT))
        for centre in spec.centre:
            text = self._say(centre.label)
            if text and not centre.old and centre.last >= self._span[1] - 1.5:
                found.append((centre.y, text, Tone.INK))
        if spec.second is not None and spec.second.stretches:
            x, y = spec.second.stretches[-1][-1]
            if (text := self._say(spec.second.label)) and x >= self._span[1] - 1.5:
                found.append((y, text, Tone.SOFT))
        for limit in spec.limits:
            x, y = limit.points[-1]
            if (text := self._say(limit.label)) and x >= self._span[1] - 1.5:
                found.append((y, text, Tone.SOFT))
        for other in spec.others:
            known = [y for x, y in other.values if y is not None and self._span[0] <= x <= self._span[1]]
            if known:
                found.append((known[-1], self._say(other.label), Tone.SOFT))
        return found

    def _labels_at_right(self) -> None:
        plot = self._layout.plot
        wanted = [self._drawing.y_px(y) for y, _, _ in self._right_labels]
        middles = nudged(wanted, self._line, plot.top() - 6, plot.bottom() + 6)
        width = self._rect.right() - plot.right() - 6
        for (_, text, tone), middle in zip(self._right_labels, middles, strict=True):
            short = self._style.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 1)
            box = QRectF(plot.right() + 6, middle - self._line / 2, width, self._line)
            self._layout.labels.append(Label(short, box, _LEFT, tone))

    def _labels_inside(self) -> None:
        """The names of older medians and of the rules that fired, where they cover least."""
        layout, places = self._layout, self._free_places()
        at_right = {text for _, text, _ in self._right_labels}
        for defined in self._spec.definitions:
            x, width = layout.x_px(defined.x), self._width(self._say(defined.label)) + 4
            tops = (layout.plot.top() + 3, layout.plot.bottom() - self._line - 4)
            corners = [(left, top) for top in tops for left in (x + 3, x - width - 3)]
            if layout.low < defined.x < layout.high:
                self._inside(self._say(defined.label), places, corners)
        for centre in self._spec.centre:
            text = self._say(centre.label)
            if text and text not in at_right and centre.last >= layout.low and centre.first <= layout.high:
                self._inside(text, places, self._corners_along(centre, self._width(text) + 4))
        for window in self._spec.windows:
            text = self._say(window.label)
            middle = layout.x_px((window.first + window.last) / 2) - self._width(text) / 2
            tops = (layout.plot.top() + 3, layout.plot.bottom() - self._line - 4)
            self._inside(text, places, [(middle, top) for top in tops])
        named = {self._say(signal.label): signal for signal in reversed(self._spec.signals)}
        for signal in reversed(named.values()):
            mark = mark_of_rule(signal.rule)
            width = self._width(self._say(signal.label)) + (22 if mark else 8)
            self._inside(self._say(signal.label), places, self._corners_for(signal, width), mark, width)

    def _free_places(self) -> FreePlaces:
        layout = self._layout
        line = [
            point for stroke in layout.strokes if stroke.line is Line.DATA for point in samples(stroke.points)
        ]
        marks = [QPointF(placed.x, placed.y) for placed in layout.points if placed.point.state]
        levels = [self._drawing.y_px(centre.y) for centre in self._spec.centre]
        levels += [self._drawing.y_px(limit.points[-1][1]) for limit in self._spec.limits]
        if self._spec.target is not None:
            levels.append(self._drawing.y_px(self._spec.target.y))
        return FreePlaces(layout.plot, [*line, *marks, *marks], levels)

    def _inside(
        self,
        text: str,
        places: FreePlaces,
        corners: list[tuple[float, float]],
        mark: Mark | None = None,
        width: float = 0,
    ) -> None:
        if text:
            width = width or self._width(text) + 4
            rect = places.take([QRectF(x, y, width, self._line + 1) for x, y in corners])
            if rect is not None:
                self._layout.labels.append(Label(text, rect, _CENTRED, Tone.INK, over=True, mark=mark))

    def _corners_along(self, centre: CentreLine, width: float) -> list[tuple[float, float]]:
        """Top left corners to try, above and below a median from its left end to its right end."""
        layout, line, y = self._layout, self._line, self._drawing.y_px(centre.y)
        low, high = layout.x_px(centre.first - 0.5) + 2, layout.x_px(centre.last + 0.5) - width - 2
        lefts = [low, (low + high) / 2, high] if high > low else [low, high]
        return [
            (left, top) for top in (y - line - 2, y + 1, y - 2 * line - 3, y + line + 2) for left in lefts
        ]

    def _corners_for(self, signal: SignalMark, width: float) -> list[tuple[float, float]]:
        """Top left corners to try: along its points above and below, then anywhere along the edges."""
        plot, line = self._layout.plot, self._line
        counted = set(signal.points) if mark_of_rule(signal.rule) else set()
        chosen = [placed for placed in self._layout.points if placed.point.x in counted]
        space = plot.width() - width - 12
        edges = [
            (plot.left() + 6 + space * share, top)
            for top in (
                plot.bottom() - line - 5,
                plot.top() + 4,
                plot.bottom() - 2 * line - 9,
                plot.top() + line + 8,
            )
            for share in (0, 0.25, 0.5, 0.75, 1)
        ]
        if not chosen:
            return edges
        xs = [placed.x for placed in chosen]
        high, low = min(placed.y for placed in chosen), max(placed.y for placed in chosen)
        lefts = [(min(xs) + max(xs) - width) / 2, min(xs) - 6, max(xs) - width + 6]
        steps = (0, line + 1, 2 * line + 4)
        tops = [top for step in steps for top in (high - line - 11 - step, low + 10 + step)]
        return [(left, top) for top in tops for left in lefts] + edges
