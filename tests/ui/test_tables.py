"""The table of all pages: sort, filter, copy, widths."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.tables import Column, Table


@dataclass(frozen=True)
class Site:
    name: str
    wave: int | None
    joined: dt.date | None


SITES = [
    Site("Tolveni", 10, dt.date(2026, 3, 4)),
    Site("amberu", None, None),
    Site("Petro\tHill", 9, dt.date(2025, 12, 1)),
]
COLUMNS = (
    Column[Site](name="name", title=msg("Team"), value=lambda row: row.name, width=200),
    Column[Site](name="wave", title=msg("Wave"), value=lambda row: row.wave, right=True),
    Column[Site](name="joined", title=msg("Joined"), value=lambda row: row.joined),
)


def table(context: Context, qtbot: QtBot) -> Table[Site]:
    made: Table[Site] = Table(context, "sites", COLUMNS, title=msg("Sites"))
    qtbot.addWidget(made)
    made.set_rows(SITES)
    return made


def names(made: Table[Site]) -> list[str]:
    return [row.name for row in made.shown]


def test_sorts_numbers_and_dates_as_such_with_the_empty_last(context: Context, qtbot: QtBot) -> None:
    made = table(context, qtbot)
    made.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert names(made) == ["Petro\tHill", "Tolveni", "amberu"]
    made.view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert names(made) == ["Petro\tHill", "Tolveni", "amberu"]
    made.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(made) == ["amberu", "Petro\tHill", "Tolveni"]


def test_filters_by_all_words_in_any_column(context: Context, qtbot: QtBot) -> None:
    made = table(context, qtbot)
    made.search.setText("tol mar")
    assert names(made) == ["Tolveni"]
    made.search.setText("tol dec")
    assert names(made) == []
    made.search.setText("")
    assert len(made.shown) == 3


def test_copies_what_excel_pastes(context: Context, qtbot: QtBot) -> None:
    made = table(context, qtbot)
    made.copy()
    assert QGuiApplication.clipboard().text() == (
        "Team\tWave\tJoined\nTolveni\t10\t4 Mar 2026\namberu\t\t\nPetro Hill\t9\t1 Dec 2025"
    )
    made.select(lambda row: row == SITES[1])
    qtbot.keyClick(made.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Team\tWave\tJoined\namberu\t\t"


def test_selection_survives_a_reload(context: Context, qtbot: QtBot) -> None:
    made = table(context, qtbot)
    made.select(lambda row: row == SITES[2])
    made.set_rows(list(reversed(SITES)), key=lambda row: row.name)
    assert [row.name for row in made.selected()] == ["Petro\tHill"]


def test_enter_and_double_click_open_a_row(context: Context, qtbot: QtBot) -> None:
    made = table(context, qtbot)
    made.select(lambda row: row == SITES[1])
    with qtbot.waitSignal(made.activated) as entered:
        qtbot.keyClick(made.view, Qt.Key.Key_Return)
    assert entered.args == [SITES[1]]


def test_widths_are_remembered(context: Context, qtbot: QtBot) -> None:
    made = table(context, qtbot)
    made.view.horizontalHeader().resizeSection(0, 333)
    made._keep_widths()
    again = table(context, qtbot)
    assert again.view.horizontalHeader().sectionSize(0) == 333
