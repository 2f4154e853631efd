"""Which frozen medians an import, or taking one back, would move: said before it is done (method.md, 3)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from collabdesk.models.intake import ImportBatch
from collabdesk.models.measures import Observation
from collabdesk.services.changeset import Cell
from collabdesk.services.imports.plan import Plan
from collabdesk.services.phases.frozen_phases import any_frozen
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.services.phases.frozen import Move


def of_plan(workspace: Workspace, plan: Plan, replace_keys: Collection[Cell] = ()) -> list[Move]:
    """The medians that saving a plan would move; of the conflicts only those whose key is in ``replace_keys``."""
    if not any_frozen(workspace):
        return []
    from collabdesk.services.phases import frozen  # brings numpy, which most imports do without

    rows: dict[Cell, Observation | None] = {
        (item.indicator, item.team, item.period): item.row(item.team, item.indicator, None)
        for item in plan.new
        if isinstance(item.team, int) and isinstance(item.indicator, int)
    }
    rows |= {conflict.key: conflict.new for conflict in plan.conflicts if conflict.key in replace_keys}
    return frozen.of_edits(workspace, rows)


def of_revert(workspace: Workspace, batch_id: int) -> list[Move]:
    """The medians that taking an import back would move; numbers edited since stay as they are."""
    if not any_frozen(workspace):
        return []
    from collabdesk.services.phases import frozen  # brings numpy, which most imports do without

    made = workspace.store.history(ImportBatch, (batch_id,))[-1].entry
    changes = [one for one in workspace.store.changes_of(made.id) if one.table == Observation.table.name]
    now = workspace.store.current(Observation, [one.key for one in changes])
    back = [one for one in changes if now.get(one.key) == one.after]
    return frozen.of_changes(workspace, back, backwards=True)
