"""The time of a table: in its headings, a column, the lines between its rows, or said around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from collabdesk.i18n import msg
from collabdesk.importing.asking import LEAVE_OUT
from collabdesk.importing.context import Context
from collabdesk.importing.grid import a1, plain
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.tables.headings import counted_in, week_shift
from collabdesk.importing.tables.labels import Labels
from collabdesk.importing.tables.plan import Plan
from collabdesk.importing.tables.planner import Planner
from collabdesk.importing.tables.section_lines import SectionLines
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View
from collabdesk.importing.times import table_period, unnumbered
from collabdesk.importing.times.times import Times
from collabdesk.periods import WEEK, PeriodType


@dataclass(frozen=True, kw_only=True)
class TableTime:
    """Settles the periods of one table."""

    times: Times
    view: View
    table: Table
    context: Context
    labels: Labels
    cells: CellReader

    def settle(self, plan: Plan, planner: Planner, lines: SectionLines | None) -> None:
        sheet = self.view.grid.name
        is_dated = any(column.period is not None for column in plan.values)
        self._number_weeks(plan)
        across = [column for column in plan.values if column.period is not None]
        if across:
            cells = [(c.period, self.view.grid.address(c.period_row, c.index)) for c in across]
            unit, shift = self.labels.heading_unit, self.labels.week_shift
            if unit is None:
                unit, shift = self._weeks_of_title()
            plan.heading_place = self.times.place(
                sheet, cells, self.context, across=True, unit=unit, shift=shift
            )
            if not self.labels.is_crossed:
                planner.subtotals(plan)
                self._heading_problems(plan)
        down = self.labels.period_cells()
        if down:
            unit = self.labels.period_unit
            place = self.times.place(
                sheet,
                down,
                self.context,
                across=False,
                unit=unit,
                spans=self.labels.are_spans,
                shift=self.labels.week_shift,
            )
            self.labels.settle_subtotals(place)
        if self.labels.sections_are == "period" and lines is not None:
            said = [(text, self.view.grid.address(row, self.table.left)) for row, text in lines.lines]
            self.labels.section_place = self.times.place(sheet, said, self.context, across=False)
        elif not is_dated and not down:
            cell = a1(self.table.head[0] if self.table.head else self.table.first, self.table.left)
            plan.table_period = table_period.find(self.times, self.context, sheet, cell)

    def _weeks_of_title(self) -> tuple[PeriodType | None, int]:
        """``Cases by week ending`` over dates: which weeks they are."""
        for title in self.context.titles:
            if counted_in([title.text]) == WEEK and (shift := week_shift([title.text])):
                return WEEK, shift
        return None, 0

    def _number_weeks(self, plan: Plan) -> None:
        """The weeks and months that headings under a year don't number; what stays open waits without its numbers."""
        for column in [column for column in plan.values if column.within is not None]:
            assert column.within is not None
            cell = self.view.grid.address(self.table.head[-1], column.index)
            number = unnumbered.number_of(
                self.times.asker, self.view.grid.name, cell, column.heading, column.within, self.context
            )
            at = plan.values.index(column)
            if number is None or number == LEAVE_OUT:
                del plan.values[at]
                plan.skipped.append(
                    (column, msg("numbers of one week or month, which the heading doesn't name"))
                )
                continue
            text = unnumbered.period_text(plain(column.period).strip(), column.within, int(number))
            plan.values[at] = replace(column, period=text, within=None)

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
