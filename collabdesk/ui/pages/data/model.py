"""The grid as a Qt model: faces are cached, an edit is one dataChanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from collabdesk.i18n import Message, Translator, msg
from collabdesk.services.changeset import Cell, ChangeSet
from collabdesk.ui.pages.data.grid import Face, Grid, column_title

# the short form Qt.DisplayRole makes repaints three times slower
DISPLAY = Qt.ItemDataRole.DisplayRole
EDIT = Qt.ItemDataRole.EditRole
ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
TIP = Qt.ItemDataRole.ToolTipRole
HORIZONTAL = Qt.Orientation.Horizontal
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NOWHERE = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """Shows a `Grid`. Edits go through the page; the model follows the notices."""

    def __init__(self, translator: Translator, parent: QObject | None = None):
        super().__init__(parent)
        self._translator = translator
        self._grid: Grid | None = None
        self._titles: list[str] = []
        self.tip: Callable[[int, int], str] | None = None
        """What to show when the mouse rests on a cell: asked for only then."""

    @property
    def grid(self) -> Grid | None:
        """The grid shown."""
        return self._grid

    def show(self, grid: Grid | None) -> None:
        """Show another grid."""
        self.beginResetModel()
        self._grid = grid
        self._retitle()
        self.endResetModel()

    def face(self, row: int, column: int) -> Face:
        """How a cell looks, without the way through Qt."""
        assert self._grid is not None
        return self._grid.face(row, column)

    def extend(self, first: int, last: int) -> None:
        """Show these periods too: earlier ones, or those that a pasted block needs."""
        assert self._grid is not None
        grid = self._grid
        if first < grid.first:
            self.beginInsertColumns(_NOWHERE, 0, grid.first - first - 1)
            grid.extend(first, grid.last)
            self._retitle()
            self.endInsertColumns()
        if last > grid.last:
            self.beginInsertColumns(_NOWHERE, grid.n_periods, last - grid.first)
            grid.extend(grid.first, last)
            self._retitle()
            self.endInsertColumns()

    def follow(self, changes: ChangeSet) -> list[tuple[int, int]]:
        """Take over what an edit touched; returns the places shown that changed."""
        if self._grid is None or not changes.cells:
            return []
        self._show_periods_of(changes.cells)
        places = self._grid.forget(changes.cells)
        if places:
            rows, columns = [row for row, _ in places], [column for _, column in places]
            self.dataChanged.emit(
                self.index(min(rows), min(columns)), self.index(max(rows), max(columns)), [DISPLAY]
            )
        return places

    def _show_periods_of(self, touched: Iterable[Cell]) -> None:
        assert self._grid is not None
        series = {(row.indicator_id, row.team_id) for row in self._grid.rows}
        periods = [cell[2] for cell in touched if cell[:2] in series]
        if periods:
            self.extend(min(periods), max(periods))

    def _retitle(self) -> None:
        grid = self._grid
        columns = range(grid.n_periods) if grid else ()
        self._titles = [column_title(grid.period(at), self._translator) for at in columns] if grid else []

    # --- Qt ---

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._grid is None else len(self._grid.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._grid is None else self._grid.n_periods

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: ARG002 - all cells alike
        return _FLAGS

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if self._grid is None:
            return None
        if role in (DISPLAY, EDIT):
            return self._grid.face(index.row(), index.column()).text
        if role == ALIGNMENT:
            return _CENTRE
        if role == SPOKEN:
            return self.spoken(index.row(), index.column())
        if role == TIP and self.tip is not None:
            return self.tip(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if self._grid is None:
            return None
        if orientation == HORIZONTAL:
            return self._titles[section] if role == DISPLAY else None
        head = self._grid.rows[section]
        if role == DISPLAY:
            return head.name
        if role == TIP:
            return f"{head.name}\n{head.second}" if head.second else head.name
        return _LEFT if role == ALIGNMENT else None

    def spoken(self, row: int, column: int) -> str:
        """A cell in words, for a screen reader."""
        face, grid = self.face(row, column), self._grid
        assert grid is not None
        said: list[str | Message] = [grid.rows[row].name, self._translator.period(grid.period(column))]
        said.append(face.text or msg("not reported"))
        if face.state == 2:
            said.append(msg("no cases"))
        if face.suspect:
            said.append(msg("more than 100 %"))
        if face.excluded:
            said.append(msg("excluded"))
        if face.noted:
            said.append(grid.note(row, column))
        return ", ".join(self._translator.text(part) for part in said)
