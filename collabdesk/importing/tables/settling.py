"""What the columns of a table are, seen together: which of the unknown label columns is the team, which of
several dates counts."""

from __future__ import annotations

import re
from dataclasses import replace

from collabdesk.importing import words
from collabdesk.importing.grid import MonthNumber, Value, WeekLabel, plain
from collabdesk.importing.numbers.measures import measure_of
from collabdesk.importing.tables.headings import counted_in, spellings
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.view import Look
from collabdesk.importing.times import period_text
from collabdesk.importing.words import fold
from collabdesk.periods import WEEK

_FEW_NAMES = 60
_MEASURED_IN = re.compile(
    r"%|\bper\b|^(?:number|nombre|numero|count|days?|jours?|mg|ml|l|kg|g|tabs?|tablets?|amps?|vials?|doses?|n|rate|ratio|"
    r"persons?|people|cases?|cas|each|ea|usd|euros?|hours?|minutes?|units?|percent|pieces?|kits?|box(?:es)?)\.?$",
    re.IGNORECASE,
)
_BOUNDS = (("low", "high"), ("lower", "upper"), ("lo", "hi"), ("inferior", "superior"))
_YEAR = r"(?:19|20)\d\d"
_STARTS = words.word_set("start, from, begin, beginning, debut, inicio, first, desde, du, opening")
_ENDS = words.word_set("end, to, until, fin, fim, last, hasta, ate, au, closing")


def settle_labels(columns: list[Column]) -> list[Column]:
    """Label columns that no word named: parts of one hierarchy, a team, an indicator or a remark."""
    columns = _wards(columns)
    unknown = [column for column in columns if column.part is Part.LABEL]
    if not unknown:
        return columns
    parts = {column.part for column in columns}
    result = list(columns)
    first_value = min((column.index for column in columns if column.part is Part.VALUE), default=10**6)
    has_left = any(column.index < first_value for column in unknown)
    for column in unknown:
        part = _label_part(column, columns, parts, first_value, has_left=has_left)
        if part is not Part.TEAM or fold(column.path[-1] if column.path else "") in words.NAME:
            parts.add(part)
        result[result.index(column)] = replace(column, part=part, guessed=part in (Part.TEAM, Part.INDICATOR))
    return result


def _wards(columns: list[Column]) -> list[Column]:
    """``Unit`` is what a number is measured in, or the ward that reports it: where nothing else names a place and its
    texts are no units."""
    if any(column.part in (Part.TEAM, Part.LEVEL, Part.LABEL) for column in columns):
        return columns
    return [
        replace(column, part=Part.LABEL)
        if column.part is Part.NOTE
        and column.path
        and fold(column.path[-1]) in words.UNIT
        and column.profile.textual
        and not any(_MEASURED_IN.search(text) for text in column.profile.texts)
        else column
        for column in columns
    ]


def _label_part(
    column: Column, columns: list[Column], parts: set[Part], first_value: int, *, has_left: bool
) -> Part:
    is_right = column.index > first_value
    no_place = Part.TEAM not in parts and Part.LEVEL not in parts
    is_sparse = column.profile.filled * 2 <= column.profile.rows
    if is_right and (has_left or Part.TEAM in parts or not column.path or is_sparse):
        return Part.NOTE
    if column.profile.numeric and not no_place:
        return Part.IGNORED  # a code: 01, 02, 2A
    if no_place and column.path and Part.INDICATOR not in parts and _reads_like_indicators(column):
        return Part.INDICATOR
    if no_place or not column.path:
        return Part.TEAM
    if Part.TEAM not in parts and fold(column.path[-1]) in words.NAME:
        return Part.TEAM
    if any(_goes_with(column, other) for other in columns if other.part in (Part.TEAM, Part.LEVEL)):
        return Part.NOTE
    if Part.INDICATOR not in parts and column.profile.distinct <= _FEW_NAMES and not is_right:
        named = any(other.part is Part.VALUE and other.rest for other in columns)
        return Part.CATEGORY if named else Part.INDICATOR
    return Part.NOTE


def _goes_with(column: Column, team: Column) -> bool:
    """Whether each row has a team and a name of its own here: another name of the team, and no indicator."""
    rows = column.profile.filled
    return 1 < rows == column.profile.distinct == team.profile.distinct == team.profile.filled


def _reads_like_indicators(column: Column) -> bool:
    """Whether most of a column's names are worded like numbers of something, and none like a site."""
    texts = column.profile.texts[:30]
    hits = sum(1 for text in texts if words.INDICATOR_HINT.search(fold(text)))
    return hits * 3 > len(texts) * 2 and not any(words.is_site(text) for text in texts)


def without_bounds(columns: list[Column]) -> list[Column]:
    """``Low`` and ``High`` beside a number are the limits of what it may be."""
    found = [column for column in columns if column.part is Part.VALUE and column.path]
    names = {fold(column.path[-1]) for column in found}
    for low, high in _BOUNDS:
        if {low, high} <= names and len(found) > 2:
            columns = [
                replace(c, part=Part.DERIVED) if c in found and fold(c.path[-1]) in (low, high) else c
                for c in columns
            ]
    return columns


def without_running_sums(columns: list[Column]) -> list[Column]:
    """``Cum. Vaccinated`` beside ``Vaccinated`` of the same month runs on over the months; so does a plain ``Cum.``
    beside other numbers, and all that stands under a year beside the numbers of one of its weeks."""
    dated = [c for c in columns if c.part is Part.VALUE and c.period is not None]
    names = {(c.period, fold(c.path[-1])) for c in dated if c.path}
    plain_sums = [c for c in dated if fold(c.rest) in words.RUNNING]
    sums = plain_sums if len(plain_sums) < len(dated) else []
    sums += [c for c in dated if (c.period, _bare_sum(c)) in names]
    if any(c.within is not None for c in dated):
        sums += [c for c in dated if c.within is None and re.fullmatch(_YEAR, plain(c.period).strip())]
    indices = {c.index for c in sums}
    return [replace(c, part=Part.DERIVED) if c.index in indices else c for c in columns]


def _bare_sum(column: Column) -> str | None:
    tokens = fold(column.path[-1]).split() if column.path else []
    if len(tokens) > 1 and tokens[0] in words.RUNNING:
        return " ".join(tokens[1:])
    return " ".join(tokens[:-1]) if len(tokens) > 1 and tokens[-1] in words.RUNNING else None


def named_measures(columns: list[Column]) -> list[Column]:
    """``Partograph used (numerator)`` as the only label names the indicator too, and not only the measure."""
    labels = [
        c for c in columns if c.part in (Part.TEAM, Part.LEVEL, Part.INDICATOR, Part.CATEGORY, Part.LABEL)
    ]
    return [
        replace(column, part=Part.INDICATOR)
        if column.part is Part.MEASURE
        and not labels
        and all(measure_of(text)[1] for text in column.profile.texts)
        else column
        for column in columns
    ]


def rows_by_name(columns: list[Column]) -> list[Column]:
    """``Category`` as the only label, each of its names once, names the rows: they are the indicators."""
    labels = [
        c for c in columns if c.part in (Part.TEAM, Part.LEVEL, Part.INDICATOR, Part.CATEGORY, Part.LABEL)
    ]
    if (
        len(labels) != 1
        or labels[0].part is not Part.CATEGORY
        or labels[0].profile.distinct < labels[0].profile.filled
    ):
        return columns
    if any(column.part in (Part.PERIOD, Part.MONTH) for column in columns):
        return columns
    return [replace(column, part=Part.INDICATOR) if column is labels[0] else column for column in columns]


def lacks_year(value: Value) -> bool:
    if isinstance(value, MonthNumber | WeekLabel):
        return True
    reading = period_text.read_period(value)
    return reading is not None and reading.sort is period_text.Sort.NO_YEAR


def _months_under_years(columns: list[Column]) -> list[Column]:
    """Where years stand across, the column of bare months that stands down beside them."""
    across = [column.period for column in columns if column.part is Part.VALUE and column.period is not None]
    if not all(re.fullmatch(_YEAR, plain(value).strip()) for value in across):
        return []
    down = [column for column in columns if column.part in (Part.MONTH, Part.PERIOD) and column.profile.texts]
    return [
        column
        for column in down
        if all(lacks_year(text) for text in column.profile.texts if not words.is_total(text))
    ][:1]


def settle_periods(columns: list[Column]) -> list[Column]:
    """One column of periods is used; a month and a year in two columns make one; dates of other things are
    notes."""
    result = list(columns)
    months = [column for column in result if column.part is Part.MONTH]
    years = [column for column in result if column.part is Part.YEAR]
    periods = [column for column in result if column.part is Part.PERIOD]
    across = sum(1 for column in result if column.part is Part.VALUE and column.period is not None)
    weeks = [column for column in periods if months and _counts_weeks_of_month(column)]
    periods = [column for column in periods if column not in weeks]
    for column in weeks:
        result[result.index(column)] = replace(column, part=Part.CATEGORY)
    if across >= 2:
        bare = [c for c in result if c.part is Part.VALUE and c.period is not None and lacks_year(c.period)]
        keep = years[:1] if len(bare) == across else _months_under_years(result)
    elif (day := _whole_days(result, periods)) is not None:
        keep = [day]
    elif months and (years or all(column.guessed for column in periods)):
        keep = [months[0], *years[:1]]
    elif periods:
        named = [column for column in periods if not column.guessed]
        keep = [(named or periods)[0]]
        if years and (
            keep[0].profile.looks[Look.PERIOD] < keep[0].profile.filled
            or all(lacks_year(text) for text in keep[0].profile.texts[:20])
        ):
            keep += years[:1]
    else:
        keep = years[:1]
    end = _end_of(keep[0], periods) if len(keep) == 1 else None
    if end is not None:
        result[result.index(end)] = replace(end, part=Part.END)
    for column in (*months, *years, *periods):
        if column not in keep and column is not end:
            result[result.index(column)] = replace(column, part=Part.NOTE)
    return result


def _counts_weeks_of_month(column: Column) -> bool:
    """Whether 1 to 5 in a column of weeks, beside a column of months, count the weeks of each month."""
    return column.profile.within(1, 6) and bool(column.path) and counted_in(column.path) == WEEK


def _whole_days(columns: list[Column], periods: list[Column]) -> Column | None:
    """Where day, month and year stand in three columns, the column of the whole dates beside them."""
    days = [column for column in periods if column.profile.within(1, 31) and not column.profile.temporal]
    if not days or not {Part.MONTH, Part.YEAR} <= {column.part for column in columns}:
        return None
    return next((column for column in periods if column.profile.temporal or column.profile.dates), None)


def _end_of(start: Column, periods: list[Column]) -> Column | None:
    """The column of last days beside one of first days (``Start date``, ``End date``)."""
    if not start.path or _STARTS.isdisjoint(_tokens(start)):
        return None
    ends = [c for c in periods if c is not start and c.path and not _ENDS.isdisjoint(_tokens(c))]
    return min(ends, key=lambda c: (c.index < start.index, abs(c.index - start.index)), default=None)


def _tokens(column: Column) -> set[str]:
    return {token for spelling in spellings(column.path[-1]) for token in spelling.split()}
