"""The program of a helping process (`helper.py`): it carries out calls until its input ends."""

from __future__ import annotations

import logging
import os
import pickle
import sys
import traceback
from typing import IO, Any

from collabdesk.apart.bounds import bound_this_process
from collabdesk.apart.calls import Call, Kind, packed, receive, send


def main() -> None:
    """Serve on standard input and output; whatever else is printed goes nowhere."""
    bound_this_process(int(sys.argv[-1]))
    asked = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _log_to(answers)
    kept: dict[type, Any] = {}
    while True:
        request = receive(asked)
        if request is None:
            return
        send(answers, _answer(request, kept))
        del request


def _answer(request: bytes, kept: dict[type, Any]) -> bytes:
    try:
        call: Call = pickle.loads(request)
        return packed((Kind.DONE, call.made(kept)))
    except BaseException as error:  # whatever happens here is told there
        return _failure(error)


def _failure(error: BaseException) -> bytes:
    told = "".join(traceback.format_exception(error))
    error.add_note(f"In the helping process:\n{told}")
    try:
        message = packed((Kind.FAILED, error))
        pickle.loads(message)  # some can be written but not read again
    except Exception:
        return packed((Kind.FAILED, RuntimeError(told)))
    return message


def _log_to(answers: IO[bytes]) -> None:
    """What is logged here goes over the pipe: two processes can't write one log file."""
    root = logging.getLogger("collabdesk")
    root.setLevel(logging.INFO)
    root.addHandler(_Told(answers))


class _Told(logging.Handler):
    def __init__(self, answers: IO[bytes]) -> None:
        super().__init__()
        self._answers = answers

    def emit(self, record: logging.LogRecord) -> None:
        send(self._answers, packed((Kind.LOGGED, (record.name, record.levelno, self.format(record)))))


if __name__ == "__main__":
    main()
