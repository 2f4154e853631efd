"""Very long series: the same answers along the rows as along the columns, and limits without endless digits."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.analysis import rules, scan_rows
from collabdesk.analysis.runchart import analyse
from collabdesk.analysis.scan import PhaseRows, scan

value = st.one_of(st.just(math.nan), st.integers(0, 5).map(float), st.floats(-3, 3), st.just(1 + 1e-12))


@settings(max_examples=200, deadline=None)
@given(given=st.lists(value, min_size=1, max_size=60), strict=st.booleans())
def test_along_the_rows_as_along_the_columns(given: list[float], strict: bool) -> None:
    """A row of its own is long and few, with some empty columns behind it whatever its length; 40 alike are not."""
    tail = np.full(20, np.nan)
    one = np.concatenate([given, tail])[None, :]
    many = np.repeat(one, 40, axis=0)
    assert scan_rows.long_and_few(one.T.shape)
    assert not scan_rows.long_and_few(many.T.shape)
    by_row = scan(one, PhaseRows.whole(*one.shape), strict=strict)
    by_column = scan(many, PhaseRows.whole(*many.shape), strict=strict)
    assert (by_row.run_at[:, 0] == by_column.run_at[:, 0]).all()
    assert (by_row.trend_at[:, 0] == by_column.trend_at[:, 0]).all()


@pytest.mark.parametrize("useful", [*range(61, 130), 257, 400])
def test_long_limits_are_the_exact_ones(useful: int) -> None:
    assert rules._long_limits(useful) == rules._exact_limits(useful)


def test_crossings_of_long_series_are_the_exact_quantile(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = [rules.crossings_limit.__wrapped__(n) for n in range(1, 200)]
    monkeypatch.setattr(rules, "_LONG", 0)
    assert [rules.crossings_limit.__wrapped__(n) for n in range(1, 200)] == exact


def test_fifty_thousand_points_are_no_matter() -> None:
    found = analyse(np.arange(50_000.0))
    assert [(s.rule, len(s.points)) for s in found.signals] == [
        ("shift", 25_000),
        ("shift", 25_000),
        ("trend", 50_000),
        ("too few runs", 50_000),
    ]
    assert found.phases[0].longest_run_limit == 19
