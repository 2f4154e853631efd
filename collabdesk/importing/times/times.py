"""From what cells say about time to periods: days in a file of months, dates in two orders, months without
a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from collabdesk.i18n import msg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.context import Context
from collabdesk.importing.grid import MonthNumber, Value, WeekLabel, plain
from collabdesk.importing.result import Choice
from collabdesk.importing.times import calendars
from collabdesk.importing.times.date_patterns import (
    all_years_apart,
    counts_weeks,
    financial,
    order_by_pattern,
    week_of,
    with_year,
)
from collabdesk.importing.times.day_targets import DayTargets, Target
from collabdesk.importing.times.missing_years import Years
from collabdesk.importing.times.outcomes import Outcome
from collabdesk.importing.times.period_text import (
    Reading,
    Sort,
    between,
    decides,
    names_week,
    read_period,
    without_marks,
)
from collabdesk.importing.times.periods_inside import only_period
from collabdesk.importing.times.time_words import ask_calendar, ask_first_month
from collabdesk.periods import DAY, MONTH, QUARTER, WEEK, Kind, Period, PeriodType, month

DATE_ORDERS = ("day first", "month first")
_ORDER = "the order of day and month"
_WAITS = Outcome(waits=True)
_A_YEAR = dt.timedelta(days=366)
Cells = Sequence[tuple[Value, str]]
"""Raw values of periods with their addresses, in the order of the sheet."""


@dataclass
class Times:
    """What holds for a whole file: the order of day and month, today, whether the office counts in months."""

    asker: Asker
    today: dt.date
    months_wanted: bool = False
    order: str = ""
    keep_days: bool = False

    def learn(self, values: Iterable[Value]) -> None:
        """Look for a date that can be read in one order only; it settles the order for the whole file."""
        found = {decides(value) for value in values if isinstance(value, str)} - {""}
        if len(found) == 1 and not self.order:
            self.order = found.pop()

    def is_too_far(self, period: Period) -> bool:
        """Whether a period lies so far ahead that it must be a slip. A month of the coming year is kept and warned
        about (`quality.ahead`); a day on which something was done can't be ahead at all."""
        ahead = dt.timedelta() if self.keep_days else _A_YEAR
        return period.first_day > self.today + ahead

    def place(
        self, sheet: str, cells: Cells, context: Context, *, across: bool, unit: PeriodType | None = None,
        spans: bool = False, shift: int = 0,
    ) -> Place:  # fmt: skip
        """One row or column of periods; ``unit`` is what its heading says bare numbers count (weeks, months).

        ``spans``: each is the first day of a span whose last day stands beside it.
        """
        place = Place(self, sheet, context, unit, spans, shift)
        place.prepare(cells, across=across)
        return place


@dataclass
class Place:
    """The periods of one column or heading row, read together."""

    times: Times
    sheet: str
    context: Context
    unit: PeriodType | None = None
    spans: bool = False
    shift: int = 0
    """From a day that stands for its week to the middle of that week."""
    _outcomes: dict[tuple[Value, object], Outcome] = field(default_factory=dict)
    _readings: dict[Value, Reading | None] = field(default_factory=dict)
    _first: dict[Value, str] = field(default_factory=dict)
    _target: Target = field(default_factory=Target)
    _years: Years = field(init=False)

    def prepare(self, cells: Cells, *, across: bool) -> None:
        """Read all the distinct values together, because each helps to understand the others."""
        for value, cell in cells:
            if value not in self._first:
                self._first[value] = cell
        as_months = any(
            isinstance(value, str) and _NOT_FINANCIAL.fullmatch(value.strip()) for value in self._first
        )
        as_years = all_years_apart(self._first)
        if counts_weeks(self._first) or any(map(names_week, self._first)):
            self.unit = WEEK
        for value in self._first:
            reading = self._read(value)
            if as_years:
                reading = Reading(Sort.FINANCIAL, year=int(plain(value).strip()[:4]) + 1)
            if as_months and isinstance(value, str) and re.fullmatch(r"\d{4}[A-Z][a-z]+", value.strip()):
                reading = read_period(f"{value.strip()[4:]} {value.strip()[:4]}", expected=True)
            self._readings[value] = reading
        self._settle_order()
        if not self.spans:
            self._settle_days(across)
        self._years = Years(
            asker=self.times.asker,
            today=self.times.today,
            sheet=self.sheet,
            context=self.context,
            cells=self._first,
        )
        self._years.settle(self._readings, across=across)

    def _read(self, value: Value) -> Reading | None:
        """A cell of this place; a bare number counts what the heading says, never months by default."""
        if isinstance(value, WeekLabel):
            return Reading(Sort.NO_YEAR, type=WEEK, number=value.number)
        if isinstance(value, MonthNumber):
            return Reading(Sort.NO_YEAR, type=MONTH, number=int(value))
        text = without_marks(plain(value)).removesuffix(".0")
        if text.isdecimal() and len(text) <= 2:
            most = {MONTH: 12, QUARTER: 4, WEEK: 53}.get(self.unit) if self.unit else None
            if most is None:
                return None
            if not 1 <= int(text) <= most:
                return Reading(Sort.IMPOSSIBLE)
            return Reading(Sort.NO_YEAR, type=self.unit, number=int(text))
        week = week_of(text) if self.unit == WEEK else None
        return week or read_period(value, expected=True) or only_period(value)

    def span(self, first: Value, last: Value) -> Outcome:
        """The period from one day to another."""
        key = (first, ("to", plain(last)))
        outcome = self._outcomes.get(key)
        if outcome is None:
            reading = between(read_period(first, expected=True), read_period(last, expected=True))
            if reading is None:
                return self.period(first)
            outcome = self._outcomes[key] = self._from(f"{plain(first)} – {plain(last)}", reading)
        return outcome

    def period(self, value: Value, year: Value = None) -> Outcome:
        """What a cell of this place means; ``year`` is the same row's cell of a column of years."""
        key = (value, year)
        outcome = self._outcomes.get(key)
        if outcome is None:
            outcome = self._outcomes[key] = self._outcome(value, year)
        return outcome

    def _outcome(self, value: Value, year: Value) -> Outcome:
        reading = self._readings.get(value) or self._read(value)
        if year is not None:
            plain_year = self._plain_year(year, reading)
            if plain_year is None:
                return _WAITS
            reading = with_year(reading, plain_year) or reading
        if reading is None:
            said = msg(
                "“{text}” is no month or date that can be read; its numbers were left out.",
                text=plain(value),
            )
            return Outcome(kind="not a period", said=said)
        outcome = self._from(value, reading)
        if outcome.period is not None and self.times.is_too_far(outcome.period):
            said = msg(
                "“{text}” is in the future, so its numbers were left out; is the date right?",
                text=plain(value),
            )
            return Outcome(kind="future period", said=said)
        return outcome

    def _from(self, value: Value, reading: Reading) -> Outcome:
        if reading.sort is Sort.IMPOSSIBLE:
            said = msg(
                "“{text}” does not exist in the calendar, so its numbers were left out.", text=plain(value)
            )
            return Outcome(kind="impossible date", said=said)
        if reading.sort is Sort.SPAN:
            said = msg(
                "“{text}” is as long as no month, quarter or year, so its numbers were left out.",
                text=plain(value),
            )
            return Outcome(kind="unusual span", said=said)
        if reading.sort is Sort.AMBIGUOUS:
            period = self._ordered(value, reading)
            return self._targeted(period) if period else _WAITS
        if reading.sort is Sort.NO_YEAR:
            return self._years.outcome(value, reading)
        if reading.sort is Sort.CALENDAR:
            return self._other_calendar(value, reading)
        if reading.sort is Sort.FINANCIAL:
            return self._financial(value, reading)
        return self._targeted(reading.period) if reading.period else _WAITS

    # the order of day and month -----------------------------------------------------------------

    def _settle_order(self) -> None:
        self.times.learn(self._first)
        unclear = [r for r in self._readings.values() if r and r.sort is Sort.AMBIGUOUS]
        if unclear and not self.times.order and len(unclear) >= 3:
            self.times.order = order_by_pattern(unclear)

    def _ordered(self, value: Value, reading: Reading) -> Period | None:
        order = self.times.order
        if not order:
            order = self._ask_order(value, reading) or ""
        if not order or not reading.period:
            return None
        return reading.period if order == "day first" else reading.other

    def _ask_order(self, value: Value, reading: Reading) -> str | None:
        asker = self.times.asker
        known = asker.settled("ambiguous date", _ORDER, DATE_ORDERS)
        if known is not None:
            self.times.order = known
            return known
        codes = [self._code(period) for period in (reading.period, reading.other) if period]
        if len(set(codes)) < 2:
            codes = [period.code for period in (reading.period, reading.other) if period]
        answer = asker.ask(
            sheet=self.sheet, cell=self._first.get(value, "A1"), kind="ambiguous date",
            asked=msg("Is “{text}” the {first} or the {second}? All dates of the file are then read this way.",
                      text=plain(value), first=reading.period, second=reading.other),
            choices=[Choice(value=codes[0], label=msg("day first: {period}", period=reading.period)),
                     Choice(value=codes[1], label=msg("month first: {period}", period=reading.other))],
            proposed=self._said_beside(reading, codes),
            about=_ORDER,
        )  # fmt: skip
        if answer is None:
            return None
        self.times.order = DATE_ORDERS[0] if answer == codes[0] else DATE_ORDERS[1]
        asker.lasts("ambiguous date", _ORDER, self.times.order)  # the next file has other dates
        return self.times.order

    def _said_beside(self, reading: Reading, codes: list[str]) -> str | None:
        """The one of the two dates that the file's name or a title gives too, by its code."""
        said = [beside.period for _, beside in self.context.periods if beside.period is not None]
        months = {self._code(period) for period in said if period.type in (DAY, MONTH)}
        both = zip((reading.period, reading.other), codes, strict=True)
        found = [code for period, code in both if period and (period in said or self._code(period) in months)]
        return found[0] if len(found) == 1 else None

    def _code(self, period: Period) -> str:
        return month(period.first_day.year, period.first_day.month).code

    # days that stand for months, weeks or quarters -------------------------------------------------

    def _settle_days(self, across: bool) -> None:
        days = sorted({day.first_day for day in self._days()})
        if not days or self.times.keep_days:
            return
        others = {
            r.period.type.kind for r in self._readings.values() if r and r.period and r.sort is Sort.PERIOD
        }
        self._target = DayTargets(
            asker=self.times.asker, sheet=self.sheet, first=next(iter(self._first.items())), unit=self.unit,
            shift=self.shift, months_meant=Kind.MONTH in others or self.times.months_wanted,
        ).find(days, across=across)  # fmt: skip

    def _days(self) -> list[Period]:
        found = []
        for value, reading in self._readings.items():
            if reading is None or reading.period is None:
                continue
            period = reading.period
            if reading.sort is Sort.AMBIGUOUS:
                period = (self._ordered(value, reading) if self.times.order else None) or period
            if period.type == DAY:
                found.append(period)
        return found

    def _targeted(self, period: Period) -> Outcome:
        return self._target.of(period) if period.type == DAY else Outcome(period)

    # financial years and other calendars --------------------------------------------------------------

    def _plain_year(self, year: Value, reading: Reading | None) -> Value:
        """The calendar year of a month in a column of financial years (``2024-25``); others as they are."""
        found = read_period(year, expected=True)
        if found is None or found.sort is not Sort.FINANCIAL or reading is None or reading.type != MONTH:
            return year
        answer = self._ask_first_month(year)
        if answer is None or answer == "1":
            return None if answer is None else found.year
        return found.year - 1 if reading.number >= int(answer) else found.year

    def _other_calendar(self, value: Value, reading: Reading) -> Outcome:
        year = reading.year or next((year for year, _ in self.context.years), 0)
        cell = self._first.get(value, "A1")
        answer = ask_calendar(self.times.asker, self.sheet, cell, value, reading.calendar)
        if answer is None or not year:
            return _WAITS
        found = calendars.month_of(reading.calendar, year, reading.number, ends=answer == "ends")
        if answer == LEAVE_OUT or found is None:
            said = msg("“{text}” has no month of its own here and was left out.", text=plain(value))
            return Outcome(kind="no such month", said=said)
        return Outcome(found)

    def _ask_first_month(self, value: Value) -> str | None:
        cell = self._first.get(value) or next(iter(self._first.values()), "A1")
        return ask_first_month(self.times.asker, self.sheet, cell, value)

    def _financial(self, value: Value, reading: Reading) -> Outcome:
        answer = self._ask_first_month(value)
        if answer is None:
            return _WAITS
        return Outcome(financial(reading, int(answer)))


_NOT_FINANCIAL = re.compile(r"\d{4}(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Dec)")
