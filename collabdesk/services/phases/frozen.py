"""Which frozen medians an edit, an undo or an import would move: asked before it is done (method.md, 3)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from collabdesk.analysis.baselines import usable_values
from collabdesk.analysis.cube import ObservationCube
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.models.measures import Exclusion, Indicator, IndicatorKind, Observation, Phase
from collabdesk.models.places import Team
from collabdesk.models.writer import RowChange
from collabdesk.services import cubes
from collabdesk.services.changeset import Cell
from collabdesk.services.charts.series import SeriesDesk, phases_of
from collabdesk.services.cubes import cube_of
from collabdesk.services.phases import centre
from collabdesk.services.phases.frozen_phases import any_frozen, with_frozen
from collabdesk.services.phases.phases import centre_of, pooled_values
from collabdesk.services.workspace import Workspace

NAMED = 2
"""So many medians are named in a question; the rest is counted."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """A frozen median that would move; ``after`` None where its window would be empty."""

    indicator_id: int
    team_id: int | None
    """None: the line of all teams together."""
    phase: Phase
    before: float | None
    after: float | None


@dataclass(frozen=True, kw_only=True)
class NewCell:
    """What would stand in a cell: its record (None: nothing), and whether the point is excluded."""

    row: Observation | None
    excluded: bool


def of_edits(workspace: Workspace, rows: Mapping[Cell, Observation | None]) -> list[Move]:
    """The frozen medians that new numbers would move; what is excluded stays so."""
    touched = {key: row for key, row in rows.items() if key[0] in workspace.rows(Indicator)}
    out = workspace.derived(Exclusion, _excluded) if touched else frozenset()
    return _moves(workspace, {key: NewCell(row=row, excluded=key in out) for key, row in touched.items()})


def of_exclusion(workspace: Workspace, cell: Cell, *, excluded: bool) -> list[Move]:
    """The frozen medians that leaving a point out (or taking it in again) would move."""
    row = workspace.store.get(Observation, *cell)
    return _moves(workspace, {cell: NewCell(row=row, excluded=excluded)})


def of_next_undo(workspace: Workspace, *, backwards: bool) -> list[Move]:
    """The frozen medians that the next undo (or redo) would move by the numbers that it brings back."""
    entry = workspace.next_undo() if backwards else workspace.next_redo()
    if entry is None or not any_frozen(workspace):
        return []
    return of_changes(workspace, workspace.store.changes_of(entry.id), backwards=backwards)


def of_changes(workspace: Workspace, changes: Iterable[RowChange], *, backwards: bool) -> list[Move]:
    """The same for given rows of the journal."""
    rows: dict[Cell, Observation | None] = {}
    out: dict[Cell, bool] = {}
    for change in changes:
        if change.table not in ("observation", "exclusion"):
            continue
        image = change.before if backwards else change.after
        either = change.before or change.after or {}
        key = (either["indicator_id"], either["team_id"], either["period"])
        if change.table == "observation":
            rows[key] = Observation.from_row(image) if image else None
        else:
            out[key] = image is not None
    known = workspace.derived(Exclusion, _excluded)
    cells = {
        key: NewCell(
            row=rows[key] if key in rows else workspace.store.get(Observation, *key),
            excluded=out.get(key, key in known),
        )
        for key in {**rows, **out}
        if key[0] in workspace.rows(Indicator) and key[1] in workspace.rows(Team)
    }
    return _moves(workspace, cells)


def question(workspace: Workspace, moves: list[Move]) -> Message:
    """What would move, in a sentence or two."""
    told = tuple(named(workspace, move) for move in moves[:NAMED])
    if len(moves) > NAMED:
        told = (*told, nmsg("{count} other line", "{count} other lines", len(moves) - NAMED))
    return msg("This lies in a frozen baseline. It would move {medians}.", medians=told)


def named(workspace: Workspace, move: Move) -> Message:
    """Which line moves, from where to where."""
    indicator = workspace.rows(Indicator)[move.indicator_id]
    who = workspace.rows(Team)[move.team_id].name if move.team_id is not None else msg("all teams together")
    before = _number(indicator, move.before)
    said = {
        "line": centre.word(workspace),
        "who": who,
        "indicator": indicator.name,
        "before": before,
        "after": _number(indicator, move.after),
    }
    return msg("the {line} of {who}, {indicator}, from {before} to {after}", **said)


def _number(indicator: Indicator, value: float | None) -> Number | str:
    suffix = " %" if indicator.kind is IndicatorKind.PROPORTION else ""
    return "–" if value is None else Number(value, max(indicator.decimals, 1), suffix)


def _moves(workspace: Workspace, cells: Mapping[Cell, NewCell]) -> list[Move]:
    found: list[Move] = []
    for indicator_id in dict.fromkeys(key[0] for key in cells):
        if indicator_id not in with_frozen(workspace):
            continue
        first, last = workspace.derived(Phase, _reach)[indicator_id]
        mine = {
            key: cell for key, cell in cells.items() if key[0] == indicator_id and first <= key[2] <= last
        }  # of a large import only the numbers that can matter
        found += _of_indicator(workspace, workspace.rows(Indicator)[indicator_id], mine)
    return found


def _of_indicator(
    workspace: Workspace, indicator: Indicator, cells: Mapping[Cell, NewCell]
) -> Iterable[Move]:
    """The medians of the teams that are touched, then that of all teams together."""
    periods: dict[int, set[int]] = {}
    for _indicator_id, team_id, period in cells:
        periods.setdefault(team_id, set()).add(period)
    touched = {
        team_id: inside
        for team_id, mine in periods.items()
        if (inside := _windows(workspace, indicator.id, team_id, mine))
    }
    shared = [
        phase
        for phase in phases_of(workspace, indicator.id, None)
        if phase.frozen and any(phase.first <= key[2] <= phase.last for key in cells)
    ]  # the line of all teams moves with any of them
    if not touched and not shared:
        return
    now, then = _before_and_after(workspace, indicator, cells)
    means = centre.by_means(workspace)
    for team_id, windows in touched.items():
        for phase in windows:
            yield from _move(
                indicator.id,
                team_id,
                phase,
                _team(now, indicator, team_id),
                _team(then, indicator, team_id),
                means=means,
            )
    if shared:
        desk = SeriesDesk(workspace)
        for phase in shared:
            yield from _move(
                indicator.id,
                None,
                phase,
                _all(desk, indicator, now),
                _all(desk, indicator, then),
                means=means,
            )


def _windows(workspace: Workspace, indicator_id: int, team_id: int, periods: set[int]) -> list[Phase]:
    """The frozen phases of a team in whose window one of the periods lies."""
    return [
        phase
        for phase in phases_of(workspace, indicator_id, team_id)
        if phase.frozen and any(phase.first <= period <= phase.last for period in periods)
    ]


def _before_and_after(
    workspace: Workspace, indicator: Indicator, cells: Mapping[Cell, NewCell]
) -> tuple[ObservationCube, ObservationCube]:
    cube = cube_of(workspace, indicator.period_type)
    now = cubes.one_indicator(cube, indicator.id, cube.first_period, cube.last_period)
    then = now.copy()
    then.patch([cubes.as_cell(key, new.row, new.excluded) for key, new in cells.items()])
    return now, then


_Line = tuple[list[float | None], int]


def _team(cube: ObservationCube, indicator: Indicator, team_id: int) -> _Line:
    if team_id not in cube.team_ids:
        return [], cube.first_period
    row = usable_values(cube, indicator.id)[cube.team_at(team_id)].tolist()
    return [None if value != value else value for value in row], cube.first_period


def _all(desk: SeriesDesk, indicator: Indicator, cube: ObservationCube) -> _Line:
    return pooled_values(desk, indicator, cube)


def _move(
    indicator_id: int, team_id: int | None, phase: Phase, now: _Line, then: _Line, *, means: bool
) -> Iterable[Move]:
    before, _n = centre_of(*now, (phase.first, phase.last), means=means)
    after, _n = centre_of(*then, (phase.first, phase.last), means=means)
    same = before is after or (
        before is not None and after is not None and math.isclose(before, after, rel_tol=1e-9)
    )
    if not same:
        yield Move(indicator_id=indicator_id, team_id=team_id, phase=phase, before=before, after=after)


def _reach(phases: Mapping[int, Phase]) -> dict[int, tuple[int, int]]:
    """From the first to the last period of any frozen window of each indicator."""
    found: dict[int, tuple[int, int]] = {}
    for phase in phases.values():
        if phase.frozen:
            first, last = found.get(phase.indicator_id, (phase.first, phase.last))
            found[phase.indicator_id] = (min(first, phase.first), max(last, phase.last))
    return found


def _excluded(rows: Mapping[int, Exclusion]) -> frozenset[Cell]:
    return frozenset((one.indicator_id, one.team_id, one.period) for one in rows.values())
