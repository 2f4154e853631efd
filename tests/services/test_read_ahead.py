"""Numbers that are read beside other work are taken only while they are those of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.measures import Indicator
from collabdesk.services import cubes
from collabdesk.services.cubes import cube_of
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
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
