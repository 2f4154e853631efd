"""Astronomical points: a person marks them with a reason, the program only suggests, and no line moves by it."""

from __future__ import annotations

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.measures import Observation
from collabdesk.services.charts.series import team_chart, team_signs
from collabdesk.services.data import judgements, observations
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump
from tests.services.conftest import JAN

CELL = (1, 2, JAN + 4)


def test_a_mark_is_drawn_and_undone(furnished: Workspace) -> None:
    before, signs = dump(furnished.store), team_signs(furnished, 1)
    plain = team_chart(furnished, 1, 2)
    judgements.set_marked(furnished, CELL, marked=True, reason="flood")
    chart = team_chart(furnished, 1, 2)
    assert [(one.rule, one.points) for one in chart.signals] == [("astronomical point", (4,))]
    assert (chart.centre, chart.sentence, team_signs(furnished, 1)) == (plain.centre, plain.sentence, signs)
    mark = judgements.mark_of(furnished, CELL)
    assert mark is not None
    assert (mark.person, mark.reason) == ("Ada", "flood")
    assert "astronomical point" not in {one.rule for one in team_chart(furnished, 1, 1).signals}
    judgements.set_marked(furnished, CELL, marked=False)
    assert team_chart(furnished, 1, 2).signals == ()
    furnished.undo()
    furnished.undo()
    assert dump(furnished.store) == before


def test_a_mark_needs_a_reason(furnished: Workspace) -> None:
    with pytest.raises(UserFacingError, match="why this point"):
        judgements.set_marked(furnished, CELL, marked=True, reason=" ")
    assert judgements.mark_of(furnished, CELL) is None


def test_a_mark_without_its_number_is_not_drawn(furnished: Workspace) -> None:
    judgements.set_marked(furnished, CELL, marked=True, reason="flood")
    furnished.transact("Gone", lambda writer: writer.remove_observations([CELL]))
    assert team_chart(furnished, 1, 2).signals == ()


def put(workspace: Workspace, step: int, numerator: int) -> None:
    row = Observation(indicator_id=1, team_id=2, period=JAN + step, numerator=numerator, denominator=20)
    workspace.transact("Number", lambda writer: writer.put_observations([row]))


def test_points_beyond_the_limits_are_suggested_only(furnished: Workspace) -> None:
    assert judgements.suggested(furnished, 1, 2) == frozenset()
    put(furnished, 6, 20)
    assert judgements.suggested(furnished, 1, 2) == {JAN + 6}
    assert team_chart(furnished, 1, 2).signals == ()
    observations.set_excluded(furnished, 1, 2, JAN + 6, excluded=True)
    assert judgements.suggested(furnished, 1, 2) == frozenset()


def test_few_points_suggest_nothing(furnished: Workspace) -> None:
    furnished.transact(
        "Gone", lambda writer: writer.remove_observations([(1, 2, JAN + step) for step in range(9, 12)])
    )
    put(furnished, 6, 20)
    assert judgements.suggested(furnished, 1, 2) == frozenset()
    put(furnished, 9, 10)  # the tenth
    assert judgements.suggested(furnished, 1, 2) == {JAN + 6}
