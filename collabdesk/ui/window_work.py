"""What the menus' actions do beyond showing a page: files in and out, restore, about."""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from collabdesk import __version__, paths
from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.file_desk import FileDesk
from collabdesk.ui.file_dialogs import COLLAB, CSV, IMPORTABLE, XLSX
from collabdesk.ui.tasks import Progress

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace
    from collabdesk.ui.stack import PageStack

WARM_AFTER = 3_000
"""Milliseconds after a file was opened, when the window has come to rest."""
IMPORT_WINDOW = "collabdesk.ui.imports:ImportWindow"


class WindowWork(QObject):
    """Carries out the wishes of menus and pages that need a dialog."""

    def __init__(self, context: Context, desk: FileDesk, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._desk = desk
        self._window = window
        self._imports: list[QWidget] = []
        self._warm = QTimer(self)
        self._warm.setSingleShot(True)
        self._warm.setInterval(WARM_AFTER)
        self._warm.timeout.connect(self.warm_up)
        desk.opened.connect(self._warm.start)

    @property
    def workspace(self) -> Workspace:
        """The open file."""
        assert self._desk.workspace is not None
        return self._desk.workspace

    @Slot()
    def open_file(self) -> None:
        """Ask for a file and open it."""
        path = self._context.files.open_file(msg("Open a CollabDesk file"), COLLAB)
        if path is not None:
            self._desk.open(path)

    @Slot(list)
    def import_files(self, chosen: list[Path] | None = None) -> None:
        """Open the import window on these files, or on those that the person chooses."""
        if self._desk.workspace is None:
            self._context.messages.tell(msg("Open your collaborative first, then bring in the spreadsheets."))
            return
        if self._desk.workspace.read_only:
            self._context.messages.tell(
                msg("This file is open for reading only, so nothing can be imported.")
            )
            return
        found = chosen or self._context.files.open_files(msg("Import spreadsheets"), IMPORTABLE)
        if found:
            self._open_import(found)

    @Slot()
    def warm_up(self) -> None:
        """Import the import window beside other work: when it first opens it would hold the window up."""
        self._context.tasks.run(_import_its_modules, lambda _none: None)

    def follow_words(self, workspace: Workspace) -> None:
        """The office's own words, for every text that is worded from now on."""
        from collabdesk.services.setup import own_words  # not before a file is open

        self._context.translator.own.use(own_words.of(workspace.collaborative))

    def take_dropped(self, paths: list[Path]) -> None:
        """Files dropped on the window: another CollabDesk file is asked about, all else is imported."""
        workspace = self._desk.workspace
        is_collab = len(paths) == 1 and paths[0].suffix.lower() in COLLAB.endings
        if not is_collab:
            self.import_files(paths)
            return
        if workspace is None or workspace.read_only or workspace.path.resolve() == paths[0].resolve():
            self._desk.open(paths[0])
            return
        question = msg(
            "“{name}” is a CollabDesk file. Open it in place of the one that is open, or bring its numbers into "
            "this one? Before anything is saved you see what would be different.",
            name=paths[0].name,
        )
        answer = self._context.messages.choose(question, msg("Bring its numbers in"), msg("Open it"))
        if answer is True:
            self.import_files(paths)
        elif answer is False:
            self._desk.open(paths[0])

    def record_change(self, pages: PageStack) -> None:
        """Ask in one line what changes, who tries it (the team whose chart is open), and since when."""
        from collabdesk.ui.pages.changes.record import RecordChangeDialog

        team_id = pages.page.team_in_sight if pages.page is not None else None
        dialog = RecordChangeDialog(self._context, self.workspace, team_id, parent=self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.line.recorded.connect(self._change_recorded)
        dialog.open()

    @Slot()
    def _change_recorded(self) -> None:
        entry = self.workspace.next_undo()
        if entry is not None:
            self._context.navigator.say_done(entry.label)

    @Slot()
    def new_collaborative(self) -> None:
        """Ask for a name and add a collaborative to the file."""
        name = self._context.messages.ask_text(msg("Name of the new collaborative"))
        if name:
            self._desk.add_collaborative(name)

    @Slot()
    def export(self) -> None:
        """Write all numbers to a table."""
        suggested = f"{self.workspace.path.stem} {dt.date.today().isoformat()}.xlsx"
        path = self._context.files.save_file(msg("Export the numbers"), suggested, XLSX, CSV)
        if path is None:
            return
        from collabdesk.services.data import exports

        if self._context.attempt(lambda: exports.export(self.workspace, path)):
            said = self._context.text(msg("Exported to {name}", name=path.name))
            self._context.navigator.say_made(said, path)

    @Slot()
    def restore(self) -> None:
        """Choose one of the file's backups and bring it back."""
        from collabdesk.ui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(self._context, self.workspace.path, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._desk.restore)
        dialog.open()

    @Slot()
    def change_person(self) -> None:
        """Who sits here from now on; earlier edits keep the name they were made under."""
        from collabdesk.services import identity

        name = self._context.messages.ask_text(
            msg("Your name, as it stands beside every edit from now on"), identity.current()
        )
        if name:
            identity.remember(name)
            if self._desk.workspace is not None:
                self._desk.workspace.person = identity.current()

    @Slot()
    def about(self) -> None:
        """Version, licence, and where things are."""
        said = msg(
            "CollabDesk {version}\n\nThe coordinator's desk for an improvement collaborative. Free software under "
            "the MIT licence.\n\nYour backups and settings are in\n{folder}",
            version=__version__,
            folder=str(paths.data_folder()),
        )
        self._context.messages.tell(said)

    @Slot()
    def close_windows(self) -> None:
        """Close the import windows that are still open: their file is."""
        windows, self._imports = self._imports, []
        for window in windows:
            window.close()

    def first_place(self, workspace: Workspace) -> str:
        """Set-up for a collaborative without teams or indicators, else Overview."""
        from collabdesk.models.measures import Indicator
        from collabdesk.models.places import Team

        ready = bool(workspace.mine(Team)) and bool(workspace.mine(Indicator))
        return "overview" if ready else "setup"

    def collaboratives(self, workspace: Workspace) -> list[tuple[int, str]]:
        """(id, name) of the file's collaboratives."""
        from collabdesk.models.places import Collaborative

        return [(one.id, one.name) for one in workspace.rows(Collaborative).values()]

    def _open_import(self, found: list[Path]) -> None:
        module, _, name = IMPORT_WINDOW.partition(":")
        window: QWidget = getattr(importlib.import_module(module), name)(
            self._context, self.workspace, found, self._window
        )
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._imports.append(window)
        window.destroyed.connect(self._forget_import)
        window.show()

    @Slot()
    def _forget_import(self) -> None:
        from shiboken6 import isValid

        self._imports = [window for window in self._imports if isValid(window)]


def _import_its_modules(_progress: Progress) -> None:
    importlib.import_module(IMPORT_WINDOW.partition(":")[0])
