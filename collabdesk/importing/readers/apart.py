"""Running a compiled reader in a process of its own: what it takes with it when it falls is only itself."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from collabdesk.stopping import stop_if_asked

SECONDS = 10.0
"""By the clock; the child bounds its own processor time below that."""
_LOOK_EVERY = 0.05


class FellError(Exception):
    """The process ended without an answer: killed, aborted, or out of its time."""


def answer_of(program: Path, data: bytes) -> Any:
    """What a program of ours makes of some bytes. Raises FellError, or Cancelled when the person gives up."""
    try:
        with _as_file(data) as given, subprocess.Popen(
            [sys.executable, "-S", "-P", str(program)],
            stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as child:  # fmt: skip
            try:
                answer = _waited_for(child)
            except BaseException:
                child.kill()
                raise
    except OSError as error:
        raise FellError("it could not be started, or fell while it was written to") from error
    if child.returncode != 0 or not answer:
        raise FellError(f"it ended with {child.returncode}")
    return pickle.loads(answer)


@contextmanager
def _as_file(data: bytes) -> Iterator[IO[bytes]]:
    """A pipe would have to be filled while the answer is waited for."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        yield file


def _waited_for(child: subprocess.Popen[bytes]) -> bytes:
    end = time.monotonic() + SECONDS
    while True:
        stop_if_asked()
        try:
            answer: bytes = child.communicate(timeout=_LOOK_EVERY)[0]
            return answer
        except subprocess.TimeoutExpired:
            if time.monotonic() > end:
                raise FellError("it took too long") from None
