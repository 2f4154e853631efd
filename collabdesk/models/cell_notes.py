"""Notes and origins of cells: read apart from the numbers, which come as a cube without texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa

from collabdesk.models.measures import Observation
from collabdesk.models.store import Store


def cell_notes(
    store: Store, *, indicator_id: int | None = None, team_id: int | None = None
) -> dict[tuple[int, int, int], str]:
    """The notes of an indicator's, or a team's, cells by (indicator, team, period)."""
    table = Observation.table.c
    query = sa.select(table.indicator_id, table.team_id, table.period, table.note).where(table.note != "")
    if indicator_id is not None:
        query = query.where(table.indicator_id == indicator_id)
    if team_id is not None:
        query = query.where(table.team_id == team_id)
    with store.reading() as connection:
        return {(row[0], row[1], row[2]): row[3] for row in connection.execute(query)}


@dataclass(frozen=True, kw_only=True)
class CellText:
    """What belongs to one cell beside its number; ``origin`` is the id of the import, ``place`` the file's cell."""

    period: int
    note: str
    origin: int | None
    place: str


def cell_texts(store: Store, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[CellText]]:
    """Notes and origins of whole series by (indicator, team), in one query per indicator."""
    wanted: dict[int, list[int]] = {}
    for indicator_id, team_id in pairs:
        wanted.setdefault(indicator_id, []).append(team_id)
    found: dict[tuple[int, int], list[CellText]] = {}
    with store.reading() as connection:
        for indicator_id, team_ids in wanted.items():
            for start in range(0, len(team_ids), _CHUNK):
                chunk = team_ids[start : start + _CHUNK]
                rows = connection.exec_driver_sql(_texts_query(len(chunk)), (indicator_id, *chunk))
                for team_id, period, note, origin, place in rows:
                    text = CellText(period=period, note=note, origin=origin, place=place)
                    found.setdefault((indicator_id, team_id), []).append(text)
    return found


@lru_cache(maxsize=64)
def _texts_query(teams: int) -> str:
    """As text: the wall asks for a few teams with every step, and making it anew takes longer than its rows."""
    table = Observation.table.name
    return (
        f"SELECT team_id, period, note, origin, cell FROM {table} "
        f"WHERE indicator_id = ? AND team_id IN ({', '.join('?' * teams)}) AND (note <> '' OR origin IS NOT NULL)"
    )


_CHUNK = 400  # ids per SELECT, well under SQLite's limit of variables
