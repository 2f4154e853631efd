"""The board with its day, its buttons and its keys: choose cells, press a letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, Qt, Slot
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QTableView, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.services.changes import spread
from collabdesk.services.changes.spread import STATE_WORDS, Pair, SpreadBoard, SpreadState
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.fields import DateField
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.changes.part import plain_column
from collabdesk.ui.pages.changes.spread_model import SpreadModel
from collabdesk.ui.theme import GRID, Type
from collabdesk.ui.widgets import ButtonRow, Label

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

_STATES: tuple[tuple[SpreadState, str, str], ...] = (
    (SpreadState.TOLD, "people", "T"),
    (SpreadState.TESTING, "clock", "B"),
    (SpreadState.ADOPTED, "check", "A"),
    (SpreadState.ADAPTED, "edit", "D"),
    (SpreadState.ABANDONED, "close", "X"),
)


class SpreadBoardPanel(QWidget):
    """Writes where teams stand with changes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._workspace: Workspace | None = None
        self._board = SpreadBoard(teams=(), changes=(), cells={})
        self.setObjectName("spread_board_panel")
        self.day = DateField(context, empty=False)
        self.day.edit.setObjectName("spread_day")
        self.day.edit.setAccessibleName(context.text(msg("Day")))
        self.day.set_value(dt.date.today())
        self.wave = QComboBox()
        self.wave.setObjectName("spread_wave")
        self.wave.setAccessibleName(context.text(msg("Wave")))
        self.wave.setMinimumHeight(30)
        self.model = SpreadModel(context, self)
        self.view = self._make_view()
        self._size_cells()
        context.theme.changed.connect(self._size_cells)
        self._make_actions()
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        bar.addWidget(Label(context.theme, context.text(msg("On"))))
        bar.addWidget(self.day)
        bar.addWidget(ButtonRow(self.plan, *self.states.values(), self.note, self.clear), 1)
        bar.addWidget(self.wave)
        keys = msg(
            "Choose cells, also several, and press the underlined letter: P planned, T told, B begins, A adopted, D "
            "adapted, X abandoned, N a note, Del takes plan and telling back."
        )
        box = plain_column(self)
        box.addLayout(bar)
        box.addWidget(self.view, 1)
        box.addWidget(Label(context.theme, context.text(keys), Type.CAPTION, colour="ink_soft", wrap=True))
        self.wave.currentIndexChanged.connect(self._show)
        self.view.selectionModel().selectionChanged.connect(self._allow)
        self.view.doubleClicked.connect(self._note)
        self.setFocusProxy(self.view)

    def show_workspace(self, workspace: Workspace) -> None:
        """Show this file from now on."""
        self._workspace = workspace

    def forget_workspace(self) -> None:
        """The file is being closed."""
        self._workspace = None

    def show_board(self, board: SpreadBoard) -> None:
        """Show the board as it is now."""
        self._board = board
        waves = list(dict.fromkeys(team.wave for team in board.teams))
        known = [self.wave.itemData(place) for place in range(1, self.wave.count())]
        if known != waves or not self.wave.count():
            self.wave.blockSignals(True)
            self.wave.clear()
            self.wave.addItem(self._context.text(msg("All waves")), "all")
            for number in waves:
                words = msg("Wave {number}", number=number) if number is not None else msg("No wave")
                self.wave.addItem(self._context.text(words), number)
            self.wave.setVisible(len(waves) > 1)
            self.wave.blockSignals(False)
        self._show()

    def pairs(self) -> list[Pair]:
        """The chosen cells."""
        return [self.model.pair(index) for index in self.view.selectionModel().selectedIndexes()]

    def choose(self, pairs: list[Pair]) -> None:
        """Choose these cells."""
        chosen = self.view.selectionModel()
        chosen.clearSelection()
        for row in range(self.model.rowCount()):
            for column in range(self.model.columnCount()):
                index = self.model.index(row, column)
                if self.model.pair(index) in pairs:
                    chosen.select(index, QItemSelectionModel.SelectionFlag.Select)

    # --- making ---

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setObjectName("spread_board")
        view.setAccessibleName(self._context.text(msg("Teams by change")))
        view.setModel(self.model)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setWordWrap(True)
        across, down = view.horizontalHeader(), view.verticalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        across.setMinimumSectionSize(90)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        return view

    @Slot()
    def _size_cells(self) -> None:
        """By the size of the text: two lines in a cell, four in a head."""
        metrics = QFontMetrics(self._context.theme.font(Type.BODY, bold=True))
        across, down = self.view.horizontalHeader(), self.view.verticalHeader()
        across.setFixedHeight(4 * metrics.height() + GRID)
        across.setDefaultSectionSize(max(118, metrics.horizontalAdvance("26 September 26") + GRID))
        down.setDefaultSectionSize(max(40, 2 * metrics.height() + GRID))
        down.setMaximumWidth(max(230, metrics.horizontalAdvance("9 · Marivale Referral Hosp")))

    def _make_actions(self) -> None:
        self.plan = self._action("spread_plan", msg("&Planned"), "calendar", "P", self._plan)
        self.states = {
            state: self._action(
                f"spread_{state.name.lower()}",
                _BUTTONS.get(state, STATE_WORDS[state]),
                icon,
                key,
                partial(self._set, state),
            )
            for state, icon, key in _STATES
        }
        self.note = self._action("spread_note", msg("&Note…"), "edit", "N", self._note)
        self.clear = self._action("spread_clear", msg("Clear"), "delete", "Del", self._clear)

    def _action(self, name: str, words: Message, icon: str, key: str, slot: object) -> QAction:
        """An action whose letter works while the board has the focus: in the field for the day it is a letter."""
        action = make_action(self._context, self.view, name, words, icon, slot, shortcut=key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return action

    # --- slots ---

    @Slot()
    def _show(self) -> None:
        wave = self.wave.currentData()
        shown = [team for team in self._board.teams if wave == "all" or team.wave == wave]
        self.model.show_board(self._board, shown)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        can = self._workspace is not None and not self._workspace.read_only
        some = can and self.view.selectionModel().hasSelection()
        for action in (self.plan, self.clear, *self.states.values()):
            action.setEnabled(bool(some))
        self.note.setEnabled(bool(some) and len(self.pairs()) == 1)

    @Slot()
    def _plan(self) -> None:
        self._write(spread.plan)

    def _set(self, state: SpreadState, _checked: bool = False) -> None:
        self._write(lambda workspace, pairs, day: spread.set_state(workspace, pairs, state, day))

    @Slot()
    def _note(self) -> None:
        """Ask for the note on one team and one change; an empty one takes it away."""
        workspace, pairs = self._workspace, self.pairs()
        if workspace is None or len(pairs) != 1:
            return
        form = Form(self._context, "spread_note")
        form.add_long("note", msg("Note"), 3, hint=msg("Who was asked, what is missing"))
        form.set_values({"note": self._board.cell(*pairs[0]).note})

        def save(values: dict[str, Any]) -> None:
            spread.write_note(workspace, pairs[0], values["note"])

        FormDialog(self._context, "spread_note_dialog", msg("Note"), form, save, self).open()

    @Slot()
    def _clear(self) -> None:
        self._write(
            lambda workspace, pairs, day: spread.set_state(workspace, pairs, SpreadState.NOT_STARTED, day)
        )

    def _write(self, fn: Callable[[Workspace, list[Pair], dt.date], None]) -> None:
        workspace, pairs = self._workspace, self.pairs()
        if workspace is None or not pairs:
            return
        try:
            day = self.day.value()
        except ValueError as wrong:
            self._context.messages.warn(str(wrong))
            return
        assert day is not None
        self._context.attempt(lambda: fn(workspace, pairs, day))


_BUTTONS: dict[SpreadState, Message] = {
    SpreadState.TOLD: msg("&Told"),
    SpreadState.TESTING: msg("&Begins"),
    SpreadState.ADOPTED: msg("&Adopted"),
    SpreadState.ADAPTED: msg("A&dapted"),
    SpreadState.ABANDONED: msg("Abandoned (&X)"),
}
