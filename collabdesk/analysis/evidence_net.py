"""How much more than the others: net sizes and their interval (method.md, 7, point 4).

The size of a test less the median of what teams that had not begun the change did in the same periods.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.evidence import Cases, Judged
from collabdesk.analysis.medians import FloatArray, IntArray, row_medians

CountArray = npt.NDArray[np.signedinteger]

COMPARISONS = 3
"""Teams that a comparison needs."""
POINTS = 3
"""Usable points that a comparison team needs in the periods before, and again after."""
DRAWS = 2000
SEED = 20110846
TAILS = (5.0, 95.0)
"""The percentiles of the draws that bound the 90 % interval."""


@dataclass(frozen=True, kw_only=True)
class Net:
    """Net sizes of the cases of one change and one indicator, and of their median."""

    net: FloatArray
    """[case]; NaN where fewer than 3 teams can be compared."""
    n_comparisons: IntArray
    """[case]: how many teams were compared with."""
    median: float
    low: float
    high: float
    """The interval; NaN without net sizes."""


class Differences:
    """After less before of every team over the same periods; each stretch of periods is worked out once.

    ``values`` [indicator, team, period]; ``good`` [indicator] as in `evidence.judge`.
    """

    def __init__(self, values: FloatArray, good: IntArray) -> None:
        self._values = values
        self._sign = np.where(good < 0, -1.0, 1.0)
        self._medians: dict[tuple[int, int, int], FloatArray] = {}

    def of(self, indicator: int, first: int, start: int, last: int) -> FloatArray:
        """[team], + is better: the median from ``start`` to ``last`` less that from ``first`` to before it.

        NaN for a team with fewer than 3 points in either.
        """
        before = self._median(indicator, first, start)
        after = self._median(indicator, start, last + 1)
        return (after - before) * float(self._sign[indicator])

    def _median(self, indicator: int, first: int, stop: int) -> FloatArray:
        key = (indicator, first, stop)
        if key not in self._medians:
            part = self._values[indicator, :, max(first, 0) : max(stop, 0)]
            enough = np.count_nonzero(~np.isnan(part), axis=1) >= POINTS
            self._medians[key] = np.where(enough, row_medians(part), np.nan)
        return self._medians[key]


def net_sizes(
    cases: Cases, judged: Judged, started: IntArray, differences: Differences, *, interval: bool = True
) -> Net:
    """Net sizes of cases that all have one change and one indicator.

    ``started`` [team] is the position of each team's first start of this change (`evidence.NEVER`: not
    begun). A comparison team had not begun it by the end of the after window and is never the team itself.
    The same periods are those between the first and the last usable point of the test's own windows.
    """
    used = np.flatnonzero(judged.counted)
    net = np.full(len(cases), np.nan)
    count = np.zeros(len(cases), np.int64)
    if not len(used):
        return Net(net=net, n_comparisons=count, median=np.nan, low=np.nan, high=np.nan)
    columns = (judged.first_before, cases.start, judged.last_after, judged.end)
    stretches, which = np.unique(np.stack([one[used] for one in columns], 1), axis=0, return_inverse=True)
    which = which.reshape(-1)
    indicator = int(cases.indicator[0])
    others = np.stack(
        [
            np.where(started > end, differences.of(indicator, first, start, last), np.nan)
            for first, start, last, end in stretches.tolist()
        ]
    )
    enough = np.count_nonzero(~np.isnan(others), axis=1)
    base = np.where(enough >= COMPARISONS, row_medians(others), np.nan)
    count[used] = enough[which]
    net[used] = judged.size[used] - base[which]
    given = ~np.isnan(net[used])
    low, high = np.nan, np.nan
    if interval and given.any():
        mine = used[given]
        low, high = _interval(cases.team[mine], judged.size[mine], which[given], others)
    return Net(net=net, n_comparisons=count, median=_median(net), low=low, high=high)


def _median(values: FloatArray) -> float:
    return float(row_medians(values[None, :])[0])


def _interval(team: IntArray, size: FloatArray, which: IntArray, others: FloatArray) -> tuple[float, float]:
    """Percentile interval of the median net size: whole teams are drawn again, treated and compared alike."""
    used, which = np.unique(which, return_inverse=True)
    others = others[used]
    part = np.flatnonzero((~np.isnan(others)).any(axis=0) | np.isin(np.arange(others.shape[1]), team))
    counts = drawn_counts(len(part), DRAWS)
    base = np.stack([weighted_medians(row[part], counts) for row in others])
    nets = size[:, None] - base[which.reshape(-1)]
    weights = np.where(np.isnan(nets), 0, counts[np.searchsorted(part, team)])
    order = np.argsort(nets, axis=0)
    medians = _middle(np.take_along_axis(nets, order, 0), np.take_along_axis(weights, order, 0))
    medians = medians[~np.isnan(medians)]
    if not len(medians):
        return np.nan, np.nan
    low, high = np.percentile(medians, TAILS)
    return float(low), float(high)


@lru_cache(maxsize=16)
def drawn_counts(n: int, draws: int) -> CountArray:
    """[team, draw]: how often each of ``n`` teams was drawn, with replacement; always the same draws."""
    random = np.random.default_rng(SEED)
    picks = random.integers(n, size=(draws, n)) + np.arange(draws)[:, None] * n
    counts = np.bincount(picks.ravel(), minlength=draws * n).reshape(draws, n).T
    short = 2 * n < np.iinfo(np.int16).max  # twice the sum of a draw must fit
    made: CountArray = np.ascontiguousarray(counts.astype(np.int16) if short else counts.astype(np.int32))
    made.flags.writeable = False
    return made


def weighted_medians(values: FloatArray, counts: CountArray) -> FloatArray:
    """[draw]: the median of ``values`` [team], each taken ``counts`` [team, draw] times; NaN without any."""
    there = np.flatnonzero(~np.isnan(values))
    order = there[np.argsort(values[there], kind="stable")]
    return _middle(values[order], counts[order])


def _middle(ordered: FloatArray, counts: CountArray) -> FloatArray:
    """The medians of rising values [team] or [team, draw] (NaN last, counted 0 times)."""
    if not len(ordered):
        return np.full(counts.shape[1], np.nan)
    total = counts.sum(axis=0, dtype=counts.dtype)
    lower, upper = _middle_places(counts, total)
    if ordered.ndim == 1:
        both = ordered[lower] + ordered[upper]
    else:
        draws = np.arange(counts.shape[1])
        both = ordered[lower, draws] + ordered[upper, draws]
    return np.where(total > 0, both / 2, np.nan)


def _middle_places(counts: CountArray, total: CountArray) -> tuple[CountArray, CountArray]:
    """Where half of the total is reached, and where it is passed, per draw.

    Nearly always near the middle row: only the rows around it are added up one by one.
    """
    rows = len(counts)
    reach = 8 + 3 * math.isqrt(rows)
    for first, last in ((max(rows // 2 - reach, 0), min(rows // 2 + reach, rows)), (0, rows)):
        twice = 2 * counts[:first].sum(axis=0, dtype=counts.dtype)
        lower = np.full(counts.shape[1], first, dtype=np.int32)
        upper = lower.copy()
        inside = first == 0 or bool((twice < total).all())
        for row in counts[first:last]:
            twice += 2 * row
            lower += twice < total
            upper += twice <= total
        if inside and (last == rows or bool((twice > total).all())):
            break
    return np.minimum(lower, rows - 1), np.minimum(upper, rows - 1)
