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
from collabdesk.analysis.runchart import PhaseResult, phase_results, usable
from collabdesk.analysis.scan import PhasePlan, PhaseRows, Scan, scan
from collabdesk.analysis.verdict import Ceilings, ceilings, latest_side, row_verdicts
from collabdesk.charts import marks, ticks
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
    """The charts of many series, in order. Raises ValueError for an unknown rule set."""
    specs: dict[int, ChartSpec] = {}
    for rules in {series.rules for series in inputs}:
        mine = [at for at, series in enumerate(inputs) if series.rules == rules]
        specs.update(zip(mine, _build([inputs[at] for at in mine]), strict=True))
    return [specs[at] for at in range(len(inputs))]


def run_chart_rules(name: str) -> RuleSet:
    """The rule set of that name. Raises ValueError for an unknown one, and for ``nhs``, which needs limits."""
    rules = rule_set(name)
    if rules.strict:
        raise ValueError(f"the rules {name!r} judge an XmR chart, not a run chart")
    return rules


def phase_plan(series: SeriesInput) -> list[PhasePlan]:
    """The phases by position: the older ones, then the current; at least one."""
    last = len(series.y) - 1
    older = sorted(series.older, key=lambda phase: phase.first)
    plans = [
        PhasePlan(
            first=max(phase.first - series.first, 0),
            last=min(phase.last - series.first, last),
            base=_window(series, phase.baseline),
        )
        for phase in older
    ]
    start = max(older[-1].last + 1 - series.first, 0) if older else 0
    base = _window(series, series.baseline) if series.frozen else None
    plans.append(PhasePlan(first=start, last=last, base=base))
    return [plan for plan in plans if plan.first <= plan.last] or [PhasePlan(first=0, last=last)]


def _window(series: SeriesInput, baseline: tuple[int, int] | None) -> tuple[int, int] | None:
    if baseline is None or baseline[1] < series.first or baseline[0] > baseline[1]:
        return None
    return max(baseline[0] - series.first, 0), baseline[1] - series.first


@dataclass(frozen=True, kw_only=True)
class _Row:
    """What the pass found for one chart."""

    phases: list[PhaseResult]
    plans: list[PhasePlan]
    values: tuple[float | None, ...]
    verdict: int
    ceiling: float | None
    hides_shifts: bool
    latest_side: int
    baseline: float
    latest: float
    n_values: int


def _build(inputs: list[SeriesInput]) -> list[ChartSpec]:
    width = max(len(series.y) for series in inputs)
    values = np.full((len(inputs), width), np.nan)
    for row, series in zip(values, inputs, strict=True):
        row[: len(series.y)] = _usable(series)
    plans = [phase_plan(series) for series in inputs]
    found = scan(values, PhaseRows.of(plans))
    rules = run_chart_rules(inputs[0].rules)
    owners = found.rows.series
    good = np.array([good_number(series.good) for series in inputs])
    full = np.array([full_scale(series.kind) for series in inputs])
    tops = ceilings(found, full[owners])
    verdict = row_verdicts(found, rules, good[owners], full[owners])
    made = _Pass(inputs, plans, values, found, tops, verdict.tolist(), _progress(values, plans, good))
    made.phases = phase_results(found, rules)
    return [_spec(series, made.row(at)) for at, series in enumerate(inputs)]


def _usable(series: SeriesInput) -> FloatArray:
    y = series.y
    if series.state is not None:
        y = np.where(series.state == PointState.REPORTED, y, np.nan)
    return usable(y, series.excluded)


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
        values: FloatArray,
        found: Scan,
        tops: Ceilings,
        verdict: list[int],
        made: Progress,
    ) -> None:
        self.phases: list[PhaseResult] = []
        self._inputs, self._plans, self._verdict = inputs, plans, verdict
        self._values = values.tolist()
        self._ceiling, self._hides = tops.at.tolist(), tops.hides_shifts.tolist()
        self._side = latest_side(found).tolist()
        self._baseline, self._latest = made.baseline.tolist(), made.latest.tolist()
        self._n_values = np.count_nonzero(~np.isnan(values), axis=1).tolist()
        self._last_row = found.rows.current_at().tolist()

    def row(self, at: int) -> _Row:
        """What belongs to one chart."""
        last = self._last_row[at]
        ceiling = self._ceiling[last]
        length = len(self._inputs[at].y)
        return _Row(
            phases=self.phases[last + 1 - len(self._plans[at]) : last + 1],
            plans=self._plans[at],
            values=tuple([None if v != v else v for v in self._values[at][:length]]),
            verdict=self._verdict[last],
            ceiling=None if ceiling != ceiling else ceiling,
            hides_shifts=self._hides[last],
            latest_side=self._side[last],
            baseline=self._baseline[at],
            latest=self._latest[at],
            n_values=self._n_values[at],
        )


def _spec(series: SeriesInput, row: _Row) -> ChartSpec:
    number = partial(worded, series)
    current = row.phases[-1]
    return ChartSpec(
        title=series.title,
        subtitle=series.subtitle,
        headline=_headline(series, row),
        sign=SIGNS[row.verdict],
        x=ticks.period_axis(series.period_type, series.first, len(series.y)),
        y=_y_axis(series),
        points=chart_points(series),
        centre=marks.centre_lines(row.phases, row.plans, number),
        target=None
        if series.target is None
        else TargetLine(y=series.target, label=_label(number, series.target)),
        signals=tuple(
            marks.signal_mark(signal, series.good)
            for phase in reversed(row.phases)
            for signal in ranked(phase.signals)
        ),
        flags=marks.flags(series),
        bands=marks.bands(series),
        sentence=sentence(
            Facts(
                phase=current,
                values=row.values,
                number=number,
                when=lambda at: Period(series.period_type, series.first + at),
                per=series.period_type.kind,
                good=series.good,
                target=series.target,
                ceiling=row.ceiling,
                hides_shifts=row.hides_shifts,
                latest_side=row.latest_side,
                since=Period(series.period_type, series.first + current.first) if series.older else None,
                earlier=tuple(signal for phase in row.phases[:-1] for signal in phase.signals),
            )
        ),
        rules=series.rules,
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


def _y_axis(series: SeriesInput) -> Axis:
    proportion = full_scale(series.kind) == 100
    unit: Text = series.unit or ("%" if proportion else "")
    if series.scale is not None:
        return ticks.scaled_axis(*series.scale, unit)
    there = series.y[np.isfinite(series.y)]
    highest = float(there.max(initial=-np.inf))
    if proportion:
        return ticks.proportion_axis(highest, unit)
    goal = [] if series.target is None else [series.target]
    lowest = float(there.min(initial=np.inf))
    return ticks.value_axis(min([lowest, *goal]), max([highest, *goal]), unit)


def with_scale(spec: ChartSpec, low: float, high: float) -> ChartSpec:
    """The same chart on a y range that it shares with others."""
    return replace(spec, y=ticks.scaled_axis(low, high, spec.y.unit))
