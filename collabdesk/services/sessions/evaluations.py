"""How a session was: the marks of its evaluation forms, typed in by question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.models.meetings import Evaluation, Session
from collabdesk.models.writer import Writer
from collabdesk.services.sessions import meetings
from collabdesk.services.workspace import Workspace

MARKS = 5


@dataclass(frozen=True, kw_only=True)
class EvaluationRow:
    """A question with its marks."""

    evaluation: Evaluation

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        """How many marked 1, 2, 3, 4, 5."""
        one = self.evaluation
        return (one.ones, one.twos, one.threes, one.fours, one.fives)

    @property
    def answers(self) -> int:
        """How many marked any."""
        return sum(self.counts)

    @property
    def high(self) -> float | None:
        """The share that marked 4 or 5, in percent: a mean of marks would hide who was left unhappy."""
        return 100 * sum(self.counts[3:]) / self.answers if self.answers else None

    @property
    def low(self) -> int:
        """How many marked 1 or 2."""
        return sum(self.counts[:2])


def evaluations(workspace: Workspace, session_id: int) -> list[EvaluationRow]:
    """A session's questions in order."""
    mine = [one for one in workspace.rows(Evaluation).values() if one.session_id == session_id]
    return [EvaluationRow(evaluation=one) for one in sorted(mine, key=lambda one: (one.position, one.id))]


def begin(workspace: Workspace, session_id: int, questions: Sequence[str]) -> None:
    """Put the questions of the printed form on the list, those that are missing."""
    known = {row.evaluation.question for row in evaluations(workspace, session_id)}
    wanted = [text for text in questions if text not in known]
    if not wanted:
        return

    def write(writer: Writer) -> None:
        for place, text in enumerate(wanted, start=len(known) + 1):
            writer.add(Evaluation(session_id=session_id, position=place, question=text))

    workspace.transact(f"Evaluation of {_name(workspace, session_id)}", write)


def save(workspace: Workspace, evaluation: Evaluation) -> Evaluation:
    """Write a question with its marks, new or changed."""
    if not evaluation.question.strip():
        raise UserFacingError("Type the question.")
    if min(EvaluationRow(evaluation=evaluation).counts) < 0:
        raise UserFacingError("A count cannot be below zero.")
    position = evaluation.position or len(evaluations(workspace, evaluation.session_id)) + 1
    wanted = replace(evaluation, question=evaluation.question.strip(), position=position)
    return workspace.transact(
        f"Evaluation of {_name(workspace, evaluation.session_id)}",
        lambda writer: writer.put(wanted) if wanted.id else writer.add(wanted),
    )


def remove(workspace: Workspace, evaluation_ids: Sequence[int]) -> None:
    """Take questions out with their marks: ask first."""
    gone = [workspace.rows(Evaluation)[one] for one in evaluation_ids]

    def write(writer: Writer) -> None:
        for one in gone:
            writer.remove(one)

    workspace.transact("Remove question" if len(gone) == 1 else f"Remove {len(gone)} questions", write)


def _name(workspace: Workspace, session_id: int) -> str:
    return meetings.long_name(workspace.rows(Session)[session_id])
