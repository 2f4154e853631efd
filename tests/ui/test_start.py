"""The start: what is imported before the first paint, no display, errors that nobody catches."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from collabdesk import app
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.ui.crash import CrashHook
from tests.ui.recorders import RecordedMessages

LATE = (
    "pandas",
    "reportlab",
    "alembic",
    "pyqtgraph",
    "openpyxl",
    "python_calamine",
    "xlsxwriter",
    "babel.core",
)
"""Never needed to show a collaborative's first page."""
AFTER_PAINT = ("sqlalchemy", "numpy", *LATE)
"""Not before the person sees a window."""
SCRIPT = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from collabdesk import app as desk_app
from collabdesk.ui.first_paint import after_first_paint
app = QApplication([])
window = desk_app.build(app)
seen = {}
def painted():
    seen["painted"] = sorted(sys.modules)
def opened():
    seen["opened"] = sorted(sys.modules)
    QTimer.singleShot(0, app.quit)
window.desk.opened.connect(opened)
desk_app.start(window, Path(sys.argv[1]), False)
after_first_paint(window, painted)  # the filter installed last is asked first
QTimer.singleShot(20000, app.quit)
app.exec()
window.close()
print(json.dumps(seen))
"""


def test_modules_of_the_start(office: Path) -> None:
    import json

    found = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(office)], capture_output=True, text=True, timeout=60, check=True
    )
    seen = json.loads(found.stdout.splitlines()[-1])
    painted, opened = set(seen["painted"]), set(seen["opened"])
    assert "collabdesk.ui.main_window" in painted
    assert [name for name in AFTER_PAINT if name in painted] == []
    assert "collabdesk.ui.pages.overview.page" in opened
    assert [name for name in LATE if name in opened and name != "babel.core"] == []


def test_without_a_display_a_sentence_and_exit_2() -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    found = subprocess.run(
        [sys.executable, "-c", "from collabdesk import app; raise SystemExit(app.run(None, False))"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert found.returncode == 2
    assert found.stderr.strip() == app.NO_DISPLAY
    assert found.stdout == ""


@pytest.mark.parametrize("display", [":4711", "localhost:4711", "nonsense", ":x"])
def test_a_display_that_does_not_answer(display: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", display)
    assert not app.display_is_there()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert app.display_is_there()


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


def test_crash_hook(messages: RecordedMessages) -> None:
    hook = CrashHook(messages)
    hook.of_task(raised(UserFacingError("The disk is full.")))
    assert messages.warned == ["The disk is full."]
    hook.of_task(raised(Cancelled()))
    assert messages.crashes == []
    hook.of_task(raised(KeyError("lost")))
    assert "KeyError: 'lost'" in messages.crashes[0]
    assert "CollabDesk" in messages.crashes[0]
    assert "test_start.py" in messages.crashes[0]


def test_a_crash_while_a_crash_is_shown_opens_no_second_box(messages: RecordedMessages) -> None:
    hook = CrashHook(messages)

    def crash_again(details: str) -> None:
        messages.crashes.append(details)
        hook.of_task(raised(ValueError("second")))

    messages.__dict__["crashed"] = crash_again
    hook.of_task(raised(ValueError("first")))
    assert len(messages.crashes) == 1
