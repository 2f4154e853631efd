"""What is drawn over the points: centre lines, signals, flags of changes, bands of action periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from collabdesk.analysis.medians import TOLERANCE
from collabdesk.analysis.rules import ASTRONOMICAL
from collabdesk.analysis.runchart import PhaseResult, Signal
from collabdesk.analysis.scan import PhasePlan
from collabdesk.charts.inputs import SeriesInput
from collabdesk.charts.sentence import signal_meaning
from collabdesk.charts.spec import (
    Band,
    CentreLine,
    ChangeFlag,
    DefinitionMark,
    LineStyle,
    SecondLine,
    SignalMark,
)
from collabdesk.charts.words import rule_label
from collabdesk.i18n import Message, msg
from collabdesk.kinds import Good


def centre_lines(
    phases: Sequence[PhaseResult], plans: Sequence[PhasePlan], label: Callable[[float], Message]
) -> tuple[CentreLine, ...]:
    """Solid over the baseline's points, dashed where extended, dotted and "provisional" without a baseline."""
    lines: list[CentreLine] = []
    for at, (phase, plan) in enumerate(zip(phases, plans, strict=True)):
        lines += _phase_lines(phase, plan, label, old=at < len(phases) - 1)
    return tuple(lines)


def _phase_lines(
    phase: PhaseResult, plan: PhasePlan, named: Callable[[float], Message], *, old: bool
) -> list[CentreLine]:
    if phase.centre is None:
        return []
    if not phase.frozen or plan.base is None:
        label = "" if old else msg("provisional")
        return [_line(phase, phase.first, phase.last, LineStyle.PROVISIONAL, old, label)]
    start, end = max(plan.base[0], phase.first), min(plan.base[1], phase.last)
    label = "" if old else named(phase.centre)
    if start > end:
        return [_line(phase, phase.first, phase.last, LineStyle.EXTENDED, old, label)]
    lines = []
    if start > phase.first:
        lines.append(_line(phase, phase.first, start, LineStyle.EXTENDED, old))
    lines.append(_line(phase, start, end, LineStyle.BASELINE, old, "" if end < phase.last else label))
    if end < phase.last:
        lines.append(_line(phase, end, phase.last, LineStyle.EXTENDED, old, label))
    return lines


def _line(
    phase: PhaseResult, first: int, last: int, style: LineStyle, old: bool, label: object = ""
) -> CentreLine:
    return CentreLine(first=first, last=last, y=phase.centre or 0.0, style=style, old=old, label=label)  # type: ignore[arg-type]


def signal_mark(signal: Signal, good: Good) -> SignalMark:
    """A signal as it is marked; positions on the chart are positions in the series."""
    return SignalMark(
        rule=signal.rule,
        direction=signal.direction,
        points=signal.points,
        label=rule_label(signal.rule),
        good=signal_meaning(signal, good),
    )


def marked_points(series: SeriesInput) -> tuple[SignalMark, ...]:
    """The points that a person called astronomical, as one mark; those without a number now are left out."""
    last = len(series.y) - 1
    places = sorted(at for one in series.marked if 0 <= (at := series.position(one)) <= last)
    there = tuple(at for at in places if series.y[at] == series.y[at])
    if not there:
        return ()
    label = rule_label(ASTRONOMICAL)
    return (SignalMark(rule=ASTRONOMICAL, direction=None, points=there, label=label, good=None),)


def flags(series: SeriesInput) -> tuple[ChangeFlag, ...]:
    """The changes that began within the chart."""
    shown = ((series.position(mark.period), mark) for mark in series.changes)
    return tuple(
        ChangeFlag(x=at, number=mark.number, change=mark.change, decision=mark.decision, key=mark.key)
        for at, mark in shown
        if 0 <= at < len(series.y)
    )


def definitions(series: SeriesInput) -> tuple[DefinitionMark, ...]:
    """Where the indicator began to mean something else, within the chart."""
    shown = ((series.position(change.period), change) for change in series.definitions)
    return tuple(
        DefinitionMark(x=at - 0.5, label=change.label) for at, change in shown if 0 < at < len(series.y)
    )


def second_line(series: SeriesInput) -> SecondLine | None:
    """The second line, broken where it has no value; None where it would only repeat the points."""
    if series.second is None or series.chart == "mr":
        return None
    pairs = list(zip(series.second.tolist(), series.y.tolist(), strict=True))
    if all(y != y or abs(y - main) <= TOLERANCE * max(abs(y), abs(main)) for y, main in pairs):
        return None
    stretches: list[list[tuple[float, float]]] = [[]]
    for at, (y, _) in enumerate(pairs):
        if y == y:
            stretches[-1].append((float(at), y))
        elif stretches[-1]:
            stretches.append([])
    return SecondLine(
        stretches=tuple(tuple(one) for one in stretches if len(one) > 1), label=series.second_label
    )


def bands(series: SeriesInput) -> tuple[Band, ...]:
    """The action periods that reach into the chart, every second one shaded."""
    end = len(series.y) - 0.5
    made = []
    for at, action in enumerate(series.actions):
        first, last = series.position(action.first) - 0.5, series.last_position(action.last) + 0.5
        if last > -0.5 and first < end:
            made.append(
                Band(first=max(first, -0.5), last=min(last, end), label=action.label, shaded=at % 2 == 0)
            )
    return tuple(made)
