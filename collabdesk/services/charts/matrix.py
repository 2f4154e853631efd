"""All teams and all indicators at once: the sign, the numbers and the small line of each series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from statistics import median

from collabdesk.charts.spec import ChartSpec
from collabdesk.models.measures import Indicator
from collabdesk.periods import PeriodType
from collabdesk.services.charts.series import SeriesDesk, shown_periods
from collabdesk.services.charts.standings import LATEST, Standing, all_standings, scale_of
from collabdesk.services.cubes import cube_of
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace

Line = tuple[float | None, ...]
FEW = 40
"""More touched teams of one indicator than this (an import): its whole column is gathered anew."""


class Matrix:
    """Gathered once; `renew` brings the indicators that an edit concerns up to date."""

    def __init__(self, workspace: Workspace, today: dt.date) -> None:
        self._workspace, self._today = workspace, today
        self.indicators = tuple(indicators.in_order(workspace))
        self._standings = all_standings(workspace, self.indicators, today)
        self._scales: dict[int, tuple[float, float]] = {}
        self._pool: tuple[int, ...] | None = None
        self._pooled: dict[int, ChartSpec] = {}
        self._events: dict[int, dict[int, Line]] = {}

    def pool(self, team_ids: Sequence[int] | None) -> None:
        """The teams that are pooled; None for all."""
        chosen = None if team_ids is None else tuple(team_ids)
        if chosen != self._pool:
            self._pool = chosen
            self._pooled.clear()

    def pooled_chart(self, indicator_id: int) -> ChartSpec:
        """The pooled chart of an indicator; made when it is first asked for."""
        if indicator_id not in self._pooled:
            self._pooled[indicator_id] = SeriesDesk(self._workspace).pooled_chart(indicator_id, self._pool)
        return self._pooled[indicator_id]

    def pooled(self, indicator_id: int) -> tuple[Standing, Line]:
        """Where the pooled line stands, and its values."""
        chart = self.pooled_chart(indicator_id)
        values = _values(chart)
        last = [value for value in values if value is not None][-LATEST:]
        return Standing(sign=chart.sign, latest=median(last) if last else None), values

    def of_indicator(self, indicator_id: int) -> dict[int, Standing]:
        """Where every team stands with an indicator, by team id."""
        return self._standings[indicator_id]

    def standing(self, indicator_id: int, team_id: int) -> Standing | None:
        """Where one team stands with one indicator."""
        return self._standings[indicator_id].get(team_id)

    def of_team(self, team_id: int) -> list[Standing]:
        """Where a team stands with each indicator."""
        return [row[team_id] for row in self._standings.values() if team_id in row]

    def line(self, indicator_id: int, team_id: int) -> Line:
        """The values of a series over the periods that its chart shows; None for a gap or an excluded point. Of dated
        events the days between them.
        """
        if indicator_id not in self._events:
            charts = SeriesDesk(self._workspace).event_charts(indicator_id)
            self._events[indicator_id] = {key: _values(spec) for key, spec in charts.items()}
        if team_id in self._events[indicator_id]:
            return self._events[indicator_id][team_id]
        indicator = self._workspace.rows(Indicator)[indicator_id]
        cube = cube_of(self._workspace, indicator.period_type)
        if cube.n_periods == 0:
            return ()
        first, last = shown_periods(cube, PeriodType.parse(indicator.period_type))
        at, team_at = cube.indicator_at(indicator_id), cube.team_at(team_id)
        cut = slice(first - cube.first_period, last + 1 - cube.first_period)
        values = cube.value[at, team_at, cut].tolist()
        left_out = cube.excluded[at, team_at, cut].tolist()
        return tuple(
            None if out or value != value else value for value, out in zip(values, left_out, strict=True)
        )

    def scale(self, indicator_id: int) -> tuple[float, float]:
        """The range that the lines of an indicator share."""
        if indicator_id not in self._scales:
            self._scales[indicator_id] = scale_of(self._workspace, indicator_id)
        return self._scales[indicator_id]

    def renew(self, pairs: Iterable[tuple[int, int]]) -> None:
        """The numbers of these (indicator id, team id) have changed."""
        touched: dict[int, set[int]] = {}
        for key, team_id in pairs:
            touched.setdefault(key, set()).add(team_id)
        for one in self.indicators:
            teams = touched.get(one.id)
            if teams is not None:
                few = sorted(teams) if len(teams) <= FEW else None
                self._standings[one.id].update(
                    all_standings(self._workspace, [one], self._today, few)[one.id]
                )
        for key in touched:
            self._scales.pop(key, None)
            self._pooled.pop(key, None)
            self._events.pop(key, None)


def _values(chart: ChartSpec) -> Line:
    return tuple(None if point.excluded else point.y for point in chart.points)
