"""One table for all pages: sort, filter, copy to Excel, remembered widths, what to say when it is empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from collabdesk.i18n import Message, Number, msg
from collabdesk.periods import Period
from collabdesk.ui.column_widths import ColumnWidth, ColumnWidths
from collabdesk.ui.context import Context
from collabdesk.ui.term_bubble import Terms
from collabdesk.ui.theme import GRID

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_TIP = Qt.ItemDataRole.ToolTipRole
_INK = Qt.ItemDataRole.ForegroundRole
_SORT = Qt.ItemDataRole.UserRole
_CHECK = Qt.ItemDataRole.CheckStateRole
_BOXES = {
    True: Qt.CheckState.Checked,
    False: Qt.CheckState.Unchecked,
    None: Qt.CheckState.PartiallyChecked,
}
_NOWHERE = QModelIndex()
Said = str | Message | Number | Period | dt.date | None
"""What a cell may say; nothing for None."""
_GAP = {True: "\u2002", False: ""}
"""After a right-aligned text, which would else touch the next column."""


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: its heading, the value that sorts, and the text that is shown (the value's own by default).

    What a column says may be a message, a number, a date or a period: the table words it. So a page's columns need
    nothing of the page and stand as data at the head of its module.
    """

    name: str
    title: Message
    value: Callable[[R], Any]
    width: int = 120
    """In px at the usual text size."""
    _: KW_ONLY
    text: Callable[[R], Said] | None = None
    tip: Callable[[R], Said] | None = None
    stretch: float = 0.0
    """Its share of the room that is to spare; such a column gives way where there is too little."""
    spare: bool = False
    """Left out where there is too little room."""
    right: bool = False
    check: Callable[[R], bool | None] | None = None
    """Shows a box: ticked, empty, or half for not known. A click or Space asks with `Table.check_wanted`."""
    term: str = ""
    """The word of `ui.terms` that explains the heading."""
    token: Callable[[R], str] | None = None
    """A colour token for the text of a row: ``ink_soft``, ``attention``."""


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows of any kind, shown by columns."""

    def __init__(self, context: Context, columns: Sequence[Column[R]], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.columns = tuple(columns)
        self.rows: list[R] = []

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def text(self, row: R, column: Column[R]) -> str:
        """What a cell shows."""
        return self._worded((column.text or column.value)(row))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == _DISPLAY:
            return self.text(row, column) + _GAP[column.right]
        if role == _SORT:
            value = column.value(row)
            return self._context.text(value) if isinstance(value, Message) else value
        if role == _ALIGN:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == _TIP:
            return self._worded(column.tip(row)) if column.tip else self.text(row, column)
        if role == _CHECK and column.check is not None:
            return _BOXES[column.check(row)]
        if role == _INK and column.token is not None:
            return QColor(getattr(self._context.theme.palette, column.token(row)))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return self._context.text(column.title) + _GAP[column.right]
        if role == _ALIGN:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _worded(self, said: Any) -> str:
        if isinstance(said, Message):
            return self._context.text(said)
        if isinstance(said, Number):
            return self._context.translator.number(said.value, said.digits) + said.suffix
        if isinstance(said, Period):
            return self._context.translator.period(said)
        if isinstance(said, dt.date):
            return self._context.date(said)
        return "" if said is None else str(said)


class _Proxy(QSortFilterProxyModel):
    """Filters by words that may stand in any column; sorts numbers and dates as such, the empty last."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()

    def set_filter(self, text: str) -> None:
        """Show rows that hold every word."""
        self._words = tuple(text.casefold().split())
        self.invalidate()

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        if not self._words:
            return True
        model = self.sourceModel()
        assert isinstance(model, TableModel)
        whole = " ".join(model.text(model.rows[row], column) for column in model.columns).casefold()
        return all(word in whole for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        return bool(_key(left.data(_SORT)) < _key(right.data(_SORT)))


def _key(value: Any) -> tuple[int, Any]:
    if value is None or value == "":
        return (2, 0)
    if isinstance(value, str):
        return (1, value.casefold())
    if isinstance(value, dt.date):
        return (0, value.toordinal())
    return (0, value)


class _View(QTableView):
    """Copies what is selected as Excel pastes it."""

    copy_wanted = Signal()
    entered = Signal()
    spaced = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class TickView(_View):
    """With boxes: Space ticks the selected rows. The theme gives the boxes their edge, by this name."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.spaced.emit()
        else:
            super().keyPressEvent(event)


class Table(QWidget, Generic[R]):
    """Rows with a search field over them. ``name`` is its object name and the key of its widths."""

    activated = Signal(object)
    """A row: double click or Enter."""
    selection_changed = Signal()
    check_wanted = Signal(object)
    """The rows that are to be ticked or not: the one whose box was clicked, or with Space the selected ones."""

    def __init__(
        self,
        context: Context,
        name: str,
        columns: Sequence[Column[R]],
        *,
        title: Message,
        search: bool = True,
        sort_by: int = -1,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._context = context
        self._model: TableModel[R] = TableModel(context, columns, self)
        self._proxy = _Proxy(self)
        self._proxy.setSourceModel(self._model)
        self.search = QLineEdit()
        self.view = self._make_view(name, context.text(title))
        if sort_by >= 0:
            self.view.sortByColumn(sort_by, Qt.SortOrder.AscendingOrder)
        self._make_search(name, context.text(title), search)
        self.widths = ColumnWidths(
            context,
            name,
            self.view,
            [ColumnWidth(usual=one.width, stretch=one.stretch, spare=one.spare) for one in columns],
        )
        self.terms = Terms(context, self)
        self.terms.explain_heads(self.view, {at: one.term for at, one in enumerate(columns) if one.term})
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        if search:
            box.addWidget(self.search)
        box.addWidget(self.view, 1)

    # --- rows ---

    @property
    def rows(self) -> list[R]:
        """All rows, in the order they were given."""
        return self._model.rows

    @property
    def shown(self) -> list[R]:
        """The rows as they are shown: filtered and sorted."""
        return [self._row(self._proxy.index(place, 0)) for place in range(self._proxy.rowCount())]

    def set_rows(self, rows: Sequence[R], key: Callable[[R], object] | None = None) -> None:
        """Show these rows; with a ``key``, what was selected stays so and the view stays where it was."""
        chosen = {key(row) for row in self.selected()} if key else set()
        place = self.view.verticalScrollBar().value()
        self._model.set_rows(rows)
        if key and chosen:
            self._select(lambda row: key(row) in chosen)
        self.view.verticalScrollBar().setValue(place)
        self.selection_changed.emit()

    def selected(self) -> list[R]:
        """The selected rows from top to bottom."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self._row(self._proxy.index(place, 0)) for place in places]

    def select(self, wanted: Callable[[R], bool]) -> None:
        """Select the rows that ``wanted`` accepts."""
        self.view.clearSelection()
        self._select(wanted)

    def as_text(self, rows: Sequence[R]) -> str:
        """Rows with their headings, as Excel pastes them."""
        without = self.widths.without
        shown = [
            column
            for place, column in enumerate(self._model.columns)
            if place in without or not self.view.isColumnHidden(place)
        ]
        heads = [self._context.text(column.title) for column in shown]
        lines = ["\t".join(heads)]
        for row in rows:
            cells = (self._model.text(row, column) for column in shown)
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
        return "\n".join(lines)

    # --- slots ---

    @Slot()
    def copy(self) -> None:
        """Copy the selected rows, or all that are shown, with their headings."""
        QGuiApplication.clipboard().setText(self.as_text(self.selected() or self.shown))

    @Slot(str)
    def _search_changed(self, text: str) -> None:
        self._proxy.set_filter(text)
        self.selection_changed.emit()  # a row that the search hides is no longer chosen

    @Slot()
    def _entered(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.activated.emit(self._row(index))

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        if self._model.columns[index.column()].check is not None:
            self.check_wanted.emit([self._row(index)])

    @Slot()
    def _spaced(self) -> None:
        if self.selected():
            self.check_wanted.emit(self.selected())

    @Slot(QModelIndex)
    def _double_clicked(self, index: QModelIndex) -> None:
        if self._model.columns[index.column()].check is None:
            self.activated.emit(self._row(index))

    @Slot()
    def _selected(self) -> None:
        self.selection_changed.emit()

    # --- private ---

    def _row(self, index: QModelIndex) -> R:
        return self._model.rows[self._proxy.mapToSource(index).row()]

    def _select(self, wanted: Callable[[R], bool]) -> None:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        first = True
        for place in range(self._proxy.rowCount()):
            index = self._proxy.index(place, 0)
            if wanted(self._row(index)):
                if first:
                    self.view.selectionModel().setCurrentIndex(index, flags)
                    first = False
                self.view.selectionModel().select(index, flags)

    def _make_view(self, name: str, title: str) -> _View:
        boxes = any(column.check is not None for column in self._model.columns)
        view = TickView() if boxes else _View()
        view.setObjectName(f"{name}_view")
        view.setAccessibleName(title)
        view.setModel(self._proxy)
        view.setSortingEnabled(True)
        view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.verticalHeader().hide()
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.copy_wanted.connect(self.copy)
        view.entered.connect(self._entered)
        view.spaced.connect(self._spaced)
        view.clicked.connect(self._clicked)
        view.doubleClicked.connect(self._double_clicked)
        view.selectionModel().selectionChanged.connect(self._selected)
        return view

    def _make_search(self, name: str, title: str, search: bool) -> None:
        self.search.setObjectName(f"{name}_search")
        self.search.setAccessibleName(self._context.text(msg("Search in: {table}", table=title)))
        self.search.setPlaceholderText(self._context.text(msg("Search")))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self.search.setMinimumHeight(30)
        self.search.textChanged.connect(self._search_changed)
        if not search:
            self.search.setParent(self)
            self.search.hide()
