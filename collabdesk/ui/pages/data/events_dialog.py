"""The dates of rare events, for t and g charts: record, correct, remove, take in a list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.data import event_records
from collabdesk.services.data.event_records import EventRow, NewEvent
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.fields import Choice, DateField
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.data.event_list_dialog import EventListDialog
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import ButtonRow, Label, size_on_screen

_COLUMNS = (
    Column[EventRow]("team", msg("Team"), lambda row: row.team, 190, stretch=0.6),
    Column[EventRow]("day", msg("Date"), lambda row: row.event.happened, 110),
    Column[EventRow]("days", msg("Days since the one before"), lambda row: row.days, 180, right=True),
    Column[EventRow]("note", msg("Note"), lambda row: row.event.note, 180, stretch=1),
)


class EventsDialog(QDialog):
    """All events of one indicator. Each button writes at once; Undo takes the last one back."""

    def __init__(
        self,
        context: Context,
        workspace: Workspace,
        indicator_id: int,
        team_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._workspace, self._indicator_id = context, workspace, indicator_id
        self.today = dt.date.today
        self._written = 0
        """The entry of the journal that Undo takes back; 0 for none."""
        self.setObjectName("events_dialog")
        self.setWindowTitle(
            context.text(msg("Dates of events: {name}", name=workspace.rows(Indicator)[indicator_id].name))
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.team = Choice()
        self.team.setObjectName("events_team")
        self.team.setAccessibleName(context.text(msg("Team")))
        self.team.offer([(one.id, one.name) for one in self._teams()])
        if team_id is not None:
            self.team.set_value(team_id)
        self.day = DateField(context, empty=True)
        self.day.setObjectName("events_day")
        self.day.edit.setAccessibleName(context.text(msg("Date of the event")))
        self.note = QLineEdit()
        self.note.setObjectName("events_note")
        self.note.setPlaceholderText(context.text(msg("Note, where one is needed")))
        self.note.setAccessibleName(context.text(msg("Note")))
        self.note.setMinimumHeight(30)
        self.said = Label(context.theme, size=Type.CAPTION, colour="ink_soft", wrap=True)
        self.said.setObjectName("events_said")
        self.table = Table(context, "events_table", _COLUMNS, title=msg("Dates of the events"))
        self._make_actions()
        self._lay_out()
        self._deaf = workspace.listen(self._heard)
        self.finished.connect(self._stop_listening)
        self.table.selection_changed.connect(self._allow)
        self.table.activated.connect(self._change_row)
        self.day.edit.returnPressed.connect(self._record)
        self.note.returnPressed.connect(self._record)
        self.load()
        self.day.setFocus()

    def load(self) -> None:
        """What the file holds now."""
        rows = event_records.event_rows(self._workspace, self._indicator_id)
        self.table.set_rows(rows, key=lambda row: row.event.id)
        self._allow()

    # --- slots ---

    @Slot()
    def _record(self) -> None:
        team_id, day = self.team.value(), self.day.value()
        if team_id is None or day is None:
            self._say(msg("Choose the team and the date first."))
            self.day.setFocus()
            return
        new = NewEvent(team_id=team_id, happened=day, note=self.note.text())
        if self._write(
            lambda: event_records.record(self._workspace, self._indicator_id, [new], today=self.today())
        ):
            self.note.clear()
            self.day.set_value(None)
            self.table.select(lambda row: (row.event.team_id, row.event.happened) == (team_id, day))
            self._say(msg("Recorded: {team}, {day}.", team=self._name(team_id), day=day))
        self.day.setFocus()

    @Slot()
    def _change(self) -> None:
        chosen = self.table.selected()
        if len(chosen) == 1:
            self._change_row(chosen[0])

    @Slot(object)
    def _change_row(self, row: EventRow) -> None:
        form = Form(self._context, "event_form")
        form.add_choice("team_id", msg("Team"), [(one.id, one.name) for one in self._teams()])
        form.add_date("happened", msg("Date of the event"), empty=False)
        form.add_long("note", msg("Note"), 2)
        event = row.event
        form.set_values({name: getattr(event, name) for name in ("team_id", "happened", "note")})

        def save(values: dict[str, Any]) -> None:
            event_records.correct(self._workspace, event, NewEvent(**values), today=self.today())
            self._remember()
            self._say(
                msg("Corrected: {team}, {day}.", team=self._name(values["team_id"]), day=values["happened"])
            )

        FormDialog(self._context, "event_dialog", msg("Event"), form, save, self).open()

    @Slot()
    def _remove(self) -> None:
        events = [row.event for row in self.table.selected()]
        if events and self._write(lambda: event_records.remove(self._workspace, events)):
            self._say(nmsg("{count} date removed.", "{count} dates removed.", len(events)))

    @Slot()
    def _undo(self) -> None:
        entry = self._workspace.next_undo()
        if entry is not None and entry.id == self._written and self._context.attempt(self._workspace.undo):
            self._written = 0
            self._say(msg("Taken back."))
        self._allow()

    @Slot()
    def _take_list(self) -> None:
        dialog = EventListDialog(self._context, self._workspace, self._indicator_id, self.team.value(), self)
        dialog.today = self.today
        dialog.saved.connect(self._list_taken)
        dialog.open()

    @Slot(int)
    def _list_taken(self, count: int) -> None:
        self._remember()
        self._say(nmsg("{count} date taken in.", "{count} dates taken in.", count))

    @Slot()
    def _allow(self) -> None:
        chosen = len(self.table.selected())
        entry = self._workspace.next_undo()
        may = not self._workspace.read_only
        for action in (self.add, self.list):
            action.setEnabled(may)
        self.change.setEnabled(may and chosen == 1)
        self.remove.setEnabled(may and chosen > 0)
        self.undo.setEnabled(may and entry is not None and entry.id == self._written)

    @Slot()
    def _stop_listening(self) -> None:
        self._deaf()

    # --- private ---

    def _heard(self, changes: ChangeSet) -> None:
        if changes.touches("event", "team", "indicator"):
            self.load()

    def _write(self, edit: Any) -> bool:
        done = self._context.attempt(edit)
        if done:
            self._remember()
        return bool(done)

    def _remember(self) -> None:
        entry = self._workspace.next_undo()
        self._written = entry.id if entry else 0
        self._allow()

    def _say(self, said: Message) -> None:
        self.said.setText(self._context.text(said))

    def _teams(self) -> list[Team]:
        return sorted(self._workspace.mine(Team), key=lambda team: (team.name.casefold(), team.id))

    def _name(self, team_id: int) -> str:
        return self._workspace.rows(Team)[team_id].name

    def _make_actions(self) -> None:
        def made(name: str, text: Message, icon: str, slot: object, tip: Message, shortcut: str = "") -> Any:
            return make_action(self._context, self, name, text, icon, slot, tip=tip, shortcut=shortcut)

        self.add = made("events_add", msg("Add"), "add", self._record, msg("Record this event"))
        self.change = made(
            "events_change",
            msg("Correct…"),
            "edit",
            self._change,
            msg("Another team, date or note for this event"),
        )
        self.remove = made(
            "events_remove", msg("Remove"), "remove", self._remove, msg("Take the chosen events out"), "Del"
        )
        self.undo = made(
            "events_undo",
            msg("Undo"),
            "undo",
            self._undo,
            msg("Take back what was written here last"),
            QKeySequence(QKeySequence.StandardKey.Undo).toString(),
        )
        self.list = made(
            "events_list",
            msg("Take in a list…"),
            "import",
            self._take_list,
            msg("Dates by team, pasted or from a spreadsheet"),
        )

    def _lay_out(self) -> None:
        context, say = self._context, self._context.text
        about = msg(
            "One line is one event; two on one day are two lines. From two dates on, the large chart shows the days "
            "between them: as a t chart, or as a g chart where two fall on one day."
        )
        entry = QHBoxLayout()
        entry.setSpacing(GRID)
        entry.addWidget(self.team)
        entry.addWidget(self.day)
        entry.addWidget(self.note, 1)
        entry.addWidget(ButtonRow(self.add))
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(ButtonRow(self.change, self.remove, self.undo, self.list))
        foot.addStretch(1)
        close = QPushButton(say(msg("Close")))
        close.setObjectName("events_close")
        close.setMinimumHeight(30)
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(Label(context.theme, say(about), colour="ink_soft", wrap=True))
        box.addLayout(entry)
        box.addWidget(self.table, 1)
        box.addWidget(self.said)
        box.addLayout(foot)
        size_on_screen(self, 860, 600)
