"""A row of buttons goes on in a second line where it has no room; nothing is cut, and nothing that is hidden counts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from collabdesk.ui.flow import Flow


class Rows(QWidget):
    """Four buttons and a search field over something tall."""

    def __init__(self) -> None:
        super().__init__()
        self.row = QWidget()
        flow = Flow(self.row, 8)
        self.buttons = [QPushButton(f"A button with number {number}") for number in range(4)]
        for button in self.buttons:
            flow.addWidget(button)
        self.search = QLineEdit()
        self.search.setMaximumWidth(320)
        flow.add_last(self.search)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.row)
        box.addWidget(QWidget(), 1)


@pytest.fixture
def rows(qtbot: QtBot) -> Rows:
    made = Rows()
    qtbot.addWidget(made)
    made.resize(1200, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_one_line_where_there_is_room(rows: Rows) -> None:
    assert len({button.y() for button in rows.buttons}) == 1
    assert rows.search.geometry().right() == rows.row.rect().right()
    assert rows.search.width() == 320
    edges = [(one.x(), one.x() + one.width()) for one in [*rows.buttons, rows.search]]
    assert all(before[1] <= after[0] for before, after in pairwise(edges))


@pytest.mark.parametrize("width", [700, 500, 330])
def test_nothing_is_cut_where_there_is_not(rows: Rows, qtbot: QtBot, width: int) -> None:
    rows.resize(width, 300)
    qtbot.waitUntil(lambda: rows.row.width() == width)
    assert len({one.y() for one in [*rows.buttons, rows.search]}) > 1
    assert all(button.width() >= button.sizeHint().width() for button in rows.buttons)
    lowest = max(one.geometry().bottom() for one in [*rows.buttons, rows.search])
    assert lowest <= rows.row.height()
    assert all(one.geometry().right() <= rows.row.width() for one in [*rows.buttons, rows.search])
    assert rows.search.width() >= 100


def test_what_is_hidden_takes_no_room(rows: Rows, qtbot: QtBot) -> None:
    before = rows.buttons[2].x()
    rows.buttons[1].hide()
    qtbot.waitUntil(lambda: rows.buttons[2].x() < before)
    assert rows.buttons[2].x() == rows.buttons[0].geometry().right() + 1 + 8
