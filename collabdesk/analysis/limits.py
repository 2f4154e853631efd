"""Signals that need limits: points outside them, and the ``nhs`` rule of two of three (method.md, 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from collabdesk.analysis import rules as names
from collabdesk.analysis.control import Control
from collabdesk.analysis.medians import FloatArray, IntArray, SideArray, side_of
from collabdesk.analysis.rules import RuleSet
from collabdesk.analysis.runchart import SeriesResult, Signal, series_results
from collabdesk.analysis.scan import Scan


def limit_signals(control: Control, found: Scan, *, two_of_three: bool) -> list[tuple[Signal, ...]]:
    """The signals of each row: those outside the limits, above and below; then two of three where asked."""
    outside = _outside(control, found.values)
    near = _beyond_two_sigma(control, found.values)
    made: list[tuple[Signal, ...]] = [()] * len(outside)
    for row in np.flatnonzero(outside.any(axis=1) | near.any(axis=1)).tolist():
        signals = _points_outside(outside[row].tolist())
        if two_of_three:
            signals += _two_of_three(found.side[:, row].tolist(), near[row].tolist(), found.values[row])
        made[row] = tuple(signals)
    return made


def limit_ends(signals: Sequence[tuple[Signal, ...]]) -> tuple[IntArray, IntArray]:
    """The last counted point of the signals about limits, up and down, per row; -1 where there is none."""
    up, down = np.full(len(signals), -1), np.full(len(signals), -1)
    for row, mine in enumerate(signals):
        for signal in mine:
            ends = up if signal.direction == "up" else down
            ends[row] = max(ends[row], signal.points[-1])
    return up, down


def control_results(
    measured: FloatArray, control: Control, found: Scan, rules: RuleSet
) -> list[SeriesResult]:
    """The results per series of a control chart: the rules about its own centre line, then about its limits.

    ``measured`` [series, columns] are the values as read, which an mr chart does not plot itself.
    """
    results = series_results(control.plotted, found, rules)
    extra = limit_signals(control, found, two_of_three=rules.strict)
    lower, upper = (_by_series(part, found, len(measured)) for part in (control.lower, control.upper))
    missing = np.count_nonzero(np.isnan(measured), axis=1).tolist()
    starts = np.searchsorted(found.rows.series, np.arange(len(measured))).tolist()
    return [
        replace(
            result,
            n_missing=missing[at],
            lower=tuple(lower[at]),
            upper=tuple(upper[at]),
            phases=tuple(
                replace(phase, signals=phase.signals + extra[starts[at] + step])
                for step, phase in enumerate(result.phases)
            ),
        )
        for at, result in enumerate(results)
    ]


def _by_series(limits: FloatArray, found: Scan, n_series: int) -> list[list[float | None]]:
    """The limits of the phases put together per series, None where there is none."""
    whole = np.full((n_series, limits.shape[1]), np.nan)
    np.fmax.at(whole, found.rows.series, limits)
    return [[None if limit != limit else limit for limit in row] for row in whole.tolist()]


def _outside(control: Control, values: FloatArray) -> SideArray:
    above = side_of(values, control.upper) > 0
    below = side_of(values, control.lower) < 0
    return above.astype(np.int8) - below.astype(np.int8)


def _beyond_two_sigma(control: Control, values: FloatArray) -> SideArray:
    """Which side a point is more than 2 sigma from the centre line but not outside the limits, else 0."""
    centre = control.centre[:, None]
    above = side_of(values, centre + (control.upper - centre) * 2 / 3) > 0
    below = side_of(values, centre - (centre - control.lower) * 2 / 3) < 0
    side = above.astype(np.int8) - below.astype(np.int8)
    return np.where(_outside(control, values) == 0, side, 0).astype(np.int8)


def _points_outside(outside: list[int]) -> list[Signal]:
    up = tuple(at for at, side in enumerate(outside) if side > 0)
    down = tuple(at for at, side in enumerate(outside) if side < 0)
    made = []
    if up:
        made.append(Signal(rule=names.OUTSIDE_LIMITS, direction="up", points=up))
    if down:
        made.append(Signal(rule=names.OUTSIDE_LIMITS, direction="down", points=down))
    return made


def _two_of_three(side: list[int], near: list[int], values: FloatArray) -> list[Signal]:
    """Three points on one side with two or more of them near the limit; windows that share one are one signal."""
    there = np.flatnonzero(~np.isnan(values)).tolist()
    groups: list[list[int]] = []
    for window in zip(there, there[1:], there[2:], strict=False):
        sides = {side[at] for at in window}
        counted = [at for at in window if near[at]]
        if len(sides) != 1 or len(counted) < 2:
            continue
        if groups and side[groups[-1][-1]] == side[counted[0]] and groups[-1][-1] >= counted[0]:
            groups[-1] += [at for at in counted if at not in groups[-1]]
        else:
            groups.append(counted)
    return [
        Signal(rule=names.TWO_OF_THREE, direction="up" if side[group[0]] > 0 else "down", points=tuple(group))
        for group in groups
    ]
