"""What label columns are, seen together: levels of a hierarchy, averages, record keeping."""

from __future__ import annotations

from collabdesk.importing import words
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View
from collabdesk.importing.times.period_text import read_period
from collabdesk.importing.words import fold

_CODE_LENGTH = 6


def are_exclusive(view: View, table: Table, columns: list[Column]) -> bool:
    """Whether at most one of the columns is filled in nearly every row: levels of one hierarchy, indented."""
    several = filled = 0
    for row in range(table.first, min(table.last, table.first + 400) + 1):
        count = sum(1 for column in columns if view.value(row, column.index) is not None)
        filled += count > 0
        several += count > 1
    return filled > 2 and several <= 0.03 * filled


def is_record_keeping(column: Column) -> bool:
    """Dates, units and who typed it: kept out of the remarks."""
    heading = fold(column.path[-1]) if column.path else ""
    return heading in words.RECORD_KEEPING | words.UNIT | words.PERIOD | words.MONTH | words.YEAR


def is_average(text: str) -> bool:
    """Whether a label says that its row holds means."""
    return fold(text).rstrip(" 0123456789") in words.AVERAGE


def sum_word(text: str) -> str:
    """``total``, ``average`` or ``target`` where a label says that its row is one, else empty."""
    if is_average(text):
        return "average"
    if fold(text) in words.TARGET:
        return "target"
    return "total" if words.is_total(text) or is_span_total(text) else ""


def is_span_total(text: str) -> bool:
    """``Q1 Total``, ``Total 2025``: a period's name and the word for a sum."""
    tokens = text.split()
    if len(tokens) < 2 or not {fold(tokens[0]), fold(tokens[-1])} & words.TOTAL:
        return False
    rest = " ".join(tokens[1:] if fold(tokens[0]) in words.TOTAL else tokens[:-1])
    return read_period(rest, expected=True) is not None


def is_constant(column: Column) -> bool:
    """``All`` in every row of a column of sub-groups or areas: nothing is split there, and no row is a total."""
    is_split = column.part in (Part.CATEGORY, Part.LEVEL)
    return is_split and column.profile.distinct == 1 < column.profile.filled


def has_words(column: Column) -> tuple[bool, int]:
    """Names before codes (``A1``), and the first of several columns of names."""
    texts = column.profile.texts[:20]
    return sum(1 for text in texts if " " in text or len(text) > _CODE_LENGTH) * 2 > len(texts), -column.index
