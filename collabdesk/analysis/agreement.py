"""How well a recount from the register agrees with what was reported.

The ratio of the two, recounted over reported, is the verification factor of data quality reviews (World Health
Organization, Data quality review: a toolkit for facility data quality assessment, module 3, 2017): above 1 the
report said too little, below 1 too much. A factor within 0.90 to 1.10 counts there as close enough. The factor of
1.5 in one number and of 0.5 in another would cancel out in a mean, so CollabDesk shows the *agreement*: the
smaller of the two numbers as a percentage of the larger. It is the same for reports that say too much and too little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TOLERANCE = 0.10
"""A report within so much of the register is close enough."""

Pair = tuple[float, float]
"""What was reported, and what the register says."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Of several recounted numbers: how many, how many were close enough, and their mean agreement in percent."""

    numbers: int
    close_enough: int
    percent: float

    @property
    def close(self) -> bool:
        """Whether all of them were close enough."""
        return self.close_enough == self.numbers


def percent(reported: float, recounted: float) -> float:
    """The agreement of one number, 0 to 100; two zeros agree wholly."""
    high = max(reported, recounted)
    return 100.0 if high == 0 else 100.0 * min(reported, recounted) / high


def factor(reported: float, recounted: float) -> float | None:
    """The verification factor, recounted over reported; None where nothing was reported."""
    return recounted / reported if reported else None


def is_close(reported: float, recounted: float) -> bool:
    """Whether the factor lies within the tolerance; two zeros do."""
    if reported == 0:
        return recounted == 0
    return abs(recounted / reported - 1) <= TOLERANCE + 1e-9


def agreement(pairs: Sequence[Pair]) -> Agreement | None:
    """The agreement of several numbers; None without any."""
    if not pairs:
        return None
    return Agreement(
        numbers=len(pairs),
        close_enough=sum(is_close(*pair) for pair in pairs),
        percent=sum(percent(*pair) for pair in pairs) / len(pairs),
    )
