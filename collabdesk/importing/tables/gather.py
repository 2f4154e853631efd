"""From entries to observations: scales, numerators over denominators, numbers that stand twice,
sub-groups."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from operator import itemgetter

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.grid import a1
from collabdesk.importing.names.identify import Names
from collabdesk.importing.numbers import percents
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.numbers.spreads import SIZE, SPREAD
from collabdesk.importing.result import Choice, ReadObservation, Severity, State
from collabdesk.importing.tables.body import Entry
from collabdesk.importing.times import other_types
from collabdesk.stopping import SELDOM, stop_if_asked

Key = tuple[Hashable, Hashable, Hashable]
Item = tuple[Key, str, ReadObservation, tuple[int, int]]
"""(what it is about, its sub-group, the observation, its row and column)."""
_MANY_SAID = 50
_NO_CASES, _REPORTED = State.NO_CASES, State.REPORTED
_MANY_TWICE = 10
"""More keys than that standing twice are asked about together."""


@dataclass
class Gatherer:
    """Makes the observations of one sheet."""

    cells: CellReader
    asker: Asker
    names: Names
    _observations: list[Item] = field(default_factory=list)

    def observations(self, entries: list[Entry]) -> list[ReadObservation]:
        """All observations, in the order of their cells."""
        entries = self.names.settle(self.cells, entries)
        entries = other_types.settle(self.cells, self.asker, self.names, entries)
        entries = percents.settle(self.cells, self.asker, self.names, entries)
        found: list[Item] = []
        once = True
        for number, ((team, indicator, period, category), group) in enumerate(self._grouped(entries).items()):
            if not number & SELDOM:
                stop_if_asked()
            key = (team, indicator, period)
            items = self._group(group)
            once = once and len(items) < 2
            for item, place in items:
                found.append((key, category, item, place))
        settled = self._subgroups(found)
        if not once or settled is not found:
            settled = self._twice(settled)
        found = settled
        found.sort(key=itemgetter(3))
        return [item[2] for item in found]

    def _grouped(self, entries: list[Entry]) -> dict[tuple[int, int, int, str], list[Entry]]:
        """Entries by team, indicator, period and sub-group; each named by a number, because periods hash slowly."""
        groups: dict[tuple[int, int, int, str], list[Entry]] = {}
        numbers: dict[Hashable, int] = {}
        teams: dict[tuple[str, str], int] = {}
        indicators: dict[str, int] = {}
        periods: dict[int, int] = {}
        for entry in entries:
            name = (entry.team, entry.code)
            team = teams.get(name)
            if team is None:
                team = teams[name] = numbers.setdefault(("team", self.names.team_id(entry)), len(numbers))
            indicator = indicators.get(entry.indicator)
            if indicator is None:
                found = ("indicator", self.names.indicator_id(entry))
                indicator = indicators[entry.indicator] = numbers.setdefault(found, len(numbers))
            period = periods.get(id(entry.period))
            if period is None:
                period = periods[id(entry.period)] = numbers.setdefault(entry.period, len(numbers))
            key = (team, indicator, period, entry.category)
            group = groups.get(key)
            if group is None:
                groups[key] = [entry]
            else:
                group.append(entry)
        return groups

    # one team, one indicator, one period -------------------------------------------------------------

    def _group(self, group: list[Entry]) -> list[tuple[ReadObservation, tuple[int, int]]]:
        if len(group) == 1 and not group[0].measure:
            return [self._single(group[0])]
        if any(entry.measure in (SPREAD, SIZE) for entry in group):
            return self._means(group)
        if len(group) == 2 and group[0].measure == "num" and group[1].measure == "den":
            return [self._pair(group[0], group[1])]
        tops = [entry for entry in group if entry.measure == "num"]
        bottoms = [entry for entry in group if entry.measure == "den"]
        singles = [entry for entry in group if entry.measure in ("", "percent")]
        found = self._pairs(tops, bottoms)
        if not found or any(not entry.measure for entry in singles):
            found += [self._single(entry) for entry in singles if not found or not entry.measure]
        return found

    def _means(self, group: list[Entry]) -> list[tuple[ReadObservation, tuple[int, int]]]:
        """Each mean with the spread and the number of cases in its row, or under it in its column."""
        found = []
        for mean in (entry for entry in group if not entry.measure):
            parts_of = [entry for entry in group if entry.measure]
            near = [entry for entry in parts_of if entry.row == mean.row] or [
                entry for entry in parts_of if entry.column == mean.column
            ]
            beside = {entry.measure: entry for entry in near}
            spread, size = beside.get(SPREAD), beside.get(SIZE)
            parts = (mean, *(part for part in (spread, size) if part is not None))
            one = self._observation(
                mean, value=mean.value, denominator=size.value if size else None, places=parts,
                confirmed=all(part.confirmed for part in parts), spread=spread.value if spread else None,
            )  # fmt: skip
            found.append((one, (mean.row, mean.column)))
        if not found:
            said = msg("A standard deviation without its mean: it was left out.")
            self._say_alone(group[0], "mean missing", said)
        return found

    def _pairs(
        self, tops: list[Entry], bottoms: list[Entry]
    ) -> list[tuple[ReadObservation, tuple[int, int]]]:
        if len(tops) == len(bottoms) == 1:
            return [self._pair(tops[0], bottoms[0])]
        found = []
        left = list(bottoms)
        for top in tops:
            partner = next((item for item in left if item.row == top.row), None)
            partner = partner or next(
                (item for item in left if item.column == top.column and item.row > top.row), None
            )
            partner = partner or (left[0] if len(tops) == len(bottoms) else None)
            if partner is None:
                self._say_alone(
                    top, "denominator missing", msg("A numerator without its denominator: it was left out.")
                )
                continue
            left.remove(partner)
            found.append(self._pair(top, partner))
        for bottom in left:
            self._say_alone(
                bottom, "numerator missing", msg("A denominator without its numerator: it was left out.")
            )
        return found

    def _pair(self, top: Entry, bottom: Entry) -> tuple[ReadObservation, tuple[int, int]]:
        if top.value > bottom.value:
            said = msg(
                "The numerator {top} is larger than the denominator {bottom}.",
                top=top.value,
                bottom=bottom.value,
            )
            self._say(top, "warning: numerator above denominator", said)
        elif bottom.value == 0:
            self._say(
                top, "warning: no cases", msg("0 of 0: there were no cases, so there is no percentage.")
            )
        return self._observation(
            top, numerator=top.value, denominator=bottom.value, places=(top, bottom),
            confirmed=top.confirmed and bottom.confirmed,
        ), (top.row, top.column)  # fmt: skip

    def _single(self, entry: Entry) -> tuple[ReadObservation, tuple[int, int]]:
        place = (entry.row, entry.column)
        if entry.denominator is not None:
            if entry.value > entry.denominator:
                said = msg("The numerator {top} is larger than the denominator {bottom}.",
                           top=entry.value, bottom=entry.denominator)  # fmt: skip
                self._say(entry, "warning: numerator above denominator", said)
            found = self._observation(
                entry,
                numerator=entry.value,
                denominator=entry.denominator,
                places=(entry,),
                confirmed=entry.confirmed,
            )
            return found, place
        if entry.percent and entry.value > 100:
            self._say(entry, "warning: above 100 %", msg("{value} % is more than all.", value=entry.value))
        return self._observation(entry, value=entry.value, places=(entry,), confirmed=entry.confirmed), place

    def _observation(
        self, entry: Entry, *, places: tuple[Entry, ...], confirmed: bool,
        numerator: float | None = None, denominator: float | None = None, value: float | None = None,
        spread: float | None = None,
    ) -> ReadObservation:  # fmt: skip
        grid = self.cells.view.grid
        address = grid.address if grid.labels else a1
        first = address(entry.row, entry.column)
        note = entry.note
        cells: tuple[str, ...] = (first,)
        if entry.more:
            cells = (first, *(address(row, column) for row, column in entry.more))
        for other in places[1:]:
            cells = (*cells, address(other.row, other.column), *(address(*place) for place in other.more))
            if other.note != note:
                note = "; ".join(dict.fromkeys(item.note for item in places if item.note))
        found = object.__new__(ReadObservation)
        # the same as calling it, at a third of the time: a frozen dataclass sets its fields one by one
        object.__setattr__(found, "__dict__", {
            "team": entry.team, "indicator": entry.indicator, "period": entry.period,
            "numerator": numerator, "denominator": denominator, "value": value,
            "unit": "percent" if entry.percent and value is not None else "",
            "state": _NO_CASES if denominator == 0 else _REPORTED,
            "cell": first, "cells": cells, "note": note or None, "category": entry.category, "team_code": entry.code,
            "team_key": self.names.team_key(entry), "indicator_key": self.names.indicator_key(entry),
            "confirmed": confirmed, "spread": spread,
        })  # fmt: skip
        return found

    def _say_alone(self, entry: Entry, kind: str, said: Message) -> None:
        if not self.cells.has_problem_near(entry.row, entry.column):
            self._say(entry, kind, said)

    def _say(self, entry: Entry, kind: str, said: Message) -> None:
        self.cells.problem(entry.row, entry.column, kind, said, Severity.WARNING)

    # sub-groups and numbers that stand twice -----------------------------------------------------------

    def _subgroups(self, found: list[Item]) -> list[Item]:
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

    def _twice(self, found: list[Item]) -> list[Item]:
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
