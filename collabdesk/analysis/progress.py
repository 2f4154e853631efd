"""The progress of a series in three numbers: baseline, latest, gain (method.md, 6, after Franco & Marquez 2011)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from collabdesk.analysis.medians import BoolArray, FloatArray, IntArray, row_medians
from collabdesk.analysis.verdict import LATEST, last_values

POINTS = LATEST
"""How many points the latest, and a baseline that nobody set, are taken from."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Arrays [series] in the unit of the values; NaN where there are no points.

    ``baseline`` is the median of the baseline points, without one of the first 3; ``latest`` the median of the
    last 3, ``latest_at`` the position of the last (-1: none); ``gain`` is latest - baseline, + is better.
    """

    baseline: FloatArray
    latest: FloatArray
    latest_at: IntArray
    gain: FloatArray
    from_baseline: BoolArray
    """The baseline comes from a window that held points."""
    enough: BoolArray
    """There are the 3 points that a baseline and the latest are taken from."""


def progress(values: FloatArray, base_first: IntArray, base_last: IntArray, good: IntArray) -> Progress:
    """Progress of ``values`` [series, points], NaN where missing or excluded.

    ``base_first`` and ``base_last`` [series] are positions, both included, -1 without a baseline; ``good``
    [series] is -1 where lower is better (the gain changes its sign), else 1 or 0.
    """
    there = ~np.isnan(values)
    columns = np.arange(values.shape[1])
    window = (columns >= base_first[:, None]) & (columns <= base_last[:, None]) & (base_first >= 0)[:, None]
    based = np.asarray((window & there).any(axis=1))
    first = there & (np.cumsum(there, axis=1) <= POINTS)
    chosen = np.where(based[:, None], window, first)
    baseline = row_medians(np.where(chosen, values, np.nan))
    recent = last_values(values, POINTS)
    latest = row_medians(np.where(recent, values, np.nan))
    latest_at = np.where(there, columns, -1).max(axis=1, initial=-1)
    sign = np.where(good < 0, -1.0, 1.0)
    return Progress(
        baseline=baseline,
        latest=latest,
        latest_at=latest_at,
        gain=(latest - baseline) * sign,
        from_baseline=based,
        enough=np.asarray(np.count_nonzero(there, axis=1) >= POINTS),
    )
