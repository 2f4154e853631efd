"""What an edit changed, said once to everybody who shows it (architecture.md, principle 3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from collabdesk.models.writer import RowChange

Cell = tuple[int, int, int]
"""(indicator id, team id, period ordinal)"""


@dataclass(frozen=True, kw_only=True)
class ChangeSet:
    """The kinds of record, the teams, indicators and cells that an edit, undo, redo or import touched."""

    label: str
    kinds: frozenset[str]
    """Names of tables: ``team``, ``observation``, ``test``..."""
    team_ids: frozenset[int]
    indicator_ids: frozenset[int]
    cells: frozenset[Cell] = frozenset()
    entry_id: int | None = None

    def touches(self, *kinds: str) -> bool:
        """Whether any of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)


def change_set(label: str, entry_id: int | None, changes: Iterable[RowChange]) -> ChangeSet:
    """The change set of a transaction's rows."""
    kinds: set[str] = set()
    teams: set[int | None] = set()
    indicators: set[int | None] = set()
    cells: set[Cell] = set()
    excluded: set[Cell] = set()
    for change in changes:
        if change.table == "observation":  # its key says all; there may be 100,000
            cells.add(change.key)  # type: ignore[arg-type]
            continue
        kinds.add(change.table)
        for image in (change.before, change.after):
            if image is None:
                continue
            teams.add(image["id"] if change.table == "team" else image.get("team_id"))
            indicators.add(image["id"] if change.table == "indicator" else image.get("indicator_id"))
            if change.table == "exclusion":
                excluded.add((image["indicator_id"], image["team_id"], image["period"]))
    if cells:
        kinds.add("observation")
        indicators |= {cell[0] for cell in cells}
        teams |= {cell[1] for cell in cells}
    return ChangeSet(
        label=label,
        kinds=frozenset(kinds),
        team_ids=frozenset(one for one in teams if one is not None),
        indicator_ids=frozenset(one for one in indicators if one is not None),
        cells=frozenset(cells | excluded),
        entry_id=entry_id,
    )
