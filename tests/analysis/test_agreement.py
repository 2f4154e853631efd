"""The agreement of recounts, against numbers worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabdesk.analysis.agreement import agreement, factor, is_close, percent

counts = st.integers(min_value=0, max_value=10_000)


@pytest.mark.parametrize(
    ("reported", "recounted", "agreed", "ratio", "close"),
    [
        (20, 20, 100.0, 1.0, True),
        (20, 18, 90.0, 0.9, True),
        (20, 22, 90.909, 1.1, True),
        (20, 17, 85.0, 0.85, False),
        (20, 23, 86.957, 1.15, False),
        (0, 0, 100.0, None, True),
        (0, 4, 0.0, None, False),
        (4, 0, 0.0, 0.0, False),
    ],
)
def test_one_number(
    reported: float, recounted: float, agreed: float, ratio: float | None, close: bool
) -> None:
    assert percent(reported, recounted) == pytest.approx(agreed, abs=0.001)
    assert factor(reported, recounted) == ratio
    assert is_close(reported, recounted) is close


def test_errors_in_opposite_directions_do_not_cancel_out() -> None:
    found = agreement([(10, 15), (10, 5)])  # factors 1.5 and 0.5, whose mean is 1
    assert found is not None
    assert found.percent == pytest.approx((100 * 10 / 15 + 50) / 2)
    assert (found.numbers, found.close_enough, found.close) == (2, 0, False)


def test_no_numbers_no_agreement() -> None:
    assert agreement([]) is None


@given(counts, counts)
def test_it_is_the_same_both_ways_round_and_within_0_and_100(one: int, other: int) -> None:
    assert percent(one, other) == percent(other, one)
    assert 0 <= percent(one, other) <= 100
    assert (percent(one, other) == 100) == (one == other)
