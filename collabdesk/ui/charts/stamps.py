"""The marks of tiles as little pictures: a ring is drawn once and then copied, to a quarter of a pixel.

A wall in motion draws thousands of marks a second; a copy takes a tenth of the time of a smooth circle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from collabdesk.ui.charts.layout import PlacedMark
from collabdesk.ui.charts.marks import Mark, paint_mark
from collabdesk.ui.charts.style import ChartStyle

_PHASES = 4
"""Places within a pixel that have a picture of their own, across and down."""
_MOST = 4096
"""Pictures kept: of one size of tile there are a hundred or two."""
_REACH = {Mark.SUSPECT: 18, Mark.BEYOND: 12}
_Key = tuple[Mark, float, float, float, int, int]


class Stamps:
    """The marks in one style."""

    def __init__(self, style: ChartStyle) -> None:
        self._style = style
        self._made: dict[_Key, QPixmap] = {}

    def paint(self, painter: QPainter, placed: Iterable[PlacedMark], radius: float, halo: float) -> None:
        """These marks around their points."""
        ratio = painter.device().devicePixelRatioF()
        made, radius, halo = self._made, round(radius, 2), round(halo, 2)
        for mark, x, y, _x_index in placed:
            left, across = _split(x * ratio)
            top, down = _split(y * ratio)
            key = (mark, radius, halo, ratio, across, down)
            stamp = made.get(key)
            if stamp is None:
                stamp = self._make(key)
            half = stamp.width() // 2
            painter.drawPixmap(QPointF((left - half) / ratio, (top - half) / ratio), stamp)

    def _make(self, key: _Key) -> QPixmap:
        mark, radius, halo, ratio, across, down = key
        half = math.ceil(_REACH.get(mark, _usual_reach(radius, halo)) * ratio)
        stamp = QPixmap(2 * half, 2 * half)
        stamp.setDevicePixelRatio(ratio)
        stamp.fill(Qt.GlobalColor.transparent)
        painter = QPainter(stamp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QPointF((half + across / _PHASES) / ratio, (half + down / _PHASES) / ratio)
        paint_mark(painter, mark, at, radius, self._style, halo)
        painter.end()
        if len(self._made) >= _MOST:
            self._made.clear()
        self._made[key] = stamp
        return stamp


def _split(px: float) -> tuple[int, int]:
    """The whole pixel and the place within it."""
    quarters = round(px * _PHASES)
    return quarters // _PHASES, quarters % _PHASES


def _usual_reach(radius: float, halo: float) -> int:
    """How far from its point a mark is drawn at most, in whole px."""
    return math.ceil(radius + max(halo, 2.3)) + 2
