"""Asked before a frozen median moves; and the one way to leave a point out of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabdesk.i18n import msg
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.services.data import cells, observations
from collabdesk.services.phases import frozen
from collabdesk.ui.context import Context

if TYPE_CHECKING:
    from collabdesk.services.changeset import Cell
    from collabdesk.services.phases.frozen import Move
    from collabdesk.services.workspace import Workspace


def may_move(context: Context, workspace: Workspace, moves: list[Move]) -> bool:
    """Whether a person agrees that these frozen medians move; without any there is nothing to ask."""
    if not moves:
        return True
    return context.messages.ask(
        msg("{what} Go on?", what=frozen.question(workspace, moves)),
        msg("Move the line"),
        msg("Leave it as it is"),
        danger=True,
    )


def toggle_exclusion(context: Context, workspace: Workspace, cell: Cell) -> bool:
    """Leave a point out, with a reason, or take it in again. Returns whether it was done."""
    excluded = cells.facts(workspace, cell).exclusion is None
    moves = frozen.of_exclusion(workspace, cell, excluded=excluded)
    reason: str | None = ""
    if excluded:
        asked = msg(
            "Why is this point of {team}, {indicator}, left out?",
            team=workspace.rows(Team)[cell[1]].name,
            indicator=workspace.rows(Indicator)[cell[0]].name,
        )
        if moves:
            asked = msg("{what} {why}", what=frozen.question(workspace, moves), why=asked)
        reason = context.messages.ask_text(asked)
    elif not may_move(context, workspace, moves):
        reason = None
    if reason is None:
        return False
    said = reason
    return context.attempt(
        lambda: observations.set_excluded(workspace, *cell, excluded=excluded, reason=said)
    )
