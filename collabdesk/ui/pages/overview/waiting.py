"""Spreadsheets that were read and not saved: how many wait, and for how many answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.services.overview.waiting_imports import WaitingFile, waiting_files
from collabdesk.ui.context import Context
from collabdesk.ui.pages.overview.parts import Block, Row

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

NAMED = 3


class WaitingBlock(Block):
    """Hidden while nothing waits; a click takes the files up again in the import window."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "waiting", context.text(msg("Imports")))
        self._files: tuple[WaitingFile, ...] = ()
        self.hide()

    def renew(self, workspace: Workspace) -> None:
        """What waits now."""
        self._files = waiting_files(workspace)
        rows = [self._row(workspace)] if self._files else []
        self.set_rows("", list(rows))
        self.setVisible(bool(rows))

    def forget(self) -> None:
        """Keep nothing of the file."""
        self._files = ()

    @Slot()
    def take_up(self) -> None:
        """The import window with these files, and with what was answered before."""
        there = [one.path for one in self._files if one.is_there]
        if there:
            self._context.navigator.import_files(there)
        else:
            said = msg("These spreadsheets are no longer where they were: import them from their new place.")
            self._context.messages.tell(said)

    def _row(self, workspace: Workspace) -> Row:
        say, count = self._context.text, len(self._files)
        title = nmsg("{count} spreadsheet waits", "{count} spreadsheets wait", count)
        since = self._context.date(min(one.at for one in self._files).date())
        row = Row(self._context, "waiting_imports", say(title), say(self._said()), since)
        row.setEnabled(not workspace.read_only)
        row.opened.connect(self.take_up)
        return row

    def _said(self) -> Message:
        names = ", ".join(one.path.name for one in self._files[:NAMED])
        names += " …" if len(self._files) > NAMED else ""
        questions = sum(one.questions for one in self._files)
        if not questions:
            return msg("All is answered; only Import is still to be pressed: {names}", names=names)
        return nmsg(
            "{count} question is open: {names}", "{count} questions are open: {names}", questions, names=names
        )
