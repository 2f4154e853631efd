"""Where every team stands with one indicator: what a wall of charts is filtered and sorted by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from collabdesk.analysis.cube import ObservationCube
from collabdesk.charts.signs import cube_progress, shared_scale
from collabdesk.charts.spec import Sign
from collabdesk.models.measures import Indicator, Phase
from collabdesk.periods import PeriodType
from collabdesk.services.cubes import one_indicator
from collabdesk.services.overview import silent_teams
from collabdesk.services.series import SeriesDesk, good_direction, phases_of, shown_periods
from collabdesk.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One team's sign and progress, in the unit of the axis; None where there are no numbers.

    ``gain`` is + where it went in the good direction (upwards where there is none). ``silent``: the last period
    that is due has not been reported.
    """

    sign: Sign
    baseline: float | None = None
    latest: float | None = None
    gain: float | None = None
    silent: bool = False


def standings(workspace: Workspace, indicator_id: int, today: dt.date) -> dict[int, Standing]:
    """Where each team of the collaborative stands, by team id: the sign and numbers that its chart shows."""
    indicator = workspace.rows(Indicator)[indicator_id]
    cube = workspace.cube(indicator.period_type)
    silent = silent_teams(workspace, indicator_id, today)
    found = SeriesDesk(workspace).signs(indicator_id)
    if cube.n_periods == 0:
        return {key: Standing(sign=sign, silent=key in silent) for key, sign in found.items()}
    first, last = shown_periods(cube, PeriodType.parse(indicator.period_type))
    part = one_indicator(cube, indicator_id, first, last)
    made = cube_progress(
        part,
        {indicator_id: good_direction(indicator)},
        dict(_windows(workspace, indicator_id, part)),
        slice(None),
    )
    rows = zip(found.items(), made.baseline.tolist(), made.latest.tolist(), made.gain.tolist(), strict=True)
    return {
        key: Standing(
            sign=sign,
            baseline=_known(baseline),
            latest=_known(latest),
            gain=_known(gain),
            silent=key in silent,
        )
        for (key, sign), baseline, latest, gain in rows
    }


def scale_of(workspace: Workspace, indicator_id: int) -> tuple[float, float]:
    """The y range that all charts of an indicator can share."""
    indicator = workspace.rows(Indicator)[indicator_id]
    return shared_scale(workspace.cube(indicator.period_type), indicator_id, indicator.target)


def axis_of(workspace: Workspace, indicator_id: int) -> tuple[int, int]:
    """The first and last period that all charts of an indicator show."""
    period_type = workspace.rows(Indicator)[indicator_id].period_type
    return shown_periods(workspace.cube(period_type), PeriodType.parse(period_type))


def baseline_phase(workspace: Workspace, indicator_id: int, team_id: int | None) -> Phase | None:
    """The phase whose baseline a series is judged by now; None without one."""
    found = phases_of(workspace, indicator_id, team_id)
    return found[-1] if found else None


def _windows(
    workspace: Workspace, indicator_id: int, cube: ObservationCube
) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    """The oldest frozen baseline of each team, by position on the cube's axis."""
    phases = [one for one in workspace.rows(Phase).values() if one.indicator_id == indicator_id]
    own = {one.team_id for one in phases}
    shared = _oldest(phases_of(workspace, indicator_id, None))
    for team_id in cube.team_ids:
        phase = _oldest(phases_of(workspace, indicator_id, team_id)) if team_id in own else shared
        if phase is not None and phase.last >= cube.first_period:
            window = (max(phase.first - cube.first_period, 0), phase.last - cube.first_period)
            yield (indicator_id, team_id), window


def _oldest(phases: list[Phase]) -> Phase | None:
    return next((phase for phase in phases if phase.frozen), None)


def _known(value: float) -> float | None:
    return None if value != value else value
