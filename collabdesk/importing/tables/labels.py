"""What each row of a table is about: its team, indicator, period, measure and sub-group, from its label
columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from collabdesk.importing import words
from collabdesk.importing.grid import Value, plain
from collabdesk.importing.names import team_codes
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.numbers.measures import measure_of
from collabdesk.importing.tables.filling import FILLABLE, Filling
from collabdesk.importing.tables.headings import counted_in, week_shift
from collabdesk.importing.tables.label_kinds import has_words, is_constant, is_record_keeping, sum_word
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.team_columns import TeamColumns
from collabdesk.importing.tables.view import View
from collabdesk.importing.times.outcomes import Outcome
from collabdesk.importing.times.subtotals import coarser, is_year, years_over_months
from collabdesk.importing.times.times import Place
from collabdesk.importing.words import fold, one_line
from collabdesk.periods import MONTH, WEEK, PeriodType

_DEFAULTS = frozenset(["default", "HllvX50cXC0"])
"""How DHIS2 writes that a number is not split."""
_TRUE = frozenset(["true", "1", "yes", "oui", "si", "sim"])


@dataclass
class Labels:
    """The label columns of one table. Blank labels under a merged or grouped one are filled from above."""

    view: View
    table: Table
    columns: list[Column]
    matcher: Matcher
    place: Place | None = None
    needs_team: bool = False
    _subtotals: set[object] = field(default_factory=set)
    _years_above: set[Value] = field(default_factory=set)
    """Years on lines of their own, over the months that belong to them."""
    _year_above: Value = None
    has_pairs: bool = False
    team_is_said: bool = False
    """Whether a label beside the table names its team: then ``MATERNITY`` between the rows is no other one."""
    sections_are: str = ""
    """What the lines between the rows are where they all are the same: team, indicator or period."""
    section_place: Place | None = None
    section_names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._by_part: dict[Part, list[int]] = {}
        for column in self.columns:
            self._by_part.setdefault(column.part, []).append(column.index)
        self._teams = TeamColumns(self.view, self.table, self.columns, self.matcher)
        apart = self._teams.columns if self._teams.exclusive else ()
        self._filling = Filling(self.view, self.table, self.columns, apart)
        self._value = self._filling.value
        self._category = self._by_part.get(Part.CATEGORY, [])
        self._notes = [c.index for c in self.columns if c.part is Part.NOTE and not is_record_keeping(c)]
        self._indicators = self._indicator_columns()
        self._measures = self._by_part.get(Part.MEASURE, [])
        periods = [*self._by_part.get(Part.PERIOD, []), *self._by_part.get(Part.MONTH, [])]
        years = self._by_part.get(Part.YEAR, [])
        across = (
            sum(1 for column in self.columns if column.part is Part.VALUE and column.period is not None) > 1
        )
        self.period_column = -1 if across else periods[0] if periods else years[0] if years else -1
        self._financial = [column.index for column in self.columns if column.financial]
        self._year_column = years[0] if years and (periods or across) else -1
        self._month_column = periods[0] if across and periods else -1
        marks = [c.index for c in self.columns if c.path and fold(c.path[-1]) in words.DELETED]
        self._deleted_column = marks[0] if marks else -1
        self._end_column = self._by_part.get(Part.END, [-1])[0]
        total_parts = (*FILLABLE, Part.SERIAL, Part.CODE, Part.MEASURE, Part.CATEGORY)
        first = min((c.index for c in self.columns if c.part is Part.VALUE), default=0)
        self._total_columns = [
            c.index
            for c in self.columns
            if (c.part in total_parts and not is_constant(c)) or (c.part is Part.NOTE and c.index < first)
        ]
        units = [
            c.index for c in self.columns if c.part is Part.NOTE and c.path and fold(c.path[-1]) in words.UNIT
        ]
        self._percent_columns = [*self._indicators, *self._measures, *units]
        self._total_cache: dict[Value, str] = {}
        self._measure_cache: dict[Value, tuple[str, str]] = {}
        self.has_pairs = self._row_pairs()

    # teams --------------------------------------------------------------------------------------

    def go_by_code(self) -> None:
        """Each code is one team, whatever names stand beside it."""
        self._teams.columns = [self._teams.code]

    @property
    def renamed(self) -> team_codes.Renamed | None:
        """The codes that carry several names."""
        return self._teams.renamed

    @property
    def has_team(self) -> bool:
        """Whether rows name a team."""
        return bool(self.team_columns)

    @property
    def team_columns(self) -> list[int]:
        """The columns whose cells name the team."""
        return self._teams.columns or ([self._teams.code] if self._teams.code >= 0 else [])

    @property
    def has_indicator(self) -> bool:
        """Whether rows name an indicator."""
        return bool(self._indicators)

    def team(self, row: int) -> tuple[str, str]:
        """(the team as written, its code or empty)."""
        return self._teams.name(row, self._value)

    def is_unlabelled(self, row: int) -> bool:
        """Whether a row names nothing at all."""
        return all(self.view.value(row, column) is None for column in self._total_columns)

    # indicators and measures ----------------------------------------------------------------------

    def _indicator_columns(self) -> list[int]:
        """One column of indicators: a code beside its name counts once."""
        found = self._by_part.get(Part.INDICATOR, [])
        if len(found) < 2:
            return found
        by_index = {column.index: column for column in self.columns}
        names = [index for index in found if by_index[index].profile.filled]
        finest = max(
            names or found, key=lambda index: (by_index[index].profile.distinct, has_words(by_index[index]))
        )
        sections = [
            index for index in names if by_index[index].profile.distinct < by_index[finest].profile.distinct
        ]
        return [*sections[:1], finest] if sections and sections[0] < finest else [finest]

    def indicator(self, row: int) -> str:
        """The row's indicator, without a word for its measure."""
        parts = []
        for column in self._indicators:
            value = self._value(row, column)
            if value is not None:
                measure, rest = self._split(value)
                parts.append(rest if rest and measure in ("num", "den") else plain(value))
        return one_line(" / ".join(part for part in dict.fromkeys(parts) if part.strip()))

    def measure(self, row: int) -> str:
        """num, den, percent or empty."""
        for column in self._measures:
            value = self.view.value(row, column)
            if value is not None:
                measure = self._split(value)[0]
                return "" if measure == "value" else measure
        for column in self._indicators:
            value = self.view.value(row, column)
            if value is not None:
                measure = self._split(value)[0]
                if measure in ("num", "den") or (
                    measure == "percent" and self.has_pairs and not self._split(value)[1]
                ):
                    return measure
        return ""

    def row_percent(self, row: int) -> bool:
        """Whether the row's label says that its numbers are percentages."""
        return any(
            self._split(value)[0] == "percent" and fold(plain(value)) not in words.BARE_RATE
            for value in (self._value(row, column) for column in self._percent_columns)
            if value is not None
        )

    def _split(self, value: Value) -> tuple[str, str]:
        found = self._measure_cache.get(value)
        if found is None:
            found = self._measure_cache[value] = measure_of(plain(value))
        return found

    def _row_pairs(self) -> bool:
        kinds = set()
        for row in range(self.table.first, min(self.table.last, self.table.first + 60) + 1):
            kinds.add(self.measure(row))
        return {"num", "den"} <= kinds

    # periods ----------------------------------------------------------------------------------------

    def period_cells(self) -> list[tuple[Value, str]]:
        """All cells of the column of periods, with their addresses."""
        if self.period_column < 0:
            return []
        found: list[tuple[Value, str]] = []
        seen: set[Value] = set()
        column = self.period_column
        for row in range(self.table.first, self.table.last + 1):
            value = self._as_financial(column, self.view.value(row, column))
            if value is not None and value not in seen and not self.total_word(row):
                seen.add(value)
                found.append((value, self.view.grid.address(row, column)))
        return found

    @property
    def period_unit(self) -> PeriodType | None:
        """What a bare number in the column of periods counts, by its heading."""
        column = next((column for column in self.columns if column.index == self.period_column), None)
        if column is None:
            return None
        unit = counted_in(column.path)
        return MONTH if unit is None and column.part is Part.MONTH else unit

    @property
    def heading_unit(self) -> PeriodType | None:
        """What dates across stand for, by the word beside them (``Week ended``)."""
        beside = [text for c in self.columns if c.part is not Part.VALUE for text in c.path]
        return WEEK if counted_in(beside) == WEEK else None

    @property
    def week_shift(self) -> int:
        """From a day in the column of periods, or across, to the middle of the week that it ends or begins."""
        beside = [c for c in self.columns if c.index == self.period_column or c.part is not Part.VALUE]
        return week_shift([text for column in beside for text in column.path if counted_in([text]) == WEEK])

    @property
    def are_spans(self) -> bool:
        """Whether each row names its first and its last day."""
        return self._end_column >= 0

    def settle_subtotals(self, place: Place) -> None:
        """Quarters or years among months, in a table without other labels, are sums of the months."""
        self.place = place
        if self.has_indicator and self.has_team:
            return
        if self._year_column >= 0:
            return
        cells = [value for value, _ in self.period_cells()]
        if years_over_months(cells):
            self._years_above = {value for value in cells if is_year(value)}
            self._subtotals = set(self._years_above)
            return
        self._subtotals = coarser({value: place.period(value) for value in cells})

    def period(self, row: int) -> Outcome | None:
        """The row's period; None if the table has no column of periods."""
        if self.period_column < 0 or self.place is None:
            return None
        value = self._as_financial(self.period_column, self._value(row, self.period_column))
        if value is None:
            return Outcome(waits=True)
        if self._end_column >= 0:
            return self.place.span(value, self._value(row, self._end_column))
        year = None
        if self._year_column >= 0:
            year = self._as_financial(self._year_column, self._value(row, self._year_column))
        if self._years_above:
            self._year_above = value if value in self._years_above else self._year_above
            year = None if value in self._years_above else self._year_above
        return self.place.period(value, year)

    def month(self, row: int) -> Value:
        """The row's month, where the years stand across and the months down."""
        return self._value(row, self._month_column) if self._month_column >= 0 else None

    @property
    def is_crossed(self) -> bool:
        """Whether a period is made of a row's and a column's half: months across and years down, or the reverse."""
        return self._month_column >= 0 or (self._year_column >= 0 and self.period_column < 0)

    def year(self, row: int) -> Value:
        """The row's year, where the months stand across and the years down."""
        if self._year_column < 0 or self.period_column >= 0:
            return None
        return self._as_financial(self._year_column, self._value(row, self._year_column))

    def _as_financial(self, column: int, value: Value) -> Value:
        """A year of a column of financial years, so called: nobody knows yet in which month it begins."""
        return f"FY {plain(value).strip()}" if column in self._financial and value is not None else value

    def is_subtotal(self, row: int) -> bool:
        """Whether the row's period is a sum of others."""
        return bool(self._subtotals) and self.view.value(row, self.period_column) in self._subtotals

    @property
    def is_plain(self) -> bool:
        """Whether each row's labels stand in the row itself: nothing merged, nothing to be filled from above."""
        return not self._filling.grouped and not self.view.grid.merged

    @property
    def label_columns(self) -> list[int]:
        """The columns that `team`, `indicator`, `measure`, `category` and `total_word` look at, periods apart."""
        found = {
            *self._total_columns,
            *self._percent_columns,
            *self._teams.columns,
            *self._teams.above,
            *self._category,
        }
        return sorted(found - {self.period_column, -1})

    @property
    def may_be_deleted(self) -> bool:
        """Whether there is a column that says so."""
        return self._deleted_column >= 0

    def is_deleted(self, row: int) -> bool:
        """Whether an export says of a row that it was deleted at its source."""
        return self.view.folded(row, self._deleted_column) in _TRUE

    # other labels ----------------------------------------------------------------------------------

    def total_word(self, row: int) -> str:
        """``total``, ``average`` or ``target`` where a label says just that, else empty."""
        cells = self.view.grid.rows[row] if row < len(self.view.grid.rows) else []
        for column in self._total_columns:
            word = self.total_in(cells[column] if column < len(cells) else None)
            if word:
                return word
        return ""

    def total_in(self, value: Value) -> str:
        """``total``, ``average`` or ``target`` where a cell says just that, else empty."""
        if not isinstance(value, str):
            return ""
        word = self._total_cache.get(value)
        if word is None:
            word = sum_word(value)
            self._total_cache[value] = word
        return word

    def category(self, row: int) -> str:
        """The row's sub-group (sex, age, category combination)."""
        if not self._category:
            return ""
        parts = [plain(self._value(row, column)) for column in self._category]
        return " / ".join(part for part in parts if part and part not in _DEFAULTS)

    def note(self, row: int) -> str:
        """The row's remarks."""
        cells = self.view.grid.rows[row]
        texts = [
            plain(cells[column])
            for column in self._notes
            if column < len(cells) and cells[column] is not None
        ]
        return "; ".join(texts)

    def section(self, text: str) -> tuple[bool, bool]:
        """(is a team, is an indicator): what a line of words between the rows stands for."""
        if self.sections_are:
            if fold(text) not in self.section_names:  # a row without numbers, not the title of those below it
                return False, False
            return self.sections_are == "team", self.sections_are == "indicator"
        likely = words.is_site(text) and not self.team_is_said
        if not self.has_team and (self.matcher.team(text).key is not None or likely):
            return True, False
        return False, not self.has_indicator and self.matcher.indicator(text).key is not None

    def row_without_values(self, row: int) -> None:
        """Remember a group's label that stands on a line of its own, or on the line of the group's total."""
        for column in self._filling.grouped:
            value = self.view.value(row, column)
            if value is not None and not self.total_in(value):
                self._filling.remember(row, column, value)
