"""The grid on screen, to look at: the current cell, the chosen ones, headers, and copies for Excel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from collabdesk.ui.pages.data.entry import Edit
from collabdesk.ui.pages.data.model import GridModel
from collabdesk.ui.pages.data.painting import CellDelegate
from collabdesk.ui.theme import Theme

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
HEAD_WIDTH, WIDE_HEAD = 184, 264
"""Teams have short names; indicators need more room."""


class CellsView(QTableView):
    """Shows a `GridModel`; `GridView` adds the typing."""

    def __init__(self, model: GridModel, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._grid_model = model
        self.setModel(model)
        self._delegate = CellDelegate(model, theme, self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._set_up_headers()
        model.modelReset.connect(self.fit_cells)
        model.dataChanged.connect(self.fit_cells)

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

    @Slot()
    def fit_cells(self) -> None:
        """Columns as wide as what stands in them needs."""
        grid = self._grid_model.grid
        wide = grid is not None and grid.wide
        width = self._delegate.cell_size(wide=wide).width()
        if width != self.horizontalHeader().defaultSectionSize():
            self.horizontalHeader().setDefaultSectionSize(width)

    def show_latest(self) -> None:
        """Scroll to the last periods."""
        self.updateGeometries()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.maximum())

    @Slot()
    def copy(self) -> None:
        """Copy the chosen cells as Excel takes them."""
        chosen = self.selectionModel().selection()
        if chosen.isEmpty():
            return
        area = bounds(chosen)
        lines = [
            "\t".join(
                self._grid_model.face(row, column).text for column in range(area.left(), area.right() + 1)
            )
            for row in range(area.top(), area.bottom() + 1)
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

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

    def _rect(self, row: int, column: int) -> QRect:
        return self.visualRect(self._grid_model.index(row, column))

    def _chosen(self) -> list[QModelIndex]:
        return sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))

    def _step(self, rows: int, columns: int) -> None:
        place = self.current_place()
        if place is not None:
            row = min(max(place[0] + rows, 0), self._grid_model.rowCount() - 1)
            column = min(max(place[1] + columns, 0), self._grid_model.columnCount() - 1)
            self.go_to(row, column)

    def _select_block(self, edits: Sequence[Edit]) -> None:
        first, last = edits[0], edits[-1]
        widest = max(edit.column for edit in edits)
        narrowest = min(edit.column for edit in edits)
        area = QItemSelection(
            self._grid_model.index(first.row, narrowest), self._grid_model.index(last.row, widest)
        )
        self.selectionModel().select(area, _SELECT)


def bounds(chosen: QItemSelection) -> QRect:
    """The rectangle around a selection, in columns and rows."""
    area = QRect()
    for part in chosen.toList():
        area = area.united(QRect(QPoint(part.left(), part.top()), QPoint(part.right(), part.bottom())))
    return area
