"""What the run chart's canvas and the funnel plot share: theme, size, ground, focus frame, the box with a read-out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from collabdesk.i18n import Message, Translator
from collabdesk.ui.charts.style import ChartStyle, Tone
from collabdesk.ui.theme import GRID, Theme, Type


class PlotCanvas(QWidget):
    """Lays out anew when its size or the theme changes. Subclasses say how, and what is painted."""

    def __init__(
        self, theme: Theme, translator: Translator, name: str, title: Message, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._translator = theme, translator
        self._style = ChartStyle.of(theme.palette, theme.font(Type.CAPTION))
        self.setObjectName(name)
        self.setAccessibleName(translator.text(title))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._restyle)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._style.ground)
        self._paint(painter)
        if self._shows_focus():
            painter.setPen(QPen(QColor(self._theme.palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # what subclasses say

    def _lay_out(self) -> None:
        """Place everything anew, within `_room`."""

    def _paint(self, painter: QPainter) -> None:
        """What was laid out."""

    def _shows_focus(self) -> bool:
        return self.hasFocus()

    # what they use

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(GRID, GRID, -GRID, -GRID)

    def _paint_box(self, painter: QPainter, box: QRectF, lines: Sequence[str]) -> None:
        """A read-out."""
        painter.setPen(QPen(QColor(self._theme.palette.ink_soft), 1))
        painter.setBrush(self._style.ground)
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(self._style.font)
        painter.setPen(self._style.tones[Tone.INK])
        align = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(box.adjusted(8, 5, -8, -5), align, "\n".join(lines))

    @Slot()
    def _restyle(self) -> None:
        self._style = ChartStyle.of(self._theme.palette, self._theme.font(Type.CAPTION))
        self._lay_out()
