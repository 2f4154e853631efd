"""Finding the tables of a sheet among titles, notes, blanks and footers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from collabdesk.importing import words
from collabdesk.importing.grid import Area, Value, plain
from collabdesk.importing.numbers.subgroup_words import is_part
from collabdesk.importing.tables import headless
from collabdesk.importing.tables.heading_rows import (
    MEASURES,
    filled_columns,
    heading_score,
    is_heading_word,
    numbers_below,
)
from collabdesk.importing.tables.table_body import body_end
from collabdesk.importing.tables.view import Look, View, look
from collabdesk.importing.words import fold

_SEARCH = 400
"""So many rows are searched for a heading; titles longer than that are not seen."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_LABELS = words.TEAM | words.DISTRICT | words.PERIOD | words.MONTH | words.YEAR | words.CODE | words.INDICATOR
_NAMED = words.TEAM | words.INDICATOR | words.PERIOD | words.MONTH | words.DISTRICT


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its heading rows, its body rows (first, last) and its columns (first, last), all
    included."""

    head: tuple[int, ...]
    first: int
    last: int
    left: int
    right: int

    @property
    def area(self) -> Area:
        """The whole rectangle, headings included."""
        top = self.head[0] if self.head else self.first
        return top, self.left, max(self.last, top), self.right


def find_tables(view: View) -> list[Table]:
    """The tables of a sheet from top to bottom; those beside another one follow it."""
    tables: list[Table] = []
    start = 0
    while start < len(view.grid.rows) and len(tables) < 40:
        heading = _best_heading(view, start)
        if heading is None:
            break
        head = _whole_heading(view, heading, start)
        last = body_end(view, head)
        bands = _bands(view, head, last)
        for left, right in bands:
            tables.append(Table(head=head, first=head[-1] + 1, last=last, left=left, right=right))
        start = last + 1
    return tables or _without_heading(view)  # a heading would have been found above


def tables_under(view: View, heads: Sequence[tuple[int, ...]]) -> list[Table]:
    """The tables under headings that a person named, each down to the next one."""
    tables = []
    for number, head in enumerate(heads):
        last = body_end(view, head)
        if number + 1 < len(heads):
            last = min(last, heads[number + 1][0] - 1)
        tables += [
            Table(head=head, first=head[-1] + 1, last=last, left=left, right=right)
            for left, right in _bands(view, head, last)
        ]
    return tables


def _without_heading(view: View) -> list[Table]:
    area = headless.area_of(view)
    if area is None:
        return []
    first, left, last, right = area
    return [Table(head=(), first=first, last=last, left=left, right=right)]


def _best_heading(view: View, start: int) -> int | None:
    """The row that looks most like a heading: heading words, periods, and numbers under its texts."""
    best, best_score = None, 0.0
    rows = view.grid.rows
    for row in range(start, min(len(rows), start + _SEARCH)):
        score = heading_score(view, row) - 0.02 * (row - start)
        if score > best_score + 0.5:
            best, best_score = row, score
        if best is not None and row > best + 40 and best_score > 6:
            break
    return best if best_score >= 2.5 else None


def _whole_heading(view: View, row: int, start: int) -> tuple[int, ...]:
    """The heading's rows: those above that span several of its columns, those below that divide them."""
    first = last = row
    while first > start and first > row - 4 and _belongs_above(view, first - 1, first):
        first -= 1
    while last + 1 < len(view.grid.rows) and last < row + 3 and _belongs_below(view, last + 1, last):
        last += 1
    return tuple(range(first, last + 1))


def _belongs_above(view: View, above: int, row: int) -> bool:
    columns = filled_columns(view, above)
    if not columns:
        return False
    kinds = [look(view.value(above, column)) for column in columns]
    if any(kind in (Look.NUMBER, Look.ERROR) and not view.is_period(view.value(above, column))
           for kind, column in zip(kinds, columns, strict=True)):  # fmt: skip
        return False
    if any(_is_label(view.text(above, column)) for column in columns):
        return False
    under = filled_columns(view, row)
    if not under:
        return False
    if len(columns) == 1:
        # a title stands over everything; a heading over some columns only
        column = columns[0]
        span = view.spans.get((above, column))
        starts_inside = column > min(under)
        return starts_inside and len(view.text(above, column)) < 80 and (span is None or span > column)
    return not all(len(view.text(above, column)) > 60 for column in columns)


def _is_label(text: str) -> bool:
    """``Facility:``, ``Month: April 2024``: a label, alone or with what it is about."""
    label, colon, after = text.partition(":")
    return bool(colon) and (not after.strip() or fold(label) in _LABELS)


def _belongs_below(view: View, below: int, row: int) -> bool:
    columns = filled_columns(view, below)
    if len(columns) < 1:
        return False
    kinds = [Look.TEXT if _is_age(view.value(below, c)) else look(view.value(below, c)) for c in columns]
    if _are_years_under(view, below, row, columns):
        return True
    if any(kind in (Look.NUMBER, Look.MISSING, Look.ERROR) for kind in kinds):
        return False
    if _names_something(view, below, row, columns):
        return False
    folded = [view.folded(below, column) for column in columns]
    measures = sum(1 for text in folded if text in MEASURES or text in words.TOTAL)
    if len(columns) >= 2 and measures * 2 > len(columns):
        # a column of measures in long form has one such word a row; a heading has several
        return measures >= 2
    spanned = [
        column for column in columns
        if view.value(row, column) in (None, "") or view.spans.get((row, column), column) > column
    ]  # fmt: skip
    if len(spanned) >= 2 and len(spanned) * 2 >= len(columns):
        return _has_merged(view, row) or numbers_below(view, below) > 0.3
    upper = filled_columns(view, row)
    if len(columns) >= 2 and upper and upper[0] not in columns:
        if _repeats(view, below, columns):
            return True
        if all(kind is Look.TEXT for kind in kinds) and _over_numbers(view, below, columns):
            return True
    if _is_second_name(view, below, row, columns, upper):
        return True
    machine = sum(1 for text in columns if _is_machine_name(view.text(below, text)))
    return len(columns) >= 4 and len(columns) >= len(upper) * 0.8 and machine >= len(columns) * 0.8


def _is_age(value: Value) -> bool:
    """``<15`` or ``25+`` in a heading is a name and no number."""
    return isinstance(value, str) and is_part(value)


def _are_years_under(view: View, below: int, row: int, columns: list[int]) -> bool:
    """``2025``, ``2024`` under one heading (``Week``): no labels beside them, but labels and numbers below."""
    values = [view.value(below, column) for column in columns]
    years = [plain(value).strip() for value in values if view.is_period(value)]
    if len(years) < 2 or len(years) != len(values) or not all(_YEAR.fullmatch(year) for year in years):
        return False
    upper = filled_columns(view, row)
    if not upper or upper[0] >= columns[0] or set(columns) <= set(upper):
        return False
    return _over_numbers(view, below, columns) and not view.is_period(view.value(below + 1, columns[0]))


def _names_something(view: View, below: int, row: int, columns: list[int]) -> bool:
    """Whether a name or a month stands under the word for teams, indicators or months: then the body has begun."""
    for column in columns:
        above = next(
            (text for at in range(row, max(-1, row - 4), -1) if (text := plain(view.filled(at, column)))), ""
        )
        text = view.folded(below, column)
        if (
            fold(above) in _NAMED
            and not is_heading_word(text)
            and not _is_machine_name(view.text(below, column))
        ):
            return True
    return False


def _is_second_name(view: View, below: int, row: int, columns: list[int], upper: list[int]) -> bool:
    """Names under codes: a row of words under every heading but the first, before the rows of numbers."""
    if len(columns) < 3 or len(upper) != len(columns) + 1 or upper[1:] != columns:
        return False
    texts = [view.value(below, column) for column in columns]
    if any(look(value) is not Look.TEXT for value in texts) or any(
        view.is_period(view.value(row, c)) for c in columns
    ):
        return False
    return all(look(view.value(below + 1, column)) is Look.NUMBER for column in columns[:3])


def _over_numbers(view: View, row: int, columns: list[int]) -> bool:
    """Whether a number stands under each of these cells in one of the next rows, beside a name on the left."""
    for below in range(row + 1, min(len(view.grid.rows), row + 4)):
        numbers = all(look(view.value(below, column)) in (Look.NUMBER, Look.MISSING) for column in columns)
        first = filled_columns(view, below)
        if numbers and first and first[0] < columns[0] and look(view.value(below, first[0])) is Look.TEXT:
            return True
    return False


def _repeats(view: View, row: int, columns: list[int]) -> bool:
    texts = [view.folded(row, column) for column in columns]
    return len(set(texts)) * 2 <= len(texts)


def _has_merged(view: View, row: int) -> bool:
    return any(top == row and right > left for top, left, _, right in view.grid.merged)


def _is_machine_name(text: str) -> bool:
    return bool(text) and " " not in text and text == text.lower() and not text.isdecimal()


def _bands(view: View, head: tuple[int, ...], last: int) -> list[tuple[int, int]]:
    """Stretches of columns, parted by columns that are empty all the way down."""
    width = view.grid.width
    used = [False] * width
    rows = view.grid.rows
    lines = list(range(head[0], last + 1))
    step = max(1, len(lines) // 3000)
    for row in lines[:200] + lines[200::step]:
        for column, value in enumerate(rows[row]):
            if value is not None and not used[column] and value != "":
                used[column] = True
    for top, left, _, right in view.grid.merged:
        if head[0] <= top <= head[-1] and right < width:
            for column in range(left, right + 1):
                used[column] = True
    return _joined(view, head, last, _stretches(used))


def _stretches(used: list[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = None
    for column, is_used in enumerate([*used, False]):
        if is_used and start is None:
            start = column
        elif not is_used and start is not None:
            found.append((start, column - 1))
            start = None
    return found


def _joined(
    view: View, head: tuple[int, ...], last: int, found: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """A stretch without labels of its own belongs to the table on its left."""
    joined: list[tuple[int, int]] = []
    for left, right in found:
        if joined and (
            _only_labels(view, head, last, *joined[-1]) or not _stands_alone(view, head, last, left, right)
        ):
            joined[-1] = (joined[-1][0], right)
        else:
            joined.append((left, right))
    return joined


def _only_labels(view: View, head: tuple[int, ...], last: int, left: int, right: int) -> bool:
    """Whether a stretch holds names only, whose numbers stand beyond an empty column."""
    names = False
    for column in range(left, right + 1):
        kinds = [look(view.value(row, column)) for row in range(head[-1] + 1, min(last, head[-1] + 60) + 1)]
        texts = sum(1 for kind in kinds if kind in (Look.TEXT, Look.PERIOD))
        if sum(1 for kind in kinds if kind is Look.NUMBER) > texts:
            return False
        names = names or texts > 1
    return names


def _stands_alone(view: View, head: tuple[int, ...], last: int, left: int, right: int) -> bool:
    if right == left:
        return False
    texts = numbers = 0
    for row in range(head[-1] + 1, min(last, head[-1] + 60) + 1):
        kind = look(view.value(row, left))
        texts += kind is Look.TEXT or kind is Look.PERIOD
        numbers += kind is Look.NUMBER
    return texts > numbers and texts >= 2
