"""A definition that changes from a day on: the old one is kept, the charts show the day, nothing is lost by undo."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.measures import Indicator
from collabdesk.services.charts.series import team_chart
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump

AUGUST = dt.date(2025, 8, 15)


def reworded(workspace: Workspace, text: str) -> Indicator:
    return replace(workspace.rows(Indicator)[1], numerator_label=text)


def test_old_and_new_are_kept_with_name_and_reason(furnished: Workspace) -> None:
    before = dump(furnished.store)
    indicators.change_definition(furnished, reworded(furnished, "by a midwife"), AUGUST, "new register")
    old, new = indicators.definitions(furnished, 1)
    assert (old.valid_from, old.numerator_label) == (indicators.ALWAYS, "")
    assert (new.valid_from, new.numerator_label, new.person, new.reason) == (
        AUGUST,
        "by a midwife",
        "Ada",
        "new register",
    )
    assert furnished.rows(Indicator)[1].numerator_label == "by a midwife"
    entry = furnished.next_undo()
    assert entry is not None
    assert entry.label == "Definition of “Partograph completed” from 15 Aug 2025: new register"
    furnished.undo()
    assert dump(furnished.store) == before


def test_the_chart_shows_the_day_and_not_the_beginning(furnished: Workspace) -> None:
    indicators.change_definition(furnished, reworded(furnished, "by a midwife"), AUGUST)
    assert [mark.x for mark in team_chart(furnished, 1, 1).definitions] == [6.5]


def test_the_same_day_is_put_right_and_an_earlier_one_refused(furnished: Workspace) -> None:
    indicators.change_definition(furnished, reworded(furnished, "by a midwife"), AUGUST)
    indicators.change_definition(furnished, reworded(furnished, "by a midwife or doctor"), AUGUST)
    assert [one.numerator_label for one in indicators.definitions(furnished, 1)] == [
        "",
        "by a midwife or doctor",
    ]
    with pytest.raises(UserFacingError, match="later than that"):
        indicators.change_definition(furnished, reworded(furnished, "by anybody"), dt.date(2025, 5, 1))


def test_a_change_that_says_nothing_else_is_refused(furnished: Workspace) -> None:
    with pytest.raises(UserFacingError, match="said before"):
        indicators.change_definition(furnished, reworded(furnished, ""), AUGUST)
