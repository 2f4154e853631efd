"""A return slip that came back: what is known of the visit already, and what was typed, as one edit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from collabdesk.errors import UserFacingError
from collabdesk.models.ideas import Decision
from collabdesk.models.meetings import Recount, Visit, VisitAction
from collabdesk.models.records import NEW
from collabdesk.models.writer import Writer
from collabdesk.periods import MONTH
from collabdesk.services.coaching import coaching, recounts, scores
from collabdesk.services.coaching.recounts import Figures
from collabdesk.services.coaching.slips import Slip
from collabdesk.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class NewAction:
    """A line of part 7 as it was filled in."""

    text: str
    owner: str = ""
    due: dt.date | None = None
    id: int = NEW
    """Of an action that this visit has already; typed empty, it is taken out."""


@dataclass(frozen=True, kw_only=True)
class FilledSlip:
    """A slip as it was filled in by hand and typed back."""

    made: dt.date
    coach_id: int | None = None
    done: frozenset[int] = frozenset()
    """The ids of the actions that are done."""
    decisions: dict[int, Decision] = field(default_factory=dict)
    """Test id -> what the team decided."""
    recounted: dict[tuple[int, int], Figures] = field(default_factory=dict)
    """(indicator id, period) -> what the register says."""
    findings: str = ""
    new_actions: tuple[NewAction, ...] = ()
    own_score: float | None = None
    coach_score: float | None = None
    reason: str = ""
    next_visit: dt.date | None = None


def record(workspace: Workspace, slip: Slip, filled: FilledSlip) -> Visit:
    """Write a slip that came back, as one edit; a second time it replaces what was typed first.

    Raises UserFacingError for a day in the future, impossible numbers or a score off the scale.
    """
    _check(slip, filled)
    visit = replace(slip.visit, made=filled.made, coach_id=filled.coach_id, findings=filled.findings.strip())

    def write(writer: Writer) -> Visit:
        saved = writer.put(visit) if visit.id else writer.add(visit)
        _write_actions(workspace, writer, saved, slip, filled)
        _write_decisions(writer, slip, filled)
        _write_recounts(workspace, writer, saved, slip, filled)
        _write_scores(workspace, writer, saved, filled)
        _write_next(workspace, writer, saved, filled.next_visit)
        return saved

    return workspace.transact(f"Visit to {slip.team.name} on {filled.made:%d %b %Y}", write)


def filled_of(workspace: Workspace, slip: Slip) -> FilledSlip:
    """What is known of a visit already, as the form shows it."""
    visit, today = slip.visit, dt.date.today()
    made = visit.made or min(visit.planned or today, today)
    mine = [one for one in workspace.rows(VisitAction).values() if one.visit_id == visit.id and visit.id]
    month = MONTH.holding(made)
    own, by_coach = (scores.score_of(workspace, slip.team.id, month, by_coach=who) for who in (False, True))
    if visit.made is None:
        own = by_coach = None  # a score of that month may come from elsewhere
    known = _recounted(workspace, visit.id)
    return FilledSlip(
        made=made,
        coach_id=visit.coach_id,
        done=frozenset(line.action.id for line in slip.actions if line.action.done is not None),
        decisions={line.test.id: line.test.decision for line in slip.changes},
        recounted={key: figures for key, (_recount, figures) in known.items()},
        findings=visit.findings,
        new_actions=tuple(NewAction(id=one.id, text=one.text, owner=one.owner, due=one.due) for one in mine),
        own_score=own.score if own else None,
        coach_score=by_coach.score if by_coach else None,
        reason=(by_coach or own).reason if (by_coach or own) else "",  # type: ignore[union-attr]
    )


def _check(slip: Slip, filled: FilledSlip) -> None:
    coaching.check_made(filled.made)
    measured = {line.indicator.id: line.indicator for line in slip.recounts}
    for (indicator_id, _period), figures in filled.recounted.items():
        recounts.check(measured[indicator_id], figures)
    for given in (filled.own_score, filled.coach_score):
        if given is not None:
            scores.check(given)
    if filled.next_visit is not None and filled.next_visit <= filled.made:
        raise UserFacingError("The next visit comes after this one.")


def _write_actions(
    workspace: Workspace, writer: Writer, visit: Visit, slip: Slip, filled: FilledSlip
) -> None:
    for line in slip.actions:
        is_done, was_done = line.action.id in filled.done, line.action.done is not None
        if is_done != was_done:
            writer.put(replace(line.action, done=filled.made if is_done else None))
    known = workspace.rows(VisitAction)
    for new in filled.new_actions:
        text = new.text.strip()
        if new.id and text:
            writer.put(replace(known[new.id], text=text, owner=new.owner.strip(), due=new.due))
        elif new.id:
            writer.remove(known[new.id])
        elif text:
            writer.add(VisitAction(visit_id=visit.id, text=text, owner=new.owner.strip(), due=new.due))


def _write_decisions(writer: Writer, slip: Slip, filled: FilledSlip) -> None:
    for line in slip.changes:
        decision = filled.decisions.get(line.test.id, line.test.decision)
        if decision is not line.test.decision:
            decided = None if decision is Decision.TESTING else max(filled.made, line.test.started)
            writer.put(replace(line.test, decision=decision, decided=decided))


def _write_recounts(
    workspace: Workspace, writer: Writer, visit: Visit, slip: Slip, filled: FilledSlip
) -> None:
    known = _recounted(workspace, visit.id)
    for line in slip.recounts:
        key = (line.indicator.id, line.period.ordinal)
        before = known.get(key)
        figures = filled.recounted.get(key, Figures())
        if before is not None and before[1] == figures:
            continue
        if figures:
            recount = Recount(
                visit_id=visit.id,
                indicator_id=key[0],
                period=key[1],
                numerator=figures.numerator,
                denominator=figures.denominator,
                value=figures.value,
            )
            recounts.put_recount(writer, recount, line.reported, before[0] if before else None)
        elif before is not None:
            writer.remove_with_parts(before[0])


def _recounted(workspace: Workspace, visit_id: int) -> dict[tuple[int, int], tuple[Recount, Figures]]:
    return {
        (one.indicator_id, one.period): (
            one,
            Figures(numerator=one.numerator, denominator=one.denominator, value=one.value),
        )
        for one in workspace.rows(Recount).values()
        if one.visit_id == visit_id and visit_id
    }


def _write_scores(workspace: Workspace, writer: Writer, visit: Visit, filled: FilledSlip) -> None:
    month = MONTH.holding(filled.made)
    for by_coach, given in ((False, filled.own_score), (True, filled.coach_score)):
        if given is not None:
            person = coaching.name_of(workspace, visit.coach_id) if by_coach else ""
            scores.put_score(
                workspace,
                writer,
                scores.Given(
                    team_id=visit.team_id,
                    month=month,
                    by_coach=by_coach,
                    score=given,
                    given=filled.made,
                    person=person,
                    reason=filled.reason,
                ),
            )


def _write_next(workspace: Workspace, writer: Writer, visit: Visit, day: dt.date | None) -> None:
    if day is None:
        return
    for other in workspace.rows(Visit).values():
        if other.team_id == visit.team_id and other.planned == day:
            return
    writer.add(Visit(team_id=visit.team_id, coach_id=visit.coach_id, planned=day))
