"""`ObservationCube`: the numbers of one collaborative and one period type, as arrays [indicator, team, period].

Loaded once, patched cell by cell afterwards (architecture.md, principle 4). A cube belongs to one owner, who
alone patches it, on one thread; hand a `copy` to a worker. The arrays are read freely between two patches, and
a patch that needs a longer axis replaces the arrays, so don't keep a reference over a patch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.medians import BoolArray, FloatArray, IntArray
from collabdesk.analysis.observations import MISSING, Cell, Columns, IndicatorShape, StateArray, derive
from collabdesk.kinds import IndicatorKind

_NUMBERS = ("numerator", "denominator", "given", "spread", "value")
_LAYERS = {**dict.fromkeys(_NUMBERS, np.nan), "told": MISSING, "state": MISSING, "excluded": False}


@dataclass(eq=False)
class ObservationCube:
    """The cube; axes are sorted by id, periods run from ``first_period`` without a gap.

    ``value`` is in the unit of the axis (see `derive`) and NaN unless ``state`` is REPORTED; ``given`` is what
    the source gave as finished number, ``told`` the state that it gave. Build it with `load`.
    """

    shapes: dict[int, IndicatorShape]
    indicator_ids: tuple[int, ...]
    team_ids: tuple[int, ...]
    first_period: int
    numerator: FloatArray
    denominator: FloatArray
    given: FloatArray
    spread: FloatArray
    value: FloatArray
    told: StateArray
    state: StateArray
    excluded: BoolArray
    _indicator_at: dict[int, int] = field(init=False, repr=False)
    _team_at: dict[int, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._index()

    @classmethod
    def load(
        cls,
        shapes: Mapping[int, IndicatorShape],
        team_ids: Iterable[int],
        columns: Columns,
    ) -> ObservationCube:
        """A cube of these indicators and teams with these observations, scattered in one go.

        Teams that only the observations name are added. Raises KeyError for an indicator without a shape.
        """
        teams = sorted({*team_ids, *np.unique(columns.team_id).tolist()})
        first = int(columns.period.min()) if len(columns) else 0
        last = int(columns.period.max()) if len(columns) else -1
        size = (len(shapes), len(teams), last - first + 1)
        cube = cls(
            shapes=dict(shapes),
            indicator_ids=tuple(sorted(shapes)),
            team_ids=tuple(teams),
            first_period=first,
            **{name: np.full(size, np.nan) for name in _NUMBERS},
            told=np.zeros(size, np.int8),
            state=np.zeros(size, np.int8),
            excluded=np.zeros(size, np.bool_),
        )
        cube._scatter(columns)
        return cube

    @property
    def n_periods(self) -> int:
        """The length of the period axis."""
        return int(self.value.shape[2])

    @property
    def last_period(self) -> int:
        """The last period's ordinal; one before the first while there are none."""
        return self.first_period + self.n_periods - 1

    @property
    def suspect(self) -> BoolArray:
        """Where the numerator exceeds the denominator of a proportion: kept, and flagged everywhere."""
        proportions = np.array(
            [self.shapes[key].kind is IndicatorKind.PROPORTION for key in self.indicator_ids], dtype=np.bool_
        )
        return np.asarray((self.numerator > self.denominator) & proportions[:, None, None])

    def indicator_at(self, indicator_id: int) -> int:
        """The position of an indicator on the first axis. Raises KeyError."""
        return self._indicator_at[indicator_id]

    def team_at(self, team_id: int) -> int:
        """The position of a team on the second axis. Raises KeyError."""
        return self._team_at[team_id]

    def has_spread(self, indicator_id: int) -> bool:
        """Whether any of an indicator's numbers came with its spread."""
        return bool(np.isfinite(self.spread[self._indicator_at[indicator_id]]).any())

    def patch(
        self, rows: Columns | Iterable[Cell], shapes: Mapping[int, IndicatorShape] | None = None
    ) -> None:
        """Replace or clear single cells; the axes grow for new teams, periods and indicators (in ``shapes``).

        Of two rows for one cell the last counts. Raises KeyError for an indicator without a shape.
        """
        columns = rows if isinstance(rows, Columns) else Columns.of(rows)
        new_teams = {*np.unique(columns.team_id).tolist()} - set(self.team_ids)
        if new_teams or not set(shapes or ()) <= set(self.shapes):
            self.reshape({**self.shapes, **(shapes or {})}, {*self.team_ids, *new_teams})
        if len(columns):
            self._cover(int(columns.period.min()), int(columns.period.max()))
            self._scatter(columns)

    def reshape(self, shapes: Mapping[int, IndicatorShape], team_ids: Iterable[int]) -> None:
        """Other axes: keeps what is in both, drops the rest, and derives values anew where a shape changed."""
        old_shapes, old = self.shapes, (self.indicator_ids, self.team_ids)
        self.shapes = dict(shapes)
        self.indicator_ids, self.team_ids = tuple(sorted(shapes)), tuple(sorted(set(team_ids)))
        if old != (self.indicator_ids, self.team_ids):
            self._take(_positions(old[0], self.indicator_ids), _positions(old[1], self.team_ids))
        self._index()
        for at, key in enumerate(self.indicator_ids):
            if key in old_shapes and old_shapes[key] != self.shapes[key]:
                self._derive(at)

    def copy(self) -> ObservationCube:
        """A cube of its own for a worker."""
        layers = {name: getattr(self, name).copy() for name in _LAYERS}
        return ObservationCube(
            shapes=dict(self.shapes),
            indicator_ids=self.indicator_ids,
            team_ids=self.team_ids,
            first_period=self.first_period,
            **layers,
        )

    def same_as(self, other: ObservationCube) -> bool:
        """Same indicators, teams and cells; empty periods at either end make no difference."""
        if (self.shapes, self.team_ids) != (other.shapes, other.team_ids):
            return False
        mine, theirs = self._trimmed(), other._trimmed()
        return mine[0] == theirs[0] and all(
            np.array_equal(a, b, equal_nan=True) for a, b in zip(mine[1], theirs[1], strict=True)
        )

    def _index(self) -> None:
        self._indicator_at = {key: at for at, key in enumerate(self.indicator_ids)}
        self._team_at = {key: at for at, key in enumerate(self.team_ids)}

    def _scatter(self, columns: Columns) -> None:
        if not len(columns):
            return
        at = _look_up(columns.indicator_id, self.indicator_ids)
        teams, periods = _look_up(columns.team_id, self.team_ids), columns.period - self.first_period
        cell, gone = (at, teams, periods), columns.state == MISSING
        self.numerator[cell] = np.where(gone, np.nan, columns.numerator)
        self.denominator[cell] = np.where(gone, np.nan, columns.denominator)
        self.given[cell] = np.where(gone, np.nan, columns.value)
        self.spread[cell] = np.where(gone, np.nan, columns.spread)
        self.told[cell] = columns.state
        self.excluded[cell] = columns.excluded & ~gone
        for indicator in np.unique(at).tolist():
            mine = at == indicator
            self._derive(indicator, (teams[mine], periods[mine]))

    def _derive(self, at: int, cells: tuple[IntArray, IntArray] | slice = slice(None)) -> None:
        """Values and states of one indicator, in some cells (teams, periods) or in all."""
        self.value[at][cells], self.state[at][cells] = derive(
            self.shapes[self.indicator_ids[at]],
            self.numerator[at][cells],
            self.denominator[at][cells],
            self.given[at][cells],
            self.told[at][cells],
        )

    def _cover(self, first: int, last: int) -> None:
        if self.n_periods == 0:
            self.first_period = first
        before = max(self.first_period - first, 0)
        after = max(last - self.last_period, 0)
        if before or after:
            for name, empty in _LAYERS.items():
                padded = np.pad(getattr(self, name), ((0, 0), (0, 0), (before, after)), constant_values=empty)
                setattr(self, name, padded)
            self.first_period -= before

    def _take(self, indicators: IntArray, teams: IntArray) -> None:
        for name, empty in _LAYERS.items():
            layer = getattr(self, name)
            size = (len(indicators), len(teams), self.n_periods)
            taken = np.full(size, empty, dtype=layer.dtype)
            kept = np.ix_(indicators >= 0, teams >= 0)
            taken[kept] = layer[np.ix_(indicators[indicators >= 0], teams[teams >= 0])]
            setattr(self, name, taken)

    def _trimmed(self) -> tuple[int, list[npt.NDArray[np.generic]]]:
        used = (self.state != MISSING) | self.excluded
        periods = np.flatnonzero(used.any(axis=(0, 1)))
        if not len(periods):
            return 0, []
        cut = slice(periods[0], periods[-1] + 1)
        layers = [getattr(self, name)[:, :, cut] for name in _LAYERS]
        return self.first_period + int(periods[0]), layers


def _positions(old: tuple[int, ...], new: tuple[int, ...]) -> IntArray:
    where = {key: at for at, key in enumerate(old)}
    return np.array([where.get(key, -1) for key in new], dtype=np.int64)


def _look_up(ids: IntArray, axis: tuple[int, ...]) -> IntArray:
    keys = np.array(axis, dtype=np.int64)
    at = np.searchsorted(keys, ids)
    unknown = (at >= len(keys)) | (keys[np.minimum(at, len(keys) - 1)] != ids) if len(keys) else ids == ids
    if unknown.any():
        raise KeyError(int(ids[unknown][0]))
    return at
