"""The page with its four tabs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.setup.collaborative import CollaborativeSection
from collabdesk.ui.pages.setup.indicators import IndicatorsSection
from collabdesk.ui.pages.setup.places import PlacesSection
from collabdesk.ui.pages.setup.section import SetupSection
from collabdesk.ui.pages.setup.teams import TeamsSection

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace


class SetupPage(Page):
    """Collaborative, places, teams, indicators."""

    name = "setup"
    title = msg("Set-up")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("setup_tabs")
        self.tabs.setAccessibleName(self.text(self.title))
        self.tabs.setDocumentMode(True)
        self.sections: dict[str, SetupSection] = {}
        self._stale: set[str] = set()
        self._shown: Path | None = None
        for section in (
            CollaborativeSection(context),
            TeamsSection(context),
            IndicatorsSection(context),
            PlacesSection(context),
        ):
            self.sections[section.name] = section
            self.tabs.addTab(section, self.text(section.title))
        self.tabs.currentChanged.connect(self._tab_changed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.tabs)

    def show_workspace(self, workspace: Workspace) -> None:
        if self._shown is not None and self._shown != workspace.path:
            self.tabs.setCurrentIndex(0)
        self._shown = workspace.path
        super().show_workspace(workspace)
        self._stale.clear()
        for section in self.sections.values():
            section.show_workspace(workspace)

    def refresh(self, changes: ChangeSet) -> None:
        for name, section in self.sections.items():
            if changes.touches(*section.kinds):
                self._stale.add(name)
        self._load_visible()

    def forget_workspace(self) -> None:
        super().forget_workspace()
        for section in self.sections.values():
            section.forget_workspace()

    def open_section(self, section: str) -> None:
        if section in self.sections:
            self.tabs.setCurrentWidget(self.sections[section])

    def start_search(self) -> None:
        self._visible().start_search()

    @Slot()
    def _tab_changed(self) -> None:
        if self.has_workspace:
            self._load_visible()

    def _load_visible(self) -> None:
        section = self._visible()
        if section.name in self._stale:
            self._stale.discard(section.name)
            section.load()

    def _visible(self) -> SetupSection:
        section = self.tabs.currentWidget()
        assert isinstance(section, SetupSection)
        return section
