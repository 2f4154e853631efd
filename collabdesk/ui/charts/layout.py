"""A chart's geometry: from `ChartSpec` and a rectangle to strokes, marks and labels in px.

Nothing is painted here, so the tests can ask what a chart draws, and a click can ask what lies under it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt

from collabdesk.charts.spec import (
    CentreLine,
    ChangeFlag,
    ChartPoint,
    ChartSpec,
    LimitLine,
    LineStyle,
    PointState,
    Tick,
)
from collabdesk.i18n import Translator
from collabdesk.ui.charts.marks import Mark, mark_of, mark_of_rule
from collabdesk.ui.charts.stretch import within
from collabdesk.ui.charts.style import Detail, Line, Tone

_CENTRE_LINES = {
    (LineStyle.BASELINE, False): Line.MEDIAN,
    (LineStyle.EXTENDED, False): Line.MEDIAN_EXTENDED,
    (LineStyle.PROVISIONAL, False): Line.MEDIAN_PROVISIONAL,
    (LineStyle.BASELINE, True): Line.OLD_MEDIAN,
    (LineStyle.EXTENDED, True): Line.OLD_EXTENDED,
    (LineStyle.PROVISIONAL, True): Line.OLD_PROVISIONAL,
}


OTHER_LINES = (Line.OTHER, Line.OTHER_2, Line.OTHER_3)


class Stroke(NamedTuple):
    """A line through points; what it stands for decides its pen."""

    line: Line
    points: tuple[QPointF, ...]


class PlacedMark(NamedTuple):
    """A mark at a position; ``x_index`` is its x in the spec."""

    mark: Mark
    x: float
    y: float
    x_index: int


class Label(NamedTuple):
    """A text in a rectangle. ``over``: it stands on the drawing, so its ground is cleared first."""

    text: str
    rect: QRectF
    align: Qt.AlignmentFlag
    tone: Tone = Tone.SOFT
    over: bool = False
    mark: Mark | None = None
    """The mark that the text explains, drawn before it."""


class PlacedFlag(NamedTuple):
    """A change's flag: where its vertical stands, and the box of its number (empty on a tile)."""

    flag: ChangeFlag
    x: float
    box: QRectF


class PlacedPoint(NamedTuple):
    """Where a point stands; one without a value stands on the axis."""

    point: ChartPoint
    x: float
    y: float


@dataclass(kw_only=True)
class ChartLayout:
    """Everything that one chart draws, in painting order, and what lies where."""

    rect: QRectF
    plot: QRectF
    detail: Detail
    low: float
    """The x range shown, in the spec's positions."""
    high: float
    radius: float
    """A filled dot's, in px."""
    halo: float
    """How far rings and squares stand off their dot, in px: less where points stand close."""
    bands: list[QRectF] = field(default_factory=list)
    windows: list[QRectF] = field(default_factory=list)
    """Before and after a change."""
    strokes: list[Stroke] = field(default_factory=list)
    marks: list[PlacedMark] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    flags: list[PlacedFlag] = field(default_factory=list)
    points: list[PlacedPoint] = field(default_factory=list)

    def x_px(self, x: float) -> float:
        """The px of an x position."""
        return self.plot.left() + (x - self.low) / (self.high - self.low) * self.plot.width()

    def x_at(self, px: float) -> float:
        """The x position of a px: the inverse of `x_px`."""
        return self.low + (px - self.plot.left()) / self.plot.width() * (self.high - self.low)

    def point_at(self, at: QPointF, reach: float = 10) -> PlacedPoint | None:
        """The nearest point within ``reach`` px."""
        near = min(self.points, key=lambda placed: _distance(placed, at), default=None)
        return near if near is not None and _distance(near, at) <= reach else None

    def column_at(self, at: QPointF) -> PlacedPoint | None:
        """The point whose period lies under or above a position; None outside the plot's columns."""
        if not self.plot.left() - 8 <= at.x() <= self.plot.right() + 8:
            return None
        x = self.x_at(at.x())
        near = min(self.points, key=lambda placed: abs(placed.point.x - x), default=None)
        return near if near is not None and abs(near.point.x - x) <= 0.75 else None

    def flag_at(self, at: QPointF) -> ChangeFlag | None:
        """The flag whose box (with a margin for the finger) lies under a position."""
        for placed in self.flags:
            if placed.box.adjusted(-3, -3, 3, 3).contains(at):
                return placed.flag
        return None

    def of_mark(self, mark: Mark) -> list[int]:
        """The x positions (spec) that carry a mark."""
        return [placed.x_index for placed in self.marks if placed.mark is mark]

    def texts(self) -> list[str]:
        """All texts drawn."""
        return [label.text for label in self.labels]


def _distance(placed: PlacedPoint, at: QPointF) -> float:
    return float(((placed.x - at.x()) ** 2 + (placed.y - at.y()) ** 2) ** 0.5)


class Drawing:
    """Fills a layout with what tiles and large charts have in common: lines, marks, bands, flag verticals."""

    def __init__(self, spec: ChartSpec, layout: ChartLayout):
        self._spec = spec
        self._layout = layout
        self._top, self._bottom, self._low = layout.plot.top(), layout.plot.bottom(), spec.y.low
        self._unit = layout.plot.height() / ((spec.y.high - spec.y.low) or 1)

    def ground(self) -> None:
        """What lies under everything: bands, grid, axis."""
        self._bands()
        self._grid()

    def draw(self) -> None:
        """Centre lines, the series and its signals, in painting order."""
        self._definitions()
        self._centre_lines()
        self._second()
        self._series()
        self._signals()

    def y_px(self, y: float) -> float:
        """The px of a value, held within the plot."""
        px = self._bottom - (y - self._low) * self._unit
        return self._top if px < self._top else min(px, self._bottom)

    def flags(self, top: float, boxes: list[QRectF]) -> None:
        """A vertical for each flag shown, under its box; where that is empty, from ``top`` with a tick."""
        layout = self._layout
        for flag, box in zip(self.flags_shown(), boxes, strict=True):
            x = _crisp(layout.x_px(flag.x))
            start = top if box.isEmpty() else box.bottom()
            layout.strokes.append(Stroke(Line.FLAG, (QPointF(x, start), QPointF(x, self._bottom))))
            if box.isEmpty():
                layout.strokes.append(Stroke(Line.FLAG_TICK, (QPointF(x, top), QPointF(x, top + 6))))
            layout.flags.append(PlacedFlag(flag, x, box))

    def flags_shown(self) -> list[ChangeFlag]:
        """The flags within the range, left to right."""
        shown = [flag for flag in self._spec.flags if self._layout.low <= flag.x <= self._layout.high]
        return sorted(shown, key=lambda flag: (flag.x, flag.number))

    def _bands(self) -> None:
        layout, plot = self._layout, self._layout.plot
        for band in self._spec.bands:
            left = max(layout.x_px(max(band.first, layout.low)), plot.left())
            right = min(layout.x_px(min(band.last, layout.high)), plot.right())
            if band.shaded and right > left:
                layout.bands.append(QRectF(left, plot.top(), right - left, plot.height()))

    def _grid(self) -> None:
        plot, strokes = self._layout.plot, self._layout.strokes
        for tick in self._spec.y.ticks:
            y = _crisp(self.y_px(tick.at))
            if y < self._bottom - 1:
                strokes.append(Stroke(Line.GRID, (QPointF(plot.left(), y), QPointF(plot.right(), y))))
        foot = _crisp(self._bottom)
        strokes.append(Stroke(Line.AXIS, (QPointF(plot.left(), foot), QPointF(plot.right(), foot))))

    def _centre_lines(self) -> None:
        spec, layout = self._spec, self._layout
        if spec.target is not None:
            y = self.y_px(spec.target.y)
            ends = (QPointF(layout.plot.left(), y), QPointF(layout.plot.right(), y))
            layout.strokes.append(Stroke(Line.TARGET, ends))
        for limit in spec.limits:
            self._limit_line(limit)
        for centre in spec.centre:
            self._centre_line(centre)

    def _centre_line(self, centre: CentreLine) -> None:
        layout = self._layout
        first, last = max(centre.first - 0.5, layout.low), min(centre.last + 0.5, layout.high)
        if first < last:
            y = self.y_px(centre.y)
            ends = (QPointF(layout.x_px(first), y), QPointF(layout.x_px(last), y))
            layout.strokes.append(Stroke(_CENTRE_LINES[centre.style, centre.old], ends))

    def _limit_line(self, limit: LimitLine) -> None:
        layout = self._layout
        shown = within(limit.points, layout.low, layout.high)
        if len(shown) > 1:
            points = tuple(QPointF(layout.x_px(x), self.y_px(y)) for x, y in shown)
            layout.strokes.append(Stroke(Line.OLD_LIMIT if limit.old else Line.LIMIT, points))

    def _second(self) -> None:
        layout, second = self._layout, self._spec.second
        for stretch in second.stretches if second is not None else ():
            shown = tuple(
                QPointF(layout.x_px(x), self.y_px(y)) for x, y in stretch if layout.low <= x <= layout.high
            )
            if len(shown) > 1:
                layout.strokes.append(Stroke(Line.SECOND, shown))

    def _definitions(self) -> None:
        """Where the indicator began to mean something else: a dashed vertical."""
        layout = self._layout
        for mark in self._spec.definitions:
            if layout.low < mark.x < layout.high:
                x = _crisp(layout.x_px(mark.x))
                ends = QPointF(x, layout.plot.top()), QPointF(x, self._bottom)
                layout.strokes.append(Stroke(Line.DEFINITION, ends))

    def _series(self) -> None:
        """The line, broken at periods without a value and at excluded points, and each point's own mark."""
        layout, plot, run = self._layout, self._layout.plot, list[QPointF]()
        low, high, left, bottom = layout.low, layout.high, plot.left(), self._bottom
        pitch = plot.width() / (high - low)  # as `x_px`, thirty-six times a tile
        before: int | None = None
        for point in self._spec.points:
            if not low <= point.x <= high:
                continue
            x, y = left + (point.x - low) * pitch, bottom if point.y is None else self.y_px(point.y)
            usable = point.y is not None and not point.excluded
            if run and (not usable or before != point.x - 1):
                self._end_of(run)
                run = []
            if usable:
                run.append(QPointF(x, y))
            before = point.x
            self._mark(point, x, y)
        self._end_of(run)

    def others(self) -> None:
        """Series to compare with, under everything of the chart's own."""
        layout = self._layout
        for at, other in enumerate(self._spec.others):
            line, run = OTHER_LINES[at % len(OTHER_LINES)], list[QPointF]()
            for x, y in [*other.values, (-1, None)]:
                if y is not None and layout.low <= x <= layout.high:
                    run.append(QPointF(layout.x_px(x), self.y_px(y)))
                elif run:
                    layout.strokes.append(Stroke(line, tuple(run)))
                    run = []

    def windows(self) -> None:
        """Before and after a change: shaded, each with its median."""
        layout, plot = self._layout, self._layout.plot
        for window in self._spec.windows:
            left = max(layout.x_px(window.first - 0.5), plot.left())
            right = min(layout.x_px(window.last + 0.5), plot.right())
            if right <= left:
                continue
            layout.windows.append(QRectF(left, plot.top(), right - left, plot.height()))
            if window.y is not None:
                y = self.y_px(window.y)
                layout.strokes.append(Stroke(Line.WINDOW, (QPointF(left, y), QPointF(right, y))))

    def _end_of(self, run: list[QPointF]) -> None:
        if len(run) > 1:
            self._layout.strokes.append(Stroke(Line.DATA, tuple(run)))

    def _mark(self, point: ChartPoint, x: float, y: float) -> None:
        layout = self._layout
        layout.points.append(PlacedPoint(point, x, y))
        at_edge = y <= self._top or y >= self._bottom
        mark = mark_of(point, beyond=at_edge and self._spec.is_beyond(point))
        if mark is not None:
            layout.marks.append(PlacedMark(mark, x, y, point.x))
        if point.suspect and point.state is PointState.REPORTED:
            layout.marks.append(PlacedMark(Mark.SUSPECT, x, y, point.x))

    def _signals(self) -> None:
        """Rings and squares, each once a point however many rules it counts for."""
        if not self._spec.signals:
            return
        where = {placed.point.x: placed for placed in self._layout.points if placed.point.y is not None}
        drawn = set()
        for signal in self._spec.signals:
            mark = mark_of_rule(signal.rule)
            for x in signal.points:
                if mark is not None and x in where and (mark, x) not in drawn:
                    drawn.add((mark, x))
                    self._layout.marks.append(PlacedMark(mark, where[x].x, where[x].y, x))


def halo_for(pitch: float, radius: float) -> float:
    """Rings of neighbours may touch, not cover each other."""
    return min(2.3, max(1.0, pitch / 2 - radius))


def y_label(spec: ChartSpec, tick: Tick, translator: Translator) -> str:
    """The label of a y tick; a unit as short as ``%`` stands with each number."""
    label, unit = translator.text(tick.label), translator.text(spec.y.unit)
    return f"{label} {unit}" if short_unit(unit) and not label.endswith(unit) else label


def short_unit(unit: str) -> bool:
    """True for a unit that has room beside every number."""
    return 0 < len(unit) <= 1


def _crisp(px: float) -> float:
    """The middle of a pixel, so that a 1 px line is one pixel wide."""
    return int(px) + 0.5
