"""Critical values: the published table, the exact distribution, Anhøj's limits."""

from __future__ import annotations

import numpy as np
import pytest

from collabdesk.analysis import rules
from tests.analysis import oracle


def test_the_table_of_runs_is_perlas_and_whole() -> None:
    assert oracle.TABLE == rules.RUNS_TABLE


@pytest.mark.parametrize("useful", [0, 1, 9])
def test_under_10_useful_points_there_is_no_verdict_on_runs(useful: int) -> None:
    assert rules.runs_limits(useful) is None


@pytest.mark.parametrize("useful", [61, 62, 67, 69, 76])
def test_above_60_the_limits_are_exact(useful: int) -> None:
    assert rules.runs_limits(useful) == oracle.exact(useful)


def test_the_exact_limits_carry_on_where_the_table_ends() -> None:
    assert rules.runs_limits(61) == (24, 39)
    assert rules.runs_limits(100) == (41, 61)


# R: round(log2(n)) + 3 and qbinom(0.05, n - 1, 0.5)
@pytest.mark.parametrize(
    ("useful", "longest", "crossings"),
    [
        (1, 3, 0),
        (6, 6, 1),
        (10, 6, 2),
        (12, 7, 3),
        (16, 7, 4),
        (20, 7, 6),
        (22, 7, 7),
        (24, 8, 8),
        (60, 9, 23),
    ],
)
def test_anhoejs_limits(useful: int, longest: int, crossings: int) -> None:
    assert rules.longest_run_limit(useful) == longest
    assert rules.crossings_limit(useful) == crossings


def test_without_useful_points_there_are_no_limits() -> None:
    assert rules.longest_run_limit(0) is None
    assert rules.crossings_limit(0) is None


def test_arrays_of_limits_agree_with_the_single_ones() -> None:
    useful = np.arange(80)
    lower, upper = rules.runs_limit_arrays(useful)
    for n in range(10, 80):
        assert (lower[n], upper[n]) == rules.runs_limits(n)
        assert rules.longest_run_array(useful)[n] == rules.longest_run_limit(n)
        assert rules.crossings_array(useful)[n] == rules.crossings_limit(n)
    assert lower[9] < 0
    assert upper[9] > 1000


def test_a_rule_set_is_found_by_its_name() -> None:
    assert rules.rule_set("ihi") is rules.IHI
    assert rules.rule_set("custom: shift 8, trend 6") == rules.custom(8, 6)
    with pytest.raises(ValueError, match="nelson"):
        rules.rule_set("nelson")
    with pytest.raises(ValueError, match="at least 3"):
        rules.custom(2, 5)
