"""The Data page: the grid by indicator or by team, with the charts beside it changing as you type."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import msg
from collabdesk.services.changeset import Cell, ChangeSet
from collabdesk.services.data import cells, observations
from collabdesk.ui.asking import may_move, toggle_exclusion
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.data.chooser import Chooser
from collabdesk.ui.pages.data.entry import CellEntry
from collabdesk.ui.pages.data.model import GridModel
from collabdesk.ui.pages.data.reported import ReportedRow
from collabdesk.ui.pages.data.side import SidePanel
from collabdesk.ui.pages.data.strip import CellStrip
from collabdesk.ui.pages.data.view import GridView
from collabdesk.ui.pages.data.words import cell_title, tip
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import EmptyState

if TYPE_CHECKING:
    from collabdesk.services.phases.frozen import Move
    from collabdesk.services.workspace import Workspace

MORE = 12
"""Periods added in front at a time."""


class DataPage(Page):
    """Type or paste the numbers; every one is on disk when the cursor leaves its cell."""

    name = "data"
    title = msg("Data")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.today = dt.date.today
        self._first_show = True
        self._model = GridModel(context.translator, self)
        self._model.tip = self._tip
        self._make_actions()
        self._stack = QStackedLayout(self)
        self._body = QWidget()
        self._stack.addWidget(self._body)
        self._empty = EmptyState(
            context,
            msg("Here the numbers of every team are kept"),
            msg(
                "First say which teams take part and what they count; then type, paste or import their numbers."
            ),
            self._setup,
        )
        self._stack.addWidget(self._empty)

    # --- the page ---

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self._import.setEnabled(self.can_edit)
        if self._body.layout() is None:
            self._build()
        self._entry.open(workspace)
        self._chooser.fill(workspace)
        self._rebuild()

    def forget_workspace(self) -> None:
        super().forget_workspace()
        if self._body.layout() is not None:
            self._view.close_edit()
            self._model.show(None)
            self._side.clear_cell()
            self._strip.show_nothing()

    def refresh(self, changes: ChangeSet) -> None:
        if changes.touches("team", "indicator", "collaborative", "org_unit"):
            self._chooser.fill(self.workspace)
            self._side.clear_cell()
            self._rebuild()
            return
        places = self._model.follow(changes)
        self._side.refresh(changes)
        if places:
            self._show_cell()

    def open_section(self, section: str) -> None:
        """``team:7`` or ``indicator:3``: show that grid."""
        kind, _, number = section.partition(":")
        if number.isdigit() and self.has_workspace:
            self._chooser.choose(kind, int(number))

    def start_search(self) -> None:
        self._chooser.search.setFocus()
        self._chooser.search.selectAll()

    def go_to(self, cell: Cell) -> None:
        """Show a cell, in the grid of its indicator."""
        self._chooser.choose("indicator", cell[0])
        if self._model.grid is not None:
            self._model.extend(cell[2], cell[2])
            place = self._model.grid.place(cell)
            if place is not None:
                self._view.go_to(*place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.has_workspace and self._first_show:  # only now the grid knows how much it has room for
            self._first_show = False
            if (layout := self._body.layout()) is not None:
                layout.activate()
            self._view.show_latest()

    # --- private ---

    def _make_actions(self) -> None:
        self._setup = self.add_action(
            "data_setup", msg("Go to Set-up"), "setup", self._open_setup, tip=msg("Add teams and indicators")
        )
        self._import = self.add_action(
            "data_import",
            msg("Import spreadsheets…"),
            "import",
            self._ask_files,
            tip=msg("Read the numbers from spreadsheets that the facilities sent"),
            head=True,
        )
        self._imports = self.add_action(
            "data_imports",
            msg("Imports…"),
            "history",
            self._show_imports,
            tip=msg("See what was imported, and take an import back"),
            head=True,
        )
        self._forms = self.add_action(
            "data_forms",
            msg("Forms…"),
            "export",
            self._make_forms,
            tip=msg("Make blank data forms for the teams, which are read back without a question"),
            head=True,
        )
        self.events = self.add_action(
            "data_events",
            msg("Dates of events…"),
            "calendar",
            self._show_events,
            tip=msg("Record, correct or take in the dates of rare events, for t and g charts"),
            shortcut="Ctrl+Shift+E",
        )
        self._earlier = self.add_action(
            "data_earlier",
            msg("Earlier months"),
            "back",
            self._show_earlier,
            tip=msg("Show twelve more columns in front, for numbers from before"),
        )
        self._note = self.add_action(
            "data_note",
            msg("Note"),
            "edit",
            self._write_note,
            tip=msg("Write a note on this number"),
            shortcut="Ctrl+Shift+N",
        )
        self._exclude = self.add_action(
            "data_exclude",
            msg("Exclude…"),
            "remove",
            self._toggle_exclusion,
            tip=msg("Leave this point out of medians and totals; it stays visible, crossed"),
        )

    def _build(self) -> None:
        context = self.context
        self._chooser = Chooser(context, self.events, self._earlier)
        self._entry = CellEntry(context.translator, self._model, self._may_move)
        self._view = GridView(self._model, self._entry, context.theme, context.translator)
        self._view.addActions([self._note, self._exclude])
        self._reported = ReportedRow(self._model, self._view, context.theme, context.translator)
        self._strip = CellStrip(context, self._exclude)
        self._side = SidePanel(context)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._view, 1)
        column.addWidget(self._reported)
        column.addWidget(self._strip)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("data_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        split.addWidget(left)
        split.addWidget(self._side)
        split.setSizes([640, 440])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        box = QVBoxLayout(self._body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(self._chooser)
        box.addWidget(split, 1)
        self.setFocusProxy(self._view)  # numbers can be typed at once
        self._wire()

    def _wire(self) -> None:
        self._chooser.changed.connect(self._rebuild)
        self._view.cell_entered.connect(self._show_cell)
        self._view.said.connect(self.context.navigator.say)
        self._view.undo_asked.connect(self._undo)
        self._strip.note_written.connect(self._set_note)
        self._side.period_chosen.connect(self._go_to_period)
        self._side.test_chosen.connect(self._open_test)

    @Slot()
    def _rebuild(self) -> None:
        """Another subject or filter, or other teams or indicators: a new grid, the cursor where it was."""
        before = self._cell()
        self._view.close_edit()
        grid = self._chooser.grid(self.workspace, self.today())
        self._model.show(grid)
        self._view.set_wide_head(self._chooser.by_team)
        self._stack.setCurrentWidget(self._body if self._chooser.has_subjects else self._empty)
        if grid is None or not grid.rows:
            self._side.clear_cell()
            self._strip.show_nothing()
            return
        place = grid.place(before) if before else None
        column = grid.this_period - grid.first
        self._view.go_to(*(place or (0, max(column - 1, 0))))
        self._view.show_latest()
        self._show_cell()

    def _cell(self) -> Cell | None:
        place, grid = self._view.current_place(), self._model.grid
        return grid.cell(*place) if place is not None and grid is not None else None

    @Slot()
    def _show_cell(self) -> None:
        cell, place, grid = self._cell(), self._view.current_place(), self._model.grid
        if cell is None or place is None or grid is None:
            return
        title = cell_title(grid, *place, self.context.translator)
        self._strip.show_cell(title, cells.facts(self.workspace, cell))
        self._side.show_cell(self.workspace, cell)
        self._strip.setEnabled(self.can_edit)

    def _tip(self, row: int, column: int) -> str:
        grid = self._model.grid
        assert grid is not None
        facts = cells.facts(self.workspace, grid.cell(row, column))
        return tip(cell_title(grid, row, column, self.context.translator), facts, self.context.translator)

    @Slot(int)
    def _undo(self, entry_id: int) -> None:
        entry = self.workspace.next_undo()
        if entry is not None and entry.id == entry_id:
            self.context.attempt(self.workspace.undo)
        else:
            self.context.navigator.say(
                self.text(msg("Something else was edited since; correct the cell itself."))
            )

    @Slot()
    def _ask_files(self) -> None:
        self.context.navigator.import_files()

    @Slot()
    def _show_imports(self) -> None:
        from collabdesk.ui.imports.batches import ImportsDialog

        ImportsDialog(self.context, self.workspace, self).open()

    @Slot()
    def _make_forms(self) -> None:
        from collabdesk.ui.dialogs.forms import FormsDialog

        FormsDialog(self.context, self.workspace, self).open()

    @Slot()
    def _show_events(self) -> QDialog | None:
        """The dates of the current row's events, where its indicator counts the time between them."""
        cell = self._cell() if self.has_workspace else None
        indicator_id = self._chooser.indicator_of_events(cell[0] if cell else None)
        if indicator_id is None:
            return None
        from collabdesk.ui.pages.data.events_dialog import EventsDialog

        dialog = EventsDialog(self.context, self.workspace, indicator_id, cell[1] if cell else None, self)
        dialog.open()
        return dialog

    @Slot()
    def _open_setup(self) -> None:
        self.context.navigator.open_place("setup")

    @Slot()
    def _show_earlier(self) -> None:
        grid = self._model.grid
        if grid is not None:
            self._model.extend(grid.first - MORE, grid.last)
            place = self._view.current_place()
            self._view.go_to(place[0] if place else 0, 0)

    @Slot()
    def _write_note(self) -> None:
        if self._view.finish_edit():
            self._strip.note.setFocus()
            self._strip.note.selectAll()

    @Slot(str)
    def _set_note(self, note: str) -> None:
        cell = self._cell()
        if cell is not None:
            self.context.attempt(lambda: observations.set_note(self.workspace, *cell, note))

    @Slot()
    def _toggle_exclusion(self) -> None:
        cell = self._cell()
        if cell is not None:
            toggle_exclusion(self.context, self.workspace, cell)

    def _may_move(self, moves: list[Move]) -> bool:
        return may_move(self.context, self.workspace, moves)

    @Slot(int)
    def _open_test(self, test_id: int) -> None:
        self.context.navigator.open_place("changes", f"test:{test_id}")

    @Slot(int)
    def _go_to_period(self, period: int) -> None:
        place, grid = self._view.current_place(), self._model.grid
        if place is not None and grid is not None:
            self._model.extend(period, period)
            self._view.go_to(place[0], period - grid.first)
            self._view.setFocus()
