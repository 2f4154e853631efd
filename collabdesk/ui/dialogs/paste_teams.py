"""A list of teams from Excel: paste, see what is understood, correct the columns, add."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from collabdesk.errors import UserFacingError
from collabdesk.i18n import msg, nmsg
from collabdesk.services.setup import team_lists, teams
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import Label

SHOWN = 200
"""Rows of the preview; all are added."""
NARROWEST, WIDEST = 120, 260  # px of a column of the preview
_WORDS = {
    "": msg("(leave out)"),
    "name": msg("Team"),
    "code": msg("Code"),
    "region": msg("Region"),
    "district": msg("District"),
    "facility": msg("Facility"),
    "contact": msg("Contact"),
    "contact_phone": msg("Contact's phone"),
    "coach": msg("Coach"),
    "phone": msg("Coach's phone"),
    "wave": msg("Wave"),
    "joined": msg("Joined"),
    "aliases": msg("Other names"),
    "uid": msg("DHIS2 id"),
}


class PasteTeamsDialog(QDialog):
    """Nothing is added before the button, and then all at once: one undo takes all back."""

    def __init__(self, context: Context, workspace: Workspace, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self._choices: list[QComboBox] = []
        self._cells: tuple[tuple[str, ...], ...] = ()
        self.setObjectName("paste_teams")
        self.setWindowTitle(context.text(msg("Paste a list of teams")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pasted = self._make_text()
        self.preview = QTableWidget()
        self.preview.setObjectName("paste_preview")
        self.preview.setAccessibleName(context.text(msg("What was understood")))
        self.preview.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.preview.verticalHeader().hide()
        self.preview.horizontalHeader().hide()
        self.said = Label(context.theme, wrap=True)
        self.said.setObjectName("paste_said")
        self.problems = Label(context.theme, colour="attention", wrap=True)
        self.problems.setObjectName("paste_problems")
        self.add = QPushButton(context.text(msg("Add teams")))
        self.add.setObjectName("paste_add")
        self._lay_out()
        self._understand()
        self.resize(820, 600)

    @Slot()
    def _read(self) -> None:
        found = team_lists.read_list(self.pasted.toPlainText())
        self._cells = found.cells
        self._fill(found.columns)
        self._understand()

    @Slot()
    def _understand(self) -> None:
        columns = [choice.currentData() for choice in self._choices]
        found = team_lists.understand(self._workspace, self._cells, columns)
        text, count = self._context.text, len(found.rows)
        if not self._cells:
            said = msg("Nothing is pasted yet.")
        else:
            said = nmsg("{count} team will be added.", "{count} teams will be added.", count)
        self.said.setText(text(said))
        lines = [text(problem) for problem in found.problems]
        more = [text(msg("… and {count} more", count=len(lines) - 5))] if len(lines) > 5 else []
        self.problems.setText("\n".join(lines[:5] + more))
        self.problems.setVisible(bool(lines))
        self._rows = found.rows
        self.add.setEnabled(count > 0)

    @Slot()
    def accept(self) -> None:
        """Add the teams."""
        try:
            teams.add_teams(self._workspace, self._rows)
        except UserFacingError as error:
            self.problems.setText(error.sentence)
            self.problems.show()
            return
        super().accept()

    def _fill(self, columns: tuple[str, ...]) -> None:
        self.preview.clear()
        self._choices = []
        shown = self._cells[:SHOWN]
        self.preview.setColumnCount(len(columns))
        self.preview.setRowCount(len(shown) + 1)
        for place, field in enumerate(columns):
            choice = QComboBox()
            choice.setObjectName(f"paste_column_{place}")
            choice.setAccessibleName(self._context.text(msg("Meaning of column {number}", number=place + 1)))
            for name, words in _WORDS.items():
                choice.addItem(self._context.text(words), name)
            choice.setCurrentIndex(choice.findData(field))
            choice.activated.connect(self._understand)
            self.preview.setCellWidget(0, place, choice)
            self._choices.append(choice)
        for row, line in enumerate(shown, start=1):
            for place, cell in enumerate(line):
                self.preview.setItem(row, place, QTableWidgetItem(cell))
        self.preview.resizeColumnsToContents()
        for place in range(len(columns)):
            width = min(max(self.preview.columnWidth(place), NARROWEST), WIDEST)
            self.preview.setColumnWidth(place, width)

    def _make_text(self) -> QPlainTextEdit:
        edit = QPlainTextEdit()
        edit.setObjectName("paste_text")
        edit.setAccessibleName(self._context.text(msg("Pasted list")))
        edit.setPlaceholderText(
            self._context.text(msg("Copy the list in Excel, click here and press Ctrl+V."))
        )
        edit.setTabChangesFocus(True)
        edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        edit.textChanged.connect(self._read)
        return edit

    def _lay_out(self) -> None:
        text = self._context.text
        buttons = QDialogButtonBox()
        buttons.addButton(self.add, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = QPushButton(text(msg("Cancel")))
        cancel.setObjectName("cancel")
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        said = msg(
            "One team a line. With headings (Team, Code, District, Contact, Phone, Coach, Wave, Joined) the columns "
            "are recognised; else choose below what they are."
        )
        box.addWidget(Label(self._context.theme, text(said), colour="ink_soft", wrap=True))
        box.addWidget(self.pasted, 2)
        box.addWidget(self.preview, 3)
        box.addWidget(self.said)
        box.addWidget(self.problems)
        box.addWidget(buttons)
