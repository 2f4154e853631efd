"""Medians of repeated draws against lists written out in full."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.analysis.drawn_again import Draws, drawn, own_medians, weighted_medians

N = np.nan


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.one_of(st.integers(0, 5).map(float), st.just(N)), min_size=1, max_size=80),
    draws=st.integers(1, 40),
)
def test_weighted_medians_are_medians_of_repeated_values(values: list[float], draws: int) -> None:
    made = drawn(len(values), draws)
    (found,) = weighted_medians(np.array([values]), made)
    for draw in range(draws):
        repeated = [
            v for v, times in zip(values, made.counts[:, draw], strict=True) if v == v for _ in range(times)
        ]
        expected = statistics.median(repeated) if repeated else N
        assert found[draw] == pytest.approx(expected, nan_ok=True)


def test_medians_far_from_the_middle_are_found_too() -> None:
    """The quick way adds up the middle rows only; here all the weight lies at one end."""
    counts = np.zeros((400, 3), np.int16)
    counts[2, 0], counts[398, 1] = 5, 5
    counts[[0, 399], 2] = 1
    found = weighted_medians(np.arange(400.0)[None], Draws.of(counts.T))
    assert found.tolist() == [[2.0, 398.0, 199.5]]


def test_each_draw_is_of_as_many_teams() -> None:
    counts = drawn(7, 50).counts
    assert counts.shape == (7, 50)
    assert set(counts.sum(axis=0).tolist()) == {7}
    assert 0 < np.count_nonzero(counts == 0) < counts.size


def test_the_draws_are_those_of_the_seed() -> None:
    """The intervals of a printed ledger must come out the same in every later version."""
    picks = np.random.default_rng(20110846).integers(9, size=(70, 9))
    expected = [[row.tolist().count(team) for team in range(9)] for row in picks]
    assert drawn(9, 70).by_draw.tolist() == expected
    assert drawn(9, 70).counts.T.tolist() == expected


def test_many_rows_at_once_are_as_one_by_one() -> None:
    """More rows than are worked on together, some with gaps, one without anything."""
    random = np.random.default_rng(4)
    values = random.normal(size=(70, 300)).round(1)
    values[random.random(values.shape) < 0.3] = N
    values[5] = N
    draws = drawn(300, 60)
    found = weighted_medians(values, draws)
    assert np.isnan(found[5]).all()
    for row in (0, 33, 69):
        times = draws.counts[:, 7]
        repeated = np.repeat(values[row], times)
        assert found[row, 7] == np.median(repeated[~np.isnan(repeated)])


def test_medians_of_each_draws_own_values() -> None:
    random = np.random.default_rng(5)
    values = random.normal(size=(300, 40)).round(1)
    values[random.random(values.shape) < 0.2] = N
    counts = random.integers(0, 4, size=values.shape).astype(np.int16)
    counts[3] = 0
    found = own_medians(values, counts)
    assert np.isnan(found[3])
    for draw in (0, 260, 299):
        repeated = np.repeat(values[draw], counts[draw])
        assert found[draw] == np.median(repeated[~np.isnan(repeated)])
