"""From typed or pasted text to the file: one edit, refused at its first bad cell or written with its doubts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, Translator, msg, nmsg
from collabdesk.models.measures import Indicator
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.phases import frozen
from collabdesk.services.phases.frozen import Move
from collabdesk.services.phases.frozen_phases import any_frozen
from collabdesk.services.workspace import Workspace
from collabdesk.ui.pages.data.grid import Grid
from collabdesk.ui.pages.data.model import GridModel

TOO_FAR = 24
"""A pasted block may reach this many periods beyond the last one shown."""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A text for one place of the grid."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why nothing was written, and the place it is about."""

    row: int
    column: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Written:
    """What became of an edit: refused, or written with doubts to ask about."""

    refusal: Refusal | None = None
    doubts: tuple[Message, ...] = ()
    doubtful: tuple[int, int] | None = None
    """The place of the first doubt."""
    entry_id: int = 0
    """The journal entry of the edit, so that exactly this one is taken back."""
    left: bool = False
    """The person was asked whether a frozen median may move, and left the cells as they were."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A pasted block laid over the grid: its edits and how many of its cells were blank and left alone."""

    edits: tuple[Edit, ...] = ()
    blanks: int = 0
    last_column: int = -1
    refusal: Refusal | None = None


class CellEntry:
    """Writes what the view hands over through the services."""

    def __init__(self, translator: Translator, model: GridModel, may_move: Callable[[list[Move]], bool]):
        self._translator = translator
        self._model = model
        self._may_move = may_move
        self.asking = False
        """A question is on the screen: the line must not be taken again because it lost the focus."""
        self._open: Workspace | None = None

    def open(self, workspace: Workspace) -> None:
        """Write to this file from now on."""
        self._open = workspace

    @property
    def _workspace(self) -> Workspace:
        assert self._open is not None
        return self._open

    def write(self, edits: Sequence[Edit]) -> Written:
        """Write some cells as one edit, or nothing at all."""
        grid = self._model.grid
        if grid is None or not edits:
            return Written()
        refusal = self._first_bad(grid, edits)
        if refusal is not None:
            return Written(refusal=refusal)
        typed = [self._typed(grid, edit) for edit in edits]
        try:
            if not self._may(typed):
                return Written(left=True)
            doubts = observations.enter(self._workspace, typed)
        except UserFacingError as trouble:
            return Written(refusal=Refusal(row=edits[0].row, column=edits[0].column, reason=trouble.sentence))
        if not doubts:
            return Written()
        first, entry = doubts[0].cell, self._workspace.next_undo()
        return Written(
            entry_id=entry.id if entry else 0,
            doubts=tuple(doubt.said for doubt in doubts),
            doubtful=grid.place((first.indicator_id, first.team_id, first.period)),
        )

    def _may(self, typed: Sequence[Typed]) -> bool:
        """Whether the frozen medians that these numbers would move, may move."""
        if not any_frozen(self._workspace):  # a large paste need not be read twice
            return True
        moves = frozen.of_edits(self._workspace, observations.rows_of(self._workspace, typed))
        self.asking = True
        try:
            return not moves or self._may_move(moves)
        finally:
            self.asking = False

    def doubt_text(self, written: Written) -> str:
        """The doubts in a line or two."""
        say = self._translator.text
        first, more = say(written.doubts[0]), len(written.doubts) - 1
        text = say(msg("Kept. {said} Is that right?", said=first))
        if more:
            text += " " + say(nmsg("One more like it.", "{count} more like it.", more))
        return text

    def block(self, text: str, row: int, column: int) -> Block:
        """A block from Excel laid over the grid from a place on. Blank cells leave what is there."""
        grid = self._model.grid
        lines = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        if grid is None or not text.strip():
            return Block()
        widest = column + max(len(line) for line in lines) - 1
        reason = self._does_not_fit(grid, row + len(lines), widest)
        if reason is not None:
            say = self._translator.text(reason)
            return Block(refusal=Refusal(row=row, column=column, reason=say))
        edits = [
            Edit(row=row + down, column=column + right, text=cell.strip())
            for down, line in enumerate(lines)
            for right, cell in enumerate(line)
        ]
        filled = tuple(edit for edit in edits if edit.text)
        return Block(edits=filled, blanks=len(edits) - len(filled), last_column=widest)

    def _does_not_fit(self, grid: Grid, last_row: int, last_column: int) -> Message | None:
        over = last_row - len(grid.rows)
        if over > 0:
            return nmsg(
                "One row of the block lies below the last row. Nothing was pasted.",
                "{count} rows of the block lie below the last row. Nothing was pasted.",
                over,
            )
        if last_column - grid.n_periods + 1 > TOO_FAR:
            return msg("The block reaches far into the future. Nothing was pasted.")
        return None

    def _first_bad(self, grid: Grid, edits: Sequence[Edit]) -> Refusal | None:
        indicators = self._workspace.rows(Indicator)
        for edit in edits:
            try:
                observations.parse(indicators[grid.rows[edit.row].indicator_id], edit.text)
            except UserFacingError as trouble:
                reason = trouble.sentence
                if len(edits) > 1:
                    reason = self._in_block(grid, edit, reason)
                return Refusal(row=edit.row, column=edit.column, reason=reason)
        return None

    def _in_block(self, grid: Grid, edit: Edit, reason: str) -> str:
        where = msg(
            "{row}, {period}: {reason} Nothing of the block was written.",
            row=grid.rows[edit.row].name,
            period=grid.period(edit.column),
            reason=reason,
        )
        return self._translator.text(where)

    def _typed(self, grid: Grid, edit: Edit) -> Typed:
        indicator_id, team_id, period = grid.cell(edit.row, edit.column)
        return Typed(indicator_id=indicator_id, team_id=team_id, period=period, text=edit.text)
