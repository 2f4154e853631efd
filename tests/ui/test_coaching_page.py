"""Coaching through its controls: plan, type a slip back, actions, recounts, scores."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from collabdesk.models.ideas import Decision
from collabdesk.models.meetings import Visit, VisitSlip
from collabdesk.periods import MONTH
from collabdesk.services.changes import changes
from collabdesk.services.coaching import coaching, recounts, scores, slips
from collabdesk.services.coaching.recounts import Figures
from collabdesk.services.coaching.scores import Given
from collabdesk.services.coaching.slips_typed import FilledSlip, record
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.coaching.page import CoachingPage
from collabdesk.ui.pages.coaching.plan_dialog import PlanDialog
from collabdesk.ui.pages.coaching.print_dialog import PrintDialog
from collabdesk.ui.pages.coaching.slip_dialog import SlipDialog
from tests.ui.recorders import QueuedFiles, RecordedMessages, print_to

YESTERDAY = dt.date.today() - dt.timedelta(days=1)


@pytest.fixture
def page(office_window: MainWindow) -> CoachingPage:
    shown = office_window.show_place("coaching")
    assert isinstance(shown, CoachingPage)
    return shown


def open_box(kind: type[QWidget]) -> QWidget:
    box = QApplication.activeModalWidget()
    assert isinstance(box, kind), box
    return box


def visit(page: CoachingPage, day: dt.date = YESTERDAY, team_id: int = 1) -> Visit:
    return coaching.save_visit(page.workspace, Visit(team_id=team_id, planned=day))


def test_coaching_stands_between_sessions_and_set_up(office_window: MainWindow, qtbot: QtBot) -> None:
    names = [place.name for place in office_window.places]
    assert names[4:] == ["sessions", "coaching", "setup"]
    qtbot.keyClick(office_window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert office_window.pages.page is not None
    assert office_window.pages.page.name == "coaching"


def test_an_empty_page_leads_to_planning(page: CoachingPage, qtbot: QtBot) -> None:
    assert not page.visits.table.isVisible()
    page.plan.trigger()
    box = open_box(PlanDialog)
    assert isinstance(box, PlanDialog)
    assert not box.save.isEnabled()
    qtbot.waitUntil(lambda: len(box.table.shown) > 0)
    assert "never visited yet" in box.table.as_text(box.table.shown)
    box.table.select(lambda row: row.team.name != "Petro Hill Clinic")
    assert box.save.text() == "Plan 2 visits"
    box.form.set_values({"first": dt.date(2030, 3, 4), "between": 1, "purpose": "look together"})
    box.accept()
    assert [row.day for row in page.visits.table.shown] == [dt.date(2030, 3, 5), dt.date(2030, 3, 4)]
    assert page.visits.table.isVisible()
    page.workspace.undo()
    assert page.visits.table.shown == []


def test_planning_filters_by_coach(page: CoachingPage, qtbot: QtBot) -> None:
    page.plan.trigger()
    box = open_box(PlanDialog)
    assert isinstance(box, PlanDialog)
    qtbot.waitUntil(lambda: len(box.table.shown) > 0)
    box.coach.set_value("Grace")
    assert {row.coach for row in box.table.shown} == {"Grace"}
    box.reject()


def test_a_slip_is_typed_back_under_its_numbers(page: CoachingPage) -> None:
    visit(page)
    page.visits.table.select(lambda _row: True)
    page.visits.slip.trigger()
    box = open_box(SlipDialog)
    assert isinstance(box, SlipDialog)
    names = {field.accessibleName() for field in box.form.findChildren(QWidget)}
    assert "4.1 Partograph at every bed" in names
    assert "1 Day of the visit" in names
    (line, fields) = box.form._figures[0]
    assert line.number == "5.1"
    fields[0].set_value(16)
    fields[1].setText("twenty")
    box.accept()
    assert box.reason.text() == "5.1: Type a number here."
    fields[1].set_value(20)
    box.form.decisions[1].set_value(Decision.ADOPTED)
    box.form.findings.setPlainText("All well")
    box.form.own.set_value(3.0)
    box.accept()
    (made,) = page.workspace.rows(Visit).values()
    assert (made.made, made.findings) == (YESTERDAY, "All well")
    assert changes.tests_of_team(page.workspace, 1)[0].decision is Decision.ADOPTED
    assert [row.recounted for row in recounts.recounts(page.workspace)] == [
        Figures(numerator=16, denominator=20)
    ]
    assert scores.rows(page.workspace)[0].own is not None
    page.workspace.undo()
    assert page.workspace.rows(Visit)[made.id].made is None


def test_a_slip_is_typed_with_return_and_saved_with_ctrl_return(page: CoachingPage, qtbot: QtBot) -> None:
    visit(page)
    page.visits.table.select(lambda _row: True)
    page.visits.slip.trigger()
    box = open_box(SlipDialog)
    assert isinstance(box, SlipDialog)
    box.form.day.edit.setFocus()
    for _ in range(3):
        before = box.focusWidget()
        qtbot.keyClick(before, Qt.Key.Key_Return)
        assert box.isVisible()
        assert box.focusWidget() is not before
    qtbot.keyClick(box.form.day.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert next(iter(page.workspace.rows(Visit).values())).made == YESTERDAY


def test_a_visit_that_was_not_planned_is_recorded(page: CoachingPage) -> None:
    page.visits.record.trigger()
    box = open_box(FormDialog)
    assert isinstance(box, FormDialog)
    box.form.set_values({"team": 2})
    box.accept()
    slip = open_box(SlipDialog)
    assert isinstance(slip, SlipDialog)
    slip.form.day.set_value(YESTERDAY)
    slip.form.findings.setPlainText("All well")
    slip.form._new[0][2].setText("Order clocks")
    slip.accept()
    (made,) = page.workspace.rows(Visit).values()
    assert (made.team_id, made.made, made.findings) == (2, YESTERDAY, "All well")
    assert [row.action.text for row in coaching.actions(page.workspace, dt.date.today())] == ["Order clocks"]


def test_visits_filter_and_are_removed(page: CoachingPage, messages: RecordedMessages) -> None:
    visit(page)
    visit(page, dt.date(2030, 1, 8), team_id=3)
    assert page.visits.table.rows[0].team.name == "Petro Hill Clinic"
    page.visits.district.set_value("Oruba")
    assert [row.team.name for row in page.visits.table.shown] == ["Tolveni HC IV"]
    page.visits.table.select(lambda _row: True)
    messages.answers = [True]
    page.visits.remove.trigger()
    assert "Remove 1 visit" in messages.asked[0]
    assert len(page.workspace.rows(Visit)) == 1


def test_a_visit_is_edited(page: CoachingPage) -> None:
    visit(page)
    page.visits.table.select(lambda _row: True)
    page.visits.edit.trigger()
    box = open_box(FormDialog)
    assert isinstance(box, FormDialog)
    box.form.set_values({"planned": None})
    box.accept()
    assert "needs a day" in box.reason.text()
    box.form.set_values({"made": YESTERDAY})
    box.accept()
    assert next(iter(page.workspace.rows(Visit).values())).made == YESTERDAY


def test_actions_are_added_done_and_open_again(page: CoachingPage) -> None:
    visit(page)
    page.open_section("actions")
    page.actions_made.add.trigger()
    box = open_box(FormDialog)
    assert isinstance(box, FormDialog)
    box.accept()
    assert "few words" in box.reason.text()
    box.form.set_values({"text": "Order clocks", "due": dt.date(2025, 1, 1)})
    box.accept()
    table = page.actions_made.table
    assert "overdue" in table.as_text(table.shown)
    table.select(lambda _row: True)
    page.actions_made.done.trigger()
    assert table.shown[0].action.done == dt.date.today()
    table.select(lambda _row: True)
    assert not page.actions_made.done.isEnabled()
    page.actions_made.open_again.trigger()
    assert table.shown[0].action.done is None


def typed_recount(page: CoachingPage) -> None:
    slip = slips.slip_of(page.workspace, visit(page))
    line = slip.recounts[0]
    figures = Figures(numerator=8, denominator=20)
    key = (line.indicator.id, line.period.ordinal)
    record(page.workspace, slip, FilledSlip(made=YESTERDAY, recounted={key: figures}))


def test_recounts_show_agreement_with_its_definition(page: CoachingPage, messages: RecordedMessages) -> None:
    typed_recount(page)
    page.open_section("recounts")
    section = page.recounts
    (row,) = section.table.shown
    assert row.agreement is not None
    assert f"{row.agreement.percent:.0f} %" in section.table.as_text([row])
    (line,) = section.chart.series
    assert line.points == ((MONTH.holding(YESTERDAY), row.agreement.percent),)
    assert f"{round(row.agreement.percent)} %, 1 of 2 numbers close enough" in section.latest.text()
    assert "agreement, %" in section.chart.accessibleName()
    section.team.set_value(2)
    assert section.table.shown == []
    section.team.set_value(None)
    section.table.select(lambda _row: True)
    messages.answers = [True]
    section.remove.trigger()
    assert section.table.shown == []


def test_scores_side_by_side(page: CoachingPage) -> None:
    page.open_section("scores")
    section = page.scores
    section.add.trigger()
    box = open_box(FormDialog)
    assert isinstance(box, FormDialog)
    box.accept()
    assert "own score" in box.reason.text()
    box.form.set_values({"team": 1, "own": 3.0, "coach": 2.5, "reason": "one signal"})
    box.accept()
    (row,) = section.table.shown
    assert "-0.5" in section.table.as_text([row])
    assert [(one.hollow, one.points[0][1]) for one in section.chart.series] == [(False, 2.5), (True, 3.0)]
    assert section.meaning.text().startswith("2.5: ")
    assert "Only people give scores" in section.hint.text()
    page.workspace.undo()
    assert section.table.shown == []


def test_the_wording_of_the_steps_is_the_office_s(page: CoachingPage) -> None:
    month = MONTH.holding(YESTERDAY)
    given = Given(team_id=1, month=month, by_coach=True, score=2.0, given=YESTERDAY)
    scores.save_scores(page.workspace, [given])
    page.open_section("scores")
    page.scores.wording.trigger()
    box = open_box(FormDialog)
    assert isinstance(box, FormDialog)
    box.form.set_values({"step_20": "Trying"})
    box.accept()
    assert page.scores.meaning.text() == "2.0: Trying"
    page.scores.wording.trigger()
    box = open_box(FormDialog)
    assert isinstance(box, FormDialog)
    box.form.set_values({"step_20": ""})
    box.accept()
    assert scores.texts(page.workspace)[2.0] == scores.usual_texts()[2.0]


def test_copying_a_table_of_coaching(page: CoachingPage) -> None:
    visit(page)
    page.visits.table.copy()
    assert QApplication.clipboard().text().startswith("Day\tState\tTeam")


def test_briefings_are_printed_and_the_slips_remembered(
    office_window: MainWindow, page: CoachingPage, file_dialogs: QueuedFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not page.print.isEnabled()
    visit(page, dt.date.today())
    visit(page, dt.date.today() + dt.timedelta(days=3), team_id=3)
    page.print.trigger()
    box = open_box(PrintDialog)
    assert isinstance(box, PrintDialog)
    assert box.count.text() == "2 visits will be printed."
    box.form.set_values({"last": dt.date.today(), "paper": "letter"})
    box._show_count()
    assert box.count.text() == "1 visit will be printed."
    target = tmp_path / "visits.pdf"
    file_dialogs.answers = [target]
    box.accept()
    qtbot.waitUntil(office_window.status.open.isVisible, timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")
    assert office_window.status.line.text() == "visits.pdf: 3 pages"
    assert len(page.workspace.rows(VisitSlip)) == 1
    page.visits.table.select(lambda row: row.team.id == 1)
    page.visits.slip.trigger()
    slip = open_box(SlipDialog)
    assert isinstance(slip, SlipDialog)
    assert slip._slip.printed is not None
    slip.reject()


def test_the_chosen_visits_are_printed(page: CoachingPage, file_dialogs: QueuedFiles) -> None:
    visit(page, dt.date(2030, 1, 8))
    visit(page, dt.date(2030, 1, 9), team_id=2)
    page.visits.table.select(lambda row: row.team.id == 2)
    page.open_section("print")
    box = open_box(PrintDialog)
    assert isinstance(box, PrintDialog)
    assert box.count.text() == "1 visit will be printed."
    file_dialogs.answers = [None]
    wanted: list[object] = []
    box.wanted.connect(wanted.append)
    box.accept()
    assert wanted == []
    assert "visits" in file_dialogs.suggested[0]
    box.form.set_values({"which": False})
    box._show_count()
    assert not box.save.isEnabled()  # both lie far ahead
    box.reject()


def test_briefings_go_to_the_printer(
    office_window: MainWindow,
    page: CoachingPage,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "printed.pdf"
    print_to(target, monkeypatch)
    visit(page, dt.date.today())
    page.print.trigger()
    box = open_box(PrintDialog)
    assert isinstance(box, PrintDialog)
    box.print.click()
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(lambda: office_window.status.line.text() == "3 pages sent to the printer.")
    assert len(page.workspace.rows(VisitSlip)) == 1


def test_how_briefings_will_look_is_seen_at_once(page: CoachingPage, qtbot: QtBot) -> None:
    visit(page, dt.date.today())
    page.print.trigger()
    box = open_box(PrintDialog)
    assert isinstance(box, PrintDialog)
    qtbot.waitUntil(lambda: box.preview.number.maximum() == 3, timeout=20_000)
    grey = box.preview.sheet.image.copy()
    assert not grey.isNull()
    box.form.set_values({"colour": True})
    box._show_count()
    qtbot.waitUntil(lambda: box.preview.sheet.image != grey, timeout=20_000)
    assert not box.preview.sheet.image.allGray()
    assert grey.allGray()
    box.form.set_values({"what": "slip"})
    box._show_count()
    qtbot.waitUntil(lambda: box.preview.number.maximum() == 2, timeout=20_000)
    box.form.set_values({"last": dt.date.today() - dt.timedelta(days=9)})
    box._show_count()
    qtbot.waitUntil(lambda: box.preview.sheet.image.isNull(), timeout=20_000)
    box.reject()
    assert page.workspace.rows(VisitSlip) == {}  # looking at a slip keeps nothing
