"""Assessment of teams on the scale 0.5 to 5.0 in halves: the team's own score and the coach's (method.md, 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.models.meetings import Score, ScoreText
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import MONTH, Period
from collabdesk.services.workspace import Workspace

Text = Message | str
STEPS = tuple(step / 2 for step in range(1, 11))
LOW, HIGH = STEPS[0], STEPS[-1]


@dataclass(frozen=True, kw_only=True)
class Given:
    """A score as somebody gives it."""

    team_id: int
    month: int
    by_coach: bool
    score: float
    given: dt.date
    person: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """A team's month: both scores side by side."""

    team: Team
    month: Period
    own: Score | None
    coach: Score | None

    @property
    def apart(self) -> float | None:
        """The coach's score less the team's own; None unless both are there."""
        return self.coach.score - self.own.score if self.own and self.coach else None


def usual_texts() -> dict[float, Message]:
    """What each step means, unless the office words it otherwise."""
    return {
        0.5: msg("A team has been named and agrees with the aim."),
        1.0: msg("The team meets and reports its first numbers."),
        1.5: msg("The team has chosen changes to try."),
        2.0: msg("The team tries changes and writes down what happens."),
        2.5: msg("The team decides by its own numbers which changes to keep."),
        3.0: msg("One indicator shows a signal of improvement."),
        3.5: msg("About half of the indicators show a signal of improvement."),
        4.0: msg("Most indicators show a signal of improvement, and one has reached its target."),
        4.5: msg("Most indicators have reached their targets and stay there."),
        5.0: msg("All indicators have stayed at their targets for half a year; the work goes on by itself."),
    }


def texts(workspace: Workspace) -> dict[float, Text]:
    """What each step means in this collaborative."""
    own = {one.score: one.text for one in workspace.mine(ScoreText) if one.text.strip()}
    return {step: own.get(step, usual) for step, usual in usual_texts().items()}


def save_texts(workspace: Workspace, wanted: Mapping[float, str]) -> None:
    """Write the office's wording; an empty text, or the usual one, goes back to the usual one."""
    usual = {step: str(text) for step, text in usual_texts().items()}
    known = {one.score: one for one in workspace.mine(ScoreText)}

    def write(writer: Writer) -> None:
        for step in STEPS:
            text = wanted.get(step, "").strip()
            before = known.get(step)
            if not text or text == usual[step]:
                if before is not None:
                    writer.remove(before)
            elif before is not None:
                writer.put(replace(before, text=text))
            else:
                writer.add(ScoreText(collaborative_id=workspace.collaborative.id, score=step, text=text))

    workspace.transact("Wording of the scores", write)


def rows(workspace: Workspace) -> list[ScoreRow]:
    """All scores, the latest month first, both of a month in one row."""
    known = {team.id: team for team in workspace.mine(Team)}
    months: dict[tuple[int, int], dict[bool, Score]] = {}
    for score in workspace.rows(Score).values():
        if score.team_id in known:
            months.setdefault((score.month, score.team_id), {})[score.by_coach] = score
    found = [
        ScoreRow(team=known[team_id], month=Period(MONTH, month), own=both.get(False), coach=both.get(True))
        for (month, team_id), both in months.items()
    ]
    return sorted(found, key=lambda row: (-row.month.ordinal, row.team.name.casefold()))


def latest_of_teams(workspace: Workspace) -> dict[int, ScoreRow]:
    """Team id -> the row of its last month with a score."""
    return {row.team.id: row for row in reversed(rows(workspace))}


def of_team(workspace: Workspace, team_id: int) -> list[ScoreRow]:
    """A team's scores in time."""
    return [row for row in reversed(rows(workspace)) if row.team.id == team_id]


def score_of(workspace: Workspace, team_id: int, month: int, *, by_coach: bool) -> Score | None:
    """The team's own, or the coach's, score of a month."""
    return next(
        (
            one
            for one in workspace.rows(Score).values()
            if (one.team_id, one.month, one.by_coach) == (team_id, month, by_coach)
        ),
        None,
    )


def save_scores(workspace: Workspace, given: Sequence[Given]) -> None:
    """Write scores as one edit; one of the same team, month and side is replaced."""
    if not given:
        raise UserFacingError("Give the team's own score, the coach's, or both.")
    for one in given:
        check(one.score)
    name = workspace.rows(Team)[given[0].team_id].name

    def write(writer: Writer) -> None:
        for one in given:
            put_score(workspace, writer, one)

    workspace.transact(f"Score of {name}", write)


def put_score(workspace: Workspace, writer: Writer, given: Given) -> Score:
    """Within an edit: write a score in place of the one of that month."""
    known = score_of(workspace, given.team_id, given.month, by_coach=given.by_coach)
    wanted = Score(
        id=known.id if known else 0,
        team_id=given.team_id,
        month=given.month,
        by_coach=given.by_coach,
        score=given.score,
        given=given.given,
        person=given.person.strip(),
        reason=given.reason.strip(),
    )
    return writer.put(wanted) if known else writer.add(wanted)


def remove_scores(workspace: Workspace, score_ids: Sequence[int]) -> None:
    """Take scores out: ask first."""
    gone = [workspace.rows(Score)[score_id] for score_id in score_ids]

    def write(writer: Writer) -> None:
        for one in gone:
            writer.remove(one)

    workspace.transact("Remove score" if len(gone) == 1 else f"Remove {len(gone)} scores", write)


def check(score: float) -> None:
    """Refuse what is not on the scale."""
    if score not in STEPS:
        raise UserFacingError("A score lies between 0.5 and 5.0, in halves.")
