"""The sample is believable, the same for the same seed, and shows what its maker put in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from collabdesk.charts.spec import Sign
from collabdesk.models import file
from collabdesk.models.ideas import Change, Test
from collabdesk.models.measures import Indicator, IndicatorKind, Observation, State
from collabdesk.models.meetings import Session, Visit, VisitAction
from collabdesk.models.places import OrgUnit, Team
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.coaching import coaching, recounts, scores
from collabdesk.services.coaching.briefings import coaching_content
from collabdesk.services.coaching.coaching import ActionState, VisitState
from collabdesk.services.sample import SampleSize, make_sample, true_effects
from collabdesk.services.sessions import agenda, attendance, commitments, evaluations, invitations, meetings
from collabdesk.services.sessions.commitments import Standing
from collabdesk.services.setup import collaboratives, indicators
from tests.models.dump import dump

TODAY = dt.date(2026, 3, 14)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.collab"
    make_sample(path, "Ada", TODAY).close()
    return path


def test_the_sample_has_what_the_guide_shows(sample: Path) -> None:
    store = file.open_file(sample, "Ada", read_only=True)
    teams, rows = store.all(Team), store.all(Observation)
    assert (len(teams), store.count(Indicator), store.count(Change)) == (24, 6, 12)
    assert sum(unit.level_id == 2 for unit in store.all(OrgUnit)) == 4
    assert sum(team.left is not None for team in teams) == 1
    assert sum(team.wave == 2 for team in teams) >= 2
    assert {one.kind for one in store.all(Indicator)} == {
        IndicatorKind.PROPORTION,
        IndicatorKind.RATE,
        IndicatorKind.MEAN,
    }
    assert {row.state for row in rows} == {State.REPORTED, State.NO_CASES}
    assert any(row.numerator == 0 and row.denominator for row in rows)
    assert len(rows) < 24 * 6 * 24
    assert max(row.period for row in rows) == 2026 * 12 + 1  # February: the month before
    assert store.count(Test) > 100
    assert store.next_undo() is None
    store.close()


def test_the_next_session_is_still_to_come(sample: Path) -> None:
    workspace = collaboratives.open_file(sample, "Ada", read_only=True)
    coming = meetings.next_session(workspace, TODAY)
    assert coming is not None
    assert coming.number == len(workspace.rows(Session)) - 1
    workspace.close()


def test_the_same_seed_and_day_give_the_same_file(tmp_path: Path) -> None:
    small = SampleSize(teams=3, indicators=2, months=6)
    dumps = []
    for name in ("a", "b"):
        store = make_sample(tmp_path / f"{name}.collab", "Ada", TODAY, small)
        dumps.append(dump(store))
        store.close()
    assert dumps[0] == dumps[1]


@pytest.mark.parametrize("size", [(1, 1, 1), (30, 8, 4), (2, 3, 40)])
def test_any_size_can_be_made(tmp_path: Path, size: tuple[int, int, int]) -> None:
    teams, how_many, months = size
    store = make_sample(
        tmp_path / "x.collab", "Ada", TODAY, SampleSize(teams=teams, indicators=how_many, months=months)
    )
    assert (store.count(Team), store.count(Indicator)) == (teams, how_many)
    assert file.check(store).ok
    store.close()


def test_teams_that_began_a_change_that_works_improve_more_often(sample: Path) -> None:
    workspace = collaboratives.open_file(sample, "Ada", read_only=True)
    best = max((name for name in true_effects()), key=lambda name: true_effects()[name])
    change = next(one for one in workspace.mine(Change) if one.name == best)
    indicator = next(one for one in indicators.in_order(workspace) if one.code == "UTERO")
    long_ago = TODAY - dt.timedelta(days=180)
    began = {
        test.team_id
        for test in workspace.rows(Test).values()
        if test.change_id == change.id and test.started < long_ago
    }
    assert len(began) >= 5
    signs = SeriesDesk(workspace).signs(indicator.id)
    improved = [team for team in began if signs[team] is Sign.IMPROVED]
    assert len(improved) > 0.75 * len(began)
    workspace.close()


def test_coaching_and_sessions_are_alive(sample: Path) -> None:
    """A newcomer sees on each tab what it is for: something done, something waiting, something late."""
    workspace = collaboratives.open_file(sample, "Ada", read_only=True)
    states = {row.state for row in coaching.visits(workspace, TODAY)}
    assert {VisitState.PLANNED, VisitState.MADE, VisitState.MISSED} <= states
    assert coaching.next_visits(workspace, TODAY)[0].day > TODAY
    assert {row.state for row in coaching.actions(workspace, TODAY)} == set(ActionState)
    points = recounts.over_time(workspace)
    assert any(point.agreement.close for point in points)
    assert any(not point.agreement.close for point in points)
    rows = scores.rows(workspace)
    assert any(row.apart for row in rows)
    assert all(row.own and row.coach for row in rows)
    *held, coming = meetings.sessions(workspace)
    assert {row.standing for row in commitments.commitments(workspace, TODAY)} == set(Standing)
    assert all(agenda.agenda(workspace, one.id)[-1].day == 2 for one in [*held, coming])
    assert {row.invitation.answer for row in invitations.invitations(workspace, coming.id)} == {
        "",
        "yes",
        "no",
    }
    seen = {row.present for one in held for row in attendance.of_session(workspace, one.id)}
    assert seen == {True, False}
    assert evaluations.evaluations(workspace, held[-1].id)[0].answers > 10
    assert coaching_content(workspace, [coaching.next_visits(workspace, TODAY)[0].visit.id], TODAY).visits
    workspace.close()


def test_nothing_lies_in_the_future_that_has_happened(sample: Path) -> None:
    workspace = collaboratives.open_file(sample, "Ada", read_only=True)
    for visit in workspace.rows(Visit).values():
        assert visit.made is None or visit.made < TODAY
        assert (visit.planned or TODAY).weekday() < 5
    for action in workspace.rows(VisitAction).values():
        assert action.done is None or action.done < TODAY
    workspace.close()
