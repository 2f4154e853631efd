"""What a test has a helping process do; functions of a module, because only such go over a pipe."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path


def fall() -> None:
    """End at once, as a compiled reader does."""
    os.abort()


def fall_over(_path: Path) -> None:
    """The same over a file."""
    os.abort()


def hang(sign: Path) -> None:
    """Take long, with a sign that it has begun."""
    sign.write_text(str(os.getpid()))
    time.sleep(60)


def swell() -> None:
    """Want memory, and go on."""
    held = b"x" * 300_000_000
    time.sleep(60)
    del held


def own_pid() -> int:
    """The process it runs in."""
    return os.getpid()


def shout() -> str:
    """Print and log, which must not get among the answers."""
    print("in between")
    os.write(1, b"straight to the pipe")
    logging.getLogger("collabdesk.test").warning("noticed")
    return "said"


def raise_odd() -> None:
    """Raise what can't go over a pipe."""

    class OddError(Exception):
        pass

    raise OddError("odd")


class Counter:
    """Kept by the process between calls."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, more: int) -> int:
        """Count."""
        self.count += more
        return self.count
