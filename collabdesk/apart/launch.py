"""Starting a program of ours as a process of its own, from a checkout, an installation or a frozen application."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from collabdesk.apart import FLAG
from collabdesk.apart.bounds import memory_of


@dataclass(frozen=True, kw_only=True)
class Program:
    """A module of ours that runs as a whole program."""

    module: str
    path: Path

    def command(self, most_memory: int) -> list[str]:
        """As the system starts it; by its file, so that nothing is imported that it does not import itself.

        Its last argument says how much memory it may hold (`bounds.bound_this_process`).
        """
        if getattr(sys, "frozen", False):
            return [sys.executable, FLAG, self.module, str(most_memory)]
        return [sys.executable, "-S", "-P", str(self.path), str(most_memory)]


class Child:
    """A running program of ours: bounded in its memory, and ended with all that it has started."""

    def __init__(self, program: Program, *, stdin: int | IO[bytes], most_memory: int) -> None:
        self.process = subprocess.Popen(
            program.command(most_memory),
            stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            start_new_session=os.name == "posix",
        )  # fmt: skip
        self._most_memory = most_memory

    @property
    def is_over_its_memory(self) -> bool:
        """Whether it holds more than it may; asked now and then by whoever waits for it."""
        return memory_of(self.process.pid) > self._most_memory

    def kill(self) -> None:
        """End it at once, and wait until it is gone. Idempotent."""
        if self.process.poll() is None:
            if os.name == "posix":
                _kill_group(self.process.pid)
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                _close(pipe)


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)  # its session is its own: nothing else belongs to the group


def _close(pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError):  # what was still to be written has no reader any more
        pipe.close()
