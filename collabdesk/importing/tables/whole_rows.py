"""Rows named like a whole of the others (National, a district among its facilities): asked about."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.names.total_or_team import ask_sums, ask_whole
from collabdesk.importing.names.wholes import sums_of_neighbours, sums_of_others
from collabdesk.importing.tables.body import Entry
from collabdesk.importing.tables.view import View
from collabdesk.importing.words import TOTAL, fold, is_whole


def settle(
    view: View, asker: Asker, entries: list[Entry], columns: AbstractSet[int], team_column: int | None
) -> tuple[list[Entry], set[str]]:
    """The entries without those that a person leaves out, and the names that are no teams.

    ``columns``: those that are a whole of the others; ``team_column``: where rows name their team (None: nowhere).
    """
    not_teams: set[str] = {entry.team for entry in entries if entry.column in columns}
    kept: list[Entry] = []
    asked: dict[str, bool | None] = {}
    sums = sums_of_others(entries) if team_column is not None else frozenset()
    if team_column is not None:
        _ask_sums(view, asker, entries, sums, asked, team_column)
    for entry in entries:
        name = entry.team
        if name not in asked:
            asked[name] = (is_whole(name) or name in sums) and team_column is not None
            if asked[name] and team_column is not None:
                cell = view.grid.address(entry.row, team_column)
                asked[name] = ask_whole(asker, view.grid.name, cell, name) != LEAVE_OUT or None
        if asked[name] is None:
            continue
        if asked[name]:
            not_teams.add(name)
        kept.append(entry)
    return kept, not_teams


def _without_total(name: str) -> tuple[str, ...]:
    """``Oruba HC Total``, ``Total Oruba HC``: the names that are left without the word."""
    first, _, behind = name.partition(" ")
    before, _, last = name.rpartition(" ")
    return tuple(rest for word, rest in ((first, behind), (last, before)) if rest and fold(word) in TOTAL)


def _ask_sums(
    view: View, asker: Asker, entries: list[Entry], sums: frozenset[str], asked: dict[str, bool | None],
    team_column: int,
) -> None:  # fmt: skip
    """Districts among their facilities: one question about all whose numbers are sums of the rows beside them."""
    teams = dict.fromkeys(entry.team for entry in entries)
    totals = [name for name in teams if any(rest in teams for rest in _without_total(name))]
    totals += [name for name in sums_of_neighbours(entries) if name not in sums and not is_whole(name)]
    names = tuple(dict.fromkeys(totals))
    if not names:
        return
    first = next(entry for entry in entries if entry.team == names[0])
    cell = view.grid.address(first.row, team_column)
    answer = ask_sums(asker, view.grid.name, cell, names)
    asked.update(dict.fromkeys(names, None if answer == LEAVE_OUT else True))
