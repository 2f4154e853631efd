"""Charts side by side in rows, their plots in line with each other."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.charts.spec import ChartSpec
from collabdesk.reports.charts.chart_layout import Needs, needs, shared
from collabdesk.reports.charts.chart_painter import paint_chart
from collabdesk.reports.charts.chart_plot import Gutters, Words, gutters
from collabdesk.reports.craft.flow import Block
from collabdesk.reports.craft.pen import Pen

BETWEEN = 20.0
"""Space between two charts side by side, and under a row."""
LEAST_PLOT = 66.0
"""A plot of this height can still be read well."""
SMALLEST_PLOT = 52.0
"""One of this height still can, where the page has no more: fewer charts on a page come next."""
_STEP = 2.0
"""Heights of plots are whole numbers of this."""
MOST_PLOT = {1: 210.0, 2: 150.0, 3: 110.0}
"""Plots grow no higher than this, by the number of rows on a page: the rest is room to write."""
ALONE_PLOT = 320.0
"""One that has its page alone, with nothing to write on it."""


class ChartRow:
    """One row of charts, measured once: its height is chosen when the rest of the page is known."""

    def __init__(
        self,
        specs: Sequence[ChartSpec],
        each: float,
        words: Words,
        *,
        counts: bool = True,
        beside_plot: Gutters | None = None,
    ) -> None:
        self._specs = specs
        self._each = each
        self._needs: Needs = shared(
            needs(spec, each, words, counts=counts, beside_plot=beside_plot) for spec in specs
        )

    @property
    def around(self) -> float:
        """The height of everything but the plots, the space under the row included."""
        return self._needs.above + self._needs.below + BETWEEN * 0.6

    def block(self, plot: float) -> Block:
        """The row as a block whose plots have this height."""
        specs, each, room = self._specs, self._each, self._needs
        high = self.around + plot

        def draw(pen: Pen, left: float, top: float, _high: float) -> None:
            bottom = top - high + BETWEEN * 0.6
            for index, spec in enumerate(specs):
                x = left + index * (each + BETWEEN)
                paint_chart(pen, spec, x, bottom, each, top - bottom, room, index)

        return Block(high=high, draw=draw)


def plot_height(rows: Sequence[ChartRow], room: float) -> float:
    """How high the plots of these rows can be when they share the room evenly; may be too little to read.

    In whole steps: so many plots are of one size, and what they have in common is drawn once.
    """
    return (room - sum(row.around for row in rows)) / len(rows) // _STEP * _STEP


def grid(rows: Sequence[ChartRow], room: float, *, alone: bool = False) -> list[Block]:
    """The rows as blocks, their plots within what can be read and what looks well; ``alone``: no lines to write on
    share the page.
    """
    most = ALONE_PLOT if alone and len(rows) == 1 else MOST_PLOT.get(len(rows), MOST_PLOT[3])
    return [row.block(max(SMALLEST_PLOT, min(plot_height(rows, room), most))) for row in rows]


def chart_rows(
    specs: Sequence[ChartSpec], columns: int, wide: float, words: Words, *, counts: bool = True
) -> list[ChartRow]:
    """The rows of a grid of charts, with the n/d rows under them or without; all plots are equally wide."""
    each = (wide - BETWEEN * (columns - 1)) / columns
    found = [gutters(spec, each, words) for spec in specs]
    around = max(left for left, _ in found), max(right for _, right in found)
    return [
        ChartRow(specs[first : first + columns], each, words, counts=counts, beside_plot=around)
        for first in range(0, len(specs), columns)
    ]
