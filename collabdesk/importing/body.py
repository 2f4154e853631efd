"""From a table's cells to entries: every number with its team, indicator, period and measure."""

from __future__ import annotations

from dataclasses import dataclass, field

from collabdesk.i18n import Message, msg
from collabdesk.importing import number_text, words
from collabdesk.importing.cells import CellReader
from collabdesk.importing.columns import Column
from collabdesk.importing.grid import Value, plain
from collabdesk.importing.labels import Labels
from collabdesk.importing.plan import Plan
from collabdesk.importing.times import Outcome
from collabdesk.importing.view import Look, View, look
from collabdesk.importing.words import fold
from collabdesk.periods import Period


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


@dataclass
class Body:
    """What the rows gave: entries, and rows set aside with the reason."""

    entries: list[Entry] = field(default_factory=list)
    set_aside: list[tuple[int, int, Message]] = field(default_factory=list)
    derived_rows: list[int] = field(default_factory=list)
    first_data: int = -1
    last_data: int = -1

    def set_percentages_aside(self, row: int) -> None:
        """A row of percentages that follow from the rows above it."""
        self.derived_rows.append(row)
        self.set_aside.append((row, row, msg("percentages that follow from the numbers above")))


def read_body(view: View, plan: Plan, labels: Labels, cells: CellReader) -> Body:
    """Walk the rows of a table. Problems go to ``cells``' problem list."""
    body = Body()
    walker = _Walker(view, plan, labels, cells, body)
    for row in range(plan.table.first, plan.table.last + 1):
        walker.row(row)
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

    def row(self, row: int) -> None:
        rows = self.view.grid.rows
        cells = rows[row] if row < len(rows) else []
        values = self.plan.values
        filled = [
            column for column in values if column.index < len(cells) and cells[column.index] is not None
        ]
        if not filled:
            self._without_values(row, cells)
            return
        if self._is_repeated_heading(row, filled):
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

    def _is_repeated_heading(self, row: int, filled: list[Column]) -> bool:
        if len(filled) < 2 or not isinstance(self.view.value(row, filled[0].index), str):
            return False
        last = self.plan.table.head[-1] if self.plan.table.head else -1
        return last >= 0 and all(
            self.view.value(row, column.index) == self.view.value(last, column.index) for column in filled
        )

    def _without_values(self, row: int, cells: list[Value]) -> None:
        if not any(value is not None for value in cells):
            return
        self._section(row, cells)

    def _section(self, row: int, cells: list[Value]) -> None:
        """A row of words only: the title of the rows below it, where it stands alone."""
        texts = [plain(value) for value in cells if value is not None]
        if len(texts) == 1 and not words.is_total(texts[0]):
            team, indicator = self.labels.section(texts[0])
            if team:
                self.section_team = texts[0].strip()
            names_pairs = self.labels.has_pairs and not self.labels.has_indicator
            if indicator or (names_pairs and not team):
                self.section_indicator = texts[0].strip()
            elif not team and len(texts[0]) < 60:
                self.section_title = texts[0].strip()
        self.labels.row_without_values(row)

    def _with_values(self, row: int, cells: list[Value], filled: list[Column]) -> None:
        total = self.labels.total_word(row)
        if total:
            self._aside(row, msg("total row") if total == "total" else msg("row of averages"))
            return
        measure = self.labels.measure(row)
        if measure == "percent" and self.labels.has_pairs:
            self.body.set_percentages_aside(row)
            return
        team, code = self.labels.team(row)
        team = team or self.section_team
        if fold(team) in words.UNKNOWN_PLACE:
            self._aside(row, msg("numbers from an unknown place, which is no team"))
            return
        if not team and not code and self.labels.needs_team and self.labels.is_unlabelled(row):
            self._aside(row, msg("numbers without a name, as a total has"))
            return
        outcome = self.labels.period(row)
        if outcome is not None and outcome.period is None:
            self._no_period(row, outcome)
            return
        if outcome is not None and self.labels.is_subtotal(row):
            self._aside(row, msg("subtotal of the months above"))
            return
        self._mark(row)
        self._numbers(row, cells, filled, (team, code), outcome, measure)

    def _mark(self, row: int) -> None:
        if self.body.first_data < 0:
            self.body.first_data = row
        self.body.last_data = row

    def _no_period(self, row: int, outcome: Outcome) -> None:
        self._mark(row)
        if outcome.waits or outcome.said is None:
            return
        column = self.labels.period_column
        self.cells.problem(row, column, outcome.kind, outcome.said)

    def _aside(self, row: int, why: Message) -> None:
        self.body.set_aside.append((row, row, why))

    def _numbers(
        self, row: int, cells: list[Value], filled: list[Column], named: tuple[str, str],
        outcome: Outcome | None, row_measure: str,
    ) -> None:  # fmt: skip
        row_indicator = self.labels.indicator(row) or self.section_indicator
        if self.section_title and row_measure and fold(row_indicator) in words.NUMERATOR | words.DENOMINATOR:
            row_indicator = self.section_title
        category = self.labels.category(row)
        note = self.labels.note(row)
        percent_row = self.labels.row_percent(row)
        year = self.labels.year(row)
        entries = self.body.entries
        for column in filled:
            about = self.plan.about(column, row_indicator, named[0])
            if about is None:
                continue
            period, sure = self._period_of(column, outcome, year)
            if period is None:
                continue
            reading, column_sure = self.cells.read(row, column.index, cells[column.index])
            if reading is None:
                continue
            measure = row_measure or column.measure
            if measure == "value":
                measure = ""
            ratio = reading.sort is number_text.Sort.RATIO
            entries.append(
                Entry(
                    team=about.team or named[0] or named[1], code="" if about.team else named[1],
                    indicator=about.indicator, period=period,
                    category=" / ".join(part for part in (category, about.category) if part),
                    measure=measure, value=reading.value, denominator=reading.denominator if ratio else None,
                    percent=reading.sort is number_text.Sort.PERCENT,
                    row=row, column=column.index, note=note, confirmed=sure and column_sure,
                    other_unit=(column.percent or percent_row) and measure in ("", "percent"),
                    section=self.section_title,
                )
            )  # fmt: skip

    def _period_of(self, column: Column, outcome: Outcome | None, year: Value) -> tuple[Period | None, bool]:
        chosen = self.plan.column_period(column, year) if column.period is not None else outcome
        if chosen is None:
            chosen = self.plan.table_period
        if chosen is None or chosen.period is None:
            return None, False
        return chosen.period, chosen.confirmed
