"""A sheet looked at: what kind of thing each cell is, merged areas filled, texts folded."""

from __future__ import annotations

import datetime as dt
import enum
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from collabdesk.importing.grid import CellError, DayNumber, MonthNumber, SheetGrid, Value, WeekLabel, plain
from collabdesk.importing.numbers import number_text
from collabdesk.importing.times import period_text
from collabdesk.importing.words import fold


class Look(enum.IntEnum):
    """What a cell looks like, on its own."""

    EMPTY = 0
    NUMBER = 1
    PERIOD = 2
    MISSING = 3
    TEXT = 4
    ERROR = 5


_NUMBERS = {
    number_text.Sort.NUMBER,
    number_text.Sort.PERCENT,
    number_text.Sort.RATIO,
}
_GAPS = {number_text.Sort.MISSING, number_text.Sort.DASH, number_text.Sort.NIL, number_text.Sort.HIDDEN}


_DECIMAL = re.compile(r"\s*[+-]?\d+\.\d+\s*")
_YEAR_AND_MONTH = re.compile(r"\s*(?:19|20)\d\d\.(?:0[1-9]|1[0-2])\s*")


def look(value: Value) -> Look:
    """What a raw value looks like."""
    if value is None:
        return Look.EMPTY
    if isinstance(value, str):
        return Look.PERIOD if type(value) is WeekLabel else _look_text(value)
    if isinstance(value, dt.date) or type(value) is MonthNumber or type(value) is DayNumber:
        return Look.PERIOD
    return Look.ERROR if isinstance(value, CellError) else Look.NUMBER


@lru_cache(maxsize=200_000)
def _look_text(text: str) -> Look:
    if text.isspace():
        return Look.EMPTY
    if text.isdecimal():
        return Look.NUMBER
    if _DECIMAL.fullmatch(text) and not _YEAR_AND_MONTH.fullmatch(text):
        return Look.NUMBER  # 1508.0 is no month of the year 1508
    if period_text.read_period(text):
        return Look.PERIOD
    sort = number_text.read_number(text).sort
    if sort in _NUMBERS:
        return Look.NUMBER
    if sort in (number_text.Sort.ERROR, number_text.Sort.NO_RESULT):
        return Look.ERROR
    return Look.MISSING if sort in _GAPS else Look.TEXT


@dataclass(frozen=True, eq=False)
class View:
    """One sheet with the helpers that every step uses."""

    grid: SheetGrid
    decimal: str = ""

    @cached_property
    def covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Cells inside a merged area -> the area's first cell."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in self.grid.merged:
            if (bottom - top + 1) * (right - left + 1) > 20_000:
                continue
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    found[row, column] = (top, left)
        return found

    @cached_property
    def spans(self) -> dict[tuple[int, int], int]:
        """First cell of a merged area -> its last column."""
        return {(top, left): right for top, left, _, right in self.grid.merged}

    def value(self, row: int, column: int) -> Value:
        """The raw value."""
        cells = self.grid.rows[row] if 0 <= row < len(self.grid.rows) else []
        return cells[column] if column < len(cells) else None

    def filled(self, row: int, column: int) -> Value:
        """The value; inside a merged area, that of its first cell."""
        value = self.value(row, column)
        if value is None and (row, column) in self.covered:
            return self.value(*self.covered[row, column])
        return value

    def text(self, row: int, column: int) -> str:
        """The cell as text (not filled)."""
        return plain(self.value(row, column))

    def folded(self, row: int, column: int) -> str:
        """The cell's text, folded."""
        return fold(self.text(row, column))

    def looks(self, row: int) -> list[Look]:
        """What each cell of a row looks like."""
        return [look(value) for value in self.grid.rows[row]]

    def is_blank(self, row: int) -> bool:
        """Whether a row is empty."""
        for value in self.grid.rows[row]:  # noqa: SIM110  a loop: asked for each of 100,000 rows
            if value is not None and value != "":
                return False
        return True

    def is_period(self, value: Value) -> bool:
        """Whether a heading is a period, years written as numbers included."""
        if type(value) in (MonthNumber, WeekLabel, DayNumber):
            return True
        if isinstance(value, int) and not isinstance(value, bool):
            return 1990 <= value <= 2060 or 199_001 <= value <= 206_012
        if isinstance(value, str) and value.strip().isdecimal():
            text = value.strip()
            return (len(text) == 4 and "1990" <= text <= "2060") or (
                len(text) == 6 and "199001" <= text <= "206012" and "01" <= text[4:] <= "12"
            )
        return look(value) is Look.PERIOD
