"""Numbers that are in the file with another value: old and new side by side; keeping the old is the default."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import Translator, msg, nmsg
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.periods import Period, PeriodType
from collabdesk.services.changeset import Cell
from collabdesk.services.data.cells import text_of
from collabdesk.services.imports import Conflict
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GRID, ROW_HEIGHT
from collabdesk.ui.widgets import Label

DISPLAY = Qt.ItemDataRole.DisplayRole
CHECK = Qt.ItemDataRole.CheckStateRole
TIP = Qt.ItemDataRole.ToolTipRole
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TITLES = (msg("Take"), msg("Now"), msg("New"), msg("Number"), msg("Old from"))


class ConflictModel(QAbstractTableModel):
    """The conflicts of a plan and which of them take the new value."""

    chosen_changed = Signal()

    def __init__(self, workspace: Workspace, translator: Translator, parent: QObject | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._translator = translator
        self._conflicts: tuple[Conflict, ...] = ()
        self.chosen: set[Cell] = set()

    def show(self, conflicts: tuple[Conflict, ...], chosen: set[Cell]) -> None:
        """Show these."""
        self.beginResetModel()
        self._conflicts, self.chosen = conflicts, set(chosen)
        self.endResetModel()

    def choose_all(self, *, new: bool) -> None:
        """Take all new values, or keep all old ones."""
        self.chosen = {one.key for one in self._conflicts} if new else set()
        if self._conflicts:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._conflicts) - 1, 0), [CHECK])
            self.chosen_changed.emit()

    def cell(self, row: int) -> str:
        """Where the new value stands in the file."""
        return self._conflicts[row].cell

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._conflicts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _PLAIN | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else _PLAIN

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        across = orientation == Qt.Orientation.Horizontal and role == DISPLAY
        return self._translator.text(_TITLES[section]) if across else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        conflict = self._conflicts[index.row()]
        if role == CHECK and index.column() == 0:
            return Qt.CheckState.Checked if conflict.key in self.chosen else Qt.CheckState.Unchecked
        if role in (DISPLAY, TIP) and index.column() > 0:
            return self._text(conflict, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = DISPLAY) -> bool:
        if role != CHECK or index.column() != 0:
            return False
        key = self._conflicts[index.row()].key
        (self.chosen.add if Qt.CheckState(value) == Qt.CheckState.Checked else self.chosen.discard)(key)
        self.dataChanged.emit(index, index, [CHECK])
        self.chosen_changed.emit()
        return True

    def _text(self, conflict: Conflict, column: int) -> str:
        if column == 1:
            return text_of(self._workspace, conflict.old)
        if column == 2:
            return text_of(self._workspace, conflict.new)
        if column == 4:
            when = self._translator.moment(conflict.when) if conflict.when else ""
            return ", ".join(part for part in (conflict.who, when) if part)
        indicator = self._workspace.rows(Indicator)[conflict.key[0]]
        team = self._workspace.rows(Team)[conflict.key[1]]
        period = Period(PeriodType.parse(indicator.period_type), conflict.key[2])
        return f"{self._translator.period(period)}, {team.name}, {indicator.name}"


class ConflictsPanel(QWidget):
    """The table, and the two buttons for all."""

    chosen_changed = Signal(set)
    """The keys of those that take the new value."""
    cell_wanted = Signal(str, str)

    def __init__(self, context: Context, workspace: Workspace):
        super().__init__()
        self._context = context
        self.setObjectName("import_conflicts")
        self.model = ConflictModel(workspace, context.translator, self)
        self._view = QTableView()
        self._view.setObjectName("conflicts_table")
        self._view.setAccessibleName(context.text(msg("Conflicts")))
        self._view.setModel(self.model)
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.setWordWrap(True)
        self._view.setShowGrid(False)
        self._view.setAlternatingRowColors(True)
        self._view.setTabKeyNavigation(False)
        self._view.verticalHeader().hide()
        three_lines = 3 * self._view.fontMetrics().lineSpacing() + GRID  # where, and who: all is seen at once
        self._view.verticalHeader().setDefaultSectionSize(max(ROW_HEIGHT, three_lines))
        self._view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._view.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate((50, 68, 68, 128, 90)):
            self._view.setColumnWidth(column, width)
        self._said = Label(context.theme, colour="ink_soft", wrap=True)
        self._keep = self._button("keep_all", context.text(msg("Keep all old")))
        self._take = self._button("take_all", context.text(msg("Take all new")))
        buttons = QHBoxLayout()
        buttons.addWidget(self._keep)
        buttons.addWidget(self._take)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GRID, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self._said)
        box.addLayout(buttons)
        box.addWidget(self._view, 1)
        self._keep.clicked.connect(self._keep_all)
        self._take.clicked.connect(self._take_all)
        self.model.chosen_changed.connect(self._tell)
        self._view.selectionModel().currentChanged.connect(self._moved)

    def show_conflicts(self, conflicts: tuple[Conflict, ...], chosen: set[Cell]) -> None:
        """Show these, or that there are none."""
        self.model.show(conflicts, chosen)
        self._write()

    @staticmethod
    def _button(name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setMinimumHeight(30)
        return button

    def _write(self) -> None:
        count = self.model.rowCount()
        said = nmsg(
            "{count} number is there already with another value. The old one is kept unless you take the new.",
            "{count} numbers are there already with other values. The old ones are kept unless you take the new.",
            count,
        )
        none = msg("Nothing in this file differs from what is there already.")
        self._said.setText(self._context.text(said if count else none))
        for button in (self._keep, self._take):
            button.setVisible(count > 0)

    @Slot()
    def _keep_all(self) -> None:
        self.model.choose_all(new=False)

    @Slot()
    def _take_all(self) -> None:
        self.model.choose_all(new=True)

    @Slot()
    def _tell(self) -> None:
        self.chosen_changed.emit(set(self.model.chosen))

    @Slot(QModelIndex)
    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            sheet, _, cells = self.model.cell(index.row()).rpartition("!")
            self.cell_wanted.emit(sheet, cells.split(" ")[0])
