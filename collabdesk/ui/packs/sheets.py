"""Short papers (a list, a sheet to sign, briefings): saved as a PDF, or printed through the system's own dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.reports.craft.document import new_file
from collabdesk.services.file_names import stem
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import PDF
from collabdesk.ui.packs.printing import PrintJob
from collabdesk.ui.printers import has_printer


class Laid(Protocol):
    """A paper whose pages are measured."""

    @property
    def pages(self) -> int:
        """How many it has."""

    def pdf(self) -> bytes:
        """The whole."""


class Sheets(QObject):
    """Belongs to a page; tells in the status bar what was made."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._sent = 0

    def save(self, make: Callable[[], Laid], name: str, title: Message) -> None:
        """Ask where to, and write the PDF."""
        path = self._context.files.save_file(title, f"{stem(name)}.pdf", PDF)
        if path is not None and self._context.attempt(lambda: _write(make().pdf(), path)):
            self._context.navigator.say_made(path.name, path)

    def print(self, make: Callable[[], Laid], title: Message) -> None:
        """Ask for the printer, and print."""
        made: list[Laid] = []
        if has_printer(self._context.messages.tell) and self._context.attempt(lambda: made.append(make())):
            self.send(made[0].pdf(), made[0].pages, title)

    def send(self, pdf: bytes, pages: int, title: Message) -> None:
        """A finished PDF to a printer that the person chooses."""
        job = PrintJob(pdf, pages, self._page)
        if job.ask(self._context.text(title), self._context.messages.tell):
            self._sent = pages
            job.finished.connect(self._told)
            job.start()

    @Slot(bool)
    def _told(self, good: bool) -> None:
        sent = nmsg("{count} page sent to the printer.", "{count} pages sent to the printer.", self._sent)
        self._context.navigator.say(self._context.text(sent if good else msg("Printing was stopped.")))


def _write(pdf: bytes, path: Path) -> None:
    with new_file(path) as file:
        file.write(pdf)
