"""Observations as plain columns, for the cube: the one place outside analysis that makes numpy arrays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import chain
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from collabdesk.collection import no_collection
from collabdesk.models.store import Store

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def load_columns(store: Store, indicator_ids: Iterable[int]) -> dict[str, npt.NDArray[Any]]:
    """The observations of some indicators as columns of equal length, NaN where a number is missing.

    Keys: indicator_id, team_id, period, numerator, denominator, value, spread, state, excluded.
    """
    with store.reading() as connection, no_collection():
        driver = cast(sqlite3.Connection, connection.connection.dbapi_connection)
        blocks = [_block(driver, indicator_id) for indicator_id in indicator_ids]
        excluded = set(_exclusions(connection))
    table = np.concatenate(blocks) if blocks else np.empty((0, len(_NAMES)))
    columns = {name: table[:, at] for at, name in enumerate(_NAMES)}
    ids = table[:, :3].astype(np.int64)
    return {
        **columns,
        **{name: ids[:, at] for at, name in enumerate(_NAMES[:3])},
        "state": columns["state"].astype(np.int8),
        "excluded": _mask(ids, excluded),
    }


_NAMES = ("indicator_id", "team_id", "period", "state", "numerator", "denominator", "value", "spread")
_SELDOM = 2
"""The last columns are empty for most indicators; leaving them out saves a third of the reading."""


def _block(driver: sqlite3.Connection, indicator_id: int) -> Floats:
    """One indicator's observations, [observation, column of _NAMES].

    The driver's own tuples, flattened: SQLAlchemy's rows would double the time for 700,000 of them. A number
    that is missing comes as infinity, since a None among the floats costs a pass of its own.
    """
    seldom = driver.execute(
        "SELECT count(value), count(spread) FROM observation WHERE indicator_id = ?",
        (indicator_id,),
    ).fetchone()
    names = _NAMES[1:] if any(seldom) else _NAMES[1:-_SELDOM]
    wanted = ", ".join(name if at < 3 else f"ifnull({name}, 9e999)" for at, name in enumerate(names))
    rows = driver.execute(f"SELECT {wanted} FROM observation WHERE indicator_id = ?", (indicator_id,))
    read = np.fromiter(chain.from_iterable(rows), dtype=np.float64).reshape(-1, len(names))
    block = np.full((len(read), len(_NAMES)), np.nan)
    block[:, 0] = indicator_id
    block[:, 1 : len(names) + 1] = read
    block[np.isinf(block)] = np.nan
    return block


def _exclusions(connection: sa.Connection) -> Iterable[tuple[int, int, int]]:
    rows = connection.exec_driver_sql("SELECT indicator_id, team_id, period FROM exclusion")
    return [(row[0], row[1], row[2]) for row in rows]


def _mask(ids: Ints, excluded: set[tuple[int, int, int]]) -> npt.NDArray[np.bool_]:
    if not excluded:
        return np.zeros(len(ids), dtype=bool)
    return np.fromiter(((i, t, p) in excluded for i, t, p in ids.tolist()), dtype=bool, count=len(ids))
