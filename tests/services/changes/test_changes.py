"""Changes and their tests: recorded in one line, decided about, edited, removed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.ideas import Change, ChangeIndicator, Decision, Pdsa, Test
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.workspace import Workspace

DAY = dt.date(2025, 7, 14)


def test_a_change_is_recorded_in_one_line_for_many_teams(furnished: Workspace) -> None:
    new = NewTest(change="Triage desk", team_ids=(1, 2), started=DAY, indicator_ids=(1,))
    changes.record_test(furnished, new)
    changes.record_test(furnished, NewTest(change=" triage  DESK ", team_ids=(3,), started=DAY))
    assert [change.name for change in furnished.mine(Change)] == ["Triage desk"]
    assert [test.team_id for test in furnished.rows(Test).values()] == [1, 2, 3]
    assert [link.indicator_id for link in furnished.rows(ChangeIndicator).values()] == [1]
    furnished.undo()
    furnished.undo()
    assert furnished.rows(Test) == {}
    assert furnished.mine(Change) == []


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (NewTest(change=" ", team_ids=(1,), started=DAY), "in a few words"),
        (NewTest(change="Triage", team_ids=(), started=DAY), "Choose the team"),
        (NewTest(change="Triage", team_ids=(2, 1), started=DAY), "Tolveni HC IV already has"),
    ],
)
def test_a_test_is_refused_with_a_reason(furnished: Workspace, new: NewTest, said: str) -> None:
    changes.record_test(furnished, NewTest(change="Triage", team_ids=(1,), started=DAY))
    with pytest.raises(UserFacingError, match=said):
        changes.record_test(furnished, new)


def test_a_decision_has_a_day_and_can_be_taken_back(furnished: Workspace) -> None:
    (test,) = changes.record_test(furnished, NewTest(change="Triage", team_ids=(1,), started=DAY))
    changes.decide(furnished, test.id, Decision.ADOPTED, dt.date(2025, 9, 1))
    assert furnished.rows(Test)[test.id].decided == dt.date(2025, 9, 1)
    with pytest.raises(UserFacingError, match="before the start"):
        changes.decide(furnished, test.id, Decision.ABANDONED, dt.date(2025, 7, 1))
    changes.decide(furnished, test.id, Decision.TESTING)
    assert furnished.rows(Test)[test.id].decided is None


def test_a_change_of_the_catalogue_keeps_its_links_and_goes_with_its_tests(furnished: Workspace) -> None:
    (test,) = changes.record_test(furnished, NewTest(change="Triage", team_ids=(1,), started=DAY))
    changes.write_cycle(furnished, Pdsa(test_id=test.id, number=1, plan="Try it"))
    change = furnished.mine(Change)[0]
    changes.edit_change(furnished, replace(change, name="Triage desk"), [1, 2])
    changes.edit_change(furnished, replace(change, name="Triage desk"), [2, 3])
    assert {link.indicator_id for link in changes.indicators_of(furnished, change.id)} == {2, 3}
    changes.remove_change(furnished, change.id)
    assert furnished.rows(Pdsa) == {}
    assert furnished.rows(ChangeIndicator) == {}
    furnished.undo()
    assert len(furnished.rows(Pdsa)) == 1
    other = changes.edit_change(furnished, Change(collaborative_id=1, name="Other"), [])
    with pytest.raises(UserFacingError, match="in the catalogue already"):
        changes.edit_change(furnished, replace(other, name="TRIAGE desk"), [])
