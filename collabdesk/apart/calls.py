"""What is asked of another process, and how it goes over the pipe."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import IO, Any

Said = Callable[[int, int], None]
"""Hears how far the work is: (done, total)."""


class FellError(Exception):
    """The process ended without an answer: killed, aborted, or out of its time."""


class TooSlowError(FellError):
    """It was ended because its time was over."""


class TooLargeError(FellError):
    """It was ended because it held more memory than it may."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """A function of a module and what it gets; with ``of`` a method of the one such object that the process keeps."""

    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()
    of: type | None = None
    starts: bool = True
    """Whether a process is started for it; else it is passed over (None) where there is none."""

    def made(self, kept: MutableMapping[type, Any]) -> Any:
        """Carry it out, in this process."""
        if self.of is None:
            return self.fn(*self.args)
        if self.of not in kept:
            kept[self.of] = self.of()
        return self.fn(kept[self.of], *self.args)


class Kind:
    """What a message is about."""

    DONE, FAILED, LOGGED = "done", "failed", "logged"


_LENGTH = struct.Struct(">Q")


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write one message."""
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one message; None at the end of the pipe."""
    head = _exactly(pipe, _LENGTH.size)
    return None if head is None else _exactly(pipe, _LENGTH.unpack(head)[0])


def _exactly(pipe: IO[bytes], count: int) -> bytes | None:
    try:
        data = pipe.read(count)
    except (OSError, ValueError):  # it was closed by the other end, or by this one
        return None
    return data if len(data) == count else None


def packed(what: object) -> bytes:
    """An object for the pipe."""
    return pickle.dumps(what, protocol=5)
