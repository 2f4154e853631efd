"""How the parts of the window lie: sidebar, banner, head, pages, status bar (look.md)."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from collabdesk.ui.theme import GAP, Theme
from collabdesk.ui.widgets import Line


class WindowFrame(QWidget):
    """The central widget."""

    def __init__(
        self, theme: Theme, *, sidebar: QWidget, above: tuple[QWidget, ...], pages: QWidget, below: QWidget
    ) -> None:
        super().__init__()
        self._sidebar = sidebar
        self._edge = Line(theme, upright=True)
        right = QWidget()
        right.setObjectName("right")
        right.setAutoFillBackground(True)
        right.setBackgroundRole(QPalette.ColorRole.Base)
        pages.setContentsMargins(GAP, 0, GAP, GAP)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in above:
            column.addWidget(part)
        column.addWidget(pages, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(sidebar)
        middle.addWidget(self._edge)
        middle.addWidget(right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(middle, 1)
        box.addWidget(Line(theme))
        box.addWidget(below)

    def show_sidebar(self, visible: bool) -> None:
        """The welcome page has the window for itself."""
        self._sidebar.setVisible(visible)
        self._edge.setVisible(visible)
