"""The sample collaborative: believable, seeded, with changes whose true effects are known to its maker.

All names are invented. The same seed, size and day give the same file. The true effects (`true_effects`) let
the evidence be tested against what really happens in the numbers.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

from collabdesk import paths
from collabdesk.models import file
from collabdesk.models.measures import Direction, Indicator, IndicatorKind, Phase, Role
from collabdesk.models.places import Collaborative
from collabdesk.models.store import Store
from collabdesk.models.writer import Writer
from collabdesk.periods import MONTH
from collabdesk.services.sample.coaching import make_scores, make_visits
from collabdesk.services.sample.making import BASELINE_MONTHS, Making, SampleSize
from collabdesk.services.sample.numbers import observations
from collabdesk.services.sample.people import make_people, make_teams
from collabdesk.services.sample.sessions import make_sessions
from collabdesk.services.sample.trials import make_changes

__all__ = ["SampleSize", "make_sample", "true_effects"]

DEFAULT = SampleSize()


def make_sample(path: Path, person: str, today: dt.date, size: SampleSize = DEFAULT) -> Store:
    """Make a file with the sample collaborative, its last month the one before ``today``; returns it open."""

    def fill(store: Store) -> None:
        store.unjournalled(person, "Sample collaborative", lambda writer: _fill(writer, today, size))

    return file.create(path, person, fill)


def true_effects() -> dict[str, float]:
    """Change -> what it truly does to the indicators it should move, in the indicator's unit (+ is higher)."""
    return {change["name"]: float(change["effect"]) for change in _plan()["changes"]}


def _plan() -> dict[str, Any]:
    text = paths.resource("sample/safe_birth.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def _fill(writer: Writer, today: dt.date, size: SampleSize) -> None:
    plan = _plan()
    first = MONTH.holding(today) - size.months
    collaborative = writer.add(
        Collaborative(
            name=plan["name"],
            aim=plan["aim"],
            office=plan["office"],
            starts=MONTH.first_day(first),
            ends=MONTH.last_day(first + size.months + 5),
        )
    )
    making = Making(
        writer=writer,
        rng=random.Random(size.seed),
        plan=plan,
        size=size,
        first=first,
        today=today,
        collaborative=collaborative,
    )
    make_teams(making)
    _make_indicators(making)
    make_changes(making)
    for indicator, recipe in making.indicators:
        writer.put_observations(list(observations(making, indicator, recipe)))
    make_people(making)
    sessions = make_sessions(making)
    make_visits(making, sessions)
    make_scores(making)


def _make_indicators(making: Making) -> None:
    known = making.plan["indicators"]
    for place in range(making.size.indicators):
        recipe, turn = known[place % len(known)], place // len(known) + 1
        again = "" if turn == 1 else f", set {turn}"
        indicator = making.writer.add(
            Indicator(
                collaborative_id=making.collaborative.id,
                name=recipe["name"] + again,
                code=recipe["code"] + ("" if turn == 1 else f"-{turn}"),
                kind=IndicatorKind(recipe["kind"]),
                role=Role(recipe["role"]),
                direction=Direction(recipe["direction"]),
                numerator_label=recipe["numerator"],
                denominator_label=recipe["denominator"],
                source=recipe["source"],
                how=recipe["how"],
                unit=recipe.get("unit", "%"),
                multiplier=float(recipe.get("multiplier", 1)),
                target=float(recipe["target"]),
                due_day=10,
                position=place + 1,
            )
        )
        making.indicators.append((indicator, recipe))
        if making.size.months > BASELINE_MONTHS + 2:
            _freeze(making, indicator)


def _freeze(making: Making, indicator: Indicator) -> None:
    making.writer.add(
        Phase(
            indicator_id=indicator.id,
            first=making.first,
            last=making.first + BASELINE_MONTHS - 1,
            person="Grace Odanyo",
            reason="The months before the first learning session",
            decided=dt.datetime.combine(MONTH.first_day(making.first + BASELINE_MONTHS + 1), dt.time(9, 30)),
        )
    )
