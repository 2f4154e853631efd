"""Windows, signal and size of one test: against plain Python written from the text of method.md alone."""

from __future__ import annotations

import statistics

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.analysis.evidence import NEVER, Cases, Outcome, judge
from tests.analysis.oracle import compare

N = np.nan
LOW = [10, 12, 11, 10, 12, 11, 10, 12]


def oracle(values: list[float | None], start: int, stop: int, good: int, target: float | None) -> dict:
    """One case, step by step."""
    points = [(at, value) for at, value in enumerate(values) if value is not None]
    before = [point for point in points if point[0] < start][-12:]
    after = [point for point in points if start <= point[0] <= min(start + 11, stop)]
    found = {"n": (len(before), len(after)), "size": None, "at": -1}
    if len(before) < 6 or len(after) < 6:
        return found | {"outcome": Outcome.TOO_FEW}
    line = statistics.median(value for _, value in before)
    level = statistics.median(value for _, value in after)
    found["size"] = level - line if good >= 0 else line - level
    if good == 0:
        return found | {"outcome": Outcome.NO_DIRECTION}
    if target is not None and compare(line, target) * good >= 0:
        return found | {"outcome": Outcome.NO_ROOM}
    useful = [(at, compare(value, line)) for at, value in after if compare(value, line)]
    for direction, outcome in ((good, Outcome.IMPROVED), (-good, Outcome.WORSENED)):
        for first in range(len(useful)):
            run = useful[first : first + 6]
            alone = first == 0 or useful[first - 1][1] != direction
            same = len(run) == 6 and all(side == direction for _, side in run)
            if alone and same and run[0][0] <= start + 6:
                return found | {"outcome": outcome, "at": run[0][0]}
    return found | {"outcome": Outcome.NO_SIGNAL}


def one(values: list, start: int, *, stop: int = NEVER, good: int = 1, target: float = N) -> dict:
    series = np.array([N if value is None else value for value in values], dtype=float)
    found = judge(
        series[None, None],
        Cases.of([(0, 0, 0, start, stop)]),
        np.array([good]),
        np.array([target], dtype=float),
    )
    size = found.size[0]
    return {
        "n": (int(found.n_before[0]), int(found.n_after[0])),
        "size": None if np.isnan(size) else size,
        "at": int(found.signal_at[0]),
        "outcome": Outcome(found.outcome[0]),
    }


points = st.one_of(st.none(), st.integers(0, 8).map(float), st.integers(5, 8).map(float))


@settings(max_examples=300, deadline=None)
@given(
    values=st.lists(points, min_size=1, max_size=40),
    start=st.integers(-5, 45),
    stop=st.one_of(st.just(NEVER), st.integers(-2, 40)),
    good=st.sampled_from([1, -1, 0]),
    target=st.one_of(st.none(), st.integers(0, 8).map(float)),
)
def test_any_case_as_the_plain_rules_say(values, start, stop, good, target) -> None:
    expected = oracle(values, start, stop, good, target)
    found = one(values, start, stop=stop, good=good, target=N if target is None else target)
    assert found == expected


def test_the_oracle_meets_every_outcome() -> None:
    """So that the comparison above is not of empty cases: 6 + 6 points are common in it."""
    random = np.random.default_rng(3)
    seen = {
        oracle([float(v) for v in random.integers(0, 4, 24)], 12, NEVER, 1, 3.0)["outcome"]
        for _ in range(300)
    }
    assert {Outcome.IMPROVED, Outcome.WORSENED, Outcome.NO_SIGNAL, Outcome.NO_ROOM} <= seen


def test_six_after_the_start_improve_five_do_not() -> None:
    assert one([*LOW, *[20] * 6], 8)["outcome"] is Outcome.IMPROVED
    assert one([*LOW, *[20] * 5, 11, 9], 8)["outcome"] is Outcome.NO_SIGNAL
    assert one([*LOW, *[20] * 5], 8)["outcome"] is Outcome.TOO_FEW


def test_the_period_of_the_start_is_the_first_of_after() -> None:
    found = one([*LOW, 20, 20, 20, 20, 20, 20], 8)
    assert (found["n"], found["at"], found["size"]) == ((8, 6), 8, 9.0)


def test_a_run_that_began_before_the_start_counts_from_the_start() -> None:
    assert one([*LOW[:6], 20, 20, *[20] * 6], 8)["at"] == 8


def test_lower_is_better_turns_everything_round() -> None:
    found = one([*LOW, *[2] * 6], 8, good=-1)
    assert (found["outcome"], found["size"]) == (Outcome.IMPROVED, 9.0)
    assert one([*LOW, *[2] * 6], 8)["outcome"] is Outcome.WORSENED


def test_a_signal_can_begin_as_late_as_6_periods_after_the_start() -> None:
    assert one([*LOW, *[11] * 6, *[20] * 6], 8)["at"] == 14
    assert one([*LOW, *[11] * 7, *[20] * 6], 8)["outcome"] is Outcome.NO_SIGNAL


def test_only_12_periods_after_and_12_points_before_count() -> None:
    found = one([90, 90, 90, None, *range(12), *[20] * 12, 3, 3], 16)
    assert (found["n"], found["size"]) == ((12, 12), 20 - 5.5)


def test_six_periods_past_a_decision_to_abandon_end_the_window() -> None:
    assert one([*LOW, *[20] * 12], 8, stop=13)["n"] == (8, 6)
    assert one([*LOW, *[20] * 12], 8, stop=12)["outcome"] is Outcome.TOO_FEW


def test_at_the_target_already_there_is_no_room() -> None:
    assert one([*LOW, *[20] * 6], 8, target=11)["outcome"] is Outcome.NO_ROOM
    assert one([*LOW, *[20] * 6], 8, target=11.1)["outcome"] is Outcome.IMPROVED
    assert one([*LOW, *[2] * 6], 8, good=-1, target=11)["outcome"] is Outcome.NO_ROOM


def test_without_a_direction_of_good_only_the_size_is_given() -> None:
    found = one([*LOW, *[20] * 6], 8, good=0, target=5)
    assert (found["outcome"], found["size"], found["at"]) == (Outcome.NO_DIRECTION, 9.0, -1)


def test_how_many_points_are_missing() -> None:
    found = judge(
        np.array([[[*LOW[:4], *[20.0] * 3]]]), Cases.of([(0, 0, 0, 4, NEVER)]), np.array([1]), np.array([N])
    )
    assert found.missing.tolist() == [2 + 3]
