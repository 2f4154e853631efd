"""What a frame has no time for: while the wall is being scrolled, a frame ends in time and later ones go on.

As long as it is scrolled on and on, every frame has its short time; once it stands still there is more.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

FRAME_MS = 11
"""So long a frame of scrolling may make new tiles; with what else it does it stays under the 16.7 ms of 60 a second."""
STILL_MS = 20
"""So long once nothing moves any more: what is in sight is to be whole at once, and a key must not wait long either."""
SETTLES_MS = 60
"""After the last step of scrolling: a wheel that turns may turn on."""
PAUSE_MS = 12
"""After a frame of scrolling: the next one may be under way, and is more urgent."""
NEXT_MS = 3
"""Until it goes on: wheel and keys come first."""


class Late(QObject):
    """Says how long a frame of ``canvas`` may take, and calls ``go_on`` with the time to end until nothing is late."""

    def __init__(self, canvas: QWidget, go_on: Callable[[float], bool]) -> None:
        super().__init__(canvas)
        self._canvas, self._work = canvas, go_on
        self._way, self._scrolled = 0, -inf
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setTimerType(Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self.go_on)

    def scrolled(self, dy: int) -> None:
        """The next frame is one of many."""
        self._way, self._scrolled = self._way + dy, perf_counter()

    @property
    def moves(self) -> bool:
        """Whether the wall was scrolled since the last frame."""
        return self._way != 0

    @property
    def jumps(self) -> bool:
        """Whether more than half a page has gone by since the last frame."""
        return 2 * abs(self._way) > self._canvas.height()

    def begin(self) -> float:
        """A frame begins; returns when it must end, by `time.perf_counter`: outside a hurry it takes its time."""
        way, self._way = self._way, 0
        return perf_counter() + FRAME_MS / 1000 if way or self._next.isActive() else inf

    @property
    def waits(self) -> bool:
        """Whether something is late."""
        return self._next.isActive()

    def wait(self) -> None:
        """Something was left over: it waits until the frames have passed."""
        self._next.start(PAUSE_MS if self._may_move_on() else NEXT_MS)

    @Slot()
    def go_on(self) -> None:
        """Some of what is late, now."""
        time = FRAME_MS if self._may_move_on() else STILL_MS
        if self._work(perf_counter() + time / 1000):
            self._next.start(NEXT_MS)

    def _may_move_on(self) -> bool:
        return perf_counter() - self._scrolled < SETTLES_MS / 1000
