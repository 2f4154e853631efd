"""Opening and making files, and the collaboratives in them."""

from __future__ import annotations

from pathlib import Path

from collabdesk.errors import UserFacingError
from collabdesk.models import file
from collabdesk.models.places import Collaborative
from collabdesk.models.soundness import Looked
from collabdesk.models.store import Store
from collabdesk.services.workspace import Workspace

SHORTEST, LONGEST = 3, 30
"""A shift or a trend of one's own rules has so many points."""


def open_file(
    path: Path,
    person: str,
    collaborative: str | None = None,
    *,
    read_only: bool = False,
    break_lock: bool = False,
    looked: Looked | None = None,
) -> Workspace:
    """Open a file and one of its collaboratives, the first unless named.

    Raises UserFacingError as `models.file.open_file`, and for a collaborative that is not there.
    """
    store = file.open_file(path, person, read_only=read_only, break_lock=break_lock, looked=looked)
    try:
        return Workspace(store, person, _choose(store, collaborative))
    except BaseException:
        store.close()
        raise


def _choose(store: Store, name: str | None) -> int:
    found = store.all(Collaborative)
    if not found:
        raise UserFacingError(f"“{store.path.name}” holds no collaborative.")
    if name is None:
        return found[0].id
    for candidate in found:
        if candidate.name.casefold() == name.strip().casefold():
            return candidate.id
    names = ", ".join(f"“{candidate.name}”" for candidate in found)
    raise UserFacingError(f"There is no collaborative “{name}” in “{store.path.name}”; it holds {names}.")


def all_of(workspace: Workspace) -> list[Collaborative]:
    """The collaboratives of the file."""
    return list(workspace.rows(Collaborative).values())


def create_file(path: Path, person: str, name: str) -> Workspace:
    """Make a new file with one collaborative and open it. Raises UserFacingError when the name is taken."""

    def fill(store: Store) -> None:
        store.unjournalled(person, "New file", lambda writer: writer.add(Collaborative(name=name.strip())))

    if not name.strip():
        raise UserFacingError("A collaborative needs a name.")
    store = file.create(path, person, fill)
    return Workspace(store, person, store.all(Collaborative)[0].id)


def save_collaborative(workspace: Workspace, collaborative: Collaborative) -> Collaborative:
    """Write the collaborative, new or changed. Refuses an empty or taken name, an end before the start and
    rules that no chart could break or every chart would.
    """
    if not collaborative.name.strip():
        raise UserFacingError("A collaborative needs a name.")
    for other in workspace.rows(Collaborative).values():
        if other.id != collaborative.id and other.name.casefold() == collaborative.name.strip().casefold():
            raise UserFacingError(f"“{other.name}” is in this file already.")
    lengths = (collaborative.custom_shift, collaborative.custom_trend)
    if not all(SHORTEST <= length <= LONGEST for length in lengths):
        raise UserFacingError(f"A shift or a trend has between {SHORTEST} and {LONGEST} points.")
    if collaborative.starts and collaborative.ends and collaborative.ends < collaborative.starts:
        raise UserFacingError("The collaborative ends before it begins.")
    return workspace.transact(
        f"Collaborative “{collaborative.name.strip()}”",
        lambda writer: writer.put(collaborative) if collaborative.id else writer.add(collaborative),
    )
