"""Who tries what: record in one line, decide with a click, details and PDSA cycles behind a row."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.models.ideas import Decision
from collabdesk.services.changes import changes
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import SHEETS
from collabdesk.ui.pages.changes.journal_dialog import open_journal
from collabdesk.ui.pages.changes.part import Part, heading, plain_column
from collabdesk.ui.pages.changes.record import RecordLine
from collabdesk.ui.pages.changes.rows import DECISIONS, TestRow, test_rows
from collabdesk.ui.pages.changes.test_dialog import TestDialog, show
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP
from collabdesk.ui.widgets import ButtonRow, EmptyState, button_for

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace

_ICONS = {
    Decision.ADOPTED: "check",
    Decision.ADAPTED: "edit",
    Decision.ABANDONED: "close",
    Decision.TESTING: "clock",
}

_COLUMNS = (
    Column[TestRow]("team", msg("Team"), lambda row: row.team, 170, stretch=0.6),
    Column[TestRow]("change", msg("Change"), lambda row: row.change, 260, stretch=1),
    Column[TestRow]("started", msg("Since"), lambda row: row.started, 96),
    Column[TestRow](
        "decision",
        msg("Decision"),
        lambda row: DECISIONS[row.decision],
        90,
        token=lambda row: "ink_soft" if row.decision is Decision.ABANDONED else "ink",
    ),
    Column[TestRow]("decided", msg("Decided"), lambda row: row.decided, 96, spare=True),
    Column[TestRow](
        "cycles",
        msg("PDSA"),
        lambda row: row.cycles,
        56,
        text=lambda row: str(row.cycles or ""),
        right=True,
        spare=True,
    ),
    Column[TestRow]("note", msg("Note"), lambda row: row.note, 180, stretch=0.8, spare=True),
)


class TestsPart(Part):
    """All tests of the collaborative."""

    __test__ = False

    name = "changes_tests"
    title = msg("Tests of changes")
    kinds = ("test", "change", "change_alias", "pdsa", "team", "collaborative")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._make_actions()
        self.line = RecordLine(context)
        self.table = Table(context, "tests", _COLUMNS, title=self.title)
        self.filter = self._make_filter()
        empty = EmptyState(
            context,
            msg("Here stands what every team tries, and what came of it"),
            msg("Write the first one into the line above: what, who, since when. Details can follow or not."),
        )
        self.or_empty = QStackedWidget()
        self.or_empty.addWidget(self.table)
        self.or_empty.addWidget(empty)
        box = plain_column(self, GAP)
        box.addWidget(self.line)
        below = QWidget()
        column = plain_column(below)
        column.addLayout(heading(context, msg("Who tries what"), button_for(self.take), self.filter))
        column.addWidget(self.or_empty, 1)
        order = (Decision.ADOPTED, Decision.ADAPTED, Decision.ABANDONED, Decision.TESTING)
        column.addWidget(ButtonRow(*(self.decide[one] for one in order), self.details, self.remove))
        box.addWidget(below, 1)
        self.table.activated.connect(self.open_test)
        self.table.selection_changed.connect(self._allow)
        self.filter.currentIndexChanged.connect(self._fill)
        self.setFocusProxy(self.line.change)

    # --- the view ---

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self.line.fill(workspace)
        self.line.preset(None, None)

    def refresh(self, changes: ChangeSet) -> None:
        super().refresh(changes)
        if changes.touches("team", "change", "change_alias", "collaborative"):
            self.line.fill(self.workspace)

    def load(self) -> None:
        self._fill()

    def start_search(self) -> None:
        self.table.search.setFocus()
        self.table.search.selectAll()

    def record_change(self, team_id: int | None, day: dt.date | None) -> None:
        """Have the line ready for this team and day."""
        self.line.preset(team_id, day)

    def open_section(self, section: str) -> None:
        """``test:12``: show the details of that test."""
        number = section.rpartition(":")[2]
        row = next((row for row in self.table.rows if str(row.test.id) == number), None)
        if row is not None:
            self.table.select(lambda one: one.test.id == row.test.id)
            self.open_test(row)

    # --- making ---

    def _make_actions(self) -> None:
        self.decide = {
            decision: self.add_action(
                f"decide_{decision.value}", words, _ICONS[decision], partial(self._set_decision, decision)
            )
            for decision, words in DECISIONS.items()
        }
        tip = msg("Dates, note and PDSA cycles")
        self.details = self.add_action("test_details", msg("Details"), "more", self._open_selected, tip=tip)
        self.remove = self.add_action("test_remove", msg("Remove"), "delete", self._remove_tests)

        self.take = self.add_action(
            "journal_import",
            msg("Take in a list…"),
            "import",
            self._take_list,
            tip=msg("A spreadsheet in which a team keeps its changes: each line becomes a test"),
        )

    def _make_filter(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("tests_filter")
        box.setMinimumHeight(30)
        box.setAccessibleName(self.text(msg("Decision")))
        box.addItem(self.text(msg("All decisions")), None)
        for decision, words in DECISIONS.items():
            box.addItem(self.text(words), decision)
        return box

    # --- showing ---

    @Slot()
    def _fill(self) -> None:
        if not self.has_workspace:
            return
        wanted = self.filter.currentData()
        known = test_rows(self.workspace)
        rows = [row for row in known if wanted is None or row.decision == wanted]
        self.or_empty.setCurrentIndex(0 if known else 1)
        self.table.set_rows(rows, key=lambda row: row.test.id)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        tests = self.table.selected()
        for decision, action in self.decide.items():
            action.setEnabled(self.can_edit and any(row.decision != decision for row in tests))
        self.details.setEnabled(self.can_edit and len(tests) == 1)
        self.remove.setEnabled(self.can_edit and bool(tests))
        self.line.setEnabled(self.can_edit)
        self.take.setEnabled(self.can_edit)

    # --- doing ---

    @Slot()
    def _take_list(self) -> None:
        path = self.context.files.open_file(msg("Take in a list of changes"), SHEETS)
        if path is not None:
            self.take_journal(path)

    def take_journal(self, path: Path) -> None:
        """Read a list of changes and show what each line would become."""
        open_journal(self.context, self.workspace, path, self)

    def _set_decision(self, decision: Decision, _checked: bool = False) -> None:
        ids = [row.test.id for row in self.table.selected() if row.decision != decision]
        if ids:
            self.context.attempt(partial(changes.decide_many, self.workspace, ids, decision))

    @Slot(object)
    def open_test(self, row: TestRow) -> None:
        """Show the details of a test."""
        if self.can_edit:
            show(TestDialog(self.context, self.workspace, row.test, self))

    @Slot()
    def _open_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self.open_test(row)

    @Slot()
    def _remove_tests(self) -> None:
        chosen = self.table.selected()
        asked = nmsg(
            "Remove {count} test with its PDSA cycles? Undo brings it back.",
            "Remove {count} tests with their PDSA cycles? Undo brings them back.",
            len(chosen),
        )
        if chosen and self.context.messages.ask(asked, msg("Remove"), danger=True):
            ids = [row.test.id for row in chosen]
            self.context.attempt(lambda: changes.remove_tests(self.workspace, ids))
