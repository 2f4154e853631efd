"""The Qt binding must not lose references: PySide6 6.12.0 on Python 3.11 lost one to None with each void call.

Small programs survive that; a day's work does not (the interpreter aborts when None's count reaches zero).
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QLabel

CALLS = 50_000
TOLERATED = 1_000
"""Other code holds and drops a few references to None meanwhile; a leak of one a call is fifty times this."""


class Counter(QObject):
    told = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.told.connect(self.add)

    @Slot(int)
    def add(self, number: int) -> None:
        self.count += number


def test_void_calls_keep_their_references(qapp: QApplication) -> None:
    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setEnabled(True)
    assert abs(sys.getrefcount(None) - before) < TOLERATED


def test_emissions_keep_their_references(qapp: QApplication) -> None:
    counter = Counter()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        counter.told.emit(1)
    assert counter.count == CALLS
    assert abs(sys.getrefcount(None) - before) < TOLERATED
