"""How a table is to be read: makes its `Plan`, and asks what the sheet can't tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from collabdesk.i18n import msg
from collabdesk.importing import words
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.context import Context, Said, without_year
from collabdesk.importing.grid import Value
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.names.total_or_team import ask_whole
from collabdesk.importing.numbers import pairs
from collabdesk.importing.numbers.pair_questions import ask_pairs
from collabdesk.importing.numbers.sums import equals_sum
from collabdesk.importing.result import Choice
from collabdesk.importing.tables.heading_kinds import HeadingKinds
from collabdesk.importing.tables.labels import Labels
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.plan import Plan
from collabdesk.importing.tables.profiles import sample_rows
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View
from collabdesk.importing.times.outcomes import Outcome
from collabdesk.importing.times.subtotals import bare_quarters, coarser

_Pair = tuple[Column, Column, str]
"""(numerator, denominator, the name of both together)."""


@dataclass
class Planner:
    """Makes the plan of one table and asks what the sheet can't tell."""

    view: View
    table: Table
    context: Context
    matcher: Matcher
    asker: Asker
    labels: Labels
    team_known: bool = True

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.view.grid.name

    def _head_cell(self, column: int) -> str:
        """The address of the lowest heading of a column."""
        return self.view.grid.address(self.table.head[-1] if self.table.head else self.table.first, column)

    def plan(self, columns: list[Column], team: Said | None, indicator: Said | None) -> Plan:
        """The plan; the columns' places in time are settled by the caller beforehand."""
        plan = Plan(table=self.table, columns=columns)
        plan.values = [column for column in columns if column.part is Part.VALUE]
        if not self.labels.has_team and team is not None:
            plan.team = team.text
        self.team_known = self.labels.has_team or team is not None
        self._beside_months(plan)
        plan.values = pairs.lone(plan.values if self.labels.has_pairs else pairs.without_halves(plan.values))
        self._derived(plan)
        self._restore_decided(plan)
        self._name_values(plan)
        HeadingKinds(
            matcher=self.matcher, asker=self.asker, labels=self.labels, sheet=self.sheet, cell_of=self._head_cell
        ).settle(plan, indicator)  # fmt: skip
        if not self.team_known and plan.columns_are != "team" and not plan.names and not self.has_sections:
            plan.team = self.ask_team()
        self._settle_indicator(plan, indicator)
        self._pair_by_labels(plan, indicator)
        self._wholes(plan)
        return plan

    def _beside_months(self, plan: Plan) -> None:
        """Among months across, a column of numbers without a month is a sum, a target or a rank."""
        across = [column for column in plan.values if column.period is not None]
        if len(across) < 2:
            return
        plan.values = across
        for column in plan.columns:
            if column.part is Part.VALUE and column.period is None and column.profile.filled:
                plan.skipped.append((column, msg("not one of the months")))

    def _restore_decided(self, plan: Plan) -> None:
        """Columns that a person called numbers stay, whatever they look like beside the others."""
        there = {column.index for column in plan.values}
        back = [
            column for column in plan.columns
            if column.decided and column.part is Part.VALUE and column.index not in there
        ]  # fmt: skip
        if back:
            plan.skipped = [item for item in plan.skipped if item[0] not in back]
            plan.values = sorted([*plan.values, *back], key=lambda column: column.index)

    def _name_values(self, plan: Plan) -> None:
        """``Count`` beside ``Deaths`` is a name too; alone it only says that these are the values."""
        named = any(column.rest for column in plan.values)
        bare = [
            column for column in plan.values if not column.rest and column.measure == "value" and column.path
        ]
        if (named or len(bare) > 1) and not self.labels.has_indicator:
            plan.values = [replace(c, rest=c.path[-1], measure="") if c in bare else c for c in plan.values]

    # columns that follow from others ---------------------------------------------------------------

    def _derived(self, plan: Plan) -> None:
        rows = sample_rows(self.view, self.table)
        keep = []
        for column in plan.values:
            if (
                column.measure in ("percent", "value")
                and self._has_pair(plan, column)
                and self._follows(plan, column)
            ):
                plan.skipped.append((column, msg("percentages that follow from the numbers beside them")))
            else:
                keep.append(column)
        plan.values = keep
        self._by_ratio(plan, rows)

    def _follows(self, plan: Plan, column: Column) -> bool:
        """Whether a column follows from the pair beside it: percentages do, ``Value`` where the numbers say so."""
        if column.measure == "percent":
            return True
        sides = [
            next((c for c in plan.values if c.measure == side and c.period == column.period), None)
            for side in ("num", "den")
        ]
        rows = sample_rows(self.view, self.table)
        top, bottom = sides
        return (
            top is not None and bottom is not None and pairs.is_quotient(self.view, rows, column, top, bottom)
        )

    def _has_pair(self, plan: Plan, column: Column) -> bool:
        if self.labels.has_pairs and not column.rest:
            return True
        siblings = {
            other.measure for other in plan.values
            if other.period == column.period and (other.rest == column.rest or not column.rest)
        }  # fmt: skip
        return {"num", "den"} <= siblings

    def _by_ratio(self, plan: Plan, rows: list[int]) -> None:
        """A rate that is, row by row, one column over another: proof of which is over which."""
        found: list[_Pair] = []
        for column in list(plan.values):
            if not column.percent and column.measure != "percent":
                continue
            used = {one.index for top, bottom, _ in found for one in (top, bottom)}
            others = [
                other for other in plan.values
                if other is not column and not other.measure and other.index not in used
            ]  # fmt: skip
            pair = pairs.by_ratio(self.view, rows, column, others)
            if pair is None:
                continue
            plan.values.remove(column)
            plan.skipped.append((column, msg("percentages that follow from the numbers beside them")))
            found.append((*pair, pair[0].rest))
        self._ask_pairs(plan, found)

    def _ask_pairs(self, plan: Plan, found: Sequence[_Pair]) -> None:
        if not found:
            return
        said = [(self._head_cell(top.index), top.rest, bottom.rest) for top, bottom, _ in found]
        if ask_pairs(self.asker, self.sheet, said) == "no":
            return
        measures = {top.index: "num" for top, _, _ in found} | {bottom.index: "den" for _, bottom, _ in found}
        plan.values = [
            replace(column, measure=measures[column.index]) if column.index in measures else column
            for column in plan.values
        ]
        for top, bottom, name in found:
            plan.shared[top.index] = plan.shared[bottom.index] = name

    def _pair_by_labels(self, plan: Plan, indicator: Said | None) -> None:
        """Columns named by the register's own words for an indicator's numerator and denominator."""
        if plan.columns_are != "indicator" or not self.matcher.register.indicators:
            return
        context_key = self.matcher.indicator(indicator.text).key if indicator else None
        loose = [column for column in plan.values if column.rest and not column.measure]
        groups: dict[Value, list[Column]] = {}
        for column in loose:
            groups.setdefault(column.period, []).append(column)
        found: list[_Pair] = []
        for group in groups.values():
            for top, bottom in pairs.by_labels(self.matcher, group, context_key):
                has_context = indicator is not None and indicator.source != "file name" and len(group) == 2
                name = indicator.text if indicator is not None and has_context else top.rest
                keys = self.matcher.measures(top.rest, bottom.rest)
                if len(keys) == 1:
                    self.matcher.hint(name, keys[0])
                found.append((top, bottom, name))
        self._ask_pairs(plan, found)

    # what is named only beside the table -----------------------------------------------------------------

    def _settle_indicator(self, plan: Plan, indicator: Said | None) -> None:
        if self.labels.has_indicator and plan.columns_are != "":
            return
        needs = plan.columns_are in ("team", "category") or any(
            not column.rest and column.index not in plan.names for column in plan.values
        )
        if self.labels.has_indicator or not needs:
            return
        plan.indicator = self.indicator_of_table(indicator)

    def indicator_of_table(self, said: Said | None) -> str:
        """The one indicator of all numbers: said beside the table, or asked for; empty where it is left out."""
        if said is not None and said.source not in ("file name", "one of the titles"):
            return without_year(said.text)
        return self._ask_indicator(without_year(said.text) if said is not None else "")

    def _ask_indicator(self, likely: str) -> str:
        known = [self.matcher.indicator_label(item.key) for item in self.matcher.register.indicators][:40]
        choices = [Choice(value=value, label=label) for value, label in known]
        said = dict.fromkeys(without_year(title.text) for title in self.context.titles)
        choices[:0] = [Choice(value=text, label=text) for text in said if text != likely and len(text) < 90]
        if likely and likely not in {value for value, _ in known}:
            choices.insert(0, Choice(value=likely, label=likely))
        answer = self.asker.ask(
            sheet=self.sheet, cell=self.view.grid.address(self.table.first, self.table.left),
            kind="unknown indicator of the table", asked=msg("Which indicator are these numbers?"),
            choices=[*choices, Choice(value=LEAVE_OUT, label=msg("Leave out"))],
            proposed=likely or None, about=f"indicator of {self.sheet or 'the table'}",
        )  # fmt: skip
        return "" if answer == LEAVE_OUT else answer or likely

    def ask_team(self) -> str:
        """The team of all numbers; empty while that is open."""
        known = [self.matcher.team_label(team.key) for team in self.matcher.register.teams][:200]
        answer = self.asker.ask(
            sheet=self.sheet, cell=self.view.grid.address(self.table.first, self.table.left),
            kind="unknown team of the table", asked=msg("Which team are these numbers from? The sheet doesn't say."),
            choices=[*(Choice(value=value, label=label) for value, label in known),
                     Choice(value=LEAVE_OUT, label=msg("Leave out"))],
            about=f"team of {self.sheet or 'the table'}",
        )  # fmt: skip
        return "" if answer is None else answer

    def _wholes(self, plan: Plan) -> None:
        """Columns of teams that are the whole of the others: asked about, kept until answered."""
        if plan.columns_are != "team" and not plan.names:
            return
        rows = sample_rows(self.view, self.table)
        indices = [column.index for column in plan.values]
        for column in list(plan.values):
            others = [index for index in indices if index != column.index] if len(indices) <= 400 else []
            name = plan.names.get(column.index, (column.rest, ""))[0]
            if words.is_unknown_place(name):
                plan.values.remove(column)
                plan.skipped.append((column, msg("numbers from an unknown place, which is no team")))
                continue
            if not (
                words.is_whole(name)
                or (len(others) > 2 and equals_sum(self.view, rows, column.index, others))
            ):
                continue
            plan.wholes.add(column.index)
            if ask_whole(self.asker, self.sheet, self._head_cell(column.index), name) == LEAVE_OUT:
                plan.values.remove(column)
                plan.skipped.append((column, msg("the total of the others")))

    @property
    def has_sections(self) -> bool:
        """Whether lines of words between the rows name teams."""
        for row in range(self.table.first, min(self.table.last, self.table.first + 400) + 1):
            filled = [value for value in self.view.grid.rows[row] if value is not None]
            if len(filled) == 1 and isinstance(filled[0], str) and self.labels.section(filled[0])[0]:
                return True
        return False

    def subtotals(self, plan: Plan) -> None:
        """Columns of quarters among months are sums of the months."""
        place = plan.heading_place
        if place is None:
            return
        for column in bare_quarters(plan.values):
            plan.values.remove(column)
            plan.skipped.append((column, msg("subtotal of the months beside it")))
        outcomes: dict[Value, Outcome] = {
            column.period: place.period(column.period) for column in plan.values if column.period is not None
        }
        longer = coarser(outcomes)
        for column in [column for column in plan.values if column.period in longer]:
            plan.values.remove(column)
            plan.skipped.append((column, msg("subtotal of the months beside it")))
