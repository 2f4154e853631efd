"""The sample's sessions, visits and scores."""

from __future__ import annotations

import datetime as dt

from collabdesk.models.meetings import AgendaItem, Attendance, Score, ScoreText, Session, SessionKind, Visit
from collabdesk.periods import MONTH
from collabdesk.services.meetings import action_periods_between
from collabdesk.services.sample.making import BASELINE_MONTHS, Making


def make_sessions(making: Making) -> list[Session]:
    writer, first, months = making.writer, making.first, making.size.months
    learning = [*range(BASELINE_MONTHS, months - 2, 4), months + 1]  # the last one is still to come
    days = [(SessionKind.PREWORK, 0, first + 1)]
    days += [(SessionKind.LEARNING, number, first + at) for number, at in enumerate(learning, start=1)]
    made = []
    for kind, number, month in days:
        starts = MONTH.first_day(month) + dt.timedelta(days=9 + (number * 3) % 7)
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
    for period in action_periods_between(made, making.collaborative.ends, making.collaborative.id):
        writer.add(period)
    return made


def _make_agenda(making: Making, session: Session) -> None:
    lines = [
        ("08:30", 30, "Welcome and aim", making.plan["coaches"][0][0]),
        ("09:00", 60, "Where we are: the charts of all teams", making.plan["coaches"][1][0]),
        ("10:30", 90, "Teams present: what we changed and what happened", ""),
        ("13:00", 60, "What worked elsewhere: changes to try next", making.plan["coaches"][2][0]),
        ("14:00", 90, "Team time: plan the next tests", ""),
        ("15:45", 30, "Commitments and close", making.plan["coaches"][0][0]),
    ]
    for position, (at, minutes, topic, speaker) in enumerate(lines, start=1):
        item = AgendaItem(
            session_id=session.id, position=position, at=at, minutes=minutes, topic=topic, speaker=speaker
        )
        making.writer.add(item)


def _make_attendance(making: Making, session: Session) -> None:
    for team in making.teams:
        here = (team.joined or session.starts) <= session.starts and (
            team.left is None or team.left > session.starts
        )
        if here:
            present = making.rng.random() < 0.92
            making.writer.add(Attendance(session_id=session.id, team_id=team.id, present=present))


def make_visits(making: Making, sessions: list[Session]) -> None:
    for team in making.teams:
        for session in sessions[1:]:
            planned = session.starts + dt.timedelta(days=making.rng.randint(25, 70))
            done = MONTH.holding(planned) <= making.last and making.rng.random() < 0.85
            if team.left is None or planned <= team.left:
                visit = Visit(
                    team_id=team.id,
                    coach_id=team.coach_id,
                    planned=planned,
                    made=planned if done else None,
                    purpose="Look at the charts together; recount one indicator from the register.",
                    findings="Register complete; two partographs recounted." if done else "",
                )
                making.writer.add(visit)


def make_scores(making: Making) -> None:
    for score, text in making.plan["scores"]:
        step = ScoreText(collaborative_id=making.collaborative.id, score=float(score), text=text)
        making.writer.add(step)
    for team in making.teams:
        joined = MONTH.holding(team.joined) if team.joined else making.first
        left = MONTH.holding(team.left) if team.left else making.last
        level = 0.5
        for month in range(joined, left + 1, 3):
            level = min(5.0, level + making.rng.choice([0.0, 0.5, 0.5, 1.0]))
            for by_coach in (False, True):
                given = max(0.5, level - 0.5 * (by_coach and making.rng.random() < 0.4))
                making.writer.add(
                    Score(
                        team_id=team.id,
                        month=month,
                        by_coach=by_coach,
                        score=given,
                        given=MONTH.last_day(month),
                        person="Coach" if by_coach else team.name,
                    )
                )
