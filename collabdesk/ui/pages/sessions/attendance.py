"""Who came: a tick per team, names where they are wanted; how often each team was there."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.models.meetings import Attendance, Session
from collabdesk.services.sessions import attendance, meetings
from collabdesk.services.sessions.attendance import TeamAttendance
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.sessions.section import SheetSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP_SMALL
from collabdesk.ui.tick_list import TickList
from collabdesk.ui.widgets import ButtonRow, Label

if TYPE_CHECKING:
    from collabdesk.reports.pack import LaidPack

_WORDS: dict[bool | None, Message | str] = {True: msg("there"), False: msg("away"), None: ""}
_COLUMNS = (
    Column[TeamAttendance](
        "here", msg("There"), lambda row: _WORDS[row.present], 76, check=lambda row: row.present
    ),
    Column[TeamAttendance]("team", msg("Team"), lambda row: row.team.name, 170, stretch=1),
    Column[TeamAttendance]("district", msg("District"), lambda row: row.district, 90, spare=True),
    Column[TeamAttendance]("people", msg("Who"), lambda row: ", ".join(row.people), 110, stretch=0.7),
)


class AttendanceSection(SheetSection):
    """A click on the box, or Space on chosen rows, says that a team was there or away."""

    name = "attendance"
    title = msg("Attendance")
    kinds = ("session", "attendance", "team", "person", "team_person", "org_unit", "collaborative")
    paper_name = "attendance"
    print_title = msg("Print the sheet to sign")
    save_title = msg("Where to keep the sheet")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        act = self.act
        self.all_here = act("all_here", msg("All were there"), "check", self._all_here)
        self.here = act("team_here", msg("There"), "check", partial(self._write, True))
        self.away = act("team_away", msg("Away"), "close", partial(self._write, False))
        self.unknown = act("team_unknown", msg("Not known"), "question", partial(self._write, None))
        self.names = act(
            "team_names", msg("Names…"), "people", self._names_selected, tip=msg("Who of the team came")
        )
        self.print = act(
            "print_attendance",
            msg("Print the sheet to sign…"),
            "print",
            self._print,
            tip=msg(
                "A list with room for signatures: those invited, else the teams' people, and empty lines"
            ),
        )
        self.save = act("save_attendance", msg("Save it…"), "export", self._save, tip=msg("As a PDF"))
        self.said = Label(context.theme, colour="ink_soft", wrap=True)
        self.said.setObjectName("attendance_said")
        self._held: list[Session] = []
        self._history: dict[int, dict[int, bool]] = {}
        over = Column[TeamAttendance](
            "over", msg("Sessions"), self._over_sessions, 72, tip=self._each_session, right=True
        )
        self.table = Table(context, "attendance_table", (*_COLUMNS, over), title=msg("Attendance by team"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP_SMALL, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(ButtonRow(self.print, self.save, self.all_here, beside=self.table.search))
        box.addWidget(self.table, 1)
        box.addWidget(self.said)  # under the table: it grows with the first tick, and no row may move then
        box.addWidget(ButtonRow(self.here, self.away, self.unknown, self.names))
        self.table.check_wanted.connect(self._toggle)
        self.table.activated.connect(self._open_names)
        self.table.selection_changed.connect(self._allow)

    def load(self) -> None:
        session = self.session
        self._held, self._history = attendance.over_sessions(self.workspace)
        rows = attendance.of_session(self.workspace, session.id) if session else []
        self.table.set_rows(rows, key=lambda row: row.team.id)
        self.said.setText(self.text(self._summary(rows)))
        self._allow()

    def start_search(self) -> None:
        self.table.search.setFocus()

    # --- slots ---

    @Slot()
    def _allow(self) -> None:
        chosen = self.table.selected()
        may = self.can_edit and self.session is not None
        for paper in (self.print, self.save):
            paper.setEnabled(self.session is not None and bool(self.table.rows))
        self.all_here.setEnabled(may and bool(self.table.rows))
        self.names.setEnabled(may and len(chosen) == 1)
        for action in (self.here, self.away, self.unknown):
            action.setEnabled(may and bool(chosen))

    @Slot()
    def _all_here(self) -> None:
        self._write_for({row.team.id: True for row in self.table.rows if row.present is None})

    def _write(self, present: bool | None, _checked: bool = False) -> None:
        self._write_for({row.team.id: present for row in self.table.selected()})

    @Slot(object)
    def _toggle(self, rows: list[TeamAttendance]) -> None:
        if self.can_edit:
            here = not all(row.present for row in rows)
            self._write_for({row.team.id: here for row in rows})

    def _write_for(self, present: dict[int, bool | None]) -> None:
        if present and self.session is not None:
            self.context.attempt(partial(attendance.write_teams, self.workspace, self.session.id, present))

    def paper(self, session_id: int, today: dt.date) -> LaidPack:
        return attendance.paper_sheet(self.workspace, session_id, today)

    @Slot()
    def _names_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._open_names(row)

    @Slot(object)
    def _open_names(self, row: TeamAttendance) -> None:
        if self.can_edit and self.session is not None:
            names_dialog(self.context, self.workspace, self.session.id, row, self).open()

    # --- showing ---

    def _summary(self, rows: list[TeamAttendance]) -> Message:
        known = [row for row in rows if row.present is not None]
        if not known:
            return msg(
                "Tick the teams that came, from the signed sheet. Enter gives the names, where you want them."
            )
        said = msg(
            "{there} of {all} teams were there, {people} people.",
            there=sum(bool(row.present) for row in known),
            all=len(rows),
            people=sum(row.count for row in known),
        )
        others = tuple(
            msg("{session}: {count}", session=meetings.short_said(one), count=self._came(one.id))
            for one in self._held
            if self.session is None or one.id != self.session.id
        )
        return msg("{said} Other sessions: {others}.", said=said, others=others) if others else said

    def _came(self, session_id: int) -> int:
        return sum(mine.get(session_id, False) for mine in self._history.values())

    def _over_sessions(self, row: TeamAttendance) -> Message | str:
        mine = self._history.get(row.team.id, {})
        held = [one for one in self._held if one.id in mine]
        return msg("{n} of {all}", n=sum(mine[one.id] for one in held), all=len(held)) if held else ""

    def _each_session(self, row: TeamAttendance) -> str:
        mine = self._history.get(row.team.id, {})
        return "\n".join(
            f"{self.text(meetings.short_said(one))}: {self.text(_WORDS[mine[one.id]])}"
            for one in self._held
            if one.id in mine
        )


def names_dialog(
    context: Context, workspace: Workspace, session_id: int, row: TeamAttendance, parent: QWidget
) -> FormDialog:
    """A dialog for the people of a team who came. Open it with `open`."""
    there = [
        one
        for one in workspace.rows(Attendance).values()
        if one.session_id == session_id and one.team_id == row.team.id and one.present
    ]
    came = {one.person_id for one in there}
    form = Form(context, "names_form")
    people = TickList()
    for person in attendance.people_of(workspace, row.team.id):
        people.add_line(person.id, person.name, ticked=person.id in came)
    if people.count():
        rows = min(max(people.count(), 3), 8)
        people.setFixedHeight(rows * people.sizeHintForRow(0) + 2 * people.frameWidth() + 4)
        form.add_widget("people", msg("The team's people"), people)
    form.add_long("names", msg("Others who signed"), 4, hint=msg("one name per line"))
    form.set_values({"names": "\n".join(one.name for one in there if one.name)})

    def save(values: dict[str, Any]) -> None:
        names = values["names"].splitlines()
        attendance.write_people(workspace, session_id, row.team.id, names, people.keys())

    title = msg("Who came from {team}", team=row.team.name)
    return FormDialog(context, "names_dialog", title, form, save, parent)
