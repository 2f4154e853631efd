"""What an indicator counts, and which way is good (method.md, 1)."""

from __future__ import annotations

import enum
from typing import Literal

Good = Literal["up", "down"] | None
"""The direction of good: higher values, lower values, or none."""


class IndicatorKind(enum.StrEnum):
    """The kinds of indicator; the values are what the file stores."""

    PROPORTION = "proportion"
    RATE = "rate"
    COUNT = "count"
    MEAN = "mean"
    TIME_BETWEEN = "time between"

    @property
    def has_ratio(self) -> bool:
        """The value is a numerator over a denominator."""
        return self in (IndicatorKind.PROPORTION, IndicatorKind.RATE)

    @classmethod
    def parse(cls, text: str) -> IndicatorKind:
        """The kind written as ``text``; ``time`` and ``time_between`` are understood. Raises ValueError."""
        plain = text.strip().lower().replace("_", " ").replace("-", " ")
        return cls.TIME_BETWEEN if plain == "time" else cls(plain)
