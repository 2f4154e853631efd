"""Tables without any heading: lines "what: how many", and rows that are all alike (a printout, an export cut short)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from collabdesk.importing.grid import Area
from collabdesk.importing.tables.view import Look, View, look

_SEARCH = 400
_FEWEST = 3
_ALIKE = 0.9
_WIDEST = 60
_NUMBERS = (Look.NUMBER, Look.MISSING)


def area_of(view: View) -> Area | None:
    """Where such a table stands; None where there is none."""
    return _lines(view) or _rows(view)


def _lines(view: View) -> Area | None:
    """A form of lines "what: how many", with or without a code before: two lines or more, one number in each."""
    pairs: list[tuple[int, int]] = []
    for row, cells in enumerate(view.grid.rows[:_SEARCH]):
        filled = [column for column, value in enumerate(cells) if value not in (None, "")]
        named = all(look(cells[column]) is Look.TEXT for column in filled[:-1])
        if len(filled) in (2, 3) and named and look(cells[filled[-1]]) is Look.NUMBER:
            pairs.append((row, filled[-1]))
    columns = [column for _, column in pairs]
    if len(pairs) < 2 or len(set(columns)) > 1:
        return None
    return pairs[0][0], 0, pairs[-1][0], columns[0]


def _rows(view: View) -> Area | None:
    """Rows that hold the same kind of thing in each column: names, and a number in at least one of them."""
    rows = [row for row in range(min(len(view.grid.rows), _SEARCH)) if not view.is_blank(row)]
    if len(rows) < _FEWEST or view.grid.width > _WIDEST:
        return None
    first = next((row for row in rows if _is_data(view, row)), None)
    if first is None:
        return None
    body = [row for row in rows if row >= first]
    kinds = [Counter(look(view.value(row, column)) for row in body) for column in range(view.grid.width)]
    filled = [column for column, found in enumerate(kinds) if found[Look.EMPTY] < len(body)]
    numbers = [column for column in filled if _share(kinds[column], _NUMBERS, len(body)) >= _ALIKE]
    names = [column for column in filled if _share(kinds[column], (Look.TEXT,), len(body)) >= _ALIKE]
    good = len([row for row in body if _is_data(view, row)])
    if len(body) < _FEWEST or not numbers or not names or good < _ALIKE * len(body):
        return None
    last = len(view.grid.rows) - 1
    while view.is_blank(last):
        last -= 1
    return first, min(filled), last, max(filled)


def _is_data(view: View, row: int) -> bool:
    kinds = view.looks(row)
    return Look.TEXT in kinds and Look.NUMBER in kinds


def _share(kinds: Counter[Look], wanted: Sequence[Look], rows: int) -> float:
    return sum(kinds[kind] for kind in wanted) / rows
