"""The file dialogs: what is chosen in them, and that looking for a file never costs an open file its locks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QTreeView
from pytestqt.qtbot import QtBot

from collabdesk.i18n import Translator
from collabdesk.ui.file_dialogs import COLLAB, CSV, XLSX, FileDialogs, PlainIcons, plain_dialog

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system's dialog")
TRY_TO_LOCK = """
import fcntl, sys
try:
    fcntl.lockf(open(sys.argv[1], "r+b"), fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    sys.exit("locked")
"""


def test_a_folder_is_shown_without_opening_its_files(qtbot: QtBot, tmp_path: Path) -> None:
    import fcntl

    path, icons = tmp_path / "northern.collab", PlainIcons()
    path.write_bytes(b"SQLite format 3\0" + bytes(4096))
    with path.open("r+b") as held:
        fcntl.lockf(held, fcntl.LOCK_EX)
        dialog = plain_dialog(None, "Open", tmp_path, icons)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitUntil(lambda: listed(dialog) == [("northern.collab", "4.02 KiB", "collab")])
        tried = subprocess.run([sys.executable, "-c", TRY_TO_LOCK, str(path)], capture_output=True, text=True)
    assert tried.stderr.strip() == "locked"


def listed(dialog: QFileDialog) -> list[tuple[str, ...]]:
    """Name, size and kind of what the dialog shows."""
    tree = dialog.findChild(QTreeView)
    assert tree is not None
    model, root = tree.model(), tree.rootIndex()
    return [
        tuple(model.index(row, column, root).data() for column in range(3))
        for row in range(model.rowCount(root))
    ]


@pytest.fixture
def files(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> FileDialogs:
    monkeypatch.setattr(
        FileDialogs, "_over", lambda _self: None
    )  # the window of the test before may be dying
    return FileDialogs(Translator())


def answered(monkeypatch: pytest.MonkeyPatch, do: Callable[[QFileDialog], object]) -> None:
    """The dialog is not shown: ``do`` chooses in it, and gives whether that was accepted."""
    monkeypatch.setattr(QFileDialog, "exec", do)


def test_one_file(files: FileDialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.collab"
    path.touch()
    answered(monkeypatch, lambda dialog: dialog.selectFile(str(path)) or 1)
    assert files.open_file("Open", COLLAB, tmp_path) == path
    answered(monkeypatch, lambda _dialog: 0)
    assert files.open_file("Open", COLLAB, tmp_path) is None


def test_spreadsheets_are_looked_for_where_the_last_came_from(
    files: FileDialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, seen = tmp_path / "march", []
    folder.mkdir()
    (folder / "a.csv").touch()

    def choose(dialog: QFileDialog) -> int:
        seen.append(Path(dialog.directory().absolutePath()))
        dialog.setDirectory(str(folder))
        dialog.selectFile(str(folder / "a.csv"))
        return 1

    answered(monkeypatch, choose)
    assert files.open_files("Import", CSV) == [folder / "a.csv"]
    FileDialogs(Translator()).open_files("Import", CSV)  # another day
    assert seen[1] == folder
    assert seen[0] != folder


def test_a_new_file_gets_the_ending_of_its_kind(
    files: FileDialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, lambda dialog: dialog.selectNameFilter(dialog.nameFilters()[1]) or 1)
    assert files.save_file("Save", tmp_path / "numbers", XLSX, CSV) == tmp_path / "numbers.csv"


def test_a_folder(files: FileDialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(monkeypatch, lambda _dialog: 1)
    assert files.choose_folder("Folder", tmp_path) == tmp_path
