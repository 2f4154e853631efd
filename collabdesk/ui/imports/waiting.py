"""A line about the files that were put down in the import window: taken up again, or forgotten."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.services import imports
from collabdesk.services.imports import WaitingFile
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import Label


class WaitingLine(QWidget):
    """Hidden while nothing waits."""

    def __init__(self, context: Context, workspace: Workspace) -> None:
        super().__init__()
        self._context = context
        self._workspace = workspace
        self._said = Label(context.theme, colour="attention", wrap=True)
        self._said.setObjectName("waiting_said")
        self.take_up = self._button("waiting_take_up", msg("Take them up again"), self._take_up)
        self.forget = self._button("waiting_forget", msg("Forget them"), self._forget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._said, 1)
        row.addWidget(self.take_up)
        row.addWidget(self.forget)
        self.load()

    def load(self) -> None:
        """Show what waits now."""
        files = imports.waiting_files(self._workspace)
        self.setVisible(bool(files))
        self.setEnabled(not self._workspace.read_only)
        if files:
            self._said.setText(self._context.text(said_of(files)))
            self._said.setToolTip("\n".join(str(one.path) for one in files))

    def _button(self, name: str, text: Message, pressed: object) -> QPushButton:
        button = QPushButton(self._context.text(text))
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    @Slot()
    def _take_up(self) -> None:
        paths = [one.path for one in imports.waiting_files(self._workspace)]
        self.window().close()
        self._context.navigator.import_files(paths)

    @Slot()
    def _forget(self) -> None:
        paths = [one.path for one in imports.waiting_files(self._workspace)]
        asked = nmsg(
            "Forget the {count} file that waits, and what was answered about it? The file itself stays where it is.",
            "Forget the {count} files that wait, and what was answered about them? The files themselves stay where "
            "they are.",
            len(paths),
        )
        if self._context.messages.ask(asked, msg("Forget them")):
            imports.wait_no_more(self._workspace, paths=paths)


def said_of(files: tuple[WaitingFile, ...]) -> Message:
    """How many files wait, and for how many answers."""
    names: tuple[Message | str, ...] = tuple(one.path.name for one in files[:3])
    if len(files) > len(names):
        names = (*names, nmsg("{count} other file", "{count} other files", len(files) - len(names)))
    questions = sum(one.questions for one in files)
    if not questions:
        return nmsg("{names} waits to be imported.", "{names} wait to be imported.", len(files), names=names)
    asked = nmsg("{count} question", "{count} questions", questions)
    return nmsg(
        "{names} waits with {asked}.", "{names} wait with {asked}.", len(files), names=names, asked=asked
    )
