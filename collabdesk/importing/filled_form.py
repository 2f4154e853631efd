"""Our own data forms, filled in and sent back: read by their hidden marks, so that nothing has to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from collabdesk import form_marks
from collabdesk.form_marks import Line, Mark
from collabdesk.i18n import msg
from collabdesk.importing.asking import Asker
from collabdesk.importing.grid import SheetGrid, a1, area_a1, plain
from collabdesk.importing.names.identify import Names
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.numbers.number_text import Sort
from collabdesk.importing.numbers.spreads import SIZE, SPREAD
from collabdesk.importing.result import ReadObservation, Role, Skipped, UnderstoodSheet
from collabdesk.importing.tables.body import Entry
from collabdesk.importing.tables.gather import Gatherer
from collabdesk.importing.tables.view import View
from collabdesk.periods import Period

_MEASURES = {
    Line.NUMERATOR: "num", Line.DENOMINATOR: "den", Line.VALUE: "", Line.SIZE: SIZE, Line.SPREAD: SPREAD,
}  # fmt: skip
_ROLES = {
    Line.NUMERATOR: Role.NUMERATOR, Line.DENOMINATOR: Role.DENOMINATOR, Line.VALUE: Role.VALUE,
    Line.SIZE: Role.DENOMINATOR, Line.SPREAD: Role.VALUE,
}  # fmt: skip


def is_form(grid: SheetGrid) -> bool:
    """Whether a sheet is one of our forms."""
    return grid.value(0, 0) == form_marks.SHEET


@dataclass
class FormReader:
    """Reads one form."""

    view: View
    matcher: Matcher
    asker: Asker
    names: Names
    cells: CellReader
    _team: Mark | None = None
    _columns: dict[int, Period] = field(default_factory=dict)
    _note: int | None = None
    _entries: list[Entry] = field(default_factory=list)
    _roles: list[tuple[str, Role]] = field(default_factory=list)
    _heads: list[int] = field(default_factory=list)

    def read(self, base: UnderstoodSheet) -> tuple[UnderstoodSheet, list[ReadObservation]]:
        """What was filled in; nothing where the form came back empty."""
        for row in range(1, len(self.view.grid.rows)):
            mark = Mark.read(self.view.value(row, 0))
            if mark is not None:
                self._row(row, mark)
        found = Gatherer(self.cells, self.asker, self.names).observations(self._entries)
        self.cells.close()
        whole = area_a1((0, 0, len(self.view.grid.rows) - 1, max(self.view.grid.width - 1, 0)))
        empty = (Skipped(range=whole, why=msg("a form that nobody has filled in")),)
        periods = {item.period for item in found}
        sheet = UnderstoodSheet(
            sheet=base.sheet, hidden=base.hidden, rows=base.rows, cols=base.cols,
            layout="data form" if found else "empty form", table=whole,
            header_rows=tuple(row + 1 for row in self._heads), roles=tuple(self._roles),
            teams=tuple(dict.fromkeys(item.team for item in found)),
            indicators=tuple(dict.fromkeys(item.indicator for item in found)),
            periods=tuple(sorted(periods, key=lambda period: (period.first_day, str(period.type)))),
            observations=tuple(found), problems=tuple(self.cells.problems), skipped=() if found else empty,
        )  # fmt: skip
        return sheet, found

    def _row(self, row: int, mark: Mark) -> None:
        if mark.line is Line.TEAM:
            self._team = mark
            self._roles.append((a1(row, 1), Role.TEAM))
        elif mark.line is Line.PERIODS:
            self._head(row)
        elif self._team is not None:
            self._numbers(row, mark)

    def _head(self, row: int) -> None:
        """A row of codes over the columns that are filled in; the headings that people read stand under it."""
        self._columns, self._note = {}, None
        self._heads.append(row + 1)
        for column in range(1, self.view.grid.width):
            text = form_marks.over_column_read(plain(self.view.value(row, column)))
            if text == form_marks.NOTE:
                self._note = column
            elif text:
                try:
                    self._columns[column] = Period.parse(text)
                except ValueError:
                    continue
                self._roles.append((a1(row + 1, column), Role.PERIOD))

    def _numbers(self, row: int, mark: Mark) -> None:
        team = self._team
        assert team is not None
        self._roles.append((a1(row, 1), Role.INDICATOR))
        if self._note is not None:
            self._roles.append((a1(row, self._note), Role.NOTE))
        for column, period in self._columns.items():
            self._roles.append((a1(row, column), _ROLES[mark.line]))
            reading, sure = self.cells.read(row, column, self.view.value(row, column))
            if reading is None:
                continue
            is_ratio = reading.sort is Sort.RATIO  # "12/20" typed where 12 belongs
            self._entries.append(
                Entry(
                    team=team.name,
                    code=code_of_team(self.matcher, team),
                    indicator=word_for_indicator(self.matcher, mark),
                    period=period,
                    category="",
                    measure="" if is_ratio else _MEASURES[mark.line],
                    value=reading.value,
                    denominator=reading.denominator if is_ratio else None,
                    percent=reading.sort is Sort.PERCENT,
                    row=row,
                    column=column,
                    note=self._remark(row),
                    confirmed=sure,
                )
            )

    def _remark(self, row: int) -> str:
        return self.view.text(row, self._note).strip() if self._note is not None else ""


def code_of_team(matcher: Matcher, team: Mark) -> str:
    """The code or DHIS2 uid by which the register knows a team, whatever its name is today."""
    known = (word for word in (team.code, team.uid) if word and matcher.team(word).key is not None)
    return next(known, team.code)


def word_for_indicator(matcher: Matcher, mark: Mark) -> str:
    """The word by which the register knows an indicator: its name, or its code where it was renamed since."""
    by_code = (
        (word, key)
        for word in (mark.code, mark.uid)
        if word and (key := matcher.indicator(word).key) is not None
    )
    word, key = next(by_code, (mark.name, None))
    return mark.name if key is None or matcher.indicator(mark.name).key == key else word
