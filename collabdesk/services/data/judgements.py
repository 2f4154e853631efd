"""Astronomical points: only a person marks one; the program may suggest some (method.md, 2)."""

from __future__ import annotations

from collections.abc import Mapping

from collabdesk.analysis.rules import OUTSIDE_LIMITS
from collabdesk.errors import UserFacingError
from collabdesk.models.measures import MarkedPoint
from collabdesk.models.places import Team
from collabdesk.services.changeset import Cell
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.data.point_judgements import judge
from collabdesk.services.phases.phase_lists import marked_points
from collabdesk.services.workspace import Workspace

ENOUGH = 10
"""With fewer points the limits say too little to suggest anything."""


def mark_of(workspace: Workspace, cell: Cell) -> MarkedPoint | None:
    """The mark on a point, if a person made one."""
    return marked_points(workspace, cell[0], cell[1]).get(cell[2])


def set_marked(workspace: Workspace, cell: Cell, *, marked: bool, reason: str = "") -> None:
    """Mark a point as astronomical, or take the mark away. Raises UserFacingError where there is no reason."""
    if marked and not reason.strip():
        raise UserFacingError("Say in a few words why this point is unlike all others.")
    name = workspace.rows(Team)[cell[1]].name
    said = f"Astronomical point of {name}: {reason.strip()}" if marked else f"No astronomical point of {name}"
    judge(workspace, MarkedPoint, cell, holds=marked, reason=reason, label=said)


def suggested(workspace: Workspace, indicator_id: int, team_id: int) -> frozenset[int]:
    """The periods whose points lie beyond the limits of an I chart: worth a look, nothing more."""
    (spec,) = SeriesDesk(workspace).team_charts([(indicator_id, team_id)], chart="i")
    if sum(point.y is not None and not point.excluded for point in spec.points) < ENOUGH:
        return frozenset()
    where: Mapping[int, int] = {point.x: point.period.ordinal for point in spec.points}
    return frozenset(
        where[x]
        for signal in spec.signals
        if signal.rule == OUTSIDE_LIMITS
        for x in signal.points
        if x in where
    )
