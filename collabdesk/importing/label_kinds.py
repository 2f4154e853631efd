"""What label columns are, seen together: levels of a hierarchy, averages, record keeping."""

from __future__ import annotations

from collabdesk.importing import words
from collabdesk.importing.parts import Column
from collabdesk.importing.tables import Table
from collabdesk.importing.view import View
from collabdesk.importing.words import fold


def are_exclusive(view: View, table: Table, columns: list[Column]) -> bool:
    """Whether at most one of the columns is filled in nearly every row: levels of one hierarchy, indented."""
    several = filled = 0
    for row in range(table.first, min(table.last, table.first + 400) + 1):
        count = sum(1 for column in columns if view.value(row, column.index) is not None)
        filled += count > 0
        several += count > 1
    return filled > 2 and several <= 0.03 * filled


def is_record_keeping(column: Column) -> bool:
    """Dates, units and who typed it: kept out of the remarks."""
    heading = fold(column.path[-1]) if column.path else ""
    return heading in words.RECORD_KEEPING | words.UNIT | words.PERIOD | words.MONTH | words.YEAR


def is_average(text: str) -> bool:
    """Whether a label says that its row holds means."""
    return fold(text).rstrip(" 0123456789") in words.AVERAGE
