"""From a table's cells to entries: every number with its team, indicator, period and measure."""

from __future__ import annotations

from dataclasses import dataclass, field

from collabdesk.i18n import Message, msg
from collabdesk.importing import words
from collabdesk.importing.grid import TooManyCellsError, Value, plain
from collabdesk.importing.numbers import number_text
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.tables.labels import Labels
from collabdesk.importing.tables.parts import Column
from collabdesk.importing.tables.plan import Plan
from collabdesk.importing.tables.row_labels import RowLabelReader, RowLabels
from collabdesk.importing.tables.view import Look, View, look
from collabdesk.importing.times.outcomes import Outcome
from collabdesk.importing.words import fold
from collabdesk.periods import Period
from collabdesk.stopping import SELDOM, stop_if_asked

MOST_NUMBERS = 400_000
"""So many numbers of one table are taken in; more don't fit into the memory of a small laptop."""


@dataclass(slots=True)
class Entry:
    """One number of the table and what it is about; `measure` is num, den, percent or empty (a value)."""

    team: str
    code: str
    indicator: str
    period: Period
    category: str
    measure: str
    value: float
    denominator: float | None
    percent: bool
    row: int
    column: int
    note: str
    confirmed: bool
    other_unit: bool = False
    section: str = ""
    more: tuple[tuple[int, int], ...] = ()
    """The other cells (row, column) whose numbers are in it: the days of a month."""


@dataclass(slots=True)
class _Target:
    """What a number of one column is about in rows with the same labels."""

    team: str
    indicator: str
    category: str
    measure: str
    percent: bool


@dataclass
class Body:
    """What the rows gave: entries, and rows set aside with the reason."""

    entries: list[Entry] = field(default_factory=list)
    set_aside: list[tuple[int, int, Message]] = field(default_factory=list)
    derived_rows: list[int] = field(default_factory=list)
    first_data: int = -1
    last_data: int = -1
    unreported: set[tuple[str, str, str, Period]] = field(default_factory=set)
    """(team, its code, indicator, period) of cells that say that nothing was reported."""

    def set_percentages_aside(self, row: int) -> None:
        """A row of percentages that follow from the rows above it."""
        self.derived_rows.append(row)
        self.set_aside.append((row, row, msg("percentages that follow from the numbers above")))


def read_body(view: View, plan: Plan, labels: Labels, cells: CellReader) -> Body:
    """Walk the rows of a table. Problems go to ``cells``' problem list."""
    body = Body()
    walker = _Walker(view, plan, labels, cells, body)
    for row in range(plan.table.first, plan.table.last + 1):
        if not (row - plan.table.first) & SELDOM:
            stop_if_asked()
        walker.row(row)
        if len(body.entries) > MOST_NUMBERS:
            raise TooManyCellsError
    return body


@dataclass
class _Walker:
    view: View
    plan: Plan
    labels: Labels
    cells: CellReader
    body: Body
    section_team: str = ""
    section_indicator: str = ""
    section_title: str = ""
    section_period: Outcome | None = None
    _titled: int = -2
    """The row of the last title of a section: a title right below it is its part."""
    _abouts: dict[tuple[str, bool, str, bool, str], dict[int, _Target | None]] = field(default_factory=dict)
    _places: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        table = self.plan.table
        head = self.view.grid.rows[table.head[-1]] if table.head else []
        self._heading = dict(enumerate(head))
        self._heading_texts = {index: plain(value).strip() for index, value in self._heading.items()}
        self._heading_counts = any(
            character.isdigit() for text in self._heading_texts.values() for character in text
        )
        self._read_labels = RowLabelReader(self.labels).read
        self._may_be_deleted = self.labels.may_be_deleted
        self._indices = [(column.index, column) for column in self.plan.values]

    def row(self, row: int) -> None:
        rows = self.view.grid.rows
        cells = rows[row] if row < len(rows) else []
        width = len(cells)
        filled = [column for index, column in self._indices if index < width and cells[index] is not None]
        if not filled:
            self._without_values(row, cells)
            return
        if self._is_repeated_heading(cells, filled):
            self._aside(row, msg("the heading again"))
            return
        if self._is_prose(cells, filled):
            self._section(row, cells)
            return
        self._with_values(row, cells, filled)

    def _is_prose(self, cells: list[Value], filled: list[Column]) -> bool:
        """Only words where numbers belong: one long text, a merged section title."""
        if len(filled) != 1 or look(cells[filled[0].index]) is not Look.TEXT:
            return False
        return len(plain(cells[filled[0].index])) > 25 and sum(1 for cell in cells if cell is not None) <= 2

    def _is_repeated_heading(self, cells: list[Value], filled: list[Column]) -> bool:
        if len(filled) < 2 or not self._heading:
            return False
        if not self._heading_counts and type(cells[filled[0].index]) in (int, float):
            return False  # a number below words only: most rows, told without their texts
        if any(plain(cells[c.index]).strip() != self._heading_texts.get(c.index, "") for c in filled):
            return False
        # numbers that equal the heading's (years) are the heading where the names beside them are its own too
        values = {column.index for column in filled}
        names = [i for i, value in enumerate(cells) if isinstance(value, str) and value and i not in values]
        return isinstance(cells[filled[0].index], str) or (
            bool(names) and all(cells[i] == self._heading.get(i) for i in names)
        )

    def _without_values(self, row: int, cells: list[Value]) -> None:
        if not any(value is not None for value in cells):
            return
        self._section(row, cells)

    def _section(self, row: int, cells: list[Value]) -> None:
        """A row of words only: the title of the rows below it, where it stands alone."""
        filled = [value for value in cells if value is not None and value != ""]
        texts = [plain(value) for value in filled]
        if len(texts) == 1 and not words.is_total(texts[0]):
            if self.labels.section_place is not None:
                self.section_period = self.labels.section_place.period(filled[0])
                return
            team, indicator = self.labels.section(texts[0])
            if team:
                self.section_team = texts[0].strip()
            if self.labels.sections_are and not (team or indicator):
                return  # the name of a row without numbers
            names_pairs = self.labels.has_pairs and not self.labels.has_indicator
            if indicator or (names_pairs and not team):
                self.section_indicator = texts[0].strip()
            elif not team and len(texts[0]) < 60:
                is_below = self._titled == row - 1 and self.section_title
                self.section_title = (f"{self.section_title} / " if is_below else "") + texts[0].strip()
                self._titled = row
        self.labels.row_without_values(row)

    def _with_values(self, row: int, cells: list[Value], filled: list[Column]) -> None:
        found = self._read_labels(row, cells)
        total = found.total or self._total_in_period(cells)
        if total:
            self._aside(row, _SUMS[total])
            self.labels.row_without_values(row)
            return
        if self._may_be_deleted and self.labels.is_deleted(row):
            self._aside(row, msg("deleted at its source"))
            return
        if found.measure == "percent" and self.labels.has_pairs:
            self.body.set_percentages_aside(row)
            return
        team = found.team or self.section_team
        if team not in self._places:
            self._places[team] = not words.is_unknown_place(team)
        if not self._places[team]:
            self._aside(row, msg("numbers from an unknown place, which is no team"))
            return
        if not team and not found.code and self.labels.needs_team:
            self._without_team(row)
            return
        outcome = self.section_period or self.labels.period(row)
        if outcome is not None and outcome.period is None:
            self._no_period(row, outcome)
            return
        if outcome is not None and outcome.period is not None and self.labels.is_subtotal(row):
            why = msg("subtotal of the months above, {period}", period=outcome.period.code)
            self._aside(row, why)
            return
        self._mark(row)
        self._numbers(row, cells, filled, team, found, outcome)

    def _without_team(self, row: int) -> None:
        """A row that names nothing is a total; one that names an indicator, but no team, can't be placed."""
        if self.labels.is_unlabelled(row):
            self._aside(row, msg("numbers without a name, as a total has"))
            return
        self._mark(row)
        said = msg("The row names no team, so its numbers were left out.")
        self.cells.problem(row, self.labels.team_columns[0], "team missing", said)

    def _total_in_period(self, cells: list[Value]) -> str:
        column = self.labels.period_column
        return self.labels.total_in(cells[column]) if 0 <= column < len(cells) else ""

    def _mark(self, row: int) -> None:
        if self.body.first_data < 0:
            self.body.first_data = row
        self.body.last_data = row

    def _no_period(self, row: int, outcome: Outcome) -> None:
        self._mark(row)
        if outcome.waits or outcome.said is None:
            return
        self.cells.problem(row, max(self.labels.period_column, 0), outcome.kind, outcome.said)

    def _aside(self, row: int, why: Message) -> None:
        self.body.set_aside.append((row, row, why))

    def _numbers(
        self, row: int, cells: list[Value], filled: list[Column], team: str, labels: RowLabels,
        outcome: Outcome | None,
    ) -> None:  # fmt: skip
        row_indicator = labels.indicator or self.section_indicator
        if (
            self.section_title
            and labels.measure
            and fold(row_indicator) in words.NUMERATOR | words.DENOMINATOR
        ):
            row_indicator = self.section_title
        targets = self._targets(row_indicator, team, labels)
        note = self.labels.note(row)
        year, month = self.labels.year(row), self.labels.month(row)
        read, add = self.cells.read, self.body.entries.append
        for column in filled:
            index = column.index
            target = targets[index]
            if target is None:
                continue
            period, sure = self._period_of(column, outcome, year, month)
            if period is None:
                continue
            reading, column_sure = read(row, index, cells[index])
            if reading is None:
                self.body.unreported.add(
                    (target.team or team or labels.code, labels.code, target.indicator, period)
                )
                continue
            sort = reading.sort
            add(
                Entry(
                    target.team or team or labels.code, "" if target.team else labels.code, target.indicator, period,
                    target.category, target.measure, reading.value,
                    reading.denominator if sort is number_text.Sort.RATIO else None,
                    sort is number_text.Sort.PERCENT, row, index, note, sure and column_sure, target.percent,
                    self.section_title,
                )
            )  # fmt: skip

    def _targets(self, indicator: str, team: str, labels: RowLabels) -> dict[int, _Target | None]:
        """What the number in each column is about, for rows with these labels."""
        key = (indicator, bool(team), labels.measure, labels.percent, labels.category)
        found = self._abouts.get(key)
        if found is None:
            found = {
                column.index: self._target(column, indicator, team, labels) for column in self.plan.values
            }
            self._abouts[key] = found
        return found

    def _target(self, column: Column, indicator: str, team: str, labels: RowLabels) -> _Target | None:
        about = self.plan.about(column, indicator, team)
        if about is None:
            return None
        measure = labels.measure or column.measure
        measure = "" if measure == "value" else measure
        return _Target(
            about.team, about.indicator, " / ".join(part for part in (labels.category, about.category) if part),
            measure, (column.percent or labels.percent) and measure in ("", "percent"),
        )  # fmt: skip

    def _period_of(
        self, column: Column, outcome: Outcome | None, year: Value, month: Value
    ) -> tuple[Period | None, bool]:
        chosen = self.plan.column_period(column, year) if column.period is not None else outcome
        if month is not None and self.plan.heading_place is not None:
            chosen = self.plan.heading_place.period(month, column.period)
        if chosen is None:
            chosen = self.plan.table_period
        if chosen is None or chosen.period is None:
            return None, False
        return chosen.period, chosen.confirmed


_SUMS = {"total": msg("total row"), "average": msg("row of averages"), "target": msg("row of targets")}
