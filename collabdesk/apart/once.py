"""One answer of a program of ours that is started for it: what a compiled reader takes with it when it falls is only
that process."""

from __future__ import annotations

import pickle
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from collabdesk.apart.calls import FellError, TooLargeError, TooSlowError
from collabdesk.apart.launch import Child, Program
from collabdesk.stopping import stop_if_asked

SECONDS = 10.0
"""By the clock; the program may bound its own processor time below that."""
_LOOK_EVERY = 0.05


def answer_of(program: Program, data: bytes, most_memory: int) -> Any:
    """What a program makes of some bytes.

    Raises FellError, TooLargeError where it wanted more memory, TooSlowError after `SECONDS`, or Cancelled when the
    person gives up.
    """
    try:
        with _as_file(data) as given:
            child = Child(program, stdin=given, most_memory=most_memory)
            try:
                answer = _waited_for(child)
            finally:
                child.kill()
    except OSError as error:
        raise FellError("it could not be started, or fell while it was written to") from error
    if child.process.returncode != 0 or not answer:
        raise FellError(f"it ended with {child.process.returncode}")
    return pickle.loads(answer)


@contextmanager
def _as_file(data: bytes) -> Iterator[IO[bytes]]:
    """A pipe would have to be filled while the answer is waited for."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        yield file


def _waited_for(child: Child) -> bytes:
    end = time.monotonic() + SECONDS
    while True:
        stop_if_asked()
        try:
            answer: bytes = child.process.communicate(timeout=_LOOK_EVERY)[0]
            return answer
        except subprocess.TimeoutExpired:
            if child.is_over_its_memory:
                raise TooLargeError("it wanted more memory than it may have") from None
            if time.monotonic() > end:
                raise TooSlowError("it took too long") from None
