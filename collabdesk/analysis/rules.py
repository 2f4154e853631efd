"""Rule sets for run charts: their lengths and critical values (method.md, 2).

Sources: ``ihi`` is Perla, Provost & Murray, BMJ Qual Saf 2011;20:46; ``anhoej`` is Anhøj & Olesen, PLOS ONE
2014;9(11):e113825.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]

SHIFT = "shift"
TREND = "trend"
TOO_FEW_RUNS = "too few runs"
TOO_MANY_RUNS = "too many runs"
LONG_RUN = "long run"
FEW_CROSSINGS = "few crossings"
OUTSIDE_LIMITS = "outside limits"
TWO_OF_THREE = "two of three"
ASTRONOMICAL = "astronomical point"
"""No rule: a person marks it."""

IHI_SHIFT = 6
IHI_TREND = 5
POINTS_FOR_A_VERDICT = 6
USEFUL_FOR_RUNS = 10
_LONG = 400
"""Above so many useful points limits are found through logarithms."""

_TABLE_TEXT = """
10:3-9 11:3-10 12:3-11 13:4-11 14:4-12 15:5-12 16:5-13 17:5-13 18:6-14 19:6-15 20:6-16 21:7-16 22:7-17
23:7-17 24:8-18 25:8-18 26:9-19 27:10-19 28:10-20 29:10-20 30:11-21 31:11-22 32:11-23 33:12-23 34:12-24
35:12-24 36:13-25 37:13-25 38:14-26 39:14-26 40:15-27 41:15-27 42:16-28 43:16-28 44:17-29 45:17-30 46:17-31
47:18-31 48:18-32
49:19-32 50:19-33 51:20-33 52:20-34 53:21-34 54:21-35 55:22-35 56:22-36 57:23-36 58:23-37 59:24-38 60:24-38
"""
RUNS_TABLE: dict[int, tuple[int, int]] = {
    int(n): (int(low), int(high)) for n, low, high in re.findall(r"(\d+):(\d+)-(\d+)", _TABLE_TEXT)
}


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """Which rules are looked for. ``shift`` None: the longest run is judged against `longest_run_limit`."""

    name: str
    shift: int | None
    trend: int | None
    runs: bool
    """Too few and too many runs are looked for (``ihi``)."""
    crossings: bool = False
    """Few crossings are looked for (``anhoej``)."""
    strict: bool = False
    """A point on the line breaks a run, a tie breaks a trend, and two of three points are judged (``nhs``)."""


IHI = RuleSet(name="ihi", shift=IHI_SHIFT, trend=IHI_TREND, runs=True)
ANHOEJ = RuleSet(name="anhoej", shift=None, trend=None, runs=False, crossings=True)
NHS = RuleSet(name="nhs", shift=7, trend=7, runs=False, strict=True)
"""NHS Making Data Count, for XmR charts only."""
_CUSTOM = re.compile(r"custom: shift (\d+), trend (\d+)")


def custom(shift: int, trend: int) -> RuleSet:
    """A person's own lengths, named so on every chart. Raises ValueError for lengths under 3."""
    if min(shift, trend) < 3:
        raise ValueError("a shift or a trend needs at least 3 points")
    return RuleSet(name=f"custom: shift {shift}, trend {trend}", shift=shift, trend=trend, runs=True)


def rule_set(name: str) -> RuleSet:
    """The set of that name: ``ihi``, ``anhoej``, ``nhs``, ``custom: shift 8, trend 6``. Raises ValueError."""
    found = _CUSTOM.fullmatch(name)
    if found:
        return custom(int(found[1]), int(found[2]))
    for known in (IHI, ANHOEJ, NHS):
        if known.name == name:
            return known
    raise ValueError(f"no rule set is called {name!r}")


@lru_cache(maxsize=4096)
def runs_limits(useful: int) -> tuple[int, int] | None:
    """Fewest and most runs that are no signal, for a number of useful points; None under 10 (Perla 2011).

    From 10 to 60 by the published table; above, from the exact distribution of the number of runs when the
    points are split evenly, with at most 2.5 % in each tail.
    """
    if useful < USEFUL_FOR_RUNS:
        return None
    if useful > _LONG:
        return _long_limits(useful)
    return RUNS_TABLE.get(useful) or _exact_limits(useful)


def _exact_limits(useful: int) -> tuple[int, int]:
    ways = _ways_by_runs(useful // 2, useful - useful // 2)
    total = sum(ways.values())
    low, below = 2, 0
    while 40 * (below + ways[low]) <= total:
        below += ways[low]
        low += 1
    high, above = max(ways), 0
    while 40 * (above + ways[high]) <= total:
        above += ways[high]
        high -= 1
    return low, high


def _ways_by_runs(above: int, below: int) -> dict[int, int]:
    """In how many orders such points make 2, 3, ... runs (Wald & Wolfowitz 1940)."""
    ways = {}
    for half in range(1, min(above, below) + 1):
        a, b = math.comb(above - 1, half - 1), math.comb(below - 1, half - 1)
        ways[2 * half] = 2 * a * b
        ways[2 * half + 1] = a * math.comb(below - 1, half) + math.comb(above - 1, half) * b
    return {runs: number for runs, number in ways.items() if number}


def _long_limits(useful: int) -> tuple[int, int]:
    """`_exact_limits` of very long series, through logarithms: whole numbers would have thousands of digits."""
    above, below = useful // 2, useful - useful // 2
    half = np.arange(1, above + 1)
    up = _log_choose(above - 1, half - 1), _log_choose(above - 1, half)
    down = _log_choose(below - 1, half - 1), _log_choose(below - 1, half)
    even = math.log(2) + up[0] + down[0]
    odd = np.logaddexp(up[0] + down[1], up[1] + down[0])
    logs = np.stack([even, odd], axis=1).ravel()  # 2, 3, 4... runs
    share = np.exp(logs - logs.max())
    share /= share.sum()
    low = int(np.searchsorted(np.cumsum(share), 0.025, side="right"))
    high = int(np.searchsorted(np.cumsum(share[::-1]), 0.025, side="right"))
    return 2 + low, 2 + len(share) - 1 - high


def _log_choose(n: int, k: IntArray) -> npt.NDArray[np.float64]:
    """log of n over k; -inf where k is beyond n."""
    factorials = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 2)))])
    inside = np.minimum(k, n)
    logs = factorials[n] - factorials[inside] - factorials[n - inside]
    return np.asarray(np.where(k <= n, logs, -np.inf))


@lru_cache(maxsize=4096)
def longest_run_limit(useful: int) -> int | None:
    """The longest run that is no signal: round(log2 n) + 3 (Anhøj & Olesen 2014); None for no points."""
    return round(math.log2(useful)) + 3 if useful else None


@lru_cache(maxsize=4096)
def crossings_limit(useful: int) -> int | None:
    """The fewest crossings that are no signal: 5 % quantile of Binomial(n-1, 1/2) (Anhøj & Olesen 2014)."""
    if not useful:
        return None
    tosses = useful - 1
    if useful > _LONG:
        logs = _log_choose(tosses, np.arange(tosses + 1)) - tosses * math.log(2)
        return int(np.searchsorted(np.cumsum(np.exp(logs)), 0.05))
    crossings, ways = 0, 1
    while 20 * ways < 2**tosses:
        crossings += 1
        ways += math.comb(tosses, crossings)
    return crossings


def runs_limit_arrays(useful: IntArray) -> tuple[IntArray, IntArray]:
    """`runs_limits` for an array of counts; where there is no verdict, limits that nothing can break."""
    open_end = (-1, np.iinfo(np.int64).max)
    sizes, at = np.unique(useful, return_inverse=True)
    pairs = [runs_limits(n) or open_end for n in sizes.tolist()]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[at, 0], table[at, 1]


def longest_run_array(useful: IntArray) -> IntArray:
    """`longest_run_limit` for an array of counts; 0 where there are no useful points."""
    return _looked_up(longest_run_limit, useful)


def crossings_array(useful: IntArray) -> IntArray:
    """`crossings_limit` for an array of counts; 0 where there are no useful points."""
    return _looked_up(crossings_limit, useful)


def _looked_up(limit: Callable[[int], int | None], useful: IntArray) -> IntArray:
    sizes, at = np.unique(useful, return_inverse=True)
    return np.array([limit(n) or 0 for n in sizes.tolist()], dtype=np.int64)[at]
