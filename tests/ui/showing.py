"""A page alone on the screen, and what every page is handed: for tests that need no whole window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from pytestqt.qtbot import QtBot

from collabdesk.i18n import Translator
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import FileDialogs
from collabdesk.ui.messages import Messages
from collabdesk.ui.navigator import Navigator
from collabdesk.ui.pages.base import Page
from collabdesk.ui.settings import Settings
from collabdesk.ui.tasks import InlineTasks, Tasks
from collabdesk.ui.theme import Theme
from tests.ui.recorders import QueuedFiles, RecordedMessages

P = TypeVar("P", bound=Page)


def context_of(
    theme: Theme,
    *,
    messages: Messages | None = None,
    files: FileDialogs | None = None,
    tasks: Tasks | None = None,
) -> Context:
    """English, with recorders for messages and files, and work done at once, unless others are given."""
    return Context(
        theme=theme,
        translator=Translator("en"),
        messages=messages or RecordedMessages(),
        files=files or QueuedFiles(),
        tasks=tasks or InlineTasks(),
        settings=Settings(),
        navigator=Navigator(),
    )


@contextmanager
def shown(
    make: Callable[[Context], P],
    context: Context,
    workspace: Workspace,
    qtbot: QtBot,
    size: tuple[int, int] = (1150, 620),
) -> Iterator[P]:
    """The page with an open file, as large as in a window of 1366 x 768; it hears of every edit."""
    page = make(context)
    qtbot.addWidget(page)
    page.resize(*size)
    stop = workspace.listen(page.refresh)
    page.show_workspace(workspace)
    page.show()
    page.activateWindow()
    yield page
    context.tasks.drain()
    page.forget_workspace()
    stop()
