"""The sheet as it is, coloured by what was understood: a virtualised table of the file's own cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from collabdesk import form_marks
from collabdesk.form_marks import Line, Mark
from collabdesk.i18n import Translator, msg
from collabdesk.importing.grid import NO_STORED_VALUE, Area, SheetGrid, column_letters, from_a1
from collabdesk.importing.result import Role
from collabdesk.services.imports import SeenSheet
from collabdesk.ui.imports.roles import LOOKS, RoleLook, ground, ink
from collabdesk.ui.theme import GRID, Theme, Type

DISPLAY = Qt.ItemDataRole.DisplayRole
TIP = Qt.ItemDataRole.ToolTipRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
HORIZONTAL = Qt.Orientation.Horizontal
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CORNER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_SELECTED = QStyle.StateFlag.State_Selected
SMALLEST, READABLE, WIDEST = 46, 62, 190
_WORDS = (Role.TITLE, Role.HEADER, Role.NOTE, Role.PERIOD, Role.TOTAL, Role.DERIVED, Role.SERIAL)
"""Roles that stay as they are where cells were set aside."""


class SheetModel(QAbstractTableModel):
    """The cells of one sheet with their roles, their problems and their questions."""

    def __init__(self, translator: Translator, parent: QObject | None = None):
        super().__init__(parent)
        self._translator = translator
        self._grid: SheetGrid | None = None
        self._areas: list[tuple[Area, Role]] = []
        self._aside: list[Area] = []
        self._rows_seen: dict[int, list[tuple[int, int, Role]]] = {}
        self._pairs: Mapping[tuple[int, int], Role] = {}
        self.problems: dict[tuple[int, int], str] = {}
        self.questions: dict[tuple[int, int], str] = {}

    def show(self, sheet: SeenSheet | None) -> None:
        """Show a sheet and what was understood of it."""
        self.beginResetModel()
        self._grid = sheet.grid if sheet is not None else None
        understood = sheet.understood if sheet is not None else None
        self._rows_seen.clear()
        read, skipped = (understood.roles, understood.skipped) if understood else ((), ())
        self._areas = [(area, role) for text, role in read if (area := area_of(text))]
        self._aside = [area for one in skipped if (area := area_of(one.range))]
        self._pairs = sheet.pairs if sheet is not None else {}
        say = self._translator.text
        self.problems, self.questions = {}, {}
        if understood is not None:
            self.problems = {at: say(one.said) for one in understood.problems if (at := _cell(one.cell))}
            for question in understood.questions:
                for cell in question.cells or (question.cell,):
                    if at := _cell(cell):
                        self.questions[at] = say(question.asked)
        self.endResetModel()

    @property
    def grid(self) -> SheetGrid | None:
        """The sheet shown."""
        return self._grid

    def text(self, row: int, column: int) -> str:
        """What a cell shows."""
        if self._grid is None:
            return ""
        if self._grid.value(row, column) == NO_STORED_VALUE:
            return self._translator.text(msg("(no result)"))  # a formula that was never calculated
        return self._grid.text(row, column)

    def is_number(self, row: int, column: int) -> bool:
        """Whether the file holds a number there."""
        value = self._grid.value(row, column) if self._grid is not None else None
        return isinstance(value, float | int) and not isinstance(value, bool)

    def role(self, row: int, column: int) -> Role | None:
        """What a cell was understood as."""
        if (row, column) in self._pairs:
            return self._pairs[row, column]
        known = self._rows_seen.get(row)
        if known is None:
            known = self._rows_seen[row] = self._roles_of_row(row)
        for first, last, role in known:
            if first <= column <= last:
                return role
        return None

    def _roles_of_row(self, row: int) -> list[tuple[int, int, Role]]:
        """(first column, last column, role): what decides stands first. Numbers set aside have no other role."""
        read = [(area[1], area[3], role) for area, role in self._areas if area[0] <= row <= area[2]]
        words = [part for part in reversed(read) if part[2] in _WORDS]
        aside = [(area[1], area[3], Role.IGNORED) for area in self._aside if area[0] <= row <= area[2]]
        return [*words, *aside, *reversed(read)]

    def marks(self) -> tuple[list[int], list[int]]:
        """Rows and columns that hold only what our own forms carry hidden."""
        grid = self._grid
        if grid is None or grid.value(0, 0) != form_marks.SHEET:
            return [], []
        heads = [row for row in range(1, len(grid.rows)) if _is_head(Mark.read(grid.value(row, 0)))]
        return [0, *heads], [0]

    def column_rows(self, column: int) -> int:
        """The first row in which a column has a text: where its heading stands, as a rule."""
        rows = range(self.rowCount())
        return next((row for row in rows if self.text(row, column)), 0)

    def place_of(self, address: str) -> Area | None:
        """Where an address is; some formats name places in their own words."""
        area = area_of(address)
        if area is None and self._grid is not None:
            at = next((at for at, label in self._grid.labels.items() if label == address), None)
            area = (*at, *at) if at is not None else None
        return area

    def roles(self) -> list[Role]:
        """The roles that occur on the sheet, in the legend's order."""
        there = {role for _area, role in self._areas} | set(self._pairs.values())
        if self._aside:
            there.add(Role.IGNORED)
        return [role for role in LOOKS if role in there]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._grid is None else len(self._grid.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._grid is None else self._grid.width

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == DISPLAY:
            return self.text(index.row(), index.column())
        if role in (TIP, SPOKEN):
            return self.told(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if role != DISPLAY:
            return None
        return column_letters(section) if orientation == HORIZONTAL else str(section + 1)

    def told(self, row: int, column: int) -> str:
        """A cell in words: its text, what it was understood as, what is asked or wrong about it."""
        say, role = self._translator.text, self.role(row, column)
        lines = [self.text(row, column)]
        if role is not None:
            lines.append(say(msg("Understood as: {role}", role=LOOKS[role].name)))
        lines += [
            text for text in (self.questions.get((row, column)), self.problems.get((row, column))) if text
        ]
        return "\n".join(line for line in lines if line)


class SheetDelegate(QStyledItemDelegate):
    """Paints a cell: tint and letter of its role, "!" for a problem, "?" for a question."""

    def __init__(self, model: SheetModel, theme: Theme, parent: QObject | None = None):
        super().__init__(parent)
        self._model = model
        self._theme = theme
        theme.changed.connect(self._restyle)
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        palette = self._theme.palette
        self._font = self._theme.font(Type.BODY)
        self._small = QFont(self._theme.font(Type.CAPTION, bold=True))
        self._grounds = {role: ground(look, palette) for role, look in LOOKS.items()}
        self._inks = {role: ink(look, palette) for role, look in LOOKS.items()}
        self._ink, self._soft = QColor(palette.ink), QColor(palette.ink_soft)
        self._surface, self._accent = QColor(palette.surface), QColor(palette.accent)
        self._danger, self._attention = QColor(palette.danger), QColor(palette.attention)
        self._hatch = QBrush(QColor(palette.line), Qt.BrushStyle.FDiagPattern)

    def height(self) -> int:
        """The height of every row."""
        return QFontMetrics(self._font).height() + GRID

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all rows alike
        width = QFontMetrics(self._font).horizontalAdvance(self._model.text(index.row(), index.column()))
        return QSize(min(max(width + 28, SMALLEST), WIDEST), self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column, rect = index.row(), index.column(), option.rect
        role = self._model.role(row, column)
        look = LOOKS[role] if role is not None else None
        painter.fillRect(rect, self._grounds[role] if role is not None else self._surface)
        if look is not None and look.aside:
            painter.fillRect(rect, self._hatch)
        self._paint_text(painter, rect, row, column, look)
        marked = (row, column) in self._model.problems or (row, column) in self._model.questions
        if role is not None and not marked:
            self._paint_letter(painter, rect, LOOKS[role].letter, self._inks[role])
        if (row, column) in self._model.questions:
            self._paint_mark(painter, rect, "?", self._attention)
        elif (row, column) in self._model.problems:
            self._paint_mark(painter, rect, "!", self._danger)
        if option.state & _SELECTED:
            painter.setPen(QPen(self._accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_text(
        self, painter: QPainter, rect: QRect, row: int, column: int, look: RoleLook | None
    ) -> None:
        text = self._model.text(row, column)
        if not text:
            return
        painter.setFont(self._font)
        painter.setPen(self._soft if look is not None and look.aside else self._ink)
        side = _RIGHT if self._model.is_number(row, column) else _LEFT
        area = rect.adjusted(5, 0, -15, 0)
        shown = painter.fontMetrics().elidedText(
            text.split("\n")[0], Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, side, shown)

    def _paint_letter(self, painter: QPainter, rect: QRect, letter: str, colour: QColor) -> None:
        painter.setFont(self._small)
        painter.setPen(colour)
        painter.drawText(rect.adjusted(0, 0, -3, 0), _CORNER, letter)

    def _paint_mark(self, painter: QPainter, rect: QRect, mark: str, colour: QColor) -> None:
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.setFont(self._small)
        painter.drawText(rect.adjusted(0, 1, -5, 0), _CORNER, mark)


class SheetView(QTableView):
    """Shows a `SheetModel`."""

    def __init__(self, model: SheetModel, theme: Theme, translator: Translator):
        super().__init__()
        self._sheet_model = model
        self.setObjectName("import_sheet")
        self.setAccessibleName(translator.text(msg("The sheet as it is")))
        self.setModel(model)
        self._delegate = SheetDelegate(model, theme, self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self._delegate.height())
        self.horizontalHeader().setResizeContentsPrecision(80)
        model.modelReset.connect(self._fit)

    def go_to(self, address: str) -> None:
        """Show and choose a cell, or the first of a range."""
        area = self._sheet_model.place_of(address)
        if area is not None:
            index = self._sheet_model.index(area[0], area[1])
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    @Slot()
    def _fit(self) -> None:
        rows, columns = self._sheet_model.marks()
        for column in range(min(self._sheet_model.columnCount(), 2)):
            self.setColumnHidden(column, column in columns)
        for row in rows:
            self.setRowHidden(row, True)
        for column in range(min(self._sheet_model.columnCount(), 60)):
            texts = (
                self._sheet_model.text(row, column) for row in range(min(self._sheet_model.rowCount(), 80))
            )
            self.setColumnWidth(column, self._width(texts))

    def _width(self, texts: Iterable[str]) -> int:
        metrics = self.fontMetrics()
        # long titles stand in one cell and run over; they must not widen the column
        widths = sorted(metrics.horizontalAdvance(text) for text in texts if text)
        usual = widths[int(len(widths) * 0.9)] if len(widths) > 4 else max(widths, default=0)
        enough = min(max(widths, default=0), READABLE)  # the beginning of a heading over small numbers
        return min(max(usual + 28, enough + 28, SMALLEST), WIDEST)


def area_of(text: str) -> Area | None:
    """The rectangle of ``A4:N31`` or ``C7``; None for an address of another kind."""
    first, _, last = text.rpartition("!")[2].partition(":")
    try:
        top, left = from_a1(first)
        bottom, right = from_a1(last) if last else (top, left)
    except ValueError:
        return None
    return top, left, bottom, right


def _is_head(mark: Mark | None) -> bool:
    return mark is not None and mark.line is Line.PERIODS


def _cell(address: str) -> tuple[int, int] | None:
    area = area_of(address)
    return (area[0], area[1]) if area else None
