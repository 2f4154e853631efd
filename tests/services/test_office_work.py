"""Teams, indicators, changes, the calendar: what the office does, and what is refused in a sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.ideas import Change, ChangeIndicator, Decision, Pdsa, Test
from collabdesk.models.measures import Indicator, IndicatorKind, Observation
from collabdesk.models.meetings import ActionPeriod, Session, SessionKind
from collabdesk.models.places import Collaborative, OrgUnit, Person, Team, TeamAlias
from collabdesk.periods import Period, month
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.sessions import meetings
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


def test_action_periods_follow_the_sessions(furnished: Workspace) -> None:
    second = Session(collaborative_id=1, number=2, starts=dt.date(2025, 11, 4), ends=dt.date(2025, 11, 5))
    meetings.save_session(furnished, second)
    spans = [(one.name, one.starts, one.ends) for one in meetings.action_periods(furnished)]
    assert spans[0] == ("AP1", dt.date(2025, 7, 9), dt.date(2025, 11, 3))
    assert spans[1][:2] == ("AP2", dt.date(2025, 11, 6))
    meetings.remove_session(furnished, meetings.by_number(furnished, 2).id)
    assert len(furnished.rows(ActionPeriod)) == 1
    furnished.undo()
    assert len(furnished.rows(ActionPeriod)) == 2


def test_sessions_are_found_by_number_and_refused_twice(furnished: Workspace) -> None:
    with pytest.raises(UserFacingError, match="the calendar has: 1"):
        meetings.by_number(furnished, 7)
    with pytest.raises(UserFacingError, match="learning session 1 already"):
        meetings.save_session(furnished, Session(collaborative_id=1, number=1, starts=DAY))
    with pytest.raises(UserFacingError, match="ends before"):
        meetings.save_session(
            furnished, Session(collaborative_id=1, number=2, starts=DAY, ends=dt.date(2025, 1, 1))
        )
    prework = Session(collaborative_id=1, kind=SessionKind.PREWORK, name="Visits", starts=dt.date(2025, 2, 1))
    meetings.save_session(furnished, prework)
    assert [meetings.short_name(one) for one in meetings.sessions(furnished)] == ["Visits", "LS1"]
    assert meetings.next_session(furnished, dt.date(2025, 3, 1)).number == 1


def test_a_collaborative_is_refused_with_a_reason(furnished: Workspace) -> None:
    with pytest.raises(UserFacingError, match="needs a name"):
        collaboratives.save_collaborative(furnished, Collaborative(name=" "))
    with pytest.raises(UserFacingError, match="already"):
        collaboratives.save_collaborative(furnished, Collaborative(name="safe birth"))
    with pytest.raises(UserFacingError, match="ends before"):
        collaboratives.save_collaborative(
            furnished, Collaborative(name="X", starts=dt.date(2025, 2, 1), ends=dt.date(2025, 1, 1))
        )


def test_counts_and_rates_are_typed_as_their_kind() -> None:
    from collabdesk.services.data.observations import RefusedError, parse

    count = Indicator(collaborative_id=1, name="C", kind=IndicatorKind.COUNT)
    assert parse(count, "1 204").value == 1204
    for text in ("12/20", "12%"):
        with pytest.raises(RefusedError):
            parse(count, text)
    with pytest.raises(RefusedError, match="denominator"):
        parse(Indicator(collaborative_id=1, name="R", kind=IndicatorKind.RATE), "60%")
