"""What persons decide about single points: leaving one out, calling one astronomical; with name and reason."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from collabdesk.models.measures import Exclusion, MarkedPoint
from collabdesk.models.writer import Writer
from collabdesk.services.changeset import Cell
from collabdesk.services.workspace import Workspace

J = TypeVar("J", Exclusion, MarkedPoint)


def judgement_of(workspace: Workspace, kind: type[J], cell: Cell) -> J | None:
    """What was decided about a point, if anything."""
    return next(
        (one for one in workspace.rows(kind).values() if (one.indicator_id, one.team_id, one.period) == cell),
        None,
    )


def judge(workspace: Workspace, kind: type[J], cell: Cell, *, holds: bool, reason: str, label: str) -> None:
    """Decide about a point, or take the decision back, in one edit; what holds already stays as it is."""
    known = judgement_of(workspace, kind, cell)
    indicator_id, team_id, period = cell

    def write(writer: Writer) -> None:
        if known is not None and not holds:
            writer.remove(known)
        elif known is None and holds:
            writer.add(
                kind(
                    indicator_id=indicator_id,
                    team_id=team_id,
                    period=period,
                    person=workspace.person,
                    reason=reason.strip(),
                    decided=dt.datetime.now(),
                )
            )

    workspace.transact(label, write)
