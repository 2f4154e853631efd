"""Days that stand for the month, week or quarter that they end or begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from collabdesk.importing.asking import Asker
from collabdesk.importing.grid import Value
from collabdesk.importing.times.date_patterns import all_steps, are_quarter_ends
from collabdesk.importing.times.outcomes import Outcome
from collabdesk.importing.times.time_words import WEEK_SHIFTS, ask_type, ask_week
from collabdesk.periods import MONTH, QUARTER, WEEK, Period, PeriodType

_FEWEST_WEEKS = 3
"""So many dates a week apart are more than chance."""
_FRIDAY = 5


@dataclass(frozen=True, kw_only=True)
class Target:
    """The type of period that days stand for (None: days are meant), and how far its middle is from the day."""

    type: PeriodType | None = None
    shift: int = 0
    sure: bool = True

    def of(self, day: Period) -> Outcome:
        """The period for which a day stands."""
        if self.type is None or self.type == day.type:
            return Outcome(day)
        shift = dt.timedelta(days=self.shift if self.type == WEEK else 0)
        return Outcome(Period(self.type, self.type.holding(day.first_day + shift)), confirmed=self.sure)


@dataclass(frozen=True, kw_only=True)
class DayTargets:
    """What is known of the days of one column or heading row, besides the days."""

    asker: Asker
    sheet: str
    first: tuple[Value, str]
    """The first of them as written, and its cell."""
    unit: PeriodType | None
    """What the heading says that they count."""
    shift: int
    """From a day to the middle of its week, where the heading says whether it ends or begins it."""
    months_meant: bool

    def find(self, days: Sequence[dt.date], *, across: bool) -> Target:
        """What the days, in order, stand for."""
        first_of_month = all(day.day == 1 for day in days)
        last_of_month = all((day + dt.timedelta(days=1)).day == 1 for day in days)
        if self.unit == WEEK:
            return self._weeks(days)
        if self.unit in (MONTH, QUARTER):
            return Target(type=self.unit)
        if are_quarter_ends(list(days)) and (first_of_month or last_of_month):
            return self._asked(QUARTER, days)
        if len(days) >= _FEWEST_WEEKS and all_steps(list(days), 7):
            return self._asked(WEEK, days)
        months = {(day.year, day.month) for day in days}
        apart = len(days) >= (2 if across else 3) and len(months) == len(days)
        return Target(type=MONTH if first_of_month or self.months_meant or apart else None)

    def _weeks(self, days: Sequence[dt.date]) -> Target:
        """Weeks by their heading; which week a day stands for is asked where the heading says neither "ending" nor
        "commencing", unless the days are Mondays (each begins its week) or any days (each lies in its week)."""
        likely = _likely_week(days)
        if self.shift or not likely:
            return Target(type=WEEK, shift=self.shift)
        value, cell = self.first
        answer = ask_week(self.asker, self.sheet, cell, value, likely)
        return Target(type=WEEK, shift=WEEK_SHIFTS[answer or likely], sure=answer is not None)

    def _asked(self, likely: PeriodType, days: Sequence[dt.date]) -> Target:
        week = _likely_week(days) if likely == WEEK and not self.shift else ""
        answer = ask_type(self.asker, self.sheet, self.first[1], likely, week)
        if answer is None:
            return Target(type=likely, shift=WEEK_SHIFTS.get(week, self.shift), sure=False)
        shift = WEEK_SHIFTS.get(answer, self.shift)
        return Target(type=WEEK if answer in WEEK_SHIFTS else PeriodType.parse(answer), shift=shift)


def _likely_week(days: Sequence[dt.date]) -> str:
    """Whether days of one weekday rather end or begin their week; empty where that is no question."""
    weekdays = {day.isoweekday() for day in days}
    if len(weekdays) != 1 or weekdays == {1}:
        return ""
    return "week ending" if min(weekdays) >= _FRIDAY else "week beginning"
