"""What needs attention today: who has not reported, what is new, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from collabdesk.models.ideas import Change, Test
from collabdesk.models.measures import Indicator, State
from collabdesk.models.places import Person, Team
from collabdesk.models.writer import RowChange
from collabdesk.periods import Period, PeriodType
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.cubes import cube_of
from collabdesk.services.data.events import by_period
from collabdesk.services.setup import indicators, teams
from collabdesk.services.workspace import Workspace

SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Overdue:
    """A team whose numbers for a period are due and not there: whom to call."""

    team: Team
    period: Period
    missing: tuple[Indicator, ...]
    district: str
    coach: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """How many of the expected numbers of a period are there."""

    period: Period
    reported: int
    expected: int


@dataclass(frozen=True, kw_only=True)
class BegunChange:
    """A change that a team began lately."""

    test: Test
    team: Team
    change: Change


def overdue(workspace: Workspace, today: dt.date) -> list[Overdue]:
    """The teams that have not reported the last period that is due, those with most missing first.

    A period is due on the indicator's due day of the month after its end; a team is expected between joining and
    leaving (method.md, 5).
    """
    missing: dict[tuple[int, Period], list[Indicator]] = {}
    for call in workspace.kept(_RollBook).calls(today):
        for team in call.silent:
            missing.setdefault((team.id, call.period), []).append(call.indicator)
    people, known = workspace.rows(Person), workspace.rows(Team)
    found = []
    for (team_id, period), lacking in missing.items():
        team = known[team_id]
        coach = people.get(team.coach_id or 0)
        found.append(
            Overdue(
                team=team,
                period=period,
                missing=tuple(lacking),
                district=teams.district_of(workspace, team),
                coach=coach.name if coach else "",
                phone=coach.phone if coach else "",
            )
        )
    return sorted(found, key=lambda one: (-len(one.missing), one.team.name))


def completeness(workspace: Workspace, today: dt.date) -> Completeness | None:
    """How complete the last due month (or the indicators' own period) is; None without indicators or teams."""
    calls = workspace.kept(_RollBook).calls(today)
    if not calls or not workspace.mine(Team):
        return None
    expected = sum(len(call.expected) for call in calls)
    silent = sum(len(call.silent) for call in calls)
    return Completeness(period=calls[0].period, reported=expected - silent, expected=expected)


def due_period(indicator: Indicator, today: dt.date) -> Period:
    """The last period whose numbers are due."""
    type_ = PeriodType.parse(indicator.period_type)
    ordinal = type_.holding(today) - 1
    while _due_date(type_, ordinal, indicator.due_day) > today:
        ordinal -= 1
    return Period(type_, ordinal)


def _due_date(type_: PeriodType, ordinal: int, due_day: int) -> dt.date:
    return type_.last_day(ordinal) + dt.timedelta(days=max(1, due_day))


@dataclass(frozen=True, kw_only=True)
class _Call:
    """One indicator's last due period: who was to report it, and who did not."""

    indicator: Indicator
    period: Period
    expected: list[Team]
    silent: list[Team]


def silent_by_indicator(
    workspace: Workspace, listed: Sequence[Indicator], today: dt.date
) -> dict[int, set[int]]:
    """The ids of the teams that have not reported the last period that is due, by indicator id."""
    calls = _roll_call(workspace, today, by_period(workspace, listed))
    nobody: dict[int, set[int]] = {one.id: set() for one in listed}
    return nobody | {call.indicator.id: {team.id for team in call.silent} for call in calls}


class _RollBook:
    """Who was to report what is due and who did not, for all indicators: several places ask, and edits are few."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._called: dict[dt.date, list[_Call]] = {}

    def calls(self, today: dt.date) -> list[_Call]:
        """As of a day."""
        if today not in self._called:
            listed = by_period(self._workspace, indicators.in_order(self._workspace))
            self._called = {today: _roll_call(self._workspace, today, listed)}
        return self._called[today]

    def follow(self, _changes: ChangeSet, _rows: Sequence[RowChange], /) -> None:
        """Any edit may be about it."""
        self._called.clear()


def _roll_call(workspace: Workspace, today: dt.date, listed: Sequence[Indicator]) -> list[_Call]:
    expected: dict[Period, list[Team]] = {}
    calls = []
    for indicator in listed:
        period = due_period(indicator, today)
        if period not in expected:
            expected[period] = workspace.kept(_Expected).of(period)
        told = _told(workspace, indicator, period)
        silent = [team for team in expected[period] if team.id not in told]
        calls.append(_Call(indicator=indicator, period=period, expected=expected[period], silent=silent))
    return calls


def _told(workspace: Workspace, indicator: Indicator, period: Period) -> set[int]:
    """The ids of the teams that have reported a period, "no cases" included."""
    cube = cube_of(workspace, indicator.period_type)
    place = period.ordinal - cube.first_period
    if not 0 <= place < cube.n_periods:
        return set()
    states = cube.state[cube.indicator_at(indicator.id), :, place].tolist()
    return {key for key, state in zip(cube.team_ids, states, strict=True) if state != State.NOT_REPORTED}


def reporting_span(workspace: Workspace, team: Team, type_: PeriodType) -> tuple[int | None, int | None]:
    """From when to when a team is to report, ordinals; without dates of its own since the collaborative's start."""
    return _span(team, type_, _collaborative_start(workspace, type_))


def _span(team: Team, type_: PeriodType, start: int | None) -> tuple[int | None, int | None]:
    since = _since_when(team, type_, None)
    return start if since is None else since, type_.holding(team.left) if team.left else None


class _Expected:
    """Who is to report a period, kept until a team or the collaborative is edited."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: dict[Period, list[Team]] = {}

    def of(self, period: Period) -> list[Team]:
        """The teams, in the order of their table. Not to be changed."""
        if period not in self._found:
            self._found[period] = _expected(self._workspace, period)
        return self._found[period]

    def follow(self, changes: ChangeSet, _rows: Sequence[RowChange], /) -> None:
        """Other teams, or other dates of theirs."""
        if changes.touches("team", "collaborative"):
            self._found.clear()


def _expected(workspace: Workspace, period: Period) -> list[Team]:
    start = _collaborative_start(workspace, period.type)
    found = []
    for team in workspace.mine(Team):
        since, until = _span(team, period.type, start)
        if (since is None or since <= period.ordinal) and (until is None or period.ordinal <= until):
            found.append(team)
    return found


def _collaborative_start(workspace: Workspace, type_: PeriodType) -> int | None:
    starts = workspace.collaborative.starts
    return type_.holding(starts) if starts else None


def latest_changes(workspace: Workspace, limit: int = SHOWN) -> list[BegunChange]:
    """The tests of changes that began last, the newest first."""
    catalogue, known = workspace.rows(Change), workspace.rows(Team)
    mine = [
        test
        for test in workspace.rows(Test).values()
        if known[test.team_id].collaborative_id == workspace.collaborative.id
    ]
    newest = sorted(mine, key=lambda test: (test.started, test.id), reverse=True)
    return [
        BegunChange(test=test, team=known[test.team_id], change=catalogue[test.change_id])
        for test in newest[:limit]
    ]


def chart_count(workspace: Workspace) -> int:
    """How many charts of teams there are."""
    return len(workspace.mine(Team)) * len(indicators.in_order(workspace))


def _since_when(team: Team, period_type: PeriodType, first_number: int | None) -> int | None:
    """The first period in which a team is expected to report: as set, else its first number or its joining."""
    if team.reports_from is not None:
        return period_type.holding(team.reports_from)
    known = [first_number] if first_number is not None else []
    if team.joined is not None:
        known.append(period_type.holding(team.joined))
    return min(known, default=None)
