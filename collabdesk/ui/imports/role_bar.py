"""Under the sheet: what the chosen cell is, and choices to say what its column, its row, the cell or the sheet is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.importing import corrections
from collabdesk.importing.corrections import FOR_CELLS, FOR_COLUMNS, FOR_ROWS, FOR_SHEETS, As
from collabdesk.importing.grid import SheetGrid, a1, column_letters
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import ElidedBox, Label, NoWheel

ROLE_WORDS: dict[As, Message] = {
    As.TEAM: msg("the team"),
    As.PERIOD: msg("the month or other period"),
    As.INDICATOR: msg("the indicator"),
    As.NUMERATOR: msg("numerators"),
    As.DENOMINATOR: msg("denominators"),
    As.VALUE: msg("numbers of an indicator"),
    As.NOTE: msg("remarks"),
    As.HEADER: msg("the heading of a table"),
    As.DATA: msg("numbers, not a heading"),
    As.LEFT_OUT: msg("left out (a total, say)"),
}
COLUMN, ROW, CELL, SHEET = "column", "row", "cell", "sheet"
_CHOICES = {COLUMN: FOR_COLUMNS, ROW: FOR_ROWS, CELL: FOR_CELLS, SHEET: FOR_SHEETS}
_OF_SHEETS = {As.DATA: msg("read it"), As.LEFT_OUT: msg("leave it out")}


class RoleBar(QWidget):
    """Choices about the chosen cell's column, its row, itself, and the sheet; each begins with "as read"."""

    corrected = Signal(str, object)
    """The correction's key, and the role or None (as it was understood)."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._grid: SheetGrid | None = None
        self._keys: dict[str, str] = {}
        self._given: dict[str, str] = {}
        self._several = False
        self._heads: Sequence[int] = ()
        self._at = (-1, -1)
        self.setObjectName("import_roles")
        self._said = Label(context.theme, wrap=True)
        self._said.setObjectName("import_role_said")
        self.boxes = {kind: self._make_box(kind) for kind in (COLUMN, ROW, CELL, SHEET)}
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for box in self.boxes.values():
            row.addWidget(box, 1)
        box_all = QVBoxLayout(self)
        box_all.setContentsMargins(0, 0, 0, 0)
        box_all.setSpacing(4)
        box_all.addWidget(self._said)
        box_all.addLayout(row)

    @property
    def said(self) -> str:
        """What is told about the chosen cell."""
        return self._said.text()

    def show_sheet(
        self, grid: SheetGrid | None, heads: Sequence[int], given: dict[str, str], *, several: bool
    ) -> None:
        """Speak of this sheet: its rows of headings (from 1), and the corrections of the file."""
        self._grid, self._heads, self._given, self._several = grid, heads, given, several
        self.setVisible(grid is not None and bool(grid.rows))
        sheet = self.boxes[SHEET]
        sheet.setVisible(several)
        if grid is not None and several:
            self._fill(sheet, SHEET, msg("This sheet"), [corrections.key_of_sheet(grid)])

    def show_cell(self, row: int, column: int, told: str) -> None:
        """Speak of this cell; ``told`` says what it was understood as."""
        grid = self._grid
        self._at = (row, column)
        there = grid is not None and 0 <= row < len(grid.rows) and 0 <= column < grid.width
        for kind in (COLUMN, ROW, CELL):
            self.boxes[kind].setVisible(there)
        if grid is None or not there:
            self._said.setText(self._context.text(_HINT))
            return
        place = a1(row, column)
        self._said.setText(
            f"{place}: {told}" if told else self._context.text(msg("{place}: empty", place=place))
        )
        names = {
            COLUMN: msg("Column {name}", name=column_letters(column)),
            ROW: msg("Row {name}", name=str(row + 1)),
            CELL: msg("Cell {name}", name=place),
        }
        for kind, name in names.items():
            self._fill(self.boxes[kind], kind, name, self._keys_of(kind, row, column))

    def focus_first(self) -> None:
        """Go on from the sheet by keyboard."""
        self.boxes[COLUMN].setFocus(Qt.FocusReason.TabFocusReason)

    # --- private ---

    def _keys_of(self, kind: str, row: int, column: int) -> list[str]:
        """The keys under which a correction of this place may be kept; a new one takes the first."""
        grid, several = self._grid, self._several
        assert grid is not None
        if kind == COLUMN:
            return [corrections.key_of_column(grid, self._heads, column, several=several),
                    corrections.key_of_column(grid, (), column, several=several)]  # fmt: skip
        if kind == ROW:
            return [corrections.key_of_row(grid, row, As.LEFT_OUT, several=several),
                    corrections.key_of_row(grid, row, As.HEADER, several=several)]  # fmt: skip
        if kind == SHEET:
            return [corrections.key_of_sheet(grid)]
        return [corrections.key_of_cell(grid, row, column, several=several)]

    def _make_box(self, kind: str) -> QComboBox:
        box = ElidedBox()
        box.setObjectName(f"role_of_{kind}")
        box.setMinimumHeight(28)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.installEventFilter(NoWheel(box))
        box.activated.connect(self._chosen)
        return box

    def _fill(self, box: QComboBox, kind: str, name: Message, keys: list[str]) -> None:
        text = self._context.text
        given = next((self._given[key] for key in keys if key in self._given), None)
        box.clear()
        box.addItem(text(msg("{place}: as read", place=name)), None)
        for role in _CHOICES[kind]:
            words = _OF_SHEETS[role] if kind == SHEET else ROLE_WORDS[role]
            box.addItem(text(msg("{place}: {role}", place=name, role=words)), role.value)
        box.setCurrentIndex(max(box.findData(given), 0))
        box.setAccessibleName(text(msg("What {place} is", place=name)))

    @Slot()
    def _chosen(self) -> None:
        kind = next(kind for kind, box in self.boxes.items() if box is self.sender())
        role = self.boxes[kind].currentData()
        row, column = self._at
        keys = self._keys_of(kind, row, column)
        for key in keys:
            if key in self._given and (role is None or key != self._key_for(kind, keys, role)):
                self.corrected.emit(key, None)
        if role is not None:
            self.corrected.emit(self._key_for(kind, keys, role), role)

    @staticmethod
    def _key_for(kind: str, keys: list[str], role: str) -> str:
        """A heading and rows of numbers are named by their place; a row that is left out by its first words."""
        return keys[1] if kind == ROW and role != As.LEFT_OUT.value else keys[0]


_HINT = msg("Click a cell, a column's letter or a row's number to say what it is.")
