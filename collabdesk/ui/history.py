"""Undo and redo everywhere, with the edit's label in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from collabdesk.apart.calls import Call
from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.widgets import literal

if TYPE_CHECKING:
    from collabdesk.models.journal import Entry
    from collabdesk.services.workspace import Workspace

LONGEST = 60
MANY_ROWS = 1_000
"""From so many rows on a worker undoes an edit: 1,000 take about 60 ms."""


class History(QObject):
    """Carries out undo and redo on the open file and words the two actions."""

    done = Signal(str, bool)
    """What to say, and whether it can be undone with one click."""

    def __init__(self, context: Context, undo: QAction, redo: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._undo = undo
        self._redo = redo
        self._workspace: Workspace | None = None
        self._again = False
        undo.triggered.connect(self.undo)
        redo.triggered.connect(self.redo)

    def show_workspace(self, workspace: Workspace | None) -> None:
        """The file whose edits are undone."""
        self._workspace = workspace
        self.renew()

    def heard(self, label: str) -> None:
        """An edit took place: say so, and word the actions anew."""
        self.renew()
        if label and not self._again:
            self.done.emit(label, True)

    @Slot()
    def undo(self) -> None:
        """Take back the last edit."""
        self._do(backwards=True)

    @Slot()
    def redo(self) -> None:
        """Do it again."""
        self._do(backwards=False)

    def renew(self) -> None:
        """Word and enable the actions."""
        text = self._context.text
        past = self._workspace.next_undo() if self._workspace else None
        future = self._workspace.next_redo() if self._workspace else None
        self._undo.setEnabled(past is not None)
        self._redo.setEnabled(future is not None)
        self._undo.setText(text(msg("&Undo: {edit}", edit=_short(past.label)) if past else msg("&Undo")))
        self._redo.setText(text(msg("&Redo: {edit}", edit=_short(future.label)) if future else msg("&Redo")))

    def _do(self, *, backwards: bool) -> None:
        if self._workspace is None:
            return
        entry = self._workspace.next_undo() if backwards else self._workspace.next_redo()
        if entry is None:
            return
        if self._workspace.store.size_of(entry.id) > MANY_ROWS:
            self._do_apart(self._workspace, entry, backwards=backwards)
            return
        if not self._may(self._workspace, backwards=backwards):
            return
        self._again = True
        try:
            went = self._context.attempt(self._workspace.undo if backwards else self._workspace.redo)
        finally:
            self._again = False
        if went:
            self._say(entry, backwards=backwards)

    def _say(self, entry: Entry, *, backwards: bool) -> None:
        undone, again = msg("Undone: {edit}", edit=entry.label), msg("Done again: {edit}", edit=entry.label)
        self.done.emit(self._context.text(undone if backwards else again), not backwards)

    def _do_apart(self, workspace: Workspace, entry: Entry, *, backwards: bool) -> None:
        """So many rows that the window would stand still: a worker does it."""
        from collabdesk.services import imports
        from collabdesk.ui.long_edits import LongEdit

        where, person = imports.place_of(workspace), workspace.person
        undoing, again = (
            msg("Undoing: {edit}", edit=entry.label),
            msg("Doing again: {edit}", edit=entry.label),
        )
        LongEdit(self._context, workspace, label="", said=undoing if backwards else again).start(
            Call(fn=imports.moves_of_undo_in_worker, args=(where, backwards)),
            Call(fn=imports.undo_in_worker, args=(where, person, backwards)),
            lambda _none: self._say(entry, backwards=backwards),
        )

    def _may(self, workspace: Workspace, *, backwards: bool) -> bool:
        """Whether the frozen medians that this would move, may move."""
        from collabdesk.services.phases import frozen  # not before the window is there
        from collabdesk.ui.asking import may_move

        moves = frozen.of_next_undo(workspace, backwards=backwards)
        return may_move(self._context, workspace, moves)


def _short(label: str) -> str:
    text = literal(label)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class UndoKeys(QObject):
    """A text field keeps Ctrl+Z for itself even with nothing typed in it; then the edit is meant."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(watched, QLineEdit):
            return False
        assert isinstance(event, QKeyEvent)
        undo = event.matches(QKeySequence.StandardKey.Undo) and not watched.isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) and not watched.isRedoAvailable()
        if undo or redo:
            event.ignore()
            return True
        return False
