"""A row that goes on in a second line where it has no room: nothing in it is cut."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_NARROWEST = 100
"""So narrow the last one may become before it takes a line of its own, in px."""


class Flow(QLayout):
    """Widgets side by side, line by line; the one that is ``last`` stands at the right and takes what is left."""

    def __init__(self, parent: QWidget, gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._last: QLayoutItem | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def add_last(self, widget: QWidget) -> None:
        """At the right end."""
        self.addWidget(widget)
        self._last = self._items[-1]

    def insert_first(self, widget: QWidget) -> None:
        """Before all others."""
        self.addWidget(widget)
        self._items.insert(0, self._items.pop())

    # Qt overrides

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # Qt asks beyond the end
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        taken = self._items.pop(index)
        self._last = None if taken is self._last else self._last
        return taken

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(_height(line) for line in lines) + self.spacing() * max(len(lines) - 1, 0)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, _height(shown))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        return QSize(max((item.minimumSize().width() for item in shown), default=0), _height(shown))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top = rect.top()
        for line in self._lines(rect.width()):
            self._place(line, QRect(rect.left(), top, rect.width(), _height(line)))
            top += _height(line) + self.spacing()

    # private

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = -1
        for item in self._shown():
            wide = item.sizeHint().width()
            if item is self._last:
                wide = min(wide, max(_NARROWEST, item.minimumSize().width()))
            if not lines or wide > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= wide + self.spacing()
        return lines

    def _place(self, line: list[QLayoutItem], room: QRect) -> None:
        x = room.left()
        for item in line:
            hint = item.sizeHint()
            wide = min(hint.width(), room.width())
            if item is self._last:
                spare = room.right() + 1 - x
                wide = min(spare, item.maximumSize().width())
                x = room.left() if len(line) == 1 else room.right() + 1 - wide
            tall = min(hint.height(), room.height())
            item.setGeometry(QRect(QPoint(x, room.top() + (room.height() - tall) // 2), QSize(wide, tall)))
            x += wide + self.spacing()


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
