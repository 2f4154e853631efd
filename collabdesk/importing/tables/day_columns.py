"""A daily register of one month: its days stand across, and a month is what is counted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from collabdesk.i18n import msg, nmsg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.result import Choice
from collabdesk.importing.tables.body import Entry

ADD_UP = "add up"


def settle(cells: CellReader, asker: Asker, days: Collection[int], entries: list[Entry]) -> list[Entry]:
    """The entries with those of the ``days`` (columns) of each row added up, once a person agrees: counts only.

    A sum is right for cases and wrong for what is there every day (beds, stocks), so it is asked once for a sheet.
    """
    rows: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        if entry.column in days:
            what = (entry.row, entry.team, entry.code, entry.indicator, entry.period, entry.category)
            rows.setdefault((*what, entry.measure), []).append(entry)
    if not rows:
        return entries
    answer = _ask(cells, asker, next(iter(rows.values())), len(days))
    found = [entry for entry in entries if entry.column not in days]
    if answer == LEAVE_OUT:
        return found
    for group in rows.values():
        if any(entry.percent or entry.other_unit or entry.measure == "percent" for entry in group):
            said = msg("Percentages of single days make no percentage of the month, so they were left out.")
            cells.problem(group[0].row, group[0].column, "can't be added up", said)
        else:
            found.append(_added(group, confirmed=answer == ADD_UP))
    return found


def _ask(cells: CellReader, asker: Asker, first: list[Entry], days: int) -> str | None:
    entry = first[0]
    total = f"{sum(one.value for one in first):.10g}"
    return asker.ask(
        sheet=cells.sheet, cell=cells.view.grid.address(entry.row, entry.column), kind="days of a month",
        asked=nmsg("{count} day of {period} stands across. Should a row's numbers be added up?",
                   "{count} days of {period} stand across. Should each row's numbers be added up for the month?",
                   days, period=entry.period),
        choices=[Choice(value=ADD_UP, label=msg("Add them up ({name}: {total})", name=entry.indicator, total=total)),
                 Choice(value=LEAVE_OUT, label=msg("Leave out"))],
        proposed=ADD_UP, about=f"days across in {cells.sheet or 'the table'}",
    )  # fmt: skip


def _added(group: list[Entry], *, confirmed: bool) -> Entry:
    first = group[0]
    bottoms = [entry.denominator for entry in group if entry.denominator is not None]
    return replace(
        first, value=sum(entry.value for entry in group), denominator=sum(bottoms) if bottoms else None,
        note="; ".join(dict.fromkeys(entry.note for entry in group if entry.note)),
        confirmed=confirmed and all(entry.confirmed for entry in group),
        more=tuple((entry.row, entry.column) for entry in group[1:]),
    )  # fmt: skip
