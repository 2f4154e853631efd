"""Run something once the window has been painted, so that the person sees it before slow imports begin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

LONGEST = 1_000  # ms; a window that starts minimised is never painted


class _FirstPaint(QObject):
    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then: Callable[[], object] | None = then
        window.installEventFilter(self)
        QTimer.singleShot(LONGEST, self.go)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.go)
        return False

    @Slot()
    def go(self) -> None:
        """Once."""
        then, self._then = self._then, None
        if then is not None:
            then()


def after_first_paint(window: QWidget, then: Callable[[], object]) -> None:
    """Call ``then`` after the first paint of ``window``, which is about to be shown."""
    _FirstPaint(window, then)
