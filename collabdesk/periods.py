"""Periods: one integer per type, so that months, weeks and quarters are stored, compared and counted exactly.

A *kind* of period has a length; its integer (the *ordinal*) counts such lengths since the year 0, so that the
next period is always ``ordinal + 1``. A month's ordinal is ``year * 12 + month - 1`` (method.md, 1).
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """The kinds of period that an indicator can have; ``DAY`` is for events and for what files contain."""

    DAY = "day"
    WEEK = "week"
    BIWEEK = "biweek"
    MONTH = "month"
    BIMONTH = "bimonth"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


_MONTHS_IN = {Kind.MONTH: 1, Kind.BIMONTH: 2, Kind.QUARTER: 3, Kind.HALF_YEAR: 6, Kind.YEAR: 12}
_DAYS_IN = {Kind.DAY: 1, Kind.WEEK: 7, Kind.BIWEEK: 14}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, order=True)
class PeriodType:
    """A kind of period and where it starts.

    ``anchor`` is the first weekday of a week (1 Monday .. 7 Sunday) or the first month of a year, half-year or
    quarter (1 January .. 12 December). A financial year is a YEAR with an anchor other than 1.
    """

    kind: Kind
    anchor: int = 1

    def __str__(self) -> str:
        return self.kind.value if self.anchor == 1 else f"{self.kind.value}:{self.anchor}"

    @classmethod
    def parse(cls, text: str) -> PeriodType:
        """The type that ``str()`` wrote: ``month``, ``week:7``, ``year:10``. Raises ValueError."""
        kind, _, anchor = text.partition(":")
        return cls(Kind(kind), int(anchor) if anchor else 1)

    def holding(self, day: dt.date) -> int:
        """The ordinal of the period that contains a day."""
        if self.kind in _DAYS_IN:
            return (day.toordinal() - self.anchor) // _DAYS_IN[self.kind]
        return (day.year * 12 + day.month - self.anchor) // _MONTHS_IN[self.kind]

    def first_day(self, ordinal: int) -> dt.date:
        """The first day of a period. Raises ValueError outside the calendar (years 1 to 9999)."""
        try:
            if self.kind in _DAYS_IN:
                return dt.date.fromordinal(ordinal * _DAYS_IN[self.kind] + self.anchor)
            year, month = divmod(ordinal * _MONTHS_IN[self.kind] + self.anchor - 1, 12)
            return dt.date(year, month + 1, 1)
        except OverflowError as error:
            raise ValueError("outside the calendar") from error

    def last_day(self, ordinal: int) -> dt.date:
        """The last day of a period. Raises ValueError outside the calendar."""
        return self.first_day(ordinal + 1) - dt.timedelta(days=1)

    def week_of_year(self, ordinal: int) -> tuple[int, int]:
        """(year, number) of a week by the ISO rule: the year that holds the week's fourth day."""
        fourth = self.first_day(ordinal) + dt.timedelta(days=3)
        first_of_year = self.holding(dt.date(fourth.year, 1, 4))
        return fourth.year, ordinal - first_of_year + 1

    def week(self, year: int, number: int) -> int:
        """The ordinal of week ``number`` of ``year`` (ISO rule). Raises ValueError if that year has no such week."""
        ordinal = self.holding(dt.date(year, 1, 4)) + number - 1
        if self.week_of_year(ordinal) != (year, number):
            raise ValueError(f"the year {year} has no week {number}")
        return ordinal


MONTH = PeriodType(Kind.MONTH)
WEEK = PeriodType(Kind.WEEK)
QUARTER = PeriodType(Kind.QUARTER)
HALF_YEAR = PeriodType(Kind.HALF_YEAR)
YEAR = PeriodType(Kind.YEAR)
DAY = PeriodType(Kind.DAY)


@dataclass(frozen=True, order=True)
class Period:
    """One period: its type and its ordinal. Sorts in time within one type."""

    type: PeriodType
    ordinal: int

    @property
    def first_day(self) -> dt.date:
        """The first day."""
        return self.type.first_day(self.ordinal)

    @property
    def last_day(self) -> dt.date:
        """The last day."""
        return self.type.last_day(self.ordinal)

    @property
    def code(self) -> str:
        """How commands and exports write it: ``2026-03``, ``2026-W07``, ``2026-Q1``, ``2026``, ``2025-10..2026-09``."""
        return _code(self.type, self.ordinal)

    @classmethod
    def parse(cls, code: str) -> Period:
        """The period that `code` wrote. Raises ValueError with a readable sentence."""
        for pattern, make in _CODES:
            found = pattern.fullmatch(code.strip())
            if found:
                return make(found)
        raise ValueError(f"“{code}” is not a period such as 2026-03, 2026-W07, 2026-Q1 or 2026")


def month(year: int, number: int) -> Period:
    """The month ``number`` (1..12) of ``year``."""
    return Period(MONTH, year * 12 + number - 1)


def _code(type_: PeriodType, ordinal: int) -> str:
    first, last = type_.first_day(ordinal), type_.last_day(ordinal)
    if type_.kind is Kind.DAY:
        return first.isoformat()
    if type_.kind is Kind.WEEK:
        year, number = type_.week_of_year(ordinal)
        day = "" if type_.anchor == 1 else _WEEKDAYS[type_.anchor - 1]
        return f"{year}-{day}W{number:02d}"
    if type_.kind is Kind.BIWEEK:
        return f"{first.isoformat()}..{last.isoformat()}"
    if type_.kind is Kind.MONTH:
        return f"{first:%Y-%m}"
    if type_.kind is Kind.QUARTER and first.month % 3 == 1:
        return f"{first.year:04d}-Q{(first.month + 2) // 3}"
    if type_.kind is Kind.YEAR and type_.anchor == 1:
        return f"{first.year:04d}"
    return f"{first:%Y-%m}..{last:%Y-%m}"


def _month_code(found: re.Match[str]) -> Period:
    return Period(MONTH, MONTH.holding(dt.date(int(found[1]), int(found[2]), 1)))


def _week_code(found: re.Match[str]) -> Period:
    anchor = _WEEKDAYS.index(found[2]) + 1 if found[2] else 1
    type_ = PeriodType(Kind.WEEK, anchor)
    return Period(type_, type_.week(int(found[1]), int(found[3])))


def _quarter_code(found: re.Match[str]) -> Period:
    return Period(QUARTER, int(found[1]) * 4 + int(found[2]) - 1)


def _span_code(found: re.Match[str]) -> Period:
    first = dt.date(int(found[1]), int(found[2]), 1)
    months = (int(found[3]) * 12 + int(found[4])) - (first.year * 12 + first.month) + 1
    kinds = {length: kind for kind, length in _MONTHS_IN.items()}
    if months not in kinds:
        raise ValueError(f"“{found[0]}” is {months} months long, which is no kind of period")
    type_ = PeriodType(kinds[months], (first.month - 1) % months + 1)
    return Period(type_, type_.holding(first))


def _biweek_code(found: re.Match[str]) -> Period:
    first, last = dt.date.fromisoformat(found[1]), dt.date.fromisoformat(found[2])
    for anchor in range(1, 15):
        type_ = PeriodType(Kind.BIWEEK, anchor)
        period = Period(type_, type_.holding(first))
        if (period.first_day, period.last_day) == (first, last):
            return period
    raise ValueError(f"“{found[0]}” is not two weeks")


_CODES = (
    (re.compile(r"(\d{4})-(\d{2})"), _month_code),
    (re.compile(r"(\d{4})-(Mon|Tue|Wed|Thu|Fri|Sat|Sun)?W(\d{1,2})"), _week_code),
    (re.compile(r"(\d{4})-Q([1-4])"), _quarter_code),
    (re.compile(r"(\d{4})"), lambda found: Period(YEAR, int(found[1]))),
    (re.compile(r"(\d{4})-(\d{2})\.\.(\d{4})-(\d{2})"), _span_code),
    (re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})"), _biweek_code),
    (
        re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
        lambda found: Period(DAY, DAY.holding(dt.date.fromisoformat(found[0]))),
    ),
)
