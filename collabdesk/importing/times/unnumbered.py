"""``Week`` under 2026, without a number: one week of that year (or one month), which a title says or a person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from collabdesk.i18n import Message, msg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.context import Context, Said
from collabdesk.importing.result import Choice
from collabdesk.importing.times.period_text import Reading
from collabdesk.importing.words import fold, word_set
from collabdesk.periods import MONTH, WEEK, PeriodType

_WEEK = word_set(
    """
    week, wk, sem, semaine, semana, this week, current week, cette semaine, semaine en cours, esta semana,
    semana actual, semana atual, epi week, se, reporting week, during the week, week total, last week
    """
)
_MONTH = word_set(
    "month, mois, mes, this month, current month, ce mois, mois en cours, este mes, mes actual, mes atual, "
    "reporting month, during the month, month total, mes em curso"
)
_NUMBERED = re.compile(r"(?:sem|se|semana|semaine|week|wk) ?(\d{1,2})")
_FEWEST = 3
"""Below it ``Sem 2`` may be a semester."""


def unit_of(text: str) -> PeriodType | None:
    """What a heading under a year counts, if it is nothing but the word for a week or a month."""
    folded = fold(text)
    return WEEK if folded in _WEEK else MONTH if folded in _MONTH else None


def week_in(text: str) -> int | None:
    """``Sem. 12`` under a year: the number of the week."""
    found = _NUMBERED.fullmatch(fold(text))
    number = int(found[1]) if found else 0
    return number if _FEWEST <= number <= 53 else None


def period_text(year: str, unit: PeriodType, number: int) -> str:
    """The period in a spelling that every reader knows."""
    return f"{year}W{number:02d}" if unit == WEEK else f"{year}-{number:02d}"


def number_of(
    asker: Asker, sheet: str, cell: str, heading: str, unit: PeriodType, context: Context
) -> str | None:
    """Which week or month it is: as a title says; asked where only the file's name says it, or nothing; None while
    that is open."""
    said = _said(context.periods, unit)
    sure = {number for source, number in said if source.source != "file name"}
    if len(sure) == 1:
        return str(sure.pop())
    return _ask(asker, sheet, cell, heading, unit, list(dict.fromkeys(number for _, number in said)))


def _said(periods: Sequence[tuple[Said, Reading]], unit: PeriodType) -> list[tuple[Said, int]]:
    found = []
    for said, reading in periods:
        if reading.period is not None and reading.period.type == unit:
            first = reading.period.first_day
            found.append((said, first.isocalendar().week if unit == WEEK else first.month))
        elif reading.period is None and reading.type == unit:
            found.append((said, reading.number))
    return found


def _ask(
    asker: Asker, sheet: str, cell: str, heading: str, unit: PeriodType, likely: Sequence[int]
) -> str | None:
    is_week = unit == WEEK
    asked: Message = msg("“{heading}” is a single week of its year: which one (its number)?", heading=heading)
    if not is_week:
        asked = msg("“{heading}” is a single month of its year: which one (its number)?", heading=heading)
    numbers = list(likely) if is_week else list(dict.fromkeys([*likely, *range(1, 13)]))
    return asker.ask(
        sheet=sheet, cell=cell, kind="week missing" if is_week else "month missing", asked=asked,
        choices=[*(Choice(value=str(number), label=str(number)) for number in numbers),
                 Choice(value=LEAVE_OUT, label=msg("Leave out"))],
        proposed=str(likely[0]) if len(likely) == 1 else None,
        about=f"{'week' if is_week else 'month'} of {sheet or 'the table'}",
    )  # fmt: skip
