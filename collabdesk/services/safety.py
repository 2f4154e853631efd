"""The safety of the file: check, backup, restore."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from collabdesk.errors import UserFacingError
from collabdesk.models import backups, file
from collabdesk.models.engine import open_engine


def check(path: Path, person: str) -> dict[str, Any]:
    """The report of the ``check`` command. Raises UserFacingError for a file that cannot be opened at all."""
    store = file.open_file(path, person, read_only=True)
    try:
        found = file.check(store)
    finally:
        store.close()
    last = backups.last_backup(path)
    return {
        "file": str(path),
        "ok": found.ok,
        "schema": found.schema,
        "integrity": found.integrity,
        "foreign_keys": found.foreign_keys,
        "counts": found.counts,
        "last_backup": last.isoformat() if last else None,
        "said": list(found.said),
    }


def backup(path: Path, person: str) -> Path:
    """Make a dated backup; also of a file that is open in a window."""
    file.open_file(path, person, read_only=True).close()  # refuses what is no file of ours
    engine = open_engine(path, read_only=True, shared=True)
    try:
        return backups.backup_engine(engine, path)
    finally:
        engine.dispose()


@dataclass(frozen=True, kw_only=True)
class Backup:
    """One backup of a file; ``made`` is None where the name does not tell when."""

    path: Path
    made: dt.datetime | None


def backups_of(path: Path) -> list[Backup]:
    """The backups of a file, the newest first."""
    return [Backup(path=one, made=backups.moment_of(one)) for one in backups.backups_of(path)]


def backup_folder(path: Path) -> Path:
    """Where the backups of a file are kept."""
    return backups.folder_of(path)


def restore(path: Path, chosen: Path, person: str) -> Path:
    """Put a backup (a path, or a name in the list of backups) into the file; returns the backup of what was there.

    A file that is damaged or missing can be restored too. Raises UserFacingError; the file is then unchanged.
    """
    source = _find(path, chosen)
    if path.exists() and _opens(path, person):
        store = file.open_file(path, person)
        try:
            if store.read_only:
                raise UserFacingError(f"“{path.name}” is in use or read-only; nothing was changed.")
            engine = open_engine(path, shared=True)
            try:
                return backups.restore(engine, path, source)
            finally:
                engine.dispose()
        finally:
            store.close()
    return backups.replace_damaged(path, source)


def _find(path: Path, chosen: Path) -> Path:
    if chosen.is_file():
        return chosen
    listed = {backup.name: backup for backup in backups.backups_of(path)}
    for name in (chosen.name, f"{chosen.name}.collab"):
        if name in listed:
            return listed[name]
    names = "; ".join(backup.stem for backup in listed.values()) or "none"
    raise UserFacingError(f"There is no backup “{chosen}”. Backups of this file: {names}.")


def _opens(path: Path, person: str) -> bool:
    try:
        file.open_file(path, person, read_only=True).close()
    except UserFacingError:
        return False
    return True
