"""The matrix of teams and indicators, and the switch between the views of the Charts page."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from collabdesk.charts.spec import ChartSpec, Sign
from collabdesk.i18n import Translator
from collabdesk.services.charts.series import pooled_chart
from collabdesk.services.charts.standings import standings
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.workspace import Workspace
from collabdesk.ui.charts.spark import spark_runs
from collabdesk.ui.context import Context
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.charts.choice import POOLED, Order
from collabdesk.ui.pages.charts.matrix_view import MatrixView
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.pages.charts.views import VIEWS
from collabdesk.ui.theme import Scheme
from tests.ui.office import FIRST

TOLVENI, MASHIRU, PETRO = 1, 2, 3
PARTOGRAPH, DEATHS = 1, 2
RIGHT = Qt.AlignmentFlag.AlignRight


@pytest.fixture
def page(charts_page: ChartsPage) -> ChartsPage:
    return charts_page


@pytest.fixture
def matrix(page: ChartsPage) -> MatrixView:
    view = page.show_view("matrix")
    assert isinstance(view, MatrixView)
    return view


@pytest.fixture
def workspace(page: ChartsPage) -> Workspace:
    return page.workspace


def cell(view: MatrixView, indicator: int, team: int) -> tuple[int, int]:
    index = view.model.place_of(indicator, team)
    assert index.isValid()
    return index.row(), index.column()


def enter(workspace: Workspace, team: int, step: int, text: str) -> None:
    typed = Typed(indicator_id=PARTOGRAPH, team_id=team, period=FIRST + step, text=text)
    observations.enter(workspace, [typed])


# --- the matrix ---


def test_every_cell_says_what_the_chart_says(matrix: MatrixView, workspace: Workspace) -> None:
    found = standings(workspace, PARTOGRAPH, dt.date.today())
    assert matrix.model.team_ids == (MASHIRU, PETRO, TOLVENI)
    for team in matrix.model.team_ids:
        standing = matrix.model.standing(*cell(matrix, PARTOGRAPH, team))
        assert standing == found[team]
    row, column = cell(matrix, PARTOGRAPH, TOLVENI)
    assert matrix.model.value_text(row, column) == "85 %"
    assert matrix.model.said(row, column)[1:3] == ["40 % → 85 %", "improved"]
    values, scale = matrix.model.line(row, column)
    assert values[:2] == (40.0, 45.0)
    assert scale == (0.0, 100.0)
    assert matrix.model.value_text(*cell(matrix, DEATHS, PETRO)) == ""


def test_the_pooled_line_stands_first_and_says_what_its_chart_says(
    matrix: MatrixView, workspace: Workspace, page: ChartsPage
) -> None:
    row, column = cell(matrix, PARTOGRAPH, POOLED)
    chart = pooled_chart(workspace, PARTOGRAPH)
    assert (row, matrix.model.team_name(row)) == (0, "All 3 teams")
    standing = matrix.model.standing(row, column)
    assert standing is not None
    assert standing.sign is chart.sign
    headline = Translator("en").text(chart.headline)
    assert matrix.model.value_text(row, column) == headline.rsplit("→")[-1].strip()
    assert matrix.model.said(row, column)[1] == headline
    assert matrix.model.line(row, column)[0] == tuple(point.y for point in chart.points)
    matrix.table.opened.emit(*matrix.model.pair(matrix.model.index(row, column)))
    assert page.large.pair == (PARTOGRAPH, POOLED)


def test_the_pooled_line_is_of_the_teams_shown_and_follows_edits(
    matrix: MatrixView, workspace: Workspace, page: ChartsPage
) -> None:
    row, column = cell(matrix, PARTOGRAPH, POOLED)
    before = matrix.model.line(row, column)[0]
    enter(workspace, TOLVENI, 20, "0/20")
    assert matrix.model.line(row, column)[0] != before
    page.filters.search.setText("Tolveni")
    matrix.filter()
    assert matrix.model.team_name(0) == "1 of 3 teams"
    assert matrix.model.line(0, column)[0] == matrix.model.line(1, column)[0]
    (spec,) = _specs_of(matrix, PARTOGRAPH, POOLED)
    assert Translator("en").text(spec.title) == "1 of 3 teams"


def _specs_of(matrix: MatrixView, indicator: int, team: int) -> list[ChartSpec]:
    matrix.show_pair(indicator, team)
    return matrix.chosen_specs()


def test_a_line_breaks_at_a_gap_and_stays_within_its_scale() -> None:
    from PySide6.QtCore import QRectF

    runs = spark_runs([0.0, 50.0, None, 200.0], (0.0, 100.0), QRectF(0, 0, 30, 10))
    assert [[(at.x(), at.y()) for at in run] for run in runs] == [[(0, 10), (10, 5)], [(30, 0)]]


def test_an_edit_reaches_the_cell_at_once(matrix: MatrixView, workspace: Workspace) -> None:
    row, column = cell(matrix, PARTOGRAPH, PETRO)
    before = matrix.model.line(row, column)[0]
    enter(workspace, PETRO, 19, "20/20")
    assert matrix.model.line(row, column)[0] == (*before[:-1], 100.0)
    for step in (17, 18):
        enter(workspace, PETRO, step, "20/20")
    assert matrix.model.value_text(row, column) == "100 %"


def test_a_click_on_an_indicator_sorts_by_it(matrix: MatrixView) -> None:
    matrix.table.horizontalHeader().sectionClicked.emit(0)
    choice = matrix.filters.choice()
    assert choice is not None
    assert choice.order is Order.SIGNAL
    assert matrix.model.team_ids[0] == TOLVENI  # the only one with a signal
    assert matrix.table.horizontalHeader().isSortIndicatorShown()
    matrix.filters.sort_by(Order.LATEST)
    assert matrix.model.team_ids == (TOLVENI, MASHIRU, PETRO)
    matrix.table.horizontalHeader().sectionClicked.emit(1)
    assert matrix.model.team_ids[0] == TOLVENI  # the only one that counts deaths
    matrix.filters.sort_by(Order.NAME)
    assert not matrix.table.horizontalHeader().isSortIndicatorShown()


def test_filters_hold_for_wall_and_matrix(page: ChartsPage, matrix: MatrixView) -> None:
    page.filters.search.setText("kalindu")
    assert matrix.model.team_ids == (PETRO,)
    page.show_view("wall")
    assert page.wall.order() == [PETRO]
    page.filters.clear()
    assert page.show_view("matrix") is matrix
    assert matrix.model.team_ids == (MASHIRU, PETRO, TOLVENI)


def test_a_sign_shows_the_teams_that_have_it_anywhere(matrix: MatrixView) -> None:
    box = matrix.filters.state
    box.setCurrentIndex(box.findText("Improved"))
    assert matrix.model.team_ids == (TOLVENI,)
    box.setCurrentIndex(box.findText("Not enough data"))
    assert matrix.model.team_ids == (MASHIRU, PETRO)  # of deaths, which only Tolveni counts


def test_enter_shows_the_large_chart_and_back_is_the_same_cell(page: ChartsPage, matrix: MatrixView) -> None:
    matrix.show_pair(DEATHS, TOLVENI)
    QTest.keyClick(matrix.table, Qt.Key.Key_Return)
    assert page.large.pair == (DEATHS, TOLVENI)
    page.show_wall()
    assert matrix.isVisible()
    assert matrix.chosen_pairs() == [(DEATHS, TOLVENI)]


def test_copied_for_excel_as_numbers_and_words(matrix: MatrixView) -> None:
    matrix.copy_all.trigger()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0] == [
        "Team",
        "Partograph completed",
        "Partograph completed: sign",
        "Early deaths",
        "Early deaths: sign",
    ]
    assert lines[1][0] == "All 3 teams"
    assert lines[4][:3] == ["Tolveni HC IV", "85", "improved"]
    assert lines[2][3:] == ["", "not enough data"]
    matrix.show_pair(PARTOGRAPH, MASHIRU)
    QTest.keyClick(matrix.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in copied] == ["Team", "Mashiru HC III"]


def test_signs_are_counted_and_chance_stands_beside(matrix: MatrixView, qtbot: QtBot) -> None:
    signs = [one.sign for team in matrix.model.team_ids for one in matrix._matrix.of_team(team)]  # type: ignore[union-attr]
    assert matrix.tally.counts[Sign.IMPROVED].text() == f"{signs.count(Sign.IMPROVED)} improved"
    assert matrix.tally.shown.text() == "3 teams"
    matrix.chance.ask()
    qtbot.waitUntil(lambda: "of these 6" in matrix.tally.chance.text(), timeout=5000)


def test_the_matrix_paints_in_both_themes(matrix: MatrixView, context: Context) -> None:
    light = matrix.table.grab().toImage()
    context.theme.apply(Scheme.DARK)
    dark = matrix.table.grab().toImage()
    assert light != dark
    assert light.size() == dark.size()


# --- the switch ---


def test_the_switch_stands_in_the_head_of_the_charts_only(office_window: MainWindow) -> None:
    page = office_window.show_place("charts")
    assert isinstance(page, ChartsPage)
    assert page.switch.isVisible()
    assert page.switch.parentWidget() is office_window.head
    office_window.show_place("data")
    assert not page.switch.isVisible()
    office_window.show_place("charts")
    assert page.switch.isVisible()
    office_window.show_place("charts", "view:matrix")
    assert page.view.objectName() == "charts_matrix_view"


def test_every_view_opens_and_says_what_it_is(page: ChartsPage) -> None:
    for spec in VIEWS:
        page.switch._buttons[spec.name].click()
        assert page.view.isVisible(), spec.name
        assert page.switch._buttons[spec.name].isChecked()
        assert page.switch._buttons[spec.name].toolTip()


def test_a_view_that_was_away_catches_up(page: ChartsPage, matrix: MatrixView) -> None:
    page.show_view("wall")
    for step in (17, 18, 19):
        enter(page.workspace, PETRO, step, "20/20")
    page.show_view("matrix")
    assert matrix.model.value_text(*cell(matrix, PARTOGRAPH, PETRO)) == "100 %"
