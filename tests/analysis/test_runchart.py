"""Each rule by hand-made examples."""

from __future__ import annotations

import numpy as np
import pytest

from collabdesk.analysis.rules import ANHOEJ, IHI, custom
from collabdesk.analysis.runchart import SeriesResult, analyse, analyse_many, parts
from collabdesk.analysis.scan import PhasePlan

N = float("nan")


def judged(values: list[float], *, rules=IHI, plan=None) -> SeriesResult:
    return analyse(np.array(values, dtype=float), rules=rules, plan=plan)


def against_5(values: list[float], **more) -> SeriesResult:
    """The rules against a line frozen at 5 (two points in front that lie on it)."""
    plan = [PhasePlan(first=0, last=len(values) + 1, base=(0, 1))]
    return judged([5, 5, *values], plan=plan, **more)


def told(result: SeriesResult) -> list[tuple]:
    return [(s.rule, s.direction, s.points) for s in result.signals]


class TestMedian:
    def test_of_an_odd_number(self) -> None:
        assert judged([3, 1, 2]).phases[0].centre == 2

    def test_of_an_even_number(self) -> None:
        assert judged([4, 1, 2, 3]).phases[0].centre == 2.5

    def test_leaves_missing_points_out(self) -> None:
        result = judged([1, N, 3, N, 8])
        assert result.phases[0].centre == 3
        assert (result.n, result.n_missing) == (5, 2)
        assert result.centre == (3, None, 3, None, 3)

    def test_of_nothing_is_none(self) -> None:
        phase = judged([N, N]).phases[0]
        assert (phase.centre, phase.n_useful, phase.runs, phase.longest_run_limit) == (None, 0, 0, None)

    def test_floating_noise_is_no_side(self) -> None:
        noisy = 100 * (87.2 / 100)
        sums = 0.1 + 0.2
        assert noisy != 87.2 or sums != 0.3
        assert judged([87.2, noisy, 43.6 * 2, 87.2]).n_useful == 0
        assert judged([0.3, sums, 0.3, sums, 0.3]).n_useful == 0

    def test_a_difference_beyond_the_tolerance_is_a_side(self) -> None:
        assert judged([1.0, 1.0, 1.0 + 3e-9]).n_useful == 1
        assert judged([1.0, 1.0, 1.0 + 1.2e-9]).n_useful == 1
        assert judged([1.0, 1.0, 1.0 + 0.9e-9]).n_useful == 0

    def test_the_tolerance_is_a_share_of_the_values(self) -> None:
        assert judged([1e-6, 1e-6, 1.0001e-6]).n_useful == 1
        assert judged([1e6, 1e6, 1e6 + 1e-4]).n_useful == 0


class TestShift:
    def test_six_above_are_one(self) -> None:
        assert told(against_5([1, 7, 8, 7, 8, 7, 8, 1])) == [("shift", "up", (3, 4, 5, 6, 7, 8))]

    def test_six_below_are_one(self) -> None:
        assert told(against_5([9, 3, 2, 3, 2, 3, 2])) == [("shift", "down", (3, 4, 5, 6, 7, 8))]

    def test_five_are_none(self) -> None:
        assert told(against_5([1, 7, 8, 7, 8, 7, 1])) == []

    def test_a_point_on_the_median_neither_breaks_nor_counts(self) -> None:
        assert told(against_5([1, 7, 8, 5, 7, 8, 7, 1])) == []
        assert told(against_5([1, 7, 8, 5, 7, 8, 7, 8])) == [("shift", "up", (3, 4, 6, 7, 8, 9))]

    def test_a_missing_point_neither_breaks_nor_counts(self) -> None:
        assert told(against_5([7, 8, N, 7, N, 8, 7, 8])) == [("shift", "up", (2, 3, 5, 7, 8, 9))]

    def test_two_shifts_are_told_apart(self) -> None:
        result = against_5([7, 8, 7, 8, 7, 8, 2, 3, 2, 3, 2, 3])
        shifts = [s for s in told(result) if s[0] == "shift"]
        assert shifts == [("shift", "up", tuple(range(2, 8))), ("shift", "down", tuple(range(8, 14)))]


class TestTrend:
    def test_five_rising_are_one_the_first_included(self) -> None:
        assert told(against_5([9, 1, 2, 3, 4, 6])) == [("trend", "up", (3, 4, 5, 6, 7))]

    def test_four_rising_are_none(self) -> None:
        assert told(judged([9, 1, 2, 3, 4, 1])) == []

    def test_five_falling_are_one(self) -> None:
        assert told(judged([9, 8, 7, 6, 5])) == [("trend", "down", (0, 1, 2, 3, 4))]

    def test_tied_neighbours_count_once_the_first_of_them(self) -> None:
        assert told(judged([1, 2, 2, 3, 3, 3, 4])) == []
        assert told(judged([1, 2, 2, 3, 3, 3, 4, 5])) == [("trend", "up", (0, 1, 3, 6, 7))]

    def test_a_missing_point_neither_breaks_nor_counts(self) -> None:
        assert told(judged([1, N, 2, 3, N, 4, 5])) == [("trend", "up", (0, 2, 3, 5, 6))]

    def test_a_turning_point_belongs_to_both(self) -> None:
        result = judged([1, 2, 3, 4, 5, 4, 3, 2, 1])
        trends = [s for s in told(result) if s[0] == "trend"]
        assert trends == [("trend", "up", (0, 1, 2, 3, 4)), ("trend", "down", (4, 5, 6, 7, 8))]

    def test_two_rises_with_a_step_back_between_are_two(self) -> None:
        result = judged([1, 2, 3, 4, 5, 4, 5, 6, 7, 8])
        trends = [s for s in told(result) if s[0] == "trend"]
        assert trends == [("trend", "up", (0, 1, 2, 3, 4)), ("trend", "up", (5, 6, 7, 8, 9))]

    def test_floating_noise_is_a_tie(self) -> None:
        assert told(judged([1, 2, 3, 0.1 + 0.2 + 2.7, 4])) == []


class TestRuns:
    def test_counts(self) -> None:
        phase = against_5([7, 2, 8, 5, 9, N, 1, 1]).phases[0]
        assert (phase.n_useful, phase.runs, phase.crossings, phase.longest_run) == (6, 4, 3, 2)
        assert (phase.runs_lower, phase.runs_upper) == (None, None)

    def test_too_few(self) -> None:
        values = [4, 3, 4, 3, 4, 7, 8, 7, 8, 7]
        result = against_5(values)
        assert told(result) == [("too few runs", None, tuple(range(2, 12)))]
        assert result.phases[0].runs == 2

    def test_as_few_as_the_table_allows_is_no_signal(self) -> None:
        assert told(against_5([4, 3, 4, 7, 8, 7, 3, 4, 3, 4])) == []

    def test_too_many(self) -> None:
        assert told(against_5([4, 6] * 5)) == [("too many runs", None, tuple(range(2, 12)))]
        assert told(against_5([4, 6, 4, 6, 4, 6, 4, 6, 4, 4])) == []

    def test_nine_useful_points_are_too_few_for_a_verdict(self) -> None:
        assert told(against_5([4, 6, 4, 6, 4, 6, 4, 6, 4])) == []


class TestAnhoej:
    def test_a_run_longer_than_the_limit(self) -> None:
        result = against_5([7, 8, 7, 8, 7, 8, 7, 2, 8, 2], rules=ANHOEJ)
        assert told(result) == [("long run", "up", tuple(range(2, 9)))]
        assert told(against_5([7, 8, 7, 8, 7, 8, 3, 2, 8, 2], rules=ANHOEJ)) == []

    def test_fewer_crossings_than_the_limit(self) -> None:
        result = against_5([7, 8, 7, 8, 7, 2, 2, 2, 2, 2], rules=ANHOEJ)
        assert told(result) == [("few crossings", None, tuple(range(2, 12)))]
        assert told(against_5([7, 8, 7, 8, 7, 2, 2, 2, 2, 7], rules=ANHOEJ)) == []


def test_a_persons_own_lengths() -> None:
    assert told(against_5([7, 8, 7, 8, 7, 8, 7, 1], rules=custom(8, 5))) == []
    assert told(against_5([7, 8, 7, 8, 7, 8, 7, 8], rules=custom(8, 5)))[0][0] == "shift"


class TestPhases:
    def test_excluded_points_leave_line_and_runs(self) -> None:
        values = np.array([1, 2, 3, 100, 101], dtype=float)
        result = analyse(values, excluded=np.array([False, False, False, True, True]))
        assert result.phases[0].centre == 2
        assert (result.n_useful, result.n_missing) == (2, 0)
        assert result.centre == (2, 2, 2, 2, 2)

    def test_a_frozen_line_judges_all_points(self) -> None:
        result = judged([1, 2, 3, 7, 8, 9, 8, 7, 8], plan=[PhasePlan(first=0, last=8, base=(0, 2))])
        assert result.phases[0].centre == 2
        assert result.phases[0].frozen
        assert ("shift", "up", (2, 3, 4, 5, 6, 7, 8)) in told(result)

    def test_a_window_without_points_leaves_the_line_provisional(self) -> None:
        phase = judged([N, N, 3, 7, 8], plan=[PhasePlan(first=0, last=4, base=(0, 1))]).phases[0]
        assert (phase.centre, phase.frozen) == (7, False)

    def test_the_rules_restart_in_each_phase(self) -> None:
        values = [1, 2, 3, 4, 5, 6, 7, 8]
        assert [s[0] for s in told(judged(values))] == ["trend"]
        result = judged(values, plan=parts(8, [4]))
        assert told(result) == []
        assert [(p.first, p.last, p.centre) for p in result.phases] == [(0, 3, 2.5), (4, 7, 6.5)]
        assert result.centre == (2.5,) * 4 + (6.5,) * 4

    def test_signals_of_a_later_phase_count_from_the_series_start(self) -> None:
        result = judged([9, 9, 9, 1, 2, 3, 4, 5], plan=parts(8, [3]))
        assert told(result) == [("trend", "up", (3, 4, 5, 6, 7))]

    @pytest.mark.parametrize("after", [[0], [8], [5, 5], [6, 3], [-1]])
    def test_impossible_parts(self, after: list[int]) -> None:
        with pytest.raises(ValueError, match="between 1 and 7"):
            parts(8, after)


def test_constants_and_ceilings_have_no_signal() -> None:
    for constant in (0.0, 1.0, 50.0, 100.0):
        result = judged([constant] * 30)
        assert told(result) == []
        assert result.phases[0].centre == constant


def test_no_series_and_no_points() -> None:
    assert analyse_many(np.empty((0, 5))) == []
    assert judged([]).centre == ()


def test_a_series_counted_by_hand() -> None:
    """67 (5) 342 68 (5) 23 97 11 6: two points on the median, 14 useful ones in 7 runs."""
    values = [6, 7, 5, 3, 4, 2, 6, 8, 5, 2, 3, 9, 7, 1, 1, 6]
    phase = judged(values).phases[0]
    assert phase.centre == 5
    assert (phase.n_useful, phase.runs, phase.runs_lower, phase.runs_upper) == (14, 7, 4, 12)
