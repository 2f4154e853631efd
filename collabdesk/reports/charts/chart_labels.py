"""Labels that must not lie on a chart's points, lines or on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from collabdesk.reports.craft.fonts import width
from collabdesk.reports.craft.style import SMALLEST

Point = tuple[float, float]
Edges = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_LINE = 10.5
_UP, _DOWN = 7.0, 2.2
"""How far a line of the smallest type reaches above and below its base line."""
_STEPS = (0, *(sign * 8 * step for step in range(1, 18) for sign in (1, -1)))


@dataclass(frozen=True, kw_only=True)
class Label:
    """One line of small text from ``x`` on, its base line at ``y``."""

    x: float
    y: float
    text: str
    soft: bool = False
    covers: bool = False
    """No free place was found: it stands on a white ground."""

    @property
    def edges(self) -> Edges:
        """The rectangle that its ink may touch."""
        return (self.x, self.y - _DOWN, self.x + width(self.text, SMALLEST), self.y + _UP)


def overlap(one: Edges, other: Edges) -> bool:
    """Whether two rectangles share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def right_labels(
    texts: Sequence[tuple[float, tuple[str, ...], bool]], x: float, bottom: float, top: float
) -> tuple[Label, ...]:
    """Labels beside the plot, each at its line's height, moved apart where they would overlap."""
    blocks = sorted(texts, key=lambda item: -item[0])
    centres: list[float] = []
    for y, lines, _ in blocks:
        half = len(lines) * _LINE / 2
        ceiling = centres[-1] - _half(blocks[len(centres) - 1]) - half if centres else top + 4
        centres.append(min(y, ceiling))
    floor = bottom - 2.0
    for index in range(len(blocks) - 1, -1, -1):
        half = _half(blocks[index])
        centres[index] = max(centres[index], floor + half)
        floor = centres[index] + half
    return tuple(
        Label(x=x, y=centre + _half(block) - (row + 1) * _LINE + 2.4, text=text, soft=block[2])
        for block, centre in zip(blocks, centres, strict=True)
        for row, text in enumerate(block[1])
    )


def place_labels(
    wanted: Sequence[tuple[str, list[Point]]],
    edges: Edges,
    points: Sequence[Point],
    segments: Sequence[Sequence[Point]],
    levels: Sequence[float],
    poles: Sequence[float],
) -> tuple[Label, ...]:
    """Each label in the free place nearest to its points (``wanted``: text and points).

    The first ones choose first; one that could only stand on another is left out.
    """
    ink = [(x - 5.5, y - 5.5, x + 5.5, y + 5.5) for x, y in points]
    ink += [(x - 1.5, y - 1.5, x + 1.5, y + 1.5) for segment in segments for x, y in _along(segment)]
    ruled = [(edges[0], y - 0.8, edges[2], y + 0.8) for y in levels]
    ruled += [(x - 0.8, edges[1], x + 0.8, edges[3]) for x in poles]
    placed: list[Label] = []
    for text, near in wanted:
        taken = [_padded(label.edges) for label in placed]
        label = _place(text, near, edges, (ink, ruled, taken))
        if not _harm(label.edges, taken):
            placed.append(label)
    return tuple(placed)


def _place(
    text: str, near: Sequence[Point], edges: Edges, obstacles: tuple[list[Edges], list[Edges], list[Edges]]
) -> Label:
    """The nearest place that is free; else one that only crosses a thin line; else the least bad one."""
    wide = width(text, SMALLEST)
    spots = _spots(wide, near, edges)
    ink, ruled, labels = obstacles
    for blocked in (ink + labels + ruled, ink + labels):
        for _, x, y in spots:
            right, bottom, top = x + wide, y - _DOWN, y + _UP
            for other in blocked:
                if x < other[2] and other[0] < right and bottom < other[3] and other[1] < top:
                    break
            else:
                return Label(x=x, y=y, text=text)
    found = [Label(x=x, y=y, text=text, covers=True) for _, x, y in spots]
    return min(found, key=lambda label: _harm(label.edges, ink) + 50 * _harm(label.edges, labels))


def _padded(edges: Edges) -> Edges:
    left, bottom, right, top = edges
    return (left - 6, bottom, right + 6, top)


def _harm(edges: Edges, others: list[Edges]) -> int:
    return sum(overlap(edges, other) for other in others)


def _spots(wide: float, near: Sequence[Point], edges: Edges) -> list[tuple[float, float, float]]:
    """(distance, x, y) of places all over the plot, the nearest to the points above or below them first."""
    left, bottom, right, top = edges
    middle = (min(x for x, _ in near) + max(x for x, _ in near)) / 2
    high, low = max(y for _, y in near) + 9, min(y for _, y in near) - 16
    begin = min(max(middle - wide / 2, left + 2), max(right - wide - 1, left + 2))
    columns = [begin + step for step in _STEPS if left + 2 <= begin + step <= right - wide - 1] or [begin]
    rows = [y for step in range(0, 200, 8) for y in (high + step, low - step)]
    fitting = [y for y in rows if bottom + 3 <= y <= top - _UP] or [bottom + 4]
    aside = [(abs(x + wide / 2 - middle) * 0.6, x) for x in columns]
    above = [(min(abs(y - high), abs(low - y)), y) for y in fitting]
    return sorted((far + away, x, y) for far, y in above for away, x in aside)


def _half(block: tuple[float, tuple[str, ...], bool]) -> float:
    return len(block[1]) * _LINE / 2


def _along(segment: Sequence[Point]) -> list[Point]:
    """Points along a line, close enough together that no label slips through."""
    found: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise(segment):
        steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / 5))
        found.extend((x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(1, steps))
    return found
