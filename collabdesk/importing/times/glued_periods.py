"""Headings of a period and a name in one: ``January 2021 ANC 1st visit``, ``cases_2020``, ``ANC 1 (Jan 21)``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.times.period_text import Sort, read_period, without_marks

_FEWEST = 3
_WORDS = re.compile(r"[^\s_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_EDGES = " -–—_:,;/|()[]"


def halves(columns: Sequence[Column]) -> dict[int, tuple[str, str]]:
    """Column -> (its period, the rest of its lowest heading), where the headings are made so; else empty.

    One heading such as ``Deliveries 2020`` is a name with a year; several, which differ in the year, are years.
    """
    values = [column for column in columns if column.part is Part.VALUE and column.path]
    if any(column.period is not None for column in values):
        return {}
    found: dict[int, tuple[str, str]] = {}
    for column in values:
        parts = _split(column.path[-1])
        if parts is not None:
            found[column.index] = parts
    periods = {period for period, _ in found.values()}
    names = {rest for _, rest in found.values()}
    fewest = 2 if len(names) == 1 and len(found) == len(values) else _FEWEST
    if len(found) < fewest or len(periods) < 2 or len(found) * 3 < len(values) * 2:
        return {}
    return found if len(names) * 2 <= len(found) or len(names) == 1 else {}


def _split(heading: str) -> tuple[str, str] | None:
    spans = [found.span() for found in _WORDS.finditer(heading)]
    if len(spans) < 2:
        return None
    for length in (3, 2, 1):
        if len(spans) <= length:
            continue
        for piece, rest in (
            (heading[: spans[length - 1][1]], heading[spans[length][0] :]),
            (heading[spans[-length][0] :], heading[: spans[-length - 1][1]]),
        ):
            period = without_marks(piece.strip(_EDGES).replace("_", " "))
            if _is_period(period) and rest.strip(_EDGES):
                return period, rest.strip(_EDGES)
    return None


def _is_period(text: str) -> bool:
    if _YEAR.fullmatch(text):
        return True
    if text.isdecimal():
        return _YEAR_MONTH.fullmatch(text) is not None
    reading = read_period(text)
    return reading is not None and (
        reading.sort in (Sort.PERIOD, Sort.CALENDAR)
        or (reading.sort is Sort.NO_YEAR and not text[-1].isdecimal() and len(text) > 2)
    )
