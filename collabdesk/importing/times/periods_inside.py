"""Years and periods inside longer texts: titles, labels, names of files and sheets."""

from __future__ import annotations

import re

from collabdesk.importing.times.period_text import Reading, Sort, read_period
from collabdesk.importing.words import word_set
from collabdesk.periods import Period

_HYPHENS = re.compile(r"(?<=[A-Za-z])-(?=\d)|(?<=\d)-(?=[A-Za-z])|(?<=[A-Za-z]{2})-(?=[A-Za-z])")
"""Hyphens that only part words in a file's name: ``data-Oct-7-2014``."""

_LOOSE = re.compile(r"\d{1,2} \d{4}")
_COUNTED = word_set(
    """
    sem, semaine, semana, week, wk, se, s, trim, trimestre, bimestre, semestre, q, t, quarter, qtr, no, nr, n, table,
    tab, tableau, tabla, tabela, figure, fig, annex, annexe, session, ls, phase, round, cycle, year, part, version, v,
    day, report, number
    """
)
"""``Sem 12 2020``, ``Table 3 2021``: the number behind such a word counts something, and is no month."""
_SHORT = 40


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
            counted = (
                start > 0 and words[start - 1].lower().rstrip(".") in _COUNTED and _LOOSE.fullmatch(piece)
            )
            whole = len(words) >= start + length and not counted
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


def only_period(value: object) -> Reading | None:
    """``RTT-April-2019`` in a column of periods: the one period that its short text holds."""
    found = period_in(value) if isinstance(value, str) and len(value) < _SHORT else None
    return found[1] if found is not None and found[1].sort is Sort.PERIOD else None
