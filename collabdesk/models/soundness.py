"""Whether SQLite finds a file sound. The standard library alone: it can begin while the rest is being imported."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

QUICK_CHECK = "PRAGMA quick_check(3)"
Looked = Callable[[], tuple[str, ...] | None]
"""Gives what a look that has begun already said, waiting for it if need be."""


def quick_look(path: Path) -> tuple[str, ...] | None:
    """What the quick check says, ``("ok",)`` where all is well; None where it can't be told so simply.

    Nothing is written: a file whose log must be folded in first, after a power cut, is left to who opens it.
    """
    if not path.is_file() or path.with_name(path.name + "-wal").exists():
        return None
    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        ) as connection:
            return tuple(str(row[0]) for row in connection.execute(QUICK_CHECK))
    except sqlite3.Error:
        return None
