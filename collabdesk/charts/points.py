"""The points of a chart: state, denominators and what stands under each."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from collabdesk.charts.inputs import SeriesInput
from collabdesk.charts.spec import ChartPoint, PointState, Text
from collabdesk.i18n import msg
from collabdesk.kinds import IndicatorKind
from collabdesk.periods import Period


def chart_points(series: SeriesInput) -> tuple[ChartPoint, ...]:
    """One point per period."""
    states = _states(series)
    excluded = [False] * len(series.y) if series.excluded is None else series.excluded.tolist()
    rows = zip(
        series.y.tolist(),
        states,
        _numbers(series.numerator, len(states)),
        _numbers(series.denominator, len(states)),
        _numbers(series.spread, len(states)),
        excluded,
        _pooled_counts(series),
        strict=True,
    )
    return tuple([_point(series, at, *row) for at, row in enumerate(rows)])


def _point(
    series: SeriesInput,
    at: int,
    y: float,
    state: int,
    numerator: float | None,
    denominator: float | None,
    spread: float | None,
    excluded: bool,
    counts: Text | None,
) -> ChartPoint:
    reported = state == 1
    pair = numerator is not None and denominator is not None
    ordinal = series.ordinal(at)
    return ChartPoint(
        x=at,
        period=Period(series.period_type, ordinal),
        y=y if reported and math.isfinite(y) else None,
        state=_STATES[state],
        numerator=numerator,
        denominator=denominator,
        spread=spread,
        excluded=excluded,
        small=reported and denominator is not None and denominator < series.small,
        suspect=pair and series.kind is IndicatorKind.PROPORTION and numerator > denominator,  # type: ignore[operator]
        count_label=counts if counts is not None else _count_label(numerator, denominator) if state else "",
        note=series.notes.get(ordinal, "") if series.notes else "",
        origin=series.origins.get(ordinal, "") if series.origins else "",
    )


_STATES = tuple(PointState(code) for code in range(3))


def _states(series: SeriesInput) -> list[int]:
    if series.state is not None:
        return [int(code) for code in series.state]
    return [int(there) for there in np.isfinite(series.y)]


def _numbers(array: npt.NDArray[np.float64] | None, length: int) -> list[float | None]:
    if array is None:
        return [None] * length
    return [None if number != number else number for number in array.tolist()]


def _count_label(numerator: float | None, denominator: float | None) -> str:
    if denominator is None:
        return ""
    if numerator is None:
        return f"{denominator:.10g}"
    return f"{numerator:.10g}/{denominator:.10g}"


def _pooled_counts(series: SeriesInput) -> list[Text | None]:
    if series.n_reporting is None or series.n_expected is None:
        return [None] * len(series.y)
    pairs = zip(series.n_reporting.tolist(), series.n_expected.tolist(), strict=True)
    return [msg("{count} of {total}", count=count, total=total) for count, total in pairs]
