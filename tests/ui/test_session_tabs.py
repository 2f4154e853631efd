"""What belongs to a session, through its controls: agenda, invitations, attendance, commitments, evaluation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from collabdesk.models.meetings import Invitation, Session
from collabdesk.services.sessions import agenda, meetings
from collabdesk.services.sessions.commitments import Standing
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.sessions.agenda import AgendaSection
from collabdesk.ui.pages.sessions.attendance import AttendanceSection
from collabdesk.ui.pages.sessions.commitments import CommitmentsSection
from collabdesk.ui.pages.sessions.evaluation import EvaluationSection
from collabdesk.ui.pages.sessions.invitations import InvitationsSection
from collabdesk.ui.pages.sessions.page import SessionsPage
from tests.ui.recorders import QueuedFiles, RecordedMessages, print_to


@pytest.fixture
def page(office_window: MainWindow) -> SessionsPage:
    shown = office_window.show_place("sessions")
    assert isinstance(shown, SessionsPage)
    return shown


def open_box() -> FormDialog:
    box = QApplication.activeModalWidget()
    assert isinstance(box, FormDialog)
    return box


def test_the_session_of_today_is_chosen_and_named(page: SessionsPage) -> None:
    assert [row.name for row in page.table.selected()] == ["Learning session 1"]
    assert page.heading.text() == "Learning session 1, 10 Jun 2025"
    page.table.select(lambda row: row.session is None)
    assert page.heading.text() == "Choose a session"
    assert not page.tabs.isEnabled()


def test_the_arrows_walk_along_the_line(page: SessionsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.timeline, Qt.Key.Key_Left)
    assert [row.name for row in page.table.selected()] == ["Prework"]
    qtbot.keyClick(page.timeline, Qt.Key.Key_Left)
    assert [row.name for row in page.table.selected()] == ["Prework"]
    qtbot.keyClick(page.timeline, Qt.Key.Key_Right)
    assert [row.name for row in page.table.selected()] == ["Learning session 1"]
    assert "AP1" in page.timeline.accessibleName()
    assert "Prework" in page.timeline.accessibleName()


def test_the_agenda_s_times_follow(page: SessionsPage) -> None:
    section = page.tabs.sections["agenda"]
    assert isinstance(section, AgendaSection)
    for topic, minutes in (("Welcome", 30), ("Charts", 60)):
        section.add.trigger()
        box = open_box()
        box.form.set_values({"topic": topic, "minutes": minutes})
        box.accept()
    assert section.table.as_text(section.table.shown).splitlines()[1:] == [
        "08:30 – 09:00\tWelcome\t\t30\t1",
        "09:00 – 10:00\tCharts\t\t60\t1",
    ]
    section.table.select(lambda line: line.item.topic == "Charts")
    section.up.trigger()
    assert [line.item.topic for line in section.table.shown] == ["Charts", "Welcome"]
    assert [line.item.topic for line in section.table.selected()] == ["Charts"]
    assert section.said.text() == "From 08:30 to 10:00"
    section.table.select(lambda line: line.item.topic == "Welcome")
    section.edit.trigger()
    box = open_box()
    box.form.set_values({"minutes": 0})
    box.accept()
    assert "between 1 minute" in box.reason.text()
    box.form.set_values({"minutes": 45, "opens": True, "day": 2, "at": "9:00"})
    box.accept()
    assert section.said.text() == "2 days, from 08:30 to 09:45"
    section.remove.trigger()
    assert len(section.table.shown) == 1
    page.workspace.undo()
    assert len(section.table.shown) == 2


def test_an_agenda_is_taken_over(page: SessionsPage) -> None:
    agenda.save_line(page.workspace, 1, None, agenda.Typed(topic="Welcome", minutes=30))
    section = page.tabs.sections["agenda"]
    assert isinstance(section, AgendaSection)
    section.take.trigger()
    open_box().accept()
    assert [line.item.topic for line in section.table.shown] == ["Welcome"]


def test_invitations(page: SessionsPage, office_window: MainWindow, messages: RecordedMessages) -> None:
    page.open_section("invitations")
    section = page.tabs.sections["invitations"]
    assert isinstance(section, InvitationsSection)
    assert "Nobody is invited yet" in section.said.text()
    section.invite.trigger()
    assert len(section.table.shown) == 4  # three teams and a coach
    assert office_window.status.line.text() == "4 names added."
    section.table.select(lambda row: row.team is not None and row.team.id < 3)
    section.sent.trigger()
    section.yes.trigger()
    assert section.said.text() == "4 on the list, 2 sent, 2 come, 0 do not, 2 without an answer."
    section.copy.trigger()
    assert QApplication.clipboard().text().startswith("Name\tTeam")
    section.add.trigger()
    box = open_box()
    box.accept()
    assert "who is invited" in box.reason.text()
    box.form.set_values({"name": "District officer"})
    box.accept()
    section.table.select(lambda row: row.name == "District officer")
    messages.answers = [True]
    section.remove.trigger()
    assert len(page.workspace.rows(Invitation)) == 4


def test_attendance_by_box_and_by_space(page: SessionsPage, qtbot: QtBot) -> None:
    page.open_section("attendance")
    section = page.tabs.sections["attendance"]
    assert isinstance(section, AttendanceSection)
    view = section.table.view
    first = view.model().index(0, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(first).center())
    assert [row.present for row in section.table.shown] == [True, None, None]
    section.table.select(lambda _row: True)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert [row.present for row in section.table.shown] == [True, True, True]
    page.workspace.undo()  # Space was one edit
    assert [row.present for row in section.table.shown] == [True, None, None]
    section.table.select(lambda row: row.team.id == 2)
    section.away.trigger()
    assert section.said.text().startswith("0 of 3 teams were there")
    section.all_here.trigger()  # it leaves what is known already
    assert [row.present for row in section.table.shown] == [False, True, True]


@pytest.mark.parametrize("way", ["print", "save"])
@pytest.mark.parametrize("tab", ["invitations", "attendance"])
def test_lists_are_printed_and_saved(
    page: SessionsPage, file_dialogs: QueuedFiles, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch, tab: str, way: str,
) -> None:  # fmt: skip
    target = tmp_path / "list.pdf"
    page.open_section(tab)
    section = page.tabs.sections[tab]
    if isinstance(section, InvitationsSection):
        section.invite.trigger()
    file_dialogs.answers = [target]
    print_to(target, monkeypatch)
    section.findChild(QAction, f"{way}_{tab}").trigger()
    qtbot.waitUntil(target.exists)
    document = pypdfium2.PdfDocument(target)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Tolveni HC IV" in text
    assert "Mashiru HC III" in text
    assert len(file_dialogs.answers) == (way == "print")


def test_the_names_of_those_who_came(page: SessionsPage) -> None:
    page.open_section("attendance")
    section = page.tabs.sections["attendance"]
    assert isinstance(section, AttendanceSection)
    section.table.select(lambda row: row.team.id == 1)
    section.names.trigger()
    box = open_box()
    box.form.set_values({"names": "Ama\nBen"})
    box.accept()
    row = next(row for row in section.table.shown if row.team.id == 1)
    assert (row.people, row.count) == (("Ama", "Ben"), 2)
    assert "1 of 1" in section.table.as_text([row])


def test_the_first_tick_moves_no_row_from_under_the_mouse(page: SessionsPage) -> None:
    page.open_section("attendance")
    section = page.tabs.sections["attendance"]
    assert isinstance(section, AttendanceSection)
    QApplication.processEvents()
    before = section.table.pos()
    section.said.setText("A long summary of who came to which session. " * 8)
    QApplication.processEvents()
    assert section.table.pos() == before


def test_commitments_are_followed_up_at_the_next_session(page: SessionsPage) -> None:
    mine = page.workspace.collaborative.id
    later = meetings.save_session(
        page.workspace, Session(collaborative_id=mine, number=2, starts=dt.date(2025, 10, 7))
    )
    page.open_section("commitments")
    section = page.tabs.sections["commitments"]
    assert isinstance(section, CommitmentsSection)
    page.table.select(lambda row: row.name == "Learning session 1")
    section.add.trigger()
    box = open_box()
    values = box.form.values()
    assert values is not None
    assert values["due"] == dt.date(2025, 10, 7)  # the next session
    box.form.set_values({"text": "Post the chart", "owner": "Ama"})
    box.accept()
    assert [row.standing for row in section.table.shown] == [Standing.OVERDUE]
    page.table.select(lambda row: row.session is not None and row.session.id == later.id)
    assert section.which.value() == "earlier"
    section.table.select(lambda _row: True)
    section.drop.trigger()
    box = open_box()
    assert "Post the chart" in " ".join(one.text() for one in box.findChildren(QLabel))  # what is dropped
    box.accept()
    assert "in a word why" in box.reason.text()
    box.form.set_values({"word": "post closed"})
    box.accept()
    (row,) = section.table.shown
    assert row.standing is Standing.DROPPED
    assert "post closed" in section.table.as_text([row])
    section.table.select(lambda _row: True)
    section.done.trigger()
    assert section.table.shown[0].standing is Standing.DONE
    section.table.select(lambda _row: True)
    meetings.save_session(
        page.workspace, Session(collaborative_id=mine, number=3, starts=dt.date(2030, 1, 1))
    )
    section.table.select(lambda _row: True)
    section.carry.trigger()
    open_box().accept()
    row = section.table.shown[0]
    assert row.standing is Standing.CARRIED_OVER
    assert row.commitment.due == dt.date(
        2030, 1, 1
    )  # the session after this one, unless another day is typed
    section.which.set_value("here")
    assert section.table.shown == []


def test_the_evaluation(page: SessionsPage, messages: RecordedMessages) -> None:
    page.open_section("evaluation")
    section = page.tabs.sections["evaluation"]
    assert isinstance(section, EvaluationSection)
    section.begin.trigger()
    assert len(section.table.shown) == 6
    section.table.select(lambda row: row.evaluation.position == 2)
    section.edit.trigger()
    box = open_box()
    box.form.set_values({"ones": 3, "fives": 1, "remarks": "Too short"})
    box.accept()
    assert "4 forms" in section.said.text()
    assert "25 %" in section.said.text()
    section.table.select(lambda _row: True)
    messages.answers = [True]
    section.remove.trigger()
    assert section.table.shown == []
