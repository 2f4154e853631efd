"""The view of who has reported what: a board of teams and periods, to be filtered and called through."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.models.measures import Indicator
from collabdesk.services.data.completeness import Board, board, call_list, period_types
from collabdesk.services.setup import indicators
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.charts.choice import narrowed, roster
from collabdesk.ui.pages.charts.filters import FilterBar, Part
from collabdesk.ui.pages.overview.board_table import BoardModel, BoardTable
from collabdesk.ui.theme import GRID, Type
from collabdesk.ui.widgets import ElidedBox, ElidedLabel, button_for

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace

ALL = 0


class BoardView(QWidget):
    """The filters, what they leave, the table."""

    chart_wanted = Signal(int, int)
    """indicator id, team id"""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("overview_board")
        self.today = dt.date.today
        self._context = context
        self._workspace: Workspace | None = None
        self._board: Board | None = None
        self.filters = FilterBar(context, name="board")
        self.filters.show_parts(frozenset({Part.TEAMS}))
        self.indicator = self._box()
        self.late_only = QCheckBox(context.text(msg("Only with something missing")))
        self.late_only.setObjectName("board_late_only")
        self.said = ElidedLabel(context.theme, size=Type.CAPTION)
        self.said.setObjectName("board_said")
        self.copy_calls = make_action(
            context,
            self,
            "board_copy",
            msg("Copy call list"),
            "phone",
            self.copy,
            tip=msg("Copy coach, phone and what is missing for every team shown that lacks something"),
        )
        self.model = BoardModel(context.translator, self)
        self.table = BoardTable(self.model, context)
        self._lay_out()
        self.filters.changed.connect(self._filter)
        self.late_only.toggled.connect(self._filter)
        self.indicator.currentIndexChanged.connect(self._load_board)
        self.table.copy_wanted.connect(self.copy)
        self.table.opened.connect(self._open)
        self.filters.search.returnPressed.connect(self.table.setFocus)

    def show_workspace(self, workspace: Workspace) -> None:
        """Show this file from the beginning."""
        self._workspace = workspace
        self._fill()
        self._load_board()

    def forget(self) -> None:
        """Keep nothing of the file."""
        self._workspace = self._board = None
        self.model.show_board(None, ())

    def follow(self, changes: ChangeSet) -> None:
        """Show what an edit changed."""
        if self._workspace is None:
            return
        if changes.touches("team", "indicator", "collaborative", "org_unit", "person", "team_person"):
            self._fill()
            self._load_board()
        elif changes.cells:
            self._load_board()

    @Slot()
    def copy(self) -> None:
        """The call list on the clipboard."""
        if self._workspace is None or self._board is None:
            return
        rows = self._chosen_rows()
        text = call_list(self._workspace, self._board, rows, self._context.translator)
        QGuiApplication.clipboard().setText(text)
        said = nmsg("{count} call copied", "{count} calls copied", text.count("\n"))
        self._context.navigator.say(self._context.text(said))

    # --- slots ---

    @Slot()
    def _load_board(self) -> None:
        if self._workspace is None:
            return
        chosen = self.indicator.currentData()
        kind, indicator_id = chosen if chosen is not None else ("month", ALL)
        self._board = board(self._workspace, kind, self.today(), indicator_id or None)
        self._filter()

    @Slot()
    def _filter(self) -> None:
        choice, shown = self.filters.choice(), self._board
        if shown is None or choice is None:
            self.model.show_board(None, ())
            self.said.setText("")
            return
        passed = {entry.id for entry in narrowed(self.filters.entries, choice)}
        rows = [at for at, call in enumerate(shown.calls) if call.team.id in passed]
        late = [at for at in rows if shown.missing(at)]
        self.model.show_board(shown, late if self.late_only.isChecked() else rows)
        said = nmsg(
            "{late} of {count} team lacks something that is due",
            "{late} of {count} teams lack something that is due",
            len(rows),
            late=len(late),
        )
        self.said.setText(self._context.text(said))
        self.copy_calls.setEnabled(bool(late))

    @Slot()
    def _open(self) -> None:
        """The chart of the team: of the indicator that it lacks, where there is one."""
        shown, index = self._board, self.table.currentIndex()
        if shown is not None and index.isValid():
            team = shown.calls[self.model.rows[index.row()]].team
            self.chart_wanted.emit(shown.indicators[0].id, team.id)

    # --- private ---

    def _chosen_rows(self) -> list[int]:
        """The selected rows where several are, else all that are shown."""
        chosen = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self.model.rows[at] for at in chosen] if len(chosen) > 1 else list(self.model.rows)

    def _fill(self) -> None:
        assert self._workspace is not None
        listed = indicators.in_order(self._workspace)
        self.filters.fill([(one.id, one.name) for one in listed], roster(self._workspace))
        before, quiet = self.indicator.currentData(), QSignalBlocker(self.indicator)
        self.indicator.clear()
        types = period_types(self._workspace)
        for kind in types:
            mine = [one for one in listed if one.period_type == kind]
            self.indicator.addItem(self._all_of(kind, mine, len(types)), (kind, ALL))
            for one in mine if len(mine) > 1 else ():
                self.indicator.addItem(one.name, (kind, one.id))
        place = next((at for at in range(self.indicator.count()) if self.indicator.itemData(at) == before), 0)
        self.indicator.setCurrentIndex(place if self.indicator.count() else -1)
        quiet.unblock()

    def _all_of(self, kind: str, mine: list[Indicator], n_types: int) -> str:
        if len(mine) == 1:
            return mine[0].name
        say = self._context.text
        return (
            say(msg("All indicators")) if n_types == 1 else say(msg("All by {kind}", kind=kind.split(":")[0]))
        )

    def _box(self) -> ElidedBox:
        box = ElidedBox()
        box.setObjectName("board_indicator")
        box.setAccessibleName(self._context.text(msg("Indicator")))
        box.setToolTip(self._context.text(msg("Of which indicators the reports are shown")))
        box.setSizeAdjustPolicy(ElidedBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(18)
        box.setMinimumHeight(30)
        return box

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.indicator, 1)
        top.addWidget(self.filters, 2)
        under = QHBoxLayout()
        under.setSpacing(GRID)
        under.addWidget(self.late_only)
        under.addWidget(self.said, 1)
        under.addWidget(button_for(self.copy_calls))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addLayout(top)
        box.addLayout(under)
        box.addWidget(self.table, 1)
