"""Reading a period from a cell: every spelling on a list of rules, and nothing else.

A spelling that no rule knows is no period. One that can mean two periods is `ambiguous` and gives both; one
that looks like a period and can't be one (13/2026, 31/06/2026, 2016Q5) is `impossible`. Nothing is ever
guessed. DHIS2 codes: DHIS2 developer guide, "Date and period format".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from collabdesk.importing.grid import Value
from collabdesk.importing.times import readings as make
from collabdesk.importing.times.period_shapes import FIRST, read_words
from collabdesk.importing.times.period_words import months, other_calendars
from collabdesk.importing.times.readings import Reading, Sort
from collabdesk.importing.words import fold
from collabdesk.periods import DAY, YEAR

__all__ = ["Reading", "Sort", "between", "decides", "names_week", "read_period", "without_marks"]


def read_period(value: Value, *, expected: bool = False) -> Reading | None:
    """What a cell says; None if it is no period.

    ``expected`` (a cell of a column or row of periods) also allows what elsewhere would be a number: 2026,
    202603, 03/26, and misspelt months.
    """
    if isinstance(value, dt.datetime):
        return make.day(value.year, value.month, value.day)
    if isinstance(value, dt.date):
        return make.day(value.year, value.month, value.day)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _number(value) if expected else None
    if not isinstance(value, str) or len(value) > 60:
        return None
    return _text(value, expected)


def _number(value: float) -> Reading | None:
    if value != int(value):
        return None
    number = int(value)
    if 1900 <= number <= 2100:
        return make.sure(YEAR, number)
    if 190_001 <= number <= 210_012:
        return make.month(number // 100, number % 100)
    if 19_000_101 <= number <= 21_001_231:
        return make.day(number // 10_000, number // 100 % 100, number % 100)
    if 25_569 <= number <= 73_050:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=number)
        return make.day(day.year, day.month, day.day)
    return None


def without_marks(text: str) -> str:
    """A period without the mark of a footnote behind it."""
    return _MARKS.sub("", text).strip()


@lru_cache(maxsize=50_000)
def _text(raw: str, expected: bool) -> Reading | None:
    text = without_marks(raw.strip().strip("'").translate(_DASHES))
    if not text or not (any(map(str.isdecimal, text)) or expected or fold(text).split(" ")[0] in _STARTERS()):
        return None
    for pattern, read in _CODES if not expected else (*_CODES, *_EXPECTED_CODES):
        found = pattern.fullmatch(text)
        if found:
            return read(found)
    return _span(text) or read_words(fold(text), expected)


def _span(text: str) -> Reading | None:
    """``01/03/2026 - 31/03/2026``: the period from one day to another; both orders of day and month are tried."""
    found = _FROM_TO.fullmatch(text)
    if found is None:
        return None
    return between(_day(found[1]), _day(found[2]))


def _day(text: str) -> Reading | None:
    for pattern, read in (*_CODES, *_EXPECTED_CODES):
        found = pattern.fullmatch(text)
        if found:
            return read(found)
    return None


def between(first: Reading | None, last: Reading | None) -> Reading | None:
    """The period from one day to another, both included; None where one of them is no day."""
    if first is None or last is None or first.period is None or last.period is None:
        return None
    if not {first.period.type, last.period.type} <= {DAY}:
        return None
    spans = [
        make.days(start.first_day, end.first_day)
        for start, end in (
            (first.period, last.period),
            (first.other or first.period, last.other or last.period),
        )
    ]
    known = list(dict.fromkeys(span.period for span in spans if span.period is not None))
    if len(known) == 2:
        return Reading(Sort.AMBIGUOUS, known[0], known[1])
    return make.sure(known[0].type, known[0].ordinal) if known else spans[0]


@lru_cache(maxsize=1)
def _STARTERS() -> frozenset[str]:
    return (
        frozenset(months())
        | frozenset(other_calendars())
        | set(FIRST)
        | {"month", "mois", "mes", "week", "quarter"}
    )


def decides(value: Value) -> str:
    """``day first`` or ``month first`` where a date in numbers can only be one of them, else empty."""
    text = value.strip() if isinstance(value, str) else ""
    week = next((found for rule in _WEEKS_OF_DATES if (found := rule.fullmatch(text))), None)
    found = _DATED.fullmatch(week[1] if week else text)
    if not found:
        return ""
    a, b = int(found[1]), int(found[2])
    if a > 12 >= b and a <= 31:
        return "day first"
    return "month first" if b > 12 >= a and b <= 31 else ""


def names_week(value: Value) -> bool:
    """Whether a date is said to be a week's, and not whether it ends or begins it."""
    return isinstance(value, str) and _WEEK_ON.fullmatch(value.strip()) is not None


_DASHES = str.maketrans("–—−‑‐", "-----")
_MARKS = re.compile(
    r"(?<=\w)\s*(?:[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+|\((?:p|r|\*|provisional|revised|prov\.?)\))$", re.IGNORECASE
)
"""The marks of footnotes behind a period."""
_Rules = tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Reading | None]], ...]
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_DATED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + _TIME)
_FROM_TO = re.compile(
    r"(\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{8})\s*(?:-|to|au|al|a|à|until|through|\.\.|/)\s*"
    r"(\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{8})", re.IGNORECASE
)  # fmt: skip
_DATE = r"(\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2})"
_WEEK_ENDING = re.compile(
    r"(?:week[- ]?(?:ending|ended|end)|w[/.]?e\.?|semaine (?:finissant|se terminant) le|semana que termina(?: el)?)"
    r"[ :]*(?:on )?" + _DATE, re.IGNORECASE
)  # fmt: skip
_WEEK_BEGINNING = re.compile(
    r"(?:week[- ]?(?:commencing|beginning|starting)|w[/.]?[cb]\.?|semaine du|semana del?)[ :]*(?:on )?"
    + _DATE,
    re.IGNORECASE,
)
_WEEK_ON = re.compile(r"week(?: of)?[ :]*" + _DATE, re.IGNORECASE)
_WEEKS_OF_DATES = (_WEEK_ENDING, _WEEK_BEGINNING, _WEEK_ON)
_CODES: _Rules = (
    (_WEEK_ENDING, lambda m: make.week_with(_day(m[1]), -3)),
    (_WEEK_BEGINNING, lambda m: make.week_with(_day(m[1]), 3)),
    (_WEEK_ON, lambda m: _day(m[1])),
    (re.compile(r"(\d{4})[- ]?(?:EW|SE|EPI ?W)[- ]?(\d{1,2})", re.I), lambda m: make.week(int(m[1]), int(m[2]))),
    (re.compile(r"(?:EW|SE|EPI ?W)[- ]?(\d{1,2})[-/ ](\d{4})", re.I), lambda m: make.week(int(m[2]), int(m[1]))),
    (re.compile(r"(?:S|Sem\.?)[- ]?(0\d|[3-9]|[1-5]\d)[-/, ]+(\d{4})", re.I),
     lambda m: make.week(int(m[2]), int(m[1]))),
    (re.compile(r"(\d{4})[-/ ]?(?:S|Sem\.?) ?(0\d|[3-9]|[1-5]\d)", re.I),
     lambda m: make.week(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})[ _]\[YR\1\]|\[(\d{4})\]"), lambda m: make.sure(YEAR, int(m[1] or m[2]))),
    (re.compile(r"(?:calendar |fin )?(?:year|ann[ée]e|a[nñ]o|anio)[ :]*((?:19|20)\d\d)", re.I),
     lambda m: make.sure(YEAR, int(m[1]))),
    (re.compile(r"(\d{4})[-/._ ](\d{1,2})"), lambda m: make.year_and(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{1,2})[-/._ ](\d{4})"), lambda m: make.month(int(m[2]), int(m[1]))),
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME), lambda m: make.day(int(m[1]), int(m[2]), int(m[3]))),
    (_DATED, lambda m: make.dated(m[1], m[2], m[3])),
    (re.compile(r"(\d{4})[- ]?(Mon|Tue|Wed|Thu|Fri|Sat|Sun)?W(\d{1,2})", re.I),
     lambda m: make.week(int(m[1]), int(m[3]), m[2] or "")),
    (re.compile(r"(\d{4})BiW(\d{1,2})", re.I), lambda m: make.biweek(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})(0\d)B"), lambda m: make.bimonth(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})[- _]?[Qq](\d)"), lambda m: make.quarter(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})[- _]?T([1-4])"), lambda m: make.quarter(int(m[1]), int(m[2]))),
    (re.compile(r"X(\d{4})[._](\d{1,2})"), lambda m: make.month(int(m[1]), int(m[2]))),
    (re.compile(r"X(\d{4})[._](\d{1,2})[._](\d{1,2})"), lambda m: make.day(int(m[1]), int(m[2]), int(m[3]))),
    (re.compile(r"(\d{4})[Mm](\d{1,2})"), lambda m: make.month(int(m[1]), int(m[2]))),
    (re.compile(r"[Mm](\d{1,2})[- ](\d{4})"), lambda m: make.month(int(m[2]), int(m[1]))),
    (re.compile(r"(\d)[QqTt] ?'?(\d{4}|\d{2})"), lambda m: make.quarter(make.full_year(m[2]), int(m[1]))),
    (re.compile(r"(\d{4})[- _]?[SHsh]([12])"), lambda m: make.half(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})AprilS([12])"), lambda m: make.half(int(m[1]), int(m[2]), 4)),
    (re.compile(r"(\d{4})NovS([12])"), lambda m: make.half(int(m[1]), int(m[2]), 11)),
    (re.compile(r"(\d{4})(April|July|Sep|Oct|Nov)"), lambda m: make.financial(int(m[1]), m[2])),
)  # fmt: skip
_EXPECTED_CODES: _Rules = (
    (re.compile(r"(19|20)(\d{2})(\d{2})"), lambda m: make.month(int(m[1] + m[2]), int(m[3]))),
    (re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})"), lambda m: make.day(int(m[1]), int(m[2]), int(m[3]))),
    (re.compile(r"((?:19|20|21)\d{2})(?:\.0)?"), lambda m: make.sure(YEAR, int(m[1]))),
    (re.compile(r"(\d{1,2})[-/](\d{2})"), lambda m: make.month(make.full_year(m[2]), int(m[1]))),
    (re.compile(r"((?:19|20)\d{2})[/-](\d{2}|\d{4})"),
     lambda m: Reading(Sort.FINANCIAL, year=int(m[1]) + 1)),
    (re.compile(r"([2-6]\d{4})(?:\.0)?"), lambda m: _number(int(m[1]))),
)  # fmt: skip
