"""Visits, actions and whom to visit."""

from __future__ import annotations

import datetime as dt

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.meetings import Visit, VisitAction
from collabdesk.models.places import Person
from collabdesk.services.coaching import coaching, coaching_needs
from collabdesk.services.coaching.coaching import ActionState, VisitPlan, VisitState
from collabdesk.services.workspace import Workspace

TODAY = dt.date(2026, 1, 15)
MONDAY = dt.date(2026, 1, 19)


def planned(workspace: Workspace, team_id: int = 1, day: dt.date = MONDAY) -> Visit:
    return coaching.plan_visits(workspace, VisitPlan(team_ids=(team_id,), first=day))[0]


def made(workspace: Workspace, team_id: int, day: dt.date) -> Visit:
    return coaching.save_visit(workspace, Visit(team_id=team_id, made=day))


def test_several_visits_are_one_edit_on_working_days(furnished: Workspace) -> None:
    plan = VisitPlan(team_ids=(2, 1, 3), first=dt.date(2026, 1, 22), days_between=2, purpose=" look ")
    coaching.plan_visits(furnished, plan)
    rows = coaching.next_visits(furnished, TODAY)
    assert [row.team.id for row in rows] == [2, 1, 3]
    days = [dt.date(2026, 1, 22), dt.date(2026, 1, 26), dt.date(2026, 1, 28)]  # Thursday, Monday, Wednesday
    assert [row.day for row in rows] == days
    assert {row.visit.purpose for row in rows} == {"look"}
    furnished.undo()
    assert coaching.visits(furnished, TODAY) == []


def test_each_team_gets_its_own_coach_unless_another_goes(furnished: Workspace) -> None:
    assert coaching.next_visits(furnished, TODAY) == []
    first = planned(furnished)
    assert coaching.name_of(furnished, first.coach_id) == "Grace"
    other = furnished.transact("Person", lambda writer: writer.add(Person(name="Ben")))
    plan = VisitPlan(team_ids=(1,), first=MONDAY, coach_id=other.id)
    assert coaching.plan_visits(furnished, plan)[0].coach_id == other.id
    assert [person.name for person in coaching.coaches(furnished)] == ["Ben", "Grace"]


def test_planning_needs_a_team_and_sensible_steps(furnished: Workspace) -> None:
    with pytest.raises(UserFacingError, match="Choose the team"):
        coaching.plan_visits(furnished, VisitPlan(team_ids=(), first=MONDAY))
    with pytest.raises(UserFacingError, match="0 to 60"):
        coaching.plan_visits(furnished, VisitPlan(team_ids=(1,), first=MONDAY, days_between=-1))


def test_a_visit_is_planned_missed_or_made(furnished: Workspace) -> None:
    visit = planned(furnished, day=dt.date(2026, 1, 10))
    planned(furnished, 2)
    made(furnished, 3, dt.date(2025, 8, 1))
    assert [row.state for row in coaching.visits(furnished, TODAY)] == [
        VisitState.PLANNED,
        VisitState.MISSED,
        VisitState.MADE,
    ]
    assert [row.visit.id for row in coaching.missed_visits(furnished, TODAY)] == [visit.id]
    on_its_day = coaching.visits(furnished, dt.date(2026, 1, 10))
    assert next(row for row in on_its_day if row.visit.id == visit.id).state is VisitState.PLANNED


def test_a_visit_that_was_missed_is_forgotten_after_the_next_one(furnished: Workspace) -> None:
    planned(furnished, day=dt.date(2026, 1, 8))
    assert len(coaching.missed_visits(furnished, TODAY)) == 1
    made(furnished, 1, dt.date(2026, 1, 12))
    assert coaching.missed_visits(furnished, TODAY) == []
    assert [row.state for row in coaching.visits(furnished, TODAY)] == [VisitState.MADE, VisitState.SKIPPED]


def test_a_visit_needs_a_day_and_none_is_made_tomorrow(furnished: Workspace) -> None:
    with pytest.raises(UserFacingError, match="needs a day"):
        coaching.save_visit(furnished, Visit(team_id=1))
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    with pytest.raises(UserFacingError, match="still to come"):
        coaching.save_visit(furnished, Visit(team_id=1, made=tomorrow))


def test_actions_are_overdue_open_or_done(furnished: Workspace) -> None:
    visit = made(furnished, 1, dt.date(2025, 12, 1))
    late, soon, some_day = (
        coaching.save_action(furnished, VisitAction(visit_id=visit.id, text=text, due=due))
        for text, due in (
            ("Clock", dt.date(2026, 1, 14)),
            ("Register", TODAY),
            ("Meeting", None),
        )
    )
    rows = coaching.actions(furnished, TODAY)
    assert [row.state for row in rows] == [ActionState.OVERDUE, ActionState.OPEN, ActionState.OPEN]
    assert [row.action for row in coaching.overdue_actions(furnished, TODAY)] == [late]
    assert coaching.open_actions_of(furnished, 1) == [late, soon, some_day]
    assert coaching.visits(furnished, TODAY)[0].open_actions == 3
    coaching.set_done(furnished, [late.id, soon.id], dt.date(2026, 1, 2))
    assert coaching.overdue_actions(furnished, TODAY) == []
    assert coaching.open_actions_of(furnished, 1) == [some_day]
    furnished.undo()
    assert len(coaching.open_actions_of(furnished, 1)) == 3


def test_an_action_needs_words(furnished: Workspace) -> None:
    visit = planned(furnished)
    with pytest.raises(UserFacingError, match="few words"):
        coaching.save_action(furnished, VisitAction(visit_id=visit.id, text="  "))


def test_removing_a_visit_takes_its_actions_and_undo_brings_both(furnished: Workspace) -> None:
    visit = planned(furnished)
    coaching.save_action(furnished, VisitAction(visit_id=visit.id, text="Clock"))
    coaching.remove_visits(furnished, [visit.id])
    assert coaching.actions(furnished, TODAY) == []
    furnished.undo()
    assert len(coaching.actions(furnished, TODAY)) == 1


def test_whom_to_visit_says_why(furnished: Workspace) -> None:
    made(furnished, 1, TODAY - dt.timedelta(weeks=2))
    made(furnished, 2, TODAY - dt.timedelta(weeks=9))
    found = {one.team.name: one for one in coaching_needs.needs(furnished, TODAY)}
    assert set(found) == {"Tolveni HC IV", "Mashiru HC III"}  # the third left in September
    said = [str(reason) for reason in found["Mashiru HC III"].reasons]
    assert said[0] == "not visited for 9 weeks"
    assert any("Dec 2025" in one and "late" in one for one in said)
    assert not any("visited" in str(reason) for reason in found["Tolveni HC IV"].reasons)
    assert found["Mashiru HC III"].weight > found["Tolveni HC IV"].weight


def test_a_team_with_a_visit_planned_waits_at_the_end(furnished: Workspace) -> None:
    made(furnished, 1, TODAY - dt.timedelta(weeks=1))
    planned(furnished, 2)
    names = [(one.team.id, one.planned) for one in coaching_needs.needs(furnished, TODAY)]
    assert names == [(1, None), (2, MONDAY)]
    assert "never visited yet" in [str(one) for one in coaching_needs.needs(furnished, TODAY)[1].reasons]


def test_overdue_actions_are_a_reason(furnished: Workspace) -> None:
    visit = made(furnished, 1, TODAY - dt.timedelta(weeks=1))
    before = {one.team.id: one.weight for one in coaching_needs.needs(furnished, TODAY)}
    action = VisitAction(visit_id=visit.id, text="Clock", due=TODAY - dt.timedelta(days=1))
    coaching.save_action(furnished, action)
    after = {one.team.id: one for one in coaching_needs.needs(furnished, TODAY)}
    assert after[1].weight == before[1] + 1
    assert "1 action is overdue" in [str(one) for one in after[1].reasons]


@pytest.mark.parametrize(("days", "said"), [(41, False), (42, True)])
def test_a_visit_of_six_weeks_ago_is_a_reason_for_another(
    furnished: Workspace, days: int, said: bool
) -> None:
    made(furnished, 1, TODAY - dt.timedelta(days=days))
    reasons = next(one.reasons for one in coaching_needs.needs(furnished, TODAY) if one.team.id == 1)
    assert ("not visited for 6 weeks" in [str(one) for one in reasons]) is said
