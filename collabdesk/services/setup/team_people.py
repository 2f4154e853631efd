"""The people of a team, as a form writes them: one a line, the leader first, with a job and a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from collabdesk.models.places import Person, Team, TeamPerson
from collabdesk.models.writer import Writer
from collabdesk.services.workspace import Workspace

LEADER, MEMBER = "leader", "member"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody of a team."""

    name: str
    job: str = ""
    phone: str = ""
    email: str = ""


def members_of(workspace: Workspace, team_id: int) -> tuple[Member, ...]:
    """A team's people, its leader first."""
    return tuple(
        Member(name=one.name, job=one.job, phone=one.phone, email=one.email)
        for _link, one in _linked(workspace, team_id)
    )


def leader_first(links: Sequence[TeamPerson]) -> list[TeamPerson]:
    """The links of people to their teams, leaders before the others, else as they were written."""
    return sorted(links, key=lambda one: (LEADER[:4] not in one.role, one.id))


def read_members(text: str) -> tuple[Member, ...]:
    """``Rose Adong, midwife, 0772 000113``: a part with five digits is the phone, one with @ the address."""
    found: dict[str, Member] = {}
    for line in text.splitlines():
        name, *parts = [part.strip() for part in re.split(r"[,;\t]", line)]
        if not name:
            continue
        phone = next((part for part in parts if sum(map(str.isdigit, part)) >= 5), "")
        email = next((part for part in parts if "@" in part), "")
        job = ", ".join(part for part in parts if part and part not in (phone, email))
        found.setdefault(_plain(name), Member(name=name, job=job, phone=phone, email=email))
    return tuple(found.values())


def members_text(members: Sequence[Member]) -> str:
    """What `read_members` reads back."""
    return "\n".join(
        ", ".join(part for part in (one.name, one.job, one.phone, one.email) if part) for one in members
    )


def write_members(workspace: Workspace, writer: Writer, team: Team, wanted: Sequence[Member]) -> None:
    """Within an edit: these are the team's people. Who is no longer named leaves the team, and the file where
    nothing else speaks of that person."""
    known = {_plain(person.name): (link, person) for link, person in _linked(workspace, team.id)}
    for place, one in enumerate(wanted):
        link, person = known.pop(_plain(one.name), (None, None))
        if link is None or person is None:
            _add(writer, team, one, LEADER if place == 0 else MEMBER)
            continue
        writer.put(replace(person, name=one.name, job=one.job, phone=one.phone, email=one.email))
        writer.put(replace(link, role=_role(link.role, place)))
    for link, person in known.values():
        writer.remove(link)
        if not writer.is_referenced("person", (person.id,)):
            writer.remove(person)


def _role(before: str, place: int) -> str:
    """The first leads; a role of the office's own words stays, except that of a leader who is not first."""
    if place == 0:
        return before if LEADER[:4] in before else LEADER
    return MEMBER if LEADER[:4] in before or not before else before


def _add(writer: Writer, team: Team, one: Member, role: str) -> None:
    person = writer.add(
        Person(name=one.name, job=one.job, phone=one.phone, email=one.email, org_unit_id=team.org_unit_id)
    )
    writer.add(TeamPerson(team_id=team.id, person_id=person.id, role=role))


def _linked(workspace: Workspace, team_id: int) -> list[tuple[TeamPerson, Person]]:
    people = workspace.rows(Person)
    links = [one for one in workspace.rows(TeamPerson).values() if one.team_id == team_id]
    return [(link, people[link.person_id]) for link in leader_first(links) if link.person_id in people]


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name.strip()).casefold()
