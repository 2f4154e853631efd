"""The axes of a chart: which periods are named and how, and round numbers upwards (look.md, Run chart)."""

from __future__ import annotations

import math
from functools import lru_cache

from collabdesk.charts.spec import Axis, Text, Tick
from collabdesk.i18n import MonthInitial, Number, msg
from collabdesk.periods import Kind, Period, PeriodType

_MANY = 36
"""More periods than this are named by quarters of a year..."""
_VERY_MANY = 84
"""... and more than this by years."""
_ROOM = 2
"""A year under the first tick needs so many ticks before the next year."""


@lru_cache(maxsize=256)
def period_axis(type_: PeriodType, first: int, n_periods: int) -> Axis:
    """The x axis for ``n_periods`` periods from the ordinal ``first``; positions count from 0."""
    named = [(at, *_name(type_, first + at)) for at in range(n_periods)]
    step = 1 if n_periods <= _MANY else (3 if n_periods <= _VERY_MANY else 12)
    ticks = [
        (at, label, year, opens)
        for at, label, year, opens, rank in named
        if label is not None and (rank % step == 0 or at == 0)
    ]
    openers = [at for at, _, _, opens in ticks if opens]
    crowded = bool(openers) and 0 < openers[0] <= _ROOM
    return Axis(
        low=-0.5,
        high=max(n_periods, 1) - 0.5,
        ticks=tuple(
            Tick(at=at, label=label, second=year if opens or (at == ticks[0][0] and not crowded) else "")
            for at, label, year, opens in ticks
        ),
    )


def event_axis(type_: PeriodType, ordinals: tuple[int, ...]) -> Axis:
    """The x axis of events, one place each: numbered, the year under the first of each year."""
    count = len(ordinals)
    step = next((step for step in (1, 2, 5, 10, 20, 50) if count <= 24 * step), 100)
    years = [type_.first_day(ordinal).year for ordinal in ordinals]
    named = [(at, at == 0 or years[at] != years[at - 1]) for at in range(count)]
    return Axis(
        low=-0.5,
        high=max(count, 1) - 0.5,
        ticks=tuple(
            Tick(
                at=at,
                label=str(at + 1) if (at + 1) % step == 0 or at == 0 else "",
                second=str(years[at]) if opens else "",
            )
            for at, opens in named
            if opens or (at + 1) % step == 0
        ),
    )


def _name(type_: PeriodType, ordinal: int) -> tuple[Text | None, str, bool, int]:
    """(label or None, year, opens a year, place within the year counted in months or in fours of weeks)."""
    day = type_.first_day(ordinal)
    if type_.kind is Kind.WEEK:
        year, number = type_.week_of_year(ordinal)
        label = msg("W{number}", number=number) if number % 4 == 1 else None
        return label, str(year), number == 1, (number - 1) // 4
    if type_.kind is Kind.QUARTER and type_.anchor % 3 == 1:
        number = (day.month + 2) // 3
        return msg("Q{number}", number=number), str(day.year), number == 1, (number - 1) * 3
    if type_.kind is Kind.YEAR:
        last = type_.last_day(ordinal).year
        return str(day.year) if last == day.year else f"{day.year}/{last % 100:02d}", "", False, 0
    if type_.kind in (Kind.BIWEEK, Kind.DAY):
        opens_month = type_.first_day(ordinal - 1).month != day.month
        label = msg("{month}", month=MonthInitial(day.month)) if opens_month else None
        return label, str(day.year), opens_month and day.month == 1, day.month - 1
    opens = (day.month - 1) < _months(type_)
    return msg("{month}", month=MonthInitial(day.month)), str(day.year), opens, day.month - 1


def _months(type_: PeriodType) -> int:
    return {Kind.BIMONTH: 2, Kind.QUARTER: 3, Kind.HALF_YEAR: 6}.get(type_.kind, 1)


def period(type_: PeriodType, first: int, at: int) -> Period:
    """The period at a position."""
    return Period(type_, first + at)


def proportion_axis(highest: float, unit: Text = "%") -> Axis:
    """0 to 100 % with few ticks; higher only where a numerator exceeds its denominator."""
    if not highest > 100:
        return _axis(0.0, 100.0, 25.0, unit)
    return value_axis(0.0, highest, unit)


def own_axis(
    lowest: float, highest: float, target: float | None, unit: Text = "", *, proportion: bool
) -> Axis:
    """The axis of a chart that shares its scale with no other: wide enough for its values and the target."""
    if proportion:
        return proportion_axis(highest, unit)
    goal = [] if target is None else [target]
    return value_axis(min([lowest, *goal]), max([highest, *goal]), unit)


def value_axis(lowest: float, highest: float, unit: Text = "") -> Axis:
    """Round numbers from 0 (or from below the lowest negative value) to above the highest."""
    low, high = min(lowest, 0.0), max(highest, 0.0)
    if not (math.isfinite(low) and math.isfinite(high)) or low == high:
        low, high = 0.0, 1.0
    step = _round_step((high - low) / 4)
    return _axis(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step, unit)


def scaled_axis(low: float, high: float, unit: Text = "") -> Axis:
    """A range that several charts share, with round ticks inside it."""
    if (low, high) == (0.0, 100.0):
        return _axis(low, high, 25.0, unit)
    return _axis(low, high, _round_step((high - low) / 4), unit)


def _round_step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * (1 - 1e-9))


@lru_cache(maxsize=256)
def _axis(low: float, high: float, step: float, unit: Text) -> Axis:
    digits = next((d for d in range(6) if abs(round(step, d) - step) < step * 1e-6), 6)
    start = math.ceil(low / step - 1e-9)
    values = [n * step for n in range(start, math.floor(high / step + 1e-9) + 1)]
    ticks = (Tick(at=value, label=msg("{number}", number=Number(value, digits))) for value in values)
    return Axis(low=low, high=high, ticks=tuple(ticks), unit=unit)
