"""The page: visits, actions, recounts and scores as tabs; planning, printing and typing in from all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.places import Team
from collabdesk.services.coaching import briefings, coaching, slips
from collabdesk.services.coaching.briefings import BriefingKeeper, BriefingRequest, BriefingResult
from collabdesk.ui.context import Context
from collabdesk.ui.packs.sheets import Sheets
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.coaching.actions import ActionsSection
from collabdesk.ui.pages.coaching.plan_dialog import PlanDialog
from collabdesk.ui.pages.coaching.print_dialog import PrintDialog
from collabdesk.ui.pages.coaching.recounts import RecountsSection
from collabdesk.ui.pages.coaching.scores import ScoresSection
from collabdesk.ui.pages.coaching.visits import VisitsSection
from collabdesk.ui.pages.tab_section import SectionTabs
from collabdesk.ui.tasks import Progress
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
        self.print = self.add_action(
            "print_briefings",
            msg("Print briefings…"),
            "print",
            self._print,
            tip=msg("A page per visit for the coach, with a return slip on its back"),
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
        self._sheets = Sheets(context, self)
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
        if changes.touches("team", "collaborative", "visit"):
            self._allow()

    def open_section(self, section: str) -> None:
        """``visits``, ``actions``, ``recounts``, ``scores``; ``plan`` and ``print`` open their dialogs."""
        if section == "plan":
            self._plan()
        elif section == "print":
            self._print()
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
    def _print(self) -> None:
        if not self.print.isEnabled():
            return
        chosen = (
            [row.visit.id for row in self.visits.chosen()] if self.tabs.visible_section is self.visits else []
        )
        dialog = PrintDialog(self.context, self.workspace, chosen, self)
        dialog.wanted.connect(self._start_print)
        dialog.print_wanted.connect(self._start_printer)
        dialog.open()

    @Slot(object)
    def _start_print(self, request: BriefingRequest) -> None:
        if self._remembered(request):
            label = msg("Making {name}", name=request.out.name)
            self.context.tasks.run(partial(_make, request), self._printed, self._print_failed, label)

    @Slot(object)
    def _start_printer(self, request: BriefingRequest) -> None:
        def work(progress: Progress) -> tuple[bytes, int]:
            laid = BriefingKeeper().laid(request, _reporter(progress), lambda: progress.cancelled)
            return laid.pdf(), laid.pages

        if self._remembered(request):
            self.context.tasks.run(work, self._to_printer, self._print_failed, msg("Making the briefings"))

    def _remembered(self, request: BriefingRequest) -> bool:
        """The lines of slips are kept before they are printed; without slips there is nothing to keep."""
        keep = partial(slips.remember, self.workspace, request.visit_ids, dt.datetime.now())
        return not request.options.slip or self.context.attempt(keep)

    def _to_printer(self, made: tuple[bytes, int]) -> None:
        self._sheets.send(*made, msg("Print the briefings"))

    def _printed(self, result: BriefingResult) -> None:
        said = nmsg("{name}: {count} page", "{name}: {count} pages", result.pages, name=result.path.name)
        self.context.navigator.say_made(self.text(said), result.path)

    def _print_failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.context.navigator.say(self.text(msg("Cancelled: nothing was printed.")))
        elif isinstance(error, UserFacingError):
            self.context.messages.warn(error.sentence)
        else:
            raise error

    @Slot()
    def _go_setup(self) -> None:
        self.context.navigator.open_place("setup", "teams")

    def _allow(self) -> None:
        has_teams = bool(self.workspace.mine(Team))
        self._stack.setCurrentIndex(0 if has_teams else 1)
        self.plan.setEnabled(self.can_edit and has_teams)
        self.print.setEnabled(has_teams and bool(coaching.visits(self.workspace, dt.date.today())))


def _make(request: BriefingRequest, progress: Progress) -> BriefingResult:
    """In a worker: make the PDF, tell how far it is."""
    return briefings.make_briefings(request, _reporter(progress), lambda: progress.cancelled)


def _reporter(progress: Progress) -> Callable[[float, Message], None]:
    return lambda share, _said: progress(round(share * 100), 100)
