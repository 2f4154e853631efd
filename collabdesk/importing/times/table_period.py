"""The period of a table that names none in its rows and columns: said beside it, on the tab or in the
file's name."""

from __future__ import annotations

from collabdesk.i18n import msg
from collabdesk.importing.asking import LEAVE_OUT
from collabdesk.importing.context import Context, Said
from collabdesk.importing.grid import a1
from collabdesk.importing.result import Choice
from collabdesk.importing.times.outcomes import Outcome
from collabdesk.importing.times.period_text import Reading, Sort
from collabdesk.importing.times.times import Times
from collabdesk.periods import DAY, MONTH, YEAR, Kind, Period

_SURE = ("cell", "title", "sheet name")


def find(times: Times, context: Context, sheet: str, cell: str) -> Outcome:
    """The period, or an open question where sources contradict each other or only the file's name says it."""
    read = [(source, _period(times, source, reading, context, sheet)) for source, reading in context.periods]
    said = [(source, outcome) for source, outcome in read if outcome is not None]
    known = [
        (source, outcome) for source, outcome in said if outcome.period is not None and outcome.confirmed
    ]
    sure = [(source, outcome.period) for source, outcome in known if source.source in _SURE]
    periods = list(dict.fromkeys(period for _, period in sure if period is not None))
    beside = [outcome.period for source, outcome in known if source.source == "file name" and outcome.period]
    if len(periods) == 1 and (not beside or beside[0] in periods or not _same_kind(periods[0], beside[0])):
        return _checked(times, periods[0])
    if len(periods) > 1 or (periods and beside):
        return _ask(times, sheet, cell, [*periods, *beside], None)
    if beside:
        return _ask(times, sheet, cell, beside, beside[0])
    waiting = next((outcome for _, outcome in said if outcome.period is not None or outcome.waits), None)
    return waiting or _by_day_or_year(times, context, sheet, cell)


def _by_day_or_year(times: Times, context: Context, sheet: str, cell: str) -> Outcome:
    """The file's name holds a whole date, or there are only years: proposed, and asked."""
    days = [reading.period for _, reading in context.periods if reading.period and reading.period.type == DAY]
    years = [Period(YEAR, year) for year in dict.fromkeys(year for year, _ in context.years)]
    if not days:
        return _ask(times, sheet, cell, years, years[0] if len(years) == 1 else None)
    month_ = Period(MONTH, MONTH.holding(days[0].first_day))
    likely = month_ if times.months_wanted else days[0]
    return _ask(times, sheet, cell, [days[0], month_, *years], likely)


def _recent(times: Times) -> list[Period]:
    """This month and the five before it: what a report without a date is mostly about."""
    now = MONTH.holding(times.today)
    return [Period(MONTH, now - back) for back in range(6)]


def _same_kind(first: Period, second: Period) -> bool:
    return first.type == second.type


def _period(times: Times, source: Said, reading: Reading, context: Context, sheet: str) -> Outcome | None:
    """What one source says; None where it is not used."""
    if (
        reading.sort is Sort.PERIOD
        and reading.period is not None
        and reading.period.type.kind is not Kind.DAY
    ):
        return Outcome(reading.period)
    if reading.sort is Sort.NO_YEAR and source.source == "file name":
        return None
    if reading.sort is Sort.NO_YEAR and any(
        other.period and other.period.first_day.month == reading.number for _, other in context.periods
    ):
        return None
    if reading.sort is Sort.PERIOD and source.source == "file name":
        return None
    place = times.place(sheet, [(source.text, source.cell)], context, across=True)
    return place.period(source.text)


def _checked(times: Times, period: Period) -> Outcome:
    if times.is_too_far(period):
        return Outcome(
            kind="future period",
            said=msg(
                "“{period}” is in the future, so its numbers were left out; is the date right?",
                period=period,
            ),
        )
    return Outcome(period)


def _ask(times: Times, sheet: str, cell: str, periods: list[Period], proposed: Period | None) -> Outcome:
    codes = list(dict.fromkeys(period.code for period in periods))
    codes += [] if codes else [month_.code for month_ in _recent(times)]
    asked = msg("The sheet doesn't say when these numbers are from: which month or period?")
    if len(periods) > 1 and proposed is None:
        asked = msg("The sheet and the file's name say different periods: which one holds?")
    elif proposed is not None:
        asked = msg("Are these numbers from {period}? Only the name or a title says so.", period=proposed)
    answer = times.asker.ask(
        sheet=sheet, cell=cell or a1(0, 0), kind="unknown period of the table",
        asked=asked,
        choices=[*(Choice(value=code, label=code) for code in codes), Choice(value=LEAVE_OUT, label=msg("Leave out"))],
        proposed=proposed.code if proposed else None, about=f"period of {sheet or 'the file'}",
    )  # fmt: skip
    if answer == LEAVE_OUT:
        return Outcome(waits=True)
    if answer is not None:
        try:
            return Outcome(Period.parse(answer))
        except ValueError:
            return Outcome(waits=True)
    return Outcome(proposed, confirmed=False) if proposed else Outcome(waits=True)
