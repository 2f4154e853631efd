"""Scores of teams, the wording of the steps, and what the data suggest."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.ideas import Decision
from collabdesk.models.meetings import Score
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.coaching import score_hints, scores
from collabdesk.services.coaching.score_hints import _Counts, _score, hint
from collabdesk.services.coaching.scores import Given
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

DAY = dt.date(2025, 12, 20)
TODAY = dt.date(2026, 1, 15)


def given(score: float, *, by_coach: bool = False, month: int = JAN, team_id: int = 1) -> Given:
    return Given(team_id=team_id, month=month, by_coach=by_coach, score=score, given=DAY, reason="why")


def test_both_scores_of_a_month_stand_in_one_row(furnished: Workspace) -> None:
    scores.save_scores(furnished, [given(3.0), given(2.0, by_coach=True)])
    scores.save_scores(furnished, [given(3.5, month=JAN + 1)])
    scores.save_scores(furnished, [given(1.0, team_id=2)])
    rows = scores.rows(furnished)
    assert [(row.month.ordinal, row.team.id) for row in rows] == [(JAN + 1, 1), (JAN, 2), (JAN, 1)]
    assert rows[2].apart == -1.0
    assert rows[0].apart is None
    assert [row.month.ordinal for row in scores.of_team(furnished, 1)] == [JAN, JAN + 1]


def test_a_month_has_one_score_of_each_side(furnished: Workspace) -> None:
    scores.save_scores(furnished, [given(3.0), given(2.0, by_coach=True)])
    scores.save_scores(furnished, [given(3.5)])
    assert sorted(one.score for one in furnished.rows(Score).values()) == [2.0, 3.5]


@pytest.mark.parametrize("score", [0.0, 0.25, 5.5, 2.3])
def test_only_halves_from_a_half_to_five(furnished: Workspace, score: float) -> None:
    with pytest.raises(UserFacingError, match="in halves"):
        scores.save_scores(furnished, [given(score)])
    with pytest.raises(UserFacingError, match="own score"):
        scores.save_scores(furnished, [])


def test_the_office_words_the_steps(furnished: Workspace) -> None:
    assert scores.texts(furnished) == scores.usual_texts()
    scores.save_texts(furnished, {1.0: "Meets", 2.0: str(scores.usual_texts()[2.0])})
    assert scores.texts(furnished)[1.0] == "Meets"
    assert scores.texts(furnished)[2.0] == scores.usual_texts()[2.0]
    scores.save_texts(furnished, {1.0: " "})
    assert scores.texts(furnished) == scores.usual_texts()


def counts(**more: int) -> _Counts:
    none = dict.fromkeys(
        (
            "charts",
            "reporting",
            "improved",
            "at_target",
            "held",
            "with_target",
            "begun",
            "learned",
            "decided",
        ),
        0,
    )
    return _Counts(**{**none, "charts": 6, "with_target": 5, **more})


@pytest.mark.parametrize(
    ("score", "found"),
    [
        (0.5, counts()),
        (1.0, counts(reporting=3)),
        (1.5, counts(reporting=3, begun=1)),
        (2.0, counts(reporting=3, begun=1, learned=1)),
        (2.5, counts(reporting=3, begun=2, learned=2, decided=2)),
        (3.0, counts(reporting=3, begun=1, improved=1)),
        (3.5, counts(reporting=3, begun=1, improved=2)),
        (3.5, counts(reporting=3, begun=1, improved=4)),
        (4.0, counts(reporting=3, begun=1, improved=4, at_target=1)),
        (4.5, counts(reporting=3, begun=1, improved=4, at_target=3, held=3)),
        (5.0, counts(reporting=3, begun=1, improved=4, at_target=5, held=5)),
        (1.0, counts(reporting=3, improved=6)),  # nothing was tried, so it is not the team's work
    ],
)
def test_the_step_that_the_counts_suggest(score: float, found: _Counts) -> None:
    assert _score(found) == score


def test_a_hint_from_the_file_says_what_was_counted_and_writes_nothing(furnished: Workspace) -> None:
    entry = furnished.next_undo()
    assert hint(furnished, 2, TODAY).score == 1.0
    assert hint(furnished, 1, TODAY).score == 1.0  # improved, but no change was recorded
    changes.record_test(furnished, NewTest(change="Clock", team_ids=(1,), started=dt.date(2025, 7, 1)))
    found = hint(furnished, 1, TODAY)
    assert found.score == 5.0  # the only target is held, two of three indicators improved
    assert str(found.reasons[0]) == "2 of 3 indicators show a signal of improvement"
    assert furnished.rows(Score) == {}
    assert entry is not None


def test_a_team_that_decides_by_its_numbers(furnished: Workspace) -> None:
    for name in ("Clock", "Drill"):
        new = NewTest(change=name, team_ids=(2,), started=dt.date(2025, 7, 1))
        (test,) = changes.record_test(furnished, new)
        changes.edit_test(furnished, replace(test, decision=Decision.ABANDONED, decided=dt.date(2025, 9, 1)))
    assert hint(furnished, 2, TODAY).score == 2.5
    assert score_hints.hint(furnished, 2, dt.date(2025, 6, 1)).score == 1.0  # before they began
