"""The left half of the import window: sheet tabs, the sheet, the legend."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.importing.result import Role
from collabdesk.services.imports import Seen
from collabdesk.ui.context import Context
from collabdesk.ui.imports.role_bar import RoleBar
from collabdesk.ui.imports.roles import LOOKS, ground, ink
from collabdesk.ui.imports.sheet import SheetModel, SheetView
from collabdesk.ui.imports.words import understood
from collabdesk.ui.theme import GRID, Type
from collabdesk.ui.widgets import Label, literal

_SHOWN_CHOSEN = 5_000
"""In a longer sheet a chosen column is not shown as chosen: Qt asks after each of its cells."""
_HATCH = Qt.BrushStyle.FDiagPattern
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Preview(QWidget):
    """Shows one file's sheets; what was misread is corrected under them."""

    corrected = Signal(str, object)
    """A correction's key, and the role or None."""

    def __init__(self, context: Context):
        super().__init__()
        self._context = context
        self.model = SheetModel(context.translator, self)
        self.view = SheetView(self.model, context.theme, context.translator)
        self.tabs = QTabBar()
        self.tabs.setObjectName("import_sheets")
        self.tabs.setExpanding(False)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(context.text(msg("Sheets of the file")))
        self._sentence = Label(context.theme, wrap=True)
        self._sentence.setObjectName("import_understood")
        self._legend = Legend(context)
        self.roles = RoleBar(context)
        self._corrections: dict[str, str] = {}
        self._draft: Seen | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self._sentence)
        box.addWidget(self.tabs)
        box.addWidget(self.view, 1)
        box.addWidget(self._legend)
        box.addWidget(self.roles)
        box.addStretch(0)
        self.tabs.currentChanged.connect(self._turn)
        self.roles.corrected.connect(self.corrected)
        self.view.selectionModel().currentChanged.connect(self._cell_chosen)
        self.view.horizontalHeader().sectionClicked.connect(self._column_clicked)
        self.view.verticalHeader().sectionClicked.connect(self._row_clicked)
        self.view.activated.connect(self._to_roles)

    @property
    def sentence(self) -> str:
        """What was understood of the sheet shown."""
        return self._sentence.text()

    def show_trouble(self, text: str) -> None:
        """Say in place of the sheet why there is none."""
        self._sentence.setText(text)

    def show_draft(self, draft: Seen | None, corrections: dict[str, str] | None = None) -> None:
        """Show a file; the same sheet and cell stay in front when it was only understood anew."""
        if draft is not None and draft is self._draft:
            return  # another count or state, the same sheets
        same = draft is not None and self._draft is not None and draft.path == self._draft.path
        scroll = self.view.verticalScrollBar().value(), self.view.horizontalScrollBar().value()
        current = self.tabs.currentIndex() if same else self._first_with_numbers(draft)
        at = self.view.currentIndex()
        self._draft, self._corrections = draft, dict(corrections or {})
        self.view.setVisible(draft is not None)
        self._legend.setVisible(draft is not None)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for grid in (sheet.grid for sheet in draft.sheets) if draft else ():
            name = grid.name or (draft.path.name if draft else "")
            hidden = msg("{name} (hidden)", name=name)
            self.tabs.addTab(literal(self._context.text(hidden) if grid.hidden else name))
        self.tabs.setCurrentIndex(max(current, 0))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(self.tabs.count() > 1)
        self._turn(self.tabs.currentIndex())
        if same:
            self.view.verticalScrollBar().setValue(scroll[0])
            self.view.horizontalScrollBar().setValue(scroll[1])
            if at.isValid():
                self.view.setCurrentIndex(self.model.index(at.row(), at.column()))

    @Slot(str, str)
    def go_to(self, sheet: str, cell: str) -> None:
        """Show a cell of a sheet; of the sheet shown when none is named."""
        if sheet and self._draft is not None:
            names = [sheet.grid.name for sheet in self._draft.sheets]
            if sheet in names:
                self.tabs.setCurrentIndex(names.index(sheet))
        self.view.go_to(cell)

    @Slot(int)
    def _turn(self, place: int) -> None:
        if self._draft is None or not 0 <= place < len(self._draft.sheets):
            self.model.show(None)
            self._sentence.setText("")
            self._legend.show_roles([])
            self.roles.show_sheet(None, (), {}, several=False)
            return
        sheet = self._draft.sheets[place]
        self.model.show(sheet)
        self._sentence.setText(understood(sheet, self._context.translator))
        self._legend.show_roles(self.model.roles())
        several = len(self._draft.sheets) > 1
        # another CollabDesk file is a list whose columns are known
        shown = None if self._draft.is_copy else sheet.grid
        self.roles.show_sheet(shown, sheet.understood.header_rows, self._corrections, several=several)
        self.roles.show_cell(-1, -1, "")

    @Slot(QModelIndex)
    def _cell_chosen(self, index: QModelIndex) -> None:
        told = self.model.told(index.row(), index.column()) if index.isValid() else ""
        self.roles.show_cell(index.row(), index.column(), " · ".join(told.split("\n")))

    @Slot(int)
    def _column_clicked(self, column: int) -> None:
        rows = self.model.column_rows(column)
        self.view.setCurrentIndex(self.model.index(rows, column))
        if self.model.rowCount() <= _SHOWN_CHOSEN:
            self.view.selectColumn(column)
        self.roles.boxes["column"].setFocus()

    @Slot(int)
    def _row_clicked(self, row: int) -> None:
        self.view.setCurrentIndex(self.model.index(row, 0))
        self.view.selectRow(row)
        self.roles.boxes["row"].setFocus()

    @Slot()
    def _to_roles(self) -> None:
        self.roles.focus_first()

    @staticmethod
    def _first_with_numbers(draft: Seen | None) -> int:
        if draft is None:
            return 0
        return next((at for at, sheet in enumerate(draft.sheets) if sheet.numbers), 0)


class Legend(QWidget):
    """Letter, tint and word of each role on the sheet."""

    def __init__(self, context: Context):
        super().__init__()
        self._context = context
        self._roles: list[Role] = []
        self.setObjectName("import_legend")
        self.setFixedHeight(0)

    def show_roles(self, roles: list[Role]) -> None:
        """Explain these."""
        self._roles = roles
        self.setAccessibleName(
            ", ".join(f"{LOOKS[role].letter} {self._context.text(LOOKS[role].name)}" for role in roles)
        )
        self._set_height()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - only the width matters
        self._set_height()

    def _entries(self) -> list[tuple[QRect, str, Message, Role]]:
        metrics, placed = QFontMetrics(self._context.theme.font(Type.CAPTION)), []
        left, top, line = 0, 0, metrics.height() + GRID
        for role in self._roles:
            width = 24 + metrics.horizontalAdvance(self._context.text(LOOKS[role].name)) + 14
            if left and left + width > self.width():
                left, top = 0, top + line
            placed.append((QRect(left, top, width, line), LOOKS[role].letter, LOOKS[role].name, role))
            left += width
        return placed

    def _set_height(self) -> None:
        entries = self._entries()
        self.setFixedHeight(entries[-1][0].bottom() + 1 if entries else 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is small
        painter, theme = QPainter(self), self._context.theme
        for rect, letter, name, role in self._entries():
            chip = QRect(rect.left(), rect.top() + 3, 18, rect.height() - 6)
            painter.fillRect(chip, ground(LOOKS[role], theme.palette))
            if LOOKS[role].aside:
                painter.fillRect(chip, QBrush(QColor(theme.palette.line), _HATCH))
            painter.setPen(QPen(QColor(theme.palette.line)))
            painter.drawRect(chip)
            painter.setFont(theme.font(Type.CAPTION, bold=True))
            painter.setPen(ink(LOOKS[role], theme.palette))
            painter.drawText(chip, _CENTRE, letter)
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(QColor(theme.palette.ink_soft))
            painter.drawText(rect.adjusted(24, 0, 0, 0), _LEFT, self._context.text(name))
