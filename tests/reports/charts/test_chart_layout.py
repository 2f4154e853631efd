"""Where everything of a printed chart stands, and that what is drawn are the spec's points."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.charts.spec import ChangeFlag, ChartSpec, PointState, Sign, SignalMark, TargetLine
from collabdesk.i18n import Translator
from collabdesk.reports.charts.chart_labels import overlap, right_labels
from collabdesk.reports.charts.chart_layout import ChartLayout, lay_out, needs, shared
from collabdesk.reports.charts.chart_painter import paint_chart, paint_sign
from collabdesk.reports.charts.chart_plot import tick_label
from collabdesk.reports.charts.charts_block import chart_rows
from collabdesk.reports.craft.fonts import clean, regular_name
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.style import COLOUR, GREY

SMALL, WIDE = (245.0, 200.0), (510.0, 300.0)


def words(text: object) -> str:
    return clean(Translator().text(text))  # type: ignore[arg-type]


def laid_out(spec: ChartSpec, size: tuple[float, float] = SMALL) -> ChartLayout:
    regular_name()
    return lay_out(spec, *size, words)


def value_at(layout: ChartLayout, place: tuple[float, float]) -> tuple[float, float]:
    """(x position, y value) read back from the paper."""
    plot = layout.plot
    x = plot.first + (place[0] - plot.left) / (plot.right - plot.left) * (plot.last - plot.first)
    return x, plot.low + (place[1] - plot.bottom) / (plot.top - plot.bottom) * (plot.high - plot.low)


@pytest.mark.parametrize("size", [SMALL, WIDE])
def test_drawn_points_are_those_of_the_spec(factory: ModuleType, size: tuple[float, float]) -> None:
    spec = factory.improving()
    layout = laid_out(spec, size)
    drawn = sorted(value_at(layout, place) for place in (*layout.dots, *layout.hollow, *layout.crossed))
    expected = [(point.x, point.y) for point in spec.points if point.y is not None]
    assert len(drawn) == len(expected) == 16
    for found, wanted in zip(drawn, expected, strict=True):
        assert found == pytest.approx(wanted, abs=0.01)


def test_kinds_of_dots(factory: ModuleType) -> None:
    layout = laid_out(factory.improving())
    assert len(layout.crossed) == 1
    assert len(layout.diamonds) == 1
    assert layout.diamonds[0][1] == layout.plot.bottom
    hollow = [p for p in factory.improving().points if p.small and p.y is not None and not p.excluded]
    assert len(layout.hollow) == len(hollow) > 0
    assert len(laid_out(factory.steady()).suspect) == 1


def test_line_breaks_where_nothing_was_reported_and_at_excluded_points(factory: ModuleType) -> None:
    layout = laid_out(factory.improving())
    spans = [
        (round(value_at(layout, segment[0])[0]), round(value_at(layout, segment[-1])[0]))
        for segment in layout.segments
    ]
    assert spans == [(0, 2), (8, 17)]


def test_rings_round_a_shift_and_squares_round_a_trend(factory: ModuleType) -> None:
    shift, trend = laid_out(factory.improving()), laid_out(factory.steady())
    assert [round(value_at(shift, place)[0]) for place in shift.rings] == list(range(9, 18))
    assert shift.squares == ()
    assert [round(value_at(trend, place)[0]) for place in trend.squares] == [10, 11, 12, 13, 14]
    runs = SignalMark(rule="too few runs", direction=None, points=tuple(range(18)), label="runs", good=None)
    assert laid_out(replace(factory.improving(), signals=(runs,))).rings == ()


def test_what_lies_beyond_the_axis_is_an_arrow_at_its_edge(factory: ModuleType) -> None:
    layout = laid_out(factory.steady())
    assert layout.beyond
    assert {y for _, y in layout.beyond} == {layout.plot.top}
    assert not set(layout.beyond) & set(layout.dots)


@pytest.mark.parametrize("size", [SMALL, WIDE, (170.0, 150.0)])
@pytest.mark.parametrize("months", [12, 18, 24, 36])
def test_labels_do_not_collide(factory: ModuleType, size: tuple[float, float], months: int) -> None:
    for spec in (factory.improving(months), factory.steady(months), factory.rate(months=months)):
        layout = laid_out(spec, size)
        boxes = [label.edges for label in layout.labels]
        assert not any(overlap(a, b) for a, b in itertools.combinations(boxes, 2))
        dots = [(x - 2, y - 2, x + 2, y + 2) for x, y in (*layout.dots, *layout.hollow)]
        free = [label.edges for label in layout.labels if not label.covers]
        assert not any(overlap(box, dot) for box in free for dot in dots)


@given(target=st.floats(0, 100), median=st.floats(0, 100))
@settings(max_examples=60, deadline=None)
def test_target_and_median_labels_stand_apart(target: float, median: float) -> None:
    labels = right_labels([(target, ("80 %",), True), (median, ("34 %",), False)], 200, 0, 100)
    assert not overlap(labels[0].edges, labels[1].edges)
    by_text = {label.text: label.y for label in labels}
    if abs(target - median) > 1:
        assert (by_text["80 %"] > by_text["34 %"]) == (target > median)


@given(months=st.lists(st.integers(0, 17), max_size=14))
@settings(max_examples=60, deadline=None)
def test_flags_never_overlap_and_all_numbers_are_there(months: list[int]) -> None:
    from pack_factory import improving  # type: ignore[import-not-found]

    flags = tuple(
        ChangeFlag(x=month, number=number, change="", decision="") for number, month in enumerate(months, 1)
    )
    layout = laid_out(improving(flags=flags))
    boxes = [
        (flag.left, flag.lane * 12.5, flag.left + flag.wide, flag.lane * 12.5 + 12) for flag in layout.flags
    ]
    assert not any(overlap(a, b) for a, b in itertools.combinations(boxes, 2))
    printed = [int(number) for flag in layout.flags for number in flag.text.split(", ")]
    assert sorted(printed) == list(range(1, len(months) + 1))


def test_two_flags_of_one_month_stack(factory: ModuleType) -> None:
    lanes = {flag.text: flag.lane for flag in laid_out(factory.improving()).flags}
    assert lanes == {"1": 0, "2": 1, "3": 0}


def test_counts_stand_over_each_other_turned_or_thinned_by_room(factory: ModuleType) -> None:
    wide = laid_out(factory.improving(), WIDE).counts
    assert not wide.turned
    assert [dict(row)[0] for row in wide.rows] == ["6", "18"]
    small = laid_out(factory.improving()).counts
    assert small.turned
    assert dict(small.rows[0])[17] == "22/31"
    assert len(small.rows[0]) == 17
    crowded = laid_out(factory.improving(36)).counts
    assert 5 < len(crowded.rows[0]) < 30
    assert crowded.rows[0][-1][0] == 35


def test_charts_of_one_row_share_the_place_of_their_plots(factory: ModuleType) -> None:
    regular_name()
    specs = (factory.improving(), factory.rate(), factory.empty())
    room = shared(needs(spec, SMALL[0], words) for spec in specs)
    plots = [lay_out(spec, *SMALL, words, room).plot for spec in specs]
    assert len({(plot.bottom, plot.top) for plot in plots}) == 1


def test_charts_of_a_grid_have_equally_wide_plots(factory: ModuleType) -> None:
    regular_name()
    specs = [factory.improving(), factory.rate(), factory.empty(), factory.steady()]
    found = {(row._needs.left, row._needs.right) for row in chart_rows(specs, 2, 510, words)}
    assert len(found) == 1


def test_a_low_chart_gives_up_its_counts_before_its_plot(factory: ModuleType) -> None:
    layout = laid_out(factory.improving(), (245.0, 140.0))
    assert layout.counts.rows == ()
    assert layout.plot.top > layout.plot.bottom


def test_the_unit_stands_in_the_title_unless_it_is_named_there(factory: ModuleType) -> None:
    assert laid_out(factory.rate()).title == ("Days from referral to first visit",)
    assert " ".join(laid_out(factory.rate("Waiting")).title) == "Waiting (days)"


def test_each_tick_of_a_proportion_has_its_per_cent_sign(factory: ModuleType) -> None:
    axis = replace(factory.PERCENT, unit="%")
    assert [tick_label(axis, tick, words) for tick in axis.ticks][1] == "25 %"
    bare = replace(axis, ticks=(replace(axis.ticks[1], label="25"),))
    assert tick_label(bare, bare.ticks[0], words) == "25 %"


def test_narrow_charts_keep_the_number_of_a_label_and_say_provisional_inside(factory: ModuleType) -> None:
    small = [label.text for label in laid_out(factory.single()).labels]
    wide = [label.text for label in laid_out(factory.single(), WIDE).labels]
    assert sorted(small) == ["60 %", "provisional"]
    assert wide == ["60 % provisional"]


class _Canvas:
    """Collects the operators that a pen writes."""

    def __init__(self) -> None:
        from reportlab.pdfgen.canvas import Canvas

        regular_name()
        self.canvas = Canvas(io.BytesIO(), initialFontName=regular_name(), invariant=1)

    def paint(self, spec: ChartSpec, palette: object = GREY) -> str:
        self.canvas._code.clear()
        pen = Pen(self.canvas, palette, Translator())  # type: ignore[arg-type]
        paint_chart(pen, spec, 40, 40, *SMALL)
        return " ".join(self.canvas._code)


def test_the_dots_reach_the_paper(factory: ModuleType) -> None:
    code = _Canvas().paint(factory.improving())
    layout = laid_out(factory.improving())
    for x, y in (*layout.dots, *layout.hollow, *layout.crossed):
        assert f"{x:.2f} {y:.2f} m {x:.2f} {y:.2f} l" in code


def test_grey_uses_no_hue_and_colour_the_tokens(factory: ModuleType) -> None:
    grey, colour = _Canvas().paint(factory.improving()), _Canvas().paint(factory.improving(), COLOUR)
    assert " RG" not in grey
    assert " rg" not in grey
    assert "0.122 0.373 0.659 RG" in colour


def test_line_styles_tell_baseline_extended_provisional_and_target_apart(factory: ModuleType) -> None:
    code = _Canvas().paint(factory.improving()) + _Canvas().paint(factory.steady())
    for dash in ("[] 0 d", "[5 2.5] 0 d", "[1 2.2] 0 d", "[11 4] 0 d"):
        assert dash in code


def test_the_frame_is_drawn_once_for_like_charts(factory: ModuleType) -> None:
    canvas = _Canvas()
    pen = Pen(canvas.canvas, GREY, Translator())
    for seed in (1, 2, 3):
        paint_chart(pen, factory.improving(seed=seed), 40 * seed, 40, *SMALL)
    assert len(pen._forms) == 1


def test_the_four_signs_have_four_shapes() -> None:
    canvas = _Canvas().canvas
    pen = Pen(canvas, GREY, Translator())
    shapes = set()
    for sign in Sign:
        canvas._code.clear()
        paint_sign(pen, sign, 10, 10)
        shapes.add(" ".join(canvas._code))
    assert len(shapes) == len(Sign) == 4


def test_too_small_a_text_is_refused() -> None:
    pen = Pen(_Canvas().canvas, GREY, Translator())
    with pytest.raises(ValueError, match="too small"):
        pen.text(0, 0, "fine print", size=8.9)


def test_a_chart_without_a_period_or_a_range_is_drawn(factory: ModuleType) -> None:
    spec = replace(factory.empty(), points=(), x=replace(factory.empty().x, low=0, high=0, ticks=()))
    flat = replace(
        factory.empty(), y=replace(factory.empty().y, low=5, high=5), target=TargetLine(y=5, label="5")
    )
    for chart in (spec, flat):
        assert "Tj" in _Canvas().paint(chart)
    assert all(point.state is PointState.MISSING for point in flat.points)


@pytest.mark.parametrize("wide", range(120, 300, 4))
def test_the_name_of_the_rules_is_never_cut_from_what_it_names(factory: ModuleType, wide: int) -> None:
    last = laid_out(factory.improving(24), (float(wide), 260.0)).sentence[-1]
    assert last.endswith("(Rules: ihi.)")
