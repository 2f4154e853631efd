"""Reading one table: its columns, labels, time, plan, body, and at last its observations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from collabdesk.i18n import Message, msg
from collabdesk.importing import roles, words
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.context import (
    Context,
    Said,
    clean_stem,
    context_of,
    find_indicator,
    find_team,
    inherited,
    is_dull,
    is_site,
)
from collabdesk.importing.corrections import Corrections
from collabdesk.importing.grid import Workbook, area_a1
from collabdesk.importing.names import lists, sections
from collabdesk.importing.names.identify import Names
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.names.team_codes import goes_by_code
from collabdesk.importing.numbers import checks, quality, row_ratios
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.result import Choice, Problem, ReadObservation, Role, Severity, Skipped
from collabdesk.importing.tables import case_list, day_columns, gather, whole_rows
from collabdesk.importing.tables.body import Body, read_body
from collabdesk.importing.tables.labels import Labels
from collabdesk.importing.tables.layout_name import layout_of
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.plan import Plan
from collabdesk.importing.tables.planner import Planner
from collabdesk.importing.tables.section_lines import SectionLines, likely_teams, section_lines
from collabdesk.importing.tables.table_time import TableTime
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import Look, View
from collabdesk.importing.times.times import Times
from collabdesk.importing.words import fold
from collabdesk.periods import Period

_JOURNAL = re.compile(r"\b(changes?|changements?|cambios?|mudancas?|ideas?|intervention|tested|teste)\b")


@dataclass
class FileState:
    """What all tables of a file share: the register, the questions, the order of day and month."""

    book: Workbook
    matcher: Matcher
    asker: Asker
    times: Times
    names: Names
    decimal: str
    stem: str
    corrections: Corrections
    several_sheets: bool = False
    columns: dict[int, list[Column]] = field(default_factory=dict)


@dataclass
class TableResult:
    layout: str = ""
    area: str = ""
    head: tuple[int, ...] = ()
    observations: list[ReadObservation] | None = None
    problems: list[Problem] | None = None
    skipped: list[Skipped] | None = None
    roles: list[tuple[str, Role]] | None = None
    not_teams: frozenset[str] = frozenset()
    teams: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    """What the table names without a single number: those who reported nothing, months still empty."""


class TableReader:
    """Reads one table: columns, labels, time, plan, body, observations."""

    def __init__(
        self, file: FileState, view: View, table: Table, start: int, above: Context | None = None
    ) -> None:
        self.file, self.view, self.table = file, view, table
        self.context = inherited(context_of(view, table, file.book, start), above)
        self.context = file.corrections.context(view, self.context)
        self.file = file
        lines = section_lines(view, table, file.columns[id(table)])
        self.columns = [
            self._retyped(column, file.columns[id(table)], lines) for column in file.columns[id(table)]
        ]
        self.labels = Labels(view, table, self.columns, file.matcher)
        self.lines = lines
        native = file.book.format in ("xlsx", "xls", "xlsb", "ods", "json", "xml")
        self.cells = CellReader(view, file.asker, file.decimal, native)

    def _retyped(self, column: Column, columns: list[Column], lines: SectionLines | None) -> Column:
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
        by_lines = lines is not None and lines.repeated and lines.look_like_teams(self.file.matcher)
        if (
            indicators > teams
            or (self.context.teams and not teams)
            or (by_lines and likely_teams(texts, self.file.matcher) * 2 < len(texts))
        ):
            return replace(column, part=Part.INDICATOR)
        return column

    def stands_alone(self) -> bool:
        """Whether a table beside another has periods or a team or indicator column of its own."""
        parts = {column.part for column in self.columns if not column.guessed}
        across = sum(1 for column in self.columns if column.period is not None)
        return across >= 2 or (bool(parts & {Part.TEAM, Part.PERIOD, Part.MONTH}) and Part.VALUE in parts)

    def read(self) -> TableResult:
        result = TableResult(area=area_a1(self.table.area), head=self.table.head, skipped=[], problems=[])
        values = [column for column in self.columns if column.part is Part.VALUE]
        if case_list.is_case_list(self.columns, self.table.last - self.table.first + 1):
            cases = case_list.CaseList(
                self.view, self.table, self.labels, self.cells, self.file.asker, self.file.times
            )
            counted = cases.ask()
            if counted != case_list.FIGURES:
                return self._cases(result, cases, left_out=counted == LEAVE_OUT)
        if not any(_holds_numbers(column) for column in values):
            return self._empty(result, values)
        team = None if self.labels.has_team else self._team()
        self.labels.team_is_said = team is not None and team.source == "cell"
        indicator = self._indicator(team)
        planner = self._planner()
        self.labels.needs_team = self.labels.has_team
        self._confirm_headings()
        self._tell_ages()
        self._settle_codes()
        self._settle_lines(team, values)
        plan = planner.plan(self.columns, team, indicator)
        self._time().settle(plan, planner, self.lines)
        body = read_body(self.view, plan, self.labels, self.cells)
        gatherer = gather.Gatherer(self.cells, self.file.asker, self.file.names)
        entries, not_teams = whole_rows.settle(
            self.view, self.file.asker, body.entries, plan.wholes,
            self.labels.team_columns[0] if self.labels.has_team else None,
        )  # fmt: skip
        entries = sections.apart(entries)
        entries = row_ratios.settle(self.cells, self.file.asker, entries, body.set_percentages_aside)
        days = {column.index for column in plan.values if column.day}
        entries = day_columns.settle(self.cells, self.file.asker, days, entries) if days else entries
        body.entries = entries
        result.observations = gatherer.observations(entries)
        self.cells.close()
        self.cells.problems += checks.sudden_zeros(self.view, result.observations)
        self.cells.problems += checks.part_above_whole(self.view, result.observations)
        self.cells.problems += quality.warnings(self.view.grid.name, result.observations)
        self.cells.problems += quality.ahead(self.view.grid.name, result.observations, self.file.times.today)
        self.cells.problems += checks.hidden_cells(self.view, self.table, result.observations)
        result.layout = layout_of(plan, self.labels)
        result.problems = self.cells.problems
        result.skipped = roles.skipped(self.view, self.table, self.context, plan, body)
        result.roles = roles.colours(self.view, self.table, self.context, plan)
        result.not_teams = frozenset(not_teams)
        self._name_the_silent(result, body, plan)
        return result

    def _time(self) -> TableTime:
        return TableTime(
            times=self.file.times, view=self.view, table=self.table, context=self.context, labels=self.labels,
            cells=self.cells,
        )  # fmt: skip

    def _name_the_silent(self, result: TableResult, body: Body, plan: Plan) -> None:
        """Teams and indicators whose cells all say "not reported", and the months of empty columns."""
        silent = [item for item in body.unreported if not self.file.names.is_left_out(*item[:3])]
        result.teams = tuple(sorted({team for team, _, _, _ in silent if team not in result.not_teams}))
        result.indicators = tuple(sorted({indicator for _, _, indicator, _ in silent}))
        dated = [column for column in plan.values if column.period is not None]
        across = [plan.column_period(column) for column in dated] if not self.labels.is_crossed else []
        result.periods = tuple(
            {
                *(period for _, _, _, period in silent),
                *(outcome.period for outcome in across if outcome is not None and outcome.period is not None),
            }
        )

    def _cases(self, result: TableResult, cases: case_list.CaseList, *, left_out: bool) -> TableResult:
        """The lines of a list of cases, counted; nothing else of it is taken over."""
        result.layout = "list of cases"
        result.roles = roles.heads(self.table)
        if left_out:
            result.skipped = [Skipped(range=result.area, why=msg("a list of cases, left out by you"))]
            return result
        date = cases.date_column(self.columns)
        at = date.index if date is not None else self.labels.period_column
        counted = {at: Role.PERIOD, **dict.fromkeys(self.labels.team_columns, Role.TEAM)}
        result.roles += roles.columns(self.table, counted)
        why = msg("details of single cases are not taken over; their lines are counted")
        result.skipped = [
            Skipped(range=area_a1((self.table.first, c.index, self.table.last, c.index)), why=why)
            for c in self.columns if c.index not in counted
        ]  # fmt: skip
        planner = self._planner()
        team = "" if self.labels.has_team else self._team_text(planner)
        indicator = planner.indicator_of_table(self._indicator(None))
        if not indicator or not (team or self.labels.has_team):
            return result
        entries = cases.entries(date, team, indicator, self.context)
        result.observations = gather.Gatherer(self.cells, self.file.asker, self.file.names).observations(
            entries
        )
        self.cells.problems += quality.warnings(self.view.grid.name, result.observations)
        self.cells.problems += quality.ahead(self.view.grid.name, result.observations, self.file.times.today)
        result.problems = self.cells.problems
        return result

    def _team_text(self, planner: Planner) -> str:
        said = self._team()
        return said.text if said is not None else planner.ask_team()

    def _planner(self) -> Planner:
        return Planner(self.view, self.table, self.context, self.file.matcher, self.file.asker, self.labels)

    def _empty(self, result: TableResult, values: list[Column]) -> TableResult:
        parts = {column.part for column in self.columns}
        heads = fold(" ".join(column.heading for column in self.columns))
        is_journal = not values and Part.PERIOD in parts and _JOURNAL.search(heads) is not None
        if is_journal:
            result.layout = "list of changes"
            why: Message = msg("a list of changes with dates, without numbers of indicators")
        else:
            result.layout = "empty form" if values else "list"
            why = msg("no numbers were found in this table: nothing to import")
        result.skipped = [Skipped(range=result.area, why=why)]
        result.roles = roles.heads(self.table)
        result.periods = lists.periods_of(self.view, self.table, self.columns, self.file.times)
        if is_journal:
            result.problems = checks.journal(
                self.view, self.table, self.columns, self.file.times, self.context
            )
        return result

    def _team(self) -> Said | None:
        return (
            find_team(self.context, self.file.matcher, self.view.grid.name, self.file.stem)
            or self._team_of_sheet()
            or self._team_of_file()
        )

    def _team_of_sheet(self) -> Said | None:
        """One sheet per team: the tab names it where rows name indicators and no other place names the
        team."""
        name = self.view.grid.name
        has_rows = self.labels.has_indicator
        if self.file.several_sheets and has_rows and not is_dull(name):
            return Said(name, "A1", "sheet name")
        return None

    def _team_of_file(self) -> Said | None:
        """One file per team, named after it: proposed, because only the name says so."""
        name = clean_stem(self.file.stem)
        across = [column.rest for column in self.columns if column.part is Part.VALUE and column.rest]
        if not is_site(name) or likely_teams(across, self.file.matcher):
            return None
        known = [self.file.matcher.team_label(team.key) for team in self.file.matcher.register.teams][:200]
        answer = self.file.asker.ask(
            sheet=self.view.grid.name, cell=self.view.grid.address(self.table.first, self.table.left),
            kind="unknown team of the table",
            asked=msg("Are these numbers from “{team}”? Only the file's name says so.", team=name),
            choices=[Choice(value=name, label=name), *(Choice(value=value, label=label) for value, label in known),
                     Choice(value=LEAVE_OUT, label=msg("Leave out"))],
            proposed=name, about=f"team of {self.view.grid.name or 'the table'}",
        )  # fmt: skip
        return Said(answer or name, "A1", "file name")

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

    def _tell_ages(self) -> None:
        for column in [column for column in self.columns if column.from_date]:
            said = msg("Excel took this age group for a date: it was read as {ages}.", ages=column.rest)
            row = self.table.head[-1]
            self.cells.problem(row, column.index, "warning: age group", said, Severity.WARNING)

    def _settle_codes(self) -> None:
        found = self.labels.renamed
        if found is not None and goes_by_code(found, self.file.matcher, self.file.asker, self.view.grid.name):
            self.labels.go_by_code()

    def _settle_lines(self, team: Said | None, values: list[Column]) -> None:
        """What the lines between the rows are, where the same labels come again under each of them."""
        lines = self.lines
        if lines is None or not lines.repeated:
            return
        labels = self.labels
        labels.section_names = frozenset(fold(text) for text in lines.texts)
        named = any(column.rest for column in values)
        if lines.are_periods and labels.period_column < 0 and not any(c.period is not None for c in values):
            labels.sections_are = "period"
        elif not labels.has_team and team is None:
            labels.sections_are = (
                "team" if lines.look_like_teams(self.file.matcher) else self._ask_lines(lines)
            )
        elif not labels.has_indicator and not named and labels.has_team:
            labels.sections_are = "indicator"

    def _ask_lines(self, lines: SectionLines) -> str:
        answer = self.file.asker.ask(
            sheet=self.view.grid.name, cell=self.view.grid.address(lines.lines[0][0], self.table.left),
            kind="what the lines are", asked=msg("Are “{first}” and the other lines between the rows teams?",
                                                 first=lines.texts[0]),
            choices=[Choice(value="team", label=msg("Teams")), Choice(value="title", label=msg("Titles only"))],
            proposed="team", about=f"lines of {self.view.grid.name or 'the table'}",
        )  # fmt: skip
        return "" if answer == "title" else "team"

    def _is_doubtful(self, column: Column) -> bool:
        if not column.guessed or not column.path or column.part not in _PARTS:
            return False
        if column.part is Part.TEAM:
            if fold(column.path[-1]) in words.NAME:
                return False
            texts = column.profile.texts[:30]
            known = sum(1 for text in texts if self.file.matcher.team(text).key is not None)
            return column.index in self.labels.team_columns and known * 2 < len(texts)
        return True

    def _is_wrong(self, column: Column) -> bool:
        named = _PARTS[column.part]
        row = self.table.head[-1] if self.table.head else self.table.first
        answer = self.file.asker.ask(
            sheet=self.view.grid.name, cell=self.view.grid.address(row, column.index), kind="heading",
            asked=msg("Is “{heading}” the column of the {part}?", heading=column.heading, part=named),
            choices=[Choice(value=column.part.value, label=named), Choice(value="other", label=msg("Something else"))],
            proposed=column.part.value, about=f"heading {column.heading}",
        )  # fmt: skip
        return answer == "other"


_PARTS = {Part.TEAM: msg("teams"), Part.INDICATOR: msg("indicators"), Part.PERIOD: msg("periods")}


def _holds_numbers(column: Column) -> bool:
    looks = column.profile.looks
    return looks[Look.NUMBER] > 0 or (
        column.measure != "percent" and looks[Look.ERROR] + looks[Look.MISSING] > 0
    )
