"""The matrix as a table: a row per team, a column per indicator; only cells in sight are painted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Message, Number, Translator, msg, nmsg
from collabdesk.kinds import IndicatorKind
from collabdesk.models.measures import Indicator
from collabdesk.services.charts.matrix import Matrix
from collabdesk.services.charts.standings import Standing
from collabdesk.ui.charts.keeping import Keeping
from collabdesk.ui.charts.marks import paint_sign
from collabdesk.ui.charts.readout import SIGN_WORDS
from collabdesk.ui.charts.spark import paint_spark, spark_runs
from collabdesk.ui.charts.style import ChartStyle
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.choice import POOLED
from collabdesk.ui.theme import GRID, ROW_HEIGHT, Type

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISPLAY, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
_SAID, _FONT = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.FontRole
_SIGN = 10
HEAD_LINES = 3
TEAM_WIDTH = 184
LINES_KEPT = 4000
MOST_CELLS = 40
"""More cells than this are not repainted one by one."""


class MatrixModel(QAbstractTableModel):
    """What stands in each cell; the teams in the order they are given."""

    def __init__(self, translator: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._say = translator
        self._matrix: Matrix | None = None
        self._names: dict[int, str] = {}
        self.team_ids: tuple[int, ...] = ()
        self.rows: tuple[int, ...] = ()
        """The pooled line first, then the teams."""
        self.indicators: tuple[Indicator, ...] = ()
        self._columns: dict[int, int] = {}

    def show_matrix(self, matrix: Matrix | None, names: dict[int, str], team_ids: Sequence[int]) -> None:
        """Show these teams with all indicators."""
        self.beginResetModel()
        self._matrix, self._names, self.team_ids = matrix, names, tuple(team_ids)
        self.rows = (POOLED, *self.team_ids) if self.team_ids else ()
        self.indicators = matrix.indicators if matrix else ()
        self._columns = {one.id: at for at, one in enumerate(self.indicators)}
        self.endResetModel()

    def set_teams(self, team_ids: Sequence[int], pooled: Message) -> None:
        """Other teams, or another order; ``pooled`` names the line of them all, which stands first."""
        if tuple(team_ids) != self.team_ids:
            self.beginResetModel()
            self.team_ids = tuple(team_ids)
            self.rows = (POOLED, *self.team_ids) if self.team_ids else ()
            self._names[POOLED] = self._say.text(pooled)
            self.endResetModel()

    def renewed(self, pairs: Collection[tuple[int, int]]) -> None:
        """These (indicator id, team id) have changed: their cells, or of many at once the whole columns."""
        if len(pairs) <= MOST_CELLS:
            pooled = {(key, POOLED) for key, _team in pairs}
            for index in (self.place_of(*pair) for pair in (*pairs, *pooled)):
                if index.isValid():
                    self.dataChanged.emit(index, index)
            return
        for at in {self._columns[key] for key, _team in pairs if key in self._columns}:
            if self.team_ids:
                self.dataChanged.emit(self.index(0, at), self.index(len(self.rows) - 1, at))

    def place_of(self, indicator_id: int, team_id: int) -> QModelIndex:
        """The cell of a series; not valid where it is not shown."""
        at = self._columns.get(indicator_id)
        if at is None or team_id not in self.rows:
            return QModelIndex()
        return self.index(self.rows.index(team_id), at)

    def pair(self, index: Index) -> tuple[int, int]:
        """The (indicator id, team id) of a cell."""
        return self.indicators[index.column()].id, self.rows[index.row()]

    def standing(self, row: int, column: int) -> Standing | None:
        """Where a cell's team, or the pooled line, stands."""
        assert self._matrix is not None
        key, team_id = self.indicators[column].id, self.rows[row]
        return self._matrix.pooled(key)[0] if team_id == POOLED else self._matrix.standing(key, team_id)

    def line(self, row: int, column: int) -> tuple[tuple[float | None, ...], tuple[float, float]]:
        """A cell's values, and the range that its column shares."""
        assert self._matrix is not None
        key, team_id = self.indicators[column].id, self.rows[row]
        values = self._matrix.pooled(key)[1] if team_id == POOLED else self._matrix.line(key, team_id)
        return values, self._matrix.scale(key)

    def value_text(self, row: int, column: int) -> str:
        """The latest value with its decimals, and % for a proportion."""
        standing = self.standing(row, column)
        if standing is None or standing.latest is None:
            return ""
        return self._say.text(self._number(self.indicators[column], standing.latest))

    def team_name(self, row: int) -> str:
        """The name at the left of a row."""
        return self._names[self.rows[row]]

    def said(self, row: int, column: int) -> list[str]:
        """A cell in words, line by line."""
        indicator, standing, say = self.indicators[column], self.standing(row, column), self._say.text
        lines = [f"{self.team_name(row)}: {indicator.name}"]
        if standing is None:
            return lines
        if self.rows[row] == POOLED and self._matrix is not None:
            lines.append(say(self._matrix.pooled_chart(indicator.id).headline))
        elif standing.baseline is not None and standing.latest is not None:
            ends = (standing.baseline, standing.latest)
            lines.append(" → ".join(say(self._number(indicator, end)) for end in ends))
        lines.append(say(SIGN_WORDS[standing.sign]))
        if standing.quiet_days is not None:
            lines.append(
                say(
                    nmsg(
                        "{count} day since the last event",
                        "{count} days since the last event",
                        standing.quiet_days,
                    )
                )
            )
        if standing.silent:
            lines.append(say(msg("not reported lately")))
        return lines

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.indicators)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            return self.value_text(index.row(), index.column())
        if role == _TIP:
            return "\n".join(self.said(index.row(), index.column()))
        if role == _SAID:
            return ", ".join(self.said(index.row(), index.column()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _FONT and orientation is Qt.Orientation.Vertical and section == 0:
            bold = QFont(QApplication.font())
            bold.setBold(True)
            return bold
        if role not in (_DISPLAY, _TIP):
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.team_name(section)
        return self.indicators[section].name

    @staticmethod
    def _number(indicator: Indicator, value: float) -> Message:
        suffix = " %" if indicator.kind is IndicatorKind.PROPORTION else ""
        return msg("{number}", number=Number(value, indicator.decimals, suffix))


class MatrixCell(QStyledItemDelegate):
    """Sign, latest value, small line. The lines are kept, for a scroll paints the same ones again."""

    def __init__(self, model: MatrixModel, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._theme = model, context.theme
        self._lines: Keeping[list[list[QPointF]]] = Keeping(LINES_KEPT)
        self._size = QSize()
        context.theme.changed.connect(self._restyle)
        model.modelReset.connect(self.forget)
        model.dataChanged.connect(self._forget_part)
        self._restyle()

    def forget(self) -> None:
        """Numbers have changed."""
        self._lines.clear()

    def _forget_part(self, first: QModelIndex, last: QModelIndex) -> None:
        rows, columns = range(first.row(), last.row() + 1), range(first.column(), last.column() + 1)
        self._lines.drop([(row, column) for row in rows for column in columns])

    def cell_size(self) -> QSize:
        """The size of every cell."""
        return QSize(self._value_width + 76, self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, column, rect, state = index.row(), index.column(), option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, self._chosen if chosen else self._style.ground)
        standing = self._model.standing(row, column)
        if standing is not None:
            self._paint_sign(painter, rect, standing.sign)
            painter.setFont(self._bold if row == 0 else self._font)
            painter.setPen(self._soft if standing.silent else self._ink)
            room = QRect(rect.left() + _SIGN + 10, rect.top(), self._value_width, rect.height())
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(room, align, self._model.value_text(row, column))
            self._paint_line(painter, rect, row, column)
        if row == 0:  # the pooled line stands apart from the teams
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), self._line)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_sign(self, painter: QPainter, rect: QRect, sign: Sign) -> None:
        top = rect.center().y() - _SIGN / 2 + 1
        paint_sign(painter, sign, QRectF(rect.left() + 6, top, _SIGN, _SIGN), self._style)

    def _paint_line(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        left = _SIGN + 16 + self._value_width
        room = QRectF(0, 5, max(rect.width() - left - 6, 8), rect.height() - 11)
        if rect.size() != self._size:
            self._size = rect.size()
            self._lines.clear()
        runs = self._lines.get((row, column))
        if runs is None:
            values, scale = self._model.line(row, column)
            runs = self._lines.put((row, column), spark_runs(values, scale, room))
        painter.save()
        painter.translate(rect.left() + left, rect.top())
        paint_spark(painter, runs, self._style)
        painter.restore()

    def _restyle(self) -> None:
        palette = self._theme.palette
        self._style = ChartStyle.of(palette, self._theme.font(Type.CAPTION))
        self._ink, self._soft = QColor(palette.ink), QColor(palette.ink_soft)
        self._accent, self._chosen = QColor(palette.accent), QColor(palette.accent_soft)
        self._font, self._bold = self._theme.font(Type.BODY), self._theme.font(Type.BODY, bold=True)
        self._line = QColor(palette.line)
        metrics = QFontMetrics(self._bold)
        self._value_width = metrics.horizontalAdvance("100.0 %")
        self._height = max(ROW_HEIGHT, metrics.height() + GRID)


class _Head(QHeaderView):
    """Names of indicators in up to three lines; a click sorts by that indicator."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        self.setSectionsClickable(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)  # else Qt cuts the name instead of wrapping it

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), HEAD_LINES * self.fontMetrics().height() + GRID)


class MatrixTable(QTableView):
    """The table on screen."""

    opened = Signal(int, int)
    copy_wanted = Signal()
    current_moved = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: MatrixModel, context: Context) -> None:
        super().__init__()
        self._cells = model
        self.setObjectName("charts_matrix_table")
        self.setAccessibleName(context.text(msg("Teams and indicators")))
        self._delegate = MatrixCell(model, context, self)
        self.setHorizontalHeader(_Head(self))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self._size_cells()
        context.theme.changed.connect(self._size_cells)
        model.modelReset.connect(self._size_cells)
        self.doubleClicked.connect(self._enter)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt has chosen the cell under the right button already; the menu key asks about the current one."""
        index = self.currentIndex()
        if index.isValid():
            by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(event.globalPos() if by_mouse else place)

    def sort_mark(self, column: int | None) -> None:
        """Show by which column the teams are sorted."""
        header = self.horizontalHeader()
        header.setSortIndicatorShown(column is not None)
        if column is not None:
            header.setSortIndicator(column, Qt.SortOrder.DescendingOrder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._enter(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_cells()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_moved.emit()

    def _enter(self, index: Index) -> None:
        self.opened.emit(*self._cells.pair(index))

    def _size_cells(self) -> None:
        """Few indicators share the whole width; many are scrolled."""
        across, down, size = self.horizontalHeader(), self.verticalHeader(), self._delegate.cell_size()
        count = max(self._cells.columnCount(), 1)
        room = (self.viewport().width() - 2) // count
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setDefaultSectionSize(min(max(size.width(), room), 2 * size.width()))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(size.height())
        down.setFixedWidth(TEAM_WIDTH)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
