"""A list of teams pasted from a spreadsheet: which column is what, and what can't be used."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from collabdesk.i18n import Message, msg
from collabdesk.models.places import Team
from collabdesk.services.setup.team_people import Member
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace

FIELDS = (
    "name",
    "code",
    "region",
    "district",
    "facility",
    "contact",
    "contact_phone",
    "coach",
    "phone",
    "wave",
    "joined",
    "aliases",
    "uid",
)
"""What a column can be; an empty string is a column that is left out."""
_WORDS: dict[str, tuple[str, ...]] = {
    "name": ("team", "site", "name", "équipe", "equipe", "nom", "equipo", "nombre", "nome", "equipa"),
    "code": ("code", "team code", "site code", "facility code", "código", "codigo"),
    "region": ("region", "province", "région", "región", "provincia", "província", "zone"),
    "district": ("district", "distrito", "county", "lga", "woreda"),
    "facility": (
        *("facility", "health facility", "clinic", "hospital", "formation sanitaire", "établissement"),
        *("unidade sanitária", "establecimiento"),
    ),
    "contact": (
        *("contact", "contact person", "in charge", "incharge", "focal person", "leader", "team leader"),
        *("responsable", "point focal", "personne de contact", "chef", "contacto", "responsável"),
    ),
    "contact_phone": ("contact phone", "team phone", "phone of the contact"),
    "coach": ("coach", "mentor", "supervisor", "superviseur", "encadreur"),
    "phone": ("coach phone", "coach's phone", "mentor phone"),
    "wave": ("wave", "phase", "cohort", "vague", "ola", "onda"),
    "joined": ("joined", "joined on", "start", "since", "date joined", "depuis", "desde"),
    "aliases": ("alias", "aliases", "also called", "other names"),
    "uid": ("uid", "dhis2", "dhis2 uid", "dhis2_uid", "dhis2 id"),
}
_PHONES = (
    *(
        "phone",
        "phone number",
        "phone no",
        "telephone",
        "tel",
        "tel no",
        "telephone number",
        "mobile",
        "contacts",
    ),
    *("téléphone", "teléfono", "telefone", "telemóvel", "numéro de téléphone"),
)
"""Whose it is, the columns before it say."""
_SECOND_NAME = "facility"
_SECOND_DISTRICT = ("sub county", "subcounty", "commune", "municipality", "municipio", "município", "ward")
"""Stands for the district where no column is called so."""
_AROUND = re.compile(
    r"^(?:names? of (?:the )?|nom de l'|nom (?:de la |du |de )|nombre del? |nome d[aoe] )|(?: names?)$"
)
_UNHEADED = ("name", "district", "coach", "phone")
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%d-%b-%Y", "%d %B %Y")


@dataclass(frozen=True, kw_only=True)
class PastedList:
    """The cells of a pasted text, and what its columns seem to be."""

    cells: tuple[tuple[str, ...], ...]
    """Without the heading row."""
    columns: tuple[str, ...]
    """One of `FIELDS` or an empty string per column."""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """Teams to add, and the lines that can't be."""

    rows: tuple[TeamRow, ...]
    problems: tuple[Message, ...]


def read_list(text: str) -> PastedList:
    """The cells of a text as Excel copies it (tabs), or with semicolons or commas; a heading row is recognised."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return PastedList(cells=(), columns=())
    mark = next((mark for mark in ("\t", ";", ",") if mark in text), "\t")
    table = [tuple(cell.strip().strip('"') for cell in line.split(mark)) for line in lines]
    width = max(len(row) for row in table)
    cells = [row + ("",) * (width - len(row)) for row in table]
    headed = [_field(cell) for cell in cells[0]]
    if "name" in headed or sum(1 for field in headed if field) >= 2:
        return PastedList(cells=tuple(cells[1:]), columns=_once(_fitted(cells[0], headed)))
    return PastedList(cells=tuple(cells), columns=(*_UNHEADED, *[""] * width)[:width])


def understand(workspace: Workspace, cells: Sequence[Sequence[str]], columns: Sequence[str]) -> Understood:
    """The teams of a list; lines without a name, known or doubled names and wrong dates are told and left out."""
    taken = {_plain(team.name) for team in workspace.mine(Team)}
    rows: list[TeamRow] = []
    if cells and "name" not in columns:
        nameless = msg("No column is the name of the team yet: choose it above the list.")
        return Understood(rows=(), problems=(nameless,))
    problems: list[Message] = []
    for number, line in enumerate(cells, start=1):
        values = {field: cell for field, cell in zip(columns, line, strict=False) if field and cell}
        said = _problem(values, number, taken)
        if said is None:
            try:
                rows.append(_row(values))
                taken.add(_plain(values["name"]))
            except ValueError as error:
                said = msg("Line {number}: {reason}", number=number, reason=str(error))
        if said is not None:
            problems.append(said)
    return Understood(rows=tuple(rows), problems=tuple(problems))


def _problem(values: dict[str, str], number: int, taken: set[str]) -> Message | None:
    if "name" not in values:
        return msg("Line {number} has no name of a team.", number=number)
    if _plain(values["name"]) in taken:
        return msg("Line {number}: there is a team “{name}” already.", number=number, name=values["name"])
    return None


def _row(values: dict[str, str]) -> TeamRow:
    plain: dict[str, Any] = {
        name: values.get(name, "")
        for name in ("name", "code", "region", "district", "facility", "coach", "uid")
    }
    aliases = values.get("aliases")
    return TeamRow(
        **plain,
        coach_phone=values.get("phone"),
        people=_people(values),
        wave=_wave(values.get("wave")),
        joined=_date(values.get("joined")),
        aliases=tuple(part.strip() for part in re.split(r"[;|/]", aliases) if part.strip())
        if aliases
        else None,
    )


def _people(values: dict[str, str]) -> tuple[Member, ...] | None:
    phone = values.get("contact_phone", "")
    name = values.get("contact") or (
        values["name"] if phone else ""
    )  # a phone of the site has no person's name
    return (Member(name=name, phone=phone),) if name else None


def _wave(text: str | None) -> int | None:
    if text is None:
        return None
    found = re.search(r"\d+", text)
    if found is None:
        raise ValueError(f"“{text}” is not the number of a wave.")
    return int(found[0])


def _date(text: str | None) -> dt.date | None:
    """Only dates that can be read in one way: 4/3/2026 could be April or March."""
    if text is None:
        return None
    for pattern in _DATES:
        try:
            return dt.datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise ValueError(f"“{text}” could be read in two ways; write the date as 2026-03-04 or 4 Mar 2026.")


def _field(heading: str) -> str:
    plain = _plain_heading(heading)
    if plain in _PHONES:
        return "contact_phone"
    for said in (plain, _AROUND.sub("", plain)):
        for field, words in _WORDS.items():
            if said in words:
                return field
    return ""


def _fitted(headings: Sequence[str], fields: Sequence[str]) -> list[str]:
    """What the headings mean beside one another: a phone belongs to the person named last before it, a list of
    facilities is a list of teams, and the smaller place stands for a district that is not there."""
    fitted, person = list(fields), "contact"
    for place, field in enumerate(fields):
        if field in ("contact", "coach"):
            person = field
        elif field == "contact_phone" and _plain_heading(headings[place]) in _PHONES and person == "coach":
            fitted[place] = "phone"
    if "name" not in fitted and _SECOND_NAME in fitted:
        fitted[fitted.index(_SECOND_NAME)] = "name"
    if "district" not in fitted:
        smaller = [_plain_heading(heading) in _SECOND_DISTRICT for heading in headings]
        if True in smaller:
            fitted[smaller.index(True)] = "district"
    return fitted


def _plain_heading(heading: str) -> str:
    return re.sub(r"[\s_.:/\-]+", " ", heading.casefold().replace("\u2019", "'")).strip()


def _once(fields: Sequence[str]) -> tuple[str, ...]:
    """Each field for its first column only."""
    return tuple(field if field not in fields[:place] else "" for place, field in enumerate(fields))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
