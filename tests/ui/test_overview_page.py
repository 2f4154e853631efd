"""Overview: whom to call, signals, changes, the next session; and the badge."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from collabdesk.models.meetings import Session
from collabdesk.models.places import Team
from collabdesk.services import meetings, observations, overview, teams
from collabdesk.services.observations import Typed
from collabdesk.services.workspace import Workspace
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.overview.page import OverviewPage
from collabdesk.ui.pages.overview.parts import Row
from tests.ui.office import FIRST


@pytest.fixture
def page(office_window: MainWindow) -> OverviewPage:
    shown = office_window.show_place("overview")
    assert isinstance(shown, OverviewPage)
    return shown


def test_says_whom_to_call(page: OverviewPage) -> None:
    rows = page.overdue.rows
    assert {row.team.name for row in rows} == {"Tolveni HC IV", "Mashiru HC III", "Petro Hill Clinic"}
    grace = next(row for row in rows if row.team.id == 1)
    assert (grace.coach, grace.phone) == ("Grace", "0700 1")
    assert "0 of 6 numbers are in" in page.progress.text()
    assert page.overdue.isVisible()


def test_a_row_leads_to_the_teams_chart(page: OverviewPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.context.navigator.chart_wanted) as wanted:
        page.overdue.activated.emit(page.overdue.rows[0])
    assert wanted.args[1] == page.overdue.rows[0].team.id


def test_changes_begun_lately_lead_to_changes(page: OverviewPage, qtbot: QtBot) -> None:
    (row,) = page.begun.rows
    assert isinstance(row, Row)
    assert "Partograph at every bed" in row.accessibleName()
    with qtbot.waitSignal(page.context.navigator.place_wanted) as wanted:
        row.opened.emit()
    assert wanted.args[0] == "changes"


def test_signals_carry_the_sentence_and_lead_to_the_chart(
    page: OverviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from collabdesk.models.measures import Indicator
    from collabdesk.services.series import team_chart

    def fresh(workspace: Workspace, limit: int) -> list[overview.NewSignal]:
        team, indicator = workspace.rows(Team)[1], workspace.rows(Indicator)[1]
        return [overview.NewSignal(team=team, indicator=indicator, chart=team_chart(workspace, 1, 1))]

    monkeypatch.setattr(overview, "latest_signals", fresh)
    page._load_signals()
    (row,) = page.signals.rows
    assert isinstance(row, Row)
    assert "Tolveni HC IV: Partograph completed" in row.accessibleName()
    assert "points" in row.accessibleName()
    with qtbot.waitSignal(page.context.navigator.chart_wanted) as wanted:
        row.opened.emit()
    assert wanted.args == [1, 1]


def test_the_next_session(page: OverviewPage) -> None:
    assert page.next.said.text() == "No session is planned."
    day = dt.date.today() + dt.timedelta(days=3)
    new = Session(collaborative_id=1, number=2, starts=day, place="Town hall")
    meetings.save_session(page.workspace, new)
    (row,) = page.next.rows
    assert "Learning session 2" in row.accessibleName()
    assert "Town hall" in row.accessibleName()


def test_nothing_due_leaves_no_empty_frame(page: OverviewPage) -> None:
    teams.remove_teams(page.workspace, [2, 3])
    team = page.workspace.rows(Team)[1]
    from dataclasses import replace

    left = replace(teams.row_of(page.workspace, team), left=dt.date(2025, 2, 1))
    teams.edit_team(page.workspace, 1, left)
    assert not page.overdue.isVisible()
    assert page.nobody.isVisible()


def test_a_new_collaborative_is_led_to_set_up(office_window: MainWindow, page: OverviewPage) -> None:
    office_window.desk.add_collaborative("Clean Wards")
    assert page._stack.currentIndex() == 1
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
    page.baselines.finish()
    assert not page.baselines.isVisibleTo(page)
    workspace = page.workspace
    cells = [Typed(indicator_id=1, team_id=2, period=FIRST - 6 + at, text="9/20") for at in range(6)]
    observations.enter(workspace, cells)
    page.baselines.finish()
    (row,) = page.baselines.rows
    assert row.accessibleName().startswith("1 baseline can be frozen")
    made = page.baselines.open_list()
    assert made is not None
    assert [one.team_id for one in made.ticked()] == [2]
    made.findChild(QPushButton, "button_ready_accept").click()
    page.baselines.finish()
    assert [one.objectName() for one in page.baselines.rows] == ["baselines_rebaseline"]
    made.reject()


def test_five_numbers_stand_over_the_page_and_lead_to_the_scoreboard(
    page: OverviewPage, qtbot: QtBot
) -> None:
    page.numbers.fill()
    names = [tile.objectName() for tile in page.numbers.tiles]
    assert names == [f"overview_{one}" for one in ("reported", "improved", "reached", "gain", "held")]
    assert page.numbers.isVisible()
    with qtbot.waitSignal(page.context.navigator.place_wanted) as wanted:
        page.numbers.tiles[3].opened.emit()
    assert wanted.args == ["charts", "view:scoreboard"]
    page.numbers.forget()
    page.numbers.fill()
    assert not page.numbers.isVisible()
