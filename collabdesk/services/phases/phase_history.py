"""Who set, froze, began anew or took away the phases of a series, when and why: from the journal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from collabdesk.models.measures import Dismissal, Phase
from collabdesk.services.workspace import Workspace

LIMIT = 5000
"""So many rows of the journal are looked through, the newest first."""


@dataclass(frozen=True, kw_only=True)
class PhaseEvent:
    """One edit about the phases of a series. ``kind`` is edit, undo or redo; ``said`` tells what, and why."""

    at: dt.datetime
    person: str
    kind: str
    said: str


def history(workspace: Workspace, indicator_id: int, team_id: int | None) -> list[PhaseEvent]:
    """The edits about a series' own phases and about those for all teams, the newest first."""
    rows = [row for kind in (Phase, Dismissal) for row in workspace.store.history(kind, limit=LIMIT)]
    entries = {}
    for row in rows:
        image = row.after or row.before or {}
        if image.get("indicator_id") == indicator_id and image.get("team_id") in (None, team_id):
            entries[row.entry.id] = row.entry
    return [
        PhaseEvent(at=one.at, person=one.person, kind=one.kind, said=one.label)
        for one in sorted(entries.values(), key=lambda entry: entry.id, reverse=True)
    ]
