"""The sample's sessions: agenda, invitations, attendance, commitments and how they were followed up, evaluation."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from collabdesk.models.meetings import (
    AgendaDay,
    AgendaItem,
    Attendance,
    Commitment,
    CommitmentReview,
    Evaluation,
    Invitation,
    Outcome,
    Session,
    SessionKind,
)
from collabdesk.models.places import Team
from collabdesk.periods import MONTH
from collabdesk.reports.evaluation_words import RATED
from collabdesk.services.sample.making import BASELINE_MONTHS, Making
from collabdesk.services.sessions.agenda import later
from collabdesk.services.sessions.meetings import action_periods_between

_FIRST_DAY = (
    (30, "Welcome and aim", 0),
    (60, "Where we are: the charts of all teams", 1),
    (20, "Tea", None),
    (100, "Teams present: what we changed and what happened", None),
    (60, "Lunch", None),
    (60, "What worked elsewhere: changes to try next", 2),
    (90, "Team time: plan the next tests", None),
    (20, "Close of the day", 0),
)
_SECOND_DAY = (
    (60, "Reading our own charts: exercises in pairs of teams", 3),
    (90, "Market of changes: each team at its own table", None),
    (30, "Tea", None),
    (60, "Commitments: who does what by when", 1),
    (30, "Evaluation and close", 0),
)
_STARTS = ("08:30", "08:00")


def make_sessions(making: Making) -> list[Session]:
    writer, first, months = making.writer, making.first, making.size.months
    apart = 4 if months < 24 else 6
    learning = [*range(BASELINE_MONTHS, months - 2, apart), months + 1]  # the last one is still to come
    days = [(SessionKind.PREWORK, 0, first + 1)]
    days += [(SessionKind.LEARNING, number, first + at) for number, at in enumerate(learning, start=1)]
    made = []
    for kind, number, month in days:
        starts = _working_day(MONTH.first_day(month) + dt.timedelta(days=9 + (number * 3) % 7))
        session = Session(
            collaborative_id=making.collaborative.id,
            kind=kind,
            number=number,
            name="" if number else "Prework visits and first meeting",
            starts=starts,
            ends=starts + dt.timedelta(days=1),
            place=f"{making.plan['districts'][number % 4]} town hall",
        )
        made.append(writer.add(session))
        _make_agenda(making, made[-1])
        if month < making.last:
            _make_attendance(making, made[-1])
            _make_evaluation(making, made[-1])
    _make_invitations(making, made[-1])
    _make_commitments(making, [one for one in made if one.starts <= making.today], made)
    for period in action_periods_between(made, making.collaborative.ends, making.collaborative.id):
        writer.add(period)
    return made


def _working_day(day: dt.date) -> dt.date:
    """Not on a Friday or at the weekend: a session takes two days."""
    while day.weekday() > 3:
        day += dt.timedelta(days=1)
    return day


def _make_agenda(making: Making, session: Session) -> None:
    position = 0
    for day, (lines, clock) in enumerate(zip((_FIRST_DAY, _SECOND_DAY), _STARTS, strict=True), start=1):
        for place, (minutes, topic, coach) in enumerate(lines):
            position += 1
            item = AgendaItem(
                session_id=session.id,
                position=position,
                at=clock,
                minutes=minutes,
                topic=topic,
                speaker=making.plan["coaches"][coach][0] if coach is not None else "",
            )
            added = making.writer.add(item)
            if day > 1 and place == 0:
                making.writer.add(AgendaDay(agenda_item_id=added.id, day=day))
            clock = later(clock, minutes)


def _is_there(team: Team, session: Session) -> bool:
    return (team.joined or session.starts) <= session.starts and (
        team.left is None or team.left > session.starts
    )


def _make_attendance(making: Making, session: Session) -> None:
    rng = making.apart(f"attendance {session.number}")
    for team in making.teams:
        if not _is_there(team, session):
            continue
        present = rng.random() < 0.92
        people = making.people.get(team.id, [])
        if present and people:
            for person in people if rng.random() < 0.6 else people[:1]:
                making.writer.add(Attendance(session_id=session.id, team_id=team.id, person_id=person.id))
        else:
            making.writer.add(Attendance(session_id=session.id, team_id=team.id, present=present))


def _make_evaluation(making: Making, session: Session) -> None:
    rng = making.apart(f"evaluation {session.number}")
    forms = 20 + rng.randint(0, 12)
    for place, question in enumerate(RATED, start=1):
        happy = 0.45 + 0.1 * (place % 4) - (0.2 if place == 2 else 0)
        marks = [
            rng.choices((1, 2, 3, 4, 5), (2, 5, 25 - 10 * happy, 60 * happy, 40 * happy))[0]
            for _ in range(forms)
        ]
        making.writer.add(
            Evaluation(
                session_id=session.id,
                position=place,
                question=str(question),
                ones=marks.count(1),
                twos=marks.count(2),
                threes=marks.count(3),
                fours=marks.count(4),
                fives=marks.count(5),
                remarks=rng.choice(making.plan["remarks"]) if rng.random() < 0.4 else "",
            )
        )


def _make_invitations(making: Making, session: Session) -> None:
    """The next session's list: most are sent, some have answered."""
    rng = making.apart("invitations")
    for team in making.detailed:
        if not _is_there(team, session):
            continue
        sent = making.today - dt.timedelta(days=rng.randint(2, 9)) if rng.random() < 0.8 else None
        for person in making.people[team.id]:
            draw = rng.random()
            answer = "" if sent is None or draw < 0.45 else "yes" if draw < 0.93 else "no"
            making.writer.add(
                Invitation(
                    session_id=session.id, team_id=team.id, person_id=person.id, sent=sent, answer=answer
                )
            )


def _make_commitments(making: Making, held: list[Session], calendar: list[Session]) -> None:
    """What each team agreed, and what became of it at the next session."""
    rng, plan = making.apart("commitments"), making.plan
    for session in held:
        following = next((one for one in calendar if one.starts > session.starts), None)
        if session.kind is not SessionKind.LEARNING or following is None:
            continue
        for team in making.detailed:
            if not _is_there(team, session):
                continue
            for text in rng.sample(plan["commitments"], rng.choice([1, 1, 2])):
                length = (following.starts - session.starts).days
                due = session.starts + dt.timedelta(days=rng.randint(length // 2, length))
                people = making.people[team.id]
                commitment = making.writer.add(
                    Commitment(
                        session_id=session.id,
                        team_id=team.id,
                        text=text,
                        owner=rng.choice(people).name,
                        due=due,
                    )
                )
                _follow_up(making, rng, commitment, [one for one in held if one.starts > session.starts])


def _follow_up(making: Making, rng: random.Random, commitment: Commitment, later_on: list[Session]) -> None:
    """At the next session; what is carried over is judged for good at the one after."""
    for place, session in enumerate(later_on[:2]):
        draw = rng.random() * (1 if place == 0 else 0.75)
        outcome = Outcome.DONE if draw < 0.62 else Outcome.DROPPED if draw < 0.75 else Outcome.CARRIED_OVER
        _review(making, rng, commitment, session, outcome)
        if outcome is not Outcome.CARRIED_OVER:
            return


def _review(
    making: Making, rng: random.Random, commitment: Commitment, session: Session, outcome: Outcome
) -> None:
    words = {Outcome.CARRIED_OVER: "carried", Outcome.DROPPED: "dropped"}
    making.writer.add(
        CommitmentReview(
            commitment_id=commitment.id,
            session_id=session.id,
            outcome=outcome,
            word=rng.choice(making.plan[words[outcome]]) if outcome in words else "",
            given=session.starts,
            person=making.coaches[0].name,
        )
    )
    if outcome is Outcome.DONE:
        making.writer.put(replace(commitment, done=session.starts))
    elif outcome is Outcome.CARRIED_OVER:
        due = making.today + dt.timedelta(days=rng.randint(10, 30))
        making.writer.put(replace(commitment, due=due))
