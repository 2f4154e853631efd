"""The sample's drivers, changes and tests, with the effects that the numbers will show."""

from __future__ import annotations

import datetime as dt
import random

from collabdesk.models.ideas import Change, ChangeIndicator, Decision, Driver, Pdsa, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.periods import MONTH
from collabdesk.services.sample.making import BASELINE_MONTHS, Making

_TEXTS = ("how_to", "core", "adaptable", "cost")


def make_changes(making: Making) -> None:
    writer, rng, drivers = making.writer, making.rng, _make_drivers(making)
    for place, recipe in enumerate(making.plan["changes"], start=1):
        change = writer.add(
            Change(
                collaborative_id=making.collaborative.id,
                name=recipe["name"],
                driver_id=drivers[recipe["driver"]],
                position=place,
                **{name: recipe[name] for name in _TEXTS if name in recipe},
            )
        )
        moved = [one for one, how in making.indicators if how["code"] in recipe["moves"]]
        for indicator in moved:
            writer.add(ChangeIndicator(change_id=change.id, indicator_id=indicator.id))
        share = 0.62 if recipe["effect"] else 0.45
        for team in making.teams:
            if rng.random() < share:
                _make_test(making, change, team, float(recipe["effect"]), moved)


def _make_drivers(making: Making) -> dict[str, int]:
    found = {}
    for place, (primary, secondary) in enumerate(making.plan["drivers"], start=1):
        parent = making.writer.add(
            Driver(collaborative_id=making.collaborative.id, name=primary, position=place)
        )
        for number, name in enumerate(secondary, start=1):
            child = Driver(
                collaborative_id=making.collaborative.id, parent_id=parent.id, name=name, position=number
            )
            found[name] = making.writer.add(child).id
    return found


def _make_test(making: Making, change: Change, team: Team, effect: float, moved: list[Indicator]) -> None:
    rng = making.rng
    joined = MONTH.holding(team.joined) if team.joined else making.first
    begin = max(joined + 2, making.first + BASELINE_MONTHS)
    if begin > making.last - 1:
        return
    latest = max(begin, making.last - 1)
    month = (
        rng.randint(max(begin, latest - 2), latest)
        if rng.random() < 0.15
        else rng.randint(begin, min(latest, begin + 6))
    )
    started = MONTH.first_day(month) + dt.timedelta(days=rng.randint(0, 24))
    if team.left and started > team.left:
        return
    good = effect != 0 and not (effect < 0 and change.name.startswith("Second check"))
    chances = (0.7, 0.15) if good else (0.25, 0.1)
    draw = rng.random()
    late = month > making.last - 3
    decision = (
        Decision.ADOPTED
        if draw < chances[0]
        else Decision.ADAPTED
        if draw < sum(chances)
        else Decision.ABANDONED
    )
    if late:
        decision = Decision.TESTING
    decided = None if late else started + dt.timedelta(days=rng.randint(30, 75))
    test = making.writer.add(
        Test(change_id=change.id, team_id=team.id, started=started, decision=decision, decided=decided)
    )
    if rng.random() < 0.3:
        making.writer.add(_cycle(test, rng))
    for indicator in moved:
        making.effects.setdefault((team.id, indicator.id), []).append((month, effect))


def _cycle(test: Test, rng: random.Random) -> Pdsa:
    right = rng.random() < 0.6
    return Pdsa(
        test_id=test.id,
        number=1,
        started=test.started,
        ended=test.started + dt.timedelta(days=14),
        plan="Two midwives try it on one shift for two weeks.",
        prediction="It takes no longer than before, and nobody is left out.",
        data_plan="Tally sheet at the desk, counted every Friday.",
        happened="Done on 9 of 10 shifts; night shifts forgot it twice.",
        prediction_right=right,
        learned="Works when one person is named for it on each shift.",
        decision="adopt" if right else "adapt",
    )
