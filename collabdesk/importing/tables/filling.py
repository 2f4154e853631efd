"""Labels that stand only in the first row of their group: the rows below are filled from above."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from collabdesk.importing.grid import Value
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View

FILLABLE = (Part.TEAM, Part.LEVEL, Part.INDICATOR, Part.PERIOD, Part.MONTH, Part.YEAR)


@dataclass
class Filling:
    """The label columns of one table of which many cells are blank; ``apart``: levels that are never filled."""

    view: View
    table: Table
    columns: Sequence[Column]
    apart: Collection[int]
    grouped: frozenset[int] = field(init=False)
    _last: dict[int, tuple[int, Value]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.grouped = frozenset(column.index for column in self.columns if self._is_grouped(column))
        self._levels = [column.index for column in self.columns if column.part is Part.LEVEL]

    def remember(self, row: int, column: int, value: Value) -> None:
        """A group's label on a line of its own."""
        self._last[column] = (row, value)

    def value(self, row: int, column: int) -> Value:
        """A label, of the row itself or of its group."""
        cells = self.view.grid.rows[row] if row < len(self.view.grid.rows) else []
        value = cells[column] if column < len(cells) else None
        if column not in self.grouped:
            return value if value is not None or not self.view.grid.merged else self.view.filled(row, column)
        if value is not None:
            self._last[column] = (row, value)
            return value
        if (row, column) in self.view.covered:
            return self.view.filled(row, column)
        return self._above(row, column)

    def _above(self, row: int, column: int) -> Value:
        """The label above, unless a wider one on the left (its province) has changed since."""
        above, value = self._last.get(column, (-1, None))
        for level in self._levels:
            here, there = self.view.folded(row, level), self.view.folded(above, level)
            if level < column and here and there and here != there:
                return None
        return value

    def _is_grouped(self, column: Column) -> bool:
        """Whether a label stands only in the first row of its group (a quarter of the rows have none)."""
        if column.part not in FILLABLE or column.index in self.apart:
            return False
        if self.view.value(self.table.first, column.index) is None:
            return False
        partners = [
            other.index for other in self.columns
            if other is not column and other.part in (*FILLABLE, Part.MEASURE, Part.CATEGORY)
        ]  # fmt: skip
        blank = beside = seen = 0
        for row in range(self.table.first, min(self.table.last, self.table.first + 300) + 1):
            here = self.view.value(row, column.index) is not None
            there = any(self.view.value(row, partner) is not None for partner in partners)
            seen += here or there
            blank += not here and there
            beside += here and there
        return blank > 0 and beside > 0 and blank >= 0.25 * seen
