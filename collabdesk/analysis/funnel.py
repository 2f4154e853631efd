"""Funnel plots: many teams, one indicator, a span of periods (method.md, 4).

Source: Spiegelhalter, "Funnel plots for comparing institutional performance", Stat Med 2005;24:1185. The limits of
a proportion and of a rate are the exact binomial and Poisson ones, interpolated so that they are smooth (as in its
appendix, but both tails alike: a count is beyond a limit exactly when its tail is rarer); those of a
mean come from the normal distribution and the spread within teams. Overdispersion is the mean squared z, each z
held within the 10th and 90th percentile. Limits are never widened for it: that sites vary more than chance makes
them is said, and stays a question for people.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from collabdesk.analysis.medians import TOLERANCE, BoolArray, FloatArray, IntArray, SideArray
from collabdesk.kinds import IndicatorKind

LEVELS = (0.95, 0.998)
"""The two pairs of limits: one team in 20, and one in 500, lies outside them by chance."""
_Z = {0.95: 1.959963984540054, 0.998: 3.090232306167813}
FUNNEL_KINDS = (IndicatorKind.PROPORTION, IndicatorKind.RATE, IndicatorKind.MEAN)
"""A count or a time between has no number of cases behind it: sites of different size can't be compared."""
FEWEST_TEAMS = 5
"""With fewer the common line is mostly the teams' own, and dispersion can't be judged."""
_CURVE_POINTS = 120
_WINSORISED = 0.1
_REACH = 9.0
"""Beyond so many standard deviations a probability is nothing."""


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What each team has over the span, arrays [team]: ``value`` in units of n/d (or of the mean), NaN without.

    ``size`` is the sum of denominators (of a mean: of its n). ``spread`` is the standard deviation within the
    team, of a mean only.
    """

    value: FloatArray
    size: FloatArray
    periods: IntArray
    """How many periods are behind the value."""
    spread: FloatArray | None = None


@dataclass(frozen=True, kw_only=True)
class Curve:
    """One pair of limits over sizes, arrays [size]."""

    level: float
    size: FloatArray
    lower: FloatArray
    upper: FloatArray


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """The common line, the limits as curves, and where each team lies.

    ``outside`` [team] is +-1 beyond the 95 % limits, +-2 beyond the 99.8 %, 0 within or without a value.
    ``dispersion`` is 1 where teams vary as chance makes them; None with too few teams or no variation expected.
    """

    centre: float
    curves: tuple[Curve, ...]
    outside: SideArray
    dispersion: float | None
    overdispersed: bool


def pair_totals(numerator: FloatArray, denominator: FloatArray, used: BoolArray) -> Totals:
    """The totals of a proportion or a rate from [team, period]; a period needs both numbers and cases."""
    there = used & np.isfinite(numerator) & (denominator > 0)
    size = np.where(there, denominator, 0.0).sum(axis=1)
    value = _divided(np.where(there, numerator, 0.0).sum(axis=1), size)
    return Totals(value=value, size=size, periods=np.count_nonzero(there, axis=1))


def mean_totals(value: FloatArray, n: FloatArray, spread: FloatArray, used: BoolArray) -> Totals:
    """The totals of a mean from [team, period]: weighted by n, the spread pooled within periods."""
    there = used & np.isfinite(value) & np.isfinite(spread) & (n > 0)
    size = np.where(there, n, 0.0).sum(axis=1)
    mean = _divided(np.where(there, value * n, 0.0).sum(axis=1), size)
    free = np.where(there, np.maximum(n - 1, 0.0), 0.0)
    pooled = np.sqrt(_divided((free * np.where(there, spread, 0.0) ** 2).sum(axis=1), free.sum(axis=1)))
    return Totals(value=mean, size=size, periods=np.count_nonzero(there, axis=1), spread=pooled)


def funnel(kind: IndicatorKind, totals: Totals) -> Funnel | None:
    """The funnel of some teams; None where no team has a value. Raises ValueError for a kind that has none."""
    if kind not in FUNNEL_KINDS:
        raise ValueError(f"a funnel plot can't be made of the kind {kind!r}")
    there = np.isfinite(totals.value) & (totals.size > 0)
    if not there.any():
        return None
    total = float(totals.size[there].sum())
    centre = float((totals.value[there] * totals.size[there]).sum() / total)
    spread = _common_spread(totals, there)
    limits = _limits(kind, centre, spread)
    outside = np.zeros(len(there), np.int8)
    for at in np.flatnonzero(there).tolist():
        outside[at] = _zone(float(totals.value[at]), limits(float(totals.size[at])))
    dispersion = _dispersion(kind, totals, there, centre, spread)
    few = int(there.sum()) < FEWEST_TEAMS
    return Funnel(
        centre=centre,
        curves=_curves(totals.size[there], limits),
        outside=outside,
        dispersion=None if few else dispersion,
        overdispersed=not few and dispersion is not None and dispersion > 1 + 2 * math.sqrt(2 / there.sum()),
    )


_Pairs = tuple[tuple[float, float], ...]
_Limits = Callable[[float], _Pairs]
"""From a size to the lower and upper limits of each level."""


def _limits(kind: IndicatorKind, centre: float, spread: float) -> _Limits:
    if kind is IndicatorKind.PROPORTION:
        return lambda size: proportion_limits(centre, size)
    if kind is IndicatorKind.RATE:
        return lambda size: rate_limits(centre, size)
    return lambda size: tuple(
        [
            (centre - _Z[level] * spread / math.sqrt(size), centre + _Z[level] * spread / math.sqrt(size))
            for level in LEVELS
        ]
    )


def proportion_limits(centre: float, size: float) -> _Pairs:
    """The exact binomial limits of a proportion of ``size`` cases, interpolated, clipped to 0..1."""
    if not 0 < centre < 1:
        bound = min(max(centre, 0.0), 1.0)
        return ((bound, bound),) * len(LEVELS)
    n = max(round(size), 1)
    odds = math.log(centre / (1 - centre))
    deviation = math.sqrt(n * centre * (1 - centre))
    counts = _exact(n * centre, deviation, n, lambda k: np.log((n - k + 1) / k) + odds)
    return tuple([(max(low / n, 0.0), min(high / n, 1.0)) for low, high in counts])


def rate_limits(centre: float, size: float) -> _Pairs:
    """The exact Poisson limits of a rate over ``size`` units, interpolated, never below 0."""
    if centre <= 0:
        return ((0.0, 0.0),) * len(LEVELS)
    expected = centre * size
    log = math.log(expected)
    counts = _exact(expected, math.sqrt(expected), None, lambda k: log - np.log(k))
    return tuple([(max(low / size, 0.0), high / size) for low, high in counts])


def _exact(
    mean: float, deviation: float, most: int | None, step: Callable[[FloatArray], FloatArray]
) -> list[tuple[float, float]]:
    """The lowest and the highest count of each level; ``step`` is log p(k) - log p(k-1).

    A whole number lies beyond a limit exactly when it and all beyond it are less probable than the tail.
    """
    reach = _REACH * deviation + 30
    first = max(math.floor(mean - reach), 0)
    last = math.ceil(mean + reach) if most is None else min(math.ceil(mean + reach), most)
    logs = np.concatenate([[0.0], np.cumsum(step(np.arange(first + 1, last + 1, dtype=np.float64)))])
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    below, above = np.cumsum(weights), np.cumsum(weights[::-1])
    tails = [(1 - level) / 2 for level in LEVELS]
    return [(first + _reaching(below, tail), last - _reaching(above, tail)) for tail in tails]


def _reaching(cumulative: FloatArray, tail: float) -> float:
    """Where a cumulative probability reaches ``tail``, as a place between two counts."""
    at = min(int(np.searchsorted(cumulative, tail)), len(cumulative) - 1)
    before = cumulative[at - 1] if at else 0.0
    return float(at - (cumulative[at] - tail) / (cumulative[at] - before))


def _zone(value: float, pairs: _Pairs) -> int:
    zone = 0
    for step, (low, high) in enumerate(pairs, start=1):
        if value > high + TOLERANCE * max(abs(value), abs(high)):
            zone = step
        elif value < low - TOLERANCE * max(abs(value), abs(low)):
            zone = -step
    return zone


def _curves(sizes: FloatArray, limits: _Limits) -> tuple[Curve, ...]:
    """Closer together where sizes are small, because there the limits bend."""
    most = float(sizes.max()) * 1.05
    size = np.geomspace(min(max(float(sizes.min()) * 0.5, 1.0), most), most, _CURVE_POINTS)
    found = np.array([limits(one) for one in size.tolist()])
    return tuple(
        Curve(level=level, size=size, lower=found[:, at, 0], upper=found[:, at, 1])
        for at, level in enumerate(LEVELS)
    )


def _common_spread(totals: Totals, there: BoolArray) -> float:
    if totals.spread is None:
        return math.nan
    known = there & np.isfinite(totals.spread)
    free = np.maximum(totals.size - totals.periods, 0.0)[known]
    if not free.sum() > 0:
        return math.nan
    return math.sqrt(float((free * totals.spread[known] ** 2).sum() / free.sum()))


def _dispersion(
    kind: IndicatorKind, totals: Totals, there: BoolArray, centre: float, spread: float
) -> float | None:
    """The mean squared z of the teams, the most extreme tenth at either end held back (Spiegelhalter 2005)."""
    unit = {
        IndicatorKind.PROPORTION: centre * (1 - centre),
        IndicatorKind.RATE: centre,
        IndicatorKind.MEAN: spread**2,
    }[kind]
    if not unit > 0:
        return None
    z = (totals.value[there] - centre) / np.sqrt(unit / totals.size[there])
    low, high = np.quantile(z, [_WINSORISED, 1 - _WINSORISED])
    return float(np.mean(np.clip(z, low, high) ** 2))


def _divided(above: FloatArray, below: FloatArray) -> FloatArray:
    return np.asarray(np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0))
