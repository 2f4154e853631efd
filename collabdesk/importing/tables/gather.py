"""From entries to observations: scales, numerators over denominators, means with their spread."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from operator import itemgetter

from collabdesk.i18n import Message, msg
from collabdesk.importing.asking import Asker
from collabdesk.importing.grid import a1
from collabdesk.importing.names.identify import Names
from collabdesk.importing.numbers import percents
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.numbers.spreads import SIZE, SPREAD
from collabdesk.importing.result import ReadObservation, Severity, State
from collabdesk.importing.tables.body import Entry
from collabdesk.importing.tables.repeats import Item, Repeats
from collabdesk.importing.times import other_types
from collabdesk.stopping import SELDOM, stop_if_asked

_NO_CASES, _REPORTED = State.NO_CASES, State.REPORTED


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
        repeats = Repeats(self.cells, self.asker, self.names)
        settled = repeats.subgroups(found)
        if not once or settled is not found:
            settled = repeats.twice(settled)
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
