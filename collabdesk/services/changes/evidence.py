"""Which changes worked: the ledger of the collaborative (method.md, 7), from the open file to words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING

from collabdesk.charts.spec import Text
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message
from collabdesk.models.ideas import Change, Decision, Test, VerdictOverride
from collabdesk.models.measures import Direction, Indicator
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import Period, PeriodType
from collabdesk.services.changes import changes
from collabdesk.services.changes.evidence_said import VERDICTS, ledger_line, said
from collabdesk.services.charts.series import good_direction, shown_periods
from collabdesk.services.cubes import cube_of
from collabdesk.services.setup.indicators import in_order
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.analysis.cube import ObservationCube
    from collabdesk.analysis.evidence_cube import Sense, Trial
    from collabdesk.analysis.evidence_words import Evidence

WORDS = ("strong", "promising", "promising, no comparison", "mixed", "no sign", "worse", "not enough data")
"""The words that a person can put in place of the computed one."""


@dataclass(frozen=True, kw_only=True)
class TestEvidence:
    """What followed one test, for one indicator. Sizes are in the unit of the axis, + is better."""

    __test__ = False

    test_id: int
    team_id: int
    team: str
    start: dt.date
    started: Period
    verdict: str
    """``improved``, ``worsened``, ``no signal``, ``no room``, ``too few points`` or ``no direction``."""
    size: float | None
    net_size: float | None
    n_comparisons: int
    """Teams that the net size compares with."""
    before: float | None
    after: float | None
    needs: int
    """Usable points that are still missing before a verdict."""
    signal: Period | None
    company: tuple[str, ...]
    change: str
    about: Indicator

    @property
    def said(self) -> Message:
        """What followed, in a sentence: worded when it is looked at, for a ledger has thousands of tests."""
        return said(change=self.change, indicator=self.about, verdict=self.verdict, facts=vars(self))


@dataclass(frozen=True, kw_only=True)
class ChangeEvidence:
    """One change and one indicator across teams."""

    change_id: int
    indicator_id: int
    change: str
    indicator: str
    unit: str
    teams: int
    still_doing: int
    enough_data: int = 0
    no_room: int = 0
    improved: int = 0
    worsened: int = 0
    no_signal: int = 0
    size: float | None = None
    net_size: float | None = None
    net_low: float | None = None
    net_high: float | None = None
    periods_to_signal: float | None = None
    word: str | None = None
    """The computed word; None for an indicator without a direction of good, and under "also seen"."""
    override: VerdictOverride | None = None
    bundle_with: tuple[str, ...] = ()
    tests: tuple[TestEvidence, ...] = ()
    said: Text = ""
    """The row in a sentence or two; empty without a direction of good, and under "also seen"."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """All changes with the indicators that they should move, in the order of the catalogue."""

    collaborative: str
    rows: tuple[ChangeEvidence, ...]
    unlinked: tuple[str, ...]
    """Changes that nobody has linked to an indicator: nothing can be said of them."""


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """All that the ledger is made from, as values: make it beside the window and hand it to a worker."""

    collaborative: str
    changes: Mapping[int, Change]
    indicators: Mapping[int, Indicator]
    teams: Mapping[int, Team]
    tests: tuple[Test, ...]
    """In the order of their start."""
    moved: Mapping[int, tuple[int, ...]]
    """Change -> the indicators that it should move."""
    overrides: Mapping[tuple[int, int], VerdictOverride]
    cubes: Mapping[str, ObservationCube]


def gather(workspace: Workspace) -> Gathered:
    """What the ledger needs; the cubes are copies."""
    catalogue = {
        one.id: one for one in sorted(workspace.mine(Change), key=lambda one: (one.position, one.id))
    }
    indicators = {one.id: one for one in in_order(workspace)}
    teams = {team.id: team for team in workspace.mine(Team)}
    tests = [
        test
        for test in workspace.rows(Test).values()
        if test.change_id in catalogue and test.team_id in teams
    ]
    links: dict[int, set[int]] = {}
    for link in changes.all_links(workspace):
        links.setdefault(link.change_id, set()).add(link.indicator_id)
    types = {one.period_type for one in indicators.values()}
    return Gathered(
        collaborative=workspace.collaborative.name,
        changes=catalogue,
        indicators=indicators,
        teams=teams,
        tests=tuple(sorted(tests, key=lambda one: (one.started, one.id))),
        moved={key: tuple(one for one in indicators if one in links.get(key, ())) for key in catalogue},
        overrides={
            (one.change_id, one.indicator_id): one for one in workspace.rows(VerdictOverride).values()
        },
        cubes={name: cube_of(workspace, name).copy() for name in sorted(types)},
    )


def ledger(workspace: Workspace) -> Ledger:
    """The ledger of the open collaborative."""
    return ledger_of(gather(workspace))


def ledger_of(gathered: Gathered) -> Ledger:
    """The ledger from gathered values."""
    found = _weigh(gathered, gathered.moved, words=True)
    rows = [
        _row(gathered, change_id, indicator_id, found.get((change_id, indicator_id)))
        for change_id, indicator_ids in gathered.moved.items()
        for indicator_id in indicator_ids
    ]
    unlinked = [gathered.changes[key].name for key, mine in gathered.moved.items() if not mine]
    return Ledger(collaborative=gathered.collaborative, rows=tuple(rows), unlinked=tuple(unlinked))


def also_seen(gathered: Gathered, change_id: int | None = None) -> list[ChangeEvidence]:
    """Numbers about the indicators that a change (or any) is not linked to: no words, no intervals, no tests.

    Many changes times many indicators would otherwise produce strong words by chance. Only those with at least
    one team with enough data.
    """
    chosen = gathered.changes if change_id is None else (change_id,)
    others = {
        key: tuple(one for one in gathered.indicators if one not in gathered.moved[key]) for key in chosen
    }
    found = _weigh(gathered, others, words=False)
    return [
        _row(gathered, *pair, evidence, tests=False)
        for pair, evidence in found.items()
        if evidence.enough_data
    ]


def override(
    workspace: Workspace, change_id: int, indicator_id: int, word: str, reason: str
) -> VerdictOverride:
    """A person's word beside the computed one, with a reason. Raises UserFacingError."""
    if word not in WORDS:
        raise UserFacingError(f"“{word}” is not one of the words: {', '.join(WORDS)}.")
    if not reason.strip():
        raise UserFacingError("Say why, in a few words: the reason is shown beside the word.")
    old = _override_of(workspace, change_id, indicator_id)
    new = VerdictOverride(
        change_id=change_id,
        indicator_id=indicator_id,
        word=word,
        reason=reason.strip(),
        person=workspace.person,
        decided=dt.datetime.now().replace(microsecond=0),
    )

    def write(writer: Writer) -> VerdictOverride:
        if old is not None:
            writer.remove(old)
        return writer.add(new)

    return workspace.transact(f"“{workspace.rows(Change)[change_id].name}” is called {word}", write)


def remove_override(workspace: Workspace, change_id: int, indicator_id: int) -> None:
    """Let the computed word stand again."""
    old = _override_of(workspace, change_id, indicator_id)
    if old is not None:
        label = f"“{workspace.rows(Change)[change_id].name}”: the computed word again"
        workspace.transact(label, lambda writer: writer.remove(old))


def _override_of(workspace: Workspace, change_id: int, indicator_id: int) -> VerdictOverride | None:
    rows = workspace.rows(VerdictOverride).values()
    return next((one for one in rows if (one.change_id, one.indicator_id) == (change_id, indicator_id)), None)


def _weigh(
    gathered: Gathered, moved: Mapping[int, Iterable[int]], *, words: bool
) -> dict[tuple[int, int], Evidence]:
    """The evidence by (change id, indicator id), one pass per period type."""
    from collabdesk.analysis.evidence_cube import cube_evidence

    found: dict[tuple[int, int], Evidence] = {}
    for name, cube in gathered.cubes.items():
        if cube.n_periods == 0:
            continue
        senses = {key: _sense(gathered.indicators.get(key)) for key in cube.indicator_ids}
        here = {key: [one for one in mine if one in senses] for key, mine in moved.items()}
        period_type = PeriodType.parse(name)
        shown = shown_periods(cube, period_type)
        for one in cube_evidence(cube, shown, _trials(gathered, period_type), here, senses, words=words):
            found[one.change, one.indicator] = one
    return found


def _trials(gathered: Gathered, period_type: PeriodType) -> list[Trial]:
    from collabdesk.analysis.evidence_cube import Trial

    return [
        Trial(
            change_id=test.change_id,
            team_id=test.team_id,
            start=period_type.holding(test.started),
            abandoned=period_type.holding(test.decided)
            if test.decided and test.decision is Decision.ABANDONED
            else None,
        )
        for test in gathered.tests
    ]


def _row(
    gathered: Gathered, change_id: int, indicator_id: int, one: Evidence | None, *, tests: bool = True
) -> ChangeEvidence:
    indicator, change = gathered.indicators[indicator_id], gathered.changes[change_id]
    last = {test.team_id: test for test in gathered.tests if test.change_id == change_id}
    doing = [
        team_id
        for team_id, test in last.items()
        if test.decision is not Decision.ABANDONED and gathered.teams[team_id].left is None
    ]
    row = {
        "change_id": change_id,
        "indicator_id": indicator_id,
        "change": change.name,
        "indicator": indicator.name,
        "unit": indicator.unit,
        "teams": len(last),
        "still_doing": len(doing),
        "override": gathered.overrides.get((change_id, indicator_id)) if tests else None,
    }
    if one is None:
        word = None if indicator.direction is Direction.NONE else "not enough data"
        return ChangeEvidence(**row, word=word)  # type: ignore[arg-type]
    made = ChangeEvidence(
        **row,  # type: ignore[arg-type]
        enough_data=one.enough_data,
        no_room=one.no_room,
        improved=one.improved,
        worsened=one.worsened,
        no_signal=one.no_signal,
        size=_known(one.size),
        net_size=_known(one.net.median),
        net_low=_known(one.net.low),
        net_high=_known(one.net.high),
        periods_to_signal=_known(one.periods_to_signal),
        word=None if one.word is None else one.word.value,
        bundle_with=tuple(gathered.changes[key].name for key in one.bundle_with),
        tests=tuple(_tests(gathered, one)) if tests else (),
    )
    return replace(made, said=ledger_line(indicator, vars(made))) if made.word else made


def _tests(gathered: Gathered, one: Evidence) -> Iterable[TestEvidence]:
    """The tests of one change, in the order of their start."""
    verdicts = {int(outcome): verdict for outcome, verdict in VERDICTS.items()}
    indicator, change = gathered.indicators[one.indicator], gathered.changes[one.change]
    period_type = PeriodType.parse(indicator.period_type)
    first = shown_periods(gathered.cubes[indicator.period_type], period_type)[0]
    firsts: dict[int, Test] = {}
    for test in gathered.tests:
        if test.change_id == one.change:
            firsts.setdefault(test.team_id, test)
    judged = one.judged
    names = [gathered.changes[key].name for key in sorted({test.change_id for test in gathered.tests})]
    columns = zip(
        one.cases.team.tolist(),
        judged.outcome.tolist(),
        judged.size.tolist(),
        one.net.net.tolist(),
        one.net.n_comparisons.tolist(),
        judged.before.tolist(),
        judged.after.tolist(),
        judged.missing.tolist(),
        judged.signal_at.tolist(),
        one.company.tolist(),
        strict=True,
    )
    for team_id, outcome, size, net, others, before, after, needs, signal, beside in columns:
        test, team = firsts[team_id], gathered.teams[team_id]
        yield TestEvidence(
            test_id=test.id,
            team_id=team_id,
            team=team.name,
            start=test.started,
            started=Period(period_type, period_type.holding(test.started)),
            verdict=verdicts[outcome],
            size=_known(size),
            net_size=_known(net),
            n_comparisons=others,
            before=_known(before),
            after=_known(after),
            needs=needs,
            signal=Period(period_type, first + signal) if signal >= 0 else None,
            company=tuple(compress(names, beside)),
            change=change.name,
            about=indicator,
        )


def _sense(indicator: Indicator | None) -> Sense:
    from collabdesk.analysis.evidence_cube import Sense

    if indicator is None:
        return Sense(good=None, target=None)
    return Sense(good=good_direction(indicator), target=indicator.target)


def _known(value: float) -> float | None:
    return None if value != value else value
