"""The calendar as a drawn line: meetings as marks, prework and action periods as bands, today as a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.theme import Type, mixed

_MARGIN = 12.0
_BAND = QRectF(0, 34, 0, 26)
_NEAR = 10.0


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A meeting."""

    key: int
    name: str
    first: dt.date
    last: dt.date
    tip: str
    learning: bool


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """An action period, or the prework before the first session. ``said`` stands where ``name`` has room for more."""

    name: str
    first: dt.date
    last: dt.date
    said: str = ""
    prework: bool = False


class Timeline(QWidget):
    """Draws what `show_calendar` gives; a click on a meeting chooses it, and so do the arrow keys."""

    chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._theme = context.theme
        self._context = context
        self._marks: tuple[Mark, ...] = ()
        self._stretches: tuple[Stretch, ...] = ()
        self._today = dt.date.today()
        self._key = 0
        self.setObjectName("timeline")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        context.theme.changed.connect(self.update)

    def show_calendar(self, marks: Sequence[Mark], stretches: Sequence[Stretch], today: dt.date) -> None:
        """Draw these from now on."""
        self._marks, self._stretches, self._today = tuple(marks), tuple(stretches), today
        spans = [f"{stretch.name} {stretch.said}".strip() for stretch in stretches]
        self.setAccessibleName("; ".join([*(mark.tip for mark in marks), *spans]))
        self.update()

    def choose(self, key: int) -> None:
        """Show a meeting as the chosen one."""
        self._key = key
        self.update()

    def x_of(self, day: dt.date) -> float:
        """Where a day stands."""
        first, last = self._span()
        share = (day - first).days / max(1, (last - first).days)
        return _MARGIN + share * (self.width() - 2 * _MARGIN)

    def sizeHint(self) -> QSize:
        return QSize(400, 104)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_months(painter)
        self._paint_stretches(painter)
        self._paint_marks(painter)
        self._paint_today(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.palette.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._marks:
            super().keyPressEvent(event)
            return
        keys = [mark.key for mark in self._marks]
        place = keys.index(self._key) + step if self._key in keys else 0
        self.chosen.emit(keys[min(max(place, 0), len(keys) - 1)])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mark = self._at(event.position())
        if mark is not None:
            self.chosen.emit(mark.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._at(event.position())
        self.setToolTip(mark.tip if mark else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)

    # --- painting ---

    def _paint_months(self, painter: QPainter) -> None:
        palette = self._theme.palette
        painter.setFont(self._theme.font(Type.CAPTION))
        metrics = QFontMetricsF(painter.font())
        first, last = self._span()
        day = first.replace(day=1)
        free = 0.0
        bottom = _BAND.bottom()
        while day <= last:
            if day >= first:
                x = self.x_of(day)
                painter.setPen(QColor(palette.line))
                painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + (8 if day.month == 1 else 4)))
                label = f"{day:%Y}" if day.month == 1 else self._context.translator.month_initial(day.month)
                width = metrics.horizontalAdvance(label)
                if x - width / 2 >= free:
                    painter.setPen(QColor(palette.ink_soft))
                    painter.drawText(QPointF(x - width / 2, bottom + 22), label)
                    free = x + width / 2 + 4
            day = (day.replace(day=28) + dt.timedelta(days=5)).replace(day=1)

    def _paint_stretches(self, painter: QPainter) -> None:
        palette = self._theme.palette
        painter.setPen(QPen(QColor(palette.line), 1))
        painter.drawLine(QLineF(_MARGIN, _BAND.bottom(), self.width() - _MARGIN, _BAND.bottom()))
        for place, stretch in enumerate(self._stretches):
            left, right = self.x_of(stretch.first), self.x_of(stretch.last)
            box = QRectF(left, _BAND.top(), right - left, _BAND.height())
            ground = mixed(palette.surface, palette.accent, 0.16 if place % 2 else 0.08)
            painter.fillRect(
                box, QColor(mixed(palette.surface, palette.line, 0.4) if stretch.prework else ground)
            )
            painter.setPen(
                QColor(palette.ink if stretch.first <= self._today <= stretch.last else palette.ink_soft)
            )
            metrics = QFontMetricsF(painter.font())
            for text in (stretch.said, stretch.name):
                if text and metrics.horizontalAdvance(text) + 8 < box.width():
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
                    break

    def _paint_marks(self, painter: QPainter) -> None:
        palette = self._theme.palette
        free = 0.0
        for mark in self._marks:
            x, chosen = self.x_of(mark.first), mark.key == self._key
            right = max(self.x_of(mark.last), x + 3)
            colour = QColor(palette.accent if mark.learning else palette.ink_soft)
            painter.fillRect(QRectF(x, _BAND.top() - 6, right - x, _BAND.height() + 6), colour)
            painter.setFont(self._theme.font(Type.CAPTION, bold=chosen))
            width = QFontMetricsF(painter.font()).horizontalAdvance(mark.name)
            left = min(max(x - width / 2, free), self.width() - width)
            painter.setPen(QColor(palette.accent if chosen else palette.ink))
            painter.drawText(QPointF(left, _BAND.top() - 12), mark.name)
            if chosen:
                painter.fillRect(QRectF(left, _BAND.top() - 9, width, 2), QColor(palette.accent))
            free = left + width + 6

    def _paint_today(self, painter: QPainter) -> None:
        first, last = self._span()
        if first <= self._today <= last:
            x = self.x_of(self._today)
            painter.setPen(QPen(QColor(self._theme.palette.attention), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, _BAND.top() - 4), QPointF(x, _BAND.bottom() + 25))
            painter.setFont(self._theme.font(Type.CAPTION))
            words = self._context.text(msg("today"))
            width = QFontMetricsF(painter.font()).horizontalAdvance(words)
            left = min(max(x - width / 2, 0), self.width() - width)
            painter.setPen(QColor(self._theme.palette.attention))
            painter.drawText(QPointF(left, _BAND.bottom() + 36), words)

    def _span(self) -> tuple[dt.date, dt.date]:
        days = [mark.first for mark in self._marks] + [mark.last for mark in self._marks]
        days += [day for stretch in self._stretches for day in (stretch.first, stretch.last)]
        if not days:
            return self._today, self._today
        gap = dt.timedelta(days=10)
        return min(days) - gap, max(days) + gap

    def _at(self, place: QPointF) -> Mark | None:
        near = [
            (abs(self.x_of(mark.first) - place.x()), mark)
            for mark in self._marks
            if self.x_of(mark.first) - _NEAR <= place.x() <= self.x_of(mark.last) + _NEAR
        ]
        return min(near, key=lambda pair: pair[0])[1] if near else None
