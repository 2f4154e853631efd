"""The row of buttons beside the page's title that chooses the view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.ui.context import Context
from collabdesk.ui.widgets import ModeButton


class View(Protocol):
    """What the switch must know of a view."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> Message: ...

    @property
    def tip(self) -> Message: ...


class ViewSwitch(QWidget):
    """One button per view, the chosen one down. Alt+Shift+1, 2... choose by keyboard."""

    chosen = Signal(str)

    def __init__(self, context: Context, page: str, views: Sequence[View], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{page}_views")
        self.setAccessibleName(context.text(msg("Views")))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, ModeButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, view in enumerate(views, start=1):
            button = ModeButton(context.text(view.title))
            button.setObjectName(f"{page}_view_{view.name}")
            shortcut = QKeySequence(f"Alt+Shift+{place}")
            keys = shortcut.toString(QKeySequence.SequenceFormat.NativeText)
            button.setShortcut(shortcut)
            button.setToolTip(f"{context.text(view.tip)} ({keys})")
            self._group.addButton(button)
            self._buttons[view.name] = button
            row.addWidget(button)
        self._group.buttonClicked.connect(self._clicked)
        self.hide()  # until the page's head takes it in

    def mark(self, name: str) -> None:
        """Show which view is shown."""
        self._buttons[name].setChecked(True)

    @Slot(QAbstractButton)
    def _clicked(self, button: QAbstractButton) -> None:
        name = next(name for name, known in self._buttons.items() if known is button)
        self.chosen.emit(name)
