"""The spread board as a table: a row per team, a column per change; the words carry the meaning, not the colour."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from collabdesk.i18n import msg
from collabdesk.services.changes.spread import (
    STATE_WORDS,
    Pair,
    SpreadBoard,
    SpreadCell,
    SpreadState,
    SpreadTeam,
)
from collabdesk.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_INK = Qt.ItemDataRole.ForegroundRole
_GROUND = Qt.ItemDataRole.BackgroundRole
_FONT = Qt.ItemDataRole.FontRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_NOWHERE = QModelIndex()
LINE, LINES = 16, 4
"""Letters on a line of a heading, and lines."""
_KEPT = (SpreadState.ADOPTED, SpreadState.ADAPTED)


def _folded(name: str) -> str:
    """A name in a few short lines: a header does not wrap by itself."""
    lines = textwrap.wrap(name, LINE)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], f"{lines[LINES - 1][: LINE - 1]}…"]
    return "\n".join(lines)


class SpreadModel(QAbstractTableModel):
    """Shows a board, all teams or those of one wave."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._board = SpreadBoard(teams=(), changes=(), cells={})
        self.teams: list[SpreadTeam] = []

    def show_board(self, board: SpreadBoard, teams: Sequence[SpreadTeam]) -> None:
        """Show these teams of a board."""
        same = board.changes == self._board.changes and list(teams) == self.teams
        self._board = board
        if same:  # the view keeps its place and its selection
            if teams and board.changes:
                last = self.index(len(self.teams) - 1, len(board.changes) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.teams = list(teams)
        self.endResetModel()

    def pair(self, index: Index) -> Pair:
        """The change and the team of a cell."""
        return self._board.changes[index.column()][0], self.teams[index.row()].id

    def cell(self, index: Index) -> SpreadCell:
        """What stands in a cell."""
        return self._board.cell(*self.pair(index))

    def text(self, cell: SpreadCell) -> str:
        """A cell in two short lines."""
        say, date = self._context.text, self._context.date
        if cell.empty:
            return ""
        if cell.late:
            return f"{say(msg('Late'))}\n{date(cell.planned)}"
        if cell.state is SpreadState.NOT_STARTED and cell.planned is None:
            return f"{say(msg('Note'))}\n{textwrap.shorten(cell.note, LINE, placeholder='…')}"
        if cell.state is SpreadState.NOT_STARTED:
            return f"{say(msg('Planned'))}\n{date(cell.planned)}"
        day = cell.told if cell.state is SpreadState.TOLD else cell.since
        return f"{say(STATE_WORDS[cell.state])}\n{date(day)}"

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.teams)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._board.changes)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        cell = self.cell(index)
        if role == _DISPLAY:
            return self.text(cell)
        if role == _ALIGN:
            return Qt.AlignmentFlag.AlignCenter
        if role == _TIP:
            return self._tip(index, cell)
        if role == _SPOKEN:
            return self._tip(index, cell).replace("\n", ", ")
        if role == _FONT and cell.state in _KEPT:
            font = QFont()
            font.setBold(True)
            return font
        palette = self._context.theme.palette
        if role == _INK:
            soft = cell.state in (SpreadState.ABANDONED, SpreadState.NOT_STARTED, SpreadState.TOLD)
            return QColor(palette.attention if cell.late else palette.ink_soft if soft else palette.ink)
        if role == _GROUND and cell.state in _KEPT:
            return QColor(palette.accent_soft)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if role == _ALIGN:
            side = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (_DISPLAY, _TIP):
            return None
        if across:
            name = self._board.changes[section][1]
            return _folded(name) if role == _DISPLAY else name
        team = self.teams[section]
        if role == _TIP:
            return "\n".join(part for part in (team.name, team.district) if part)
        if team.wave is None:
            return team.name
        return self._context.text(msg("{wave} · {team}", wave=team.wave, team=team.name))

    def _tip(self, index: Index, cell: SpreadCell) -> str:
        say, date = self._context.text, self._context.date
        lines = [
            self._board.changes[index.column()][1],
            self.teams[index.row()].name,
            say(STATE_WORDS[cell.state]),
        ]
        for words, day in (
            (msg("planned"), cell.planned),
            (msg("told"), cell.told),
            (msg("began"), cell.since),
            (msg("decided"), cell.decided),
        ):
            if day is not None:
                lines.append(f"{say(words)}: {date(day)}")
        if cell.late:
            lines.append(say(msg("late: planned for a day that has passed")))
        return "\n".join([*lines, cell.note] if cell.note else lines)
