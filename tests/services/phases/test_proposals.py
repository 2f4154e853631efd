"""What the program proposes about baselines, when, and how long it keeps quiet about what was put off."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.models.measures import Dismissal, Exclusion, Indicator, Observation
from collabdesk.models.meetings import Session
from collabdesk.models.places import RuleSet
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.charts.series import SeriesDesk, phases_of, team_chart
from collabdesk.services.data import observations
from collabdesk.services.phases import frozen, phases, proposals, proposals_said
from collabdesk.services.phases.phases import Decision
from collabdesk.services.phases.proposals import Kind, Proposal
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import indicators
from collabdesk.services.setup.collaboratives import save_collaborative
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump
from tests.services.conftest import JAN

PARTOGRAPH, COUNT = 1, 3


@pytest.fixture
def quiet(furnished: Workspace) -> Workspace:
    """Without a session: nothing bounds a baseline."""
    for session in list(furnished.rows(Session).values()):
        meetings.remove_session(furnished, session.id)
    return furnished


def of_team(workspace: Workspace, team: int, indicator: int = PARTOGRAPH) -> list[Proposal]:
    return proposals.of_series(workspace, indicator, team)


def put(workspace: Workspace, team: int, first: int, *numerators: int) -> None:
    rows = [
        Observation(
            indicator_id=PARTOGRAPH, team_id=team, period=JAN + first + at, numerator=number, denominator=20
        )
        for at, number in enumerate(numerators)
    ]
    workspace.transact("Numbers", lambda writer: writer.put_observations(rows))


def test_twelve_points_are_proposed_as_a_baseline(quiet: Workspace) -> None:
    (one,) = of_team(quiet, 2)
    assert (one.kind, one.window, one.n_points, one.short) == (Kind.FREEZE, (JAN, JAN + 11), 12, False)
    assert one.median == pytest.approx(55)
    proposals.accept(quiet, [one], "as agreed in June")
    (phase,) = phases_of(quiet, PARTOGRAPH, 2)
    assert (phase.first, phase.last, phase.reason, phase.person) == (
        JAN,
        JAN + 11,
        "as agreed in June",
        "Ada",
    )
    assert of_team(quiet, 2) == []


def test_under_ten_points_nothing_is_proposed(quiet: Workspace) -> None:
    assert of_team(quiet, 3) == []


def test_ten_points_are_enough(quiet: Workspace) -> None:
    put(quiet, 3, 9, 5)
    (one,) = of_team(quiet, 3)
    assert (one.n_points, one.window) == (10, (JAN, JAN + 9))


def test_the_first_action_period_bounds_the_baseline(furnished: Workspace) -> None:
    (one,) = of_team(furnished, 1)
    assert (one.window, one.n_points, one.short) == ((JAN, JAN + 5), 6, True)
    assert one.median == 42.5


def test_the_first_test_of_a_change_bounds_the_baseline(quiet: Workspace) -> None:
    for day in (dt.date(2025, 12, 3), dt.date(2025, 11, 20)):
        changes.record_test(quiet, NewTest(change=f"From {day}", team_ids=(2,), started=day))
    (one,) = of_team(quiet, 2)
    assert (one.window, one.n_points, one.short) == ((JAN, JAN + 9), 10, False)
    assert of_team(quiet, 1)[0].n_points == 12


def test_a_baseline_that_was_cut_too_short_is_not_proposed(quiet: Workspace) -> None:
    changes.record_test(quiet, NewTest(change="Early", team_ids=(2,), started=dt.date(2025, 6, 1)))
    assert of_team(quiet, 2) == []


def test_excluded_points_do_not_count(quiet: Workspace) -> None:
    observations.set_excluded(quiet, PARTOGRAPH, 2, JAN + 3, excluded=True, reason="stock-out")
    (one,) = of_team(quiet, 2)
    assert one.n_points == 11


def shifted(workspace: Workspace, level: int, count: int, team: int = 2) -> None:
    """A baseline of six months, then ``count`` points on one level."""
    decision = Decision(indicator_id=PARTOGRAPH, team_id=team, window=(JAN, JAN + 5))
    phases.decide(workspace, decision)
    put(workspace, team, 6, *([level] * count))


def test_nine_points_on_the_good_side_propose_a_new_median(quiet: Workspace) -> None:
    shifted(quiet, 18, 8)
    assert of_team(quiet, 2) == []
    put(quiet, 2, 14, 19)
    (one,) = of_team(quiet, 2)
    assert (one.kind, one.starts, one.n_points, one.up) == (Kind.REBASELINE, JAN + 6, 9, True)
    assert (one.before, one.median) == pytest.approx((55, 90))
    proposals.accept(quiet, [one])
    old, new = phases_of(quiet, PARTOGRAPH, 2)
    assert (old.frozen, new.starts, new.frozen) == (True, JAN + 6, False)
    assert team_chart(quiet, PARTOGRAPH, 2).centre[-1].y == 90
    put(quiet, 2, 15, 18)
    (again,) = of_team(quiet, 2)
    assert (again.kind, again.window, again.n_points) == (Kind.FREEZE, (JAN + 6, JAN + 15), 10)


def test_on_the_bad_side_there_is_no_new_median_but_a_cause_to_find(quiet: Workspace) -> None:
    shifted(quiet, 3, 9)
    (one,) = of_team(quiet, 2)
    assert (one.kind, one.up) == (Kind.LOOK, False)


def test_a_run_must_still_go_on(quiet: Workspace) -> None:
    shifted(quiet, 18, 9)
    put(quiet, 2, 15, 5)
    assert of_team(quiet, 2) == []


def test_a_team_with_too_few_points_in_the_baseline_of_all_may_have_its_own(quiet: Workspace) -> None:
    put(quiet, 3, 9, 5, 5, 5, 6, 7, 5)
    phases.decide(quiet, Decision(indicator_id=PARTOGRAPH, team_id=None, window=(JAN - 20, JAN + 4)))
    (one,) = of_team(quiet, 3)
    assert one.kind is Kind.FREEZE
    proposals.accept(quiet, [one])
    (own,) = phases.own_phases(quiet, PARTOGRAPH, 3)
    assert (own.first, own.last) == (JAN, JAN + 11)
    assert phases.own_phases(quiet, PARTOGRAPH, 2) == []


def test_all_that_is_ready_is_accepted_in_one_edit(quiet: Workspace) -> None:
    before = dump(quiet.store)
    found = proposals.of_indicator(quiet, PARTOGRAPH)
    assert [(one.team_id, one.kind) for one in found] == [
        (None, Kind.FREEZE),
        (1, Kind.FREEZE),
        (2, Kind.FREEZE),
    ]
    proposals.accept(quiet, found, "all")
    entry = quiet.next_undo()
    assert entry is not None
    assert entry.label == "3 proposals about baselines accepted: all"
    assert proposals.of_indicator(quiet, PARTOGRAPH) == []
    quiet.undo()
    assert dump(quiet.store) == before
    assert len(proposals.of_all(quiet)) == 3


def test_what_was_put_off_comes_back_with_a_full_baseline(quiet: Workspace) -> None:
    put(quiet, 3, 9, 5)
    found = of_team(quiet, 3)
    proposals.put_off(quiet, found, "wait for a year")
    (kept,) = quiet.rows(Dismissal).values()
    assert (kept.kind, kept.team_id, kept.period, kept.reason) == ("freeze", 3, JAN + 9, "wait for a year")
    assert of_team(quiet, 3) == []
    put(quiet, 3, 10, 5)
    assert of_team(quiet, 3) == []
    put(quiet, 3, 11, 5)
    assert [one.n_points for one in of_team(quiet, 3)] == [12]


def test_what_was_put_off_comes_back_after_half_a_year_of_news(quiet: Workspace) -> None:
    proposals.put_off(quiet, of_team(quiet, 2))
    put(quiet, 2, 12, *([10] * 5))
    assert of_team(quiet, 2) == []
    put(quiet, 2, 17, 10)
    assert len(of_team(quiet, 2)) == 1


def test_a_run_that_was_put_off_rests_while_it_goes_on(quiet: Workspace) -> None:
    shifted(quiet, 18, 9)
    proposals.put_off(quiet, of_team(quiet, 2))
    put(quiet, 2, 15, 18)
    assert of_team(quiet, 2) == []
    quiet.undo()
    quiet.undo()
    assert len(of_team(quiet, 2)) == 1


def test_another_change_of_definition_is_news(quiet: Workspace) -> None:
    def change(words: str, day: dt.date) -> None:
        new = replace(quiet.rows(Indicator)[PARTOGRAPH], how=words)
        indicators.change_definition(quiet, new, day)

    def about_definitions() -> list[Proposal]:
        return [one for one in of_team(quiet, 3) if one.kind is Kind.DEFINITION]

    change("from the new register", dt.date(2025, 8, 15))
    proposals.put_off(quiet, about_definitions())
    assert about_definitions() == []
    change("from the electronic register", dt.date(2026, 1, 5))
    put(quiet, 2, 12, 10)
    assert [one.starts for one in about_definitions()] == [JAN + 12]


def test_the_freeze_of_a_later_phase_is_not_bound_by_changes(quiet: Workspace) -> None:
    changes.record_test(quiet, NewTest(change="Desk", team_ids=(2,), started=dt.date(2025, 4, 2)))
    phases.decide(quiet, Decision(indicator_id=PARTOGRAPH, team_id=2, window=(JAN, JAN + 2)))
    phases.decide(quiet, Decision(indicator_id=PARTOGRAPH, team_id=2, starts=JAN + 2, window=None))
    (one,) = of_team(quiet, 2)
    assert (one.kind, one.window, one.short) == (Kind.FREEZE, (JAN + 2, JAN + 11), False)


def test_a_change_of_definition_starts_a_proposal_for_every_chart(quiet: Workspace) -> None:
    phases.decide(quiet, Decision(indicator_id=PARTOGRAPH, team_id=2, window=(JAN, JAN + 5)))
    new = replace(quiet.rows(Indicator)[PARTOGRAPH], numerator_label="partographs completed by a midwife")
    indicators.change_definition(quiet, new, dt.date(2025, 8, 15), "new register")
    (one,) = [found for found in of_team(quiet, 1) if found.kind is Kind.DEFINITION]
    assert (one.team_id, one.starts) == (None, JAN + 7)
    proposals.accept(quiet, [one], "new register")
    for team in (None, 1, 2):
        assert [phase.starts for phase in phases_of(quiet, PARTOGRAPH, team)] == [None, JAN + 7]
    assert not [found for found in of_team(quiet, 1) if found.kind is Kind.DEFINITION]
    quiet.undo()
    assert [phase.starts for phase in phases_of(quiet, PARTOGRAPH, 2)] == [None]


def test_nothing_is_proposed_without_numbers(workspace: Workspace) -> None:
    assert proposals.of_all(workspace) == []


def test_proposals_read_only(quiet: Workspace) -> None:
    before = dump(quiet.store)
    proposals.of_all(quiet)
    proposals.of_indicator(quiet, COUNT)
    assert dump(quiet.store) == before
    assert quiet.rows(Exclusion) == {}


def test_under_nhs_the_lines_are_means_and_called_so(quiet: Workspace) -> None:
    save_collaborative(quiet, replace(quiet.collaborative, rules=RuleSet.NHS))
    put(quiet, 2, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 14, 14, 14)  # the median is 10 %, the mean 25 %
    (one,) = of_team(quiet, 2)
    assert one.median == pytest.approx(25)
    words = str(proposals_said.said(quiet, one))
    assert "mean 25" in words
    proposals.accept(quiet, [one], "x")
    (facts,) = phases.timeline(quiet, PARTOGRAPH, 2)
    assert facts.median == pytest.approx(25)
    (chart,) = SeriesDesk(quiet).team_charts([(PARTOGRAPH, 2)])
    assert [line.y for line in chart.centre] == [pytest.approx(25)]
    put(quiet, 2, 12, *[4] * 9)  # 20 %: above the median of the baseline, below its mean
    (one,) = of_team(quiet, 2)
    assert (one.kind, one.up, one.before) == (Kind.LOOK, False, pytest.approx(25))
    assert "below the mean of 25" in str(proposals_said.said(quiet, one))
    edit = {
        (PARTOGRAPH, 2, JAN): Observation(
            indicator_id=PARTOGRAPH, team_id=2, period=JAN, numerator=14, denominator=20
        )
    }
    moves = [move for move in frozen.of_edits(quiet, edit) if move.team_id == 2]
    assert [(move.before, move.after) for move in moves] == [(pytest.approx(25), pytest.approx(30))]
    assert "the mean of Mashiru HC III" in str(frozen.question(quiet, moves))
    for said in (proposals_said.said(quiet, one), frozen.question(quiet, moves)):
        assert "median" not in str(said)
