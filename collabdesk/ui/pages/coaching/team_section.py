"""A tab of rows by team: a table with a choice of team on the left, a chart and what it says on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.ui.charts.lines_chart import LinesChart
from collabdesk.ui.context import Context
from collabdesk.ui.pages.coaching.words import FilterBox, team_choices
from collabdesk.ui.pages.tab_section import TabSection
from collabdesk.ui.tables import Table
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID
from collabdesk.ui.widgets import ButtonRow, EmptyState


class TeamSection(TabSection):
    """Subclasses read the rows, make the table and show what was filtered; `lay_out` comes last in their making."""

    prefix = "coaching"

    def __init__(self, context: Context, table: Table[Any], chart: LinesChart) -> None:
        super().__init__(context)
        self.table, self.chart = table, chart
        self.team = FilterBox(context, f"{self.name}_team", msg("Team"), msg("All teams"))
        self.team.currentIndexChanged.connect(self._fill)
        self._all: list[Any] = []
        self._stack = QStackedLayout(self)

    def load(self) -> None:
        self._all = self.read()
        self.team.fill(team_choices(self.workspace))
        self._stack.setCurrentIndex(0 if self._all else 1)
        self._fill()

    def start_search(self) -> None:
        self.table.search.setFocus()

    # --- for subclasses ---

    def read(self) -> list[Any]:
        """All rows of the file."""
        raise NotImplementedError

    def show_rows(self, rows: list[Any], team_id: int | None) -> None:
        """Show the rows of a team, or of all."""
        raise NotImplementedError

    def lay_out(
        self,
        buttons: ButtonRow,
        under: Sequence[QWidget],
        empty: EmptyState,
        widths: tuple[int, int],
        share: int,
    ) -> None:
        """``under``: below the chart; ``widths`` at first, and the ``share`` of the chart of what is more."""
        filters = QHBoxLayout()
        filters.setSpacing(GRID)
        filters.addWidget(self.team)
        filters.addWidget(self.table.search, 1)
        filters.addStretch(1)
        left, box = _column(GAP_SMALL)
        box.addLayout(filters)
        box.addWidget(self.table, 1)
        box.addWidget(buttons)
        right, side = _column(GRID)
        side.addWidget(self.chart, 1)
        for widget in under:
            side.addWidget(widget)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName(f"{self.name}_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes(list(widths))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, share)
        full = QWidget()
        whole = QVBoxLayout(full)
        whole.setContentsMargins(0, GAP, 0, 0)
        whole.addWidget(split)
        self._stack.addWidget(full)
        self._stack.addWidget(empty)

    def remove_asking(self, ids: list[int], question: Message, remove: Callable[[], object]) -> None:
        """Take rows away, if the person says so."""
        if ids and self.context.messages.ask(question, msg("Remove"), danger=True):
            self.context.attempt(remove)

    # --- private ---

    @Slot()
    def _fill(self) -> None:
        team_id = self.team.value()
        self.show_rows([row for row in self._all if team_id in (None, row.team.id)], team_id)


def _column(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    widget = QWidget()
    box = QVBoxLayout(widget)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    return widget, box
