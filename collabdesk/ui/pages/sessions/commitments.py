"""What teams committed to, and what became of it: looked at again at the next session."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.meetings import Commitment, Outcome, Session
from collabdesk.services.sessions import commitments, meetings
from collabdesk.services.sessions.commitments import CommitmentRow, Standing
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.fields import Choice
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.coaching.words import team_choices
from collabdesk.ui.pages.sessions.section import SessionSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP_SMALL
from collabdesk.ui.widgets import ButtonRow

STANDINGS: dict[Standing, Message] = {
    Standing.OPEN: msg("open"),
    Standing.OVERDUE: msg("overdue"),
    Standing.CARRIED_OVER: msg("carried over"),
    Standing.DONE: msg("done"),
    Standing.DROPPED: msg("dropped"),
}
_TOKENS = {Standing.OVERDUE: "attention", Standing.DONE: "ink_soft", Standing.DROPPED: "ink_soft"}
_HERE, _EARLIER, _ALL = "here", "earlier", "all"


def _carried(row: CommitmentRow) -> Message | str:
    if not row.carried:
        return STANDINGS[row.standing]
    return nmsg("carried over once", "carried over {count} times", row.carried)


_COLUMNS = (
    Column[CommitmentRow](
        "standing",
        msg("State"),
        lambda row: STANDINGS[row.standing],
        90,
        tip=_carried,
        token=lambda row: _TOKENS.get(row.standing, "ink"),
    ),
    Column[CommitmentRow](
        "team", msg("Team"), lambda row: row.team.name if row.team else msg("all"), 130, stretch=0.5
    ),
    Column[CommitmentRow]("text", msg("Commitment"), lambda row: row.commitment.text, 240, stretch=1),
    Column[CommitmentRow]("owner", msg("Who"), lambda row: row.commitment.owner, 90, spare=True),
    Column[CommitmentRow]("due", msg("By when"), lambda row: row.commitment.due, 92),
    Column[CommitmentRow](
        "word",
        msg("In a word"),
        lambda row: row.last.word if row.last else "",
        110,
        stretch=0.5,
        spare=True,
    ),
    Column[CommitmentRow](
        "session", msg("Session"), lambda row: meetings.short_said(row.session), 66, spare=True
    ),
)


class CommitmentsSection(SessionSection):
    """Agreed here, left over from earlier sessions, or all."""

    name = "commitments"
    title = msg("Commitments")
    kinds = ("session", "commitment", "commitment_review", "team", "collaborative")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        act = self.act
        self.add = act("add_commitment", msg("Add…"), "add", self._add)
        self.done = act("commitment_done", msg("Done"), "check", self._set_done)
        self.carry = act("commitment_carry", msg("Carried over…"), "forward", self._carry)
        self.drop = act("commitment_drop", msg("Dropped…"), "close", self._drop)
        self.edit = act("edit_commitment", msg("Edit…"), "edit", self._edit_selected)
        self.remove = act("remove_commitments", msg("Remove"), "remove", self._remove)
        self.which = Choice()
        self.which.setObjectName("commitments_which")
        self.which.setAccessibleName(self.text(msg("Which commitments")))
        self.which.setMinimumHeight(30)
        self.which.offer(
            [
                (_HERE, self.text(msg("agreed at this session"))),
                (_EARLIER, self.text(msg("to follow up from earlier sessions"))),
                (_ALL, self.text(msg("of all sessions"))),
            ]
        )
        self.table = Table(self.context, "commitments_table", _COLUMNS, title=msg("Commitments"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP_SMALL, 0, 0)
        box.setSpacing(GAP_SMALL)
        head = ButtonRow(self.add, beside=self.table.search)
        head.insert(self.which)
        box.addWidget(head)
        box.addWidget(self.table, 1)
        box.addWidget(ButtonRow(self.done, self.carry, self.drop, self.edit, self.remove))
        self.which.currentIndexChanged.connect(self._fill)
        self.table.activated.connect(self._edit_row)
        self.table.selection_changed.connect(self._allow)

    def load(self) -> None:
        self._fill()

    def show_session(self, session_id: int | None) -> None:
        super().show_session(session_id)
        if self._workspace is None or self.session is None:
            return
        today = dt.date.today()
        here = commitments.of_session(self.workspace, self.session.id, today)
        waiting = commitments.to_follow_up(self.workspace, self.session.id, today)
        self.which.set_value(_EARLIER if waiting and not here else _HERE)

    def start_search(self) -> None:
        self.table.search.setFocus()

    # --- slots ---

    @Slot()
    def _fill(self) -> None:
        rows: list[CommitmentRow] = []
        today = dt.date.today()
        if self.session is not None:
            which = self.which.value()
            if which == _ALL:
                rows = commitments.commitments(self.workspace, today)
            elif which == _EARLIER:
                rows = commitments.to_follow_up(self.workspace, self.session.id, today)
            else:
                rows = commitments.of_session(self.workspace, self.session.id, today)
        self.table.set_rows(rows, key=lambda row: row.commitment.id)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        chosen = self.table.selected()
        may = self.can_edit and self.session is not None
        self.add.setEnabled(may)
        self.edit.setEnabled(may and len(chosen) == 1)
        self.remove.setEnabled(may and bool(chosen))
        for action in (self.done, self.carry, self.drop):
            action.setEnabled(may and bool(chosen))

    def _ids(self) -> list[int]:
        return [row.commitment.id for row in self.table.selected()]

    @Slot()
    def _set_done(self) -> None:
        ids = [row.commitment.id for row in self.table.selected() if row.standing is not Standing.DONE]
        if ids and self.session is not None:
            self.context.attempt(
                partial(commitments.review, self.workspace, ids, Outcome.DONE, session_id=self.session.id)
            )

    @Slot()
    def _carry(self) -> None:
        self._review(Outcome.CARRIED_OVER)

    @Slot()
    def _drop(self) -> None:
        self._review(Outcome.DROPPED)

    def _review(self, outcome: Outcome) -> None:
        rows = self.table.selected()
        if self.session is not None and rows:
            due = self._next_day(self.session)
            review_dialog(self.context, self.workspace, rows, outcome, self.session.id, self, due=due).open()

    @Slot()
    def _add(self) -> None:
        if self.session is not None:
            new = Commitment(session_id=self.session.id, text="", due=self._next_day(self.session))
            commitment_dialog(self.context, self.workspace, new, self).open()

    def _next_day(self, session: Session) -> dt.date | None:
        following = meetings.next_session(self.workspace, session.starts + dt.timedelta(days=1))
        return following.starts if following else None

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._edit_row(row)

    @Slot(object)
    def _edit_row(self, row: CommitmentRow) -> None:
        if self.can_edit:
            commitment_dialog(self.context, self.workspace, row.commitment, self).open()

    @Slot()
    def _remove(self) -> None:
        ids = self._ids()
        question = nmsg(
            "Remove {count} commitment? Undo brings it back.",
            "Remove {count} commitments? Undo brings them back.",
            len(ids),
        )
        if ids and self.context.messages.ask(question, msg("Remove"), danger=True):
            self.context.attempt(partial(commitments.remove_commitments, self.workspace, ids))


def commitment_dialog(
    context: Context, workspace: Workspace, commitment: Commitment, parent: QWidget
) -> FormDialog:
    """A dialog for a commitment, or for a new one. Open it with `open`."""
    form = Form(context, "commitment_form")
    whole = (None, msg("the whole collaborative"))
    form.add_choice("team_id", msg("Team"), [*team_choices(workspace), whole])
    form.add_long("text", msg("Commitment"), 2, hint=msg("what was decided, or what the team will do"))
    form.add_text("owner", msg("Who"))
    form.add_date("due", msg("By when"))
    form.set_values(
        {name: getattr(commitment, name) for name in form.fields if commitment.id or name != "team_id"}
    )

    def save(values: dict[str, Any]) -> None:
        commitments.save_commitment(workspace, replace(commitment, **values))

    title = msg("Commitment") if commitment.id else msg("New commitment")
    return FormDialog(context, "commitment_dialog", title, form, save, parent)


def review_dialog(
    context: Context,
    workspace: Workspace,
    rows: list[CommitmentRow],
    outcome: Outcome,
    session_id: int,
    parent: QWidget,
    *,
    due: dt.date | None = None,
) -> FormDialog:
    """Asks for the word, and where something is carried over for a new day: ``due`` unless another is typed."""
    form = Form(context, "review_form")
    carried = outcome is Outcome.CARRIED_OVER
    if carried:
        form.add_date("due", msg("New day"))
        form.set_values({"due": due})
    form.add_text("word", msg("In a word"), hint=msg("why; what is missing"))

    def save(values: dict[str, Any]) -> None:
        ids = [row.commitment.id for row in rows]
        commitments.review(
            workspace, ids, outcome, session_id=session_id, word=values["word"], due=values.get("due")
        )

    title = msg("Carried over") if carried else msg("Dropped")
    return FormDialog(context, "review_dialog", title, form, save, parent, said=_reviewed(rows))


def _reviewed(rows: list[CommitmentRow]) -> Message | str:
    if len(rows) > 1:
        return nmsg("{count} commitment", "{count} commitments", len(rows))
    row = rows[0]
    team = row.team.name if row.team else msg("the whole collaborative")
    return msg("{team}: {text}", team=team, text=row.commitment.text)
