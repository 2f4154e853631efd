"""The board as a table: a row per team, a column per period, then whom to call. Only what is in sight is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from collabdesk.i18n import Message, Translator, msg, nmsg
from collabdesk.services.data.completeness import Board, Cell
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GRID, ROW_HEIGHT, Type, mixed

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISPLAY, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
_SAID = Qt.ItemDataRole.AccessibleTextRole
_PEOPLE: tuple[tuple[Message, str], ...] = (
    (msg("Missing"), "missing"),
    (msg("Contact"), "contact"),
    (msg("Phone"), "phone"),
    (msg("Coach"), "coach"),
    (msg("Coach's phone"), "coach_phone"),
)
_PEOPLE_WIDTHS = (68, 90, 90, 90, 90)
"""The least of each: a wider one is as wide as its longest text, so that a number to call is never cut."""
_WIDEST = 220
TEAM_WIDTH = 176


class BoardModel(QAbstractTableModel):
    """The rows of a board that pass the filters."""

    def __init__(self, translator: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._say = translator
        self._board: Board | None = None
        self.rows: tuple[int, ...] = ()

    def show_board(self, board: Board | None, rows: Sequence[int]) -> None:
        """Show these rows of a board."""
        self.beginResetModel()
        self._board, self.rows = board, tuple(rows)
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell | None:
        """A cell of the board; None for the columns of people."""
        board = self._board
        if board is None or column >= len(board.periods):
            return None
        return board.cells[self.rows[row]][column]

    def is_empty(self, column: int) -> bool:
        """Whether nobody has anything in a column of people: then it is left out."""
        return not any(self._person(row, column) for row in range(len(self.rows)))

    def longest(self, column: int) -> str:
        """The longest text in a column of people."""
        return max((self._person(row, column) for row in range(len(self.rows))), key=len, default="")

    def said(self, row: int, column: int) -> str:
        """A cell in words."""
        cell, board = self.cell(row, column), self._board
        assert board is not None
        name = board.calls[self.rows[row]].team.name
        if cell is None:
            return f"{name}: {self._person(row, column)}"
        head = f"{name}, {self._say.period(board.periods[column])}"
        if cell.missing:
            said = nmsg(
                "{count} number of {due} is missing",
                "{count} of {due} numbers are missing",
                cell.missing,
                due=cell.due,
            )
        elif cell.due:
            said = msg("everything is in")
        else:
            said = msg("nothing is due yet") if cell.told == 0 else msg("reported before it is due")
        return f"{head}: {self._say.text(said)}"

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._board is None else len(self._board.periods) + len(_PEOPLE)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            cell = self.cell(index.row(), index.column())
            return self._person(index.row(), index.column()) if cell is None else face(cell)
        if role in (_TIP, _SAID):
            return self.said(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if self._board is None or role not in (_DISPLAY, _TIP):
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._board.calls[self.rows[section]].team.name
        if section < len(self._board.periods):
            period = self._board.periods[section]
            return self._say.period(period, short=role == _DISPLAY)
        return self._say.text(_PEOPLE[section - len(self._board.periods)][0])

    def _person(self, row: int, column: int) -> str:
        assert self._board is not None
        at, call = self.rows[row], self._board.calls[self.rows[row]]
        name = _PEOPLE[column - len(self._board.periods)][1]
        if name == "missing":
            count = self._board.missing(at)
            return str(count) if count else ""
        return str(getattr(call, name))


def face(cell: Cell) -> str:
    """What stands in a cell: nothing where all is in (a tick is painted), else what is there of what is due."""
    if cell.missing:
        return f"{cell.due - cell.missing}/{cell.due}"
    return ""


class BoardCell(QStyledItemDelegate):
    """A tick: all is in. A hatched cell with "0/6": all is missing; with "4/6": a part. A dot: not due yet."""

    def __init__(self, model: BoardModel, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._theme = model, context.theme
        context.theme.changed.connect(self._restyle)
        self._restyle()

    def cell_size(self) -> QSize:
        """The size of a period's cell."""
        caption = QFontMetrics(self._theme.font(Type.CAPTION))
        widest = max(self._metrics.horizontalAdvance("00/00"), caption.horizontalAdvance("Mar 26") + 6)
        return QSize(widest + 6, self._height)

    def text_width(self, text: str) -> int:
        """The room that a text in a column of people takes."""
        return self._metrics.horizontalAdvance(text) + 14

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell, rect, state = self._model.cell(index.row(), index.column()), option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        nothing = cell is not None and not (cell.due or cell.told)
        painter.fillRect(rect, self._chosen if chosen else self._canvas if nothing else self._surface)
        painter.setFont(self._font)
        if cell is None:
            text = index.data(_DISPLAY)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.setPen(self._ink)
            inside = rect.adjusted(6, 0, -2, 0)
            painter.drawText(
                inside, align, self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            )
        elif cell.missing:
            if cell.missing == cell.due:
                painter.fillRect(rect.adjusted(2, 2, -3, -3), self._hatch)
            painter.setPen(self._attention)
            painter.setFont(self._bold)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, face(cell))
        elif cell.due or cell.told:
            self._tick(painter, rect)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _tick(self, painter: QPainter, rect: QRect) -> None:
        at = QPointF(rect.center()) + QPointF(0.5, 0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._soft, 1.6))
        painter.drawPolyline([at + QPointF(-5, 0), at + QPointF(-1.5, 3.5), at + QPointF(5, -4)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _restyle(self) -> None:
        palette = self._theme.palette
        self._ink, self._soft = QColor(palette.ink), QColor(palette.ink_soft)
        self._surface, self._canvas = QColor(palette.surface), QColor(palette.canvas)
        self._accent, self._chosen = QColor(palette.accent), QColor(palette.accent_soft)
        self._attention = QColor(palette.attention)
        self._hatch = QBrush(QColor(mixed(palette.line, palette.ink_soft, 0.15)), Qt.BrushStyle.BDiagPattern)
        self._font, self._bold = self._theme.font(Type.BODY), self._theme.font(Type.BODY, bold=True)
        self._metrics = QFontMetrics(self._bold)
        self._height = max(ROW_HEIGHT, self._metrics.height() + GRID)


class BoardTable(QTableView):
    """The board on screen."""

    opened = Signal()
    copy_wanted = Signal()

    def __init__(self, model: BoardModel, context: Context) -> None:
        super().__init__()
        self._cells, self._theme = model, context.theme
        self.setObjectName("board_table")
        self.setAccessibleName(context.text(msg("Who has reported what")))
        self._delegate = BoardCell(model, context, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self._size_cells()
        context.theme.changed.connect(self._size_cells)
        model.modelReset.connect(self._size_cells)
        self.doubleClicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _size_cells(self) -> None:
        across, down, size = self.horizontalHeader(), self.verticalHeader(), self._delegate.cell_size()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setDefaultSectionSize(size.width())
        across.setFont(self._theme.font(Type.CAPTION))
        scale = size.height() / ROW_HEIGHT
        periods = self._cells.columnCount() - len(_PEOPLE_WIDTHS)
        for at, width in enumerate(_PEOPLE_WIDTHS if periods > 0 else ()):
            longest = self._delegate.text_width(self._cells.longest(periods + at))
            across.resizeSection(
                periods + at, min(max(round(width * scale), longest), round(_WIDEST * scale))
            )
            self.setColumnHidden(periods + at, self._cells.is_empty(periods + at))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(size.height())
        down.setFixedWidth(TEAM_WIDTH)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
