"""Numbers that are read beside other work are taken only while they are those of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.measures import Indicator
from collabdesk.services import cubes, observations
from collabdesk.services.observations import Typed
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
    furnished._cubes.clear()
    made = Beside()
    furnished.read_ahead(made.begin)
    return made


def test_they_become_the_cube(furnished: Workspace, beside: Beside) -> None:
    assert furnished.cube().same_as(cubes.load(furnished, "month"))
    assert beside.waited == 1
    furnished._cubes.clear()
    assert furnished.cube().n_periods
    assert beside.waited == 1, "once: the next cube is read from the file"


def test_after_an_edit_they_are_old(furnished: Workspace, beside: Beside) -> None:
    (indicator,) = [one for one in furnished.mine(Indicator) if one.code == "PARTO"]
    cell = Typed(indicator_id=indicator.id, team_id=1, period=JAN, text="1/20")
    observations.enter(furnished, [cell])
    cube = furnished.cube()
    assert cube.numerator[cube.indicator_at(indicator.id), cube.team_at(1), JAN - cube.first_period] == 1
    assert beside.waited == 0


def test_undo_makes_them_old_too(furnished: Workspace, beside: Beside) -> None:
    furnished.undo()
    assert furnished.cube().same_as(cubes.load(furnished, "month"))
    assert beside.waited == 0


def test_what_cannot_be_read_beside_is_read_as_ever(furnished: Workspace) -> None:
    def begin(_fn: Callable[[], Any]) -> Callable[[], Any]:
        def refuse() -> Any:
            raise UserFacingError("The disk is busy.")

        return refuse

    furnished._cubes.clear()
    furnished.read_ahead(begin)
    assert furnished.cube().n_periods
