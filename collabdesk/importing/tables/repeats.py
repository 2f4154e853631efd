"""Several numbers for one team, indicator and period: sub-groups, and numbers that stand twice. Never the last one
wins."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from collabdesk.i18n import msg, nmsg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.names.identify import Names
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.result import Choice, ReadObservation, Severity, State
from collabdesk.importing.words import fold

Key = tuple[Hashable, Hashable, Hashable]
Item = tuple[Key, str, ReadObservation, tuple[int, int]]
"""(what it is about, its sub-group, the observation, its row and column)."""
_SHOWN = 4
_MANY_SAID = 50
_MANY_TWICE = 10
"""More keys than that standing twice are asked about together."""


@dataclass(frozen=True)
class Repeats:
    """Settles what stands several times on one sheet, and asks about it."""

    cells: CellReader
    asker: Asker
    names: Names

    def subgroups(self, found: list[Item]) -> list[Item]:
        """Several sub-groups of one key: add up, keep apart, or take one of them.

        What is decided holds for all numbers of the indicator, also of a team that reported one sub-group only.
        """
        if not any(category for _, category, _, _ in found):
            return found
        known = self.names.matcher.indicators_by_key
        decided: dict[str, list[Item]] = {"keep apart": [], "add up": []}
        left: list[Item] = []
        clashing = _clashing(found)
        for item in found:
            key = item[2].indicator_key
            decision = known[key].disaggregation if key is not None and item[1] else ""
            takes = decision == "keep apart" or item[0][1] in clashing
            (decided.get(decision, left) if takes else left).append(item)
        done = [self._apart(item) for item in decided["keep apart"]] + self._added(decided["add up"])
        left = self._answered(left)
        return [*left, *done] if done else left

    def _answered(self, found: list[Item]) -> list[Item]:
        """The same for indicators of which nothing was decided before: asked about once for the table."""
        clashing = _clashing(found)
        if not clashing:
            return found
        answer = self._ask_subgroups(found, clashing)
        if answer is None:
            return [_open(item) if item[0][1] in clashing else item for item in found]
        mine = [item for item in found if item[0][1] in clashing]
        others = [item for item in found if item[0][1] not in clashing]
        if answer == "keep apart":
            return [*others, *(self._apart(item) for item in mine)]
        if answer == "add up":
            return [*others, *self._added(mine)]
        wanted = answer.removeprefix("take ")
        return [*others, *(item for item in mine if item[1] == wanted)]

    def _ask_subgroups(self, found: list[Item], clashing: set[Hashable]) -> str | None:
        mine = [item for item in found if item[0][1] in clashing]
        categories = list(dict.fromkeys(category for _, category, _, _ in mine))
        first = mine[0][2]
        count = len({key for key, _, _, _ in mine})
        takes = [
            Choice(value=f"take {name}", label=msg("Only {name}", name=name or "…"))
            for name in categories[:12]
        ]
        return self.asker.ask(
            sheet=self.cells.sheet, cell=first.cell, kind="disaggregation",
            asked=nmsg("{count} number is given in several sub-groups ({names}). What should be done?",
                       "{count} numbers are given in several sub-groups ({names}). What should be done?",
                       count, names=_named(categories)),
            choices=[Choice(value="add up", label=msg("Add them up")),
                     Choice(value="keep apart", label=msg("Keep them apart, as indicators of their own")), *takes],
            about=f"sub-groups of {self.cells.sheet or 'the table'}",
        )  # fmt: skip

    def _apart(self, item: Item) -> Item:
        key, category, observation, place = item
        if not category:
            return item
        known = self.names.matcher.indicators_by_key.get(observation.indicator_key or 0)
        # by the register's name, so that next month's file means the same whatever it calls the whole
        name = f"{known.name if known else observation.indicator} / {category}"
        # the register's key goes with the whole, not with one of its parts; last month's import made those
        kept = replace(observation, indicator=name, category="", indicator_key=self._key_of(name))
        return (key[0], (key[1], category), key[2]), "", kept, place

    def _key_of(self, name: str) -> int | None:
        matcher = self.names.matcher
        key = matcher.indicator(name).key
        known = matcher.indicators_by_key.get(key or 0)
        is_same = known is not None and fold(name) in {fold(text) for text in (known.name, *known.aliases)}
        return key if is_same else None

    def _added(self, found: list[Item]) -> list[Item]:
        groups: dict[Key, list[Item]] = {}
        parts: dict[Hashable, set[str]] = {}
        for item in found:
            groups.setdefault(item[0], []).append(item)
            parts.setdefault(item[0][1], set()).add(item[1])
        self._tell_partial([group for key, group in groups.items() if len(group) < len(parts[key[1]])])
        return [self._sum(group) for group in groups.values() if self._can_add(group)]

    def _tell_partial(self, groups: list[list[Item]]) -> None:
        """Sums that lack a sub-group which others have: nothing is said of it, and it may be no nought."""
        if not groups:
            return
        said = nmsg(
            "{count} sum lacks a sub-group that others have (first {team}, {period}): it may be too small.",
            "{count} sums lack a sub-group that others have (first {team}, {period}): they may be too small.",
            len(groups), team=groups[0][0][2].team, period=groups[0][0][2].period,
        )  # fmt: skip
        row, column = groups[0][0][3]
        self.cells.problem(row, column, "warning: sub-group missing", said, Severity.WARNING)

    def _can_add(self, group: list[Item]) -> bool:
        mean = any(item[2].spread is not None for item in group)
        kinds = {(item[2].value is None, item[2].unit) for item in group}
        if len(group) == 1 or (not mean and kinds in ({(False, "")}, {(True, "")})):
            return True
        row, column = group[0][3]
        self.cells.problem(
            row, column, "can't be added up", msg("Percentages and means of sub-groups can't be added up.")
        )
        return False

    @staticmethod
    def _sum(group: list[Item]) -> Item:
        key, _, first, place = group[0]
        if len(group) == 1:
            return key, "", replace(first, category=""), place
        items = [item[2] for item in group]
        return key, "", replace(
            first, category="",
            value=_total(item.value for item in items), numerator=_total(item.numerator for item in items),
            denominator=_total(item.denominator for item in items),
            cells=tuple(cell for item in items for cell in item.cells),
            state=State.NO_CASES if _total(item.denominator for item in items) == 0 else State.REPORTED,
        ), place  # fmt: skip

    def twice(self, found: list[Item]) -> list[Item]:
        """The same team, indicator and period twice: the same number is kept once, different ones are asked
        about."""
        if len({(key, category) for key, category, _, _ in found}) == len(found):
            return found
        groups: dict[tuple[Key, str], list[Item]] = {}
        for item in found:
            groups.setdefault(item[:2], []).append(item)
        clashing = [group for group in groups.values() if len(group) > 1 and not self._all_same(group)]
        together = self._ask_together(clashing) if len(clashing) > _MANY_TWICE else None
        result = []
        for group in groups.values():
            if len(group) == 1:
                result += group
            elif self._all_same(group):
                self._said_twice(group)
                result.append(group[0])
            else:
                answer = together if len(clashing) > _MANY_TWICE else self._ask_one(group)
                result += self._chosen(group, answer)
        return result

    @staticmethod
    def _all_same(group: list[Item]) -> bool:
        return len({(item[2].value, item[2].numerator, item[2].denominator) for item in group}) == 1

    def _said_twice(self, group: list[Item]) -> None:
        for _, _, _, (row, column) in group[1:_MANY_SAID]:
            said = msg("The same number stands in {cell} already; it was taken once.", cell=group[0][2].cell)
            self.cells.problem(row, column, "warning: the same twice", said, Severity.WARNING)

    def _ask_one(self, group: list[Item]) -> str | None:
        first = group[0][2]
        choices = [
            Choice(value=item[2].cell, label=f"{item[2].cell}: {_shown(item[2])}") for item in group[:8]
        ]
        return self.asker.ask(
            sheet=self.cells.sheet, cell=group[1][2].cell, kind="the same twice",
            asked=msg("{team}, {indicator}, {period} stands in {cells} with different numbers. Which one holds?",
                      team=first.team, indicator=first.indicator, period=first.period,
                      cells=tuple(item[2].cell for item in group[:8])),
            choices=[*choices, Choice(value="add up", label=msg("Add them up")),
                     Choice(value=LEAVE_OUT, label=msg("Leave out"))],
            cells=tuple(item[2].cell for item in group),
        )  # fmt: skip

    def _ask_together(self, groups: list[list[Item]]) -> str | None:
        first = groups[0][0][2]
        return self.asker.ask(
            sheet=self.cells.sheet, cell=groups[0][1][2].cell, kind="the same twice",
            asked=nmsg("{count} time the same team, indicator and period stands twice with different numbers, "
                       "first in {cells}. What should be done?",
                       "{count} times the same team, indicator and period stands twice with different numbers, "
                       "first in {cells}. What should be done?", len(groups), cells=(first.cell, groups[0][1][2].cell)),
            choices=[Choice(value="add up", label=msg("Add them up")),
                     Choice(value="first", label=msg("Take the first")),
                     Choice(value="last", label=msg("Take the last")), Choice(value=LEAVE_OUT, label=msg("Leave out"))],
            about=f"numbers that stand twice in {self.cells.sheet or 'the table'}",
            cells=tuple(item[2].cell for group in groups for item in group),
        )  # fmt: skip

    def _chosen(self, group: list[Item], answer: str | None) -> list[Item]:
        if answer is None:
            return [_open(item) for item in group]
        if answer == LEAVE_OUT:
            return []
        if answer == "add up":
            return [self._sum(group)] if self._can_add(group) else []
        if answer in ("first", "last"):
            return [group[0] if answer == "first" else group[-1]]
        return [item for item in group if item[2].cell == answer][:1]


def _clashing(found: list[Item]) -> set[Hashable]:
    """The indicators of which a team has several sub-groups in one period."""
    seen: dict[Key, set[str]] = {}
    for key, category, _, _ in found:
        seen.setdefault(key, set()).add(category)
    return {key[1] for key, categories in seen.items() if len(categories) > 1}


def _named(categories: list[str]) -> tuple[str, ...]:
    """The sub-groups for a question: four of them, or three and a sign that there are more."""
    shown = categories if len(categories) <= _SHOWN else [*categories[: _SHOWN - 1], "…"]
    return tuple(f"“{name}”" if name and name != "…" else "…" for name in shown)


def _total(numbers: Iterable[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _open(item: Item) -> Item:
    return item[0], item[1], replace(item[2], confirmed=False), item[3]


def _shown(item: ReadObservation) -> str:
    if item.denominator is not None:
        return f"{item.numerator:.10g}/{item.denominator:.10g}"
    return f"{item.value:.10g}"
