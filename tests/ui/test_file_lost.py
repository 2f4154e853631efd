"""The window while its file is taken away, replaced, can't be saved, or is taken over by somebody."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from collabdesk.models import backups
from collabdesk.models.places import Team
from collabdesk.services.setup import collaboratives
from collabdesk.services.setup.teams import TeamRow, add_teams
from collabdesk.services.workspace import Workspace
from collabdesk.ui.main_window import MainWindow
from tests.ui.recorders import RecordedMessages


def open_workspace(window: MainWindow) -> Workspace:
    assert window.desk.workspace is not None
    return window.desk.workspace


def add_team(window: MainWindow, name: str) -> None:
    add_teams(open_workspace(window), [TeamRow(name=name)])


def refuse(_source: sqlite3.Connection, _target: Path) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_a_file_that_was_replaced_is_gone_on_with_elsewhere(
    office_window: MainWindow, office: Path, messages: RecordedMessages, qtbot: QtBot
) -> None:
    other = office.with_name("of another machine")
    collaboratives.create_file(other, "Ben", "Safe Birth").close()
    other.replace(office)
    with qtbot.waitSignal(office_window.desk.moved):
        add_team(office_window, "Entered after")
    path = open_workspace(office_window).path
    assert path != office
    qtbot.waitUntil(lambda: len(messages.warned) == 1)
    assert str(path) in messages.warned[0]
    assert office_window.status.file.text() == path.name
    assert office_window.status.saved.text().startswith("All changes saved ")
    assert office_window.context.settings.last_file == path
    office_window.close_file()
    again = collaboratives.open_file(path, "Ada")
    assert "Entered after" in [team.name for team in again.rows(Team).values()]
    again.close()


def test_the_window_looks_without_an_edit(
    office_window: MainWindow, office: Path, messages: RecordedMessages, qtbot: QtBot
) -> None:
    office.unlink()
    qtbot.waitUntil(lambda: len(messages.warned) == 1)
    assert "under its old name" in messages.warned[0]
    assert office.exists()
    add_team(office_window, "Entered after")
    assert len(messages.warned) == 1


def test_what_cannot_be_saved_is_not_called_saved(
    office_window: MainWindow,
    office: Path,
    messages: RecordedMessages,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("collabdesk.models.rescue.copy_into", refuse)
    office.unlink()
    add_team(office_window, "Entered after")
    assert office_window.status.saved.text() == "NOT SAVED"
    qtbot.waitUntil(lambda: len(messages.warned) == 1)
    assert "NOTHING IS SAVED" in messages.warned[0]
    messages.answers = [False, True]
    assert not office_window.close()
    assert "is lost" in messages.asked[0]
    monkeypatch.setattr("collabdesk.models.rescue.copy_into", backups.copy_into)  # space was freed
    office_window.desk.look_at_file()  # as every two seconds
    qtbot.waitUntil(lambda: len(messages.warned) == 2)
    assert office_window.status.saved.text().startswith("All changes saved")
    assert office_window.close()


def test_who_is_taken_over_reads_on(
    office_window: MainWindow, office: Path, messages: RecordedMessages, qtbot: QtBot
) -> None:
    other = collaboratives.open_file(office, "Ben", break_lock=True)
    office_window.context.attempt(lambda: add_team(office_window, "Too late"))
    qtbot.waitUntil(office_window.banner.isVisible)
    assert "taken over by Ben" in messages.warned[0]
    assert "Ben" in office_window.banner.said.text()
    assert not office_window.actions_["import"].isEnabled()
    add_teams(other, [TeamRow(name="Theirs")])
    office_window.desk.look_at_file()
    names = [team.name for team in open_workspace(office_window).rows(Team).values()]
    assert names[-1] == "Theirs"
    assert "Too late" not in names
    other.close()


def test_a_reading_window_opens_what_has_taken_the_files_place(
    office_window: MainWindow, office: Path, qtbot: QtBot
) -> None:
    office_window.desk.close()
    other = collaboratives.open_file(office, "Ben")
    office_window.desk.open(office)
    office.with_name(office.name + "-wal").unlink()
    add_teams(other, [TeamRow(name="Written elsewhere")])
    assert other.rescued
    office_window.desk.look_at_file()
    assert open_workspace(office_window).read_only
    names = [team.name for team in open_workspace(office_window).rows(Team).values()]
    assert names[-1] == "Written elsewhere"
    other.close()
