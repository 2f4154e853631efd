"""What a ChartSpec holds."""

from __future__ import annotations

import numpy as np
import pytest

from collabdesk.charts.build import build_chart, build_charts, with_scale
from collabdesk.charts.inputs import ActionPeriod, ChangeMark, OlderPhase
from collabdesk.charts.spec import LineStyle, PointState, Sign
from collabdesk.i18n import Translator
from collabdesk.kinds import IndicatorKind
from collabdesk.periods import MONTH, Period
from tests.charts.conftest import JANUARY, make_series

ENGLISH = Translator("en")
BEFORE_AFTER = [30, 34, 38, 34, 30, 38, 34, 30, 38, 34, 30, 38, 80, 84, 88, 84, 80, 88]


def lines(spec) -> list[tuple]:
    return [
        (line.first, line.last, line.y, line.style, line.old, ENGLISH.text(line.label))
        for line in spec.centre
    ]


class TestPoints:
    def test_the_three_states(self) -> None:
        spec = build_chart(
            make_series(
                [50, None, None],
                state=np.array([1, 0, 2], np.int8),
                numerator=np.array([6, np.nan, 0]),
                denominator=np.array([12, np.nan, 0]),
            )
        )
        states = [point.state for point in spec.points]
        assert states == [PointState.REPORTED, PointState.MISSING, PointState.NO_CASES]
        assert [point.y for point in spec.points] == [50, None, None]
        assert [point.count_label for point in spec.points] == ["6/12", "", "0/0"]
        assert [point.small for point in spec.points] == [False, False, False]

    def test_a_small_denominator_and_an_impossible_one_are_marked(self) -> None:
        spec = build_chart(
            make_series([50, 60, 110], numerator=np.array([4, 6, 22]), denominator=np.array([9, 10, 20]))
        )
        assert [point.small for point in spec.points] == [True, False, False]
        assert [point.suspect for point in spec.points] == [False, False, True]

    def test_only_a_proportion_can_be_suspect(self) -> None:
        numbers = {"numerator": np.array([22.0]), "denominator": np.array([20.0])}
        assert not build_chart(make_series([110], kind=IndicatorKind.RATE, **numbers)).points[0].suspect

    def test_excluded_points_and_notes(self) -> None:
        spec = build_chart(
            make_series([50, 60], excluded=np.array([False, True]), notes={JANUARY + 1: "strike"})
        )
        assert [point.excluded for point in spec.points] == [False, True]
        assert [point.note for point in spec.points] == ["", "strike"]
        assert spec.points[1].y == 60
        assert spec.centre[0].y == 50

    def test_the_period_of_each(self) -> None:
        spec = build_chart(make_series([50, 60]))
        assert [point.period for point in spec.points] == [Period(MONTH, JANUARY), Period(MONTH, JANUARY + 1)]
        assert [point.x for point in spec.points] == [0, 1]

    def test_teams_are_counted_under_a_pooled_chart(self) -> None:
        spec = build_chart(
            make_series([50, 60], n_reporting=np.array([5, 20]), n_expected=np.array([24, 24]))
        )
        assert spec.pooled
        assert [ENGLISH.text(point.count_label) for point in spec.points] == ["5 of 24", "20 of 24"]


class TestCentre:
    def test_without_a_baseline_it_is_provisional(self) -> None:
        assert lines(build_chart(make_series([10, 20, 60]))) == [
            (0, 2, 20, LineStyle.PROVISIONAL, False, "provisional")
        ]

    def test_a_window_that_nobody_froze_is_provisional(self) -> None:
        spec = build_chart(make_series(BEFORE_AFTER, baseline=(JANUARY, JANUARY + 11), frozen=False))
        assert lines(spec) == [(0, 17, 38, LineStyle.PROVISIONAL, False, "provisional")]

    def test_a_frozen_baseline_is_solid_then_dashed(self) -> None:
        spec = build_chart(make_series(BEFORE_AFTER, baseline=(JANUARY, JANUARY + 11)))
        assert lines(spec) == [
            (0, 11, 34, LineStyle.BASELINE, False, ""),
            (11, 17, 34, LineStyle.EXTENDED, False, "median 34 %"),
        ]

    def test_a_baseline_that_begins_later_is_extended_backward_too(self) -> None:
        spec = build_chart(make_series(BEFORE_AFTER, baseline=(JANUARY + 3, JANUARY + 17)))
        assert [line[:2] for line in lines(spec)] == [(0, 3), (3, 17)]
        assert lines(spec)[-1][3:] == (LineStyle.BASELINE, False, "median 38 %")

    def test_a_baseline_before_the_chart_leaves_a_provisional_line(self) -> None:
        spec = build_chart(make_series([10, 20, 60], baseline=(JANUARY - 12, JANUARY - 1)))
        assert lines(spec)[0][3] is LineStyle.PROVISIONAL

    def test_old_medians_stay(self) -> None:
        older = OlderPhase(first=JANUARY, last=JANUARY + 11, baseline=(JANUARY, JANUARY + 5))
        spec = build_chart(make_series(BEFORE_AFTER, older=(older,)))
        assert lines(spec) == [
            (0, 5, 34, LineStyle.BASELINE, True, ""),
            (5, 11, 34, LineStyle.EXTENDED, True, ""),
            (12, 17, 84, LineStyle.PROVISIONAL, False, "provisional"),
        ]


class TestSigns:
    def test_a_shift_in_the_good_direction(self) -> None:
        spec = build_chart(make_series(BEFORE_AFTER, baseline=(JANUARY, JANUARY + 11)))
        assert spec.sign is Sign.IMPROVED
        shift = spec.signals[0]
        assert (shift.rule, shift.direction, shift.good) == ("shift", "up", True)
        assert shift.points == (11, 12, 13, 14, 15, 16, 17)
        assert ENGLISH.text(shift.label) == "shift"

    def test_the_same_shift_where_lower_is_better(self) -> None:
        spec = build_chart(make_series(BEFORE_AFTER, baseline=(JANUARY, JANUARY + 11), good="down"))
        assert spec.sign is Sign.WORSENED
        assert spec.signals[0].good is False

    def test_without_a_direction_of_good_there_is_no_sign(self) -> None:
        spec = build_chart(make_series(BEFORE_AFTER, baseline=(JANUARY, JANUARY + 11), good=None))
        assert spec.sign is Sign.NO_SIGNAL
        assert spec.signals[0].good is None

    def test_the_signal_that_ends_last_decides(self) -> None:
        spec = build_chart(make_series(BEFORE_AFTER))
        assert {(s.rule, s.direction) for s in spec.signals} >= {("shift", "up")}
        falling = build_chart(make_series([60, 61] * 6 + [30, 29, 28, 27, 26]))
        assert falling.sign is Sign.WORSENED

    def test_a_signal_that_has_not_held_gives_no_sign(self) -> None:
        values = [30, 34, 38, 34, 30, 38, *[20, 24] * 3, 40, 60, 40, 60]
        spec = build_chart(make_series(values, baseline=(JANUARY, JANUARY + 5)))
        assert [(s.rule, s.direction) for s in spec.signals] == [("shift", "down")]
        assert spec.sign is Sign.NO_SIGNAL
        spec = build_chart(make_series(values[:-2], baseline=(JANUARY, JANUARY + 5)))
        assert spec.sign is Sign.NO_SIGNAL
        spec = build_chart(make_series(values[:-3], baseline=(JANUARY, JANUARY + 5)))
        assert spec.sign is Sign.WORSENED

    def test_a_rise_that_has_not_reached_the_line_gives_no_sign_yet(self) -> None:
        values = [50, 52, 48, 50, 52, 48, 10, 15, 20, 25, 30]
        assert build_chart(make_series(values, baseline=(JANUARY, JANUARY + 5))).sign is Sign.NO_SIGNAL
        values += [60, 70]
        assert build_chart(make_series(values, baseline=(JANUARY, JANUARY + 5))).sign is Sign.IMPROVED

    def test_a_shift_up_and_a_fall_that_end_together_give_no_sign(self) -> None:
        values = [30] * 8 + [80, 90, 88, 86, 84, 82]
        spec = build_chart(make_series(values, baseline=(JANUARY, JANUARY + 7)))
        ends = {(s.rule, s.direction): s.points[-1] for s in spec.signals if s.direction}
        assert ends[("shift", "up")] == ends[("trend", "down")]
        assert spec.sign is Sign.NO_SIGNAL

    @pytest.mark.parametrize(
        ("count", "sign"), [(0, Sign.NOT_ENOUGH), (5, Sign.NOT_ENOUGH), (6, Sign.NO_SIGNAL)]
    )
    def test_under_six_points_there_is_not_enough(self, count: int, sign: Sign) -> None:
        assert build_chart(make_series([50, 40, 60, 30, 45, 52][:count])).sign is sign

    def test_five_rising_points_are_enough_for_a_trend(self) -> None:
        assert build_chart(make_series([10, 20, 30, 40, 50])).sign is Sign.IMPROVED

    def test_a_trend_in_five_points_without_a_direction_of_good_is_no_lack_of_data(self) -> None:
        assert build_chart(make_series([10, 20, 30, 40, 50], good=None)).sign is Sign.NO_SIGNAL

    def test_the_rules_restart_with_the_current_phase(self) -> None:
        older = OlderPhase(first=JANUARY, last=JANUARY + 11)
        spec = build_chart(make_series(BEFORE_AFTER[:15], older=(older,)))
        assert spec.sign is Sign.NOT_ENOUGH

    def test_points_that_dip_from_a_ceiling_do_not_worsen_it(self) -> None:
        values = [100, 100, 90] * 7
        spec = build_chart(make_series(values))
        assert [s.rule for s in spec.signals] == ["shift"]
        assert spec.sign is Sign.NO_SIGNAL

    def test_a_real_fall_from_the_ceiling_does(self) -> None:
        values = [100] * 12 + [90, 91, 90, 92, 90, 91]
        assert build_chart(make_series(values)).sign is Sign.WORSENED


class TestHeadline:
    def headline(self, values: list, **options) -> str:
        return ENGLISH.text(build_chart(make_series(values, **options)).headline)

    def test_from_baseline_to_latest(self) -> None:
        assert self.headline(BEFORE_AFTER, baseline=(JANUARY, JANUARY + 11)) == "34 % → 84 %"

    def test_with_decimals_and_without_percent(self) -> None:
        values = [10, 12, 11, 4.25, 4.25, 4.25]
        assert self.headline(values, kind=IndicatorKind.TIME_BETWEEN, decimals=1) == "11.0 → 4.2"

    def test_of_a_few_points_only_the_latest(self) -> None:
        assert self.headline([30, 34, 60]) == "34 %"
        assert self.headline([]) == ""

    def test_it_starts_from_the_oldest_baseline(self) -> None:
        older = OlderPhase(first=JANUARY, last=JANUARY + 11, baseline=(JANUARY, JANUARY + 11))
        options = {"older": (older,), "baseline": (JANUARY + 12, JANUARY + 17)}
        assert self.headline(BEFORE_AFTER, **options) == "34 % → 84 %"

    def test_in_french(self) -> None:
        spec = build_chart(
            make_series([10, 12, 11, 4.2, 4.2, 4.2], kind=IndicatorKind.TIME_BETWEEN, decimals=1)
        )
        assert Translator("fr").text(spec.headline) == "11,0 → 4,2"


class TestMarks:
    def test_action_periods_alternate_and_are_cut_to_the_chart(self) -> None:
        actions = tuple(
            ActionPeriod(first=JANUARY + at, last=JANUARY + at + 3, label=f"LS{n}")
            for n, at in enumerate((-6, -2, 2, 6), 1)
        )
        spec = build_chart(make_series([50] * 8, actions=actions))
        assert [(b.first, b.last, b.label, b.shaded) for b in spec.bands] == [
            (-0.5, 1.5, "LS2", False),
            (1.5, 5.5, "LS3", True),
            (5.5, 7.5, "LS4", False),
        ]

    def test_flags_within_the_chart(self) -> None:
        changes = tuple(
            ChangeMark(period=JANUARY + at, number=n, change="Triage desk", key=n)
            for n, at in enumerate((-1, 0, 7, 8), 1)
        )
        spec = build_chart(make_series([50] * 8, changes=changes))
        assert [(flag.x, flag.number) for flag in spec.flags] == [(0, 2), (7, 3)]

    def test_the_target_with_its_value(self) -> None:
        spec = build_chart(make_series([50], target=80))
        assert spec.target is not None
        assert (spec.target.y, ENGLISH.text(spec.target.label)) == (80, "80 %")
        assert build_chart(make_series([50])).target is None


def test_many_charts_are_the_same_as_one_by_one() -> None:
    inputs = [
        make_series(BEFORE_AFTER),
        make_series([50, None, 60], rules="anhoej"),
        make_series([]),
        make_series(BEFORE_AFTER, baseline=(JANUARY, JANUARY + 5), rules="custom: shift 8, trend 6"),
    ]
    assert build_charts(inputs) == [build_chart(one) for one in inputs]
    assert [spec.rules for spec in build_charts(inputs)] == [one.rules for one in inputs]
    assert build_charts([]) == []


@pytest.mark.parametrize("name", ["nelson", "NHS"])
def test_a_rule_set_that_judges_no_run_charts_is_an_error(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        build_chart(make_series([50], rules=name))


def test_a_chart_can_take_a_scale_that_others_share() -> None:
    spec = with_scale(build_chart(make_series([5, 8], kind=IndicatorKind.COUNT)), 0, 40)
    assert (spec.y.low, spec.y.high) == (0, 40)
