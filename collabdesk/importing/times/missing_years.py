"""Months, quarters and weeks without a year: the year stands beside them, or is asked for."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from collabdesk.i18n import msg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.context import Context
from collabdesk.importing.grid import Value
from collabdesk.importing.times.outcomes import Outcome
from collabdesk.importing.times.period_text import Reading, Sort
from collabdesk.importing.times.time_words import ask_year
from collabdesk.periods import MONTH, WEEK, Period


@dataclass
class Years:
    """The years of the periods of one column or heading row."""

    asker: Asker
    today: dt.date
    sheet: str
    context: Context
    cells: Mapping[Value, str]
    """The first cell of each value."""
    _years: dict[Value, int] = field(default_factory=dict)

    def settle(self, readings: Mapping[Value, Reading | None], *, across: bool) -> None:
        """The years of months without one: those of the context, run on from month to month across a
        heading."""
        bare = [(value, r) for value, r in readings.items() if r and r.sort is Sort.NO_YEAR]
        for type_ in dict.fromkeys(r.type for _, r in bare):  # Q1 after March is no step back
            self._settle([(value, r) for value, r in bare if r.type == type_], across=across)

    def _settle(self, bare: list[tuple[Value, Reading]], *, across: bool) -> None:
        years = [year for year, _ in self.context.years]
        proposed = years[0] if years else None
        wraps = across and any(
            later.number < earlier.number for (_, earlier), (_, later) in itertools.pairwise(bare)
        )
        year, before = proposed, 0
        if proposed is not None and wraps:
            year = min(years)
        for value, reading in bare:
            if year is None:
                break
            if wraps and reading.number < before:
                year += 1
            before = reading.number
            self._years[value] = year

    def outcome(self, value: Value, reading: Reading) -> Outcome:
        """The period of a value without a year."""
        proposed = self._years.get(value)
        said = next((said for _, said in self.context.years), None)
        if proposed is not None and said is not None and said.source == "cell":
            return _in_year(reading, proposed, confirmed=True)
        answer = self._ask(value, proposed)
        if answer is None:
            return _in_year(reading, proposed, confirmed=False) if proposed else Outcome(waits=True)
        if answer == LEAVE_OUT:
            return Outcome(kind="left out", said=msg("Left out: no year."))
        first = next(iter(self._years.values()), None)
        shift = proposed - first if proposed is not None and first is not None else 0
        return _in_year(reading, int(answer) + shift, confirmed=True)

    def _ask(self, value: Value, proposed: int | None) -> str | None:
        first = next(iter(self._years.values()), proposed)
        likely = [*([first] if first else []), *(year for year, _ in self.context.years)]
        cell = self.cells.get(value, "A1")
        return ask_year(
            self.asker, self.sheet, cell, value, first, [*likely, self.today.year, self.today.year - 1]
        )


def _in_year(reading: Reading, year: int, *, confirmed: bool) -> Outcome:
    if reading.type is None:
        return Outcome(waits=True)
    if reading.type == WEEK:
        try:
            return Outcome(Period(WEEK, WEEK.week(year, reading.number)), confirmed=confirmed)
        except ValueError:
            said = msg("The year {year} has no week {number}.", year=str(year), number=reading.number)
            return Outcome(kind="impossible date", said=said)
    per_year = 12 if reading.type == MONTH else 4
    return Outcome(Period(reading.type, year * per_year + reading.number - 1), confirmed=confirmed)
