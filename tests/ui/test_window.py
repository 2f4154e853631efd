"""The real window: opening, creating, editing, undo and redo, what pages hear, reading only."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.services import identity
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.setup import collaboratives
from collabdesk.services.setup.teams import TeamRow, add_teams, edit_team, row_of
from collabdesk.ui.actions import MENUS, RECENT, SPECS
from collabdesk.ui.help import guide_text
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.changes import RecordChangeDialog
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.pages.setup.page import SetupPage
from collabdesk.ui.widgets import size_on_screen
from tests.ui.recorders import QueuedFiles, RecordedMessages


def rename_team(window: MainWindow, name: str) -> None:
    workspace = window.desk.workspace
    assert workspace is not None
    team = workspace.rows(Team)[1]
    edit_team(workspace, 1, replace(row_of(workspace, team), name=name))


def team_names(window: MainWindow) -> list[str]:
    page = window.pages.made["setup"]
    assert isinstance(page, SetupPage)
    page.open_section("teams")
    return [row.team.name for row in page.sections["teams"].table.rows]  # type: ignore[attr-defined]


def test_starts_with_the_welcome_page(window: MainWindow) -> None:
    assert window.pages.page is window.welcome
    assert not window.sidebar.isVisible()
    assert not window.actions_["import"].isEnabled()


def test_opening_shows_overview_and_remembers_the_file(office_window: MainWindow, office: Path) -> None:
    assert office_window.pages.page is not None
    assert office_window.pages.page.name == "overview"
    assert office_window.sidebar.isVisible()
    assert "Safe Birth" in office_window.windowTitle()
    assert office_window.context.settings.recent == [office]
    assert office_window.context.settings.last_file == office


def test_every_place_opens_by_its_shortcut(office_window: MainWindow, qtbot: QtBot) -> None:
    office_window.activateWindow()
    for number, place in enumerate(office_window.places, start=1):
        QTest.keyClick(office_window, Qt.Key(int(Qt.Key.Key_0) + number), Qt.KeyboardModifier.ControlModifier)
        assert office_window.pages.page is not None
        assert office_window.pages.page.name == place.name
        assert office_window.head.title.text() == office_window.context.text(place.title)


class TopLevels(QObject):
    """Keeps every widget that comes up as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(repr(watched))
        return False


def test_no_part_flashes_as_a_window_of_its_own(window: MainWindow, office: Path, qapp: QApplication) -> None:
    watcher = TopLevels()
    qapp.installEventFilter(watcher)
    window.desk.open(office)
    for place in window.places:
        window.show_place(place.name)
    qapp.removeEventFilter(watcher)
    assert watcher.shown == []
    assert window.isActiveWindow()


def test_trouble_at_opening_is_told(window: MainWindow, messages: RecordedMessages, tmp_path: Path) -> None:
    wrong = tmp_path / "letter.collab"
    wrong.write_text("Dear all")
    assert not window.desk.open(wrong)
    assert "not a CollabDesk file" in messages.warned[0]
    assert window.pages.page is window.welcome


def test_new_collaborative_goes_straight_to_set_up(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    QTest.keyClicks(window.findChild(QLineEdit, "person_name"), "Ada Odanyo")  # over the proposed name
    window.begin_new()
    name, where = window.findChild(QLineEdit, "new_form_name"), window.findChild(QLineEdit, "new_path")
    QTest.keyClicks(name, "Safe Birth: North")
    assert where.text().endswith("Safe Birth- North.collab")
    where.setText(str(tmp_path / "north"))
    qtbot.keyClick(where, Qt.Key.Key_Return)
    assert (tmp_path / "north.collab").exists()
    assert identity.known() == "Ada Odanyo"
    assert window.pages.page is not None
    assert window.pages.page.name == "setup"
    tabs = window.findChild(QTabWidget, "setup_tabs")
    tabs.setCurrentIndex(3)
    window.begin_new()
    name.setText("South")
    where.setText(str(tmp_path / "south"))
    qtbot.keyClick(where, Qt.Key.Key_Return)
    assert tabs.currentIndex() == 0  # another file begins at the beginning


def test_a_taken_name_is_said_in_the_form(window: MainWindow, office: Path, qtbot: QtBot) -> None:
    window.begin_new()
    window.findChild(QLineEdit, "new_form_name").setText("Again")
    window.findChild(QLineEdit, "new_path").setText(str(office))
    qtbot.mouseClick(window.findChild(QPushButton, "new_create"), Qt.MouseButton.LeftButton)
    assert "exists already" in window.welcome._form.reason("where")
    assert window.desk.workspace is None


@pytest.mark.parametrize(("place", "expected"), [("data", "data_grid"), ("charts", "chart_wall")])
def test_the_keyboard_begins_where_the_work_is(office_window: MainWindow, place: str, expected: str) -> None:
    office_window.show_place("setup")
    office_window.show_place(place)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == expected


def test_your_name_is_changed_for_what_follows(office_window: MainWindow, messages: RecordedMessages) -> None:
    messages.answers = ["Ada Odanyo", None]
    office_window.actions_["person"].trigger()
    assert identity.known() == "Ada Odanyo"
    rename_team(office_window, "Tolveni Hospital")
    assert office_window.desk.workspace is not None
    last = office_window.desk.workspace.next_undo()
    assert last is not None
    assert last.person == "Ada Odanyo"
    office_window.actions_["person"].trigger()  # cancelled
    assert identity.known() == "Ada Odanyo"


def test_edit_undo_redo_through_the_window(office_window: MainWindow) -> None:
    window = office_window
    window.show_place("setup")
    rename_team(window, "Tolveni Hospital")
    assert "Tolveni Hospital" in team_names(window)
    assert window.status.line.text() == "Team Tolveni Hospital"
    assert window.status.undo.isVisible()
    assert "Team Tolveni Hospital" in window.actions_["undo"].text()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "Tolveni HC IV" in team_names(window)
    assert window.status.line.text() == "Undone: Team Tolveni Hospital"
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert "Tolveni Hospital" in team_names(window)
    window.status.undo.click()
    assert "Tolveni HC IV" in team_names(window)
    QTest.keyClick(
        window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert "Tolveni Hospital" in team_names(window)


class Listening(Page):
    """Keeps what it hears."""

    name = "listening"
    title = "Listening"

    def __init__(self, context: object) -> None:
        super().__init__(context)  # type: ignore[arg-type]
        self.heard: list[ChangeSet] = []
        self.shown = 0

    def show_workspace(self, workspace: object) -> None:
        super().show_workspace(workspace)  # type: ignore[arg-type]
        self.shown += 1

    def refresh(self, changes: ChangeSet) -> None:
        self.heard.append(changes)


def test_pages_hear_edits_at_once_or_when_next_shown(office_window: MainWindow) -> None:
    stack = office_window.pages
    page = Listening(office_window.context)
    stack._factories["listening"] = lambda: page
    stack.show_page("listening")
    rename_team(office_window, "One")
    assert [changes.label for changes in page.heard] == ["Team One"]
    stack.show_page("setup")
    rename_team(office_window, "Two")
    workspace = office_window.desk.workspace
    assert workspace is not None
    add_teams(workspace, [TeamRow(name="New Hill")])
    assert len(page.heard) == 1
    stack.show_page("listening")
    assert len(page.heard) == 2
    assert page.heard[1].team_ids == {1, 4}
    assert page.shown == 1


def test_collections_leave_an_open_file_alone(office_window: MainWindow, office: Path) -> None:
    office_window.desk.close()
    assert gc.get_freeze_count() == 0
    office_window.desk.open(office)
    assert gc.get_freeze_count() > 0
    assert gc.isenabled()


def test_second_window_reads_only_and_follows(
    office_window: MainWindow,
    office: Path,
    messages: RecordedMessages,
    file_dialogs: QueuedFiles,
    tmp_path: Path,
) -> None:
    office_window.desk.close()
    other = collaboratives.open_file(office, "Ben")
    office_window.desk.open(office)
    office_window.show_place("setup")
    assert office_window.banner.isVisible()
    assert "Ben" in office_window.banner.said.text()
    assert not office_window.actions_["import"].isEnabled()
    add_teams(other, [TeamRow(name="Written elsewhere")])
    office_window.desk.look_at_file()
    assert "Written elsewhere" in team_names(office_window)
    office_window.banner.take_over_wanted.emit()
    assert "another CollabDesk window" in messages.told[0]
    file_dialogs.answers = [tmp_path / "copy.collab"]
    office_window.banner.copy_wanted.emit()
    assert office_window.desk.workspace is not None
    assert office_window.desk.workspace.path == tmp_path / "copy.collab"
    assert not office_window.banner.isVisible()
    other.close()


def test_take_over_when_the_holder_is_gone(office_window: MainWindow, office: Path) -> None:
    office_window.desk.close()
    other = collaboratives.open_file(office, "Ben")
    office_window.desk.open(office)
    other.close()
    office_window.banner.take_over_wanted.emit()
    assert not office_window.banner.isVisible()
    rename_team(office_window, "Mine again")


def test_several_collaboratives_in_one_file(office_window: MainWindow, messages: RecordedMessages) -> None:
    messages.answers = ["Clean Wards"]
    office_window.sidebar.new_collaborative_wanted.emit()
    workspace = office_window.desk.workspace
    assert workspace is not None
    assert workspace.collaborative.name == "Clean Wards"
    assert "Clean Wards" in office_window.windowTitle()
    office_window.sidebar.collaborative_chosen.emit(1)
    assert workspace.collaborative.name == "Safe Birth"
    assert "Safe Birth" in office_window.windowTitle()


def test_a_dropped_collaborative_is_opened(window: MainWindow, office: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(office))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert window.desk.workspace is not None


def test_restore_brings_an_earlier_day_back(office_window: MainWindow, office: Path) -> None:
    workspace = office_window.desk.workspace
    assert workspace is not None
    backup = workspace.backup()
    rename_team(office_window, "Wrong")
    office_window.desk.restore(backup)
    assert office_window.desk.workspace is not None
    assert office_window.desk.workspace.rows(Team)[1].name == "Tolveni HC IV"


def test_closing_goes_back_to_the_welcome_page(office_window: MainWindow, office: Path) -> None:
    office_window.close_file()
    assert office_window.pages.page is office_window.welcome
    assert not office_window.sidebar.isVisible()
    assert office_window.context.settings.last_file is None
    assert not office.with_name(office.name + ".lock").exists()


def test_every_action_has_help_and_stands_in_a_menu() -> None:
    listed = [name for _key, _title, entries in MENUS for name in entries if name and name != RECENT]
    assert sorted(listed) == sorted(spec.name for spec in SPECS)
    for spec in SPECS:
        assert spec.tip.text
        assert guide_text(spec.guide)
    keys = [key for spec in SPECS for key in spec.shortcuts]
    assert len(keys) == len(set(keys))


def test_every_page_has_a_guide_and_names_for_its_controls(office_window: MainWindow) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    for place in office_window.places:
        page = office_window.show_place(place.name)
        assert page is not None
        assert guide_text(page.name).startswith("# ")
        for kind in kinds:
            for control in page.findChildren(kind):
                own = control.isVisible() and not control.objectName().startswith("qt_")
                if own and not isinstance(control.parent(), QComboBox | QAbstractItemView):
                    named = control.accessibleName() or (
                        isinstance(control, QAbstractButton) and control.text()
                    )
                    assert named, f"{place.name}: {control} has no accessible name"


def test_help_shows_the_page_of_the_place(office_window: MainWindow) -> None:
    office_window.show_place("sessions")
    office_window.show_help()
    assert office_window._help is not None
    assert office_window._help.name == "sessions"
    office_window._help.close()


def test_export_writes_a_table(office_window: MainWindow, file_dialogs: QueuedFiles, tmp_path: Path) -> None:
    target = tmp_path / "numbers.csv"
    file_dialogs.answers = [target]
    office_window.actions_["export"].trigger()
    assert "Tolveni HC IV" in target.read_text(encoding="utf-8-sig")
    assert office_window.status.open.isVisible()


@pytest.mark.parametrize("name", ["undo", "redo", "pack", "find"])
def test_actions_need_a_file(window: MainWindow, name: str) -> None:
    action: QAction = window.actions_[name]
    assert not action.isEnabled()


def test_the_window_is_never_larger_than_its_screen(window: MainWindow) -> None:
    size_on_screen(window, 5000, 5000)
    room = window.screen().availableGeometry().size()
    assert window.width() == room.width()
    assert window.height() < room.height()


def test_a_change_recorded_over_a_chart_is_that_teams(office_window: MainWindow) -> None:
    workspace = office_window.desk.workspace
    assert workspace is not None
    indicator_id = next(iter(workspace.rows(Indicator)))
    for team_id, expected in ((1, {1}), (None, set())):
        page = office_window.show_place("charts")
        assert isinstance(page, ChartsPage)
        page.open_chart(indicator_id, team_id)
        office_window.actions_["record"].trigger()
        dialog = office_window.findChild(RecordChangeDialog)
        assert dialog is not None
        assert set(dialog.line.teams.value()) == expected
        dialog.close()
        dialog.setParent(None)
