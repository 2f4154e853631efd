"""Ready for a baseline, or gone from it: the pass over all series against a plain loop, and the limits by hand."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabdesk.analysis.baselines import FULL, Course, Found, survey, window_centre

NAN = math.nan


def one(values: list[float], course: Course | None = None, actions: tuple[int, ...] = ()) -> Found:
    return survey(np.array([values]), [course or Course()], actions)[0]


def test_at_most_twelve_points_are_taken_and_gaps_do_not_count() -> None:
    found = one([NAN, 1.0, 2.0, NAN, *range(3, 20)])
    assert (found.first, found.last, found.n_points) == (1, 13, FULL)
    assert found.median == pytest.approx(statistics.median(range(1, 13)))
    assert not found.closed


def test_a_baseline_stops_before_the_first_test_of_a_change() -> None:
    found = one([float(n) for n in range(20)], Course(test=8))
    assert (found.last, found.n_points, found.closed) == (7, 8, True)
    assert not one([1.0] * 8, Course(test=8)).closed


def test_a_baseline_stops_before_the_first_action_period() -> None:
    assert one([1.0] * 20, Course(), (6, 14)).last == 5


def test_a_team_that_came_later_is_bound_by_the_next_action_period() -> None:
    late = [NAN] * 6 + [1.0] * 14
    assert one(late, Course(), (6, 14)).last == 13
    assert one([1.0] * 20, Course(joined=7), (6, 14)).last == FULL - 1
    assert one([1.0] * 20, Course(joined=7), (6, 9)).last == 8


def test_joining_with_the_action_period_is_in_time_for_it() -> None:
    assert one([1.0] * 20, Course(joined=6), (6, 14)).last == 5


def test_a_later_phase_has_no_limit_but_its_start() -> None:
    found = one([1.0] * 30, Course(start=10, test=3, limited=False), (6,))
    assert (found.first, found.last) == (10, 21)


def test_a_run_is_counted_after_the_baseline_only() -> None:
    values = [10.0] * 4 + [20.0] * 6 + [30.0] * 9
    found = one(values, Course(base=(0, 9)))
    assert found.base_median == 20
    assert (found.run, found.run_first, found.run_side, found.run_median) == (9, 10, 1, 30)


def test_points_on_the_line_and_gaps_neither_break_nor_count() -> None:
    found = one([10.0, 20.0, 30.0, 5.0, 20.0, NAN, 6.0, 7.0, 20.0], Course(base=(0, 2)))
    assert (found.run, found.run_first, found.run_side, found.newest) == (3, 3, -1, 8)
    assert found.run_median == pytest.approx(7)


def test_only_the_run_that_still_goes_on_counts() -> None:
    found = one([10.0, 20.0, 30.0] + [25.0] * 9 + [15.0], Course(base=(0, 2)))
    assert (found.run, found.run_side) == (1, -1)


def test_nothing_is_found_in_nothing() -> None:
    found = one([NAN, NAN])
    assert (found.first, found.last, found.n_points, found.median, found.run) == (-1, -1, 0, None, 0)
    assert survey(np.empty((1, 0)), [Course()])[0].n_points == 0


def test_only_series_with_something_to_say_are_given() -> None:
    ready, few, run, calm = [1.0] * 6, [1.0] * 5 + [NAN], [1.0, 2.0, *[3.0] * 9], [1.0, 2.0, 1.0, 2.0]
    rows = [[*one, *[NAN] * (11 - len(one))] for one in (ready, few, run, calm)]
    courses = [Course(), Course(), Course(base=(0, 1)), Course(base=(0, 3))]
    assert list(survey(np.array(rows), courses, fewest=6)) == [0, 2]
    assert list(survey(np.array(rows), courses)) == [0, 1, 2, 3]


def test_a_window_beyond_the_axis_is_cut() -> None:
    values = np.array([[1.0, 2.0, NAN]])
    assert window_centre(values, -3, 1) == (1.5, 2)
    assert window_centre(values, 2, 9) == (None, 0)
    assert window_centre(values, -5, -2) == (None, 0)


numbers = st.lists(st.one_of(st.just(NAN), st.integers(0, 6).map(float)), min_size=1, max_size=40)


@given(numbers, st.integers(0, 6), st.integers(0, 12), st.one_of(st.none(), st.integers(0, 20)))
def test_the_pass_agrees_with_a_plain_loop(
    values: list[float], base_first: int, base_length: int, test: int | None
) -> None:
    base = (base_first, base_first + base_length)
    found = one(values, Course(base=base, test=test))
    points = [(at, value) for at, value in enumerate(values) if value == value]
    window = [value for at, value in points if base[0] <= at <= base[1]]
    taken = [(at, value) for at, value in points if test is None or at < test][:FULL]
    assert found.n_points == len(taken)
    assert found.median == (statistics.median([value for _at, value in taken]) if taken else None)
    assert found.base_points == len(window)
    if not window:
        assert found.run == 0
        return
    centre = statistics.median(window)
    run: list[tuple[int, float]] = []
    for at, value in points:
        if at > base[1] and value != centre:
            same = bool(run) and (run[-1][1] > centre) == (value > centre)
            run = [*run, (at, value)] if same else [(at, value)]
    assert found.run == len(run)
    if run:
        assert found.run_first == run[0][0]
        since = [value for at, value in points if at >= run[0][0]]
        assert found.run_median == statistics.median(since)
