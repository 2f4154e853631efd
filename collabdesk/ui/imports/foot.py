"""The bottom line of the import window: what is next, and the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.ui.context import Context
from collabdesk.ui.imports.items import FileItem, FileState
from collabdesk.ui.imports.words import imported
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import Label


class Foot(QWidget):
    """Confirm is enabled only when nothing is asked and something would be saved."""

    def __init__(self, context: Context):
        super().__init__()
        self._context = context
        self._said = Label(context.theme, wrap=True)
        self._said.setObjectName("import_said")
        self.take_back = self._button("import_take_back", msg("Take this import back"))
        self.stop = self._button("import_stop", msg("Cancel reading"))
        self.later = self._button("import_later", msg("Come back later"))
        self.later.setToolTip(
            context.text(
                msg("Close, and keep the files that are not saved yet, with their answers, on the Overview")
            )
        )
        self.cancel = self._button("import_cancel", msg("Close"))
        self.confirm_all = self._button("import_confirm_all", msg("Import all that are ready"))
        self.confirm = self._button("import_confirm", msg("Import"))
        foot = QHBoxLayout(self)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(GRID)
        foot.addWidget(self._said, 1)
        for button in (self.stop, self.take_back, self.later, self.cancel, self.confirm_all, self.confirm):
            foot.addWidget(button)

    @property
    def said(self) -> str:
        """What is next."""
        return self._said.text()

    def show_item(self, item: FileItem | None, items: Sequence[FileItem], others: int = 0) -> None:
        """Show what can be done with a file, and with all of them; ``others`` in the folders are no spreadsheets."""
        text = self._context.text
        saving = any(one.saving for one in items)
        ready = item is not None and item.state is FileState.READY and not item.busy and not saving
        self.confirm.setEnabled(ready)
        values = nmsg("Import {count} value", "Import {count} values", item.to_save if item else 0)
        self.confirm.setText(text(values if ready else msg("Import")))
        waiting = [one for one in items if one.state is FileState.READY and not one.busy]
        self.confirm_all.setVisible(len(waiting) > 1)
        self.confirm_all.setEnabled(not saving)
        many = nmsg("Import {count} file", "Import all {count} ready files", len(waiting))
        self.confirm_all.setText(text(many))
        self.stop.setVisible(item is not None and item.busy and not item.saving)
        self.later.setVisible(any(one.unfinished for one in items))
        self.take_back.setVisible(item is not None and item.result is not None and bool(item.result.batch_id))
        said = self._next(item) if item is not None else text(msg("There is no spreadsheet in this folder."))
        if others:
            left = nmsg(
                "{count} other file in the folder is no spreadsheet.",
                "{count} other files in the folder are no spreadsheets.",
                others,
            )
            said = f"{said} {text(left)}"
        self._said.setText(said)

    def _button(self, name: str, text: Message) -> QPushButton:
        button = QPushButton(self._context.text(text))
        button.setObjectName(name)
        button.setMinimumHeight(32)
        button.setAutoDefault(False)
        return button

    def _next(self, item: FileItem) -> str:
        text = self._context.text
        if item.trouble:
            return item.trouble
        if item.saving:
            return text(nmsg("Saving {count} value…", "Saving {count} values…", item.to_save))
        if item.busy:
            return text(msg("Reading and understanding…"))
        if item.state is FileState.ASKS and item.draft is not None:
            count = len(item.draft.questions)
            said = nmsg("Answer {count} question first.", "Answer {count} questions first.", count)
            return text(msg("{said} Nothing is saved yet.", said=said))
        if item.state is FileState.IMPORTED:
            return imported(item, self._context.translator)
        if item.state is FileState.NOTHING:
            if item.plan is not None and item.plan.conflicts:
                return text(msg("Nothing new. Tick the conflicts in which the new number is right."))
            if item.is_journal:
                return text(
                    msg("This is a list of tested changes, not of numbers. Nothing is saved from here.")
                )
            return text(msg("There is nothing to save in this file."))
        return text(msg("Nothing is saved before you press Import."))
