"""The starter library: indicators that collaboratives often begin with, each with its operational definition."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from collabdesk import paths
from collabdesk.errors import UserFacingError
from collabdesk.importing.words import fold
from collabdesk.models.measures import Direction, Indicator, IndicatorAlias, IndicatorKind, Role
from collabdesk.models.records import NEW
from collabdesk.models.writer import Writer
from collabdesk.periods import PeriodType
from collabdesk.services.setup.indicators import check_indicator
from collabdesk.services.workspace import Workspace

_FILE = "indicators/starter.json"
_WORDS: dict[str, type[IndicatorKind] | type[Role] | type[Direction]] = {
    "kind": IndicatorKind,
    "role": Role,
    "direction": Direction,
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One indicator of the library; its ``indicator`` belongs to no collaborative yet."""

    area: str
    indicator: Indicator
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What a collaborative may call it."""
        return (self.indicator.name, self.indicator.code, *self.aliases)


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The whole library, by care area. Raises ValueError or TypeError where the shipped file is not as it must be."""
    told = json.loads(paths.resource(_FILE).read_text(encoding="utf-8"))
    return tuple(_entry(area["name"], one) for area in told["areas"] for one in area["indicators"])


def areas() -> tuple[str, ...]:
    """The care areas in their order."""
    return tuple(dict.fromkeys(entry.area for entry in entries()))


def already_there(workspace: Workspace) -> dict[Entry, str]:
    """The entries that the collaborative has under one of their names, accents and case aside -> its name for them."""
    mine = {one.id: one.name for one in workspace.mine(Indicator)}
    known = {
        fold(other.alias): mine[other.indicator_id]
        for other in workspace.rows(IndicatorAlias).values()
        if other.indicator_id in mine
    }
    known |= {fold(name): name for name in mine.values()}
    return {
        entry: known[found]
        for entry in entries()
        if (found := next((name for name in map(fold, entry.names) if name in known), None)) is not None
    }


def add(workspace: Workspace, chosen: Iterable[Entry]) -> list[Indicator]:
    """Add these indicators with their other names in one edit, after those that are there; what is there is left out.

    A code that another indicator has stays empty. Raises UserFacingError where nothing is left to add.
    """
    there = already_there(workspace)
    wanted = [entry for entry in dict.fromkeys(chosen) if entry not in there]
    if not wanted:
        raise UserFacingError("Choose an indicator that the collaborative does not have yet.")
    last = max((one.position for one in workspace.mine(Indicator)), default=0)
    made = [(_own(workspace, entry, last + step), entry) for step, entry in enumerate(wanted, start=1)]
    for indicator, _entry in made:
        check_indicator(workspace, indicator)

    def write(writer: Writer) -> list[Indicator]:
        return [_write(writer, indicator, entry.aliases) for indicator, entry in made]

    label = f"Indicator “{made[0][0].name}”" if len(made) == 1 else f"{len(made)} indicators"
    return workspace.transact(f"{label} from the library", write)


def _own(workspace: Workspace, entry: Entry, position: int) -> Indicator:
    taken = {one.code.casefold() for one in workspace.mine(Indicator)}
    code = entry.indicator.code
    return replace(
        entry.indicator,
        collaborative_id=workspace.collaborative.id,
        code="" if code.casefold() in taken else code,
        position=position,
    )


def _write(writer: Writer, indicator: Indicator, aliases: Iterable[str]) -> Indicator:
    added = writer.add(indicator)
    for alias in aliases:
        writer.add(IndicatorAlias(indicator_id=added.id, alias=alias))
    return added


def _entry(area: str, told: dict[str, Any]) -> Entry:
    fields: dict[str, Any] = {
        name: _WORDS[name](value) if name in _WORDS else value for name, value in told.items()
    }
    aliases = tuple(fields.pop("aliases", ()))
    if fields["kind"] is IndicatorKind.PROPORTION:
        fields.setdefault("unit", "%")
    indicator = Indicator(collaborative_id=NEW, **fields)
    PeriodType.parse(indicator.period_type)
    return Entry(area=area, indicator=indicator, aliases=aliases)
