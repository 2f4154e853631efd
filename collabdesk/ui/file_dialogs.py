"""The only file dialogs. Tests hand in a queue of answers instead.

On Linux they are Qt's own and never look into a file: a file that this process opens and closes again loses the locks
that SQLite holds on it, and with them its safety from other programs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QMarginsF, QObject, QStandardPaths
from PySide6.QtGui import QIcon, QPageLayout, QPageSize
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QWidget

from collabdesk import paths
from collabdesk.i18n import Message, Translator, msg
from collabdesk.ui.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Text = Message | str
MARGIN_MM = 15.0


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its name in words and its endings, the first of which is given to new files."""

    name: Message
    endings: tuple[str, ...]


COLLAB = FileKind(msg("CollabDesk file"), (".collab",))
SHEETS = FileKind(
    msg("Spreadsheet"),
    (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"),
)
ANY = FileKind(msg("Any file"), ("",))
IMPORTABLE = FileKind(
    msg("Spreadsheet or CollabDesk file"),
    (*SHEETS.endings, ".prn", ".html", ".htm", ".json", ".xml", ".collab"),
)
PDF = FileKind(msg("PDF"), (".pdf",))
DOCX = FileKind(msg("Word document"), (".docx",))
XLSX = FileKind(msg("Excel workbook"), (".xlsx",))
CSV = FileKind(msg("CSV table"), (".csv",))
PNG = FileKind(msg("PNG picture"), (".png",))
SVG = FileKind(msg("SVG drawing"), (".svg",))


class FileDialogs(QObject):
    """Asks for files; every method returns None or an empty list when cancelled."""

    def __init__(
        self, translator: Translator, parent: QObject | None = None, settings: Settings | None = None
    ) -> None:
        super().__init__(parent)
        self._translator = translator
        self._settings = settings or Settings()
        self._folder = documents()
        self._icons = PlainIcons()

    def open_file(self, title: Text, kind: FileKind, folder: Path | None = None) -> Path | None:
        """One file that exists."""
        dialog = self._dialog(title, folder or self._folder, QFileDialog.FileMode.ExistingFile, kind)
        return self._chosen(answer(dialog))

    def open_files(self, title: Text, kind: FileKind) -> list[Path]:
        """Any number of files that exist; it begins where such files came from last, also yesterday."""
        folder = self._settings.import_folder or self._folder
        dialog = self._dialog(title, folder, QFileDialog.FileMode.ExistingFiles, kind)
        found = [Path(one) for one in answers(dialog)]
        if found:
            self._settings.import_folder = found[0].parent
        return found

    def save_file(self, title: Text, suggested: Path | str, *kinds: FileKind) -> Path | None:
        """Where to write; the ending of the chosen kind is added where it lacks one."""
        start = Path(suggested)
        start = start if start.is_absolute() else self._folder / start
        dialog = self._dialog(title, start.parent, QFileDialog.FileMode.AnyFile, *kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(start.name)
        chosen, used = answer(dialog), dialog.selectedNameFilter()
        kind = next((kind for kind in kinds if self._filter(kind) == used), kinds[0])
        return self._chosen(with_ending(chosen, kind, kinds)) if chosen else None

    def choose_folder(self, title: Text, folder: Path | None = None) -> Path | None:
        """A folder."""
        dialog = self._dialog(title, folder or self._folder, QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        chosen = answer(dialog)
        return Path(chosen) if chosen else None

    def choose_printer(
        self, title: Text, tell: Callable[[Message], None], *, paper: str, landscape: bool
    ) -> QPrinter | None:
        """A printer, through the system's own dialog, with the paper (``a4`` or ``letter``) laid in.

        ``tell`` hears where there is none.
        """
        from PySide6.QtPrintSupport import QPrinter

        from collabdesk.ui.printers import ask_printer

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(paper, landscape=landscape))
        return printer if ask_printer(printer, self._over(), self._text(title), tell) else None

    def _dialog(self, title: Text, folder: Path, mode: QFileDialog.FileMode, *kinds: FileKind) -> QFileDialog:
        dialog = plain_dialog(self._over(), self._text(title), folder, self._icons)
        dialog.setFileMode(mode)
        dialog.setNameFilters([self._filter(kind) for kind in kinds])
        return dialog

    def _chosen(self, text: str) -> Path | None:
        if not text:
            return None
        path = Path(text)
        self._folder = path.parent
        return path

    def _filter(self, kind: FileKind) -> str:
        return f"{self._text(kind.name)} ({' '.join('*' + ending for ending in kind.endings)})"

    def _over(self) -> QWidget | None:
        return QApplication.activeModalWidget() or QApplication.activeWindow()

    def _text(self, said: Text) -> str:
        return self._translator.text(said)


class PlainIcons(QFileIconProvider):
    """A picture for files and one for folders: the usual ones read the beginning of files to tell their kind."""

    def __init__(self) -> None:
        super().__init__()
        self._file = super().icon(QFileIconProvider.IconType.File)
        self._folder = super().icon(QFileIconProvider.IconType.Folder)

    # --- Qt ---

    def icon(self, what: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        if isinstance(what, QFileInfo):
            return self._folder if what.isDir() else self._file
        return super().icon(what)

    def type(self, info: QFileInfo) -> str:
        return info.suffix()


def plain_dialog(parent: QWidget | None, title: str, folder: Path, icons: PlainIcons) -> QFileDialog:
    """A file dialog over ``parent`` that shows a folder without looking into its files; ``icons`` are to outlive it."""
    dialog = QFileDialog(parent, title, str(paths.resource("fonts")))  # until its icons are plain
    if sys.platform.startswith("linux"):
        # elsewhere the dialog runs in a process of its own, or locks belong to open files and not to processes
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setIconProvider(icons)
    dialog.setDirectory(str(folder))
    return dialog


def answers(dialog: QFileDialog) -> list[str]:
    """What is chosen in it; nothing when it is cancelled. It is gone afterwards."""
    try:
        return dialog.selectedFiles() if dialog.exec() else []
    finally:
        dialog.deleteLater()


def answer(dialog: QFileDialog) -> str:
    """The one file or folder chosen in it; empty when it is cancelled."""
    return next(iter(answers(dialog)), "")


def with_ending(chosen: str, kind: FileKind, kinds: tuple[FileKind, ...]) -> str:
    """The name with the kind's ending, unless it has the ending of one of the kinds already."""
    known = tuple(ending for one in kinds for ending in one.endings)
    return chosen if chosen.lower().endswith(known) else chosen + kind.endings[0]


def page_layout(paper: str, *, landscape: bool) -> QPageLayout:
    """A page with the margins of everything that is printed here."""
    size = QPageSize.PageSizeId.Letter if paper == "letter" else QPageSize.PageSizeId.A4
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    margins = QMarginsF(*(MARGIN_MM,) * 4)
    return QPageLayout(QPageSize(size), way, margins, QPageLayout.Unit.Millimeter)


def documents() -> Path:
    """The person's own folder for documents."""
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(where) if where else Path.home()
    return folder if folder.is_dir() else Path.home()
