"""The bare line of a chart is the line that the chart draws, on its own scale or on the one that is given."""

from __future__ import annotations

import pytest

from collabdesk.models.measures import Indicator
from collabdesk.services.charts.bare_lines import bare_lines
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.cubes import cube_of
from collabdesk.services.data import observations
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN


@pytest.mark.parametrize("scale", [None, (0.0, 60.0)])
def test_they_are_the_points_of_the_chart(furnished: Workspace, scale: tuple[float, float] | None) -> None:
    observations.set_excluded(furnished, 1, 1, JAN, excluded=True, reason="Counted twice")
    compared = 0
    for indicator in furnished.mine(Indicator):
        teams = list(cube_of(furnished, indicator.period_type).team_ids)
        lines = bare_lines(furnished, indicator.id, teams, scale)
        charts = SeriesDesk(furnished).team_charts([(indicator.id, key) for key in teams], scale)
        for (values, low, high), chart in zip(lines, charts, strict=True):
            assert (low, high) == (pytest.approx(chart.y.low), pytest.approx(chart.y.high))
            drawn = [point.y for point in chart.points if not point.excluded]
            there = [value if value == value else None for value in values]
            left = [one for one, point in zip(there, chart.points, strict=True) if not point.excluded]
            assert left == drawn
            assert all(one is None for one, point in zip(there, chart.points, strict=True) if point.excluded)
            compared += sum(value is not None for value in left)
    assert compared > 5


def test_nothing_for_nobody(furnished: Workspace) -> None:
    assert bare_lines(furnished, 1, [], None) == []
