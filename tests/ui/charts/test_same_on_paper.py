"""One chart, drawn twice: the screen and the paper draw the same points, marks, lines and signs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator
from collabdesk.reports.charts import chart_layout as paper
from collabdesk.ui.charts.layout import ChartLayout
from collabdesk.ui.charts.marks import Mark
from collabdesk.ui.charts.painter import lay_out
from collabdesk.ui.charts.style import ChartStyle, Detail, Line
from tests.ui.charts.chart_specs import clipped_spec, control_spec, empty_spec, full_spec, wavy_spec

SPECS = [
    full_spec(),
    empty_spec(),
    clipped_spec(),
    control_spec(),
    *(wavy_spec(number, 24 + number) for number in range(6)),
]
MARKS = {
    Mark.DOT: "dots",
    Mark.HOLLOW: "hollow",
    Mark.CROSSED: "crossed",
    Mark.NO_CASES: "diamonds",
    Mark.SUSPECT: "suspect",
    Mark.BEYOND: "beyond",
    Mark.RING: "rings",
    Mark.SQUARE: "squares",
}

Places = list[tuple[float, float]]


def on_screen(layout: ChartLayout, places: Places) -> Places:
    """Shares of the plot's width and height, from the lower left."""
    plot = layout.plot
    shares = [((x - plot.left()) / plot.width(), (plot.bottom() - y) / plot.height()) for x, y in places]
    return sorted((round(x, 6), round(y, 6)) for x, y in shares)


def on_paper(layout: paper.ChartLayout, places: Places) -> Places:
    """The same shares."""
    plot = layout.plot
    wide, high = plot.right - plot.left, plot.top - plot.bottom
    return sorted((round((x - plot.left) / wide, 6), round((y - plot.bottom) / high, 6)) for x, y in places)


def drawn(spec: ChartSpec, style: ChartStyle, detail: Detail) -> tuple[ChartLayout, paper.ChartLayout]:
    translator = Translator("en")
    screen = lay_out(spec, QRectF(0, 0, 800, 400), style, translator, detail)
    return screen, paper.lay_out(spec, 500, 230, translator.text)


@pytest.mark.parametrize("detail", Detail)
@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: str(spec.title))
def test_marks(spec: ChartSpec, style: ChartStyle, detail: Detail) -> None:
    screen, printed = drawn(spec, style, detail)
    for mark, name in MARKS.items():
        places = [(placed.x, placed.y) for placed in screen.marks if placed.mark is mark]
        assert on_screen(screen, places) == on_paper(printed, list(getattr(printed, name))), name


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: str(spec.title))
def test_lines(spec: ChartSpec, style: ChartStyle) -> None:
    screen, printed = drawn(spec, style, Detail.FULL)
    lines = [stroke.points for stroke in screen.strokes if stroke.line is Line.DATA]
    here = [on_screen(screen, [(at.x(), at.y()) for at in line]) for line in lines]
    assert here == [on_paper(printed, list(line)) for line in printed.segments]


def test_there_is_something_to_compare() -> None:
    """Every mark of the table is on one of the charts, so that no comparison is of nothing with nothing."""
    translator = Translator("en")
    printed = [paper.lay_out(spec, 500, 230, translator.text) for spec in SPECS]
    for name in [*MARKS.values(), "segments", "limits", "old_limits", "definitions", "flags"]:
        assert any(getattr(layout, name) for layout in printed), name


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: str(spec.title))
def test_limits_and_definitions(spec: ChartSpec, style: ChartStyle) -> None:
    screen, printed = drawn(spec, style, Detail.FULL)
    for line, name in ((Line.LIMIT, "limits"), (Line.OLD_LIMIT, "old_limits")):
        strokes = [stroke.points for stroke in screen.strokes if stroke.line is line]
        here = [on_screen(screen, [(at.x(), at.y()) for at in points]) for points in strokes]
        assert here == [on_paper(printed, list(points)) for points in getattr(printed, name)]
    second = [stroke.points for stroke in screen.strokes if stroke.line is Line.SECOND]
    here = [on_screen(screen, [(at.x(), at.y()) for at in points]) for points in second]
    assert here == [on_paper(printed, list(points)) for points in printed.second]
    assert len(here) == (len(spec.second.stretches) if spec.second else 0)
    poles = [stroke.points[0].x() for stroke in screen.strokes if stroke.line is Line.DEFINITION]
    plot = printed.plot
    shares = [(x - plot.left) / (plot.right - plot.left) for x in printed.definitions]
    assert [(x - screen.plot.left()) / screen.plot.width() for x in poles] == pytest.approx(shares, abs=2e-3)
    assert len(printed.limits) == sum(not line.old for line in spec.limits)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: str(spec.title))
def test_texts(spec: ChartSpec, style: ChartStyle) -> None:
    screen, printed = drawn(spec, style, Detail.FULL)
    assert [str(placed.flag.number) for placed in screen.flags] == [flag.text for flag in printed.flags]
    assert {label.text for label in printed.labels} <= set(screen.texts())
