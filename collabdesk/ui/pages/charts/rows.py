"""The tables of the large chart: its points, and the changes whose flags it carries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from collabdesk.charts.phase_lines import PhaseLine, phase_lines
from collabdesk.charts.spec import ChartPoint, ChartSpec, PointState, Text
from collabdesk.i18n import Message, Number, Translator, msg, nmsg
from collabdesk.models.ideas import Change, Test
from collabdesk.models.measures import Indicator, Phase
from collabdesk.periods import Period, PeriodType
from collabdesk.services.charts.series_marks import decision_words
from collabdesk.services.data.observations import plain_number
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.tables import Column


@dataclass(frozen=True, kw_only=True)
class PointRow:
    """One point of the chart."""

    point: ChartPoint
    digits: int


@dataclass(frozen=True, kw_only=True)
class MedianRow:
    """The median of one phase."""

    line: PhaseLine
    first: Period
    last: Period
    base: tuple[Period, Period] | None
    digits: int
    unit: Text


@dataclass(frozen=True, kw_only=True)
class FlagRow:
    """One flag of the chart."""

    number: int
    change: str
    test: Test


def point_rows(spec: ChartSpec, digits: int) -> list[PointRow]:
    """The points of a chart in time; ``digits`` are the decimals of its values."""
    return [PointRow(point=point, digits=digits) for point in spec.points]


def flag_rows(workspace: Workspace, spec: ChartSpec) -> list[FlagRow]:
    """The changes whose flags stand on a chart, by their numbers."""
    tests, catalogue = workspace.rows(Test), workspace.rows(Change)
    return [
        FlagRow(number=flag.number, change=catalogue[tests[flag.key].change_id].name, test=tests[flag.key])
        for flag in sorted(spec.flags, key=lambda flag: flag.number)
        if flag.key in tests
    ]


def median_rows(spec: ChartSpec, digits: int) -> list[MedianRow]:
    """The medians of a chart, phase by phase, as they are drawn."""
    periods = {point.x: point.period for point in spec.points}
    return [
        MedianRow(
            line=line,
            first=periods[line.first],
            last=periods[line.last],
            base=(periods[line.base[0]], periods[line.base[1]]) if line.base else None,
            digits=digits,
            unit=spec.y.unit,
        )
        for line in phase_lines(spec)
    ]


CHANGE_COLUMN = 2
"""Its place among `median_columns`."""


def median_columns(context: Context) -> list[Column[MedianRow]]:
    """Of which periods, the median, how far from the one before, and what it is taken from."""
    say = context.translator

    def span(first: Period, last: Period) -> str:
        ends = [say.period(one, short=True) for one in (first, last)]
        return ends[0] if first == last else "–".join(ends)

    def number(row: MedianRow, value: float | None, *, signed: bool = False) -> str:
        if value is None:
            return ""
        unit = say.text(row.unit)
        said = say.text(msg("{number}", number=Number(value, row.digits, " %" if unit == "%" else "")))
        return f"+{said}" if signed and value > 0 else said

    def taken(row: MedianRow) -> str:
        if row.base is None:
            count = row.line.n_points
            return say.text(nmsg("{count}, provisional", "{count}, provisional", count))
        said = msg("{span} ({count})", span=span(*row.base), count=row.line.n_points)
        return say.text(said)

    return [
        Column(
            name="periods",
            title=msg("Phase"),
            term="phase",
            value=lambda row: row.first.ordinal,
            text=lambda row: span(row.first, row.last),
            width=106,
        ),
        Column(
            name="median",
            title=msg("Line"),
            term="median",
            value=lambda row: row.line.y,
            text=lambda row: number(row, row.line.y),
            width=62,
            right=True,
        ),
        Column(
            name="change",
            title=msg("Change"),
            value=lambda row: row.line.change,
            text=lambda row: number(row, row.line.change, signed=True),
            width=58,
            right=True,
            spare=True,
        ),
        Column(
            name="taken",
            title=msg("From (points)"),
            term="frozen",
            value=lambda row: row.base[0].ordinal if row.base else 0,
            text=taken,
            tip=lambda row: say.text(_taken_tip(row.base is not None)),
            width=126,
            stretch=1,
        ),
    ]


def _taken_tip(frozen: bool) -> Message:
    if frozen:
        return msg("The line is frozen on these months: later points do not move it.")
    return msg("No baseline is frozen: the line moves with each new point.")


def point_columns(context: Context) -> list[Column[PointRow]]:
    """Period, counts or teams, value, state, note, origin."""
    say = context.translator
    return [
        Column(
            name="period",
            title=msg("Period"),
            value=lambda row: row.point.period.ordinal,
            text=lambda row: say.period(row.point.period),
            width=84,
        ),
        _count("numerator", msg("Numerator"), 92),
        _count("denominator", msg("Denominator"), 108),
        _count("cases", msg("n"), 60),
        Column(
            name="teams",
            title=msg("Teams"),
            value=lambda row: say.text(row.point.count_label),
            width=90,
            right=True,
        ),
        Column(
            name="value",
            title=msg("Value"),
            value=lambda row: row.point.y,
            text=lambda row: "" if row.point.y is None else say.number(row.point.y, row.digits),
            width=70,
            right=True,
        ),
        _count("spread", msg("SD"), 64),
        Column(
            name="state",
            title=msg("State"),
            value=lambda row: ", ".join(say.text(word) for word in state_words(row.point)),
            width=142,
            token=lambda row: "attention" if row.point.suspect else "ink_soft" if _is_blank(row) else "ink",
        ),
        Column(name="note", title=msg("Note"), value=lambda row: row.point.note, width=140, stretch=1),
        Column(
            name="origin",
            title=msg("From"),
            value=lambda row: say.text(row.point.origin),
            width=130,
            stretch=0.6,
            spare=True,
        ),
    ]


def _count(name: str, title: Message, width: int) -> Column[PointRow]:
    def value(row: PointRow) -> float | None:
        number: float | None = getattr(row.point, "denominator" if name == "cases" else name)
        return number

    def text(row: PointRow) -> str:
        number = value(row)
        return "" if number is None else plain_number(number)

    return Column(name=name, title=title, value=value, text=text, width=width, right=True)


def _is_blank(row: PointRow) -> bool:
    return row.point.state is PointState.MISSING


def state_words(point: ChartPoint) -> list[Message]:
    """What is to be known of a point in words."""
    words = [_STATES[point.state]]
    if point.excluded:
        words.append(msg("excluded"))
    if point.suspect:
        words.append(msg("numerator above denominator"))
    if point.small:
        words.append(msg("few cases"))
    return words


_STATES = {
    PointState.MISSING: msg("not reported"),
    PointState.REPORTED: msg("reported"),
    PointState.NO_CASES: msg("no cases"),
}


def flag_columns(context: Context) -> list[Column[FlagRow]]:
    """Number, change, since when, decision."""
    say = context.text

    def decision(row: FlagRow) -> str:
        return say(decision_words(row.test.decision))

    def decided(row: FlagRow) -> str:
        word = decision(row)
        return f"{word}, {context.date(row.test.decided)}" if row.test.decided else word

    def since(row: FlagRow) -> dt.date:
        return row.test.started

    return [
        Column(name="number", title=msg("No."), value=lambda row: row.number, width=36),
        Column(name="change", title=msg("Change"), value=lambda row: row.change, width=130, stretch=1),
        Column(name="since", title=msg("Since"), value=since, width=92),
        Column(name="decision", title=msg("Decision"), value=decision, tip=decided, width=76, stretch=0.2),
    ]


def baseline_words(phase: Phase | None, indicator: Indicator, translator: Translator) -> Text:
    """Whether the baseline is frozen, on what, by whom, when and why."""
    if phase is None or not phase.frozen:
        return msg("No baseline is frozen: the centre line is provisional and moves with each new number.")
    type_ = PeriodType.parse(indicator.period_type)
    first, last = Period(type_, phase.first), Period(type_, phase.last)
    said = msg("Baseline frozen on {first} to {last}", first=first, last=last)
    parts: list[str] = [translator.text(said)]
    if phase.person:
        parts.append(
            translator.text(msg("by {person}, {day}", person=phase.person, day=phase.decided.date()))
        )
    text = " ".join(parts)
    return f"{text}: {phase.reason}" if phase.reason else f"{text}."
