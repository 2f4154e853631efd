"""The marks of look.md as shapes: dots, rings, diamonds, crosses, and the four signs."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from collabdesk.charts.spec import ChartPoint, PointState, Sign
from collabdesk.ui.charts.style import ChartStyle


class Mark(enum.Enum):
    """A mark at one period."""

    DOT = "dot"
    HOLLOW = "hollow dot"
    CROSSED = "crossed dot"
    NO_CASES = "hollow diamond"
    BEYOND = "arrow at the edge"
    SUSPECT = "exclamation mark"
    RING = "ring"
    SQUARE = "square"


SIGNAL_MARKS = {"shift": Mark.RING, "trend": Mark.SQUARE}
"""The mark on the counted points of a rule; any other rule that names points rings them."""

RULES_WITHOUT_MARKS = frozenset({"too few runs", "too many runs", "few crossings"})
"""These speak of the whole line: marking every point would say nothing."""


def mark_of(point: ChartPoint, *, beyond: bool = False) -> Mark | None:
    """The mark of a point itself; None for a gap. ``beyond``: it lies outside the scale."""
    if point.state is PointState.NO_CASES:
        return Mark.NO_CASES
    if point.y is None:
        return None
    if point.excluded:
        return Mark.CROSSED
    if beyond:
        return Mark.BEYOND
    return Mark.HOLLOW if point.small else Mark.DOT


def mark_of_rule(rule: str) -> Mark | None:
    """The mark on a rule's counted points; None for rules about the whole line."""
    return None if rule in RULES_WITHOUT_MARKS else SIGNAL_MARKS.get(rule, Mark.RING)


def paint_mark(
    painter: QPainter, mark: Mark, at: QPointF, radius: float, style: ChartStyle, halo: float = 2.3
) -> None:
    """One mark around its point; ``radius`` is a filled dot's, ``halo`` how far a ring stands off it, in px."""
    paint_marks(painter, mark, [at], radius, style, halo)


def paint_marks(
    painter: QPainter,
    mark: Mark,
    places: Sequence[QPointF],
    radius: float,
    style: ChartStyle,
    halo: float = 2.3,
) -> None:
    """The same mark around many points."""
    reach = radius + halo if mark in (Mark.RING, Mark.SQUARE) else radius
    _PAINTERS[mark](painter, places, reach, style)


def _beyond(painter: QPainter, places: Sequence[QPointF], radius: float, style: ChartStyle) -> None:
    """An arrow head that points over the edge: the value is higher, or lower, than the scale reaches."""
    arm = radius + 2.2
    down = QPointF(0, 1.7 * arm)
    for at in places:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.fill)
        painter.drawPolygon(QPolygonF([at, at + QPointF(-arm, 0) + down, at + QPointF(arm, 0) + down]))
        painter.setPen(style.mark)
        painter.drawLine(at + QPointF(-arm, 0), at + QPointF(arm, 0))


def _dot(painter: QPainter, places: Sequence[QPointF], radius: float, style: ChartStyle) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.fill)
    for at in places:
        painter.drawEllipse(at, radius, radius)


def _hollow(painter: QPainter, places: Sequence[QPointF], radius: float, style: ChartStyle) -> None:
    painter.setPen(style.mark)
    painter.setBrush(style.ground)
    for at in places:
        painter.drawEllipse(at, radius + 0.2, radius + 0.2)


def _crossed(painter: QPainter, places: Sequence[QPointF], radius: float, style: ChartStyle) -> None:
    _hollow(painter, places, radius, style)
    arm = radius + 2.2
    for at in places:
        painter.drawLine(QPointF(at.x() - arm, at.y() - arm), QPointF(at.x() + arm, at.y() + arm))
        painter.drawLine(QPointF(at.x() - arm, at.y() + arm), QPointF(at.x() + arm, at.y() - arm))


def _diamond(painter: QPainter, places: Sequence[QPointF], radius: float, style: ChartStyle) -> None:
    arm = radius + 1.6
    corners = (QPointF(0, -arm), QPointF(arm, 0), QPointF(0, arm), QPointF(-arm, 0))
    painter.setPen(style.mark)
    painter.setBrush(style.ground)
    for at in places:
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


def _suspect(painter: QPainter, places: Sequence[QPointF], radius: float, style: ChartStyle) -> None:
    """An exclamation mark beside the dot: drawn, so that no font decides about it."""
    painter.setPen(QPen(QColor(style.palette.danger), 1.8))
    for at in places:
        x, top = at.x() + radius + 3.5, at.y() - radius - 4
        painter.drawLine(QPointF(x, top - 1), QPointF(x, top + 4.5))
        painter.drawLine(QPointF(x, top + 7), QPointF(x, top + 9))


def _ring(painter: QPainter, places: Sequence[QPointF], radius: float, style: ChartStyle) -> None:
    painter.setPen(style.signal)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for at in places:
        painter.drawEllipse(at, radius, radius)


def _square(painter: QPainter, places: Sequence[QPointF], radius: float, style: ChartStyle) -> None:
    painter.setPen(style.signal)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for at in places:
        painter.drawRect(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius))


_PAINTERS: dict[Mark, Callable[[QPainter, Sequence[QPointF], float, ChartStyle], None]] = {
    Mark.DOT: _dot,
    Mark.HOLLOW: _hollow,
    Mark.CROSSED: _crossed,
    Mark.NO_CASES: _diamond,
    Mark.BEYOND: _beyond,
    Mark.SUSPECT: _suspect,
    Mark.RING: _ring,
    Mark.SQUARE: _square,
}


def sign_path(sign: Sign, rect: QRectF) -> QPainterPath:
    """The outline of a sign within a rectangle: up-triangle, down-triangle, dash, small circle."""
    path = QPainterPath()
    centre = rect.center()
    if sign is Sign.IMPROVED:
        path.addPolygon(QPolygonF([rect.bottomLeft(), QPointF(centre.x(), rect.top()), rect.bottomRight()]))
        path.closeSubpath()
    elif sign is Sign.WORSENED:
        path.addPolygon(QPolygonF([rect.topLeft(), rect.topRight(), QPointF(centre.x(), rect.bottom())]))
        path.closeSubpath()
    elif sign is Sign.NO_SIGNAL:
        path.addRect(QRectF(rect.left(), centre.y() - 1, rect.width(), 2))
    else:
        path.addEllipse(centre, rect.width() * 0.28, rect.height() * 0.28)
    return path


def paint_sign(painter: QPainter, sign: Sign, rect: QRectF, style: ChartStyle) -> None:
    """A sign: only the good one and the dash are filled, so that a photocopy tells them apart too."""
    ink = QColor(style.palette.ink if sign in (Sign.IMPROVED, Sign.WORSENED) else style.palette.ink_soft)
    filled = sign in (Sign.IMPROVED, Sign.NO_SIGNAL)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(ink, 1.5))
    painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(sign_path(sign, rect))
    painter.restore()
