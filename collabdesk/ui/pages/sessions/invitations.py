"""Who is invited to a session: sent, answered, copied or printed as a list."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.meetings import Invitation
from collabdesk.services.sessions import invitations
from collabdesk.services.sessions.invitations import NO, YES, InvitationRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.sessions.section import SheetSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP_SMALL
from collabdesk.ui.widgets import ButtonRow, Label

if TYPE_CHECKING:
    from collabdesk.reports.craft.document import LaidDocument

_ANSWERS = {YES: msg("yes"), NO: msg("no")}

_COLUMNS = (
    Column[InvitationRow]("name", msg("Name"), lambda row: row.name, 150, stretch=0.6),
    Column[InvitationRow](
        "team", msg("Team"), lambda row: row.team.name if row.team else "", 150, stretch=0.6
    ),
    Column[InvitationRow]("job", msg("Job"), lambda row: row.job, 90, spare=True),
    Column[InvitationRow]("phone", msg("Phone"), lambda row: row.phone, 132, spare=True),
    Column[InvitationRow]("sent", msg("Sent"), lambda row: row.invitation.sent, 92),
    Column[InvitationRow](
        "answer",
        msg("Comes"),
        lambda row: _ANSWERS.get(row.invitation.answer, row.invitation.answer),
        70,
    ),
)


class InvitationsSection(SheetSection):
    """The list, by team and name."""

    name = "invitations"
    title = msg("Invitations")
    kinds = ("session", "invitation", "team", "person", "team_person", "collaborative")
    paper_name = "invitations"
    print_title = msg("Print the invitations")
    save_title = msg("Where to keep the list")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        act = self.act
        self.invite = act(
            "invite_teams",
            msg("Invite all teams"),
            "people",
            self._invite,
            tip=msg(
                "The people of all teams that take part, and their coaches; who is on the list already stays"
            ),
        )
        self.add = act("add_invitation", msg("Add…"), "add", self._add)
        self.sent = act("invitation_sent", msg("Sent today"), "export", self._mark_sent)
        self.yes = act("invitation_yes", msg("Comes"), "check", partial(self._answer, YES))
        self.no = act("invitation_no", msg("Does not"), "close", partial(self._answer, NO))
        self.edit = act("edit_invitation", msg("Edit…"), "edit", self._edit_selected)
        self.remove = act("remove_invitations", msg("Remove"), "remove", self._remove)
        self.copy = act(
            "copy_invitations", msg("Copy list"), "copy", self._copy, tip=msg("As Excel pastes it")
        )
        self.print = act("print_invitations", msg("Print list…"), "print", self._print)
        self.save = act("save_invitations", msg("Save list…"), "export", self._save, tip=msg("As a PDF"))
        self.table = Table(context, "invitations_table", _COLUMNS, title=msg("Invitations"))
        self.said = Label(context.theme, colour="ink_soft", wrap=True)
        self.said.setObjectName("invitations_said")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP_SMALL, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(
            ButtonRow(self.invite, self.add, self.copy, self.print, self.save, beside=self.table.search)
        )
        box.addWidget(self.said)
        box.addWidget(self.table, 1)
        box.addWidget(ButtonRow(self.sent, self.yes, self.no, self.edit, self.remove))
        self.table.activated.connect(self._edit_row)
        self.table.selection_changed.connect(self._allow)

    def load(self) -> None:
        rows = invitations.invitations(self.workspace, self.session.id) if self.session else []
        self.table.set_rows(rows, key=lambda row: row.invitation.id)
        self.said.setText(self.text(_said(rows)))
        self._allow()

    def start_search(self) -> None:
        self.table.search.setFocus()

    # --- slots ---

    @Slot()
    def _allow(self) -> None:
        chosen = self.table.selected()
        may = self.can_edit and self.session is not None
        self.invite.setEnabled(may)
        self.add.setEnabled(may)
        self.copy.setEnabled(bool(self.table.rows))
        for paper in (self.print, self.save):
            paper.setEnabled(bool(self.table.rows))
        self.edit.setEnabled(may and len(chosen) == 1)
        for action in (self.sent, self.yes, self.no, self.remove):
            action.setEnabled(may and bool(chosen))

    @Slot()
    def _invite(self) -> None:
        session = self.session
        if session is None:
            return
        added: list[int] = []
        if self.context.attempt(lambda: added.append(invitations.invite_teams(self.workspace, session.id))):
            said = nmsg("{count} name added.", "{count} names added.", added[0])
            self.context.navigator.say(
                self.text(said if added[0] else msg("Everybody is on the list already."))
            )

    @Slot()
    def _copy(self) -> None:
        self.table.copy()
        self.context.navigator.say(self.text(msg("Copied: paste it into Excel or a letter.")))

    def paper(self, session_id: int, today: dt.date) -> LaidDocument:
        return invitations.paper_list(self.workspace, session_id, today)

    def _ids(self) -> list[int]:
        return [row.invitation.id for row in self.table.selected()]

    @Slot()
    def _mark_sent(self) -> None:
        self.context.attempt(partial(invitations.mark, self.workspace, self._ids(), sent=dt.date.today()))

    def _answer(self, answer: str, _checked: bool = False) -> None:
        self.context.attempt(partial(invitations.mark, self.workspace, self._ids(), answer=answer))

    @Slot()
    def _add(self) -> None:
        if self.session is not None:
            new = Invitation(session_id=self.session.id)
            invitation_dialog(self.context, self.workspace, new, self).open()

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._edit_row(row)

    @Slot(object)
    def _edit_row(self, row: InvitationRow) -> None:
        if self.can_edit:
            invitation_dialog(self.context, self.workspace, row.invitation, self).open()

    @Slot()
    def _remove(self) -> None:
        ids = self._ids()
        question = nmsg(
            "Take {count} name off the list? Undo brings it back.",
            "Take {count} names off the list? Undo brings them back.",
            len(ids),
        )
        if ids and self.context.messages.ask(question, msg("Remove"), danger=True):
            self.context.attempt(partial(invitations.remove_invitations, self.workspace, ids))


def _said(rows: list[InvitationRow]) -> Message:
    if not rows:
        return msg("Nobody is invited yet. “Invite all teams” puts the teams' people on the list.")
    return msg(
        "{all} on the list, {sent} sent, {yes} come, {no} do not, {open} without an answer.",
        all=len(rows),
        sent=sum(row.invitation.sent is not None for row in rows),
        yes=sum(row.invitation.answer == YES for row in rows),
        no=sum(row.invitation.answer == NO for row in rows),
        open=sum(not row.invitation.answer for row in rows),
    )


def invitation_dialog(
    context: Context, workspace: Workspace, invitation: Invitation, parent: QWidget
) -> FormDialog:
    """A dialog for one name on the list. Open it with `open`."""
    from collabdesk.ui.pages.coaching.words import team_choices

    form = Form(context, "invitation_form")
    if invitation.person_id is None:
        form.add_text("name", msg("Name"))
    form.add_choice("team_id", msg("Team"), [(None, "–"), *team_choices(workspace)])
    form.add_date("sent", msg("Sent on"))
    form.add_known("answer", msg("Answer"), hint=msg("yes, no, or what was said"))
    form.set_known("answer", [YES, NO])
    form.set_values({name: getattr(invitation, name) for name in form.fields})

    def save(values: dict[str, Any]) -> None:
        invitations.save_invitation(workspace, replace(invitation, **values))

    return FormDialog(context, "invitation_dialog", msg("Invitation"), form, save, parent)
