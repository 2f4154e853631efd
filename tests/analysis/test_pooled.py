"""Pooled lines: sums, medians, n of N, joiners and leavers, the same teams only."""

from __future__ import annotations

import numpy as np
import pytest

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.observations import NO_CASES, Cell, Columns, IndicatorShape
from collabdesk.analysis.pooled import Pooled, pooled
from collabdesk.kinds import IndicatorKind

OPEN = [None, None, None]


def pool(table: dict[int, list], kind=IndicatorKind.PROPORTION, *, multiplier=1.0, **options) -> Pooled:
    """``table``: per team a list of (n, d), a value, or None; an excluded one is wrapped in a list."""
    cells = []
    for team, row in table.items():
        for at, entry in enumerate(row):
            excluded = isinstance(entry, list)
            number = entry[0] if excluded else entry
            if number is None:
                continue
            pair = isinstance(number, tuple)
            cells.append(
                Cell(
                    indicator_id=1,
                    team_id=team,
                    period=100 + at,
                    numerator=number[0] if pair else None,
                    denominator=number[1] if pair else None,
                    value=None if pair else number,
                    excluded=excluded,
                )
            )
    shapes = {1: IndicatorShape(kind=kind, multiplier=multiplier)}
    cube = ObservationCube.load(shapes, table, Columns.of(cells))
    options = {"reports_from": [None] * len(table), "reports_to": [None] * len(table), **options}
    return pooled(cube, 1, **options)


def test_the_pooled_value_is_the_sum_of_numerators_over_the_sum_of_denominators() -> None:
    line = pool({1: [(1, 10)], 2: [(45, 90)]}).everyone
    assert line.value.tolist() == [46.0]
    assert (line.numerator.tolist(), line.denominator.tolist()) == ([46.0], [100.0])
    assert (line.n_reporting.tolist(), line.n_expected.tolist()) == ([2], [2])


def test_a_rate_is_multiplied() -> None:
    line = pool({1: [(1, 500)], 2: [(3, 1500)]}, IndicatorKind.RATE, multiplier=1000.0).everyone
    assert line.value.tolist() == [2.0]


def test_the_median_of_team_values_by_choice() -> None:
    line = pool({1: [(1, 10)], 2: [(45, 90)], 3: [(9, 10)]}, method="median").everyone
    assert line.value.tolist() == [50.0]
    assert line.method == "median"


def test_counts_are_added_means_and_times_are_medians() -> None:
    table = {1: [2.0], 2: [4.0], 3: [9.0]}
    assert pool(table, IndicatorKind.COUNT).everyone.value.tolist() == [15.0]
    for kind in (IndicatorKind.MEAN, IndicatorKind.TIME_BETWEEN):
        line = pool(table, kind).everyone
        assert (line.value.tolist(), line.method) == ([4.0], "median")


def test_missing_teams_count_in_n_expected_only() -> None:
    line = pool({1: [(1, 2), (1, 2)], 2: [None, (2, 2)]}).everyone
    assert line.value.tolist() == [50.0, 75.0]
    assert (line.n_reporting.tolist(), line.n_expected.tolist()) == ([1, 2], [2, 2])


def test_teams_count_only_from_joining_to_leaving() -> None:
    table = {1: [(1, 2)] * 4, 2: [(2, 2)] * 4}
    line = pool(table, reports_from=[None, 101], reports_to=[None, 102]).everyone
    assert line.value.tolist() == [50.0, 75.0, 75.0, 50.0]
    assert line.n_expected.tolist() == [1, 2, 2, 1]
    assert line.n_reporting.tolist() == [1, 2, 2, 1]


def test_excluded_points_leave_the_sum_and_n() -> None:
    line = pool({1: [(1, 2)], 2: [[(2, 2)]]}).everyone
    assert (line.value.tolist(), line.n_reporting.tolist(), line.n_expected.tolist()) == ([50.0], [1], [2])


def test_no_cases_reports_but_adds_nothing() -> None:
    line = pool({1: [(1, 2), (0, 0)], 2: [(0, 0), (0, 0)]}).everyone
    assert line.value.tolist()[0] == 50.0
    assert line.n_reporting.tolist() == [2, 2]
    assert np.isnan(line.value[1])
    assert line.state.tolist()[1] == NO_CASES


def test_nothing_reported_is_missing_not_zero() -> None:
    line = pool({1: [(1, 2), None, (1, 2)]}).everyone
    assert np.isnan(line.value[1])
    assert line.state.tolist() == [1, 0, 1]


def test_a_finished_percentage_cannot_be_summed() -> None:
    table = {1: [(1, 2)], 2: [90.0]}
    line = pool(table).everyone
    assert (line.value.tolist(), line.n_reporting.tolist()) == ([50.0], [1])
    assert pool(table, method="median").everyone.value.tolist() == [70.0]


@pytest.mark.parametrize(("months", "same"), [(8, (1, 2)), (7, (1,))])
def test_same_teams_only_are_those_with_data_in_8_of_10_periods(months: int, same: tuple) -> None:
    found = pool({1: [(1, 2)] * 10, 2: [(2, 2)] * months + [None] * (10 - months)})
    assert found.same_teams.team_ids == same
    assert found.same_teams.value.tolist()[0] == (75.0 if 2 in same else 50.0)
    assert found.everyone.value.tolist()[0] == 75.0


def test_the_periods_shown_may_reach_beyond_the_data() -> None:
    found = pool({1: [(1, 2)] * 4}, periods=(98, 101))
    assert found.first_period == 98
    assert found.everyone.state.tolist() == [0, 0, 1, 1]
    assert found.same_teams.team_ids == ()


def test_chosen_teams_only() -> None:
    line = pool({1: [(1, 2)], 2: [(2, 2)]}, teams=[2]).everyone
    assert (line.value.tolist(), line.n_expected.tolist(), line.team_ids) == ([100.0], [1], (2,))
