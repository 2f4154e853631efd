"""Which cells of a grid carry a note: read apart from the numbers, which come as a cube without texts."""

from __future__ import annotations

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
