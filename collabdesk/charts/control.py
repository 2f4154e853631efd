"""Control charts for a batch of series: the numbers that are plotted, judged and drawn as limits (method.md, 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import cast

import numpy as np

from collabdesk.analysis.control import WITH_DENOMINATORS, Chart, Control, Measured, control_chart
from collabdesk.analysis.limits import limit_ends, limit_signals
from collabdesk.analysis.medians import BoolArray, FloatArray, IntArray
from collabdesk.analysis.rules import RuleSet
from collabdesk.analysis.runchart import PhaseResult, phase_results, usable
from collabdesk.analysis.scan import PhaseRows, Scan, scan
from collabdesk.charts.chart_words import limit_label
from collabdesk.charts.inputs import SeriesInput
from collabdesk.charts.spec import LimitLine
from collabdesk.i18n import Number
from collabdesk.kinds import IndicatorKind


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The pass over a batch: ``plotted`` [series, columns] in the unit of the axis, and what the rules found.

    ``ends`` are the last points of signals about the limits, up and down, per row; ``lower`` and ``upper`` [rows,
    columns] are clipped to what the values can be. None of the three on a run chart.
    """

    plotted: FloatArray
    found: Scan
    phases: list[PhaseResult]
    ends: tuple[IntArray, IntArray] | None = None
    lower: FloatArray | None = None
    upper: FloatArray | None = None


def judged(
    inputs: Sequence[SeriesInput],
    chart: str,
    values: FloatArray,
    excluded: BoolArray,
    rows: PhaseRows,
    rules: RuleSet,
) -> Judged:
    """Run the rules over a batch drawn as one kind of chart; ``values`` still hold the excluded points."""
    if chart == "run":
        found = scan(usable(values, excluded), rows)
        return Judged(plotted=values, found=found, phases=phase_results(found, rules))
    control = _control(inputs, chart, values, excluded, rows, rules)
    plotted = usable(control.plotted, excluded)
    found = scan(plotted, rows, centre=control.centre, strict=rules.strict)
    extra = limit_signals(control, found, two_of_three=rules.strict)
    lower, upper = _clipped(inputs, control, rows)
    return Judged(
        plotted=control.plotted,
        found=found,
        phases=[
            replace(phase, signals=phase.signals + more)
            for phase, more in zip(phase_results(found, rules), extra, strict=True)
        ],
        ends=limit_ends(extra),
        lower=lower,
        upper=upper,
    )


def _control(
    inputs: Sequence[SeriesInput],
    chart: str,
    values: FloatArray,
    excluded: BoolArray,
    rows: PhaseRows,
    rules: RuleSet,
) -> Control:
    """The control chart in the unit of the axis; p and u charts are computed from the numbers themselves."""
    shape = values.shape
    numerator = _columns([one.numerator for one in inputs], shape)
    denominator = _columns([one.denominator for one in inputs], shape)
    ratio = chart in WITH_DENOMINATORS
    factor = np.array([_factor(one) if ratio else 1.0 for one in inputs])
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(np.isnan(values), np.nan, numerator / denominator) if ratio else values
    measured = Measured(
        value=value,
        excluded=excluded,
        numerator=numerator,
        denominator=denominator,
        spread=_columns([one.spread for one in inputs], shape),
    )
    made = control_chart(cast(Chart, chart), measured, rows, nhs=rules.strict)
    unit = factor[rows.series]
    return Control(
        plotted=values if ratio else made.plotted,
        centre=made.centre * unit,
        lower=made.lower * unit[:, None],
        upper=made.upper * unit[:, None],
    )


def _factor(series: SeriesInput) -> float:
    return 100.0 if series.kind is IndicatorKind.PROPORTION else series.multiplier


def _columns(columns: Sequence[FloatArray | None], shape: tuple[int, ...]) -> FloatArray:
    made = np.full(shape, np.nan)
    for row, column in zip(made, columns, strict=True):
        if column is not None:
            row[: len(column)] = column
    return made


def _clipped(
    inputs: Sequence[SeriesInput], control: Control, rows: PhaseRows
) -> tuple[FloatArray, FloatArray]:
    """Limits as they are drawn: no lower than 0 unless values are negative, a proportion's no higher than 100 %."""
    floor = np.array([0.0 if _never_negative(one) else -np.inf for one in inputs])[rows.series]
    top = np.array([100.0 if one.kind is IndicatorKind.PROPORTION else np.inf for one in inputs])[rows.series]
    return np.maximum(control.lower, floor[:, None]), np.minimum(control.upper, top[:, None])


def _never_negative(series: SeriesInput) -> bool:
    if series.kind is not IndicatorKind.MEAN:
        return True
    there = series.y[np.isfinite(series.y)]
    return not (there < 0).any()


def limit_lines(
    phases: Sequence[PhaseResult],
    lower: FloatArray,
    upper: FloatArray,
    number: Callable[[float], Number],
) -> tuple[LimitLine, ...]:
    """The limits of one chart's phases [phase, columns] as lines: level over gaps, in steps where they vary."""
    made: list[LimitLine] = []
    for at, phase in enumerate(phases):
        old = at < len(phases) - 1
        for limits, above in ((upper[at], True), (lower[at], False)):
            lines = _lines(limits.tolist(), phase)
            for index, points in enumerate(lines):
                last = index == len(lines) - 1 and not old
                label = limit_label(number(points[-1][1])) if last else ""
                made.append(LimitLine(upper=above, points=points, old=old, label=label))
    return tuple(made)


def _lines(limits: list[float], phase: PhaseResult) -> list[tuple[tuple[float, float], ...]]:
    there = [(at, y) for at, y in enumerate(limits) if y == y and phase.first <= at <= phase.last]
    if not there:
        return []
    if len({y for _, y in there}) == 1:
        y = there[0][1]
        return [((phase.first - 0.5, y), (phase.last + 0.5, y))]
    lines = []
    for _, group in groupby(enumerate(there), key=lambda pair: pair[1][0] - pair[0]):
        steps = [(at + side, y) for _, (at, y) in group for side in (-0.5, 0.5)]
        lines.append(tuple(point for k, point in enumerate(steps) if k == 0 or point != steps[k - 1]))
    return lines
