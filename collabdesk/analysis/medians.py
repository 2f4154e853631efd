"""Medians, means and sides of a line, for many series at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
SideArray = npt.NDArray[np.int8]

TOLERANCE = 1e-9
"""Two numbers are the same within this share of the larger magnitude (method.md, 2)."""


def row_medians(values: FloatArray) -> FloatArray:
    """The median of each row of [rows, columns], leaving NaN out; NaN for a row without numbers."""
    if values.shape[1] == 0:
        return np.full(values.shape[0], np.nan)
    ordered = np.sort(values, axis=1)
    count = np.count_nonzero(~np.isnan(values), axis=1)
    rows = np.arange(values.shape[0])
    lower = ordered[rows, np.maximum(count - 1, 0) // 2]
    upper = ordered[rows, np.minimum(count // 2, values.shape[1] - 1)]
    return np.where(count > 0, (lower + upper) / 2, np.nan)


def row_means(values: FloatArray) -> FloatArray:
    """The mean of each row, leaving NaN out; NaN for a row without numbers."""
    there = ~np.isnan(values)
    count = np.count_nonzero(there, axis=1)
    total = np.where(there, values, 0.0).sum(axis=1)
    return np.asarray(np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0))


def side_of(values: FloatArray, line: FloatArray) -> SideArray:
    """Which side of a line: 1 above, -1 below, 0 on it (within `TOLERANCE`) or where either is NaN."""
    difference = values - line
    near = TOLERANCE * np.maximum(np.abs(values), np.abs(line))
    return (difference > near).astype(np.int8) - (difference < -near).astype(np.int8)
