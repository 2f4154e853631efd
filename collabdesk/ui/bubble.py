"""The ground of what stands beside something in the window and explains it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout

from collabdesk.ui.theme import GAP_SMALL, GRID, Theme


class Bubble(QFrame):
    """Parts under each other on the surface, with the accent around them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(GAP_SMALL, GAP_SMALL, GAP_SMALL, GAP_SMALL)
        self._box.setSpacing(GRID)

    def take_width(self, width: int) -> None:
        """As wide as this, and as high as its texts then are."""
        self.setFixedWidth(width)
        self._box.invalidate()  # texts of now, not when the event loop comes to it
        self.resize(width, max(self._box.heightForWidth(width), self.sizeHint().height()))
        self._box.activate()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt gives it
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.palette.surface))
        painter.setPen(QPen(QColor(self._theme.palette.accent), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
