"""Plans and large imports in a worker: on the file as it is saved, over a connection of the worker's own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from collabdesk.models.file import reading_again, writing_again
from collabdesk.services.changeset import Cell
from collabdesk.services.imports.apply import ImportResult, apply
from collabdesk.services.imports.draft import Draft
from collabdesk.services.imports.plan import Plan, make_plan
from collabdesk.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which file and which of its collaboratives; what a worker needs to look for itself."""

    path: Path
    collaborative_id: int


def place_of(workspace: Workspace) -> Place:
    """The place of an open file, for a worker."""
    return Place(path=workspace.path, collaborative_id=workspace.collaborative.id)


def plan_in_worker(place: Place, draft: Draft) -> Plan:
    """`make_plan` on the file as it is saved, without the window's own connection. Values in, values out."""
    with reading_again(place.path) as store:
        return make_plan(Workspace(store, "", place.collaborative_id), draft)


def apply_in_worker(
    place: Place, person: str, draft: Draft, plan: Plan, replace_keys: Collection[Cell]
) -> ImportResult:
    """`apply` without the window's own connection, which is to `renew` afterwards. Values in, values out."""
    with writing_again(place.path) as store:
        return apply(Workspace(store, person, place.collaborative_id), draft, plan, replace_keys)
