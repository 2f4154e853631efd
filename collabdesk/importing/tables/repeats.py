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

Key = tuple[Hashable, Hashable, Hashable]
Item = tuple[Key, str, ReadObservation, tuple[int, int]]
"""(what it is about, its sub-group, the observation, its row and column)."""
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
        """Several sub-groups of one key: add up, keep apart, or take one of them."""
        if len({category for _, category, _, _ in found}) < 2:
            return found
        seen: dict[Key, set[str]] = {}
        for key, category, _, _ in found:
            seen.setdefault(key, set()).add(category)
        clashing = {key for key, categories in seen.items() if len(categories) > 1}
        if not clashing:
            return found
        found, clashing = self._as_decided(found, clashing)
        if not clashing:
            return found
        answer = self._ask_subgroups(found, clashing)
        if answer is None:
            return [_open(item) if item[0] in clashing else item for item in found]
        if answer == "keep apart":
            return [self._apart(item) for item in found]
        if answer == "add up":
            return self._added(found)
        wanted = answer.removeprefix("take ")
        return [item for item in found if item[1] == wanted or item[0] not in clashing]

    def _as_decided(self, found: list[Item], clashing: set[Key]) -> tuple[list[Item], set[Key]]:
        """What was decided for an indicator once and for all; returns the keys that are still to be asked about."""
        known = self.names.matcher.indicators_by_key
        decided: dict[str, list[Item]] = {"add up": [], "keep apart": []}
        left: list[Item] = []
        for item in found:
            key = item[2].indicator_key
            decision = known[key].disaggregation if key is not None and item[0] in clashing else ""
            decided.get(decision, left).append(item)
        done = self._added(decided["add up"]) + [self._apart(item) for item in decided["keep apart"]]
        return [*left, *done], clashing & {item[0] for item in left}

    def _ask_subgroups(self, found: list[Item], clashing: set[Key]) -> str | None:
        categories = list(dict.fromkeys(category for key, category, _, _ in found if key in clashing))
        first = next(item for key, _, item, _ in found if key in clashing)
        takes = [
            Choice(value=f"take {name}", label=msg("Only {name}", name=name or "…"))
            for name in categories[:12]
        ]
        return self.asker.ask(
            sheet=self.cells.sheet, cell=first.cell, kind="disaggregation",
            asked=nmsg("{count} number is given in several sub-groups ({names}). What should be done?",
                       "{count} numbers are given in several sub-groups ({names}). What should be done?",
                       len(clashing), names=tuple(name or "…" for name in categories[:4])),
            choices=[Choice(value="add up", label=msg("Add them up")),
                     Choice(value="keep apart", label=msg("Keep them apart, as indicators of their own")), *takes],
            about=f"sub-groups of {self.cells.sheet or 'the table'}",
        )  # fmt: skip

    @staticmethod
    def _apart(item: Item) -> Item:
        key, category, observation, place = item
        if not category:
            return item
        name = f"{observation.indicator} / {category}"
        # the register's key goes with the whole, not with one of its parts
        kept = replace(observation, indicator=name, category="", indicator_key=None)
        return (key[0], (key[1], category), key[2]), "", kept, place

    def _added(self, found: list[Item]) -> list[Item]:
        groups: dict[Key, list[Item]] = {}
        for item in found:
            groups.setdefault(item[0], []).append(item)
        return [self._sum(group) for group in groups.values() if self._can_add(group)]

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


def _total(numbers: Iterable[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _open(item: Item) -> Item:
    return item[0], item[1], replace(item[2], confirmed=False), item[3]


def _shown(item: ReadObservation) -> str:
    if item.denominator is not None:
        return f"{item.numerator:.10g}/{item.denominator:.10g}"
    return f"{item.value:.10g}"
