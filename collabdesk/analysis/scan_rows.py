"""The pass of `scan` along the rows: for one or a few series, where a pass over the columns would be slow."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.medians import TOLERANCE, SideArray

_TIMES = 8


def long_and_few(shape: tuple[int, ...]) -> bool:
    """Whether an array [columns, rows] has so many more columns than rows that rows are the quicker way."""
    return shape[0] > _TIMES * shape[1]


def row_runs(side: SideArray, run_at: npt.NDArray[np.int16] | npt.NDArray[np.int32]) -> None:
    """Fill in the length of the run so far at each useful point of one series."""
    at = np.flatnonzero(side)
    own = side[at]
    number = np.arange(len(at))
    starts = np.append(True, own[1:] != own[:-1])[: len(at)]
    run_at[at] = number - np.maximum.accumulate(np.where(starts, number, 0)) + 1


def row_trends(values: list[float], strict: bool) -> list[int]:
    """The length of the trend so far at each counted point of one series, negative when falling; elsewhere 0."""
    trend_at = [0] * len(values)
    last, direction, length = float("nan"), 0, 0
    for at, here in enumerate(values):
        if here != here:
            continue
        step = _side(here, last)
        first = step == 0 if strict else last != last
        if not step and not first:
            continue
        length = 1 if first else length + 1 if step == direction else 2
        direction, last = step, here
        trend_at[at] = -length if step < 0 else length
    return trend_at


def _side(here: float, last: float) -> int:
    difference, near = here - last, TOLERANCE * max(abs(here), abs(last))
    return int(difference > near) - int(difference < -near)
