"""The painting of the wall's tiles in time: whole where a frame has time, else sketched; ahead when idle."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from collabdesk.ui.charts.ahead import Ahead
from collabdesk.ui.charts.late import Late
from collabdesk.ui.charts.wall_grid import WallGrid
from collabdesk.ui.charts.wall_store import WallStore

_FURTHER = 6
"""So many times the rows that are painted ahead have their charts built, which is half of the work."""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What the window shows of the wall: from ``top`` on, ``page`` px."""

    keys: Sequence[Hashable]
    grid: WallGrid
    top: int
    page: int
    ratio: float

    def places(self) -> dict[Hashable, QRect]:
        """The tiles of which at least a part is in sight, and where they stand in the viewport."""
        near = self.grid.between(self.top, self.top + self.page)
        return {self.keys[at]: self.grid.rect(at).translated(0, -self.top) for at in near}

    def coming(self, rows: int, *, upwards: bool) -> list[Hashable]:
        """The tiles beyond an edge, the nearest first."""
        return [self.keys[at] for at in self.grid.ahead(self.top, self.page, rows, upwards=upwards)]


class WallFrames:
    """Paints on ``canvas`` what ``store`` gives, as ``sight`` lies now."""

    def __init__(self, canvas: QWidget, store: WallStore, sight: Callable[[], Sight]) -> None:
        self._canvas, self._store, self._sight = canvas, store, sight
        self._rows_ahead, self._upwards = 0, False
        self.ahead = Ahead(self.build_some, canvas)
        self.late = Late(canvas, self._finish)

    def build_ahead(self, rows: int) -> None:
        """Have so many rows beyond the edge ready before they are scrolled to."""
        self._rows_ahead = rows

    def scrolled(self, dy: int) -> None:
        """The wall has moved under the window."""
        self._upwards = dy > 0
        self.late.scrolled(dy)

    def paint(self, painter: QPainter, tiles: Mapping[Hashable, QRect]) -> None:
        """These tiles: whole as far as the frame has time for it; while pages go by, it has time for sketches only."""
        sight, store = self._sight(), self._store
        moves, jumps, until = self.late.moves, self.late.jumps, self.late.begin()
        size, ratio = sight.grid.tile_size, sight.ratio
        pictures = store.kept(list(tiles), size, ratio)
        lacking = [key for key, picture in pictures.items() if picture is None]
        if not jumps:
            coming = (
                sight.coming(1, upwards=self._upwards) if lacking and until < inf and self._rows_ahead else []
            )
            pictures |= store.make(lacking, size, ratio, until, coming)
        for key, picture in pictures.items():
            if picture is not None:
                painter.drawPixmap(tiles[key].topLeft(), picture)
        sketched = {key: rect for key, rect in tiles.items() if pictures[key] is None}
        store.sketch(painter, sketched, ratio)
        if sketched or self.late.waits:
            self.late.wait()
            if (
                moves and not sketched
            ):  # not of each frame, or what it makes whole would be the next frame at once
                self._finish(until, least=0)
        if self._rows_ahead:
            self.ahead.begin()

    def sketched(self) -> dict[Hashable, QRect]:
        """The tiles in sight that are not whole yet."""
        sight = self._sight()
        places = sight.places()
        kept = self._store.kept(list(places), sight.grid.tile_size, sight.ratio)
        return {key: places[key] for key, picture in kept.items() if picture is None}

    def build_some(self) -> bool:
        """A slice of the rows that come next in the direction scrolled last; whether there may be more."""
        sight = self._sight()
        if not self._canvas.isVisible() or not sight.keys or self.late.waits:
            return False
        near, far = (
            sight.coming(rows, upwards=self._upwards)
            for rows in (self._rows_ahead, _FURTHER * self._rows_ahead)
        )
        return self._store.make_some(near, far, sight.grid.tile_size, sight.ratio)

    def _finish(self, until: float, least: int = 1) -> bool:
        """Make some of the tiles in sight whole that are sketches; whether there are more."""
        late = self.sketched() if self._canvas.isVisible() else {}
        sight = self._sight()
        made = self._store.make(list(late), sight.grid.tile_size, sight.ratio, until, least=least)
        for key in made:
            self._canvas.update(late[key])
        return len(made) < len(late)
