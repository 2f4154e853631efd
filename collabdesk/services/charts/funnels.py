"""From the open file to a funnel plot across teams (method.md, 4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from collabdesk.analysis.cube import ObservationCube
from collabdesk.charts.funnel import FunnelInput, FunnelSpec, build_funnel
from collabdesk.charts.funnel_span import Span, span_totals
from collabdesk.kinds import IndicatorKind
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.periods import Period, PeriodType
from collabdesk.services.charts.series import good_direction, shown_periods
from collabdesk.services.charts.spans import reporting_spans
from collabdesk.services.cubes import cube_of
from collabdesk.services.paper.pack_names import Names
from collabdesk.services.workspace import Workspace

USUAL = 12
"""How many of the latest periods a funnel spans unless the person chooses."""


FEWEST_ON_PAPER = 3
"""Fewer teams side by side are not worth a picture in the pack."""


def usual_span(workspace: Workspace, indicator_id: int) -> tuple[int, int]:
    """The last 12 periods shown on the indicator's charts, as ordinals."""
    first, last = _axis(workspace, indicator_id)
    return max(first, last - USUAL + 1), last


def funnel_chart(
    workspace: Workspace,
    indicator_id: int,
    span: tuple[int, int] | None = None,
    team_ids: Iterable[int] | None = None,
    *,
    called: Callable[[Team], str] = lambda team: team.name,
    named: Collection[int] | None = None,
) -> FunnelSpec:
    """The funnel plot of one indicator over a span of periods (first and last ordinal), of all teams or of some.

    A team counts from when it reports to when it left; excluded points are left out; a team without cases, or
    without the numbers, is named beside the plot. A kind without a funnel gives a plot that says why.
    ``called``: what a team is called; ``named``: the teams that are named at all (None: all).
    """
    indicator = workspace.rows(Indicator)[indicator_id]
    cube = cube_of(workspace, indicator.period_type)
    first, last = span or usual_span(workspace, indicator_id)
    chosen = _teams(workspace, cube, team_ids, called)
    since, until = reporting_spans(workspace, indicator_id)
    found = span_totals(
        cube,
        indicator_id,
        Span(
            first=first,
            last=last,
            teams=[cube.team_at(team.id) for team in chosen],
            reports_from=since,
            reports_to=until,
        ),
    )
    period_type = PeriodType.parse(indicator.period_type)
    return build_funnel(
        FunnelInput(
            title=indicator.name,
            kind=indicator.kind,
            unit=indicator.unit,
            good=good_direction(indicator),
            target=indicator.target,
            decimals=indicator.decimals,
            multiplier=indicator.multiplier if indicator.kind is IndicatorKind.RATE else 1.0,
            denominator=indicator.denominator_label,
            teams=[(team.id, called(team)) for team in chosen],
            named=named,
            totals=found.totals,
            suspect=found.suspect,
            no_cases=found.no_cases,
            first=Period(period_type, first),
            last=Period(period_type, last),
            indicator_id=indicator_id,
        )
    )


def plots(
    workspace: Workspace,
    known: Iterable[Indicator],
    everyone: Sequence[Team],
    chosen: Iterable[Team],
    names: Names,
) -> Iterator[FunnelSpec]:
    """The plots of a pack: of all its session's teams, where only the ``chosen`` ones are named."""
    ids, named = [team.id for team in everyone], {team.id for team in chosen}
    for indicator in known:
        spec = funnel_chart(workspace, indicator.id, None, ids, called=names.of, named=named)
        if len(spec.points) >= FEWEST_ON_PAPER:
            yield spec


def _teams(
    workspace: Workspace,
    cube: ObservationCube,
    team_ids: Iterable[int] | None,
    called: Callable[[Team], str],
) -> list[Team]:
    """By name, so that no order on the plot says who is better."""
    rows = workspace.rows(Team)
    wanted = set(cube.team_ids) if team_ids is None else set(team_ids) & set(cube.team_ids)
    return sorted((rows[key] for key in wanted), key=lambda team: (called(team).casefold(), team.id))


def _axis(workspace: Workspace, indicator_id: int) -> tuple[int, int]:
    period_type = workspace.rows(Indicator)[indicator_id].period_type
    return shown_periods(cube_of(workspace, period_type), PeriodType.parse(period_type))
