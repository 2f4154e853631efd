"""What gives way at high magnification and in low windows: texts, buttons of the head, filters, counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from collabdesk.ui.context import Context
from collabdesk.ui.giving import GivingLabel
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.pages.charts.scoreboard_view import ScoreboardView
from collabdesk.ui.theme import Theme

LONG = (
    "Shift: 18 points in a row above the baseline of 42 %, May 2025 to Oct 2026. "
    "This is an improvement that chance alone seldom makes."
)


@pytest.fixture
def label(theme: Theme, qtbot: QtBot) -> GivingLabel:
    made = GivingLabel(theme)
    qtbot.addWidget(made)
    made.setText(LONG)
    return made


def test_all_lines_are_shown_where_there_is_room(label: GivingLabel) -> None:
    room = QSize(300, label.whole_height(300))
    assert " ".join(text for _at, text in label.lines(room)) == LONG


def test_the_last_line_that_has_room_ends_in_dots_and_the_tip_says_it_all(label: GivingLabel) -> None:
    line = label.fontMetrics().lineSpacing()
    for count in (1, 2):
        shown = [text for _at, text in label.lines(QSize(300, count * line + 2))]
        assert len(shown) == count
        assert shown[-1].endswith("…")
    assert label.toolTip() == LONG
    assert label.minimumSizeHint().height() <= line


def overlapping(parent: QWidget) -> list[tuple[str, str]]:
    """Pairs of neighbours, visible and named, that lie on each other."""
    shown = [one for one in parent.findChildren(QWidget) if one.isVisible() and one.objectName()]
    siblings = [(a, b) for at, a in enumerate(shown) for b in shown[at + 1 :] if a.parent() is b.parent()]
    return [
        (a.objectName(), b.objectName())
        for a, b in siblings
        if not a.isWindow() and not b.isWindow() and a.geometry().intersects(b.geometry())
    ]


@pytest.mark.parametrize(("width", "height"), [(1366, 728), (1093, 582), (911, 533)])
def test_the_charts_page_fits_a_small_screen_at_125_and_150_percent(
    office_window: MainWindow, qtbot: QtBot, width: int, height: int
) -> None:
    office_window.setMinimumSize(600, 400)
    office_window.resize(width, height)
    page = office_window.show_place("charts")
    assert isinstance(page, ChartsPage)
    for name in ("wall", "matrix", "funnel", "scoreboard"):
        page.show_view(name)
        QApplication.processEvents()
        assert overlapping(page.filters) == []
        head = office_window.head
        assert overlapping(head) == []
        assert head.sizeHint().width() <= head.width()
        for button in head._buttons:
            assert button.width() >= button.sizeHint().width(), button.objectName()
            assert button.accessibleName()


def test_filters_take_a_second_line_only_where_they_must(page: ChartsPage) -> None:
    page.resize(1150, 620)
    QApplication.processEvents()
    assert not page.filters._is_in_two
    page.filters.resize(560, 80)
    page.filters.layout().activate()
    assert page.filters._is_in_two
    order = page.filters.order.mapTo(page, page.filters.order.rect().topLeft())
    indicator = page.filters.indicator.mapTo(page, page.filters.indicator.rect().topLeft())
    assert order.y() > indicator.y()
    page.filters.resize(1120, 80)
    assert not page.filters._is_in_two


def test_counts_lose_their_words_before_they_are_cut(page: ChartsPage) -> None:
    counts = [label.text() for label in page.wall.tally.counts.values()]
    assert any("improved" in text for text in counts)
    page.wall.tally.resize(500, page.wall.tally.height())
    short = [label.text() for label in page.wall.tally.counts.values()]
    assert all(text.isdigit() for text in short)
    assert [label.toolTip() for label in page.wall.tally.counts.values()] == counts


def test_the_scoreboard_leaves_the_table_room(page: ChartsPage, qtbot: QtBot) -> None:
    board = page.show_view("scoreboard")
    assert isinstance(board, ScoreboardView)
    page.resize(900, 460)
    qtbot.waitUntil(lambda: board.panel._numbers.height() >= 100)
    assert board.panel.table.height() >= 80
    page.resize(1150, 900)
    qtbot.waitUntil(lambda: board.panel._numbers.height() >= board.panel._content.sizeHint().height())


@pytest.fixture
def page(charts_page: ChartsPage, context: Context) -> ChartsPage:
    return charts_page
