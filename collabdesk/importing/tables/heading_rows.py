"""How much a row looks like the heading of a table."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.importing import words
from collabdesk.importing.grid import Value
from collabdesk.importing.tables.view import Look, View, look
from collabdesk.importing.words import fold

_HEADING_WORDS = (
    words.TEAM | words.DISTRICT | words.CODE | words.INDICATOR | words.PERIOD | words.MONTH | words.YEAR
    | words.NUMERATOR | words.DENOMINATOR | words.PERCENT | words.VALUE | words.NOTE | words.CATEGORY
    | words.SERIAL | words.TOTAL | words.AVERAGE
)  # fmt: skip
MEASURES = words.NUMERATOR | words.DENOMINATOR | words.PERCENT | words.VALUE


def heading_score(view: View, row: int) -> float:
    cells = view.grid.rows[row]
    texts = numbers = periods = hits = labels = 0
    for value in cells:
        if value is None or value == "":
            continue
        if view.is_period(value):
            periods += 1
            continue
        kind = look(value)
        if kind is Look.NUMBER or kind is Look.ERROR:
            numbers += 1
        elif isinstance(value, str) and (kind is not Look.MISSING or is_heading_word(fold(value))):
            texts += 1
            if value.rstrip().endswith(":"):
                labels += 1
            elif len(value) < 60 and is_heading_word(fold(value)):
                hits += 1
    if texts + periods < 2 or labels * 2 > texts + periods or numbers > (texts + periods) * 0.2:
        return 0.0
    if periods and not texts and periods < 3 and not _labels_below(view, row):
        return 0.0
    if _ends_in_label(view, cells):
        return 0.0
    below = numbers_below(view, row)
    across = 3.0 + min(periods, 12) * 0.1 if periods >= 3 else 0.0
    return min(hits, 6) * 1.5 + across + below * 3 + min(texts, 10) * 0.1 - labels


def _ends_in_label(view: View, cells: Sequence[Value]) -> bool:
    """``Health unit | Oruba HC | Month | March 2026``: what stands over a form, label by label."""
    filled = [value for value in cells if value not in (None, "")]
    if len(filled) < 3 or sum(1 for value in filled if view.is_period(value)) != 1:
        return False
    label = filled[-2]
    return (
        view.is_period(filled[-1])
        and isinstance(label, str)
        and fold(label) in words.MONTH | words.PERIOD | words.YEAR
        and isinstance(filled[0], str)
        and fold(filled[0]) in words.TEAM | words.DISTRICT
    )


def _labels_below(view: View, row: int) -> bool:
    """Whether two lines soon below have a text on the left and a number under each filled cell of this row."""
    columns = filled_columns(view, row)
    if not columns or columns[0] == 0:
        return False
    good = 0
    for below in range(row + 1, min(len(view.grid.rows), row + 6)):
        numbers = all(look(view.value(below, column)) is Look.NUMBER for column in columns)
        good += numbers and look(view.value(below, columns[0] - 1)) is Look.TEXT
    return good >= 2


def is_heading_word(folded: str) -> bool:
    return folded in _HEADING_WORDS or (
        bool(folded) and (folded.split()[-1] in MEASURES or folded.split()[0] in ("numerator", "denominator"))
    )


def numbers_below(view: View, row: int) -> float:
    """The share of this heading's columns with numbers (or words for none) in the rows below it."""
    rows = view.grid.rows
    columns = [column for column, value in enumerate(rows[row]) if value not in (None, "")]
    hits: set[int] = set()
    seen = 0
    for below in range(row + 1, min(len(rows), row + 14)):
        if view.is_blank(below):
            continue
        seen += 1
        for column in columns:
            if look(view.value(below, column)) in (Look.NUMBER, Look.MISSING, Look.ERROR, Look.PERIOD):
                hits.add(column)
        if seen >= 8:
            break
    return min(1.0, len(hits) / max(1, len(columns)) * 1.5)


def filled_columns(view: View, row: int) -> list[int]:
    return [column for column, value in enumerate(view.grid.rows[row]) if value not in (None, "")]
