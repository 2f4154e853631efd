"""The line in which a cell is typed. It stays open until what stands in it is taken or given up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

_KEY = Qt.Key
_STEPS = {_KEY.Key_Return: (1, 0), _KEY.Key_Enter: (1, 0), _KEY.Key_Tab: (0, 1), _KEY.Key_Backtab: (0, -1)}
_ARROWS = {_KEY.Key_Up: (-1, 0), _KEY.Key_Down: (1, 0)}


class CellEditor(QLineEdit):
    """One line over one cell."""

    done = Signal(int, int)
    """Take the text, then move by so many rows and columns."""
    given_up = Signal()
    """Leave the cell as it was."""
    block_pasted = Signal(str)
    """Several cells were pasted into the line."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.setObjectName("cell_editor")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.row = self.column = 0
        self.before = ""
        self.hide()

    def event(self, event: QEvent) -> bool:
        # Tab would otherwise move the focus before keyPressEvent sees it
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._step(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _KEY.Key_Escape:
            self.given_up.emit()
            return
        text = QGuiApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if "\t" in text or "\n" in text.strip():
            self.block_pasted.emit(text)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.isVisible():
            self.done.emit(0, 0)

    def _step(self, event: QKeyEvent) -> bool:
        key = _KEY(event.key())
        step = _STEPS.get(key) or _ARROWS.get(key)
        if step is None:
            return False
        up = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and key in (
            _KEY.Key_Return,
            _KEY.Key_Enter,
        )
        self.done.emit(-1 if up else step[0], step[1])
        return True
