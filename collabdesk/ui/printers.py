"""The system's print dialog, the only one.

It offers no file for a printer: on Linux Qt would look for one in a browser of its own, which opens files to tell
their kind, and a .collab that is opened and closed again loses its locks (`file_dialogs`). Buttons of ours save papers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from collabdesk.i18n import Message, msg

NO_PRINTER = msg(
    "No printer is set up on this computer. Save it as a file instead, and print that where there is a printer."
)


def ask_printer(
    printer: QPrinter, parent: QWidget | None, title: str, tell: Callable[[Message], None], pages: int = 0
) -> bool:
    """Whether to print, and by which printer; ``pages``: of so many a range can be chosen.

    Where there is no printer ``tell`` hears it.
    """
    return has_printer(tell) and (
        print_dialog(printer, parent, title, pages).exec() == QPrintDialog.DialogCode.Accepted
    )


def has_printer(tell: Callable[[Message], None]) -> bool:
    """Whether there is any printer, else ``tell`` hears it: asked before a paper is made that takes a while."""
    if sys.platform.startswith("linux") and not QPrinterInfo.availablePrinterNames():
        tell(NO_PRINTER)  # elsewhere the dialog is the system's, which says so itself
        return False
    return True


def print_dialog(printer: QPrinter, parent: QWidget | None, title: str, pages: int = 0) -> QPrintDialog:
    """The dialog, not yet shown."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    if pages:
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)
    return dialog
