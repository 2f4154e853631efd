"""What is known while a sample is made."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from collabdesk.models.measures import Indicator
from collabdesk.models.places import Collaborative, Person, Team
from collabdesk.models.writer import Writer

BASELINE_MONTHS = 6
DETAILED = 40


@dataclass(frozen=True, kw_only=True)
class SampleSize:
    """How large a sample is made. The defaults are the collaborative that the guide shows."""

    teams: int = 24
    indicators: int = 6
    months: int = 24
    seed: int = 7


@dataclass(kw_only=True)
class Making:
    """What is known while the sample is made."""

    writer: Writer
    rng: random.Random
    plan: dict[str, Any]
    size: SampleSize
    first: int
    today: dt.date
    collaborative: Collaborative
    teams: list[Team] = field(default_factory=list)
    indicators: list[tuple[Indicator, dict[str, Any]]] = field(default_factory=list)
    coaches: list[Person] = field(default_factory=list)
    effects: dict[tuple[int, int], list[tuple[int, float]]] = field(default_factory=dict)
    """(team, indicator) -> [(month of the start, true effect)]"""
    people: dict[int, list[Person]] = field(default_factory=dict)
    """Team -> its people, of the teams that are told about in detail."""

    @property
    def detailed(self) -> list[Team]:
        """The teams whose people, actions and commitments are told: a thousand would only make the file large."""
        return self.teams[:DETAILED]

    def apart(self, about: str) -> random.Random:
        """Chance for something that must not disturb the rest: the numbers stay as they are."""
        return random.Random(f"{self.size.seed} {about}")

    @property
    def last(self) -> int:
        return self.first + self.size.months - 1
