"""Excel workbooks (.xlsx, .xlsm), read from their XML: values, and what the values alone don't tell.

The sheet's XML is scanned with regular expressions: as fast as a compiled reader, without a dense table in
memory for a stray cell far below, and with number formats, errors and formulas that have no stored value.
No entity is ever expanded, and no part larger than `MAX_PART` is unpacked.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import NO_STORED_VALUE, Area, CellError, SheetGrid, Value, from_a1
from collabdesk.importing.readers.xlsx_parts import SheetEntry, Styles, parts_of, shared_strings, unescape

PROTECTED = "“{name}” is protected with a password. Open it, save a copy without a password, and import that."
MAX_PART = 160_000_000
MAX_CELLS = 1_500_000

_MOST_ROWS = 1_048_576
_Cell = tuple[bytes, bytes, bytes | None, bytes | None, bytes | None]
_T = TypeVar("_T")
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(\w+)")?\s*(?:/>|>(.*?)</c>)', re.DOTALL
)
_ANY_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_STORED = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.*?)</(?:\w+:)?v>", re.DOTALL)
_FORMULA = re.compile(rb"\s*<(?:\w+:)?f\b")
_INLINE = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>(.*?)</(?:\w+:)?t>", re.DOTALL)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)/?>")


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether the archive is an Excel workbook."""
    return any(name.lower().endswith("workbook.xml") for name in archive.namelist())


def unpack(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """A part's bytes. Raises UserFacingError if it is larger than any real sheet (a zip bomb), KeyError if
    absent."""
    with archive.open(part) as stream:
        data = stream.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise UserFacingError(f"“{name}” unpacks to more than {MAX_PART // 1_000_000} MB and was not read.")
    return data


def sheets(archive: zipfile.ZipFile, name: str) -> tuple[str, tuple[SheetGrid, ...], str]:
    """All sheets, hidden ones too, in the workbook's order."""
    parts = parts_of(archive, lambda part: unpack(archive, part, name))
    reader = _Reader(parts.styles, shared_strings(parts.strings), parts.from_1904)
    grids = []
    for entry in parts.sheets:
        data = unpack(archive, entry.part, name) if entry.part else b""
        grids.append(reader.sheet(entry, data))
    return "xlsx", tuple(grids), "."


@dataclass
class _Reader:
    styles: Styles
    strings: list[str]
    from_1904: bool

    def sheet(self, entry: SheetEntry, data: bytes) -> SheetGrid:
        start, end = max(data.find(b"sheetData"), 0), max(data.rfind(b"sheetData"), 0)
        rows, percent, notes, seen = self._cells(_PLAIN_CELL.finditer(data, start, end), _plain_cell)
        if (not notes and seen != data.count(b"<c ", start, end) + data.count(b"<c>", start, end)) or (
            not seen and data.find(b":c ", start, end) >= 0
        ):
            rows, percent, notes, _ = self._cells(_careful(data, start, end), _same)
        return SheetGrid(
            name=entry.name,
            rows=rows,
            hidden=entry.hidden,
            merged=tuple(_merged(data, end)),
            percent=frozenset(percent),
            hidden_rows=frozenset(_hidden_rows(data, start, end)),
            hidden_columns=frozenset(_hidden_columns(data[:start])),
            notes=notes,
        )

    def _cells(
        self, found: Iterable[_T], parts: Callable[[_T], _Cell]
    ) -> tuple[list[list[Value]], set[tuple[int, int]], tuple[str, ...], int]:
        """(rows, cells shown as percentages, a note where it was too much, the number of cells met)."""
        columns: dict[bytes, int] = {}
        rows: list[list[Value]] = []
        percent: set[tuple[int, int]] = set()
        percents, strings, plain = self.styles.percent, self.strings, self.styles.plain
        count = seen = 0
        for item in found:
            seen += 1
            letters, number, style, kind, inner = parts(item)
            if not inner:
                continue
            if kind == b"s" and inner[:3] == b"<v>":
                value: Value = strings[int(inner[3:-4])] or None
            elif not kind and (style or b"") in plain and inner[:3] == b"<v>" and inner[3:-4].isdigit():
                value = int(inner[3:-4])
            else:
                value = self._value(inner, kind or b"", style or b"")
            if value is None:
                continue
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = from_a1(letters.decode() + "1")[1]
            row = int(number) - 1
            count += 1
            if count > MAX_CELLS or row >= _MOST_ROWS:
                return rows, percent, (str(len(rows)),), -1
            _place(rows, row, column, value)
            if style in percents:
                percent.add((row, column))
        return rows, percent, (), seen

    def _value(self, inner: bytes, kind: bytes, style: bytes) -> Value:
        if kind == b"inlineStr" and inner.startswith(b"<is><t>") and inner.count(b"<") == 4:
            return unescape(inner[7:-9]) or None
        stored, formula = self._stored(inner)
        if kind in (b"", b"n", b"d"):
            if stored is None or stored == b"":
                return NO_STORED_VALUE if formula else None
            return self._number(stored, kind, style)
        if kind == b"s":
            return (self.strings[int(stored)] or None) if stored else None
        if kind == b"inlineStr":
            return unescape(b"".join(_INLINE.findall(inner))) or None
        if kind == b"e":
            return CellError(unescape(stored or b"#ERROR"))
        if kind == b"b":
            return stored == b"1"
        return (unescape(stored) or None) if stored else None

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


def _place(rows: list[list[Value]], row: int, column: int, value: Value) -> None:
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    length = len(cells)
    if length == column:
        cells.append(value)
    elif length < column:
        cells.extend([None] * (column - length))
        cells.append(value)
    else:
        cells[column] = value


def _plain_cell(found: re.Match[bytes]) -> _Cell:
    return found.groups()  # type: ignore[return-value]


def _same(cell: _Cell) -> _Cell:
    return cell


def _careful(data: bytes, start: int, end: int) -> Iterator[_Cell]:
    """Cells of unusual writers: other attribute orders, prefixes, addresses left out."""
    row, column = 0, 0
    pattern = re.compile(_ROW.pattern + b"|" + _ANY_CELL.pattern, re.DOTALL)
    for item in pattern.finditer(data, start, end):
        if item[1] is not None and item[0].lstrip(b"<").split(b":")[-1].startswith(b"row"):
            attributes = dict(_ATTRIBUTE.findall(item[1]))
            row = int(attributes.get(b"r", row + 1))
            column = 0
            continue
        attributes = dict(_ATTRIBUTE.findall(item[2] or b""))
        address = attributes.get(b"r")
        if address:
            row, column = (number + 1 for number in from_a1(address.decode()))
        else:
            column += 1
        letters = _letters(column - 1)
        style, kind = attributes.get(b"s", b""), attributes.get(b"t", b"")
        yield letters, str(row).encode(), style, kind, item[3] or b""


def _letters(column: int) -> bytes:
    from collabdesk.importing.grid import column_letters

    return column_letters(column).encode()


def _merged(data: bytes, start: int) -> list[Area]:
    areas = []
    for found in _MERGED.findall(data, start)[:100_000]:
        first, _, last = found.decode().partition(":")
        areas.append((*from_a1(first), *from_a1(last)))
    return areas


def _hidden_rows(data: bytes, start: int, end: int) -> list[int]:
    if data.find(b"hidden=", start, end) < 0:
        return []
    found = (dict(_ATTRIBUTE.findall(row)) for row in _ROW.findall(data, start, end) if b"hidden=" in row)
    return [int(row[b"r"]) - 1 for row in found if row.get(b"hidden") in (b"1", b"true") and b"r" in row]


def _hidden_columns(data: bytes) -> list[int]:
    hidden: list[int] = []
    for text in _COLUMN.findall(data):
        column = dict(_ATTRIBUTE.findall(text))
        if column.get(b"hidden") in (b"1", b"true"):
            hidden += range(int(column.get(b"min", 1)) - 1, min(int(column.get(b"max", 1)), 16_384))
    return hidden
