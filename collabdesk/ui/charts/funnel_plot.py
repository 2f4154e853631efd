"""A funnel plot on screen: geometry from a `FunnelSpec`, one painting, hover, keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)

from collabdesk.charts.funnel import FunnelPoint, FunnelSpec, Zone
from collabdesk.charts.spec import Tick
from collabdesk.i18n import Message, Number, Translator, msg
from collabdesk.ui.charts.layout import Label, short_unit
from collabdesk.ui.charts.placing import FreePlaces, nudged
from collabdesk.ui.charts.plot_canvas import PlotCanvas
from collabdesk.ui.charts.style import ChartStyle, Line, Tone
from collabdesk.ui.theme import Theme

_RADIUS = 3.0
MOST_NAMES = 20
_NAME_ROOM = 6_000
"""Square px of the plot for each name: in a small plot they would lie over the points and over each other."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRED = Qt.AlignmentFlag.AlignCenter

ZONE_WORDS: dict[Zone, Message] = {
    Zone.FAR_BELOW: msg("below 99.8 % limit"),
    Zone.BELOW: msg("below 95 % limit"),
    Zone.WITHIN: msg("within the limits"),
    Zone.ABOVE: msg("above 95 % limit"),
    Zone.FAR_ABOVE: msg("above 99.8 % limit"),
}


class PlacedTeam(NamedTuple):
    """Where a team's point stands."""

    point: FunnelPoint
    at: QPointF


class Curve(NamedTuple):
    """A line of the plot."""

    line: Line
    points: tuple[QPointF, ...]


@dataclass(kw_only=True)
class FunnelLayout:
    """Everything that is drawn, and what lies where."""

    plot: QRectF
    curves: list[Curve] = field(default_factory=list)
    teams: list[PlacedTeam] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def team_at(self, at: QPointF, reach: float = 12) -> PlacedTeam | None:
        """The nearest team within ``reach`` px."""
        near = min(self.teams, key=lambda placed: _far(placed.at, at), default=None)
        return near if near is not None and _far(near.at, at) <= reach else None


def _far(one: QPointF, other: QPointF) -> float:
    return float(((one.x() - other.x()) ** 2 + (one.y() - other.y()) ** 2) ** 0.5)


def lay_out_funnel(spec: FunnelSpec, rect: QRectF, style: ChartStyle, translator: Translator) -> FunnelLayout:
    """A funnel plot within ``rect``."""
    return _Maker(spec, rect, style, translator).made


class _Maker:
    def __init__(self, spec: FunnelSpec, rect: QRectF, style: ChartStyle, translator: Translator):
        self._spec, self._rect, self._style, self._say = spec, rect, style, translator.text
        self._width, self._line = style.metrics.horizontalAdvance, style.line
        ticks = [self._tick(tick) for tick in spec.y.ticks]
        left = max((self._width(text) for text in ticks), default=20) + 8
        ends = self._ends()
        right = max((self._width(text) for _, text in ends), default=0) + 10
        unit = self._line if not short_unit(self._say(spec.y.unit)) else 0
        plot = rect.adjusted(left, 6 + unit, -right, -(2 * self._line + 8))
        self.made = FunnelLayout(plot=plot)
        self._grid(ticks)
        self._curves()
        self._x_axis()
        self._end_labels(ends)
        self._teams()

    def _tick(self, tick: Tick) -> str:
        label, unit = self._say(tick.label), self._say(self._spec.y.unit)
        return f"{label} {unit}" if short_unit(unit) and not label.endswith(unit) else label

    def _x(self, value: float) -> float:
        axis, plot = self._spec.x, self.made.plot
        return plot.left() + (value - axis.low) / ((axis.high - axis.low) or 1) * plot.width()

    def _y(self, value: float) -> float:
        axis, plot = self._spec.y, self.made.plot
        px = plot.bottom() - (value - axis.low) / ((axis.high - axis.low) or 1) * plot.height()
        return min(max(px, plot.top()), plot.bottom())

    def _grid(self, ticks: list[str]) -> None:
        plot, made = self.made.plot, self.made
        for tick, text in zip(self._spec.y.ticks, ticks, strict=True):
            y = int(self._y(tick.at)) + 0.5
            made.curves.append(Curve(Line.GRID, (QPointF(plot.left(), y), QPointF(plot.right(), y))))
            box = QRectF(
                self._rect.left(), y - self._line / 2, plot.left() - 5 - self._rect.left(), self._line
            )
            made.labels.append(Label(text, box, _RIGHT))
        unit = self._say(self._spec.y.unit)
        if not short_unit(unit) and unit:
            box = QRectF(self._rect.left(), self._rect.top(), self._width(unit) + 4, self._line)
            made.labels.append(Label(unit, box, _LEFT))
        foot = int(plot.bottom()) + 0.5
        made.curves.append(Curve(Line.AXIS, (QPointF(plot.left(), foot), QPointF(plot.right(), foot))))

    def _x_axis(self) -> None:
        plot, end = self.made.plot, self.made.plot.left() - 20
        for tick in self._spec.x.ticks:
            text, x = self._say(tick.label), self._x(tick.at)
            half = self._width(text) / 2 + 1
            if x - half > end:
                box = QRectF(x - half, plot.bottom() + 3, 2 * half, self._line)
                self.made.labels.append(Label(text, box, _CENTRED))
                end = x + half + 4
        named = self._say(self._spec.x.unit) or self._say(msg("cases"))
        box = QRectF(plot.left(), plot.bottom() + 3 + self._line, plot.width(), self._line)
        self.made.labels.append(Label(named, box, _CENTRED, Tone.INK))

    def _curves(self) -> None:
        made, spec, plot = self.made, self._spec, self.made.plot
        inner = min((curve.level for curve in spec.curves), default=0)
        for curve in spec.curves:
            line = Line.FUNNEL_LIMIT if curve.level == inner else Line.FUNNEL_OUTER
            for side in (curve.lower, curve.upper):
                shown = tuple(QPointF(self._x(x), self._y(y)) for x, y in side if x <= spec.x.high)
                made.curves.append(Curve(line, shown))
        for line, y in ((Line.MEDIAN, spec.centre), (Line.TARGET, spec.target.y if spec.target else None)):
            if y is not None:
                px = self._y(y)
                made.curves.append(Curve(line, (QPointF(plot.left(), px), QPointF(plot.right(), px))))

    def _ends(self) -> list[tuple[float, str]]:
        """(value, text) at the right end of each line."""
        spec, found = self._spec, list[tuple[float, str]]()
        if spec.centre is not None:
            found.append((spec.centre, self._say(spec.centre_label)))
        if spec.target is not None:
            found.append((spec.target.y, self._say(msg("target {number}", number=spec.target.label))))
        for curve in spec.curves:
            shown = [y for x, y in curve.upper if x <= spec.x.high]
            if shown:
                found.append((shown[-1], self._say(curve.label)))
        return found

    def _end_labels(self, ends: list[tuple[float, str]]) -> None:
        plot = self.made.plot
        middles = nudged([self._y(y) for y, _ in ends], self._line, plot.top() - 6, plot.bottom() + 6)
        for (_, text), middle in zip(ends, middles, strict=True):
            box = QRectF(plot.right() + 6, middle - self._line / 2, self._width(text) + 4, self._line)
            self.made.labels.append(Label(text, box, _LEFT))

    def _teams(self) -> None:
        """The points, and the names of those beyond the outer limits where there is room."""
        made = self.made
        made.teams = [
            PlacedTeam(point, QPointF(self._x(point.x), self._y(point.y))) for point in self._spec.points
        ]
        named = [placed for placed in made.teams if self._say(placed.point.label)]
        most = min(MOST_NAMES, made.plot.width() * made.plot.height() / _NAME_ROOM)
        if len(named) > most:  # a heap of names would hide what they name; hover and table say them
            return
        places = FreePlaces(made.plot, [placed.at for placed in made.teams], [])
        for placed in named:
            text = self._say(placed.point.label)
            width, at = self._width(text) + 4, placed.at
            corners = [
                (at.x() + 7, at.y() - self._line / 2),
                (at.x() - width - 7, at.y() - self._line / 2),
            ]
            corners += [(at.x() - width / 2, at.y() - self._line - 7), (at.x() - width / 2, at.y() + 7)]
            room = places.take([QRectF(x, y, width, self._line) for x, y in corners])
            if room is not None:
                made.labels.append(Label(text, room, _CENTRED, Tone.INK, over=True))


def paint_funnel(painter: QPainter, layout: FunnelLayout, style: ChartStyle) -> None:
    """Dots within the limits; beyond the inner ones in a ring, beyond the outer ones in a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for curve in layout.curves:
        painter.setPen(style.pens[curve.line])
        painter.drawPolyline(list(curve.points))
    painter.setFont(style.font)
    for label in layout.labels:  # under the points: a name must not cover another team
        if label.over:
            painter.fillRect(label.rect, style.ground)
        painter.setPen(style.tones[label.tone])
        painter.drawText(label.rect, label.align | Qt.TextFlag.TextDontClip, label.text)
    for placed in layout.teams:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.fill)
        painter.drawEllipse(placed.at, _RADIUS, _RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(style.signal)
        reach = _RADIUS + 2.6
        if abs(placed.point.zone) == 1:
            painter.drawEllipse(placed.at, reach, reach)
        elif abs(placed.point.zone) == 2:
            painter.drawRect(QRectF(placed.at.x() - reach, placed.at.y() - reach, 2 * reach, 2 * reach))
    painter.restore()


class FunnelPlot(PlotCanvas):
    """The plot on the page: hover says who it is, a click or Enter opens the team's chart."""

    opened = Signal(int)
    """team id"""
    hovered = Signal(object)
    """team id under the mouse or the keyboard's cursor, or None"""

    def __init__(self, theme: Theme, translator: Translator) -> None:
        super().__init__(theme, translator, "funnel_plot", msg("Funnel plot"))
        self._spec: FunnelSpec | None = None
        self._layout: FunnelLayout | None = None
        self._at: int | None = None
        self.setMinimumSize(280, 180)

    def set_spec(self, spec: FunnelSpec | None) -> None:
        """Show a funnel plot."""
        self._spec = spec
        if spec is None or self._at not in {point.team_id for point in spec.points}:
            self._at = None
        self._lay_out()

    def funnel_layout(self) -> FunnelLayout | None:
        """What lies where."""
        return self._layout

    def current(self) -> int | None:
        """The team under the mouse or the keyboard's cursor."""
        return self._at

    def mark(self, team_id: int | None) -> None:
        """Point at a team, without telling anybody."""
        if team_id != self._at:
            self._at = team_id
            self._describe()
            self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(700, 420)

    def _paint(self, painter: QPainter) -> None:
        if self._layout is None or self._spec is None:
            return
        paint_funnel(painter, self._layout, self._style)
        placed = self._placed()
        if placed is not None:
            self._paint_cursor(painter, placed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._layout.team_at(event.position()) if self._layout else None
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self._move_to(found.point.team_id if found else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._layout.team_at(event.position()) if self._layout else None
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(found.point.team_id)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._move_to(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right lead through the teams by their number of cases, as they stand."""
        key, teams = event.key(), self._layout.teams if self._layout else []
        across = sorted(teams, key=lambda placed: (placed.at.x(), placed.point.team_id))
        ids = [placed.point.team_id for placed in across]
        if ids and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            start = ids.index(self._at) + step if self._at in ids else (0 if step > 0 else len(ids) - 1)
            self._move_to(ids[min(max(start, 0), len(ids) - 1)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    # private

    def _lay_out(self) -> None:
        self._layout = None
        if self._spec is not None:
            self._layout = lay_out_funnel(self._spec, self._room(), self._style, self._translator)
        self.update()

    def _placed(self) -> PlacedTeam | None:
        teams = self._layout.teams if self._layout else []
        return next((placed for placed in teams if placed.point.team_id == self._at), None)

    def _move_to(self, team_id: int | None) -> None:
        if team_id != self._at:
            self.mark(team_id)
            self.hovered.emit(team_id)

    def _describe(self) -> None:
        placed = self._placed()
        if placed is not None:
            self.setAccessibleDescription(", ".join(self.said(placed.point)))

    def said(self, point: FunnelPoint) -> list[str]:
        """A team in a few short lines."""
        assert self._spec is not None
        say, unit = self._translator.text, self._spec.y.unit
        narrow = self._spec.y.high - self._spec.y.low < 50
        value = msg("{number} {unit}", number=Number(point.y, 1 if narrow else 0), unit=unit or "")
        lines = [point.name, say(msg("{count}: {value}", count=point.count_label, value=value)).strip()]
        lines.append(say(ZONE_WORDS[point.zone]))
        if point.suspect:
            lines.append(say(msg("the numerator is above the denominator: please check")))
        return lines

    def _paint_cursor(self, painter: QPainter, placed: PlacedTeam) -> None:
        lines, metrics = self.said(placed.point), self._style.metrics
        width = max(metrics.horizontalAdvance(line) for line in lines) + 18
        height = self._style.line * len(lines) + 10
        left = placed.at.x() + 12 if placed.at.x() + 12 + width < self.width() else placed.at.x() - 12 - width
        top = min(max(placed.at.y() - height / 2, 2), self.height() - height - 2)
        box = QRectF(int(left) + 0.5, int(top) + 0.5, int(width), int(height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.palette.ink), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(placed.at, 9, 9)
        self._paint_box(painter, box, lines)
