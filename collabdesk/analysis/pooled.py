"""Pooled lines: several teams as one series, always with "n of N teams" (method.md, 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.medians import BoolArray, FloatArray, IntArray, row_medians
from collabdesk.analysis.observations import MISSING, NO_CASES, REPORTED, StateArray
from collabdesk.kinds import IndicatorKind

Method = Literal["sum", "median"]
SAME_TEAMS_SHARE = 0.8
"""A team belongs to the same-teams-only line with data in at least this share of the periods shown."""


@dataclass(frozen=True, kw_only=True)
class PooledLine:
    """One pooled series, arrays [period]; ``value`` in the unit of the axis, NaN where no team has a number."""

    method: Method
    value: FloatArray
    numerator: FloatArray
    denominator: FloatArray
    state: StateArray
    n_reporting: IntArray
    n_expected: IntArray
    team_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """The line of all reporting teams, and the one of the same teams only that guards against drop-outs."""

    first_period: int
    everyone: PooledLine
    same_teams: PooledLine


def pooled(
    cube: ObservationCube,
    indicator_id: int,
    *,
    reports_from: Sequence[int | None],
    reports_to: Sequence[int | None],
    teams: Sequence[int] | None = None,
    periods: tuple[int, int] | None = None,
    method: Method = "sum",
) -> Pooled:
    """The pooled lines of one indicator.

    ``reports_from`` and ``reports_to`` are ordinals in the order of ``cube.team_ids``, None for open; a team is
    expected and counted only between them. ``teams`` chooses some teams, ``periods`` (first, last) what is
    shown, by default the whole axis. For a proportion or a rate, ``sum`` is the sum of numerators over the sum
    of denominators (a team that gave only a finished number can't be summed and is left out, also from n);
    for a count it is the sum of the values; a mean or a time is always the median of the team values, because
    sums of them mean nothing. Excluded points are left out of both the sum and n. Raises KeyError.
    """
    at = cube.indicator_at(indicator_id)
    first, last = periods or (cube.first_period, cube.last_period)
    chosen = np.isin(cube.team_ids, cube.team_ids if teams is None else list(teams))
    axis = np.arange(first, last + 1)
    expected = expected_periods(axis, reports_from, reports_to) & chosen[:, None]
    part = _Part(cube, at, axis)
    used = expected & part.there
    enough = np.count_nonzero(used, axis=1) >= SAME_TEAMS_SHARE * len(axis) - 1e-9
    steady = enough & used.any(axis=1)
    return Pooled(
        first_period=first,
        everyone=part.line(used, expected, cube.team_ids, method),
        same_teams=part.line(used & steady[:, None], expected & steady[:, None], cube.team_ids, method),
    )


def expected_periods(axis: IntArray, start: Sequence[int | None], stop: Sequence[int | None]) -> BoolArray:
    lowest, highest = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    since = np.array([lowest if value is None else value for value in start], dtype=np.int64)
    until = np.array([highest if value is None else value for value in stop], dtype=np.int64)
    return np.asarray((axis >= since[:, None]) & (axis <= until[:, None]))


class _Part:
    """The shown periods of one indicator, arrays [team, period]."""

    def __init__(self, cube: ObservationCube, at: int, axis: IntArray) -> None:
        self._shape = cube.shapes[cube.indicator_ids[at]]
        inside = (axis >= cube.first_period) & (axis <= cube.last_period)
        columns = axis[inside] - cube.first_period
        size = (len(cube.team_ids), len(axis))
        self._value, self._numerator, self._denominator = (np.full(size, np.nan) for _ in range(3))
        self._state = np.zeros(size, np.int8)
        excluded = np.zeros(size, np.bool_)
        for mine, layer in (
            (self._value, cube.value),
            (self._numerator, cube.numerator),
            (self._denominator, cube.denominator),
            (self._state, cube.state),
            (excluded, cube.excluded),
        ):
            mine[:, inside] = layer[at][:, columns]
        self.there: BoolArray = (self._state != MISSING) & ~excluded

    def line(
        self, used: BoolArray, expected: BoolArray, team_ids: tuple[int, ...], method: Method
    ) -> PooledLine:
        kind = self._shape.kind
        if kind in (IndicatorKind.MEAN, IndicatorKind.TIME_BETWEEN):
            method = "median"
        ratio = kind in (IndicatorKind.PROPORTION, IndicatorKind.RATE)
        if method == "sum" and ratio:
            summed = np.isfinite(self._numerator) & (self._denominator > 0)
            used = used & (summed | (self._state == NO_CASES))
        reported = used & (self._state == REPORTED)
        numerator, denominator = _sums(self._numerator, reported), _sums(self._denominator, reported)
        if method == "median":
            value = row_medians(np.where(reported, self._value, np.nan).T)
        else:
            value = self._summed(ratio, numerator, denominator, reported)
        n_reporting = np.count_nonzero(used, axis=0)
        quiet = np.where(n_reporting > 0, NO_CASES, MISSING)
        return PooledLine(
            method=method,
            value=value,
            numerator=numerator,
            denominator=denominator,
            state=np.where(np.isfinite(value), REPORTED, quiet).astype(np.int8),
            n_reporting=n_reporting,
            n_expected=np.count_nonzero(expected, axis=0),
            team_ids=tuple(
                key for key, any_ in zip(team_ids, np.atleast_1d(expected.any(axis=1)), strict=True) if any_
            ),
        )

    def _summed(
        self, ratio: bool, numerator: FloatArray, denominator: FloatArray, reported: BoolArray
    ) -> FloatArray:
        if not ratio:
            return _sums(self._value, reported)
        factor = 100.0 if self._shape.kind is IndicatorKind.PROPORTION else self._shape.multiplier
        return np.divide(
            numerator * factor, denominator, out=np.full_like(numerator, np.nan), where=denominator > 0
        )


def _sums(values: FloatArray, used: BoolArray) -> FloatArray:
    """Sums over teams [period]; NaN where no team has a number."""
    counted = used & np.isfinite(values)
    total = np.where(counted, values, 0.0).sum(axis=0)
    return np.where(counted.any(axis=0), total, np.nan)
