"""Making a million small values without the garbage collector looking at them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Pause the cyclic collector; a third of the time of reading a large sheet goes there otherwise."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > _MANY and not gc.get_freeze_count():
                _pass_over()
            gc.enable()


_MANY = 100_000
"""To look at so many new objects at once takes thirty milliseconds, in which all threads stand still."""


def _pass_over() -> None:
    """Count all that is there among the old, which are looked at seldom: else the very next collection looks at all."""
    gc.freeze()
    gc.unfreeze()


def look_no_more() -> None:
    """Leave what exists now out of all later collections, until `look_again`.

    A collection looks at every object and stops all threads meanwhile: with 100,000 numbers in a window, for a second.
    """
    gc.freeze()


def look_again() -> None:
    """What was left out takes part in collections again."""
    gc.unfreeze()


_YOUNG, _MIDDLE, _NEVER = 2_000, 10, 1_000_000
_DUE, _OVERDUE = 10, 300
"""Collections of the young and middle-aged since the last full one."""


def leave_full_collections() -> None:
    """No full collection from now on but by `collect`: it takes 50 ms in a large file, three frames of scrolling."""
    gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)


def collection_is_due(*, urgent: bool = False) -> bool:
    """Whether so much was made since the last full collection that one is worth it; ``urgent``: can't be put off."""
    return gc.get_count()[2] >= (_OVERDUE if urgent else _DUE)


def collect() -> None:
    """A full collection."""
    gc.collect()
