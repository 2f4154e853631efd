"""The times between events."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from collabdesk.analysis.medians import FloatArray


def days_between(days: Sequence[int]) -> FloatArray:
    """From the ordinals of events in order to the days from each to the next."""
    return np.diff(np.array(days, dtype=np.float64))
