"""The same team, indicator and period in two tables or on two sheets: never the last one wins."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from collabdesk.i18n import msg, nmsg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.result import Choice, Problem, ReadObservation, Severity
from collabdesk.importing.words import fold

_MANY = 10


@dataclass
class Clashes:
    """Observations of all tables, and what becomes of those that say the same twice."""

    asker: Asker
    changed: dict[int, ReadObservation | None] = field(default_factory=dict)
    problems: dict[str, list[Problem]] = field(default_factory=dict)

    def settle(self, tables: list[tuple[str, list[ReadObservation]]]) -> None:
        """``tables``: (sheet, observations). Fills `changed` (by identity; None: dropped) and `problems` (by sheet)."""
        groups: dict[Hashable, list[tuple[int, str, ReadObservation]]] = {}
        for number, (sheet, observations) in enumerate(tables):
            for item in observations:
                groups.setdefault(_key(item), []).append((number, sheet, item))
        clashing = []
        for group in groups.values():
            if len({number for number, _, _ in group}) < 2:
                continue
            if len({(item.value, item.numerator, item.denominator) for _, _, item in group}) == 1:
                self._same(group)
            else:
                clashing.append(group)
        for group in clashing:
            self._different(group, len(clashing), clashing[0])

    def kept(self, observations: tuple[ReadObservation, ...]) -> tuple[ReadObservation, ...]:
        """A sheet's observations after the answers."""
        found = (self.changed.get(id(item), item) for item in observations)
        return tuple(item for item in found if item is not None)

    def _same(self, group: list[tuple[int, str, ReadObservation]]) -> None:
        _, first_sheet, first = group[0]
        for _, sheet, item in group[1:]:
            self.changed[id(item)] = None
            said = msg(
                "The same number stands in {cell} already; it was taken once.",
                cell=_place(first_sheet, first),
            )
            self.problems.setdefault(sheet, []).append(
                Problem(sheet=sheet, cell=item.cell, kind="warning: the same twice", text=_shown(item), said=said,
                        severity=Severity.WARNING)
            )  # fmt: skip

    def _different(
        self,
        group: list[tuple[int, str, ReadObservation]],
        count: int,
        first: list[tuple[int, str, ReadObservation]],
    ) -> None:
        answer = self._ask(group) if count <= _MANY else self._ask_together(first, count)
        for place, (_, sheet, item) in enumerate(group):
            if answer is None:
                self.changed[id(item)] = replace(item, confirmed=False)
            elif not _wins(answer, place, len(group), _place(sheet, item)):
                self.changed[id(item)] = None

    def _ask(self, group: list[tuple[int, str, ReadObservation]]) -> str | None:
        _, sheet, last = group[-1]
        places = [(_place(name, item), item) for _, name, item in group[:8]]
        return self.asker.ask(
            sheet=sheet, cell=last.cell, kind="the same twice",
            asked=msg("{team}, {indicator}, {period} stands in {cells} with different numbers. Which one holds?",
                      team=last.team, indicator=last.indicator, period=last.period,
                      cells=tuple(place for place, _ in places)),
            choices=[*(Choice(value=place, label=f"{place}: {_shown(item)}") for place, item in places),
                     Choice(value=LEAVE_OUT, label=msg("Leave out"))],
        )  # fmt: skip

    def _ask_together(self, group: list[tuple[int, str, ReadObservation]], count: int) -> str | None:
        _, sheet, last = group[-1]
        places = tuple(_place(name, item) for _, name, item in group[:2])
        return self.asker.ask(
            sheet=sheet, cell=last.cell, kind="the same twice",
            asked=nmsg("{count} time two tables give other numbers for the same thing, first in {cells}. What now?",
                       "{count} times two tables give other numbers for the same thing, first in {cells}. What now?",
                       count, cells=places),
            choices=[Choice(value="first", label=msg("Take the first")),
                     Choice(value="last", label=msg("Take the last")),
                     Choice(value=LEAVE_OUT, label=msg("Leave out"))],
            about="numbers that two tables give",
        )  # fmt: skip


def _wins(answer: str, place: int, count: int, cell: str) -> bool:
    if answer == LEAVE_OUT:
        return False
    if answer in ("first", "last"):
        return place == (0 if answer == "first" else count - 1)
    return answer == cell


def _key(item: ReadObservation) -> Hashable:
    team: Hashable = item.team_key if item.team_key is not None else (fold(item.team_code) or fold(item.team))
    indicator: Hashable = item.indicator_key if item.indicator_key is not None else fold(item.indicator)
    return team, indicator, item.period, item.category


def _place(sheet: str, item: ReadObservation) -> str:
    return f"{sheet}!{item.cell}" if sheet else item.cell


def _shown(item: ReadObservation) -> str:
    if item.denominator is not None:
        return f"{item.numerator:.10g}/{item.denominator:.10g}"
    return f"{item.value:.10g}"
