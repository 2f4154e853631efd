"""A team's own list of changes into the catalogue and its tests: read, previewed, saved whole, taken back whole."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.importing import read as read_workbook
from collabdesk.importing.grid import Workbook
from collabdesk.importing.journals.journal_entries import Journal, JournalEntry, KnownChange
from collabdesk.importing.journals.journals import read_journal
from collabdesk.importing.result import Question, Register
from collabdesk.models.ideas import Change, ChangeAlias, ChangeIndicator, Decision, SpreadPlan, Test
from collabdesk.models.intake import ImportBatch
from collabdesk.models.places import TeamAlias
from collabdesk.models.writer import Writer
from collabdesk.services.changes.changes import plain_name
from collabdesk.services.imports import register_of
from collabdesk.services.setup import catalogue, teams
from collabdesk.services.workspace import Workspace

DECISION_RULE = msg(
    "A line that ended becomes adopted with a yes under “effective”, abandoned with a no; a decision that the list "
    "writes itself comes first. All others are being tested."
)


class LineState(enum.StrEnum):
    """What a line does."""

    NEW = "new"
    KNOWN = "known"
    """The team has this test from this day already: nothing changes."""
    WAITS = "waits"
    """A question about it is open."""
    NO_START = "no start"
    """Without a day it is no test: the change goes into the catalogue, the note onto the spread board."""


STATE_WORDS: dict[LineState, Message] = {
    LineState.NEW: msg("new test"),
    LineState.KNOWN: msg("recorded already"),
    LineState.NO_START: msg("no start: a plan only"),
    LineState.WAITS: msg("waits for an answer"),
}


@dataclass(frozen=True, kw_only=True)
class JournalLine:
    """A line as it will be saved."""

    entry: JournalEntry
    state: LineState
    new_change: bool
    new_team: bool = False


@dataclass(frozen=True, kw_only=True)
class JournalDraft:
    """A file that was read, with the answers so far and what each line would do."""

    path: Path
    workbook: Workbook
    answers: Mapping[str, str]
    register: Register
    journal: Journal
    lines: tuple[JournalLine, ...]
    again: ImportBatch | None
    """This very file was taken in before."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What must be answered first."""
        return self.journal.questions

    @property
    def said(self) -> Message:
        """What saving would do, in a sentence."""
        counts = Counter(line.state for line in self.lines)
        fresh = len({plain_name(line.entry.change) for line in self.lines if line.new_change})
        teams = len({plain_name(line.entry.team) for line in self.lines if line.new_team})
        tests = nmsg("{count} new test", "{count} new tests", counts[LineState.NEW])
        changes = nmsg("{count} new change", "{count} new changes", fresh)
        known = nmsg("{count} recorded already", "{count} recorded already", counts[LineState.KNOWN])
        plans = nmsg("{count} without a start", "{count} without a start", counts[LineState.NO_START])
        parts = [tests, changes]
        parts += [nmsg("{count} new team", "{count} new teams", teams)] if teams else []
        parts += [known] if counts[LineState.KNOWN] else []
        parts += [plans] if counts[LineState.NO_START] else []
        return msg("{parts}.", parts=tuple(parts))


def read(path: Path) -> Workbook:
    """Read a file. Raises UserFacingError. Needs no workspace: for a worker."""
    return read_workbook(path)


def draft(
    workspace: Workspace,
    path: Path,
    workbook: Workbook,
    answers: Mapping[str, str] | None = None,
    *,
    today: dt.date | None = None,
) -> JournalDraft:
    """What a file says and would do. Raises UserFacingError where it holds no list of changes."""
    known = [
        KnownChange(
            key=change.id, name=change.name, aliases=tuple(catalogue.aliases_of(workspace, change.id))
        )
        for change in catalogue.in_order(workspace)
    ]
    register = register_of(workspace)
    journal = read_journal(workbook, register, known, answers, today=today)
    if not journal.found:
        raise UserFacingError(
            f"No list of changes was found in “{path.name}”: it needs a column for the change, and one for its start, "
            "its end or its result."
        )
    earlier = next(
        (
            batch
            for batch in workspace.mine(ImportBatch)
            if batch.sha256 == journal.sha256 and batch.reverted is None
        ),
        None,
    )
    return JournalDraft(
        path=path,
        workbook=workbook,
        answers=dict(answers or {}),
        register=register,
        journal=journal,
        lines=tuple(_lines(workspace, journal)),
        again=earlier,
    )


def answered(workspace: Workspace, known: JournalDraft, answers: Mapping[str, str]) -> JournalDraft:
    """The draft with these answers, and no others."""
    return draft(workspace, known.path, known.workbook, answers)


def save(workspace: Workspace, made: JournalDraft) -> int:
    """Save all lines as one edit; returns how many tests are new. Raises UserFacingError while questions are open."""
    if made.questions:
        raise UserFacingError("Answer the questions first: nothing is saved before.")
    fresh = [line for line in made.lines if line.state is not LineState.KNOWN]
    if not fresh:
        raise UserFacingError("All of its lines are recorded already: there is nothing to save.")
    count = sum(line.state is LineState.NEW for line in fresh)

    def write(writer: Writer) -> None:
        _Saving(workspace, writer, made).write(fresh, count)

    workspace.transact(f"Changes from {made.path.name}", write)
    return count


class _Saving:
    def __init__(self, workspace: Workspace, writer: Writer, made: JournalDraft) -> None:
        self._workspace, self._writer, self._made = workspace, writer, made
        self._changes: dict[str, int] = {}
        self._teams: dict[str, int] = {}
        self._plans = {(one.change_id, one.team_id): one for one in workspace.rows(SpreadPlan).values()}

    def write(self, fresh: list[JournalLine], count: int) -> None:
        batch = self._writer.add(
            ImportBatch(
                collaborative_id=self._workspace.collaborative.id,
                file=self._made.path.name,
                sha256=self._made.journal.sha256,
                at=dt.datetime.now(),
                person=self._workspace.person,
                counts=json.dumps({"tests": count}),
            )
        )
        names = {plain_name(line.entry.team): line.entry.team for line in fresh if line.new_team}
        rows = [teams.TeamRow(name=name) for name in names.values()]
        made = teams.insert_teams(self._workspace, self._writer, rows)
        self._teams = {plain: team.id for plain, team in zip(names, made, strict=True)}
        for line in fresh:
            change_id = self._change(line.entry)
            if line.state is LineState.NEW:
                self._test(line.entry, change_id, batch.id)
            else:
                self._plan(line.entry, change_id)
        self._wordings()

    def _team(self, entry: JournalEntry) -> int:
        return self._teams[plain_name(entry.team)] if entry.team_key is None else entry.team_key

    def _test(self, entry: JournalEntry, change_id: int, batch_id: int) -> None:
        assert entry.started is not None
        decision = Decision(entry.decision)
        decided = entry.ended if decision is not Decision.TESTING else None
        self._writer.add(
            Test(
                change_id=change_id,
                team_id=self._team(entry),
                started=entry.started,
                decision=decision,
                decided=decided,
                note=entry.note,
                person=self._workspace.person,
                origin=batch_id,
            )
        )

    def _plan(self, entry: JournalEntry, change_id: int) -> None:
        pair = (change_id, self._team(entry))
        old = self._plans.get(pair)
        if old is None:
            new = SpreadPlan(
                change_id=change_id, team_id=pair[1], note=entry.note, person=self._workspace.person
            )
            self._plans[pair] = self._writer.add(new)
        elif entry.note and entry.note not in old.note:
            note = f"{old.note}\n{entry.note}".strip()
            self._plans[pair] = self._writer.put(replace(old, note=note))

    def _change(self, entry: JournalEntry) -> int:
        if entry.change_key is not None:
            return entry.change_key
        key = plain_name(entry.change)
        if key not in self._changes:
            new = Change(collaborative_id=self._workspace.collaborative.id, name=entry.change)
            self._changes[key] = self._writer.add(new).id
            self._link(key)
        return self._changes[key]

    def _link(self, key: str) -> None:
        """A new change should move the indicators that any of its lines names."""
        named = {
            indicator
            for line in self._made.lines
            if plain_name(line.entry.change) == key
            for indicator in line.entry.indicator_keys
        }
        for indicator_id in sorted(named):
            self._writer.add(ChangeIndicator(change_id=self._changes[key], indicator_id=indicator_id))

    def _wordings(self) -> None:
        """How the list writes what a person recognised is remembered: it is not asked about again."""
        for text, team_id in self._made.journal.told_teams.items():
            self._writer.add(TeamAlias(team_id=team_id, alias=text, source=self._made.path.name))
        known = {plain_name(one.alias) for one in self._workspace.rows(ChangeAlias).values()}
        known |= {plain_name(change.name) for change in self._workspace.mine(Change)} | set(self._changes)
        for line in self._made.lines:
            plain = plain_name(line.entry.written)
            if plain not in known:
                known.add(plain)
                self._writer.add(ChangeAlias(change_id=self._change(line.entry), alias=line.entry.written))


def _lines(workspace: Workspace, journal: Journal) -> list[JournalLine]:
    there = {(test.change_id, test.team_id, test.started) for test in workspace.rows(Test).values()}
    seen: set[tuple[str, str, dt.date]] = set()
    made = []
    for entry in journal.entries:
        state = LineState.NEW
        if entry.started is None:
            state = LineState.NO_START
        else:
            mark = (plain_name(entry.change), plain_name(entry.team), entry.started)
            known = (entry.change_key, entry.team_key, entry.started) in there
            state = LineState.KNOWN if known or mark in seen else LineState.NEW
            seen.add(mark)
        fresh = entry.change_key is None, entry.team_key is None
        made.append(JournalLine(entry=entry, state=state, new_change=fresh[0], new_team=fresh[1]))
    waiting = [JournalLine(entry=one, state=LineState.WAITS, new_change=False) for one in journal.waiting]
    return made + waiting
