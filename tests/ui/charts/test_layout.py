"""What is drawn equals the spec: points, gaps, marks, lines, labels, flags; and nothing touches."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from collabdesk.charts.spec import CentreLine, ChangeFlag, ChartSpec, LineStyle, SignalMark
from collabdesk.i18n import Translator
from collabdesk.ui.charts.layout import ChartLayout, Stroke
from collabdesk.ui.charts.marks import Mark
from collabdesk.ui.charts.painter import lay_out
from collabdesk.ui.charts.style import ChartStyle, Detail, Line
from collabdesk.ui.theme import LIGHT
from tests.ui.charts.chart_specs import PERCENT, empty_spec, full_spec, point, wavy_spec, x_axis

LARGE = QRectF(0, 0, 900, 420)
SMALL = QRectF(5, 7, 250, 110)


def full(spec: ChartSpec, style: ChartStyle, rect: QRectF = LARGE) -> ChartLayout:
    return lay_out(spec, rect, style, Translator("en"), Detail.FULL)


def tile(spec: ChartSpec, style: ChartStyle, rect: QRectF = SMALL) -> ChartLayout:
    return lay_out(spec, rect, style, Translator("en"), Detail.TILE)


def strokes(layout: ChartLayout, line: Line) -> list[Stroke]:
    return [stroke for stroke in layout.strokes if stroke.line is line]


@pytest.mark.parametrize("draw", [full, tile], ids=["full", "tile"])
def test_each_point_has_its_own_mark(draw, style: ChartStyle) -> None:
    layout = draw(full_spec(), style)
    assert layout.of_mark(Mark.NO_CASES) == [5]
    assert layout.of_mark(Mark.HOLLOW) == [6]
    assert layout.of_mark(Mark.CROSSED) == [7]
    assert layout.of_mark(Mark.SUSPECT) == [8]
    assert layout.of_mark(Mark.BEYOND) == [8]
    assert layout.of_mark(Mark.DOT) == [0, 1, 2, 4, 9, 10, 11, 12, 13, 14, 15, 16, 17]


@pytest.mark.parametrize("draw", [full, tile], ids=["full", "tile"])
def test_signals_ring_and_square_their_points(draw, style: ChartStyle) -> None:
    layout = draw(full_spec(), style)
    assert sorted(layout.of_mark(Mark.RING)) == [10, 11, 12, 13, 14, 15]
    assert sorted(layout.of_mark(Mark.SQUARE)) == [9, 10, 11, 12, 13]


def test_a_point_of_two_shifts_has_one_ring(style: ChartStyle) -> None:
    spec = full_spec()
    again = SignalMark(rule="shift", direction="up", points=(15, 16, 17), label="", good=True)
    assert sorted(full(replace(spec, signals=(*spec.signals, again)), style).of_mark(Mark.RING)) == list(
        range(10, 18)
    )


def test_the_line_breaks_where_nothing_was_reported(style: ChartStyle) -> None:
    lengths = [len(stroke.points) for stroke in strokes(tile(full_spec(), style), Line.DATA)]
    assert lengths == [3, 10]  # 0-2; 4 and 6 stand alone; 7 is excluded; 8-17


def test_the_line_breaks_where_a_period_is_left_out_of_the_spec(style: ChartStyle) -> None:
    points = tuple(point(x, 10) for x in (0, 1, 4, 5, 6))
    layout = tile(replace(full_spec(), points=points), style)
    assert [len(stroke.points) for stroke in strokes(layout, Line.DATA)] == [2, 3]


def test_values_and_periods_stand_where_the_axes_say(style: ChartStyle) -> None:
    layout = full(full_spec(), style)
    where = {placed.point.x: placed for placed in layout.points}
    plot = layout.plot
    assert where[10].y == pytest.approx(plot.bottom() - 0.55 * plot.height())
    assert where[10].x == pytest.approx(plot.left() + 10.5 / 18 * plot.width())
    assert where[5].y == plot.bottom()
    assert where[8].y == plot.top(), "110 % is held at the top of the plot"
    assert layout.x_at(layout.x_px(7.25)) == pytest.approx(7.25)


def test_centre_lines_keep_their_style_and_reach(style: ChartStyle) -> None:
    layout = full(full_spec(), style)
    (old,) = strokes(layout, Line.OLD_MEDIAN)
    (solid,) = strokes(layout, Line.MEDIAN)
    (dashed,) = strokes(layout, Line.MEDIAN_EXTENDED)
    assert not strokes(layout, Line.MEDIAN_PROVISIONAL)
    assert [layout.x_at(end.x()) for end in solid.points] == pytest.approx([4.5, 11.5])
    assert [layout.x_at(end.x()) for end in dashed.points] == pytest.approx([11.5, 17.5])
    assert old.points[0].y() > solid.points[0].y(), "32 % lies below 40 %"
    assert style.pens[Line.OLD_MEDIAN].widthF() < style.pens[Line.MEDIAN].widthF()


def test_a_provisional_median_is_dotted_and_labelled(style: ChartStyle) -> None:
    line = CentreLine(first=0, last=17, y=40, style=LineStyle.PROVISIONAL, label="provisional")
    layout = full(replace(full_spec(), centre=(line,)), style)
    assert len(strokes(layout, Line.MEDIAN_PROVISIONAL)) == 1
    assert "provisional" in layout.texts()


def test_the_large_chart_says_everything(style: ChartStyle) -> None:
    texts = full(full_spec(), style).texts()
    wanted = ["LS1", "LS2", "LS3", "target 90 %", "median 40 %", "old median 32 %", "shift: 6 above"]
    wanted += [
        "trend: 5 rising",
        "too few runs: 3 of 18",
        "2025",
        "2026",
        "0 %",
        "100 %",
        "n/d",
        "12/20",
        "22/20",
    ]
    assert [text for text in wanted if text.replace("12/20", "11/20") not in texts] == []


def test_the_tile_says_the_ends_of_its_axes_only(style: ChartStyle) -> None:
    assert tile(full_spec(), style).texts() == ["0 %", "100 %", "Oct 24", "Mar 26"]
    narrow = tile(full_spec(), style, QRectF(0, 0, 110, 80))
    assert narrow.texts() == ["0", "100", "Mar 26"]


def test_counts_stand_one_over_the_other_where_the_chart_is_narrow(style: ChartStyle) -> None:
    texts = full(full_spec(), style, QRectF(0, 0, 560, 320)).texts()
    assert "11/20" not in texts
    assert {"n", "d", "11", "20"} <= set(texts)


@pytest.mark.parametrize("low", [2.0, 2.3, 2.5])
@pytest.mark.parametrize("width", [560, 900])
def test_no_count_touches_its_heads_when_zoomed(style: ChartStyle, low: float, width: int) -> None:
    """The first period shown may stand on the axis itself."""
    layout = lay_out(
        full_spec(), QRectF(0, 0, width, 320), style, Translator("en"), Detail.FULL, (low, low + 6)
    )
    heads = [label for label in layout.labels if label.text in ("n", "d", "n/d")]
    foot = heads[0].rect.top()
    counts = [label for label in layout.labels if label.rect.top() >= foot - 1 and label not in heads]
    assert heads
    assert len(counts) >= 4
    assert min(label.rect.left() for label in counts) > max(label.rect.right() for label in heads)


def test_the_ends_of_target_and_median_are_named_right_of_the_plot(style: ChartStyle) -> None:
    layout = full(full_spec(), style)
    right = {label.text for label in layout.labels if label.rect.left() > layout.plot.right()}
    assert right == {"target 90 %", "median 40 %"}


@pytest.mark.parametrize("width", [460, 900])
def test_flags_keep_their_numbers_and_do_not_touch(style: ChartStyle, width: int) -> None:
    layout = full(full_spec(), style, QRectF(0, 0, width, 400))
    assert [(placed.flag.number, placed.flag.key) for placed in layout.flags] == [(1, 71), (2, 72), (3, 73)]
    boxes = [placed.box for placed in layout.flags]
    assert not boxes[0].intersects(boxes[1])
    assert all(box.bottom() <= layout.plot.top() for box in boxes)
    assert [layout.x_at(placed.x) for placed in layout.flags] == pytest.approx([9, 9.4, 14], abs=0.05)


def test_flags_outside_the_axis_are_not_drawn(style: ChartStyle) -> None:
    early = ChangeFlag(x=-3, number=9, change="before the chart", decision="adopted")
    spec = replace(full_spec(), flags=(early,))
    assert full(spec, style).flags == []
    assert tile(spec, style).flags == []


def test_shaded_bands_only(style: ChartStyle) -> None:
    layout = tile(full_spec(), style)
    assert [layout.x_at(band.left()) for band in layout.bands] == pytest.approx([3.5, 13.5])


def test_a_low_chart_leaves_out_counts_then_names(style: ChartStyle) -> None:
    low = full(full_spec(), style, QRectF(0, 0, 620, 175))
    assert "n/d" not in low.texts()
    assert {"LS1", "shift: 6 above"} <= set(low.texts())
    lowest = full(full_spec(), style, QRectF(0, 0, 600, 110))
    assert not {"LS1", "shift: 6 above"} & set(lowest.texts())
    assert lowest.plot.height() >= 60
    assert len(strokes(lowest, Line.FLAG)) == 3
    assert full(full_spec(), style, QRectF(0, 0, 20, 10)).plot.height() > 0


@pytest.mark.parametrize("width", [320, 480, 700, 1100])
@pytest.mark.parametrize("number", [0, 1, 5])
def test_no_label_covers_another(style: ChartStyle, width: int, number: int) -> None:
    spec = full_spec() if number == 0 else wavy_spec(number, 36)
    layout = full(spec, style, QRectF(0, 0, width, 330))
    touching = [
        (one.text, other.text)
        for index, one in enumerate(layout.labels)
        for other in layout.labels[index + 1 :]
        if one.rect.adjusted(1, 2, -1, -2).intersects(other.rect.adjusted(1, 2, -1, -2))
    ]
    assert touching == []


@pytest.mark.parametrize("width", [320, 480, 700, 1100])
def test_no_label_leaves_the_chart(style: ChartStyle, width: int) -> None:
    rect = QRectF(10, 20, width, 330)
    outside = [label.text for label in full(full_spec(), style, rect).labels if not rect.contains(label.rect)]
    assert outside == []


def test_the_names_of_rules_do_not_cover_points(style: ChartStyle) -> None:
    layout = full(full_spec(), style)
    names = [label.rect for label in layout.labels if label.mark is not None]
    assert len(names) == 2
    assert not any(name.contains(QPointF(placed.x, placed.y)) for name in names for placed in layout.points)


def test_a_part_of_the_axis(style: ChartStyle) -> None:
    layout = lay_out(full_spec(), LARGE, style, Translator("en"), Detail.FULL, span=(7.5, 13.5))
    assert [placed.point.x for placed in layout.points] == [8, 9, 10, 11, 12, 13]
    assert [placed.flag.number for placed in layout.flags] == [1, 2]
    for stroke in layout.strokes:
        assert all(layout.plot.left() - 1 <= at.x() <= layout.plot.right() + 1 for at in stroke.points)


def test_a_rule_that_fired_twice_is_named_once(style: ChartStyle) -> None:
    spec = full_spec()
    again = SignalMark(rule="trend", direction="down", points=(0, 1, 2), label="trend: 5 rising", good=False)
    texts = full(replace(spec, signals=(*spec.signals, again)), style).texts()
    assert texts.count("trend: 5 rising") == 1


def test_a_long_unit_stands_over_the_axis_a_short_one_with_the_numbers(style: ChartStyle) -> None:
    assert "75 %" in full(full_spec(), style).texts()
    texts = full(replace(full_spec(), y=replace(PERCENT, unit="per 1,000 births")), style).texts()
    assert {"75", "per 1,000 births"} <= set(texts)


def test_pooled_counts(style: ChartStyle) -> None:
    points = tuple(replace(point, count_label=f"{point.x} of 24") for point in full_spec().points)
    spec = replace(full_spec(), points=points, pooled=True)
    assert {"teams", "7 of 24"} <= set(full(spec, style, QRectF(0, 0, 1400, 400)).texts())
    assert {"teams", "of", "7", "24"} <= set(full(spec, style, QRectF(0, 0, 560, 400)).texts())


def test_hits(style: ChartStyle) -> None:
    layout = full(full_spec(), style)
    twelve = next(placed for placed in layout.points if placed.point.x == 12)
    near = layout.point_at(QPointF(twelve.x + 4, twelve.y - 4))
    assert near is not None
    assert near.point.x == 12
    assert layout.point_at(QPointF(twelve.x, twelve.y + 40)) is None
    column = layout.column_at(QPointF(twelve.x + 3, layout.plot.bottom() + 12))
    assert column is not None
    assert column.point.x == 12
    flag = layout.flag_at(layout.flags[2].box.center())
    assert flag is not None
    assert flag.key == 73
    assert layout.flag_at(QPointF(1, 1)) is None


def test_an_empty_chart_has_axes_and_no_line(style: ChartStyle) -> None:
    layout = full(empty_spec(), style)
    assert layout.marks == []
    assert strokes(layout, Line.DATA) == []
    assert "2025" in layout.texts()


@given(
    values=st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=1, max_size=60),
    width=st.integers(90, 1200),
    detail=st.sampled_from(Detail),
)
def test_every_value_is_drawn_once_within_the_plot(
    qapp: QApplication, values: list[int | None], width: int, detail: Detail
) -> None:
    points = tuple(point(x, value) for x, value in enumerate(values))
    spec = replace(empty_spec(), x=x_axis(len(values)), points=points)
    layout = lay_out(spec, QRectF(0, 0, width, 200), _style(), Translator("en"), detail)
    drawn = sorted(placed.x_index for placed in layout.marks)
    assert drawn == [x for x, value in enumerate(values) if value is not None]
    room = layout.plot.adjusted(-0.1, -0.1, 0.1, 0.1)
    assert all(room.contains(QPointF(placed.x, placed.y)) for placed in layout.marks)
    in_lines = sum(len(stroke.points) for stroke in strokes(layout, Line.DATA))
    assert in_lines <= len(drawn)


def _style() -> ChartStyle:
    font = QFont()
    font.setPixelSize(11)
    return ChartStyle.of(LIGHT, font)
