"""How fast this machine is just now: what fits into the rest of a frame, judged by how long the last work took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

ASK_S, CHART_S = 0.0021, 0.0005
"""Asking for charts, and each chart of them, on the machine that all is measured against."""
PICTURE_S = 0.0008
SKETCH_S = 0.0002
_WEIGHT = 0.3
"""Of the newest measurement."""
_HOPE = 0.95


class Pace:
    """Foretells how long the making of tiles takes."""

    def __init__(self) -> None:
        self._slowness = 1.0

    def ask(self, count: int) -> float:
        """Asking for so many charts, in seconds."""
        return self._slowness * (ASK_S + CHART_S * count)

    def most(self, seconds: float) -> int:
        """How many charts can be asked for within a time. One that was found too slow is given another chance soon."""
        found = int((seconds / self._slowness - ASK_S) / CHART_S)
        if found < 1:
            self._slowness *= _HOPE
        return found

    def pictures(self, count: int) -> float:
        """Painting so many tiles, in seconds."""
        return self._slowness * PICTURE_S * count

    def sketches(self, count: int) -> float:
        """Sketching so many, in seconds."""
        return self._slowness * SKETCH_S * count

    @contextmanager
    def asking(self, count: int) -> Iterator[None]:
        """Measures an asking for charts, by this thread's work: other programs are not taken for slowness."""
        begun = thread_time()
        yield
        now = (thread_time() - begun) / (ASK_S + CHART_S * count)
        self._slowness += _WEIGHT * (min(max(now, 0.3), 5.0) - self._slowness)
