"""Sessions through its controls, and the pack made in the background."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from collabdesk.models.meetings import SessionKind
from collabdesk.services.sessions import meetings
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.sessions.page import SessionsPage
from tests.ui.recorders import RecordedMessages


@pytest.fixture
def page(office_window: MainWindow) -> SessionsPage:
    shown = office_window.show_place("sessions")
    assert isinstance(shown, SessionsPage)
    return shown


def test_table_and_line_show_sessions_and_action_periods(page: SessionsPage) -> None:
    assert [row.name for row in page.table.shown] == ["Prework", "Learning session 1", "AP1"]
    line = page.timeline
    assert line.x_of(dt.date(2025, 1, 15)) < line.x_of(dt.date(2025, 6, 10)) < line.width()


def test_a_click_on_the_line_chooses_the_session(page: SessionsPage, qtbot: QtBot) -> None:
    x = round(page.timeline.x_of(dt.date(2025, 6, 10)))
    qtbot.mouseClick(page.timeline, Qt.MouseButton.LeftButton, pos=QPoint(x + 1, 50))
    assert [row.name for row in page.table.selected()] == ["Learning session 1"]
    assert page.edit.isEnabled()


def test_add_a_session(page: SessionsPage) -> None:
    page.add.trigger()
    box = QApplication.activeModalWidget()
    assert isinstance(box, FormDialog)
    values = box.form.values()
    assert values is not None
    assert values["kind"] is SessionKind.LEARNING
    assert values["number"] == 2  # the next one is proposed
    box.form.set_values({"starts": dt.date(2025, 10, 7), "ends": dt.date(2025, 10, 6)})
    box.accept()
    assert "ends before it begins" in box.reason.text()
    box.form.set_values({"ends": None, "place": "Town hall"})
    box.accept()
    sessions = meetings.sessions(page.workspace)
    assert [meetings.short_name(one) for one in sessions] == ["prework", "LS1", "LS2"]
    assert meetings.action_periods(page.workspace)[0].ends == dt.date(2025, 10, 6)
    assert [row.name for row in page.table.selected()] == ["Learning session 2"]  # one goes on with it


def test_removing_asks_and_undo_brings_back(page: SessionsPage, messages: RecordedMessages) -> None:
    page.table.select(lambda row: row.session is not None and row.session.number == 1)
    messages.answers = [True]
    page.remove.trigger()
    assert "Learning session 1" in messages.asked[0]
    assert [row.name for row in page.table.shown] == ["Prework"]
    page.workspace.undo()
    assert len(page.table.shown) == 3


def test_a_pack_needs_a_session(page: SessionsPage, messages: RecordedMessages) -> None:
    for session in meetings.sessions(page.workspace):
        meetings.remove_session(page.workspace, session.id)
    page.pack.trigger()
    assert "add the session" in messages.told[0]
