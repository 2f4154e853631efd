"""What the program proposes about baselines; a person accepts, with name and reason, or puts it off (method.md, 3)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from collabdesk.analysis.baselines import (
    FULL,
    LONG_RUN,
    READY,
    Course,
    Found,
    as_series,
    survey,
    usable_values,
)
from collabdesk.analysis.rules import POINTS_FOR_A_VERDICT
from collabdesk.models.ideas import Test
from collabdesk.models.measures import Direction, Dismissal, Indicator, IndicatorDefinition, Phase
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import PeriodType
from collabdesk.services.charts.series import phases_of
from collabdesk.services.cubes import cube_of
from collabdesk.services.phases import centre, phases
from collabdesk.services.phases.phases import Decision, Window
from collabdesk.services.sessions import meetings
from collabdesk.services.setup.indicators import in_order
from collabdesk.services.workspace import Workspace

FEWEST = POINTS_FOR_A_VERDICT
"""Where a change or an action period cut the baseline short, so many points are still offered, and said to be few."""
NEWS = 6
"""A proposal that was put off comes back when so many more periods have been reported."""


class Kind(enum.StrEnum):
    """What is proposed; the values are what a `Dismissal` stores."""

    FREEZE = "freeze"
    REBASELINE = "re-baseline"
    LOOK = "look into it"
    """The run lies on the bad side: no new median, a cause to be found."""
    DEFINITION = "definition"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One proposal about one series (``team_id`` None: about all teams). Periods are ordinals."""

    kind: Kind
    indicator_id: int
    team_id: int | None
    window: Window
    """The points that it rests on: those of the baseline, or the run."""
    n_points: int
    median: float | None
    """Of these points; under the rules ``nhs`` it is their mean."""
    seen: int
    """The newest period with a point."""
    starts: int | None = None
    """Where the new phase would begin."""
    before: float | None = None
    """The median that holds now, where one is frozen."""
    short: bool = False
    """Fewer points than a baseline should have, and there will be no more of them."""
    up: bool = False
    """A run lies above the median."""

    def decision(self, reason: str = "") -> Decision:
        """What accepting it decides; for `Kind.LOOK` there is nothing to accept."""
        return Decision(
            indicator_id=self.indicator_id,
            team_id=self.team_id,
            starts=self.starts,
            window=self.window if self.kind is Kind.FREEZE else None,
            reason=reason,
        )


def of_indicator(workspace: Workspace, indicator_id: int, *, pooled: bool = True) -> list[Proposal]:
    """The open proposals about an indicator: a change of definition, all teams together, then each team."""
    indicator = workspace.rows(Indicator)[indicator_id]
    gathered = _Gathered(workspace, indicator)
    found = [*gathered.definition(), *(gathered.pooled() if pooled else ()), *gathered.teams()]
    return [one for one in found if not _put_off(workspace, one)]


def of_all(workspace: Workspace) -> list[Proposal]:
    """The open proposals about the teams of every indicator in use, and about changes of definition."""
    return [
        one
        for indicator in in_order(workspace)
        for one in of_indicator(workspace, indicator.id, pooled=False)
    ]


def of_series(workspace: Workspace, indicator_id: int, team_id: int | None) -> list[Proposal]:
    """The open proposals about one chart; those about a change of definition belong to every chart."""
    gathered = _Gathered(workspace, workspace.rows(Indicator)[indicator_id])
    own = gathered.pooled() if team_id is None else gathered.teams([team_id])
    return [one for one in (*gathered.definition(), *own) if not _put_off(workspace, one)]


def accept(workspace: Workspace, chosen: Sequence[Proposal], reason: str = "") -> None:
    """Do what was proposed, in one edit. Raises UserFacingError, and then nothing is done."""
    decisions = [
        _settled(workspace, one) for proposal in chosen for one in _decisions(workspace, proposal, reason)
    ]
    if len(decisions) == 1:
        phases.decide(workspace, decisions[0])
        return
    said = f"{len(chosen)} proposals about baselines accepted"
    phases.decide_all(workspace, decisions, f"{said}: {reason.strip()}" if reason.strip() else said)


def put_off(workspace: Workspace, chosen: Sequence[Proposal], reason: str = "") -> None:
    """Let proposals rest until something new happens, in one edit."""

    def write(writer: Writer) -> None:
        for one in chosen:
            writer.add(
                Dismissal(
                    indicator_id=one.indicator_id,
                    team_id=one.team_id,
                    kind=one.kind.value,
                    period=one.seen,
                    person=workspace.person,
                    reason=reason.strip(),
                    decided=dt.datetime.now(),
                )
            )

    name = workspace.rows(Indicator)[chosen[0].indicator_id].name
    said = f"{chosen[0].kind.value}, {name}" if len(chosen) == 1 else f"{len(chosen)} proposals"
    workspace.transact(f"Put off: {said}", write)


def _put_off(workspace: Workspace, one: Proposal) -> bool:
    """Whether it was put off and nothing new has happened since."""
    key = (one.kind.value, one.indicator_id, one.team_id)
    seen = workspace.derived(Dismissal, _last_seen).get(key)
    if seen is None or one.seen >= seen + NEWS:
        return False
    if one.kind is Kind.FREEZE:
        return not (one.n_points >= FULL and one.window[1] > seen)
    return one.window[0] <= seen


def _last_seen(rows: Mapping[int, Dismissal]) -> dict[tuple[str, int, int | None], int]:
    found: dict[tuple[str, int, int | None], int] = {}
    for one in rows.values():
        key = (one.kind, one.indicator_id, one.team_id)
        found[key] = max(found.get(key, one.period), one.period)
    return found


def _decisions(workspace: Workspace, one: Proposal, reason: str) -> Iterable[Decision]:
    """A new definition concerns the teams with phases of their own as well."""
    yield one.decision(reason)
    if one.kind is not Kind.DEFINITION:
        return
    for team in workspace.mine(Team):
        own = phases.own_phases(workspace, one.indicator_id, team.id)
        if own and (own[-1].starts or 0) < (one.starts or 0):
            yield Decision(
                indicator_id=one.indicator_id, team_id=team.id, starts=one.starts, window=None, reason=reason
            )


def _settled(workspace: Workspace, decision: Decision) -> Decision:
    """A window to freeze belongs to the current phase where there is one."""
    known = phases_of(workspace, decision.indicator_id, decision.team_id)
    if decision.window is None or not known:
        return decision
    current = known[-1]
    return Decision(
        indicator_id=decision.indicator_id,
        team_id=decision.team_id,
        phase_id=current.id,
        starts=current.starts if len(known) > 1 else None,
        window=decision.window,
        reason=decision.reason,
    )


class _Gathered:
    """One indicator with what bounds its baselines, gathered once for all teams."""

    def __init__(self, workspace: Workspace, indicator: Indicator) -> None:
        self._workspace, self._indicator = workspace, indicator
        self._means = centre.by_means(workspace)
        self._type = PeriodType.parse(indicator.period_type)
        self._cube = cube_of(workspace, indicator.period_type)
        holding = self._type.holding
        self._actions = [holding(one.starts) for one in meetings.action_periods(workspace)]
        self._tests = {key: holding(day) for key, day in workspace.derived(Test, _first_tests).items()}
        self._joined = {key: holding(day) for key, day in workspace.derived(Team, _joining).items()}

    def teams(self, team_ids: Sequence[int] | None = None) -> Iterable[Proposal]:
        """About each team, or some of them."""
        if self._cube.n_periods == 0:
            return
        values = usable_values(self._cube, self._indicator.id)
        asked = list(self._cube.team_ids) if team_ids is None else list(team_ids)
        if team_ids is not None:
            values = values[[self._cube.team_at(key) for key in asked]]
        axis = self._cube.first_period
        current = [self._current(team_id) for team_id in asked]
        courses = [
            self._course(axis, phase, self._joined.get(key), self._tests.get(key))
            for key, phase in zip(asked, current, strict=True)
        ]
        found = survey(values, courses, [one - axis for one in self._actions], FEWEST, means=self._means)
        for at, one in found.items():
            yield from self._proposed(asked[at], axis, current[at], one)

    def pooled(self) -> Iterable[Proposal]:
        """About all teams together; the first test of any team bounds that baseline."""
        values, axis = phases.values_of(self._workspace, self._indicator.id, None)
        if not values:
            return
        phase = self._current(None)
        mine = {team.id for team in self._workspace.mine(Team)}
        test = min((at for key, at in self._tests.items() if key in mine), default=None)
        course = self._course(axis, phase, None, test)
        found = survey(as_series(values), [course], [one - axis for one in self._actions], means=self._means)
        yield from self._proposed(None, axis, phase, found[0])

    def definition(self) -> Iterable[Proposal]:
        """A new phase where the definition last changed, unless one began there or later."""
        dated = sorted(
            self._type.holding(one.valid_from)
            for one in self._workspace.rows(IndicatorDefinition).values()
            if one.indicator_id == self._indicator.id
        )
        if not dated or self._cube.n_periods == 0:
            return
        since, newest = dated[-1], self._cube.last_period
        phase = self._current(None)
        there = self._cube.first_period < since <= newest
        if there and (phase is None or (phase.starts or 0) < since):
            yield Proposal(
                kind=Kind.DEFINITION,
                indicator_id=self._indicator.id,
                team_id=None,
                window=(since, newest),
                n_points=newest - since + 1,
                median=None,
                seen=newest,
                starts=since,
            )

    def _current(self, team_id: int | None) -> Phase | None:
        found = phases_of(self._workspace, self._indicator.id, team_id)
        return found[-1] if found else None

    def _course(self, axis: int, phase: Phase | None, joined: int | None, test: int | None) -> Course:
        starts = phase.starts if phase is not None else None
        frozen = phase is not None and phase.frozen
        return Course(
            start=0 if starts is None else max(starts - axis, 0),
            joined=None if joined is None else joined - axis,
            test=None if test is None else test - axis,
            limited=starts is None,
            base=(phase.first - axis, phase.last - axis) if phase is not None and frozen else None,
        )

    def _proposed(
        self, team_id: int | None, axis: int, phase: Phase | None, found: Found
    ) -> Iterable[Proposal]:
        enough = found.n_points >= READY or (found.closed and found.n_points >= FEWEST)
        # a baseline for all teams may hold too few points of one that joined later
        lacking = phase is None or not phase.frozen or found.base_points < FEWEST
        if lacking and enough:
            yield Proposal(
                kind=Kind.FREEZE,
                indicator_id=self._indicator.id,
                team_id=team_id,
                window=(axis + found.first, axis + found.last),
                n_points=found.n_points,
                median=found.median,
                seen=axis + found.newest,
                starts=phase.starts if phase is not None else None,
                before=found.base_median,
                short=found.n_points < READY,
            )
        elif not lacking and found.run >= LONG_RUN:
            up = found.run_side > 0
            bad = self._indicator.direction is (Direction.DOWN if up else Direction.UP)
            yield Proposal(
                kind=Kind.LOOK if bad else Kind.REBASELINE,
                indicator_id=self._indicator.id,
                team_id=team_id,
                window=(axis + found.run_first, axis + found.newest),
                n_points=found.run,
                median=found.run_median,
                seen=axis + found.newest,
                starts=axis + found.run_first,
                before=found.base_median,
                up=up,
            )


def _first_tests(tests: Mapping[int, Test]) -> dict[int, dt.date]:
    """The day on which each team began its first change."""
    first: dict[int, dt.date] = {}
    for test in tests.values():
        first[test.team_id] = min(first.get(test.team_id, test.started), test.started)
    return first


def _joining(teams: Mapping[int, Team]) -> dict[int, dt.date]:
    return {key: team.joined for key, team in teams.items() if team.joined is not None}
