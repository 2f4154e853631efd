"""The collaborative's calendar: sessions, and the action periods between them."""

from __future__ import annotations

import datetime as dt

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.models.meetings import ActionPeriod, Session, SessionKind
from collabdesk.models.writer import Writer
from collabdesk.services.workspace import Workspace

Text = Message | str


def sessions(workspace: Workspace) -> list[Session]:
    """The sessions in time."""
    return sorted(workspace.mine(Session), key=lambda session: (session.starts, session.id))


def short_said(session: Session) -> Text:
    """The name on charts: LS1, LS2; other meetings by their own name."""
    if session.kind is SessionKind.LEARNING and session.number:
        return msg("LS{number}", number=session.number)
    if session.name:
        return session.name
    return {
        SessionKind.PREWORK: msg("prework"),
        SessionKind.LEARNING: msg("learning session"),
        SessionKind.CLOSING: msg("closing"),
    }[session.kind]


def long_said(session: Session) -> Text:
    """The name on paper: "Learning session 3", with its own name where it has one."""
    if session.kind is SessionKind.LEARNING and session.number:
        if session.name:
            return msg("Learning session {number}: {name}", number=session.number, name=session.name)
        return msg("Learning session {number}", number=session.number)
    if session.name:
        return session.name
    return {
        SessionKind.PREWORK: msg("Prework"),
        SessionKind.LEARNING: msg("Learning session"),
        SessionKind.CLOSING: msg("Closing"),
    }[session.kind]


def short_name(session: Session) -> str:
    """`short_said` in English, for names of files and the journal."""
    return str(short_said(session))


def long_name(session: Session) -> str:
    """`long_said` in English, for the journal."""
    return str(long_said(session))


def by_number(workspace: Workspace, number: int) -> Session:
    """Learning session ``number``. Raises UserFacingError naming those that exist."""
    learning = [session for session in sessions(workspace) if session.kind is SessionKind.LEARNING]
    for session in learning:
        if session.number == number:
            return session
    numbers = ", ".join(str(session.number) for session in learning) or "none yet"
    raise UserFacingError(f"There is no learning session {number}; the calendar has: {numbers}.")


def next_session(workspace: Workspace, today: dt.date) -> Session | None:
    """The next meeting from a day on."""
    return next((session for session in sessions(workspace) if session.starts >= today), None)


def save_session(workspace: Workspace, session: Session) -> Session:
    """Write a session, new or changed; the action periods follow from the sessions."""
    if session.ends is not None and session.ends < session.starts:
        raise UserFacingError("The session ends before it begins.")
    for other in workspace.mine(Session):
        same = other.id != session.id and other.number == session.number != 0
        if same and other.kind is session.kind is SessionKind.LEARNING:
            raise UserFacingError(f"There is a learning session {session.number} already.")

    def write(writer: Writer) -> Session:
        saved = writer.put(session) if session.id else writer.add(session)
        others = [one for one in workspace.mine(Session) if one.id != saved.id]
        _renew_action_periods(workspace, writer, [*others, saved])
        return saved

    return workspace.transact(long_name(session), write)


def remove_session(workspace: Workspace, session_id: int) -> None:
    """Take a session out with its agenda and attendance: ask first."""
    session = workspace.rows(Session)[session_id]

    def write(writer: Writer) -> None:
        _renew_action_periods(
            workspace, writer, [one for one in workspace.mine(Session) if one.id != session_id]
        )
        writer.remove_with_parts(session)

    workspace.transact(f"Remove {long_name(session)}", write)


def action_periods(workspace: Workspace) -> list[ActionPeriod]:
    """The action periods in time."""
    return sorted(workspace.mine(ActionPeriod), key=lambda period: period.starts)


def action_periods_between(
    sessions_: list[Session], ends: dt.date | None, collaborative_id: int
) -> list[ActionPeriod]:
    """Action period n runs from the day after learning session n to the day before the next meeting.

    After the last one it runs to the collaborative's end, or for four months where none is set.
    """
    learning = sorted(
        (session for session in sessions_ if session.kind is not SessionKind.PREWORK),
        key=lambda one: one.starts,
    )
    made: list[ActionPeriod] = []
    for place, session in enumerate(learning):
        if session.kind is not SessionKind.LEARNING:
            continue
        first = (session.ends or session.starts) + dt.timedelta(days=1)
        if place + 1 < len(learning):
            last = learning[place + 1].starts - dt.timedelta(days=1)
        else:
            last = ends if ends and ends > first else first + dt.timedelta(days=120)
        if last >= first:
            name = f"AP{len(made) + 1}"
            made.append(
                ActionPeriod(
                    collaborative_id=collaborative_id,
                    session_id=session.id,
                    name=name,
                    starts=first,
                    ends=last,
                )
            )
    return made


def _renew_action_periods(workspace: Workspace, writer: Writer, sessions_: list[Session]) -> None:
    for old in workspace.mine(ActionPeriod):
        writer.remove(old)
    collaborative = workspace.collaborative
    for period in action_periods_between(sessions_, collaborative.ends, collaborative.id):
        writer.add(period)
