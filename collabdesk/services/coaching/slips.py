"""The return slip of a visit: its numbered lines, the same on paper and in the form where it is typed back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from collabdesk.models.ideas import Change, Decision, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.meetings import Visit, VisitAction, VisitSlip
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import Period, PeriodType
from collabdesk.services.changes import changes
from collabdesk.services.charts.series import shown_periods
from collabdesk.services.coaching import coaching, recounts
from collabdesk.services.coaching.recounts import Figures
from collabdesk.services.cubes import cube_of
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace

DAY, COACH, ACTIONS, CHANGES, RECOUNTS, FINDINGS, NEW_ACTIONS, SCORES, NEXT = range(1, 10)
"""The numbers of the parts. A line of a part is 3.1, 3.2..."""
MOST_ACTIONS, MOST_CHANGES, MOST_RECOUNTS = 4, 4, 6
"""What fits on the two sides of one sheet."""
BLANK_ACTIONS = 4


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """An action agreed before: done or not?"""

    number: str
    action: VisitAction


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """A change under test: what has the team decided?"""

    number: str
    test: Test
    change: str


@dataclass(frozen=True, kw_only=True)
class RecountLine:
    """A number to recount from the register, with what was reported."""

    number: str
    indicator: Indicator
    period: Period
    reported: Figures

    @property
    def has_ratio(self) -> bool:
        """Two numbers are counted, not one."""
        return self.indicator.kind.has_ratio


@dataclass(frozen=True, kw_only=True)
class Slip:
    """All lines of a visit's slip."""

    visit: Visit
    team: Team
    actions: tuple[ActionLine, ...]
    changes: tuple[ChangeLine, ...]
    recounts: tuple[RecountLine, ...]
    printed: dt.datetime | None = None
    """When it was printed with these lines."""

    @property
    def new_actions(self) -> tuple[str, ...]:
        """The numbers of the lines for new actions."""
        return tuple(f"{NEW_ACTIONS}.{number}" for number in range(1, BLANK_ACTIONS + 1))


def slip_of(workspace: Workspace, visit: Visit) -> Slip:
    """The lines of a visit's slip: those that were printed, else those that would be printed now."""
    team = workspace.rows(Team)[visit.team_id]
    known = _printed(workspace, visit.id)
    if known is None:
        return _fresh(workspace, visit, team)
    lines = json.loads(known.lines)
    kept, tests = workspace.rows(VisitAction), workspace.rows(Test)
    measured = workspace.rows(Indicator)
    return Slip(
        visit=visit,
        team=team,
        actions=_numbered_actions(kept.get(key) for key in lines["actions"]),
        changes=_numbered_changes(workspace, [tests.get(key) for key in lines["tests"]]),
        recounts=tuple(
            _recount_line(place, measured[key], period, Figures(**figures))
            for place, (key, period, figures) in enumerate(lines["recounts"], start=1)
            if key in measured
        ),
        printed=known.printed,
    )


def remember(workspace: Workspace, visit_ids: Iterable[int], now: dt.datetime) -> None:
    """Keep the lines of slips that are printed now, so that they are typed back under the same numbers.

    A slip that was printed before keeps its lines: its paper may be on the way.
    """
    wanted = [
        workspace.rows(Visit)[visit_id] for visit_id in visit_ids if _printed(workspace, visit_id) is None
    ]
    if not wanted or workspace.read_only:
        return
    slips = [slip_of(workspace, visit) for visit in wanted]

    def write(writer: Writer) -> None:
        for slip in slips:
            writer.add(VisitSlip(visit_id=slip.visit.id, printed=now, lines=_as_json(slip)))

    what = f"Return slip for {slips[0].team.name}" if len(slips) == 1 else f"{len(slips)} return slips"
    workspace.transact(f"{what} printed", write)


# --- the lines ---


def _fresh(workspace: Workspace, visit: Visit, team: Team) -> Slip:
    waiting = [one for one in coaching.open_actions_of(workspace, team.id) if one.visit_id != visit.id]
    testing = [
        test for test in changes.tests_of_team(workspace, team.id) if test.decision is Decision.TESTING
    ]
    return Slip(
        visit=visit,
        team=team,
        actions=_numbered_actions(waiting[:MOST_ACTIONS]),
        changes=_numbered_changes(workspace, testing[-MOST_CHANGES:]),
        recounts=tuple(_recount_lines(workspace, team)),
    )


def _numbered_actions(chosen: Iterable[VisitAction | None]) -> tuple[ActionLine, ...]:
    """One that is gone since the slip was printed leaves its number unused."""
    return tuple(
        ActionLine(number=f"{ACTIONS}.{place}", action=action)
        for place, action in enumerate(chosen, start=1)
        if action is not None
    )


def _numbered_changes(workspace: Workspace, chosen: Sequence[Test | None]) -> tuple[ChangeLine, ...]:
    catalogue = workspace.rows(Change)
    return tuple(
        ChangeLine(number=f"{CHANGES}.{place}", test=test, change=catalogue[test.change_id].name)
        for place, test in enumerate(chosen, start=1)
        if test is not None
    )


def _recount_lines(workspace: Workspace, team: Team) -> Iterable[RecountLine]:
    """Each indicator's last period with a number of this team, in the indicators' order."""
    place = 0
    for indicator in indicators.in_order(workspace):
        period = _last_reported(workspace, indicator, team.id)
        if period is None or place == MOST_RECOUNTS:
            continue
        reported = recounts.reported_now(workspace, indicator.id, team.id, period)
        if reported:
            place += 1
            yield _recount_line(place, indicator, period, reported)


def _recount_line(place: int, indicator: Indicator, period: int, reported: Figures) -> RecountLine:
    return RecountLine(
        number=f"{RECOUNTS}.{place}",
        indicator=indicator,
        period=Period(PeriodType.parse(indicator.period_type), period),
        reported=reported,
    )


def _last_reported(workspace: Workspace, indicator: Indicator, team_id: int) -> int | None:
    cube = cube_of(workspace, indicator.period_type)
    if not cube.n_periods or team_id not in cube.team_ids:
        return None
    first, last = shown_periods(cube, PeriodType.parse(indicator.period_type))
    states = cube.state[cube.indicator_at(indicator.id), cube.team_at(team_id)].tolist()
    there = [
        cube.first_period + place
        for place, state in enumerate(states)
        if state == 1 and first <= cube.first_period + place <= last
    ]
    return there[-1] if there else None


def _printed(workspace: Workspace, visit_id: int) -> VisitSlip | None:
    return next((one for one in workspace.rows(VisitSlip).values() if one.visit_id == visit_id), None)


def _as_json(slip: Slip) -> str:
    return json.dumps(
        {
            "actions": [line.action.id for line in slip.actions],
            "tests": [line.test.id for line in slip.changes],
            "recounts": [
                [line.indicator.id, line.period.ordinal, vars(line.reported)] for line in slip.recounts
            ],
        }
    )
