"""A frame around something in the window, which lets the mouse through."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from collabdesk.ui.theme import Theme

THICK = 3
APART = 2
"""px between the frame and what it goes around."""


class Outline(QWidget):
    """Only its four sides exist: what lies within is painted and clicked as if it were not there."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour_outline")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        theme.changed.connect(self.update)
        self.hide()

    def go_around(self, what: QRect) -> None:
        """Stand around a part of the window, as far as the window reaches; around nothing, be hidden."""
        if what.isEmpty():
            self.hide()
            return
        out = APART + THICK
        whole = what.adjusted(-out, -out, out, out)
        parent = self.parentWidget()
        if parent is not None:
            whole = whole.intersected(parent.rect())
        if whole != self.geometry() or self.isHidden():
            self.setGeometry(whole)
            sides = self.rect()
            self.setMask(QRegion(sides) - QRegion(sides.adjusted(THICK, THICK, -THICK, -THICK)))
            self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt gives it
        QPainter(self).fillRect(self.rect(), QColor(self._theme.palette.accent))
