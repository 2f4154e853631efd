"""A list of dates by team, pasted or from a file: what it says, the questions beside it, nothing saved before Save."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from collabdesk.errors import UserFacingError
from collabdesk.i18n import msg, nmsg
from collabdesk.importing.grid import Workbook
from collabdesk.importing.journals.event_lists import ListedEvent
from collabdesk.services.data import event_records
from collabdesk.services.data.event_records import ListDraft
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import SHEETS
from collabdesk.ui.imports.items import Answered
from collabdesk.ui.imports.questions import QuestionsPanel, problem_label
from collabdesk.ui.imports.reading import read_file
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import Label, push_button, size_on_screen

_COLUMNS = (
    Column[ListedEvent]("cell", msg("Cell"), lambda line: line.cell, 60),
    Column[ListedEvent]("team", msg("Team"), lambda line: line.team, 170, stretch=0.6),
    Column[ListedEvent](
        "day",
        msg("Date"),
        lambda line: line.day,
        150,
        text=lambda line: line.day or msg("waits for an answer"),
    ),
    Column[ListedEvent]("note", msg("Note"), lambda line: line.note, 120, stretch=1),
)


class EventListDialog(QDialog):
    """One list. ``team_id``: whose dates they are where the list names no team."""

    saved = Signal(int)
    """How many dates are new."""

    def __init__(
        self, context: Context, workspace: Workspace, indicator_id: int, team_id: int | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._workspace = context, workspace
        self._indicator_id, self._team_id = indicator_id, team_id
        self.today = dt.date.today
        self.draft: ListDraft | None = None
        self.setObjectName("event_list_dialog")
        self.setWindowTitle(context.text(msg("Take in a list of dates")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pasted = self._make_text()
        self.said = Label(context.theme, size=Type.SECTION, bold=True, wrap=True)
        self.said.setObjectName("event_list_said")
        self.table = Table(
            context, "event_list_lines", _COLUMNS, title=msg("Lines of the list"), search=False
        )
        self.asked = QuestionsPanel(context)
        self.asked.setObjectName("event_list_questions")
        self.asked.setMinimumWidth(330)
        self._answered: dict[str, Answered] = {}
        self.asked.answered.connect(self._answer)
        self.asked.change_wanted.connect(self._ask_again)
        self.asked.cell_wanted.connect(self._go_to)
        self.save = push_button(context, "event_list_save", msg("Save"), self._save)
        self.save.setDefault(True)
        self._lay_out()
        self._show()

    def read(self, workbook: Workbook) -> None:
        """Show what a list says."""
        self._answered = {}
        self.draft = event_records.draft(
            self._workspace, self._indicator_id, workbook, self._team_id, today=self.today()
        )
        self._show()

    # --- slots ---

    @Slot()
    def _paste_changed(self) -> None:
        text = self.pasted.toPlainText()
        if text.strip():
            self._attempt(text)
        else:
            self.draft = None
            self._show()

    def _attempt(self, text: str) -> None:
        try:
            self.read(event_records.read_text(text))
        except UserFacingError as trouble:  # half a list, while it is typed
            self.draft = None
            self._show()
            self.said.setText(trouble.sentence)

    @Slot()
    def _choose_file(self) -> None:
        path = self._context.files.open_file(msg("A spreadsheet with dates"), SHEETS)
        if path is not None:
            self._read_file(path)

    def _read_file(self, path: Path) -> None:
        read_file(self._context, event_records.read_file, path, self.read)

    @Slot(dict)
    def _answer(self, answers: dict[str, str]) -> None:
        made = self.draft
        assert made is not None
        asked = {one.id: one for one in made.found.questions}
        self._answered |= {
            key: Answered(question=asked[key], choice=choice) for key, choice in answers.items()
        }
        self._read_again(made)

    @Slot(str)
    def _ask_again(self, key: str) -> None:
        self._answered.pop(key, None)
        if self.draft is not None:
            self._read_again(self.draft)

    def _read_again(self, made: ListDraft) -> None:
        answers = {key: given.choice for key, given in self._answered.items()}
        self.draft = event_records.draft(
            self._workspace, self._indicator_id, made.workbook, self._team_id, answers, today=self.today()
        )
        self._show()

    @Slot(str, str)
    def _go_to(self, sheet: str, cell: str) -> None:
        self.table.select(lambda line: line.sheet == sheet and line.cell == cell)

    @Slot()
    def _save(self) -> None:
        made = self.draft
        if made is None:
            return
        try:
            count = event_records.take_in(self._workspace, made, today=self.today())
        except UserFacingError as trouble:
            self._context.messages.warn(trouble.sentence)
            return
        self.saved.emit(count)
        self.accept()

    # --- private ---

    def _show(self) -> None:
        say, made = self._context.text, self.draft
        entries = made.found.entries if made else ()
        self.table.set_rows(entries)
        self.asked.setVisible(made is not None)
        if made is None:
            self.said.setText(say(msg("Nothing is read yet.")))
        elif made.found.questions:
            count = len(made.found.questions)
            self.said.setText(say(nmsg("{count} question first.", "{count} questions first.", count)))
        elif not entries:
            self.said.setText(
                say(msg("No dates were found: a list has a column of dates, and one of teams."))
            )
        else:
            self.said.setText(say(made.said))
        if made is not None:
            trouble = [problem_label(self._context, one) for one in made.found.problems]
            self.asked.show_questions(made.found.questions, made.register, self._answered, notes=trouble)
        self.save.setEnabled(made is not None and not made.found.questions and bool(made.fresh))

    def _make_text(self) -> QPlainTextEdit:
        edit = QPlainTextEdit()
        edit.setObjectName("event_list_text")
        edit.setAccessibleName(self._context.text(msg("Pasted list")))
        edit.setPlaceholderText(
            self._context.text(msg("Copy the teams and the dates in Excel, click here and press Ctrl+V."))
        )
        edit.setTabChangesFocus(True)
        edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        edit.setMaximumHeight(130)
        edit.textChanged.connect(self._paste_changed)
        return edit

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP_SMALL)
        split.addWidget(self.table)
        split.addWidget(self.asked)
        split.setSizes([560, 340])
        split.setStretchFactor(0, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(push_button(self._context, "event_list_file", msg("Read a file…"), self._choose_file))
        foot.addStretch(1)
        foot.addWidget(push_button(self._context, "event_list_cancel", msg("Cancel"), self.reject))
        foot.addWidget(self.save)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        box.setSpacing(GAP_SMALL)
        box.addWidget(self.pasted)
        box.addWidget(self.said)
        box.addWidget(split, 1)
        box.addLayout(foot)
        size_on_screen(self, 960, 600)
