"""The scoreboard: how far each series and the whole collaborative have come (method.md, 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabdesk.i18n import Message, msg
from collabdesk.kinds import IndicatorKind
from collabdesk.models.measures import Direction, Indicator, Phase
from collabdesk.models.places import Team
from collabdesk.periods import Kind, Period, PeriodType
from collabdesk.services.charts.series import good_direction, shown_periods
from collabdesk.services.cubes import cube_of
from collabdesk.services.sessions import meetings
from collabdesk.services.setup.indicators import in_order
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.analysis.cube import ObservationCube
    from collabdesk.analysis.progress_cube import SeriesRow
    from collabdesk.analysis.progress_goals import Spread

GOALS = ("80", "90", "20", "10", "target")
"""In the order of the scoreboard; the first two for proportions where higher is better, the next where lower."""

DEFINITIONS: dict[str, Message] = {
    "baseline": msg("Median of the baseline points; without a baseline, of the first 3 points."),
    "latest": msg("Median of the last 3 points, with the period of the last."),
    "gain": msg(
        "Latest less baseline, + is better, from 3 points on. The collaborative's median and quartiles are of the "
        "percentages, in percentage points."
    ),
    "reached": msg(
        "The first of 2 consecutive points at or beyond the goal, after the baseline; months that were not "
        "reported or are excluded are passed over. Series whose baseline is beyond it already are counted apart."
    ),
    "time": msg(
        "Counted from the start of the first action period, or from the team's joining if later; 0 where it was "
        "reached before that."
    ),
    "held": msg("Share of the points after reaching the goal that are at or beyond it."),
    "quartiles": msg("A quarter of the series lie below the first quartile, a quarter above the third."),
}
"""What is printed under each number."""


@dataclass(frozen=True, kw_only=True)
class SeriesProgress:
    """One team and one indicator, in the unit of the axis."""

    team_id: int
    indicator_id: int
    team: str
    indicator: str
    unit: str
    baseline: float
    latest: float
    latest_period: Period
    gain: float | None
    """None under 3 points."""
    reached: Mapping[str, Period]
    times: Mapping[str, int]
    held: Mapping[str, float]
    held_of: Mapping[str, int]
    """How many points after reaching ``held`` is a share of."""
    already: tuple[str, ...]
    """Goals that the baseline is at or beyond."""
    goals: tuple[str, ...]
    """Goals that apply; none without enough points or a direction of good."""


@dataclass(frozen=True, kw_only=True)
class GoalProgress:
    """One goal over the collaborative."""

    threshold: str
    teams: int
    series: int
    """That could reach it: with enough points, and not beyond it at baseline."""
    reached_count: int
    already: int
    reached: float | None
    """The share of ``series``."""
    time: Spread | None
    time_in: Kind
    """The periods in which time is counted: those of most series."""
    held: Spread | None


@dataclass(frozen=True, kw_only=True)
class IndicatorGain:
    """The gains of the teams with one indicator, in its unit."""

    indicator: str
    unit: str
    gain: Spread


@dataclass(frozen=True, kw_only=True)
class Scoreboard:
    """The whole collaborative. ``teams`` and ``series`` are those with at least one point."""

    collaborative: str
    teams: int
    series: int
    too_few: int
    """Series whose gain and goals are left out because they have too few points."""
    thresholds: tuple[GoalProgress, ...]
    gain: Spread | None
    """Of the proportions, in percentage points; where there are none, of the one unit that all share."""
    gains: tuple[IndicatorGain, ...]
    each: tuple[SeriesProgress, ...]


def scoreboard(workspace: Workspace) -> Scoreboard:
    """The scoreboard of the open collaborative: the indicators in use, all teams that ever reported."""
    from collabdesk.analysis.progress_cube import rows_spread

    indicators = {one.id: one for one in in_order(workspace)}
    each = [
        series
        for name in dict.fromkeys(one.period_type for one in indicators.values())
        for series in _series(workspace, indicators, name)
    ]
    place = {key: at for at, key in enumerate(indicators)}
    each.sort(key=lambda one: (place[one.indicator_id], one.team.casefold(), one.team_id))
    gains = [
        IndicatorGain(indicator=indicator.name, unit=indicator.unit, gain=found)
        for indicator in indicators.values()
        if indicator.direction is not Direction.NONE
        if (found := rows_spread([one.gain for one in each if one.indicator_id == indicator.id])) is not None
    ]
    return Scoreboard(
        collaborative=workspace.collaborative.name,
        teams=len({one.team_id for one in each}),
        series=len(each),
        too_few=sum(one.gain is None for one in each),
        thresholds=tuple(_goals(indicators, each)),
        gain=rows_spread(_comparable_gains(indicators, each)),
        gains=tuple(gains),
        each=tuple(each),
    )


def _series(workspace: Workspace, indicators: Mapping[int, Indicator], name: str) -> Iterable[SeriesProgress]:
    from collabdesk.analysis.progress_cube import Course, cube_rows

    cube, period_type = cube_of(workspace, name), PeriodType.parse(name)
    if cube.n_periods == 0:
        return
    mine = {key: indicators[key] for key in cube.indicator_ids if key in indicators}
    courses = {
        key: Course(good=good_direction(one), target=one.target, kind=one.kind) for key, one in mine.items()
    }
    windows = baseline_windows(workspace, cube)
    shown = shown_periods(cube, period_type)
    for row in cube_rows(cube, shown, courses, windows, _begun(workspace, period_type)):
        yield _told(workspace, indicators[row.indicator_id], period_type, row)


def baseline_windows(workspace: Workspace, cube: ObservationCube) -> dict[tuple[int, int], tuple[int, int]]:
    """The oldest frozen baseline of each series, in ordinals: a re-baseline does not make the way shorter."""
    phases: dict[tuple[int, int | None], list[Phase]] = {}
    for phase in workspace.rows(Phase).values():
        phases.setdefault((phase.indicator_id, phase.team_id), []).append(phase)
    windows = {}
    for indicator_id in cube.indicator_ids:
        shared = _oldest(phases.get((indicator_id, None), []))
        for team_id in cube.team_ids:
            own = phases.get((indicator_id, team_id))
            chosen = _oldest(own) if own else shared
            if chosen is not None:
                windows[indicator_id, team_id] = chosen
    return windows


def _oldest(phases: list[Phase]) -> tuple[int, int] | None:
    in_time = sorted(phases, key=lambda phase: (phase.starts is not None, phase.starts or 0))
    return next(((phase.first, phase.last) for phase in in_time if phase.frozen), None)


def _begun(workspace: Workspace, period_type: PeriodType) -> dict[int, int]:
    """The period from which each team's time is counted: the first action period, or its joining if later.

    Before any session is set, the collaborative's start stands for the first action period. Teams for which
    nothing is known are left out.
    """
    actions = meetings.action_periods(workspace)
    first = actions[0].starts if actions else workspace.collaborative.starts
    days = {
        team.id: [day for day in (first, team.joined) if day is not None] for team in workspace.mine(Team)
    }
    return {team_id: period_type.holding(max(mine)) for team_id, mine in days.items() if mine}


def _told(
    workspace: Workspace, indicator: Indicator, period_type: PeriodType, row: SeriesRow
) -> SeriesProgress:
    return SeriesProgress(
        team_id=row.team_id,
        indicator_id=row.indicator_id,
        team=workspace.rows(Team)[row.team_id].name,
        indicator=indicator.name,
        unit=indicator.unit,
        baseline=row.baseline,
        latest=row.latest,
        latest_period=Period(period_type, row.latest_period),
        gain=row.gain,
        reached={name: Period(period_type, at) for name, at in row.reached.items()},
        times=row.times,
        held=row.held,
        held_of=row.held_of,
        already=row.already,
        goals=row.goals,
    )


def _goals(indicators: Mapping[int, Indicator], each: list[SeriesProgress]) -> Iterable[GoalProgress]:
    from collabdesk.analysis.progress_cube import rows_spread

    main = _main_type(indicators, each)
    for name in GOALS:
        mine = [one for one in each if name in one.goals]
        if not mine:
            continue
        open_ = [one for one in mine if name not in one.already]
        done = [one for one in open_ if name in one.reached]
        timed = [one for one in done if indicators[one.indicator_id].period_type == main]
        yield GoalProgress(
            threshold=name,
            teams=len({one.team_id for one in open_}),
            series=len(open_),
            reached_count=len(done),
            already=len(mine) - len(open_),
            reached=len(done) / len(open_) if open_ else None,
            time=rows_spread([one.times.get(name) for one in timed]),
            time_in=PeriodType.parse(main).kind,
            held=rows_spread([one.held[name] for one in done]),
        )


def _main_type(indicators: Mapping[int, Indicator], each: list[SeriesProgress]) -> str:
    """The period type of most series: times in weeks and in months have no common median."""
    types = [indicators[one.indicator_id].period_type for one in each]
    return max(dict.fromkeys(types), key=types.count) if types else "month"


def _comparable_gains(indicators: Mapping[int, Indicator], each: list[SeriesProgress]) -> list[float | None]:
    directed = [one for one in each if indicators[one.indicator_id].direction is not Direction.NONE]
    points = [one for one in directed if indicators[one.indicator_id].kind.value == IndicatorKind.PROPORTION]
    if points:
        return [one.gain for one in points]
    return [one.gain for one in directed] if len({one.unit for one in directed}) == 1 else []
