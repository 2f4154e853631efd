"""What each team of a cube has over a span of periods: the totals behind a funnel plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.funnel import Totals, mean_totals, pair_totals
from collabdesk.analysis.medians import BoolArray
from collabdesk.analysis.observations import NO_CASES, REPORTED
from collabdesk.analysis.pooled import expected_periods
from collabdesk.kinds import IndicatorKind


@dataclass(frozen=True, kw_only=True)
class Span:
    """Periods ``first`` to ``last`` (ordinals) of some teams (places on the cube's axis).

    ``reports_from`` and ``reports_to`` are in the order of the cube's teams, None for open.
    """

    first: int
    last: int
    teams: Sequence[int]
    reports_from: Sequence[int | None]
    reports_to: Sequence[int | None]


@dataclass(frozen=True, kw_only=True)
class SpanTotals:
    """The totals of the span's teams, which of them hold a suspect number, and which had no cases at all."""

    totals: Totals
    suspect: tuple[bool, ...]
    no_cases: tuple[int, ...]


def span_totals(cube: ObservationCube, indicator_id: int, span: Span) -> SpanTotals:
    """The totals of each team of the span; excluded points and those outside its reporting time are left out."""
    at = cube.indicator_at(indicator_id)
    low, high = max(span.first, cube.first_period), min(span.last, cube.last_period)
    cut = slice(low - cube.first_period, max(high + 1, low) - cube.first_period)
    axis = np.arange(low, max(high + 1, low))
    teams = np.array(span.teams, dtype=np.int64)
    expected = expected_periods(axis, span.reports_from, span.reports_to)[teams]
    counted: BoolArray = expected & ~cube.excluded[at][teams][:, cut]
    state = cube.state[at][teams][:, cut]
    used = counted & (state == REPORTED)
    numerator, denominator = cube.numerator[at][teams][:, cut], cube.denominator[at][teams][:, cut]
    kind = cube.shapes[indicator_id].kind
    if kind is IndicatorKind.MEAN:
        value, spread = cube.value[at][teams][:, cut], cube.spread[at][teams][:, cut]
        totals = mean_totals(value, denominator, spread, used)
    else:
        totals = pair_totals(numerator, denominator, used)
    over = (numerator > denominator) & used & (kind is IndicatorKind.PROPORTION)
    quiet = (counted & (state == NO_CASES)).any(axis=1) & ~used.any(axis=1)
    return SpanTotals(
        totals=totals,
        suspect=tuple(over.any(axis=1).tolist()),
        no_cases=tuple(np.flatnonzero(quiet).tolist()),
    )
