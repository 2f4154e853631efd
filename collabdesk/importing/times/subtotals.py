"""Periods among shorter ones that they cover: quarters and years between months are sums."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.importing.grid import Value
from collabdesk.importing.tables.parts import Column
from collabdesk.importing.times.outcomes import Outcome
from collabdesk.importing.times.period_text import Sort, read_period
from collabdesk.periods import MONTH, QUARTER, YEAR, Kind

_SIZE = {kind: place for place, kind in enumerate(Kind)}


def coarser(outcomes: dict[Value, Outcome]) -> set[object]:
    """The values whose period is longer than most of the others and covers one of them or more."""
    periods = {value: outcome.period for value, outcome in outcomes.items() if outcome.period is not None}
    if len(periods) < 3:
        return set()
    kinds = [period.type.kind for period in periods.values()]
    base = max(set(kinds), key=kinds.count)
    days = [period.first_day for period in periods.values() if period.type.kind is base]
    found: set[object] = set()
    for value, period in periods.items():
        if _SIZE[period.type.kind] > _SIZE[base]:
            covered = sum(1 for day in days if period.first_day <= day <= period.last_day)
            if covered:
                found.add(value)
    return found


def is_year(value: Value) -> bool:
    """Whether a cell of a column of periods is a calendar year."""
    reading = read_period(value, expected=True)
    return reading is not None and reading.period is not None and reading.period.type == YEAR


def years_over_months(values: Sequence[Value]) -> bool:
    """``2007``, ``..Jan``, ``..Feb``, ``2008``: years on lines of their own over months without one."""
    if not values or not is_year(values[0]):
        return False
    readings = [read_period(value, expected=True) for value in values if not is_year(value)]
    return bool(readings) and all(one is not None and one.sort is Sort.NO_YEAR for one in readings)


def bare_quarters(columns: Sequence[Column]) -> list[Column]:
    """``Q1`` without a year behind its three months: their sum."""
    dated = [column for column in columns if column.period is not None]
    read = {column.index: read_period(column.period, expected=True) for column in dated}
    months = sum(1 for one in read.values() if one and MONTH in (one.type, one.period and one.period.type))
    if months < _MONTHS_OF_A_QUARTER:
        return []
    return [
        column for column in dated
        if (one := read[column.index]) is not None and one.sort is Sort.NO_YEAR and one.type == QUARTER
    ]  # fmt: skip


_MONTHS_OF_A_QUARTER = 3
