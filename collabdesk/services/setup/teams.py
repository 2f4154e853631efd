"""Teams, their places and their coaches."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.models.places import OrgLevel, OrgUnit, Person, Team, TeamAlias
from collabdesk.models.writer import Writer
from collabdesk.services.setup.team_people import Member, members_of, write_members
from collabdesk.services.workspace import Workspace

LEVELS = ("Region", "District", "Facility")


@dataclass(frozen=True, kw_only=True)
class TeamRow:
    """A team as a list or a form gives it; places and the coach are names."""

    name: str
    code: str = ""
    uid: str = ""
    region: str = ""
    district: str = ""
    facility: str = ""
    coach: str = ""
    wave: int | None = None
    joined: dt.date | None = None
    left: dt.date | None = None
    reports_from: dt.date | None = None
    note: str = ""
    aliases: tuple[str, ...] | None = None
    """Other spellings of the name; None leaves those that are known."""
    coach_phone: str | None = None
    """None leaves the number that is known."""
    people: tuple[Member, ...] | None = None
    """The team's people, its leader first; None leaves those that are known."""


def add_teams(workspace: Workspace, rows: Sequence[TeamRow]) -> list[Team]:
    """Add teams with the places and coaches that they name. Refuses names that are taken or named twice."""
    _check_names(workspace, rows)
    label = f"Team {rows[0].name}" if len(rows) == 1 else f"{len(rows)} teams"
    return workspace.transact(label, lambda writer: insert_teams(workspace, writer, rows))


def insert_teams(workspace: Workspace, writer: Writer, rows: Sequence[TeamRow]) -> list[Team]:
    """Within an edit: write new teams, and those places and coaches that are not known yet."""
    places, coaches = _Places(workspace, writer), _Coaches(workspace, writer)
    made = []
    for row in rows:
        new = Team(collaborative_id=workspace.collaborative.id, name=row.name)
        team = writer.add(_filled(new, row, places, coaches))
        _write_aliases(workspace, writer, team.id, row.aliases)
        write_members(workspace, writer, team, row.people or ())
        made.append(team)
    return made


def _filled(team: Team, row: TeamRow, places: _Places, coaches: _Coaches) -> Team:
    return replace(
        team,
        name=row.name.strip(),
        code=row.code.strip(),
        uid=row.uid.strip(),
        org_unit_id=places.find_or_add((row.region, row.district, row.facility)),
        coach_id=coaches.find_or_add(row.coach, row.coach_phone),
        wave=row.wave,
        joined=row.joined,
        left=row.left,
        reports_from=row.reports_from,
        note=row.note,
    )


def _write_aliases(
    workspace: Workspace, writer: Writer, team_id: int, wanted: tuple[str, ...] | None
) -> None:
    if wanted is None:
        return
    names = {_plain(alias): alias.strip() for alias in wanted if alias.strip()}
    known = {_plain(alias.alias): alias for alias in aliases_of(workspace, team_id)}
    for plain in known.keys() - names.keys():
        writer.remove(known[plain])
    for plain, alias in names.items():
        if plain not in known:
            writer.add(TeamAlias(team_id=team_id, alias=alias, source="typed"))


def edit_team(workspace: Workspace, team_id: int, row: TeamRow) -> Team:
    """Write a changed team. A new name leaves the old one as an alias, so that spreadsheets still match."""
    team = workspace.rows(Team)[team_id]
    _check_names(workspace, [row], but=team_id)
    if row.joined and row.left and row.left < row.joined:
        raise UserFacingError(f"{row.name} leaves before it joins.")

    def write(writer: Writer) -> Team:
        aliases = {_plain(alias.alias) for alias in aliases_of(workspace, team_id)}
        wanted = {_plain(alias) for alias in row.aliases or ()}
        renamed = _plain(row.name) != _plain(team.name)
        if renamed and _plain(team.name) not in aliases | wanted:
            writer.add(TeamAlias(team_id=team_id, alias=team.name, source="former name"))
        _write_aliases(workspace, writer, team_id, row.aliases)
        written = writer.put(_filled(team, row, _Places(workspace, writer), _Coaches(workspace, writer)))
        if row.people is not None:
            write_members(workspace, writer, written, row.people)
        return written

    return workspace.transact(f"Team {row.name.strip()}", write)


def remove_teams(workspace: Workspace, team_ids: Sequence[int]) -> None:
    """Take teams out with all their numbers: ask first. Undo brings them back."""
    teams = [workspace.rows(Team)[team_id] for team_id in team_ids]

    def write(writer: Writer) -> None:
        for team in teams:
            writer.remove_with_parts(team)

    names = teams[0].name if len(teams) == 1 else f"{len(teams)} teams"
    workspace.transact(f"Remove {names}", write)


def row_of(workspace: Workspace, team: Team) -> TeamRow:
    """A team as a form shows it."""
    region, district, facility = places_of(workspace, team)
    coach = workspace.rows(Person).get(team.coach_id or 0)
    return TeamRow(
        name=team.name,
        code=team.code,
        uid=team.uid,
        region=region,
        district=district,
        facility=facility,
        coach=coach.name if coach else "",
        wave=team.wave,
        joined=team.joined,
        left=team.left,
        reports_from=team.reports_from,
        note=team.note,
        aliases=tuple(alias.alias for alias in aliases_of(workspace, team.id)),
        coach_phone=coach.phone if coach else None,
        people=members_of(workspace, team.id),
    )


def places_of(workspace: Workspace, team: Team) -> tuple[str, str, str]:
    """(region, district, facility) of a team; empty where not known."""
    names = ["", "", ""]
    units, levels = workspace.rows(OrgUnit), workspace.rows(OrgLevel)
    unit = units.get(team.org_unit_id or 0)
    while unit is not None:
        position = levels[unit.level_id].position
        if 1 <= position <= 3:
            names[position - 1] = unit.name
        unit = units.get(unit.parent_id or 0)
    return names[0], names[1], names[2]


def district_of(workspace: Workspace, team: Team) -> str:
    """The name of a team's district, or its region where no district is known."""
    region, district, _facility = places_of(workspace, team)
    return district or region


def coach_of(workspace: Workspace, team: Team) -> str:
    """The name of a team's coach, or nothing."""
    coach = workspace.rows(Person).get(team.coach_id or 0)
    return coach.name if coach else ""


def aliases_of(workspace: Workspace, team_id: int) -> list[TeamAlias]:
    """The other spellings of a team's name."""
    return [alias for alias in workspace.rows(TeamAlias).values() if alias.team_id == team_id]


def _check_names(workspace: Workspace, rows: Sequence[TeamRow], but: int | None = None) -> None:
    taken = {_plain(team.name): team.name for team in workspace.mine(Team) if team.id != but}
    codes = {team.code.casefold(): team.name for team in workspace.mine(Team) if team.id != but and team.code}
    for row in rows:
        if not row.name.strip():
            raise UserFacingError("A team needs a name.")
        if _plain(row.name) in taken:
            raise UserFacingError(f"There is a team “{taken[_plain(row.name)]}” already.")
        if row.code.strip() and row.code.strip().casefold() in codes:
            raise UserFacingError(
                f"The code “{row.code}” belongs to {codes[row.code.strip().casefold()]} already."
            )
        taken[_plain(row.name)] = row.name
        if row.code.strip():
            codes[row.code.strip().casefold()] = row.name


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name.strip()).casefold()


class _Places:
    """Finds places by name under their parent, and adds those that are missing."""

    def __init__(self, workspace: Workspace, writer: Writer) -> None:
        self._writer = writer
        self._levels = {level.position: level for level in workspace.rows(OrgLevel).values()}
        self._known = {
            (unit.parent_id, _plain(unit.name)): unit.id for unit in workspace.rows(OrgUnit).values()
        }

    def find_or_add(self, names: tuple[str, str, str]) -> int | None:
        """The smallest named place; None when none is named."""
        parent: int | None = None
        for position, name in enumerate(names, start=1):
            if not name.strip():
                continue
            key = (parent, _plain(name))
            if key not in self._known:
                unit = OrgUnit(parent_id=parent, level_id=self._level(position).id, name=name.strip())
                self._known[key] = self._writer.add(unit).id
            parent = self._known[key]
        return parent

    def _level(self, position: int) -> OrgLevel:
        if position not in self._levels:
            level = OrgLevel(position=position, name=LEVELS[position - 1])
            self._levels[position] = self._writer.add(level)
        return self._levels[position]


class _Coaches:
    """Finds people by name, and adds those that are missing."""

    def __init__(self, workspace: Workspace, writer: Writer) -> None:
        self._writer = writer
        self._known = {_plain(person.name): person for person in workspace.rows(Person).values()}

    def find_or_add(self, name: str, phone: str | None = None) -> int | None:
        """The person's id; None for an empty name. A phone number that is given replaces the known one."""
        if not name.strip():
            return None
        person = self._known.get(_plain(name))
        if person is None:
            person = self._writer.add(Person(name=name.strip(), phone=(phone or "").strip(), job="Coach"))
        elif phone is not None and phone.strip() != person.phone:
            person = self._writer.put(replace(person, phone=phone.strip()))
        self._known[_plain(name)] = person
        return person.id
