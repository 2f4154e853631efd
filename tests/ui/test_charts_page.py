"""The Charts page in the real window: filters, order, live charts, the large chart and all that is done on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from collabdesk.charts.spec import ChartSpec, Sign
from collabdesk.models.ideas import Test as ChangeTest
from collabdesk.models.measures import Indicator, Observation
from collabdesk.services.data import cells, observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.changes.record import RecordChangeDialog
from collabdesk.ui.pages.charts.choice import POOLED, Lately
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.pages.charts.source import TeamsSource
from tests.ui.office import FIRST
from tests.ui.recorders import QueuedFiles, RecordedMessages

KEY = Qt.Key
TOLVENI, MASHIRU, PETRO = 1, 2, 3
PARTOGRAPH, DEATHS = 1, 2


@pytest.fixture
def page(charts_page: ChartsPage) -> ChartsPage:
    return charts_page


@pytest.fixture
def workspace(page: ChartsPage) -> Workspace:
    return page.workspace


@pytest.fixture
def large(page: ChartsPage) -> ChartsPage:
    page.open_chart(PARTOGRAPH, TOLVENI)
    return page


def charts_on(page: ChartsPage) -> list[Hashable]:
    source = page.wall._source
    assert source is not None
    return list(source.keys())


def choose(box: QComboBox, text: str) -> None:
    place = box.findText(text)
    assert place >= 0, [box.itemText(at) for at in range(box.count())]
    box.setCurrentIndex(place)


def ask_in(page: ChartsPage, text: str) -> None:
    """Choose an entry of the menu of more filters."""
    found = [action for action in page.filters.more.list.actions() if action.text() == text]
    assert len(found) == 1
    found[0].trigger()


def enter(workspace: Workspace, team: int, step: int, text: str, indicator: int = PARTOGRAPH) -> None:
    cell = Typed(indicator_id=indicator, team_id=team, period=FIRST + step, text=text)
    observations.enter(workspace, [cell])


def spec_of(page: ChartsPage, key: int) -> ChartSpec:
    assert page.wall._source is not None
    return page.wall._source.specs([key])[0]


def shown_large(page: ChartsPage) -> ChartSpec:
    spec = page.large.chart.spec()
    assert spec is not None
    return spec


# --- the wall ---


def test_the_pooled_chart_comes_first_then_the_teams_by_name(page: ChartsPage) -> None:
    assert charts_on(page) == [POOLED, MASHIRU, PETRO, TOLVENI]
    assert page.wall._source is not None
    assert page.wall._source.title(POOLED) == "All 3 teams"
    assert page.wall.wall.visible_keys() == charts_on(page)


def test_signs_are_counted_as_the_charts_show_them(page: ChartsPage) -> None:
    signs = [spec_of(page, team).sign for team in (TOLVENI, MASHIRU, PETRO)]
    assert signs == [Sign.IMPROVED, Sign.NO_SIGNAL, Sign.NO_SIGNAL]
    assert page.wall.tally.counts[Sign.IMPROVED].text() == "1 improved"
    assert page.wall.tally.counts[Sign.NO_SIGNAL].text() == "2 without a signal"


def test_a_district_narrows_the_wall_and_the_pooled_chart(page: ChartsPage) -> None:
    whole = spec_of(page, POOLED).points[0]
    choose(page.wall.filters.district, "Oruba")
    assert charts_on(page) == [POOLED, MASHIRU, TOLVENI]
    assert page.wall._source is not None
    assert page.wall._source.title(POOLED) == "2 of 3 teams"
    part = spec_of(page, POOLED).points[0]
    assert (whole.denominator, part.denominator) == (60, 40)
    assert page.wall.tally.all.isVisible()
    page.wall.tally.all.click()
    assert len(charts_on(page)) == 4


@pytest.mark.parametrize(
    ("text", "teams_left"),
    [
        ("Improved", [POOLED, TOLVENI]),
        ("No signal", [POOLED, MASHIRU, PETRO]),
        ("Worsened", []),
    ],
)
def test_signs_filter(page: ChartsPage, text: str, teams_left: list[int]) -> None:
    choose(page.wall.filters.state, text)
    assert charts_on(page) == teams_left


def test_who_has_not_reported_lately(page: ChartsPage, workspace: Workspace) -> None:
    page.wall.today = lambda: dt.date(2026, 10, 20)
    enter(workspace, MASHIRU, 20, "10/20")
    period = FIRST + 20  # September 2026: due on 10 October
    assert workspace.store.get(Observation, PARTOGRAPH, MASHIRU, period) is not None
    page.wall.settle()
    ask_in(page, "Not reported lately")
    choice = page.wall.filters.choice()
    assert choice is not None
    assert choice.reporting is Lately.SILENT
    assert charts_on(page) == [POOLED, PETRO, TOLVENI]


def test_search_looks_into_names_codes_places_and_coaches(page: ChartsPage) -> None:
    for words, left in (("t3", [PETRO]), ("grace hc iii", [MASHIRU]), ("kalindu", [PETRO]), ("nobody", [])):
        page.wall.filters.search.setText(words)
        assert charts_on(page)[1:] == left


def test_order_by_gain_latest_and_sign(page: ChartsPage, workspace: Workspace) -> None:
    enter(workspace, PETRO, 19, "20/20")
    enter(workspace, PETRO, 18, "20/20")
    page.wall.settle()
    orders = {}
    for text in ("By gain", "By latest value", "By sign", "By name"):
        choose(page.wall.filters.order, text)
        orders[text] = charts_on(page)[1:]
    assert orders == {
        "By gain": [PETRO, TOLVENI, MASHIRU],
        "By latest value": [PETRO, TOLVENI, MASHIRU],
        "By sign": [TOLVENI, PETRO, MASHIRU],
        "By name": [MASHIRU, PETRO, TOLVENI],
    }


def test_where_lower_is_better_the_lowest_is_first(page: ChartsPage, workspace: Workspace) -> None:
    for step in (17, 18, 19):
        enter(workspace, MASHIRU, step, "9", DEATHS)
    choose(page.wall.filters.indicator, "Early deaths")
    choose(page.wall.filters.order, "By latest value")
    assert charts_on(page)[1:] == [TOLVENI, MASHIRU, PETRO]


def test_all_charts_of_an_indicator_share_a_scale(page: ChartsPage, workspace: Workspace) -> None:
    enter(workspace, MASHIRU, 3, "38", DEATHS)
    choose(page.wall.filters.indicator, "Early deaths")
    assert spec_of(page, TOLVENI).y.high == spec_of(page, MASHIRU).y.high == 40
    page.wall.filters.view.own_scale.trigger()
    assert spec_of(page, TOLVENI).y.high < 10


def test_one_team_shows_all_its_indicators(page: ChartsPage) -> None:
    page.wall.filters.one_team.click()
    choose(page.wall.filters.team, "Tolveni HC IV")
    assert charts_on(page) == [PARTOGRAPH, DEATHS]
    assert page.wall.tally.shown.text() == "Tolveni HC IV · Oruba · Coach: Grace"
    page.wall.wall.activated.emit(DEATHS)
    assert page.large.pair == (DEATHS, TOLVENI)


def test_another_page_can_ask_for_a_wall(page: ChartsPage) -> None:
    page.open_section("team:3")
    assert charts_on(page) == [PARTOGRAPH, DEATHS]
    page.open_section("indicator:2")
    assert charts_on(page) == [POOLED, MASHIRU, PETRO, TOLVENI]


def test_density(page: ChartsPage) -> None:
    menu = page.wall.filters.view.menu()
    action = next(action for action in menu.actions() if action.data() == 6)
    action.trigger()
    assert page.wall.wall.columns() == 6


# --- live ---


def asked_for(page: ChartsPage, monkeypatch: pytest.MonkeyPatch) -> list[Hashable]:
    """The keys of the charts that the wall asks for from now on."""
    source, asked = page.wall._source, list[Hashable]()
    assert isinstance(source, TeamsSource)
    answer = source.specs

    def specs(keys: Sequence[Hashable]) -> Sequence[ChartSpec]:
        asked.extend(keys)
        return answer(keys)

    monkeypatch.setattr(source, "specs", specs)
    return asked


def test_an_edit_asks_only_for_the_charts_concerned(
    page: ChartsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.wall.wall.grab()
    asked = asked_for(page, monkeypatch)
    enter(workspace, PETRO, 4, "9/20")
    page.wall.wall.grab()
    assert sorted(asked, key=str) == [POOLED, PETRO]
    asked.clear()
    enter(workspace, TOLVENI, 4, "3", DEATHS)
    page.wall.wall.grab()
    assert asked == []


def test_a_new_month_moves_the_axis_of_all(
    page: ChartsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.wall.wall.grab()
    asked = asked_for(page, monkeypatch)
    enter(workspace, PETRO, -1, "9/20")
    page.wall.wall.grab()
    assert len(asked) == 4
    assert len(spec_of(page, MASHIRU).points) == 21


def test_order_and_counts_follow_when_edits_pause(
    page: ChartsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    choose(page.wall.filters.order, "By gain")
    assert charts_on(page)[1] == TOLVENI
    for step in (17, 18, 19):
        enter(workspace, PETRO, step, "20/20")
    qtbot.waitUntil(lambda: charts_on(page)[1] == PETRO)


def test_a_change_puts_its_flag_on_the_wall(page: ChartsPage, workspace: Workspace) -> None:
    dialog = page.record_change(MASHIRU, dt.date(2025, 9, 1))
    assert isinstance(dialog, RecordChangeDialog)
    dialog.line.change.setText("Partograph at every bed")
    dialog.line.record()
    assert [flag.x for flag in spec_of(page, MASHIRU).flags] == [8]
    workspace.undo()
    assert spec_of(page, MASHIRU).flags == ()


def test_teams_come_and_go(page: ChartsPage, workspace: Workspace) -> None:
    teams.add_teams(workspace, [TeamRow(name="Arapai HC II")])
    assert len(charts_on(page)) == 5
    workspace.undo()
    assert len(charts_on(page)) == 4


# --- the large chart ---


def test_enter_opens_the_large_chart_and_escape_leads_back(page: ChartsPage) -> None:
    wall = page.wall.wall
    wall.setFocus()
    wall.set_current(PETRO)
    QTest.keyClick(wall, KEY.Key_Return)
    assert page.large.isVisible()
    assert shown_large(page).title == "Petro Hill Clinic"
    QTest.keyClick(page.large.chart.canvas, KEY.Key_Escape)
    assert wall.isVisible()
    assert wall.current_key() == PETRO


def test_arrows_lead_through_the_wall_in_its_order(page: ChartsPage) -> None:
    choose(page.wall.filters.order, "By gain")
    page.wall.wall.activated.emit(TOLVENI)
    names = [page.large.team.text()]
    for _ in range(3):
        page.large.team.after.trigger()
        names.append(str(shown_large(page).title))
    assert names[:3] == ["Tolveni HC IV", "Mashiru HC III", "Petro Hill Clinic"]
    assert names[3] == names[2]  # the last
    page.large.indicator.after.trigger()
    assert shown_large(page).subtitle == "Early deaths"
    page.show_wall()
    choice = page.wall.filters.choice()
    assert choice is not None
    assert choice.indicator_id == DEATHS
    assert page.wall.wall.current_key() == PETRO


def test_the_navigator_opens_any_chart(office_window: MainWindow) -> None:
    page = office_window.show_place("charts")
    assert isinstance(page, ChartsPage)
    page.wall.filters.search.setText("tolveni")
    office_window.show_place("overview")
    navigator = office_window.context.navigator
    for asked, shown in (
        ((DEATHS, PETRO), (DEATHS, PETRO)),
        ((PARTOGRAPH, None), (PARTOGRAPH, POOLED)),
        ((99, 99), (PARTOGRAPH, POOLED)),
    ):
        navigator.open_chart(*asked)
        assert page.isVisible()
        assert page.large.pair == shown


def test_table_says_what_the_chart_draws(large: ChartsPage) -> None:
    table = large.large.points
    assert len(table.rows) == 20
    lines = table.as_text(table.rows[:1]).splitlines()
    assert lines[0].split("\t") == ["Period", "Numerator", "Denominator", "Value", "State", "Note", "From"]
    assert lines[1].split("\t")[:5] == ["Jan 2025", "8", "20", "40", "reported"]


def test_pooled_table_says_how_many_teams(large: ChartsPage) -> None:
    large.large.team.box.setCurrentIndex(0)
    table = large.large.points
    lines = [line.split("\t") for line in table.as_text(table.rows[:1]).splitlines()]
    assert lines[0][:5] == ["Period", "Numerator", "Denominator", "Teams", "Value"]
    assert lines[1][3] == "3 of 3"
    assert shown_large(large).title == "All 3 teams"


def test_flags_are_listed_with_their_dates(large: ChartsPage, workspace: Workspace) -> None:
    table = large.large.flags
    assert table.as_text(table.rows).splitlines()[1].split("\t") == [
        "1",
        "Partograph at every bed",
        "1 Jul 2025",
        "testing",
    ]
    assert large.large.tabs.tabText(0) == "Changes (1)"
    large.large.chart.flag_clicked.emit(table.rows[0].test.id)
    assert table.selected() == table.rows


def test_baseline_line_says_who_when_and_why(large: ChartsPage, workspace: Workspace) -> None:
    assert "provisional" in large.large.baseline.text()
    type_ = shown_large(large).points[0].period
    indicators.set_baseline(workspace, PARTOGRAPH, (type_, replace(type_, ordinal=FIRST + 5)), "before LS1")
    said = large.large.baseline.text()
    assert said.startswith(f"Baseline frozen on Jan 2025 to Jun 2025 by {workspace.person}, ")
    assert said.endswith("before LS1")


def test_a_point_is_excluded_with_a_reason_and_taken_in_again(
    large: ChartsPage, messages: RecordedMessages
) -> None:
    large.large.chart.point_clicked.emit(3)
    assert large.large.point.period.text() == "Apr 2025"
    messages.answers = ["strike"]
    large.large.exclude.trigger()
    assert shown_large(large).points[3].excluded
    assert "strike" in large.large.point.where.text()
    assert large.workspace.person in large.large.point.where.text()
    assert large.large.exclude.text() == "Include again"
    large.large.exclude.trigger()
    assert not shown_large(large).points[3].excluded
    history = large.large.point.history
    lines = [history.item(place).text().split("\n")[1] for place in range(history.count())]
    assert lines[0] == "taken in again"
    assert lines[1].startswith("excluded: ")


def test_no_reason_no_exclusion(large: ChartsPage, messages: RecordedMessages) -> None:
    large.large.chart.point_clicked.emit(3)
    messages.answers = [None]
    large.large.exclude.trigger()
    assert not shown_large(large).points[3].excluded


def test_note_and_history_of_a_point(large: ChartsPage, workspace: Workspace) -> None:
    enter(workspace, TOLVENI, 3, "11/20")
    large.large.chart.point_clicked.emit(3)
    panel = large.large.point
    QTest.keyClicks(panel.note, "flood")
    QTest.keyClick(panel.note, KEY.Key_Return)
    assert cells.facts(workspace, (PARTOGRAPH, TOLVENI, FIRST + 3)).note == "flood"
    assert shown_large(large).points[3].note == "flood"
    history = [panel.history.item(row).text() for row in range(panel.history.count())]
    assert any("9/20 → 11/20" in line and workspace.person in line for line in history)
    workspace.undo()
    assert panel.note.text() == ""


def note_at(workspace: Workspace, team: int, step: int) -> str:
    return cells.facts(workspace, (PARTOGRAPH, team, FIRST + step)).note


def test_a_note_being_typed_stays_with_its_point(large: ChartsPage, workspace: Workspace) -> None:
    large.large.chart.point_clicked.emit(3)
    QTest.keyClicks(large.large.point.note, "flood")
    large.large.chart.point_clicked.emit(5)
    assert (note_at(workspace, TOLVENI, 3), note_at(workspace, TOLVENI, 5)) == ("flood", "")
    QTest.keyClicks(large.large.point.note, "strike")
    large.large.team.before.trigger()
    assert large.large.team.key() == PETRO
    large.large.chart.point_clicked.emit(7)
    assert large.large.point.note.text() == ""
    QTest.keyClicks(large.large.point.note, "moved")
    QTest.keyClick(large.large.point.note, KEY.Key_Escape)
    assert large.wall.isVisible()
    assert (note_at(workspace, TOLVENI, 5), note_at(workspace, PETRO, 5)) == ("strike", "")
    assert note_at(workspace, PETRO, 7) == "moved"


def test_a_click_on_a_month_records_a_change_there(large: ChartsPage, workspace: Workspace) -> None:
    large.large.chart.month_clicked.emit(5)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordChangeDialog)
    assert dialog.line.day.value() == dt.date(2025, 6, 1)
    assert dialog.line.teams.value() == (TOLVENI,)
    dialog.line.change.setText("Kit beside every bed")
    dialog.line.record()
    tests = [test for test in workspace.rows(ChangeTest).values() if test.team_id == TOLVENI]
    assert len(tests) == 2
    assert [flag.number for flag in shown_large(large).flags] == [1, 2]


def test_an_edit_elsewhere_reaches_the_large_chart(large: ChartsPage, workspace: Workspace) -> None:
    before = shown_large(large)
    enter(workspace, PETRO, 0, "1/20")
    assert shown_large(large) is before
    enter(workspace, TOLVENI, 0, "1/20")
    assert shown_large(large).points[0].y == 5


def test_a_removed_indicator_leads_back_to_the_wall(large: ChartsPage, workspace: Workspace) -> None:
    indicators.remove_indicator(workspace, PARTOGRAPH)
    assert large.wall.isVisible()
    assert large.large.pair is None
    workspace.undo()
    assert charts_on(large) == [POOLED, MASHIRU, PETRO, TOLVENI]


def test_a_renamed_team_keeps_its_large_chart(large: ChartsPage, workspace: Workspace) -> None:
    teams.edit_team(workspace, TOLVENI, TeamRow(name="Tolveni Hospital", code="T1"))
    assert shown_large(large).title == "Tolveni Hospital"


def test_left_the_large_chart_stays_away(large: ChartsPage, workspace: Workspace) -> None:
    large.show_wall()
    teams.edit_team(workspace, TOLVENI, TeamRow(name="Tolveni Hospital", code="T1"))
    assert large.wall.isVisible()
    assert large.wall._source is not None
    assert large.wall._source.title(TOLVENI) == "Tolveni Hospital"


def test_enter_in_the_search_leads_to_the_charts(page: ChartsPage) -> None:
    page.start_search()
    QTest.keyClicks(page.wall.filters.search, "hc")
    QTest.keyClick(page.wall.filters.search, KEY.Key_Return)
    assert page.wall.wall.hasFocus()
    assert page.wall.wall.current_key() == POOLED


# --- pictures ---


@pytest.mark.parametrize(("ending", "begins"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_save_the_large_chart(
    large: ChartsPage, file_dialogs: QueuedFiles, tmp_path: Path, ending: str, begins: bytes
) -> None:
    path = tmp_path / f"chart{ending}"
    file_dialogs.answers = [path]
    large.taking.save.trigger()
    assert path.read_bytes().startswith(begins)
    assert file_dialogs.suggested == ["Tolveni HC IV - Partograph completed.png"]


def test_a_folder_that_refuses_is_said(
    large: ChartsPage, file_dialogs: QueuedFiles, messages: RecordedMessages, tmp_path: Path
) -> None:
    file_dialogs.answers = [tmp_path / "nowhere" / "chart.png"]
    large.taking.save.trigger()
    assert "could not be written" in messages.warned[0]


def test_save_all_selected(page: ChartsPage, file_dialogs: QueuedFiles, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "All 3 teams - Partograph completed.png").write_text("mine")
    page.wall.wall.select(charts_on(page))
    assert page.taking.save.text() == "Save 4 pictures…"
    file_dialogs.answers = [tmp_path]
    page.taking.save.trigger()
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    names = sorted(path.name for path in tmp_path.glob("*.png"))
    assert names == [
        "All 3 teams - Partograph completed (2).png",
        "All 3 teams - Partograph completed.png",
        "Mashiru HC III - Partograph completed.png",
        "Petro Hill Clinic - Partograph completed.png",
        "Tolveni HC IV - Partograph completed.png",
    ]
    assert (tmp_path / "All 3 teams - Partograph completed.png").read_text() == "mine"


def test_copy_the_chosen_chart(page: ChartsPage) -> None:
    assert not page.taking.copy.isEnabled()
    page.wall.wall.set_current(PETRO)
    QGuiApplication.clipboard().clear()
    page.taking.copy.trigger()
    assert not QGuiApplication.clipboard().image().isNull()


# --- with nothing to show ---


def test_without_teams_the_page_says_what_comes_first(page: ChartsPage, workspace: Workspace) -> None:
    teams.remove_teams(workspace, [TOLVENI, MASHIRU, PETRO])
    assert page._empty.isVisible()
    assert not page.taking.save.isEnabled()
    workspace.undo()
    assert page.wall.isVisible()


def test_a_new_indicator_has_empty_charts(page: ChartsPage, workspace: Workspace) -> None:
    mine = workspace.collaborative.id
    weekly = Indicator(collaborative_id=mine, name="Stock-outs", period_type="week")
    saved = indicators.save_indicator(workspace, weekly)
    page.wall.filters.show_indicator(saved.id)
    page.wall.wall.grab()
    assert page.wall.tally.counts[Sign.NOT_ENOUGH].text() == "3 without enough data"
    page.open_chart(saved.id, PETRO)
    assert shown_large(page).points == ()


def test_a_file_that_others_hold_is_only_looked_at(context: Context, office: Path, qtbot: QtBot) -> None:
    first = collaboratives.open_file(office, "Ada")
    second = collaboratives.open_file(office, "Ben")
    page = ChartsPage(context)
    qtbot.addWidget(page)
    page.show_workspace(second)
    page.show()
    page.open_chart(PARTOGRAPH, TOLVENI)
    page.large.chart.month_clicked.emit(5)
    assert QApplication.activeModalWidget() is None
    assert page.large.point.period.text() == "Jun 2025"
    changing = (page.record, page.large.record_here, page.large.exclude, page.large.point.note)
    assert not any(control.isEnabled() for control in changing)
    assert page.taking.save.isEnabled()
    for workspace in (second, first):
        workspace.close()


def test_controls_have_names(page: ChartsPage) -> None:
    filters = page.wall.filters
    boxes = (filters.indicator, filters.team, filters.district, filters.coach, filters.state, filters.order)
    for control in (*boxes, filters.search, filters.view, page.large.points.view, page.large.team.box):
        assert control.objectName()
        assert control.accessibleName()


def test_a_point_is_marked_as_astronomical_with_a_reason(
    large: ChartsPage, workspace: Workspace, messages: RecordedMessages
) -> None:
    large.large._choose_point(12)
    messages.answers = [None, "flood"]
    large.large.mark.trigger()
    assert "astronomical point" not in {one.rule for one in shown_large(large).signals}
    large.large.mark.trigger()
    (mark,) = [one for one in shown_large(large).signals if one.rule == "astronomical point"]
    assert mark.points == (12,)
    assert "marked by Ada" in large.large.point.where.text()
    assert "astronomical" in large.large.words.names
    assert large.large.mark.text() == "Unmark"
    large.large.mark.trigger()
    assert "astronomical point" not in {one.rule for one in shown_large(large).signals}


def test_a_point_beyond_the_limits_is_pointed_out(large: ChartsPage, workspace: Workspace) -> None:
    enter(workspace, MASHIRU, 12, "20/20")
    large.open_chart(PARTOGRAPH, MASHIRU)
    large.large._choose_point(12)
    assert "unlike all others" in large.large.point.where.text()
    large.large._choose_point(11)
    assert "unlike all others" not in large.large.point.where.text()


# --- groups, and a scale that one team must not spoil ---


def by_district(page: ChartsPage) -> None:
    page.filters.view.by_district.trigger()


def test_by_district_each_group_begins_with_its_pooled_chart(page: ChartsPage) -> None:
    by_district(page)
    assert charts_on(page) == [POOLED, -1, PETRO, -2, MASHIRU, TOLVENI]
    source = page.wall._source
    assert source is not None
    assert [section.heading for section in source.sections()] == ["", "Kalindu: 1 team", "Oruba: 2 teams"]
    assert spec_of(page, -2).points[0].denominator == 40
    assert spec_of(page, POOLED).points[0].denominator == 60
    choose(page.filters.order, "By latest value")
    assert charts_on(page) == [POOLED, -1, PETRO, -2, TOLVENI, MASHIRU]
    by_district(page)
    assert charts_on(page) == [POOLED, TOLVENI, MASHIRU, PETRO]


def test_an_edit_repaints_the_pooled_chart_of_its_district_only(page: ChartsPage) -> None:
    by_district(page)
    page.wall.wall.grab()
    asked: list[Hashable] = []
    source = page.wall._source
    assert isinstance(source, TeamsSource)
    original = source.specs

    def remember(keys: Sequence[Hashable]) -> Sequence[ChartSpec]:
        asked.extend(keys)
        return original(keys)

    source.specs = remember  # type: ignore[method-assign]
    enter(page.workspace, PETRO, 19, "20/20")
    page.wall.wall.grab()
    assert set(asked) == {POOLED, -1, PETRO}


def test_the_pooled_chart_of_a_district_opens_large(page: ChartsPage) -> None:
    by_district(page)
    page.wall.wall.activated.emit(-2)
    assert page.large.pair == (PARTOGRAPH, POOLED)
    assert page.large.team.text() == "Oruba: 2 teams"
    assert shown_large(page).points[0].denominator == 40
    page.show_wall()
    assert page.wall.isVisible()


def test_a_wave_and_the_last_report_choose_and_sort(page: ChartsPage) -> None:
    team = page.workspace.rows(teams.Team)[PETRO]
    page.workspace.transact("Wave", lambda writer: writer.put(replace(team, wave=2)))
    team = page.workspace.rows(teams.Team)[MASHIRU]
    page.workspace.transact("Wave", lambda writer: writer.put(replace(team, wave=1)))
    ask_in(page, "Wave 2")
    assert charts_on(page) == [POOLED, PETRO]
    assert page.filters.more.text() == "1"
    page.wall.tally.all.click()
    assert page.filters.more.wave() is None
    enter(page.workspace, MASHIRU, 20, "5/20")
    page.wall.settle()
    choose(page.filters.order, "By last report")
    assert charts_on(page)[-1] == MASHIRU


def test_one_team_with_an_outlier_does_not_flatten_all(page: ChartsPage) -> None:
    """Deaths of 60 teams lie under 5; one typed 400."""
    rows = [TeamRow(name=f"Clinic {number:02d}") for number in range(60)]
    teams.add_teams(page.workspace, rows)
    listed = [team for team in page.workspace.mine(teams.Team) if team.name.startswith("Clinic")]
    typed = [
        Typed(indicator_id=DEATHS, team_id=team.id, period=FIRST + step, text=str((team.id + step) % 5))
        for team in listed
        for step in range(2)
    ]
    observations.enter(page.workspace, typed)
    enter(page.workspace, listed[0].id, 5, "400", indicator=DEATHS)
    page.filters.show_indicator(DEATHS)
    assert page.wall._source is not None
    spec = page.wall._source.specs([listed[0].id])[0]
    assert spec.y.high < 10
    beyond = [point.y for point in spec.points if spec.is_beyond(point)]
    assert beyond == [400.0]
    page.filters.view.own_scale.trigger()
    assert page.wall._source is not None
    assert page.wall._source.specs([listed[0].id])[0].y.high >= 400
