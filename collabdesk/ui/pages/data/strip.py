"""The line under the grid: which cell this is, where its number came from, its note, and its exclusion."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from collabdesk.i18n import msg
from collabdesk.services.data.cells import CellFacts
from collabdesk.ui.context import Context
from collabdesk.ui.pages.data.words import exclusion, origin
from collabdesk.ui.theme import GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import Label, button_for


class CellStrip(QWidget):
    """Shows one cell; its note is written when the cursor leaves the field."""

    note_written = Signal(str)
    """The note as it should be now."""

    def __init__(self, context: Context, exclude: QAction):
        super().__init__()
        self._context = context
        self._exclude = exclude
        self._note_before = ""
        self.setObjectName("cell_strip")
        theme = context.theme
        self._title = Label(theme, bold=True)
        self._title.setObjectName("cell_title")
        self._origin = Label(theme, size=Type.CAPTION, colour="ink_soft")
        self._origin.setObjectName("cell_origin")
        self._origin.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.note = QLineEdit()
        self.note.setObjectName("cell_note")
        self.note.setPlaceholderText(context.text(msg("Note on this number (Ctrl+Shift+N)")))
        self.note.setAccessibleName(context.text(msg("Note on this number")))
        self.note.editingFinished.connect(self._finish)
        self._button = button_for(exclude)
        first, second, box = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        first.setSpacing(GAP_SMALL)
        first.addWidget(self._title)
        first.addWidget(self._origin, 1)
        second.setSpacing(GRID)
        second.addWidget(self.note, 1)
        second.addWidget(self._button)
        box.setContentsMargins(0, GRID, 0, 0)
        box.setSpacing(GRID // 2)
        box.addLayout(first)
        box.addLayout(second)
        self.show_nothing()

    def show_cell(self, title: str, facts: CellFacts) -> None:
        """Show a cell. What is being typed into the note is not overwritten."""
        text = self._context.text
        self._title.setText(f"{title}   {facts.text}" if facts.text else title)
        said = [text(line) for line in (exclusion(facts), origin(facts)) if line]
        self._origin.setText(" · ".join(said))
        self._origin.setToolTip("\n".join(said))
        if not (self.note.hasFocus() and self.note.isModified()):
            self.note.setText(facts.note)
            self._note_before = facts.note
        self._exclude.setText(text(msg("Include again") if facts.exclusion else msg("Exclude…")))
        self._exclude.setEnabled(facts.exclusion is not None or bool(facts.text))
        self.setEnabled(True)

    def show_nothing(self) -> None:
        """No cell is chosen."""
        self._title.setText(self._context.text(msg("Choose a cell")))
        self._origin.clear()
        self.note.clear()
        self._note_before = ""
        self.setEnabled(False)

    @Slot()
    def _finish(self) -> None:
        text = self.note.text().strip()
        self.note.setModified(False)
        if text != self._note_before:
            self._note_before = text
            self.note_written.emit(text)
