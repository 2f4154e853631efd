"""A team that is the sum of all the others, whatever it is called (``England``, ``District``, ``National``)."""

from __future__ import annotations

from collections import Counter

from collabdesk.importing.body import Entry

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
