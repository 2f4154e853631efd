"""How a team's charts share its pages: as many to a page as was asked for, as long as they can be read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from collabdesk.charts.spec import ChartSpec
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.charts.charts_block import (
    LEAST_PLOT,
    SMALLEST_PLOT,
    ChartRow,
    chart_rows,
    plot_height,
)
from collabdesk.reports.content import CHARTS_PER_PAGE


class ChartPage:
    """Some charts that share a page with ``room`` points of height for them and what stands below."""

    def __init__(
        self, charts: Sequence[ChartSpec], per_page: int, wide: float, room: float, words: Words
    ) -> None:
        self.charts = charts
        self.room = room
        self._wide, self._words = wide, words
        few = len(charts) <= 2 and len(charts) <= per_page // 2
        self._columns = 1 if per_page < 4 or few else 2

    @cached_property
    def _rows(self) -> list[ChartRow]:
        return chart_rows(self.charts, self._columns, self._wide, self._words)

    @cached_property
    def _bare(self) -> list[ChartRow]:
        """Without their n/d rows."""
        return chart_rows(self.charts, self._columns, self._wide, self._words, counts=False)

    @property
    def readable(self) -> bool:
        """Whether all its charts can be read on one page, nothing else below them."""
        if plot_height(self._rows, self.room) >= LEAST_PLOT:
            return True
        return plot_height(self._bare, self.room) >= SMALLEST_PLOT

    def fit(self, *rooms: float) -> tuple[list[ChartRow], float]:
        """The rows, and the first of the rooms in which they can be read well, else in which they still can; where
        there is none the whole page, at need without their n/d rows.
        """
        for least in (LEAST_PLOT, SMALLEST_PLOT):
            for room in rooms:
                if plot_height(self._rows, room) >= least:
                    return self._rows, room
        fits = plot_height(self._rows, self.room) >= LEAST_PLOT
        return self._rows if fits else self._bare, self.room

    def leaves(self, under: float) -> bool:
        """Whether the charts leave so much room below them."""
        return self.fit(self.room - under)[1] < self.room or under == 0


def chart_pages(
    charts: Sequence[ChartSpec], per_page: int, wide: float, rooms: tuple[float, float], words: Words
) -> list[ChartPage]:
    """The charts on pages, fewer to a page than ``per_page`` where they could not be read otherwise.

    ``rooms``: the height on the first page, and on those after it.
    """
    found: list[ChartPage] = []
    for size in [per_page, *(size for size in reversed(CHARTS_PER_PAGE) if size < per_page)]:
        chunks = [charts[first : first + size] for first in range(0, len(charts), size)]
        found = [
            ChartPage(chunk, size, wide, rooms[min(index, 1)], words) for index, chunk in enumerate(chunks)
        ]
        if all(page.readable for page in found):
            break
    return found
