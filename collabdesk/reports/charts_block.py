"""Charts side by side in rows, their plots in line with each other."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.charts.spec import ChartSpec
from collabdesk.reports.chart_layout import Needs, Words, needs, shared
from collabdesk.reports.chart_painter import paint_chart
from collabdesk.reports.flow import Block
from collabdesk.reports.pen import Pen

BETWEEN = 20.0
"""Space between two charts side by side, and under a row."""
GOOD_PLOT = 84.0
"""A plot of this height can still be read well."""


class ChartRow:
    """One row of charts, measured once: its height is chosen when the rest of the page is known."""

    def __init__(self, specs: Sequence[ChartSpec], columns: int, wide: float, words: Words) -> None:
        self._specs = specs
        self._each = (wide - BETWEEN * (columns - 1)) / columns
        self._needs: Needs = shared(needs(spec, self._each, words) for spec in specs)

    @property
    def least(self) -> float:
        """The lowest height at which the plots can be read well."""
        return self._needs.above + self._needs.below + GOOD_PLOT + BETWEEN * 0.6

    def block(self, high: float) -> Block:
        """The row as a block of this height, the space under it included."""
        specs, each, room = self._specs, self._each, self._needs

        def draw(pen: Pen, left: float, top: float, tall: float) -> None:
            bottom = top - high + BETWEEN * 0.6
            for index, spec in enumerate(specs):
                x = left + index * (each + BETWEEN)
                paint_chart(pen, spec, x, bottom, each, top - bottom, room)

        return Block(high=high, draw=draw)


def chart_rows(specs: Sequence[ChartSpec], columns: int, wide: float, words: Words) -> list[ChartRow]:
    """The rows of a grid of charts."""
    return [
        ChartRow(specs[first : first + columns], columns, wide, words)
        for first in range(0, len(specs), columns)
    ]
