"""Who came to a session: by team, typed back from the signed sheet with a tick each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabdesk.i18n import Translator, languages
from collabdesk.models.meetings import Attendance, Session
from collabdesk.models.places import Person, Team, TeamPerson
from collabdesk.models.writer import Writer
from collabdesk.reports.content import PackOptions, Paper, Section
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.reports.pack import LaidPack


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody who may sign: one of a team's people, or a name that was written on the sheet."""

    team_id: int
    name: str = ""
    person_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TeamAttendance:
    """A team at a session. ``present`` None: nobody has written it down yet."""

    team: Team
    district: str
    present: bool | None
    people: tuple[str, ...]
    """The names of those who came, where they were written down."""
    count: int
    """How many came: the names, or one where only the team is known to have been there."""


def expected_teams(workspace: Workspace, session: Session) -> list[Team]:
    """The teams that take part at the time of a session, by name."""
    here = [
        team
        for team in workspace.mine(Team)
        if (team.joined is None or team.joined <= (session.ends or session.starts))
        and (team.left is None or team.left >= session.starts)
    ]
    return sorted(here, key=lambda team: team.name.casefold())


def of_session(workspace: Workspace, session_id: int) -> list[TeamAttendance]:
    """Every team that was expected, or came, by name."""
    session = workspace.rows(Session)[session_id]
    rows = [one for one in workspace.rows(Attendance).values() if one.session_id == session_id]
    came = {one.team_id for one in rows}
    known = {team.id: team for team in expected_teams(workspace, session)}
    known |= {team.id: team for team in workspace.mine(Team) if team.id in came}
    ordered = sorted(known.values(), key=lambda team: team.name.casefold())
    return [_team_row(workspace, team, [one for one in rows if one.team_id == team.id]) for team in ordered]


def over_sessions(workspace: Workspace) -> tuple[list[Session], dict[int, dict[int, bool]]]:
    """The sessions with any attendance in time, and team id -> session id -> whether the team was there."""
    found: dict[int, dict[int, bool]] = {}
    for one in workspace.rows(Attendance).values():
        if one.team_id is not None:
            mine = found.setdefault(one.team_id, {})
            mine[one.session_id] = mine.get(one.session_id, False) or one.present
    held = {session_id for mine in found.values() for session_id in mine}
    return [session for session in meetings.sessions(workspace) if session.id in held], found


def people_of(workspace: Workspace, team_id: int) -> list[Person]:
    """The people of a team, in the order they were added."""
    people = workspace.rows(Person)
    return [people[one.person_id] for one in workspace.rows(TeamPerson).values() if one.team_id == team_id]


def write_teams(workspace: Workspace, session_id: int, present: Mapping[int, bool | None]) -> None:
    """Write for some teams whether they came (None: not known), as one edit. Names that are known stay."""
    rows = [one for one in workspace.rows(Attendance).values() if one.session_id == session_id]

    def write(writer: Writer) -> None:
        for team_id, here in present.items():
            mine = [one for one in rows if one.team_id == team_id]
            named = [one for one in mine if one.person_id or one.name]
            if here and any(one.present for one in named):
                continue
            for one in mine if not here else []:
                writer.remove(one)
            plain = [one for one in mine if one not in named]
            if here is not None and not (here and any(one.present for one in plain)):
                for one in plain if here else []:
                    writer.remove(one)
                writer.add(Attendance(session_id=session_id, team_id=team_id, present=here))

    workspace.transact(_label(workspace, session_id), write)


def write_people(
    workspace: Workspace, session_id: int, team_id: int, names: Sequence[str], person_ids: Sequence[int]
) -> None:
    """Write who of a team came: people by id, others by the name on the sheet. Nobody: the team was away."""
    rows = [
        one
        for one in workspace.rows(Attendance).values()
        if one.session_id == session_id and one.team_id == team_id
    ]
    wanted: list[tuple[int | None, str]] = [(person_id, "") for person_id in dict.fromkeys(person_ids)]
    wanted += [(None, name) for name in dict.fromkeys(name.strip() for name in names) if name]

    def write(writer: Writer) -> None:
        for one in rows:
            if not one.present or (one.person_id, one.name) not in wanted:
                writer.remove(one)
        there = {(one.person_id, one.name) for one in rows if one.present}
        for person_id, name in wanted:
            if (person_id, name) not in there:
                writer.add(Attendance(session_id=session_id, team_id=team_id, person_id=person_id, name=name))
        if not wanted:
            writer.add(Attendance(session_id=session_id, team_id=team_id, present=False))

    workspace.transact(_label(workspace, session_id), write)


def paper_sheet(workspace: Workspace, session_id: int, printed_on: dt.date) -> LaidPack:
    """The sheet to sign in the collaborative's language, to be saved or printed: the pack's own section."""
    from collabdesk.reports.pack import lay_out_pack
    from collabdesk.services.paper.packs import PackRequest, pack_content

    collaborative = workspace.collaborative
    language = collaborative.language if collaborative.language in languages() else "en"
    request = PackRequest(
        file=workspace.path,
        collaborative=collaborative.name,
        session_id=session_id,
        out=workspace.path.with_suffix(".pdf"),
        options=PackOptions(paper=Paper(collaborative.paper), sections=(Section.ATTENDANCE,)),
        translator=Translator(language),
        printed_on=printed_on,
    )
    return lay_out_pack(pack_content(workspace, request), request.options, request.translator)


def _team_row(workspace: Workspace, team: Team, rows: Sequence[Attendance]) -> TeamAttendance:
    people = workspace.rows(Person)
    there = [one for one in rows if one.present]
    names = [people[one.person_id].name if one.person_id in people else one.name for one in there]
    named = tuple(name for name in names if name)
    return TeamAttendance(
        team=team,
        district=teams.district_of(workspace, team),
        present=bool(there) if rows else None,
        people=named,
        count=len(named) or len(there),
    )


def _label(workspace: Workspace, session_id: int) -> str:
    return f"Attendance at {meetings.long_name(workspace.rows(Session)[session_id])}"
