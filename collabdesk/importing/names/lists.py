"""What a table without numbers says all the same: the periods of a list of changes or of a list of months."""

from __future__ import annotations

from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import Look, View, look
from collabdesk.importing.times.period_text import Sort, read_period
from collabdesk.importing.times.times import Times
from collabdesk.periods import DAY, MONTH, Period

_MOST_ROWS = 2000


def periods_of(view: View, table: Table, columns: list[Column], times: Times) -> tuple[Period, ...]:
    """The periods in the columns that hold mostly dates; a day counts for its month."""
    found: dict[Period, None] = {}
    for column in columns:
        if column.part not in (Part.PERIOD, Part.END, Part.MONTH, Part.NOTE) or not _is_dated(column):
            continue
        for row in range(table.first, min(table.last, table.first + _MOST_ROWS) + 1):
            value = view.value(row, column.index)
            reading = read_period(value, expected=True) if look(value) is Look.PERIOD else None
            if reading is None or reading.period is None:
                continue
            period = reading.period
            if reading.sort is Sort.AMBIGUOUS:
                if not times.order or reading.other is None:
                    continue
                period = reading.period if times.order == "day first" else reading.other
            if period.type == DAY:
                period = Period(MONTH, MONTH.holding(period.first_day))
            found[period] = None
    return tuple(found)


def _is_dated(column: Column) -> bool:
    looks = column.profile.looks
    return looks[Look.PERIOD] > 0 and looks[Look.PERIOD] * 2 >= column.profile.filled
