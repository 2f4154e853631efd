"""A team that is the sum of all the others, whatever it is called (``England``, ``District``, ``National``)."""

from __future__ import annotations

from collections import Counter

from collabdesk.importing.tables.body import Entry

_MOST = 20_000
_PARTS = 3
"""A whole has three parts or more: among three teams one is the sum of two by chance too often."""


def sums_of_others(entries: list[Entry]) -> frozenset[str]:
    """Teams whose numbers, wherever they can be compared (three times or more), are the sum of the others'."""
    if not 0 < len(entries) <= _MOST:
        return frozenset()
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        if not entry.percent and not entry.other_unit and entry.measure != "percent":
            key = (entry.indicator, entry.period.ordinal, entry.period.type, entry.category, entry.measure)
            groups.setdefault(key, []).append(entry)
    seen: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for group in groups.values():
        total = sum(entry.value for entry in group)
        if len(group) <= _PARTS or total == 0:
            continue
        for entry in group:
            seen[entry.team] += 1
            hits[entry.team] += abs(2 * entry.value - total) <= 1e-6 * total
    return frozenset(team for team, count in hits.items() if count >= 3 and count >= 0.9 * seen[team])


def sums_of_neighbours(entries: list[Entry]) -> tuple[str, ...]:
    """Teams whose numbers are in every column the sum of the rows right below, or right above, them (a district
    among its facilities); at least three columns, and two rows with numbers in them, have to say so."""
    if not 0 < len(entries) <= _MOST:
        return ()
    columns: dict[tuple[object, ...], dict[int, float]] = {}
    names: dict[int, str] = {}
    for entry in entries:
        if entry.percent or entry.other_unit or entry.measure == "percent":
            continue
        key = (
            entry.column,
            entry.indicator,
            entry.period.ordinal,
            entry.period.type,
            entry.category,
            entry.measure,
        )
        columns.setdefault(key, {})[entry.row] = entry.value
        names[entry.row] = entry.team
    rows = sorted(names)
    if len(rows) < _ROWS or len(set(names.values())) < len(rows):
        return ()
    found = [
        names[row] for at, row in enumerate(rows)
        if _is_sum(columns, row, rows[at + 1 : at + 1 + _FARTHEST])
        or _is_sum(columns, row, rows[max(0, at - _FARTHEST) : at][::-1])
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))


def _is_sum(columns: dict[tuple[object, ...], dict[int, float]], row: int, others: list[int]) -> bool:
    here = [numbers for numbers in columns.values() if numbers.get(row)]
    if len(here) < _COLUMNS:
        return False
    sums = [0.0] * len(here)
    filled = 0
    for other in others:
        parts = [numbers.get(other, 0.0) for numbers in here]
        filled += any(parts)
        sums = [total + part for total, part in zip(sums, parts, strict=True)]
        off = [total - numbers[row] for total, numbers in zip(sums, here, strict=True)]
        if filled >= _FEWEST_PARTS and all(abs(one) <= 1e-6 * max(1.0, numbers[row])
                                           for one, numbers in zip(off, here, strict=True)):  # fmt: skip
            return sum(numbers[row] for numbers in here) >= _LEAST
        if any(one > _TOLERATED for one in off):
            return False
    return False


_ROWS, _COLUMNS, _FEWEST_PARTS, _FARTHEST, _LEAST, _TOLERATED = 5, 3, 2, 80, 10, 1e-6
