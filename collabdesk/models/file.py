"""The ``.collab`` file: create, open, check, close."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from collabdesk.errors import UserFacingError
from collabdesk.models import backups
from collabdesk.models.engine import APPLICATION_ID, open_engine
from collabdesk.models.lock import FileLock, Holder
from collabdesk.models.raw_columns import Stamp
from collabdesk.models.soundness import QUICK_CHECK, Looked
from collabdesk.models.store import Store
from collabdesk.models.tables import metadata
from collabdesk.models.trouble import said_plainly

SCHEMA = 2
"""The schema version this program writes; kept in the file as ``PRAGMA user_version``."""


def create(path: Path, person: str, fill: Callable[[Store], None] | None = None) -> Store:
    """Make a new, empty file and open it. ``fill`` puts its first content in.

    Made under another name first: whatever goes wrong, no half file is left. Raises UserFacingError when the
    name is taken or the folder cannot be written.
    """
    if path.exists():
        raise UserFacingError(f"“{path.name}” exists already: choose another name, or open it.")
    making = path.with_name(path.name + ".making")
    with said_plainly(path):
        _remove(making)
        try:
            engine = open_engine(making)
            with engine.begin() as connection:
                build_schema(connection)
            store = Store(making, engine, read_only=False)
            try:
                if fill is not None:
                    fill(store)
            finally:
                store.close()
            making.rename(path)
        finally:
            _remove(making)
    return open_file(path, person)


def build_schema(connection: sa.Connection) -> None:
    """Make all tables of today's schema (a test holds the migrations against it)."""
    metadata.create_all(connection)
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")


def open_file(
    path: Path,
    person: str,
    *,
    read_only: bool = False,
    break_lock: bool = False,
    looked: Looked | None = None,
) -> Store:
    """Open a file that exists; migrate an older one (after a backup). ``looked``: a `quick_look` that has begun.

    When somebody else has it open, or the folder is read-only, the store is read-only and its ``holder`` says
    who. Raises UserFacingError for a missing, foreign, damaged or newer file.
    """
    if not path.exists():
        raise UserFacingError(f"“{path}” does not exist. Was it moved, or is the stick not plugged in?")
    if path.is_dir():
        raise UserFacingError(f"“{path.name}” is a folder, not a CollabDesk file.")
    version = _identify(path)
    lock, holder, writable = (None, None, False) if read_only else _take_lock(path, person, break_lock)
    try:
        stamp = Stamp.of(path) if lock is not None else None
        engine = _engine_for(path, read_only=not writable)
        try:
            _check_sound(engine, path, looked)
            if version < SCHEMA:
                _migrate(engine, path, version, writable)
            return Store(
                path, engine, read_only=not writable, lock=lock, holder=holder, guarded=True, stamp=stamp
            )
        except BaseException:
            engine.dispose()
            raise
    except BaseException:
        if lock is not None:
            lock.release()
        raise


@contextlib.contextmanager
def reading_source(path: Path) -> Iterator[Store]:
    """Somebody else's file, to be read only: no lock is taken, nothing is written beside or into it.

    An older one is read from a copy that is brought to today's version. Raises UserFacingError as `open_file`.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        version = _identify(path)
        if version < SCHEMA:
            with said_plainly(path):
                shutil.copyfile(path, copy)
                _bring_up(copy)
        store = open_file(copy if version < SCHEMA else path, "", read_only=True)
        try:
            yield store
        finally:
            store.close()


@contextlib.contextmanager
def reading_again(path: Path) -> Iterator[Store]:
    """The file that is open in this program, read once more: for a worker, which needs a connection of its own."""
    store = Store(path, open_engine(path, read_only=True), read_only=True)
    try:
        yield store
    finally:
        store.close()


@contextlib.contextmanager
def writing_again(path: Path) -> Iterator[Store]:
    """The file that is open for writing in this program, once more: a worker writes through a connection of its own.

    The lock is the program's already; leaving WAL is left to the connection that opened the file.
    """
    engine = open_engine(path)
    try:
        yield Store(path, engine, read_only=False)
    finally:
        engine.dispose()


def _bring_up(copy: Path) -> None:
    from collabdesk.models import migrate

    engine = open_engine(copy)
    try:
        migrate.upgrade(engine)
    finally:
        engine.dispose()


def _take_lock(path: Path, person: str, break_lock: bool) -> tuple[FileLock | None, Holder | None, bool]:
    """(lock, who holds it instead, whether we may write)."""
    lock = FileLock(path)
    if not os.access(path, os.W_OK):
        return None, None, False
    try:
        if break_lock:
            _remove(lock.path)
        holder = lock.take(person)
    except OSError:
        return None, None, False  # a read-only folder or medium
    if holder is not None:
        return None, holder, False
    return lock, None, True


def _engine_for(path: Path, *, read_only: bool) -> sa.Engine:
    """Read-only media cannot hold the files that SQLite keeps beside a file in use: they open as immutable."""
    immutable = read_only and not os.access(path.parent, os.W_OK)
    return open_engine(path, read_only=read_only, immutable=immutable)


def _identify(path: Path) -> int:
    """The file's version; looks without writing, so that somebody else's file stays as it is."""
    engine = _engine_for(path, read_only=True)
    try:
        with said_plainly(path), engine.connect().execution_options(reading=True) as connection:
            identity = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    finally:
        engine.dispose()
    if identity != APPLICATION_ID:
        raise UserFacingError(f"“{path.name}” is not a CollabDesk file.")
    if version > SCHEMA:
        raise UserFacingError(
            f"“{path.name}” was written by a newer CollabDesk (file version {version}, this program knows "
            f"{SCHEMA}). Nothing was changed. Please install the newer program."
        )
    return version


def _check_sound(engine: sa.Engine, path: Path, looked: Looked | None) -> None:
    said = looked() if looked is not None else None
    if said is None:
        with said_plainly(path), engine.connect().execution_options(reading=True) as connection:
            said = tuple(connection.exec_driver_sql(QUICK_CHECK).scalars())
    if said != ("ok",):
        raise UserFacingError(
            f"“{path.name}” is damaged ({said[0]}). Nothing was changed. Restore the last backup: "
            f"backups are kept in {backups.folder_of(path)}."
        )


def _migrate(engine: sa.Engine, path: Path, version: int, writable: bool) -> None:
    if not writable:
        raise UserFacingError(
            f"“{path.name}” has the older file version {version} and must be brought to {SCHEMA} first, which "
            f"needs write access. Copy it to a folder of your own and open it there."
        )
    from collabdesk.models import migrate  # Alembic takes 0.7 s to import and is hardly ever needed

    backups.backup_engine(engine, path, note=f"before version {SCHEMA}")
    with said_plainly(path):
        migrate.upgrade(engine)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What `check` found. ``said`` lists what is wrong, in sentences."""

    ok: bool
    schema: int
    integrity: str
    foreign_keys: str
    counts: dict[str, int]
    said: tuple[str, ...] = field(default=())


def check(store: Store) -> Checked:
    """The full check of an open file: SQLite's integrity check, foreign keys, counts of rows."""
    with store.reading() as connection:
        integrity = connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        schema = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        counts = {
            name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one())
            for name, table in _COUNTED.items()
        }
    said = [f"SQLite reports: {line}" for line in integrity if line != "ok"]
    said += [f"A row of “{row[0]}” refers to a missing row of “{row[2]}”." for row in broken[:10]]
    return Checked(
        ok=not said,
        schema=schema,
        integrity="ok" if integrity == ["ok"] else "; ".join(integrity),
        foreign_keys="ok" if not broken else f"{len(broken)} broken",
        counts=counts,
        said=tuple(said),
    )


_COUNTED = {
    "teams": "team",
    "indicators": "indicator",
    "observations": "observation",
    "changes": "change",
    "journal": "journal",
}


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal", ".lock"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()
