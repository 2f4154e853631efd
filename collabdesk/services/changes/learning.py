"""Who could learn from whom, and who should present at the next session: suggestions with their reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.ideas import Decision, Pdsa, Test
from collabdesk.models.measures import Direction, Indicator
from collabdesk.models.places import Team
from collabdesk.services.changes import ledger
from collabdesk.services.changes.evidence import ChangeEvidence, Ledger, TestEvidence
from collabdesk.services.changes.evidence_said import amount
from collabdesk.services.changes.kinship import NEAREST_SAID, RECENT, Kinship, Level, Teachers, levels
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.setup.indicators import in_order
from collabdesk.services.workspace import Workspace

WORKED = ("strong", "promising", "promising, no comparison")
FAILED = ("no sign", "worse")
LEAST = 6
"""A team with fewer points is not called stuck."""
EACH = 3
"""Changes suggested for one team and indicator."""

STUCK_SAID = msg(
    "Stuck: no signal of improvement on the chart, at least {least} points, and the median of the last {recent} short "
    "of the target.",
    least=LEAST,
    recent=RECENT,
)
WORKED_SAID = msg(
    "Suggested are changes that are strong or promising in the ledger, that improvement followed in another team, and "
    "that this team has not tried."
)
DEFINITIONS = (STUCK_SAID, WORKED_SAID, NEAREST_SAID)
"""What is printed beside the suggestions."""
PRESENTERS_SAID = msg(
    "For each change, the team in which improvement followed with the largest net size and that still does it; for "
    "each change without success, the team that wrote down most of what it learned. No team is asked twice. A size "
    "with + is a change for the better, also where lower is better."
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
        kin = Kinship(workspace, indicator, levels(workspace, indicator))
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
        gained = one.net_size if one.net_size is not None and one.net_size > 0 else one.size
        size = amount(indicator, abs(gained or 0.0), indicator.decimals or 1)
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


def _stuck(indicator: Indicator, level: Level | None, sign: Sign | None) -> bool:
    if level is None or level.points < LEAST or sign in (Sign.IMPROVED, Sign.NOT_ENOUGH, None):
        return False
    if indicator.target is None or indicator.direction is Direction.NONE:
        return indicator.direction is not Direction.NONE
    short = indicator.target - level.now
    return short > 0 if indicator.direction is Direction.UP else short < 0


def _suggested(
    kin: Kinship,
    here: Mapping[int, Team],
    team_id: int,
    rows: Sequence[ChangeEvidence],
    teachers: Mapping[int, Teachers],
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
