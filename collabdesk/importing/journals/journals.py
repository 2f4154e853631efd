"""A list of changes that a team keeps, in a spreadsheet of its own making: read, never guessed.

What a line says becomes a `JournalEntry`; what only a person knows is asked once: the order of day and month, the
year of a month, the team of the whole list, and for a name that is not in the catalogue which change it is. A
name that nothing comes near is a new change, and is not asked about.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from collabdesk.i18n import Message, msg
from collabdesk.importing.asking import CREATE, LEAVE_OUT, Asker
from collabdesk.importing.context import Context, context_of
from collabdesk.importing.grid import Value, Workbook, plain
from collabdesk.importing.journals.journal_columns import JournalPart, JournalTable, find_journal
from collabdesk.importing.journals.journal_entries import Journal, JournalEntry, KnownChange
from collabdesk.importing.journals.journal_lines import decision_of, is_open, note_of
from collabdesk.importing.journals.journal_teams import WAITS, JournalTeams, Named
from collabdesk.importing.names.alike import most_alike, same_words
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.result import Choice, Problem, Register, Severity, Skipped
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View
from collabdesk.importing.times.times import Place, Times
from collabdesk.importing.words import fold, one_line
from collabdesk.periods import DAY, Period

_NEAR, _LIKE = 4, 65.0
"""Similar changes offered for an unknown name, and the likeness (0..100) from which they are."""
_SURELY, _HARDLY = 80.0, 70.0
"""Likenesses (0..100) between which neither answer is the likely one."""


def read_journal(
    workbook: Workbook,
    register: Register,
    changes: Iterable[KnownChange],
    answers: Mapping[str, str] | None = None,
    *,
    today: dt.date | None = None,
) -> Journal:
    """The lists of changes of a file, with the answers given so far. Pure: call it again after each answer."""
    asker = Asker(dict(answers or {}))
    matcher = Matcher(register)
    teams = JournalTeams(matcher, asker)
    reader = _Reader(workbook, matcher, teams, tuple(changes), asker, today or dt.date.today())
    for grid in workbook.sheets:
        view = View(grid, workbook.decimal)
        table = None if grid.hidden else find_journal(view)
        if table is not None:
            reader.read(view, table)
    questions = [one for grid in workbook.sheets for one in asker.questions(grid.name)]
    return Journal(
        file=workbook.file,
        sha256=workbook.sha256,
        entries=tuple(reader.entries),
        waiting=tuple(reader.waiting),
        questions=tuple(dict.fromkeys(questions)),
        problems=tuple(reader.problems),
        skipped=tuple(reader.skipped),
        told_teams=teams.told,
        found=reader.found,
    )


@dataclass
class _Reader:
    book: Workbook
    matcher: Matcher
    teams: JournalTeams
    changes: tuple[KnownChange, ...]
    asker: Asker
    today: dt.date
    entries: list[JournalEntry] = field(default_factory=list)
    waiting: list[JournalEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    found: bool = False
    _row_waits: bool = False
    _new: dict[str, str] = field(default_factory=dict)
    """Folded name -> the name of a change that this file brings."""
    _filed: dict[str, Named | None] = field(default_factory=dict)

    def read(self, view: View, table: JournalTable) -> None:
        self.found = True
        rows = self._rows(view, table)
        context = context_of(view, _as_table(table, view), self.book, 0)
        times = Times(self.asker, self.today, keep_days=True)
        dates = {
            part: self._place(view, table.column(part), rows, times, context)
            for part in (JournalPart.START, JournalPart.END)
        }
        alone = table.column(JournalPart.TEAM) is None
        whole = self.teams.of_sheet(view, table.head, context, self.book.file) if alone else None
        team_before = ""
        for row in rows:
            self._row_waits = False
            written = one_line(view.text(row, table.columns[JournalPart.CHANGE][0])).strip()
            name = self._file_under(view, table, row, written)
            team = whole
            if not alone:
                team_before = self._team_text(view, table, row) or team_before
                team = self._team(view, table, row, team_before)
            started, whole_month, ended = self._span(view, table, row, dates)
            if name is None or team is None:  # left out
                continue
            waits = self._row_waits or WAITS in (name, team)
            entry = JournalEntry(
                cell=view.grid.address(row, table.columns[JournalPart.CHANGE][0]),
                sheet=view.grid.name,
                written=written,
                change=written if name is WAITS else name[0],
                change_key=None if name is WAITS else name[1],
                team=team[0],
                team_key=None if team is WAITS else team[1],
                started=started,
                whole_month=whole_month,
                ended=ended,
                decision=decision_of(view, table, row),
                note=note_of(view, table, row),
                indicator_keys=self._indicators(view, table, row),
            )
            (self.waiting if waits else self.entries).append(entry)

    def _span(
        self, view: View, table: JournalTable, row: int, dates: Mapping[JournalPart, Place | None]
    ) -> tuple[dt.date | None, bool, dt.date | None]:
        """The start, whether it is a whole month, and the end; an end before the start is left out."""
        started, whole_month = self._date(view, table, row, JournalPart.START, dates)
        ended, _ = self._date(view, table, row, JournalPart.END, dates)
        if ended is None and table.column(JournalPart.END) is None:
            ended = self._end_of_span(view, table, row, dates[JournalPart.START])
        if started and ended and ended < started:
            said = msg("It ends before it begins: the end is left out.")
            self._problem(view, row, table.column(JournalPart.END), "warning: end before start", said)
            ended = None
        return started, whole_month, ended

    # --- lines ---

    def _rows(self, view: View, table: JournalTable) -> list[int]:
        """The rows that say something of a change; a lone text under an empty row is a note below the list."""
        at = table.columns[JournalPart.CHANGE][0]
        found, gap = [], False
        for row in range(table.head + 1, len(view.grid.rows)):
            filled = [c for c, value in enumerate(view.grid.rows[row]) if value not in (None, "")]
            if not filled:
                gap = True
                continue
            lone = gap and len(filled) == 1
            if at in filled and not lone and fold(view.text(row, at)) != fold(view.text(table.head, at)):
                found.append(row)
                gap = False
            else:
                why = msg("no change is named in this line")
                self.skipped.append(Skipped(range=view.grid.address(row, filled[0]), why=why))
        return found

    # --- dates ---

    @staticmethod
    def _parts(view: View, row: int, column: int) -> tuple[Value, ...]:
        """The dates that a cell gives: one, or the two ends of a span."""
        value = view.value(row, column)
        return _span(value) if isinstance(value, str) and len(_span(value)) == 2 else (value,)

    def _place(
        self, view: View, column: int | None, rows: list[int], times: Times, context: Context
    ) -> Place | None:
        if column is None:
            return None
        cells = [
            (part, view.grid.address(row, column))
            for row in rows
            if view.value(row, column) not in (None, "") and not is_open(view, row, column)
            for part in self._parts(view, row, column)
        ]
        times.learn(value for value, _cell in cells)
        return times.place(view.grid.name, cells, context, across=False)

    def _date(
        self,
        view: View,
        table: JournalTable,
        row: int,
        part: JournalPart,
        dates: Mapping[JournalPart, Place | None],
    ) -> tuple[dt.date | None, bool]:
        column, place = table.column(part), dates[part]
        if column is None or place is None:
            return None, False
        value = view.value(row, column)
        if value in (None, "") or is_open(view, row, column):
            return None, False
        if isinstance(value, str) and len(parts := _span(value)) == 2:
            value = parts[0 if part is JournalPart.START else 1]
        outcome = place.period(value)
        if outcome.period is not None:
            return _day(outcome.period, last=part is JournalPart.END), outcome.period.type != DAY
        self._row_waits = self._row_waits or outcome.waits
        if not outcome.waits:
            said = {
                "future period": msg("This day is still to come: the line goes in without it."),
                "left out": msg("Left out, as you said: the line goes in without this date."),
            }.get(outcome.kind, msg("No date can be read here: the line goes in without it."))
            self._problem(view, row, column, outcome.kind or "not a date", said)
        return None, False

    def _end_of_span(self, view: View, table: JournalTable, row: int, place: Place | None) -> dt.date | None:
        """The end of a span in the one column of dates: ``12/01/2026 – 20/02/2026``."""
        column = table.column(JournalPart.START)
        parts = _span(view.text(row, column)) if column is not None else ()
        if place is None or len(parts) != 2:
            return None
        period = place.period(parts[1]).period
        return _day(period, last=True) if period is not None else None

    def _indicators(self, view: View, table: JournalTable, row: int) -> tuple[int, ...]:
        texts = [view.text(row, column).strip() for column in table.columns.get(JournalPart.INDICATOR, ())]
        keys = [self.matcher.indicator(text).key for text in texts if text]
        return tuple(dict.fromkeys(key for key in keys if key is not None))

    # --- teams ---

    def _team_text(self, view: View, table: JournalTable, row: int) -> str:
        column = table.column(JournalPart.TEAM)
        return "" if column is None else one_line(plain(view.filled(row, column))).strip()

    def _team(self, view: View, table: JournalTable, row: int, text: str) -> Named | None:
        column = table.column(JournalPart.TEAM)
        assert column is not None
        if not text:
            self._problem(
                view, row, column, "no team", msg("No team is named here, nor above: the line is left out.")
            )
            return None
        return self.teams.named(view.grid.name, view.grid.address(row, column), text)

    # --- names of changes ---

    def _file_under(self, view: View, table: JournalTable, row: int, written: str) -> Named | None:
        """The change that a line is about: (name, key or None for a new one); None while it is asked or left out."""
        if fold(written) in self._filed:
            return self._filed[fold(written)]
        for change in self.changes:
            if any(same_words(written, name) for name in (change.name, *change.aliases)):
                return self._settled(written, (change.name, change.key))
        near = self._near(written)
        if not near:
            self._new[fold(written)] = written
            return self._settled(written, (written, None))
        cell = view.grid.address(row, table.columns[JournalPart.CHANGE][0])
        answer = self.asker.ask(
            sheet=view.grid.name, cell=cell, kind="unknown change",
            asked=msg("“{text}” is not in the catalogue: is it one of these?", text=written),
            choices=[*(Choice(value=name, label=name) for name, _key in near),
                     Choice(value=CREATE, label=msg("No, it is a new change")),
                     Choice(value=LEAVE_OUT, label=msg("Leave its lines out"))],
            proposed=self._likely(written, near[0][0]), about=written,
        )  # fmt: skip
        if answer is None:
            return WAITS  # asked again at its next line, so that the question names all its cells
        if answer == CREATE:
            self._new[fold(written)] = written
            return self._settled(written, (written, None))
        return self._settled(written, next((one for one in near if one[0] == answer), None))

    @staticmethod
    def _likely(written: str, nearest: str) -> str | None:
        """The likely answer: the nearest where it is very near, a new one where it is far, none in between."""
        if most_alike(written, [nearest], 1, _SURELY):
            return nearest
        return None if most_alike(written, [nearest], 1, _HARDLY) else CREATE

    def _near(self, written: str) -> list[Named]:
        """The changes of the catalogue and the new ones of this file that a name could mean."""
        names: list[tuple[str, Named]] = [
            (name, (change.name, change.key))
            for change in self.changes
            for name in (change.name, *change.aliases)
        ]
        names += [(name, (name, None)) for name in self._new.values()]
        places = most_alike(written, [name for name, _change in names], 2 * _NEAR, _LIKE)
        return list(dict.fromkeys(names[place][1] for place in places))[:_NEAR]

    def _settled(self, written: str, name: Named | None) -> Named | None:
        self._filed[fold(written)] = name
        return name

    def _problem(self, view: View, row: int, column: int | None, kind: str, said: Message) -> None:
        at = column or 0
        severity = Severity.WARNING if kind.startswith("warning") else Severity.ERROR
        self.problems.append(
            Problem(
                sheet=view.grid.name,
                cell=view.grid.address(row, at),
                kind=kind,
                text=view.text(row, at),
                said=said,
                severity=severity,
            )
        )


_SPAN = re.compile(r"\s+(?:[-–—]|to|until|au|jusqu.?au|hasta|al|até|a)\s+", re.IGNORECASE)


def _span(text: str) -> tuple[str, ...]:
    """The two ends of a span; one text where it is none."""
    return tuple(part.strip() for part in _SPAN.split(text.strip()) if part.strip())


def _day(period: Period, *, last: bool) -> dt.date:
    return period.last_day if last else period.first_day


def _as_table(table: JournalTable, view: View) -> Table:
    return Table(
        head=(table.head,),
        first=table.head + 1,
        last=len(view.grid.rows) - 1,
        left=0,
        right=max(view.grid.width - 1, 0),
    )
