"""Whether the files on the disk are still those that are open: the `.collab`, and SQLite's -wal and -shm beside it.

In WAL mode SQLite goes on writing into a file that was deleted, moved or replaced under it, and reports no error: the
edits are in an unlinked file and gone at the end of the process. (It looks only when it leaves WAL or opens a rollback
journal: SQLITE_READONLY_DBMOVED.) So we look for ourselves, at each commit: three looks of a few microseconds.
"""

from __future__ import annotations

import contextlib
from enum import Enum
from pathlib import Path

Mark = tuple[int, int]
"""Device and number of a file; they stay the same while it is open, whatever it is called meanwhile."""
LOG = ("-wal", "-shm")


class Harm(Enum):
    """What became of an open file."""

    GONE = "gone"
    """Nothing can be found under its name: deleted, moved, renamed, its folder or stick taken away."""
    REPLACED = "replaced"
    """Another file stands under its name."""
    LOG_GONE = "log gone"
    """The file is there; its -wal or -shm is not the one that we write into."""


class Guard:
    """Remembers the files as they were when the connection began, and says what became of them.

    ``log``: whether -wal and -shm are ours to keep, as they are for who writes; a reader's may come and go.
    """

    def __init__(self, path: Path, *, log: bool) -> None:
        self.path = path
        self._mark, self._folder = mark_of(path), mark_of(path.parent)
        names = [beside(path, suffix) for suffix in LOG] if log else []
        self._log = {name: mark for name in names if (mark := mark_of(name)) is not None}

    def look(self) -> Harm | None:
        """What happened to the files; None when all is as it was."""
        found = mark_of(self.path)
        if found is None:
            return Harm.GONE
        if found != self._mark:
            return Harm.REPLACED
        if any(mark_of(name) != mark for name, mark in self._log.items()):
            return Harm.LOG_GONE
        return None

    def folder_stands(self) -> bool:
        """Whether its folder is there and on the same disk: what is left of a stick that was pulled out is not."""
        found = mark_of(self.path.parent)
        return found is not None and self._folder is not None and found[0] == self._folder[0]

    def clear_log(self) -> None:
        """Take our own -wal and -shm away, once closed: beside another file SQLite would write them into that one."""
        for name in self._log:
            if self.is_ours(name):
                with contextlib.suppress(OSError):
                    name.unlink()

    def is_ours(self, name: Path) -> bool:
        """Whether this -wal or -shm is the one that was there at the beginning."""
        return name in self._log and mark_of(name) == self._log[name]


def mark_of(path: Path) -> Mark | None:
    """The mark of the file of that name; None where there is none, or the disk doesn't answer."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def beside(path: Path, suffix: str) -> Path:
    """The file that SQLite keeps beside a database, such as its -wal."""
    return path.with_name(path.name + suffix)
