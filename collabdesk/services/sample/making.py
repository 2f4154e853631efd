"""What is known while a sample is made."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from collabdesk.models.measures import Indicator
from collabdesk.models.places import Collaborative, Person, Team
from collabdesk.models.writer import Writer

BASELINE_MONTHS = 6


@dataclass(frozen=True, kw_only=True)
class SampleSize:
    """How large a sample is made. The defaults are the collaborative that the guide shows."""

    teams: int = 24
    indicators: int = 6
    months: int = 18
    seed: int = 7


@dataclass(kw_only=True)
class Making:
    """What is known while the sample is made."""

    writer: Writer
    rng: random.Random
    plan: dict[str, Any]
    size: SampleSize
    first: int
    collaborative: Collaborative
    teams: list[Team] = field(default_factory=list)
    indicators: list[tuple[Indicator, dict[str, Any]]] = field(default_factory=list)
    coaches: list[Person] = field(default_factory=list)
    effects: dict[tuple[int, int], list[tuple[int, float]]] = field(default_factory=dict)
    """(team, indicator) -> [(month of the start, true effect)]"""

    @property
    def last(self) -> int:
        return self.first + self.size.months - 1
