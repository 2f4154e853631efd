"""Taking in a list of changes: what each line would do, the questions beside it, nothing saved before Save."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.importing.grid import Workbook
from collabdesk.models.ideas import Decision
from collabdesk.services.changes import change_journals
from collabdesk.services.changes.change_journals import JournalDraft, JournalLine, LineState
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.imports.items import Answered
from collabdesk.ui.imports.questions import QuestionsPanel, problem_label
from collabdesk.ui.imports.reading import read_file
from collabdesk.ui.pages.changes.rows import DECISIONS
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL, Type
from collabdesk.ui.widgets import Label, push_button, size_on_screen

_TOKENS = {
    LineState.NEW: "ink",
    LineState.KNOWN: "ink_soft",
    LineState.NO_START: "attention",
    LineState.WAITS: "ink_soft",
}


def _named(name: str, is_new: bool) -> Message | str:
    return msg("{name} (new)", name=name) if is_new else name


def _filed(line: JournalLine) -> Message | str:
    return "" if line.state is LineState.WAITS else _named(line.entry.change, line.new_change)


def _since(line: JournalLine) -> Message | dt.date | None:
    if line.entry.whole_month:
        return msg("The list gives the month only: its first day stands for it.")
    return line.entry.started


_COLUMNS = (
    Column[JournalLine]("cell", msg("Cell"), lambda line: line.entry.cell, 56),
    Column[JournalLine](
        "team",
        msg("Team"),
        lambda line: line.entry.team,
        150,
        text=lambda line: _named(line.entry.team, line.new_team),
        stretch=0.4,
    ),
    Column[JournalLine]("written", msg("As written"), lambda line: line.entry.written, 240, stretch=1),
    Column[JournalLine](
        "change", msg("Filed under"), lambda line: line.entry.change, 240, text=_filed, stretch=1
    ),
    Column[JournalLine]("started", msg("Since"), lambda line: line.entry.started, 92, tip=_since),
    Column[JournalLine](
        "decision", msg("Decision"), lambda line: DECISIONS[Decision(line.entry.decision)], 84
    ),
    Column[JournalLine](
        "state",
        msg("Will be"),
        lambda line: change_journals.STATE_WORDS[line.state],
        140,
        token=lambda line: _TOKENS[line.state],
    ),
    Column[JournalLine]("note", msg("Note"), lambda line: line.entry.note, 140, stretch=0.6, spare=True),
)


class JournalDialog(QDialog):
    """One file. ``made`` is what was read of it."""

    saved = Signal(int)
    """How many tests are new."""

    def __init__(
        self, context: Context, workspace: Workspace, made: JournalDraft, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self.draft = made
        self.setObjectName("journal_dialog")
        self.setWindowTitle(context.text(msg("Changes from {file}", file=made.path.name)))
        size_on_screen(self, 1330, 680)
        self.said = Label(context.theme, size=Type.SECTION, bold=True, wrap=True)
        self.said.setObjectName("journal_said")
        self.again = Label(context.theme, colour="attention", wrap=True)
        self.table = Table(context, "journal_lines", _COLUMNS, title=msg("Lines of the list"), search=False)
        self.asked = QuestionsPanel(context)
        self.asked.setObjectName("journal_questions")
        self.asked.setMinimumWidth(330)
        self.asked.answered.connect(self._answer)
        self.asked.change_wanted.connect(self._ask_again)
        self.asked.cell_wanted.connect(self._go_to)
        self._answered: dict[str, Answered] = {}
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP_SMALL)
        split.addWidget(self.table)
        split.addWidget(self.asked)
        split.setSizes([970, 335])
        split.setStretchFactor(0, 1)
        self.save = push_button(context, "journal_save", msg("Save"), self._save)
        self.save.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(
            Label(
                context.theme,
                context.text(change_journals.DECISION_RULE),
                Type.CAPTION,
                colour="ink_soft",
                wrap=True,
            ),
            1,
        )
        foot.addWidget(push_button(context, "journal_cancel", msg("Cancel"), self.reject))
        foot.addWidget(self.save)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        box.setSpacing(GAP_SMALL)
        box.addWidget(self.said)
        box.addWidget(self.again)
        box.addWidget(split, 1)
        box.addLayout(foot)
        self._show()

    # --- showing ---

    def _show(self) -> None:
        made, say = self.draft, self._context.text
        self.table.set_rows(made.lines)
        if made.questions:
            count = len(made.questions)
            waiting = sum(line.state is LineState.WAITS for line in made.lines)
            waits = nmsg("{count} line waits", "{count} lines wait", waiting)
            said = nmsg(
                "{count} question first: {waits} for its answer.",
                "{count} questions first: {waits} for their answers.",
                count,
                waits=waits,
            )
            self.said.setText(say(said))
        else:
            self.said.setText(say(made.said))
        self.again.setVisible(made.again is not None)
        if made.again is not None:
            again = msg(
                "This very file was taken in before, by {person}, {when}.",
                person=made.again.person,
                when=made.again.at,
            )
            self.again.setText(say(again))
        fresh = any(line.state is not LineState.KNOWN for line in made.lines)
        self.save.setEnabled(not made.questions and fresh)
        trouble = [problem_label(self._context, one) for one in made.journal.problems]
        self.asked.show_questions(made.questions, made.register, self._answered, notes=trouble)

    # --- doing ---

    @Slot(dict)
    def _answer(self, answers: dict[str, str]) -> None:
        asked = {one.id: one for one in self.draft.questions}
        for key, choice in answers.items():
            self._answered[key] = Answered(question=asked[key], choice=choice)
        self._read_again()

    @Slot(str)
    def _ask_again(self, key: str) -> None:
        self._answered.pop(key, None)
        self._read_again()

    def _read_again(self) -> None:
        answers = {key: given.choice for key, given in self._answered.items()}
        self.draft = change_journals.answered(self._workspace, self.draft, answers)
        self._show()

    @Slot(str, str)
    def _go_to(self, sheet: str, cell: str) -> None:
        self.table.select(lambda line: line.entry.sheet == sheet and line.entry.cell == cell)

    @Slot()
    def _save(self) -> None:
        try:
            count = change_journals.save(self._workspace, self.draft)
        except UserFacingError as trouble:
            self._context.messages.warn(trouble.sentence)
            return
        self.saved.emit(count)
        said = nmsg(
            "Took in {count} test from {file}",
            "Took in {count} tests from {file}",
            count,
            file=self.draft.path.name,
        )
        self._context.navigator.say_done(self._context.text(said))
        self.accept()


def open_journal(context: Context, workspace: Workspace, path: Path, parent: QWidget) -> None:
    """Read a file beside the window and show what it holds; known trouble is said in a sentence."""

    def read(workbook: Workbook) -> None:
        try:
            made = change_journals.draft(workspace, path, workbook)
        except UserFacingError as trouble:
            context.messages.warn(trouble.sentence)
            return
        dialog = JournalDialog(context, workspace, made, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    read_file(context, change_journals.read, path, read)
