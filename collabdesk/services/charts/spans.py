"""When teams report from, joined and left, as ordinals of a period type."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.analysis.cube import ObservationCube
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.models.writer import RowChange
from collabdesk.periods import PeriodType
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.cubes import cube_of
from collabdesk.services.workspace import Workspace

Span = tuple[int | None, ...]
"""The periods of a team's date set for reporting, its joining and its leaving."""


class SpanLists:
    """Kept until a team is edited: every pooled chart asks for those of all teams."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lists: dict[tuple[PeriodType, tuple[int, ...]], list[Span]] = {}

    def of(self, period_type: PeriodType, team_ids: tuple[int, ...]) -> list[Span]:
        """In the order of the teams."""
        if (period_type, team_ids) not in self._lists:
            rows = self._workspace.rows(Team)
            self._lists[period_type, team_ids] = [
                tuple(
                    period_type.holding(day) if day else None
                    for day in (rows[key].reports_from, rows[key].joined, rows[key].left)
                )
                for key in team_ids
            ]
        return self._lists[period_type, team_ids]

    def follow(self, changes: ChangeSet, _rows: Sequence[RowChange], /) -> None:
        """Other teams, or other dates of theirs."""
        if changes.touches("team"):
            self._lists.clear()


def reporting_spans(
    workspace: Workspace, indicator_id: int, cube: ObservationCube | None = None
) -> tuple[list[int | None], list[int | None]]:
    """The first and the last period in which each team of a cube (the file's, unless given) is to report, as ordinals;
    None where there is no bound (method.md, 5). From the date set for it, else from the first report or the joining,
    whichever is earlier, to when it left.
    """
    indicator = workspace.rows(Indicator)[indicator_id]
    cube = cube or cube_of(workspace, indicator.period_type)
    if cube.n_periods == 0:
        return [None] * len(cube.team_ids), [None] * len(cube.team_ids)
    reported = cube.state[cube.indicator_at(indicator.id)] != 0
    firsts = (cube.first_period + reported.argmax(axis=1)).tolist()
    there = reported.any(axis=1).tolist()
    since: list[int | None] = []
    until: list[int | None] = []
    spans = workspace.kept(SpanLists).of(PeriodType.parse(indicator.period_type), cube.team_ids)
    for (fixed, joined, end), first, any_ in zip(spans, firsts, there, strict=True):
        known = [one for one in (first if any_ else None, joined) if one is not None]
        since.append(fixed if fixed is not None else min(known, default=None))
        until.append(end)
    return since, until
