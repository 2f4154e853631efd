"""How the session was: the marks of the evaluation forms, counted by question."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.models.meetings import Evaluation
from collabdesk.services.sessions import evaluations
from collabdesk.services.sessions.evaluations import EvaluationRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.sessions.section import SessionSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP_SMALL
from collabdesk.ui.widgets import ButtonRow, Label

_MARKS = ("ones", "twos", "threes", "fours", "fives")

_TITLES = (msg("1"), msg("2"), msg("3"), msg("4"), msg("5"))


def _mark(place: int, row: EvaluationRow) -> int:
    return row.counts[place]


def _mark_said(place: int, row: EvaluationRow) -> str:
    return str(row.counts[place] or "")


_COLUMNS = (
    Column[EvaluationRow]("question", msg("Question"), lambda row: row.evaluation.question, 220, stretch=1),
    *(
        Column[EvaluationRow](
            f"mark{place + 1}",
            _TITLES[place],
            partial(_mark, place),
            38,
            text=partial(_mark_said, place),
            right=True,
        )
        for place in range(evaluations.MARKS)
    ),
    Column[EvaluationRow](
        "high",
        msg("4 or 5"),
        lambda row: row.high,
        62,
        text=lambda row: None if row.high is None else Number(row.high, 0, " %"),
        right=True,
    ),
    Column[EvaluationRow](
        "remarks",
        msg("What was written"),
        lambda row: row.evaluation.remarks,
        120,
        stretch=0.7,
        spare=True,
    ),
)


class EvaluationSection(SessionSection):
    """A question per row with how many circled 1 to 5."""

    name = "evaluation"
    title = msg("Evaluation")
    kinds = ("session", "evaluation", "collaborative")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        act = self.act
        self.begin = act(
            "evaluation_begin",
            msg("Questions of the form"),
            "paste",
            self._begin,
            tip=msg("Put the questions of the printed form here"),
        )
        self.add = act("evaluation_add", msg("Add a question…"), "add", self._add)
        self.edit = act("evaluation_edit", msg("Type the marks…"), "edit", self._edit_selected)
        self.remove = act("evaluation_remove", msg("Remove"), "remove", self._remove)
        self.table = Table(context, "evaluation_table", _COLUMNS, title=msg("Evaluation"), search=False)
        self.said = Label(context.theme, colour="ink_soft", wrap=True)
        self.said.setObjectName("evaluation_said")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP_SMALL, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(self.said)
        box.addWidget(self.table, 1)
        box.addWidget(ButtonRow(self.edit, self.begin, self.add, self.remove))
        self.table.activated.connect(self._edit_row)
        self.table.selection_changed.connect(self._allow)

    def load(self) -> None:
        rows = evaluations.evaluations(self.workspace, self.session.id) if self.session else []
        self.table.set_rows(rows, key=lambda row: row.evaluation.id)
        self.said.setText(self.text(_said(rows)))
        self._allow()

    # --- slots ---

    @Slot()
    def _allow(self) -> None:
        chosen = self.table.selected()
        may = self.can_edit and self.session is not None
        self.begin.setEnabled(may)
        self.add.setEnabled(may)
        self.edit.setEnabled(may and len(chosen) == 1)
        self.remove.setEnabled(may and bool(chosen))

    @Slot()
    def _begin(self) -> None:
        if self.session is not None:
            from collabdesk.reports.evaluation_words import RATED

            texts = [self.text(question) for question in RATED]
            self.context.attempt(partial(evaluations.begin, self.workspace, self.session.id, texts))

    @Slot()
    def _add(self) -> None:
        if self.session is not None:
            new = Evaluation(session_id=self.session.id, question="")
            marks_dialog(self.context, self.workspace, new, self).open()

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._edit_row(row)

    @Slot(object)
    def _edit_row(self, row: EvaluationRow) -> None:
        if self.can_edit:
            marks_dialog(self.context, self.workspace, row.evaluation, self).open()

    @Slot()
    def _remove(self) -> None:
        ids = [row.evaluation.id for row in self.table.selected()]
        question = nmsg(
            "Remove {count} question with its marks? Undo brings it back.",
            "Remove {count} questions with their marks? Undo brings them back.",
            len(ids),
        )
        if ids and self.context.messages.ask(question, msg("Remove"), danger=True):
            self.context.attempt(partial(evaluations.remove, self.workspace, ids))


def _said(rows: list[EvaluationRow]) -> Message:
    answered = [row for row in rows if row.answers]
    if not answered:
        return msg("Count the marks of the forms that came back: 1 not at all, 5 fully. No names.")
    most = max(row.answers for row in answered)
    worst = min(answered, key=lambda row: row.high or 0.0)
    return msg(
        "{forms} forms. Least agreed with: “{question}” ({share} % marked 4 or 5).",
        forms=most,
        question=worst.evaluation.question,
        share=round(worst.high or 0.0),
    )


def marks_dialog(
    context: Context, workspace: Workspace, evaluation: Evaluation, parent: QWidget
) -> FormDialog:
    """A dialog for a question's marks. Open it with `open`."""
    form = Form(context, "marks_form")
    form.add_long("question", msg("Question"), 2)
    words = (msg("circled 1"), msg("circled 2"), msg("circled 3"), msg("circled 4"), msg("circled 5"))
    for name, word in zip(_MARKS, words, strict=True):
        form.add_number(name, word, whole=True)
    form.add_long("remarks", msg("What was written"), 4)
    form.set_values({name: getattr(evaluation, name) or None for name in _MARKS})
    form.set_values({"question": evaluation.question, "remarks": evaluation.remarks})

    def save(values: dict[str, Any]) -> None:
        counts = {name: values[name] or 0 for name in _MARKS}
        wanted = Evaluation(
            id=evaluation.id,
            session_id=evaluation.session_id,
            position=evaluation.position,
            question=values["question"],
            remarks=values["remarks"],
            **counts,
        )
        evaluations.save(workspace, wanted)

    title = msg("Marks") if evaluation.id else msg("New question")
    return FormDialog(context, "marks_dialog", title, form, save, parent)
