"""The funnel view: the plot says what the service says, hover and keys lead to the teams, the span is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from collabdesk.charts.funnel import FunnelSpec
from collabdesk.i18n import Translator
from collabdesk.services.charts.funnels import funnel_chart
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.ui.pages.charts.funnel_view import FunnelView
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.terms import TERMS
from tests.ui.office import FIRST
from tests.ui.recorders import QueuedFiles
from tests.ui.written import text_of

TOLVENI, MASHIRU, PETRO = 1, 2, 3
PARTOGRAPH, DEATHS = 1, 2


@pytest.fixture
def page(charts_page: ChartsPage) -> ChartsPage:
    return charts_page


@pytest.fixture
def funnel(page: ChartsPage) -> FunnelView:
    view = page.show_view("funnel")
    assert isinstance(view, FunnelView)
    return view


def shown(view: FunnelView) -> FunnelSpec:
    assert view._spec is not None
    return view._spec


def test_the_view_shows_what_the_service_says(funnel: FunnelView, page: ChartsPage) -> None:
    spec = funnel_chart(page.workspace, PARTOGRAPH)
    assert shown(funnel) == spec
    assert funnel.sentence.text() == Translator("en").text(spec.sentence)
    assert [row.name for row in funnel.table.rows] == ["Mashiru HC III", "Petro Hill Clinic", "Tolveni HC IV"]
    assert (funnel.first.currentText(), funnel.last.currentText()) == ("Sep 2025", "Aug 2026")


def test_another_span_counts_other_months(funnel: FunnelView) -> None:
    before = shown(funnel).points[0].x
    funnel.first.setCurrentIndex(funnel.first.findData(FIRST + 18))
    assert shown(funnel).points[0].x == 40
    assert before == 240
    funnel.last.setCurrentIndex(funnel.last.findData(FIRST + 2))  # the wrong way round is the same span
    assert shown(funnel).points[0].x == 17 * 20


def test_filters_leave_teams_out(funnel: FunnelView) -> None:
    funnel.filters.search.setText("oruba")
    assert [point.team_id for point in shown(funnel).points] == [MASHIRU, TOLVENI]


def test_a_count_has_no_funnel_and_says_why(funnel: FunnelView) -> None:
    funnel.filters.show_indicator(DEATHS)
    assert not shown(funnel).points
    assert "denominator" in funnel.sentence.text()


def test_keys_lead_through_the_teams_and_to_the_chart(funnel: FunnelView, page: ChartsPage) -> None:
    funnel.plot.setFocus()
    QTest.keyClick(funnel.plot, Qt.Key.Key_Right)
    first = funnel.plot.current()
    assert first is not None
    assert [row.team_id for row in funnel.table.selected()] == [first]
    assert "limit" in funnel.plot.accessibleDescription()
    QTest.keyClick(funnel.plot, Qt.Key.Key_Return)
    assert page.large.pair == (PARTOGRAPH, first)
    page.show_wall()
    assert funnel.isVisible()
    assert funnel.plot.current() == first


def test_a_click_on_a_point_opens_its_team(funnel: FunnelView, page: ChartsPage) -> None:
    layout = funnel.plot.funnel_layout()
    assert layout is not None
    placed = next(one for one in layout.teams if one.point.team_id == TOLVENI)
    QTest.mouseMove(funnel.plot, placed.at.toPoint())
    QTest.mouseClick(funnel.plot, Qt.MouseButton.LeftButton, pos=placed.at.toPoint())
    assert page.large.pair == (PARTOGRAPH, TOLVENI)


def test_an_edit_moves_the_point(funnel: FunnelView, page: ChartsPage) -> None:
    before = next(point.y for point in shown(funnel).points if point.team_id == PETRO)
    typed = Typed(indicator_id=PARTOGRAPH, team_id=PETRO, period=FIRST + 19, text="20/20")
    observations.enter(page.workspace, [typed])
    after = next(point.y for point in shown(funnel).points if point.team_id == PETRO)
    assert after == pytest.approx(before + 100 * 15 / 240)


def test_the_plot_is_what_is_taken_elsewhere(
    funnel: FunnelView, page: ChartsPage, file_dialogs: QueuedFiles, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().clear()
    page.taking.copy.trigger()
    assert not QGuiApplication.clipboard().image().isNull()
    saved, printed = tmp_path / "funnel.pdf", tmp_path / "print.pdf"
    file_dialogs.answers = [saved, printed]
    page.taking.save.trigger()
    page.taking.print.trigger()
    assert file_dialogs.suggested == ["Partograph completed - Sep 2025 to Aug 2026.png", "a4 landscape"]
    for path, more in ((saved, "Sep 2025"), (printed, "page 1 of 1")):
        (text,) = text_of(path)
        for said in ("Partograph completed", "Petro Hill Clinic", "limits of 99.8 %", "no ranking", more):
            assert said in text, said


def test_without_a_plot_nothing_is_taken(funnel: FunnelView, page: ChartsPage) -> None:
    assert page.taking.print.isEnabled()
    funnel.filters.show_indicator(DEATHS)
    assert not page.taking.copy.isEnabled()
    assert not page.taking.print.isEnabled()


def test_the_words_of_a_funnel_plot_are_explained(funnel: FunnelView) -> None:
    assert funnel.words.isVisible()
    assert funnel.words.names[0] == "funnel"
    assert set(funnel.words.names) <= set(TERMS)
