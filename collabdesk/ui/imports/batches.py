"""All imports of the collaborative: file, when, by whom, how many numbers; each can be taken back, months later."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from collabdesk.apart.calls import Call
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.intake import ImportBatch
from collabdesk.services import imports
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.imports import Kept, medians
from collabdesk.services.phases import frozen
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.history import MANY_ROWS
from collabdesk.ui.imports.waiting import WaitingLine
from collabdesk.ui.long_edits import LongEdit
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import Label, size_on_screen


class ImportsDialog(QDialog):
    """Show with `open`."""

    def __init__(self, context: Context, workspace: Workspace, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self.setObjectName("imports_dialog")
        self.setWindowTitle(context.text(msg("Imports")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table: Table[ImportBatch] = Table(
            context,
            "imports_table",
            (
                Column(name="file", title=msg("File"), value=lambda one: one.file, tip=_hash, width=260, stretch=1),
                Column(name="at", title=msg("When"), value=lambda one: one.id, text=self._when, width=160),
                Column(name="person", title=msg("Who"), value=lambda one: one.person, width=110),
                Column(name="new", title=msg("New"), value=partial(_count, "new"), width=70, right=True),
                Column(
                    name="replaced", title=msg("Replaced"), value=partial(_count, "replaced"), width=80, right=True
                ),
                Column(name="state", title=msg("Now"), value=self._state, width=150, token=_token),
            ),
            title=msg("Imports"),
        )  # fmt: skip
        said = msg(
            "Each import can be taken back as a whole, also months later: its numbers go back to what they were "
            "before. What was edited since stays, and is said."
        )
        self._back = QPushButton(context.text(msg("Take back…")))
        self._back.setObjectName("imports_take_back")
        self._back.clicked.connect(self._take_back)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(Label(context.theme, context.text(said), colour="ink_soft", wrap=True))
        self.waiting = WaitingLine(context, workspace)
        box.addWidget(self.waiting)
        box.addWidget(self.table, 1)
        box.addLayout(self._buttons())
        size_on_screen(self, 860, 480)
        self.table.selection_changed.connect(self._allow)
        self._stop_listening = workspace.listen(self._heard)
        self._load()

    def done(self, result: int) -> None:
        self._stop_listening()
        super().done(result)

    def _buttons(self) -> QHBoxLayout:
        close = QPushButton(self._context.text(msg("Close")))
        close.setObjectName("imports_close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _load(self) -> None:
        found = imports.batches(self._workspace)
        self.table.set_rows(found, key=lambda one: one.id)
        if found and not self.table.selected():
            self.table.select(lambda one: one.id == found[0].id)
        self._allow()

    def _heard(self, changes: ChangeSet) -> None:
        if changes.touches("import_batch", "collaborative"):
            self._load()
        if changes.touches(imports.WAITING, "collaborative"):
            self.waiting.load()

    @Slot()
    def _allow(self) -> None:
        chosen = self.table.selected()
        may = len(chosen) == 1 and chosen[0].reverted is None and not self._workspace.read_only
        self._back.setEnabled(may)

    @Slot()
    def _take_back(self) -> None:
        for batch in self.table.selected()[:1]:
            count = _count("new", batch) + _count("replaced", batch)
            asked = nmsg(
                "Take back the {count} number that “{file}” brought in? Numbers edited since stay.",
                "Take back the {count} numbers that “{file}” brought in? Numbers edited since stay.",
                count,
                file=batch.file,
            )
            if is_large(self._workspace, batch.id):
                if self._context.messages.ask(asked, msg("Take back")):
                    take_back_apart(self._context, self._workspace, batch.id, self._say)
                return
            moves = medians.of_revert(self._workspace, batch.id)
            if moves:
                asked = msg("{what} {asked}", what=frozen.question(self._workspace, moves), asked=asked)
            if self._context.messages.ask(asked, msg("Take back")):
                self._context.attempt(partial(self._revert, batch))

    def _revert(self, batch: ImportBatch) -> None:
        self._say(imports.revert(self._workspace, batch.id))

    def _say(self, done: Kept) -> None:
        self._context.navigator.say_done(self._context.text(taken_back(len(done.kept))))

    def _when(self, batch: ImportBatch) -> str:
        return self._context.translator.moment(batch.at)

    def _state(self, batch: ImportBatch) -> str:
        if batch.reverted is None:
            return self._context.text(msg("in the file"))
        return self._context.text(msg("taken back {day}", day=batch.reverted.date()))


def is_large(workspace: Workspace, batch_id: int) -> bool:
    """Whether an import wrote so many rows that a worker takes it back."""
    return imports.size_of(workspace, batch_id) > MANY_ROWS


def take_back_apart(
    context: Context, workspace: Workspace, batch_id: int, done: Callable[[Kept], None]
) -> None:
    """Take a large import back by a worker; ``done`` hears what stayed."""
    where, person = imports.place_of(workspace), workspace.person
    file = workspace.rows(ImportBatch)[batch_id].file
    LongEdit(
        context, workspace, label=f"Take back the import of {file}", said=msg("Taking back {name}", name=file)
    ).start(
        Call(fn=imports.moves_of_revert_in_worker, args=(where, batch_id)),
        Call(fn=imports.revert_in_worker, args=(where, person, batch_id)),
        done,
    )


def taken_back(kept: int) -> Message:
    """What is said after an import was taken back; ``kept``: so many numbers stayed."""
    said = msg("The import was taken back.")
    if not kept:
        return said
    more = nmsg(
        "{count} value stayed, because it was edited since.",
        "{count} values stayed, because they were edited since.",
        kept,
    )
    return msg("{said} {more}", said=said, more=more)


def _count(name: str, batch: ImportBatch) -> int:
    return int(json.loads(batch.counts).get(name, 0))


def _token(batch: ImportBatch) -> str:
    return "ink_soft" if batch.reverted is not None else "ink"


def _hash(batch: ImportBatch) -> str:
    return f"{batch.file}\nSHA-256 {batch.sha256}"
