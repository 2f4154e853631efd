"""The spread board: plan and actual, one edit each, undone whole; who could learn from whom; what lasts."""

from __future__ import annotations

import datetime as dt

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.ideas import Decision, Pdsa, SpreadPlan, Test
from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.services.changes import changes, evidence, kinship, learning, spread, sustain
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.changes.spread import SpreadState
from collabdesk.services.changes.sustain import Lasting
from collabdesk.services.paper import pack_changes
from collabdesk.services.paper.pack_names import names_of
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump
from tests.services.changes.test_evidence import TRIED, tried
from tests.services.conftest import JAN

__all__ = ["tried"]
EN = Translator("en")
MARCH, APRIL, MAY = dt.date(2025, 3, 3), dt.date(2025, 4, 7), dt.date(2025, 5, 5)


@pytest.fixture
def planned(furnished: Workspace) -> Workspace:
    changes.record_test(furnished, NewTest(change="Triage desk", team_ids=(1,), started=MARCH))
    spread.plan(furnished, [(1, 1), (1, 2)], MARCH)
    spread.tell(furnished, [(1, 2)], APRIL)
    return furnished


def test_plan_telling_and_tests_make_the_state(planned: Workspace) -> None:
    board = spread.board(planned, MAY)
    assert [team.name for team in board.teams] == ["Mashiru HC III", "Tolveni HC IV"]  # the third has left
    begun, told = board.cell(1, 1), board.cell(1, 2)
    assert (begun.state, begun.since, begun.late) == (SpreadState.TESTING, MARCH, False)
    assert (told.state, told.told, told.planned, told.late) == (SpreadState.TOLD, APRIL, MARCH, True)
    assert not spread.board(planned, MARCH).cell(1, 2).late
    assert board.cell(1, 3).empty


def test_a_state_is_a_test_as_everywhere(planned: Workspace) -> None:
    before = dump(planned.store)
    spread.set_state(planned, [(1, 1), (1, 2)], SpreadState.ADOPTED, MAY)
    found = {
        test.team_id: (test.started, test.decision, test.decided) for test in planned.rows(Test).values()
    }
    assert found == {1: (MARCH, Decision.ADOPTED, MAY), 2: (MAY, Decision.ADOPTED, MAY)}
    board = spread.board(planned, MAY)
    assert [board.cell(1, team).state for team in (1, 2)] == [SpreadState.ADOPTED] * 2
    planned.undo()
    assert {name: dump(planned.store)[name] for name in ("test", "spread_plan")} == {
        name: before[name] for name in ("test", "spread_plan")
    }


def test_what_has_begun_is_not_forgotten_by_clearing(planned: Workspace) -> None:
    with pytest.raises(UserFacingError, match="Tolveni HC IV has begun it"):
        spread.set_state(planned, [(1, 1)], SpreadState.NOT_STARTED, MAY)
    spread.set_state(planned, [(1, 2)], SpreadState.NOT_STARTED, MAY)
    assert [plan.team_id for plan in planned.rows(SpreadPlan).values()] == [1]
    with pytest.raises(UserFacingError, match="can't be earlier"):
        spread.set_state(planned, [(1, 1)], SpreadState.ADAPTED, dt.date(2025, 1, 1))
    spread.plan(planned, [(1, 1)], None)
    assert planned.rows(SpreadPlan) == {}


def test_plan_and_actual_by_wave(planned: Workspace) -> None:
    planned.transact("Waves", lambda writer: writer.change(planned.rows(Team)[1], wave=1))
    counts = spread.by_wave(spread.board(planned, MAY), MAY)
    assert [(one.wave, one.teams, one.planned, one.told, one.begun, one.late) for one in counts] == [
        (1, 1, 1, 1, 1, 0),
        (None, 1, 1, 1, 0, 1),
    ]


@pytest.fixture
def kin(tried: Workspace) -> Workspace:
    """Teams 1 and 6 share a district and a wave."""
    for team_id, district, wave in ((1, "Oruba", 1), (6, "Oruba", 1), (2, "Kalindu", 2), (7, "Kalindu", 2)):
        row = teams.row_of(tried, tried.rows(Team)[team_id])
        teams.edit_team(tried, team_id, changed(row, district=district, wave=wave))
    evidence.override(tried, 1, 1, "promising", "for this test")
    return tried


def changed(row: teams.TeamRow, **fields: object) -> teams.TeamRow:
    from dataclasses import replace

    return replace(row, **fields)  # type: ignore[arg-type]


def test_a_stuck_team_is_sent_to_the_one_nearest_in_kind(kin: Workspace) -> None:
    found = learning.lessons(kin, evidence.ledger(kin))
    who = {one.team: (one.change, one.from_team) for one in found}
    assert set(who) <= {f"Site {number}" for number in range(6, 11)}
    assert who["Site 6"] == ("Cool box", "Site 1")
    assert who["Site 7"] == ("Cool box", "Site 2")
    said = EN.text(learning.lesson_said(next(one for one in found if one.team == "Site 6")))
    assert said.endswith(
        ": same district, same wave, it began from 52.5 % (this team: 55.0 %), and as many cases."
    )
    assert "cause" not in said


def test_the_pack_suggests_what_the_window_suggests(kin: Workspace) -> None:
    found = evidence.ledger(kin)
    chosen = [team for team in kin.mine(Team) if team.name in ("Site 7", "Site 6", "Site 1")]
    lines = pack_changes.learning(kin, found, chosen, names_of(kin, EN, hidden=False))
    said = {(line.learner, line.asks, line.change) for line in lines}
    assert said == {("Site 6", "Site 1", "Cool box"), ("Site 7", "Site 2", "Cool box")}


def test_a_team_that_tried_it_or_reached_its_target_is_not_sent(kin: Workspace) -> None:
    changes.record_test(kin, NewTest(change="Cool box", team_ids=(6,), started=dt.date(2026, 6, 1)))
    assert "Site 6" not in {one.team for one in learning.lessons(kin, evidence.ledger(kin))}
    evidence.override(kin, 1, 1, "mixed", "no longer sure")
    assert learning.lessons(kin, evidence.ledger(kin)) == []


def test_who_has_given_it_up_does_not_present_it(kin: Workspace) -> None:
    (best,) = learning.presenters(kin, evidence.ledger(kin))
    assert best.team in {f"Site {number}" for number in TRIED}
    assert best.worked
    test = next(one for one in kin.rows(Test).values() if one.team_id == best.team_id)
    changes.decide(kin, test.id, Decision.ABANDONED, dt.date(2026, 6, 1))
    (other,) = learning.presenters(kin, evidence.ledger(kin))
    assert other.team != best.team


def test_what_did_not_work_is_presented_by_who_learned_most(kin: Workspace) -> None:
    kin.transact("Same for all", _flat)
    evidence.override(kin, 1, 1, "no sign", "seen")
    changes.write_cycle(kin, Pdsa(test_id=3, number=1, learned="The key was lost"))
    (one,) = learning.presenters(kin, evidence.ledger(kin))
    assert (one.team, one.worked) == ("Site 3", False)
    assert "wrote down 1 lesson" in EN.text(one.why)


def _flat(writer: Writer) -> None:
    writer.put_observations(
        [
            Observation(
                indicator_id=1, team_id=team, period=JAN + step, numerator=10 + step % 2, denominator=20
            )
            for team in range(1, 11)
            for step in range(18)
        ]
    )


def reported(workspace: Workspace, levels: list[int]) -> None:
    """Team 1 of "Partograph completed" (target 80) reports these of 20, month by month from January 2025."""
    workspace.transact(
        "Levels",
        lambda writer: writer.put_observations(
            [
                Observation(indicator_id=1, team_id=1, period=JAN + at, numerator=level, denominator=20)
                for at, level in enumerate(levels)
            ]
        ),
    )


@pytest.mark.parametrize(
    ("levels", "today", "state", "held", "slipped"),
    [
        ([8] * 6 + [17] * 6, dt.date(2026, 1, 5), Lasting.HELD, (6, 6), None),
        ([8] * 6 + [17, 17, 8, 17, 17, 8], dt.date(2026, 1, 5), Lasting.HELD, (4, 6), None),
        ([8] * 6 + [17, 17, 17, 17, 8, 8], dt.date(2026, 1, 5), Lasting.SLIPPED, (4, 6), "2025-11"),
        ([8] * 6 + [17] * 6, dt.date(2026, 6, 5), Lasting.SILENT, (6, 6), None),
    ],
)
def test_targets_held_slipped_and_silent(
    furnished: Workspace,
    levels: list[int],
    today: dt.date,
    state: Lasting,
    held: tuple[int, int],
    slipped: str | None,
) -> None:
    reported(furnished, levels)
    (one,) = [one for one in sustain.watch(furnished, today) if one.team_id == 1]
    assert (one.state, (one.held, one.points)) == (state, held)
    assert (one.reached.code, one.slipped.code if one.slipped else None) == ("2025-07", slipped)


def test_months_after_the_end_are_counted_apart(furnished: Workspace) -> None:
    reported(furnished, [8] * 6 + [17, 17, 17, 17, 8, 17])
    mine = furnished.collaborative
    furnished.transact("End", lambda writer: writer.change(mine, ends=dt.date(2025, 9, 30)))
    (one,) = [one for one in sustain.watch(furnished, dt.date(2026, 1, 5)) if one.team_id == 1]
    assert (one.after_end_held, one.after_end_points) == (2, 3)
    assert "after the end of the collaborative 2 of 3" in EN.text(one.said)


def test_who_never_reached_it_is_not_watched(furnished: Workspace) -> None:
    reported(furnished, [8] * 11 + [17])
    assert [one for one in sustain.watch(furnished, dt.date(2026, 1, 5)) if one.team_id == 1] == []


def test_a_teams_level_now_is_the_median_of_its_last_six_points(furnished: Workspace) -> None:
    known = kinship.levels(furnished, furnished.rows(Indicator)[1])
    assert known[1].now == (80 + 85) / 2  # of five it would be 85, of seven 80
    assert known[1].points == 12
