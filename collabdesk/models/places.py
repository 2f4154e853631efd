"""Collaboratives, the country's own hierarchy, teams and people."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Annotated

from collabdesk.models.records import NEW, Record, Ref, record


class RuleSet(enum.StrEnum):
    """The run chart rules a collaborative works by (method.md, 2)."""

    IHI = "ihi"
    ANHOEJ = "anhoej"
    NHS = "nhs"
    CUSTOM = "custom"


@record("collaborative")
class Collaborative(Record):
    """Teams working 12-24 months on one care area."""

    id: int = NEW
    name: str
    aim: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    office: str = ""
    rules: RuleSet = RuleSet.IHI
    custom_shift: int = 6
    custom_trend: int = 5
    small_denominator: int = 10
    pooled_by: str = "sum"
    """``sum`` of numerators over denominators, or the ``median`` of team values (method.md, 5)."""
    words: str = "{}"
    """The office's own words as JSON: {"team": "site"}."""
    language: str = "en"
    paper: str = "a4"


@record("org_level")
class OrgLevel(Record):
    """A level of the hierarchy: 1 region, 2 district, 3 facility..."""

    id: int = NEW
    position: int
    name: str


@record("org_unit")
class OrgUnit(Record):
    """A place: a region, a district, a facility."""

    id: int = NEW
    parent_id: Annotated[int | None, Ref("org_unit")] = None
    level_id: Annotated[int, Ref("org_level")]
    name: str
    code: str = ""
    uid: str = ""


@record("person")
class Person(Record):
    """Somebody of a team, a coach, somebody of the office. Never a patient."""

    id: int = NEW
    name: str
    phone: str = ""
    email: str = ""
    job: str = ""
    org_unit_id: Annotated[int | None, Ref("org_unit")] = None


@record("team")
class Team(Record):
    """The people at one site who test changes."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    org_unit_id: Annotated[int | None, Ref("org_unit")] = None
    name: str
    code: str = ""
    uid: str = ""
    wave: int | None = None
    coach_id: Annotated[int | None, Ref("person")] = None
    joined: dt.date | None = None
    left: dt.date | None = None
    reports_from: dt.date | None = None
    """Expected from here on; without it, from the team's first baseline period or its joining."""
    note: str = ""


@record("team_alias", unique=(("team_id", "alias"),))
class TeamAlias(Record):
    """Another spelling by which spreadsheets call a team."""

    id: int = NEW
    team_id: Annotated[int, Ref("team")]
    alias: str
    source: str = ""


@record("team_person")
class TeamPerson(Record):
    """Somebody's role in a team: leader, member, data clerk..."""

    id: int = NEW
    team_id: Annotated[int, Ref("team")]
    person_id: Annotated[int, Ref("person")]
    role: str = ""


@record("setting", unique=(("name",),))
class Setting(Record):
    """A choice that belongs to the file, not to the person."""

    id: int = NEW
    name: str
    value: str = ""
