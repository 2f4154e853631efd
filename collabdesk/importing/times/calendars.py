"""Ethiopian and Nepali months in this calendar: each overlaps two, so a person says which one it goes to."""

from __future__ import annotations

import datetime as dt

from collabdesk.periods import Period, month


def month_of(calendar: str, year: int, number: int, *, ends: bool) -> Period | None:
    """The month in which an Ethiopian or Nepali month begins, or ends; None for Pagumen and unknown numbers.

    Ethiopian: 1 Meskerem is 11 September, 12 September in the year before a leap year here; twelve months
    of 30 days and Pagumen of 5 or 6. Nepali (Bikram Sambat): Baisakh begins in mid-April; its months'
    lengths vary by a day or two, which never moves a beginning out of its month.
    """
    if calendar == "Ethiopian":
        return _ethiopian(year, number, ends)
    return _nepali(year, number, ends) if calendar == "Nepali" else None


def _ethiopian(year: int, number: int, ends: bool) -> Period | None:
    if not 1 <= number <= 12:
        return None
    before_leap = (year + 8) % 4 == 0
    new_year = dt.date(year + 7, 9, 12 if before_leap else 11)
    day = new_year + dt.timedelta(days=30 * (number - 1) + (29 if ends else 0))
    return month(day.year, day.month)


def _nepali(year: int, number: int, ends: bool) -> Period | None:
    if not 1 <= number <= 12:
        return None
    index = (year - 57) * 12 + 3 + (number - 1) + (1 if ends else 0)
    return month(index // 12, index % 12 + 1)
