"""Weekly, quarterly and yearly indicators have walls, axes and boards of their own; a changed definition is drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator
from collabdesk.models.measures import Indicator, IndicatorDefinition, IndicatorKind
from collabdesk.periods import PeriodType
from collabdesk.services.data import observations
from collabdesk.services.data.completeness import board, missing_of, period_types
from collabdesk.services.data.observations import Typed
from collabdesk.services.setup import collaboratives, indicators
from collabdesk.services.workspace import Workspace
from collabdesk.ui.charts.style import Line
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.matrix_view import MatrixView
from collabdesk.ui.pages.charts.page import ChartsPage
from tests.ui.showing import shown

SAY = Translator("en").text
TOLVENI = 1
KINDS = {"week": 30, "quarter": 8, "year:4": 4}
"""How many periods of each are filled, up to the last that has ended."""


@pytest.fixture
def workspace(office: Path) -> Iterator[Workspace]:
    opened = collaboratives.open_file(office, "Ada")
    for name, length in KINDS.items():
        type_ = PeriodType.parse(name)
        new = Indicator(
            collaborative_id=opened.collaborative.id,
            name=f"By {name}",
            period_type=name,
            kind=IndicatorKind.COUNT,
        )
        made = indicators.save_indicator(opened, new)
        last = type_.holding(dt.date.today()) - 1
        cells = [
            Typed(indicator_id=made.id, team_id=TOLVENI, period=last - step, text=str(step % 5))
            for step in range(length)
        ]
        observations.enter(opened, cells)
    yield opened
    opened.store.close()


@pytest.fixture
def page(context: Context, workspace: Workspace, qtbot: QtBot) -> Iterator[ChartsPage]:
    with shown(ChartsPage, context, workspace, qtbot) as made:
        yield made


def of_kind(workspace: Workspace, name: str) -> Indicator:
    return next(one for one in workspace.mine(Indicator) if one.period_type == name)


def chart(page: ChartsPage, name: str) -> ChartSpec:
    page.filters.show_indicator(of_kind(page.workspace, name).id)
    assert page.wall._source is not None
    return page.wall._source.specs([TOLVENI])[0]


@pytest.mark.parametrize("name", KINDS)
def test_each_wall_has_the_periods_of_its_indicator(page: ChartsPage, name: str) -> None:
    spec = chart(page, name)
    assert {str(point.period.type) for point in spec.points} == {name}
    assert [point.y for point in spec.points if point.y is not None] == [
        float(step % 5) for step in reversed(range(KINDS[name]))
    ]
    page.wall.wall.grab()


def test_axes_speak_of_weeks_quarters_and_financial_years(page: ChartsPage) -> None:
    labels = {name: [SAY(tick.label) for tick in chart(page, name).x.ticks] for name in KINDS}
    assert all(label.startswith("W") for label in labels["week"])
    assert set(labels["quarter"]) <= {"Q1", "Q2", "Q3", "Q4"}
    assert all("/" in label for label in labels["year:4"])


def test_the_wall_of_one_team_has_all_kinds_side_by_side(page: ChartsPage) -> None:
    page.filters.show_team(TOLVENI)
    assert page.wall._source is not None
    specs = page.wall._source.specs(page.wall._source.keys())
    assert {str(spec.points[0].period.type) for spec in specs} == {"month", *KINDS}
    page.wall.wall.grab()


def test_an_edit_of_a_week_reaches_its_wall(page: ChartsPage) -> None:
    before = chart(page, "week").points[-1]
    cell = Typed(
        indicator_id=of_kind(page.workspace, "week").id,
        team_id=TOLVENI,
        period=before.period.ordinal,
        text="9",
    )
    observations.enter(page.workspace, [cell])
    assert page.wall._source is not None
    assert page.wall._source.specs([TOLVENI])[0].points[-1].y == 9


def test_the_matrix_has_a_column_for_each(page: ChartsPage) -> None:
    view = page.show_view("matrix")
    assert isinstance(view, MatrixView)
    for name, length in KINDS.items():
        place = view.model.place_of(of_kind(page.workspace, name).id, TOLVENI)
        assert (
            len([one for one in view.model.line(place.row(), place.column())[0] if one is not None]) == length
        )
    view.table.grab()


def test_each_period_type_has_its_board(workspace: Workspace) -> None:
    assert set(period_types(workspace)) == {"month", *KINDS}
    for name in KINDS:
        found = board(workspace, name, dt.date.today())
        assert found is not None
        assert {str(period.type) for period in found.periods} == {name}
        row = next(at for at, call in enumerate(found.calls) if call.team.id == TOLVENI)
        assert found.cells[row][-2].told == 1  # the period that ended last
        assert found.missing(row) == sum(len(lacking) for _, lacking in missing_of(workspace, found, row))


def test_a_changed_definition_stands_on_the_wall_and_the_large_chart(page: ChartsPage) -> None:
    def change(writer) -> None:  # type: ignore[no-untyped-def]
        writer.add(IndicatorDefinition(indicator_id=1, valid_from=dt.date(2025, 9, 1), how="All births"))

    page.workspace.transact("New definition", change)
    page.open_chart(1, TOLVENI)
    spec = page.large.chart.spec()
    assert spec is not None
    assert [mark.x for mark in spec.definitions] == [7.5]
    layout = page.large.chart.canvas.chart_layout()
    assert layout is not None
    assert [stroke.line for stroke in layout.strokes].count(Line.DEFINITION) == 1
    assert "new definition" in layout.texts()
