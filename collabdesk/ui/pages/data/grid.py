"""What the grid shows, without Qt: its rows, its periods, and the face of each cell from the cube."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from collabdesk.i18n import Translator
from collabdesk.models.measures import Exclusion, Indicator, IndicatorKind, Observation
from collabdesk.models.places import Team
from collabdesk.periods import Period, PeriodType
from collabdesk.services.changeset import Cell
from collabdesk.services.cubes import cube_of
from collabdesk.services.data import cells
from collabdesk.services.setup import indicators, teams
from collabdesk.services.workspace import Workspace

BEFORE = 12
"""Periods shown before today where nothing is known yet."""
_FEW = 50
"""So many cells are read one by one; of more, all notes are read at once."""


@dataclass(frozen=True, slots=True)
class Face:
    """How one cell looks. ``expected``: the team should report here, so that a blank is a gap."""

    text: str
    state: int
    expected: bool = True
    suspect: bool = False
    excluded: bool = False
    noted: bool = False


@dataclass(frozen=True, kw_only=True)
class RowHead:
    """A row: its name, a second name (district, unit), and which series it is."""

    name: str
    second: str
    indicator_id: int
    team_id: int
    since: int | None = None
    until: int | None = None
    since_is_set: bool = False
    """Somebody said from when on the team reports; else its first number counts too (as on pooled charts)."""

    def expects(self, period: int, this_period: int) -> bool:
        """Whether a number is expected: while the team takes part, and not in the future."""
        began = self.since is None or period >= self.since
        return began and (self.until is None or period <= self.until) and period <= this_period


class Grid:
    """Rows x periods of one indicator (rows are teams) or of one team (rows are indicators)."""

    def __init__(self, workspace: Workspace, period_type: str, rows: Sequence[RowHead], today: dt.date):
        self._workspace = workspace
        self.period_type = PeriodType.parse(period_type)
        self._type_text = period_type
        self.rows = tuple(self._with_first_number(row) for row in rows)
        self._row_at = {(row.indicator_id, row.team_id): place for place, row in enumerate(self.rows)}
        self._faces: dict[tuple[int, int], Face] = {}
        self._notes: dict[Cell, str] = {}
        self._excluded: set[Cell] = set()
        self.this_period = self.period_type.holding(today)
        self.first, self.last = self._span()
        self.refresh()

    @classmethod
    def by_indicator(
        cls, workspace: Workspace, indicator_id: int, team_ids: Sequence[int], today: dt.date
    ) -> Grid:
        """The grid of one indicator for these teams, in this order."""
        indicator = workspace.rows(Indicator)[indicator_id]
        kind = PeriodType.parse(indicator.period_type)
        heads = [
            _head(team.name, teams.district_of(workspace, team), indicator_id, team, kind)
            for team in (workspace.rows(Team)[team_id] for team_id in team_ids)
        ]
        return cls(workspace, indicator.period_type, heads, today)

    @classmethod
    def by_team(cls, workspace: Workspace, team_id: int, period_type: str, today: dt.date) -> Grid:
        """The grid of one team for the indicators of one period type, in their order."""
        team, kind = workspace.rows(Team)[team_id], PeriodType.parse(period_type)
        heads = [
            _head(indicator.name, indicator.code, indicator.id, team, kind)
            for indicator in indicators.in_order(workspace)
            if indicator.period_type == period_type
        ]
        return cls(workspace, period_type, heads, today)

    @property
    def n_periods(self) -> int:
        """The number of columns."""
        return self.last - self.first + 1

    def cell(self, row: int, column: int) -> Cell:
        """The key of a cell."""
        head = self.rows[row]
        return (head.indicator_id, head.team_id, self.first + column)

    def place(self, cell: Cell) -> tuple[int, int] | None:
        """The row and column of a cell; None when the grid does not show it."""
        row = self._row_at.get(cell[:2])
        inside = self.first <= cell[2] <= self.last
        return (row, cell[2] - self.first) if row is not None and inside else None

    def period(self, column: int) -> Period:
        """The period of a column."""
        return Period(self.period_type, self.first + column)

    def face(self, row: int, column: int) -> Face:
        """How a cell looks; kept until it is touched."""
        face = self._faces.get((row, column))
        if face is None:
            face = self._faces[(row, column)] = self._make_face(row, column)
        return face

    def note(self, row: int, column: int) -> str:
        """The note of a cell."""
        return self._notes.get(self.cell(row, column), "")

    def reported(self, column: int) -> tuple[int, int]:
        """(how many rows have a number or "no cases", how many are expected) in a period."""
        cube, period = cube_of(self._workspace, self._type_text), self.first + column
        expected = [head for head in self.rows if head.expects(period, self.this_period)]
        at = period - cube.first_period
        if not 0 <= at < cube.n_periods:
            return 0, len(expected)
        told = cube.told[:, :, at].tolist()
        there = (told[cube.indicator_at(one.indicator_id)][cube.team_at(one.team_id)] for one in expected)
        return sum(state != 0 for state in there), len(expected)

    @property
    def wide(self) -> bool:
        """Whether means with their spread stand in the cells."""
        cube = cube_of(self._workspace, self._type_text)
        means = {
            one.indicator_id for one in self.rows if cube.shapes[one.indicator_id].kind is IndicatorKind.MEAN
        }
        return any(cube.has_spread(one) for one in means)

    def extend(self, first: int, last: int) -> None:
        """Show these periods too."""
        before = self.first
        self.first, self.last = min(self.first, first), max(self.last, last)
        if self.first != before:
            self._faces.clear()

    def forget(self, touched: Iterable[Cell]) -> list[tuple[int, int]]:
        """The cells touched by an edit are looked at anew; returns those that the grid shows."""
        shown = {cell: place for cell in touched if (place := self.place(cell)) is not None}
        if len(shown) > _FEW:
            self.refresh()
        elif shown:
            notes = {cell: cells.note(self._workspace, cell) for cell in shown}
            kept = {cell: note for cell, note in self._notes.items() if cell not in notes}
            self._notes = kept | {cell: note for cell, note in notes.items() if note}
            self._read_exclusions()
        for place in shown.values():
            self._faces.pop(place, None)
        return list(shown.values())

    def refresh(self) -> None:
        """Read notes and exclusions anew (the numbers are the cube's)."""
        self._faces.clear()
        series = {row.indicator_id for row in self.rows}, {row.team_id for row in self.rows}
        only = next(iter(series[0])) if len(series[0]) == 1 else None
        team = next(iter(series[1])) if len(series[1]) == 1 else None
        self._notes = cells.notes(self._workspace, indicator_id=only, team_id=team) if self.rows else {}
        self._read_exclusions()

    def _read_exclusions(self) -> None:
        exclusions = self._workspace.rows(Exclusion).values()
        self._excluded = {(one.indicator_id, one.team_id, one.period) for one in exclusions}

    def _span(self) -> tuple[int, int]:
        """From the first number, or the collaborative's start, to the period after this one."""
        cube, starts = cube_of(self._workspace, self._type_text), self._workspace.collaborative.starts
        known = [cube.first_period] if cube.n_periods else []
        if starts is not None:
            known.append(self.period_type.holding(starts))
        first = min(known, default=self.this_period - BEFORE + 1)
        last = max(self.this_period + 1, cube.last_period if cube.n_periods else first)
        return min(first, self.this_period), last

    def _with_first_number(self, head: RowHead) -> RowHead:
        cube = cube_of(self._workspace, self._type_text)
        if head.since_is_set or not cube.n_periods:
            return head
        told = cube.told[cube.indicator_at(head.indicator_id), cube.team_at(head.team_id)].tolist()
        first = next((at for at, state in enumerate(told) if state), None)
        known = [] if first is None else [cube.first_period + first]
        known += [] if head.since is None else [head.since]
        return replace(head, since=min(known, default=None))

    def _make_face(self, row: int, column: int) -> Face:
        head, cell = self.rows[row], self.cell(row, column)
        number, suspect = self._number(cell)
        return Face(
            text=cells.text_of(self._workspace, number),
            state=int(number.state) if number else 0,
            expected=head.expects(cell[2], self.this_period),
            suspect=suspect,
            excluded=cell in self._excluded,
            noted=cell in self._notes,
        )

    def _number(self, cell: Cell) -> tuple[Observation | None, bool]:
        """The observation as the cube has it, and whether its numerator exceeds its denominator."""
        cube = cube_of(self._workspace, self._type_text)
        at = cell[2] - cube.first_period
        if not 0 <= at < cube.n_periods or cell[0] not in cube.shapes:
            return None, False
        where = (cube.indicator_at(cell[0]), cube.team_at(cell[1]), at)
        told = int(cube.told[where])
        if told == 0:
            return None, False
        row = Observation(
            indicator_id=cell[0],
            team_id=cell[1],
            period=cell[2],
            numerator=_or_none(cube.numerator[where]),
            denominator=_or_none(cube.denominator[where]),
            value=_or_none(cube.given[where]),
            spread=_or_none(cube.spread[where]),
            state=told,
        )
        proportion = cube.shapes[cell[0]].kind.value == "proportion"
        above = proportion and (row.numerator or 0) > (
            row.denominator if row.denominator is not None else float("inf")
        )
        return row, above or (proportion and (row.value or 0) > 100)


def column_title(period: Period, translator: Translator) -> str:
    """The heading of a column: the month over its year."""
    return translator.period(period).replace(" ", "\n", 1)


def _head(name: str, second: str, indicator_id: int, team: Team, kind: PeriodType) -> RowHead:
    since, until = cells.reporting_span(team, kind)
    return RowHead(
        name=name,
        second=second,
        indicator_id=indicator_id,
        team_id=team.id,
        since=since,
        until=until,
        since_is_set=team.reports_from is not None,
    )


def _or_none(value: float) -> float | None:
    number = float(value)
    return None if number != number else number
