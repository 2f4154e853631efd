"""The actions agreed at visits: who does what by when, what is done and what is overdue."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from collabdesk.errors import UserFacingError
from collabdesk.i18n import msg, nmsg
from collabdesk.models.meetings import VisitAction
from collabdesk.services.coaching import coaching
from collabdesk.services.coaching.coaching import ActionRow, ActionState, VisitRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.coaching.words import ACTION_STATES, FilterBox
from collabdesk.ui.pages.tab_section import TabSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID
from collabdesk.ui.widgets import ButtonRow, EmptyState

_TOKENS = {ActionState.OVERDUE: "attention", ActionState.OPEN: "ink", ActionState.DONE: "ink_soft"}
_COLUMNS = (
    Column[ActionRow](
        "state",
        msg("State"),
        lambda row: ACTION_STATES[row.state],
        80,
        token=lambda row: _TOKENS[row.state],
    ),
    Column[ActionRow]("due", msg("By when"), lambda row: row.action.due, 95),
    Column[ActionRow]("text", msg("Action"), lambda row: row.action.text, 260, stretch=1),
    Column[ActionRow]("owner", msg("Who"), lambda row: row.action.owner, 120, stretch=0.3),
    Column[ActionRow]("team", msg("Team"), lambda row: row.team.name, 170, stretch=0.5),
    Column[ActionRow]("coach", msg("Coach"), lambda row: row.coach, 120, stretch=0.2, spare=True),
    Column[ActionRow](
        "agreed", msg("Agreed on"), lambda row: row.visit.made or row.visit.planned, 95, spare=True
    ),
    Column[ActionRow]("done", msg("Done on"), lambda row: row.action.done, 95),
)


class ActionsSection(TabSection):
    """All actions: overdue first."""

    prefix = "coaching"
    name = "actions"
    title = msg("Actions")
    kinds = ("visit", "visit_action", "team", "person", "collaborative")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.add = self.act("add_visit_action", msg("Add an action…"), "add", self._add)
        self.done = self.act("action_done", msg("Done"), "check", self._set_done, tip=msg("Done today"))
        self.open_again = self.act("action_open", msg("Open again"), "clock", self._set_open)
        self.edit = self.act("edit_visit_action", msg("Edit…"), "edit", self._edit_selected)
        self.remove = self.act("remove_visit_actions", msg("Remove"), "remove", self._remove, "Del")
        self.coach = FilterBox(context, "actions_coach", msg("Coach"), msg("All coaches"))
        self.state = FilterBox(context, "actions_state", msg("State"), msg("Open and done"))
        self.state.fill(list(ACTION_STATES.items()))
        self.table = Table(self.context, "visit_actions", _COLUMNS, title=msg("Actions agreed at visits"))
        self._all: list[ActionRow] = []
        self._lay_out()
        for box in (self.coach, self.state):
            box.currentIndexChanged.connect(self._fill)
        self.table.activated.connect(self._edit_row)
        self.table.selection_changed.connect(self._allow)

    def load(self) -> None:
        self._all = coaching.actions(self.workspace, dt.date.today())
        self.coach.fill([(name, name) for name in sorted({row.coach for row in self._all if row.coach})])
        self._stack.setCurrentIndex(0 if self._all else 1)
        self._fill()

    def start_search(self) -> None:
        self.table.search.setFocus()

    # --- slots ---

    @Slot()
    def _fill(self) -> None:
        coach, state = self.coach.value(), self.state.value()
        rows = [row for row in self._all if coach in (None, row.coach) and state in (None, row.state)]
        self.table.set_rows(rows, key=lambda row: row.action.id)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        chosen = self.table.selected()
        has_visits = self.can_edit and bool(coaching.visits(self.workspace, dt.date.today()))
        self.add.setEnabled(has_visits)
        self.done.setEnabled(self.can_edit and any(row.state is not ActionState.DONE for row in chosen))
        self.open_again.setEnabled(self.can_edit and any(row.state is ActionState.DONE for row in chosen))
        self.edit.setEnabled(self.can_edit and len(chosen) == 1)
        self.remove.setEnabled(self.can_edit and bool(chosen))

    @Slot()
    def _set_done(self) -> None:
        ids = [row.action.id for row in self.table.selected() if row.state is not ActionState.DONE]
        self.context.attempt(partial(coaching.set_done, self.workspace, ids, dt.date.today()))

    @Slot()
    def _set_open(self) -> None:
        ids = [row.action.id for row in self.table.selected() if row.state is ActionState.DONE]
        self.context.attempt(partial(coaching.set_done, self.workspace, ids, None))

    @Slot()
    def _add(self) -> None:
        action_dialog(self.context, self.workspace, None, self).open()

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._edit_row(row)

    @Slot(object)
    def _edit_row(self, row: ActionRow) -> None:
        if self.can_edit:
            action_dialog(self.context, self.workspace, row.action, self).open()

    @Slot()
    def _remove(self) -> None:
        ids = [row.action.id for row in self.table.selected()]
        question = nmsg(
            "Remove {count} action? Undo brings it back.",
            "Remove {count} actions? Undo brings them back.",
            len(ids),
        )
        if ids and self.context.messages.ask(question, msg("Remove"), danger=True):
            self.context.attempt(partial(coaching.remove_actions, self.workspace, ids))

    # --- making ---

    def _lay_out(self) -> None:
        full = QWidget()
        box = QVBoxLayout(full)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(GAP_SMALL)
        filters = QHBoxLayout()
        filters.setSpacing(GRID)
        filters.addWidget(self.coach)
        filters.addWidget(self.state)
        filters.addWidget(self.table.search, 1)
        filters.addStretch(1)
        box.addLayout(filters)
        box.addWidget(self.table, 1)
        box.addWidget(ButtonRow(self.done, self.open_again, self.add, self.edit, self.remove))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(
            EmptyState(
                self.context,
                msg("Nothing agreed yet"),
                msg(
                    "What a team and its coach agree on at a visit stands here, with who does it and by when. It comes "
                    "from the return slips, or is added here."
                ),
                self.add,
            )
        )


def action_dialog(
    context: Context, workspace: Workspace, action: VisitAction | None, parent: QWidget
) -> FormDialog:
    """A dialog for an action, or for a new one. Open it with `open`."""
    trips = coaching.visits(workspace, dt.date.today())
    form = Form(context, "action_form")
    form.add_choice("visit_id", msg("Agreed at"), [(row.visit.id, _named(context, row)) for row in trips])
    form.add_long("text", msg("Action"), 2, hint=msg("what is to be done"))
    form.add_text("owner", msg("Who"))
    form.add_date("due", msg("By when"))
    form.add_date("done", msg("Done on"))
    shown = action or VisitAction(visit_id=trips[0].visit.id, text="")
    form.set_values({name: getattr(shown, name) for name in form.fields})

    def save(values: dict[str, Any]) -> None:
        if values["visit_id"] is None:
            raise UserFacingError("An action is agreed at a visit: plan one first.")
        coaching.save_action(workspace, replace(shown, **values))

    title = msg("Action") if action else msg("New action")
    return FormDialog(context, "action_dialog", title, form, save, parent)


def _named(context: Context, row: VisitRow) -> str:
    return f"{row.team.name}, {context.date(row.day)}"
