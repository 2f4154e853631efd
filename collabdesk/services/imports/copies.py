"""Another CollabDesk file as a source: a coach's or a neighbour's copy. It is only read, never written to.

Its numbers are listed like a spreadsheet's, so that preview, questions, conflicts and undo are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from collabdesk.errors import UserFacingError
from collabdesk.form_marks import Line, Mark
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.importing.asking import Asker
from collabdesk.importing.filled_form import code_of_team, word_for_indicator
from collabdesk.importing.grid import SheetGrid, Value, Workbook, area_a1
from collabdesk.importing.names.identify import Names
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.result import (
    Choice,
    Problem,
    ReadObservation,
    Register,
    Role,
    Skipped,
    Understanding,
    UnderstoodSheet,
)
from collabdesk.importing.result import State as ReadState
from collabdesk.importing.tables.body import Entry
from collabdesk.importing.tables.view import View
from collabdesk.models.file import reading_source
from collabdesk.models.measures import Indicator, IndicatorKind, Observation, State
from collabdesk.models.places import Collaborative, Team
from collabdesk.models.store import Store
from collabdesk.periods import Period, PeriodType

_MAGIC = b"SQLite format 3\0"
_HEAD = (
    "Team code",
    "Team",
    "Indicator code",
    "Indicator",
    "Period",
    "Numerator",
    "Denominator",
    "Value",
    "Note",
)
_PERIOD, _NUMERATOR, _DENOMINATOR, _VALUE, _NOTE = 4, 5, 6, 7, 8
_ROLES = (
    *(Role.TEAM_CODE, Role.TEAM, Role.IGNORED, Role.INDICATOR, Role.PERIOD, Role.NUMERATOR, Role.DENOMINATOR),
    *(Role.VALUE, Role.NOTE),
)


@dataclass(frozen=True, kw_only=True)
class CopiedPart:
    """One collaborative of the other file."""

    collaborative: str
    teams: Mapping[int, Team]
    indicators: Mapping[int, Indicator]
    numbers: tuple[Observation, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What another file holds, as values."""

    parts: tuple[CopiedPart, ...]
    wanted: str
    """The collaborative that the numbers are for: that of the same name is the likely one."""

    @property
    def definitions(self) -> dict[str, Indicator]:
        """The other file's indicators by name, for those that are to be created here with all that they mean."""
        return {one.name: one for part in self.parts for one in part.indicators.values()}


def is_copy(path: Path) -> bool:
    """Whether a file is a CollabDesk file, or any other database: its content decides, not its name."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False  # reading it as a spreadsheet says what is wrong


def read_copy(path: Path, wanted: str, own: Path) -> tuple[Workbook, Copy]:
    """Read another file. Raises UserFacingError; also where it is the file that is open."""
    if path.resolve() == own.resolve():
        raise UserFacingError(
            f"“{path.name}” is the file that the numbers would go into. Choose another one."
        )
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    with reading_source(path) as store:
        parts = tuple(_part(store, one) for one in store.all(Collaborative))
    copy = Copy(parts=parts, wanted=wanted)
    sheets = tuple(_grid(part, named=len(parts) > 1) for part in parts)
    return Workbook(file=path.name, sha256=sha256, format="collab", sheets=sheets), copy


def _part(store: Store, collaborative: Collaborative) -> CopiedPart:
    teams = {one.id: one for one in store.all(Team, collaborative_id=collaborative.id)}
    indicators = {one.id: one for one in store.all(Indicator, collaborative_id=collaborative.id)}
    order = sorted(indicators.values(), key=lambda one: (one.position, one.id))
    numbers = [
        row for indicator in order for row in store.all(Observation, indicator_id=indicator.id)
        if row.state != State.NOT_REPORTED
    ]  # fmt: skip
    return CopiedPart(
        collaborative=collaborative.name, teams=teams, indicators=indicators, numbers=tuple(numbers)
    )


def _grid(part: CopiedPart, *, named: bool) -> SheetGrid:
    """The numbers as a list to look at; the place of a number is named by what it is, not by a cell."""
    rows: list[list[Value]] = [list(_HEAD)]
    labels = {}
    for row in part.numbers:
        team, indicator = part.teams[row.team_id], part.indicators[row.indicator_id]
        period = Period(PeriodType.parse(indicator.period_type), row.period).code
        place = f"{team.name}, {indicator.name}, {period}"
        for column in (_NUMERATOR, _DENOMINATOR, _VALUE):
            labels[len(rows), column] = place
        rows.append(
            [
                *(team.code, team.name, indicator.code, indicator.name, period),
                *(row.numerator, row.denominator, row.value, row.note),
            ]
        )
    return SheetGrid(name=part.collaborative if named else "", rows=rows, labels=labels)


def understand_copy(
    workbook: Workbook, copy: Copy, register: Register, answers: Mapping[str, str]
) -> Understanding:
    """What the other file says about our teams and indicators, and what has to be asked."""
    asker, matcher = Asker(answers), Matcher(register)
    taken = _chosen(copy, asker)
    sheets = []
    for grid, part in zip(workbook.sheets, copy.parts, strict=True):
        reader = _PartReader(View(grid), part, matcher, asker)
        sheet = reader.read() if part is taken else reader.left_out()
        sheets.append(sheet)
    done = tuple(replace(sheet, questions=asker.questions(sheet.sheet)) for sheet in sheets)
    return Understanding(
        file=workbook.file, sha256=workbook.sha256, sheets=done, heard=frozenset(asker.heard)
    )


def _chosen(copy: Copy, asker: Asker) -> CopiedPart | None:
    """The collaborative to take the numbers of: the only one, that of the same name, or the one that a person says."""
    if len(copy.parts) == 1:
        return copy.parts[0]
    names = [part.collaborative for part in copy.parts]
    same = next((name for name in names if name.casefold() == copy.wanted.casefold()), None)
    answer = asker.ask(
        sheet=names[0], cell="A1", kind="which collaborative", about="collaborative", proposed=same,
        asked=msg("The file holds several collaboratives. Which one's numbers should come in?"),
        choices=[Choice(value=name, label=name) for name in names],
    )  # fmt: skip
    return next((part for part in copy.parts if part.collaborative == answer), None)


class _PartReader:
    """Reads one collaborative of the other file."""

    def __init__(self, view: View, part: CopiedPart, matcher: Matcher, asker: Asker) -> None:
        self._view, self._part, self._matcher = view, part, matcher
        self._cells = CellReader(view, asker, "", native=True)
        self._names = Names(matcher, asker)
        self._problems: list[Problem] = []

    def left_out(self) -> UnderstoodSheet:
        """A collaborative that is not asked for."""
        grid = self._view.grid
        skipped = Skipped(range=self._whole(), why=msg("another collaborative of that file"))
        return UnderstoodSheet(sheet=grid.name, rows=len(grid.rows), cols=grid.width, skipped=(skipped,))

    def read(self) -> UnderstoodSheet:
        """All numbers whose team and indicator are known or are to be created."""
        teams = {key: self._team(team) for key, team in self._part.teams.items()}
        words = {
            key: word_for_indicator(self._matcher, _mark(Line.VALUE, one))
            for key, one in self._part.indicators.items()
        }
        entries = [
            self._entry(at, row, teams[row.team_id], words[row.indicator_id])
            for at, row in enumerate(self._part.numbers, start=1)
        ]
        kept = {entry.row: entry for entry in self._names.settle(self._cells, entries)}
        refused = self._refused(kept)
        found = [
            self._observation(kept[at], row)
            for at, row in enumerate(self._part.numbers, start=1)
            if at in kept and row.indicator_id not in refused
        ]
        grid = self._view.grid
        last = max(len(grid.rows) - 1, 1)
        roles = [(area_a1((0, 0, 0, len(_HEAD) - 1)), Role.HEADER)]
        roles += [(area_a1((1, column, last, column)), role) for column, role in enumerate(_ROLES)]
        nothing = (Skipped(range=self._whole(), why=msg("it holds no numbers")),)
        return UnderstoodSheet(
            sheet=grid.name, layout="CollabDesk file", table=self._whole(), header_rows=(1,), rows=len(grid.rows),
            cols=grid.width, roles=tuple(roles), observations=tuple(found), problems=tuple(self._problems),
            teams=tuple(dict.fromkeys(one.team for one in found)),
            indicators=tuple(dict.fromkeys(one.indicator for one in found)),
            periods=tuple(sorted({one.period for one in found}, key=lambda one: (one.first_day, str(one.type)))),
            skipped=() if self._part.numbers else nothing,
        )  # fmt: skip

    def _team(self, team: Team) -> tuple[str, str]:
        return team.name, code_of_team(self._matcher, _mark(Line.TEAM, team))

    def _entry(self, at: int, row: Observation, team: tuple[str, str], indicator: str) -> Entry:
        type_ = PeriodType.parse(self._part.indicators[row.indicator_id].period_type)
        column = _VALUE if row.numerator is None else _NUMERATOR
        return Entry(
            team=team[0], code=team[1], indicator=indicator, period=Period(type_, row.period), category="",
            measure="", value=0.0, denominator=None, percent=False, row=at, column=column, note=row.note,
            confirmed=True,
        )  # fmt: skip

    def _refused(self, kept: Mapping[int, Entry]) -> set[int]:
        """Indicators that mean something else here: another kind, or other periods. Each is said once."""
        first: dict[int, tuple[int, Entry]] = {}
        count: dict[int, int] = {}
        for at, row in enumerate(self._part.numbers, start=1):
            if at in kept:
                first.setdefault(row.indicator_id, (at, kept[at]))
                count[row.indicator_id] = count.get(row.indicator_id, 0) + 1
        refused = set()
        for key, (at, entry) in first.items():
            said = self._misfit(self._part.indicators[key], entry)
            if said is not None:
                refused.add(key)
                text = nmsg("{why} Its {count} number was left out.", "{why} Its {count} numbers were left out.",
                            count[key], why=said)  # fmt: skip
                cell = self._view.grid.address(at, entry.column)
                self._problems.append(
                    Problem(sheet=self._view.grid.name, cell=cell, kind="another definition",
                            text=entry.indicator, said=text)
                )  # fmt: skip
        return refused

    def _misfit(self, theirs: Indicator, entry: Entry) -> Message | None:
        ours = self._names.indicator(entry)
        if ours is None:
            return None
        if ours.period_type and ours.period_type != theirs.period_type:
            return msg(
                "“{name}” is counted by {theirs} there and by {ours} here.",
                name=ours.name, theirs=theirs.period_type, ours=ours.period_type,
            )  # fmt: skip
        if ours.kind and ours.kind != theirs.kind.value:
            return msg(
                "“{name}” is a {theirs} there and a {ours} here.",
                name=ours.name, theirs=theirs.kind.value, ours=ours.kind,
            )  # fmt: skip
        return None

    def _observation(self, entry: Entry, row: Observation) -> ReadObservation:
        indicator = self._part.indicators[row.indicator_id]
        percent = indicator.kind is IndicatorKind.PROPORTION and row.value is not None
        cell = self._view.grid.address(entry.row, entry.column)
        return ReadObservation(
            team=entry.team, team_code=entry.code, indicator=entry.indicator, period=entry.period,
            numerator=row.numerator, denominator=row.denominator, value=row.value, spread=row.spread,
            unit="percent" if percent else "", note=row.note or None, cell=cell, cells=(cell,),
            state=ReadState.NO_CASES if row.state == State.NO_CASES else ReadState.REPORTED,
            team_key=self._names.team_key(entry), indicator_key=self._names.indicator_key(entry),
        )  # fmt: skip

    def _whole(self) -> str:
        grid = self._view.grid
        return area_a1((0, 0, max(len(grid.rows) - 1, 0), max(grid.width - 1, 0)))


def _mark(line: Line, one: Team | Indicator) -> Mark:
    return Mark(line=line, code=one.code, uid=one.uid, name=one.name)
