"""From a workbook to what it says: the tables of each sheet, read with the register and the answers given
so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from collabdesk.i18n import Message, msg
from collabdesk.importing import checks, gather, roles, table_period
from collabdesk.importing.asking import Asker
from collabdesk.importing.body import Body, Entry, read_body
from collabdesk.importing.cells import CellReader
from collabdesk.importing.collection import no_collection
from collabdesk.importing.columns import Column, Part, columns_of
from collabdesk.importing.context import Context, Said, context_of, find_indicator, find_team, is_dull
from collabdesk.importing.grid import SheetGrid, Value, Workbook, a1, area_a1
from collabdesk.importing.identify import Names
from collabdesk.importing.labels import Labels
from collabdesk.importing.match import Matcher
from collabdesk.importing.number_text import decimal_sign
from collabdesk.importing.plan import Plan, Planner, ask_whole, layout_of
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
from collabdesk.importing.tables import Table, find_tables
from collabdesk.importing.times import Times
from collabdesk.importing.view import Look, View
from collabdesk.importing.words import SUMMARY, fold, is_whole
from collabdesk.periods import Period


def understand(
    workbook: Workbook, register: Register | None = None, answers: Mapping[str, str] | None = None,
    *, today: dt.date | None = None,
) -> Understanding:  # fmt: skip
    """Everything a file says, with what it leaves open. Pure: call it again after each answer.

    ``answers``: by a question's id, or by its cell (``B4``, ``Sheet!B4``), or by the name it is about.
    ``today`` (default: today) is the day from which a period is in the future.
    """
    reader = _FileReader(workbook, register or Register(), dict(answers or {}), today or dt.date.today())
    with no_collection():
        return reader.read()


class _FileReader:
    def __init__(
        self, book: Workbook, register: Register, answers: Mapping[str, str], today: dt.date
    ) -> None:
        self.book = book
        self.matcher = Matcher(register)
        self.asker = Asker(answers)
        self.times = Times(self.asker, today, months_wanted=_wants_months(register))
        self.names = Names(self.matcher, self.asker)
        self.decimal = _decimal_of(book)
        self.stem = PurePath(book.file).stem
        self.columns: dict[int, list[Column]] = {}
        views = [View(grid, self.decimal) for grid in book.sheets]
        self.found = [(view, [] if view.grid.hidden else find_tables(view)) for view in views]
        named = [view.grid.name for view, tables in self.found if tables and not is_dull(view.grid.name)]
        self.several_sheets = len(named) > 1

    def read(self) -> Understanding:
        drafts = []
        self._learn_dates()
        for view, tables in self.found:
            drafts.append(self._sheet(view, tables))
        sheets = tuple(
            replace(draft, questions=self.asker.questions(draft.sheet)) for draft in drafts
        )  # the questions last: a later sheet may add a cell to an earlier one's
        return Understanding(file=self.book.file, sha256=self.book.sha256, sheets=sheets)

    def _learn_dates(self) -> None:
        for view, tables in self.found:
            for table in tables:
                self.columns[id(table)] = columns_of(view, table)
                for column in self.columns[id(table)]:
                    if column.part in (Part.PERIOD, Part.NOTE, Part.MONTH):
                        self.times.learn(column.profile.texts)

    def _sheet(self, view: View, tables: list[Table]) -> UnderstoodSheet:
        grid = view.grid
        base = UnderstoodSheet(sheet=grid.name, hidden=grid.hidden, rows=len(grid.rows), cols=grid.width)
        whole = area_a1((0, 0, max(len(grid.rows) - 1, 0), max(grid.width - 1, 0)))
        if grid.hidden:
            why = msg("a hidden sheet; unhide it in the file to import it")
            return replace(base, skipped=(Skipped(range=whole, why=why),))
        if not any(any(value is not None for value in row) for row in grid.rows):
            return replace(base, skipped=(Skipped(range="A1", why=msg("an empty sheet")),))
        if not tables:
            why = msg("no table with numbers was found on this sheet")
            return replace(base, skipped=(Skipped(range=whole, why=why),))
        others = sum(1 for other, found in self.found if found and other is not view)
        if others > 1 and fold(grid.name) in SUMMARY:
            why = msg("a summary of the other sheets")
            return replace(base, layout="summary", skipped=(Skipped(range=whole, why=why),))
        return self._tables(view, tables, base)

    def _tables(self, view: View, tables: list[Table], base: UnderstoodSheet) -> UnderstoodSheet:
        results: list[_TableResult] = []
        start = 0
        for number, table in enumerate(tables):
            beside = number > 0 and tables[number - 1].head == table.head
            reader = _TableReader(self, view, table, start if not beside else table.head[0])
            if beside and not reader.stands_alone():
                why = msg("a second, smaller table beside the first")
                results.append(_TableResult(skipped=[Skipped(range=area_a1(table.area), why=why)]))
            else:
                results.append(reader.read())
            if number + 1 < len(tables) and tables[number + 1].head != table.head:
                start = table.last + 1
        return _merged(view, base, results)


@dataclass
class _TableResult:
    layout: str = ""
    area: str = ""
    head: tuple[int, ...] = ()
    observations: list[ReadObservation] | None = None
    problems: list[Problem] | None = None
    skipped: list[Skipped] | None = None
    roles: list[tuple[str, Role]] | None = None
    not_teams: frozenset[str] = frozenset()


class _TableReader:
    """Reads one table: columns, labels, time, plan, body, observations."""

    def __init__(self, file: _FileReader, view: View, table: Table, start: int) -> None:
        self.file, self.view, self.table = file, view, table
        self.context = context_of(view, table, file.book, start)
        self.file = file
        self.columns = [self._retyped(column, file.columns[id(table)]) for column in file.columns[id(table)]]
        self.labels = Labels(view, table, self.columns, file.matcher)
        native = file.book.format in ("xlsx", "xls", "xlsb", "ods", "json", "xml")
        self.cells = CellReader(view, file.asker, file.decimal, native)

    def _retyped(self, column: Column, columns: list[Column]) -> Column:
        """A label column of unknown kind: the indicators where the team stands above, or where the register says so."""
        if (
            column.part is not Part.TEAM
            or not column.guessed
            or any(c.part is Part.INDICATOR for c in columns)
        ):
            return column
        texts = column.profile.texts[:30]
        teams = sum(1 for text in texts if self.file.matcher.team(text).key is not None)
        indicators = sum(1 for text in texts if self.file.matcher.indicator(text).key is not None)
        if indicators > teams or (self.context.teams and not teams):
            return replace(column, part=Part.INDICATOR)
        return column

    def stands_alone(self) -> bool:
        """Whether a table beside another has periods or a team or indicator column of its own."""
        parts = {column.part for column in self.columns if not column.guessed}
        across = sum(1 for column in self.columns if column.period is not None)
        return across >= 2 or (bool(parts & {Part.TEAM, Part.PERIOD, Part.MONTH}) and Part.VALUE in parts)

    def read(self) -> _TableResult:
        result = _TableResult(area=area_a1(self.table.area), head=self.table.head, skipped=[], problems=[])
        values = [column for column in self.columns if column.part is Part.VALUE]
        if not any(_holds_numbers(column) for column in values):
            return self._empty(result, values)
        team = None if self.labels.has_team else self._team()
        indicator = self._indicator(team)
        planner = Planner(
            self.view, self.table, self.context, self.file.matcher, self.file.asker, self.labels
        )
        self.labels.needs_team = self.labels.has_team
        self._confirm_headings()
        plan = planner.plan(self.columns, team, indicator)
        self._settle_time(plan, planner)
        body = read_body(self.view, plan, self.labels, self.cells)
        gatherer = gather.Gatherer(self.cells, self.file.asker, self.file.names)
        entries, not_teams = self._wholes(body, plan)
        body.entries = entries
        result.observations = gatherer.observations(entries)
        self.cells.close()
        self.cells.problems += checks.sudden_zeros(self.view, result.observations)
        self.cells.problems += checks.part_above_whole(self.view, result.observations)
        self.cells.problems += checks.hidden_cells(self.view, self.table, result.observations)
        result.layout = layout_of(plan, self.labels)
        result.problems = self.cells.problems
        result.skipped = roles.skipped(self.view, self.table, self.context, plan, body)
        result.roles = roles.colours(self.view, self.table, self.context, plan)
        result.not_teams = frozenset(not_teams)
        return result

    def _empty(self, result: _TableResult, values: list[Column]) -> _TableResult:
        parts = {column.part for column in self.columns}
        is_journal = not values and Part.PERIOD in parts and self.table.last >= self.table.first
        if is_journal:
            result.layout = "list of changes"
            why: Message = msg("a list of changes with dates, without numbers of indicators")
        else:
            result.layout = "empty form" if values else "list"
            why = msg("no numbers were found in this table: nothing to import")
        result.skipped = [Skipped(range=result.area, why=why)]
        result.roles = roles.heads(self.table)
        if is_journal:
            result.problems = checks.journal(
                self.view, self.table, self.columns, self.file.times, self.context
            )
        return result

    def _team(self) -> Said | None:
        return (
            find_team(self.context, self.file.matcher, self.view.grid.name, self.file.stem)
            or self._team_of_sheet()
        )

    def _team_of_sheet(self) -> Said | None:
        """One sheet per team: the tab names it where rows name indicators and no other place names the
        team."""
        name = self.view.grid.name
        has_rows = self.labels.has_indicator
        if self.file.several_sheets and has_rows and not is_dull(name):
            return Said(name, "A1", "sheet name")
        return None

    def _indicator(self, team: Said | None) -> Said | None:
        several = self.file.several_sheets and (team is None or team.source != "sheet name")
        return find_indicator(
            self.context, self.file.matcher, self.view.grid.name, self.file.stem,
            several_sheets=several, team=team.text if team else "",
        )  # fmt: skip

    def _confirm_headings(self) -> None:
        """A column understood by its likeness only is asked about; it is left out when a person says so."""
        wrong = {
            column.index for column in self.columns if self._is_doubtful(column) and self._is_wrong(column)
        }
        if wrong:
            self.columns = [replace(c, part=Part.NOTE) if c.index in wrong else c for c in self.columns]
            self.labels = Labels(self.view, self.table, self.columns, self.file.matcher)

    def _is_doubtful(self, column: Column) -> bool:
        if not column.guessed or not column.path or column.part not in _PARTS:
            return False
        if column.part is Part.TEAM:
            texts = column.profile.texts[:30]
            known = sum(1 for text in texts if self.file.matcher.team(text).key is not None)
            return column.index in self.labels.team_columns and known * 2 < len(texts)
        return True

    def _is_wrong(self, column: Column) -> bool:
        named = _PARTS[column.part]
        answer = self.file.asker.ask(
            sheet=self.view.grid.name, cell=self.view.grid.address(self.table.head[-1], column.index), kind="heading",
            asked=msg("Is “{heading}” the column of the {part}?", heading=column.heading, part=named),
            choices=[Choice(value=column.part.value, label=named), Choice(value="other", label=msg("Something else"))],
            proposed=column.part.value, about=f"heading {column.heading}",
        )  # fmt: skip
        return answer == "other"

    # time --------------------------------------------------------------------------------------------

    def _settle_time(self, plan: Plan, planner: Planner) -> None:
        sheet = self.view.grid.name
        across = [column for column in plan.values if column.period is not None]
        if across:
            cells = [(c.period, self.view.grid.address(c.period_row, c.index)) for c in across]
            plan.heading_place = self.file.times.place(sheet, cells, self.context, across=True)
            planner.subtotals(plan)
            self._heading_problems(plan)
        down = self.labels.period_cells()
        if down:
            self.labels.settle_subtotals(self.file.times.place(sheet, down, self.context, across=False))
        if not across and not down:
            cell = a1(self.table.head[0] if self.table.head else self.table.first, self.table.left)
            plan.table_period = table_period.find(self.file.times, self.context, sheet, cell)

    def _heading_problems(self, plan: Plan) -> None:
        seen = set()
        for column in plan.values:
            outcome = plan.column_period(column) if column.period is not None else None
            if (
                outcome is not None
                and outcome.said is not None
                and (column.period_row, column.period) not in seen
            ):
                seen.add((column.period_row, column.period))
                self.cells.problem(column.period_row, column.index, outcome.kind, outcome.said)

    def _wholes(self, body: Body, plan: Plan) -> tuple[list[Entry], set[str]]:
        """Rows named like a whole (National, Total registrations): asked about, left out when a person says
        so."""
        not_teams: set[str] = set()
        kept: list[Entry] = []
        asked: dict[str, bool | None] = {}
        for entry in body.entries:
            if entry.column in plan.wholes:
                not_teams.add(entry.team)
            name = entry.team
            if name not in asked:
                asked[name] = is_whole(name) and self.labels.has_team
                if asked[name]:
                    cell = self.view.grid.address(entry.row, self.labels.team_columns[0])
                    answer = ask_whole(self.file.asker, self.view.grid.name, cell, name)
                    asked[name] = answer != "leave out" or None
            if asked[name] is None:
                continue
            if asked[name]:
                not_teams.add(name)
            kept.append(entry)
        return kept, not_teams


_PARTS = {Part.TEAM: msg("teams"), Part.INDICATOR: msg("indicators"), Part.PERIOD: msg("periods")}


def periods_beside(times: Times, context: Context, sheet: str, table: Table):  # type: ignore[no-untyped-def]
    """The one period of a table whose rows and columns name none."""
    from collabdesk.importing import table_period

    return table_period.find(
        times, context, sheet, a1(table.head[0] if table.head else table.first, table.left)
    )


def _holds_numbers(column: Column) -> bool:
    looks = column.profile.looks
    return looks[Look.NUMBER] > 0 or (
        column.measure != "percent" and looks[Look.ERROR] + looks[Look.MISSING] > 0
    )


def _decimal_of(book: Workbook) -> str:
    """The file's decimal sign: from its separator, or from the texts of its cells."""
    if book.format not in ("text", "html"):
        return ""
    texts = [
        value for grid in book.sheets for row in _sampled(grid) for value in row if isinstance(value, str)
    ]
    return decimal_sign(texts, book.decimal) or book.decimal


def _sampled(grid: SheetGrid) -> list[list[Value]]:
    step = max(1, len(grid.rows) // 2000)
    return grid.rows[::step]


def _wants_months(register: Register) -> bool:
    kinds = {item.period_type or "month" for item in register.indicators}
    return kinds == {"month"}


def _merged(view: View, base: UnderstoodSheet, results: list[_TableResult]) -> UnderstoodSheet:
    observations = [item for result in results for item in result.observations or []]
    main = max(results, key=lambda result: (len(result.observations or []), bool(result.area)))
    not_teams = frozenset[str]().union(*(result.not_teams for result in results))
    skipped = [item for result in results for item in result.skipped or []]
    if view.grid.notes:
        skipped.append(
            Skipped(
                range=f"A{view.grid.notes[0]}",
                why=msg("The sheet is too large: only its first rows were read."),
            )
        )
    return replace(
        base,
        layout=main.layout,
        table=main.area,
        header_rows=tuple(row + 1 for row in main.head),
        teams=_unique(item.team for item in observations if item.team not in not_teams),
        indicators=_unique(item.indicator for item in observations),
        periods=_periods(observations),
        observations=tuple(observations),
        problems=tuple(item for result in results for item in result.problems or []),
        skipped=tuple(skipped),
        roles=tuple(item for result in results for item in result.roles or []),
    )


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        if name not in found:
            found[name] = fold(name)
    by_fold: dict[str, str] = {}
    for name, folded in found.items():
        by_fold.setdefault(folded, name)
    return tuple(name for name in by_fold.values() if name)


def _periods(observations: list[ReadObservation]) -> tuple[Period, ...]:
    return tuple(
        sorted(
            {item.period for item in observations}, key=lambda period: (period.first_day, str(period.type))
        )
    )
