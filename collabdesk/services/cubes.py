"""From the file to the cube, and each edit into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.observations import Cell, Columns, IndicatorShape
from collabdesk.errors import UserFacingError
from collabdesk.models.columns import columns_of, load_columns
from collabdesk.models.file import SCHEMA, reading_again
from collabdesk.models.measures import Exclusion, Indicator, Observation, State
from collabdesk.models.places import Team
from collabdesk.models.raw_columns import Early
from collabdesk.models.records import Row
from collabdesk.models.writer import RowChange, RowKey
from collabdesk.services.changeset import Cell as CellKey
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.workspace import Workspace

USUAL = "month"
ReadEarly = Callable[[], Early | None]
Begin = Callable[[Callable[[], Any]], Callable[[], Any]]
"""Begins work beside other work and gives what waits for its result: `ui.tasks.Tasks.begin`."""


def cube_of(workspace: Workspace, period_type: str = USUAL) -> ObservationCube:
    """The numbers of the collaborative's indicators of one period type; loaded once, patched by edits."""
    return workspace.kept(CubeShelf).of(period_type)


def read_ahead(workspace: Workspace, begin: Begin, early: ReadEarly | None = None) -> None:
    """Begin to read the numbers beside other work, as they are now; ``begin`` is of the window's tasks.

    ``early`` waits for what was read before the file was opened.
    """
    workspace.kept(CubeShelf).read_ahead(begin, early)


def held(workspace: Workspace) -> dict[str, ObservationCube]:
    """The cubes that were asked for so far, by period type."""
    return workspace.kept(CubeShelf).held


def put(workspace: Workspace, cubes: Mapping[str, ObservationCube]) -> None:
    """Begin with these cubes in place of loading them."""
    workspace.kept(CubeShelf).held.update(cubes)


def renew(workspace: Workspace, label: str, cubes: Mapping[str, ObservationCube]) -> None:
    """`Workspace.renew` with the numbers as they are now, which the worker that wrote them has read already."""
    workspace.renew(label, lambda: put(workspace, cubes))


class CubeShelf:
    """The cubes of the open collaborative, one per period type."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.held: dict[str, ObservationCube] = {}
        self._ahead: ColumnsAhead | None = None

    def of(self, period_type: str) -> ObservationCube:
        """One of them, loaded when first asked for."""
        if period_type not in self.held:
            ahead = self._ahead if period_type == USUAL else None
            self.held[period_type] = load(self._workspace, period_type, ahead)
            self._ahead = None if ahead else self._ahead
        return self.held[period_type]

    def read_ahead(self, begin: Begin, early: ReadEarly | None = None) -> None:
        """Begin to read the usual one beside other work."""
        self._ahead = ColumnsAhead.of(self._workspace, begin, early)

    def follow(self, changes: ChangeSet, rows: Sequence[RowChange], /) -> None:
        """Take over an edit; what is being read ahead may lack it."""
        self._ahead = None
        if changes.touches("team", "indicator"):
            self.held.clear()  # its axes and units come from these; loading again is rare and simple
        elif changes.cells:
            for cube in self.held.values():
                patch(self._workspace, cube, rows)


class ColumnsAhead:
    """The observations of the usual period type, being read beside other work since the file was opened.

    Not to be used after an edit.
    """

    def __init__(
        self,
        path: Path,
        indicator_ids: Sequence[int],
        begin: Begin,
        early: Callable[[], dict[str, Any] | None],
    ) -> None:
        self._indicator_ids = tuple(indicator_ids)
        self._wait = begin(lambda: early() or _read(path, self._indicator_ids))

    @classmethod
    def of(cls, workspace: Workspace, begin: Begin, early: ReadEarly | None = None) -> ColumnsAhead:
        """Of the collaborative that is being worked on; what was read ``early`` is taken if it is that, unchanged."""
        stamp, ids = workspace.store.stamp, list(_shapes(workspace, USUAL))

        def known() -> dict[str, Any] | None:
            read = early() if early is not None and stamp is not None else None
            is_it = read is not None and (read.stamp, read.version) == (stamp, SCHEMA)
            return columns_of(read) if read is not None and is_it and list(read.blocks) == ids else None

        return cls(workspace.path, ids, begin, known)

    def columns(self, indicator_ids: Iterable[int]) -> dict[str, Any] | None:
        """They, if they are of these indicators; waits until they are there. None: to be read anew."""
        try:
            return self._wait() if tuple(indicator_ids) == self._indicator_ids else None
        except UserFacingError:
            return None


def _read(path: Path, indicator_ids: Sequence[int]) -> dict[str, Any]:
    with reading_again(path) as store:
        return load_columns(store, indicator_ids)


def _shapes(workspace: Workspace, period_type: str) -> dict[int, IndicatorShape]:
    return {
        indicator.id: IndicatorShape(kind=indicator.kind, multiplier=indicator.multiplier)
        for indicator in workspace.mine(Indicator)
        if indicator.period_type == period_type
    }


def load(workspace: Workspace, period_type: str, ahead: ColumnsAhead | None = None) -> ObservationCube:
    """The cube of the collaborative's indicators that have this period type."""
    shapes = _shapes(workspace, period_type)
    teams = [team.id for team in workspace.mine(Team)]
    columns = ahead.columns(shapes) if ahead is not None else None
    if columns is None:
        columns = load_columns(workspace.store, shapes)
    return ObservationCube.load(shapes, teams, Columns(**columns))


def patch(workspace: Workspace, cube: ObservationCube, changes: Iterable[RowChange]) -> None:
    """Bring the cells that an edit touched up to date."""
    after: dict[CellKey, Observation | None] = {}
    for change in changes:
        image = change.after or change.before or {}
        if change.table not in ("observation", "exclusion") or image["indicator_id"] not in cube.shapes:
            continue
        key = (image["indicator_id"], image["team_id"], image["period"])
        if change.table == "observation":
            after[key] = Observation.from_row(change.after) if change.after else None
        elif key not in after:
            after[key] = workspace.store.get(Observation, *key)
    if after:
        excluded = {(one.indicator_id, one.team_id, one.period) for one in workspace.rows(Exclusion).values()}
        cube.patch([as_cell(key, row, key in excluded) for key, row in after.items()])


def as_it_was(
    workspace: Workspace,
    cube: ObservationCube,
    numbers: Mapping[RowKey, Row | None],
    exclusions: Mapping[RowKey, Row | None],
) -> ObservationCube:
    """A copy of a cube with these rows as they were: observations by their key, exclusions by their id."""
    before = {key: Observation.from_row(image) if image else None for key, image in numbers.items()}
    left_out = {(one.indicator_id, one.team_id, one.period) for one in workspace.rows(Exclusion).values()}
    touched: set[CellKey] = set()
    for key, image in exclusions.items():
        known = workspace.rows(Exclusion).get(key[0])
        now = (known.indicator_id, known.team_id, known.period) if known else None
        then = (image["indicator_id"], image["team_id"], image["period"]) if image else None
        left_out -= {now} if now else set()
        left_out |= {then} if then else set()
        touched |= {one for one in (now, then) if one}
    cells = []
    for cell in {(key[0], key[1], key[2]) for key in before} | touched:
        if cell[0] in cube.shapes and cell[1] in cube.team_ids:
            row = before[cell] if cell in before else workspace.store.get(Observation, *cell)
            cells.append(as_cell(cell, row, cell in left_out))
    old = cube.copy()
    first, last = old.first_period, old.last_period
    old.patch([one for one in cells if first <= one.period <= last])
    return old


def as_cell(key: CellKey, row: Observation | None, excluded: bool) -> Cell:
    """A record as the cube takes it; None for a cell that holds nothing."""
    indicator_id, team_id, period = key
    return Cell(
        indicator_id=indicator_id,
        team_id=team_id,
        period=period,
        numerator=row.numerator if row else None,
        denominator=row.denominator if row else None,
        value=row.value if row else None,
        spread=row.spread if row else None,
        state=row.state if row else State.NOT_REPORTED,
        excluded=excluded and row is not None,
    )


def one_indicator(cube: ObservationCube, indicator_id: int, first: int, last: int) -> ObservationCube:
    """A view on one indicator of a cube, from period ``first`` to ``last``; for reading at once."""
    at = cube.indicator_at(indicator_id)
    return part_of(cube, slice(at, at + 1), first, last)


def part_of(cube: ObservationCube, indicators: slice, first: int, last: int) -> ObservationCube:
    """A view on some indicators and the periods from ``first`` to ``last`` (ordinals within the cube).

    It shares the cube's arrays, so it is for reading at once.
    """
    keys = cube.indicator_ids[indicators]
    cut = slice(first - cube.first_period, last + 1 - cube.first_period)
    layers = {
        item.name: getattr(cube, item.name)[indicators, :, cut]
        for item in fields(cube)
        if item.init and getattr(getattr(cube, item.name), "ndim", 0) == 3
    }
    shapes = {key: cube.shapes[key] for key in keys}
    return replace(cube, shapes=shapes, indicator_ids=keys, first_period=first, **layers)


def some_teams(cube: ObservationCube, team_ids: Sequence[int]) -> ObservationCube:
    """A copy of some teams of a cube, in their order."""
    at = [cube.team_at(team_id) for team_id in team_ids]
    layers = {
        item.name: getattr(cube, item.name)[:, at]
        for item in fields(cube)
        if item.init and getattr(getattr(cube, item.name), "ndim", 0) == 3
    }
    return replace(cube, team_ids=tuple(team_ids), **layers)
