"""The main job in the real window: a new file, a spreadsheet in, a signal, a change, undo, redo, the pack, reopen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from collabdesk.charts.spec import Sign
from collabdesk.models.ideas import Test
from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.meetings import Session
from collabdesk.models.places import Team
from collabdesk.periods import month
from collabdesk.services.charts import series
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import indicators
from collabdesk.ui.imports import ImportWindow
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.packs.composer import PackComposer
from collabdesk.ui.pages.changes import ChangesPage
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.pages.data.page import DataPage
from collabdesk.ui.pages.sessions.page import SessionsPage
from tests.models.dump import dump
from tests.ui.recorders import QueuedFiles, RecordedMessages

FIRST = month(2025, 1)
TEAMS = ("Tolveni HC IV", "Mashiru HC III", "Petro Hill Clinic")


def make_spreadsheet(path: Path) -> None:
    """As a district makes it: a title, two rows per team, months across, a total column, a note below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Kalindu district: partographs, 2025 to 2026"])
    sheet.append([])
    sheet.append(
        [
            "Facility",
            "Indicator",
            "N/D",
            *(FIRST.type.first_day(FIRST.ordinal + step) for step in range(14)),
            "Total",
        ]
    )
    for column in range(4, 18):
        sheet.cell(3, column).number_format = "mmm-yy"
    for team in TEAMS:
        rises = team == TEAMS[0]
        good = [(9, 8)[step % 2] if step < 6 or not rises else (16, 17)[step % 2] for step in range(14)]
        sheet.append([team, "Partograph completed correctly", "N", *good, sum(good)])
        sheet.append([None, "Partograph completed correctly", "D", *([20] * 14), 280])
    sheet.append([])
    sheet.append(["Prepared by the records office"])
    book.save(path)


def test_the_whole_job(
    window: MainWindow, messages: RecordedMessages, file_dialogs: QueuedFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "kalindu.collab"
    window.desk.create(target, "Kalindu partographs")
    workspace = window.desk.workspace
    assert workspace is not None

    import_the_spreadsheet(window, tmp_path, qtbot)
    assert [team.name for team in workspace.mine(Team)] == list(TEAMS)
    (indicator,) = workspace.mine(Indicator)
    assert workspace.store.count(Observation) == 42
    row = workspace.store.get(Observation, indicator.id, 1, FIRST.ordinal)
    assert row is not None
    assert (row.numerator, row.denominator, row.cell.split()[-1]) == (9, 20, "D5")

    indicators.set_baseline(workspace, indicator.id, (FIRST, month(2025, 6)), "before the first session")
    see_the_signal(window, indicator.id)
    type_a_number(window, qtbot)
    record_a_change(window)
    with_the_change = dump(workspace.store)

    window.actions_["undo"].trigger()
    assert workspace.rows(Test) == {}
    window.actions_["undo"].trigger()
    assert workspace.store.get(Observation, indicator.id, 2, FIRST.ordinal + 14) is None
    window.actions_["redo"].trigger()
    window.actions_["redo"].trigger()
    assert dump(workspace.store) == with_the_change

    print_the_pack(window, file_dialogs, tmp_path, qtbot)
    before = dump(workspace.store)
    window.close_file()
    assert [path.name for path in tmp_path.glob("kalindu.collab*")] == ["kalindu.collab"]
    assert window.desk.open(target)
    reopened = window.desk.workspace
    assert reopened is not None
    assert dump(reopened.store) == before
    assert series.team_chart(reopened, indicator.id, 1).sign is Sign.IMPROVED
    reopened.undo()  # yesterday's edit can be undone today
    assert messages.warned == []
    assert messages.crashes == []


def import_the_spreadsheet(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    sheet = folder / "Kalindu 2025.xlsx"
    make_spreadsheet(sheet)
    window.context.navigator.import_files([sheet])
    qtbot.waitUntil(lambda: any(isinstance(one, ImportWindow) for one in QApplication.topLevelWidgets()))
    shown = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ImportWindow))
    qtbot.waitUntil(lambda: shown.item is not None and not shown.item.busy, timeout=20_000)
    for _round in range(4):  # an answer can lead to the next question
        assert shown.item is not None
        assert shown.item.draft is not None
        unknown = [question for question in shown.item.draft.questions if question.kind.startswith("unknown")]
        assert unknown == list(shown.item.draft.questions)
        if not unknown:
            break
        assert not shown.foot.confirm.isEnabled()
        shown.questions.answered.emit({question.id: "create" for question in unknown})
        qtbot.waitUntil(lambda: shown.item is not None and not shown.item.busy, timeout=20_000)
    assert shown.foot.confirm.text() == "Import 42 values"
    shown.foot.confirm.click()
    qtbot.waitUntil(lambda: not window.findChildren(ImportWindow), timeout=20_000)
    assert "Imported 42 values" in window.status.line.text()


def see_the_signal(window: MainWindow, indicator_id: int) -> None:
    page = window.show_place("charts")
    assert isinstance(page, ChartsPage)
    page.open_chart(indicator_id, 1)
    shown = page.large.chart.spec()
    assert shown is not None
    assert shown.sign is Sign.IMPROVED
    assert shown.signals[0].rule == "shift"


def type_a_number(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_place("data")
    assert isinstance(page, DataPage)
    grid = page._model.grid
    assert grid is not None
    place = grid.place((1, 2, FIRST.ordinal + 14))
    assert place is not None
    page._view.go_to(*place)
    QTest.keyClicks(page._view, "1")
    editor = page._view._editor
    QTest.keyClicks(editor, "2/20")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    workspace = page.workspace
    qtbot.waitUntil(lambda: workspace.store.get(Observation, 1, 2, FIRST.ordinal + 14) is not None)
    chart = series.team_chart(workspace, 1, 2)
    assert chart.points[-1].y == 60


def record_a_change(window: MainWindow) -> None:
    page = window.show_place("changes")
    assert isinstance(page, ChangesPage)
    page.tests.line.preset(1, None)
    page.tests.line.change.setText("Partograph review every Monday")
    page.tests.line.day.edit.setText("3 Jul 2025")
    page.tests.line.button.click()
    assert page.tests.line.reason == ""
    (test,) = page.workspace.rows(Test).values()
    assert (test.team_id, test.started) == (1, dt.date(2025, 7, 3))
    flags = series.team_chart(page.workspace, 1, 1).flags
    assert [(flag.x, flag.change) for flag in flags] == [(6, "Partograph review every Monday")]


def print_the_pack(window: MainWindow, file_dialogs: QueuedFiles, folder: Path, qtbot: QtBot) -> None:
    page = window.show_place("sessions")
    assert isinstance(page, SessionsPage)
    session = Session(
        collaborative_id=page.workspace.collaborative.id,
        number=1,
        starts=dt.date(2025, 7, 1),
        place="Town hall",
    )
    meetings.save_session(page.workspace, session)
    page.pack.trigger()
    box = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PackComposer))
    out = folder / "pack.pdf"
    file_dialogs.answers = [out]
    box.maker.save_pack()
    qtbot.waitUntil(window.status.open.isVisible, timeout=30_000)
    box.close()
    document = pypdfium2.PdfDocument(out)
    text = "\n".join(page_.get_textpage().get_text_bounded() for page_ in document)
    document.close()
    for name in (
        *TEAMS,
        "Kalindu partographs",
        "Partograph review every Monday",
        "Learning session 1",
        "PDSA",
    ):
        assert name in text
