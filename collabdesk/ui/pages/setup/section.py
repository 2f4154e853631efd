"""What every tab of Set-up is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from collabdesk.i18n import Message
from collabdesk.ui.context import Context

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace


class SetupSection(QWidget):
    """A tab. `load` shows the file as it is; it is called when the tab is visible and ``kinds`` changed."""

    name = ""
    title: Message | str = ""
    kinds: tuple[str, ...] = ()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName(f"setup_{self.name}")
        self.setAccessibleName(context.text(self.title))
        self._workspace: Workspace | None = None

    @property
    def workspace(self) -> Workspace:
        """The open file."""
        assert self._workspace is not None
        return self._workspace

    def show_workspace(self, workspace: Workspace) -> None:
        """Show this file from now on."""
        self._workspace = workspace
        self.load()

    def forget_workspace(self) -> None:
        """The file is being closed."""
        self._workspace = None

    def load(self) -> None:
        """Show what the file holds now."""

    def start_search(self) -> None:
        """Put the cursor into the search field, where there is one."""
