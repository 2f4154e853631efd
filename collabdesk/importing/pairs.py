"""Which column is over which: proved by a rate beside them, or named by the register's labels."""

from __future__ import annotations

from collabdesk.importing import number_text
from collabdesk.importing.columns import Column
from collabdesk.importing.match import Matcher
from collabdesk.importing.view import View


def by_ratio(view: View, rows: list[int], rate: Column, others: list[Column]) -> tuple[Column, Column] | None:
    """The pair whose quotient is the rate in nine rows of ten (three or more); None if there is none or
    several."""
    near = sorted(others, key=lambda column: abs(column.index - rate.index))[:8]
    found = [
        (top, bottom)
        for top in near
        for bottom in near
        if top is not bottom and top.period == bottom.period and _is_quotient(view, rows, rate, top, bottom)
    ]
    return found[0] if len(found) == 1 else None


def _is_quotient(view: View, rows: list[int], rate: Column, top: Column, bottom: Column) -> bool:
    good = seen = 0
    for row in rows:
        value, over, under = (_number(view, row, column.index) for column in (rate, top, bottom))
        if value is None or over is None or not under:
            continue
        seen += 1
        percent = 100 * over / under
        good += abs(percent - value) < 0.6 or abs(percent / 100 - value) < 0.006
    return seen >= 3 and good >= 0.9 * seen


def _number(view: View, row: int, column: int) -> float | None:
    reading = number_text.read_number(view.value(row, column), decimal=view.decimal)
    if reading.sort in (number_text.Sort.NUMBER, number_text.Sort.PERCENT):
        return reading.value
    return None


def by_labels(matcher: Matcher, columns: list[Column], wanted: int | None) -> list[tuple[Column, Column]]:
    """Pairs (numerator, denominator) that the register's labels name; each column in one pair at most."""
    candidates: dict[tuple[int, int], list[int]] = {}
    for top in columns:
        for bottom in columns:
            if top is not bottom:
                keys = matcher.measures(top.rest, bottom.rest)
                if wanted in keys or len(keys) == 1:
                    candidates[top.index, bottom.index] = keys
    by_index = {column.index: column for column in columns}
    used: list[int] = [index for pair in candidates for index in pair]
    return [
        (by_index[top], by_index[bottom])
        for top, bottom in candidates
        if used.count(top) == 1 and used.count(bottom) == 1
    ]


def factor_headings(names: list[str], matcher: Matcher) -> dict[str, tuple[str, str]]:
    """Headings of an indicator and a team glued together (DHIS2 pivots): heading -> (team, indicator); else
    empty.

    One indicator for all: the words that all headings begin with. Several: every indicator comes with the
    same teams.
    """
    if len(names) < 3:
        return {}
    tokens = [name.split() for name in names]
    shared = 0
    while all(len(item) > shared + 1 and item[shared] == tokens[0][shared] for item in tokens):
        shared += 1
    if shared >= 2 or (
        shared == 1 and all(matcher.team(" ".join(item[1:])).key is not None for item in tokens)
    ):
        return {
            name: (" ".join(item[shared:]), " ".join(item[:shared]).rstrip(" -–:,/"))
            for name, item in zip(names, tokens, strict=True)
        }
    return _several(names, tokens)


def _several(names: list[str], tokens: list[list[str]]) -> dict[str, tuple[str, str]]:
    """Two or more indicators, each with the same two or more teams behind it."""
    if len(names) < 4:
        return {}
    first = tokens[0]
    for cut in range(len(first) - 1, 0, -1):
        tail = " ".join(first[cut:])
        heads = {name[: -len(tail)].strip() for name in names if name.endswith(" " + tail)}
        head = " ".join(first[:cut]) + " "
        tails = {name[len(head) :].strip() for name in names if name.startswith(head)}
        if len(heads) < 2 or len(tails) < 2 or len(heads) * len(tails) != len(names):
            continue
        if all(f"{head} {end}" in names for head in heads for end in tails):
            return {f"{head} {end}": (end, head) for head in heads for end in tails}
    return {}
