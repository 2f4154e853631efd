"""False alarms: how many of the charts shown would show a signal by chance alone (method.md, 2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from collabdesk.analysis.rules import rule_set
from collabdesk.analysis.scan import PhasePlan
from collabdesk.i18n import Message, nmsg
from collabdesk.models.measures import Direction, Indicator, Phase
from collabdesk.periods import PeriodType
from collabdesk.services.charts.series import rules_name, shown_periods
from collabdesk.services.cubes import cube_of
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.analysis.chance import Chances, ChanceTable, Likeness


def expected(workspace: Workspace, pairs: Sequence[tuple[int, int]]) -> float:
    """How many of the charts of these (indicator id, team id) would break a rule by chance alone.

    Simulated for the length, denominators, level and baseline of each chart's current phase, by the rules of
    the collaborative; what was simulated once is kept.
    """
    return sum(chance.signal for chance in _chances(workspace, pairs))


def expected_signs(workspace: Workspace, pairs: Sequence[tuple[int, int]]) -> float:
    """How many would show the sign "improved" or "worsened" by chance alone: fewer than break a rule."""
    return sum(chance.sign for chance in _chances(workspace, pairs))


def signs_among(rules: str, alike: Sequence[Likeness]) -> float:
    """`expected_signs` of charts that `likenesses` gave: for a worker, since it simulates what is new."""
    return sum(chance.sign for chance in _table(rules).of(alike))


def signs_said(charts: int, number: float) -> Message:
    """What is printed beside a count of the signs "improved" and "worsened"."""
    return nmsg(
        "By chance alone a chart like this would be marked improved or worsened {share} times in 100.",
        "By chance alone about {number} of these {count} would be marked improved or worsened.",
        charts,
        number=round(number),
        share=round(100 * number),
    )


def said(charts: int, number: float) -> Message:
    """What is printed where many charts are shown together."""
    return nmsg(
        "By chance alone a chart like this shows a signal {share} times in 100.",
        "By chance alone about {number} of these {count} charts would show a signal.",
        charts,
        number=round(number),
        share=round(100 * number),
    )


def _chances(workspace: Workspace, pairs: Sequence[tuple[int, int]]) -> list[Chances]:
    return _table(rules_name(workspace.collaborative)).of(likenesses(workspace, pairs))


def likenesses(workspace: Workspace, pairs: Sequence[tuple[int, int]]) -> list[Likeness]:
    """What decides about the chances of these (indicator id, team id): values, for a worker to count with."""
    from collabdesk.analysis.chance import cube_likeness

    indicators = workspace.rows(Indicator)
    teams: dict[int, list[int]] = {}
    for indicator_id, team_id in pairs:
        teams.setdefault(indicator_id, []).append(team_id)
    charts: list[Likeness] = []
    for indicator_id, team_ids in teams.items():
        indicator = indicators[indicator_id]
        cube = cube_of(workspace, indicator.period_type)
        if cube.n_periods:
            shown = shown_periods(cube, PeriodType.parse(indicator.period_type))
            good = {Direction.UP: 1, Direction.DOWN: -1, Direction.NONE: 0}[indicator.direction]
            plans = _plans(workspace, indicator_id, team_ids, shown)
            charts += cube_likeness(cube, indicator_id, team_ids, shown, plans, good)
    return charts


@lru_cache(maxsize=4)
def _table(rules: str) -> ChanceTable:
    """What has been simulated under a rule set; it depends on nothing but its arguments."""
    from collabdesk.analysis.chance import ChanceTable

    return ChanceTable(rule_set(rules))


def _plans(
    workspace: Workspace, indicator_id: int, team_ids: Sequence[int], shown: tuple[int, int]
) -> list[PhasePlan]:
    """The current phase of each team, by position from the first period shown."""
    current: dict[int | None, Phase] = {}
    for phase in workspace.rows(Phase).values():
        if phase.indicator_id == indicator_id:
            older = current.get(phase.team_id)
            if older is None or _order(phase) >= _order(older):
                current[phase.team_id] = phase
    first, last = shown
    plans = []
    for team_id in team_ids:
        one = current.get(team_id) or current.get(None)
        starts = max(one.starts - first, 0) if one and one.starts is not None else 0
        base = (max(one.first - first, 0), one.last - first) if one and one.frozen else None
        base = base if base and base[1] >= 0 else None
        plans.append(PhasePlan(first=min(starts, last - first), last=last - first, base=base))
    return plans


def _order(phase: Phase) -> tuple[bool, int]:
    """Phases in time; the first one may have no start."""
    return phase.starts is not None, phase.starts or 0
