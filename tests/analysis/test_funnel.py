"""Funnel plots: limits against the binomial and Poisson sums themselves, dispersion, and what is left out."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.analysis.funnel import (
    LEVELS,
    Totals,
    funnel,
    mean_totals,
    pair_totals,
    proportion_limits,
    rate_limits,
)
from collabdesk.kinds import IndicatorKind

PROPORTION, RATE, MEAN = IndicatorKind.PROPORTION, IndicatorKind.RATE, IndicatorKind.MEAN


def totals(pairs: list[tuple[float, float]]) -> Totals:
    numerator, denominator = np.array(pairs, dtype=float).T
    return pair_totals(numerator[:, None], denominator[:, None], np.ones((len(pairs), 1), bool))


def binomial_tail(n: int, p: Fraction, least: int) -> Fraction:
    return sum((math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(least, n + 1)), Fraction(0))


@settings(max_examples=60, deadline=None)
@given(n=st.integers(1, 60), share=st.fractions(0, 1, max_denominator=40).filter(lambda p: 0 < p < 1))
def test_a_count_is_beyond_a_limit_exactly_when_its_tail_is_rarer(n: int, share: Fraction) -> None:
    for (low, high), level in zip(
        proportion_limits(
            float(share),
            n,
        ),
        LEVELS,
        strict=True,
    ):
        tail = (1 - Fraction(str(level))) / 2
        for count in range(n + 1):
            above = binomial_tail(n, share, count)
            below = 1 - binomial_tail(n, share, count + 1)
            if abs(above - tail) > 1e-9:
                assert (count / n > high + 1e-9) == (above < tail)
            if abs(below - tail) > 1e-9:
                assert (count / n < low - 1e-9) == (below < tail)
        assert 0 <= low <= float(share) <= high <= 1 or n * min(share, 1 - share) < 1


@pytest.mark.parametrize(("rate", "size"), [(0.002, 100), (0.002, 5000), (0.4, 31), (3.0, 8)])
def test_limits_of_a_rate_are_those_of_poisson(rate: float, size: float) -> None:
    expected = rate * size
    weights = [math.exp(-expected + k * math.log(expected) - math.lgamma(k + 1)) for k in range(200)]
    for (low, high), level in zip(rate_limits(rate, size), LEVELS, strict=True):
        for count in range(60):
            assert (count / size > high) == (math.fsum(weights[count:]) < (1 - level) / 2)
            assert (count / size < low) == (math.fsum(weights[: count + 1]) < (1 - level) / 2)


def test_limits_come_near_the_normal_ones_where_sites_are_large() -> None:
    for (low, high), z in zip(proportion_limits(0.3, 1e6), (1.959964, 3.090232), strict=True):
        half = z * math.sqrt(0.3 * 0.7 / 1e6)
        assert (low, high) == pytest.approx((0.3 - half, 0.3 + half), abs=2e-6)


def test_limits_never_leave_the_scale() -> None:
    assert proportion_limits(0.99, 3)[0][1] == 1
    assert proportion_limits(0.01, 3)[0][0] == 0
    assert rate_limits(0.001, 10)[1][0] == 0
    assert proportion_limits(0.0, 30) == ((0, 0), (0, 0))
    assert proportion_limits(1.0, 30) == ((1, 1), (1, 1))


def test_zones_and_the_common_line() -> None:
    found = funnel(PROPORTION, totals([(50, 100)] * 6 + [(62, 100), (80, 100), (18, 100), (0, 0)]))
    assert found is not None
    assert found.centre == (300 + 62 + 80 + 18) / 900
    assert found.outside.tolist() == [0] * 6 + [1, 2, -2, 0]


def test_all_alike_and_at_the_ceiling_is_nobodys_fault() -> None:
    found = funnel(PROPORTION, totals([(20, 20), (5, 5), (90, 90), (1, 1), (7, 7)]))
    assert found is not None
    assert found.outside.tolist() == [0] * 5
    assert (found.dispersion, found.overdispersed) == (None, False)


def test_a_team_at_100_percent_is_not_above_a_high_line() -> None:
    found = funnel(PROPORTION, totals([(5, 5), (989, 1000), (990, 1000), (991, 1000), (990, 1000)]))
    assert found is not None
    assert found.outside.tolist() == [0] * 5


def test_chance_alone_is_not_called_overdispersed_and_true_differences_are() -> None:
    random = np.random.default_rng(7)
    size = random.integers(40, 400, 60)
    called = [
        funnel(PROPORTION, totals(list(zip(random.binomial(size, 0.4), size, strict=True))))
        for _ in range(200)
    ]
    assert sum(one.overdispersed for one in called if one) <= 10
    assert np.mean([one.dispersion for one in called if one and one.dispersion]) == pytest.approx(
        0.75, abs=0.1
    )
    level = random.beta(4, 6, 60)
    mixed = funnel(PROPORTION, totals(list(zip(random.binomial(size, level), size, strict=True))))
    assert mixed is not None
    assert mixed.overdispersed


def test_with_four_teams_dispersion_is_not_judged() -> None:
    found = funnel(PROPORTION, totals([(10, 100), (90, 100), (50, 100), (20, 100)]))
    assert found is not None
    assert (found.dispersion, found.overdispersed) == (None, False)


def test_chance_puts_one_team_in_twenty_outside_the_inner_limits() -> None:
    random = np.random.default_rng(11)
    size = random.integers(50, 500, 2000)
    found = funnel(RATE, totals(list(zip(random.poisson(0.08 * size), size, strict=True))))
    assert found is not None
    assert np.mean(found.outside != 0) == pytest.approx(0.04, abs=0.015)
    assert np.mean(np.abs(found.outside) == 2) < 0.004


def test_a_mean_uses_the_spread_within_teams() -> None:
    value = np.array([[10.0, 12.0], [11.0, np.nan], [20.0, 20.0]])
    n = np.array([[10.0, 30.0], [40.0, np.nan], [10.0, 10.0]])
    spread = np.array([[2.0, 2.0], [3.0, np.nan], [2.0, np.nan]])
    found = mean_totals(value, n, spread, np.isfinite(value))
    assert found.value.tolist() == [11.5, 11.0, 20.0]
    assert found.size.tolist() == [40, 40, 10]
    assert found.spread is not None
    assert found.spread.tolist() == [2.0, 3.0, 2.0]
    plot = funnel(MEAN, found)
    assert plot is not None
    pooled = math.sqrt((38 * 4 + 39 * 9 + 9 * 4) / (38 + 39 + 9))
    centre = (40 * 11.5 + 40 * 11 + 10 * 20) / 90
    at = int(np.argmin(np.abs(plot.curves[0].size - 20)))
    half = 1.959963984540054 * pooled / math.sqrt(plot.curves[0].size[at])
    assert plot.centre == pytest.approx(centre)
    assert plot.curves[0].upper[at] == pytest.approx(centre + half)
    assert plot.outside.tolist() == [0, -1, 2]


def test_periods_without_both_numbers_are_left_out() -> None:
    numerator = np.array([[3.0, np.nan, 4.0, 9.0]])
    denominator = np.array([[10.0, 10.0, 0.0, 10.0]])
    found = pair_totals(numerator, denominator, np.array([[True, True, True, False]]))
    assert (found.value.tolist(), found.size.tolist(), found.periods.tolist()) == ([0.3], [10.0], [1])


def test_counts_and_times_have_no_funnel() -> None:
    with pytest.raises(ValueError, match="count"):
        funnel(IndicatorKind.COUNT, totals([(1, 2)]))
    assert funnel(PROPORTION, totals([(0, 0)])) is None
