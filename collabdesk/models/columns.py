"""Observations as plain columns, for the cube: the one place outside analysis that makes numpy arrays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from collabdesk.collection import no_collection
from collabdesk.models.store import Store

Floats = npt.NDArray[np.float64]
Column = npt.NDArray[Any]

_KEYS = ("team_id", "period", "state")
_NUMBERS = ("numerator", "denominator", "value", "spread")
_MISSING = int(np.iinfo(np.int64).min)
"""A missing number among whole ones."""


def load_columns(store: Store, indicator_ids: Iterable[int]) -> dict[str, Column]:
    """The observations of some indicators as columns of equal length, NaN where a number is missing.

    Keys: indicator_id, team_id, period, numerator, denominator, value, spread, state, excluded.
    """
    with store.reading() as connection, no_collection():
        driver = cast(sqlite3.Connection, connection.connection.dbapi_connection)
        blocks = [_block(driver, indicator_id) for indicator_id in indicator_ids] or [_nothing()]
        excluded = set(_exclusions(connection))
    # column by column, each given up once it is joined: twice 50 MB would be held otherwise
    columns = {name: np.concatenate([block.pop(name) for block in blocks]) for name in tuple(blocks[0])}
    return {**columns, "excluded": _mask(columns, excluded)}


def _block(driver: sqlite3.Connection, indicator_id: int) -> dict[str, Column]:
    """One indicator's observations.

    SQLite itself writes a column of whole numbers as one text: row by row, reading 700,000 observations takes three
    times as long, since each number would become an object first. A column with fractions is read number by number,
    as SQLite writes only 15 of their digits. All of it comes in the order of the table's key.
    """
    wanted = [f"group_concat({name})" for name in _KEYS] + [f"count({name})" for name in _NUMBERS]
    found = _of_indicator(driver, indicator_id, wanted)
    if found[0] is None:
        return _nothing()
    keys = {name: _parsed(text) for name, text in zip(_KEYS, found, strict=False)}
    told = [name for name, count in zip(_NUMBERS, found[len(_KEYS) :], strict=True) if count]
    return {
        "indicator_id": np.full(len(keys["period"]), indicator_id, dtype=np.int64),
        **keys,
        **{name: np.full(len(keys["period"]), np.nan) for name in _NUMBERS},
        **_numbers(driver, indicator_id, told),
        "state": keys["state"].astype(np.int8),
    }


def _numbers(driver: sqlite3.Connection, indicator_id: int, told: list[str]) -> dict[str, Floats]:
    """The columns in which an indicator's observations hold anything."""
    if not told:
        return {}
    packed = [f"group_concat(ifnull(CAST({name} AS INTEGER), {_MISSING}))" for name in told]
    broken = [f"max({name} <> CAST({name} AS INTEGER))" for name in told]
    found = _of_indicator(driver, indicator_id, packed + broken)
    return {
        name: _one_by_one(driver, indicator_id, name) if fractions else _floats(_parsed(text))
        for name, text, fractions in zip(told, found, found[len(told) :], strict=False)
    }


def _nothing() -> dict[str, Column]:
    whole = {name: np.empty(0, dtype=np.int64) for name in ("indicator_id", "team_id", "period")}
    return {**whole, **{name: np.empty(0) for name in _NUMBERS}, "state": np.empty(0, dtype=np.int8)}


def _of_indicator(driver: sqlite3.Connection, indicator_id: int, wanted: list[str]) -> Sequence[Any]:
    query = f"SELECT {', '.join(wanted)} FROM observation WHERE indicator_id = ?"
    found: Sequence[Any] = driver.execute(query, (indicator_id,)).fetchone()
    return found


def _parsed(text: str) -> npt.NDArray[np.int64]:
    return np.fromstring(text, dtype=np.int64, sep=",")


def _floats(integers: npt.NDArray[np.int64]) -> Floats:
    return np.where(integers == _MISSING, np.nan, integers.astype(np.float64))


def _one_by_one(driver: sqlite3.Connection, indicator_id: int, name: str) -> Floats:
    """A column with fractions. What is missing comes as infinity: a None among the floats costs a pass of its own."""
    query = f"SELECT ifnull({name}, 9e999) FROM observation WHERE indicator_id = ?"
    read = np.fromiter(chain.from_iterable(driver.execute(query, (indicator_id,))), np.float64)
    return np.where(np.isinf(read), np.nan, read)


def _exclusions(connection: sa.Connection) -> Iterable[tuple[int, int, int]]:
    rows = connection.exec_driver_sql("SELECT indicator_id, team_id, period FROM exclusion")
    return [(row[0], row[1], row[2]) for row in rows]


def _mask(columns: dict[str, Column], excluded: set[tuple[int, int, int]]) -> npt.NDArray[np.bool_]:
    keys = [columns[name] for name in ("indicator_id", "team_id", "period")]
    if not excluded:
        return np.zeros(len(keys[0]), dtype=bool)
    cells = zip(*(key.tolist() for key in keys), strict=True)
    return np.fromiter((cell in excluded for cell in cells), dtype=bool, count=len(keys[0]))
