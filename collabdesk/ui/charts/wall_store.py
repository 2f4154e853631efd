"""What the wall knows of its charts: asked for once, kept within bounds, forgotten when they change.

Making a tile whole takes one or two milliseconds, a page of them longer than a frame: in a hurry some are made, and
the others are sketched until there is time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import inf
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator
from collabdesk.ui.charts.keeping import Keeping
from collabdesk.ui.charts.pace import Pace
from collabdesk.ui.charts.readout import describe_chart
from collabdesk.ui.charts.sketch import Sketch
from collabdesk.ui.charts.tile import TilePainter
from collabdesk.ui.theme import Theme

_SPECS_KEPT = 600
_PICTURE_BYTES = 48 * 2**20
_AT_ONCE = 12
"""Charts that are asked for together ahead of need, or in a hurry: asking costs as much as making four of them."""
_FEWEST = 2
"""However slow the machine is."""


class WallSource(Protocol):
    """Where the wall gets its charts.

    ``specs`` is asked once a repaint for the tiles in sight that are not known yet, answers in the same order,
    and is kept until `ChartWall.refresh`: charts built together are several times cheaper than one by one.
    """

    def keys(self) -> Sequence[Hashable]: ...

    def title(self, key: Hashable) -> str: ...

    def specs(self, keys: Sequence[Hashable]) -> Sequence[ChartSpec]: ...

    def sketches(self, keys: Sequence[Hashable]) -> Sequence[Sketch | None]:
        """The bare lines of these charts, at next to no cost; None where that can't be had."""


class NoSketches:
    """For sources of walls so small that there is always time to make them whole."""

    def sketches(self, keys: Sequence[Hashable]) -> Sequence[Sketch | None]:
        """None."""
        return [None] * len(keys)


class NoCharts(NoSketches):
    """The source of a wall that has none yet."""

    def keys(self) -> Sequence[Hashable]:
        """None."""
        return ()

    def title(self, key: Hashable) -> str:
        """Never asked."""
        raise KeyError(key)

    def specs(self, keys: Sequence[Hashable]) -> Sequence[ChartSpec]:
        """Never asked."""
        raise KeyError(*keys)


class WallStore:
    """A source's charts and their pictures in one theme."""

    def __init__(self, theme: Theme, translator: Translator):
        self._theme, self._translator = theme, translator
        self._source: WallSource = NoCharts()
        self._specs: Keeping[ChartSpec] = Keeping(_SPECS_KEPT)
        self._pictures: Keeping[QPixmap] = Keeping(_PICTURE_BYTES)
        self._pace = Pace()
        self.tiles = TilePainter(theme, translator)

    def set_source(self, source: WallSource) -> None:
        """Other charts; nothing is asked for yet."""
        self._source = source
        self.forget()

    def forget(self, keys: Iterable[Hashable] | None = None) -> None:
        """These charts (None: all) have changed."""
        if keys is None:
            self._specs.clear()
            self._pictures.clear()
        else:
            gone = list(keys)
            self._specs.drop(gone)
            self._pictures.drop(gone)

    def restyle(self) -> None:
        """The theme has changed: paint anew, ask for nothing."""
        self.tiles = TilePainter(self._theme, self._translator)
        self._pictures.clear()

    def title(self, key: Hashable) -> str:
        """A chart's name."""
        return self._source.title(key)

    def spec(self, key: Hashable) -> ChartSpec:
        """A chart."""
        return self._ask([key])[key]

    def kept(self, keys: Sequence[Hashable], size: QSize, ratio: float) -> dict[Hashable, QPixmap | None]:
        """The tiles as pictures as far as they are there; the others are None."""
        pixels = size * ratio
        return {key: self._kept(key, pixels) for key in keys}

    def make(
        self,
        keys: Sequence[Hashable],
        size: QSize,
        ratio: float,
        until: float,
        coming: Sequence[Hashable] = (),
        least: int = 0,
    ) -> dict[Hashable, QPixmap]:
        """Pictures of these tiles: of all, or of the first until it is time to sketch the others.

        ``until`` is a moment of `time.perf_counter`; the ``least`` are made even when it has passed. ``coming``
        will be wanted next: its charts are asked for together with those of others, when there are few.
        """
        made: dict[Hashable, QPixmap] = {}
        for at, key in enumerate(keys):
            left = until - perf_counter() - self._pace.sketches(len(keys) - at)
            must = at < least
            if not must and left < self._pace.pictures(1):
                break
            if self._specs.get(key) is None:
                most = max(len(keys), _FEWEST) if left == inf else min(self._pace.most(left), _AT_ONCE)
                if not must and most < _FEWEST:
                    break
                self._ask_ahead(keys[at:], coming, max(most, _FEWEST))
            made[key] = self._paint(key, self.spec(key), size, ratio)
        return made

    def _ask_ahead(self, keys: Sequence[Hashable], coming: Sequence[Hashable], most: int) -> None:
        wanted = dict.fromkeys((*keys, *coming))
        self._ask([key for key in wanted if self._specs.get(key) is None][:most])

    def sketch(self, painter: QPainter, places: Mapping[Hashable, QRect], ratio: float) -> None:
        """Paint these tiles, of which there are no pictures yet, as sketches."""
        keys = list(places)
        for key, sketch in zip(keys, self._source.sketches(keys), strict=True):
            self.tiles.sketch(painter, self.title(key), sketch, places[key], ratio)

    def make_some(
        self, keys: Sequence[Hashable], further: Sequence[Hashable], size: QSize, ratio: float
    ) -> bool:
        """Make a few charts or one picture of those that are not kept, then charts of what lies ``further``; False if
        all are there.
        """
        lacking = [key for key in keys if self._kept(key, size * ratio) is None]
        unknown = [key for key in lacking if self._specs.get(key) is None]
        far = [key for key in further if self._specs.get(key) is None]
        if unknown:
            self._ask(unknown[:_AT_ONCE])
        elif lacking:
            self._paint(lacking[0], self.spec(lacking[0]), size, ratio)
        elif far:
            self._ask(far[:_AT_ONCE])
        return bool(lacking or far)

    def tip(self, key: Hashable, tile: QRect, at: QPoint) -> str:
        """The tooltip at a position of a tile (rich text)."""
        return self.tiles.tip(self.title(key), self.spec(key), tile, QPointF(at))

    def description(self, key: Hashable) -> str:
        """A chart in one line, for a screen reader."""
        return describe_chart(self.title(key), self.spec(key), self._translator)

    def weight(self) -> tuple[int, float]:
        """How many charts and how many bytes of pictures are kept."""
        return len(self._specs), self._pictures.weight

    def _kept(self, key: Hashable, pixels: QSize) -> QPixmap | None:
        picture = self._pictures.get(key)
        return picture if picture is not None and picture.size() == pixels else None

    def _ask(self, keys: Sequence[Hashable]) -> dict[Hashable, ChartSpec]:
        held = {key: self._specs.get(key) for key in keys}
        unknown = [key for key, spec in held.items() if spec is None]
        if unknown:
            with self._pace.asking(len(unknown)):
                answers = self._source.specs(unknown)
            for key, spec in zip(unknown, answers, strict=True):
                held[key] = self._specs.put(key, spec)
        return {key: spec for key, spec in held.items() if spec is not None}

    def _paint(self, key: Hashable, spec: ChartSpec, size: QSize, ratio: float) -> QPixmap:
        picture = self.tiles.picture(self.title(key), spec, size, ratio)
        return self._pictures.put(key, picture, 4.0 * picture.width() * picture.height())
