"""What a pack says of changes across teams: what worked, who could ask whom, which team has taken up what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.ideas import Change, Decision, SpreadPlan, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.reports.content import Text
from collabdesk.reports.content_parts import (
    LearningLine,
    LedgerGroup,
    LedgerLine,
    SpreadBoard,
    SpreadRow,
)
from collabdesk.reports.content_parts import Ledger as Printed
from collabdesk.services.evidence import ChangeEvidence, Ledger
from collabdesk.services.evidence_said import BESIDE_THE_LEDGER, amount
from collabdesk.services.learning import Lesson, lessons
from collabdesk.services.ledger import WORDS, word_of
from collabdesk.services.pack_names import Names
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
        said = msg("Not linked to an indicator, so nothing can be said: {changes}.", changes=tuple(unlinked))
        notes.insert(0, said)
    return Printed(groups=tuple(groups), notes=tuple(notes))


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
    size = _signed(indicator, row.size)
    if row.net_size is None:
        return msg("median {size}; too few other teams to compare", size=size)
    return msg(
        "median {size}; {net} compared with other teams", size=size, net=_signed(indicator, row.net_size)
    )


def _signed(indicator: Indicator, value: float) -> Message:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return msg("{sign}{amount}", sign=sign, amount=amount(indicator, abs(value)))


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
    wanted: dict[int, list[Lesson]] = {team.id: [] for team in chosen}
    for one in lessons(workspace, ledger):
        if len(wanted.get(one.team_id, ())) < _ASKS_AT_MOST:
            wanted.get(one.team_id, []).append(one)
    everyone = {team.id: team for team in workspace.mine(Team)}
    return [
        LearningLine(
            learner=names.of(everyone[one.team_id]),
            asks=names.of(everyone[one.from_team_id]),
            change=one.change,
            why=msg("{indicator}: {why}", indicator=one.indicator, why=one.why),
        )
        for team in chosen
        for one in wanted[team.id]
    ]


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
