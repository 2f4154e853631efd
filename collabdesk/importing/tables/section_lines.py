"""Lines of words between the rows (``Kisoro HC IV`` over the rows of its indicators): what they stand for.

Where the same labels come again under each line, the lines are the other half of what a number is about: its
team, its indicator or its month. Where the labels differ from line to line they are titles of sections only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from collabdesk.importing import words
from collabdesk.importing.grid import Value, plain
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View
from collabdesk.importing.times.period_text import read_period
from collabdesk.importing.words import fold

_MOST_ROWS = 5000
_LABELS = (Part.TEAM, Part.INDICATOR, Part.PERIOD, Part.MONTH, Part.LABEL)


@dataclass(frozen=True, kw_only=True)
class SectionLines:
    """The lines: each its row and raw text, and whether the same labels come again under each of them."""

    lines: tuple[tuple[int, Value], ...]
    repeated: bool

    @property
    def texts(self) -> list[str]:
        """The lines' texts."""
        return [str(text).strip() for _, text in self.lines]

    @property
    def are_periods(self) -> bool:
        """Whether all lines are months or other periods."""
        return all(read_period(text) is not None for _, text in self.lines)

    def look_like_teams(self, matcher: Matcher) -> bool:
        """Whether the register or their own words say that half of the lines or more are sites."""
        return likely_teams(self.texts, matcher) * 2 >= len(self.lines)


def likely_teams(texts: Sequence[str], matcher: Matcher) -> int:
    """How many of these names are teams of the register, or are worded like one and no indicator's."""
    return sum(
        1
        for text in texts
        if matcher.team(text).key is not None or (matcher.indicator(text).key is None and words.is_site(text))
    )


def section_lines(view: View, table: Table, columns: list[Column]) -> SectionLines | None:
    """The lines between the rows of a table; None where there are none, or only one."""
    labels = [column.index for column in columns if column.part in _LABELS]
    lines: list[tuple[int, Value]] = []
    under: list[set[tuple[str, ...]]] = []
    rows = range(table.first, min(table.last, table.first + _MOST_ROWS) + 1)
    counts = {
        row: sum(1 for value in view.grid.rows[row] if value is not None and value != "") for row in rows
    }
    named = {view.folded(row, column) for row in rows if counts[row] > 1 for column in labels}
    for row in rows:
        filled = [value for value in view.grid.rows[row] if value is not None and value != ""]
        if len(filled) == 1 and _is_line(filled[0]) and fold(plain(filled[0])) not in named:
            lines.append((row, filled[0]))
            under.append(set())
        elif len(filled) > 1 and under:
            key = tuple(view.folded(row, column) for column in labels)
            if any(key) and not any(words.is_total(text) for text in key if text):
                under[-1].add(key)
    pairs = [(before, after) for before, after in pairwise(under) if before and after]
    kept = tuple(line for line, labels_ in zip(lines, under, strict=True) if labels_)
    if len(kept) < 2 or not pairs:
        return None
    again = sum(1 for before, after in pairs if len(before & after) * 2 > min(len(before), len(after)))
    return SectionLines(lines=kept, repeated=again * 2 > len(pairs))


def _is_line(value: Value) -> bool:
    if not isinstance(value, str):
        return read_period(value) is not None
    return bool(value.strip()) and len(value) < 80 and not words.is_total(value)
