"""The funnel plot: everything stands where its numbers say, and zones differ by shape."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from collabdesk.charts.funnel import FunnelPoint, FunnelSpec, LimitCurve, Zone
from collabdesk.charts.spec import Axis, Tick
from collabdesk.i18n import Translator
from collabdesk.reports.charts import funnel_layout as paper
from collabdesk.ui.charts.funnel_plot import lay_out_funnel, paint_funnel
from collabdesk.ui.charts.style import ChartStyle, Line


def spec_by_hand() -> FunnelSpec:
    ticks = tuple(Tick(at=at, label=str(at)) for at in (0, 50, 100))
    return FunnelSpec(
        title="AMTSL",
        x=Axis(low=0, high=100, ticks=ticks, unit="births"),
        y=Axis(low=0, high=100, ticks=ticks, unit="%"),
        points=(
            FunnelPoint(team_id=1, name="A", x=50, y=50, zone=Zone.WITHIN, good=None, periods=3),
            FunnelPoint(team_id=2, name="B", x=100, y=80, zone=Zone.ABOVE, good=True, periods=3),
            FunnelPoint(
                team_id=3, name="C", x=25, y=0, zone=Zone.FAR_BELOW, good=False, periods=3, label="Clinic C"
            ),
        ),
        centre=50,
        centre_label="all teams 50 %",
        curves=(
            LimitCurve(
                level=0.95, lower=((10, 20), (100, 40)), upper=((10, 80), (100, 60)), label="limits of 95 %"
            ),
            LimitCurve(
                level=0.998, lower=((10, 5), (100, 35)), upper=((10, 95), (100, 65)), label="limits of 99.8 %"
            ),
        ),
    )


def test_everything_stands_where_its_numbers_say(style: ChartStyle) -> None:
    layout = lay_out_funnel(spec_by_hand(), QRectF(0, 0, 600, 400), style, Translator("en"))
    plot = layout.plot
    places = [
        ((placed.at.x() - plot.left()) / plot.width(), (plot.bottom() - placed.at.y()) / plot.height())
        for placed in layout.teams
    ]
    assert places == [pytest.approx((0.5, 0.5)), pytest.approx((1, 0.8)), pytest.approx((0.25, 0))]
    inner = [curve.points for curve in layout.curves if curve.line is Line.FUNNEL_LIMIT]
    assert len(inner) == 2
    assert inner[1][0].y() == pytest.approx(plot.bottom() - 0.8 * plot.height())
    texts = {label.text for label in layout.labels}
    assert {"births", "all teams 50 %", "limits of 95 %", "limits of 99.8 %", "Clinic C", "100 %"} <= texts
    found = layout.team_at(layout.teams[1].at + QPointF(-5, 3))
    assert found is not None
    assert found.point.name == "B"


def test_zones_differ_by_shape(style: ChartStyle) -> None:
    """In grey alone, a ring, a square and a bare dot are three different pictures."""
    pictures = []
    for zone in (Zone.WITHIN, Zone.ABOVE, Zone.FAR_ABOVE):
        base = spec_by_hand()
        spec = replace(base, points=(replace(base.points[0], zone=zone, label=""),))
        image = QImage(600, 400, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        paint_funnel(painter, lay_out_funnel(spec, QRectF(0, 0, 600, 400), style, Translator("en")), style)
        painter.end()
        pictures.append(bytes(image.constBits()))
    assert len(set(pictures)) == 3


def test_a_heap_of_names_is_left_out(style: ChartStyle) -> None:
    base = spec_by_hand()
    far = [
        replace(base.points[2], team_id=10 + at, x=5 + at, name=f"Clinic {at}", label=f"Clinic {at}")
        for at in range(30)
    ]
    layout = lay_out_funnel(replace(base, points=tuple(far)), QRectF(0, 0, 600, 400), style, Translator("en"))
    assert not any(label.over for label in layout.labels)
    assert len(layout.teams) == 30


def test_a_small_plot_names_few_teams(style: ChartStyle) -> None:
    """At high magnification the names would lie over the points; hover and table say them."""
    base = spec_by_hand()
    far = tuple(
        replace(base.points[2], team_id=10 + at, x=10 + 20 * at, y=10 + 20 * at, label=f"Clinic {at}")
        for at in range(4)
    )
    named = [
        [
            label.text
            for label in lay_out_funnel(replace(base, points=far), rect, style, Translator("en")).labels
            if label.over
        ]
        for rect in (QRectF(0, 0, 600, 400), QRectF(0, 0, 280, 180))
    ]
    assert [len(names) for names in named] == [4, 0]


def test_the_paper_draws_the_same(style: ChartStyle) -> None:
    """Teams, limits and names stand where they stand on the screen, as shares of the plot."""
    spec, say = spec_by_hand(), Translator("en")
    screen = lay_out_funnel(spec, QRectF(0, 0, 600, 400), style, say)
    printed = paper.lay_out_funnel(spec, 500, 205, say.text)

    def here(at: QPointF) -> tuple[float, float]:
        plot = screen.plot
        return (at.x() - plot.left()) / plot.width(), (plot.bottom() - at.y()) / plot.height()

    def there(at: tuple[float, float]) -> tuple[float, float]:
        plot = printed.plot
        return (at[0] - plot.left) / (plot.right - plot.left), (at[1] - plot.bottom) / (
            plot.top - plot.bottom
        )

    assert [one.point for one in screen.teams] == [point for point, _ in printed.teams]
    for one, (_, at) in zip(screen.teams, printed.teams, strict=True):
        assert here(one.at) == pytest.approx(there(at))
    for line, curves in ((Line.FUNNEL_LIMIT, printed.inner), (Line.FUNNEL_OUTER, printed.outer)):
        drawn = [curve.points for curve in screen.curves if curve.line is line]
        assert len(drawn) == len(curves) == 2
        for one, other in zip(drawn, curves, strict=True):
            assert [here(at) for at in one] == [pytest.approx(there(at)) for at in other]
    words = {label.text for label in screen.labels}
    assert {label.text for label in printed.labels} <= words
    assert "Clinic C" in {label.text for label in printed.labels}
