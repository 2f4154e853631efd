"""Net sizes and their interval against sums done by hand."""

from __future__ import annotations

import statistics

import numpy as np
import pytest

from collabdesk.analysis import evidence_net
from collabdesk.analysis.drawn_again import drawn
from collabdesk.analysis.evidence import NEVER, Cases, judge
from collabdesk.analysis.evidence_net import Differences, net_sizes, tail_for

N = np.nan
UP = np.array([1])
NO_TARGET = np.array([N])


def weigh_net(values: np.ndarray, starts: list[int], good: int = 1):
    """Every team with a start below `NEVER` is a case."""
    rows = [(0, team, 0, start, NEVER) for team, start in enumerate(starts) if start != NEVER]
    cases = Cases.of(rows)
    directions = np.array([good])
    judged = judge(values[None], cases, directions, NO_TARGET)
    differences = Differences(values[None], directions)
    return net_sizes(cases, judged, np.array(starts), differences)


def steps(*jumps: float, months: int = 20, at: int = 8) -> np.ndarray:
    """Teams that go from 10 up by a jump at one month."""
    return np.array([[10.0] * at + [10.0 + jump] * (months - at) for jump in jumps])


def test_the_net_size_is_what_the_others_did_taken_away() -> None:
    found = weigh_net(steps(9, 1, 2, 6), [8, NEVER, NEVER, NEVER])
    assert found.net.tolist() == [7.0]
    assert found.n_comparisons.tolist() == [3]


def test_with_fewer_than_three_others_it_is_not_given() -> None:
    found = weigh_net(steps(9, 1, 2), [8, NEVER, NEVER])
    assert np.isnan([found.net[0], found.median, found.low, found.high]).all()


def test_lower_is_better_has_the_same_signs() -> None:
    assert weigh_net(steps(-9, -1, -2, -6), [8, NEVER, NEVER, NEVER], good=-1).net.tolist() == [7.0]


@pytest.mark.parametrize(("other_start", "count"), [(19, 3), (20, 4)])
def test_a_team_that_begins_within_the_window_is_no_comparison(other_start: int, count: int) -> None:
    """The window of a start at 8 ends with period 19."""
    found = weigh_net(steps(9, 1, 2, 6, 50, months=30), [8, NEVER, NEVER, NEVER, other_start])
    assert found.n_comparisons[0] == count


def test_the_axis_ends_the_window_of_a_late_start() -> None:
    found = weigh_net(steps(9, 1, 2, 6, months=16), [8, NEVER, NEVER, 16])
    assert found.n_comparisons[0] == 3


def test_others_are_compared_over_the_same_periods() -> None:
    """The team reported from month 7 to month 18 only; what others did outside does not matter."""
    values = steps(9, 1, 2, 6, months=26, at=13)
    values[0, :7] = N
    values[1:, :7] = 90
    values[0, 19:] = N
    values[1:, 19:] = 90
    assert weigh_net(values, [13, NEVER, NEVER, NEVER]).net.tolist() == [7.0]


def test_the_medians_of_others_take_in_both_ends_of_the_periods() -> None:
    """All rise by 1 a month: from the median of 2..9 to that of 10..16 is 7.5."""
    values = np.tile(np.arange(17.0), (4, 1))
    values[0, :2] = N
    values[0, 10:] += 5
    found = weigh_net(values, [10, NEVER, NEVER, NEVER])
    assert found.net.tolist() == [(13 + 5 - 5.5) - 7.5]


def test_others_need_three_points_on_both_sides() -> None:
    values = steps(9, 1, 2, 6)
    values[3, 2:8] = N
    assert np.isnan(weigh_net(values, [8, NEVER, NEVER, NEVER]).net[0])
    values[3, 2] = 10
    assert weigh_net(values, [8, NEVER, NEVER, NEVER]).net.tolist() == [7.0]


def brute(size: list[float], which: list[int], team: list[int], others: np.ndarray) -> list[float]:
    """The median net size of each draw, team by team."""
    part = sorted({*team, *np.flatnonzero((~np.isnan(others)).any(axis=0)).tolist()})
    found = []
    for draw in drawn(len(part), evidence_net.DRAWS).by_draw.tolist():
        times = dict(zip(part, draw, strict=True))
        nets = []
        for own, stretch, mine in zip(size, which, team, strict=True):
            base = [v for key, v in enumerate(others[stretch]) if v == v for _ in range(times.get(key, 0))]
            if base:
                nets += [own - statistics.median(base)] * times[mine]
        if nets:
            found.append(statistics.median(nets))
    return found


def test_the_interval_is_that_of_teams_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_net, "DRAWS", 300)
    random = np.random.default_rng(2)
    others = random.normal(size=(2, 9))
    others[0, [0, 1, 2]] = N
    others[1, [0, 1, 2, 3]] = N
    size, which, team = [5.0, 7.0, 4.0], [0, 1, 1], [0, 1, 2]
    low, high = evidence_net._interval(np.array(team), np.array(size), np.array(which), others)
    n = min(len(set(team)), int(np.count_nonzero(~np.isnan(others), axis=1).min()))
    expected = np.percentile(brute(size, which, team, others), (tail_for(n), 100 - tail_for(n)))
    assert (low, high) == pytest.approx(tuple(expected))


def test_the_same_numbers_give_the_same_interval_and_treated_teams_are_drawn_too() -> None:
    random = np.random.default_rng(5)
    values = random.normal(50, 5, (12, 20))
    starts = [8, 8, 9, 9, 10, *[NEVER] * 7]
    first, again = weigh_net(values, starts), weigh_net(values, starts)
    assert (first.low, first.high) == (again.low, again.high)
    assert first.low < first.median < first.high
    still = steps(*[9] * 5, *[1] * 7)
    still[:5, 8:] += np.arange(5)[:, None] * 4
    spread = weigh_net(still, starts[:1] * 5 + [NEVER] * 7)
    assert spread.high - spread.low >= 4  # the comparison never moves: the width is that of the treated


@pytest.mark.parametrize(
    ("n", "tail"),
    [(2, 0.0), (3, 0.017), (4, 0.329), (5, 0.857), (10, 2.67), (30, 4.20), (33, 4.28), (1000, 4.98)],
)
def test_the_ends_lie_further_out_for_few_teams(n: int, tail: float) -> None:
    """Percentiles by Hesterberg's formula, Phi(-sqrt(n / (n - 1)) t), worked out by hand."""
    assert tail_for(n) == pytest.approx(tail, rel=0.01, abs=0.001)
    assert tail_for(1) == tail_for(2)
    assert tail_for(31) < tail_for(32) < tail_for(33)
