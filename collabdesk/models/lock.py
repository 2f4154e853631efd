"""The lock beside the file: who has it open for writing, on which machine, since when."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from collabdesk.models.guard import mark_of

_FAR = 1 << 30  # the byte that is locked on Windows, away from the text that others must be able to read


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds a file."""

    person: str
    machine: str
    since: dt.datetime | None

    def __str__(self) -> str:
        since = f" since {self.since:%d %b %Y %H:%M}" if self.since else ""
        return f"{self.person or 'somebody'} on {self.machine or 'another computer'}{since}"


class FileLock:
    """An advisory lock of the operating system on ``NAME.collab.lock``; it ends with the process, whatever happens.

    A file left behind by a crash or a power cut therefore holds nobody up.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + ".lock")
        self.person = ""
        """For whom it was taken."""
        self._handle: int | None = None

    def take(self, person: str) -> Holder | None:
        """Take the lock: None when taken, else who holds it. Raises OSError where no file can be made."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK):
                return self.holder()
            raise
        self._handle, self.person = handle, person
        now = dt.datetime.now().replace(microsecond=0)
        text = json.dumps({"person": person, "machine": socket.gethostname(), "since": now.isoformat()})
        os.truncate(handle, 0)
        os.write(handle, text.encode())
        return None

    def holder(self) -> Holder:
        """Who the lock file names."""
        try:
            said = json.loads(self.path.read_text(encoding="utf-8"))
            return Holder(
                person=str(said.get("person", "")),
                machine=str(said.get("machine", "")),
                since=dt.datetime.fromisoformat(said["since"]),
            )
        except (OSError, ValueError, KeyError, AttributeError):
            return Holder(person="", machine="", since=None)

    def is_ours(self) -> bool:
        """Whether the file of that name is still the one we locked; whoever takes over by force puts another there."""
        if self._handle is None:
            return False
        if sys.platform == "win32":
            return True  # nobody can take an open file away there
        mine = os.fstat(self._handle)
        return mark_of(self.path) == (mine.st_dev, mine.st_ino)

    def elsewhere(self, path: Path) -> FileLock:
        """Give this lock back; returns one for another file and the same person, not taken yet."""
        self.release()
        moved = FileLock(path)
        moved.person = self.person
        return moved

    def release(self) -> None:
        """Give the lock back and take its file away, unless it is another's by now; harmless when never taken."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):
            if sys.platform != "win32" and self.is_ours():
                self.path.unlink()  # while still held, so that nobody locks a file that is about to go
        with contextlib.suppress(OSError):
            os.close(self._handle)
        self._handle = None
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                self.path.unlink()


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
