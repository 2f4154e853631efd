"""Periods written in words: the words of a text are classed, and the pattern of the classes is looked up."""

from __future__ import annotations

import re
from collections.abc import Callable

from collabdesk.importing.times import readings as make
from collabdesk.importing.times.period_words import misspelt_month, months, other_calendars, short_months
from collabdesk.importing.times.readings import Reading, Sort
from collabdesk.importing.words import word_set
from collabdesk.periods import DAY, MONTH, QUARTER, WEEK, PeriodType

_FILLERS = word_set(
    """
    of, de, del, d, do, da, month, mois, mes, period, periode, periodo, reporting, for, the, in, pour, year,
    annee, ano, e, y, ending, ended, fin, le, la, el
    """
)
_CONNECTIVES = word_set("of, de, del, do, da, for, the, in, pour, le, la, el")
_QUARTER_WORDS = frozenset(["q", "qtr", "quarter", "t", "trim", "trimestre", "trimester", "trimestr"])
_HALF_WORDS = frozenset(["h", "half", "semestre", "semester"])
_COUNTED = _QUARTER_WORDS | _HALF_WORDS
_WEEK_WORDS = frozenset(["w", "wk", "week", "semaine", "semana", "se", "epiweek", "epi"])
_WITH_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_JOINERS = frozenset(["to", "a", "au", "until", "through"])
_ERAS = frozenset(["ec", "c", "bs", "efy"])
_ORDINALS = frozenset(["st", "nd", "rd", "th", "er", "ere", "eme", "o", "a", "re"])


_SPAN_ENDING = re.compile(
    r"(?:(?:q|qtr|quarter|three months|3 months|trimestre) (?:ending|ended|end|to)|qe) (?P<q>.+)"
    r"|(?:(?:year|financial year|fy|twelve months|12 months|annee) (?:ending|ended|end|to)|ye) (?P<y>.+)"
    r"|(?:(?:six months|6 months|half year) (?:ending|ended|end|to)) (?P<h>.+)"
)
"""``Quarter ending March 2024``: not the month, but the three, six or twelve months up to it."""


def _ending(text: str, expected: bool) -> Reading | None:
    found = _SPAN_ENDING.fullmatch(text)
    if found is None:
        return None
    length = 3 if found["q"] else 12 if found["y"] else 6
    last = read_words(found["q"] or found["y"] or found["h"], expected)
    if (
        last is None
        or last.period is None
        or last.sort is not Sort.PERIOD
        or last.period.type not in (MONTH, DAY)
    ):
        return None
    end = last.period.last_day
    first = end.year * 12 + end.month - length
    return make.span((first // 12, first % 12 + 1), (end.year, end.month))


def read_words(text: str, expected: bool) -> Reading | None:
    """A spelling in words: its tokens are classed (M month, Y year, n small number...) and the pattern is
    looked up."""
    ending = _ending(text, expected)
    if ending is not None:
        return ending
    tokens = re.findall(r"[a-z]+|\d+|[^\sa-z\d]", text)
    if tokens and tokens[-1] in _CONNECTIVES:
        return None  # ``jan24 del``: the end of a name, not of a date
    shape, found = "", []
    short = _WITH_YEAR.search(text) is not None
    for index, token in enumerate(tokens):
        behind = tokens[index + 1] if index + 1 < len(tokens) else ""
        kind, item = _token(token, tokens[index - 1] if index else "", behind, expected)
        if kind == "?" and short and token in short_months():
            kind, item = "M", short_months()[token]
        if not kind:
            continue
        shape += kind
        found.append(item)
        if len(found) > 8:
            return None
    make = _SHAPES.get(shape)
    return make(found) if make else None


FIRST = {
    word: number
    for number, words in enumerate(
        ("first premier premiere primer primero primeiro", "second deuxieme segundo", "third troisieme tercer terceiro",
         "fourth quatrieme cuarto quarto"), 1)
    for word in words.split()
}  # fmt: skip


def _token(token: str, before: str, behind: str, expected: bool) -> tuple[str, int]:
    """(class, number): classes M Y n Q H W F E (month, year, small number, quarter... financial, E.C.); ?
    unknown."""
    if token.isdecimal():
        number = int(token)
        if len(token) == 4 and 1900 <= number <= 2150:
            return "Y", number
        return ("n", number) if len(token) <= 2 else ("?", 0)
    if token in FIRST:
        return "n", FIRST[token]
    if token in _ROMAN and {before, behind} & _COUNTED:
        return "n", _ROMAN[token]
    if before.isdecimal() and token in _ORDINALS:
        return "", 0
    for kind, words in (("Q", _QUARTER_WORDS), ("H", _HALF_WORDS), ("W", _WEEK_WORDS), ("-", _JOINERS)):
        if token in words:
            return kind, 0
    if token in months():
        return "M", months()[token]
    if token in _FILLERS or token in _ERAS or not token.isalpha():
        return "", 0
    if token in ("fy", "ay"):
        return "F", 0
    if token in other_calendars():
        return "C", 100 * (1 if other_calendars()[token][0] == "Ethiopian" else 2) + other_calendars()[token][
            1
        ]
    near = misspelt_month(token) if expected else None
    return ("M", near) if near else ("?", 0)


def _two(number: int) -> int:
    return number + (2000 if number < 70 else 1900) if number < 100 else number


def _no_year(type_: PeriodType, number: int, most: int) -> Reading:
    return Reading(Sort.NO_YEAR, type=type_, number=number) if 1 <= number <= most else make.IMPOSSIBLE


def _financial_quarter(quarter: int, first: int, last: int) -> Reading:
    """``2019/20 Q1``: the quarter of a financial year, named by both of its years."""
    if _two(last) % 100 != (first + 1) % 100:
        return make.IMPOSSIBLE
    return Reading(Sort.FINANCIAL, year=first + 1, number=quarter)


def _named_quarter(first: int, last: int) -> Reading:
    """``Q1 (Jul-Sep)``: the months say which quarter of the calendar it is, whatever the office calls it."""
    if (last - first) % 12 != 2 or first % 3 != 1:
        return make.IMPOSSIBLE
    return _no_year(QUARTER, first // 3 + 1, 4)


def _fiscal_month(year: int, month: int) -> Reading:
    """``FY21 Oct``: the year of October 2020 to September 2021, as the United States government counts."""
    return make.month(year - 1 if month >= 10 else year, month)


def _other(code: int, year: int) -> Reading:
    calendar = "Ethiopian" if code < 200 else "Nepali"
    return Reading(Sort.CALENDAR, number=code % 100, year=year, calendar=calendar)


_SHAPES: dict[str, Callable[[list[int]], Reading]] = {
    "MY": lambda f: make.month(f[1], f[0]),
    "YM": lambda f: make.month(f[0], f[1]),
    "Mn": lambda f: make.month(_two(f[1]), f[0]),
    "nM": lambda f: make.month(_two(f[0]), f[1]) if f[0] > 31 else _no_year(MONTH, f[1], 12),
    "M": lambda f: _no_year(MONTH, f[0], 12),
    "nMY": lambda f: make.day(f[2], f[1], f[0]),
    "MnY": lambda f: make.day(f[2], f[0], f[1]),
    "nMn": lambda f: make.day(_two(f[2]), f[1], f[0]),
    "YMn": lambda f: make.day(f[0], f[1], f[2]),
    "QnY": lambda f: make.quarter(f[2], f[1]),
    "Qnn": lambda f: make.quarter(_two(f[2]), f[1]),
    "nQY": lambda f: make.quarter(f[2], f[0]),
    "YQn": lambda f: make.quarter(f[0], f[2]),
    "Qn": lambda f: _no_year(QUARTER, f[1], 4),
    "nQ": lambda f: _no_year(QUARTER, f[0], 4),
    "HnY": lambda f: make.half(f[2], f[1]),
    "nHY": lambda f: make.half(f[2], f[0]),
    "YHn": lambda f: make.half(f[0], f[2]),
    "WnY": lambda f: make.week(f[2], f[1]),
    "WWnY": lambda f: make.week(f[3], f[2]),
    "YWn": lambda f: make.week(f[0], f[2]),
    "nWY": lambda f: make.week(f[2], f[0]),
    "Wn": lambda f: _no_year(WEEK, f[1], 53),
    "WWn": lambda f: _no_year(WEEK, f[2], 53),
    "YnQn": lambda f: _financial_quarter(f[3], f[0], f[1]),
    "QnYn": lambda f: _financial_quarter(f[1], f[2], f[3]),
    "YYQn": lambda f: _financial_quarter(f[3], f[0], f[1]),
    "QnYY": lambda f: _financial_quarter(f[1], f[2], f[3]),
    "YF": lambda f: Reading(Sort.FINANCIAL, year=f[0]),
    "MMn": lambda f: make.same_year_span(f[0], f[1], _two(f[2])),
    "M-Mn": lambda f: make.same_year_span(f[0], f[2], _two(f[3])),
    "Mn-Mn": lambda f: make.span((_two(f[1]), f[0]), (_two(f[4]), f[3])),
    "YQnMM": lambda f: make.same_year_span(f[3], f[4], f[0]),
    "QnMMY": lambda f: make.same_year_span(f[2], f[3], f[4]),
    "QnMM": lambda f: _named_quarter(f[2], f[3]),
    "QnM-M": lambda f: _named_quarter(f[2], f[4]),
    "MMY": lambda f: make.same_year_span(f[0], f[1], f[2]),
    "M-MY": lambda f: make.same_year_span(f[0], f[2], f[3]),
    "MMYQn": lambda f: make.same_year_span(f[0], f[1], f[2]),
    "QnYMM": lambda f: make.same_year_span(f[3], f[4], f[2]),
    "MYMY": lambda f: make.span((f[1], f[0]), (f[3], f[2])),
    "MY-MY": lambda f: make.span((f[1], f[0]), (f[4], f[3])),
    "MnMn": lambda f: make.span((_two(f[1]), f[0]), (_two(f[3]), f[2])),
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
