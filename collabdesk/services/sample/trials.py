"""The sample's drivers, changes and tests, with the effects that the numbers will show.

The teams go to work as a collaborative would want them to. Places of a kind share the ideas of an aim out among
themselves: some take the first, some the second, some wait. Half of its aims a team takes up after the first learning
session, the others after the second. It tests one idea for one indicator at a time, and the next when the former has
had its year, or was given up long enough ago; whoever joined later begins later. So each change has teams that have
not begun it to be compared with, and what follows it is not mixed up with what follows another. (Where teams begin
whatever they like in the same weeks, the net sizes of the changes of one indicator run into each other, and counting
twenty times as many births does not help: the company blurs them, not chance.)

Net sizes are a little smaller than the true effects even so: the teams compared with do not stand still, they test
something else.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from collabdesk.models.ideas import Change, ChangeIndicator, Decision, Driver, Pdsa, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.periods import MONTH
from collabdesk.services.sample.making import BASELINE_MONTHS, Making
from collabdesk.services.sample.numbers import kind_of_place

_TEXTS = ("how_to", "core", "adaptable", "cost")
_YEAR, _GIVEN_UP = 12, 9
"""Months after a test began until the team turns to the next idea for the same indicator."""
_FIRST_MONTHS = (1, 2)
"""Months after a session in which teams begin."""
_SECOND = 7
"""Months that the other half of the aims waits, where so many are left."""
_GOES_ON = 0.8
"""The share of teams that take up another idea when they are free for it."""
_WORKS = "Works when one person is named for it on each shift."
_DID_NOT = "Forgotten on the busy days; it took time and the numbers stayed as they were."
"""What teams wrote down of a change that helps, and of one that does not."""
_GOLDEN = (5**0.5 - 1) / 2
"""Its multiples fill the circle evenly however many are taken."""


@dataclass(frozen=True, kw_only=True)
class _Idea:
    change: Change
    effect: float
    helps: bool
    share: float
    """Of the teams that it suits and that are free, how many take it first."""
    places: tuple[str, ...]
    """The kinds of place that it suits; none: all."""
    indicators: frozenset[int]

    def suits(self, team: Team) -> bool:
        return not self.places or kind_of_place(team.name) in self.places


@dataclass(kw_only=True)
class _Work:
    """What one team is at."""

    first: list[tuple[_Idea, bool]] = field(default_factory=list)
    """The ideas that it took when they were shared out, and whether it begins with this aim."""
    tried: set[int] = field(default_factory=set)
    busy: dict[int, int] = field(default_factory=dict)
    """Indicator -> the month from which on it is free for another idea."""

    def is_free(self, idea: _Idea) -> bool:
        return all(idea.indicators.isdisjoint(other.indicators) for other, _early in self.first)


def make_changes(making: Making) -> None:
    ideas = _make_ideas(making, _make_drivers(making))
    work = {team.id: _Work() for team in making.teams}
    for turn, group in enumerate(_groups(ideas)):
        _share_out(making, group, work, turn)
    for team in making.teams:
        _go_to_work(making, team, work[team.id], ideas)


def _make_ideas(making: Making, drivers: dict[str, int]) -> list[_Idea]:
    made = []
    for place, recipe in enumerate(making.plan["changes"], start=1):
        change = making.writer.add(
            Change(
                collaborative_id=making.collaborative.id,
                name=recipe["name"],
                driver_id=drivers[recipe["driver"]],
                position=place,
                **{name: recipe[name] for name in _TEXTS if name in recipe},
            )
        )
        moved = [(one, how) for one, how in making.indicators if how["code"] in recipe["moves"]]
        for indicator, _how in moved:
            making.writer.add(ChangeIndicator(change_id=change.id, indicator_id=indicator.id))
        made.append(
            _Idea(
                change=change,
                effect=float(recipe["effect"]),
                helps=_helps(float(recipe["effect"]), moved),
                share=recipe["share"],
                places=tuple(recipe.get("places", ())),
                indicators=frozenset(one.id for one, _how in moved),
            )
        )
    return made


def _helps(effect: float, moved: list[tuple[Indicator, dict[str, Any]]]) -> bool:
    return effect != 0 and any((effect > 0) is (how["direction"] == "up") for _indicator, how in moved)


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


def _groups(ideas: list[_Idea]) -> list[list[_Idea]]:
    """Ideas for the same indicators, which are shared out together; those for most indicators first."""
    found: dict[frozenset[int], list[_Idea]] = {}
    for idea in ideas:
        found.setdefault(idea.indicators, []).append(idea)
    return sorted(found.values(), key=lambda group: -len(group[0].indicators))


def _share_out(making: Making, group: list[_Idea], work: dict[int, _Work], turn: int) -> None:
    """Places alike, one after the other, each take the next idea that is due by its share; some take none."""
    for begins_early in (True, False):
        start = making.rng.random()
        free = [
            team
            for place, team in enumerate(_alike(making))
            if (place % 2 == turn % 2) is begins_early
            and all(work[team.id].is_free(idea) for idea in group)
            and any(idea.suits(team) for idea in group)
        ]
        for number, team in enumerate(free):
            at = (start + number * _GOLDEN) % 1.0
            for idea in group:
                if 0 <= at < idea.share and idea.suits(team):
                    work[team.id].first.append((idea, begins_early))
                at -= idea.share


def _alike(making: Making) -> list[Team]:
    """Places of a kind beside each other, in no order of their own."""
    teams = list(making.teams)
    making.apart("alike").shuffle(teams)
    return sorted(teams, key=lambda team: kind_of_place(team.name))


def _go_to_work(making: Making, team: Team, work: _Work, ideas: list[_Idea]) -> None:
    """First what was shared out, then, as long as there are months left, what the team has not tried yet."""
    rng = making.rng
    joined = MONTH.holding(team.joined) if team.joined else making.first
    begin = max(joined + BASELINE_MONTHS - 1, making.first + BASELINE_MONTHS)
    wait = max(0, min(_SECOND, (making.size.months - BASELINE_MONTHS) // 2 - 1))
    for idea, begins_early in work.first:
        month = begin + rng.randint(*_FIRST_MONTHS) + (0 if begins_early else wait)
        _try(making, team, work, idea, month)
    for indicator, _recipe in making.indicators:
        work.busy.setdefault(indicator.id, begin + _YEAR)
    for idea in rng.sample(ideas, len(ideas)):
        month = max((work.busy[one] for one in idea.indicators), default=begin) + rng.randint(0, 3)
        if idea.change.id not in work.tried and idea.suits(team) and rng.random() < _GOES_ON:
            _try(making, team, work, idea, month)


def _try(making: Making, team: Team, work: _Work, idea: _Idea, month: int) -> None:
    """A test from a day of the month on, if the month has come and the team is still there."""
    started = MONTH.first_day(month) + dt.timedelta(days=making.rng.randint(0, 24))
    if month >= making.last or (team.left and started > team.left):
        return
    test = _make_test(making, idea, team, month, started)
    work.tried.add(idea.change.id)
    for indicator in idea.indicators:
        work.busy[indicator] = month + (_GIVEN_UP if test.decision is Decision.ABANDONED else _YEAR)
        making.effects.setdefault((team.id, indicator), []).append((month, idea.effect))


def _make_test(making: Making, idea: _Idea, team: Team, month: int, started: dt.date) -> Test:
    rng = making.rng
    adopted, adapted = (0.7, 0.15) if idea.helps else (0.25, 0.1)
    draw, decided = rng.random(), started + dt.timedelta(days=rng.randint(30, 75))
    decision = (
        Decision.ADOPTED
        if draw < adopted
        else Decision.ADAPTED
        if draw < adopted + adapted
        else Decision.ABANDONED
    )
    late = month > making.last - 3
    test = making.writer.add(
        Test(
            change_id=idea.change.id,
            team_id=team.id,
            started=started,
            decision=Decision.TESTING if late else decision,
            decided=None if late else decided,
        )
    )
    if rng.random() < 0.3:
        making.writer.add(_cycle(test, rng, idea.helps))
    return test


def _cycle(test: Test, rng: random.Random, helps: bool) -> Pdsa:
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
        learned=_WORKS if helps else _DID_NOT,
        decision="adopt" if right else "adapt",
    )
