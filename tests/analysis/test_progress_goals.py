"""Goals reached and held, against plain Python written from the text of method.md."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.analysis.progress import progress
from collabdesk.analysis.progress_goals import reach, spread

N = np.nan


def one(values: list, goal: float = 80, *, good: int = 1, baseline: float = 10, since: int = 0) -> tuple:
    series = np.array([[N if value is None else value for value in values]], dtype=float)
    found = reach(
        series, np.array([float(goal)]), np.array([good]), np.array([float(baseline)]), np.array([since])
    )
    return int(found.at[0]), int(found.held_at[0]), int(found.held_of[0]), bool(found.already[0])


def oracle(values: list, goal: float, good: int, baseline: float, since: int) -> tuple:
    def beyond(value: float) -> bool:
        return value >= goal if good > 0 else value <= goal

    points = [(at, value) for at, value in enumerate(values) if value is not None and at >= since]
    if good == 0:
        return -1, 0, 0, False
    if beyond(baseline):
        return -1, 0, 0, True
    for place in range(len(points) - 1):
        if beyond(points[place][1]) and beyond(points[place + 1][1]):
            later = points[place + 1 :]
            return points[place][0], sum(beyond(value) for _, value in later), len(later), False
    return -1, 0, 0, False


@settings(max_examples=200, deadline=None)
@given(
    values=st.lists(st.one_of(st.none(), st.integers(0, 4).map(float)), min_size=1, max_size=20),
    goal=st.integers(0, 4),
    good=st.sampled_from([1, -1, 0]),
    baseline=st.integers(0, 4),
    since=st.integers(0, 12),
)
def test_any_series_as_the_plain_rule_says(values, goal, good, baseline, since) -> None:
    assert one(values, goal, good=good, baseline=baseline, since=since) == oracle(
        values, goal, good, baseline, since
    )


def test_two_consecutive_points_and_the_first_counts() -> None:
    assert one([10, 80, 70, 85, 80, 79.9, 90])[:3] == (3, 2, 3)


def test_a_missing_point_between_is_passed_over() -> None:
    assert one([10, 85, None, 90])[0] == 1
    assert one([10, 85, 10, 90])[0] == -1


def test_at_the_goal_within_the_tolerance_of_the_rules() -> None:
    assert one([10, 0.8 * 100 * (1 - 1e-12), 80 * (1 - 1e-12)])[0] == 1


def test_beyond_at_baseline_is_counted_apart() -> None:
    assert one([85, 85, 85], baseline=80) == (-1, 0, 0, True)
    assert one([85, 85, 85], goal=20, good=-1, baseline=20) == (-1, 0, 0, True)


def test_the_points_of_the_baseline_reach_nothing() -> None:
    assert one([85, 85, 10, 10, 10, 85, 85], since=5)[0] == 5


def test_a_goal_that_does_not_apply() -> None:
    found = reach(np.array([[9.0, 9.0]]), np.array([N]), np.array([1]), np.array([1.0]), np.array([0]))
    assert (found.at[0], bool(found.applies[0])) == (-1, False)
    assert np.isnan(found.held[0])


def test_one_point_or_none_reaches_nothing() -> None:
    assert one([90])[0] == -1
    found = reach(np.zeros((2, 0)), np.array([1.0, 1.0]), np.array([1, 1]), np.zeros(2), np.zeros(2, int))
    assert found.at.tolist() == [-1, -1]


def test_held_is_the_share_after_the_first_point() -> None:
    found = reach(
        np.array([[80.0, 80, 10, 10, 90]]), np.array([80.0]), np.array([1]), np.array([5.0]), np.array([0])
    )
    assert found.held.tolist() == [0.5]


def test_quartiles_as_a_spreadsheet_gives_them() -> None:
    found = spread(np.array([1, N, 2, 3, 10]))
    assert found is not None
    assert (found.n, found.q1, found.median, found.q3) == (4, 1.75, 2.5, 4.75)
    assert spread(np.array([N])) is None


@pytest.mark.parametrize(
    ("values", "window", "enough"),
    [
        ([1, 2], (-1, -1), False),
        ([1, 2, 3], (-1, -1), True),
        ([1, N, 2], (-1, -1), False),
        ([1, N, 2, N, 3], (-1, -1), True),
        ([1, 2], (0, 1), False),
        ([N, N], (-1, -1), False),
    ],
)
def test_enough_from_three_points_on(values, window, enough) -> None:
    made = progress(np.array([values], dtype=float), *(np.array([x]) for x in (*window, 1)))
    assert bool(made.enough[0]) is enough
