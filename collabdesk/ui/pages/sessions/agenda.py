"""The agenda of a session: lines with durations, from which the times follow."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.services.sessions import agenda, meetings
from collabdesk.services.sessions.agenda import AgendaLine, Typed
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.sessions.section import SessionSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP_SMALL
from collabdesk.ui.widgets import ButtonRow, Label

_USUAL = 30
_COLUMNS = (
    Column[AgendaLine](
        "time",
        msg("Time"),
        lambda line: (line.day, line.begins),
        105,
        text=lambda line: f"{line.begins} – {line.ends}",
    ),
    Column[AgendaLine]("topic", msg("Subject"), lambda line: line.item.topic, 200, stretch=1),
    Column[AgendaLine]("speaker", msg("Speaker"), lambda line: line.item.speaker, 110, stretch=0.3),
    Column[AgendaLine](
        "minutes",
        msg("Min"),
        lambda line: line.item.minutes,
        48,
        tip=lambda line: nmsg("{count} minute", "{count} minutes", line.item.minutes or 0),
        right=True,
    ),
    Column[AgendaLine]("day", msg("Day"), lambda line: line.day, 48, right=True, spare=True),
)


class AgendaSection(SessionSection):
    """Lines in order; moved up and down with Alt and the arrows."""

    name = "agenda"
    title = msg("Agenda")
    kinds = ("session", "agenda_item", "agenda_day", "collaborative")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.add = self.act("agenda_add", msg("Add a line…"), "add", self._add)
        self.edit = self.act("agenda_edit", msg("Edit…"), "edit", self._edit_selected)
        self.up = self.act("agenda_up", msg("Up"), "up", partial(self._move, -1), "Alt+Up")
        self.down = self.act("agenda_down", msg("Down"), "down", partial(self._move, 1), "Alt+Down")
        self.remove = self.act("agenda_remove", msg("Remove"), "remove", self._remove)
        self.take = self.act(
            "agenda_take",
            msg("Take over…"),
            "copy",
            self._take,
            tip=msg("Take over the agenda of another session"),
        )
        self.table = Table(self.context, "agenda_table", _COLUMNS, title=msg("Agenda"), search=False)
        self.said = Label(context.theme, colour="ink_soft")
        self.said.setObjectName("agenda_said")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP_SMALL, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(self.said)
        box.addWidget(self.table, 1)
        box.addWidget(ButtonRow(self.add, self.edit, self.up, self.down, self.remove, self.take))
        self.table.activated.connect(self._edit_row)
        self.table.selection_changed.connect(self._allow)

    def load(self) -> None:
        lines = agenda.agenda(self.workspace, self.session.id) if self.session else []
        self.table.set_rows(lines, key=lambda line: line.item.id)
        self.said.setText(self.text(_said(lines)))
        self._allow()

    # --- slots ---

    @Slot()
    def _allow(self) -> None:
        chosen = self.table.selected()
        may = self.can_edit and self.session is not None
        self.add.setEnabled(may)
        self.take.setEnabled(may and len(meetings.sessions(self.workspace)) > 1)
        self.edit.setEnabled(may and len(chosen) == 1)
        for action in (self.up, self.down, self.remove):
            action.setEnabled(may and bool(chosen))

    def _move(self, step: int, _checked: bool = False) -> None:
        ids = [line.item.id for line in self.table.selected()]
        if ids and self.session is not None:
            self.context.attempt(partial(agenda.move, self.workspace, self.session.id, ids, step))

    @Slot()
    def _add(self) -> None:
        if self.session is not None:
            line_dialog(self.context, self.workspace, self.session.id, None, self).open()

    @Slot()
    def _edit_selected(self) -> None:
        for line in self.table.selected()[:1]:
            self._edit_row(line)

    @Slot(object)
    def _edit_row(self, line: AgendaLine) -> None:
        if self.can_edit and self.session is not None:
            line_dialog(self.context, self.workspace, self.session.id, line, self).open()

    @Slot()
    def _remove(self) -> None:
        ids = [line.item.id for line in self.table.selected()]
        if ids and self.session is not None:
            self.context.attempt(partial(agenda.remove_lines, self.workspace, self.session.id, ids))

    @Slot()
    def _take(self) -> None:
        if self.session is not None:
            take_dialog(self.context, self.workspace, self.session.id, self).open()


def _said(lines: list[AgendaLine]) -> Any:
    if not lines:
        return msg("Each line has a duration; the times follow by themselves.")
    days = max(line.day for line in lines)
    first, last = lines[0].begins, lines[-1].ends
    if days > 1:
        return nmsg(
            "{count} day, from {first} to {last}",
            "{count} days, from {first} to {last}",
            days,
            first=first,
            last=last,
        )
    return msg("From {first} to {last}", first=first, last=last)


def line_dialog(
    context: Context, workspace: Workspace, session_id: int, line: AgendaLine | None, parent: QWidget
) -> FormDialog:
    """A dialog for a line, or for a new one at the end. Open it with `open`."""
    first = line is None and not agenda.agenda(workspace, session_id)
    opens = first or (line is not None and line.opens)
    form = Form(context, "agenda_form")
    form.add_text("topic", msg("Subject"), needed=True)
    form.add_number("minutes", msg("Minutes"), whole=True, empty=False)
    form.add_text("speaker", msg("Speaker"))
    form.add_check("opens", msg("Begins a day"), msg("at a time of its own"))
    form.add_number("day", msg("Day"), whole=True)
    form.add_text("at", msg("At"), hint=msg("such as 08:30"))
    form.set_values(
        {
            "topic": line.item.topic if line else "",
            "minutes": (line.item.minutes if line else None) or _USUAL,
            "speaker": line.item.speaker if line else "",
            "opens": opens,
            "day": line.day if line else 1,
            "at": line.begins if line else agenda.START,
        }
    )

    def follow(_name: str = "") -> None:
        own = form.fields["opens"].isChecked()  # type: ignore[attr-defined]
        form.show_field("day", own)
        form.show_field("at", own)

    def save(values: dict[str, Any]) -> None:
        own = values["opens"]
        typed = Typed(
            topic=values["topic"],
            minutes=values["minutes"] or 0,
            speaker=values["speaker"],
            day=(values["day"] or 1) if own else None,
            at=values["at"] if own else "",
        )
        agenda.save_line(workspace, session_id, line.item.id if line else None, typed)

    form.edited.connect(follow)
    follow()
    title = msg("Line of the agenda") if line else msg("New line of the agenda")
    return FormDialog(context, "agenda_dialog", title, form, save, parent)


def take_dialog(context: Context, workspace: Workspace, session_id: int, parent: QWidget) -> FormDialog:
    """Asks whose agenda to take over."""
    form = Form(context, "take_form")
    others = [one for one in meetings.sessions(workspace) if one.id != session_id]
    form.add_choice("other", msg("From"), [(one.id, meetings.long_said(one)) for one in reversed(others)])

    def save(values: dict[str, Any]) -> None:
        agenda.copy_from(workspace, session_id, values["other"])

    said = msg("Its lines come after those that are here; the speakers stay behind.")
    return FormDialog(
        context,
        "take_dialog",
        msg("Take over an agenda"),
        form,
        save,
        parent,
        said=said,
        accept=msg("Take over"),
    )
