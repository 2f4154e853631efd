"""What a worker counts with: a copy of the file's values, so that long work never holds the window up.

`values_of` takes the copy on the workspace's own thread; `counting_with` makes a workspace of it on the worker's,
which reads what is not in the copy through a connection of its own. Edits made meanwhile are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collabdesk.models.file import reading_again
from collabdesk.models.records import Record
from collabdesk.services.cubes import held, put
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.analysis.cube import ObservationCube


@dataclass(frozen=True, kw_only=True)
class Values:
    """The values of an open file at one moment."""

    path: Path
    person: str
    collaborative_id: int
    rows: Mapping[type[Record], dict[int, Any]]
    cubes: Mapping[str, ObservationCube]


def values_of(workspace: Workspace) -> Values:
    """The values as they are now; what has not been read yet is left to the worker."""
    return Values(
        path=workspace.path,
        person=workspace.person,
        collaborative_id=workspace.collaborative.id,
        rows={kind: dict(known) for kind, known in workspace.known().items()},
        cubes={name: cube.copy() for name, cube in held(workspace).items()},
    )


@contextmanager
def counting_with(values: Values) -> Iterator[Workspace]:
    """A workspace of these values, to be read on the thread that makes it."""
    with reading_again(values.path) as store:
        workspace = Workspace(store, values.person, values.collaborative_id)
        workspace.take(dict(values.rows))
        put(workspace, values.cubes)
        yield workspace
