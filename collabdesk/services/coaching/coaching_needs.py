"""Whom to visit: the teams that wait for a coach the most, each with the reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.models.places import Team
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.coaching import coaching, recounts
from collabdesk.services.coaching.coaching import ActionState, VisitState
from collabdesk.services.overview import overview
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.workspace import Workspace

_WEEKS_FOR_A_POINT = 4
_NEVER = 4.0
"""As much as 16 weeks without a visit."""
_LATE, _WORSENED, _DISAGREED, _OVERDUE = 2.0, 3.0, 2.0, 1.0
_FEW_WEEKS = 6
"""A visit that is not older is no reason for another."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """A team and why a coach should go there. ``weight`` orders them; it is not shown."""

    team: Team
    district: str
    coach: str
    last: dt.date | None
    planned: dt.date | None
    """A visit that is planned already."""
    reasons: tuple[Message, ...]
    weight: float


def read_needs(file: Path, collaborative: str, today: dt.date) -> list[Need]:
    """`needs` of a file that is opened for it, so any thread can run it. Raises UserFacingError."""
    workspace = collaboratives.open_file(file, "", collaborative, read_only=True)
    try:
        return needs(workspace, today)
    finally:
        workspace.close()


def needs(workspace: Workspace, today: dt.date) -> list[Need]:
    """All teams that are at work, those with a visit planned last, else by weight of the reasons.

    A month without a visit weighs 1 (at most 6), no visit ever 4, an indicator that worsened 3, a late report 2, a
    recount that did not agree 2, an overdue action 1: a rule of thumb, whose reasons are all said.
    """
    found = _Found(workspace, today)
    rows = [
        found.need(team)
        for team in workspace.mine(Team)
        if (team.left is None or team.left > today) and (team.joined is None or team.joined <= today)
    ]
    return sorted(rows, key=lambda one: (one.planned is not None, -one.weight, one.team.name.casefold()))


class _Found:
    """What is known of all teams, looked up once."""

    def __init__(self, workspace: Workspace, today: dt.date) -> None:
        self._workspace = workspace
        self._today = today
        self._last = coaching.last_made(workspace)
        self._planned = {
            row.team.id: row.day
            for row in coaching.visits(workspace, today)
            if row.state is VisitState.PLANNED
        }
        self._late = {one.team.id: one for one in overview.overdue(workspace, today)}
        self._worsened: dict[int, list[str]] = {}
        desk = SeriesDesk(workspace)
        for indicator in indicators.in_order(workspace):
            for team_id, sign in desk.signs(indicator.id).items():
                if sign is Sign.WORSENED:
                    self._worsened.setdefault(team_id, []).append(indicator.name)
        self._overdue: dict[int, int] = {}
        for row in coaching.actions(workspace, today):
            if row.state is ActionState.OVERDUE:
                self._overdue[row.team.id] = self._overdue.get(row.team.id, 0) + 1
        self._agreement = recounts.latest_of_teams(workspace)

    def need(self, team: Team) -> Need:
        weighed = [*self._visited(team), *self._numbers(team), *self._promised(team)]
        last = self._last.get(team.id)
        return Need(
            team=team,
            district=teams.district_of(self._workspace, team),
            coach=teams.coach_of(self._workspace, team),
            last=last.made if last else None,
            planned=self._planned.get(team.id),
            reasons=tuple(said for _weight, said in weighed),
            weight=sum(weight for weight, _said in weighed),
        )

    def _visited(self, team: Team) -> list[tuple[float, Message]]:
        last = self._last.get(team.id)
        if last is None or last.made is None:
            return [(_NEVER, msg("never visited yet"))]
        weeks = (self._today - last.made).days // 7
        if weeks < _FEW_WEEKS:
            return []
        said = nmsg("not visited for {count} week", "not visited for {count} weeks", weeks)
        return [(min(weeks / _WEEKS_FOR_A_POINT, 6.0), said)]

    def _numbers(self, team: Team) -> list[tuple[float, Message]]:
        found: list[tuple[float, Message]] = []
        worse = self._worsened.get(team.id, [])
        if worse:
            found.append((_WORSENED * len(worse), msg("worsened: {indicators}", indicators=tuple(worse))))
        late = self._late.get(team.id)
        if late is not None:
            count = len(late.missing)
            said = nmsg(
                "{count} number for {period} is late",
                "{count} numbers for {period} are late",
                count,
                period=late.period,
            )
            found.append((_LATE, said))
        agreed = self._agreement.get(team.id)
        if agreed is not None and not agreed.close:
            share = Number(agreed.percent, 0, " %")
            found.append((_DISAGREED, msg("last recount agreed by only {share}", share=share)))
        return found

    def _promised(self, team: Team) -> list[tuple[float, Message]]:
        count = self._overdue.get(team.id, 0)
        if not count:
            return []
        return [(_OVERDUE, nmsg("{count} action is overdue", "{count} actions are overdue", count))]
