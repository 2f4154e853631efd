"""The only message boxes. Tests hand in a recorder instead: a modal box would wait for ever."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMessageBox, QWidget

from collabdesk.i18n import Message, Translator, msg

Text = Message | str


class Messages(QObject):
    """Says and asks in boxes over the active window. Success needs no box: the status bar has a line for it."""

    def __init__(self, translator: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translator = translator

    def tell(self, said: Text) -> None:
        """Something to know that isn't trouble."""
        self._box(QMessageBox.Icon.Information, said).exec()

    def warn(self, said: Text) -> None:
        """Known trouble: one sentence and what to do next."""
        self._box(QMessageBox.Icon.Warning, said).exec()

    def ask(self, question: Text, yes: Text, no: Text | None = None, *, danger: bool = False) -> bool:
        """A question with two named answers; Escape is no, and so is Enter where there is danger."""
        box = self._box(QMessageBox.Icon.Question, question)
        box.setStandardButtons(QMessageBox.StandardButton.NoButton)
        agree = box.addButton(self._text(yes), QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(self._text(no or msg("Cancel")), QMessageBox.ButtonRole.RejectRole)
        agree.setObjectName("yes")
        refuse.setObjectName("no")
        box.setDefaultButton(refuse if danger else agree)
        box.setEscapeButton(refuse)
        box.exec()
        return box.clickedButton() is agree

    def choose(self, question: Text, first: Text, second: Text) -> bool | None:
        """Two ways to go on: True for the first, False for the second, None for neither."""
        box = self._box(QMessageBox.Icon.Question, question)
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        one = box.addButton(self._text(first), QMessageBox.ButtonRole.AcceptRole)
        other = box.addButton(self._text(second), QMessageBox.ButtonRole.AcceptRole)
        one.setObjectName("first")
        other.setObjectName("second")
        box.setDefaultButton(one)
        box.exec()
        clicked = box.clickedButton()
        return True if clicked is one else False if clicked is other else None

    def ask_text(self, question: Text, value: str = "") -> str | None:
        """One line of text; None when cancelled or left empty."""
        title = QGuiApplication.applicationDisplayName()
        text, good = QInputDialog.getText(
            self._over(), title, self._text(question), QLineEdit.EchoMode.Normal, value
        )
        return text.strip() or None if good else None

    def crashed(self, details: str) -> None:
        """A fault of the program: what is safe, and details to copy for whoever helps."""
        said = msg(
            "Something went wrong in CollabDesk itself. Your file is safe: every edit was saved at once. "
            "You can go on working. Please copy the details and send them to whoever helps you with CollabDesk."
        )
        box = self._box(QMessageBox.Icon.Critical, said)
        box.setDetailedText(details)
        copy = box.addButton(self._text(msg("Copy details")), QMessageBox.ButtonRole.ActionRole)
        box.exec()
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(details)

    def _box(self, icon: QMessageBox.Icon, said: Text) -> QMessageBox:
        box = QMessageBox(self._over())
        box.setObjectName("message")
        box.setWindowTitle(QGuiApplication.applicationDisplayName())
        box.setIcon(icon)
        box.setText(self._text(said))
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        return box

    def _over(self) -> QWidget | None:
        return QApplication.activeModalWidget() or QApplication.activeWindow()

    def _text(self, said: Text) -> str:
        return self._translator.text(said)
