"""Where every team stands with one indicator: what a wall of charts is filtered and sorted by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from collabdesk.analysis.cube import ObservationCube
from collabdesk.charts.signs import cube_progress, shared_scale
from collabdesk.charts.spec import LineStyle, Sign
from collabdesk.models.measures import Direction, Indicator, Phase, State
from collabdesk.periods import PeriodType
from collabdesk.services.charts.series import SeriesDesk, good_direction, phases_of, shown_periods, team_signs
from collabdesk.services.cubes import cube_of, part_of, some_teams
from collabdesk.services.data.events import event_dates
from collabdesk.services.overview.overview import silent_by_indicator
from collabdesk.services.workspace import Workspace

LATEST = 3
"""The latest value of a line is the median of so many last points (method.md, 6)."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One team's sign and progress, in the unit of the axis; None where there are no numbers.

    ``gain`` is + where it went in the good direction (upwards where there is none). ``silent``: the last period
    that is due has not been reported; ``last``: the ordinal of the last period with any report.
    """

    sign: Sign
    baseline: float | None = None
    latest: float | None = None
    gain: float | None = None
    silent: bool = False
    last: int | None = None
    quiet_days: int | None = None
    """Days since the last event, where events have dates."""


def standings(workspace: Workspace, indicator_id: int, today: dt.date) -> dict[int, Standing]:
    """Where each team of the collaborative stands, by team id: the sign and numbers that its chart shows."""
    return all_standings(workspace, [workspace.rows(Indicator)[indicator_id]], today)[indicator_id]


def all_standings(
    workspace: Workspace,
    indicators: Sequence[Indicator],
    today: dt.date,
    team_ids: Sequence[int] | None = None,
) -> dict[int, dict[int, Standing]]:
    """Where each team (or some) stands with each of these indicators, by indicator id and team id; those of one
    period type in one pass of the rules.
    """
    silent = silent_by_indicator(workspace, indicators, today)
    found: dict[int, dict[int, Standing]] = {}
    for period_type in dict.fromkeys(one.period_type for one in indicators):
        cube = cube_of(workspace, period_type)
        teams = cube.team_ids if team_ids is None else team_ids
        wanted = {one.id: one for one in indicators if one.period_type == period_type}
        if cube.n_periods == 0:
            for key in wanted:
                found[key] = {
                    team_id: Standing(sign=Sign.NOT_ENOUGH, silent=team_id in silent[key])
                    for team_id in teams
                }
            continue
        first, last = shown_periods(cube, PeriodType.parse(period_type))
        some = slice(None)
        if len(wanted) == 1:
            at = cube.indicator_at(next(iter(wanted)))
            some = slice(at, at + 1)
        part = part_of(cube, some, first, last)
        found.update(_stand(workspace, part if team_ids is None else some_teams(part, teams), wanted, silent))
    for one in indicators:
        found[one.id].update(_of_events(workspace, one, found[one.id], today))
    return {one.id: found[one.id] for one in indicators}


def _of_events(
    workspace: Workspace, indicator: Indicator, known: dict[int, Standing], today: dt.date
) -> Iterable[tuple[int, Standing]]:
    """The teams whose chart shows the days between dated events: nothing by period is expected of them."""
    for team_id, spec in SeriesDesk(workspace).event_charts(indicator.id, list(known)).items():
        days = [point.y for point in spec.points if point.y is not None and not point.excluded]
        enough = len(days) >= LATEST
        first = spec.centre[0].y if spec.centre and spec.centre[0].style is LineStyle.BASELINE else None
        baseline = first if first is not None else median(days[:LATEST]) if enough else None
        latest = median(days[-LATEST:])
        better = -1 if indicator.direction is Direction.DOWN else 1
        yield (
            team_id,
            replace(
                known[team_id],
                sign=spec.sign,
                baseline=baseline,
                latest=latest,
                gain=better * (latest - baseline) if baseline is not None else None,
                silent=False,
                quiet_days=(today - event_dates(workspace, indicator.id, [team_id])[-1]).days,
            ),
        )


def _stand(
    workspace: Workspace, part: ObservationCube, wanted: dict[int, Indicator], silent: dict[int, set[int]]
) -> Iterable[tuple[int, dict[int, Standing]]]:
    known = workspace.rows(Indicator)
    windows: dict[tuple[int, int], tuple[int, int]] = {}
    for key in part.indicator_ids:
        windows.update(_windows(workspace, key, part))
    made = cube_progress(part, {key: good_direction(known[key]) for key in part.indicator_ids}, windows)
    told = part.state != State.NOT_REPORTED
    ages = told[:, :, ::-1].argmax(axis=2).tolist()
    any_told = told.any(axis=2).tolist()
    shape = (len(part.indicator_ids), len(part.team_ids))
    baseline, latest, gain = (
        numbers.reshape(shape).tolist() for numbers in (made.baseline, made.latest, made.gain)
    )
    for at, key in enumerate(part.indicator_ids):
        if key in wanted:
            signs = team_signs(workspace, key)
            yield (
                key,
                {
                    team_id: Standing(
                        sign=signs[team_id],
                        baseline=_known(baseline[at][place]),
                        latest=_known(latest[at][place]),
                        gain=_known(gain[at][place]),
                        silent=team_id in silent[key],
                        last=part.last_period - ages[at][place] if any_told[at][place] else None,
                    )
                    for place, team_id in enumerate(part.team_ids)
                },
            )


def scale_of(workspace: Workspace, indicator_id: int) -> tuple[float, float]:
    """The y range that all charts of an indicator can share."""
    indicator = workspace.rows(Indicator)[indicator_id]
    return shared_scale(cube_of(workspace, indicator.period_type), indicator_id, indicator.target)


def axis_of(workspace: Workspace, indicator_id: int) -> tuple[int, int]:
    """The first and last period that all charts of an indicator show."""
    period_type = workspace.rows(Indicator)[indicator_id].period_type
    return shown_periods(cube_of(workspace, period_type), PeriodType.parse(period_type))


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
