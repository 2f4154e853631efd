"""Teams, indicators, collaboratives: what the office writes, and what is refused in a sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.ideas import Test
from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.places import Collaborative, OrgUnit, Person, Team, TeamAlias
from collabdesk.periods import Period, month
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

DAY = dt.date(2025, 7, 14)


def test_places_and_coaches_are_made_once(furnished: Workspace) -> None:
    names = sorted(unit.name for unit in furnished.rows(OrgUnit).values())
    assert names == ["Kalindu", "Oruba"]
    assert [person.name for person in furnished.rows(Person).values()] == ["Grace"]
    assert teams.district_of(furnished, furnished.rows(Team)[1]) == "Oruba"
    assert teams.coach_of(furnished, furnished.rows(Team)[1]) == "Grace"


def test_a_renamed_team_is_still_found_by_its_old_name(furnished: Workspace) -> None:
    row = teams.row_of(furnished, furnished.rows(Team)[1])
    teams.edit_team(furnished, 1, replace(row, name="Tolveni Hospital"))
    assert [alias.alias for alias in furnished.rows(TeamAlias).values()] == ["Tolveni HC IV"]
    furnished.undo()
    assert furnished.rows(Team)[1].name == "Tolveni HC IV"
    assert furnished.rows(TeamAlias) == {}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (TeamRow(name="  "), "needs a name"),
        (TeamRow(name="tolveni  hc iv"), "already"),
        (TeamRow(name="Other", code="t1"), "belongs to Tolveni HC IV"),
    ],
)
def test_a_team_is_refused_with_a_reason(furnished: Workspace, row: TeamRow, said: str) -> None:
    with pytest.raises(UserFacingError, match=said):
        teams.add_teams(furnished, [row])
    with pytest.raises(UserFacingError, match="already"):
        teams.add_teams(furnished, [TeamRow(name="Twin"), TeamRow(name="twin")])


def test_removing_a_team_takes_its_numbers_and_undo_brings_them_back(furnished: Workspace) -> None:
    count = furnished.store.count(Observation)
    changes.record_test(furnished, NewTest(change="Triage", team_ids=(1,), started=DAY))
    teams.remove_teams(furnished, [1])
    assert furnished.store.count(Observation) == count - 24
    furnished.undo()
    assert furnished.store.count(Observation) == count
    assert len(furnished.rows(Test)) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "needs a name"),
        ({"target": 120.0}, "between 0 and 100"),
        ({"target": -1.0}, "below zero"),
        ({"name": "deliveries"}, "already"),
        ({"code": "del"}, "belongs to"),
    ],
)
def test_an_indicator_is_refused_with_a_reason(furnished: Workspace, changed: dict, said: str) -> None:
    with pytest.raises(UserFacingError, match=said):
        indicators.save_indicator(furnished, replace(furnished.rows(Indicator)[1], **changed))


def test_a_baseline_is_set_moved_and_taken_away_with_its_person(furnished: Workspace) -> None:
    indicators.set_baseline(furnished, 1, (month(2025, 1), month(2025, 6)), "before the first session")
    phase = indicators.baseline_of(furnished, 1)
    assert (phase.first, phase.last, phase.person, phase.reason) == (
        JAN,
        JAN + 5,
        "Ada",
        "before the first session",
    )
    indicators.set_baseline(furnished, 1, (month(2025, 1), month(2025, 4)))
    assert indicators.baseline_of(furnished, 1).last == JAN + 3
    indicators.set_baseline(furnished, 1, None)
    assert indicators.baseline_of(furnished, 1) is None
    furnished.undo()
    assert indicators.baseline_of(furnished, 1).last == JAN + 3
    with pytest.raises(UserFacingError, match="ends before"):
        indicators.set_baseline(furnished, 1, (month(2025, 6), month(2025, 1)))
    with pytest.raises(UserFacingError, match="counted by month"):
        indicators.set_baseline(furnished, 1, (Period.parse("2025-Q1"), Period.parse("2025-Q2")))


def test_a_collaborative_is_refused_with_a_reason(furnished: Workspace) -> None:
    with pytest.raises(UserFacingError, match="needs a name"):
        collaboratives.save_collaborative(furnished, Collaborative(name=" "))
    with pytest.raises(UserFacingError, match="already"):
        collaboratives.save_collaborative(furnished, Collaborative(name="safe birth"))
    with pytest.raises(UserFacingError, match="ends before"):
        collaboratives.save_collaborative(
            furnished, Collaborative(name="X", starts=dt.date(2025, 2, 1), ends=dt.date(2025, 1, 1))
        )
