"""What each column of a table is: from its heading, from what stands in it, and from its neighbours."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from collabdesk.importing import words
from collabdesk.importing.grid import DayNumber, MonthNumber, Value, WeekLabel, plain
from collabdesk.importing.numbers.measures import measure_of
from collabdesk.importing.numbers.sums import equals_sum
from collabdesk.importing.tables import heading_sets, headings, unnamed_columns
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.profiles import Profile, profile_of, sample_rows
from collabdesk.importing.tables.settling import (
    lacks_year,
    named_measures,
    rows_by_name,
    settle_labels,
    settle_periods,
    without_bounds,
    without_running_sums,
)
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import Look, View
from collabdesk.importing.times import glued_periods, unnumbered
from collabdesk.importing.times.periods_inside import only_period
from collabdesk.importing.words import fold, one_line
from collabdesk.periods import WEEK


def columns_of(view: View, table: Table) -> list[Column]:
    """The table's columns with their parts."""
    sample = sample_rows(view, table)
    found = []
    for index in range(table.left, table.right + 1):
        profile = profile_of(view, sample, index)
        found.append(_column(view, table, index, profile))
    if table.head:
        found = heading_sets.with_weekdays(_without_sums(view, sample, found))
        found = [_beside_months(view, table, column, found) for column in found]
        found = _with_glued_periods(table, found)
        found = heading_sets.with_ages(heading_sets.without_sums_to_date(found))
        found = without_running_sums(_small_and_large_n(found))
    else:
        found = unnamed_columns.named(found)
    found = settle_labels(rows_by_name(without_bounds(named_measures(found))))
    return settle_periods(found)


def _beside_months(view: View, table: Table, column: Column, columns: list[Column]) -> Column:
    """A month among months holds numbers, even if half of its cells are words (``closed``, ``not sent``)."""
    has_digits = any(any(map(str.isdecimal, text)) for text in column.profile.texts)
    if column.part is Part.VALUE or not (column.profile.looks[Look.NUMBER] or has_digits):
        return column
    rows = [other.period_row for other in columns if other.part is Part.VALUE and other.period is not None]
    cells, path = path_of(view, table, column.index)
    periods = [(row, value) for row, value in cells if view.is_period(value)]
    if len(rows) < 2 or not periods or periods[-1][0] not in rows:
        return column
    row, value = _dated_heading(periods)
    others = [text for (_, one), text in zip(cells, path, strict=True) if not view.is_period(one)]
    return _value_column(replace(column, period=value, period_row=row), others)


def _small_and_large_n(columns: list[Column]) -> list[Column]:
    """``n`` beside ``N``: the part and the whole, as statisticians write them."""
    signs = {column.path[-1].strip() for column in columns if column.part is Part.VALUE and column.path}
    if not {"n", "N"} <= signs:
        return columns
    return [
        replace(c, measure="den") if c.part is Part.VALUE and c.path and c.path[-1].strip() == "N" else c
        for c in columns
    ]


def _with_glued_periods(table: Table, columns: list[Column]) -> list[Column]:
    """Headings of a period and a name together, taken apart."""
    glued = glued_periods.halves(columns)
    return [
        _value_column(
            replace(column, period=glued[column.index][0], period_row=table.head[-1]),
            [*column.path[:-1], glued[column.index][1]],
        )
        if column.index in glued
        else column
        for column in columns
    ]


def path_of(view: View, table: Table, column: int) -> tuple[list[tuple[int, Value]], tuple[str, ...]]:
    """The heading cells above a column, (row, value), and their texts; merged and spanning headings filled
    in."""
    cells: list[tuple[int, Value]] = []
    for row in table.head:
        value = view.filled(row, column)
        if value is None and row != table.head[-1]:
            value = _spanning(view, table, row, column)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if isinstance(value, str) and fold(value) in words.PIVOT:
            continue
        if cells and plain(cells[-1][1]) == plain(value):
            cells[-1] = (row, value)
            continue
        cells.append((row, value))
    return cells, tuple(one_line(plain(value)) for _, value in cells)


def _spanning(view: View, table: Table, row: int, column: int) -> Value:
    """Where merging was lost (text files): the heading on the left, if this column has a lower heading of
    its own."""
    if any(top in table.head for top, _, _, _ in view.grid.merged) or not _has_lower(
        view, table, row, column
    ):
        return None
    for left in range(column - 1, table.left - 1, -1):
        if not _has_lower(view, table, row, left):
            return None
        value = view.value(row, left)
        if value is not None:
            return value
    return None


def _has_lower(view: View, table: Table, row: int, column: int) -> bool:
    return any(view.value(lower, column) is not None for lower in table.head if lower > row)


def _column(view: View, table: Table, index: int, profile: Profile) -> Column:
    cells, path = path_of(view, table, index)
    plain_column = Column(index=index, path=path, part=Part.IGNORED, profile=profile)
    if not cells:
        return _without_heading(plain_column, table)
    if any(words.is_total(text) for text in path):
        return replace(plain_column, part=Part.TOTAL)
    periods = [(row, value) for row, value in cells if view.is_period(value)]
    others = [text for (row, value), text in zip(cells, path, strict=True) if not view.is_period(value)]
    if periods:
        others = [text for text in others if not heading_sets.is_span_of_days(text)]
    if periods and type(periods[-1][1]) is DayNumber:
        return _value_column(replace(plain_column, day=True), others)
    holds_numbers = not profile.textual or bool(profile.looks[Look.NUMBER])
    if periods and holds_numbers and not _is_label_heading(others):
        weeks = heading_sets.month_of_weeks(periods)
        row, value = weeks[:2] if weeks else _dated_heading(periods)
        others = [*others, weeks[2]] if weeks else others
        return _value_column(*_within_year(replace(plain_column, period=value, period_row=row), others))
    return _from_words(plain_column, others or list(path))


def _dated_heading(periods: list[tuple[int, Value]]) -> tuple[int, Value]:
    """The lowest period of a heading; a month under (or over) a year of its own takes that year."""
    row, value = periods[-1]
    years = [plain(year) for _, year in periods if re.fullmatch(r"(?:19|20)\d\d", plain(year).strip())]
    bare = next(((at, month) for at, month in reversed(periods) if lacks_year(month)), None)
    if bare is None or len(set(years)) != 1:
        return row, value
    row, value = bare
    if isinstance(value, MonthNumber):
        return row, f"{years[0].strip()}-{int(value):02d}"
    if isinstance(value, WeekLabel):
        return row, f"{years[0].strip()}W{value.number:02d}"
    return row, f"{plain(value)} {years[0].strip()}"


def _within_year(column: Column, others: list[str]) -> tuple[Column, list[str]]:
    """A year with ``Sem. 12`` or only ``Week`` under it is no number of the whole year."""
    year = plain(column.period).strip()
    if not re.fullmatch(r"(?:19|20)\d\d", year):
        return column, others
    for text in others:
        number, unit = unnumbered.week_in(text), unnumbered.unit_of(text)
        if number is not None or unit is not None:
            rest = [other for other in others if other != text]
            if number is not None:
                return replace(column, period=unnumbered.period_text(year, WEEK, number)), rest
            return replace(column, within=unit), rest
    return column, others


def _is_label_heading(others: list[str]) -> bool:
    return any(fold(text) in words.NOTE for text in others)


def _without_heading(column: Column, table: Table) -> Column:
    profile = column.profile
    if _holds_measures(profile):
        return replace(column, part=Part.MEASURE)
    if profile.numeric:
        is_index = bool(table.head) and (column.index == table.left or profile.rising)
        return replace(column, part=Part.SERIAL if is_index else Part.VALUE)
    if profile.temporal:
        return replace(column, part=Part.PERIOD, guessed=True)
    return replace(column, part=Part.LABEL if profile.textual else Part.IGNORED)


def _value_column(column: Column, texts: list[str]) -> Column:
    """A column of numbers: what of its heading is a measure, and what a name."""
    measure, percent = "", False
    rests: list[str] = []
    for text in texts:
        kind, rest = measure_of(text)
        if kind == "percent" and fold(text) not in words.BARE_RATE:
            percent = True
        if kind and not (kind in ("percent", "value") and measure):
            measure = kind
        if rest and fold(rest) not in words.PERCENT | words.VALUE:
            rests.append(rest)
    return replace(column, part=Part.VALUE, measure=measure, rest=" / ".join(rests), percent=percent)


_ITEM = words.word_set("item, serial, sl, sr, s/n, line")
_CLOCK = re.compile(r"\d{1,3}:\d{2}(?::\d{2})?")
_LEVEL = re.compile(r"(?:org ?unit ?level|ou ?level|admin ?|adm ?|level ?)\d(?: ?name)?")
"""The columns of a hierarchy in exports (``orgunitlevel2``, ``admin1``)."""
_SINGLE = (
    (words.SERIAL, Part.SERIAL),
    (words.NOTE, Part.NOTE),
    (words.DERIVED, Part.DERIVED),
    (words.CODE, Part.CODE),
    (words.MONTH, Part.MONTH),
    (words.YEAR, Part.YEAR),
    (words.PERIOD, Part.PERIOD),
    (words.TEAM, Part.TEAM),
    (words.DISTRICT, Part.LEVEL),
    (words.INDICATOR, Part.INDICATOR),
    (words.CATEGORY, Part.CATEGORY),
)


def _from_words(column: Column, texts: list[str]) -> Column:
    """By the heading's words, as far as what stands in the column agrees with them."""
    folded = [fold(text) for text in texts]
    if _holds_measures(column.profile):
        return replace(column, part=Part.MEASURE)
    part = _listed(column, texts) or headings.part_of(texts, column.profile)
    if (
        part in (Part.PERIOD, Part.YEAR)
        and headings.is_financial(texts[-1])
        and column.profile.within(1900, 2100)
    ):
        return replace(column, part=Part.YEAR, financial=True)
    if part is not None:
        return replace(column, part=part)
    if column.profile.numeric:
        return _numbers(column, texts)
    if column.profile.filled == 0:
        return _empty_column(column, texts)
    if column.profile.temporal:
        return replace(column, part=Part.PERIOD, guessed=True)
    if column.profile.texts and all(_CLOCK.fullmatch(text) for text in column.profile.texts):
        return _value_column(column, texts)  # each is said to be no number: 01:15 may be an hour or a minute
    return _by_similar_words(column, folded)


def _listed(column: Column, texts: list[str]) -> Part | None:
    """The part under whose words one of the heading's levels stands, as written or in a machine's spelling."""
    if headings.is_behind_the_scenes(texts[-1]):
        return Part.IGNORED
    for spelling in zip_longest(*(headings.spellings(text) for text in texts)):
        for vocabulary, part in _SINGLE:
            if any(text in vocabulary for text in spelling) and _agrees(column, part):
                return part
    return Part.LEVEL if _LEVEL.fullmatch(fold(texts[-1])) else None


def _numbers(column: Column, texts: list[str]) -> Column:
    """A column of numbers under a heading that says nothing of its part: values, unless they are codes or days."""
    if re.search(r"(?:^| )(?:id|code|uid|pcode|latitude|longitude|lat|lon|long|phone)$", fold(texts[-1])):
        return replace(column, part=Part.IGNORED)
    if column.profile.zero_led:
        return replace(column, part=Part.LABEL)
    if column.profile.dates:
        return replace(column, part=Part.PERIOD, guessed=True)
    return _value_column(column, texts)


def _empty_column(column: Column, texts: list[str]) -> Column:
    for vocabulary, part in _SINGLE:
        if any(fold(text) in vocabulary for text in texts):
            return replace(column, part=part)
    return _value_column(column, texts)


def _holds_measures(profile: Profile) -> bool:
    """Whether a column says of each row that it is a numerator, a denominator or a percentage."""
    if not profile.textual and not profile.texts:
        return False
    kinds = [measure_of(text)[0] for text in profile.texts]
    good = sum(count for kind, count in zip(kinds, profile.counts, strict=True) if kind)
    return good > 0 and good >= 0.8 * sum(profile.counts) and bool({"num", "den"} & set(kinds))


def _agrees(column: Column, part: Part) -> bool:
    profile = column.profile
    if profile.filled == 0:
        return part is not Part.CODE
    if (
        part is Part.SERIAL
        and profile.distinct == profile.filled
        and not _ITEM.isdisjoint(fold(column.path[-1]).split())
    ):
        return True  # 1.1, 1.2, 2.1: the numbers of a form's lines
    if part is Part.SERIAL:
        return profile.whole or (profile.has_numbers and profile.rising) or not profile.has_numbers
    if part in (Part.NOTE, Part.TEAM, Part.INDICATOR):
        return not profile.has_numbers or (part is Part.NOTE and len(column.path) == 1)
    if part is Part.LEVEL:
        return not profile.has_numbers
    if part in (Part.MONTH, Part.YEAR):
        return profile.looks[Look.TEXT] < 0.5 * profile.filled
    if part is Part.PERIOD and _hold_periods(profile):
        return True
    if part is Part.PERIOD:
        return profile.looks[Look.TEXT] < 0.7 * profile.filled
    if part is Part.CATEGORY and profile.temporal:
        return False
    if part is Part.CATEGORY:  # numbers are codes or ages; a population is none
        few = profile.distinct <= 12 and profile.distinct * 2 <= profile.filled
        return not profile.has_numbers or (few and profile.within(0, 130))
    return True


def _hold_periods(profile: Profile) -> bool:
    """Whether a period stands inside each of the texts (``RTT-April-2019``)."""
    texts = profile.texts[:10]
    return profile.textual and all(only_period(text) is not None for text in texts)


def _by_similar_words(column: Column, folded: list[str]) -> Column:
    """A misspelt or composed heading (``dataelelement``, ``CSB_dashboard``): the part is a guess to be
    confirmed."""
    from rapidfuzz import fuzz

    last = folded[-1]
    if len(last) >= 6:
        for vocabulary, part in _SINGLE:
            if _agrees(column, part) and any(
                len(word) >= 6 and fuzz.ratio(last, word) >= 87 for word in vocabulary
            ):
                return replace(column, part=part, guessed=True)
    return replace(column, part=Part.LABEL)


def _without_sums(view: View, rows: list[int], columns: list[Column]) -> list[Column]:
    """A column of numbers without a heading that equals the sum of the others is a total."""
    values = [column for column in columns if column.part is Part.VALUE]
    nameless = {column.index for column in values if not column.path}
    if not nameless:
        return columns
    named = [other.index for other in values if other.path]
    few = len(nameless) <= 40 and 1 < len(named) <= 400
    return [
        replace(
            column, part=Part.TOTAL if few and equals_sum(view, rows, column.index, named) else Part.IGNORED
        )
        if column.index in nameless
        else column
        for column in columns
    ]
