"""The answers of `collabdesk analyse`: as JSON (design/commands.md) and as sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TextIO, cast

import numpy as np

from collabdesk.analysis.control import WITH_DENOMINATORS, Chart, Measured, control_chart
from collabdesk.analysis.limits import control_results
from collabdesk.analysis.medians import FloatArray, IntArray
from collabdesk.analysis.rules import RuleSet, rule_set
from collabdesk.analysis.runchart import PhaseResult, SeriesResult, parts, series_results, usable
from collabdesk.analysis.scan import PhasePlan, PhaseRows, Scan, scan
from collabdesk.analysis.verdict import ceilings, latest_side
from collabdesk.charts.sentence import Facts, sentence
from collabdesk.commands.analyse_table import Table
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator

_PHASE_FIELDS = (
    "first",
    "last",
    "centre",
    "n_useful",
    "runs",
    "runs_lower",
    "runs_upper",
    "longest_run",
    "longest_run_limit",
    "crossings",
    "crossings_limit",
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for."""

    chart: str
    rules: str
    freeze: int | None
    parts: tuple[int, ...]
    screened: bool = True


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One series with what was found in it."""

    name: str
    result: SeriesResult
    sentence: str


def write_json(table: Table, request: Request, out: TextIO) -> None:
    """One JSON document."""
    answers = [_as_json(answer) for answer in analysed(table, request)]
    document = {"rules": request.rules, "chart": request.chart, "series": answers}
    out.write(json.dumps(document, ensure_ascii=False, allow_nan=False))
    out.write("\n")


def write_text(table: Table, request: Request, out: TextIO) -> None:
    """Two lines for each series: its numbers, and the sentence."""
    number = wording(table)
    for answer in analysed(table, request):
        result = answer.result
        centre = result.phases[-1].centre
        name = "median" if request.chart == "run" else "centre line"
        line = "no centre line" if centre is None else f"{name} {number(centre)}"
        counts = f"{result.n} points, {result.n_useful} useful, {result.n_missing} missing"
        out.write(f"{answer.name}: {counts}, {line}\n    {answer.sentence}\n")
    out.write(
        f"Chart: {request.chart}. Rules: {request.rules}. Points count from 0, missing ones included.\n"
    )


def analysed(table: Table, request: Request) -> list[Answer]:
    """Every series of the table, in its order. Raises UserFacingError for what can't be done."""
    rules = _rules(request)
    _check_numbers(table, request.chart)
    _check_lengths(table, request)
    made: dict[int, Answer] = {}
    for length in np.unique(table.sizes).tolist():
        group = np.flatnonzero(table.sizes == length)
        made.update(zip(group.tolist(), _group(table, group, length, request, rules), strict=True))
    return [made[at] for at in range(len(table.names))]


def _rules(request: Request) -> RuleSet:
    if request.rules == "nhs" and request.chart != "i":
        raise UserFacingError(f"The rules “nhs” judge an XmR chart, not “{request.chart}”: use --chart i.")
    return rule_set(request.rules)


def _check_lengths(table: Table, request: Request) -> None:
    """Where no series reaches that far the number is a slip; a shorter series among longer ones takes what it has."""
    longest = int(table.sizes.max())
    which = f"the series “{table.names[0]}” has" if len(table.names) == 1 else "the longest series has"
    if request.freeze is not None and request.freeze > longest:
        raise UserFacingError(f"--freeze {request.freeze}: {which} only {longest} points.")
    if request.parts and request.parts[-1] >= longest:
        raise UserFacingError(f"--parts {request.parts[-1]}: {which} only {longest} points.")
    if request.freeze is not None:
        _check_frozen(table, request.freeze)


def _group(table: Table, group: IntArray, length: int, request: Request, rules: RuleSet) -> list[Answer]:
    """The series of one length in one pass."""
    cells = table.starts[group, None] + np.arange(length)
    values = table.values[cells]
    used = usable(values, table.excluded[cells])
    rows = _rows(len(group), length, request)
    found, results = _judged(table, cells, rows, request, rules)
    full = 1.0 if table.ratio and request.chart == "run" else np.nan
    tops = ceilings(found, np.full(len(found.centre), full))
    last = found.rows.current_at()
    columns = (
        group.tolist(),
        results,
        used,
        tops.at[last].tolist(),
        tops.hides_shifts[last].tolist(),
        latest_side(found)[last].tolist(),
    )
    told = _Teller(table, control=request.chart != "run")
    return [
        Answer(
            name=table.names[at], result=result, sentence=told.sentence(at, result, row, top, hidden, side)
        )
        for at, result, row, top, hidden, side in zip(*columns, strict=True)
    ]


def _judged(
    table: Table, cells: IntArray, rows: PhaseRows, request: Request, rules: RuleSet
) -> tuple[Scan, list[SeriesResult]]:
    values, excluded = table.values[cells], table.excluded[cells]
    if request.chart == "run":
        found = scan(usable(values, excluded), rows)
        return found, series_results(values, found, rules)
    measured = Measured(
        value=values,
        excluded=excluded,
        numerator=None if table.numerator is None else table.numerator[cells],
        denominator=None if table.denominator is None else table.denominator[cells],
        spread=None if table.spread is None else table.spread[cells],
    )
    kind = cast(Chart, request.chart)
    control = control_chart(kind, measured, rows, screened=request.screened, nhs=rules.strict)
    plotted = usable(control.plotted, excluded)
    found = scan(plotted, rows, centre=control.centre, strict=rules.strict)
    return found, control_results(values, control, found, rules)


def _check_numbers(table: Table, chart: str) -> None:
    """Whether the chart can be drawn of what the file gives."""
    if chart in WITH_DENOMINATORS and not table.ratio:
        raise UserFacingError(f"The chart “{chart}” needs the columns numerator and denominator, not value.")
    if chart == "xbar" and table.spread is None:
        raise UserFacingError("The chart “xbar” needs the columns value, n and spread.")
    if chart in ("c", "g", "t") and table.ratio:
        raise UserFacingError(f"The chart “{chart}” needs the column value, not numerator and denominator.")
    if chart in ("c", "g", "t"):
        low = table.values <= 0 if chart == "t" else table.values < 0
        for row in np.flatnonzero(low).tolist():
            series = int(np.searchsorted(table.starts, row, side="right")) - 1
            kind = "times above 0" if chart == "t" else "counts, which are never below 0"
            raise UserFacingError(
                f"The chart “{chart}” needs {kind}: series “{table.names[series]}”, "
                f"point {row - int(table.starts[series])} is {table.values[row]:g}."
            )


def _rows(n_series: int, length: int, request: Request) -> PhaseRows:
    if not request.parts:
        return PhaseRows.whole(n_series, length, request.freeze)
    plan: list[PhasePlan] = parts(length, [after for after in request.parts if after < length])
    return PhaseRows.of([plan] * n_series)


def _check_frozen(table: Table, freeze: int) -> None:
    """Refuse only where no series has a value to freeze; one without takes its line from all its points."""
    used = usable(table.values, table.excluded)
    first = table.starts.repeat(table.sizes) + freeze
    if np.isnan(used[np.arange(len(used)) < first]).all():
        which = f"the series “{table.names[0]}”" if len(table.names) == 1 else "every series"
        raise UserFacingError(f"--freeze {freeze}: {which} has no value among its first {freeze} points.")


class _Teller:
    """Words the sentence of each series, fractions as percentages."""

    def __init__(self, table: Table, *, control: bool) -> None:
        self._table, self._control = table, control
        self._number = wording(table)
        self._translator = Translator()

    def sentence(
        self,
        series: int,
        result: SeriesResult,
        used: FloatArray,
        ceiling: float,
        hides_shifts: bool,
        side: int,
    ) -> str:
        """``ceiling`` is NaN where there is none."""
        at_ceiling = ceiling == ceiling
        current = result.phases[-1]
        facts = Facts(
            phase=current,
            values=tuple([None if v != v else v for v in used.tolist()]) if at_ceiling else (),
            number=self._number,
            when=partial(self._when, series),
            per=None,
            ceiling=ceiling if at_ceiling else None,
            hides_shifts=hides_shifts,
            latest_side=side,
            control=self._control,
            since=self._when(series, current.first) if current.first else None,
            earlier=tuple([signal for phase in result.phases[:-1] for signal in phase.signals]),
        )
        return self._translator.text(sentence(facts))

    def _when(self, series: int, at: int) -> str:
        return self._table.period(series, at) or f"point {at}"


def wording(table: Table) -> Callable[[float], str]:
    """How values are written in sentences: fractions as percentages."""
    return (lambda value: f"{100 * value:.4g} %") if table.ratio else (lambda value: f"{value:.6g}")


def _as_json(answer: Answer) -> dict[str, Any]:
    result = answer.result
    return {
        "series": answer.name,
        "n": result.n,
        "n_useful": result.n_useful,
        "n_missing": result.n_missing,
        "centre": result.centre,
        "lower": result.lower,
        "upper": result.upper,
        "phases": [_phase_json(phase) for phase in result.phases],
        "signals": [
            {"rule": signal.rule, "direction": signal.direction, "points": signal.points}
            for signal in result.signals
        ],
        "sentence": answer.sentence,
    }


def _phase_json(phase: PhaseResult) -> dict[str, Any]:
    return {name: getattr(phase, name) for name in _PHASE_FIELDS}
