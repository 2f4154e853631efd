"""When teams report from, joined and left, as ordinals of a period type."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.models.places import Team
from collabdesk.models.writer import RowChange
from collabdesk.periods import PeriodType
from collabdesk.services.changeset import ChangeSet
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
