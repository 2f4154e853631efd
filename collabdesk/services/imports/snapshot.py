"""Large edits taken back or done again by a worker: on the saved file, over a connection of the worker's own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from collabdesk.collection import no_collection
from collabdesk.models.file import reading_again, writing_again
from collabdesk.services.imports import medians
from collabdesk.services.imports.taking_back import Kept, revert
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.analysis.cube import ObservationCube
    from collabdesk.services.phases.frozen import Move


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which file and which of its collaboratives; what a worker needs to look for itself."""

    path: Path
    collaborative_id: int


def place_of(workspace: Workspace) -> Place:
    """The place of an open file, for a worker."""
    return Place(path=workspace.path, collaborative_id=workspace.collaborative.id)


def cubes_in_worker(place: Place, period_types: Collection[str]) -> dict[str, ObservationCube]:
    """The numbers as they are in the file, for `Workspace.renew`: to read 100,000 takes a fifth of a second."""
    from collabdesk.services.cubes import cube_of  # brings numpy, which an import does without

    with reading_again(place.path) as store:
        workspace = Workspace(store, "", place.collaborative_id)
        return {name: cube_of(workspace, name) for name in period_types}


def moves_of_revert_in_worker(place: Place, batch_id: int) -> list[Move]:
    """Which frozen medians taking an import back would move."""
    with reading_again(place.path) as store:
        return medians.of_revert(Workspace(store, "", place.collaborative_id), batch_id)


def revert_in_worker(place: Place, person: str, batch_id: int) -> Kept:
    """`revert` without the window's own connection, which is to `renew` afterwards."""
    with no_collection(), writing_again(place.path) as store:
        return revert(Workspace(store, person, place.collaborative_id), batch_id)


def moves_of_undo_in_worker(place: Place, backwards: bool) -> list[Move]:
    """Which frozen medians the next undo (or redo) would move."""
    from collabdesk.services.phases import frozen

    with writing_again(place.path) as store:  # a store that only reads knows of no undo
        return frozen.of_next_undo(Workspace(store, "", place.collaborative_id), backwards=backwards)


def undo_in_worker(place: Place, person: str, backwards: bool) -> None:
    """Take the last edit back, or do it again, without the window's own connection."""
    with no_collection(), writing_again(place.path) as store:
        if backwards:
            store.undo(person)
        else:
            store.redo(person)
