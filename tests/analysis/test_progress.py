"""Baseline, latest and gain."""

from __future__ import annotations

import numpy as np
import pytest

from collabdesk.analysis.progress import progress

N = np.nan


def one(values: list[float], window: tuple[int, int] = (-1, -1), good: int = 1) -> tuple:
    made = progress(np.array([values], dtype=float), *(np.array([x]) for x in (*window, good)))
    return made.baseline[0], made.latest[0], made.latest_at[0], made.gain[0], bool(made.from_baseline[0])


def test_without_a_baseline_the_first_three_points() -> None:
    assert one([10, 30, 20, 90, 50, 70, 60]) == (20, 60, 6, 40, False)


def test_missing_points_are_passed_over() -> None:
    assert one([N, 10, N, 30, 20, 90, 50, 70, N, 60, N]) == (20, 60, 9, 40, False)


def test_with_a_baseline_the_median_of_its_points() -> None:
    assert one([10, 30, 20, 40, 50, 70, 60], (0, 3)) == (25, 60, 6, 35, True)


def test_a_baseline_window_without_points_falls_back() -> None:
    assert one([N, N, 10, 10, 10, 50, 50, 50], (0, 1)) == (10, 50, 7, 40, False)


def test_the_gain_is_signed_so_that_plus_is_better() -> None:
    assert one([90, 90, 90, 20, 20, 20], good=-1)[3] == 70
    assert one([90, 90, 90, 20, 20, 20], good=0)[3] == -70


@pytest.mark.parametrize("values", [[], [N, N]])
def test_no_points(values: list[float]) -> None:
    baseline, latest, at, gain, _ = one(values)
    assert np.isnan([baseline, latest, gain]).all()
    assert at == -1
