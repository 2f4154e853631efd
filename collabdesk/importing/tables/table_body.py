"""Where the body of a table ends: before the next heading, and before footers and signatures."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from collabdesk.importing.grid import SheetGrid, Value
from collabdesk.importing.tables.heading_rows import filled_columns, heading_score
from collabdesk.importing.tables.view import Look, View, look
from collabdesk.importing.words import NOTE_BELOW, fold

_WIDEST = 200
_WORDS = 3
"""A row of so many texts belongs to a list of words (changes, visits), or to a list whose last numbers are blank."""

_ends: WeakKeyDictionary[SheetGrid, dict[tuple[int, ...], int]] = WeakKeyDictionary()
"""Each sheet is walked for its shape and again for its numbers: 100,000 rows are walked once."""


def body_end(view: View, head: tuple[int, ...]) -> int:
    """The last row with a number, a word for none or an error before the next table's heading.

    Rows of words count where there are no numbers at all, and directly below the last row of numbers.
    """
    ends = _ends.setdefault(view.grid, {})
    if head not in ends:
        ends[head] = _body_end(view, head)
    return ends[head]


def _body_end(view: View, head: tuple[int, ...]) -> int:
    rows = view.grid.rows
    last = last_words = head[-1]
    after_blank = titled = dated = False
    for row in range(head[-1] + 1, len(rows)):
        if view.is_blank(row):
            after_blank = True
            continue
        if (after_blank or dated) and _starts_another(view, row, head, titled=titled or dated):
            break
        dated = _is_lone_period(view, rows[row])
        if after_blank and _is_note(rows[row]):
            continue
        if _has_numbers(rows[row]):
            last, after_blank, titled = row, False, False
            continue
        filled = sum(1 for value in rows[row] if value is not None and value != "")
        if filled >= (_WORDS if last > head[-1] else 2) and (
            last_words in (row - 1, last) or last == head[-1]
        ):
            last_words = row
        titled = titled or filled == 1
        if filled > 1 and not after_blank:
            titled = False
    if last == head[-1]:
        return last_words
    return (
        last_words
        if last_words > last and all(not view.is_blank(r) for r in range(last, last_words))
        else last
    )


def _is_lone_period(view: View, cells: Sequence[Value]) -> bool:
    """``NOVEMBER 2025`` alone on a line: a heading right below it begins the next month's table."""
    if len(cells) >= _WIDEST:
        return False
    only: Value = None
    for value in cells:
        if value is not None and value != "":
            if only is not None:
                return False
            only = value
    return isinstance(only, str) and view.is_period(only)


def _is_note(cells: Sequence[object]) -> bool:
    """Whether a line begins like a footer (``Source: ...  Released: 42752``)."""
    first = next((value for value in cells if value is not None and value != ""), None)
    return isinstance(first, str) and NOTE_BELOW.match(first) is not None


def _has_numbers(cells: Sequence[object]) -> bool:
    last = cells[-1] if cells else None
    if type(last) is int or type(last) is float or (type(last) is str and last.isdecimal()):
        return True  # what the loop would find, without looking at the labels before it
    for value in cells:
        if value is None or value == "":
            continue
        if isinstance(value, str):
            if value[0].isalpha() and len(value) > 25:
                continue
            if look(value) in (Look.NUMBER, Look.MISSING, Look.ERROR):
                return True
        elif look(value) is not Look.PERIOD:  # type: ignore[arg-type]
            return True
    return False


def _starts_another(view: View, row: int, head: tuple[int, ...], *, titled: bool) -> bool:
    """Whether a new heading stands here: no numbers, several heading words or periods, and numbers below."""
    cells = view.grid.rows[row]
    filled = [value for value in cells if value not in (None, "")]
    if len(filled) < 2 or any(
        look(value) in (Look.NUMBER, Look.MISSING) and not view.is_period(value) for value in filled
    ):
        return False
    same = {view.folded(head[-1], column) for column in filled_columns(view, head[-1])}
    repeats = sum(1 for value in filled if fold(str(value)) in same)
    if repeats == len(filled) and not titled:
        return False  # the same heading at the top of a printed page
    score = heading_score(view, row)
    return score >= 6.0 or (repeats >= 2 and repeats * 2 > len(filled) and score > 2.5)
