"""Observations as plain columns, for the cube: the one place outside analysis that makes numpy arrays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from collabdesk.collection import no_collection
from collabdesk.models.raw_columns import (
    MISSING,
    NUMBERS,
    Early,
    Exclusions,
    RawBlock,
    exclusions,
    read_block,
)
from collabdesk.models.store import Store

Floats = npt.NDArray[np.float64]
Column = npt.NDArray[Any]


def load_columns(store: Store, indicator_ids: Iterable[int]) -> dict[str, Column]:
    """The observations of some indicators as columns of equal length, NaN where a number is missing.

    Keys: indicator_id, team_id, period, numerator, denominator, value, spread, state, excluded.
    """
    with store.reading() as connection, no_collection():
        driver = cast(sqlite3.Connection, connection.connection.dbapi_connection)
        blocks = [_block(key, read_block(driver, key)) for key in indicator_ids]
        return _joined(blocks, exclusions(driver))


def columns_of(early: Early) -> dict[str, Column]:
    """The same of what was read before the file was opened."""
    with no_collection():
        return _joined([_block(key, raw) for key, raw in early.blocks.items()], early.excluded)


def _joined(blocks: list[dict[str, Column]], excluded: Exclusions) -> dict[str, Column]:
    blocks = blocks or [_nothing()]
    # column by column, each given up once it is joined: twice 50 MB would be held otherwise
    columns = {name: np.concatenate([block.pop(name) for block in blocks]) for name in tuple(blocks[0])}
    return {**columns, "excluded": _mask(columns, set(excluded))}


def _block(indicator_id: int, raw: RawBlock | None) -> dict[str, Column]:
    """One indicator's observations."""
    if raw is None:
        return _nothing()
    keys = {name: _parsed(text) for name, text in raw.keys.items()}
    return {
        "indicator_id": np.full(len(keys["period"]), indicator_id, dtype=np.int64),
        **keys,
        **{name: np.full(len(keys["period"]), np.nan) for name in NUMBERS if name not in raw.numbers},
        **{name: _floats(column) for name, column in raw.numbers.items()},
        "state": keys["state"].astype(np.int8),
    }


def _nothing() -> dict[str, Column]:
    whole = {name: np.empty(0, dtype=np.int64) for name in ("indicator_id", "team_id", "period")}
    return {**whole, **{name: np.empty(0) for name in NUMBERS}, "state": np.empty(0, dtype=np.int8)}


def _parsed(text: str) -> npt.NDArray[np.int64]:
    return np.fromstring(text, dtype=np.int64, sep=",")


def _floats(column: str | Sequence[tuple[float]]) -> Floats:
    if isinstance(column, str):
        integers = _parsed(column)
        return np.where(integers == MISSING, np.nan, integers.astype(np.float64))
    read = np.fromiter(chain.from_iterable(column), np.float64, len(column))
    return np.where(np.isinf(read), np.nan, read)


def _mask(columns: dict[str, Column], excluded: set[tuple[int, int, int]]) -> npt.NDArray[np.bool_]:
    keys = [columns[name] for name in ("indicator_id", "team_id", "period")]
    if not excluded:
        return np.zeros(len(keys[0]), dtype=bool)
    cells = zip(*(key.tolist() for key in keys), strict=True)
    return np.fromiter((cell in excluded for cell in cells), dtype=bool, count=len(keys[0]))
