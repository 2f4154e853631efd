"""What stands in a column, from a sample of its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from collabdesk.importing.grid import plain
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import Look, View, look
from collabdesk.importing.times.period_text import Sort, read_period

_MOST_SAMPLED = 200_000
"""So many cells of a table are looked at to find out what its columns are."""
_MOST_DIGITS = 15
_DATE_DIGITS = 8


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What stands in a column, from a sample of its rows."""

    looks: Counter[Look] = field(default_factory=Counter)
    distinct: int = 0
    filled: int = 0
    rows: int = 0
    texts: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    """How often each of the texts stands there."""
    whole: bool = False
    rising: bool = False
    least: float = 0.0
    most: float = 0.0
    zero_led: bool = False
    """Whether its numbers are written like codes: all of one length, some with a 0 in front."""
    dates: bool = False
    """Whether its numbers are days written as 20260314."""

    @property
    def numeric(self) -> bool:
        """Whether it mostly holds numbers, or words for none among numbers."""
        numbers = self.looks[Look.NUMBER] + self.looks[Look.ERROR]
        if not numbers and self.looks[Look.TEXT] + self.looks[Look.PERIOD]:
            return False
        return 0 < numbers + self.looks[Look.MISSING] >= 0.6 * self.filled

    @property
    def has_numbers(self) -> bool:
        """The same, with real numbers among them."""
        return self.numeric and self.looks[Look.NUMBER] + self.looks[Look.ERROR] > 0

    def within(self, least: int, most: int) -> bool:
        """Whether it holds whole numbers between these two and nothing else."""
        return self.whole and least <= self.least and self.most <= most

    @property
    def textual(self) -> bool:
        """Whether it mostly holds words."""
        return self.filled > 0 and self.looks[Look.TEXT] >= 0.5 * self.filled

    @property
    def temporal(self) -> bool:
        """Whether it mostly holds periods."""
        return self.filled > 0 and self.looks[Look.PERIOD] >= 0.5 * self.filled


def sample_rows(view: View, table: Table) -> list[int]:
    """Up to 400 rows of the body that are neither blank nor the title of a section; fewer of a very wide table."""
    lines = range(table.first, table.last + 1)
    half = max(12, min(200, _MOST_SAMPLED // (table.right - table.left + 1)))
    if len(lines) > 3 * half:
        step = max(1, len(lines) // half)
        chosen = [*lines[:half], *lines[half::step]]
    else:
        chosen = list(lines)
    sections = {
        top
        for top, left, _, right in view.grid.merged
        if (right - left + 1) * 2 > table.right - table.left + 1
    }
    return [
        row for row in chosen if row not in sections and not view.is_blank(row) and not _is_head(view, table, row)
    ]  # fmt: skip


def _is_head(view: View, table: Table, row: int) -> bool:
    """Whether a row repeats the heading, as at the top of a printed page."""
    head = view.grid.rows[table.head[-1]] if table.head else []
    cells = view.grid.rows[row]
    if not head or not isinstance(cells[0] if cells else None, str | None):
        return False
    filled = [(column, value) for column, value in enumerate(cells) if value is not None]
    return len(filled) > 1 and all(
        column < len(head) and isinstance(value, str) and head[column] == value for column, value in filled
    )


def _are_dates(codes: list[str]) -> bool:
    if not codes or not all(len(text) == _DATE_DIGITS for text in codes):
        return False
    readings = [read_period(text, expected=True) for text in codes[:40]]
    return all(one is not None and one.sort is Sort.PERIOD for one in readings)


def profile_of(view: View, rows: list[int], column: int) -> Profile:
    """What stands in a column, in these rows; merged areas filled."""
    looks: Counter[Look] = Counter()
    texts: Counter[str] = Counter()
    numbers: list[float] = []
    for row in rows:
        value = view.filled(row, column) if view.grid.merged else view.value(row, column)
        kind = look(value)
        if kind is Look.EMPTY:
            continue
        looks[kind] += 1
        texts[plain(value)] += 1
        if kind is Look.NUMBER and isinstance(value, int | float | str):
            text = str(value).strip().replace(",", ".").removesuffix(".0")
            numbers.append(int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0.5)
    filled = sum(looks.values())
    whole = bool(numbers) and all(number == int(number) for number in numbers)
    rising = whole and len(numbers) > 1 and all(
        later - earlier in (1, 0) for earlier, later in pairwise(numbers)
    )  # fmt: skip
    codes = [text for text in texts if text.isdecimal()]
    return Profile(
        least=min(numbers, default=0.0), most=max(numbers, default=0.0),
        zero_led=any(text[0] == "0" for text in codes) and len({len(text) for text in codes}) == 1
        and len(codes[0]) > 1, dates=_are_dates(codes) and looks[Look.NUMBER] == filled,
        looks=looks, distinct=len(texts), filled=filled, rows=len(rows),
        texts=tuple(text for text, _ in texts.most_common(60)), whole=whole, rising=rising,
        counts=tuple(count for _, count in texts.most_common(60)),
    )  # fmt: skip
