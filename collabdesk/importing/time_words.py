"""The words of questions about time."""

from __future__ import annotations

from collabdesk.i18n import Message, msg
from collabdesk.importing.grid import MonthNumber, Value, WeekLabel, plain
from collabdesk.periods import DAY, MONTH, QUARTER, WEEK


def year_question(value: Value) -> Message:
    if isinstance(value, MonthNumber):
        return msg("The headings 1, 2, 3 and so on look like months: of which year?")
    if isinstance(value, WeekLabel):
        return msg("“{text}” looks like a week: of which year?", text=plain(value))
    return msg("“{text}” has no year: which year is it?", text=plain(value))


STARTS = ((4, msg("April")), (7, msg("July")), (10, msg("October")), (1, msg("January")))
TYPE_LABELS = {QUARTER: msg("quarter"), WEEK: msg("week"), MONTH: msg("month"), DAY: msg("day")}
