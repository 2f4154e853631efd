"""The run chart rules for many phases at once: one pass over the columns, vectorised over the rows.

A *row* is one phase of one series: values outside the phase, missing and excluded points are NaN, and NaN
neither breaks a run or a trend nor counts. That is how the rules restart in each phase (method.md, 2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.medians import FloatArray, IntArray, SideArray, row_medians, side_of
from collabdesk.analysis.rules import RuleSet, longest_run_array
from collabdesk.analysis.scan_rows import long_and_few, row_runs, row_trends

LengthArray = npt.NDArray[np.int16] | npt.NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class PhasePlan:
    """A phase by positions, ends included: what it covers, and where its centre line is taken from.

    ``base`` None: from all points of the phase (provisional, as long as nobody froze it).
    """

    first: int
    last: int
    base: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class PhaseRows:
    """Many phases as arrays [rows]; ``series`` is the series each belongs to, in order.

    ``base_first`` is -1 where the phase is provisional: its line comes from all its points.
    """

    series: IntArray
    first: IntArray
    last: IntArray
    base_first: IntArray
    base_last: IntArray

    @classmethod
    def whole(cls, n_series: int, n_points: int, freeze: int | None = None) -> PhaseRows:
        """One phase per series, its centre line from all points or from the first ``freeze``."""
        start, end = np.zeros(n_series, np.int64), np.full(n_series, n_points - 1)
        base_first = start if freeze is not None else start - 1
        base_last = start + (freeze or 0) - 1
        series = np.arange(n_series)
        return cls(series=series, first=start, last=end, base_first=base_first, base_last=base_last)

    @classmethod
    def of(cls, plans: list[list[PhasePlan]]) -> PhaseRows:
        """The phases of each series, in order of time; every series has at least one."""
        rows = [
            (at, plan.first, plan.last, *(plan.base or (-1, -1)))
            for at, phases in enumerate(plans)
            for plan in phases
        ]
        columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
        return cls(
            series=columns[0],
            first=columns[1],
            last=columns[2],
            base_first=columns[3],
            base_last=columns[4],
        )

    def with_points(self, values: FloatArray) -> PhaseRows:
        """The same phases, provisional where the baseline window holds no point of ``values`` [series, columns]."""
        if not (self.base_first >= 0).any():
            return self
        there = np.pad(np.cumsum(~np.isnan(values), axis=1), ((0, 0), (1, 0)))
        width = values.shape[1]
        start, stop = np.clip(self.base_first, 0, width), np.clip(self.base_last + 1, 0, width)
        held = there[self.series, np.maximum(stop, start)] > there[self.series, start]
        return replace(self, base_first=np.where(held, self.base_first, -1))

    def current_at(self) -> IntArray:
        """Which rows are the last phase of their series."""
        return np.flatnonzero(np.append(self.series[1:] != self.series[:-1], len(self.series) > 0))

    def current(self) -> PhaseRows:
        """The last phase of each series."""
        last = self.current_at()
        return PhaseRows(
            series=self.series[last],
            first=self.first[last],
            last=self.last[last],
            base_first=self.base_first[last],
            base_last=self.base_last[last],
        )


@dataclass(frozen=True, kw_only=True)
class Scan:
    """What the pass found, per row; ``*_at`` arrays are [columns, rows]."""

    rows: PhaseRows
    values: FloatArray
    """[rows, columns], NaN outside the phase and where missing or excluded."""
    centre: FloatArray
    frozen: npt.NDArray[np.bool_]
    """The centre line comes from a baseline window that held points."""
    n_values: IntArray
    n_useful: IntArray
    crossings: IntArray
    longest_run: IntArray
    side: SideArray
    run_at: LengthArray
    """At a useful point: the length of its run so far; elsewhere 0."""
    trend_at: LengthArray
    """At a counted point: the length of its trend so far, negative when falling; elsewhere 0."""


def scan(
    values: FloatArray, rows: PhaseRows, *, centre: FloatArray | None = None, strict: bool = False
) -> Scan:
    """Centre lines, runs and trends of phases of ``values`` [series, columns], NaN for no point.

    ``centre`` [rows]: a control chart's own line, else the median. ``strict``: a point on the line breaks a
    run and a tie breaks a trend (the ``nhs`` rules); the counts of runs stay the usual ones.
    """
    columns = np.arange(values.shape[1])
    own = values if len(rows.series) == len(values) else values[rows.series]
    if rows.first.max(initial=0) > 0 or rows.last.min(initial=len(columns)) < len(columns) - 1:
        inside = (columns >= rows.first[:, None]) & (columns <= rows.last[:, None])
        own = np.where(inside, own, np.nan)
    frozen = rows.with_points(values).base_first >= 0
    if centre is None:
        centre, frozen = _centres(values, own, rows, columns)
    upright = np.ascontiguousarray(own.T)
    side = side_of(upright, centre)
    run_at = _runs(side)
    return Scan(
        rows=rows,
        values=own,
        centre=centre,
        frozen=frozen,
        n_values=np.count_nonzero(~np.isnan(own), axis=1),
        n_useful=np.count_nonzero(side, axis=0),
        crossings=np.maximum(np.count_nonzero(run_at == 1, axis=0) - 1, 0),
        longest_run=run_at.max(axis=0, initial=0).astype(np.int64),
        side=side,
        run_at=_strict_runs(side, ~np.isnan(upright)) if strict else run_at,
        trend_at=_trends(upright, strict),
    )


def shift_lengths(found: Scan, rules: RuleSet) -> IntArray:
    """How many useful points on one side are a signal, per row (``anhoej``: one more than its limit)."""
    if rules.shift is None:
        return longest_run_array(found.n_useful) + 1
    return np.full(len(found.centre), rules.shift)


def _centres(
    values: FloatArray, own: FloatArray, rows: PhaseRows, columns: IntArray
) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    centre = row_medians(own)
    given = rows.base_first >= 0
    if not given.any():
        return centre, given
    window = (columns >= rows.base_first[given, None]) & (columns <= rows.base_last[given, None])
    medians = row_medians(np.where(window, values[rows.series[given]], np.nan))
    given[given] = ~np.isnan(medians)
    centre[given] = medians[~np.isnan(medians)]
    return centre, given


def _lengths(shape: tuple[int, ...]) -> LengthArray:
    """As narrow as the longest run possible allows: half the memory is half the time."""
    if shape[0] < np.iinfo(np.int16).max:
        return np.zeros(shape, np.int16)
    return np.zeros(shape, np.int32)


def _runs(side: SideArray) -> LengthArray:
    run_at = _lengths(side.shape)
    if long_and_few(side.shape):
        for row in range(side.shape[1]):
            row_runs(side[:, row], run_at[:, row])
        return run_at
    one = run_at.dtype.type(1)
    before = np.zeros(side.shape[1], np.int8)
    length = np.zeros(side.shape[1], run_at.dtype)
    for at, here in enumerate(side):
        useful = here != 0
        length = np.where(useful, length * (here == before) + one, length)
        before = np.where(useful, here, before)
        np.multiply(length, useful, out=run_at[at])
    return run_at


def _strict_runs(side: SideArray, there: npt.NDArray[np.bool_]) -> LengthArray:
    run_at = _lengths(side.shape)
    one = run_at.dtype.type(1)
    before = np.zeros(side.shape[1], np.int8)
    length = np.zeros(side.shape[1], run_at.dtype)
    for at, here in enumerate(side):
        length = np.where(there[at], length * (here == before) + one, length)
        before = np.where(there[at], here, before)
        np.multiply(length, here != 0, out=run_at[at])
    return run_at


def _trends(upright: FloatArray, strict: bool) -> LengthArray:
    trend_at = _lengths(upright.shape)
    if long_and_few(upright.shape):
        for row in range(upright.shape[1]):
            trend_at[:, row] = row_trends(upright[:, row].tolist(), strict)
        return trend_at
    one = trend_at.dtype.type(1)
    last = np.full(upright.shape[1], np.nan)
    direction = np.zeros(upright.shape[1], np.int8)
    length = np.zeros(upright.shape[1], trend_at.dtype)
    for at, here in enumerate(upright):
        step = side_of(here, last)
        first = ~np.isnan(here) & ((step == 0) if strict else np.isnan(last))
        counted = (step != 0) | first
        grown = np.where(step == direction, length + one, one + one)
        length = np.where(counted, np.where(first, one, grown), length)
        direction = np.where(counted, step, direction)
        last = np.where(counted, here, last)
        np.multiply(np.where(direction < 0, -length, length), counted, out=trend_at[at])
    return trend_at
