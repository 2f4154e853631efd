"""What programs leave in a table that no person wrote: rows of tags, names for nameless columns, NA in every blank.

R writes ``NA`` and ``...2``, pandas ``Unnamed: 0``, the humanitarian exchange a row of ``#adm1+name``: they are
blanks here, so that titles, headings and labels are seen as people see them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from collabdesk.i18n import msg
from collabdesk.importing.grid import SheetGrid, Value, area_a1
from collabdesk.importing.result import Skipped
from collabdesk.importing.tables.view import Look, look
from collabdesk.importing.words import is_nameless

_LOOKED_AT = 60
_TAG = re.compile(r"#[a-z][\w+\s]*")
_NA = "NA"


def tidied(grid: SheetGrid) -> tuple[SheetGrid, list[Skipped]]:
    """The sheet with such cells blank, and what was said about them; the same sheet where there are none."""
    head = grid.rows[:_LOOKED_AT]
    tags = [row for row, cells in enumerate(head) if _is_tags(cells)]
    changed: dict[int, list[Value]] = {row: [] for row in tags}
    for row, cells in enumerate(head[:3]):
        if any(is_nameless(value) for value in cells):
            changed[row] = [None if is_nameless(value) else value for value in cells]
    if any(_is_blank_in_r(cells) for cells in head):
        _without_na(grid, changed)
    if not changed:
        return grid, []
    skipped = [
        Skipped(range=area_a1((row, 0, row, len(head[row]) - 1)), why=msg("a row of tags")) for row in tags
    ]
    return replace(grid, rows=[changed.get(row, cells) for row, cells in enumerate(grid.rows)]), skipped


def _is_tags(cells: Sequence[Value]) -> bool:
    filled = [value for value in cells if value not in (None, "")]
    return len(filled) > 1 and all(isinstance(value, str) and _TAG.fullmatch(value) for value in filled)


def _is_blank_in_r(cells: Sequence[Value]) -> bool:
    """Two or more NA and hardly anything else, no number among it: a title, or a blank line."""
    filled = sum(1 for value in cells if value not in (None, ""))
    count = sum(1 for value in cells if value == _NA)
    return count > 1 and count * 2 > filled and not _has_number(cells)


def _has_number(cells: Sequence[Value]) -> bool:
    return any(look(value) is Look.NUMBER for value in cells)


def _without_na(grid: SheetGrid, changed: dict[int, list[Value]]) -> None:
    """Blank the NA of lines without numbers, and of columns without numbers; among numbers it says "not reported"."""
    numbers = [0] * grid.width
    for cells in grid.rows[: 20 * _LOOKED_AT]:
        for column, value in enumerate(cells):
            numbers[column] += look(value) is Look.NUMBER
    for row, cells in enumerate(grid.rows):
        cells = changed.get(row, cells)
        if _NA in cells:
            is_line = not _has_number(cells)
            changed[row] = [
                None if value == _NA and (is_line or not numbers[column]) else value
                for column, value in enumerate(cells)
            ]
