"""A list of dates on which something rare happened, by team: read, never guessed.

Two shapes are known: a column of teams beside a column of dates (and of notes), or a column of dates under each
team's name. A list without any team is one team's, whose name is in the title, the sheet's or file's name, or is
given by the caller.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from collabdesk.i18n import Message, msg
from collabdesk.importing import words
from collabdesk.importing.asking import Asker
from collabdesk.importing.context import context_of
from collabdesk.importing.grid import Workbook, plain
from collabdesk.importing.journals.journal_teams import WAITS, JournalTeams, Named
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.result import Problem, Question, Register
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View
from collabdesk.importing.times.times import Place, Times
from collabdesk.importing.words import fold, one_line
from collabdesk.periods import DAY

_DATE = re.compile(
    r"\b(date|dates|day|when|jour|fecha|fechas|dia|data|datas|happened|occurred|survenu|deces|muerte)\b"
)
_SEARCHED = 60
_FAR = dt.date(1990, 1, 1)
"""No list that a collaborative keeps reaches further back."""


@dataclass(frozen=True, kw_only=True)
class ListedEvent:
    """One line: a team's event, or (``waits``) one whose team or date is still asked about."""

    sheet: str
    cell: str
    team: str
    team_key: int | None
    day: dt.date | None
    note: str = ""
    waits: bool = False


@dataclass(frozen=True, kw_only=True)
class EventList:
    """What a file says."""

    entries: tuple[ListedEvent, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    heard: frozenset[str] = frozenset()
    """The keys of the answers that answered something."""


@dataclass(frozen=True)
class _Column:
    """A column of dates, and whose they are: the team in another column, or the one that heads it."""

    dates: int
    teams: int | None
    notes: int | None
    heading: str = ""


def read_event_list(
    workbook: Workbook,
    register: Register,
    answers: Mapping[str, str] | None = None,
    *,
    team: int | None = None,
    today: dt.date | None = None,
) -> EventList:
    """The dates of a file, with the answers given so far; ``team``: whose list it is where it names none.

    Pure: call it again after each answer.
    """
    asker = Asker(dict(answers or {}))
    reader = _Reader(workbook, Matcher(register), asker, team, today or dt.date.today())
    for grid in workbook.sheets:
        if not grid.hidden:
            reader.read(View(grid, workbook.decimal))
    questions = [one for grid in workbook.sheets for one in asker.questions(grid.name)]
    return EventList(
        entries=tuple(reader.entries),
        questions=tuple(dict.fromkeys(questions)),
        problems=tuple(reader.problems),
        heard=frozenset(asker.heard),
    )


@dataclass
class _Reader:
    book: Workbook
    matcher: Matcher
    asker: Asker
    whose: int | None
    today: dt.date
    entries: list[ListedEvent] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.teams = JournalTeams(self.matcher, self.asker, may_create=False)

    def read(self, view: View) -> None:
        """One sheet; its dates settle the order of day and month together."""
        head, columns = self._columns(view)
        rows = range(head + 1, len(view.grid.rows))
        cells = [
            (view.value(row, one.dates), view.grid.address(row, one.dates))
            for one in columns
            for row in rows
            if view.value(row, one.dates) not in (None, "")
        ]
        times = Times(self.asker, self.today, keep_days=True)
        times.learn(value for value, _cell in cells)
        table = Table(
            head=(head,) if head >= 0 else (),
            first=head + 1,
            last=len(view.grid.rows) - 1,
            left=0,
            right=max(view.grid.width - 1, 0),
        )
        place = times.place(view.grid.name, cells, context_of(view, table, self.book, 0), across=False)
        for column in columns:
            before = ""
            for row in rows:
                if column.teams is not None:
                    before = one_line(plain(view.filled(row, column.teams))).strip() or before
                if view.value(row, column.dates) not in (None, ""):
                    self._line(view, column, row, before, place)

    def _line(self, view: View, column: _Column, row: int, written: str, place: Place) -> None:
        team = self._team(view, column, row, written)
        if team is None:
            return
        outcome = place.period(view.value(row, column.dates))
        day = outcome.period.first_day if outcome.period is not None and outcome.period.type == DAY else None
        if day is None and not outcome.waits:
            self._problem(view, row, column.dates, *_unusable(outcome.kind, whole=outcome.period is not None))
            return
        if day is not None and day < _FAR:
            self._problem(
                view, row, column.dates, "not a date", msg("This day lies too far back to be meant.")
            )
            return
        self.entries.append(
            ListedEvent(
                sheet=view.grid.name,
                cell=view.grid.address(row, column.dates),
                team=written or column.heading if team is WAITS else team[0],
                team_key=None if team is WAITS else team[1],
                day=day,
                note="" if column.notes is None else one_line(view.text(row, column.notes)).strip(),
                waits=day is None or team is WAITS,
            )
        )

    def _team(self, view: View, column: _Column, row: int, written: str) -> Named | None:
        """Whose line it is; None (and said why) where nobody is named."""
        text = written if column.teams is not None else column.heading
        if text:
            at = column.dates if column.teams is None else column.teams
            return self.teams.named(view.grid.name, view.grid.address(row, at), text)
        if column.teams is None and self.whose is not None:
            return self.matcher.teams_by_key[self.whose].name, self.whose
        self._problem(view, row, column.dates, "no team", msg("No team is named here: the line is left out."))
        return None

    # --- which column is what ---

    def _columns(self, view: View) -> tuple[int, list[_Column]]:
        """The heading's row (-1 without one) and the columns of dates."""
        for row in range(min(len(view.grid.rows), _SEARCHED)):
            found = self._headed(view, row)
            if found:
                return row, found
        return -1, self._bare(view)

    def _headed(self, view: View, row: int) -> list[_Column]:
        heads = {
            at: one_line(value).strip()
            for at, value in enumerate(view.grid.rows[row])
            if isinstance(value, str) and value.strip()
        }
        dates = [at for at, text in heads.items() if len(text) < 80 and _DATE.search(fold(text))]
        if dates:
            teams = next(
                (at for at, text in heads.items() if fold(text) in words.TEAM and at not in dates), None
            )
            notes = next(
                (at for at, text in heads.items() if fold(text) in words.NOTE and at not in dates), None
            )
            return [_Column(dates=dates[0], teams=teams, notes=notes)]
        sites = [at for at, text in heads.items() if self.matcher.team(text).key is not None]
        under = [at for at in sites if _dated(view, row + 1, at)]
        return [_Column(dates=at, teams=None, notes=None, heading=heads[at]) for at in under]

    def _bare(self, view: View) -> list[_Column]:
        """Without a heading: the first column that holds dates, and the first of words before or behind it."""
        width = view.grid.width
        dates = next((at for at in range(width) if _dated(view, 0, at)), None)
        if dates is None:
            return []
        texts = [
            at
            for at in range(width)
            if at != dates and any(isinstance(row[at], str) for row in view.grid.rows if at < len(row))
        ]
        teams = next(iter(texts), None)
        notes = next((at for at in texts if at != teams), None)
        return [_Column(dates=dates, teams=teams, notes=notes)]

    def _problem(self, view: View, row: int, column: int, kind: str, said: Message) -> None:
        self.problems.append(
            Problem(
                sheet=view.grid.name,
                cell=view.grid.address(row, column),
                kind=kind,
                text=view.text(row, column),
                said=said,
            )
        )


def _dated(view: View, first: int, column: int) -> bool:
    """Whether most of what stands in a column from a row on can be read as a date."""
    values: Sequence[object] = [
        value
        for row in range(first, min(len(view.grid.rows), first + _SEARCHED))
        if (value := view.value(row, column)) not in (None, "")
    ]
    good = sum(isinstance(value, dt.date) or view.is_period(value) for value in values)  # type: ignore[arg-type]
    return bool(values) and good * 2 > len(values)


def _unusable(kind: str, *, whole: bool) -> tuple[str, Message]:
    """Why a cell gives no day."""
    if kind == "future period":
        return kind, msg("This day is still to come: the line is left out.")
    if whole:
        return "not a date", msg("A day is needed, not a month or a week: the line is left out.")
    return kind or "not a date", msg("No date can be read here: the line is left out.")
