"""A score that a team's data suggest. It is only said, beside its reasons: people score (method.md, 8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from collabdesk.charts.spec import ChartSpec, PointState, Sign
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.ideas import Decision, Pdsa, Test
from collabdesk.models.measures import Direction, Indicator
from collabdesk.services.changes import changes
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace

_LATELY = 3
"""A team reports if it has a number in so many of the last periods."""
_HELD = 6


@dataclass(frozen=True, kw_only=True)
class Hint:
    """The highest step whose condition the data meet, and what was counted."""

    score: float
    reasons: tuple[Message, ...]


@dataclass(frozen=True, kw_only=True)
class _Counts:
    charts: int
    reporting: int
    improved: int
    at_target: int
    """Indicators whose last number is at the target or beyond."""
    held: int
    """Those whose last six numbers all are."""
    with_target: int
    begun: int
    learned: int
    """Changes with a decision or a PDSA cycle that says what was learned."""
    decided: int


def hint(workspace: Workspace, team_id: int, today: dt.date) -> Hint:
    """What the data suggest for a team today."""
    counts = _count(workspace, team_id, today)
    return Hint(score=_score(counts), reasons=tuple(_reasons(counts)))


def _score(counts: _Counts) -> float:
    """From the top down, the first step whose condition is met; each asks for what those below it do."""
    most = counts.improved * 2 > counts.charts
    targets = counts.with_target
    improving = (
        (5.0, most and targets > 0 and counts.held == targets),
        (4.5, most and targets > 0 and counts.held * 2 > targets),
        (4.0, most and counts.at_target > 0),
        (3.5, counts.improved >= 2 and counts.improved * 3 >= counts.charts),
        (3.0, counts.improved > 0),
    )
    for score, met in improving:
        if met and counts.begun:
            return score
    trying = (
        (2.5, counts.decided >= 2 and counts.reporting > 0),
        (2.0, counts.learned > 0),
        (1.5, counts.begun > 0),
        (1.0, counts.reporting > 0),
    )
    return next((score for score, met in trying if met), 0.5)


def _reasons(counts: _Counts) -> list[Message]:
    return [
        msg(
            "{improved} of {all} indicators show a signal of improvement",
            improved=counts.improved,
            all=counts.charts,
        ),
        msg(
            "{there} of {all} targets are reached, {held} held for {months} periods",
            there=counts.at_target,
            all=counts.with_target,
            held=counts.held,
            months=_HELD,
        ),
        nmsg("{count} change begun", "{count} changes begun", counts.begun),
        msg("{decided} decided on", decided=counts.decided),
        msg("{n} of {all} indicators reported lately", n=counts.reporting, all=counts.charts),
    ]


def _count(workspace: Workspace, team_id: int, today: dt.date) -> _Counts:
    measured = indicators.in_order(workspace)
    charts = SeriesDesk(workspace).team_charts([(one.id, team_id) for one in measured])
    both = list(zip(measured, charts, strict=True))
    tests = [test for test in changes.tests_of_team(workspace, team_id) if test.started <= today]
    return _Counts(
        charts=len(charts),
        reporting=sum(_reports(chart) for chart in charts),
        improved=sum(chart.sign is Sign.IMPROVED for chart in charts),
        at_target=sum(_holds(one, chart, 1) for one, chart in both),
        held=sum(_holds(one, chart, _HELD) for one, chart in both),
        with_target=sum(one.target is not None for one in measured),
        begun=len(tests),
        learned=sum(_has_learned(workspace, test) for test in tests),
        decided=sum(test.decision is not Decision.TESTING for test in tests),
    )


def _reports(chart: ChartSpec) -> bool:
    return any(point.state is not PointState.MISSING for point in chart.points[-_LATELY:])


def _holds(indicator: Indicator, chart: ChartSpec, periods: int) -> bool:
    """Whether the last numbers are at the target or beyond."""
    target = indicator.target
    values = [point.y for point in chart.points if point.y is not None and not point.excluded]
    if target is None or len(values) < periods:
        return False
    if indicator.direction is Direction.DOWN:
        return all(value <= target for value in values[-periods:])
    return all(value >= target for value in values[-periods:])


def _has_learned(workspace: Workspace, test: Test) -> bool:
    if test.decision is not Decision.TESTING:
        return True
    cycles = workspace.rows(Pdsa).values()
    return any(cycle.test_id == test.id and cycle.learned.strip() for cycle in cycles)
