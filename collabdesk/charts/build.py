"""A `ChartSpec` from a `SeriesInput`: everything that is drawn, from one pass over the rules.

Many charts are built in one vectorised pass (`build_charts`); one is the same with one series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from collabdesk.analysis.medians import FloatArray, IntArray
from collabdesk.analysis.progress import Progress, progress
from collabdesk.analysis.rules import POINTS_FOR_A_VERDICT, RuleSet, rule_set
from collabdesk.analysis.runchart import PhaseResult, usable
from collabdesk.analysis.scan import PhasePlan, PhaseRows
from collabdesk.analysis.verdict import Ceilings, ceilings, latest_side, row_verdicts
from collabdesk.charts import marks, ticks
from collabdesk.charts.chart_words import line_label
from collabdesk.charts.choice import drawn_as
from collabdesk.charts.control import Judged, judged, limit_lines
from collabdesk.charts.inputs import SeriesInput
from collabdesk.charts.points import chart_points
from collabdesk.charts.sentence import Facts, ranked, sentence
from collabdesk.charts.signs import SIGNS, full_scale, good_number
from collabdesk.charts.spec import Axis, ChartSpec, PointState, TargetLine, Text
from collabdesk.i18n import Number, msg
from collabdesk.periods import Period


def build_chart(series: SeriesInput) -> ChartSpec:
    """The chart of one series."""
    return build_charts([series])[0]


def build_charts(inputs: Sequence[SeriesInput]) -> list[ChartSpec]:
    """The charts of many series, in order. Raises ValueError for an unknown rule set.

    Whether a series can be drawn as the kind of chart that it asks for is `choice.chart_choices`'s to say.
    """
    specs: dict[int, ChartSpec] = {}
    kinds = [(series.rules, drawn_as(series)) for series in inputs]
    for rules, chart in dict.fromkeys(kinds):
        mine = [at for at, kind in enumerate(kinds) if kind == (rules, chart)]
        made = _build([inputs[at] for at in mine], rule_set(rules), chart)
        specs.update(zip(mine, made, strict=True))
    return [specs[at] for at in range(len(inputs))]


def phase_plan(series: SeriesInput) -> list[PhasePlan]:
    """The phases by position: the older ones, then the current; at least one."""
    last = len(series.y) - 1
    older = sorted(series.older, key=lambda phase: phase.first)
    plans = [
        PhasePlan(
            first=max(series.position(phase.first), 0),
            last=min(series.last_position(phase.last), last),
            base=_window(series, phase.baseline),
        )
        for phase in older
    ]
    start = max(series.position(older[-1].last + 1), 0) if older else 0
    base = _window(series, series.baseline) if series.frozen else None
    plans.append(PhasePlan(first=start, last=last, base=base))
    return [plan for plan in plans if plan.first <= plan.last] or [PhasePlan(first=0, last=last)]


def _window(series: SeriesInput, baseline: tuple[int, int] | None) -> tuple[int, int] | None:
    if baseline is None or baseline[1] < series.first or baseline[0] > baseline[1]:
        return None
    first, last = series.position(baseline[0]), series.last_position(baseline[1])
    return (max(first, 0), last) if first <= last else None


@dataclass(frozen=True, kw_only=True)
class _Row:
    """What the pass found for one chart."""

    phases: list[PhaseResult]
    plans: list[PhasePlan]
    limits: tuple[FloatArray, FloatArray] | None
    """Of a control chart, lower and upper [phase, columns]."""
    plotted: FloatArray
    values: tuple[float | None, ...]
    verdict: int
    ceiling: float | None
    hides_shifts: bool
    latest_side: int
    baseline: float
    latest: float
    n_values: int


def _build(inputs: list[SeriesInput], rules: RuleSet, chart: str) -> list[ChartSpec]:
    width = max(len(series.y) for series in inputs)
    values = np.full((len(inputs), width), np.nan)
    excluded = np.zeros(values.shape, np.bool_)
    for row, out, series in zip(values, excluded, inputs, strict=True):
        row[: len(series.y)] = _reported(series)
        if series.excluded is not None:
            out[: len(series.y)] = series.excluded
    plans = [phase_plan(series) for series in inputs]
    made = judged(inputs, chart, values, excluded, PhaseRows.of(plans), rules)
    owners = made.found.rows.series
    directed = chart != "mr"
    good = np.array([good_number(series.good) if directed else 0 for series in inputs])
    full = np.array([full_scale(series.kind) if chart == "run" else np.nan for series in inputs])
    tops = ceilings(made.found, full[owners])
    verdict = row_verdicts(made.found, rules, good[owners], full[owners], made.ends)
    used = usable(values, excluded)
    rows = _Pass(inputs, plans, made, tops, verdict.tolist(), _progress(used, plans, good))
    return [_spec(replace(series, chart=chart), rows.row(at)) for at, series in enumerate(inputs)]


def _reported(series: SeriesInput) -> FloatArray:
    if series.state is None:
        return series.y
    return np.where(series.state == PointState.REPORTED, series.y, np.nan)


def _progress(values: FloatArray, plans: list[list[PhasePlan]], good: IntArray) -> Progress:
    """From the oldest baseline: a re-baseline does not make the way shorter."""
    windows = [next((plan.base for plan in mine if plan.base), (-1, -1)) for mine in plans]
    first, last = np.array(windows, dtype=np.int64).reshape(-1, 2).T
    return progress(values, first, last, good)


class _Pass:
    """The results of a batch, cut into rows."""

    def __init__(
        self,
        inputs: list[SeriesInput],
        plans: list[list[PhasePlan]],
        made: Judged,
        tops: Ceilings,
        verdict: list[int],
        course: Progress,
    ) -> None:
        self._inputs, self._plans, self._verdict, self._made = inputs, plans, verdict, made
        self._values = _judged_values(made)
        self._ceiling, self._hides = tops.at.tolist(), tops.hides_shifts.tolist()
        self._side = latest_side(made.found).tolist()
        self._baseline, self._latest = course.baseline.tolist(), course.latest.tolist()
        self._n_values = [len(mine) - mine.count(None) for mine in self._values]
        self._last_row = made.found.rows.current_at().tolist()

    def row(self, at: int) -> _Row:
        """What belongs to one chart."""
        last = self._last_row[at]
        mine = slice(last + 1 - len(self._plans[at]), last + 1)
        ceiling = self._ceiling[last]
        length = len(self._inputs[at].y)
        made = self._made
        return _Row(
            phases=made.phases[mine],
            plans=self._plans[at],
            limits=None if made.lower is None or made.upper is None else (made.lower[mine], made.upper[mine]),
            plotted=made.plotted[at, :length],
            values=tuple(self._values[at][:length]),
            verdict=self._verdict[last],
            ceiling=None if ceiling != ceiling else ceiling,
            hides_shifts=self._hides[last],
            latest_side=self._side[last],
            baseline=self._baseline[at],
            latest=self._latest[at],
            n_values=self._n_values[at],
        )


def _judged_values(made: Judged) -> list[list[float | None]]:
    """What the rules saw of each series, None where missing or excluded, over all its phases."""
    whole = np.full(made.plotted.shape, np.nan)
    np.fmax.at(whole, made.found.rows.series, made.found.values)
    return [[None if v != v else v for v in row] for row in whole.tolist()]


def _spec(series: SeriesInput, row: _Row) -> ChartSpec:
    number = partial(worded, series)
    current = row.phases[-1]
    if series.chart == "mr":
        series = replace(series, y=row.plotted, target=None, good=None)
    return ChartSpec(
        title=series.title,
        subtitle=series.subtitle,
        headline="" if series.chart == "mr" else _headline(series, row),
        sign=SIGNS[row.verdict],
        x=ticks.period_axis(series.period_type, series.first, len(series.y))
        if series.ordinals is None
        else ticks.event_axis(series.period_type, series.ordinals),
        y=_y_axis(series, row),
        points=chart_points(series),
        centre=marks.centre_lines(row.phases, row.plans, lambda y: line_label(series.chart, number(y))),
        limits=limit_lines(row.phases, *row.limits, number) if row.limits else (),
        target=None
        if series.target is None
        else TargetLine(y=series.target, label=_label(number, series.target)),
        second=marks.second_line(series),
        signals=tuple(
            marks.signal_mark(signal, series.good)
            for phase in reversed(row.phases)
            for signal in ranked(phase.signals)
        )
        + marks.marked_points(series),
        flags=marks.flags(series),
        bands=marks.bands(series),
        definitions=marks.definitions(series),
        sentence=sentence(
            Facts(
                phase=current,
                values=row.values,
                number=number,
                when=lambda at: Period(series.period_type, series.ordinal(at)),
                per=series.period_type.kind,
                good=series.good,
                target=series.target,
                ceiling=row.ceiling,
                hides_shifts=row.hides_shifts,
                latest_side=row.latest_side,
                control=series.chart != "run",
                since=Period(series.period_type, series.ordinal(current.first)) if series.older else None,
                earlier=tuple(signal for phase in row.phases[:-1] for signal in phase.signals),
            )
        ),
        rules=series.rules,
        chart=series.chart,
        pooled=series.n_expected is not None,
        team_id=series.team_id,
        indicator_id=series.indicator_id,
    )


def worded(series: SeriesInput, value: float) -> Number:
    """A value of this chart with its decimals, and % for a proportion."""
    suffix = " %" if full_scale(series.kind) == 100 else ""
    return Number(value, series.decimals, suffix)


def _label(number: partial[Number], value: float) -> Text:
    return msg("{number}", number=number(value))


def _headline(series: SeriesInput, row: _Row) -> Text:
    """``34 % → 88 %``; under 6 points without a baseline the two would share points: only the latest."""
    if row.n_values == 0:
        return ""
    latest = worded(series, row.latest)
    if row.n_values < POINTS_FOR_A_VERDICT and not any(phase.frozen for phase in row.phases):
        return msg("{number}", number=latest)
    return msg("{baseline} → {latest}", baseline=worded(series, row.baseline), latest=latest)


def _y_axis(series: SeriesInput, row: _Row) -> Axis:
    """Wide enough for the points, the target and the limits."""
    proportion = full_scale(series.kind) == 100
    unit: Text = series.unit or ("%" if proportion else "")
    if series.scale is not None:
        return ticks.scaled_axis(*series.scale, unit)
    second = [] if series.second is None else [series.second]
    there = np.concatenate([series.y, *second, *(part.ravel() for part in row.limits or ())])
    there = there[np.isfinite(there)]
    lowest, highest = float(there.min(initial=np.inf)), float(there.max(initial=-np.inf))
    return ticks.own_axis(lowest, highest, series.target, unit, proportion=proportion)


def with_scale(spec: ChartSpec, low: float, high: float) -> ChartSpec:
    """The same chart on a y range that it shares with others."""
    return replace(spec, y=ticks.scaled_axis(low, high, spec.y.unit))
