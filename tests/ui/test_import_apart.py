"""The import window with a real helping process: the window lives meanwhile, Cancel ends it, a fall is one sentence."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from collabdesk.apart.helper import Helper
from collabdesk.models.intake import ImportBatch
from collabdesk.models.measures import Observation
from collabdesk.services.changes import change_journals
from collabdesk.services.workspace import Workspace
from collabdesk.ui.imports import ImportWindow
from collabdesk.ui.imports.items import FileState
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.tasks import Tasks
from tests.apart import crashes
from tests.ui.recorders import RecordedMessages

HEAD = "facility,indicator,period,numerator,denominator\n"
ONE = HEAD + "Tolveni HC IV,PARTO,2013-01,3,9\n"
LONG = HEAD + "".join(
    f"Site {team},PARTO,{year}-{month:02d},3,9\n"
    for team in range(300)
    for year in range(2010, 2017)
    for month in range(1, 13)
)
"""Long enough to be given up in the middle."""


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    """As people have it."""
    made = Tasks(helper=Helper())
    yield made
    made.drain()


Make = Callable[..., ImportWindow]


@pytest.fixture
def make(office_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Make:
    def opened(*texts: str) -> ImportWindow:
        files = [tmp_path / f"sheet{place}.csv" for place in range(len(texts))]
        for path, text in zip(files, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        workspace = office_window.desk.workspace
        assert workspace is not None
        window = ImportWindow(office_window.context, workspace, files, office_window)
        qtbot.addWidget(window)
        window.show()
        return window

    return opened


@pytest.fixture
def workspace(office_window: MainWindow) -> Workspace:
    assert office_window.desk.workspace is not None
    return office_window.desk.workspace


def settle(window: ImportWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not any(item.busy for item in window.desk.items), timeout=60_000)


def press(window: ImportWindow, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    button.click()


def test_a_file_is_read_asked_about_and_saved_in_another_process(
    make: Make, workspace: Workspace, qtbot: QtBot, office_window: MainWindow
) -> None:
    window = make(ONE + "Nobody,PARTO,2013-01,3,9\n", ONE.replace("2013", "2012"))
    settle(window, qtbot)
    helper = office_window.context.tasks.helper
    assert helper.pid not in (None, os.getpid())
    assert [item.state for item in window.desk.items] == [FileState.ASKS, FileState.READY]
    assert window.preview.model.text(1, 0) == "Tolveni HC IV"
    window.desk.answer(0, {window.desk.items[0].draft.questions[0].id: "leave out"})  # type: ignore[union-attr]
    settle(window, qtbot)
    heard: list[str] = []
    workspace.listen(lambda changes: heard.append(changes.label))
    press(window, "import_confirm_all")
    qtbot.waitUntil(lambda: len(workspace.mine(ImportBatch)) == 2, timeout=30_000)
    assert [one for one in heard if one] == ["Import of sheet0.csv", "Import of sheet1.csv"]
    assert workspace.store.get(Observation, 1, 1, 2012 * 12) is not None
    assert workspace.saved_at is not None
    workspace.undo()
    workspace.undo()
    assert workspace.store.get(Observation, 1, 1, 2012 * 12) is None


def test_the_window_goes_on_while_a_file_is_read(make: Make, qtbot: QtBot) -> None:
    window, beats = make(LONG), list[bool]()
    timer = QTimer(window)
    timer.timeout.connect(lambda: beats.append(window.desk.items[0].busy))
    timer.start(5)
    settle(window, qtbot)
    assert sum(beats) > 20
    assert window.desk.items[0].draft is not None


def test_cancel_ends_the_process_and_the_next_file_gets_another(
    make: Make, qtbot: QtBot, office_window: MainWindow
) -> None:
    window = make(LONG, ONE)
    helper = office_window.context.tasks.helper
    qtbot.waitUntil(lambda: helper.pid is not None, timeout=10_000)
    first = helper.pid
    press(window, "import_stop")
    assert window.desk.items[0].state is FileState.FAILED
    assert window.desk.items[0].trouble == "Cancelled. Nothing was saved."
    settle(window, qtbot)
    assert window.desk.items[1].state is FileState.READY
    assert helper.pid != first


def test_an_answer_whose_understanding_is_cancelled_is_asked_again(make: Make, qtbot: QtBot) -> None:
    window = make(ONE + "Nobody,PARTO,2013-01,3,9\n")
    settle(window, qtbot)
    item = window.desk.items[0]
    assert item.draft is not None
    (question,) = item.draft.questions
    window.desk.answer(0, {question.id: "leave out"})
    press(window, "import_stop")
    assert (item.state, item.busy, item.answered) == (FileState.ASKS, False, {})
    window.desk.answer(0, {question.id: "leave out"})
    settle(window, qtbot)
    assert (item.state, item.to_save) == (FileState.READY, 1)


def test_a_process_that_falls_is_one_sentence_and_the_next_file_is_read(
    make: Make, qtbot: QtBot, office_window: MainWindow
) -> None:
    window = make(LONG, ONE)
    helper = office_window.context.tasks.helper
    qtbot.waitUntil(lambda: helper.pid is not None, timeout=10_000)
    qtbot.wait(200)  # one that falls before it is asked is replaced, and nobody notices
    assert helper.pid is not None
    os.kill(helper.pid, signal.SIGKILL)
    settle(window, qtbot)
    first, second = window.desk.items
    assert first.state is FileState.FAILED
    assert first.trouble.startswith("“sheet0.csv” can't be read: the reading broke off.")
    assert second.state is FileState.READY


def test_what_a_fallen_process_kept_is_read_again_before_it_is_saved(
    make: Make, workspace: Workspace, qtbot: QtBot, office_window: MainWindow
) -> None:
    window = make(ONE + "Nobody,PARTO,2013-01,3,9\n")
    settle(window, qtbot)
    item = window.desk.items[0]
    assert item.draft is not None
    window.desk.answer(0, {item.draft.questions[0].id: "leave out"})
    settle(window, qtbot)
    office_window.context.tasks.helper.close()
    press(window, "import_confirm")
    qtbot.waitUntil(lambda: item.result is not None, timeout=30_000)
    assert [batch.file for batch in workspace.mine(ImportBatch)] == ["sheet0.csv"]


def test_a_file_that_changed_since_it_was_read_is_not_saved(
    make: Make, workspace: Workspace, qtbot: QtBot, office_window: MainWindow
) -> None:
    window = make(ONE)
    settle(window, qtbot)
    item = window.desk.items[0]
    item.path.write_text(ONE.replace("3,9", "4,9"), encoding="utf-8")
    office_window.context.tasks.helper.close()
    press(window, "import_confirm")
    settle(window, qtbot)
    assert "was changed after it was read here. Nothing was saved" in item.trouble
    assert workspace.mine(ImportBatch) == []


def test_a_large_file_gives_its_memory_back(make: Make, qtbot: QtBot, office_window: MainWindow) -> None:
    window = make(LONG)
    settle(window, qtbot)
    assert office_window.context.tasks.helper.pid is not None
    window.close()
    qtbot.waitUntil(lambda: office_window.context.tasks.helper.pid is None, timeout=10_000)


def test_a_list_of_changes_that_brings_the_reader_down_is_one_sentence(
    office_window: MainWindow,
    messages: RecordedMessages,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    helper = office_window.context.tasks.helper
    monkeypatch.setattr(change_journals, "read", crashes.fall_over)
    office_window.context.navigator.take_journal(tmp_path / "changes.xls")
    qtbot.waitUntil(lambda: bool(messages.warned), timeout=20_000)
    assert messages.warned[0].startswith("“changes.xls” can't be read: the reading broke off.")
    assert helper.pid is None
