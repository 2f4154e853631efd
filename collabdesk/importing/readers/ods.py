"""OpenDocument spreadsheets (.ods): values with their kinds, merged areas, hidden rows, columns and
sheets."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import NO_STORED_VALUE, Area, CellError, SheetGrid, TooManyCellsError, Value
from collabdesk.stopping import stop_if_asked

MAX_CELLS = 1_500_000
MAX_CONTENT = 160_000_000
_REPEAT_LIMIT = 20_000
_MOST_ROWS = 1_048_576
_ERRORS = ("#DIV/0", "#REF", "#VALUE", "#NAME", "Err:")


def sheets(archive: zipfile.ZipFile, name: str) -> tuple[str, tuple[SheetGrid, ...], str]:
    """All sheets, hidden ones too."""
    from collabdesk.importing.readers.xlsx import PROTECTED, unpack

    if "META-INF/manifest.xml" in archive.namelist():
        manifest = unpack(archive, "META-INF/manifest.xml", name)
        if b"encryption-data" in manifest:
            raise UserFacingError(PROTECTED.format(name=name))
    reader = _Reader()
    reader.parse(unpack(archive, "content.xml", name, MAX_CONTENT))
    if not reader.grids:
        raise UserFacingError(f"“{name}” is a document without a table.")
    return "ods", tuple(reader.grids), "."


@dataclass
class _Table:
    name: str
    hidden: bool
    rows: list[list[Value]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    percent: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    row: int = 0
    column: int = 0
    described: int = 0
    cells: int = 0


class _Reader:
    """Walks the XML once; no entity is declared in a real file, so a declaration is refused."""

    def __init__(self) -> None:
        self.grids: list[SheetGrid] = []
        self._table: _Table | None = None
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row: list[Value] = []
        self._row_repeat = 1
        self._cell: dict[str, Any] | None = None
        self._text: list[str] = []
        self._paragraphs = 0
        self._in_note = 0

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = _refuse
        parser.Parse(data, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table:table":
            hidden = attributes.get("table:style-name", "") in self._hidden_styles
            self._table = _Table(attributes.get("table:name", ""), hidden)
        elif self._table is not None:
            self._start_in_table(self._table, tag, attributes)

    def _start_in_table(self, table: _Table, tag: str, attributes: dict[str, str]) -> None:
        invisible = attributes.get("table:visibility", "visible") != "visible"
        if tag == "table:table-column":
            count = int(attributes.get("table:number-columns-repeated", 1))
            if invisible and count < 1000:
                table.hidden_columns |= set(range(table.described, table.described + count))
            table.described += count
        elif tag == "table:table-row":
            self._row, table.column = [], 0
            self._row_repeat = int(attributes.get("table:number-rows-repeated", 1))
            if invisible and self._row_repeat < 10_000:
                table.hidden_rows |= set(range(table.row, table.row + self._row_repeat))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell, self._text, self._paragraphs = dict(attributes), [], 0
        elif tag == "office:annotation":
            self._in_note += 1
        elif tag == "text:p" and not self._in_note:
            if self._paragraphs:
                self._text.append("\n")
            self._paragraphs += 1
        elif tag == "text:s" and not self._in_note:
            self._text.append(" " * min(int(attributes.get("text:c", 1)), 100))

    def _characters(self, text: str) -> None:
        if self._cell is not None and self._paragraphs and not self._in_note:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        table = self._table
        if table is None:
            return
        if tag == "office:annotation":
            self._in_note -= 1
        elif tag in ("table:table-cell", "table:covered-table-cell") and self._cell is not None:
            self._finish_cell(table, self._cell)
            self._cell = None
        elif tag == "table:table-row":
            self._finish_row(table)
        elif tag == "table:table":
            self.grids.append(_grid(table))
            self._table = None

    def _finish_cell(self, table: _Table, cell: dict[str, Any]) -> None:
        repeat = int(cell.get("table:number-columns-repeated", 1))
        value = _value(cell, "".join(self._text))
        column = table.column
        table.column += repeat
        down = int(cell.get("table:number-rows-spanned", 1))
        across = int(cell.get("table:number-columns-spanned", 1))
        if down > 1 or across > 1:
            table.merged.append((table.row, column, table.row + down - 1, column + across - 1))
        if value is None or repeat > _REPEAT_LIMIT:
            return
        self._row.extend([None] * (column - len(self._row)))
        self._row.extend([value] * repeat)
        if cell.get("office:value-type") == "percentage":
            table.percent |= {(table.row, column + step) for step in range(repeat)}

    def _finish_row(self, table: _Table) -> None:
        stop_if_asked()
        if self._row:
            if table.row >= _MOST_ROWS:
                raise TooManyCellsError
            table.rows.extend([[] for _ in range(table.row - len(table.rows))])
            for _ in range(min(self._row_repeat, _REPEAT_LIMIT)):
                table.rows.append(list(self._row))
                table.cells += len(self._row)
                if table.cells > MAX_CELLS:
                    raise TooManyCellsError
        table.row += self._row_repeat


def _refuse(*_: object) -> None:
    raise ValueError("an entity is declared")


def _grid(table: _Table) -> SheetGrid:
    return SheetGrid(
        name=table.name,
        rows=table.rows,
        hidden=table.hidden,
        merged=tuple(table.merged),
        percent=frozenset(table.percent),
        hidden_rows=frozenset(table.hidden_rows),
        hidden_columns=frozenset(table.hidden_columns),
    )


def _value(cell: dict[str, Any], text: str) -> Value:
    kind = cell.get("office:value-type") or cell.get("calcext:value-type")
    if cell.get("calcext:value-type") == "error" or text.startswith(_ERRORS):
        return CellError(text or "#ERROR")
    if kind in ("float", "percentage", "currency"):
        number = float(cell["office:value"])
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "date":
        return dt.datetime.fromisoformat(cell["office:date-value"][:19].rstrip("Z"))
    if kind == "boolean":
        return bool(cell.get("office:boolean-value") == "true")
    if kind is None and cell.get("table:formula") and not text:
        return NO_STORED_VALUE
    return text if text.strip() else None
