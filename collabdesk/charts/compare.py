"""What a person asks a large chart to show besides: another series to compare with, before and after a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from collabdesk.analysis.evidence import NEVER, Cases, judge
from collabdesk.analysis.evidence import PAST_ABANDONING as PAST_ABANDONING  # for who knows when it was
from collabdesk.charts import ticks
from collabdesk.charts.spec import ChartSpec, OtherLine, Text, Window
from collabdesk.i18n import Number, msg
from collabdesk.kinds import IndicatorKind


def compared(spec: ChartSpec, others: Sequence[tuple[Text, ChartSpec]]) -> ChartSpec:
    """The chart with the lines of others of the same indicator, on a y range that holds them all."""
    lines = tuple(
        OtherLine(
            label=label,
            values=tuple((point.x, None if point.excluded else point.y) for point in other.points),
        )
        for label, other in others
    )
    low = min([spec.y.low, *(other.y.low for _, other in others)])
    high = max([spec.y.high, *(other.y.high for _, other in others)])
    wider = (low, high) != (spec.y.low, spec.y.high)
    return replace(spec, others=lines, y=ticks.scaled_axis(low, high, spec.y.unit) if wider else spec.y)


def with_windows(
    spec: ChartSpec, start: int, stop: int | None, *, kind: IndicatorKind, decimals: int
) -> ChartSpec:
    """The chart with what the evidence of one change rests on: the points before x ``start`` and those after,
    up to ``stop`` (None: not abandoned), each with its median (method.md, 7, point 1).
    """
    size = max((point.x for point in spec.points), default=-1) + 1
    values = np.full((1, 1, size), np.nan)
    for point in spec.points:
        if point.y is not None and not point.excluded:
            values[0, 0, point.x] = point.y
    if not 0 <= start < size:
        return spec
    cases = Cases.of([(0, 0, 0, start, NEVER if stop is None else stop)])
    found = judge(values, cases, np.array([0]), np.array([np.nan]))

    def window(first: int, last: int, median: float, count: int, *, after: bool) -> Window | None:
        if count == 0 or first > last:
            return None
        suffix = " %" if kind is IndicatorKind.PROPORTION else ""
        number = Number(median, max(decimals, 0 if median == int(median) else 1), suffix)
        label = (
            msg("after: {number}, n = {count}", number=number, count=count)
            if after
            else msg("before: {number}, n = {count}", number=number, count=count)
        )
        return Window(first=first, last=last, y=median, label=label)

    before = window(
        int(found.first_before[0]), start - 1, float(found.before[0]), int(found.n_before[0]), after=False
    )
    after = window(start, int(found.end[0]), float(found.after[0]), int(found.n_after[0]), after=True)
    return replace(spec, windows=tuple(one for one in (before, after) if one is not None))
