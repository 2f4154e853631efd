"""The print dialog: it never offers a file for a printer, whose browser would open files."""

from __future__ import annotations

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from collabdesk.ui import printers
from collabdesk.ui.printers import NO_PRINTER, ask_printer, print_dialog


def test_the_dialog_offers_no_file_for_a_printer(qtbot: QtBot) -> None:
    printer = QPrinter()  # the dialog does not keep it
    dialog = print_dialog(printer, None, "Print the pack", 12)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.testOption(QPrintDialog.PrintDialogOption.PrintToFile)
    assert (dialog.fromPage(), dialog.toPage()) == (1, 12)
    browser = dialog.findChild(QWidget, "fileBrowser")
    if browser is not None:  # Qt's own dialog, where the system has none
        assert not browser.isVisible()
        names = dialog.findChild(QComboBox, "printers")
        assert names is not None
        assert names.count() == len(QPrinterInfo.availablePrinterNames())


def test_without_a_printer_it_is_told_and_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_args: object) -> QPrintDialog:
        raise AssertionError("asked")

    monkeypatch.setattr(printers.sys, "platform", "linux")
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(printers, "print_dialog", never)
    told: list[object] = []
    assert not ask_printer(QPrinter(), None, "Print", told.append, 3)
    assert told == [NO_PRINTER]
