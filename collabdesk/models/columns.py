"""Observations as plain columns, for the cube: the one place outside analysis that makes numpy arrays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from collabdesk.collection import no_collection
from collabdesk.models.store import Store

Ints = npt.NDArray[np.int64]


def load_columns(store: Store, indicator_ids: Iterable[int]) -> dict[str, npt.NDArray[Any]]:
    """The observations of some indicators as columns of equal length, NaN where a number is missing.

    Keys: indicator_id, team_id, period, numerator, denominator, value, spread, state, excluded.
    """
    blocks = []
    with store.reading() as connection, no_collection():
        driver = cast(sqlite3.Connection, connection.connection.dbapi_connection)
        for indicator_id in indicator_ids:
            # the driver's own tuples: SQLAlchemy's rows would double the time for 700,000 of them
            rows = driver.execute(_SQL, (indicator_id,)).fetchall()
            if rows:
                block = np.array(rows, dtype=np.float64)
                blocks.append(np.column_stack([np.full(len(block), indicator_id), block]))
        excluded = set(_exclusions(connection))
    table = np.concatenate(blocks) if blocks else np.empty((0, 8))
    ids = table[:, :3].astype(np.int64)
    return {
        "indicator_id": ids[:, 0],
        "team_id": ids[:, 1],
        "period": ids[:, 2],
        "numerator": table[:, 3],
        "denominator": table[:, 4],
        "value": table[:, 5],
        "spread": table[:, 6],
        "state": table[:, 7].astype(np.int8),
        "excluded": _mask(ids, excluded),
    }


_SQL = "SELECT team_id, period, numerator, denominator, value, spread, state FROM observation WHERE indicator_id = ?"


def _exclusions(connection: sa.Connection) -> Iterable[tuple[int, int, int]]:
    rows = connection.exec_driver_sql("SELECT indicator_id, team_id, period FROM exclusion")
    return [(row[0], row[1], row[2]) for row in rows]


def _mask(ids: Ints, excluded: set[tuple[int, int, int]]) -> npt.NDArray[np.bool_]:
    if not excluded:
        return np.zeros(len(ids), dtype=bool)
    return np.fromiter(((i, t, p) in excluded for i, t, p in ids.tolist()), dtype=bool, count=len(ids))
