"""Fixtures of the window's tests: theme, recorders, the whole window and a small collaborative."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from collabdesk.apart.helper import SameProcess
from collabdesk.i18n import Translator
from collabdesk.services.setup import collaboratives
from collabdesk.ui.context import Context
from collabdesk.ui.file_desk import FileDesk
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.tasks import InlineTasks, Tasks
from collabdesk.ui.theme import Scheme, Theme
from tests.ui.office import furnish
from tests.ui.recorders import QueuedFiles, RecordedMessages
from tests.ui.showing import context_of, shown


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, whatever the machine's own setting is."""
    made = Theme(qapp, Scheme.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def translator() -> Translator:
    """English texts."""
    return Translator("en")


@pytest.fixture
def messages() -> RecordedMessages:
    """Records what the window says; questions are answered from its queue."""
    return RecordedMessages()


@pytest.fixture
def file_dialogs() -> QueuedFiles:
    """Answers file dialogs from its queue."""
    return QueuedFiles()


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    """Work in threads, as people have it; drained at the end. What a helping process would do, they do themselves."""
    made = Tasks(helper=SameProcess())
    yield made
    made.drain()


@pytest.fixture
def inline_tasks() -> InlineTasks:
    """Work at once in the calling thread."""
    return InlineTasks()


@pytest.fixture
def context(theme: Theme, messages: RecordedMessages, file_dialogs: QueuedFiles, tasks: Tasks) -> Context:
    """What every page is handed."""
    return context_of(theme, messages=messages, files=file_dialogs, tasks=tasks)


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small collaborative, made once. Use `office`, which is a copy."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLLABDESK_HOME", str(folder / "home"))
        furnish(folder / "office.collab")
    return folder / "office.collab"


@pytest.fixture
def office(office_file: Path, tmp_path: Path) -> Path:
    """A copy of the small collaborative of `tests.ui.office`."""
    path = tmp_path / "northern.collab"
    shutil.copy(office_file, path)
    return path


@pytest.fixture
def charts_page(context: Context, office: Path, qtbot: QtBot) -> Iterator[ChartsPage]:
    """The Charts page alone, with the small collaborative open; it hears of every edit."""
    opened = collaboratives.open_file(office, "Ada")
    with shown(ChartsPage, context, opened, qtbot) as made:
        yield made
    opened.store.close()


@pytest.fixture
def window(context: Context, qtbot: QtBot) -> Iterator[MainWindow]:
    """The whole window, with nothing open. Afterwards no task runs and no window is left."""
    before = set(QApplication.topLevelWidgets())
    made = MainWindow(context, FileDesk(context))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.desk.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = {
        widget for widget in QApplication.topLevelWidgets() if widget not in before and widget.isVisible()
    }
    assert not left


@pytest.fixture
def office_window(window: MainWindow, office: Path) -> MainWindow:
    """The window with the small collaborative open."""
    assert window.desk.open(office)
    return window
