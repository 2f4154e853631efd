"""The lists of a pack: agenda, commitments, attendance, certificates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from collabdesk.i18n import Message, msg
from collabdesk.models.meetings import Attendance, Commitment, Invitation, Session
from collabdesk.models.places import Person, Team, TeamPerson
from collabdesk.reports.content import AgendaLine, Text
from collabdesk.reports.content_parts import AttendanceLine, Certificate, CommitmentLine
from collabdesk.services.paper.pack_names import Names
from collabdesk.services.sessions import agenda as session_agenda
from collabdesk.services.sessions import commitments as follow_up
from collabdesk.services.sessions import meetings
from collabdesk.services.sessions.commitments import CommitmentRow, Standing
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace


def agenda(workspace: Workspace, session: Session) -> Iterable[AgendaLine]:
    """The lines of the session's agenda; where it takes several days, each day is named above its lines."""
    lines = session_agenda.agenda(workspace, session.id)
    days = max((line.day for line in lines), default=1)
    for line in lines:
        if line.opens and days > 1:
            yield AgendaLine(time="", subject=msg("Day {number}", number=line.day))
        item = line.item
        time = f"{line.begins} – {line.ends}" if item.minutes else line.begins
        yield AgendaLine(time=time, subject=item.topic, speaker=item.speaker)


def commitments(
    workspace: Workspace, session: Session, chosen: Sequence[Team], names: Names, today: dt.date
) -> Iterable[CommitmentLine]:
    """What was agreed up to this session: that of the last session whole, of earlier ones what is still open."""
    return (line for _, line in commitments_of(workspace, session, chosen, names, today))


def commitments_of(
    workspace: Workspace, session: Session, chosen: Sequence[Team], names: Names, today: dt.date
) -> Iterable[tuple[int | None, CommitmentLine]]:
    """The same, each with the key of its team; None for what all agreed."""
    known = {team.id: team for team in chosen}
    last = _last_session(workspace, session)
    rows = {row.commitment.id: row for row in follow_up.commitments(workspace, today)}
    for one in _agreed(workspace, session):
        agreed = workspace.rows(Session)[one.session_id]
        if one.team_id is not None and one.team_id not in known:
            continue
        if not rows[one.id].waits and agreed.id not in (session.id, last):
            continue
        line = CommitmentLine(
            team=names.of(known[one.team_id]) if one.team_id is not None else "",
            text=one.text,
            owner=one.owner,
            due=one.due,
            state=state_of(rows[one.id]),
            agreed=meetings.short_said(agreed),
        )
        yield one.team_id, line


def promised(workspace: Workspace, session: Session) -> dict[int, list[Text]]:
    """Each team's own commitments of the last session, a sentence each."""
    last = _last_session(workspace, session)
    rows = {row.commitment.id: row for row in follow_up.commitments(workspace, session.starts)}
    found: dict[int, list[Text]] = {}
    for one in _agreed(workspace, session):
        if one.team_id is not None and one.session_id == last:
            found.setdefault(one.team_id, []).append(_promise(rows[one.id]))
    return found


def _promise(row: CommitmentRow) -> Text:
    """What became of it."""
    text = row.commitment.text.rstrip(".")
    if row.commitment.done:
        return msg("Promised and done by {day}: {commitment}.", day=row.commitment.done, commitment=text)
    if row.standing is Standing.DROPPED and row.last is not None:
        return msg("Promised and dropped: {commitment} ({word}).", commitment=text, word=row.last.word)
    return msg("Promised and still open: {commitment}.", commitment=text)


def state_of(row: CommitmentRow) -> Message:
    """How a commitment stands, in words, with the word that was said where it was dropped or carried over."""
    word = row.last.word if row.last else ""
    if row.standing is Standing.DONE:
        return msg("done {day}", day=row.commitment.done)
    if row.standing is Standing.DROPPED:
        return msg("dropped: {word}", word=word)
    if row.standing is Standing.OVERDUE:
        return msg("open, was due")
    if row.standing is Standing.CARRIED_OVER:
        return msg("carried over: {word}", word=word) if word else msg("carried over")
    return msg("open")


def _agreed(workspace: Workspace, session: Session) -> list[Commitment]:
    """The commitments of this session and of those before it, in time."""
    sessions = workspace.rows(Session)
    mine = {one.id: one for one in meetings.sessions(workspace) if one.starts <= session.starts}
    found = [one for one in workspace.rows(Commitment).values() if one.session_id in mine]
    return sorted(found, key=lambda one: (sessions[one.session_id].starts, one.team_id or 0, one.id))


def _last_session(workspace: Workspace, session: Session) -> int | None:
    earlier = [one for one in meetings.sessions(workspace) if one.starts < session.starts]
    return earlier[-1].id if earlier else None


def attendance(workspace: Workspace, session: Session, chosen: Sequence[Team]) -> list[AttendanceLine]:
    """Who is expected, by team: those invited, else the team's people; at least two lines for each team.

    Guests of no team come last. Real names stand here even where others are hidden: it is what people sign, and it
    shows no numbers.
    """
    lines: list[AttendanceLine] = []
    for team in chosen:
        mine = _expected(workspace, session, team)
        mine += [AttendanceLine(team=team.name)] * max(0, 2 - len(mine))
        lines += mine
    invited = workspace.rows(Invitation).values()
    guests = [one for one in invited if one.session_id == session.id and one.team_id is None]
    return lines + [_invited(workspace, one, "") for one in guests]


def _expected(workspace: Workspace, session: Session, team: Team) -> list[AttendanceLine]:
    asked = [
        one
        for one in workspace.rows(Invitation).values()
        if one.session_id == session.id and one.team_id == team.id
    ]
    if asked:
        return [_invited(workspace, one, team.name) for one in asked]
    people = workspace.rows(Person)
    return [
        AttendanceLine(
            team=team.name, name=people[one.person_id].name, job=one.role or people[one.person_id].job
        )
        for one in workspace.rows(TeamPerson).values()
        if one.team_id == team.id
    ]


def _invited(workspace: Workspace, one: Invitation, team: str) -> AttendanceLine:
    person = workspace.rows(Person).get(one.person_id or 0)
    return AttendanceLine(
        team=team, name=one.name or (person.name if person else ""), job=person.job if person else ""
    )


def certificates(workspace: Workspace, session: Session, chosen: Sequence[Team]) -> Iterable[Certificate]:
    """One for each team; where attendance has been written down, only for those that came."""
    came = {
        one.team_id
        for one in workspace.rows(Attendance).values()
        if one.session_id == session.id and one.present
    }
    for team in chosen:
        if not came or team.id in came:
            places = [place for place in reversed(teams.places_of(workspace, team)) if place]
            place = ", ".join(place for place in places if place != team.name)
            yield Certificate(team=team.name, place=place)
