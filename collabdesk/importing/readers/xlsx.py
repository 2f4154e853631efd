"""Excel workbooks (.xlsx, .xlsm), read from their XML: values, and what the values alone don't tell.

The sheet's XML is scanned with regular expressions: as fast as a compiled reader, without a dense table in
memory for a stray cell far below, and with number formats, errors and formulas that have no stored value.
No entity is ever expanded, and no part larger than `MAX_PART` is unpacked.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import (
    NO_STORED_VALUE,
    Area,
    CellError,
    SheetGrid,
    TooManyCellsError,
    Value,
    from_a1,
)
from collabdesk.importing.readers.sheet_blocks import SheetBlocks, too_large
from collabdesk.importing.readers.xlsx_parts import SheetEntry, Styles, parts_of, shared_strings, unescape
from collabdesk.stopping import stop_if_asked

PROTECTED = "“{name}” is protected with a password. Open it, save a copy without a password, and import that."
MAX_PART = 48_000_000
"""No small part of a workbook (its styles, its shared texts) is larger."""
MAX_CELLS = 1_500_000
MAX_SHEETS = 500

_NUMBERS = (b"", b"n", b"d")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_Cell = tuple[bytes, bytes, bytes, bytes, bytes, bytes]
"""(column's letters, row, style, kind, stored value where nothing else is inside, else all that is inside)."""
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(\w+)")?\s*(?:/>|><v>([^<]*)</v></c>|>(.*?)</c>)',
    re.DOTALL,
)
_ANY_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ROW_OR_CELL = re.compile(_ROW.pattern + b"|" + _ANY_CELL.pattern, re.DOTALL)
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_STORED = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.*?)</(?:\w+:)?v>", re.DOTALL)
_FORMULA = re.compile(rb"\s*<(?:\w+:)?f\b")
_INLINE = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>(.*?)</(?:\w+:)?t>", re.DOTALL)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)/?>")


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether the archive is an Excel workbook."""
    return any(name.lower().endswith("workbook.xml") for name in archive.namelist())


def unpack(archive: zipfile.ZipFile, part: str, name: str, most: int = 0) -> bytes:
    """A part's bytes. Raises UserFacingError if it is larger than any real one (a zip bomb), KeyError if absent."""
    most = most or MAX_PART
    with archive.open(part) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise too_large(name, most)
    return data


def sheets(archive: zipfile.ZipFile, name: str) -> tuple[str, tuple[SheetGrid, ...], str]:
    """All sheets, hidden ones too, in the workbook's order."""
    parts = parts_of(archive, lambda part: unpack(archive, part, name))
    if len(parts.sheets) > MAX_SHEETS:
        raise UserFacingError(
            f"“{name}” has {len(parts.sheets)} sheets, more than {MAX_SHEETS}; it was not read."
        )
    reader = _Reader(parts.styles, shared_strings(parts.strings), parts.from_1904, name)
    grids = []
    for entry in parts.sheets:
        if not entry.part:
            grids.append(SheetGrid(name=entry.name, rows=[], hidden=entry.hidden))
            continue
        with archive.open(entry.part) as stream:
            grids.append(reader.sheet(entry, stream))
    return "xlsx", tuple(grids), "."


@dataclass
class _Reader:
    styles: Styles
    strings: list[str]
    from_1904: bool
    name: str
    columns: dict[bytes, int] = field(default_factory=dict)
    cells_left: int = field(default_factory=lambda: MAX_CELLS)

    def sheet(self, entry: SheetEntry, stream: IO[bytes]) -> SheetGrid:
        """Read a sheet block by block: whatever it unpacks to, only a few megabytes of it are held."""
        blocks = SheetBlocks(stream, self.name)
        rows: list[list[Value]] = []
        percent: set[tuple[int, int]] = set()
        hidden: list[int] = []
        careful: _Careful | None = None
        for block in blocks:
            stop_if_asked()
            if careful is None and _has_values(block):
                before = len(rows)
                found = _PLAIN_CELL.findall(block)
                self._cells(found, rows, percent)
                if len(found) != block.count(b"<c ") + block.count(b"<c>") or b":c " in block:
                    careful = _Careful(row=before)
            if careful is not None:
                self._cells(careful.cells(block), rows, percent)
            hidden += _hidden_rows(block)
        return SheetGrid(
            name=entry.name, rows=rows, hidden=entry.hidden, merged=tuple(_merged(blocks.tail)),
            percent=frozenset(percent), hidden_rows=frozenset(hidden),
            hidden_columns=frozenset(_hidden_columns(blocks.head)),
        )  # fmt: skip

    def _cells(self, found: Iterable[_Cell], rows: list[list[Value]], percent: set[tuple[int, int]]) -> None:
        """Put the cells into the rows, and the addresses of those shown as percentages into the set."""
        columns, left = self.columns, self.cells_left
        percents, strings, plain = self.styles.percent, self.strings, self.styles.plain
        before, row = b"", -1
        cells: list[Value] = []
        for letters, number, style, kind, stored, inner in found:
            if stored:
                if kind == b"s":
                    value: Value = strings[int(stored)] or None
                elif not kind and style in plain and stored.isdigit():
                    value = int(stored)
                else:
                    value = self._stored_value(stored, kind, style)
            else:
                value = self._value(inner, kind, style) if inner else None
            if value is None:
                continue
            column = columns.get(letters)
            if column is None:
                column = self._column(letters)
            if number != before:  # not the same row as the last cell
                before, row = number, int(number) - 1
                cells = _row_of(rows, row)
                if left < 0:
                    raise TooManyCellsError
            left -= 1
            if len(cells) == column:  # nearly every cell stands beside the last one
                cells.append(value)
            else:
                _place(cells, column, value)
            if style in percents:
                percent.add((row, column))
        self.cells_left = left

    def _column(self, letters: bytes) -> int:
        column = self.columns[letters] = from_a1(letters.decode() + "1")[1]
        if column >= _MOST_COLUMNS:
            raise TooManyCellsError
        return column

    def _value(self, inner: bytes, kind: bytes, style: bytes) -> Value:
        if kind == b"inlineStr":
            plain = inner.startswith(b"<is><t>") and inner.count(b"<") == 4
            return unescape(inner[7:-9] if plain else b"".join(_INLINE.findall(inner))) or None
        stored, formula = self._stored(inner)
        if stored or kind in (b"e", b"b"):
            return self._stored_value(stored or b"", kind, style)
        return NO_STORED_VALUE if formula and kind in _NUMBERS else None

    def _stored_value(self, stored: bytes, kind: bytes, style: bytes) -> Value:
        if kind in _NUMBERS:
            return self._number(stored, kind, style)
        if kind == b"s":
            return self.strings[int(stored)] or None
        if kind == b"e":
            return CellError(unescape(stored or b"#ERROR"))
        if kind == b"b":
            return stored == b"1"
        return unescape(stored) or None

    @staticmethod
    def _stored(inner: bytes) -> tuple[bytes | None, bool]:
        if inner.startswith(b"<v>") and inner.endswith(b"</v>"):
            return inner[3:-4], False
        found = _STORED.search(inner)
        formula = _FORMULA.match(inner) is not None
        return (found[1] if found else None), formula

    def _number(self, stored: bytes, kind: bytes, style: bytes) -> Value:
        if kind == b"d":
            return dt.datetime.fromisoformat(stored.decode().rstrip("Z"))
        number = float(stored)
        if number != number or number in (float("inf"), float("-inf")):
            return CellError(stored.decode())
        if style in self.styles.dates:
            return serial_date(number, from_1904=self.from_1904)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


def serial_date(number: float, *, from_1904: bool = False) -> Value:
    """The date of an Excel serial number; the number itself where no date has it (before March 1900)."""
    days = number + 1462 if from_1904 else number
    if not 60 < days < 2_958_466:
        return number
    moment = dt.datetime.fromisoformat("1899-12-30") + dt.timedelta(days=days)
    return moment.replace(microsecond=0)


def _row_of(rows: list[list[Value]], row: int) -> list[Value]:
    if row >= _MOST_ROWS:
        raise TooManyCellsError
    while len(rows) <= row:
        rows.append([])
    return rows[row]


def _place(cells: list[Value], column: int, value: Value) -> None:
    length = len(cells)
    if length < column:
        cells.extend([None] * (column - length))
        cells.append(value)
    else:
        cells[column] = value


def _has_values(block: bytes) -> bool:
    """Whether anything in a block can be a value; rows that are only formatted are many and empty."""
    return b"<v" in block or b"<is" in block or b"<f" in block


@dataclass
class _Careful:
    """Cells of unusual writers: other attribute orders, prefixes, addresses left out."""

    row: int = 0
    column: int = 0

    def cells(self, block: bytes) -> Iterator[_Cell]:
        """The cells of a block; rows go on from the block before."""
        for item in _ROW_OR_CELL.finditer(block):
            if item[1] is not None and item[0].lstrip(b"<").split(b":")[-1].startswith(b"row"):
                attributes = dict(_ATTRIBUTE.findall(item[1]))
                self.row = int(attributes.get(b"r", self.row + 1))
                self.column = 0
                continue
            attributes = dict(_ATTRIBUTE.findall(item[2] or b""))
            address = attributes.get(b"r")
            if address:
                self.row, self.column = (number + 1 for number in from_a1(address.decode()))
            else:
                self.column += 1
            style, kind = attributes.get(b"s", b""), attributes.get(b"t", b"")
            yield _letters(self.column - 1), str(self.row).encode(), style, kind, b"", item[3] or b""


def _letters(column: int) -> bytes:
    from collabdesk.importing.grid import column_letters

    return column_letters(column).encode()


def _merged(tail: bytes) -> list[Area]:
    areas = []
    for found in _MERGED.findall(tail)[:100_000]:
        first, _, last = found.decode().partition(":")
        areas.append((*from_a1(first), *from_a1(last)))
    return areas


def _hidden_rows(block: bytes) -> list[int]:
    if b"hidden=" not in block:
        return []
    found = (dict(_ATTRIBUTE.findall(row)) for row in _ROW.findall(block) if b"hidden=" in row)
    return [int(row[b"r"]) - 1 for row in found if row.get(b"hidden") in (b"1", b"true") and b"r" in row]


def _hidden_columns(data: bytes) -> list[int]:
    hidden: list[int] = []
    for text in _COLUMN.findall(data):
        column = dict(_ATTRIBUTE.findall(text))
        if column.get(b"hidden") in (b"1", b"true"):
            hidden += range(int(column.get(b"min", 1)) - 1, min(int(column.get(b"max", 1)), 16_384))
    return hidden
