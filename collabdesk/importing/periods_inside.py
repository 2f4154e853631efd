"""Years and periods inside longer texts: titles, labels, names of files and sheets."""

from __future__ import annotations

import re

from collabdesk.importing.period_text import Reading, Sort, read_period
from collabdesk.periods import Period

_HYPHENS = re.compile(r"(?<=[A-Za-z])-(?=\d)|(?<=\d)-(?=[A-Za-z])|(?<=[A-Za-z]{2})-(?=[A-Za-z])")
"""Hyphens that only part words in a file's name: ``data-Oct-7-2014``."""

_LOOSE = re.compile(r"\d{1,2} \d{4}|\d{4} \d{1,2}")
"""``Sem 12 2020``, ``Table 3 2021``: two numbers side by side in a longer text are no month."""


def years_in(text: str) -> list[int]:
    """The years that a title or file name mentions: ``Facility deliveries, 2026``."""
    found = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text.replace("_", " "))
    return list(dict.fromkeys(int(year) for year in found))


def period_in(text: str) -> tuple[str, Reading] | None:
    """The one period inside a longer text (``Month of MAY 2026``), with its spelling; None if none or
    several."""
    words = re.split(r"[\s_]+|(?<=\w)[,;:()](?=\s|$)|(?<=\s)[-–:](?=\s)", text.strip())
    words = [word.strip(",;:()[]") for word in words if word and word.strip(",;:()[]-–")]
    found: dict[Period, str] = {}
    best: tuple[str, Reading] | None = None
    financial: tuple[str, Reading] | None = None
    taken = -1
    for start in range(len(words)):
        if start <= taken:
            continue
        for length in (5, 4, 3, 2, 1):
            piece = " ".join(words[start : start + length])
            whole = len(words) >= start + length and not _LOOSE.fullmatch(piece)
            reading = read_period(piece) if whole else None
            if reading and reading.sort is Sort.FINANCIAL:
                financial = financial or (piece, reading)
            if reading and reading.sort is Sort.PERIOD and reading.period:
                best = best or (piece, reading)
                found[reading.period] = piece
                taken = start + length - 1
                break
    if not found and not financial and _HYPHENS.search(text):
        return period_in(_HYPHENS.sub(" ", text))
    return financial if financial and not found else best if len(found) == 1 else None
