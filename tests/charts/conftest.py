"""A series to vary: 24 months from January 2025."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from collabdesk.charts.inputs import SeriesInput

JANUARY = 2025 * 12


def make_series(y: list[float | None], **options: Any) -> SeriesInput:
    """A proportion from January 2025 on, None for not reported."""
    values = np.array([np.nan if v is None else v for v in y], dtype=float)
    return SeriesInput(**{"title": "Kiboga HC IV", "first": JANUARY, "y": values, **options})


@pytest.fixture
def series() -> Callable[..., SeriesInput]:
    return make_series
