"""Who is invited to a session: from the teams' people, sent, answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator, languages
from collabdesk.models.meetings import Invitation, Session
from collabdesk.models.places import Person, Team
from collabdesk.models.writer import Writer
from collabdesk.reports.content import Paper
from collabdesk.services.sessions import attendance, meetings
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.reports.craft.document import LaidDocument

YES, NO = "yes", "no"
"""The two answers that are counted; any other text is kept as it is."""


@dataclass(frozen=True, kw_only=True)
class InvitationRow:
    """An invitation with what is known of the person and the team."""

    invitation: Invitation
    name: str
    job: str
    phone: str
    email: str
    team: Team | None
    district: str


def invitations(workspace: Workspace, session_id: int) -> list[InvitationRow]:
    """Who is invited, by team and name."""
    rows = [
        _row(workspace, one) for one in workspace.rows(Invitation).values() if one.session_id == session_id
    ]
    return sorted(rows, key=lambda row: (row.team.name.casefold() if row.team else "", row.name.casefold()))


def invite_teams(workspace: Workspace, session_id: int) -> int:
    """Invite the people of all teams that take part, and the coaches; a team without people by its name.

    Those who are on the list already are passed over. Returns how many were added; none is no edit.
    """
    session = workspace.rows(Session)[session_id]
    known = {
        (one.team_id, one.person_id, one.name)
        for one in workspace.rows(Invitation).values()
        if one.session_id == session_id
    }
    wanted = [one for one in _guests(workspace, session) if one not in known]
    if not wanted:
        return 0

    def write(writer: Writer) -> None:
        for team_id, person_id, name in wanted:
            writer.add(Invitation(session_id=session_id, team_id=team_id, person_id=person_id, name=name))

    workspace.transact(f"{len(wanted)} invitations to {meetings.long_name(session)}", write)
    return len(wanted)


def _guests(workspace: Workspace, session: Session) -> list[tuple[int | None, int | None, str]]:
    expected = attendance.expected_teams(workspace, session)
    found: list[tuple[int | None, int | None, str]] = []
    for team in expected:
        people = attendance.people_of(workspace, team.id)
        found += [(team.id, person.id, "") for person in people]
        if not people:
            found.append((team.id, None, ""))
    coaches = dict.fromkeys(team.coach_id for team in expected if team.coach_id is not None)
    return [*found, *((None, coach_id, "") for coach_id in coaches)]


def save_invitation(workspace: Workspace, invitation: Invitation) -> Invitation:
    """Write one invitation, new or changed."""
    if invitation.person_id is None and invitation.team_id is None and not invitation.name.strip():
        raise UserFacingError("Say who is invited: a name, or a team.")
    wanted = replace(invitation, name=invitation.name.strip(), answer=invitation.answer.strip())
    return workspace.transact(
        f"Invitation of {_row(workspace, wanted).name}",
        lambda writer: writer.put(wanted) if wanted.id else writer.add(wanted),
    )


def mark(
    workspace: Workspace,
    invitation_ids: Sequence[int],
    *,
    sent: dt.date | None = None,
    answer: str | None = None,
) -> None:
    """Write down for several that they were sent on a day, or what was answered; an answer was sent too."""
    chosen = [workspace.rows(Invitation)[one] for one in invitation_ids]

    def write(writer: Writer) -> None:
        for one in chosen:
            changed = replace(one, sent=sent or one.sent)
            writer.put(changed if answer is None else replace(changed, answer=answer))

    word = "sent" if answer is None else f"answered {answer or 'nothing'}"
    who = _row(workspace, chosen[0]).name if len(chosen) == 1 else f"{len(chosen)} invitations"
    workspace.transact(f"{who}: {word}", write)


def remove_invitations(workspace: Workspace, invitation_ids: Sequence[int]) -> None:
    """Take names off the list: ask first."""
    gone = [workspace.rows(Invitation)[one] for one in invitation_ids]

    def write(writer: Writer) -> None:
        for one in gone:
            writer.remove(one)

    workspace.transact("Remove invitation" if len(gone) == 1 else f"Remove {len(gone)} invitations", write)


def paper_list(workspace: Workspace, session_id: int, printed_on: dt.date) -> LaidDocument:
    """The list in the collaborative's language, to be saved or printed."""
    from collabdesk.reports.invitation_paper import InvitationLine, lay_out_invitations

    session = workspace.rows(Session)[session_id]
    collaborative = workspace.collaborative
    lines = [
        InvitationLine(
            name=row.name,
            job=row.job,
            team=row.team.name if row.team else "",
            phone=row.phone,
            sent=row.invitation.sent,
            answer=row.invitation.answer,
        )
        for row in invitations(workspace, session_id)
    ]
    language = collaborative.language if collaborative.language in languages() else "en"
    return lay_out_invitations(
        lines,
        Paper(collaborative.paper),
        Translator(language),
        collaborative=collaborative.name,
        session=meetings.long_said(session),
        office=collaborative.office,
        printed_on=printed_on,
    )


def _row(workspace: Workspace, invitation: Invitation) -> InvitationRow:
    person = workspace.rows(Person).get(invitation.person_id or 0)
    team = workspace.rows(Team).get(invitation.team_id or 0)
    name = person.name if person else invitation.name
    return InvitationRow(
        invitation=invitation,
        name=name or (team.name if team else ""),
        job=person.job if person else "",
        phone=person.phone if person else "",
        email=person.email if person else "",
        team=team,
        district=teams.district_of(workspace, team) if team else "",
    )
