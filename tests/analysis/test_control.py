"""Control charts: published examples, brute force, limits and the rules about them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.analysis.control import CHARTS, Control, Measured, control_chart
from collabdesk.analysis.limits import control_results
from collabdesk.analysis.rules import IHI, NHS, RuleSet
from collabdesk.analysis.runchart import SeriesResult
from collabdesk.analysis.scan import PhasePlan, PhaseRows, scan
from tests.analysis import control_oracle

N = math.nan
# Montgomery, Introduction to Statistical Quality Control, 7th ed.: examples 6.5, 7.1, 7.3, 7.4
LOANS = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11]
CANS += [20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
BOARDS = [
    21,
    24,
    16,
    12,
    15,
    5,
    28,
    20,
    31,
    25,
    20,
    24,
    16,
    19,
    10,
    17,
    13,
    22,
    18,
    39,
    30,
    24,
    16,
    19,
    17,
    15,
]
SHIPMENTS = [2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4]


def made(kind: str, values=None, *, over=None, excluded=None, rows=None, spread=None, **options) -> Control:
    array = np.array([values], dtype=float)
    denominator = None if over is None else np.broadcast_to(np.array(over, dtype=float), array.shape)
    measured = Measured(
        value=array if denominator is None or kind == "xbar" else array / denominator,
        excluded=np.zeros(array.shape, bool) if excluded is None else np.array([excluded]),
        numerator=None if denominator is None else array,
        denominator=denominator,
        spread=None if spread is None else np.array(spread, dtype=float),
    )
    return control_chart(kind, measured, rows or PhaseRows.whole(*array.shape), **options)


class TestPublished:
    def test_individuals(self) -> None:
        chart = made("i", LOANS)
        assert chart.centre[0] == pytest.approx(300.5)
        assert chart.upper[0, 0] == pytest.approx(300.5 + 3 * (148 / 19) / 1.128, abs=1e-9)
        assert chart.upper[0, 0] == pytest.approx(321.22, abs=0.005)
        assert chart.lower[0, 0] == pytest.approx(279.78, abs=0.005)

    def test_moving_ranges(self) -> None:
        chart = made("mr", LOANS)
        assert np.isnan(chart.plotted[0, 0])
        assert chart.plotted[0, 1] == 22
        assert chart.centre[0] == pytest.approx(7.79, abs=0.005)
        assert chart.upper[0, 5] == pytest.approx(25.45, abs=0.005)
        assert chart.lower[0, 5] == 0

    def test_proportions(self) -> None:
        chart = made("p", CANS, over=50)
        assert chart.centre[0] == pytest.approx(0.2313, abs=5e-5)
        assert chart.upper[0, 0] == pytest.approx(0.4102, abs=5e-5)
        assert chart.lower[0, 0] == pytest.approx(0.0524, abs=5e-5)

    def test_counts(self) -> None:
        chart = made("c", BOARDS)
        assert chart.centre[0] == pytest.approx(19.85, abs=0.005)
        assert chart.upper[0, 0] == pytest.approx(33.22, abs=0.01)
        assert chart.lower[0, 0] == pytest.approx(6.48, abs=0.01)

    def test_rates(self) -> None:
        chart = made("u", SHIPMENTS, over=50)
        assert chart.centre[0] == pytest.approx(0.0740)
        assert chart.upper[0, 0] == pytest.approx(0.1894, abs=5e-5)
        assert chart.lower[0, 0] == 0


class TestDetails:
    def test_a_moving_range_far_above_the_others_is_screened_once(self) -> None:
        values = [1, 2] * 6 + [40] + [1, 2] * 6
        screened, plain = made("i", values), made("i", values, screened=False)
        assert screened.upper[0, 0] - screened.centre[0] == pytest.approx(3 / 1.128)
        assert plain.upper[0, 0] > 2 * screened.upper[0, 0]

    def test_a_moving_range_is_screened_from_3267_means_on(self) -> None:
        """Nine ranges of 1: one of 5 is above 3.267 x 1.4 and leaves, one of 4 is below 3.267 x 1.3 and stays."""
        level = [5, 6, 5, 6, 5, 6, 5, 6, 5, 6]
        left, stays = made("i", [*level, 11]), made("i", [*level, 10])
        assert left.upper[0, 0] - left.centre[0] == pytest.approx(3 * 1 / 1.128)
        assert stays.upper[0, 0] - stays.centre[0] == pytest.approx(3 * 1.3 / 1.128)

    def test_nhs_limits_are_not_screened(self) -> None:
        values = [1, 2] * 6 + [40] + [1, 2] * 6
        spread = np.abs(np.diff(values)).mean()
        chart = made("i", values, nhs=True)
        assert chart.upper[0, 0] == pytest.approx(np.mean(values) + 2.66 * spread)
        assert chart.lower[0, 0] == pytest.approx(np.mean(values) - 2.66 * spread)

    def test_a_missing_point_breaks_a_range_an_excluded_one_is_bridged(self) -> None:
        missing = made("mr", [1, 2, N, 5, 7])
        assert np.array_equal(missing.plotted[0], [N, 1, N, N, 2], equal_nan=True)
        bridged = made("mr", [1, 2, 90, 5, 7], excluded=[False, False, True, False, False])
        assert np.array_equal(bridged.plotted[0], [N, 1, N, 3, 2], equal_nan=True)
        assert bridged.centre[0] == 2

    def test_ranges_begin_anew_in_each_phase(self) -> None:
        rows = PhaseRows.of([[PhasePlan(first=0, last=2), PhasePlan(first=3, last=5)]])
        chart = made("mr", [1, 2, 4, 50, 51, 53], rows=rows)
        assert np.array_equal(chart.plotted[0], [N, 1, 2, N, 1, 2], equal_nan=True)
        assert chart.centre.tolist() == [1.5, 1.5]

    def test_limits_vary_with_the_denominators_and_stay_within_0_and_1(self) -> None:
        chart = made("p", [1, 5, 50], over=[[2, 10, 100]])
        assert (chart.lower[0, 0], chart.upper[0, 0]) == (0, 1)
        assert chart.upper[0, 2] == pytest.approx(0.65)

    def test_the_centre_of_a_g_chart_is_the_median(self) -> None:
        chart = made("g", [1, 2, 30])
        assert chart.centre[0] == 2
        assert chart.upper[0, 0] == pytest.approx(11 + 3 * math.sqrt(11 * 12))
        assert chart.lower[0, 0] == 0

    def test_no_limits_without_a_range(self) -> None:
        assert np.isnan(made("i", [5]).upper).all()

    def test_where_nothing_moves_the_limits_lie_on_the_line(self) -> None:
        assert made("i", [5, 5, 5]).centre[0] == 5
        assert made("i", [5, 5, 5]).upper.tolist() == [[5, 5, 5]]
        whole = made("pp", [9, 4, 7], over=[[9, 4, 7]])
        assert (whole.lower.tolist(), whole.upper.tolist()) == ([[1, 1, 1]], [[1, 1, 1]])

    def test_an_empty_frozen_window_is_no_window(self) -> None:
        rows = PhaseRows.whole(1, 5, 2)
        assert made("i", [N, N, 4, 6, 8], rows=rows).centre[0] == 6

    def test_means_as_published(self) -> None:
        """A3 of Montgomery's table for n = 5 and 10; the same n: the mean spread, else the pooled one."""
        same = made("xbar", [74.0, 74.2], over=[[5, 5]], spread=[[0.1, 0.3]])
        assert same.upper[0] == pytest.approx([74.1 + 1.427 * 0.2] * 2, abs=2e-4)
        mixed = made("xbar", [10.0, 13.0], over=[[5, 10]], spread=[[2.0, 1.0]])
        pooled = math.sqrt((4 * 4 + 9 * 1) / 13)
        assert mixed.centre[0] == pytest.approx(12)
        assert mixed.lower[0] == pytest.approx([12 - 1.427 * pooled, 12 - 0.975 * pooled], abs=2e-3)

    def test_a_single_measurement_has_no_limits(self) -> None:
        found = made("xbar", [10.0, 13.0, 12.0], over=[[1, 10, 10]], spread=[[N, 1.0, 1.0]])
        assert np.isnan(found.upper[0, 0])
        assert found.upper[0, 1] == pytest.approx(found.centre[0] + 0.9754, abs=1e-3)


numbers = st.one_of(st.none(), st.integers(1, 30).map(float), st.floats(0.5, 40, allow_nan=False))


@pytest.mark.parametrize("kind", [*CHARTS, "nhs"])
@settings(max_examples=30, deadline=None)
@given(data=st.data(), length=st.integers(2, 20))
def test_every_chart_agrees_with_brute_force(kind: str, data, length: int) -> None:
    draw = data.draw
    series = st.lists(numbers, min_size=length, max_size=length)
    values = draw(series)
    over = draw(st.lists(st.integers(1, 60).map(float), min_size=length, max_size=length))
    excluded = draw(st.lists(st.sampled_from([False, False, False, True]), min_size=length, max_size=length))
    base = draw(st.integers(1, length))
    spreads = draw(st.lists(st.one_of(st.none(), st.floats(0, 9)), min_size=length, max_size=length))
    if kind == "xbar":
        over = draw(st.lists(st.sampled_from([1.0, 2.0, 5.0, 5.0, 30.0]), min_size=length, max_size=length))
    ratio = kind in ("p", "pp", "u", "up")
    if kind in ("p", "pp"):
        values = [None if v is None else min(float(int(v)), d) for v, d in zip(values, over, strict=True)]
    fractions = [None if v is None else v / d for v, d in zip(values, over, strict=True)] if ratio else values
    chart = made(
        "i" if kind == "nhs" else kind,
        [N if v is None else v for v in values],
        over=[over] if ratio or kind == "xbar" else None,
        spread=[[N if s is None else s for s in spreads]],
        excluded=excluded,
        rows=PhaseRows.whole(1, length, base),
        nhs=kind == "nhs",
    )
    name = "i" if kind == "nhs" else kind
    if kind == "xbar":
        wanted = control_oracle.xbar(values, over, spreads, excluded, base)
    else:
        wanted = control_oracle.chart(name, fractions, values, over, excluded, base, nhs=kind == "nhs")
    for mine, theirs in zip(
        (chart.plotted[0], [chart.centre[0]], chart.lower[0], chart.upper[0]), wanted, strict=True
    ):
        theirs = theirs if isinstance(theirs, list) else [theirs]
        expected = [N if v is None else v for v in theirs]
        assert mine == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


def judged(
    values: list[float], rules: RuleSet = NHS, base: int | None = None, kind: str = "i"
) -> SeriesResult:
    array = np.array([values], dtype=float)
    measured = Measured(value=array, excluded=np.zeros(array.shape, bool))
    rows = PhaseRows.whole(*array.shape, base)
    control = control_chart(kind, measured, rows, nhs=rules.strict)
    found = scan(control.plotted, rows, centre=control.centre, strict=rules.strict)
    return control_results(array, control, found, rules)[0]


def told(*more: float, rules: RuleSet = NHS) -> list[tuple]:
    """The signals after a baseline of 4, 6, 4, 6, 5: mean 5, mean range 1.75, limits 5 +/- 4.655."""
    found = judged([4, 6, 4, 6, 5, *more], rules, base=5)
    return [(s.rule, s.direction, s.points) for s in found.signals]


class TestNhs:
    def test_seven_on_one_side(self) -> None:
        assert told(6, 7, 6, 7, 6, 7, 6) == [("shift", "up", tuple(range(5, 12)))]
        assert told(6, 7, 6, 7, 6, 7) == []

    def test_a_point_on_the_mean_breaks_a_run(self) -> None:
        assert told(6, 7, 6, 5, 7, 6, 7, 6) == []

    def test_a_missing_point_does_not(self) -> None:
        assert told(6, 7, 6, N, 7, 6, 7, 6)[0][:2] == ("shift", "up")

    def test_seven_rising(self) -> None:
        assert ("trend", "up", tuple(range(5, 12))) in told(3, 3.5, 4, 4.5, 5.5, 6, 6.5)
        assert told(3, 3.5, 4, 4.5, 5.5, 6) == []

    def test_a_tie_breaks_a_trend(self) -> None:
        assert told(3, 3.5, 4, 4, 4.5, 5.5, 6, 6.5) == []
        late = told(3, 3, 3.5, 4, 4.5, 5.5, 6, 6.5)
        assert late == [("trend", "up", tuple(range(6, 13)))]

    def test_a_tie_ends_a_trend_that_was_long_enough(self) -> None:
        found = told(3, 3.5, 4, 4.5, 5.5, 6, 6.5, 6.5)
        assert found == [("trend", "up", tuple(range(5, 12)))]

    def test_outside_the_limits(self) -> None:
        assert told(9.66, 4, 0.34) == [("outside limits", "up", (5,)), ("outside limits", "down", (7,))]
        assert told(9.65, 4, 0.35) == []

    def test_two_of_three_near_a_limit(self) -> None:
        assert told(8.2, 6, 8.3) == [("two of three", "up", (5, 7))]
        assert told(8.2, 4, 8.3) == []
        assert told(8.2, 5, 8.3) == []
        assert told(8.2, 6, 8.0) == []
        assert told(8.2, 6, 6, 8.2) == []

    def test_three_near_a_limit_are_one_signal(self) -> None:
        assert told(8.2, 8.3, 8.2, 6, 8.2, 4) == [("two of three", "up", (5, 6, 7, 9))]

    def test_points_outside_are_not_counted_as_near(self) -> None:
        assert told(9.9, 6, 8.3) == [("outside limits", "up", (5,))]
        assert told(8.3, 9.9, 8.2)[-1] == ("two of three", "up", (5, 7))


def test_the_run_rules_judge_the_charts_own_centre_line() -> None:
    found = judged([1, 1, 1, 1, 100, 9, 9, 9, 9, 9], IHI)
    assert found.phases[0].centre == 14.9
    assert ("outside limits", "up", (4,)) in [(s.rule, s.direction, s.points) for s in found.signals]
    assert found.phases[0].n_useful == 10
    assert found.phases[0].longest_run == 5


def test_limits_of_phases_are_put_together_and_gaps_have_none() -> None:
    array = np.array([[1, 2, N, 4, 50, 52, 51, 50.0]])
    measured = Measured(value=array, excluded=np.zeros(array.shape, bool))
    rows = PhaseRows.of([[PhasePlan(first=0, last=3), PhasePlan(first=4, last=7)]])
    control = control_chart("i", measured, rows)
    found = scan(control.plotted, rows, centre=control.centre)
    result = control_results(array, control, found, IHI)[0]
    assert result.upper is not None
    assert result.lower is not None
    assert [v is None for v in result.upper] == [False, False, True, False] + [False] * 4
    assert result.upper[0] == pytest.approx(7 / 3 + 3 / 1.128)
    assert result.lower[7] == pytest.approx(50.75 - 3 * (4 / 3) / 1.128)
    assert result.n_missing == 1
