"""The tour of the window: every step on the sample, the keyboard, files closed meanwhile, nothing to outline."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from collabdesk import paths
from collabdesk.charts.spec import Sign
from collabdesk.models.places import Team
from collabdesk.services import sample
from collabdesk.services.sample import SampleSize
from collabdesk.ui.charts.canvas import ChartCanvas
from collabdesk.ui.context import Context
from collabdesk.ui.file_desk import FileDesk
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.pages.welcome import WelcomePage
from collabdesk.ui.tour.card import beside
from collabdesk.ui.tour.steps import STEPS
from collabdesk.ui.tour.tour import Tour

SCREEN = (1366, 740)
KEY = Qt.Key


@pytest.fixture
def sample_window(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a sample of a few teams, as large as on a small screen."""
    path = tmp_path / "sample.collab"
    sample.make_sample(path, "Ada", dt.date.today(), SampleSize(teams=6, indicators=6, months=24)).close()
    window.resize(*SCREEN)
    assert window.desk.open(path)
    return window


def touring(window: MainWindow) -> Tour:
    window.actions_["tour"].trigger()
    tour = window._tour
    assert tour is not None
    return tour


def press(key: Qt.Key) -> None:
    """A key where the keyboard is."""
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, key)


def test_the_guide_says_what_the_steps_say() -> None:
    text = paths.resource("guide/tour.md").read_text(encoding="utf-8")
    places = [text.index(f"## {step.title}\n\n{step.said}\n") for step in STEPS]
    assert places == sorted(places)
    assert "F1" in str(STEPS[-1].said)


@pytest.mark.parametrize("text_size", [1.0, 1.3])
def test_every_step_outlines_its_parts_and_hides_none_of_them(
    sample_window: MainWindow, text_size: float
) -> None:
    sample_window.context.theme.scale_text(text_size)
    tour = touring(sample_window)
    seen = []
    for number, step in enumerate(STEPS):
        assert tour.step is step
        assert sample_window.pages.page is not None
        assert sample_window.pages.page.name == step.place
        seen.append(step.place)
        found = [tour._visible(name) for name in step.widgets]
        assert all(found), f"{step.place}: {step.widgets}"
        tour.place()
        frame, card = tour.outline.geometry(), tour.card.geometry()
        assert tour.outline.isVisible()
        for part in found:
            assert part is not None
            at = QRect(part.mapTo(sample_window, QPoint(0, 0)), part.size())
            assert frame.contains(at.intersected(sample_window.rect()).adjusted(2, 2, -2, -2))
        assert not card.intersects(frame) or frame.height() > card.height()
        assert sample_window.rect().contains(card)
        assert tour.card.said.height() >= tour.card.said.heightForWidth(tour.card.said.width())
        assert f"{number + 1} of {len(STEPS)}" in tour.card.count.text()
        assert tour.card.accessibleName().endswith(str(step.said))
        assert QApplication.focusWidget() is tour.card
        press(KEY.Key_Right)
    assert tour.step is None
    assert not tour.card.isVisible()
    assert not tour.outline.isVisible()
    assert set(seen) == {place.name for place in sample_window.places}
    sample_window.context.theme.scale_text(1.0)


def test_the_large_chart_of_the_tour_has_a_shift(sample_window: MainWindow) -> None:
    tour = touring(sample_window)
    while tour.step is not None and not tour.step.large_chart:
        press(KEY.Key_Return)
    page = sample_window.pages.page
    assert isinstance(page, ChartsPage)
    assert isinstance(tour._visible("chart_canvas"), ChartCanvas)
    spec = page.large.chart.spec()
    assert spec is not None
    assert spec.sign is Sign.IMPROVED
    assert "shift" in {signal.rule for signal in spec.signals}
    press(KEY.Key_Left)
    tour.place()
    assert tour._visible("charts_tally") is not None


def test_keys_and_buttons(office_window: MainWindow, qtbot: QtBot) -> None:
    tour = touring(office_window)
    card = tour.card
    assert not card.back.isEnabled()
    press(KEY.Key_Left)
    assert tour.step is STEPS[0]
    qtbot.mouseClick(card.next, Qt.MouseButton.LeftButton)
    press(KEY.Key_Enter)
    assert tour.step is STEPS[2]
    card.back.setFocus()
    press(KEY.Key_Return)
    assert tour.step is STEPS[1]
    card.next.setFocus()
    press(KEY.Key_Left)
    assert tour.step is STEPS[0]
    card.close_button.setFocus()
    press(KEY.Key_Return)
    assert tour.step is None
    touring(office_window)
    assert tour.step is STEPS[0]
    press(KEY.Key_Escape)
    assert tour.step is None
    assert not card.isVisible()
    assert QApplication.focusWidget() is not None


def test_the_window_stays_usable(office_window: MainWindow, qtbot: QtBot) -> None:
    tour = touring(office_window)
    press(KEY.Key_Right)
    part = tour._visible("button_add_team")
    assert part is not None
    middle = part.mapTo(office_window, part.rect().center())
    assert office_window.childAt(middle) is part
    office_window.show_place("coaching")
    tour.place()
    assert tour.step is STEPS[1]
    assert not tour.outline.isVisible()
    assert tour.card.isVisible()
    office_window.show_place("setup")
    qtbot.waitUntil(tour.outline.isVisible)
    place = QApplication.focusWidget()
    touring(office_window)
    assert QApplication.focusWidget() is tour.card is not place
    assert tour.step is STEPS[1]


def test_it_ends_with_the_file(office_window: MainWindow, office: Path) -> None:
    tour = touring(office_window)
    press(KEY.Key_Right)
    office_window.close_file()
    assert tour.step is None
    assert not tour.card.isVisible()
    assert not tour.outline.isVisible()
    assert office_window.desk.open(office)
    assert not tour.card.isVisible()


def test_nothing_to_outline_is_no_trouble(window: MainWindow, tmp_path: Path) -> None:
    window.desk.create(tmp_path / "new.collab", "Empty")
    tour = touring(window)
    bare = []
    for step in STEPS:
        assert tour.step is step
        tour.place()
        if not tour.outline.isVisible():
            bare.append(step.place)
        assert tour.card.isVisible()
        assert window.rect().contains(tour.card.geometry())
        press(KEY.Key_Right)
    assert {"overview", "charts"} <= set(bare)
    assert tour.step is None


def test_the_first_start_offers_it_on_a_fresh_sample(
    window: MainWindow, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = sample.make_sample
    monkeypatch.setattr(
        sample, "make_sample", lambda *of: make(*of, SampleSize(teams=4, indicators=2, months=14))
    )
    button = window.welcome.findChild(QPushButton, "welcome_tour")
    assert button is not None
    assert button.isVisible()
    button.click()
    qtbot.waitUntil(lambda: window._tour is not None and window._tour.step is STEPS[0], timeout=20_000)
    assert window.desk.workspace is not None
    assert len(window.desk.workspace.mine(Team)) == 4
    press(KEY.Key_Escape)
    window.close_file()
    assert not button.isVisible()
    assert context.settings.tour_offered


def test_it_is_offered_once(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    assert context.settings.tour_offered  # the window's own welcome page has been seen
    later = WelcomePage(context, FileDesk(context, window))
    qtbot.addWidget(later)
    later.show()
    part = later.findChild(QWidget, "welcome_tour_part")
    assert part is not None
    assert not part.isVisible()


ROOM = QRect(0, 20, 1366, 720)
SIZE = QSize(340, 200)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (QRect(200, 160, 600, 500), QPoint(812, 160)),  # high: at its right
        (QRect(900, 160, 460, 500), QPoint(548, 160)),  # no room there: at its left
        (QRect(200, 100, 1100, 40), QPoint(200, 152)),  # flat: under it
        (QRect(16, 706, 118, 30), QPoint(16, 494)),  # at the foot: over it
        (QRect(1300, 40, 60, 30), QPoint(1018, 82)),  # in the corner: within the room
        (QRect(), QPoint(1018, 532)),
        (QRect(10, 30, 1340, 700), QPoint(1018, 532)),  # everything: in the corner
    ],
)
def test_where_the_card_stands(target: QRect, expected: QPoint) -> None:
    assert beside(target, SIZE, ROOM) == expected
