"""What a set of dates shows only together: their order of day and month, their step, their year beside them."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable

from collabdesk.importing.grid import Value, plain
from collabdesk.importing.times.period_text import Reading, Sort, read_period
from collabdesk.periods import MONTH, QUARTER, WEEK, Kind, Period, PeriodType


def order_by_pattern(unclear: list[Reading]) -> str:
    """01/09, 01/12, 01/03...: the number that never changes while the other does is the day, not the
    month."""
    as_days = [r.period.first_day for r in unclear if r.period]
    as_months = [r.other.first_day for r in unclear if r.other]
    day_first = len({day.day for day in as_days}) == 1 and len({day.month for day in as_days}) >= 3
    month_first = len({day.day for day in as_months}) == 1 and len({day.month for day in as_months}) >= 3
    if day_first != month_first:
        return "day first" if day_first else "month first"
    return ""


def are_quarter_ends(days: list[dt.date]) -> bool:
    """Whether all dates lie in the last months of quarters."""
    return len(days) >= 4 and ({day.month for day in days} <= {3, 6, 9, 12})


def all_steps(days: list[dt.date], length: int) -> bool:
    """Whether the dates lie ``length`` days, or a multiple, apart."""
    return all((later - earlier).days % length == 0 for earlier, later in itertools.pairwise(days))


def all_years_apart(values: Iterable[Value]) -> bool:
    """2010-11, 2011-12, 2012-13: two or more, each with the year after it behind it, are years and no months."""
    found = [re.fullmatch(r"\s*((?:19|20)\d\d)[-/](\d\d)\s*", plain(value)) for value in values]
    pairs = [(int(one[1]), int(one[2])) for one in found if one is not None]
    return 2 <= len(pairs) == len(found) and all(last == (first + 1) % 100 for first, last in pairs)


def with_year(reading: Reading | None, year: Value) -> Reading | None:
    """A month (name or number), quarter or week in one column and its year in another."""
    text = plain(year).strip().removesuffix(".0")
    found = read_period(f"20{text}" if len(text) == 2 and text.isdecimal() else text, expected=True)
    if found is not None and found.sort is Sort.FINANCIAL and reading is not None and reading.type == QUARTER:
        return Reading(Sort.FINANCIAL, year=found.year, number=reading.number)
    if found is None or found.period is None or found.period.type.kind is not Kind.YEAR:
        return None
    number = found.period.first_day.year
    if reading is not None and reading.sort is Sort.NO_YEAR and reading.type is not None:
        if reading.type == WEEK:
            try:
                return Reading(Sort.PERIOD, Period(WEEK, WEEK.week(number, reading.number)))
            except ValueError:
                return Reading(Sort.IMPOSSIBLE)
        per_year = 12 if reading.type == MONTH else 4
        return Reading(Sort.PERIOD, Period(reading.type, number * per_year + reading.number - 1))
    if reading is not None and reading.sort is Sort.CALENDAR and not reading.year:
        return Reading(Sort.CALENDAR, number=reading.number, year=number, calendar=reading.calendar)
    return None


_NUMBERED = re.compile(r"((?:19|20)\d\d)[-/_ ]?(\d\d)|((?:19|20)\d\d)[-/_ ](\d)")
_WEEK_IN_YEAR = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/_ ]?(?:w|s|sem|se|ew)?[-. ]?(?P<n>\d{1,2})"
    r"|(?:w|s|sem|se|ew)?[-. ]?(?P<n2>\d{1,2})[-/_, ]+(?P<y2>(?:19|20)\d\d)", re.IGNORECASE
)  # fmt: skip
_MOST_MONTHS = 12


def counts_weeks(values: Iterable[Value]) -> bool:
    """2021-05, 2021-13, 2021-27...: numbers that go on beyond the months are weeks; one or two are slips."""
    found = [_NUMBERED.fullmatch(plain(value).strip()) for value in values]
    numbers = [int(one[2] or one[4]) for one in found if one is not None]
    beyond = sum(1 for number in numbers if _MOST_MONTHS < number <= 53)
    return len(numbers) == len(found) and beyond > 2 and beyond * 5 > len(numbers) and max(numbers) <= 53


def week_of(text: str) -> Reading | None:
    """A year and a number in a place of weeks (``2021-05``, ``S1-2021``); None where the text says otherwise."""
    found = _WEEK_IN_YEAR.fullmatch(text)
    if found is None:
        return None
    try:
        number, year = int(found["n"] or found["n2"]), int(found["y"] or found["y2"])
        return Reading(Sort.PERIOD, Period(WEEK, WEEK.week(year, number)))
    except ValueError:
        return Reading(Sort.IMPOSSIBLE)


def financial(reading: Reading, first_month: int) -> Period:
    """The year, or the quarter, of a financial year that begins in a month."""
    year = reading.year if first_month == 1 else reading.year - 1
    if reading.number:
        first = year * 12 + first_month - 1 + 3 * (reading.number - 1)
        quarter = PeriodType(Kind.QUARTER, first % 3 + 1)
        return Period(quarter, quarter.holding(dt.date(first // 12, first % 12 + 1, 1)))
    type_ = PeriodType(Kind.YEAR, first_month)
    return Period(type_, type_.holding(dt.date(year, first_month, 1)))
