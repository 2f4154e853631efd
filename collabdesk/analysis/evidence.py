"""What followed a change: windows, signal and size of each test of a change (method.md, 7, points 1 to 3).

A *case* is one test (a team that began a change) seen through one indicator. All cases are judged in one pass.
Periods are positions on the axis of the values; a start may lie before or after it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.medians import FloatArray, IntArray, row_medians, side_of
from collabdesk.analysis.rules import IHI_SHIFT
from collabdesk.analysis.scan import PhaseRows, scan
from collabdesk.analysis.verdict import last_values

WINDOW = 12
"""Points before, and periods after."""
ENOUGH = 6
"""Usable points that each window needs."""
PAST_ABANDONING = 6
"""Periods after a decision to abandon that still count."""
LATEST_START = 6
"""A signal begins at the start of the test, or at most so many periods after it."""
NEVER = int(np.iinfo(np.int32).max)
"""The position of what has not happened."""

OutcomeArray = npt.NDArray[np.int8]


class Outcome(enum.IntEnum):
    """What one test shows for one indicator."""

    TOO_FEW = 0
    NO_ROOM = 1
    NO_SIGNAL = 2
    IMPROVED = 3
    WORSENED = 4
    NO_DIRECTION = 5
    """The indicator has no direction of good: sizes and no word."""


@dataclass(frozen=True, kw_only=True)
class Cases:
    """The cases as arrays [case] of positions on the axes of the values [indicator, team, period]."""

    indicator: IntArray
    team: IntArray
    change: IntArray
    start: IntArray
    stop: IntArray
    """The last period that counts because the test was abandoned; `NEVER` where it was not."""

    def __len__(self) -> int:
        return len(self.team)

    @classmethod
    def of(cls, rows: list[tuple[int, int, int, int, int]]) -> Cases:
        """Cases from (indicator, team, change, start, stop)."""
        columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
        return cls(
            indicator=columns[0], team=columns[1], change=columns[2], start=columns[3], stop=columns[4]
        )


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What the cases show, arrays [case]; sizes are signed so that + is better, NaN where not given."""

    outcome: OutcomeArray
    size: FloatArray
    before: FloatArray
    """The median of the points before."""
    after: FloatArray
    n_before: IntArray
    n_after: IntArray
    first_before: IntArray
    """The periods that the size was taken over: from ``first_before`` to the one before the start..."""
    last_after: IntArray
    """... and from the start to ``last_after``; both -1 where there are no points."""
    end: IntArray
    """The last period of the after window, points or not; at most the last of the axis."""
    signal_at: IntArray
    """The position of the signal's first point; -1 without one."""

    @property
    def counted(self) -> npt.NDArray[np.bool_]:
        """Which have enough data, and room to improve."""
        return np.asarray(self.outcome >= Outcome.NO_SIGNAL)

    @property
    def missing(self) -> IntArray:
        """How many more usable points each needs, before and after together."""
        return np.maximum(ENOUGH - self.n_before, 0) + np.maximum(ENOUGH - self.n_after, 0)


def judge(values: FloatArray, cases: Cases, good: IntArray, target: FloatArray) -> Judged:
    """Judge all cases against ``values`` [indicator, team, period], NaN where missing or excluded.

    ``good`` [indicator] is 1 where higher is better, -1 where lower is, 0 without a direction; ``target``
    [indicator] is NaN without one. A signal is looked for among the points of the after window alone, against
    the median before; where there is one each way, the good one counts (it is asked for first).
    """
    own = values[cases.indicator, cases.team]
    axis = np.arange(values.shape[2])
    earlier = np.where(axis < cases.start[:, None], own, np.nan)
    before = np.where(last_values(earlier, WINDOW), earlier, np.nan)
    end = np.minimum(np.minimum(cases.start + WINDOW - 1, cases.stop), values.shape[2] - 1)
    after = np.where((axis >= cases.start[:, None]) & (axis <= end[:, None]), own, np.nan)
    line, level = row_medians(before), row_medians(after)
    counts = np.count_nonzero(~np.isnan(before), axis=1), np.count_nonzero(~np.isnan(after), axis=1)
    direction = good[cases.indicator]
    up, down = _signals(after, line, cases.start)
    better, worse = np.where(direction < 0, down, up), np.where(direction < 0, up, down)
    outcome = np.where(
        better >= 0, Outcome.IMPROVED, np.where(worse >= 0, Outcome.WORSENED, Outcome.NO_SIGNAL)
    )
    goal = target[cases.indicator]
    full = (direction != 0) & ~np.isnan(goal) & (side_of(line, goal) * direction >= 0)
    outcome = np.where(direction == 0, Outcome.NO_DIRECTION, np.where(full, Outcome.NO_ROOM, outcome))
    few = (counts[0] < ENOUGH) | (counts[1] < ENOUGH)
    outcome = np.where(few, Outcome.TOO_FEW, outcome)
    at = np.where(outcome == Outcome.IMPROVED, better, np.where(outcome == Outcome.WORSENED, worse, -1))
    return Judged(
        outcome=outcome.astype(np.int8),
        size=np.where(few, np.nan, (level - line) * np.where(direction < 0, -1.0, 1.0)),
        before=line,
        after=level,
        n_before=counts[0],
        n_after=counts[1],
        first_before=_first(~np.isnan(before)),
        last_after=np.where(~np.isnan(after), axis, -1).max(axis=1, initial=-1),
        end=end,
        signal_at=at,
    )


def _first(marks: npt.NDArray[np.bool_]) -> IntArray:
    return np.where(marks.any(axis=1), marks.argmax(axis=1) if marks.shape[1] else -1, -1)


def _signals(after: FloatArray, line: FloatArray, start: IntArray) -> tuple[IntArray, IntArray]:
    """The first point of the first shift upwards and of the first downwards that begin in time; -1 without."""
    found = scan(after, PhaseRows.whole(*after.shape), centre=line)
    up, down = np.full(len(line), -1), np.full(len(line), -1)
    begun = np.full(len(line), -1)
    for at, (run, side) in enumerate(zip(found.run_at, found.side, strict=True)):
        begun = np.where(run == 1, at, begun)
        shift = (run >= IHI_SHIFT) & (begun >= start) & (begun <= start + LATEST_START)
        up = np.where(shift & (side > 0) & (up < 0), begun, up)
        down = np.where(shift & (side < 0) & (down < 0), begun, down)
    return up, down
