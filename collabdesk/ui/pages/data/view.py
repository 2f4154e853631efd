"""The grid on screen: type, Enter or Tab moves on; blocks to and from Excel; refusals where they happen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from collabdesk.i18n import Message, Translator, msg, nmsg
from collabdesk.ui.pages.data.bubble import CellBubble
from collabdesk.ui.pages.data.cells_view import CellsView, bounds
from collabdesk.ui.pages.data.editor import CellEditor
from collabdesk.ui.pages.data.entry import CellEntry, Edit, Refusal, Written
from collabdesk.ui.pages.data.model import GridModel
from collabdesk.ui.theme import Theme

_KEY = Qt.Key
_STANDARD = QKeySequence.StandardKey


class GridView(CellsView):
    """Shows a `GridModel` and takes what is typed or pasted to a `CellEntry`."""

    cell_entered = Signal()
    """The current cell is another one."""
    said = Signal(str)
    """A line for the status bar."""
    undo_asked = Signal(int)
    """Take back the edit (its journal entry) that was doubted."""

    def __init__(
        self,
        model: GridModel,
        entry: CellEntry,
        theme: Theme,
        translator: Translator,
        parent: QWidget | None = None,
    ):
        super().__init__(model, theme, parent)
        self._entry = entry
        self._translator = translator
        self.setObjectName("data_grid")
        self.setAccessibleName(translator.text(msg("Numbers by month")))
        self._editor = CellEditor(self.viewport())
        self.bubble = CellBubble(theme, translator, self.viewport())
        self._bubble_at: tuple[int, int] | None = None
        self._doubted = 0
        self._editor.done.connect(self._take)
        self._editor.given_up.connect(self.give_up)
        self._editor.block_pasted.connect(self._paste_from_editor)
        self._editor.textEdited.connect(self._drop_refusal)
        self.bubble.undo_asked.connect(self._ask_undo)
        self.selectionModel().currentChanged.connect(self._moved)

    # --- what others ask for ---

    def edit_cell(self, text: str | None = None) -> None:
        """Open the line on the current cell, with its text or with what was just typed."""
        place = self.current_place()
        if place is None:
            return
        self._drop_refusal()
        self.scrollTo(self.currentIndex())
        editor = self._editor
        editor.row, editor.column = place
        editor.before = self._grid_model.face(*place).text
        editor.setText(editor.before if text is None else text)
        editor.setGeometry(self.visualRect(self.currentIndex()).adjusted(-1, -1, 1, 1))
        editor.show()
        editor.setFocus()
        if text is None:
            editor.selectAll()

    def is_editing(self) -> bool:
        """Whether a cell is open."""
        return self._editor.isVisible()

    def finish_edit(self) -> bool:
        """Take what is being typed; False when it was refused and stays open."""
        return not self.is_editing() or self._take(0, 0)

    @Slot()
    def give_up(self) -> None:
        """Close the line and leave the cell as it was."""
        self.close_edit()
        self.setFocus()

    def close_edit(self) -> None:
        """Close the line and the bubble without a word: the grid is about to change."""
        self._close_line()
        self.bubble.hide()

    @Slot()
    def paste(self) -> None:
        """Write the clipboard's block from the current cell on; a single text fills all chosen cells."""
        text, chosen = QGuiApplication.clipboard().text(), self.selectionModel().selection()
        if not self.finish_edit() or chosen.isEmpty() or not text.strip():
            return
        area = bounds(chosen)
        if "\t" not in text and "\n" not in text.strip() and len(self.selectedIndexes()) > 1:
            self._write([self._edit(index, text.strip()) for index in self._chosen()])
        else:
            self._paste_block(text, area.top(), area.left())

    @Slot()
    def clear_chosen(self) -> None:
        """Clear the chosen cells."""
        filled = [
            index for index in self._chosen() if self._grid_model.face(index.row(), index.column()).text
        ]
        if filled:
            self._write([self._edit(index, "") for index in filled])
            self._say(nmsg("One number cleared.", "{count} numbers cleared.", len(filled)))

    # --- Qt ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_STANDARD.Copy):
            self.copy()
        elif event.matches(_STANDARD.Paste):
            self.paste()
        elif event.matches(_STANDARD.Cut):
            self.copy()
            self.clear_chosen()
        elif event.key() in (_KEY.Key_Delete, _KEY.Key_Backspace):
            self.clear_chosen()
        elif event.key() == _KEY.Key_F6:
            self._leave(forward=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == _KEY.Key_F2:
            self.edit_cell()
        elif event.key() in (_KEY.Key_Return, _KEY.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif event.key() == _KEY.Key_Escape and self.bubble.isVisible():
            self.bubble.hide()
        elif self._is_typing(event) and self.is_editing():
            self._editor.setFocus()
            self._editor.insert(event.text())
        elif self._is_typing(event):
            self.edit_cell(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.finish_edit():
            super().mousePressEvent(event)
        else:
            self._editor.setFocus()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.edit_cell()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu, say = QMenu(self), self._translator.text
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, keys, slot in (
            (msg("Copy"), _STANDARD.Copy, self.copy),
            (msg("Paste"), _STANDARD.Paste, self.paste),
            (msg("Clear"), _STANDARD.Delete, self.clear_chosen),
        ):
            menu.addAction(say(text), QKeySequence(keys), slot)
        for action in self.actions():
            menu.addAction(action)
        menu.popup(event.globalPos())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._put_in_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put_in_place()

    # --- private ---

    def _leave(self, *, forward: bool) -> None:
        """On to the next control: Tab belongs to the cells."""
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forward)
        self.setTabKeyNavigation(True)

    def _put_in_place(self) -> None:
        if self._editor.isVisible():
            index = self._grid_model.index(self._editor.row, self._editor.column)
            self._editor.setGeometry(self.visualRect(index).adjusted(-1, -1, 1, 1))
        if self.bubble.isVisible() and self._bubble_at:
            self.bubble.stand_under(self._rect(*self._bubble_at))

    @staticmethod
    def _edit(index: QModelIndex, text: str) -> Edit:
        return Edit(row=index.row(), column=index.column(), text=text)

    @staticmethod
    def _is_typing(event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        return bool(event.text().strip()) and event.text().isprintable() and not plain

    @Slot(int, int)
    def _take(self, rows: int, columns: int) -> bool:
        editor = self._editor
        if self._entry.asking:
            return False
        if editor.text().strip() != editor.before:
            edit = Edit(row=editor.row, column=editor.column, text=editor.text())
            if not self._write([edit], closing=True):
                return False
        self._close_line()
        if rows or columns:
            self._step(rows, columns)
        return True

    def _close_line(self) -> None:
        # hiding what has the focus makes Qt press Tab in the view, which would move the cursor
        if self._editor.hasFocus():
            self._editor.blockSignals(True)
            self.setFocus()
            self._editor.blockSignals(False)
        self._editor.hide()

    def _write(self, edits: Sequence[Edit], *, closing: bool = False) -> bool:
        written = self._entry.write(edits)
        if written.refusal is not None:
            self._refuse(written.refusal, move=not closing)
            return False
        self.bubble.hide()
        if written.left:
            self.give_up()
            return False
        if written.doubts:
            self._ask(written)
        return True

    def _refuse(self, refusal: Refusal, *, move: bool) -> None:
        if move:
            self.go_to(refusal.row, refusal.column)
        self._bubble_at = (refusal.row, refusal.column)
        self.bubble.refuse(refusal.reason, self._rect(*self._bubble_at))
        self._editor.selectAll()  # what is typed next takes the place of the refused text, it isn't added to it

    def _ask(self, written: Written) -> None:
        self._doubted = written.entry_id
        self._bubble_at = written.doubtful or self.current_place()
        if self._bubble_at is not None:
            self.bubble.doubt(self._entry.doubt_text(written), self._rect(*self._bubble_at))

    @Slot()
    def _ask_undo(self) -> None:
        self.undo_asked.emit(self._doubted)

    @Slot(str)
    def _paste_from_editor(self, text: str) -> None:
        row, column = self._editor.row, self._editor.column
        self.give_up()
        self._paste_block(text, row, column)

    def _paste_block(self, text: str, row: int, column: int) -> None:
        block = self._entry.block(text, row, column)
        if block.refusal is not None:
            self._refuse(block.refusal, move=False)
            return
        grid = self._grid_model.grid
        if grid is not None and block.last_column >= grid.n_periods:
            self._grid_model.extend(grid.first, grid.first + block.last_column)
        if block.edits and self._write(block.edits):
            self._select_block(block.edits)
            done = nmsg("One number pasted.", "{count} numbers pasted.", len(block.edits))
            self._say(done, msg("Blank cells of the block left what was there.") if block.blanks else None)

    def _say(self, *parts: Message | None) -> None:
        self.said.emit(" ".join(self._translator.text(part) for part in parts if part is not None))

    @Slot()
    def _drop_refusal(self) -> None:
        """A refusal goes with the next key; a doubt stays until the next number is in."""
        if not self.bubble.is_doubt:
            self.bubble.hide()

    @Slot()
    def _moved(self) -> None:
        self._drop_refusal()
        self.cell_entered.emit()
