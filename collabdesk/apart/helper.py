"""A process that works for this one: kept for the next call, because its start costs a second; replaced when it falls.

Calls go to it one after the other. Giving one up ends the process: nothing else stops a reader in the middle of a
file, and the next call gets a new one.
"""

from __future__ import annotations

import atexit
import logging
import pickle
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from collabdesk.apart.calls import Call, FellError, Kind, TooLargeError, packed, receive, send
from collabdesk.apart.launch import Child, Program
from collabdesk.stopping import stop_if_asked

PROGRAM = Program(module="collabdesk.apart.child", path=Path(__file__).with_name("child.py"))
MOST_MEMORY = 1_500_000_000
"""Thirty large files at once stay below it; a small laptop has 4 GB."""
_LOOK_EVERY = 0.02
_WEIGH_EVERY = 0.1


class Helper:
    """Starts the process at the first call. May be used from any thread; a second call waits for the first."""

    def __init__(self, program: Program = PROGRAM, most_memory: int = MOST_MEMORY) -> None:
        self._program, self._most = program, most_memory
        self._one_at_a_time = threading.Lock()
        self._child: Child | None = None
        self._answers: queue.Queue[bytes | None] = queue.Queue()

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._child.process.pid if self._child is not None else None

    def call(self, call: Call) -> Any:
        """What the function returns, or raises, there.

        Raises Cancelled where `stopping` says so, and FellError where the process ended without an answer.
        """
        request = packed(call)
        with self._one_at_a_time:
            if not call.starts and self._child is None:
                return None
            stop_if_asked()  # nothing was begun yet: the process and what it keeps stay
            try:
                self._ask(request)
                return self._answer()
            except BaseException as error:
                if not isinstance(error, _RaisedThereError):
                    self._end()
                    raise
                raised = error.error
        raise raised

    def close(self) -> None:
        """End the process; the next call would start another one."""
        with self._one_at_a_time:
            self._end()

    def _ask(self, request: bytes) -> None:
        """Send it; a process that fell since the last call is replaced."""
        for attempt in (1, 2):
            child = self._running()
            assert child.process.stdin is not None
            try:
                send(child.process.stdin, request)
            except OSError as error:
                self._end()
                if attempt == 2:
                    raise FellError("it fell before it was asked") from error
            else:
                return

    def _running(self) -> Child:
        if self._child is not None and self._child.process.poll() is None:
            return self._child
        self._end()
        try:
            child = Child(self._program, stdin=subprocess.PIPE, most_memory=self._most)
        except OSError as error:
            raise FellError("it could not be started") from error
        atexit.register(child.kill)  # else whoever listens to it would hold up the end of this program
        self._child, self._answers = child, queue.Queue()
        threading.Thread(target=_listen, args=(child, self._answers), daemon=True).start()
        return child

    def _answer(self) -> Any:
        while True:
            message = self._next_message()
            kind, body = pickle.loads(message)
            if kind == Kind.DONE:
                return body
            if kind == Kind.FAILED:
                raise _RaisedThereError(body)
            name, level, text = body
            logging.getLogger(name).log(level, text)

    def _next_message(self) -> bytes:
        assert self._child is not None
        weighed = time.monotonic()
        while True:
            stop_if_asked()
            try:
                message = self._answers.get(timeout=_LOOK_EVERY)
            except queue.Empty:
                if time.monotonic() - weighed > _WEIGH_EVERY:
                    weighed = time.monotonic()
                    if self._child.is_over_its_memory:
                        raise TooLargeError("it held too much memory") from None
                continue
            if message is None:
                raise FellError(f"it ended with {self._child.process.wait()}")
            return message

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            atexit.unregister(child.kill)
            child.kill()


class SameProcess(Helper):
    """Carries calls out here and at once: for tests of what surrounds them."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[type, Any] = {}

    def call(self, call: Call) -> Any:
        """As `Helper.call`, values only: what can't go over a pipe is refused here too."""
        there: Call = pickle.loads(packed(call))
        return pickle.loads(packed(there.made(self._kept)))


class _RaisedThereError(Exception):
    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


def _listen(child: Child, answers: queue.Queue[bytes | None]) -> None:
    """In a thread of its own: no system waits for a pipe and for Cancel at once in the same way."""
    assert child.process.stdout is not None
    while True:
        message = receive(child.process.stdout)
        answers.put(message)
        if message is None:
            return
