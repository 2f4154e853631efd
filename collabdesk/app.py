"""Builds the window. The frame is painted first; the database is imported after that."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from collabdesk import log
from collabdesk.i18n import Translator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from collabdesk.ui.context import Context
    from collabdesk.ui.main_window import MainWindow

NO_DISPLAY = (
    "CollabDesk cannot open its window: there is no display here. The commands work without one: "
    "“collabdesk --help” lists them, for instance “collabdesk import FILE.collab SHEET.xlsx”."
)
_X11_PORT = 6000
_PATIENCE = 2.0  # seconds for a display on another computer


def run(path: Path | None, sample: bool) -> int:
    """Open the window on ``path``, on a fresh sample, on the last file, or on the welcome page.

    Returns the exit code: 0 after closing the window, 2 (with a sentence on standard error) without a display.
    """
    if not display_is_there():
        print(NO_DISPLAY, file=sys.stderr)
        return 2
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    app.setApplicationName("CollabDesk")
    app.setApplicationDisplayName("CollabDesk")
    app.setDesktopFileName("collabdesk")
    log.start()
    window = build(app)
    start(window, path, sample)
    code = app.exec()
    window.deleteLater()
    return code


def build(app: QApplication) -> MainWindow:
    """The window with all it needs, not shown yet; errors that nobody catches go to it."""
    from PySide6.QtGui import QIcon

    from collabdesk import paths
    from collabdesk.ui.crash import CrashHook
    from collabdesk.ui.file_desk import FileDesk
    from collabdesk.ui.history import UndoKeys
    from collabdesk.ui.housekeeping import Housekeeping
    from collabdesk.ui.main_window import MainWindow

    context = make_context(app)
    hook = CrashHook(context.messages, app)
    sys.excepthook = hook.hook
    context.tasks.crashed.connect(hook.of_task)
    app.installEventFilter(UndoKeys(app))
    Housekeeping(app)
    app.setWindowIcon(QIcon(str(paths.resource("icons/charts.svg"))))
    return MainWindow(context, FileDesk(context, app))


def make_context(app: QApplication, language: str = "en") -> Context:
    """Theme, words, messages, dialogs, tasks and settings."""
    from collabdesk.ui.context import Context
    from collabdesk.ui.file_dialogs import FileDialogs
    from collabdesk.ui.messages import Messages
    from collabdesk.ui.navigator import Navigator
    from collabdesk.ui.settings import Settings
    from collabdesk.ui.tasks import Tasks
    from collabdesk.ui.theme import Theme

    settings = Settings()
    translator = Translator(language)
    _load_qt_texts(app, language)
    return Context(
        theme=Theme(app, settings.scheme, app, settings.text_size),
        translator=translator,
        messages=Messages(translator, app),
        files=FileDialogs(translator, app, settings),
        tasks=Tasks(app),
        settings=settings,
        navigator=Navigator(app),
    )


def start(window: MainWindow, path: Path | None, sample: bool) -> None:
    """Show the window, and open what is to be opened once it is painted."""
    from collabdesk.ui.first_paint import after_first_paint

    wanted = path or (None if sample else window.context.settings.last_file)
    if wanted is not None or sample:
        window.begin_opening()
    if wanted is not None:
        after_first_paint(window, lambda: window.desk.open(wanted))
    elif sample:
        after_first_paint(window, window.desk.open_sample)
    window.show()


def _load_qt_texts(app: QApplication, language: str) -> None:
    """Qt's own catalogue, for the buttons of its dialogs."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    QLocale.setDefault(QLocale(language))
    catalogue = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if catalogue.load(QLocale(language), "qtbase", "_", folder):
        app.installTranslator(catalogue)


def display_is_there() -> bool:
    """Whether a window can be shown: Qt itself would end the program without a word for us to say."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform and platform != "xcb" and not platform.startswith("wayland"):
        return True
    x11 = platform in ("", "xcb") and _x11_answers(os.environ.get("DISPLAY", ""))
    wayland = platform != "xcb" and _wayland_answers(os.environ.get("WAYLAND_DISPLAY", ""))
    return x11 or wayland


def _wayland_answers(name: str) -> bool:
    if not name:
        return False
    return _answers(socket.AF_UNIX, str(Path(os.environ.get("XDG_RUNTIME_DIR", "/run")) / name))


def _x11_answers(display: str) -> bool:
    host, colon, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _answers(socket.AF_UNIX, path) or _answers(socket.AF_UNIX, "\0" + path)
    if host.startswith("/"):  # macOS and some containers name the socket itself
        return _answers(socket.AF_UNIX, display)
    return _answers(socket.AF_INET, (host, _X11_PORT + int(number)))


def _answers(family: int, address: str | tuple[str, int]) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(_PATIENCE)
            probe.connect(address)
    except OSError:
        return False
    return True
