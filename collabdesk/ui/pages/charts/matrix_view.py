"""Teams by indicators: which indicator moves where, at one glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import msg, nmsg
from collabdesk.models.measures import Direction
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.charts.matrix import Matrix
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.ui.charts.readout import SIGN_WORDS
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.charts.chance_note import ChanceNote
from collabdesk.ui.pages.charts.choice import POOLED, Choice, Order, narrowed, ordered, passes
from collabdesk.ui.pages.charts.filters import FilterBar
from collabdesk.ui.pages.charts.matrix_table import MatrixModel, MatrixTable
from collabdesk.ui.pages.charts.source import pooled_spec, pooled_title
from collabdesk.ui.pages.charts.tally import Tally
from collabdesk.ui.pages.charts.view_base import ChartsView, Pair
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import button_for

SETTLE_MS = 150
_ALL = QItemSelectionModel.SelectionFlag.ClearAndSelect


class MatrixView(ChartsView):
    """Counts of signs, how many of them chance alone makes, and the table."""

    def __init__(self, context: Context, filters: FilterBar) -> None:
        super().__init__(context, filters)
        self.setObjectName("charts_matrix_view")
        self.today = dt.date.today
        self._matrix: Matrix | None = None
        self._by = 0
        self.tally = Tally(context)
        self.chance = ChanceNote(context, self.tally.show_chance, self)
        self.model = MatrixModel(context.translator, self)
        self.table = MatrixTable(self.model, context)
        self.copy_all = make_action(
            context,
            self,
            "charts_matrix_copy",
            msg("Copy to Excel"),
            "copy",
            self._copy_all,
            tip=msg("Copy the whole table, as Excel pastes it"),
        )
        self.tally.add_button(button_for(self.copy_all))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.filter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.tally)
        box.addWidget(self.table, 1)
        self.table.opened.connect(self.opened)
        self.table.copy_wanted.connect(self._copy_chosen)
        self.table.current_moved.connect(self.current_changed)
        self.table.menu_wanted.connect(self.menu_wanted)
        self.table.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.tally.clear_wanted.connect(filters.clear)
        filters.search.returnPressed.connect(self.take_focus)

    # --- the page's view ---

    def load(self) -> None:
        assert self._workspace is not None
        self._matrix = Matrix(self._workspace, self.today())
        known = {one.id for one in self._matrix.indicators}
        if self._by not in known:
            self._by = min(known, default=0)
        names = {entry.id: entry.name for entry in self.filters.entries}
        self.model.show_matrix(self._matrix, names, ())
        self.filter()

    def follow(self, changes: ChangeSet) -> None:
        if self._matrix is None:
            return
        if changes.touches("phase", "event"):
            self.load()
            return
        touched = {(cell[0], cell[1]) for cell in changes.cells}
        if touched:
            self._matrix.renew(touched)
            self.model.renewed(touched)
            self._settle.start()

    @Slot()
    def filter(self) -> None:
        """Other teams or another order."""
        choice, workspace = self.filters.choice(), self._workspace
        if choice is None or self._matrix is None or workspace is None:
            self.model.show_matrix(None, {}, ())
            return
        place = self._current_pair()
        ids = self._teams(self._matrix, choice)
        self._matrix.pool(ids if choice.narrows else None)
        self.model.set_teams(ids, pooled_title(len(ids), len(self.filters.entries)))
        by = [one.id for one in self.model.indicators].index(self._by)
        self.table.sort_mark(None if choice.order is Order.NAME else by)
        if place is not None:
            self.show_pair(*place)
        found = [one for key in ids for one in self._matrix.of_team(key)]
        self.tally.show_teams(found, len(self.filters.entries), filtered=choice.narrows, n_shown=len(ids))
        pairs = [(one.id, key) for one in self._matrix.indicators for key in ids]
        self.chance.show_for(workspace, pairs)

    def forget(self) -> None:
        super().forget()
        self._settle.stop()
        self.chance.forget()
        self._matrix = None
        self.model.show_matrix(None, {}, ())

    def order(self) -> list[int]:
        return list(self.model.team_ids)

    def chosen_pairs(self) -> list[Pair]:
        """The current cell, or all that are selected."""
        chosen = sorted(self.table.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        return [self.model.pair(index) for index in chosen]

    def pool(self) -> list[int] | None:
        choice = self.filters.choice()
        return self.order() if choice is not None and choice.narrows else None

    def chosen_specs(self) -> list[ChartSpec]:
        assert self._workspace is not None
        desk, pooled = SeriesDesk(self._workspace), pooled_title(len(self.order()), len(self.filters.entries))
        pairs = self.chosen_pairs()
        of_teams = iter(desk.team_charts([pair for pair in pairs if pair[1] != POOLED]))
        return [
            next(of_teams) if team != POOLED else pooled_spec(desk, indicator, self.pool(), pooled)
            for indicator, team in pairs
        ]

    def show_pair(self, indicator_id: int, team_id: int) -> None:
        index = self.model.place_of(indicator_id, team_id)
        if index.isValid():
            self.table.selectionModel().setCurrentIndex(index, _ALL)
            self.table.scrollTo(index)

    @Slot()
    def take_focus(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectionModel().setCurrentIndex(self.model.index(0, 0), _ALL)

    # --- slots ---

    @Slot(int)
    def _sort_by(self, column: int) -> None:
        """By this indicator: by sign, unless another order is chosen already."""
        self._by = self.model.indicators[column].id
        choice = self.filters.choice()
        if choice is not None and choice.order is Order.NAME:
            self.filters.sort_by(Order.SIGNAL)
        else:
            self.filter()

    @Slot()
    def _copy_all(self) -> None:
        self._copy(range(self.model.rowCount()), range(self.model.columnCount()))

    @Slot()
    def _copy_chosen(self) -> None:
        chosen = self.table.selectedIndexes()
        self._copy(sorted({index.row() for index in chosen}), sorted({index.column() for index in chosen}))

    # --- private ---

    def _teams(self, matrix: Matrix, choice: Choice) -> list[int]:
        """A team is shown if any of its charts has the sign that is asked for."""
        passed = [
            entry.id
            for entry in narrowed(self.filters.entries, choice)
            if any(passes(one, choice.state, choice.reporting) for one in matrix.of_team(entry.id))
        ]
        if choice.order is Order.NAME or not matrix.indicators:
            return passed
        by = next(one for one in matrix.indicators if one.id == self._by)
        down = by.direction is Direction.DOWN
        return ordered(passed, matrix.of_indicator(by.id), choice.order, down=down)

    def _current_pair(self) -> Pair | None:
        index = self.table.currentIndex()
        return self.model.pair(index) if index.isValid() else None

    def _copy(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        """Two columns for each indicator: its latest value as a number, its sign in words."""
        if not rows or not columns:
            return
        say, model = self.context.text, self.model
        heads = [say(msg("Team"))]
        for column in columns:
            name = model.indicators[column].name
            heads += [name, say(msg("{name}: sign", name=name))]
        lines = ["\t".join(heads)]
        for row in rows:
            cells = [model.team_name(row)]
            for column in columns:
                one = model.standing(row, column)
                known = one is not None and one.latest is not None
                cells += [
                    model.value_text(row, column).removesuffix(" %").strip() if known else "",
                    say(SIGN_WORDS[one.sign]) if one is not None else "",
                ]
            lines.append("\t".join(cells))
        QGuiApplication.clipboard().setText("\n".join(lines))
        teams = sum(model.rows[row] != POOLED for row in rows)
        said = nmsg("{count} team copied", "{count} teams copied", teams)
        self.context.navigator.say(say(said))
