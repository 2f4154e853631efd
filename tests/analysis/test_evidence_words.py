"""Words, company and bundles."""

from __future__ import annotations

import math

import numpy as np
import pytest

from collabdesk.analysis.evidence import NEVER, Cases, Outcome, judge
from collabdesk.analysis.evidence_words import Word, companions, weigh, word

N = float("nan")
ONE = np.array([1])
NO_TARGET = np.array([N])


@pytest.mark.parametrize(
    ("enough", "improved", "worsened", "net", "low", "bundled", "expected"),
    [
        (2, 2, 0, 9, 5, False, Word.NOT_ENOUGH),
        (3, 3, 0, 9, 5, False, Word.PROMISING),
        (4, 2, 2, 9, 5, False, Word.WORSE),
        (4, 0, 2, N, N, False, Word.WORSE),
        (5, 3, 2, 9, 5, False, Word.MIXED),
        (5, 4, 0, 9, 5, False, Word.STRONG),
        (4, 4, 0, 9, 5, False, Word.PROMISING),
        (10, 7, 1, 9, 0.1, False, Word.STRONG),
        (10, 7, 2, 9, 0.1, False, Word.MIXED),
        (10, 6, 1, 9, 5, False, Word.PROMISING),
        (10, 7, 1, 9, 0.0, False, Word.PROMISING),
        (10, 7, 1, 9, 5, True, Word.PROMISING),
        (10, 5, 1, 9, 5, False, Word.PROMISING),
        (10, 4, 1, 9, 5, False, Word.MIXED),
        (10, 7, 1, 0.0, -3, False, Word.MIXED),
        (10, 7, 1, -2, -3, False, Word.MIXED),
        (10, 7, 1, N, N, False, Word.PROMISING_ALONE),
        (10, 0, 0, 9, 5, False, Word.NO_SIGN),
        (10, 1, 0, 9, 5, False, Word.MIXED),
        (10, 0, 1, 9, 5, False, Word.MIXED),
    ],
)
def test_the_first_word_whose_rule_fits(enough, improved, worsened, net, low, bundled, expected) -> None:
    found = word(
        enough_data=enough, improved=improved, worsened=worsened, net=net, net_low=low, bundled=bundled
    )
    assert found is expected


def step(jump: float) -> list[float]:
    return [10.0] * 8 + [10.0 + jump] * 12


def started(*changes: dict[int, int], teams: int) -> np.ndarray:
    starts = np.full((teams, len(changes), 1), NEVER)
    for change, mine in enumerate(changes):
        for team, at in mine.items():
            starts[team, change, 0] = at
    return starts


def cases_of(starts: np.ndarray, indicator: int = 0) -> Cases:
    return Cases.of(
        [
            (indicator, team, change, int(starts[team, change, 0]), NEVER)
            for change in range(starts.shape[1])
            for team in range(starts.shape[0])
            if starts[team, change, 0] != NEVER
        ]
    )


@pytest.mark.parametrize(("other", "there"), [(4, False), (5, True), (8, True), (9, True), (10, False)])
def test_company_from_3_periods_before_until_the_signal_begins(other: int, there: bool) -> None:
    """The shift begins at 9: the first month after the start lies on the median."""
    values = np.array([[[10.0] * 9 + [20.0] * 11]])
    starts = started({0: 8}, {0: other}, teams=1)
    cases = Cases.of([(0, 0, 0, 8, NEVER)])
    judged = judge(values, cases, ONE, NO_TARGET)
    assert judged.signal_at.tolist() == [9]
    assert companions(cases, judged, starts).tolist() == [[False, there]]


@pytest.mark.parametrize(("other", "there"), [(19, True), (20, False)])
def test_without_a_signal_company_until_the_end_of_the_window(other: int, there: bool) -> None:
    values = np.full((1, 1, 30), 10.0)
    starts = started({0: 8}, {0: other}, teams=1)
    cases = Cases.of([(0, 0, 0, 8, NEVER)])
    judged = judge(values, cases, ONE, NO_TARGET)
    assert companions(cases, judged, starts)[0, 1] == there


def test_a_second_start_of_a_companion_counts() -> None:
    starts = np.full((1, 2, 2), NEVER)
    starts[0, 0, 0], starts[0, 1] = 8, [0, 8]
    cases = Cases.of([(0, 0, 0, 8, NEVER)])
    judged = judge(np.array([[step(9)]]), cases, ONE, NO_TARGET)
    assert companions(cases, judged, starts).tolist() == [[False, True]]


def collaborative(alone: int, together: int) -> list:
    """Change 0 in ``alone`` + ``together`` teams that rise by 9, change 1 beside it in the latter; 4 controls."""
    teams = alone + together
    values = np.array([[*([step(9)] * teams), *([step(0)] * 4)]])
    both = dict.fromkeys(range(alone, teams), 8)
    starts = started(dict.fromkeys(range(teams), 8), both, teams=teams + 4)
    return weigh(values, cases_of(starts), starts, ONE, NO_TARGET)


def test_a_companion_of_more_than_half_is_a_bundle_and_neither_is_strong() -> None:
    first, second = collaborative(alone=4, together=5)
    assert (first.bundle_with, second.bundle_with) == ((1,), (0,))
    assert (first.word, second.word) == (Word.PROMISING, Word.PROMISING)


def test_what_was_mostly_tried_alone_is_not_bound_by_its_company() -> None:
    """Change 1 was never tried alone; change 0 mostly was: only change 1 cannot be told apart."""
    first, second = collaborative(alone=8, together=5)
    assert (first.bundle_with, second.bundle_with) == ((), (0,))
    assert (first.word, second.word) == (Word.STRONG, Word.MIXED)  # the second adds nothing to the first


def test_half_of_the_improved_is_not_yet_a_bundle() -> None:
    assert [one.bundle_with for one in collaborative(alone=5, together=5)] == [(), (0,)]


def test_a_companion_for_another_indicator_is_no_rival() -> None:
    """Change 1 always stands beside change 0, but only change 0 should move indicator 0."""
    values = np.array([[*([step(9)] * 6), *([step(0)] * 4)]] * 2)
    starts = started(dict.fromkeys(range(6), 8), dict.fromkeys(range(6), 8), teams=10)
    every = [(change, team, change, 8, NEVER) for change in (0, 1) for team in range(6)]
    first, second = weigh(values, Cases.of(every), starts, np.array([1, 1]), np.array([math.nan] * 2))
    assert (first.bundle_with, second.bundle_with) == ((), ())
    assert first.company.tolist() == [[False, True]] * 6
    assert (first.word, second.word) == (Word.STRONG, Word.STRONG)


def test_alone_it_is_strong() -> None:
    (found,) = collaborative(alone=6, together=0)
    assert (found.word, found.bundle_with, found.improved, found.size) == (Word.STRONG, (), 6, 9.0)
    assert (found.net.median, found.net.low, found.periods_to_signal) == (9.0, 9.0, 0.0)


def test_counts_over_all_outcomes() -> None:
    rows = [step(9), step(-9), step(0), [90.0] * 8 + [95.0] * 12, [10.0] * 8 + [N] * 12, *[step(1)] * 3]
    starts = started(dict.fromkeys(range(5), 8), teams=8)
    (found,) = weigh(np.array([rows]), cases_of(starts), starts, ONE, np.array([80.0]))
    counts = (found.enough_data, found.no_room, found.improved, found.worsened, found.no_signal)
    assert counts == (3, 1, 1, 1, 1)
    assert found.size == 0.0
    assert found.net.median == -1.0
    assert [Outcome(code) for code in found.judged.outcome] == [
        Outcome.IMPROVED, Outcome.WORSENED, Outcome.NO_SIGNAL, Outcome.NO_ROOM, Outcome.TOO_FEW,
    ]  # fmt: skip


def test_no_direction_of_good_no_word() -> None:
    starts = started(dict.fromkeys(range(6), 8), teams=10)
    values = np.array([[*([step(9)] * 6), *([step(0)] * 4)]])
    (found,) = weigh(values, cases_of(starts), starts, np.array([0]), NO_TARGET)
    assert (found.word, found.size, found.net.median, found.improved) == (None, 9.0, 9.0, 0)
    assert found.enough_data == 6


def test_also_seen_has_numbers_and_no_word() -> None:
    starts = started(dict.fromkeys(range(6), 8), teams=10)
    values = np.array([[*([step(9)] * 6), *([step(0)] * 4)]])
    (found,) = weigh(values, cases_of(starts), starts, ONE, NO_TARGET, words=False)
    assert (found.word, found.net.median, found.improved) == (None, 9.0, 6)
    assert np.isnan(found.net.low)


def test_nothing_to_weigh() -> None:
    assert weigh(np.zeros((1, 1, 1)), Cases.of([]), np.zeros((1, 1, 0)), ONE, NO_TARGET) == []
