"""The page: what needs attention today, and the board of who has reported what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout

from collabdesk.i18n import Message, msg
from collabdesk.services.overview import overview
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.overview.today import Today
from collabdesk.ui.view_switch import ViewSwitch
from collabdesk.ui.widgets import EmptyState

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace
    from collabdesk.ui.pages.overview.board_view import BoardView

_KINDS = ("team", "indicator", "observation", "exclusion", "phase", "test", "change", "session", "dismissal")
_MORE = (
    "setting",
    "collaborative",
    "person",
    "org_unit",
    "action_period",
    "visit",
    "visit_action",
    "team_person",
)


@dataclass(frozen=True, kw_only=True)
class _View:
    name: str
    title: Message
    tip: Message


VIEWS = (
    _View(name="today", title=msg("Today"), tip=msg("What needs attention")),
    _View(
        name="board",
        title=msg("Reporting"),
        tip=msg("Who has reported what, month by month, and whom to call"),
    ),
)


class OverviewPage(Page):
    """What needs attention: nothing here is typed."""

    name = "overview"
    title = msg("Overview")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._setup = self.add_action(
            "overview_setup", msg("Set up the collaborative"), "setup", self._go_setup
        )
        self._import_action = self.add_action(
            "overview_import", msg("Import spreadsheets…"), "import", self._import, head=True
        )
        self.today = Today(context)
        self._board: BoardView | None = None
        self.switch = ViewSwitch(context, "overview", VIEWS, self)
        self.beside_title = self.switch
        self._shown, self._board_stale = "today", True
        self.setFocusProxy(self.today.overdue.view)
        self._empty = EmptyState(
            context,
            msg("This is where you see what needs attention"),
            msg(
                "Who has not reported and whom to call, which charts show a signal, which changes began. "
                "First the collaborative needs its teams and indicators: the library has many ready to choose from."
            ),
            self._setup,
        )
        self._stack = QStackedLayout(self)
        for part in (self.today, self._empty):
            self._stack.addWidget(part)
        self.switch.chosen.connect(self.show_view)
        self.switch.mark(self._shown)

    @property
    def board(self) -> BoardView:
        """Who has reported what; made when first asked for, as the start does not wait for it."""
        if self._board is None:
            from collabdesk.ui.pages.overview.board_view import BoardView

            self._board = BoardView(self.context)
            self._stack.addWidget(self._board)
            self._board.chart_wanted.connect(self._open_chart)
        return self._board

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self._import_action.setEnabled(self.can_edit)
        self._board_stale = True
        self._load()

    def refresh(self, changes: ChangeSet) -> None:
        if not changes.touches(*_KINDS, *_MORE):
            return
        if self._shown == "board" and not self._board_stale:
            self.board.follow(changes)
            self._show_part()
        else:
            self._board_stale = True
            self._load()

    def forget_workspace(self) -> None:
        super().forget_workspace()
        self.today.forget()
        if self._board is not None:
            self._board.forget()

    def start_search(self) -> None:
        (self.today.overdue if self._shown == "today" else self.board.filters).search.setFocus()

    def open_section(self, section: str) -> None:
        """``view:board``"""
        kind, _, name = section.partition(":")
        if kind == "view" and name in {view.name for view in VIEWS}:
            self.show_view(name)

    @Slot(str)
    def show_view(self, name: str) -> None:
        """Today, or the board."""
        self._shown = name
        self.switch.mark(name)
        self._load()

    # --- slots ---

    @Slot()
    def _go_setup(self) -> None:
        self.context.navigator.open_place("setup", "teams")

    @Slot()
    def _import(self) -> None:
        self.context.navigator.import_files()

    @Slot(int, int)
    def _open_chart(self, indicator_id: int, team_id: int) -> None:
        self.context.navigator.open_chart(indicator_id, team_id)

    # --- private ---

    def _load(self) -> None:
        if not self.has_workspace:
            return
        if self._show_part():
            if self._shown == "today":
                self.today.load(self.workspace, dt.date.today())
            elif self._board_stale:
                self._board_stale = False
                self.board.show_workspace(self.workspace)

    def _show_part(self) -> bool:
        """The chosen view, or the empty page; returns whether there is anything to show."""
        there = overview.completeness(self.workspace, dt.date.today()) is not None
        view = self.today if self._shown == "today" else self.board
        self._stack.setCurrentWidget(view if there else self._empty)
        return there
