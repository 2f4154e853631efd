"""The driver diagram: the aim, what drives it, and the changes under each driver."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from collabdesk.charts.driver_diagram import Branch, DriverDiagram, DriverTree, Leaf, Twig, Wrap, lay_out
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, Translator, msg, nmsg
from collabdesk.models.ideas import Change, Driver, Test
from collabdesk.models.writer import Writer
from collabdesk.reports.content import Paper
from collabdesk.services.setup import catalogue
from collabdesk.services.workspace import Workspace

Text = Message | str


def in_order(workspace: Workspace, parent_id: int | None = None) -> list[Driver]:
    """The primary drivers, or those under one, from top to bottom."""
    mine = [one for one in workspace.mine(Driver) if one.parent_id == parent_id]
    return sorted(mine, key=lambda one: (one.position, one.id))


def save_driver(workspace: Workspace, driver: Driver) -> Driver:
    """Write a driver, new (at the end of its branch) or changed. Refuses an empty or taken name, and a third level."""
    name = " ".join(driver.name.split())
    if not name:
        raise UserFacingError("A driver needs a name.")
    rows = workspace.rows(Driver)
    if any(one.id != driver.id and one.name.casefold() == name.casefold() for one in workspace.mine(Driver)):
        raise UserFacingError(f"There is a driver “{name}” already.")
    parent = rows.get(driver.parent_id or 0)
    if parent is not None and (parent.parent_id is not None or parent.id == driver.id):
        raise UserFacingError("A secondary driver stands under a primary one; there is no third level.")
    if driver.id and driver.parent_id is not None and in_order(workspace, driver.id):
        raise UserFacingError(f"“{name}” has drivers under it; move these first.")
    before = rows.get(driver.id)
    if before is None or before.parent_id != driver.parent_id:
        last = max((one.position for one in in_order(workspace, driver.parent_id)), default=0)
        driver = replace(driver, position=last + 1)
    driver = replace(driver, name=name)
    return workspace.transact(
        f"Driver “{name}”", lambda writer: writer.put(driver) if driver.id else writer.add(driver)
    )


def move_driver(workspace: Workspace, driver_id: int, by: int) -> None:
    """Move a driver up (-1) or down (+1) among its neighbours; at the end it stays."""
    driver = workspace.rows(Driver)[driver_id]
    ordered = in_order(workspace, driver.parent_id)
    place = [one.id for one in ordered].index(driver_id)
    target = place + by
    if not 0 <= target < len(ordered):
        return
    ordered.insert(target, ordered.pop(place))

    def write(writer: Writer) -> None:
        for position, one in enumerate(ordered, start=1):
            if one.position != position:
                writer.change(one, position=position)

    workspace.transact(f"Driver “{driver.name}” moved", write)


def remove_driver(workspace: Workspace, driver_id: int) -> None:
    """Take a driver out. Its changes and the drivers under it move up to the driver above it, where there is one."""
    driver = workspace.rows(Driver)[driver_id]

    def write(writer: Writer) -> None:
        for change in workspace.mine(Change):
            if change.driver_id == driver_id:
                writer.change(change, driver_id=driver.parent_id)
        for child in in_order(workspace, driver_id):
            writer.change(child, parent_id=driver.parent_id)
        writer.remove(driver)

    workspace.transact(f"Remove driver “{driver.name}”", write)


def assign(workspace: Workspace, change_ids: Sequence[int], driver_id: int | None) -> None:
    """Put changes under a driver, or under none."""
    chosen = [workspace.rows(Change)[key] for key in change_ids]
    name = workspace.rows(Driver)[driver_id].name if driver_id is not None else ""
    label = f"{len(chosen)} changes" if len(chosen) > 1 else f"“{chosen[0].name}”"
    label += f" under “{name}”" if name else " under no driver"

    def write(writer: Writer) -> None:
        for change in chosen:
            if change.driver_id != driver_id:
                writer.change(change, driver_id=driver_id)

    workspace.transact(label, write)


def tree(workspace: Workspace) -> DriverTree:
    """The aim with its drivers and changes; changes without a driver come last."""
    under: dict[int | None, list[Change]] = {}
    known = {one.id for one in workspace.mine(Driver)}
    for change in catalogue.in_order(workspace):
        under.setdefault(change.driver_id if change.driver_id in known else None, []).append(change)
    teams: dict[int, set[int]] = {}
    for test in workspace.rows(Test).values():
        teams.setdefault(test.change_id, set()).add(test.team_id)

    def leaves(driver_id: int | None) -> tuple[Leaf, ...]:
        return tuple(
            Leaf(
                key=f"change:{one.id}",
                name=one.name,
                note=nmsg("{count} team", "{count} teams", len(teams.get(one.id, ()))),
            )
            for one in under.get(driver_id, ())
        )

    branches = []
    for driver in in_order(workspace):
        twigs = [
            Twig(key=f"driver:{one.id}", name=one.name, leaves=leaves(one.id))
            for one in in_order(workspace, driver.id)
        ]
        direct = leaves(driver.id)
        if direct or not twigs:
            twigs.insert(0, Twig(leaves=direct))
        branches.append(Branch(key=f"driver:{driver.id}", name=driver.name, twigs=tuple(twigs)))
    if under.get(None):
        branches.append(Branch(name=msg("Without a driver yet"), twigs=(Twig(leaves=leaves(None)),)))
    return DriverTree(
        aim=workspace.collaborative.aim or workspace.collaborative.name, branches=tuple(branches)
    )


def diagram(workspace: Workspace, translator: Translator) -> DriverDiagram:
    """The whole diagram on one endless sheet, for the screen."""
    return lay_out(tree(workspace), translator.text, _wrap())[0]


def print_diagram(workspace: Workspace, translator: Translator, path: Path, paper: Paper = Paper.A4) -> int:
    """The diagram as a PDF, on as many landscape pages as it needs; returns how many."""
    from collabdesk.reports.driver_diagram import DiagramPrint, build_diagram

    return build_diagram(
        DiagramPrint(
            collaborative=workspace.collaborative.name, office=workspace.collaborative.office, paper=paper
        ),
        tree(workspace),
        translator,
        path,
    )


def _wrap() -> Wrap:
    from collabdesk.reports.craft.text import wrap

    found: Callable[[str, float, float, bool], Sequence[str]] = wrap
    return found
