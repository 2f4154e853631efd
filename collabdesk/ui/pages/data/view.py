"""The grid on screen: type, Enter or Tab moves on; blocks to and from Excel; refusals where they happen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from collabdesk.i18n import Message, Translator, msg, nmsg
from collabdesk.ui.pages.data.bubble import CellBubble
from collabdesk.ui.pages.data.editor import CellEditor
from collabdesk.ui.pages.data.entry import CellEntry, Edit, Refusal, Written
from collabdesk.ui.pages.data.model import GridModel
from collabdesk.ui.pages.data.painting import CellDelegate
from collabdesk.ui.theme import Theme

_KEY = Qt.Key
_STANDARD = QKeySequence.StandardKey
_NO_TRIGGERS = QAbstractItemView.EditTrigger.NoEditTriggers
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
HEAD_WIDTH, WIDE_HEAD = 184, 264
"""Teams have short names; indicators need more room."""


class GridView(QTableView):
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
        super().__init__(parent)
        self._grid_model = model
        self._entry = entry
        self._translator = translator
        self.setObjectName("data_grid")
        self.setAccessibleName(translator.text(msg("Numbers by month")))
        self.setModel(model)
        self._delegate = CellDelegate(model, theme, self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(_NO_TRIGGERS)
        self._editor = CellEditor(self.viewport())
        self.bubble = CellBubble(theme, translator, self.viewport())
        self._bubble_at: tuple[int, int] | None = None
        self._doubted = 0
        self._set_up_headers()
        self._editor.done.connect(self._take)
        self._editor.given_up.connect(self.give_up)
        self._editor.block_pasted.connect(self._paste_from_editor)
        self._editor.textEdited.connect(self._drop_refusal)
        self.bubble.undo_asked.connect(self._ask_undo)
        self.selectionModel().currentChanged.connect(self._moved)

    # --- what others ask for ---

    def current_place(self) -> tuple[int, int] | None:
        """Row and column of the current cell."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one, and visible."""
        index = self._grid_model.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _SELECT)
            self.scrollTo(index)

    def set_wide_head(self, wide: bool) -> None:
        """Give the names of the rows more room."""
        self.verticalHeader().setFixedWidth(WIDE_HEAD if wide else HEAD_WIDTH)
        self.updateGeometries()

    def show_latest(self) -> None:
        """Scroll to the last periods."""
        self.updateGeometries()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.maximum())

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
    def copy(self) -> None:
        """Copy the chosen cells as Excel takes them."""
        chosen = self.selectionModel().selection()
        if chosen.isEmpty():
            return
        area = _bounds(chosen)
        lines = [
            "\t".join(
                self._grid_model.face(row, column).text for column in range(area.left(), area.right() + 1)
            )
            for row in range(area.top(), area.bottom() + 1)
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    @Slot()
    def paste(self) -> None:
        """Write the clipboard's block from the current cell on; a single text fills all chosen cells."""
        text, chosen = QGuiApplication.clipboard().text(), self.selectionModel().selection()
        if not self.finish_edit() or chosen.isEmpty() or not text.strip():
            return
        area = _bounds(chosen)
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

    def _set_up_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        size = self._delegate.cell_size()
        across.setDefaultSectionSize(size.width())
        across.setMinimumSectionSize(size.width() // 2)
        across.setHighlightSections(True)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(size.height())
        down.setFixedWidth(HEAD_WIDTH)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setHighlightSections(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)

    def _put_in_place(self) -> None:
        if self._editor.isVisible():
            index = self._grid_model.index(self._editor.row, self._editor.column)
            self._editor.setGeometry(self.visualRect(index).adjusted(-1, -1, 1, 1))
        if self.bubble.isVisible() and self._bubble_at:
            self.bubble.stand_under(self._rect(*self._bubble_at))

    def _rect(self, row: int, column: int) -> QRect:
        return self.visualRect(self._grid_model.index(row, column))

    def _chosen(self) -> list[QModelIndex]:
        return sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))

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
        if written.doubts:
            self._ask(written)
        return True

    def _refuse(self, refusal: Refusal, *, move: bool) -> None:
        if move:
            self.go_to(refusal.row, refusal.column)
        self._bubble_at = (refusal.row, refusal.column)
        self.bubble.refuse(refusal.reason, self._rect(*self._bubble_at))

    def _ask(self, written: Written) -> None:
        self._doubted = written.entry_id
        self._bubble_at = written.doubtful or self.current_place()
        if self._bubble_at is not None:
            self.bubble.doubt(self._entry.doubt_text(written), self._rect(*self._bubble_at))

    @Slot()
    def _ask_undo(self) -> None:
        self.undo_asked.emit(self._doubted)

    def _step(self, rows: int, columns: int) -> None:
        place = self.current_place()
        if place is not None:
            row = min(max(place[0] + rows, 0), self._grid_model.rowCount() - 1)
            column = min(max(place[1] + columns, 0), self._grid_model.columnCount() - 1)
            self.go_to(row, column)

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

    def _select_block(self, edits: Sequence[Edit]) -> None:
        first, last = edits[0], edits[-1]
        widest = max(edit.column for edit in edits)
        narrowest = min(edit.column for edit in edits)
        area = QItemSelection(
            self._grid_model.index(first.row, narrowest), self._grid_model.index(last.row, widest)
        )
        self.selectionModel().select(area, _SELECT)

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


def _bounds(chosen: QItemSelection) -> QRect:
    """The rectangle around a selection, in columns and rows."""
    area = QRect()
    for part in chosen.toList():
        area = area.united(QRect(QPoint(part.left(), part.top()), QPoint(part.right(), part.bottom())))
    return area
