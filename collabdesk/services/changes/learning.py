"""Who could learn from whom, and who should present at the next session: suggestions with their reasons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log2
from statistics import median, quantiles

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.ideas import Decision, Pdsa, Test
from collabdesk.models.measures import Direction, Indicator
from collabdesk.models.places import Team
from collabdesk.periods import PeriodType
from collabdesk.services.changes import ledger
from collabdesk.services.changes.evidence import ChangeEvidence, Ledger, TestEvidence
from collabdesk.services.changes.evidence_said import level_said
from collabdesk.services.charts.series import SeriesDesk, shown_periods
from collabdesk.services.cubes import cube_of
from collabdesk.services.setup import teams
from collabdesk.services.setup.indicators import in_order
from collabdesk.services.workspace import Workspace

WORKED = ("strong", "promising", "promising, no comparison")
FAILED = ("no sign", "worse")
RECENT, LEAST = 6, 6
"""The level of a team now is the median of so many of its last points; with fewer it is not called stuck."""
MOST_STEPS = 2.0
EACH = 3
"""Changes suggested for one team and indicator."""

STUCK_SAID = msg(
    "Stuck: no signal of improvement on the chart, at least {least} points, and the median of the last {recent} short "
    "of the target.",
    least=LEAST,
    recent=RECENT,
)
NEAREST_SAID = msg(
    "Nearest in kind is the team with the fewest steps away: one step for another district, one for another wave, one "
    "for each doubling of the cases a month, and the distance between its level before it began and this team's level "
    "now, where one step is the middle half of all teams. The last two count two steps at most."
)
WORKED_SAID = msg(
    "Suggested are changes that are strong or promising in the ledger, that improvement followed in another team, and "
    "that this team has not tried."
)
DEFINITIONS = (STUCK_SAID, WORKED_SAID, NEAREST_SAID)
"""What is printed beside the suggestions."""
PRESENTERS_SAID = msg(
    "For each change, the team in which improvement followed with the largest net size and that still does it; for "
    "each change without success, the team that wrote down most of what it learned. No team is asked twice."
)


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A team that is stuck, a change that worked elsewhere, and the team to learn it from."""

    team_id: int
    team: str
    indicator_id: int
    indicator: str
    change_id: int
    change: str
    word: str
    from_team_id: int
    from_team: str
    steps: float
    why: Message


@dataclass(frozen=True, kw_only=True)
class Presenter:
    """A team that could tell the others about a change."""

    team_id: int
    team: str
    change_id: int
    change: str
    indicator_id: int
    indicator: str
    worked: bool
    why: Message


@dataclass(frozen=True, kw_only=True)
class _Level:
    """One team and one indicator: its level now, and how many cases a period has."""

    now: float
    points: int
    doublings: float | None
    """The cases a period, as a power of two; None without any."""


def lessons(workspace: Workspace, found: Ledger) -> list[Lesson]:
    """For each team that is stuck on an indicator, what it could try and from whom; by team, then indicator."""
    here = {team.id: team for team in workspace.mine(Team) if team.left is None}
    latest = _latest(workspace)
    desk = SeriesDesk(workspace)
    made: list[Lesson] = []
    for indicator in in_order(workspace):
        rows = [
            row for row in found.rows if row.indicator_id == indicator.id and ledger.word_of(row) in WORKED
        ]
        if not rows or indicator.retired:
            continue
        kin = _Kinship(workspace, indicator, _levels(workspace, indicator))
        signs = desk.signs(indicator.id)
        teachers = {row.change_id: kin.teachers(_doing(row, latest, here)) for row in rows}
        for team_id in here:
            if _stuck(indicator, kin.level(team_id), signs.get(team_id)):
                untried = [
                    row
                    for row in rows
                    if (row.change_id, team_id) not in latest and teachers[row.change_id].anybody
                ]
                made += _suggested(kin, here, team_id, untried, teachers)
    order = ledger.WORD_ORDER.index
    return sorted(made, key=lambda one: (one.team.casefold(), one.indicator, order(one.word), one.steps))


def lesson_said(one: Lesson) -> Message:
    """A suggestion in one sentence."""
    return msg(
        "{team} has not moved on “{indicator}”. It could ask {other} how they did “{change}”: {why}.",
        team=one.team,
        indicator=one.indicator,
        other=one.from_team,
        change=one.change,
        why=one.why,
    )


def presenters(workspace: Workspace, found: Ledger, among: Collection[int] | None = None) -> list[Presenter]:
    """Who could present at the next session: what worked first, then what did not; no team twice.

    ``among``: the teams that come; None for all.
    """
    here = {
        team.id for team in workspace.mine(Team) if team.left is None and (among is None or team.id in among)
    }
    learned, latest = _learned(workspace), _latest(workspace)
    made: list[Presenter] = []
    taken: set[int] = set()
    rows = [row for row in found.rows if ledger.word_of(row) in (*WORKED, *FAILED)]
    rows.sort(
        key=lambda row: (ledger.WORD_ORDER.index(ledger.word_of(row) or ""), -(row.net_size or row.size or 0))
    )
    done: set[tuple[int, bool]] = set()
    for row in rows:
        worked = ledger.word_of(row) in WORKED
        if (row.change_id, worked) in done:
            continue
        able = _able(row, worked, learned, latest)
        able = [one for one in able if one.team_id in here and one.team_id not in taken]
        if able:
            done.add((row.change_id, worked))
            taken.add(able[0].team_id)
            made.append(_presenter(workspace, row, able[0], worked, learned))
    return made


def _able(
    row: ChangeEvidence, worked: bool, learned: Mapping[int, int], latest: Mapping[tuple[int, int], Test]
) -> list[TestEvidence]:
    """The teams that could speak of a change, the best first."""
    if worked:
        doing = [one for one in row.tests if one.verdict == "improved" and _still(row, one, latest)]
        return sorted(doing, key=lambda one: -(one.net_size if one.net_size is not None else one.size or 0))
    told = [one for one in row.tests if one.verdict in ("worsened", "no signal")]
    return sorted(told, key=lambda one: (-learned.get(one.test_id, 0), one.size or 0))


def _presenter(
    workspace: Workspace, row: ChangeEvidence, one: TestEvidence, worked: bool, learned: Mapping[int, int]
) -> Presenter:
    indicator = workspace.rows(Indicator)[row.indicator_id]
    cycles = learned.get(one.test_id, 0)
    told = nmsg("It wrote down {count} lesson.", "It wrote down {count} lessons.", cycles) if cycles else ""
    if worked:
        size = ledger.size_said(indicator, one.net_size if one.net_size is not None else one.size)
        why = msg(
            "Improvement followed here by {size}, and the team still does it. {told}", size=size, told=told
        )
    else:
        why = msg(
            "No improvement followed in {count} of {all} teams with enough data: worth hearing why. {told}",
            count=row.enough_data - row.improved,
            all=row.enough_data,
            told=told,
        )
    return Presenter(
        team_id=one.team_id,
        team=one.team,
        change_id=row.change_id,
        change=row.change,
        indicator_id=row.indicator_id,
        indicator=row.indicator,
        worked=worked,
        why=why,
    )


def _learned(workspace: Workspace) -> dict[int, int]:
    """Test -> how many of its cycles have something written under "learned"."""
    counts: dict[int, int] = {}
    for cycle in workspace.rows(Pdsa).values():
        if cycle.learned.strip():
            counts[cycle.test_id] = counts.get(cycle.test_id, 0) + 1
    return counts


def _latest(workspace: Workspace) -> dict[tuple[int, int], Test]:
    """(change, team) -> its latest test."""
    tests = sorted(workspace.rows(Test).values(), key=lambda one: (one.started, one.id))
    return {(one.change_id, one.team_id): one for one in tests}


def _still(row: ChangeEvidence, one: TestEvidence, latest: Mapping[tuple[int, int], Test]) -> bool:
    """Whether the team does it still: its latest test of the change was not abandoned."""
    test = latest.get((row.change_id, one.team_id))
    return test is not None and test.decision is not Decision.ABANDONED


def _doing(
    row: ChangeEvidence, latest: Mapping[tuple[int, int], Test], here: Mapping[int, Team]
) -> list[TestEvidence]:
    """The teams in which improvement followed and that still do it."""
    return [
        one
        for one in row.tests
        if one.verdict == "improved" and one.team_id in here and _still(row, one, latest)
    ]


def _stuck(indicator: Indicator, level: _Level | None, sign: Sign | None) -> bool:
    if level is None or level.points < LEAST or sign in (Sign.IMPROVED, Sign.NOT_ENOUGH, None):
        return False
    if indicator.target is None or indicator.direction is Direction.NONE:
        return indicator.direction is not Direction.NONE
    short = indicator.target - level.now
    return short > 0 if indicator.direction is Direction.UP else short < 0


def _suggested(
    kin: _Kinship,
    here: Mapping[int, Team],
    team_id: int,
    rows: Sequence[ChangeEvidence],
    teachers: Mapping[int, _Teachers],
) -> list[Lesson]:
    made = []
    for row in rows:
        best, steps = teachers[row.change_id].nearest(team_id)
        made.append(
            Lesson(
                team_id=team_id,
                team=here[team_id].name,
                indicator_id=row.indicator_id,
                indicator=row.indicator,
                change_id=row.change_id,
                change=row.change,
                word=ledger.word_of(row) or "",
                from_team_id=best.team_id,
                from_team=best.team,
                steps=steps,
                why=kin.why(team_id, best),
            )
        )
    made.sort(key=lambda one: (ledger.WORD_ORDER.index(one.word), one.steps))
    return made[:EACH]


class _Kinship:
    """How near in kind two teams are, for one indicator (`NEAREST_SAID`)."""

    def __init__(self, workspace: Workspace, indicator: Indicator, levels: Mapping[int, _Level]) -> None:
        self._indicator = indicator
        self._levels = levels
        rows = workspace.rows(Team)
        known = [key for key in levels if key in rows]
        self._places = {key: (teams.district_of(workspace, rows[key]), rows[key].wave) for key in known}
        now = sorted(level.now for level in levels.values())
        low, _middle, high = quantiles(now, n=4) if len(now) > 3 else (0.0, 0.0, 0.0)
        self._step = high - low

    def level(self, team_id: int) -> _Level | None:
        """A team's level now."""
        return self._levels.get(team_id)

    def teachers(self, donors: Sequence[TestEvidence]) -> _Teachers:
        """These teams, sorted by place, to be searched for the nearest."""
        return _Teachers(self, donors)

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

    def level_steps(self, mine: _Level, donor: TestEvidence) -> float:
        """The steps from this level to the one from which a team began."""
        if donor.before is None or self._step <= 0:
            return 0.0
        return min(MOST_STEPS, abs(donor.before - mine.now) / self._step)

    def own(self, mine: _Level, donor: TestEvidence, doublings: float | None) -> float:
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
    def _cases(one: _Level, doublings: float | None) -> float:
        if doublings is None or one.doublings is None:
            return 0.0
        return min(MOST_STEPS, abs(one.doublings - doublings))


class _Teachers:
    """The teams that did one change, by place: places and levels are passed over that can't hold the nearest."""

    def __init__(self, kin: _Kinship, donors: Sequence[TestEvidence]) -> None:
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


def _levels(workspace: Workspace, indicator: Indicator) -> dict[int, _Level]:
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
            found[team_id] = _Level(
                now=median(known[-RECENT:]),
                points=len(known),
                doublings=log2(median(cases)) if cases else None,
            )
    return found
