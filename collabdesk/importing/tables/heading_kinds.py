"""What the headings of the numbers are: teams, indicators, both in one, sub-groups, or measures of an indicator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from collabdesk.i18n import msg
from collabdesk.importing import words
from collabdesk.importing.asking import Asker
from collabdesk.importing.context import Said
from collabdesk.importing.names import glued
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.numbers.subgroup_words import are_measures, are_parts
from collabdesk.importing.result import Choice
from collabdesk.importing.tables import heading_sets
from collabdesk.importing.tables.labels import Labels
from collabdesk.importing.tables.plan import Plan
from collabdesk.importing.words import fold


@dataclass(frozen=True, kw_only=True)
class HeadingKinds:
    """Settles the headings of one table; ``cell_of``: the address of a column's lowest heading."""

    matcher: Matcher
    asker: Asker
    labels: Labels
    sheet: str
    cell_of: Callable[[int], str]

    def settle(self, plan: Plan, indicator: Said | None) -> None:
        """Say in the plan what its columns are."""
        rests = [column.rest for column in plan.values if column.rest]
        distinct = list(dict.fromkeys(rests))
        if not distinct:
            return
        if self._by_their_form(plan, distinct):
            return
        if not self.labels.has_team and len(distinct) > 1 and self._look_like_teams(distinct):
            plan.columns_are = "team"  # whatever place the title names: that is the whole of them
            return
        if self.labels.has_team or plan.team:
            if self.labels.has_indicator and self._are_surely_teams(distinct):
                plan.columns_are = "team"  # beside a column of areas or departments
            elif self.labels.has_indicator:
                known = sum(1 for rest in distinct if self.matcher.indicator(rest).key is not None)
                plan.columns_are = (
                    self._beside_indicators(plan, distinct) if len(distinct) > 1 and not known else ""
                )
            elif are_parts(distinct) and indicator is not None and indicator.source != "file name":
                plan.columns_are = "category"
            return
        factored = {} if self.labels.has_indicator else glued.factor_headings(distinct, self.matcher)
        if factored and not glued.team_is_behind(factored, self.matcher):
            factored = self._ask_glued(plan, factored)
        if factored:
            for column in plan.values:
                if column.rest in factored:
                    plan.names[column.index] = factored[column.rest]
            return
        plan.columns_are = self._without_team(plan, distinct, indicator) or plan.columns_are

    def _by_their_form(self, plan: Plan, names: list[str]) -> bool:
        """Whether headings show by themselves what they are: a team over an indicator, the weeks of a month."""
        levels = self._levels(names)
        plan.names |= {column.index: levels[column.rest] for column in plan.values if column.rest in levels}
        if all(column.period is not None and heading_sets.is_week(column.rest) for column in plan.values):
            plan.columns_are = "category"
        return bool(levels) or plan.columns_are == "category"

    def _levels(self, names: list[str]) -> glued.Halves:
        """Two levels of headings, one of teams and one of indicators: heading -> (its team, its indicator)."""
        pairs_ = [tuple(name.split(" / ")) for name in names]
        if self.labels.has_team or self.labels.has_indicator or any(len(pair) != 2 for pair in pairs_):
            return {}
        firsts, lasts = (list(dict.fromkeys(pair[at] for pair in pairs_)) for at in (0, 1))
        if self._are_surely_teams(firsts) and not self._are_surely_teams(lasts):
            return {name: (pair[0], pair[1]) for name, pair in zip(names, pairs_, strict=True)}
        if self._are_surely_teams(lasts) and not self._are_surely_teams(firsts):
            return {name: (pair[1], pair[0]) for name, pair in zip(names, pairs_, strict=True)}
        return {}

    def _are_surely_teams(self, names: Sequence[str]) -> bool:
        """Whether all names but a whole of them are teams of the register, or worded like sites."""
        return bool(names) and all(
            self.matcher.team(name).key is not None or words.is_site(name) or words.is_whole(name)
            for name in names
        )

    def _without_team(self, plan: Plan, names: list[str], indicator: Said | None) -> str:
        """What the headings are where neither a column nor a title names the team."""
        if self._look_like_teams(names):
            return "team"
        kind = are_measures(names) if self.labels.has_indicator else None
        if kind is not None:
            return "measure" if kind else "category"
        if self.labels.has_indicator:
            return "team" if self._ask_columns(plan, names, None, likely="team") == "team" else "category"
        return self._ask_columns(plan, names, indicator) if len(names) > 1 else ""

    def _beside_indicators(self, plan: Plan, names: list[str]) -> str:
        """Several columns of numbers beside a column of indicators: sub-groups of each, or numbers of their own."""
        measures = are_measures(names)
        if measures is not None:
            return "measure" if measures else "category"
        first = next(column for column in plan.values if column.rest)
        answer = self.asker.ask(
            sheet=self.sheet, cell=self.cell_of(first.index), kind="what the columns are",
            asked=msg("Are “{first}” and the other headings numbers of their own for each indicator, "
                      "or parts of one number?",
                      first=first.rest),
            choices=[Choice(value="measure", label=msg("Numbers of their own")),
                     Choice(value="category", label=msg("Parts of one number (sexes, ages, places)"))],
            proposed="measure", about=f"columns beside the indicators of {self.sheet or 'the table'}",
        )  # fmt: skip
        return answer or "measure"

    def _ask_glued(self, plan: Plan, factored: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
        """Which half of a heading such as ``Cases_Guinea`` is the team: only a person knows, where no list does."""
        heading, (behind, before) = next(iter(factored.items()))
        column = next(column for column in plan.values if column.rest == heading)
        answer = self.asker.ask(
            sheet=self.sheet, cell=self.cell_of(column.index), kind="what the columns are",
            asked=msg("“{heading}” and the other headings are a team and an indicator together: which is the team?",
                      heading=heading),
            choices=[Choice(value="behind", label=behind), Choice(value="before", label=before)],
            proposed="behind", about=f"halves of the headings of {self.sheet or 'the table'}",
        )  # fmt: skip
        if answer == "before":
            return {name: (first, last) for name, (last, first) in factored.items()}
        return factored

    def _look_like_teams(self, names: Sequence[str]) -> bool:
        teams = sum(1 for name in names if self.matcher.team(name).key is not None)
        indicators = sum(1 for name in names if self.matcher.indicator(name).key is not None)
        if teams or indicators:
            return teams > indicators
        hints = sum(1 for name in names if words.is_site(name) or words.is_whole(name))
        return hints * 2 >= len(names)

    def _ask_columns(self, plan: Plan, names: list[str], indicator: Said | None, likely: str = "") -> str:
        first = next(column for column in plan.values if column.rest)
        cell = self.cell_of(first.index)
        if not likely and sum(1 for name in names if words.INDICATOR_HINT.search(fold(name))) * 2 > len(
            names
        ):
            return "indicator"  # ``Patients assessed``, ``Births``: no site is called so
        named = sum(1 for name in names if name[:1].isupper() and len(name.split()) <= 3)
        likely = likely or ("team" if named * 2 > len(names) and indicator is not None else "indicator")
        answer = self.asker.ask(
            sheet=self.sheet, cell=cell, kind="what the columns are",
            asked=msg("Are “{first}” and the other headings teams or indicators?", first=first.rest),
            choices=[Choice(value="team", label=msg("Teams")), Choice(value="indicator", label=msg("Indicators"))],
            proposed=likely, about=f"columns of {self.sheet or 'the table'}",
        )  # fmt: skip
        return answer or likely
