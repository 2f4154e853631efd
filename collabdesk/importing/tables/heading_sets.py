"""Headings that only their neighbours explain: ages that Excel took for dates, days of the week, weeks of a month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from collabdesk.importing import words
from collabdesk.importing.grid import Value, WeekLabel, plain
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.times.period_text import Sort, read_period
from collabdesk.importing.times.period_words import months
from collabdesk.importing.words import fold, word_set
from collabdesk.periods import MONTH, WEEK, Kind

_TUESDAY = word_set("tue, tues, tuesday")
_MONDAY = word_set("mon, monday")
_MOST_WEEKS = 6
_DAYS = re.compile(
    r"\d{1,2}\s*([A-Za-zéû]+\.?)?\s*(?:-|–|to|au|al|a)\s*\d{1,2}\s*([A-Za-zéû]+)\.?(?:\s*\d{4})?"
)
_AGES = re.compile(
    r"(\d{1,2}) ?(?:-|–|to|a|à) ?(\d{1,2})\b.*|(?:<|under|moins de|menores? de) ?(\d{1,2})\b.*"
)
_LIKE_A_DATE = re.compile(r"(?:0?(\d{1,2})[- ]([A-Za-zéû]{3,9})|([A-Za-zéû]{3,9})[- ]0?(\d{1,2}))\.?")
Span = tuple[int, int]


def with_ages(columns: list[Column]) -> list[Column]:
    """``5-Sep``, ``Oct-14`` between ``0-4`` and ``15-19`` are the ages 5-9 and 10-14, which Excel took for dates."""
    values = [
        column for column in columns if column.part in (Part.VALUE, Part.LABEL, Part.CATEGORY) and column.path
    ]
    dated = {column.index for column in values if column.part is Part.VALUE and column.period is not None}
    if not dated or len(dated) == len(values):
        return columns
    restored: dict[int, Span] = {}
    before: int | None = None
    for column in values:
        own = _ages(column.path[-1]) if column.index not in dated else None
        if column.index in dated and before is not None:
            own = next((span for span in _spans(column.period) if span[0] == before + 1), None)
            if own is not None:
                restored[column.index] = own
        before = own[1] if own is not None else None
    if set(restored) != dated:
        return columns
    return [
        replace(
            c,
            period=None,
            period_row=-1,
            rest=f"{restored[c.index][0]}-{restored[c.index][1]}",
            from_date=True,
        )
        if c.index in restored
        else c
        for c in columns
    ]


def _ages(text: str) -> Span | None:
    found = _AGES.fullmatch(text.strip().lower())
    if found is None:
        return None
    return (int(found[1]), int(found[2])) if found[1] else (0, int(found[3]) - 1)


def _spans(value: Value) -> list[Span]:
    """The two numbers from which Excel may have made a date: day and month, month and year."""
    if isinstance(value, dt.date):
        pairs = [(value.day, value.month), (value.month, value.day), (value.month, value.year % 100)]
    else:
        found = _LIKE_A_DATE.fullmatch(plain(value).strip())
        month = months().get(fold(found[2] or found[3])) if found else None
        if found is None or month is None:
            return []
        number = int(found[1] or found[4])
        pairs = [(number, month), (month, number)]
    return [(low, high) for low, high in pairs if low < high]


def with_weekdays(columns: list[Column]) -> list[Column]:
    """``Mon`` beside ``Tue`` is a day and no month."""
    heads = {fold(column.path[-1]) for column in columns if column.path}
    if not heads & _TUESDAY:
        return columns
    return [
        replace(column, part=Part.VALUE, rest=column.path[-1])
        if column.path and fold(column.path[-1]) in _MONDAY and column.profile.has_numbers
        else column
        for column in columns
    ]


def month_of_weeks(periods: Sequence[tuple[int, Value]]) -> tuple[int, Value, str] | None:
    """``Week 1`` under ``January`` is the first week of January, not of the year: (row, month, the week as written)."""
    if len(periods) < 2:
        return None
    (row, above), (_, below) = periods[-2], periods[-1]
    if isinstance(below, WeekLabel):
        number = below.number
    else:
        week = read_period(below)
        number = week.number if week is not None and week.sort is Sort.NO_YEAR and week.type == WEEK else 0
    month = read_period(above)
    if not 1 <= number <= _MOST_WEEKS or month is None:
        return None
    bare = month.sort is Sort.NO_YEAR and month.type == MONTH
    whole = month.period is not None and month.period.type.kind is Kind.MONTH
    return (row, above, plain(below)) if bare or whole else None


def is_week(name: str) -> bool:
    """Whether a name is only the number of a week."""
    return re.fullmatch(r"(?:week|wk|w|semaine|sem|s|semana) ?\d", fold(name)) is not None


def is_span_of_days(text: str) -> bool:
    """``29 Dec - 4 Jan``, ``5-11 Jan``: the days of the week that the heading above numbers."""
    found = _DAYS.fullmatch(text.strip())
    return found is not None and all(fold(word) in months() for word in found.groups() if word)


def without_sums_to_date(columns: list[Column]) -> list[Column]:
    """``cumulative_cases`` beside ``cases``: a sum that runs on, of the number beside it."""
    values = [c for c in columns if c.part is Part.VALUE and c.period is None and c.path]
    plain_tokens = {token for c in values if not _running(c) for token in _tokens(c)}
    sums = {c.index for c in values if _running(c) and (set(_tokens(c)) - words.RUNNING) & plain_tokens}
    return [replace(c, part=Part.DERIVED) if c.index in sums else c for c in columns]


def _tokens(column: Column) -> list[str]:
    return fold(column.path[-1]).split()


def _running(column: Column) -> bool:
    return not words.RUNNING.isdisjoint(_tokens(column))
