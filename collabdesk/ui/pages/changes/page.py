"""The Changes page: record in one line, see who tries what, decide with a click; the catalogue beside it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.ideas import Decision
from collabdesk.services import changes
from collabdesk.services.changeset import ChangeSet
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.changes.change_dialog import ChangeDialog
from collabdesk.ui.pages.changes.record import RecordLine
from collabdesk.ui.pages.changes.rows import DECISIONS, ChangeRow, TestRow, change_rows, test_rows
from collabdesk.ui.pages.changes.test_dialog import TestDialog
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GRID, Type
from collabdesk.ui.widgets import ButtonRow, EmptyState, Label

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

_SHOWN = ("test", "change", "change_indicator", "driver", "pdsa", "team", "indicator", "collaborative")
_ICONS = {
    Decision.ADOPTED: "check",
    Decision.ADAPTED: "edit",
    Decision.ABANDONED: "close",
    Decision.TESTING: "clock",
}


class ChangesPage(Page):
    """What was tried, and what came of it."""

    name = "changes"
    title = msg("Changes")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._make_actions()
        self.line = RecordLine(context)
        self.tests = self._make_tests()
        self.catalogue = self._make_catalogue()
        self.filter = QComboBox()
        self.filter.setObjectName("tests_filter")
        self.filter.setMinimumHeight(30)
        self.filter.setAccessibleName(self.text(msg("Decision")))
        self.filter.addItem(self.text(msg("All decisions")), None)
        for decision, words in DECISIONS.items():
            self.filter.addItem(self.text(words), decision)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("changes_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setSizes([700, 430])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.line)
        box.addWidget(split, 1)
        self.tests.activated.connect(self._open_test)
        self.tests.selection_changed.connect(self._allow)
        self.catalogue.activated.connect(self._open_change)
        self.catalogue.selection_changed.connect(self._allow)
        self.filter.currentIndexChanged.connect(self._fill_tests)

    # --- the page ---

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self.line.fill(workspace)
        self.line.preset(None, None)
        self._fill()

    def refresh(self, changes: ChangeSet) -> None:
        if not changes.touches(*_SHOWN):
            return
        if changes.touches("team", "change", "collaborative"):
            self.line.fill(self.workspace)
        self._fill()

    def start_search(self) -> None:
        self.tests.search.setFocus()
        self.tests.search.selectAll()

    def record_change(self, team_id: int | None = None, day: dt.date | None = None) -> None:
        """Have the line ready for this team and day."""
        self.line.preset(team_id, day)

    def open_section(self, section: str) -> None:
        """``test:12``: show the details of that test of a change."""
        kind, _, number = section.partition(":")
        row = next((row for row in self.tests.rows if kind == "test" and str(row.test.id) == number), None)
        if row is not None:
            self.tests.select(lambda one: one.test.id == row.test.id)
            self._open_test(row)

    # --- making ---

    def _make_actions(self) -> None:
        self._decide = {
            decision: self.add_action(
                f"decide_{decision.value}", words, _ICONS[decision], partial(self._set_decision, decision)
            )
            for decision, words in DECISIONS.items()
        }
        self._details = self.add_action(
            "test_details",
            msg("Details"),
            "more",
            self._open_selected,
            tip=msg("Dates, note and PDSA cycles"),
        )
        self._remove = self.add_action("test_remove", msg("Remove"), "delete", self._remove_tests)
        self._new_change = self.add_action(
            "change_new",
            msg("New change"),
            "add",
            self._add_change,
            tip=msg("Add an idea that nobody tries yet"),
        )
        self._edit_change = self.add_action(
            "change_edit",
            msg("Edit"),
            "edit",
            self._edit_selected,
            tip=msg("Name, how to do it, indicators, driver"),
        )
        self._remove_change = self.add_action("change_remove", msg("Remove"), "delete", self._remove_selected)

    def _make_tests(self) -> Table[TestRow]:
        say = self.text
        columns = (
            Column[TestRow](
                name="team", title=msg("Team"), value=lambda row: row.team, width=150, stretch=0.6
            ),
            Column[TestRow](
                name="change", title=msg("Change"), value=lambda row: row.change, width=220, stretch=1
            ),
            Column[TestRow](name="started", title=msg("Since"), value=lambda row: row.started, width=92),
            Column[TestRow](
                name="decision",
                title=msg("Decision"),
                value=lambda row: say(DECISIONS[row.decision]),
                width=80,
                token=lambda row: "ink_soft" if row.decision is Decision.ABANDONED else "ink",
            ),
            Column[TestRow](
                name="decided", title=msg("Decided"), value=lambda row: row.decided, width=92, spare=True
            ),
            Column[TestRow](
                name="cycles",
                title=msg("PDSA"),
                value=lambda row: row.cycles,
                text=lambda row: str(row.cycles or ""),
                width=50,
                right=True,
                spare=True,
            ),
            Column[TestRow](
                name="note",
                title=msg("Note"),
                value=lambda row: row.note,
                width=130,
                stretch=0.5,
                spare=True,
            ),
        )
        return Table(self.context, "tests", columns, title=msg("Tests of changes"))

    def _make_catalogue(self) -> Table[ChangeRow]:
        columns = (
            Column[ChangeRow](
                name="name",
                title=msg("Change"),
                value=lambda row: row.name,
                tip=_change_tip,
                width=210,
                stretch=1,
            ),
            Column[ChangeRow](
                name="testing", title=msg("Testing"), value=lambda row: row.testing, width=62, right=True
            ),
            Column[ChangeRow](
                name="adopted",
                title=msg("Kept"),
                value=lambda row: row.adopted,
                tip=lambda row: self._kept_tip(row),
                width=48,
                right=True,
            ),
            Column[ChangeRow](
                name="stopped", title=msg("Dropped"), value=lambda row: row.stopped, width=68, right=True
            ),
            Column[ChangeRow](
                name="indicators",
                title=msg("Should move"),
                value=lambda row: row.indicators,
                width=150,
                stretch=0.7,
                spare=True,
            ),
            Column[ChangeRow](
                name="driver",
                title=msg("Driver"),
                value=lambda row: row.driver,
                width=120,
                stretch=0.5,
                spare=True,
            ),
        )
        return Table(self.context, "catalogue", columns, title=msg("Catalogue of changes"))

    def _kept_tip(self, row: ChangeRow) -> str:
        return self.text(
            nmsg("{count} team adopted or adapted it", "{count} teams adopted or adapted it", row.adopted)
        )

    def _left(self) -> QWidget:
        empty = EmptyState(
            self.context,
            msg("Here stands what every team tries, and what came of it"),
            msg("Write the first one into the line above: what, who, since when. Details can follow or not."),
        )
        self._or_empty = QStackedWidget()
        self._or_empty.addWidget(self.tests)
        self._or_empty.addWidget(empty)
        decide = [self._decide[one] for one in (Decision.ADOPTED, Decision.ADAPTED, Decision.ABANDONED)]
        actions = [*decide, self._details, self._remove]
        return self._half(msg("Who tries what"), self._or_empty, actions, self.filter)

    def _right(self) -> QWidget:
        actions = [self._new_change, self._edit_change, self._remove_change]
        return self._half(msg("Catalogue"), self.catalogue, actions, None)

    def _half(self, title: Message, table: QWidget, actions: list[QAction], extra: QWidget | None) -> QWidget:
        half = QWidget()
        box = QVBoxLayout(half)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        head = QHBoxLayout()
        heading = Label(self.context.theme, self.text(title), Type.SECTION, bold=True)
        heading.setMinimumHeight(30)
        head.addWidget(heading)
        head.addStretch(1)
        if extra is not None:
            head.addWidget(extra)
        box.addLayout(head)
        box.addWidget(table, 1)
        box.addWidget(ButtonRow(*actions))
        return half

    # --- showing ---

    def _fill(self) -> None:
        self._fill_tests()
        self.catalogue.set_rows(change_rows(self.workspace), key=lambda row: row.change.id)
        self._allow()

    @Slot()
    def _fill_tests(self) -> None:
        if not self.has_workspace:
            return
        wanted = self.filter.currentData()
        known = test_rows(self.workspace)
        rows = [row for row in known if wanted is None or row.decision == wanted]
        self._or_empty.setCurrentIndex(0 if known else 1)
        self.tests.set_rows(rows, key=lambda row: row.test.id)

    @Slot()
    def _allow(self) -> None:
        tests, chosen = self.tests.selected(), self.catalogue.selected()
        for decision, action in self._decide.items():
            action.setEnabled(self.can_edit and any(row.decision != decision for row in tests))
        self._details.setEnabled(self.can_edit and len(tests) == 1)
        self._remove.setEnabled(self.can_edit and bool(tests))
        self._new_change.setEnabled(self.can_edit)
        self._edit_change.setEnabled(self.can_edit and len(chosen) == 1)
        self._remove_change.setEnabled(self.can_edit and len(chosen) == 1)
        self.line.setEnabled(self.can_edit)

    # --- doing ---

    def _set_decision(self, decision: Decision, _checked: bool = False) -> None:
        for row in self.tests.selected():
            if row.decision != decision and not self.context.attempt(
                partial(changes.decide, self.workspace, row.test.id, decision)
            ):
                return

    @Slot(object)
    def _open_test(self, row: TestRow) -> None:
        if self.can_edit:
            self._show(TestDialog(self.context, self.workspace, row.test, self))

    @Slot()
    def _open_selected(self) -> None:
        for row in self.tests.selected()[:1]:
            self._open_test(row)

    @Slot()
    def _remove_tests(self) -> None:
        chosen = self.tests.selected()
        asked = nmsg(
            "Remove {count} test with its PDSA cycles? Undo brings it back.",
            "Remove {count} tests with their PDSA cycles? Undo brings them back.",
            len(chosen),
        )
        if chosen and self.context.messages.ask(asked, msg("Remove"), danger=True):
            ids = [row.test.id for row in chosen]
            self.context.attempt(lambda: changes.remove_tests(self.workspace, ids))

    @Slot()
    def _add_change(self) -> None:
        self._show(ChangeDialog(self.context, self.workspace, None, self))

    @Slot(object)
    def _open_change(self, row: ChangeRow) -> None:
        if self.can_edit:
            self._show(ChangeDialog(self.context, self.workspace, row.change, self))

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.catalogue.selected()[:1]:
            self._open_change(row)

    @Slot()
    def _remove_selected(self) -> None:
        for row in self.catalogue.selected()[:1]:
            used = row.testing + row.adopted + row.stopped
            asked = nmsg(
                "Remove “{name}” from the catalogue? {count} team's record of it goes too. Undo brings all back.",
                "Remove “{name}” from the catalogue? {count} teams' records of it go too. Undo brings all back.",
                used,
                name=row.name,
            )
            if self.context.messages.ask(asked, msg("Remove"), danger=True):
                self.context.attempt(partial(changes.remove_change, self.workspace, row.change.id))

    @staticmethod
    def _show(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _change_tip(row: ChangeRow) -> str:
    return "\n".join(line for line in (row.name, row.indicators, row.driver) if line)
