"""A finished PDF to a printer of the system.

Where the system prints through CUPS it is handed the PDF itself, so that lines stay lines. Elsewhere each page is
painted as a picture of the printer's own resolution, at most 300 dots an inch: finer ones fill the memory of a small
machine and the queue of an old printer, and look the same from a hand's distance.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QObject, QRect, QTimer, Signal, Slot
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from collabdesk.i18n import Message
from collabdesk.ui.packs.paper import image_of
from collabdesk.ui.printers import ask_printer

FINEST = 300
"""Dots an inch."""
_DUPLEX = {
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
    QPrinter.DuplexMode.DuplexNone: "one-sided",
}


class PrintJob(QObject):
    """`ask` for the printer, then `start`; pages follow one by one so that the window lives meanwhile."""

    step = Signal(int, int)
    """Page printed, pages to print."""
    finished = Signal(bool)

    def __init__(self, pdf: bytes, pages: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._parent = parent
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._document = pypdfium2.PdfDocument(pdf)
        self._numbers = list(range(1, pages + 1))
        self._done = 0
        self._painter: QPainter | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._print_next)

    def ask(self, title: str, tell: Callable[[Message], None]) -> bool:
        """The system's own print dialog; ``tell`` hears where there is no printer. Returns whether to print."""
        self._fit_page()
        good = ask_printer(self.printer, self._parent, title, tell, len(self._numbers))
        if not good:
            self._document.close()
        return good

    @Slot()
    def start(self) -> None:
        """Print: by the whole PDF where that can be done, else page by page."""
        self._cut_range()
        if self._copies():
            self._end(self._copy_to(Path(self.printer.outputFileName())))
        elif self._hand_over():
            self._end(True)
        else:
            self._fit_page()
            self._painter = QPainter()
            if not self._painter.begin(self.printer):
                self._painter = None
                self._end(False)
                return
            self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Print no further page."""
        if self._timer.isActive():
            self.printer.abort()
            self._end(False)

    # --- private ---

    def _cut_range(self) -> None:
        if self.printer.printRange() is QPrinter.PrintRange.PageRange and self.printer.fromPage() > 0:
            first, last = self.printer.fromPage(), self.printer.toPage()
            self._numbers = [number for number in self._numbers if first <= number <= last]

    def _fit_page(self) -> None:
        """The paper of the pack, to its edges: the pack has margins of its own."""
        wide, high = self._document[0].get_size()
        letter = abs(wide - 612) < 2 and abs(high - 792) < 2
        size = QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4
        self.printer.setPageSize(QPageSize(size))
        self.printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        self.printer.setFullPage(True)

    def _copies(self) -> bool:
        """Whether a file was chosen for a printer."""
        to_pdf = self.printer.outputFormat() is QPrinter.OutputFormat.PdfFormat
        return to_pdf and bool(self.printer.outputFileName())

    def _copy_to(self, path: Path) -> bool:
        try:
            path.write_bytes(self._chosen_pages())
        except OSError:
            return False
        return True

    def _hand_over(self) -> bool:
        """The PDF to CUPS, where it is there and takes it."""
        program = shutil.which("lp")
        if program is None or not self.printer.printerName():
            return False
        command = [program, "-d", self.printer.printerName(), "-n", str(max(1, self.printer.copyCount()))]
        command += ["-t", "CollabDesk"]
        sides = _DUPLEX.get(self.printer.duplex())
        if sides:
            command += ["-o", f"sides={sides}"]
        if self.printer.colorMode() is QPrinter.ColorMode.GrayScale:
            command += ["-o", "print-color-mode=monochrome"]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pack.pdf"
            path.write_bytes(self._chosen_pages())
            with contextlib.suppress(OSError, subprocess.SubprocessError):
                done = subprocess.run([*command, str(path)], check=False, capture_output=True, timeout=20)
                return done.returncode == 0
        return False

    def _chosen_pages(self) -> bytes:
        """The PDF with the pages of the range only; the whole is left as it is, byte for byte."""
        if len(self._numbers) == len(self._document):
            return self._pdf
        import io

        chosen, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
        chosen.import_pages(self._document, [number - 1 for number in self._numbers])
        chosen.save(buffer)
        chosen.close()
        return buffer.getvalue()

    @Slot()
    def _print_next(self) -> None:
        if self._done >= len(self._numbers) or self._painter is None:
            self._end(True)
            return
        if self._done and not self.printer.newPage():
            self._end(False)
            return
        place = self.printer.pageLayout().fullRectPixels(self.printer.resolution())
        width = place.width() * min(1.0, FINEST / self.printer.resolution())
        grey = self.printer.colorMode() is QPrinter.ColorMode.GrayScale
        image = image_of(self._document, self._numbers[self._done], width, grey=grey)
        self._painter.drawImage(QRect(0, 0, place.width(), place.height()), image)
        self._done += 1
        self.step.emit(self._done, len(self._numbers))

    def _end(self, good: bool) -> None:
        self._timer.stop()
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        self._document.close()
        self.finished.emit(good)
