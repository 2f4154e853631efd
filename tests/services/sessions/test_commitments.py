"""Commitments of sessions, followed up at the next one."""

from __future__ import annotations

import datetime as dt

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.meetings import Commitment, CommitmentReview, Outcome, Session
from collabdesk.services.sessions import commitments, meetings
from collabdesk.services.sessions.commitments import CommitmentRow, Standing
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump

TODAY = dt.date(2026, 1, 15)


@pytest.fixture
def second(furnished: Workspace) -> Session:
    mine = furnished.collaborative.id
    return meetings.save_session(
        furnished, Session(collaborative_id=mine, number=2, starts=dt.date(2025, 11, 4))
    )


def agreed(
    workspace: Workspace, text: str, due: dt.date | None = None, team_id: int | None = 1
) -> Commitment:
    return commitments.save_commitment(
        workspace, Commitment(session_id=1, team_id=team_id, text=text, owner="Ama", due=due)
    )


def one(workspace: Workspace, key: int) -> CommitmentRow:
    return next(row for row in commitments.commitments(workspace, TODAY) if row.commitment.id == key)


def test_what_waits_stands_first_by_its_day(furnished: Workspace) -> None:
    agreed(furnished, "Some day")
    agreed(furnished, "Late", dt.date(2026, 1, 14))
    agreed(furnished, "Today", TODAY)
    rows = commitments.commitments(furnished, TODAY)
    assert [(row.commitment.text, row.standing) for row in rows] == [
        ("Late", Standing.OVERDUE),
        ("Today", Standing.OPEN),
        ("Some day", Standing.OPEN),
    ]
    assert [row.commitment.text for row in commitments.overdue_commitments(furnished, TODAY)] == ["Late"]
    assert len(commitments.open_of_team(furnished, 1, TODAY)) == 3
    assert commitments.open_of_team(furnished, 2, TODAY) == []


def test_followed_up_at_the_next_session(furnished: Workspace, second: Session) -> None:
    kept, moved, gone = (agreed(furnished, text, dt.date(2025, 10, 1)).id for text in ("A", "B", "C"))
    assert len(commitments.to_follow_up(furnished, second.id, TODAY)) == 3
    assert commitments.to_follow_up(furnished, 1, TODAY) == []
    commitments.review(furnished, [kept], Outcome.DONE, session_id=second.id, day=dt.date(2025, 11, 4))
    commitments.review(
        furnished,
        [moved],
        Outcome.CARRIED_OVER,
        session_id=second.id,
        word="no clock yet",
        due=dt.date(2026, 3, 1),
    )
    commitments.review(furnished, [gone], Outcome.DROPPED, session_id=second.id, word="post closed")
    assert one(furnished, kept).standing is Standing.DONE
    assert one(furnished, kept).commitment.done == dt.date(2025, 11, 4)
    row = one(furnished, moved)
    assert (row.standing, row.carried, row.commitment.due) == (Standing.CARRIED_OVER, 1, dt.date(2026, 3, 1))
    assert row.last is not None
    assert row.last.word == "no clock yet"
    assert one(furnished, gone).standing is Standing.DROPPED
    assert not one(furnished, gone).waits
    before = agreed(furnished, "Done long before").id
    commitments.review(furnished, [before], Outcome.DONE, day=dt.date(2025, 8, 1))
    # what was judged at this session stays on its list, and still waits or not
    assert len(commitments.to_follow_up(furnished, second.id, TODAY)) == 3
    assert [row.commitment.id for row in commitments.open_of_team(furnished, 1, TODAY)] == [moved]


def test_carried_over_and_late_again_is_overdue(furnished: Workspace, second: Session) -> None:
    key = agreed(furnished, "A", dt.date(2025, 10, 1)).id
    for _ in range(2):
        commitments.review(
            furnished, [key], Outcome.CARRIED_OVER, session_id=second.id, due=dt.date(2025, 12, 1)
        )
    row = one(furnished, key)
    assert (row.standing, row.carried) == (Standing.OVERDUE, 2)


def test_dropping_needs_a_word(furnished: Workspace, second: Session) -> None:
    key = agreed(furnished, "A").id
    with pytest.raises(UserFacingError, match="in a word why"):
        commitments.review(furnished, [key], Outcome.DROPPED, session_id=second.id, word=" ")
    with pytest.raises(UserFacingError, match="few words"):
        agreed(furnished, " ")


def test_one_edit_each_and_undo(furnished: Workspace) -> None:
    first, other = agreed(furnished, "A").id, agreed(furnished, "B").id
    before = dump(furnished.store)
    commitments.review(furnished, [first, other], Outcome.DONE, day=TODAY)
    furnished.undo()
    assert dump(furnished.store) == before
    commitments.review(furnished, [first], Outcome.DROPPED, word="no")
    commitments.remove_commitments(furnished, [first, other])
    assert furnished.rows(CommitmentReview) == {}
    furnished.undo()
    assert len(furnished.rows(CommitmentReview)) == 1


def test_the_same_for_several_teams(furnished: Workspace) -> None:
    commitments.add_for_teams(furnished, Commitment(session_id=1, text=" Post the chart "), [1, 2])
    rows = commitments.of_session(furnished, 1, TODAY)
    assert {(row.team.id if row.team else 0, row.commitment.text) for row in rows} == {
        (1, "Post the chart"),
        (2, "Post the chart"),
    }


def test_a_commitment_of_all(furnished: Workspace) -> None:
    key = agreed(furnished, "Meet monthly", team_id=None).id
    assert one(furnished, key).team is None
