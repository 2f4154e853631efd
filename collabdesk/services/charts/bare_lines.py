"""The lines of charts without the charts: at next to no cost, for a first sketch of a wall that is scrolled fast."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.charts.ticks import own_axis
from collabdesk.models.measures import Indicator, IndicatorKind, State
from collabdesk.periods import PeriodType
from collabdesk.services.charts.series import shown_periods
from collabdesk.services.cubes import cube_of
from collabdesk.services.workspace import Workspace


def bare_lines(
    workspace: Workspace, indicator_id: int, team_ids: Sequence[int], scale: tuple[float, float] | None
) -> list[tuple[list[float], float, float]]:
    """What the charts of some teams plot, NaN where there is nothing, from and to which value: for a sketch."""
    indicator = workspace.rows(Indicator)[indicator_id]
    cube = cube_of(workspace, indicator.period_type)
    if not team_ids or cube.n_periods == 0:
        return [([], 0.0, 1.0)] * len(team_ids)
    first, last = shown_periods(cube, PeriodType.parse(indicator.period_type))
    cut = slice(first - cube.first_period, last + 1 - cube.first_period)
    at, teams = cube.indicator_at(indicator_id), [cube.team_at(key) for key in team_ids]
    values, gone = cube.value[at, teams, cut], cube.state[at, teams, cut] != State.REPORTED
    values[gone | cube.excluded[at, teams, cut]] = float("nan")
    return [(row, *(scale or _own_range(indicator, row))) for row in values.tolist()]


def _own_range(indicator: Indicator, values: Sequence[float]) -> tuple[float, float]:
    known = [value for value in values if value == value]
    proportion = indicator.kind is IndicatorKind.PROPORTION
    lowest, highest = min(known, default=float("inf")), max(known, default=-float("inf"))
    axis = own_axis(lowest, highest, indicator.target, proportion=proportion)
    return axis.low, axis.high
