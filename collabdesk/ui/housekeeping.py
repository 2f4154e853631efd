"""Collects garbage in moments of rest: a full collection looks at every object and stops the window meanwhile."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from collabdesk.collection import collect, collection_is_due, leave_full_collections

LOOK_MS = 1_000
"""Between two looks whether the window rests."""
REST = 0.05
"""The window's thread rests while it works for less than this share of the time."""


class Housekeeping(QObject):
    """Made once, by the window's thread; from then on no full collection begins by itself."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        leave_full_collections()
        self._worked, self._seen = time.thread_time(), time.monotonic()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collect if there is something to collect and nobody waits; a long time without rest is no excuse."""
        worked, seen = time.thread_time(), time.monotonic()
        rests = worked - self._worked < REST * (seen - self._seen)
        if collection_is_due(urgent=not rests):
            collect()
        self._worked, self._seen = time.thread_time(), time.monotonic()
