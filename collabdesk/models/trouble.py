"""What SQLite and the disk may refuse, said in a sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from collabdesk.errors import UserFacingError

_SENTENCES = (
    (
        "is full",
        "The disk is full: the last edit was not saved, everything before it is. Free some space and try again.",
    ),
    (
        "dbmoved",
        "“{name}” was moved, deleted or replaced by another program while it was open: this edit was not made.",
    ),
    (
        "readonly",
        "“{name}” cannot be written: the file or its folder is read-only. Copy it to a folder of your own.",
    ),
    (
        "is locked",
        "Another program is writing to “{name}” just now. Nothing was changed; try again in a moment.",
    ),
    ("not a database", "“{name}” is not a CollabDesk file."),
    (
        "malformed",
        "“{name}” is damaged. Restore the last backup (File, Restore a backup): it is kept elsewhere.",
    ),
    (
        "disk i/o",
        "“{name}” could not be read or written: the disk or the stick reports an error. Copy the file elsewhere.",
    ),
    (
        "unable to open",
        "“{name}” cannot be opened: check that the folder exists and that you may write there.",
    ),
)


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turn known database and disk errors about ``path`` into a UserFacingError; others pass through."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        sentence = _sentence(f"{error.orig} {name}".lower(), path)
        if sentence is None:
            raise
        raise UserFacingError(sentence) from error
    except OSError as error:
        raise UserFacingError(disk_sentence(error, path)) from error


def _sentence(text: str, path: Path) -> str | None:
    for part, sentence in _SENTENCES:
        if part in text:
            return sentence.format(name=path.name)
    return None


def disk_sentence(error: OSError, path: Path) -> str:
    """What the operating system refused about ``path``, and what to do next."""
    if error.errno == errno.ENOSPC:
        return f"The disk is full: “{path.name}” was not written. Free some space and try again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"“{path.name}” cannot be written here: the folder or file is read-only. Choose another folder."
        )
    if error.errno == errno.ENOENT:
        return f"“{path}” does not exist: check the name and the folder."
    return f"“{path.name}” could not be read or written ({error.strerror or error})."
