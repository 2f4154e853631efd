"""What is new: charts whose sign changed in the last days, found from the journal. Nothing is stored for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from collabdesk.analysis.cube import ObservationCube
from collabdesk.charts.spec import ChartSpec, Sign
from collabdesk.models.measures import Exclusion, Indicator, Observation
from collabdesk.models.places import Team
from collabdesk.periods import PeriodType
from collabdesk.services.charts.series import SeriesDesk, shown_periods
from collabdesk.services.cubes import as_it_was, cube_of, part_of
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace

DAYS = 7
_TOLD = (Sign.IMPROVED, Sign.WORSENED)


@dataclass(frozen=True, kw_only=True)
class NewSignal:
    """A series that shows an improvement or a worsening now and did not before."""

    team: Team
    indicator: Indicator
    before: Sign
    chart: ChartSpec


@dataclass(frozen=True, kw_only=True)
class News:
    """``since``: the day that the signs are compared with; None in a file too young for that, where it is with
    the signs before the last period. ``count``: how many there are; ``shown``: the first of them.
    """

    since: dt.date | None
    count: int
    shown: tuple[NewSignal, ...]


def new_signals(workspace: Workspace, now: dt.datetime, limit: int) -> News:
    """The charts whose sign turned to improved or worsened within the last week.

    The numbers of today are set back to what they were a week ago by the journal's images, and judged by today's
    baselines and rules: a baseline that was moved makes no news. What was typed and undone is none either.
    """
    since = now - dt.timedelta(days=DAYS)
    begun = workspace.store.journal_begun()
    young = begun is None or begun > since
    desk, found = SeriesDesk(workspace), list[tuple[int, int, Sign]]()
    for period_type in dict.fromkeys(one.period_type for one in indicators.in_order(workspace)):
        cube = cube_of(workspace, period_type)
        first, last = shown_periods(cube, PeriodType.parse(period_type))
        if last < first or (young and last == first):
            continue
        if young:
            then = part_of(cube, slice(None), first, last - 1)
        else:
            then = part_of(_as_it_was(workspace, cube, since), slice(None), first, last)
        found += _turned(workspace, desk, part_of(cube, slice(None), first, last), then)
    charts = desk.team_charts([(indicator_id, team_id) for indicator_id, team_id, _ in found[:limit]])
    rows, known = workspace.rows(Indicator), workspace.rows(Team)
    shown = tuple(
        NewSignal(team=known[team_id], indicator=rows[indicator_id], before=before, chart=chart)
        for (indicator_id, team_id, before), chart in zip(found, charts, strict=False)
    )
    return News(since=None if young else since.date(), count=len(found), shown=shown)


def _as_it_was(workspace: Workspace, cube: ObservationCube, since: dt.datetime) -> ObservationCube:
    store = workspace.store
    return as_it_was(
        workspace, cube, store.before_since(Observation, since), store.before_since(Exclusion, since)
    )


def _turned(
    workspace: Workspace, desk: SeriesDesk, now: ObservationCube, then: ObservationCube
) -> list[tuple[int, int, Sign]]:
    """Worsenings first: they are what cannot wait."""
    used = {one.id for one in indicators.in_order(workspace)}
    found = []
    for indicator_id, new_row, old_row in zip(
        now.indicator_ids, desk.verdicts(now), desk.verdicts(then), strict=True
    ):
        for team_id, new, old in zip(now.team_ids, new_row, old_row, strict=True):
            if new is not old and new in _TOLD and indicator_id in used:
                found.append((new is Sign.IMPROVED, indicator_id, team_id, old))
    return [
        (indicator_id, team_id, old) for _, indicator_id, team_id, old in sorted(found, key=lambda f: f[0])
    ]
