"""The sections of a pack to tick and to put in order, with the mouse or with Alt and the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from collabdesk.i18n import msg
from collabdesk.reports.content import Section
from collabdesk.reports.plan import NAMES
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GRID
from collabdesk.ui.tick_list import KEY, TickList


class SectionList(QWidget):
    """Shows all sections in an order; `changed` after every tick and move."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.list = TickList()
        self.list.setObjectName("pack_sections")
        self.list.setAccessibleName(context.text(msg("Sections of the pack")))
        self.list.setToolTip(context.text(msg("Space ticks a section; Alt with the arrow keys moves it")))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.installEventFilter(self)
        self.list.itemChanged.connect(self.changed)
        self.list.model().rowsMoved.connect(self.changed)
        self.up = self._button("pack_section_up", context.text(msg("Move up")), self.move_up)
        self.down = self._button("pack_section_down", context.text(msg("Move down")), self.move_down)
        row = QHBoxLayout()
        row.addWidget(self.up)
        row.addWidget(self.down)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GRID, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.list, 1)
        box.addLayout(row)

    @property
    def order(self) -> tuple[Section, ...]:
        """All sections as they stand in the list."""
        return tuple(Section(item.data(KEY)) for item in self.list.lines())

    @property
    def ticked(self) -> tuple[Section, ...]:
        """The sections that are printed."""
        return tuple(Section(item.data(KEY)) for item in self.list.ticked())

    def show_sections(self, order: Sequence[Section], ticked: Sequence[Section]) -> None:
        """Show sections in an order, without a word."""
        self.list.blockSignals(True)
        self.list.clear()
        for section in order:
            self.list.add_line(section.value, self._context.text(NAMES[section]), ticked=section in ticked)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    @Slot()
    def move_up(self) -> None:
        """Move the current section one place up."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Move the current section one place down."""
        self._move(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        place = self.list.currentRow()
        target = place + step
        if place < 0 or not 0 <= target < self.list.count():
            return
        self.list.insertItem(target, self.list.takeItem(place))
        self.list.setCurrentRow(target)
        self.changed.emit()

    def _button(self, name: str, words: str, slot: object) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button
