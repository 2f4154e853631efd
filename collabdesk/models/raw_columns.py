"""Observations as SQLite packs them, for `models.columns` to make arrays of.

The standard library alone: a file that is about to be opened can be read while the rest is still being imported.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KEYS = ("team_id", "period", "state")
NUMBERS = ("numerator", "denominator", "value", "spread")
MISSING = -(2**63)
"""A missing number among whole ones."""
_USUAL = """SELECT id FROM indicator WHERE period_type = 'month'
    AND collaborative_id = (SELECT min(id) FROM collaborative) ORDER BY id"""


@dataclass(frozen=True, kw_only=True)
class RawBlock:
    """One indicator's observations, column by column in one order: whole numbers as a text with commas, a column with
    fractions number by number (infinity where it is missing), nothing for a column without any number.
    """

    keys: Mapping[str, str]
    numbers: Mapping[str, str | Sequence[tuple[float]]]


Exclusions = list[tuple[int, int, int]]


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """By which it is seen that nobody wrote to a file in the meantime."""

    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """As it is now."""
        found = path.stat()
        return cls(inode=found.st_ino, size=found.st_size, changed=found.st_mtime_ns)


@dataclass(frozen=True, kw_only=True)
class Early:
    """The monthly numbers of a file's first collaborative, read before the file was opened."""

    stamp: Stamp
    version: int
    blocks: Mapping[int, RawBlock | None]
    excluded: Exclusions


def read_early(path: Path, ready: Callable[[], object] = lambda: True) -> Early | None:
    """They; None where it can't be told so simply, as in `soundness.quick_look`. The numbers are read once ``ready``
    says so (not before the file was found sound); by then it may be open and have a log.

    No lock is taken: who opens the file for writing meanwhile must not find it busy. That the file was whole is seen
    by its stamp, which must still be the same when the lock of our own is taken.
    """
    try:
        if path.with_name(path.name + "-wal").exists() or path.with_name(path.name + "-journal").exists():
            return None
        stamp = Stamp.of(path)
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as driver:
            version = int(driver.execute("PRAGMA user_version").fetchone()[0])
            wanted = [row[0] for row in driver.execute(_USUAL)]
            if not ready():
                return None
            blocks = {key: read_block(driver, key) for key in wanted}
            return Early(stamp=stamp, version=version, blocks=blocks, excluded=exclusions(driver))
    except (sqlite3.Error, OSError):
        return None


def read_block(driver: sqlite3.Connection, indicator_id: int) -> RawBlock | None:
    """One indicator's observations, in the order of the table's key; None if there are none.

    SQLite itself writes a column of whole numbers as one text: row by row, reading 700,000 observations takes three
    times as long, since each number would become an object first. A column with fractions is read number by number,
    as SQLite writes only 15 of their digits.
    """
    wanted = [f"group_concat({name})" for name in KEYS] + [f"count({name})" for name in NUMBERS]
    found = _of_indicator(driver, indicator_id, wanted)
    if found[0] is None:
        return None
    told = [name for name, count in zip(NUMBERS, found[len(KEYS) :], strict=True) if count]
    keys = dict(zip(KEYS, found, strict=False))
    return RawBlock(keys=keys, numbers=_numbers(driver, indicator_id, told))


def exclusions(driver: sqlite3.Connection) -> Exclusions:
    """What is left out of the judgement: (indicator, team, period)."""
    return list(driver.execute("SELECT indicator_id, team_id, period FROM exclusion"))


def _numbers(
    driver: sqlite3.Connection, indicator_id: int, told: Iterable[str]
) -> dict[str, str | Sequence[tuple[float]]]:
    """The columns in which an indicator's observations hold anything."""
    names = list(told)
    if not names:
        return {}
    packed = [f"group_concat(ifnull(CAST({name} AS INTEGER), {MISSING}))" for name in names]
    broken = [f"max({name} <> CAST({name} AS INTEGER))" for name in names]
    found = _of_indicator(driver, indicator_id, packed + broken)
    return {
        name: _one_by_one(driver, indicator_id, name) if fractions else text
        for name, text, fractions in zip(names, found, found[len(names) :], strict=False)
    }


def _one_by_one(driver: sqlite3.Connection, indicator_id: int, name: str) -> list[tuple[float]]:
    """A column with fractions. What is missing comes as infinity: a None among the floats costs a pass of its own."""
    query = f"SELECT ifnull({name}, 9e999) FROM observation WHERE indicator_id = ?"
    return driver.execute(query, (indicator_id,)).fetchall()


def _of_indicator(driver: sqlite3.Connection, indicator_id: int, wanted: list[str]) -> Sequence[Any]:
    query = f"SELECT {', '.join(wanted)} FROM observation WHERE indicator_id = ?"
    found: Sequence[Any] = driver.execute(query, (indicator_id,)).fetchone()
    return found
