"""What the rules say about series: phases, signals and the numbers that `analyse --json` prints.

Positions count from 0, missing and excluded points included. Values may be in any unit: the rules compare
values with a relative tolerance only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from collabdesk.analysis import rules as names
from collabdesk.analysis.medians import BoolArray, FloatArray
from collabdesk.analysis.rules import IHI, RuleSet, crossings_limit, longest_run_limit, runs_limits
from collabdesk.analysis.scan import PhasePlan, PhaseRows, Scan, scan, shift_lengths

Direction = Literal["up", "down"] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """A rule that fired. ``points`` are the counted ones: none on the median, tied or missing."""

    rule: str
    direction: Direction
    points: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PhaseResult:
    """One phase: its line and its counts. Limits are None where the useful points are too few."""

    first: int
    last: int
    centre: float | None
    frozen: bool
    n_values: int
    n_useful: int
    runs: int
    runs_lower: int | None
    runs_upper: int | None
    longest_run: int
    longest_run_limit: int | None
    crossings: int
    crossings_limit: int | None
    signals: tuple[Signal, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesResult:
    """A whole series: what `analyse --json` prints of it, and what a chart marks."""

    n: int
    n_useful: int
    n_missing: int
    """Points without a value; excluded points are not missing."""
    centre: tuple[float | None, ...]
    """The centre line at each point; None where the point is missing or its phase has no line."""
    lower: tuple[float | None, ...] | None = None
    upper: tuple[float | None, ...] | None = None
    phases: tuple[PhaseResult, ...]

    @property
    def signals(self) -> tuple[Signal, ...]:
        """The signals of all phases in order."""
        return tuple(signal for phase in self.phases for signal in phase.signals)


def parts(n_points: int, after: Sequence[int]) -> list[PhasePlan]:
    """Phases that begin after the I-th, the J-th point: ``after`` (12, 20) begins new ones at 12 and at 20.

    Raises ValueError unless the numbers rise and lie inside the series.
    """
    edges = [0, *after, n_points]
    if any(start >= stop for start, stop in pairwise(edges)):
        raise ValueError(f"parts must rise and lie between 1 and {n_points - 1}")
    return [PhasePlan(first=a, last=b - 1) for a, b in pairwise(edges)]


def usable(values: FloatArray, excluded: BoolArray | None) -> FloatArray:
    """The values with the excluded ones as NaN: they leave centre line, runs and trends (method.md, 3)."""
    return values if excluded is None or not excluded.any() else np.where(excluded, np.nan, values)


def analyse(
    values: FloatArray,
    *,
    excluded: BoolArray | None = None,
    plan: Sequence[PhasePlan] | None = None,
    rules: RuleSet = IHI,
) -> SeriesResult:
    """One series [points]; ``plan`` None: one phase with a median of all its points."""
    both = None if excluded is None else excluded[None, :]
    plans = None if plan is None else [list(plan)]
    return analyse_many(values[None, :], excluded=both, plans=plans, rules=rules)[0]


def analyse_many(
    values: FloatArray,
    *,
    excluded: BoolArray | None = None,
    plans: list[list[PhasePlan]] | None = None,
    rules: RuleSet = IHI,
) -> list[SeriesResult]:
    """Series of equal length [series, points], NaN where missing; ``excluded`` and ``plans`` per series."""
    rows = PhaseRows.whole(*values.shape) if plans is None else PhaseRows.of(plans)
    found = scan(usable(values, excluded), rows)
    return series_results(values, found, rules)


def series_results(values: FloatArray, found: Scan, rules: RuleSet) -> list[SeriesResult]:
    """The results per series of a scan; ``values`` [series, points] still hold the excluded points."""
    missing = np.isnan(values)
    phases = phase_results(found, rules)
    mine: list[list[PhaseResult]] = [[] for _ in range(len(values))]
    for series, phase in zip(found.rows.series.tolist(), phases, strict=True):
        mine[series].append(phase)
    gaps: list[list[int]] = [[] for _ in range(len(values))]
    for series, at in np.argwhere(missing).tolist():
        gaps[series].append(at)
    return [_series(values.shape[1], own, blank) for own, blank in zip(mine, gaps, strict=True)]


def phase_results(found: Scan, rules: RuleSet) -> list[PhaseResult]:
    """The result of each row of a scan."""
    signals = row_signals(found, rules)
    columns = zip(
        found.rows.first.tolist(),
        found.rows.last.tolist(),
        found.centre.tolist(),
        found.frozen.tolist(),
        found.n_values.tolist(),
        found.n_useful.tolist(),
        found.crossings.tolist(),
        found.longest_run.tolist(),
        signals,
        strict=True,
    )
    return [_phase(*numbers) for numbers in columns]


def row_signals(found: Scan, rules: RuleSet) -> list[tuple[Signal, ...]]:
    """The signals of each row: shifts, trends, then the verdict on runs or crossings."""
    shifts, trends = shift_rows(found, rules), trend_rows(found, rules)
    few, many, flat = runs_rows(found, rules)
    signals: list[tuple[Signal, ...]] = [()] * len(found.centre)
    lengths = shift_lengths(found, rules)
    for row in np.flatnonzero(shifts | trends | few | many | flat).tolist():
        mine: list[Signal] = []
        side = found.side[:, row].tolist()
        if shifts[row]:
            mine += _shifts(side, found.run_at[:, row].tolist(), int(lengths[row]), rules)
        if trends[row] and rules.trend is not None:
            mine += _trends(found.trend_at[:, row].tolist(), rules.trend)
        verdicts = ((few[row], names.TOO_FEW_RUNS), (many[row], names.TOO_MANY_RUNS))
        for fired, rule in (*verdicts, (flat[row], names.FEW_CROSSINGS)):
            if fired:
                mine.append(Signal(rule=rule, direction=None, points=_counted(side)))
        signals[row] = tuple(mine)
    return signals


def shift_rows(found: Scan, rules: RuleSet) -> BoolArray:
    """Which rows hold a shift (or a long run)."""
    return np.asarray((found.run_at >= shift_lengths(found, rules)).any(axis=0) & (found.n_useful > 0))


def trend_rows(found: Scan, rules: RuleSet) -> BoolArray:
    """Which rows hold a trend."""
    if rules.trend is None:
        return np.zeros(len(found.centre), np.bool_)
    return np.asarray(np.abs(found.trend_at).max(axis=0, initial=0) >= rules.trend)


def runs_rows(found: Scan, rules: RuleSet) -> tuple[BoolArray, BoolArray, BoolArray]:
    """Which rows have too few runs, too many runs, few crossings."""
    none = np.zeros(len(found.centre), np.bool_)
    few, many, flat = none, none, none
    if rules.runs:
        lower, upper = names.runs_limit_arrays(found.n_useful)
        runs = found.crossings + 1
        few, many = runs < lower, runs > upper
    if rules.crossings:
        flat = found.crossings < names.crossings_array(found.n_useful)
    return few, many, flat


def _series(n_points: int, phases: list[PhaseResult], blank: list[int]) -> SeriesResult:
    centre: list[float | None] = [None] * n_points
    for phase in phases:
        centre[phase.first : phase.last + 1] = [phase.centre] * (phase.last - phase.first + 1)
    for at in blank:
        centre[at] = None
    return SeriesResult(
        n=n_points,
        n_useful=sum(phase.n_useful for phase in phases),
        n_missing=len(blank),
        centre=tuple(centre),
        phases=tuple(phases),
    )


def _phase(
    first: int,
    last: int,
    centre: float,
    frozen: bool,
    n_values: int,
    n_useful: int,
    crossings: int,
    longest_run: int,
    signals: tuple[Signal, ...],
) -> PhaseResult:
    lower, upper = runs_limits(n_useful) or (None, None)
    return PhaseResult(
        first=first,
        last=last,
        centre=None if centre != centre else centre,
        frozen=frozen,
        n_values=n_values,
        n_useful=n_useful,
        runs=crossings + 1 if n_useful else 0,
        runs_lower=lower,
        runs_upper=upper,
        longest_run=longest_run,
        longest_run_limit=longest_run_limit(n_useful),
        crossings=crossings,
        crossings_limit=crossings_limit(n_useful),
        signals=signals,
    )


def _shifts(side: list[int], run_at: list[int], length: int, rules: RuleSet) -> list[Signal]:
    rule = names.LONG_RUN if rules.shift is None else names.SHIFT
    useful = _counted(side)
    ends = [
        at
        for at, position in enumerate(useful)
        if run_at[position] >= length and (at + 1 == len(useful) or run_at[useful[at + 1]] == 1)
    ]
    return [
        Signal(
            rule=rule,
            direction="up" if side[useful[end]] > 0 else "down",
            points=useful[end + 1 - run_at[useful[end]] : end + 1],
        )
        for end in ends
    ]


def _trends(trend_at: list[int], length: int) -> list[Signal]:
    counted = _counted(trend_at)
    ends = [
        at
        for at, position in enumerate(counted)
        if abs(trend_at[position]) >= length
        and (at + 1 == len(counted) or abs(trend_at[counted[at + 1]]) <= 2)
    ]
    return [
        Signal(
            rule=names.TREND,
            direction="up" if trend_at[counted[end]] > 0 else "down",
            points=counted[end + 1 - abs(trend_at[counted[end]]) : end + 1],
        )
        for end in ends
    ]


def _counted(marks: list[int]) -> tuple[int, ...]:
    return tuple([at for at, mark in enumerate(marks) if mark])
