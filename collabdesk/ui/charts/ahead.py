"""Work for the moments in which nothing else happens: done in slices, so that a key or the wheel never waits long."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Slot

WAIT_MS = 30
"""After the last sign of use; a wheel that turns fast is not interrupted."""
_MOST = 80
"""Slices without a new sign of use: what does not fit in memory is not made for ever."""


class Ahead(QObject):
    """Calls ``one`` again and again until it says that nothing is left to do."""

    def __init__(self, one: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._one = one
        self._left, self._used = 0, 0.0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.step)

    def begin(self) -> None:
        """There may be something to do: begin when nothing happens any more."""
        self._left, self._used = _MOST, perf_counter()
        self._wait.start(WAIT_MS)

    @Slot()
    def step(self) -> None:
        """One slice now; a timer that was due when it was started anew may come too early."""
        if perf_counter() - self._used < WAIT_MS / 1000:
            self._wait.start(WAIT_MS)
            return
        self._left -= 1
        if self._left >= 0 and self._one():
            self._wait.start(1)
