"""Which series are ready for a baseline, and which have left theirs behind (method.md, 3); for all at once.

Arrays are [series, columns] with NaN where there is no point to count, or [series].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.medians import BoolArray, FloatArray, IntArray, row_means, row_medians, side_of
from collabdesk.analysis.runchart import usable

READY = 10
"""So many points make a baseline that is proposed..."""
FULL = 12
"""... and so many are the most that it takes."""
LONG_RUN = 9
"""So many useful points on one side after the baseline make a new median worth proposing."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """Where one series stands, by position: its current phase begins at ``start``.

    A first baseline must not reach the team's first ``test`` of a change, nor the first action period after it
    ``joined``: else it would swallow the improvement. ``limited`` is False for the phases after the first.
    ``base`` is the frozen window of the current phase, None while it is provisional.
    """

    start: int = 0
    joined: int | None = None
    test: int | None = None
    limited: bool = True
    base: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the pass found for one series, by position.

    ``first`` to ``last`` are the (at most `FULL`) points that could be a baseline, ``n_points`` of them with the
    median ``median``; ``closed``: the limit has been passed, so there will never be more of them.
    ``base_median`` is the median of the frozen window, of ``base_points`` points. ``run`` useful points, from
    ``run_first`` to the last, lie on the side ``run_side`` of it; ``run_median`` is the median of all points
    since; ``newest`` is the position of the last point.
    """

    first: int
    last: int
    n_points: int
    median: float | None
    closed: bool
    base_median: float | None
    base_points: int
    run: int
    run_first: int
    run_side: int
    run_median: float | None
    newest: int


def usable_values(cube: ObservationCube, indicator_id: int) -> FloatArray:
    """The values of one indicator [team, period], NaN where missing, without cases or excluded."""
    at = cube.indicator_at(indicator_id)
    return usable(cube.value[at], cube.excluded[at])


def as_series(values: Sequence[float | None]) -> FloatArray:
    """One series as an array [1, columns]."""
    return np.array([values], dtype=np.float64)


def survey(
    values: FloatArray,
    courses: Sequence[Course],
    actions: Sequence[int] = (),
    fewest: int = 0,
    *,
    means: bool = False,
) -> dict[int, Found]:
    """Look at every series once; by position in ``courses``. ``means``: the lines are means, not medians.

    ``actions`` are the positions where the action periods begin, in time. With ``fewest``, only the series are
    given of which there may be something to say: those with so many points to freeze and fewer frozen, and those
    with a long run. Of thousands, most have neither.
    """
    n_columns = values.shape[1]
    columns = np.arange(n_columns)
    there = ~np.isnan(values)
    start = np.array([one.start for one in courses], dtype=np.int64)
    limit = _limits(there, courses, actions)
    base = np.array([one.base or (0, -1) for one in courses], dtype=np.int64).reshape(-1, 2)
    candidate = there & (columns >= start[:, None]) & (columns < limit[:, None])
    candidate &= np.cumsum(candidate, axis=1) <= FULL
    frozen = there & (columns >= base[:, :1]) & (columns <= base[:, 1:])
    lines = row_means if means else row_medians
    centre = lines(np.where(frozen, values, np.nan))
    after = columns > np.maximum(base[:, 1], start - 1)[:, None]
    run, run_first, run_side = _last_runs(np.where(after, values, np.nan), centre)
    n_points, n_frozen = np.count_nonzero(candidate, axis=1), np.count_nonzero(frozen, axis=1)
    asked = (n_points >= fewest) & (n_frozen < fewest) | (run >= LONG_RUN) | (fewest == 0)
    told = (
        _first(candidate),
        _last(candidate),
        n_points,
        lines(np.where(candidate, values, np.nan)),
        _last(there) >= limit,
        centre,
        n_frozen,
        run,
        run_first,
        run_side,
        lines(np.where(columns >= run_first[:, None], values, np.nan)),
        _last(there),
    )
    rows = zip(*(one[asked].tolist() for one in told), strict=True)
    return {at: _found(*row) for at, row in zip(np.flatnonzero(asked).tolist(), rows, strict=True)}


def window_centre(
    values: FloatArray, first: int, last: int, *, means: bool = False
) -> tuple[float | None, int]:
    """The median (or mean) of the points of one series [1, columns] between two positions, and how many they are."""
    part = values[:, max(first, 0) : max(last + 1, 0)]
    return _known((row_means if means else row_medians)(part)[0]), int(np.count_nonzero(~np.isnan(part)))


def _found(
    first: int,
    last: int,
    n_points: int,
    median: float,
    closed: bool,
    base_median: float,
    base_points: int,
    run: int,
    run_first: int,
    run_side: int,
    run_median: float,
    newest: int,
) -> Found:
    return Found(
        first=first,
        last=last,
        n_points=n_points,
        median=_known(median),
        closed=closed,
        base_median=_known(base_median),
        base_points=base_points,
        run=run,
        run_first=run_first,
        run_side=run_side,
        run_median=_known(run_median),
        newest=newest,
    )


def _limits(there: BoolArray, courses: Sequence[Course], actions: Sequence[int]) -> IntArray:
    """The first position that a baseline must not reach; beyond all where nothing has begun.

    A team that began to report, or joined, after an action period began is bound by the next one only.
    """
    never = np.iinfo(np.int64).max
    begins = np.array([*actions, never], dtype=np.int64)
    joined = np.array([-1 if one.joined is None else one.joined for one in courses], dtype=np.int64)
    reported, taken_in = np.searchsorted(begins, _first(there), "right"), np.searchsorted(begins, joined)
    action = begins[np.minimum(np.maximum(reported, taken_in), len(begins) - 1)]
    test = np.array([never if one.test is None else one.test for one in courses], dtype=np.int64)
    limited = np.array([one.limited for one in courses], dtype=np.bool_)
    return np.where(limited, np.minimum(action, test), never)


def _last_runs(values: FloatArray, centre: FloatArray) -> tuple[IntArray, IntArray, IntArray]:
    """Of the run that each series ends with: its length, its first position and its side.

    Points on the line and missing ones neither break nor count, as in the shift rule (method.md, 2).
    """
    n_series = len(values)
    length, first = np.zeros(n_series, np.int64), np.full(n_series, -1)
    before = np.zeros(n_series, np.int8)
    for at, here in enumerate(side_of(values, centre[:, None]).T):
        useful = here != 0
        begun = useful & (here != before)
        first = np.where(begun, at, first)
        length = np.where(begun, 1, length + useful)
        before = np.where(useful, here, before)
    return length, first, before.astype(np.int64)


def _first(marks: BoolArray) -> IntArray:
    if marks.shape[1] == 0:
        return np.full(len(marks), -1)
    return np.where(marks.any(axis=1), marks.argmax(axis=1), -1)


def _last(marks: BoolArray) -> IntArray:
    if marks.shape[1] == 0:
        return np.full(len(marks), -1)
    return np.where(marks.any(axis=1), marks.shape[1] - 1 - marks[:, ::-1].argmax(axis=1), -1)


def _known(value: float) -> float | None:
    return None if value != value else float(value)
