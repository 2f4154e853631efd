"""A small chart of one or two lines over months on a fixed scale: scores side by side, agreement over time.

Run charts are drawn by `painter`; these lines have no median and no rules, and must not look as if they had.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.periods import MONTH, Period
from collabdesk.ui.context import Context
from collabdesk.ui.theme import Type, mixed

_RADIUS = 3.2
_MARGIN = 8.0


@dataclass(frozen=True, kw_only=True)
class LineSeries:
    """One line. ``hollow``: rings on a dashed line, so that two lines differ without colour."""

    name: Message | str
    points: tuple[tuple[int, float], ...]
    """(month as its ordinal, value)"""
    hollow: bool = False


class LinesChart(QWidget):
    """Draws what `show_lines` gives."""

    def __init__(
        self, context: Context, name: str, *, low: float, high: float, ticks: Sequence[float]
    ) -> None:
        super().__init__()
        self._context = context
        self._theme = context.theme
        self._low, self._high = low, high
        self._ticks = tuple(ticks)
        self._series: tuple[LineSeries, ...] = ()
        self._title = ""
        self._level: float | None = None
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 150)
        context.theme.changed.connect(self.update)

    @property
    def series(self) -> tuple[LineSeries, ...]:
        """The lines shown."""
        return self._series

    def show_lines(
        self, title: Message | str, series: Sequence[LineSeries], level: float | None = None
    ) -> None:
        """Draw these lines, with a dotted ``level`` to reach."""
        self._title = self._context.text(title)
        self._series = tuple(one for one in series if one.points)
        self._level = level
        self.setAccessibleName(self._described())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 220)

    # --- painting ---

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.surface))
        painter.setFont(self._theme.font(Type.BODY, bold=True))
        painter.setPen(QColor(palette.ink))
        metrics = QFontMetricsF(painter.font())
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, self.width() - 2 * _MARGIN)
        painter.drawText(QPointF(_MARGIN, _MARGIN + metrics.ascent()), title)
        painter.setFont(self._theme.font(Type.CAPTION))
        plot = self._plot(painter, metrics.height())
        if not self._series:
            painter.setPen(QColor(palette.ink_soft))
            none = self._context.text(msg("Nothing to draw yet"))
            painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, none)
            return
        self._paint_key(painter, plot)
        self._paint_grid(painter, plot)
        self._paint_months(painter, plot)
        for one in self._series:
            self._paint_line(painter, plot, one)

    def _plot(self, painter: QPainter, head: float) -> QRectF:
        metrics = QFontMetricsF(painter.font())
        left = _MARGIN + max(metrics.horizontalAdvance(self._said(tick)) for tick in self._ticks) + 6
        top = _MARGIN + head + metrics.height() + 16
        bottom = self.height() - _MARGIN - 2 * metrics.height()
        return QRectF(left, top, self.width() - left - _MARGIN - 6, max(20.0, bottom - top))

    def _paint_key(self, painter: QPainter, plot: QRectF) -> None:
        """Which line is which, above the plot."""
        x, y = plot.left(), plot.top() - 14
        metrics = QFontMetricsF(painter.font())
        for one in self._series:
            painter.setPen(self._pen(one))
            painter.drawLine(QLineF(x, y, x + 24, y))
            self._paint_mark(painter, QPointF(x + 12, y), one)
            words = self._context.text(one.name)
            painter.setPen(QColor(self._theme.palette.ink))
            painter.drawText(QPointF(x + 30, y + metrics.ascent() / 2 - 1), words)
            x += 30 + metrics.horizontalAdvance(words) + 18

    def _paint_grid(self, painter: QPainter, plot: QRectF) -> None:
        palette = self._theme.palette
        for tick in self._ticks:
            y = self._y(plot, tick)
            painter.setPen(QColor(palette.line))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            painter.setPen(QColor(palette.ink_soft))
            box = QRectF(0, y - 8, plot.left() - 5, 16)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._said(tick)
            )
        if self._level is not None:
            y = self._y(plot, self._level)
            painter.setPen(QPen(QColor(palette.ink_soft), 1.2, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))

    def _paint_months(self, painter: QPainter, plot: QRectF) -> None:
        """The initials of the months, where there is room, and the year under January and the first."""
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(self._theme.palette.ink_soft))
        first, last = self._span()
        free, free_year = 0.0, 0.0
        for month in range(first, last + 1):
            day = MONTH.first_day(month)
            x = self._x(plot, month)
            label = self._context.translator.month_initial(day.month)
            width = metrics.horizontalAdvance(label)
            if x - width / 2 >= free:
                painter.drawText(QPointF(x - width / 2, plot.bottom() + metrics.height()), label)
                free = x + width / 2 + 4
            if day.month == 1 or month == first:
                year = str(day.year)
                room = metrics.horizontalAdvance(year)
                left = min(max(x - room / 2, 0), self.width() - room)
                if left >= free_year:
                    painter.drawText(QPointF(left, plot.bottom() + 2 * metrics.height()), year)
                    free_year = left + room + 4

    def _paint_line(self, painter: QPainter, plot: QRectF, one: LineSeries) -> None:
        places = [QPointF(self._x(plot, month), self._y(plot, value)) for month, value in one.points]
        painter.setPen(self._pen(one))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        for place in places:
            self._paint_mark(painter, place, one)

    def _paint_mark(self, painter: QPainter, place: QPointF, one: LineSeries) -> None:
        palette = self._theme.palette
        painter.setPen(QPen(QColor(palette.accent if not one.hollow else palette.ink), 1.5))
        painter.setBrush(QColor(palette.surface if one.hollow else palette.accent))
        radius = _RADIUS + 1.3 if one.hollow else _RADIUS
        painter.drawEllipse(place, radius, radius)

    def _pen(self, one: LineSeries) -> QPen:
        palette = self._theme.palette
        if one.hollow:
            return QPen(QColor(mixed(palette.ink, palette.surface, 0.25)), 1.3, Qt.PenStyle.DashLine)
        return QPen(QColor(palette.accent), 1.5)

    # --- places ---

    def _span(self) -> tuple[int, int]:
        months = [month for one in self._series for month, _value in one.points]
        first, last = min(months), max(months)
        return (first - 1, last + 1) if first == last else (first, last)

    def _x(self, plot: QRectF, month: int) -> float:
        first, last = self._span()
        return plot.left() + 8 + (month - first) / (last - first) * (plot.width() - 16)

    def _y(self, plot: QRectF, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return plot.bottom() - min(max(share, 0.0), 1.0) * plot.height()

    # --- words ---

    def _said(self, value: float) -> str:
        return self._context.translator.number(value, 0 if value == int(value) else 1)

    def _described(self) -> str:
        """The chart in words: each line with its months and values."""
        said = self._context.translator
        parts = [
            f"{said.text(one.name)}: "
            + ", ".join(
                f"{said.period(Period(MONTH, month))} {self._said(value)}" for month, value in one.points
            )
            for one in self._series
        ]
        return "; ".join([self._title, *parts])
