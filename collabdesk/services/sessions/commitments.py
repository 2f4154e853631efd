"""What teams decided and committed to at sessions, and what became of it when it was looked at again."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.models.meetings import Commitment, CommitmentReview, Outcome, Session
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.services.sessions import meetings
from collabdesk.services.workspace import Workspace


class Standing(enum.StrEnum):
    """How a commitment stands on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    CARRIED_OVER = "carried over"
    DONE = "done"
    DROPPED = "dropped"


WAITING = (Standing.OPEN, Standing.OVERDUE, Standing.CARRIED_OVER)
"""Those that somebody still has to do."""
_ORDER = (Standing.OVERDUE, Standing.CARRIED_OVER, Standing.OPEN, Standing.DONE, Standing.DROPPED)


@dataclass(frozen=True, kw_only=True)
class CommitmentRow:
    """A commitment with the names that belong to it. Without a team it is the whole collaborative's."""

    commitment: Commitment
    session: Session
    team: Team | None
    standing: Standing
    last: CommitmentReview | None
    carried: int
    """How often it was carried over."""

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do it."""
        return self.standing in WAITING


def commitments(workspace: Workspace, today: dt.date) -> list[CommitmentRow]:
    """All commitments of the collaborative: overdue first, then open, then done; by their dates."""
    mine = {session.id: session for session in meetings.sessions(workspace)}
    known = workspace.rows(Team)
    reviews: dict[int, list[CommitmentReview]] = {}
    for review in workspace.rows(CommitmentReview).values():
        reviews.setdefault(review.commitment_id, []).append(review)
    rows = [
        _row(one, mine[one.session_id], known.get(one.team_id or 0), reviews.get(one.id, []), today)
        for one in workspace.rows(Commitment).values()
        if one.session_id in mine
    ]
    return sorted(
        rows,
        key=lambda row: (
            _ORDER.index(row.standing),
            row.commitment.due or dt.date.max,
            row.commitment.id,
        ),
    )


def of_session(workspace: Workspace, session_id: int, today: dt.date) -> list[CommitmentRow]:
    """What was agreed at a session."""
    return [row for row in commitments(workspace, today) if row.session.id == session_id]


def to_follow_up(workspace: Workspace, session_id: int, today: dt.date) -> list[CommitmentRow]:
    """What earlier sessions left to be looked at again at this one: what waits, and what was judged here."""
    session = workspace.rows(Session)[session_id]
    judged = {
        one.commitment_id for one in workspace.rows(CommitmentReview).values() if one.session_id == session_id
    }
    return [
        row
        for row in commitments(workspace, today)
        if row.session.starts < session.starts and (row.waits or row.commitment.id in judged)
    ]


def open_of_team(workspace: Workspace, team_id: int, today: dt.date) -> list[CommitmentRow]:
    """A team's commitments that somebody still has to do."""
    return [row for row in commitments(workspace, today) if row.commitment.team_id == team_id and row.waits]


def overdue_commitments(workspace: Workspace, today: dt.date) -> list[CommitmentRow]:
    """The commitments whose day has passed, the oldest first. For the Overview."""
    return [
        row
        for row in commitments(workspace, today)
        if row.waits and row.commitment.due is not None and row.commitment.due < today
    ]


def save_commitment(workspace: Workspace, commitment: Commitment) -> Commitment:
    """Write a commitment, new or changed."""
    if not commitment.text.strip():
        raise UserFacingError("Say in a few words what was agreed.")
    wanted = replace(commitment, text=commitment.text.strip(), owner=commitment.owner.strip())
    return workspace.transact(
        f"Commitment “{wanted.text}”",
        lambda writer: writer.put(wanted) if wanted.id else writer.add(wanted),
    )


def add_for_teams(workspace: Workspace, commitment: Commitment, team_ids: Sequence[int]) -> None:
    """Write the same commitment for several teams as one edit."""
    if not commitment.text.strip():
        raise UserFacingError("Say in a few words what was agreed.")
    wanted = replace(commitment, text=commitment.text.strip(), owner=commitment.owner.strip())

    def write(writer: Writer) -> None:
        for team_id in team_ids:
            writer.add(replace(wanted, team_id=team_id))

    workspace.transact(f"Commitment “{wanted.text}” of {len(team_ids)} teams", write)


def review(
    workspace: Workspace,
    commitment_ids: Sequence[int],
    outcome: Outcome,
    *,
    session_id: int | None = None,
    word: str = "",
    due: dt.date | None = None,
    day: dt.date | None = None,
) -> None:
    """Write down what became of commitments. Dropping one needs a word; carrying one over may set a new day."""
    if outcome is Outcome.DROPPED and not word.strip():
        raise UserFacingError("Say in a word why it is dropped: others learn from that too.")
    chosen = [workspace.rows(Commitment)[one] for one in commitment_ids]
    given = day or dt.date.today()

    def write(writer: Writer) -> None:
        for one in chosen:
            writer.add(
                CommitmentReview(
                    commitment_id=one.id,
                    session_id=session_id,
                    outcome=outcome,
                    word=word.strip(),
                    given=given,
                    person=workspace.person,
                )
            )
            writer.put(
                replace(
                    one,
                    done=given if outcome is Outcome.DONE else None,
                    due=due if due is not None and outcome is Outcome.CARRIED_OVER else one.due,
                )
            )

    what = f"“{chosen[0].text}”" if len(chosen) == 1 else f"{len(chosen)} commitments"
    workspace.transact(f"{what}: {outcome.value}", write)


def remove_commitments(workspace: Workspace, commitment_ids: Sequence[int]) -> None:
    """Take commitments out with what became of them: ask first."""
    gone = [workspace.rows(Commitment)[one] for one in commitment_ids]

    def write(writer: Writer) -> None:
        for one in gone:
            writer.remove_with_parts(one)

    what = f"commitment “{gone[0].text}”" if len(gone) == 1 else f"{len(gone)} commitments"
    workspace.transact(f"Remove {what}", write)


def _row(
    commitment: Commitment,
    session: Session,
    team: Team | None,
    reviews: list[CommitmentReview],
    today: dt.date,
) -> CommitmentRow:
    last = max(reviews, key=lambda one: (one.given, one.id), default=None)
    return CommitmentRow(
        commitment=commitment,
        session=session,
        team=team,
        standing=_standing(commitment, last, today),
        last=last,
        carried=sum(one.outcome is Outcome.CARRIED_OVER for one in reviews),
    )


def _standing(commitment: Commitment, last: CommitmentReview | None, today: dt.date) -> Standing:
    if commitment.done is not None:
        return Standing.DONE
    if last is not None and last.outcome is Outcome.DROPPED:
        return Standing.DROPPED
    if commitment.due is not None and commitment.due < today:
        return Standing.OVERDUE
    return Standing.CARRIED_OVER if last is not None else Standing.OPEN
