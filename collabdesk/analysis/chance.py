"""How many of some charts would show a signal by chance alone (method.md, 2, honesty about false alarms).

For each chart, series of the same length, denominators and level in which nothing happens are simulated and
judged by the code that judges the charts. Charts that are alike after rounding share their simulation; all
that are not known yet are simulated in one pass and kept.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.limits import limit_ends
from collabdesk.analysis.medians import BoolArray, FloatArray, IntArray
from collabdesk.analysis.rules import RuleSet
from collabdesk.analysis.runchart import runs_rows, shift_rows, trend_rows, usable
from collabdesk.analysis.scan import PhasePlan, PhaseRows, Scan, scan
from collabdesk.analysis.verdict import Verdict, row_verdicts, xmr
from collabdesk.kinds import IndicatorKind

SERIES = 300
"""Simulated series per kind of chart: the expected number for 24 charts is then good to about 0.1."""
SEED = 20110846
_STEPS = 10
"""Denominators are rounded to so many steps per factor of 10."""
_SHARE_STEPS = ((0.15, 0.05), (0.03, 0.01), (0.005, 0.0025), (0.0, 0.0005))
"""From which distance to 0 or 1 a share is rounded to which steps."""
_BLOCK = 40_000
"""Series simulated at once: bounds the memory."""


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """What charts must share to share a simulation. Rounded: make it with `likeness`."""

    points: int
    frozen: int
    """How many of the first points the centre line is frozen on; 0: the median of all."""
    n: int
    """Denominator; 0: the values are continuous. For a count: 1, with ``level`` the mean."""
    level: float
    """Share of a proportion or rate (0..1), mean of a count; 0 for continuous values."""
    count: bool
    good: int
    full: bool
    """The values have a ceiling (a proportion)."""


@dataclass(frozen=True, kw_only=True)
class Chances:
    """Probabilities that one such chart, where nothing happens, ..."""

    signal: float
    """... breaks a rule."""
    sign: float
    """... shows the sign of an improvement or a worsening."""


def likeness(
    *,
    kind: IndicatorKind,
    points: int,
    frozen: int,
    n: float,
    level: float,
    good: int,
) -> Likeness:
    """The rounded kind of a chart with so many usable points, the first ``frozen`` of them its baseline.

    ``n`` is the typical denominator (NaN: not known) and ``level`` the share n/d of a proportion or a rate, or
    the mean of a count. Means and times between, large counts, and ratios without denominators are taken as
    continuous and normal: the rules ask only for sides and directions.
    """
    ratio = kind.has_ratio and n >= 1 and 0 <= level <= 1
    count = kind is IndicatorKind.COUNT and 0 <= level <= 200
    return Likeness(
        points=points,
        frozen=min(max(frozen, 0), points),
        n=_rounded_n(n) if ratio else 1 if count else 0,
        level=_rounded_share(level) if ratio else _rounded_mean(level) if count else 0.0,
        count=count,
        good=good,
        full=kind is IndicatorKind.PROPORTION,
    )


class ChanceTable:
    """The chances of charts under one rule set, simulated once for each `Likeness` and kept."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._known: dict[Likeness, Chances] = {}

    def of(self, charts: Sequence[Likeness]) -> list[Chances]:
        """The chances of each chart, in order."""
        missing = [one for one in dict.fromkeys(charts) if one not in self._known]
        by_points: dict[int, list[Likeness]] = {}
        for one in missing:
            by_points.setdefault(one.points, []).append(one)
        for points, alike in by_points.items():
            step = max(_BLOCK // SERIES, 1)
            for start in range(0, len(alike), step):
                self._simulate(points, alike[start : start + step])
        return [self._known[one] for one in charts]

    def _simulate(self, points: int, alike: list[Likeness]) -> None:
        values = np.concatenate([noise(one) for one in alike])
        frozen = np.repeat([one.frozen for one in alike], SERIES)
        good = np.repeat(np.array([one.good for one in alike], dtype=np.int64), SERIES)
        full = np.repeat([100.0 if one.full else math.nan for one in alike], SERIES)
        rows, limits = _rows(frozen, points), None
        if self._rules.strict:
            found, signals = xmr(values, np.zeros(values.shape, np.bool_), rows)
            broken = breaks_a_rule(found, self._rules) | np.array([bool(mine) for mine in signals])
            limits, full = limit_ends(signals), np.full(len(full), math.nan)
        else:
            found = scan(values, rows)
            broken = breaks_a_rule(found, self._rules)
        signal = broken.reshape(-1, SERIES).mean(axis=1)
        verdict = row_verdicts(found, self._rules, good, full, limits).reshape(-1, SERIES)
        sign = ((verdict == Verdict.IMPROVED) | (verdict == Verdict.WORSENED)).mean(axis=1)
        for one, *chances in zip(alike, signal.tolist(), sign.tolist(), strict=True):
            self._known[one] = Chances(signal=chances[0], sign=chances[1])


def breaks_a_rule(found: Scan, rules: RuleSet) -> BoolArray:
    """Which rows of a scan hold any signal: those that `runchart.row_signals` lists."""
    few, many, flat = runs_rows(found, rules)
    return np.asarray(shift_rows(found, rules) | trend_rows(found, rules) | few | many | flat)


def noise(one: Likeness) -> FloatArray:
    """[series, points]: series in which nothing happens, from a seed of their own."""
    key = (one.points, one.n, round(one.level * 10_000), int(one.count))
    random = np.random.default_rng((SEED, *key))
    size = (SERIES, one.points)
    if one.count:
        return random.poisson(one.level, size).astype(np.float64)
    if one.n:
        return np.asarray(random.binomial(one.n, one.level, size) * (100.0 / one.n), dtype=np.float64)
    return random.normal(1000.0, 1.0, size)


def _rows(frozen: npt.NDArray[np.int_], points: int) -> PhaseRows:
    rows = PhaseRows.whole(len(frozen), points)
    base_first = np.where(frozen > 0, 0, -1)
    return PhaseRows(
        series=rows.series,
        first=rows.first,
        last=rows.last,
        base_first=base_first,
        base_last=np.where(frozen > 0, frozen - 1, -1),
    )


def _rounded_n(n: float) -> int:
    """To the nearest of about `_STEPS` steps per factor of ten; whole numbers up to 10 stay."""
    if n <= 10:
        return max(round(n), 1)
    return round(10 ** (round(_STEPS * math.log10(n)) / _STEPS))


def _rounded_share(level: float) -> float:
    """Finer near 0 and 1, where it matters: steps of 5 % in the middle, of 1 %, 0.25 % and 0.05 % at the ends."""
    distance = min(level, 1 - level)
    step = next((step for above, step in _SHARE_STEPS if distance >= above), _SHARE_STEPS[-1][1])
    return min(max(round(round(level / step) * step, 6), 0.0), 1.0)


def _rounded_mean(mean: float) -> float:
    return round(mean, 1) if mean < 3 else float(round(mean)) if mean < 10 else float(_rounded_n(mean))


def series_likeness(
    *,
    kind: IndicatorKind,
    good: int,
    values: FloatArray,
    numerator: FloatArray,
    denominator: FloatArray,
    rows: PhaseRows,
) -> list[Likeness]:
    """The kinds of the charts of some series [series, points] of one indicator, by their current phase.

    ``values`` are NaN where missing or excluded; ``rows`` are the phases, one per series. The level is the sum of
    numerators over the sum of denominators of the phase's points, and for a count their mean.
    """
    columns = np.arange(values.shape[1])
    inside = (columns >= rows.first[:, None]) & (columns <= rows.last[:, None])
    used = inside & ~np.isnan(values)
    window = (columns >= rows.base_first[:, None]) & (columns <= rows.base_last[:, None])
    frozen = np.count_nonzero(used & window & (rows.base_first >= 0)[:, None], axis=1)
    known = used & (denominator > 0) & ~np.isnan(numerator)
    n = _means(denominator, known)
    level = _means(numerator, known) / np.where(n > 0, n, np.nan) if kind.has_ratio else _means(values, used)
    points = np.count_nonzero(used, axis=1)
    return [
        likeness(kind=kind, points=p, frozen=f, n=size, level=share, good=good)
        for p, f, size, share in zip(
            points.tolist(), frozen.tolist(), n.tolist(), level.tolist(), strict=True
        )
    ]


def _means(values: FloatArray, used: BoolArray) -> FloatArray:
    count: IntArray = np.count_nonzero(used, axis=1)
    total = np.where(used, values, 0.0).sum(axis=1)
    return np.asarray(np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0))


def cube_likeness(
    cube: ObservationCube,
    indicator_id: int,
    team_ids: Sequence[int],
    shown: tuple[int, int],
    plans: Sequence[PhasePlan],
    good: int,
) -> list[Likeness]:
    """The kinds of the charts of some teams with one indicator, between two ordinals.

    ``plans`` are their current phases, by position from the first ordinal; ``good`` as in `row_verdicts`.
    """
    at, teams = cube.indicator_at(indicator_id), [cube.team_at(team_id) for team_id in team_ids]
    cut = slice(shown[0] - cube.first_period, shown[1] + 1 - cube.first_period)
    return series_likeness(
        kind=cube.shapes[indicator_id].kind,
        good=good,
        values=usable(cube.value[at, teams, cut], cube.excluded[at, teams, cut]),
        numerator=cube.numerator[at, teams, cut],
        denominator=cube.denominator[at, teams, cut],
        rows=PhaseRows.of([[plan] for plan in plans]),
    )
