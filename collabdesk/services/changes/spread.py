"""The spread board: which team has taken which change, when, as planned or not."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.models.ideas import Change, Decision, SpreadPlan, Test
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.services.setup import catalogue, teams
from collabdesk.services.workspace import Workspace

Pair = tuple[int, int]
"""(change id, team id)"""


class SpreadState(enum.StrEnum):
    """Where a team stands with a change."""

    NOT_STARTED = "not started"
    TOLD = "told"
    TESTING = "testing"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    ABANDONED = "abandoned"


STATE_WORDS: dict[SpreadState, Message] = {
    SpreadState.NOT_STARTED: msg("Not started"),
    SpreadState.TOLD: msg("Told"),
    SpreadState.TESTING: msg("Testing"),
    SpreadState.ADOPTED: msg("Adopted"),
    SpreadState.ADAPTED: msg("Adapted"),
    SpreadState.ABANDONED: msg("Abandoned"),
}
BEGUN = (SpreadState.TESTING, SpreadState.ADOPTED, SpreadState.ADAPTED, SpreadState.ABANDONED)


@dataclass(frozen=True, kw_only=True)
class SpreadTeam:
    """A row of the board."""

    id: int
    name: str
    wave: int | None
    district: str


@dataclass(frozen=True, kw_only=True)
class SpreadCell:
    """One team and one change, plan and actual."""

    state: SpreadState = SpreadState.NOT_STARTED
    planned: dt.date | None = None
    told: dt.date | None = None
    since: dt.date | None = None
    """The day the team first began it."""
    decided: dt.date | None = None
    note: str = ""
    late: bool = False
    """Planned for a day that has passed, and not begun."""

    @property
    def empty(self) -> bool:
        """Whether nothing was planned, told, begun or noted."""
        return self.state is SpreadState.NOT_STARTED and self.planned is None and not self.note


@dataclass(frozen=True, kw_only=True)
class WaveCount:
    """Plan and actual of one change in one wave (None: the teams of no wave)."""

    change: str
    change_id: int
    wave: int | None
    teams: int
    planned: int
    """Planned for a day up to today."""
    told: int
    begun: int
    kept: int
    """Adopted or adapted."""
    abandoned: int
    late: int


@dataclass(frozen=True, kw_only=True)
class SpreadBoard:
    """Teams by wave, changes in the order of the catalogue, and what stands where they cross."""

    teams: tuple[SpreadTeam, ...]
    changes: tuple[tuple[int, str], ...]
    cells: Mapping[Pair, SpreadCell]
    """Only those that are not empty."""

    def cell(self, change_id: int, team_id: int) -> SpreadCell:
        """What stands there."""
        return self.cells.get((change_id, team_id), _NOTHING)


_NOTHING = SpreadCell()


def board(workspace: Workspace, today: dt.date | None = None) -> SpreadBoard:
    """The board of the open collaborative; teams that have left are not on it."""
    here = [team for team in workspace.mine(Team) if team.left is None]
    here.sort(key=lambda one: (one.wave is None, one.wave or 0, one.name.casefold()))
    changes = [(one.id, one.name) for one in catalogue.in_order(workspace)]
    return SpreadBoard(
        teams=tuple(
            SpreadTeam(
                id=team.id, name=team.name, wave=team.wave, district=teams.district_of(workspace, team)
            )
            for team in here
        ),
        changes=tuple(changes),
        cells=_cells(workspace, {one.id for one in here}, dict(changes), today or dt.date.today()),
    )


def _cells(
    workspace: Workspace, team_ids: set[int], changes: Mapping[int, str], today: dt.date
) -> dict[Pair, SpreadCell]:
    found: dict[Pair, SpreadCell] = {}
    for plan in workspace.rows(SpreadPlan).values():
        if plan.team_id in team_ids and plan.change_id in changes:
            found[plan.change_id, plan.team_id] = SpreadCell(
                state=SpreadState.TOLD if plan.told else SpreadState.NOT_STARTED,
                planned=plan.planned,
                told=plan.told,
                note=plan.note,
                late=plan.planned is not None and plan.planned < today,
            )
    for test in sorted(workspace.rows(Test).values(), key=lambda one: (one.started, one.id)):
        pair = (test.change_id, test.team_id)
        if test.team_id in team_ids and test.change_id in changes:
            cell = found.get(pair, _NOTHING)
            found[pair] = replace(
                cell,
                state=SpreadState(test.decision.value),  # the latest test says where the team stands
                since=cell.since or test.started,
                decided=test.decided,
                late=False,
            )
    return {pair: cell for pair, cell in found.items() if not cell.empty}


def by_wave(made: SpreadBoard, today: dt.date | None = None) -> list[WaveCount]:
    """Plan and actual per change and wave, where anything was planned, told or begun."""
    day = today or dt.date.today()
    waves = list(dict.fromkeys(team.wave for team in made.teams))
    counts = []
    for change_id, name in made.changes:
        for wave in waves:
            mine = [team.id for team in made.teams if team.wave == wave]
            cells = [made.cell(change_id, team_id) for team_id in mine]
            if all(cell.empty for cell in cells):
                continue
            counts.append(
                WaveCount(
                    change=name,
                    change_id=change_id,
                    wave=wave,
                    teams=len(mine),
                    planned=sum(cell.planned is not None and cell.planned <= day for cell in cells),
                    told=sum(cell.told is not None or cell.state in BEGUN for cell in cells),
                    begun=sum(cell.state in BEGUN for cell in cells),
                    kept=sum(cell.state in (SpreadState.ADOPTED, SpreadState.ADAPTED) for cell in cells),
                    abandoned=sum(cell.state is SpreadState.ABANDONED for cell in cells),
                    late=sum(cell.late for cell in cells),
                )
            )
    return counts


# --- writing ---


def plan(workspace: Workspace, pairs: Sequence[Pair], day: dt.date | None) -> None:
    """Write down for when teams are to begin changes; None takes the plan back."""
    label = f"{_said(workspace, pairs)}: planned" if day else f"{_said(workspace, pairs)}: plan taken back"
    _write_plans(workspace, pairs, label, lambda one: replace(one, planned=day))


def tell(workspace: Workspace, pairs: Sequence[Pair], day: dt.date | None) -> None:
    """Write down when teams were told of changes; None takes it back."""
    label = f"{_said(workspace, pairs)}: told" if day else f"{_said(workspace, pairs)}: not told"
    _write_plans(workspace, pairs, label, lambda one: replace(one, told=day))


def write_note(workspace: Workspace, pair: Pair, note: str) -> None:
    """A note on one team and one change."""
    _write_plans(
        workspace, [pair], f"{_said(workspace, [pair])}: note", lambda one: replace(one, note=note.strip())
    )


def set_state(workspace: Workspace, pairs: Sequence[Pair], state: SpreadState, day: dt.date) -> None:
    """Write down where teams stand with changes, from a day on, as one edit.

    Testing and the decisions are tests of the change, as everywhere; a team that decides without a test has
    begun it on that day. Refuses to forget a test: those are removed where they stand.
    """
    if state is SpreadState.TOLD:
        tell(workspace, pairs, day)
        return
    last = _last_tests(workspace, pairs)
    if state is SpreadState.NOT_STARTED:
        if last:
            name = workspace.rows(Team)[next(iter(last))[1]].name
            raise UserFacingError(f"{name} has begun it; remove that test under Tests if it was a mistake.")
        _clear(workspace, pairs)
        return
    decision = Decision(state.value)
    early = [test for test in last.values() if day < test.started]
    if early:
        raise UserFacingError(
            f"{workspace.rows(Team)[early[0].team_id].name} began it on {early[0].started:%d %b %Y}: "
            "the decision can't be earlier."
        )

    def write(writer: Writer) -> None:
        decided = None if decision is Decision.TESTING else day
        for pair in pairs:
            test = last.get(pair)
            if test is not None:
                writer.change(test, decision=decision, decided=decided)
                continue
            new = Test(
                change_id=pair[0],
                team_id=pair[1],
                started=day,
                decision=decision,
                decided=decided,
                person=workspace.person,
            )
            writer.add(new)

    workspace.transact(f"{_said(workspace, pairs)}: {state.value}", write)


def _last_tests(workspace: Workspace, pairs: Iterable[Pair]) -> dict[Pair, Test]:
    wanted = set(pairs)
    found: dict[Pair, Test] = {}
    for test in sorted(workspace.rows(Test).values(), key=lambda one: (one.started, one.id)):
        if (test.change_id, test.team_id) in wanted:
            found[test.change_id, test.team_id] = test
    return found


def _clear(workspace: Workspace, pairs: Sequence[Pair]) -> None:
    wanted = set(pairs)
    gone = [one for one in workspace.rows(SpreadPlan).values() if (one.change_id, one.team_id) in wanted]

    def write(writer: Writer) -> None:
        for one in gone:
            writer.remove(one)

    workspace.transact(f"{_said(workspace, pairs)}: plan taken back", write)


def _write_plans(
    workspace: Workspace, pairs: Sequence[Pair], label: str, change: Callable[[SpreadPlan], SpreadPlan]
) -> None:
    known = {(one.change_id, one.team_id): one for one in workspace.rows(SpreadPlan).values()}

    def write(writer: Writer) -> None:
        for pair in pairs:
            old = known.get(pair)
            new = change(old or SpreadPlan(change_id=pair[0], team_id=pair[1], person=workspace.person))
            if not (new.planned or new.told or new.note):
                if old is not None:
                    writer.remove(old)
            elif old is not None:
                writer.put(new)
            else:
                writer.add(new)

    workspace.transact(label, write)


def _said(workspace: Workspace, pairs: Sequence[Pair]) -> str:
    if not pairs:
        raise UserFacingError("Choose the teams and changes on the board first.")
    names = {workspace.rows(Change)[change_id].name for change_id, _team in pairs}
    who = {workspace.rows(Team)[team_id].name for _change, team_id in pairs}
    what = f"“{next(iter(names))}”" if len(names) == 1 else f"{len(names)} changes"
    return f"{what}, {next(iter(who)) if len(who) == 1 else f'{len(who)} teams'}"
