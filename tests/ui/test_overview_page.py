"""Overview: whom to call, signals, changes, the next session; and the badge."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from collabdesk.charts.spec import Sign
from collabdesk.models.measures import Indicator
from collabdesk.models.meetings import Session
from collabdesk.models.places import Team
from collabdesk.services import imports
from collabdesk.services.charts.series import team_chart
from collabdesk.services.coaching import coaching
from collabdesk.services.coaching.coaching import VisitPlan
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.imports import WaitingFile
from collabdesk.services.overview import news
from collabdesk.services.overview.waiting_imports import _keep
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.overview.board_view import BoardView
from collabdesk.ui.pages.overview.page import OverviewPage
from collabdesk.ui.pages.overview.parts import Row
from tests.ui.office import FIRST
from tests.ui.recorders import RecordedMessages


@pytest.fixture
def page(office_window: MainWindow) -> OverviewPage:
    shown = office_window.show_place("overview")
    assert isinstance(shown, OverviewPage)
    return shown


def test_says_whom_to_call(page: OverviewPage) -> None:
    rows = page.today.overdue.rows
    assert {row.team.name for row in rows} == {"Tolveni HC IV", "Mashiru HC III", "Petro Hill Clinic"}
    grace = next(row for row in rows if row.team.id == 1)
    assert (grace.coach, grace.phone) == ("Grace", "0700 1")
    assert "0 of 6 numbers are in" in page.today.progress.text()
    page.today.numbers.fill()
    assert page.today.progress.isHidden() == bool(page.today.numbers.tiles)  # the numbers say it too
    assert page.today.overdue.isVisible()


def test_a_row_leads_to_the_teams_chart(page: OverviewPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.context.navigator.chart_wanted) as wanted:
        page.today.overdue.activated.emit(page.today.overdue.rows[0])
    assert wanted.args[1] == page.today.overdue.rows[0].team.id


def test_changes_begun_lately_lead_to_changes(page: OverviewPage, qtbot: QtBot) -> None:
    (row,) = page.today.begun.rows
    assert isinstance(row, Row)
    assert "Partograph at every bed" in row.accessibleName()
    with qtbot.waitSignal(page.context.navigator.place_wanted) as wanted:
        row.opened.emit()
    assert wanted.args[0] == "changes"


def test_signals_carry_the_sentence_and_lead_to_the_chart(
    page: OverviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fresh(workspace: Workspace, _now: dt.datetime, _limit: int) -> news.News:
        team, indicator = workspace.rows(Team)[1], workspace.rows(Indicator)[1]
        chart = team_chart(workspace, 1, 1)
        signal = news.NewSignal(team=team, indicator=indicator, before=Sign.NO_SIGNAL, chart=chart)
        return news.News(since=dt.date(2026, 11, 19), count=4, shown=(signal,))

    monkeypatch.setattr(news, "new_signals", fresh)
    page.show_view("today")
    page.today.finish()
    assert page.today.signals.heading.text() == "New signals since 19 Nov 2026"
    assert page.today.signals.foot.text() == "3 more changed their sign."
    (row,) = page.today.signals.rows
    assert isinstance(row, Row)
    assert "Tolveni HC IV: Partograph completed" in row.accessibleName()
    assert "points" in row.accessibleName()
    with qtbot.waitSignal(page.context.navigator.chart_wanted) as wanted:
        row.opened.emit()
    assert wanted.args == [1, 1]


def test_the_next_session(page: OverviewPage) -> None:
    assert page.today.next.said.text() == "No session and no visit is planned."
    day = dt.date.today() + dt.timedelta(days=3)
    new = Session(collaborative_id=1, number=2, starts=day, place="Town hall")
    meetings.save_session(page.workspace, new)
    (row,) = page.today.next.rows
    assert "Learning session 2" in row.accessibleName()
    assert "Town hall" in row.accessibleName()


def test_nothing_due_leaves_no_empty_frame(page: OverviewPage) -> None:
    teams.remove_teams(page.workspace, [2, 3])
    team = page.workspace.rows(Team)[1]
    left = replace(teams.row_of(page.workspace, team), left=dt.date(2025, 2, 1))
    teams.edit_team(page.workspace, 1, left)
    assert not page.today.overdue.isVisible()
    assert page.today.nobody.isVisible()


def test_a_new_collaborative_is_led_to_set_up(office_window: MainWindow, page: OverviewPage) -> None:
    office_window.desk.add_collaborative("Clean Wards")
    assert page._stack.currentWidget() is page._empty
    page._setup.trigger()
    assert office_window.pages.page is not None
    assert office_window.pages.page.name == "setup"


def test_badge_counts_the_teams_that_wait(office_window: MainWindow) -> None:
    office_window.badges.count()
    assert office_window.sidebar._buttons["data"].badge == 3
    office_window.close_file()
    assert office_window.sidebar._buttons["data"].badge == 0


def test_what_could_be_decided_about_baselines_is_counted_and_leads_to_the_list(
    office_window: MainWindow,
) -> None:
    page = office_window.show_place("overview")
    assert isinstance(page, OverviewPage)
    page.today.baselines.finish()
    assert not page.today.baselines.isVisibleTo(page.today)
    workspace = page.workspace
    cells = [Typed(indicator_id=1, team_id=2, period=FIRST - 6 + at, text="9/20") for at in range(6)]
    observations.enter(workspace, cells)
    page.today.baselines.finish()
    (row,) = page.today.baselines.rows
    assert row.accessibleName().startswith("1 baseline can be frozen")
    made = page.today.baselines.open_list()
    assert made is not None
    assert [one.team_id for one in made.ticked()] == [2]
    made.findChild(QPushButton, "button_ready_accept").click()
    page.today.baselines.finish()
    assert [one.objectName() for one in page.today.baselines.rows] == ["baselines_rebaseline"]
    made.reject()


def test_five_numbers_stand_over_the_page_and_lead_to_the_scoreboard(
    page: OverviewPage, qtbot: QtBot
) -> None:
    page.today.numbers.fill()
    names = [tile.objectName() for tile in page.today.numbers.tiles]
    assert names == [f"overview_{one}" for one in ("reported", "improved", "reached", "gain", "held")]
    assert page.today.numbers.isVisible()
    with qtbot.waitSignal(page.context.navigator.place_wanted) as wanted:
        page.today.numbers.tiles[3].opened.emit()
    assert wanted.args == ["charts", "view:scoreboard"]
    page.today.numbers.forget()
    page.today.numbers.fill()
    assert not page.today.numbers.isVisible()


def test_visits_stand_with_the_next_session(page: OverviewPage) -> None:
    day = dt.date.today() + dt.timedelta(days=2)
    coaching.plan_visits(page.workspace, VisitPlan(team_ids=(1, 2), first=day))
    titles = [row.accessibleName() for row in page.today.next.rows]
    assert [title.split(".")[0] for title in titles] == ["Visit to Tolveni HC IV", "Visit to Mashiru HC III"]
    coaching.plan_visits(
        page.workspace, VisitPlan(team_ids=(3,), first=dt.date.today() - dt.timedelta(days=30))
    )
    assert "1 visit was planned" in page.today.next.rows[-1].accessibleName()


# --- the board ---


@pytest.fixture
def board(page: OverviewPage) -> BoardView:
    page.switch._buttons["board"].click()
    assert page.board.isVisible()
    return page.board


def test_the_board_shows_who_lacks_what(board: BoardView) -> None:
    model = board.model
    names = [model.headerData(at, Qt.Orientation.Vertical) for at in range(model.rowCount())]
    assert names == ["Mashiru HC III", "Petro Hill Clinic", "Tolveni HC IV"]
    assert "3 of 3 teams lack something" in board.said.text()
    due = model.columnCount() - 5 - 2  # the last period but one: the running one is not due
    assert model.data(model.index(2, due)) == "0/2"
    assert "2 of 2 numbers are missing" in model.data(model.index(2, due), Qt.ItemDataRole.ToolTipRole)
    people = [model.data(model.index(2, at)) for at in range(model.columnCount() - 5, model.columnCount())]
    assert people[3:] == ["Grace", "0700 1"]


def test_an_edit_reaches_the_board(page: OverviewPage, board: BoardView) -> None:
    before = board.said.text()
    board.indicator.setCurrentIndex(board.indicator.findText("Early deaths"))
    period = board._board.periods[-2].ordinal  # type: ignore[union-attr]
    assert board.model.data(board.model.index(2, 10)) == "0/1"
    observations.enter(page.workspace, [Typed(indicator_id=2, team_id=1, period=period, text="1")])
    assert board.model.data(board.model.index(2, 10)) == ""
    assert before


def test_filters_and_only_with_something_missing(page: OverviewPage, board: BoardView) -> None:
    board.filters.search.setText("kalindu")
    assert board.model.rowCount() == 1
    board.filters.clear()
    assert board.model.rowCount() == 3
    assert not board.filters.state.isVisible()  # signs are not asked for here
    teams.edit_team(
        page.workspace,
        3,
        replace(teams.row_of(page.workspace, page.workspace.rows(Team)[3]), left=dt.date(2025, 2, 1)),
    )
    board.late_only.click()
    assert board.model.rowCount() == 2


def test_the_call_list_is_copied(board: BoardView) -> None:
    board.copy_calls.trigger()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 4
    assert "everything" in lines[1]


def test_a_number_to_call_is_never_cut(board: BoardView) -> None:
    phones, number, shown = board.model.columnCount() - 1, "+000 700 100 202, +0", board._board
    assert shown is not None
    called = (replace(shown.calls[0], coach_phone=number), *shown.calls[1:])
    board.model.show_board(replace(shown, calls=called), range(len(called)))
    needed = board.table.fontMetrics().horizontalAdvance(number)
    assert needed + 8 <= board.table.columnWidth(phones) <= 220


def test_enter_on_the_board_opens_the_teams_chart(page: OverviewPage, board: BoardView, qtbot: QtBot) -> None:
    board.table.setCurrentIndex(board.model.index(0, 3))
    with qtbot.waitSignal(page.context.navigator.chart_wanted) as wanted:
        QTest.keyClick(board.table, Qt.Key.Key_Return)
    assert wanted.args[1] == 2


def test_counting_baselines_rests_while_another_page_is_in_sight(
    office_window: MainWindow, qtbot: QtBot
) -> None:
    page = office_window.show_place("overview")
    assert isinstance(page, OverviewPage)
    block = page.today.baselines
    office_window.show_place("data")
    block.renew(page.workspace)
    block._ask()
    assert not block._done, "nothing is counted out of sight"
    office_window.show_place("overview")
    qtbot.waitUntil(lambda: block._done)


# --- spreadsheets that wait ---


def put_down(page: OverviewPage, folder: Path, names: dict[str, int]) -> list[Path]:
    """Spreadsheets that were read and put down with so many open questions each."""
    paths = []
    for name, questions in names.items():
        path = folder / name
        path.write_text("Team;Jan\n", encoding="utf-8")
        paths.append(path)
        waiting = imports.waiting_files(page.workspace)
        one = WaitingFile(path=path, sha256=name, questions=questions, at=dt.datetime(2026, 3, 4))
        _keep(page.workspace, [one, *waiting])
    return paths


def test_spreadsheets_that_wait_are_shown_and_taken_up_again(
    page: OverviewPage, tmp_path: Path, qtbot: QtBot
) -> None:
    assert page.today.waiting.isHidden()
    paths = put_down(page, tmp_path, {"march.xlsx": 2, "april.xlsx": 0})
    (row,) = page.today.waiting.rows
    assert isinstance(row, Row)
    assert row.accessibleName() == "2 spreadsheets wait. 2 questions are open: april.xlsx, march.xlsx"
    assert page.today.waiting.isVisible()
    with qtbot.waitSignal(page.context.navigator.files_wanted) as wanted:
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert set(wanted.args[0]) == set(paths)
    imports.wait_no_more(page.workspace, paths=paths)
    assert page.today.waiting.isHidden()


def test_what_is_answered_only_waits_for_import(page: OverviewPage, tmp_path: Path) -> None:
    put_down(page, tmp_path, {"march.xlsx": 0})
    (row,) = page.today.waiting.rows
    assert isinstance(row, Row)
    assert row.accessibleName().startswith("1 spreadsheet waits. All is answered")


def test_spreadsheets_that_have_gone_are_said(
    page: OverviewPage, tmp_path: Path, messages: RecordedMessages
) -> None:
    (path,) = put_down(page, tmp_path, {"march.xlsx": 1})
    path.unlink()
    page.today.waiting.take_up()
    assert "no longer where they were" in messages.told[-1]


def test_counting_the_five_numbers_rests_while_another_page_is_in_sight(
    office_window: MainWindow, qtbot: QtBot
) -> None:
    page = office_window.show_place("overview")
    assert isinstance(page, OverviewPage)
    strip = page.today.numbers
    office_window.show_place("data")
    strip.renew(page.workspace)
    strip._fill_in_sight()
    assert strip._waits
    office_window.show_place("overview")
    qtbot.waitUntil(lambda: not strip._waits)
    assert strip.tiles
