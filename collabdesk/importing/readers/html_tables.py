"""HTML tables, which web dashboards save under the name of a spreadsheet."""

from __future__ import annotations

import email
import email.policy
from html.parser import HTMLParser

from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import Area, SheetGrid, TooManyCellsError, Value
from collabdesk.stopping import stop_if_asked

_MAX_SPAN = 1000
_MAX_CELLS = 1_000_000
_MAX_TABLES = 1000
_MAX_TAKEN = 200_000
"""Cells covered from above; a page that claims more is not a report."""


def sheets(text: str, name: str) -> tuple[SheetGrid, ...]:
    """One sheet per table with two rows or more; the only one has an empty name."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [table for table in parser.tables if len(table.rows) > 1] or parser.tables
    if not tables:
        raise UserFacingError(f"“{name}” is a web page without a table.")
    several = len(tables) > 1
    return tuple(
        SheetGrid(
            name=(table.caption or f"Table {number}") if several else "",
            rows=table.rows,
            merged=tuple(table.merged),
        )
        for number, table in enumerate(tables, 1)
    )


def web_archive(data: bytes, name: str) -> tuple[SheetGrid, ...]:
    """The tables of a page saved as one file (MHTML)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_content()
            if "<table" in content.lower():
                return sheets(content, name)
    raise UserFacingError(f"“{name}” is a web page without a table.")


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[Value]] = []
        self.merged: list[Area] = []
        self.caption = ""
        self.taken: set[tuple[int, int]] = set()
        self.cells = 0

    def place(self, text: str, across: int, down: int) -> None:
        row = len(self.rows) - 1
        cells = self.rows[row]
        column = len(cells)
        while (row, column) in self.taken:
            cells.append(None)
            column += 1
        cells.append(text if text else None)
        cells.extend([None] * (across - 1))
        self.cells += across
        if across > 1 or down > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))
            for below in range(1, down if len(self.taken) + across * down < _MAX_TAKEN else 1):
                self.taken |= {(row + below, column + step) for step in range(across)}


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._stack: list[_Table] = []
        self._spans: tuple[int, int] | None = None
        self._text: list[str] = []
        self._caption = False
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._finish_cell()
            self._stack.append(_Table())
            self.tables.append(self._stack[-1])
        elif tag in ("script", "style"):
            self._silent += 1
        elif tag == "br":
            self._text.append(" ")
        elif tag == "caption":
            self._caption, self._text = True, []
        elif self._stack and tag == "tr":
            self._finish_cell()
            self._stack[-1].rows.append([])
        elif self._stack and tag in ("td", "th"):
            self._finish_cell()
            if not self._stack[-1].rows:
                self._stack[-1].rows.append([])
            found = dict(attrs)
            self._spans = (_span(found.get("colspan")), _span(found.get("rowspan")))
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr"):
            self._finish_cell()
        elif tag == "caption" and self._stack:
            self._stack[-1].caption = " ".join("".join(self._text).split())
            self._caption = False
        elif tag == "table" and self._stack:
            self._finish_cell()
            self._stack.pop()

    def handle_data(self, data: str) -> None:
        if (self._spans or self._caption) and not self._silent:
            self._text.append(data)

    def _finish_cell(self) -> None:
        if self._spans and self._stack:
            text = " ".join("".join(self._text).split())
            stop_if_asked()
            if sum(table.cells for table in self._stack) > _MAX_CELLS or len(self.tables) > _MAX_TABLES:
                raise TooManyCellsError
            self._stack[-1].place(text, *self._spans)
        self._spans = None


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MAX_SPAN) if text and text.isdecimal() else 1
