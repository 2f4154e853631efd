"""The sample's observations."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from typing import Any

from collabdesk.models.measures import Indicator, Observation, State
from collabdesk.periods import MONTH
from collabdesk.services.sample.making import Making

_BIRTHS = {"hospital": (260, 500), "large": (130, 240), "centre": (45, 90), "small": (8, 25)}
"""A month's births in the kinds of place."""
_UNITS = {"proportion": 0.01, "rate": 0.001, "mean": 1.0}
"""From the unit in which effects are written to that of the level."""


def observations(making: Making, indicator: Indicator, recipe: dict[str, Any]) -> Iterator[Observation]:
    rng = making.rng
    low, high = recipe["start"]
    for team in making.teams:
        start = rng.uniform(low, high)
        births = _monthly_births(team.name, rng)
        joined = MONTH.holding(team.joined) if team.joined else making.first
        left = MONTH.holding(team.left) if team.left else making.last
        missing = rng.choice([0.0, 0.02, 0.05, 0.12])
        effects = making.effects.get((team.id, indicator.id), [])
        for month in range(max(making.first, joined - 2), min(making.last, left) + 1):
            if rng.random() < missing or (month == making.last and rng.random() < 0.2):
                continue
            level = start + sum(
                size * min(1.0, (month - at + 1) / 2) for at, size in effects if month >= at
            ) * _UNITS.get(recipe["kind"], 1.0)
            numbers = _numbers(recipe, level, births, rng)
            yield Observation(indicator_id=indicator.id, team_id=team.id, period=month, **numbers)


def kind_of_place(name: str) -> str:
    """hospital, large, centre or small: as the names of this country have it."""
    if "Hospital" in name:
        return "hospital"
    if "HC IV" in name or "Mission" in name:
        return "large"
    if "HC III" in name or "Centre" in name:
        return "centre"
    return "small"


def _monthly_births(name: str, rng: random.Random) -> float:
    return rng.uniform(*_BIRTHS[kind_of_place(name)])


def _numbers(recipe: dict[str, Any], level: float, births: float, rng: random.Random) -> dict[str, Any]:
    volume = max(0.0, rng.gauss(births * recipe["volume"], math.sqrt(births * recipe["volume"])))
    count = round(min(volume, recipe.get("cap", volume)))
    if count == 0:
        both = {} if recipe["kind"] == "mean" else {"numerator": 0.0, "denominator": 0.0}
        return {**both, "state": int(State.NO_CASES)}
    if recipe["kind"] == "mean":
        return {"value": float(max(8, round(rng.gauss(max(18, level), 9))))}
    chance = min(0.985, max(0.002, level))
    return {"numerator": float(_binomial(count, chance, rng)), "denominator": float(count)}


def _binomial(count: int, chance: float, rng: random.Random) -> int:
    if count <= 40:
        return sum(rng.random() < chance for _ in range(count))
    spread = math.sqrt(count * chance * (1 - chance))
    return min(count, max(0, round(rng.gauss(count * chance, spread))))
