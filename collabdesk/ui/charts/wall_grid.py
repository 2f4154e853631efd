"""The geometry of the wall: how many columns, where each tile is, what the arrow keys reach. No painting."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt

from collabdesk.ui.theme import GAP, GAP_SMALL, GRID

FEWEST, MOST = 2, 8
_COMFORTABLE = 232
"""The narrowest comfortable tile: the automatic number of columns aims at it."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """From tile ``start`` on a new row begins, under a heading (none where the text is empty)."""

    start: int
    heading: str


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """Where rows begin, kept for a wall of a thousand tiles: the first tile of each, and its top in px."""

    first: tuple[int, ...]
    tops: tuple[int, ...]
    headings: tuple[tuple[int, str], ...]
    """(top, text)"""
    height: int


@dataclass(frozen=True, kw_only=True)
class WallGrid:
    """A grid of equal tiles within a viewport ``width``; ``columns`` 0 chooses by the width."""

    count: int
    width: int
    columns: int = 0
    head: int = 46
    """The height of a tile's name and headline."""
    sections: tuple[Section, ...] = ()
    band: int = 28
    """The height of a section's heading."""

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
        return len(self._rows.first)

    @property
    def height(self) -> int:
        """The height of the whole wall."""
        return self._rows.height if self.count else 0

    def rect(self, index: int) -> QRect:
        """Where a tile is, counted from the top of the wall."""
        rows = self._rows
        row = bisect_right(rows.first, index) - 1
        left = GAP + (index - rows.first[row]) * (self.tile_width + GAP_SMALL)
        return QRect(left, rows.tops[row], self.tile_width, self.tile_height)

    def index_at(self, at: QPoint) -> int | None:
        """The tile under a point of the wall; None in the gaps."""
        rows = self._rows
        row = bisect_right(rows.tops, at.y()) - 1
        column = (at.x() - GAP) // (self.tile_width + GAP_SMALL)
        if row < 0 or not 0 <= column < self._length(rows, row):
            return None
        index = rows.first[row] + column
        return index if self.rect(index).contains(at) else None

    def between(self, top: int, bottom: int) -> range:
        """The tiles that a stretch of the wall touches."""
        rows = self._rows
        if not rows.first:
            return range(0)
        first = max(bisect_right(rows.tops, top - self.row_height), 0)
        last = bisect_right(rows.tops, bottom - 1)
        if first >= last:
            return range(0)
        end = rows.first[last] if last < len(rows.first) else self.count
        return range(rows.first[first], end)

    def ahead(self, top: int, page: int, rows: int, *, upwards: bool) -> list[int]:
        """The tiles of the next rows beyond what is in sight, the nearest first."""
        reach = rows * self.row_height
        if upwards:
            return list(reversed(self.between(top - reach, top)))
        return list(self.between(top + page, top + page + reach))

    def headings(self, top: int, bottom: int) -> list[tuple[QRect, str]]:
        """The headings that a stretch of the wall touches."""
        room = self.width - 2 * GAP
        return [
            (QRect(GAP, at, room, self.band), text)
            for at, text in self._rows.headings
            if top - self.band < at < bottom
        ]

    def moved(self, index: int, key: Qt.Key, page_height: int) -> int | None:
        """Where a key leads from a tile; None for a key that does not move."""
        page = max(1, page_height // self.row_height)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.count - 1}
        beside = {Qt.Key.Key_Left: index - 1, Qt.Key.Key_Right: index + 1}
        if key in ends:
            return ends[key]
        if key in beside:
            return max(0, min(beside[key], self.count - 1))
        return self._vertically(index, steps[key]) if key in steps else None

    def _vertically(self, index: int, step: int) -> int:
        """The same column some rows further; a page beyond the end leads to the last tile, one row stays."""
        rows = self._rows
        row = bisect_right(rows.first, index) - 1
        column, target = index - rows.first[row], row + step
        if 0 <= target < len(rows.first):
            return rows.first[target] + min(column, self._length(rows, target) - 1)
        if abs(step) == 1:
            return index
        return 0 if step < 0 else self.count - 1

    def _length(self, rows: _Rows, row: int) -> int:
        end = rows.first[row + 1] if row + 1 < len(rows.first) else self.count
        return end - rows.first[row]

    @property
    def _rows(self) -> _Rows:
        return _rows_of(self.count, self.across, self.row_height, self.sections, self.band)


@lru_cache(maxsize=16)
def _rows_of(count: int, across: int, row_height: int, sections: tuple[Section, ...], band: int) -> _Rows:
    first: list[int] = []
    tops: list[int] = []
    headings: list[tuple[int, str]] = []
    top = GAP
    listed = sections or (Section(start=0, heading=""),)
    ends = [*(section.start for section in listed[1:]), count]
    for section, end in zip(listed, ends, strict=True):
        if section.heading and section.start < end:
            headings.append((top, section.heading))
            top += band
        for start in range(section.start, end, across):
            first.append(start)
            tops.append(top)
            top += row_height
    return _Rows(first=tuple(first), tops=tuple(tops), headings=tuple(headings), height=top + GAP - GAP_SMALL)
