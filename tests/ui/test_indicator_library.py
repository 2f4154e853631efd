"""The library of indicators in Set-up, by its controls: area, search, ticks, the definition at the side."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from collabdesk.models.measures import Indicator
from collabdesk.services.setup import indicators, library
from collabdesk.ui.dialogs.indicator_library import IndicatorLibraryDialog
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.setup.indicators import IndicatorsSection


@pytest.fixture
def section(office_window: MainWindow) -> IndicatorsSection:
    page = office_window.show_place("setup")
    page.open_section("indicators")
    found = page.findChild(IndicatorsSection)
    assert isinstance(found, IndicatorsSection)
    return found


@pytest.fixture
def box(section: IndicatorsSection) -> IndicatorLibraryDialog:
    section.library.trigger()
    found = QApplication.activeModalWidget()
    assert isinstance(found, IndicatorLibraryDialog)
    return found


def names(section: IndicatorsSection) -> list[str]:
    return [one.name for one in indicators.in_order(section.workspace)]


def test_search_tick_and_add_by_keyboard(
    section: IndicatorsSection, box: IndicatorLibraryDialog, qtbot: QtBot
) -> None:
    assert not box.add.isEnabled()
    qtbot.keyClicks(box.table.search, "amtsl")  # another name, in a column that has no room
    assert [row.entry.indicator.code for row in box.table.shown] == ["UTERO"]
    box.table.view.setFocus()
    box.table.view.selectRow(0)
    qtbot.keyClick(box.table.view, Qt.Key.Key_Space)
    assert box.said.text() == "1 indicator will be added."
    box.table.search.clear()
    box.area.setCurrentIndex(box.area.findData("Hand hygiene"))
    box.area.activated.emit(box.area.currentIndex())
    assert {row.entry.area for row in box.table.shown} == {"Hand hygiene"}
    box.table.view.selectRow(0)
    qtbot.keyClick(box.table.view, Qt.Key.Key_Return)
    assert box.said.text() == "2 indicators will be added."
    before = names(section)
    qtbot.keyClick(box.add, Qt.Key.Key_Space)
    added = ["Uterotonic within one minute of birth", "Hands cleaned when they should be"]
    assert names(section) == before + added
    assert [row.indicator.name for row in section.table.rows][-2:] == added
    section.workspace.undo()
    assert names(section) == before


def test_the_row_is_defined_at_the_side(box: IndicatorLibraryDialog) -> None:
    assert library.entries()[0].indicator.how in box.definition.toPlainText()
    box.table.select(lambda row: row.entry.indicator.code == "CLABSI")
    told = box.definition.toPlainText()
    one = next(row.entry.indicator for row in box.table.rows if row.entry.indicator.code == "CLABSI")
    for words in (one.name, one.numerator_label, one.denominator_label, one.source, one.how, one.unit):
        assert words in told
    assert "lower is better" in told
    assert "due on day 10" in told


def test_a_click_on_a_box_ticks_and_a_second_takes_the_tick_off(
    box: IndicatorLibraryDialog, qtbot: QtBot
) -> None:
    place = box.table.view.visualRect(box.table.view.model().index(2, 0)).center()
    for said in ("1 indicator will be added.", "Nothing is ticked yet"):
        qtbot.mouseClick(box.table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert box.said.text().startswith(said)


def test_what_is_there_is_shown_and_cannot_be_ticked(section: IndicatorsSection, qtbot: QtBot) -> None:
    mine = section.workspace.collaborative.id
    indicators.save_indicator(section.workspace, Indicator(collaborative_id=mine, name="Treatment Succès"))
    indicators.save_indicator(section.workspace, Indicator(collaborative_id=mine, name="treatment success"))
    box = IndicatorLibraryDialog(section.context, section.workspace, section)
    qtbot.addWidget(box)
    box.table.select(lambda row: row.entry.indicator.code == "TBSUCCESS")
    assert "has it already: “treatment success”" in box.definition.toPlainText()
    box.table.check_wanted.emit(box.table.selected())
    assert not box.add.isEnabled()
    assert "there already" in box.table.as_text(box.table.selected())


def test_a_new_collaborative_is_offered_the_library_first(section: IndicatorsSection) -> None:
    for one in section.workspace.mine(Indicator):
        indicators.remove_indicator(section.workspace, one.id)
    shown = [one.text() for one in section.findChildren(QPushButton) if one.isVisible()]
    assert shown == ["From the library…", "Add an indicator…"]


def test_controls_have_names(box: IndicatorLibraryDialog) -> None:
    controls: list[QWidget] = [box.area, box.table.view, box.table.search, box.definition]
    assert all(one.accessibleName() and one.objectName() for one in controls)
