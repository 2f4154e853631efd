"""The menu of a tile or a cell: by the right button and by the menu key, about one chart or all selected ones."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget

from collabdesk.ui.pages.charts.choice import POOLED
from collabdesk.ui.pages.charts.matrix_view import MatrixView
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.phases.dialog import PhasesDialog
from collabdesk.ui.phases.ready import ReadyDialog

TOLVENI, MASHIRU, PETRO = 1, 2, 3
PARTOGRAPH = 1
MOUSE, KEY = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard


@pytest.fixture
def places(charts_page: ChartsPage, monkeypatch: pytest.MonkeyPatch) -> list[QPoint]:
    """Where the menu was opened; the offscreen platform has no keyboard to grab."""
    found: list[QPoint] = []
    monkeypatch.setattr(charts_page.menu.menu, "popup", found.append)
    return found


@pytest.fixture
def page(charts_page: ChartsPage, places: list[QPoint]) -> ChartsPage:
    return charts_page


def ask(view: QWidget, at: QPoint, reason: QContextMenuEvent.Reason) -> None:
    QApplication.sendEvent(view, QContextMenuEvent(reason, at, view.mapToGlobal(at)))


def asked_on(page: ChartsPage, team: int, reason: QContextMenuEvent.Reason = MOUSE) -> ChartsPage:
    wall = page.wall.wall
    place = wall.tile_rect(team)
    assert place is not None
    ask(wall.viewport(), place.center(), reason)
    return page


def enabled(page: ChartsPage) -> set[str]:
    named = {action.objectName() for action in page.menu.menu.actions() if action.isEnabled()}
    return {name for name in named if name}


def test_the_right_button_chooses_the_tile_and_offers_what_can_be_done(
    page: ChartsPage, places: list[QPoint]
) -> None:
    asked_on(page, MASHIRU)
    assert len(places) == 1
    assert page.wall.wall.current_key() == MASHIRU
    assert enabled(page) == {
        *("charts_menu_open", "charts_menu_note", "charts_menu_freeze", "charts_record"),
        *("charts_print", "charts_copy", "charts_save"),
    }


def test_the_menu_key_asks_about_the_chart_with_the_focus_ring(
    page: ChartsPage, places: list[QPoint]
) -> None:
    page.wall.wall.set_current(PETRO)
    ask(page.wall.wall.viewport(), QPoint(1, 1), KEY)
    place = page.wall.wall.tile_rect(PETRO)
    assert place is not None
    assert places == [page.wall.wall.viewport().mapToGlobal(place.center())]
    page.menu.open_chart.trigger()
    assert page.large.pair == (PARTOGRAPH, PETRO)


def test_beside_the_tiles_there_is_no_menu(page: ChartsPage, places: list[QPoint]) -> None:
    ask(page.wall.wall.viewport(), QPoint(1, 1), MOUSE)
    assert places == []


def test_several_selected_charts(page: ChartsPage) -> None:
    page.wall.wall.select([TOLVENI, PETRO])
    asked_on(page, TOLVENI)
    assert page.wall.wall.selected_keys() == [PETRO, TOLVENI], "a selected tile keeps the selection"
    assert not {"charts_menu_open", "charts_menu_note"} & enabled(page)
    assert page.menu.freeze.text() == "Baselines of 2 charts…"
    page.menu.freeze.trigger()
    (dialog,) = page.findChildren(ReadyDialog)
    assert {one.team_id for one in dialog.ticked()} <= {TOLVENI, PETRO}
    dialog.close()


def test_a_note_begins_on_the_last_number(page: ChartsPage) -> None:
    asked_on(page, TOLVENI)
    page.menu.note.trigger()
    spec = page.large.chart.spec()
    assert spec is not None
    last = [point.period.ordinal for point in spec.points if point.y is not None][-1]
    assert page.large._cell() == (PARTOGRAPH, TOLVENI, last)
    assert page.large.point.note.hasFocus()


def test_one_chart_leads_to_its_phases(page: ChartsPage) -> None:
    asked_on(page, TOLVENI)
    page.menu.freeze.trigger()
    (dialog,) = page.large.findChildren(PhasesDialog)
    assert page.large.pair == (PARTOGRAPH, TOLVENI)
    dialog.close()


def test_the_pooled_chart_has_no_note(page: ChartsPage) -> None:
    asked_on(page, POOLED)
    assert "charts_menu_note" not in enabled(page)
    assert "charts_menu_freeze" in enabled(page)


def test_a_cell_of_the_matrix_has_the_same_menu(page: ChartsPage) -> None:
    matrix = page.show_view("matrix")
    assert isinstance(matrix, MatrixView)
    matrix.show_pair(PARTOGRAPH, MASHIRU)
    ask(matrix.table.viewport(), QPoint(1, 1), KEY)
    page.menu.open_chart.trigger()
    assert page.large.pair == (PARTOGRAPH, MASHIRU)


def test_the_menu_key_of_the_keyboard_reaches_it(page: ChartsPage) -> None:
    assert page.wall.wall.contextMenuPolicy() is Qt.ContextMenuPolicy.DefaultContextMenu
    assert page.wall.wall.focusPolicy() & Qt.FocusPolicy.TabFocus
