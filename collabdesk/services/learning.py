"""Who could learn from whom, and who should present at the next session: suggestions with their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import median, quantiles

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.models.ideas import Decision, Pdsa, Test
from collabdesk.models.measures import Direction, Indicator
from collabdesk.models.places import Team
from collabdesk.periods import PeriodType
from collabdesk.services import ledger, teams
from collabdesk.services.evidence import ChangeEvidence, Ledger, TestEvidence
from collabdesk.services.indicators import in_order
from collabdesk.services.series import SeriesDesk, shown_periods
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
    cases: float | None


def lessons(workspace: Workspace, found: Ledger) -> list[Lesson]:
    """For each team that is stuck on an indicator, what it could try and from whom; by team, then indicator."""
    here = {team.id: team for team in workspace.mine(Team) if team.left is None}
    tried = {(test.change_id, test.team_id) for test in workspace.rows(Test).values()}
    desk = SeriesDesk(workspace)
    made: list[Lesson] = []
    for indicator in in_order(workspace):
        rows = [
            row for row in found.rows if row.indicator_id == indicator.id and ledger.word_of(row) in WORKED
        ]
        if not rows or indicator.retired:
            continue
        levels = _levels(workspace, indicator)
        signs = desk.signs(indicator.id)
        kin = _Kinship(workspace, levels)
        for team_id in here:
            if _stuck(indicator, levels.get(team_id), signs.get(team_id)):
                untried = [row for row in rows if (row.change_id, team_id) not in tried]
                made += _suggested(kin, here, team_id, untried)
    return sorted(
        made,
        key=lambda one: (one.team.casefold(), one.indicator, ledger.WORD_ORDER.index(one.word), one.steps),
    )


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


def presenters(workspace: Workspace, found: Ledger) -> list[Presenter]:
    """Who could present at the next session: what worked first, then what did not; no team twice."""
    here = {team.id for team in workspace.mine(Team) if team.left is None}
    learned = _learned(workspace)
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
        able = _able(workspace, row, worked, learned)
        able = [one for one in able if one.team_id in here and one.team_id not in taken]
        if able:
            done.add((row.change_id, worked))
            taken.add(able[0].team_id)
            made.append(_presenter(workspace, row, able[0], worked, learned))
    return made


def _able(
    workspace: Workspace, row: ChangeEvidence, worked: bool, learned: Mapping[int, int]
) -> list[TestEvidence]:
    """The teams that could speak of a change, the best first."""
    if worked:
        doing = [one for one in row.tests if one.verdict == "improved" and _still(workspace, one)]
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


def _still(workspace: Workspace, one: TestEvidence) -> bool:
    """Whether the team does it still: its latest test of the change was not abandoned."""
    first = workspace.rows(Test).get(one.test_id)
    if first is None:
        return False
    mine = [
        test
        for test in workspace.rows(Test).values()
        if (test.change_id, test.team_id) == (first.change_id, first.team_id)
    ]
    return max(mine, key=lambda test: (test.started, test.id)).decision is not Decision.ABANDONED


def _stuck(indicator: Indicator, level: _Level | None, sign: Sign | None) -> bool:
    if level is None or level.points < LEAST or sign in (Sign.IMPROVED, Sign.NOT_ENOUGH, None):
        return False
    if indicator.target is None or indicator.direction is Direction.NONE:
        return indicator.direction is not Direction.NONE
    short = indicator.target - level.now
    return short > 0 if indicator.direction is Direction.UP else short < 0


def _suggested(
    kin: _Kinship, here: Mapping[int, Team], team_id: int, rows: Sequence[ChangeEvidence]
) -> list[Lesson]:
    made = []
    for row in rows:
        donors = [
            one
            for one in row.tests
            if one.verdict == "improved" and one.team_id in here and _still(kin.workspace, one)
        ]
        if not donors:
            continue
        best = min(donors, key=lambda one: (kin.steps(team_id, one), -(one.size or 0), one.team))
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
                steps=kin.steps(team_id, best),
                why=kin.why(team_id, best),
            )
        )
    made.sort(key=lambda one: (ledger.WORD_ORDER.index(one.word), one.steps))
    return made[:EACH]


class _Kinship:
    """How near in kind two teams are, for one indicator (`NEAREST_SAID`)."""

    def __init__(self, workspace: Workspace, levels: Mapping[int, _Level]) -> None:
        self.workspace = workspace
        self._levels = levels
        rows = workspace.rows(Team)
        self._districts = {key: teams.district_of(workspace, rows[key]) for key in levels if key in rows}
        known = sorted(level.now for level in levels.values())
        low, _middle, high = quantiles(known, n=4) if len(known) > 3 else (0.0, 0.0, 0.0)
        self._step = high - low

    def steps(self, team_id: int, donor: TestEvidence) -> float:
        """The distance of a team from one that did the change."""
        return sum(self._parts(team_id, donor))

    def why(self, team_id: int, donor: TestEvidence) -> Message:
        """The same in words, for the list."""
        district, wave, level, size = self._parts(team_id, donor)
        parts: list[Message] = [
            msg("same district") if not district else msg("another district"),
            msg("same wave") if not wave else msg("another wave"),
        ]
        if donor.before is not None and team_id in self._levels:
            levels = msg(
                "began at {theirs}, this team is at {ours}",
                theirs=Number(donor.before, _digits(donor.before)),
                ours=Number(self._levels[team_id].now, _digits(self._levels[team_id].now)),
            )
            parts.append(levels)
        if self._cases(team_id) and self._cases(donor.team_id):
            parts.append(msg("as many cases") if size < 0.5 else msg("more or fewer cases"))
        return msg(
            "{parts} ({steps} steps)", parts=tuple(parts), steps=Number(district + wave + level + size, 1)
        )

    def _parts(self, team_id: int, donor: TestEvidence) -> tuple[float, float, float, float]:
        rows = self.workspace.rows(Team)
        one, other = self._districts.get(team_id, ""), self._districts.get(donor.team_id, "")
        district = 0.0 if one and one == other else 1.0
        waves = rows[team_id].wave, rows[donor.team_id].wave
        wave = 0.0 if waves[0] == waves[1] else 1.0
        level = 0.0
        if donor.before is not None and self._step > 0:
            level = min(MOST_STEPS, abs(donor.before - self._levels[team_id].now) / self._step)
        mine, theirs = self._cases(team_id), self._cases(donor.team_id)
        size = min(MOST_STEPS, abs(log2(mine / theirs))) if mine and theirs else 0.0
        return district, wave, level, size

    def _cases(self, team_id: int) -> float | None:
        level = self._levels.get(team_id)
        return level.cases if level is not None else None


def _levels(workspace: Workspace, indicator: Indicator) -> dict[int, _Level]:
    """The level now and the cases a period of every team that has numbers."""
    cube = workspace.cube(indicator.period_type)
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
                now=median(known[-RECENT:]), points=len(known), cases=median(cases) if cases else None
            )
    return found


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 1
