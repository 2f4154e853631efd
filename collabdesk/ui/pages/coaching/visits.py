"""The visits: planned, made, to be typed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.models.meetings import Visit
from collabdesk.models.places import Team
from collabdesk.services.coaching import coaching, slips
from collabdesk.services.coaching.coaching import VisitRow, VisitState
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.coaching.slip_dialog import SlipDialog
from collabdesk.ui.pages.coaching.words import VISIT_STATES, FilterBox, coach_choices, team_choices
from collabdesk.ui.pages.tab_section import TabSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID
from collabdesk.ui.widgets import ButtonRow, EmptyState

_TOKENS = {
    VisitState.MISSED: "attention",
    VisitState.PLANNED: "ink",
    VisitState.MADE: "ink_soft",
    VisitState.SKIPPED: "ink_soft",
}
_COLUMNS = (
    Column[VisitRow]("day", msg("Day"), lambda row: row.day, 95),
    Column[VisitRow](
        "state", msg("State"), lambda row: VISIT_STATES[row.state], 95, token=lambda row: _TOKENS[row.state]
    ),
    Column[VisitRow]("team", msg("Team"), lambda row: row.team.name, 190, stretch=0.6),
    Column[VisitRow]("district", msg("District"), lambda row: row.district, 100, spare=True),
    Column[VisitRow]("coach", msg("Coach"), lambda row: row.coach, 130, stretch=0.3),
    Column[VisitRow](
        "open",
        msg("Open actions"),
        lambda row: row.open_actions,
        95,
        text=lambda row: str(row.open_actions or ""),
        right=True,
    ),
    Column[VisitRow](
        "said",
        msg("Purpose or findings"),
        lambda row: row.visit.findings or row.visit.purpose,
        180,
        stretch=1,
    ),
)


class VisitsSection(TabSection):
    """All visits, the latest first."""

    prefix = "coaching"
    name = "visits"
    title = msg("Visits")
    kinds = ("visit", "visit_action", "team", "person", "org_unit", "collaborative")

    def __init__(self, context: Context, plan: QAction) -> None:
        super().__init__(context)
        self.slip = self.act(
            "type_slip",
            msg("Type in a slip…"),
            "edit",
            self._type_slip,
            tip=msg("What came back from the visit, line by line under the numbers of the paper"),
        )
        self.record = self.act(
            "record_visit",
            msg("Record a visit…"),
            "check",
            self._record,
            tip=msg("A visit that was made without being planned here"),
        )
        self.edit = self.act("edit_visit", msg("Edit…"), "more", self._edit_selected)
        self.remove = self.act("remove_visits", msg("Remove"), "remove", self._remove, "Del")
        self.coach = FilterBox(context, "visits_coach", msg("Coach"), msg("All coaches"))
        self.district = FilterBox(context, "visits_district", msg("District"), msg("All districts"))
        self.state = FilterBox(context, "visits_state", msg("State"), msg("Planned and made"))
        self.state.fill(list(VISIT_STATES.items()))
        self.table = Table(self.context, "visits", _COLUMNS, title=msg("Visits"))
        self._all: list[VisitRow] = []
        self._lay_out(plan)
        for box in (self.coach, self.district, self.state):
            box.currentIndexChanged.connect(self._fill)
        self.table.activated.connect(self._open_row)
        self.table.selection_changed.connect(self._allow)

    def load(self) -> None:
        self._all = coaching.visits(self.workspace, dt.date.today())
        self.coach.fill([(name, name) for name in sorted({row.coach for row in self._all if row.coach})])
        self.district.fill(
            [(name, name) for name in sorted({row.district for row in self._all if row.district})]
        )
        self._stack.setCurrentIndex(0 if self._all else 1)
        self._fill()

    def start_search(self) -> None:
        self.table.search.setFocus()

    def chosen(self) -> list[VisitRow]:
        """The selected visits."""
        return self.table.selected() if self._workspace is not None else []

    # --- slots ---

    @Slot()
    def _fill(self) -> None:
        coach, district, state = self.coach.value(), self.district.value(), self.state.value()
        rows = [
            row
            for row in self._all
            if coach in (None, row.coach) and district in (None, row.district) and state in (None, row.state)
        ]
        self.table.set_rows(rows, key=lambda row: row.visit.id)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        chosen = self.chosen()
        self.slip.setEnabled(self.can_edit and len(chosen) == 1)
        self.record.setEnabled(self.can_edit)
        self.edit.setEnabled(self.can_edit and len(chosen) == 1)
        self.remove.setEnabled(self.can_edit and bool(chosen))

    @Slot()
    def _type_slip(self) -> None:
        for row in self.chosen()[:1]:
            self._open_row(row)

    @Slot(object)
    def _open_row(self, row: VisitRow) -> None:
        if self.can_edit:
            slip = slips.slip_of(self.workspace, row.visit)
            SlipDialog(self.context, self.workspace, slip, self).open()

    @Slot()
    def _record(self) -> None:
        record_dialog(self.context, self.workspace, self._open_new, self).open()

    def _open_new(self, visit: Visit) -> None:
        slip = slips.slip_of(self.workspace, visit)
        SlipDialog(self.context, self.workspace, slip, self).open()

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.chosen()[:1]:
            visit_dialog(self.context, self.workspace, row.visit, self).open()

    @Slot()
    def _remove(self) -> None:
        chosen = self.chosen()
        if not chosen:
            return
        question = nmsg(
            "Remove {count} visit with its actions and recounts? Undo brings it back.",
            "Remove {count} visits with their actions and recounts? Undo brings them back.",
            len(chosen),
        )
        if self.context.messages.ask(question, msg("Remove"), danger=True):
            ids = [row.visit.id for row in chosen]
            self.context.attempt(partial(coaching.remove_visits, self.workspace, ids))

    # --- making ---

    def _lay_out(self, plan: QAction) -> None:
        full = QWidget()
        box = QVBoxLayout(full)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(GAP_SMALL)
        filters = QHBoxLayout()
        filters.setSpacing(GRID)
        for one in (self.coach, self.district, self.state):
            filters.addWidget(one)
        filters.addWidget(self.table.search, 1)
        filters.addStretch(1)
        box.addLayout(filters)
        box.addWidget(self.table, 1)
        box.addWidget(ButtonRow(self.slip, self.record, self.edit, self.remove))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(
            EmptyState(
                self.context,
                msg("No visits yet"),
                msg(
                    "Plan the first ones: the program says which teams wait the most and why. Each visit gets a "
                    "printed page and a return slip; what came back is typed in here."
                ),
                plan,
                self.record,
            )
        )


def record_dialog(
    context: Context, workspace: Workspace, go_on: Callable[[Visit], None], parent: QWidget
) -> FormDialog:
    """Asks which team was visited; ``go_on`` shows the slip. Open it with `open`."""
    form = Form(context, "record_visit_form")
    form.add_choice("team", msg("Team"), team_choices(workspace))
    known = workspace.rows(Team)

    def save(values: dict[str, Any]) -> None:
        team = known[values["team"]]
        go_on(Visit(team_id=team.id, coach_id=team.coach_id))

    return FormDialog(
        context, "record_visit_dialog", msg("Record a visit"), form, save, parent, accept=msg("Go on")
    )


def visit_dialog(context: Context, workspace: Workspace, visit: Visit, parent: QWidget) -> FormDialog:
    """A dialog for a visit's days, coach and texts. Open it with `open`."""
    form = Form(context, "visit_form")
    form.add_choice("coach_id", msg("Coach"), coach_choices(workspace))
    form.add_date("planned", msg("Planned for"))
    form.add_date("made", msg("Made on"))
    form.add_long("purpose", msg("Purpose"), 2)
    form.add_long("findings", msg("What we saw"), 4)
    form.set_values({name: getattr(visit, name) for name in form.fields})

    def save(values: dict[str, Any]) -> None:
        coaching.save_visit(workspace, replace(visit, **values))

    title = msg("Visit to {team}", team=workspace.rows(Team)[visit.team_id].name)
    return FormDialog(context, "visit_dialog", title, form, save, parent)
