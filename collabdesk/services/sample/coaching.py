"""The sample's visits with their actions and recounts, and the scores."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from collabdesk.models.measures import Indicator, State
from collabdesk.models.meetings import Recount, RecountReported, Score, Session, Visit, VisitAction
from collabdesk.models.places import Team
from collabdesk.models.records import Row
from collabdesk.periods import MONTH
from collabdesk.services.sample.making import Making

_FORGOTTEN = 60
"""Days after which nobody leaves an action open: it was done, or asked for again."""
_CARELESS = 4
"""Every so-manieth team reports too much at first; its recounts get better visit by visit."""


def make_visits(making: Making, sessions: list[Session]) -> None:
    """One visit of each team between two sessions, and some that are planned for the coming weeks."""
    rng = making.apart("visits")
    held = [session for session in sessions[1:] if session.starts <= making.today]
    for number, team in enumerate(making.teams):
        made = 0
        told = team in making.detailed
        for planned in _planned_days(rng, held, 2 if told else 1):
            if planned >= making.today or not _is_at_work(team, planned):
                continue
            done = rng.random() < 0.88
            visit = _visit(making, rng, team, planned, done=done)
            if done and told:
                _make_actions(making, rng, visit, team)
                _make_recounts(making, rng, visit, team, careless=number % _CARELESS == 2, before=made)
                made += 1
        if _is_at_work(team, making.today) and rng.random() < 0.45:
            day = _working_day(making.today + dt.timedelta(days=rng.randint(2, 40)))
            _visit(making, rng, team, day, done=False)


def _planned_days(rng: random.Random, held: list[Session], each: int) -> Iterator[dt.date]:
    """A visit some weeks after each session and, where more is told, another one in the second half."""
    for session in held:
        for after in (25, 85)[:each]:
            yield _working_day(session.starts + dt.timedelta(days=after + rng.randint(0, 45)))


def _is_at_work(team: Team, day: dt.date) -> bool:
    return (team.joined is None or team.joined <= day) and (team.left is None or day <= team.left)


def _working_day(day: dt.date) -> dt.date:
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    return day


def _visit(making: Making, rng: random.Random, team: Team, planned: dt.date, *, done: bool) -> Visit:
    return making.writer.add(
        Visit(
            team_id=team.id,
            coach_id=team.coach_id,
            planned=planned,
            made=planned if done else None,
            purpose=rng.choice(making.plan["purposes"]),
            findings=rng.choice(making.plan["findings"]) if done else "",
        )
    )


def _make_actions(making: Making, rng: random.Random, visit: Visit, team: Team) -> None:
    assert visit.made is not None
    for text in rng.sample(making.plan["actions"], rng.choice([0, 1, 1, 2])):
        due = visit.made + dt.timedelta(days=rng.randint(14, 60))
        is_done = rng.random() < 0.7 or due < making.today - dt.timedelta(days=_FORGOTTEN)
        done = due - dt.timedelta(days=rng.randint(0, 10)) if is_done else None
        making.writer.add(
            VisitAction(
                visit_id=visit.id,
                text=text,
                owner=rng.choice(making.people[team.id]).name,
                due=due,
                done=done if done is not None and done < making.today else None,
            )
        )


def _make_recounts(
    making: Making, rng: random.Random, visit: Visit, team: Team, *, careless: bool, before: int
) -> None:
    """Two numbers of the month before, mostly as they were reported."""
    assert visit.made is not None
    period = MONTH.holding(visit.made) - 1
    chosen = rng.sample(
        [indicator for indicator, _recipe in making.indicators], min(2, len(making.indicators))
    )
    keys = [(indicator.id, team.id, period) for indicator in chosen]
    rows = making.writer.current("observation", keys)
    slip = 0.3 / (1 + before) if careless else 0.03
    for indicator, key in zip(chosen, keys, strict=True):
        row = rows.get(key)
        if row is not None and row["state"] == State.REPORTED:
            _recount(making, rng, visit, indicator, row, slip)


def _recount(
    making: Making, rng: random.Random, visit: Visit, indicator: Indicator, row: Row, slip: float
) -> None:
    """The register: what was reported, less what was counted too often."""
    above, below, value = row["numerator"], row["denominator"], row["value"]
    counted = None if above is None else float(max(0, round(above * (1 - slip * rng.random()))))
    recount = making.writer.add(
        Recount(
            visit_id=visit.id,
            indicator_id=indicator.id,
            period=row["period"],
            numerator=counted,
            denominator=below,
            value=None if value is None else float(round(value * (1 + slip * (rng.random() - 0.5)))),
        )
    )
    making.writer.add(RecountReported(recount_id=recount.id, numerator=above, denominator=below, value=value))


def make_scores(making: Making) -> None:
    """The team's own and the coach's score every third month; teams see themselves a little higher."""
    rng, coaches = making.apart("scores"), {coach.id: coach.name for coach in making.coaches}
    for team in making.teams:
        joined = MONTH.holding(team.joined) if team.joined else making.first
        left = MONTH.holding(team.left) if team.left else making.last
        level = 0.5
        for month in range(joined, left + 1, 3):
            level = min(4.5, level + rng.choice([0.0, 0.5, 0.5, 1.0]))
            reason = rng.choice(making.plan["reasons"]) if rng.random() < 0.35 and month > joined else ""
            for by_coach in (False, True):
                given = max(0.5, level - 0.5 * (by_coach and rng.random() < 0.4))
                making.writer.add(
                    Score(
                        team_id=team.id,
                        month=month,
                        by_coach=by_coach,
                        score=given,
                        given=MONTH.last_day(month),
                        person=coaches.get(team.coach_id or 0, "") if by_coach else "",
                        reason=reason if by_coach else "",
                    )
                )
