"""How much more than the others: net sizes and their interval (method.md, 7, point 4).

The size of a test less the median of what teams that had not begun the change did in the same periods.

The 90 % interval is that of the draws with its ends moved outward for few teams (Hesterberg, Am Stat 2015;69:371,
"expanded percentile"): drawing again from a handful of teams spreads too little, the more so the fewer they are. With
the plain 5th and 95th percentile a shared rise made "strong" of 2 to 2.5 % of simulated collaboratives with 4 teams
to compare with, or with 50 patients a month; so it is under 1 % in each (tests/analysis/evidence_worlds.py).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from collabdesk.analysis.drawn_again import drawn, own_medians, weighted_medians
from collabdesk.analysis.evidence import Cases, Judged
from collabdesk.analysis.medians import FloatArray, IntArray, row_medians

COMPARISONS = 3
"""Teams that a comparison needs."""
POINTS = 3
"""Usable points that a comparison team needs in the periods before, and again after."""
DRAWS = 2000
_Z = 1.6449
_T = (
    *(6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812),
    *(1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725),
    *(1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697),
)
"""The 95 % points of Student's t with 1, 2, 3... degrees of freedom (Fisher & Yates, table III)."""


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
    draws = drawn(len(part), DRAWS)
    base = weighted_medians(others[:, part], draws).T
    nets = size - base[:, which.reshape(-1)]
    medians = own_medians(nets, draws.by_draw[:, np.searchsorted(part, team)])
    medians = medians[~np.isnan(medians)]
    if not len(medians):
        return np.nan, np.nan
    compared = np.count_nonzero(~np.isnan(others), axis=1)
    tail = tail_for(int(min(compared[compared > 0].min(), len(np.unique(team)))))
    low, high = np.percentile(medians, (tail, 100 - tail))
    return float(low), float(high)


@lru_cache(maxsize=256)
def tail_for(n: int) -> float:
    """The percentile of the draws at which a 90 % interval ends; ``n``: the fewer of the teams treated and compared."""
    n = max(n, 2)
    t = _T[n - 2] if n - 1 <= len(_T) else _Z + (_Z**3 + _Z) / (4 * (n - 1))
    return 50 * math.erfc(math.sqrt(n / (n - 1)) * t / math.sqrt(2))
