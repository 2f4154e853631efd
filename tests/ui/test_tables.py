"""The table of all pages: sort, filter, copy, widths."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from collabdesk.i18n import Number, msg, nmsg
from collabdesk.periods import month
from collabdesk.ui.column_widths import ColumnWidth, fitted, left_out
from collabdesk.ui.context import Context
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import Scheme, contrast


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
    made.widths.keep()
    again = table(context, qtbot)
    assert again.view.horizontalHeader().sectionSize(0) == 333


def test_columns_share_the_room_that_is_to_spare() -> None:
    columns = [ColumnWidth(usual=100, stretch=1), ColumnWidth(usual=80), ColumnWidth(usual=60, stretch=0.5)]
    assert fitted(columns, 300) == [140, 80, 80]
    assert fitted(columns, 240) == [100, 80, 60]


def test_columns_give_way_in_proportion_but_not_for_ever() -> None:
    columns = [ColumnWidth(usual=100, stretch=1), ColumnWidth(usual=80), ColumnWidth(usual=60, stretch=0.5)]
    assert fitted(columns, 200) == [75, 80, 45]
    assert fitted(columns, 20) == [60, 80, 36]


def test_without_a_column_that_stretches_the_last_one_does() -> None:
    assert fitted([ColumnWidth(usual=50), ColumnWidth(usual=50)], 130) == [50, 80]


def test_columns_to_spare_are_left_out_the_last_first() -> None:
    columns = [
        ColumnWidth(usual=100, stretch=1),
        ColumnWidth(usual=50, spare=True),
        ColumnWidth(usual=50),
        ColumnWidth(usual=100, stretch=1, spare=True),
    ]
    assert left_out(columns, 270) == set()
    assert left_out(columns, 269) == {3}
    assert left_out(columns, 150) == {1, 3}


def test_a_shown_table_is_filled_and_copies_what_is_left_out(context: Context, qtbot: QtBot) -> None:
    columns = (
        Column[Site](name="name", title=msg("Team"), value=lambda row: row.name, width=200, stretch=1),
        Column[Site](name="wave", title=msg("Wave"), value=lambda row: row.wave, width=90, spare=True),
    )
    made: Table[Site] = Table(context, "narrow", columns, title=msg("Sites"))
    qtbot.addWidget(made)
    made.set_rows(SITES)
    made.resize(500, 200)
    made.show()
    head, room = made.view.horizontalHeader(), made.view.viewport()
    assert head.length() == room.width()
    made.resize(220, 200)
    assert made.view.isColumnHidden(1)
    assert head.length() == room.width()
    made.copy()
    assert QGuiApplication.clipboard().text().startswith("Team\tWave\nTolveni\t10")
    made.resize(500, 200)
    assert not made.view.isColumnHidden(1)


def test_rows_and_columns_grow_with_the_text(context: Context, qtbot: QtBot) -> None:
    made = table(context, qtbot)
    made.view.horizontalHeader().resizeSection(1, 100)
    before = made.view.verticalHeader().defaultSectionSize()
    context.theme.scale_text(1.3)
    try:
        assert made.view.verticalHeader().defaultSectionSize() > before
        assert made.view.horizontalHeader().sectionSize(1) == 131
    finally:
        context.theme.scale_text(1.0)


def test_words_what_a_column_says_whatever_it_is(context: Context, qtbot: QtBot) -> None:
    columns = (
        Column[Site]("name", msg("Team"), lambda row: msg("{name} in the list", name=row.name)),
        Column[Site](
            "wave",
            msg("Wave"),
            lambda row: row.wave,
            text=lambda row: Number(row.wave, 1) if row.wave else None,
            tip=lambda row: nmsg("{count} team", "{count} teams", row.wave or 0),
        ),
        Column[Site](
            "joined",
            msg("Joined"),
            lambda row: row.joined,
            text=lambda row: month(row.joined.year, row.joined.month) if row.joined else None,
        ),
    )
    made: Table[Site] = Table(context, "sites", columns, title=msg("Sites"))
    qtbot.addWidget(made)
    made.set_rows(SITES)
    assert made.as_text(SITES[:2]).splitlines()[1:] == [
        "Tolveni in the list\t10.0\tMar 2026",
        "amberu in the list\t\t",
    ]
    model = made.view.model()
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "10 teams"
    made.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(made) == ["amberu", "Petro\tHill", "Tolveni"]


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_an_empty_box_is_seen_on_its_ground(context: Context, qtbot: QtBot, scheme: Scheme) -> None:
    context.theme.apply(scheme)
    columns = (Column[Site]("here", msg("There"), lambda row: "", 60, check=lambda row: row.wave == 10),)
    made: Table[Site] = Table(context, "ticks", columns, title=msg("Sites"))
    qtbot.addWidget(made)
    made.set_rows(SITES[1:])
    made.show()
    image = made.view.viewport().grab().toImage()
    cell = made.view.visualRect(made.view.model().index(0, 0))
    row = QRect(cell.topLeft(), QPoint(cell.left() + 24, cell.bottom()))
    ground = image.pixelColor(row.right(), row.center().y()).name()
    drawn = {image.pixelColor(x, row.center().y()).name() for x in range(row.left(), row.right())}
    assert max(contrast(colour, ground) for colour in drawn) > 2
