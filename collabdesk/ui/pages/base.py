"""What every page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from collabdesk.i18n import Message
from collabdesk.ui.context import Context

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace


class Page(QWidget):
    """A place of the window. The main window calls `show_workspace` once per file and collaborative, and
    `refresh` after edits: at once when the page is visible, else when it is next shown.

    Subclasses set ``name`` and ``title``, and override `show_workspace` and `refresh`.
    """

    actions_changed = Signal()
    """`actions` gives others now."""

    name = ""
    title: Message | str = ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._workspace: Workspace | None = None
        self._head: list[QAction] = []
        self.beside_title: QWidget | None = None
        """Stands beside the title in the page's head, such as a choice between views."""
        self.setObjectName(f"page_{self.name}")
        self.setAccessibleName(context.text(self.title))

    @property
    def workspace(self) -> Workspace:
        """The open file. Only pages of an open file may ask."""
        assert self._workspace is not None
        return self._workspace

    @property
    def has_workspace(self) -> bool:
        """Whether a file is shown."""
        return self._workspace is not None

    @property
    def can_edit(self) -> bool:
        """Whether edits would be accepted."""
        return self._workspace is not None and not self._workspace.read_only

    def actions(self) -> list[QAction]:
        """At most three, shown at the right of the page's head."""
        return list(self._head)

    def show_workspace(self, workspace: Workspace) -> None:
        """Show this file from the beginning. Overriders call this first."""
        self._workspace = workspace

    def refresh(self, changes: ChangeSet) -> None:
        """Bring up to date what ``changes`` touched."""

    def forget_workspace(self) -> None:
        """The file is being closed: keep nothing of it."""
        self._workspace = None

    def open_section(self, section: str) -> None:
        """Show a part of the page that another page asked for."""

    @property
    def team_in_sight(self) -> int | None:
        """The one team that the page shows, where it shows one: a change recorded now is likely its."""
        return None

    def take_focus(self) -> None:
        """Put the keyboard where the page's work begins (its focus proxy), not into its search field."""
        if self.focusProxy() is not None:
            self.setFocus()

    def start_search(self) -> None:
        """Ctrl+F: put the cursor into the page's search field, where there is one."""

    # --- for subclasses ---

    def text(self, message: Message | str) -> str:
        """A message in the window's language."""
        return self.context.text(message)

    def add_action(
        self,
        name: str,
        text: Message,
        icon: str,
        slot: object,
        *,
        tip: Message | None = None,
        shortcut: str = "",
        head: bool = False,
    ) -> QAction:
        """An action of this page, with its icon, its tip and, where ``head``, a button in the page's head."""
        action = make_action(self.context, self, name, text, icon, slot, tip=tip, shortcut=shortcut)
        if head:
            self._head.append(action)
        return action


def make_action(
    context: Context,
    owner: QWidget,
    name: str,
    text: Message,
    icon: str,
    slot: object,
    *,
    tip: Message | None = None,
    shortcut: str = "",
) -> QAction:
    """An action that belongs to a widget: object name, icon that follows the theme, tip with the shortcut."""
    action = QAction(context.text(text), owner)
    action.setObjectName(name)
    said = context.text(tip or text)
    if shortcut:
        action.setShortcut(QKeySequence(shortcut))
        said = f"{said} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
    action.setToolTip(said)
    action.setStatusTip("")
    if icon:
        context.theme.set_icon(action, icon)
    action.triggered.connect(slot)
    owner.addAction(action)
    return action
