"""The country's own hierarchy: its levels and the places in it. Teams name their places themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.models.places import OrgLevel, OrgUnit, Team
from collabdesk.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """A place with what it belongs to and the teams at it or below it."""

    unit: OrgUnit
    level: str
    position: int
    above: str
    """The names of the places above it, the largest first, joined with " / "."""
    teams: int


def places_in_order(workspace: Workspace) -> list[PlaceRow]:
    """All places, each followed by those in it."""
    units, levels = workspace.rows(OrgUnit), workspace.rows(OrgLevel)
    at: dict[int, int] = {}
    for team in workspace.rows(Team).values():
        for unit in _way_up(units, team.org_unit_id):
            at[unit.id] = at.get(unit.id, 0) + 1
    rows = []
    for unit in units.values():
        above = [one.name for one in reversed(_way_up(units, unit.parent_id))]
        level = levels[unit.level_id]
        rows.append(
            PlaceRow(
                unit=unit,
                level=level.name,
                position=level.position,
                above=" / ".join(above),
                teams=at.get(unit.id, 0),
            )
        )
    return sorted(
        rows, key=lambda row: [name.casefold() for name in [*row.above.split(" / "), row.unit.name] if name]
    )


def levels_in_order(workspace: Workspace) -> list[OrgLevel]:
    """The levels from the largest to the smallest."""
    return sorted(workspace.rows(OrgLevel).values(), key=lambda level: level.position)


def rename_level(workspace: Workspace, level_id: int, name: str) -> OrgLevel:
    """Give a level the country's own word: province, zone, sub-county..."""
    if not name.strip():
        raise UserFacingError("A level needs a name.")
    level = replace(workspace.rows(OrgLevel)[level_id], name=name.strip())
    return workspace.transact(f"Level {level.name}", lambda writer: writer.put(level))


def save_place(workspace: Workspace, unit: OrgUnit) -> OrgUnit:
    """Write a changed place. Refuses an empty name, and one that the same place above has already."""
    if not unit.name.strip():
        raise UserFacingError("A place needs a name.")
    plain = " ".join(unit.name.casefold().split())
    for other in workspace.rows(OrgUnit).values():
        same = other.id != unit.id and other.parent_id == unit.parent_id
        if same and " ".join(other.name.casefold().split()) == plain:
            raise UserFacingError(f"There is a place “{other.name}” there already.")
    named = replace(unit, name=unit.name.strip(), code=unit.code.strip(), uid=unit.uid.strip())
    return workspace.transact(f"Place {named.name}", lambda writer: writer.put(named))


def remove_place(workspace: Workspace, unit_id: int) -> None:
    """Take out a place that nothing belongs to any more."""
    unit = workspace.rows(OrgUnit)[unit_id]
    within = [other for other in workspace.rows(OrgUnit).values() if other.parent_id == unit_id]
    teams = [team for team in workspace.rows(Team).values() if team.org_unit_id == unit_id]
    if within or teams:
        named = [one.name for one in within] + [one.name for one in teams]
        raise UserFacingError(f"{', '.join(named[:3])} still belong to {unit.name}: move them first.")
    workspace.transact(f"Remove place {unit.name}", lambda writer: writer.remove_with_parts(unit))


def _way_up(units: dict[int, OrgUnit], unit_id: int | None) -> list[OrgUnit]:
    way = []
    unit = units.get(unit_id or 0)
    while unit is not None:
        way.append(unit)
        unit = units.get(unit.parent_id or 0)
    return way
