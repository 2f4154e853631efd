"""What every view of the Changes page is: a page within the page, brought up to date when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from collabdesk.i18n import Message
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.theme import GRID, Type
from collabdesk.ui.widgets import Label, ModeButton

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace


class Part(Page):
    """A view. `load` shows the file as it is; it is called when the view is visible and ``kinds`` changed."""

    kinds: tuple[str, ...] = ()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._stale = True

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self._stale = True

    def refresh(self, changes: ChangeSet) -> None:
        if changes.touches(*self.kinds):
            self._stale = True

    def bring_up_to_date(self) -> None:
        """Load what changed since the view was last looked at."""
        if self._stale and self.has_workspace:
            self._stale = False
            self.load()

    def load(self) -> None:
        """Show what the file holds now."""


class ModeRow(QWidget):
    """A few ways to look at the same thing, one of them chosen; left and right change it from the keyboard."""

    chosen = Signal(str)

    def __init__(self, context: Context, name: str, modes: Sequence[tuple[str, Message]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, ModeButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for key, words in modes:
            button = ModeButton(context.text(words))
            button.setObjectName(f"{name}_{key}")
            button.setAutoDefault(False)
            self._group.addButton(button)
            self.buttons[key] = button
            row.addWidget(button)
            button.toggled.connect(self._toggled)
        self._group.setExclusive(True)
        next(iter(self.buttons.values())).setChecked(True)

    @property
    def mode(self) -> str:
        """The mode chosen."""
        return next(key for key, button in self.buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Choose a mode."""
        self.buttons[key].setChecked(True)

    @Slot(bool)
    def _toggled(self, down: bool) -> None:
        if down:
            self.chosen.emit(self.mode)


def heading(context: Context, text: Message | str, *beside: QWidget) -> QHBoxLayout:
    """A heading with something at the other end of its line."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    label = Label(context.theme, context.text(text), Type.SECTION, bold=True)
    label.setMinimumHeight(30)
    row.addWidget(label)
    row.addStretch(1)
    for widget in beside:
        row.addWidget(widget)
    return row


def plain_column(widget: QWidget, gap: int = GRID) -> QVBoxLayout:
    """A column without margins on a widget."""
    box = QVBoxLayout(widget)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    return box
