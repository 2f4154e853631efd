"""Dated backups through SQLite's backup API, kept in the person's data folder, away from the file itself."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import re
import sqlite3
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from collabdesk import paths
from collabdesk.errors import UserFacingError
from collabdesk.models.engine import APPLICATION_ID
from collabdesk.models.trouble import said_plainly

KEPT = 10
STAMP = "%Y-%m-%d %H.%M.%S"
"""A moment in a file's name: no colons, which Windows refuses."""
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2} \d{2}\.\d{2}\.\d{2})(?:-(\d+))?(?: .*)?\.collab")


def folder_of(path: Path) -> Path:
    """The folder with the backups of one file (two files of the same name in two folders do not mix)."""
    mark = hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:8]
    return paths.backup_folder() / f"{path.stem}-{mark}"


def backups_of(path: Path) -> list[Path]:
    """The backups of a file, the newest first."""
    folder = folder_of(path)
    return sorted(folder.glob("*.collab"), key=_order, reverse=True) if folder.is_dir() else []


def _order(backup: Path) -> tuple[str, int]:
    found = _NAME.fullmatch(backup.name)
    return (found[1], int(found[2] or 0)) if found else ("", 0)


def moment_of(backup: Path) -> dt.datetime | None:
    """When a backup was made."""
    found = _NAME.fullmatch(backup.name)
    return dt.datetime.strptime(found[1], STAMP) if found else None


def last_backup(path: Path) -> dt.datetime | None:
    """When the newest backup of a file was made."""
    return next((moment for backup in backups_of(path) if (moment := moment_of(backup))), None)


def backup_engine(engine: sa.Engine, path: Path, note: str = "") -> Path:
    """Back up the file that an engine is connected to; the oldest beyond `KEPT` go. Returns the new backup."""
    folder = folder_of(path)
    with said_plainly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, note)
        making = target.with_suffix(".making")
        with engine.connect().execution_options(reading=True) as connection:
            copy_into(driver_connection(connection), making)
        making.rename(target)
    for old in backups_of(path)[KEPT:]:
        with contextlib.suppress(OSError):
            old.unlink()
    return target


def restore(engine: sa.Engine, path: Path, backup: Path) -> Path:
    """Put a backup's content into the file, in one transaction of SQLite; returns the backup of what was there.

    Raises UserFacingError when the backup is missing, not ours, or damaged; the file is then unchanged.
    """
    with said_plainly(backup), contextlib.closing(_sound(backup)) as source:
        before = backup_engine(engine, path, note="before restoring")
        with engine.connect().execution_options(reading=True) as connection:
            source.backup(driver_connection(connection))
    return before


def replace_damaged(path: Path, backup: Path) -> Path:
    """Put a backup in the place of a file that cannot be opened, or is gone; the damaged one is kept beside it.

    Returns where it is kept. Raises UserFacingError as `restore`.
    """
    kept = path.with_name(f"{path.stem} damaged {dt.datetime.now().strftime(STAMP)}{path.suffix}")
    making = path.with_name(path.name + ".making")
    with said_plainly(path), contextlib.closing(_sound(backup)) as source:
        copy_into(source, making)
        if path.exists():
            path.rename(kept)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        making.rename(path)
    return kept


def _sound(backup: Path) -> sqlite3.Connection:
    """A connection to a backup that is ours and whole."""
    if not backup.is_file():
        raise UserFacingError(f"There is no backup “{backup}”.")
    source = _read_only(backup)
    try:
        identity = source.execute("PRAGMA application_id").fetchone()[0]
        sound = source.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError:
        identity, sound = None, ""
    if identity == APPLICATION_ID and sound == "ok":
        return source
    source.close()
    what = "damaged" if identity == APPLICATION_ID else "not a CollabDesk backup"
    raise UserFacingError(f"“{backup.name}” is {what}; nothing was changed.")


def driver_connection(connection: sa.Connection) -> sqlite3.Connection:
    """SQLite's own connection under SQLAlchemy's, for its backup API."""
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)


def copy_into(source: sqlite3.Connection, target: Path) -> None:
    """Write all that a connection sees into ``target``, which stands alone; raises sqlite3.Error, OSError."""
    target.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute(
            "PRAGMA journal_mode=DELETE"
        )  # a copy of a file in use would claim a -wal it does not have


def _free_name(folder: Path, note: str) -> Path:
    stamp = dt.datetime.now().strftime(STAMP)
    tail = f" {note}" if note else ""
    candidates = [stamp, *(f"{stamp}-{number}" for number in range(1, 1000))]
    return next(folder / f"{name}{tail}.collab" for name in candidates if not list(folder.glob(f"{name}*")))
