"""The ledger of changes from the open file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.ideas import Change, ChangeIndicator, Decision, VerdictOverride
from collabdesk.models.measures import Direction, Exclusion, Indicator, IndicatorKind, Observation
from collabdesk.models.writer import Writer
from collabdesk.periods import month
from collabdesk.services.changes import changes, evidence
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.sample import make_sample, true_effects
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace

JAN = month(2025, 1).ordinal
START = dt.date(2025, 9, 17)
TRIED = (1, 2, 3, 4, 5)


@pytest.fixture
def tried(workspace: Workspace) -> Workspace:
    """Ten teams; five begin "Cool box" in September 2025 and rise from 10 to 16 of 20; all others from 10 to 11."""
    teams.add_teams(workspace, [TeamRow(name=f"Site {number}") for number in range(1, 11)])
    mine = workspace.collaborative.id
    for one in (
        Indicator(collaborative_id=mine, name="Given in time", unit="%", target=90, position=1),
        Indicator(
            collaborative_id=mine,
            name="Minutes waited",
            kind=IndicatorKind.MEAN,
            unit="minutes",
            direction=Direction.DOWN,
            position=2,
        ),
    ):
        indicators.save_indicator(workspace, one)
    workspace.transact("Numbers", _numbers)
    changes.record_test(
        workspace, NewTest(change="Cool box", team_ids=TRIED, started=START, indicator_ids=(1,))
    )
    return workspace


def _numbers(writer: Writer) -> None:
    writer.put_observations(
        [
            Observation(
                indicator_id=1,
                team_id=team,
                period=JAN + step,
                numerator=(10 + step % 2) if step < 8 else 16 if team in TRIED else 11,
                denominator=20,
            )
            for team in range(1, 11)
            for step in range(18)
        ]
    )
    writer.put_observations(
        [
            Observation(indicator_id=2, team_id=team, period=JAN + step, value=60.0 - (step >= 8) * team)
            for team in range(1, 11)
            for step in range(18)
        ]
    )


def only(workspace: Workspace) -> evidence.ChangeEvidence:
    (row,) = evidence.ledger(workspace).rows
    return row


def test_the_ledger_counts_teams_and_sizes(tried: Workspace) -> None:
    row = only(tried)
    assert (row.change, row.indicator, row.teams, row.still_doing) == ("Cool box", "Given in time", 5, 5)
    assert (row.enough_data, row.improved, row.worsened, row.no_signal, row.no_room) == (5, 5, 0, 0, 0)
    assert (row.size, row.net_size, row.net_low, row.net_high) == pytest.approx((27.5, 25, 25, 25))
    assert (row.periods_to_signal, row.word, row.bundle_with) == (0.0, "strong", ())


def test_one_test_is_told_in_a_sentence_that_claims_no_cause(tried: Workspace) -> None:
    test = only(tried).tests[0]
    assert (test.team, test.verdict, test.started.code) == ("Site 1", "improved", "2025-09")
    assert test.signal is not None
    assert test.signal.code == "2025-09"
    assert str(test.said) == (
        "After Site 1 began “Cool box” in Sep 2025, “Given in time” stayed better than its earlier median (52.5 %) "
        "from Sep 2025 on: the median after is 27.5 points better, while 5 teams that had not begun it became "
        "2.5 points better."
    )


def test_company_and_too_few_teams_to_compare_are_said(tried: Workspace) -> None:
    changes.record_test(
        tried, NewTest(change="Wall clock", team_ids=(1, 6, 7, 8), started=START, indicator_ids=(1,))
    )
    changes.record_test(tried, NewTest(change="Cool box", team_ids=(6, 7, 8), started=START))
    box, clock = evidence.ledger(tried).rows
    test = box.tests[0]
    assert test.company == ("Wall clock",)
    assert test.net_size is None
    assert str(test.said).endswith(
        "27.5 points better, with too few other teams to compare; around that time the team also began “Wall clock”."
    )
    assert (box.improved, box.word, clock.word) == (8, "promising, no comparison", "mixed")
    assert clock.bundle_with == ("Cool box",)


def test_the_second_test_of_a_team_is_no_second_team(tried: Workspace) -> None:
    changes.record_test(tried, NewTest(change="Cool box", team_ids=(1,), started=dt.date(2026, 1, 5)))
    row = only(tried)
    assert (row.teams, len(row.tests), row.tests[0].start) == (5, 5, START)
    assert row.tests[0].signal == row.tests[0].started


def test_abandoning_ends_the_window_and_the_doing(tried: Workspace) -> None:
    changes.decide(tried, 1, Decision.ABANDONED, dt.date(2025, 9, 30))
    row = only(tried)
    assert row.still_doing == 4
    assert row.enough_data == 5  # September to March: 7 points
    tried.transact("Exclude", lambda writer: writer.add(_exclusion(JAN + 9)))
    assert only(tried).enough_data == 5
    tried.transact("Exclude", lambda writer: writer.add(_exclusion(JAN + 14)))
    assert only(tried).tests[0].needs == 1


def test_adopting_does_not_end_the_window(tried: Workspace) -> None:
    changes.decide(tried, 1, Decision.ADOPTED, dt.date(2025, 9, 30))
    for step in (9, 14):
        tried.transact("Exclude", lambda writer, step=step: writer.add(_exclusion(JAN + step)))
    assert only(tried).tests[0].verdict == "improved"
    assert only(tried).still_doing == 5


def _exclusion(period: int) -> Exclusion:
    return Exclusion(indicator_id=1, team_id=1, period=period, decided=dt.datetime(2026, 1, 1))


def test_a_team_that_left_is_not_still_doing_it(tried: Workspace) -> None:
    teams.edit_team(tried, 1, TeamRow(name="Site 1", left=dt.date(2026, 2, 1)))
    assert only(tried).still_doing == 4


def test_excluded_points_are_left_out(tried: Workspace) -> None:
    def exclude(writer: Writer) -> None:
        for step in range(9, 17):
            writer.add(_exclusion(JAN + step))

    tried.transact("Exclude", exclude)
    row = only(tried)
    assert row.tests[0].verdict == "too few points"
    assert row.tests[0].needs == 4
    assert "4 more numbers of “Given in time” are needed" in str(row.tests[0].said)
    assert row.word == "promising"  # 4 teams with enough data


def test_other_indicators_are_also_seen_numbers_only(tried: Workspace) -> None:
    (seen,) = evidence.also_seen(evidence.gather(tried))
    assert (seen.indicator, seen.improved, seen.size, seen.word, seen.tests) == (
        "Minutes waited",
        5,
        3.0,
        None,
        (),
    )
    assert seen.net_size == 3.0 - 8.0
    assert seen.net_low is None


def test_a_change_without_links_gets_no_row(tried: Workspace) -> None:
    changes.record_test(tried, NewTest(change="Posters", team_ids=(1, 2, 3), started=START))
    found = evidence.ledger(tried)
    assert [row.change for row in found.rows] == ["Cool box"]
    assert found.unlinked == ("Posters",)


def test_a_change_that_nobody_tried_has_a_row(tried: Workspace) -> None:
    def add(writer: Writer) -> None:
        change = writer.add(Change(collaborative_id=tried.collaborative.id, name="Idea", position=9))
        writer.add(ChangeIndicator(change_id=change.id, indicator_id=2))

    tried.transact("Idea", add)
    row = next(one for one in evidence.ledger(tried).rows if one.change == "Idea")
    assert (row.teams, row.word, row.size, row.tests) == (0, "not enough data", None, ())


def test_without_a_direction_of_good_no_word(tried: Workspace) -> None:
    one = tried.rows(Indicator)[1]
    indicators.save_indicator(tried, replace(one, direction=Direction.NONE, target=None))
    row = only(tried)
    assert (row.word, row.size, row.improved, row.tests[0].verdict) == (None, 27.5, 0, "no direction")
    assert "27.5 points higher" in str(row.tests[0].said)


def test_a_person_can_override_the_word_with_a_reason(tried: Workspace) -> None:
    with pytest.raises(UserFacingError, match="Say why"):
        evidence.override(tried, 1, 1, "mixed", " ")
    with pytest.raises(UserFacingError, match="not one of the words"):
        evidence.override(tried, 1, 1, "great", "it is")
    evidence.override(tried, 1, 1, "mixed", "Two sites never had the box")
    evidence.override(tried, 1, 1, "no sign", "None had it")
    row = only(tried)
    assert row.word == "strong"
    assert row.override is not None
    assert (row.override.word, row.override.reason, row.override.person) == ("no sign", "None had it", "Ada")
    evidence.remove_override(tried, 1, 1)
    assert only(tried).override is None
    tried.undo()
    assert len(tried.rows(VerdictOverride)) == 1


def test_gathered_values_do_not_follow_later_edits(tried: Workspace) -> None:
    gathered = evidence.gather(tried)
    rows = [
        Observation(indicator_id=1, team_id=1, period=JAN + at, numerator=0, denominator=20)
        for at in range(8, 18)
    ]
    tried.transact("More", lambda writer: writer.put_observations(rows))
    assert evidence.ledger_of(gathered).rows[0].tests[0].size == 27.5
    assert only(tried).tests[0].size == -52.5


def test_an_empty_collaborative_has_an_empty_ledger(workspace: Workspace) -> None:
    found = evidence.ledger(workspace)
    assert (found.rows, found.unlinked) == ((), ())


# --- the sample, whose true effects are known ---


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> evidence.Ledger:
    path = tmp_path_factory.mktemp("sample") / "sample.collab"
    make_sample(path, "Ada", dt.date(2026, 3, 14)).close()
    workspace = collaboratives.open_file(path, "Ada", read_only=True)
    try:
        return evidence.ledger(workspace)
    finally:
        workspace.close()


def test_the_net_sizes_of_the_sample_follow_its_true_effects(sample: evidence.Ledger) -> None:
    """Which are in the unit of the indicator, + higher; three indicators are better when lower."""
    truth = true_effects()
    lower = ("Early newborn deaths and fresh stillbirths", "Time from decision to theatre")
    points = [row for row in sample.rows if row.indicator not in lower]
    large = [row for row in points if truth[row.change] >= 20]
    none = [row for row in points if truth[row.change] <= 0]
    assert len(large) >= 3
    assert len(none) >= 4
    assert min(row.net_size or 0 for row in large) > max(row.net_size or 0 for row in none)
    for row in sample.rows:
        effect = truth[row.change] * (-1 if row.indicator in lower else 1)
        if row.net_low is not None and row.net_high is not None and abs(effect) >= 20:
            assert row.net_low > 0
            assert row.net_low - 8 < effect < row.net_high + 8


def test_no_change_of_the_sample_that_does_nothing_is_called_strong(sample: evidence.Ledger) -> None:
    truth = true_effects()
    assert all(row.word != "strong" for row in sample.rows if truth[row.change] == 0)
    assert any(row.word == "strong" for row in sample.rows)


def test_every_test_of_the_sample_has_its_sentence(sample: evidence.Ledger) -> None:
    said = [str(test.said) for row in sample.rows for test in row.tests]
    assert len(said) > 150
    assert all(one.endswith(".") and "None" not in one and "{" not in one for one in said)
    forbidden = ("because", "caused", "led to", "thanks to", "due to", "worked")
    assert not any(word in one.lower() for one in said for word in forbidden)


def test_each_row_says_in_a_sentence_what_its_numbers_say(tried: Workspace) -> None:
    changes.record_test(
        tried, NewTest(change="Wall clock", team_ids=TRIED[:4], started=START, indicator_ids=(1,))
    )
    changes.record_test(tried, NewTest(change="Radio", team_ids=(9,), started=START, indicator_ids=(1, 2)))
    rows = {(row.change, row.indicator): row for row in evidence.ledger(tried).rows}
    first, second = rows["Cool box", "Given in time"], rows["Wall clock", "Given in time"]
    assert str(first.said).startswith("5 of 5 teams with enough data improved, 0 worsened.")
    assert first.net_size is not None
    assert f"The gain is {first.net_size:g} points more than that of other teams." in str(first.said)
    assert "Mostly begun together with “Wall clock”" in str(first.said)
    assert second.bundle_with == ("Cool box",)
    assert str(rows["Radio", "Minutes waited"].said).startswith("1 of 1 team with enough data")


def test_an_interval_around_nothing_is_said(tried: Workspace) -> None:
    changes.record_test(
        tried, NewTest(change="Poster", team_ids=(6, 7, 8), started=START, indicator_ids=(1,))
    )
    poster = next(row for row in evidence.ledger(tried).rows if row.change == "Poster")
    assert poster.net_low is not None
    assert poster.net_high is not None
    assert poster.net_low <= 0 <= poster.net_high
    assert "it may be chance, or a rise that all share" in str(poster.said)
