"""The return slip: the same lines under the same numbers on paper and in the form, typed back as one edit."""

from __future__ import annotations

import datetime as dt

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.ideas import Decision
from collabdesk.models.measures import Observation
from collabdesk.models.meetings import Recount, Score, Visit, VisitAction
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.coaching import coaching, recounts, slips, slips_typed
from collabdesk.services.coaching.recounts import Figures
from collabdesk.services.coaching.slips import Slip
from collabdesk.services.coaching.slips_typed import FilledSlip, NewAction
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump
from tests.services.conftest import JAN

DAY = dt.date(2026, 1, 20)
DECEMBER = JAN + 11


@pytest.fixture
def visit(furnished: Workspace) -> Visit:
    before = coaching.save_visit(furnished, Visit(team_id=1, made=dt.date(2025, 11, 4)))
    for text, due in (("Order clocks", None), ("Repair the scale", dt.date(2025, 12, 1))):
        coaching.save_action(furnished, VisitAction(visit_id=before.id, text=text, due=due))
    for name in ("Clock at every bed", "Drill on Mondays"):
        new = NewTest(change=name, team_ids=(1,), started=dt.date(2025, 10, 1))
        changes.record_test(furnished, new)
    return coaching.save_visit(furnished, Visit(team_id=1, planned=DAY))


@pytest.fixture
def slip(furnished: Workspace, visit: Visit) -> Slip:
    return slips.slip_of(furnished, visit)


def numbers(slip: Slip) -> list[tuple[str, str]]:
    return [
        *((line.number, line.action.text) for line in slip.actions),
        *((line.number, line.change) for line in slip.changes),
        *((line.number, f"{line.indicator.name} {line.period.ordinal}") for line in slip.recounts),
    ]


def test_the_lines_and_their_numbers(slip: Slip) -> None:
    assert numbers(slip) == [
        ("3.1", "Repair the scale"),  # due first
        ("3.2", "Order clocks"),
        ("4.1", "Clock at every bed"),
        ("4.2", "Drill on Mondays"),
        ("5.1", f"Partograph completed {DECEMBER}"),
        ("5.2", f"Deliveries {DECEMBER}"),  # nothing was ever reported for deaths
    ]
    assert [line.reported for line in slip.recounts] == [
        Figures(numerator=17, denominator=20),
        Figures(value=51),
    ]
    assert slip.new_actions == ("7.1", "7.2", "7.3", "7.4")


def test_a_printed_slip_keeps_its_lines(furnished: Workspace, visit: Visit, slip: Slip) -> None:
    slips.remember(furnished, [visit.id], dt.datetime(2026, 1, 12, 9, 0))
    coaching.remove_actions(furnished, [slip.actions[0].action.id])
    later = coaching.save_visit(furnished, Visit(team_id=1, made=dt.date(2026, 1, 2)))
    coaching.save_action(furnished, VisitAction(visit_id=later.id, text="New", due=dt.date(2025, 1, 1)))
    corrected = Observation(indicator_id=1, team_id=1, period=DECEMBER, numerator=12, denominator=20)
    furnished.transact("Number", lambda writer: writer.put_observations([corrected]))
    again = slips.slip_of(furnished, visit)
    assert again.printed == dt.datetime(2026, 1, 12, 9, 0)
    assert numbers(again) == numbers(slip)[1:]  # the first line is gone, its number is not given away
    assert again.recounts[0].reported.numerator == 17  # as it was printed


def test_printing_twice_keeps_the_first(furnished: Workspace, visit: Visit) -> None:
    slips.remember(furnished, [visit.id], dt.datetime(2026, 1, 12, 9, 0))
    entry = furnished.next_undo()
    slips.remember(furnished, [visit.id], dt.datetime(2026, 1, 13, 9, 0))
    assert furnished.next_undo() == entry


def full(slip: Slip) -> FilledSlip:
    return FilledSlip(
        made=DAY,
        coach_id=slip.visit.coach_id,
        done=frozenset({slip.actions[0].action.id}),
        decisions={slip.changes[0].test.id: Decision.ADOPTED},
        recounted={
            (1, DECEMBER): Figures(numerator=17, denominator=20),
            (3, DECEMBER): Figures(value=40),
        },
        findings=" Register complete ",
        new_actions=(
            NewAction(text="Post the chart", owner="Ama", due=dt.date(2026, 2, 1)),
            NewAction(text=" "),
        ),
        own_score=2.5,
        coach_score=2.0,
        reason="few tests",
        next_visit=dt.date(2026, 3, 3),
    )


def test_what_is_typed_back_is_one_edit(furnished: Workspace, slip: Slip) -> None:
    before = dump(furnished.store)
    slips_typed.record(furnished, slip, full(slip))
    visit = furnished.rows(Visit)[slip.visit.id]
    assert (visit.made, visit.findings) == (DAY, "Register complete")
    assert furnished.rows(VisitAction)[slip.actions[0].action.id].done == DAY
    assert furnished.rows(VisitAction)[slip.actions[1].action.id].done is None
    test = changes.tests_of_team(furnished, 1)[0]
    assert (test.decision, test.decided) == (Decision.ADOPTED, DAY)
    assert changes.tests_of_team(furnished, 1)[1].decision is Decision.TESTING
    assert {row.text for row in furnished.rows(VisitAction).values() if row.visit_id == visit.id} == {
        "Post the chart"
    }
    assert {(one.by_coach, one.score) for one in furnished.rows(Score).values()} == {
        (False, 2.5),
        (True, 2.0),
    }
    assert [row.day for row in coaching.next_visits(furnished, DAY)] == [dt.date(2026, 3, 3)]
    point = recounts.over_time(furnished, 1)[-1]
    assert (point.agreement.numbers, point.agreement.close_enough) == (3, 2)
    assert point.agreement.percent == pytest.approx((100 + 100 + 100 * 40 / 51) / 3)
    furnished.undo()
    assert dump(furnished.store) == before


def test_a_later_correction_does_not_change_the_agreement(furnished: Workspace, slip: Slip) -> None:
    slips_typed.record(furnished, slip, full(slip))
    corrected = Observation(indicator_id=3, team_id=1, period=DECEMBER, value=40)
    furnished.transact("Number", lambda writer: writer.put_observations([corrected]))
    assert not recounts.latest_of_teams(furnished)[1].close


def test_typing_a_second_time_replaces(furnished: Workspace, slip: Slip) -> None:
    slips.remember(furnished, [slip.visit.id], dt.datetime(2026, 1, 12, 9, 0))
    slips_typed.record(furnished, slips.slip_of(furnished, slip.visit), full(slip))
    again = slips.slip_of(furnished, furnished.rows(Visit)[slip.visit.id])
    known = slips_typed.filled_of(furnished, again)
    assert (known.own_score, known.coach_score, known.reason) == (2.5, 2.0, "few tests")
    assert known.recounted == full(slip).recounted
    assert known.done == {slip.actions[0].action.id}
    entry = furnished.next_undo()
    slips_typed.record(furnished, again, known)
    assert furnished.next_undo() == entry  # nothing changed, so no second edit
    kept = {key: figures for key, figures in known.recounted.items() if key[0] == 1}
    gone = FilledSlip(made=DAY, recounted=kept, new_actions=(NewAction(id=known.new_actions[0].id, text=""),))
    slips_typed.record(furnished, again, gone)
    assert [one.indicator_id for one in furnished.rows(Recount).values()] == [1]
    assert furnished.rows(VisitAction)[slip.actions[0].action.id].done is None
    assert all(one.visit_id != slip.visit.id for one in furnished.rows(VisitAction).values())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"recounted": {(1, DECEMBER): Figures(numerator=21, denominator=20)}}, "21 of 20"),
        ({"recounted": {(3, DECEMBER): Figures(value=-1)}}, "below zero"),
        ({"own_score": 2.2}, "in halves"),
        ({"next_visit": DAY}, "comes after"),
        ({"made": dt.date(2200, 1, 1)}, "still to come"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    furnished: Workspace, slip: Slip, wrong: dict[str, object], said: str
) -> None:
    before = dump(furnished.store)
    with pytest.raises(UserFacingError, match=said):
        slips_typed.record(furnished, slip, FilledSlip(**{"made": DAY, **wrong}))  # type: ignore[arg-type]
    assert dump(furnished.store) == before


def test_a_team_without_anything_has_a_slip_too(furnished: Workspace) -> None:
    visit = coaching.save_visit(furnished, Visit(team_id=3, planned=DAY))
    slip = slips.slip_of(furnished, visit)
    assert (slip.actions, slip.changes) == ((), ())
    assert [line.number for line in slip.recounts] == ["5.1"]
