"""The page: visits, actions, recounts and scores as tabs; planning, printing and typing in from all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout

from collabdesk.i18n import msg
from collabdesk.models.places import Team
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.coaching.actions import ActionsSection
from collabdesk.ui.pages.coaching.plan_dialog import PlanDialog
from collabdesk.ui.pages.coaching.recounts import RecountsSection
from collabdesk.ui.pages.coaching.scores import ScoresSection
from collabdesk.ui.pages.coaching.visits import VisitsSection
from collabdesk.ui.pages.tab_section import SectionTabs
from collabdesk.ui.widgets import EmptyState

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace


class CoachingPage(Page):
    """What happens between the sessions."""

    name = "coaching"
    title = msg("Coaching")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.plan = self.add_action(
            "plan_visits",
            msg("Plan visits…"),
            "add",
            self._plan,
            tip=msg("Whom to visit, with the reasons; one team or several at once"),
            head=True,
        )
        self._setup = self.add_action("coaching_setup", msg("Add the teams"), "setup", self._go_setup)
        self.visits = VisitsSection(context, self.plan)
        self.actions_made = ActionsSection(context)
        self.recounts = RecountsSection(context)
        self.scores = ScoresSection(context)
        self.tabs = SectionTabs(
            context,
            "coaching_tabs",
            self.title,
            (self.visits, self.actions_made, self.recounts, self.scores),
        )
        self.setFocusProxy(self.tabs)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(
            EmptyState(
                context,
                msg("Coaching begins with the teams"),
                msg(
                    "A coach visits each team between the sessions. Here visits are planned and briefings printed, "
                    "and what was agreed, recounted and scored is kept. First the collaborative needs its teams."
                ),
                self._setup,
            )
        )

    # --- the page ---

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self.tabs.show_workspace(workspace)
        self._allow()

    def forget_workspace(self) -> None:
        super().forget_workspace()
        self.tabs.forget_workspace()

    def refresh(self, changes: ChangeSet) -> None:
        self.tabs.refresh(changes)
        if changes.touches("team", "collaborative"):
            self._allow()

    def open_section(self, section: str) -> None:
        """``visits``, ``actions``, ``recounts``, ``scores``; ``plan`` to plan visits."""
        if section == "plan":
            self._plan()
        else:
            self.tabs.open_section(section)

    def start_search(self) -> None:
        self.tabs.visible_section.start_search()

    # --- slots ---

    @Slot()
    def _plan(self) -> None:
        if self.plan.isEnabled():
            PlanDialog(self.context, self.workspace, self).open()

    @Slot()
    def _go_setup(self) -> None:
        self.context.navigator.open_place("setup", "teams")

    def _allow(self) -> None:
        has_teams = bool(self.workspace.mine(Team))
        self._stack.setCurrentIndex(0 if has_teams else 1)
        self.plan.setEnabled(self.can_edit and has_teams)
