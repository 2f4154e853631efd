"""Long work that can be given up: its loops ask now and then whether they should, in whichever thread they run.

A thread that reads a file of 100,000 rows cannot be ended from outside; left alone it would slow the next one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from collabdesk.errors import Cancelled

_here = threading.local()


@contextmanager
def stoppable(asked: Callable[[], bool]) -> Iterator[None]:
    """Within it, `stop_if_asked` in this thread raises Cancelled as soon as ``asked()`` is true."""
    before = getattr(_here, "asked", None)
    _here.asked = asked
    try:
        yield
    finally:
        _here.asked = before


SELDOM = 255
"""A mask for the counters of short loops: to ask every 256th time is soon enough, and to ask each time is felt."""


def stop_if_asked() -> None:
    """For the loops of long work: raises Cancelled when the person gave it up."""
    asked = getattr(_here, "asked", None)
    if asked is not None and asked():
        raise Cancelled
