"""After an edit the matrix says what one that is made anew says: of few touched series and of many."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.models.places import Team
from collabdesk.services.charts import matrix
from collabdesk.services.charts.matrix import Matrix
from collabdesk.services.data.observations import Typed, enter
from collabdesk.services.overview import overview
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

TODAY = dt.date(2026, 2, 20)


@pytest.mark.parametrize("few", [40, 0])
def test_only_what_was_touched_is_gathered_again(
    furnished: Workspace, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(matrix, "FEW", few)
    made = Matrix(furnished, TODAY)
    before = dict(made.of_indicator(1))
    pooled = made.pooled(1)
    cells = [Typed(indicator_id=1, team_id=2, period=JAN + step, text="19/20") for step in range(13)]
    enter(furnished, cells)
    made.renew({(1, 2)})
    anew = Matrix(furnished, TODAY)
    assert made.standing(1, 2) == anew.standing(1, 2) != before[2]
    for one in made.indicators:
        assert made.of_indicator(one.id) == anew.of_indicator(one.id)
    assert made.pooled(1) == anew.pooled(1) != pooled


def test_who_is_expected_follows_a_team_that_leaves(furnished: Workspace) -> None:
    late = {one.team.id for one in overview.overdue(furnished, TODAY)}
    assert 2 in late
    row = teams.row_of(furnished, furnished.rows(Team)[2])
    teams.edit_team(furnished, 2, replace(row, left=dt.date(2025, 6, 1)))
    assert {one.team.id for one in overview.overdue(furnished, TODAY)} == late - {2}
