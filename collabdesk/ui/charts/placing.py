"""Where labels go: thinning, staggering, nudging apart, and finding a free place. Pure geometry in px."""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF

_STEPS = (1, 2, 3, 4, 6, 12, 24, 48, 96)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def thinned(positions: Sequence[float], width: float, anchor: int = 0) -> list[int]:
    """The indexes of the labels to draw, every k-th counted from ``anchor``, so that none touch."""
    if len(positions) < 2:
        return list(range(len(positions)))
    pitch = min(b - a for a, b in itertools.pairwise(positions))
    step = next((k for k in _STEPS if pitch * k >= width), len(positions))
    return [index for index in range(len(positions)) if (index - anchor) % step == 0]


def rows_for(spans: Iterable[tuple[float, float]]) -> list[int]:
    """A row (0 is the lowest) for each span, left to right, so that spans of one row do not overlap."""
    ends: list[float] = []
    rows = []
    for low, high in spans:
        row = next((index for index, end in enumerate(ends) if low >= end), len(ends))
        if row == len(ends):
            ends.append(high)
        ends[row] = high
        rows.append(row)
    return rows


def nudged(wanted: Sequence[float], height: float, low: float, high: float) -> list[float]:
    """Middles of labels near the wanted ones, ``height`` apart, within ``low``..``high``; order is kept."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [min(max(wanted[index], low + height / 2), high - height / 2) for index in order]
    for index in range(1, len(placed)):
        placed[index] = max(placed[index], placed[index - 1] + height)
    limit = high - height / 2
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - height
    result = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        result[index] = placed[rank]
    return result


def stacked(text: str) -> tuple[str, str] | None:
    """``12/20`` or ``5 of 24`` as two numbers to stand one over the other; None for anything else."""
    found = _NUMBER.findall(text)
    return (found[0], found[1]) if len(found) == 2 else None


def samples(line: Sequence[QPointF]) -> list[QPointF]:
    """Points along a line, about 6 px apart: what a label should not cover."""
    result = list(line)
    for a, b in itertools.pairwise(line):
        steps = int(math.hypot(b.x() - a.x(), b.y() - a.y()) // 6)
        for step in range(1, steps):
            share = step / steps
            result.append(QPointF(a.x() + (b.x() - a.x()) * share, a.y() + (b.y() - a.y()) * share))
    return result


class FreePlaces:
    """Finds a place for a label among points, lines and the labels that already stand."""

    def __init__(self, within: QRectF, points: Iterable[QPointF], levels: Iterable[float]):
        self._within = within
        self._points = sorted((point.x(), point.y()) for point in points)
        self._levels = list(levels)
        self._taken: list[QRectF] = []

    def take(self, candidates: Iterable[QRectF]) -> QRectF | None:
        """The best of the candidates (the earlier of equals), moved inside the plot; it is taken from now on.

        None if each would cover another label.
        """
        best, least = None, math.inf
        for candidate in candidates:
            inside = self._moved_in(candidate)
            cost = self._cost(inside)
            if cost < least:
                best, least = inside, cost
            if not least:  # no later one is better
                break
        if best is None or any(best.intersects(other) for other in self._taken):
            return None
        self._taken.append(best)
        return best

    def _moved_in(self, rect: QRectF) -> QRectF:
        within, moved = self._within, QRectF(rect)
        moved.moveLeft(
            min(max(rect.left(), within.left() + 2), max(within.left(), within.right() - rect.width()))
        )
        moved.moveTop(min(max(rect.top(), within.top() + 1), within.bottom() - rect.height() - 1))
        return moved

    def _cost(self, rect: QRectF) -> float:
        roomy = rect.adjusted(-3, -3, 3, 3)
        left, top, right, bottom = roomy.left(), roomy.top(), roomy.right(), roomy.bottom()
        near = itertools.islice(self._points, bisect_left(self._points, (left, top)), None)
        beneath = itertools.takewhile(lambda point: point[0] <= right, near)
        hit = sum(3 for _x, y in beneath if top <= y <= bottom)
        crossed = sum(2 for level in self._levels if rect.top() < level < rect.bottom())
        return hit + crossed + sum(60 for other in self._taken if other.intersects(roomy))
