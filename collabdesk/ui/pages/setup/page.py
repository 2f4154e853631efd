"""The page with its five tabs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.setup.collaborative import CollaborativeSection
from collabdesk.ui.pages.setup.indicators import IndicatorsSection
from collabdesk.ui.pages.setup.places import PlacesSection
from collabdesk.ui.pages.setup.recipes import RecipesSection
from collabdesk.ui.pages.setup.teams import TeamsSection
from collabdesk.ui.pages.tab_section import SectionTabs

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace


class SetupPage(Page):
    """Collaborative, teams, indicators, places, recipes of imported sheets."""

    name = "setup"
    title = msg("Set-up")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: Path | None = None
        self.tabs = SectionTabs(
            context,
            "setup_tabs",
            self.title,
            (
                CollaborativeSection(context),
                TeamsSection(context),
                IndicatorsSection(context),
                PlacesSection(context),
                RecipesSection(context),
            ),
        )
        self.sections = self.tabs.sections
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.tabs)

    def show_workspace(self, workspace: Workspace) -> None:
        if self._shown is not None and self._shown != workspace.path:
            self.tabs.setCurrentIndex(0)
        self._shown = workspace.path
        super().show_workspace(workspace)
        self.tabs.show_workspace(workspace)

    def refresh(self, changes: ChangeSet) -> None:
        self.tabs.refresh(changes)

    def forget_workspace(self) -> None:
        super().forget_workspace()
        self.tabs.forget_workspace()

    def open_section(self, section: str) -> None:
        self.tabs.open_section(section)

    def start_search(self) -> None:
        self.tabs.visible_section.start_search()
