"""The questions about time, and their words."""

from __future__ import annotations

from collections.abc import Iterable

from collabdesk.i18n import Message, msg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.grid import MonthNumber, Value, WeekLabel, plain
from collabdesk.importing.result import Choice
from collabdesk.periods import DAY, MONTH, QUARTER, WEEK, PeriodType


def year_question(value: Value) -> Message:
    if isinstance(value, MonthNumber):
        return msg("The headings 1, 2, 3 and so on look like months: of which year?")
    if isinstance(value, WeekLabel):
        return msg("“{text}” looks like a week: of which year?", text=plain(value))
    return msg("“{text}” has no year: which year is it?", text=plain(value))


STARTS = ((4, msg("April")), (7, msg("July")), (10, msg("October")), (1, msg("January")))
TYPE_LABELS = {QUARTER: msg("quarter"), WEEK: msg("week"), MONTH: msg("month"), DAY: msg("day")}


WEEK_SHIFTS = {"week ending": -3, "week beginning": 3, "week holding": 0}
"""From a day to the middle of the week that it ends, begins, or lies in."""
_WEEKS = {
    "week ending": msg("the week that ends on it"),
    "week beginning": msg("the week that begins on it"),
    "week holding": msg("the week from Monday to Sunday in which it lies"),
}


def ask_type(asker: Asker, sheet: str, cell: str, likely: PeriodType, week: str = "") -> str | None:
    """What dates stand for that come every week or every quarter; ``week``: which of the two weeks is likely."""
    weeks = sorted(("week ending", "week beginning"), key=lambda one: one != week) if week else []
    first = [Choice(value=one, label=_WEEKS[one]) for one in weeks]
    first = first or [Choice(value=str(likely), label=TYPE_LABELS[likely])]
    others = [Choice(value=str(kind), label=TYPE_LABELS[kind]) for kind in (MONTH, DAY)]
    return asker.ask(
        sheet=sheet, cell=cell, kind="period type",
        asked=msg("The dates come every {type}: what does each stand for?", type=TYPE_LABELS[likely]),
        choices=[*first, *others], proposed=first[0].value, about=f"dates of each {likely} of {sheet or 'the table'}",
    )  # fmt: skip


def ask_week(asker: Asker, sheet: str, cell: str, value: Value, likely: str) -> str | None:
    """Which week a date stands for, where its heading only says that it is a week."""
    return asker.ask(
        sheet=sheet, cell=cell, kind="week of a date",
        asked=msg("Which week does the date “{text}” stand for? The heading doesn't say whether it ends or begins it.",
                  text=plain(value)),
        choices=[Choice(value=one, label=label) for one, label in _WEEKS.items()],
        proposed=likely, about="the week of a date",
    )  # fmt: skip


def ask_first_month(asker: Asker, sheet: str, cell: str, value: Value) -> str | None:
    """In which month a financial year begins."""
    return asker.ask(
        sheet=sheet, cell=cell, kind="financial year",
        asked=msg("“{text}” is a financial year: in which month does it begin?", text=plain(value)),
        choices=[Choice(value=str(number), label=label) for number, label in STARTS],
        about="first month of the financial year",
    )  # fmt: skip


def ask_year(
    asker: Asker, sheet: str, cell: str, value: Value, first: int | None, years: Iterable[int]
) -> str | None:  # fmt: skip
    """Of which year months without one are; ``first``: the year that is said beside them."""
    return asker.ask(
        sheet=sheet, cell=cell, kind="year missing", asked=year_question(value),
        choices=[*(Choice(value=str(year), label=str(year)) for year in dict.fromkeys(years)),
                 Choice(value=LEAVE_OUT, label=msg("Leave out"))],
        proposed=str(first) if first else None, about=f"year {first}" if first else f"year of {sheet}",
    )  # fmt: skip


def ask_calendar(asker: Asker, sheet: str, cell: str, value: Value, calendar: str) -> str | None:
    """To which month here a month of another calendar belongs."""
    return asker.ask(
        sheet=sheet, cell=cell, kind="calendar",
        asked=msg("“{text}” is a month of the {calendar} calendar, which overlaps two months here. "
                  "Which month should its numbers go to?", text=plain(value), calendar=calendar),
        choices=[Choice(value="begins", label=msg("The month in which it begins")),
                 Choice(value="ends", label=msg("The month in which it ends")),
                 Choice(value=LEAVE_OUT, label=msg("Leave out"))],
        about=f"{calendar} calendar",
    )  # fmt: skip
