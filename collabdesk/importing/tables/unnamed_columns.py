"""The columns of a table without headings: known by what stands in them, called by their letters."""

from __future__ import annotations

import re
from dataclasses import replace

from collabdesk.importing.grid import column_letters
from collabdesk.importing.tables.parts import Column, Part

_FEWEST = 3
_CODE = re.compile(r"[A-Z]{1,4}[-. ]?\d{1,3}(?:[.\d]+)?[a-z]?|\d{1,2}(?:\.\d{1,2})+")
"""``A1``, ``2.1``: how a form numbers its lines."""


def named(columns: list[Column]) -> list[Column]:
    """Columns with their letters for names, three or more of them: a person sees which is meant."""
    if len([column for column in columns if column.profile.filled]) < _FEWEST:
        return columns
    values = [column for column in columns if column.part is Part.VALUE]
    found = []
    for column in columns:
        name = f"column {column_letters(column.index)}"
        if column.part is Part.LABEL and _holds_codes(column):
            found.append(replace(column, part=Part.IGNORED))
        elif _counts_rows(column) and len(values) > 1:
            found.append(replace(column, part=Part.SERIAL))
        elif column.part is Part.VALUE and column.profile.within(1990, 2060):
            found.append(replace(column, part=Part.YEAR, guessed=True))
        elif column.part is Part.VALUE:
            found.append(replace(column, path=(name,), rest=name if len(values) > 1 else ""))
        elif column.part is Part.LABEL:
            found.append(replace(column, path=(name,)))
        else:
            found.append(column)
    return found


def _holds_codes(column: Column) -> bool:
    texts = column.profile.texts
    return sum(1 for text in texts if _CODE.fullmatch(text)) >= 0.7 * len(texts) > 0


def _counts_rows(column: Column) -> bool:
    profile = column.profile
    return profile.rising and profile.least in (0, 1) and profile.distinct == profile.filled > 1
