"""What a frame has no time for: while the wall is being scrolled, a frame ends in time and the next one goes on."""

from __future__ import annotations

from math import inf
from time import perf_counter

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

FRAME_MS = 12
"""So long a frame may make new tiles; with what else it does it stays under the 16.7 ms of 60 frames a second."""
NEXT_MS = 4
"""Until the next frame: wheel and keys come first."""


class Late(QObject):
    """Remembers which parts of ``canvas`` were left blank, and has them painted in the next frames."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._hurries = self._owed = False
        self._region = QRegion()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setTimerType(Qt.TimerType.PreciseTimer)
        self._next.setInterval(NEXT_MS)
        self._next.timeout.connect(self._go_on)

    def scrolled(self, dy: int) -> None:
        """What is there has moved, and the next frame is one of many."""
        self._region.translate(0, dy)
        self._region &= self._canvas.rect()
        self._hurries = True

    def deadline(self) -> float:
        """When a frame that begins now must end, by `time.perf_counter`; outside a hurry it takes its time."""
        hurries, self._hurries, self._owed = self._hurries, False, False
        return perf_counter() + FRAME_MS / 1000 if hurries else inf

    def add(self, rect: QRect) -> None:
        """This part was left blank."""
        self._region += rect
        self._next.start()

    def is_empty(self) -> bool:
        """Whether nothing is blank."""
        return self._region.isEmpty() and not self._owed

    @Slot()
    def _go_on(self) -> None:
        region, self._region = self._region, QRegion()
        self._hurries = self._owed = True
        self._canvas.update(region)
