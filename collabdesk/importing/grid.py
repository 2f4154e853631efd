"""A spreadsheet as cells: what a reader hands over, whatever the file's format was.

Rows and columns count from 0 in code; addresses shown to people are A1. In a text file the row is the
record's number, so that ``C7`` is the third field of the seventh record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; all included."""


@dataclass(frozen=True)
class CellError:
    """An error in a cell, such as ``#DIV/0!``; ``#NO VALUE`` where a formula has no stored result."""

    code: str

    def __str__(self) -> str:
        return self.code


class TooManyCellsError(Exception):
    """A sheet holds more than any table of an office; reading a part of it would import half a file."""


class MonthNumber(int):
    """A bare 1 to 12 in a heading of months; everywhere else it is the number that it is."""


class DayNumber(int):
    """A 1 to 31 in a heading of days: a part of the month that the sheet is about."""


class WeekLabel(str):
    """A week's short name in a place of weeks (``S7``) with its number."""

    number: int

    def __new__(cls, text: str, number: int) -> WeekLabel:
        made = super().__new__(cls, text)
        made.number = number
        return made


NO_STORED_VALUE = CellError("#NO VALUE")

Value = None | str | float | int | bool | dt.date | CellError


def column_letters(column: int) -> str:
    """``0 -> A``, ``26 -> AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """The address of a cell: ``a1(6, 2) == "C7"``."""
    return f"{_letters(column)}{row + 1}"


def area_a1(area: Area) -> str:
    """The address of a rectangle: ``A4:N31``, or one cell's address."""
    first, last = a1(area[0], area[1]), a1(area[2], area[3])
    return first if first == last else f"{first}:{last}"


def from_a1(address: str) -> tuple[int, int]:
    """(row, column) of an address such as ``C7``. Raises ValueError."""
    letters = address.rstrip("0123456789")
    if not letters.isalpha() or len(letters) > 3 or letters == address:
        raise ValueError(f"“{address}” is no cell address such as C7")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]) - 1, column - 1


_CACHED_LETTERS = [column_letters(column) for column in range(704)]


def _letters(column: int) -> str:
    return _CACHED_LETTERS[column] if column < len(_CACHED_LETTERS) else column_letters(column)


@dataclass(frozen=True, kw_only=True, eq=False)
class SheetGrid:
    """One sheet. ``rows`` holds the raw values; empty cells are None, rows may be of different lengths.

    ``percent`` names the cells shown as percentages (0.85 shown as 85 %), ``hidden_rows`` and
    ``hidden_columns`` what the file hides, ``merged`` the merged areas, ``header_rows`` the rows that the
    format itself declares as headings (DHIS2 files).
    """

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    merged: tuple[Area, ...] = ()
    percent: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    labels: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row) for row in self.rows), default=0)

    def value(self, row: int, column: int) -> Value:
        """The raw value of a cell; None outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def is_percent(self, row: int, column: int) -> bool:
        """Whether the cell's number is shown as a percentage."""
        return (row, column) in self.percent

    def text(self, row: int, column: int) -> str:
        """The cell as text for a preview: ``0.85`` shown as a percentage is ``85%``, a date
        ``2026-03-04``."""
        value = self.value(row, column)
        if isinstance(value, float | int) and not isinstance(value, bool) and self.is_percent(row, column):
            return f"{value * 100:.10g}%"
        return plain(value)

    def address(self, row: int, column: int) -> str:
        """The cell's address: A1, or the format's own name of a place (``dataValue[3]``)."""
        return self.labels.get((row, column)) or a1(row, column)


def plain(value: Value) -> str:
    """A raw value as text: whole numbers without decimals, dates as ``YYYY-MM-DD``, nothing for empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time(0) else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Workbook:
    """A file that was read: its name, its SHA-256, its real format and its sheets.

    ``decimal`` is the decimal sign of a text file where its separator or its numbers settle it, else empty.
    """

    file: str
    sha256: str
    format: str
    sheets: tuple[SheetGrid, ...]
    decimal: str = ""

    def sheet(self, name: str) -> SheetGrid:
        """The sheet of that name. Raises KeyError."""
        for grid in self.sheets:
            if grid.name == name:
                return grid
        raise KeyError(name)
