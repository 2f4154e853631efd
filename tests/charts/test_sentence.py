"""The sentence under a chart, word for word, and that it agrees with the marks."""

from __future__ import annotations

import pytest

from collabdesk.charts.build import build_chart
from collabdesk.charts.inputs import OlderPhase
from collabdesk.i18n import Translator
from collabdesk.kinds import IndicatorKind
from collabdesk.periods import QUARTER
from tests.charts.conftest import JANUARY, make_series

FROZEN = (JANUARY, JANUARY + 5)
BASE = [30, 34, 38, 34, 30, 38]


def told(values: list, **options) -> str:
    return Translator("en").text(build_chart(make_series(values, **options)).sentence)


def test_no_points() -> None:
    assert told([None, None]) == "No points yet."


@pytest.mark.parametrize(("count", "more"), [(1, "5 more points"), (4, "2 more points"), (5, "1 more point")])
def test_too_few_points_says_how_many_more(count: int, more: str) -> None:
    assert told([50, 40, 60, 30, 45][:count]) == f"Too few points for a verdict: needs {more}."


def test_under_ten_useful_points_the_runs_rule_waits() -> None:
    assert told([50, 40, 60, 30, 45, 52]) == (
        "No signal: 6 points vary around the median of 48 % as chance alone would make them. "
        "The runs rule needs 4 more points off the median."
    )


def test_no_signal() -> None:
    assert told([50, 40, 60, 30, 45, 52, 70, 35, 45, 60]) == (
        "No signal: 10 points vary around the median of 48 % as chance alone would make them."
    )


def test_a_constant_away_from_the_ceiling() -> None:
    assert told([50] * 8) == "No signal: every point lies on the median of 50 %."


def test_a_shift_for_the_better() -> None:
    assert told([*BASE, 80, 84, 30, 88, 84, 80, 84, 80, 84], baseline=FROZEN) == (
        "Shift: 6 points in a row above the baseline of 34 %, Oct 2025 to Mar 2026. "
        "This is an improvement that chance alone seldom makes."
    )


def test_a_shift_for_the_worse() -> None:
    assert told([*BASE, 20, 24, 40, 20, 24, 20, 24, 20, 24], baseline=FROZEN).startswith(
        "Shift: 6 points in a row below the baseline of 34 %, Oct 2025 to Mar 2026. "
        "This is a worsening that chance alone seldom makes: look for its cause."
    )


def test_a_shift_without_a_direction_of_good() -> None:
    text = told([*BASE, 80, 84, 30, 88, 84, 80, 84, 80, 84], baseline=FROZEN, good=None)
    assert text.endswith("Chance alone seldom makes this: something changed.")


def test_a_trend() -> None:
    assert told([50, 60, 50, 60, 40, 45, 50, 55, 60, 52, 50]) == (
        "Trend: 5 points in a row rising, May 2025 to Sep 2025. "
        "This is an improvement that chance alone seldom makes."
    )


def test_too_few_runs_alone() -> None:
    values = [40, 41, 40, 41, 40, 60, 61, 60, 61, 60]
    assert told(values) == (
        "Too few runs: 2 where chance makes 3 to 9; the points stay on one side of the median for long. "
        "Look for what changed."
    )


def test_too_many_runs() -> None:
    assert told([40, 60] * 5).startswith("Too many runs: 10 where chance makes 3 to 9; the points jump")


def test_with_a_frozen_baseline_the_runs_rule_is_last_and_says_why() -> None:
    text = told([*BASE, *[80, 84] * 6], baseline=FROZEN)
    assert text.startswith("Shift: 13 points in a row above")
    assert text.endswith("Also: too few runs, which with a frozen baseline mostly repeats the shift.")


def test_several_signals_the_latest_first_the_rest_named() -> None:
    values = [30, 34, 38, 34, 38, 30, 80, 84, 80, 84, 80, 88]
    assert told(values) == (
        "Shift: 6 points in a row above the median of 59 %, Jul 2025 to Dec 2025. "
        "This is an improvement that chance alone seldom makes. "
        "Also: a shift below (Jan 2025 to Jun 2025) and too few runs."
    )


def test_many_further_signals_are_counted() -> None:
    block = [40, 41, 40, 41, 40, 41, 60, 61, 60, 61, 60, 61]
    assert told(block * 3).count("shift") == 3
    assert "3 more signals" in told(block * 3)


def test_a_long_run_and_few_crossings() -> None:
    text = told([40] * 10 + [60] * 10, rules="anhoej")
    assert text.startswith("Long run: 10 points in a row above the median of 50 %, Nov 2025 to Aug 2026.")
    assert text.endswith("Also: a long run below (Jan 2025 to Oct 2025) and few crossings.")
    alone = told([60, 60, 60, 60, 60, 40, 40, 40, 40, 40], rules="anhoej")
    assert alone.startswith("Few crossings: the points cross the median once, where chance makes 2")


class TestCeiling:
    def test_constant_100_is_held_and_never_a_failure(self) -> None:
        assert told([100] * 7) == "At 100 %, held 7 months."
        assert told([100] * 7, target=90) == "At target, held 7 months."

    def test_held_counts_back_from_the_last_point(self) -> None:
        values = [100, 100, 100, 100, 80, 90, 100, 100]
        assert told(values, target=90) == "At target, held 3 months."

    def test_half_the_points_are_not_yet_a_ceiling(self) -> None:
        assert told([100, 90, 100, 80, 100, 85]).startswith(
            "No signal: 6 points vary around the median of 95 %"
        )
        assert told([100, 90, 100, 80, 100, 100]) == "At 100 %, held 2 months."

    def test_a_floor_where_lower_is_better(self) -> None:
        assert told([0] * 6, good="down") == "At 0 %, held 6 months."

    def test_the_wrong_end_offers_another_chart(self) -> None:
        assert told([0, 0, 0, 0, 5, 0]) == (
            "5 of 6 points are at 0 %: a chart of the time between cases would show more."
        )

    def test_the_last_point_below(self) -> None:
        assert told([100, 100, 100, 100, 100, 90]) == "5 of 6 points are at 100 %, the last one is not."

    def test_dips_are_not_told_as_a_worsening(self) -> None:
        assert told([100, 100, 90] * 7 + [100]) == (
            "At 100 %, held 1 month. "
            "The median lies at the end of the scale, where shifts and runs say little."
        )

    def test_a_shift_up_to_the_ceiling_is_told_with_it(self) -> None:
        text = told([*BASE, *[100] * 8], baseline=FROZEN, target=90)
        assert text.startswith(
            "At target, held 8 months. Shift: 9 points in a row above the baseline of 34 %"
        )

    def test_quarters_are_counted_as_quarters(self) -> None:
        assert told([100] * 6, period_type=QUARTER, first=8100) == "At 100 %, held 6 quarters."

    def test_a_rate_has_no_ceiling(self) -> None:
        assert told([100] * 7, kind=IndicatorKind.RATE).startswith("No signal: every point")


def test_a_new_phase_says_since_when_and_what_was_before() -> None:
    older = OlderPhase(first=JANUARY, last=JANUARY + 11)
    values = [*BASE, *[80, 84] * 3, 80, 84]
    assert told(values, older=(older,)) == (
        "New median since Jan 2026. Too few points for a verdict: needs 4 more points. "
        "Before that: a shift above (Jul 2025 to Dec 2025), a shift below (Jan 2025 to Jun 2025), and too few runs."
    )


def test_in_the_units_of_the_chart() -> None:
    values = [10.5, 12, 11, 14, 10, 9, 30, 30, 31, 30, 31, 32]
    text = told(values, kind=IndicatorKind.TIME_BETWEEN, decimals=1, baseline=FROZEN, good="down")
    assert "above the baseline of 10.8, Jul 2025" in text
    assert "worsening" in text


def test_a_signal_that_has_not_held() -> None:
    values = [*BASE, *[20, 24] * 3, 40, 60, 40, 60]
    assert told(values, baseline=FROZEN) == (
        "Shift: 6 points in a row below the baseline of 34 %, Jul 2025 to Dec 2025. "
        "The median of the last 3 points lies on the other side of the baseline, so it does not count now."
    )


def test_two_signals_that_contradict_each_other() -> None:
    values = [30] * 8 + [80, 90, 88, 86, 84, 82]
    assert told(values, baseline=(JANUARY, JANUARY + 7)) == (
        "Shift: 6 points in a row above the baseline of 30 %, Sep 2025 to Feb 2026. At the same time there is "
        "a falling trend (Oct 2025 to Feb 2026), so the direction is not clear yet."
    )


def test_points_on_the_median_do_not_count_towards_the_runs_rule() -> None:
    text = told([50, 40, 60, 30, 45, 52, 55])
    assert text.endswith("The runs rule needs 4 more points off the median.")
