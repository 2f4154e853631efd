"""Connections to one ``.collab`` file: pragmas, and a BEGIN of our own so that DDL rolls back too."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import NullPool, StaticPool

APPLICATION_ID = 0x436F6C44  # "ColD", so that `file` and we can tell our files from other SQLite files
_NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "fuse.sshfs", "davfs", "fuse.davfs", "9p", "afs"}


def open_engine(
    path: Path, *, read_only: bool = False, immutable: bool = False, shared: bool = False
) -> sa.Engine:
    """An engine on the file. One connection for its owner; ``shared`` opens one per use (worker threads).

    The file is created when it is missing, unless ``read_only``. ``immutable`` is for read-only media.
    """
    options = {"uri": "true", "mode": "ro" if read_only else "rwc"}
    if immutable:
        options["immutable"] = "1"
    url = sa.URL.create("sqlite+pysqlite", database=path.absolute().as_uri(), query=options)
    engine = sa.create_engine(
        url,
        poolclass=NullPool if shared else StaticPool,
        connect_args={"timeout": 5.0, "check_same_thread": shared},
    )
    _install_hooks(engine, path, read_only)
    return engine


def _install_hooks(engine: sa.Engine, path: Path, read_only: bool) -> None:
    on_network = is_network_folder(path.parent)

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # else the driver commits before DDL
        connection.execute("PRAGMA foreign_keys=ON")
        if not read_only:
            # WAL needs shared memory, which network folders do not have
            connection.execute(f"PRAGMA journal_mode={'TRUNCATE' if on_network else 'WAL'}")
            connection.execute("PRAGMA synchronous=FULL")  # power cuts
        connection.execute("PRAGMA cache_size=-16000")

    @event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        if not connection.get_execution_options().get("reading"):  # reads run in SQLite's own autocommit
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def is_network_folder(folder: Path) -> bool:
    """Whether the folder lies on a network share, where WAL is unsafe."""
    folder = folder.absolute()
    if sys.platform == "win32":
        return _is_windows_share(folder)
    return _file_system(folder) in _NETWORK


def _is_windows_share(folder: Path) -> bool:
    if str(folder).startswith("\\\\"):
        return True
    import ctypes

    remote = 4
    windll = getattr(ctypes, "windll")  # noqa: B009 - only there on Windows, and mypy runs elsewhere
    return bool(windll.kernel32.GetDriveTypeW(folder.anchor) == remote)


def _file_system(folder: Path) -> str:
    """The type of the file system that holds a folder, from the kernel's list of mounts ("" if unknown)."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        _device, mount, type_, *_rest = line.split(" ")
        mount = mount.replace("\\040", " ")
        if (folder == Path(mount) or Path(mount) in folder.parents) and len(mount) > best:
            best, kind = len(mount), type_
    return kind
