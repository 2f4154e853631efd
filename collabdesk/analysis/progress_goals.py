"""Goals of a series: reached, after how long, held; and the spread over a collaborative (method.md, 6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from collabdesk.analysis.medians import BoolArray, FloatArray, IntArray, side_of


@dataclass(frozen=True, kw_only=True)
class Reached:
    """One goal per series, arrays [series].

    ``at`` is the position of the first of 2 consecutive points at or beyond the goal, -1 where that did not
    happen or the goal does not apply; ``already``: the baseline is at or beyond it, which is counted apart
    (``at`` is -1 then). ``held_at`` of the ``held_of`` later points are at or beyond it too.
    """

    applies: BoolArray
    already: BoolArray
    at: IntArray
    held_at: IntArray
    held_of: IntArray

    @property
    def held(self) -> FloatArray:
        """The share of the points after reaching that are at or beyond the goal; NaN where not reached."""
        return np.where(self.at >= 0, self.held_at / np.maximum(self.held_of, 1), np.nan)


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Median and quartiles; ``n`` is how many numbers they are of."""

    n: int
    median: float
    q1: float
    q3: float


def reach(
    values: FloatArray, goal: FloatArray, good: IntArray, baseline: FloatArray, since: IntArray
) -> Reached:
    """When the series of ``values`` [series, points] reached ``goal`` [series], NaN where none applies.

    ``good`` [series] is 1, -1 or 0 (no direction: nothing is beyond); ``baseline`` [series] as in
    `progress.progress`. Missing and excluded points (NaN) are passed over: two points are consecutive when no
    other point lies between them. Points before the position ``since`` [series] belong to the baseline and
    reach nothing. At or beyond is judged with the tolerance of `medians.side_of`.
    """
    applies = ~np.isnan(goal) & (good != 0) & ~np.isnan(baseline)
    columns = np.arange(values.shape[1])
    there = ~np.isnan(values) & (columns >= since[:, None])
    beyond = there & (side_of(values, goal[:, None]) * good[:, None] >= 0) & applies[:, None]
    already = applies & (side_of(baseline, goal) * good >= 0)
    order = np.argsort(~there, axis=1, kind="stable")  # the points first, in time
    packed = np.take_along_axis(beyond, order, 1)
    pair = packed[:, :-1] & packed[:, 1:]
    found = np.asarray(pair.any(axis=1) & ~already)
    if not pair.shape[1]:
        at = np.full(len(values), -1)
    else:
        at = np.where(found, np.take_along_axis(order, pair.argmax(axis=1)[:, None], 1)[:, 0], -1)
    later = there & (columns > at[:, None]) & found[:, None]
    return Reached(
        applies=applies,
        already=already,
        at=at,
        held_at=np.count_nonzero(later & beyond, axis=1),
        held_of=np.count_nonzero(later, axis=1),
    )


def spread(values: FloatArray) -> Spread | None:
    """Median and quartiles of the numbers that are given; None for none.

    Quartiles interpolate between the ordered numbers, as a spreadsheet's QUARTILE does (Hyndman & Fan 1996,
    type 7).
    """
    given = values[~np.isnan(values)]
    if not len(given):
        return None
    q1, median, q3 = np.percentile(given, (25, 50, 75)).tolist()
    return Spread(n=len(given), median=median, q1=q1, q3=q3)
