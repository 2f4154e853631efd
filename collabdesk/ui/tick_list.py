"""A list to tick: a click anywhere on a line ticks it, not only one on its small box."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
KEY = Qt.ItemDataRole.UserRole
"""The role of a line's key."""


class TickList(QListWidget):
    """Lines with a key and a tick; `itemChanged` tells of each tick."""

    def __init__(self) -> None:
        super().__init__()
        self._pressed: QListWidgetItem | None = None
        self.setSpacing(1)

    def add_line(self, key: object, text: str, *, ticked: bool) -> None:
        """Add a line."""
        item = QListWidgetItem(text)
        item.setData(KEY, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_ON if ticked else _OFF)
        self.addItem(item)

    def lines(self) -> list[QListWidgetItem]:
        """All lines in their order."""
        return [self.item(place) for place in range(self.count())]

    def ticked(self) -> list[QListWidgetItem]:
        """The ticked lines in their order."""
        return [item for item in self.lines() if item.checkState() is _ON]

    def keys(self) -> list[int]:
        """The keys of the ticked lines."""
        return [int(item.data(KEY)) for item in self.ticked()]

    def tick(self, wanted: Callable[[QListWidgetItem], bool]) -> None:
        """Tick the lines that ``wanted`` accepts and no others, without a word."""
        blocked = self.blockSignals(True)
        for item in self.lines():
            item.setCheckState(_ON if wanted(item) else _OFF)
        self.blockSignals(blocked)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.itemAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        item, self._pressed = self._pressed, None
        if item is None or item is not self.itemAt(event.position().toPoint()):
            super().mouseReleaseEvent(event)
            return
        before = item.checkState()
        super().mouseReleaseEvent(event)
        if item.checkState() is before and event.button() is Qt.MouseButton.LeftButton:
            item.setCheckState(_OFF if before is _ON else _ON)
