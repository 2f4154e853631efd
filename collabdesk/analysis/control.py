"""Control charts: centre lines and 3-sigma limits (method.md, 4), with the numbers of R's qicharts2 0.7.5.

Sources: Montgomery, Introduction to Statistical Quality Control; screening of moving ranges: Nelson, J Qual
Technol 1982;14:172; p' and u': Laney, Qual Eng 2002;14:531; t: Nelson, J Qual Technol 1994;26:239. The ``nhs``
limits are mean +/- 2.66 x mean moving range, unscreened (NHS Making Data Count).

Three cases that those sources leave open: where nothing moves (every range is 0, which screening would leave
empty) the limits lie on the centre line; so they do on a p' chart of 0 % or 100 % throughout; and a proportion
whose numerators exceed the denominators altogether has no limits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from collabdesk.analysis.medians import BoolArray, FloatArray, row_means, row_medians
from collabdesk.analysis.scan import PhaseRows

Chart = Literal["i", "mr", "p", "u", "c", "pp", "up", "g", "t", "xbar"]
CHARTS: tuple[Chart, ...] = ("i", "mr", "p", "u", "c", "pp", "up", "g", "t", "xbar")
WITH_DENOMINATORS = ("p", "u", "pp", "up")
SIGMAS = 3
_D2 = 1.128
_D4 = 3.267
_NHS_FACTOR = 2.66
_T_POWER = 3.6


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Series as measured, arrays [series, columns], NaN where missing.

    ``value`` is what is plotted; charts with denominators also need ``numerator`` and ``denominator``, an xbar
    chart (of means) the ``denominator`` as n and the ``spread`` (standard deviation) of each.
    ``excluded`` points are plotted but leave the centre line and the spread.
    """

    value: FloatArray
    excluded: BoolArray
    numerator: FloatArray | None = None
    denominator: FloatArray | None = None
    spread: FloatArray | None = None


@dataclass(frozen=True, kw_only=True)
class Control:
    """A control chart: ``plotted`` [series, columns] (an mr chart plots the moving ranges), ``centre`` [rows],
    ``lower`` and ``upper`` [rows, columns], NaN outside the phase, where missing, and where there is none."""

    plotted: FloatArray
    centre: FloatArray
    lower: FloatArray
    upper: FloatArray


def control_chart(
    chart: Chart, measured: Measured, rows: PhaseRows, *, screened: bool = True, nhs: bool = False
) -> Control:
    """The chart of each phase; a phase's baseline is its frozen window where it holds points, else all its points.

    ``screened``: moving ranges above 3.267 x their mean are left out of it, once. ``nhs``: the limits of that
    rule set, on an i chart. A missing point breaks a moving range, an excluded one is bridged.
    """
    part = _Phases(measured, rows, screened and not nhs)
    if nhs:
        return part.individuals(_NHS_FACTOR * _D2 / SIGMAS)
    made = {
        "i": part.individuals,
        "mr": part.moving_ranges,
        "t": part.times_between,
        "c": part.counts,
        "g": part.cases_between,
        "xbar": part.means,
    }
    if chart in made:
        return made[chart]()
    return part.ratios(proportion=chart in ("p", "pp"), prime=chart in ("pp", "up"))


class _Phases:
    """The rows of a control chart, arrays [rows, columns]."""

    def __init__(self, measured: Measured, rows: PhaseRows, screened: bool) -> None:
        columns = np.arange(measured.value.shape[1])
        rows = rows.with_points(np.where(measured.excluded, np.nan, measured.value))
        self._measured, self._rows, self._screened = measured, rows, screened
        self._inside = (columns >= rows.first[:, None]) & (columns <= rows.last[:, None])
        window = (columns >= rows.base_first[:, None]) & (columns <= rows.base_last[:, None])
        base = np.where((rows.base_first >= 0)[:, None], window, self._inside)
        self._excluded = measured.excluded[rows.series]
        self._base: BoolArray = base & ~self._excluded
        self._value = measured.value[rows.series]

    def individuals(self, factor: float = 1.0) -> Control:
        """Individual values: mean and the mean moving range of the baseline."""
        centre = row_means(np.where(self._base, self._value, np.nan))
        sigma = factor * self._mean_range(self._value) / _D2
        return self._control(centre, (SIGMAS * sigma)[:, None])

    def moving_ranges(self) -> Control:
        """The moving ranges themselves; each phase begins anew."""
        ranges = _ranges(np.where(self._inside, self._value, np.nan), self._excluded)
        centre = row_means(np.where(self._base, ranges, np.nan))
        plotted = np.full(self._measured.value.shape, np.nan)
        for row, series in enumerate(self._rows.series.tolist()):
            plotted[series] = np.where(self._inside[row], ranges[row], plotted[series])
        upper = np.broadcast_to((_D4 * centre)[:, None], ranges.shape)
        lower = np.broadcast_to(0 * centre[:, None], ranges.shape)
        return self._shown(plotted, centre, lower, upper)

    def times_between(self) -> Control:
        """Times between events, made symmetrical by the power 1/3.6 and carried back."""
        powered = replace(self._measured, value=self._measured.value ** (1 / _T_POWER))
        made = _Phases(powered, self._rows, self._screened).individuals()
        back = replace(
            made,
            centre=made.centre**_T_POWER,
            lower=np.where(made.lower < 0, 0.0, np.abs(made.lower) ** _T_POWER),
            upper=made.upper**_T_POWER,
        )
        return replace(back, plotted=self._measured.value)

    def counts(self) -> Control:
        """Counts over equal areas of opportunity."""
        centre = row_means(np.where(self._base, self._value, np.nan))
        return self._control(centre, (SIGMAS * np.sqrt(centre))[:, None], lowest=0.0)

    def cases_between(self) -> Control:
        """Cases between events: limits from the mean, the median as centre line."""
        own = np.where(self._base, self._value, np.nan)
        mean = row_means(own)
        made = self._control(mean, (SIGMAS * np.sqrt(mean * (mean + 1)))[:, None], lowest=0.0)
        return replace(made, centre=row_medians(own))

    def means(self) -> Control:
        """Means of n measurements: limits by n from the spread within periods (Montgomery, 6.29 to 6.31).

        With the same n throughout the baseline that is the mean of the spreads, else their pooled one.
        """
        assert self._measured.denominator is not None
        assert self._measured.spread is not None
        n = self._measured.denominator[self._rows.series]
        spread = self._measured.spread[self._rows.series]
        there = self._base & ~np.isnan(self._value) & (n > 0)
        weight = np.where(there, n, 0.0)
        centre = _divided((weight * np.where(there, self._value, 0.0)).sum(axis=1), weight.sum(axis=1))
        known = there & ~np.isnan(spread) & (n > 1)
        free = np.where(known, n - 1, 0.0)
        pooled = np.sqrt(_divided((free * np.where(known, spread, 0.0) ** 2).sum(axis=1), free.sum(axis=1)))
        alike = np.where(known, n, -np.inf).max(axis=1) == np.where(known, n, np.inf).min(axis=1)
        sigma = np.where(alike, row_means(np.where(known, spread, np.nan)), pooled)
        return self._control(centre, _a3(n) * sigma[:, None])

    def ratios(self, *, proportion: bool, prime: bool) -> Control:
        """p and u charts, and Laney's p' and u', which widen the limits by the spread between periods."""
        assert self._measured.numerator is not None
        assert self._measured.denominator is not None
        there = self._base & ~np.isnan(self._value)
        numerator = np.where(there, self._measured.numerator[self._rows.series], 0.0)
        denominator = self._measured.denominator[self._rows.series]
        with np.errstate(divide="ignore", invalid="ignore"):
            centre = numerator.sum(axis=1) / np.where(there, denominator, 0.0).sum(axis=1)
            spread = centre * (1 - centre) if proportion else centre
            sigma = np.sqrt(spread[:, None] / denominator)
            if prime:
                apart = (self._value - centre[:, None]) / np.where(sigma > 0, sigma, np.nan)
                ranged = self._mean_range(np.where((sigma == 0) & ~np.isnan(self._value), 0.0, apart))
                sigma = sigma * (ranged / _D2)[:, None]
        return self._control(centre, SIGMAS * sigma, lowest=0.0, highest=1.0 if proportion else np.inf)

    def _mean_range(self, values: FloatArray) -> FloatArray:
        """The mean moving range of the baseline."""
        base = np.where(self._base, values, np.nan)
        ranges = _ranges(base, ~self._base)
        mean = row_means(ranges)
        if self._screened:
            kept = row_means(np.where(ranges < (_D4 * mean)[:, None], ranges, np.nan))
            mean = np.where(mean > 0, kept, mean)
        return mean

    def _control(
        self, centre: FloatArray, width: FloatArray, lowest: float = -np.inf, highest: float = np.inf
    ) -> Control:
        shape = self._value.shape
        lower = np.broadcast_to(np.maximum(centre[:, None] - width, lowest), shape)
        upper = np.broadcast_to(np.minimum(centre[:, None] + width, highest), shape)
        return self._shown(self._measured.value, centre, lower, upper)

    def _shown(
        self, plotted: FloatArray, centre: FloatArray, lower: FloatArray, upper: FloatArray
    ) -> Control:
        shown = self._inside & ~np.isnan(plotted[self._rows.series])
        return Control(
            plotted=plotted,
            centre=centre,
            lower=np.where(shown, lower, np.nan),
            upper=np.where(shown, upper, np.nan),
        )


def _divided(above: FloatArray, below: FloatArray) -> FloatArray:
    return np.asarray(np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0))


def _a3(n: FloatArray) -> FloatArray:
    """From the spread within a period to 3 standard errors of its mean of n; NaN for a single measurement."""
    sizes, at = np.unique(n, return_inverse=True)
    factors = [
        SIGMAS / (_c4(size) * math.sqrt(size)) if 1 < size < math.inf else math.nan for size in sizes.tolist()
    ]
    return np.array(factors, dtype=np.float64)[at].reshape(n.shape)


def _c4(n: float) -> float:
    """By how much a standard deviation from n measurements falls short on average."""
    return math.sqrt(2 / (n - 1)) * math.exp(math.lgamma(n / 2) - math.lgamma((n - 1) / 2))


def _ranges(values: FloatArray, bridged: BoolArray) -> FloatArray:
    """Moving ranges: each value against the one before; NaN breaks the chain unless the point is ``bridged``."""
    ranges = np.full(values.shape, np.nan)
    before = np.full(len(values), np.nan)
    for at in range(values.shape[1]):
        here = values[:, at]
        use = ~bridged[:, at]
        ranges[use, at] = np.abs(here - before)[use]
        before = np.where(use, here, before)
    return ranges
