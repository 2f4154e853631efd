"""How near in kind two teams are, for one indicator: who is asked how a change was done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log2
from statistics import median, quantiles

from collabdesk.i18n import Message, msg
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.periods import PeriodType
from collabdesk.services.changes.evidence import TestEvidence
from collabdesk.services.changes.evidence_said import level_said
from collabdesk.services.charts.series import shown_periods
from collabdesk.services.cubes import cube_of
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace

RECENT = 6
"""The level of a team now is the median of so many of its last points."""
MOST_STEPS = 2.0

NEAREST_SAID = msg(
    "Nearest in kind is the team with the fewest steps away: one step for another district, one for another wave, one "
    "for each doubling of the cases a month, and the distance between its level before it began and this team's level "
    "now, where one step is the middle half of all teams. The last two count two steps at most."
)


@dataclass(frozen=True, kw_only=True)
class Level:
    """One team and one indicator: its level now, and how many cases a period has."""

    now: float
    points: int
    doublings: float | None
    """The cases a period, as a power of two; None without any."""


class Kinship:
    """How near in kind two teams are, for one indicator (`NEAREST_SAID`)."""

    def __init__(self, workspace: Workspace, indicator: Indicator, levels: Mapping[int, Level]) -> None:
        self._indicator = indicator
        self._levels = levels
        rows = workspace.rows(Team)
        known = [key for key in levels if key in rows]
        self._places = {key: (teams.district_of(workspace, rows[key]), rows[key].wave) for key in known}
        now = sorted(level.now for level in levels.values())
        low, _middle, high = quantiles(now, n=4) if len(now) > 3 else (0.0, 0.0, 0.0)
        self._step = high - low

    def level(self, team_id: int) -> Level | None:
        """A team's level now."""
        return self._levels.get(team_id)

    def teachers(self, donors: Sequence[TestEvidence]) -> Teachers:
        """These teams, sorted by place, to be searched for the nearest."""
        return Teachers(self, donors)

    def place(self, team_id: int) -> tuple[str, int | None]:
        """A team's district and wave."""
        return self._places.get(team_id, ("", None))

    @staticmethod
    def apart(one: tuple[str, int | None], other: tuple[str, int | None]) -> float:
        """The steps between two places: one for another district, one for another wave."""
        return (not one[0] or one[0] != other[0]) + (one[1] != other[1]) + 0.0

    def doublings(self, team_id: int) -> float | None:
        """How many cases a team has, as a power of two."""
        level = self._levels.get(team_id)
        return None if level is None else level.doublings

    def level_steps(self, mine: Level, donor: TestEvidence) -> float:
        """The steps from this level to the one from which a team began."""
        if donor.before is None or self._step <= 0:
            return 0.0
        return min(MOST_STEPS, abs(donor.before - mine.now) / self._step)

    def own(self, mine: Level, donor: TestEvidence, doublings: float | None) -> float:
        """The steps besides district and wave: level and cases."""
        return self.level_steps(mine, donor) + self._cases(mine, doublings)

    def why(self, team_id: int, donor: TestEvidence) -> Message:
        """What makes the two alike, in words, for the list."""
        here, there = self.place(team_id), self.place(donor.team_id)
        parts: list[Message] = [
            msg("same district") if here[0] and here[0] == there[0] else msg("another district"),
            msg("same wave") if here[1] == there[1] else msg("another wave"),
        ]
        mine, doublings = self._levels[team_id], self.doublings(donor.team_id)
        if donor.before is not None:
            theirs, ours = level_said(self._indicator, donor.before), level_said(self._indicator, mine.now)
            parts.append(msg("it began from {theirs} (this team: {ours})", theirs=theirs, ours=ours))
        if mine.doublings is not None and doublings is not None:
            few = self._cases(mine, doublings) < 0.5
            parts.append(msg("as many cases") if few else msg("more or fewer cases"))
        return msg("{parts}", parts=tuple(parts))

    @staticmethod
    def _cases(one: Level, doublings: float | None) -> float:
        if doublings is None or one.doublings is None:
            return 0.0
        return min(MOST_STEPS, abs(one.doublings - doublings))


class Teachers:
    """The teams that did one change, by place: places and levels are passed over that can't hold the nearest."""

    def __init__(self, kin: Kinship, donors: Sequence[TestEvidence]) -> None:
        self._kin = kin
        self._by_place: dict[tuple[str, int | None], list[tuple[float, TestEvidence, float | None]]] = {}
        for one in donors:
            known = one.before or 0.0, one, kin.doublings(one.team_id)
            self._by_place.setdefault(kin.place(one.team_id), []).append(known)
        for mine in self._by_place.values():
            mine.sort(key=lambda known: known[0])

    @property
    def anybody(self) -> bool:
        """Whether there is anybody to learn from."""
        return bool(self._by_place)

    def nearest(self, team_id: int) -> tuple[TestEvidence, float]:
        """The nearest team and its steps; of equals, the one with the larger size."""
        mine = self._kin.level(team_id)
        assert mine is not None
        best = inf
        found: TestEvidence | None = None
        for apart, place in self._nearest_places(self._kin.place(team_id)):
            if apart > best:
                break
            for one, doublings in _outward(self._by_place[place], mine.now):
                if apart + self._kin.level_steps(mine, one) > best:
                    break
                steps = apart + self._kin.own(mine, one, doublings)
                if steps < best or (steps == best and found is not None and _larger(one, found)):
                    best, found = steps, one
        assert found is not None
        return found, best

    def _nearest_places(self, here: tuple[str, int | None]) -> list[tuple[float, tuple[str, int | None]]]:
        places = [(self._kin.apart(here, place), place) for place in self._by_place]
        return sorted(places, key=lambda pair: pair[0])


def _outward(
    known: Sequence[tuple[float, TestEvidence, float | None]], level: float
) -> Iterator[tuple[TestEvidence, float | None]]:
    """The teams by how near the level from which they began is, the nearest first; ``known`` is in rising order."""
    right = bisect_left(known, level, key=lambda one: one[0])
    left = right - 1
    while left >= 0 or right < len(known):
        if right == len(known) or (left >= 0 and level - known[left][0] <= known[right][0] - level):
            yield known[left][1:]
            left -= 1
        else:
            yield known[right][1:]
            right += 1


def _larger(one: TestEvidence, other: TestEvidence) -> bool:
    return (-(one.size or 0), one.team) < (-(other.size or 0), other.team)


def levels(workspace: Workspace, indicator: Indicator) -> dict[int, Level]:
    """The level now and the cases a period of every team that has numbers."""
    cube = cube_of(workspace, indicator.period_type)
    if cube.n_periods == 0:
        return {}
    first, last = shown_periods(cube, PeriodType.parse(indicator.period_type))
    cut = slice(first - cube.first_period, last + 1 - cube.first_period)
    at = cube.indicator_at(indicator.id)
    found = {}
    blocks = (cube.value[at, :, cut], cube.excluded[at, :, cut], cube.denominator[at, :, cut])
    for team_id, values, left_out, below in zip(
        cube.team_ids, *(one.tolist() for one in blocks), strict=True
    ):
        known = [value for value, out in zip(values, left_out, strict=True) if value == value and not out]
        cases = [one for one in below if one == one and one > 0][-12:]
        if known:
            found[team_id] = Level(
                now=median(known[-RECENT:]),
                points=len(known),
                doublings=log2(median(cases)) if cases else None,
            )
    return found
