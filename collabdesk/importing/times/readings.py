"""What a text says about time: a period, two of them, or a month without its year; and how each is made."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from collabdesk.periods import DAY, HALF_YEAR, MONTH, QUARTER, WEEK, Kind, Period, PeriodType


class Sort(enum.Enum):
    """What a reading is."""

    PERIOD = "period"
    AMBIGUOUS = "ambiguous"
    NO_YEAR = "no year"
    IMPOSSIBLE = "impossible"
    CALENDAR = "calendar"
    FINANCIAL = "financial year"
    SPAN = "a span of no known length"


@dataclass(frozen=True)
class Reading:
    """What a cell says about time.

    PERIOD and AMBIGUOUS: `period` (day first), AMBIGUOUS also `other` (month first). NO_YEAR: `type` and
    `number` (a month's, quarter's or week's). CALENDAR: `calendar`, `number`, `year`. FINANCIAL: `year` it
    ends in.
    """

    sort: Sort
    period: Period | None = None
    other: Period | None = None
    type: PeriodType | None = None
    number: int = 0
    year: int = 0
    calendar: str = ""


def sure(type_: PeriodType, ordinal: int) -> Reading:
    return Reading(Sort.PERIOD, Period(type_, ordinal))


IMPOSSIBLE = Reading(Sort.IMPOSSIBLE)


def month(year: int, number: int) -> Reading:
    return sure(MONTH, year * 12 + number - 1) if 1 <= number <= 12 and plausible(year) else IMPOSSIBLE


def year_and(year: int, number: int) -> Reading:
    """``2026-3`` is a month; ``2023/24`` a year that begins in one calendar year and ends in the next."""
    if number > 12 and number == (year + 1) % 100:
        return Reading(Sort.FINANCIAL, year=year + 1)
    return month(year, number)


def plausible(year: int) -> bool:
    return 1900 <= year <= 2100


def day(year: int, month: int, day: int) -> Reading:
    try:
        return sure(DAY, DAY.holding(dt.date(year, month, day)))
    except ValueError:
        return IMPOSSIBLE


def quarter(year: int, number: int) -> Reading:
    return sure(QUARTER, year * 4 + number - 1) if 1 <= number <= 4 and plausible(year) else IMPOSSIBLE


def half(year: int, number: int, anchor: int = 1) -> Reading:
    if number not in (1, 2) or not plausible(year):
        return IMPOSSIBLE
    if anchor == 1:
        return sure(HALF_YEAR, year * 2 + number - 1)
    type_ = PeriodType(Kind.HALF_YEAR, anchor)
    return sure(type_, type_.holding(dt.date(year, anchor, 1)) + number - 1)


def week(year: int, number: int, weekday: str = "") -> Reading:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    type_ = PeriodType(Kind.WEEK, names.index(weekday.lower()) + 1) if weekday else WEEK
    try:
        return sure(type_, type_.week(year, number))
    except ValueError:
        return IMPOSSIBLE


def week_with(day: Reading | None, days: int) -> Reading | None:
    """The week that a day ends or begins: its middle lies so many ``days`` from the day."""
    if day is None or day.period is None:
        return day
    weeks = [
        Period(WEEK, WEEK.holding(one.first_day + dt.timedelta(days=days)))
        for one in (day.period, day.other) if one is not None
    ]  # fmt: skip
    if len(set(weeks)) == 1:
        return sure(WEEK, weeks[0].ordinal)
    return Reading(Sort.AMBIGUOUS, weeks[0], weeks[1])


def biweek(year: int, number: int) -> Reading:
    if not 1 <= number <= 27:
        return IMPOSSIBLE
    monday = WEEK.first_day(WEEK.week(year, 1)) + dt.timedelta(days=14 * (number - 1))
    for anchor in range(1, 15):
        type_ = PeriodType(Kind.BIWEEK, anchor)
        if type_.first_day(type_.holding(monday)) == monday:
            return sure(type_, type_.holding(monday))
    return IMPOSSIBLE


def bimonth(year: int, number: int) -> Reading:
    if not 1 <= number <= 6:
        return IMPOSSIBLE
    return sure(PeriodType(Kind.BIMONTH), year * 6 + number - 1)


def financial(year: int, month: str) -> Reading:
    anchor = {"april": 4, "july": 7, "sep": 9, "oct": 10, "nov": 11}[month.lower()]
    type_ = PeriodType(Kind.YEAR, anchor)
    return sure(type_, type_.holding(dt.date(year, anchor, 1)))


def full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def dated(first: str, second: str, year: str) -> Reading:
    """Numbers with separators: day first or month first, both where both are dates."""
    a, b, full = int(first), int(second), full_year(year)
    day_first, month_first = day(full, b, a), day(full, a, b)
    if day_first.sort is Sort.IMPOSSIBLE:
        return month_first
    if month_first.sort is Sort.IMPOSSIBLE or a == b:
        return day_first
    return Reading(Sort.AMBIGUOUS, day_first.period, month_first.period)


def span(first: tuple[int, int], last: tuple[int, int]) -> Reading:
    """From a month to a month: a quarter, half-year or year if it is that long, else impossible."""
    start, length = dt.date(first[0], first[1], 1), (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    kinds = {1: Kind.MONTH, 2: Kind.BIMONTH, 3: Kind.QUARTER, 6: Kind.HALF_YEAR, 12: Kind.YEAR}
    if length not in kinds:
        return IMPOSSIBLE
    type_ = PeriodType(kinds[length], (start.month - 1) % length + 1)
    return sure(type_, type_.holding(start))


def same_year_span(first: int, last: int, year: int) -> Reading:
    return span((year if first <= last else year - 1, first), (year, last))


def days(first: dt.date, last: dt.date) -> Reading:
    """From one day to another: the day, week, month... that is just so long."""
    length = (last - first).days + 1
    if length < 1:
        return IMPOSSIBLE
    types = [DAY, PeriodType(Kind.WEEK, first.isoweekday())]
    for kind, count in (
        (Kind.MONTH, 1),
        (Kind.BIMONTH, 2),
        (Kind.QUARTER, 3),
        (Kind.HALF_YEAR, 6),
        (Kind.YEAR, 12),
    ):
        types.append(PeriodType(kind, (first.month - 1) % count + 1))
    for type_ in types:
        ordinal = type_.holding(first)
        if type_.first_day(ordinal) == first and type_.last_day(ordinal) == last:
            return sure(type_, ordinal)
    return Reading(Sort.SPAN)
