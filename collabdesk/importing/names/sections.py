"""The same name under two titles (``Malaria cases`` under Outpatients and under Inpatients) is two indicators."""

from __future__ import annotations

from dataclasses import replace

from collabdesk.importing.tables.body import Entry


def apart(entries: list[Entry]) -> list[Entry]:
    """Entries whose names stand twice for one team and period take the title of their section before the name."""
    if not any(entry.section for entry in entries):
        return entries
    sections: dict[tuple[object, ...], set[str]] = {}
    for entry in entries:
        sections.setdefault(_key(entry), set()).add(entry.section)
    twice = {entry.indicator for entry in entries if len(sections[_key(entry)]) > 1}
    if not twice:
        return entries
    return [
        replace(entry, indicator=f"{entry.section} / {entry.indicator}")
        if entry.section and entry.indicator in twice
        else entry
        for entry in entries
    ]


def _key(entry: Entry) -> tuple[object, ...]:
    return entry.team, entry.code, entry.indicator, entry.period, entry.category, entry.measure, entry.column
