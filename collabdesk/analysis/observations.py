"""Observations as columns, and the one place where they become values and states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.medians import BoolArray, FloatArray, IntArray
from collabdesk.kinds import IndicatorKind

StateArray = npt.NDArray[np.int8]
MISSING, REPORTED, NO_CASES = 0, 1, 2
"""The three states that are never mixed, with the numbers of `charts.spec.PointState`."""


@dataclass(frozen=True, kw_only=True)
class IndicatorShape:
    """What turns an indicator's observations into values: its kind, and a rate's multiplier."""

    kind: IndicatorKind
    multiplier: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One observation. ``state`` MISSING clears the cell; ``period`` is an ordinal."""

    indicator_id: int
    team_id: int
    period: int
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    spread: float | None = None
    state: int = REPORTED
    excluded: bool = False


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Observations as columns of equal length; NaN where a number is not given."""

    indicator_id: IntArray
    team_id: IntArray
    period: IntArray
    numerator: FloatArray
    denominator: FloatArray
    value: FloatArray
    spread: FloatArray
    state: StateArray
    excluded: BoolArray

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Columns:
        """The columns of some cells."""
        rows = list(cells)
        columns = {name.name: [getattr(row, name.name) for row in rows] for name in fields(cls)}
        return cls.from_lists(**columns)

    @classmethod
    def from_lists(
        cls,
        indicator_id: Sequence[int] = (),
        team_id: Sequence[int] = (),
        period: Sequence[int] = (),
        numerator: Sequence[float | None] = (),
        denominator: Sequence[float | None] = (),
        value: Sequence[float | None] = (),
        spread: Sequence[float | None] = (),
        state: Sequence[int] = (),
        excluded: Sequence[bool] = (),
    ) -> Columns:
        """Columns from plain lists of equal length, None for a number that is not given."""
        return cls(
            indicator_id=np.array(indicator_id, dtype=np.int64),
            team_id=np.array(team_id, dtype=np.int64),
            period=np.array(period, dtype=np.int64),
            numerator=np.array(numerator, dtype=np.float64),
            denominator=np.array(denominator, dtype=np.float64),
            value=np.array(value, dtype=np.float64),
            spread=np.array(spread, dtype=np.float64),
            state=np.array(state, dtype=np.int8),
            excluded=np.array(excluded, dtype=np.bool_),
        )

    def __len__(self) -> int:
        return len(self.period)


def derive(
    shape: IndicatorShape,
    numerator: FloatArray,
    denominator: FloatArray,
    given: FloatArray,
    state: StateArray,
) -> tuple[FloatArray, StateArray]:
    """Values in the unit of the axis, and states (method.md, 1), of one indicator; arrays of one shape.

    A proportion is 100 x n/d, a rate n/d x multiplier; where a source gave only the finished number (in points
    for a proportion), that. Counts, means and times are the given value; without one a count is its numerator
    and a mean n/d. A ratio with denominator 0 is NO_CASES, never 0 %; what is reported without any usable
    number is MISSING.
    """
    kind = shape.kind
    factor = {IndicatorKind.PROPORTION: 100.0, IndicatorKind.RATE: shape.multiplier}.get(kind, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = numerator / denominator * factor
    ratio[~np.isfinite(ratio)] = np.nan
    plain = given
    if kind is IndicatorKind.COUNT:
        plain = np.where(np.isnan(given), numerator, given)
    elif kind is IndicatorKind.MEAN:
        plain = np.where(np.isnan(given), ratio, given)
    value = np.where(np.isnan(ratio), plain, ratio) if kind.has_ratio else plain
    no_cases = (state == NO_CASES) | ((state == REPORTED) & (denominator == 0) & kind.has_ratio)
    reported = (state == REPORTED) & ~no_cases & np.isfinite(value)
    new_state = np.where(no_cases, NO_CASES, np.where(reported, REPORTED, MISSING)).astype(np.int8)
    return np.where(reported, value, np.nan), new_state
