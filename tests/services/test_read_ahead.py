"""Numbers that are read beside other work are taken only while they are those of the file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from collabdesk.analysis.cube import ObservationCube
from collabdesk.errors import UserFacingError
from collabdesk.models.measures import Indicator
from collabdesk.models.raw_columns import Early, read_early
from collabdesk.services import cubes
from collabdesk.services.cubes import cube_of
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.setup import collaboratives
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN


class Beside:
    """Does the work when it is asked for, and counts how often that was."""

    def __init__(self) -> None:
        self.waited = 0

    def begin(self, fn: Callable[[], Any]) -> Callable[[], Any]:
        made = fn()

        def wait() -> Any:
            self.waited += 1
            return made

        return wait


@pytest.fixture
def beside(furnished: Workspace) -> Beside:
    furnished.kept(cubes.CubeShelf).held.clear()
    made = Beside()
    cubes.read_ahead(furnished, made.begin)
    return made


def test_they_become_the_cube(furnished: Workspace, beside: Beside) -> None:
    assert cube_of(furnished).same_as(cubes.load(furnished, "month"))
    assert beside.waited == 1
    furnished.kept(cubes.CubeShelf).held.clear()
    assert cube_of(furnished).n_periods
    assert beside.waited == 1, "once: the next cube is read from the file"


def test_after_an_edit_they_are_old(furnished: Workspace, beside: Beside) -> None:
    (indicator,) = [one for one in furnished.mine(Indicator) if one.code == "PARTO"]
    cell = Typed(indicator_id=indicator.id, team_id=1, period=JAN, text="1/20")
    observations.enter(furnished, [cell])
    cube = cube_of(furnished)
    assert cube.numerator[cube.indicator_at(indicator.id), cube.team_at(1), JAN - cube.first_period] == 1
    assert beside.waited == 0


def test_undo_makes_them_old_too(furnished: Workspace, beside: Beside) -> None:
    furnished.undo()
    assert cube_of(furnished).same_as(cubes.load(furnished, "month"))
    assert beside.waited == 0


def test_what_cannot_be_read_beside_is_read_as_ever(furnished: Workspace) -> None:
    def begin(_fn: Callable[[], Any]) -> Callable[[], Any]:
        def refuse() -> Any:
            raise UserFacingError("The disk is busy.")

        return refuse

    furnished.kept(cubes.CubeShelf).held.clear()
    cubes.read_ahead(furnished, begin)
    assert cube_of(furnished).n_periods


# --- what was read before the file was opened ---


def ahead_of(workspace: Workspace, early: Early | None) -> tuple[bool, object]:
    """Whether the early numbers were taken, and the cube that came of it."""
    taken: list[Early] = []
    made = cubes.columns_of

    def watched(one: Early) -> object:
        taken.append(one)
        return made(one)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cubes, "columns_of", watched)
        cubes.read_ahead(workspace, Beside().begin, lambda: early)
        return bool(taken), cube_of(workspace)


def test_early_numbers_are_those_of_the_file(furnished: Workspace) -> None:
    observations.set_excluded(furnished, 1, 1, JAN, excluded=True, reason="flood")
    path = furnished.path
    furnished.close()
    early = read_early(path)
    workspace = collaboratives.open_file(path, "Ada")
    taken, cube = ahead_of(workspace, early)
    assert taken
    assert isinstance(cube, ObservationCube)
    assert cube.same_as(cubes.load(workspace, "month"))
    assert cube.excluded.any()
    assert np.isfinite(cube.numerator).any()
    workspace.close()


def test_what_another_program_wrote_since_is_not_overlooked(furnished: Workspace) -> None:
    path = furnished.path
    furnished.close()
    early = read_early(path)
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE observation SET numerator = numerator + 1 WHERE numerator < denominator")
        other.commit()
    workspace = collaboratives.open_file(path, "Ada")
    taken, cube = ahead_of(workspace, early)
    assert not taken
    assert isinstance(cube, ObservationCube)
    assert cube.same_as(cubes.load(workspace, "month"))
    workspace.close()


def test_a_file_that_is_in_use_or_no_file_is_not_read_early(furnished: Workspace, tmp_path: Path) -> None:
    assert furnished.path.with_name(furnished.path.name + "-wal").exists()
    assert read_early(furnished.path) is None
    assert read_early(tmp_path / "nothing.collab") is None
    (tmp_path / "bad.collab").write_bytes(b"no file of ours" * 1000)
    assert read_early(tmp_path / "bad.collab") is None


def test_without_the_lock_nothing_early_is_taken(furnished: Workspace) -> None:
    path = furnished.path
    furnished.close()
    early = read_early(path)
    reader = collaboratives.open_file(path, "Ben", read_only=True)
    assert ahead_of(reader, early)[0] is False
    reader.close()


def test_the_file_may_be_opened_while_it_is_read(furnished: Workspace) -> None:
    path, opened = furnished.path, list[Workspace]()
    furnished.close()

    def ready() -> bool:
        opened.append(collaboratives.open_file(path, "Ada"))
        return True

    early = read_early(path, ready)
    assert path.with_name(path.name + "-wal").exists()
    taken, cube = ahead_of(opened[0], early)
    assert taken
    assert isinstance(cube, ObservationCube)
    assert cube.same_as(cubes.load(opened[0], "month"))
    opened[0].close()
    assert read_early(path, lambda: None) is None, "not before it was found sound"
