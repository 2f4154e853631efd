"""Control charts as values: the numbers are those of the engine, in the unit of the axis, and all parts agree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.analysis.control import Measured, control_chart
from collabdesk.analysis.scan import PhaseRows
from collabdesk.charts.build import build_chart, build_charts
from collabdesk.charts.choice import chart_choices, drawn_as, usual_chart
from collabdesk.charts.inputs import DefinitionChange, OlderPhase, SeriesInput
from collabdesk.charts.spec import ChartSpec, LineStyle, Sign
from collabdesk.i18n import Translator
from collabdesk.kinds import IndicatorKind
from tests.charts.conftest import JANUARY, make_series

SAY = Translator("en").text
PAIRS = [(5, 20), (7, 20), (4, 25), (6, 18), (8, 30), (5, 12), (3, 20), (9, 22), (29, 30), (6, 20)]


def ratio(pairs=PAIRS, kind=IndicatorKind.PROPORTION, multiplier: float = 1.0, **options) -> SeriesInput:
    numerator, denominator = np.array(pairs, dtype=float).T
    factor = 100.0 if kind is IndicatorKind.PROPORTION else multiplier
    return make_series(
        (numerator / denominator * factor).tolist(),
        numerator=numerator,
        denominator=denominator,
        kind=kind,
        multiplier=multiplier,
        **options,
    )


def limits_at(spec: ChartSpec, x: float) -> tuple[float, float]:
    """(lower, upper) as drawn at a position."""
    found = {}
    for line in spec.limits:
        for (x0, y0), (x1, _) in zip(line.points, line.points[1:], strict=False):
            if x0 <= x - 0.25 and x + 0.25 <= x1:
                found[line.upper] = y0
    return found[False], found[True]


@pytest.mark.parametrize("chart", ["p", "pp"])
def test_a_proportions_limits_are_the_engines_in_points(chart: str) -> None:
    series = ratio(chart=chart)
    spec = build_chart(series)
    measured = Measured(
        value=(series.numerator / series.denominator)[None, :],
        excluded=np.zeros((1, 10), bool),
        numerator=series.numerator[None, :],
        denominator=series.denominator[None, :],
    )
    wanted = control_chart(chart, measured, PhaseRows.whole(1, 10))
    assert spec.chart == chart
    assert spec.centre[0].y == pytest.approx(100 * wanted.centre[0])
    for at in range(10):
        assert limits_at(spec, at) == pytest.approx((100 * wanted.lower[0, at], 100 * wanted.upper[0, at]))
    assert spec.centre[0].style is LineStyle.PROVISIONAL
    outside = [mark.points for mark in spec.signals if mark.rule == "outside limits"]
    assert outside == ([(8,)] if chart == "p" else [])  # p' takes in that months differ
    if chart == "p":
        assert SAY(spec.sentence).startswith("Outside limits: 1 point above the upper limit, Sep 2025.")


def test_a_rates_limits_are_in_its_unit() -> None:
    spec = build_chart(ratio(kind=IndicatorKind.RATE, multiplier=1000, chart="u", target=600))
    centre = 1000 * 82 / 217
    assert spec.centre[0].y == pytest.approx(centre)
    assert limits_at(spec, 0)[1] == pytest.approx(centre + 3 * np.sqrt(82 / 217 / 20) * 1000)
    assert spec.y.high >= limits_at(spec, 5)[1]


def test_level_limits_run_over_gaps_and_steps_break_at_them() -> None:
    level = build_chart(make_series([5, 7, None, 6, 8], kind=IndicatorKind.COUNT, chart="c"))
    assert [line.points[0][0] for line in level.limits] == [-0.5, -0.5]
    assert [line.points[-1][0] for line in level.limits] == [4.5, 4.5]
    pairs = [*PAIRS[:3], (np.nan, np.nan), *PAIRS[4:]]
    steps = build_chart(ratio(pairs, chart="p"))
    assert [(line.points[0][0], line.points[-1][0]) for line in steps.limits if line.upper] == [
        (-0.5, 2.5),
        (3.5, 9.5),
    ]


def test_a_phase_and_a_freeze_each_have_their_own() -> None:
    y = [4.0, 6.0, 5.0, 4.0, 6.0, 5.0, 20.0, 22.0, 21.0, 20.0, 22.0, 40.0]
    spec = build_chart(
        make_series(
            y,
            kind=IndicatorKind.RATE,
            chart="i",
            older=(OlderPhase(first=JANUARY, last=JANUARY + 5),),
            baseline=(JANUARY + 6, JANUARY + 9),
        )
    )
    assert [line.old for line in spec.centre] == [True, False, False]
    assert [line.y for line in spec.centre] == [5.0, 20.75, 20.75]
    assert [(line.old, line.upper) for line in spec.limits] == [
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    ]
    half = 3 * (4 / 3) / 1.128
    assert limits_at(spec, 11) == pytest.approx((20.75 - half, 20.75 + half))
    assert [mark.points for mark in spec.signals if mark.rule == "outside limits"] == [(11,)]
    assert [SAY(line.label) for line in spec.limits] == ["", "", "limit 24", "limit 17"]
    assert SAY(spec.centre[-1].label) == "mean 21"
    assert SAY(spec.sentence).startswith("New centre line since Jul 2025.")


def test_an_excluded_point_stays_and_is_bridged() -> None:
    y = [4.0, 6.0, 90.0, 5.0, 4.0, 6.0]
    out = np.array([False, False, True, False, False, False])
    spec = build_chart(make_series(y, kind=IndicatorKind.RATE, chart="i", excluded=out))
    assert spec.points[2].y == 90.0
    assert spec.centre[0].y == 5.0
    assert limits_at(spec, 0)[1] == pytest.approx(5 + 3 * np.mean([2, 1, 1, 2]) / 1.128)
    assert all(2 not in mark.points for mark in spec.signals)


def test_moving_ranges_are_drawn_instead_of_the_values() -> None:
    spec = build_chart(make_series([4.0, 6.0, None, 5.0, 4.0], kind=IndicatorKind.RATE, chart="mr", target=3))
    assert [point.y for point in spec.points] == [None, 2.0, None, None, 1.0]
    assert (spec.target, spec.headline) == (None, "")
    assert limits_at(spec, 1) == pytest.approx((0, 3.267 * 1.5))


def test_limits_are_clipped_to_what_the_values_can_be() -> None:
    spec = build_chart(make_series([90.0, 100.0, 40.0, 95.0, 20.0, 100.0], chart="i"))
    assert {y for line in spec.limits for _, y in line.points} == {0.0, 100.0}
    mean = build_chart(make_series([-4.0, 4.0, -6.0, 5.0], kind=IndicatorKind.MEAN, chart="i"))
    assert mean.y.low < limits_at(mean, 0)[0] + 1e-9 < 0
    assert not mean.y.low > limits_at(mean, 0)[0]


def test_nhs_draws_an_xmr_chart_with_its_own_limits() -> None:
    y = [50.0, 54, 50, 54, 52, 50, 54, 50, 54, 52, 59, 60, 59, 60, 59, 60, 60]
    series = make_series(y, rules="nhs", baseline=(JANUARY, JANUARY + 9))
    spec = build_chart(series)
    assert (spec.chart, spec.rules, drawn_as(series)) == ("i", "nhs", "i")
    spread = np.mean(np.abs(np.diff(y[:10])))
    assert limits_at(spec, 3) == pytest.approx((52 - 2.66 * spread, 52 + 2.66 * spread))
    assert {mark.rule for mark in spec.signals} == {"shift", "two of three"}
    assert spec.sign is Sign.IMPROVED


def test_means_with_n_and_spread() -> None:
    series = make_series(
        [30.0, 34.0, 32.0, 36.0],
        kind=IndicatorKind.MEAN,
        denominator=np.full(4, 10.0),
        spread=np.array([3.0, 5.0, 4.0, 4.0]),
        chart="xbar",
    )
    assert limits_at(build_chart(series), 2)[1] == pytest.approx(33 + 0.975 * 4, abs=2e-3)


def test_the_usual_chart_of_each_kind() -> None:
    plain = [5.0, 6.0, 7.0]
    usual = {kind: usual_chart(make_series(plain, kind=kind)) for kind in IndicatorKind}
    assert usual == {
        IndicatorKind.PROPORTION: "i",  # without denominators
        IndicatorKind.RATE: "i",
        IndicatorKind.COUNT: "c",
        IndicatorKind.MEAN: "i",
        IndicatorKind.TIME_BETWEEN: "t",
    }
    assert usual_chart(ratio()) == "p"
    assert usual_chart(ratio(kind=IndicatorKind.RATE)) == "u"
    assert usual_chart(make_series([0.0, 5.0], kind=IndicatorKind.TIME_BETWEEN)) == "g"
    assert usual_chart(ratio(rules="nhs")) == "i"


def test_what_is_refused_says_why() -> None:
    found = {one.chart: one for one in chart_choices(make_series([5.0, None])).each}
    assert [chart for chart, one in found.items() if one.possible] == ["run", "i", "mr"]
    assert SAY(found["p"].refused) == "It needs the numerator and the denominator of every point."
    assert SAY(found["c"].refused) == "It is for counts."
    times = chart_choices(make_series([0.0, 3.0], kind=IndicatorKind.TIME_BETWEEN))
    assert "above zero" in SAY(times.refusal("t"))
    assert times.refusal("g") == ""
    only = chart_choices(ratio(rules="nhs"))
    assert [one.chart for one in only.each if one.possible] == ["i"]
    negative = chart_choices(make_series([-1.0], kind=IndicatorKind.COUNT))
    assert "never below zero" in SAY(negative.refusal("c"))


def test_a_new_definition_is_marked_before_its_first_period() -> None:
    changes = tuple(DefinitionChange(period=JANUARY + at, label="new definition") for at in (0, 2, 9))
    assert [mark.x for mark in build_chart(make_series([1, 2, 3, 4], definitions=changes)).definitions] == [
        1.5
    ]


def test_events_stand_by_date() -> None:
    days = (20_000, 20_010, 20_013, 20_040, 20_400)
    spec = build_chart(
        SeriesInput(
            title="",
            kind=IndicatorKind.TIME_BETWEEN,
            first=days[0],
            ordinals=days,
            y=np.array([9.0, 10, 3, 27, 360]),
            baseline=(19_990, 20_013),
            chart="g",
        )
    )
    assert [point.period.ordinal for point in spec.points] == list(days)
    assert spec.centre[0].y == 9.0
    assert (spec.centre[0].first, spec.centre[0].last) == (0, 2)
    assert [tick.second for tick in spec.x.ticks if tick.second]


def test_many_kinds_in_one_call_are_those_one_by_one() -> None:
    inputs = [ratio(chart="p"), ratio(), ratio(chart="i"), ratio(kind=IndicatorKind.RATE, chart="u")]
    assert build_charts(inputs) == [build_chart(one) for one in inputs]


values = st.lists(
    st.one_of(st.none(), st.integers(0, 20).map(float), st.floats(0, 40)), min_size=6, max_size=24
)


@pytest.mark.parametrize("chart", ["i", "mr", "c", "p", "pp", "u", "up", "nhs"])
@settings(max_examples=25, deadline=None)
@given(given_values=values, good=st.sampled_from(["up", "down", None]), frozen=st.booleans())
def test_marks_sentence_and_sign_agree(chart: str, given_values, good, frozen: bool) -> None:
    options = {
        "good": good,
        "frozen": frozen,
        "baseline": (JANUARY, JANUARY + 5),
        "kind": IndicatorKind.COUNT,
    }
    if chart in ("p", "pp", "u", "up"):
        pairs = [(np.nan if v is None else min(int(v), 30), 30 + at) for at, v in enumerate(given_values)]
        options["kind"] = IndicatorKind.PROPORTION if chart in ("p", "pp") else IndicatorKind.RATE
        series = ratio(pairs, chart=chart, **options)
    else:
        rules = {"rules": "nhs"} if chart == "nhs" else {"chart": chart}
        series = make_series(given_values, **options, **rules)
    spec = build_chart(series)
    text = SAY(spec.sentence)
    directed = [mark for mark in spec.signals if mark.direction]
    if spec.sign is Sign.IMPROVED:
        assert directed[0].good is True
        assert "improvement" in text
    if spec.sign is Sign.WORSENED:
        assert directed[0].good is False
        assert "worsening" in text
    if not spec.signals:
        assert text.startswith(("No signal", "Too few points", "No points"))
    else:
        named = {"two of three": "two of three points", "few crossings": "few crossings"}
        assert text.lower().startswith(named.get(spec.signals[0].rule, spec.signals[0].rule))
    shown = {point.x: point.y for point in spec.points if point.y is not None and not point.excluded}
    marked = {at for mark in spec.signals if mark.rule == "outside limits" for at in mark.points}
    for at, y in shown.items():
        if spec.limits and any(line.points[0][0] < at < line.points[-1][0] for line in spec.limits):
            low, high = limits_at(spec, at)
            outside = y > high * (1 + 1e-6) + 1e-6 or y < low * (1 - 1e-6) - 1e-6
            assert not outside or at in marked
            assert at not in marked or y > high - 1e-6 or y < low + 1e-6
    drawn = [y for line in spec.limits for _, y in line.points]
    assert all(spec.y.low - 1e-9 <= y <= spec.y.high + 1e-9 for y in drawn)


def test_a_point_outside_that_was_not_followed_by_more_has_passed() -> None:
    y = [5.0, 6, 5, 7, 5, 6, 30, 5, 6, 5]
    spec = build_chart(make_series(y, kind=IndicatorKind.RATE, chart="i", baseline=(JANUARY, JANUARY + 5)))
    assert SAY(spec.sentence) == (
        "Outside limits: 1 point above the upper limit, Jul 2025. It has passed: the median of the last 3 points "
        "lies on the other side of the centre line. Look for what happened then."
    )
    assert spec.sign is Sign.NO_SIGNAL
