"""Reading a period from a cell: every spelling on a list of rules, and nothing else.

A spelling that no rule knows is no period. One that can mean two periods is `ambiguous` and gives both; one
that looks like a period and can't be one (13/2026, 31/06/2026, 2016Q5) is `impossible`. Nothing is ever
guessed. DHIS2 codes: DHIS2 developer guide, "Date and period format".
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from collabdesk.importing.grid import Value
from collabdesk.importing.period_words import misspelt_month, months, other_calendars
from collabdesk.importing.words import fold, word_set
from collabdesk.periods import DAY, HALF_YEAR, MONTH, QUARTER, WEEK, YEAR, Kind, Period, PeriodType


class Sort(enum.Enum):
    """What a reading is."""

    PERIOD = "period"
    AMBIGUOUS = "ambiguous"
    NO_YEAR = "no year"
    IMPOSSIBLE = "impossible"
    CALENDAR = "calendar"
    FINANCIAL = "financial year"


@dataclass(frozen=True)
class Reading:
    """What a cell says about time.

    PERIOD and AMBIGUOUS: `period` (day first), AMBIGUOUS also `other` (month first). NO_YEAR: `type` and
    `number` (a month's, quarter's or week's). CALENDAR: `calendar`, `number`, `year`. FINANCIAL: `year` it
    ends in.
    """

    sort: Sort
    period: Period | None = None
    other: Period | None = None
    type: PeriodType | None = None
    number: int = 0
    year: int = 0
    calendar: str = ""


def _sure(type_: PeriodType, ordinal: int) -> Reading:
    return Reading(Sort.PERIOD, Period(type_, ordinal))


_IMPOSSIBLE = Reading(Sort.IMPOSSIBLE)


def read_period(value: Value, *, expected: bool = False) -> Reading | None:
    """What a cell says; None if it is no period.

    ``expected`` (a cell of a column or row of periods) also allows what elsewhere would be a number: 2026,
    202603, 03/26, and misspelt months.
    """
    if isinstance(value, dt.datetime):
        return _day(value.year, value.month, value.day)
    if isinstance(value, dt.date):
        return _day(value.year, value.month, value.day)
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
        return _sure(YEAR, number)
    if 190_001 <= number <= 210_012:
        return _month(number // 100, number % 100)
    if 19_000_101 <= number <= 21_001_231:
        return _day(number // 10_000, number // 100 % 100, number % 100)
    if 25_569 <= number <= 73_050:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=number)
        return _day(day.year, day.month, day.day)
    return None


@lru_cache(maxsize=50_000)
def _text(raw: str, expected: bool) -> Reading | None:
    text = raw.strip().strip("'").strip()
    if not text or not (any(map(str.isdecimal, text)) or expected or fold(text).split(" ")[0] in _STARTERS()):
        return None
    for pattern, make in _CODES:
        found = pattern.fullmatch(text)
        if found:
            return make(found)
    if expected:
        for pattern, make in _EXPECTED_CODES:
            found = pattern.fullmatch(text)
            if found:
                return make(found)
    return _read_words(fold(text), expected)


@lru_cache(maxsize=1)
def _STARTERS() -> frozenset[str]:
    return (
        frozenset(months())
        | frozenset(other_calendars())
        | set(_FIRST)
        | {"month", "mois", "mes", "week", "quarter"}
    )


def _month(year: int, number: int) -> Reading:
    return _sure(MONTH, year * 12 + number - 1) if 1 <= number <= 12 and _plausible(year) else _IMPOSSIBLE


def _year_and(year: int, number: int) -> Reading:
    """``2026-3`` is a month; ``2023/24`` a year that begins in one calendar year and ends in the next."""
    if number > 12 and number == (year + 1) % 100:
        return Reading(Sort.FINANCIAL, year=year + 1)
    return _month(year, number)


def _plausible(year: int) -> bool:
    return 1900 <= year <= 2100


def _day(year: int, month: int, day: int) -> Reading:
    try:
        return _sure(DAY, DAY.holding(dt.date(year, month, day)))
    except ValueError:
        return _IMPOSSIBLE


def _quarter(year: int, number: int) -> Reading:
    return _sure(QUARTER, year * 4 + number - 1) if 1 <= number <= 4 and _plausible(year) else _IMPOSSIBLE


def _half(year: int, number: int, anchor: int = 1) -> Reading:
    if number not in (1, 2) or not _plausible(year):
        return _IMPOSSIBLE
    if anchor == 1:
        return _sure(HALF_YEAR, year * 2 + number - 1)
    type_ = PeriodType(Kind.HALF_YEAR, anchor)
    return _sure(type_, type_.holding(dt.date(year, anchor, 1)) + number - 1)


def _week(year: int, number: int, weekday: str = "") -> Reading:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    type_ = PeriodType(Kind.WEEK, names.index(weekday.lower()) + 1) if weekday else WEEK
    try:
        return _sure(type_, type_.week(year, number))
    except ValueError:
        return _IMPOSSIBLE


def _biweek(year: int, number: int) -> Reading:
    if not 1 <= number <= 27:
        return _IMPOSSIBLE
    monday = WEEK.first_day(WEEK.week(year, 1)) + dt.timedelta(days=14 * (number - 1))
    for anchor in range(1, 15):
        type_ = PeriodType(Kind.BIWEEK, anchor)
        if type_.first_day(type_.holding(monday)) == monday:
            return _sure(type_, type_.holding(monday))
    return _IMPOSSIBLE


def _bimonth(year: int, number: int) -> Reading:
    if not 1 <= number <= 6:
        return _IMPOSSIBLE
    return _sure(PeriodType(Kind.BIMONTH), year * 6 + number - 1)


def _financial(year: int, month: str) -> Reading:
    anchor = {"april": 4, "july": 7, "sep": 9, "oct": 10, "nov": 11}[month.lower()]
    type_ = PeriodType(Kind.YEAR, anchor)
    return _sure(type_, type_.holding(dt.date(year, anchor, 1)))


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _dated(first: str, second: str, year: str) -> Reading:
    """Numbers with separators: day first or month first, both where both are dates."""
    a, b, full = int(first), int(second), _full_year(year)
    day_first, month_first = _day(full, b, a), _day(full, a, b)
    if day_first.sort is Sort.IMPOSSIBLE:
        return month_first
    if month_first.sort is Sort.IMPOSSIBLE or a == b:
        return day_first
    return Reading(Sort.AMBIGUOUS, day_first.period, month_first.period)


def decides(value: Value) -> str:
    """``day first`` or ``month first`` where a date in numbers can only be one of them, else empty."""
    found = _DATED.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        return ""
    a, b = int(found[1]), int(found[2])
    if a > 12 >= b and a <= 31:
        return "day first"
    return "month first" if b > 12 >= a and b <= 31 else ""


_Rules = tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Reading | None]], ...]
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_DATED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + _TIME)
_CODES: _Rules = (
    (re.compile(r"(\d{4})[-/._ ](\d{1,2})"), lambda m: _year_and(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{1,2})[-/._ ](\d{4})"), lambda m: _month(int(m[2]), int(m[1]))),
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME), lambda m: _day(int(m[1]), int(m[2]), int(m[3]))),
    (_DATED, lambda m: _dated(m[1], m[2], m[3])),
    (re.compile(r"(\d{4})[- ]?(Mon|Tue|Wed|Thu|Fri|Sat|Sun)?W(\d{1,2})", re.I),
     lambda m: _week(int(m[1]), int(m[3]), m[2] or "")),
    (re.compile(r"(\d{4})BiW(\d{1,2})", re.I), lambda m: _biweek(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})(0\d)B"), lambda m: _bimonth(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})[- _]?[Qq](\d)"), lambda m: _quarter(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})[- _]?T([1-4])"), lambda m: _quarter(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})[Mm](\d{1,2})"), lambda m: _month(int(m[1]), int(m[2]))),
    (re.compile(r"[Mm](\d{1,2})[- ](\d{4})"), lambda m: _month(int(m[2]), int(m[1]))),
    (re.compile(r"(\d)[QqTt] ?'?(\d{4}|\d{2})"), lambda m: _quarter(_full_year(m[2]), int(m[1]))),
    (re.compile(r"(\d{4})[- _]?[SHsh]([12])"), lambda m: _half(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})AprilS([12])"), lambda m: _half(int(m[1]), int(m[2]), 4)),
    (re.compile(r"(\d{4})NovS([12])"), lambda m: _half(int(m[1]), int(m[2]), 11)),
    (re.compile(r"(\d{4})(April|July|Sep|Oct|Nov)"), lambda m: _financial(int(m[1]), m[2])),
)  # fmt: skip
_EXPECTED_CODES: _Rules = (
    (re.compile(r"(19|20)(\d{2})(\d{2})"), lambda m: _month(int(m[1] + m[2]), int(m[3]))),
    (re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})"), lambda m: _day(int(m[1]), int(m[2]), int(m[3]))),
    (re.compile(r"((?:19|20|21)\d{2})(?:\.0)?"), lambda m: _sure(YEAR, int(m[1]))),
    (re.compile(r"(\d{1,2})[-/](\d{2})"), lambda m: _month(_full_year(m[2]), int(m[1]))),
    (re.compile(r"((?:19|20)\d{2})[/-](\d{2}|\d{4})"),
     lambda m: Reading(Sort.FINANCIAL, year=int(m[1]) + 1)),
    (re.compile(r"([2-6]\d{4})(?:\.0)?"), lambda m: _number(int(m[1]))),
)  # fmt: skip

_FILLERS = word_set(
    """
    of, de, del, d, do, da, month, mois, mes, period, periode, periodo, reporting, for, the, in, pour, year,
    annee, ano, e, y, ending, ended, fin, le, la, el
    """
)
_QUARTER_WORDS = frozenset(["q", "qtr", "quarter", "t", "trim", "trimestre", "trimester", "trimestr"])
_HALF_WORDS = frozenset(["h", "half", "semestre", "semester"])
_WEEK_WORDS = frozenset(["w", "wk", "week", "semaine", "semana", "se", "epiweek", "epi"])
_JOINERS = frozenset(["to", "a", "au", "until", "through"])
_ORDINALS = frozenset(["st", "nd", "rd", "th", "er", "ere", "eme", "o", "a", "re"])


def _read_words(text: str, expected: bool) -> Reading | None:
    """A spelling in words: its tokens are classed (M month, Y year, n small number...) and the pattern is
    looked up."""
    tokens = re.findall(r"[a-z]+|\d+|[^\sa-z\d]", text)
    shape, found = "", []
    for index, token in enumerate(tokens):
        kind, item = _token(token, tokens[index - 1] if index else "", expected)
        if not kind:
            continue
        shape += kind
        found.append(item)
        if len(found) > 8:
            return None
    make = _SHAPES.get(shape)
    return make(found) if make else None


_FIRST = {
    word: number
    for number, words in enumerate(
        ("first premier premiere primer primero primeiro", "second deuxieme segundo", "third troisieme tercer terceiro",
         "fourth quatrieme cuarto quarto"), 1)
    for word in words.split()
}  # fmt: skip


def _token(token: str, before: str, expected: bool) -> tuple[str, int]:
    """(class, number): classes M Y n Q H W F E (month, year, small number, quarter... financial, E.C.); ?
    unknown."""
    if token.isdecimal():
        number = int(token)
        if len(token) == 4 and 1900 <= number <= 2150:
            return "Y", number
        return ("n", number) if len(token) <= 2 else ("?", 0)
    if token in _FIRST:
        return "n", _FIRST[token]
    if before.isdecimal() and token in _ORDINALS:
        return "", 0
    for kind, words in (("Q", _QUARTER_WORDS), ("H", _HALF_WORDS), ("W", _WEEK_WORDS), ("-", _JOINERS)):
        if token in words:
            return kind, 0
    if token in months():
        return "M", months()[token]
    if token in _FILLERS or not token.isalpha():
        return "", 0
    if token in ("fy", "ay"):
        return "F", 0
    if token in ("ec", "c", "bs", "efy"):
        return "", 0
    if token in other_calendars():
        return "C", 100 * (1 if other_calendars()[token][0] == "Ethiopian" else 2) + other_calendars()[token][
            1
        ]
    near = misspelt_month(token) if expected else None
    return ("M", near) if near else ("?", 0)


def _two(number: int) -> int:
    return number + (2000 if number < 70 else 1900) if number < 100 else number


def _span(first: tuple[int, int], last: tuple[int, int]) -> Reading:
    """From a month to a month: a quarter, half-year or year if it is that long, else impossible."""
    start, length = dt.date(first[0], first[1], 1), (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    kinds = {1: Kind.MONTH, 2: Kind.BIMONTH, 3: Kind.QUARTER, 6: Kind.HALF_YEAR, 12: Kind.YEAR}
    if length not in kinds:
        return _IMPOSSIBLE
    type_ = PeriodType(kinds[length], (start.month - 1) % length + 1)
    return _sure(type_, type_.holding(start))


def _same_year_span(first: int, last: int, year: int) -> Reading:
    return _span((year if first <= last else year - 1, first), (year, last))


def _no_year(type_: PeriodType, number: int, most: int) -> Reading:
    return Reading(Sort.NO_YEAR, type=type_, number=number) if 1 <= number <= most else _IMPOSSIBLE


def _fiscal_month(year: int, month: int) -> Reading:
    """``FY21 Oct``: the year of October 2020 to September 2021, as the United States government counts."""
    return _month(year - 1 if month >= 10 else year, month)


def _other(code: int, year: int) -> Reading:
    calendar = "Ethiopian" if code < 200 else "Nepali"
    return Reading(Sort.CALENDAR, number=code % 100, year=year, calendar=calendar)


_SHAPES: dict[str, Callable[[list[int]], Reading]] = {
    "MY": lambda f: _month(f[1], f[0]),
    "YM": lambda f: _month(f[0], f[1]),
    "Mn": lambda f: _month(_two(f[1]), f[0]),
    "nM": lambda f: _month(_two(f[0]), f[1]) if f[0] > 31 else _no_year(MONTH, f[1], 12),
    "M": lambda f: _no_year(MONTH, f[0], 12),
    "nMY": lambda f: _day(f[2], f[1], f[0]),
    "MnY": lambda f: _day(f[2], f[0], f[1]),
    "nMn": lambda f: _day(_two(f[2]), f[1], f[0]),
    "YMn": lambda f: _day(f[0], f[1], f[2]),
    "QnY": lambda f: _quarter(f[2], f[1]),
    "Qnn": lambda f: _quarter(_two(f[2]), f[1]),
    "nQY": lambda f: _quarter(f[2], f[0]),
    "YQn": lambda f: _quarter(f[0], f[2]),
    "Qn": lambda f: _no_year(QUARTER, f[1], 4),
    "nQ": lambda f: _no_year(QUARTER, f[0], 4),
    "HnY": lambda f: _half(f[2], f[1]),
    "nHY": lambda f: _half(f[2], f[0]),
    "YHn": lambda f: _half(f[0], f[2]),
    "WnY": lambda f: _week(f[2], f[1]),
    "WWnY": lambda f: _week(f[3], f[2]),
    "YWn": lambda f: _week(f[0], f[2]),
    "nWY": lambda f: _week(f[2], f[0]),
    "Wn": lambda f: _no_year(WEEK, f[1], 53),
    "WWn": lambda f: _no_year(WEEK, f[2], 53),
    "MMY": lambda f: _same_year_span(f[0], f[1], f[2]),
    "M-MY": lambda f: _same_year_span(f[0], f[2], f[3]),
    "MMYQn": lambda f: _same_year_span(f[0], f[1], f[2]),
    "QnYMM": lambda f: _same_year_span(f[3], f[4], f[2]),
    "MYMY": lambda f: _span((f[1], f[0]), (f[3], f[2])),
    "MY-MY": lambda f: _span((f[1], f[0]), (f[4], f[3])),
    "MnMn": lambda f: _span((_two(f[1]), f[0]), (_two(f[3]), f[2])),
    "Fn": lambda f: Reading(Sort.FINANCIAL, year=_two(f[1])),
    "FY": lambda f: Reading(Sort.FINANCIAL, year=f[1]),
    "FYn": lambda f: Reading(Sort.FINANCIAL, year=f[1] + 1),
    "FnQn": lambda f: Reading(Sort.FINANCIAL, year=_two(f[1]), number=f[3]),
    "FYQn": lambda f: Reading(Sort.FINANCIAL, year=f[1], number=f[3]),
    "QnFn": lambda f: Reading(Sort.FINANCIAL, year=_two(f[3]), number=f[1]),
    "QnFY": lambda f: Reading(Sort.FINANCIAL, year=f[3], number=f[1]),
    "FYY": lambda f: Reading(Sort.FINANCIAL, year=f[2]),
    "FnM": lambda f: _fiscal_month(_two(f[1]), f[2]),
    "FYM": lambda f: _fiscal_month(f[1], f[2]),
    "MFn": lambda f: _fiscal_month(_two(f[2]), f[0]),
    "MFY": lambda f: _fiscal_month(f[2], f[0]),
    "CY": lambda f: _other(f[0], f[1]),
    "YC": lambda f: _other(f[1], f[0]),
    "C": lambda f: _other(f[0], 0),
    "nCY": lambda f: _other(f[1], f[2]),
}  # fmt: skip
