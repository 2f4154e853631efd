"""Pages made of tabs: each shows a part of the file and is loaded when it is visible and its kinds changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QWidget

from collabdesk.i18n import Message
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace


class TabSection(QWidget):
    """A tab. `load` shows the file as it is; it is called when the tab is visible and ``kinds`` changed."""

    prefix = ""
    """Of its object name."""
    name = ""
    title: Message | str = ""
    kinds: tuple[str, ...] = ()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName(f"{self.prefix}_{self.name}")
        self.setAccessibleName(context.text(self.title))
        self._workspace: Workspace | None = None

    @property
    def workspace(self) -> Workspace:
        """The open file."""
        assert self._workspace is not None
        return self._workspace

    @property
    def can_edit(self) -> bool:
        """Whether edits would be accepted."""
        return self._workspace is not None and not self._workspace.read_only

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

    # --- for subclasses ---

    def text(self, message: Message | str) -> str:
        """A message in the window's language."""
        return self.context.text(message)

    def act(
        self,
        name: str,
        text: Message,
        icon: str,
        slot: object,
        shortcut: str = "",
        *,
        tip: Message | None = None,
    ) -> QAction:
        """An action of this tab."""
        return make_action(self.context, self, name, text, icon, slot, shortcut=shortcut, tip=tip)


class SectionTabs(QTabWidget):
    """The tabs of a page: they are told of the file and of edits, and load what is out of date when shown."""

    def __init__(
        self, context: Context, name: str, title: Message | str, sections: Sequence[TabSection]
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(context.text(title))
        self.setDocumentMode(True)
        self.sections = {section.name: section for section in sections}
        self._stale: set[str] = set()
        for section in sections:
            self.addTab(section, context.text(section.title))
        self.currentChanged.connect(self._load_visible)

    @property
    def visible_section(self) -> TabSection:
        """The tab that is shown."""
        section = self.currentWidget()
        assert isinstance(section, TabSection)
        return section

    def show_workspace(self, workspace: Workspace) -> None:
        """Show this file from the beginning."""
        self._stale.clear()
        for section in self.sections.values():
            section.show_workspace(workspace)

    def forget_workspace(self) -> None:
        """The file is being closed."""
        self._stale.clear()
        for section in self.sections.values():
            section.forget_workspace()

    def refresh(self, changes: ChangeSet) -> None:
        """Bring the visible tab up to date, and remember what the others have missed."""
        self._stale |= {name for name, section in self.sections.items() if changes.touches(*section.kinds)}
        self._load_visible()

    def open_section(self, name: str) -> None:
        """Show a tab; an unknown name changes nothing."""
        if name in self.sections:
            self.setCurrentWidget(self.sections[name])

    @Slot()
    def _load_visible(self) -> None:
        section = self.visible_section
        if section.name in self._stale:
            self._stale.discard(section.name)
            section.load()
