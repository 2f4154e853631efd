"""The geometry of the wall: how many columns, where each tile is, what the arrow keys reach. No painting."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt

from collabdesk.ui.theme import GAP, GAP_SMALL, GRID

FEWEST, MOST = 2, 8
_COMFORTABLE = 232
"""The narrowest comfortable tile: the automatic number of columns aims at it."""


@dataclass(frozen=True, kw_only=True)
class WallGrid:
    """A grid of equal tiles within a viewport ``width``; ``columns`` 0 chooses by the width."""

    count: int
    width: int
    columns: int = 0
    head: int = 46
    """The height of a tile's name and headline."""

    @property
    def across(self) -> int:
        """Tiles side by side."""
        if self.columns:
            return max(FEWEST, min(self.columns, MOST))
        return max(1, min((self.width - 2 * GAP + GAP_SMALL) // (_COMFORTABLE + GAP_SMALL), MOST))

    @property
    def tile_width(self) -> int:
        """The width of one tile in px."""
        return max(96, (self.width - 2 * GAP - (self.across - 1) * GAP_SMALL) // self.across)

    @property
    def tile_height(self) -> int:
        """The height of one tile: the head and a chart about half as high as wide."""
        return self.head + max(80, min(round(self.tile_width * 0.46), 220)) // GRID * GRID

    @property
    def tile_size(self) -> QSize:
        """The size of every tile."""
        return QSize(self.tile_width, self.tile_height)

    @property
    def row_height(self) -> int:
        """A tile and the gap under it."""
        return self.tile_height + GAP_SMALL

    @property
    def rows(self) -> int:
        """Rows of tiles."""
        return -(-self.count // self.across)

    @property
    def height(self) -> int:
        """The height of the whole wall."""
        return 2 * GAP - GAP_SMALL + self.rows * self.row_height if self.count else 0

    def rect(self, index: int) -> QRect:
        """Where a tile is, counted from the top of the wall."""
        row, column = divmod(index, self.across)
        left = GAP + column * (self.tile_width + GAP_SMALL)
        return QRect(left, GAP + row * self.row_height, self.tile_width, self.tile_height)

    def index_at(self, at: QPoint) -> int | None:
        """The tile under a point of the wall; None in the gaps."""
        column = (at.x() - GAP) // (self.tile_width + GAP_SMALL)
        row = (at.y() - GAP) // self.row_height
        if not (0 <= column < self.across and row >= 0):
            return None
        index = row * self.across + column
        return index if index < self.count and self.rect(index).contains(at) else None

    def between(self, top: int, bottom: int) -> range:
        """The tiles that a stretch of the wall touches."""
        first = max(0, (top - GAP) // self.row_height)
        last = max(0, -((GAP - bottom) // self.row_height))
        return range(min(first * self.across, self.count), min(last * self.across, self.count))

    def moved(self, index: int, key: Qt.Key, page_height: int) -> int | None:
        """Where a key leads from a tile; None for a key that does not move."""
        page = max(1, page_height // self.row_height) * self.across
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.across,
            Qt.Key.Key_Down: self.across,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -self.count,
            Qt.Key.Key_End: self.count,
        }
        if key not in steps:
            return None
        target = index + steps[key]
        if key is Qt.Key.Key_Up and target < 0:
            return index
        if key is Qt.Key.Key_Down and target >= self.count and index // self.across == self.rows - 1:
            return index
        return max(0, min(target, self.count - 1))
