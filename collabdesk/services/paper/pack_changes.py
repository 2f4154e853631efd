"""What a pack says of changes across teams: what worked, who presents it, who could ask whom, what has lasted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from collabdesk.charts.driver_diagram import DriverTree
from collabdesk.i18n import Message, Translator, msg, nmsg
from collabdesk.models.ideas import Change, ChangeIndicator, Decision, Driver, SpreadPlan, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.reports.content import Text
from collabdesk.reports.content_parts import (
    LearningLine,
    LedgerGroup,
    LedgerLine,
    PackageText,
    PresenterLine,
    SpreadBoard,
    SpreadRow,
    SustainCount,
    SustainHeld,
    SustainLine,
    SustainWatch,
)
from collabdesk.reports.content_parts import Ledger as Printed
from collabdesk.services.changes import drivers, package, sustain
from collabdesk.services.changes import learning as lesson_book
from collabdesk.services.changes.evidence import ChangeEvidence, Ledger
from collabdesk.services.changes.evidence_said import BESIDE_THE_LEDGER, gain_said
from collabdesk.services.changes.learning import Lesson, lessons
from collabdesk.services.changes.ledger import WORDS, word_of
from collabdesk.services.changes.sustain import Lasting, Watched
from collabdesk.services.paper.pack_names import Names
from collabdesk.services.workspace import Workspace

_GROUPS: tuple[tuple[Message, frozenset[str | None]], ...] = (
    (
        msg("Followed by improvement"),
        frozenset(("strong", "promising", "promising, no comparison")),
    ),
    (msg("No clear sign"), frozenset(("mixed", "no sign"))),
    (msg("Followed by worsening"), frozenset(("worse",))),
    (msg("Not enough data yet, or no direction of good"), frozenset(("not enough data", None))),
)
_ASKS_AT_MOST = 2
"""Suggestions for one team: more would not be followed."""
_IN_A_ROW = 25
"""Teams in one row of a table, which is never split between pages."""


def worked(workspace: Workspace, ledger: Ledger, chosen: Sequence[Indicator]) -> Printed | None:
    """The ledger for the chosen indicators in groups, failures included; None where nothing was tried."""
    known = {one.id: one for one in chosen}
    rows = [row for row in ledger.rows if row.indicator_id in known and row.teams]
    groups = []
    for title, words in _GROUPS:
        mine = [row for row in rows if word_of(row) in words]
        if mine:
            lines = tuple(_line(row, known[row.indicator_id]) for row in _strongest_first(mine))
            groups.append(LedgerGroup(title=title, lines=lines))
    if not groups:
        return None
    unlinked = [name for name in ledger.unlinked if _tried(workspace, name)]
    notes: list[Text] = list(BESIDE_THE_LEDGER)
    if unlinked:
        notes.insert(0, _unlinked_said(unlinked))
    return Printed(groups=tuple(groups), notes=tuple(notes))


def nothing_worked(workspace: Workspace) -> Message:
    """Why there is no ledger: nothing was tried, or nothing that was tried names an indicator to move."""
    linked = {one.change_id for one in workspace.rows(ChangeIndicator).values()}
    tried = {one.change_id for one in workspace.rows(Test).values()}
    names = [one.name for one in workspace.mine(Change) if one.id in tried - linked]
    return _unlinked_said(names) if names else msg("No change has been tried yet.")


def _unlinked_said(names: Iterable[str]) -> Message:
    return msg("Not linked to an indicator, so nothing can be said: {changes}.", changes=tuple(names))


def _strongest_first(rows: Iterable[ChangeEvidence]) -> list[ChangeEvidence]:
    order = list(WORDS)
    return sorted(rows, key=lambda row: order.index(word_of(row) or "not enough data"))


def _tried(workspace: Workspace, name: str) -> bool:
    ids = {one.id for one in workspace.mine(Change) if one.name == name}
    return any(test.change_id in ids for test in workspace.rows(Test).values())


def _line(row: ChangeEvidence, indicator: Indicator) -> LedgerLine:
    tried = nmsg(
        "{count} tried it, {doing} still do",
        "{count} tried it, {doing} still do",
        count=row.teams,
        doing=row.still_doing,
    )
    return LedgerLine(
        change=row.change,
        indicator=row.indicator,
        teams=tried,
        outcomes=_outcomes(row),
        size=_size(row, indicator),
        word=_said_word(row),
        note=msg("Mostly begun together with {changes}.", changes=row.bundle_with) if row.bundle_with else "",
    )


def _outcomes(row: ChangeEvidence) -> Text:
    if not row.enough_data:
        return msg("no team with enough data")
    parts = msg(
        "{improved} improved, {none} no signal, {worsened} worsened",
        improved=row.improved,
        none=row.no_signal,
        worsened=row.worsened,
    )
    return msg("{parts}; {count} had no room", parts=parts, count=row.no_room) if row.no_room else parts


def _size(row: ChangeEvidence, indicator: Indicator) -> Text:
    if row.size is None:
        return ""
    size = gain_said(indicator, row.size)
    if row.net_size is None:
        return msg("median: {size}; too few other teams to compare", size=size)
    return msg(
        "median: {size}; compared with other teams: {net}", size=size, net=gain_said(indicator, row.net_size)
    )


def _said_word(row: ChangeEvidence) -> Text:
    computed: Text = WORDS[row.word] if row.word is not None else msg("no word")
    if row.override is None:
        return computed
    return msg(
        "{word} (says {person}: {reason}; computed: {computed})",
        word=WORDS[row.override.word],
        person=row.override.person or msg("a person"),
        reason=row.override.reason,
        computed=computed,
    )


def learning(
    workspace: Workspace, ledger: Ledger, chosen: Sequence[Team], names: Names
) -> list[LearningLine]:
    """For each team what it could ask of whom, as the window suggests it (`services.learning`), the best first."""
    wanted = asks_of(workspace, ledger, chosen, names)
    return [line for team in chosen for line in wanted[team.id]]


def asks_of(
    workspace: Workspace, ledger: Ledger, chosen: Sequence[Team], names: Names
) -> dict[int, list[LearningLine]]:
    """The same by the key of the team that could ask."""
    wanted: dict[int, list[Lesson]] = {team.id: [] for team in chosen}
    for one in lessons(workspace, ledger):
        if len(wanted.get(one.team_id, ())) < _ASKS_AT_MOST:
            wanted.get(one.team_id, []).append(one)
    everyone = {team.id: team for team in workspace.mine(Team)}
    return {
        team_id: [
            LearningLine(
                learner=names.of(everyone[one.team_id]),
                asks=names.of(everyone[one.from_team_id]),
                change=one.change,
                why=msg("{indicator}: {why}", indicator=one.indicator, why=one.why),
            )
            for one in found
        ]
        for team_id, found in wanted.items()
    }


_MARKS: dict[Decision, tuple[str, Message]] = {
    Decision.TESTING: ("testing", msg("testing")),
    Decision.ADOPTED: ("adopted", msg("adopted")),
    Decision.ADAPTED: ("adapted", msg("adapted")),
    Decision.ABANDONED: ("abandoned", msg("abandoned")),
}
_PLANNED = "planned"


def spread_board(workspace: Workspace, chosen: Sequence[Team], names: Names) -> SpreadBoard | None:
    """Every team's latest decision about every change that anybody has begun or plans; None without any."""
    last: dict[tuple[int, int], Test] = {}
    for test in sorted(workspace.rows(Test).values(), key=lambda one: (one.started, one.id)):
        last[test.change_id, test.team_id] = test
    planned = {
        (one.change_id, one.team_id) for one in workspace.rows(SpreadPlan).values() if one.planned or one.told
    }
    here = {key[0] for key in (*last, *planned)}
    catalogue = [
        one
        for one in sorted(workspace.mine(Change), key=lambda one: (one.position, one.id))
        if one.id in here
    ]
    if not catalogue or not chosen:
        return None

    def cell(team: Team, change: Change) -> str:
        test = last.get((change.id, team.id))
        if test is not None:
            return _MARKS[test.decision][0]
        return _PLANNED if (change.id, team.id) in planned else ""

    rows = tuple(
        SpreadRow(team=names.of(team), cells=tuple(cell(team, change) for change in catalogue))
        for team in chosen
    )
    away = ("", _PLANNED, _MARKS[Decision.ABANDONED][0])
    return SpreadBoard(
        changes=tuple(change.name for change in catalogue),
        rows=rows,
        marks=(*_MARKS.values(), (_PLANNED, msg("planned"))),
        doing=tuple(sum(row.cells[at] not in away for row in rows) for at in range(len(catalogue))),
    )


# --- the aim and what drives it, who could speak, what has lasted, the change package ---


def driver_tree(workspace: Workspace) -> DriverTree | None:
    """The driver diagram; None while there are no drivers: a list of changes is no diagram."""
    return drivers.tree(workspace) if workspace.mine(Driver) else None


def presenters(workspace: Workspace, ledger: Ledger, chosen: Sequence[Team]) -> Iterator[PresenterLine]:
    """Who of the teams of the pack could present, as the window suggests it (`services.learning`)."""
    for one in lesson_book.presenters(workspace, ledger, {team.id for team in chosen}):
        yield PresenterLine(
            team=one.team, change=one.change, indicator=one.indicator, worked=one.worked, why=one.why
        )


def package_text(
    workspace: Workspace, ledger: Callable[[], Ledger], translator: Translator
) -> PackageText | None:
    """The newest closed version, else the draft, else what the records say today; None without any change."""
    versions = package.versions(workspace)
    found = next((one for one in versions if one.closed is not None), None) or package.draft(workspace)
    if found is not None:
        return PackageText(title=found.title, version=package.version_said(workspace, found), text=found.text)
    if not workspace.mine(Change):
        return None
    return PackageText(
        title=workspace.collaborative.name,
        version=msg("Assembled from the records; nobody has edited it yet"),
        text=package.assemble(workspace, ledger(), translator),
    )


def sustained(
    workspace: Workspace,
    indicators: Sequence[Indicator],
    chosen: Sequence[Team],
    names: Names,
    today: dt.date,
) -> SustainWatch | None:
    """The series of the pack's teams that reached their target; None without any."""
    teams = {team.id: (place, names.of(team)) for place, team in enumerate(chosen)}
    places = {one.id: place for place, one in enumerate(indicators)}
    watched = [
        one for one in sustain.watch(workspace, today) if one.team_id in teams and one.indicator_id in places
    ]
    if not watched:
        return None
    # by the place in the pack: sorted by their own names, hidden teams could be told by their place
    watched.sort(key=lambda one: (places[one.indicator_id], teams[one.team_id][0]))

    def lines(state: Lasting) -> tuple[SustainLine, ...]:
        return tuple(sustain_line(one, teams[one.team_id][1]) for one in watched if one.state is state)

    holding = [(one, teams[one.team_id][1]) for one in watched if one.state is Lasting.HELD]
    return SustainWatch(
        counts=tuple(_counted(indicators, watched)),
        slipped=lines(Lasting.SLIPPED),
        silent=lines(Lasting.SILENT),
        held=tuple(_holders(indicators, holding)),
        definition=sustain.DEFINITION,
    )


def sustain_line(one: Watched, team: str) -> SustainLine:
    """One series that reached its target."""
    return SustainLine(
        team=team,
        indicator=one.indicator,
        held=_held(one),
        latest=sustain.latest_said(one),
        state=sustain.state_said(one),
    )


def _counted(indicators: Sequence[Indicator], watched: Sequence[Watched]) -> Iterator[SustainCount]:
    for indicator in indicators:
        mine = [one for one in watched if one.indicator_id == indicator.id]
        if mine:
            states = [one.state for one in mine]
            yield SustainCount(
                indicator=indicator.name,
                target=sustain.target_said(mine[0]),
                reached=len(mine),
                held=states.count(Lasting.HELD),
                slipped=states.count(Lasting.SLIPPED),
                silent=states.count(Lasting.SILENT),
            )


def _holders(
    indicators: Sequence[Indicator], holding: Sequence[tuple[Watched, str]]
) -> Iterator[SustainHeld]:
    for indicator in indicators:
        mine = [_holder(one, team) for one, team in holding if one.indicator_id == indicator.id]
        for start in range(0, len(mine), _IN_A_ROW):
            some = tuple(mine[start : start + _IN_A_ROW])
            yield SustainHeld(indicator=indicator.name, teams=msg("{teams}", teams=some))


def _holder(one: Watched, team: str) -> Message:
    if not one.after_end_points:
        return msg("{team} ({held} of {points})", team=team, held=one.held, points=one.points)
    return msg(
        "{team} ({held} of {points}; after the end {after} of {last})",
        team=team,
        held=one.held,
        points=one.points,
        after=one.after_end_held,
        last=one.after_end_points,
    )


def _held(one: Watched) -> Message:
    held = msg("{held} of {points} since {since}", held=one.held, points=one.points, since=one.reached)
    if not one.after_end_points:
        return held
    return msg(
        "{held}; after the end {after} of {points}",
        held=held,
        after=one.after_end_held,
        points=one.after_end_points,
    )
