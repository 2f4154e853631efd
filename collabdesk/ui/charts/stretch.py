"""The part of a line that a zoomed chart shows. Pure geometry, in the spec's positions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Place = tuple[float, float]


def within(points: Sequence[Place], low: float, high: float) -> list[Place]:
    """The stretch of a line of level and upright pieces between two x; fewer than two points: nothing is left."""
    kept: list[Place] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        first, last = max(x0, low), min(x1, high)
        if first < last or (x0 == x1 and low < x0 < high):
            kept += [(first, y0), (last, y1)]
    return [point for at, point in enumerate(kept) if at == 0 or point != kept[at - 1]]
