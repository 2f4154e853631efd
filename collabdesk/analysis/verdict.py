"""One word per series for badges, filters and the sign of a chart: improved, worsened, no signal, not enough.

The rule, the same for one chart and for a whole collaborative (vectorised): in the current (last) phase,
the shifts (long runs) and trends (on a control chart also what lies outside or near its limits) whose last
counted point is the latest decide. All of them in the good direction: improved; all in the bad: worsened;
both, or no direction of good, or signals without a direction (runs, crossings) only: no signal. They decide
only while they hold: when the median of the last 3 values lies on the other side of the centre line, there is
no signal any more (or not yet). Fewer than 6 values and nothing fired: not enough data (method.md, 2).

At a ceiling (method.md, 6) with the centre line itself at 0 % or 100 %, every useful point lies on the other
side of the line, so shifts don't decide there, unless the last 6 values have all left the ceiling.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.control import Measured, control_chart
from collabdesk.analysis.limits import limit_ends, limit_signals
from collabdesk.analysis.medians import (
    TOLERANCE,
    BoolArray,
    FloatArray,
    IntArray,
    SideArray,
    row_medians,
    side_of,
)
from collabdesk.analysis.rules import POINTS_FOR_A_VERDICT, RuleSet
from collabdesk.analysis.runchart import Signal, usable
from collabdesk.analysis.scan import PhaseRows, Scan, scan, shift_lengths


class Verdict(enum.IntEnum):
    """The codes in the arrays of this module."""

    NOT_ENOUGH = 0
    NO_SIGNAL = 1
    IMPROVED = 2
    WORSENED = 3


LATEST = 3
"""How many values tell where a series is now (method.md, 6: latest)."""

VerdictArray = npt.NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Ceilings:
    """Per row: ``at`` is the bound (0 or ``full``) that more than half the values sit on, else NaN."""

    at: FloatArray
    hides_shifts: BoolArray
    """The centre line sits on that bound and the last 6 values have not all left it."""


def ceilings(found: Scan, full: FloatArray) -> Ceilings:
    """Which rows sit at a ceiling or floor; ``full`` is 100 % in the rows' unit, NaN where it has none."""
    half = found.n_values / 2
    low = (np.count_nonzero(found.values == 0, axis=1) > half) & ~np.isnan(full)
    near = np.abs(found.values - full[:, None]) <= TOLERANCE * full[:, None]
    at = np.where(np.count_nonzero(near, axis=1) > half, full, np.where(low, 0.0, np.nan))
    hides = ~np.isnan(at) & (side_of(found.centre, at) == 0)
    hidden = np.flatnonzero(hides)
    values = found.values[hidden]
    off = (side_of(values, at[hidden, None]) != 0) & last_values(values, POINTS_FOR_A_VERDICT)
    hides[hidden] = np.count_nonzero(off, axis=1) < POINTS_FOR_A_VERDICT
    return Ceilings(at=at, hides_shifts=hides)


def last_values(values: FloatArray, count: int) -> BoolArray:
    """Where the last ``count`` values of each row are [rows, columns]."""
    there = ~np.isnan(values)
    behind = np.cumsum(there[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(there & (behind <= count))


def latest_side(found: Scan, rows: BoolArray | None = None) -> SideArray:
    """On which side of the centre line the median of the last 3 values lies, per row (0 where not asked)."""
    asked = np.arange(len(found.centre)) if rows is None else np.flatnonzero(rows)
    values = found.values[asked]
    recent = row_medians(np.where(last_values(values, LATEST), values, np.nan))
    side = np.zeros(len(found.centre), np.int8)
    side[asked] = side_of(recent, found.centre[asked])
    return side


def row_verdicts(
    found: Scan,
    rules: RuleSet,
    good: IntArray,
    full: FloatArray,
    limits: tuple[IntArray, IntArray] | None = None,
) -> VerdictArray:
    """The verdict of each row of a scan.

    ``good`` [rows] is 1 where higher is better, -1 where lower is, 0 without a direction; ``full`` [rows] is
    as in `ceilings`; ``limits``: where the signals about a control chart's limits end, up and down.
    """
    ends = _latest_ends(found, rules, ceilings(found, full).hides_shifts)
    if limits is not None:
        ends = np.maximum(ends[0], limits[0]), np.maximum(ends[1], limits[1])
    latest = np.maximum(ends[0], ends[1])
    now = latest_side(found, latest >= 0)
    held = ~((now > 0) & (ends[1] == latest)) & ~((now < 0) & (ends[0] == latest))
    better = np.where(good > 0, ends[0], ends[1])
    worse = np.where(good > 0, ends[1], ends[0])
    fired = (latest >= 0) & (good != 0) & (better != worse) & held
    verdict = np.where(better > worse, Verdict.IMPROVED, Verdict.WORSENED)
    few = (found.n_values < POINTS_FOR_A_VERDICT) & (latest < 0)
    quiet = np.where(few, Verdict.NOT_ENOUGH, Verdict.NO_SIGNAL)
    return np.where(fired, verdict, quiet).astype(np.int8)


def verdicts(
    values: FloatArray,
    excluded: BoolArray,
    rows: PhaseRows,
    rules: RuleSet,
    good: IntArray,
    full: FloatArray,
) -> VerdictArray:
    """The verdict of each series [series, columns]: of its last phase. ``values`` still hold excluded points.

    The ``nhs`` rules judge an XmR chart, which knows no ceilings.
    """
    last = rows.current()
    good, full = good[last.series], full[last.series]
    if not rules.strict:
        return row_verdicts(scan(usable(values, excluded), last), rules, good, full)
    found, signals = xmr(values, excluded, last)
    return row_verdicts(found, rules, good, np.full(len(full), np.nan), limit_ends(signals))


def xmr(values: FloatArray, excluded: BoolArray, rows: PhaseRows) -> tuple[Scan, list[tuple[Signal, ...]]]:
    """The XmR chart of the ``nhs`` rules: its scan, and the signals about its limits."""
    control = control_chart("i", Measured(value=values, excluded=excluded), rows, nhs=True)
    found = scan(usable(values, excluded), rows, centre=control.centre, strict=True)
    return found, limit_signals(control, found, two_of_three=True)


def _latest_ends(found: Scan, rules: RuleSet, hidden: BoolArray) -> tuple[IntArray, IntArray]:
    long = (found.run_at >= shift_lengths(found, rules)) & (found.run_at > 0) & ~hidden
    up, down = long & (found.side > 0), long & (found.side < 0)
    if rules.trend is not None:
        up |= found.trend_at >= rules.trend
        down |= found.trend_at <= -rules.trend
    return _last_true(up), _last_true(down)


def _last_true(marks: BoolArray) -> IntArray:
    if not len(marks):
        return np.full(marks.shape[1], -1)
    last = len(marks) - 1 - np.argmax(marks[::-1], axis=0)
    return np.where(marks.any(axis=0), last, -1)
