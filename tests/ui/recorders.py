"""What stands in for boxes and dialogs that would wait for a person."""

# ruff: noqa: ARG002 - the signatures are those of what they stand in for
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from collabdesk.i18n import Message, Translator
from collabdesk.ui.file_dialogs import FileDialogs, FileKind, Text, page_layout
from collabdesk.ui.messages import Messages
from collabdesk.ui.packs.printing import PrintJob


class RecordedMessages(Messages):
    """Keeps what was said; answers questions from ``answers`` (a question without one fails the test)."""

    def __init__(self) -> None:
        super().__init__(Translator("en"))
        self.told: list[str] = []
        self.warned: list[str] = []
        self.asked: list[str] = []
        self.crashes: list[str] = []
        self.answers: list[bool | str | None] = []

    def tell(self, said: Text) -> None:
        self.told.append(self._text(said))

    def warn(self, said: Text) -> None:
        self.warned.append(self._text(said))

    def ask(self, question: Text, yes: Text, no: Text | None = None, *, danger: bool = False) -> bool:
        self.asked.append(self._text(question))
        return bool(self.answers.pop(0))

    def choose(self, question: Text, first: Text, second: Text) -> bool | None:
        self.asked.append(self._text(question))
        answer = self.answers.pop(0)
        return answer if isinstance(answer, bool) else None

    def ask_text(self, question: Text, value: str = "") -> str | None:
        self.asked.append(self._text(question))
        answer = self.answers.pop(0)
        return answer if isinstance(answer, str) else None

    def crashed(self, details: str) -> None:
        self.crashes.append(details)


class QueuedFiles(FileDialogs):
    """Answers from ``answers``: a path, a list of paths, or None for Cancel."""

    def __init__(self) -> None:
        super().__init__(Translator("en"))
        self.answers: list[Path | list[Path] | None] = []
        self.suggested: list[str] = []

    def open_file(self, title: Text, kind: FileKind, folder: Path | None = None) -> Path | None:
        return self._one()

    def open_files(self, title: Text, kind: FileKind) -> list[Path]:
        answer = self.answers.pop(0)
        return answer if isinstance(answer, list) else []

    def save_file(self, title: Text, suggested: Path | str, *kinds: FileKind) -> Path | None:
        self.suggested.append(str(suggested))
        return self._one()

    def choose_folder(self, title: Text, folder: Path | None = None) -> Path | None:
        return self._one()

    def choose_printer(
        self, title: Text, tell: Callable[[Message], None], *, paper: str, landscape: bool
    ) -> QPrinter | None:
        """A PDF under the path that is answered."""
        self.suggested.append(f"{paper} {'landscape' if landscape else 'portrait'}")
        path = self._one()
        if path is None:
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setPageLayout(page_layout(paper, landscape=landscape))
        return printer

    def _one(self) -> Path | None:
        answer = self.answers.pop(0)
        return answer if isinstance(answer, Path) else None


def print_to(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The print dialog is answered with a file in place of a printer."""

    def ask(job: PrintJob, _title: str, _tell: Callable[[Message], None]) -> bool:
        job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        job.printer.setOutputFileName(str(target))
        return True

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    monkeypatch.setattr(PrintJob, "ask", ask)
