"""Lists of teams and indicators from a file, for `inspect` and `new`: any table that the readers know."""

from __future__ import annotations

from pathlib import Path

from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import plain
from collabdesk.importing.readers import read
from collabdesk.importing.result import KnownIndicator, KnownTeam
from collabdesk.importing.words import fold

_TEAM_HEADS = {
    "code": ("code", "team code", "facility code"), "name": ("name", "team", "facility", "nom", "nombre", "nome"),
    "district": ("district", "region", "area", "distrito"), "uid": ("dhis2 uid", "uid", "dhis2", "dhis2 id"),
    "aliases": ("aliases", "alias", "other names"),
}  # fmt: skip
_INDICATOR_HEADS = {
    "code": ("code", "indicator code"), "name": ("name", "indicator", "nom", "nombre", "nome"),
    "kind": ("kind", "type"),
    "numerator_label": ("numerator label", "numerator"), "denominator_label": ("denominator label", "denominator"),
    "aliases": ("aliases", "alias", "other names"), "uid": ("dhis2 uid", "uid"),
    "period_type": ("period type", "period", "frequency"),
}  # fmt: skip


def teams(path: Path) -> tuple[KnownTeam, ...]:
    """The teams of a list with the columns code, name, district, dhis2_uid. Raises UserFacingError."""
    return tuple(
        KnownTeam(key=number, name=item["name"], code=item["code"], district=item["district"], uid=item["uid"],
                  aliases=_listed(item["aliases"]))
        for number, item in enumerate(_items(path, _TEAM_HEADS), 1)
    )  # fmt: skip


def indicators(path: Path) -> tuple[KnownIndicator, ...]:
    """The indicators of a list: code, name, kind, numerator_label, denominator_label. Raises
    UserFacingError."""
    return tuple(
        KnownIndicator(key=number, name=item["name"], code=item["code"], kind=item["kind"],
                       numerator_label=item["numerator_label"], denominator_label=item["denominator_label"],
                       aliases=_listed(item["aliases"]), uid=item["uid"], period_type=item["period_type"])
        for number, item in enumerate(_items(path, _INDICATOR_HEADS), 1)
    )  # fmt: skip


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace(";", "|").split("|") if part.strip())


def _items(path: Path, heads: dict[str, tuple[str, ...]]) -> list[dict[str, str]]:
    book = read(path)
    rows = book.sheets[0].rows if book.sheets else []
    if not rows:
        raise UserFacingError(f"“{path.name}” holds no list.")
    named = [fold(plain(value)) for value in rows[0]]
    places = {
        key: next((named.index(word) for word in words if word in named), -1) for key, words in heads.items()
    }
    if places["name"] < 0:
        raise UserFacingError(f"“{path.name}” has no column “name” in its first row.")
    found = []
    for row in rows[1:]:
        item = {key: plain(row[at]).strip() if 0 <= at < len(row) else "" for key, at in places.items()}
        if item["name"]:
            found.append(item)
    return found
