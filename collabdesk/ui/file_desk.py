"""The open file of the window: opening, making, closing, another collaborative, backups, ways out of read-only.

Services are imported when a file is first opened: they bring the database with them, and the window is to be
painted before that.
"""

from __future__ import annotations

import datetime as dt
import shutil
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from collabdesk import paths
from collabdesk.collection import look_again, look_no_more, no_collection
from collabdesk.errors import UserFacingError
from collabdesk.i18n import msg
from collabdesk.models.raw_columns import Early, read_early
from collabdesk.models.soundness import quick_look
from collabdesk.services import identity
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import COLLAB
from collabdesk.ui.tasks import Progress

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace

LOOK_EVERY = 2_000  # ms between two looks at the file: what another window saved, whether it is still there


class FileDesk(QObject):
    """Holds at most one workspace and says what becomes of it."""

    opened = Signal()
    """`workspace` is another one now."""
    closed = Signal()
    changed = Signal(object)
    """A ChangeSet."""
    moved = Signal()
    """The open file was lost and is kept elsewhere now, or can't be saved, or was taken over by somebody."""
    opening_failed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stop: Callable[[], None] | None = None
        self.workspace: Workspace | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY)
        self._look.timeout.connect(self.look_at_file)

    def open(self, path: Path) -> bool:
        """Open a file in place of the one that is open; trouble is told and leaves things as they are."""
        if self.workspace is not None and self.workspace.path == path and not self.workspace.read_only:
            return True
        begin = self._context.tasks.begin
        looked = begin(partial(quick_look, path))  # while the database is imported
        early = begin(partial(read_early, path, looked))
        from collabdesk.services.setup import collaboratives

        return self._take(lambda: collaboratives.open_file(path, identity.current(), looked=looked), early)

    def create(self, path: Path, name: str) -> None:
        """Make a file with one collaborative and open it. Raises UserFacingError, for the form to show."""
        from collabdesk.services.setup import collaboratives

        self._use(collaboratives.create_file(path, identity.current(), name))

    def open_sample(self, then: Callable[[], None] | None = None) -> None:
        """Make a fresh sample file in the background, open it, and go on with ``then``."""
        from collabdesk.services import sample

        target, person = fresh_sample_path(), identity.current()

        def make(_progress: Progress) -> Path:
            sample.make_sample(target, person, dt.date.today()).close()
            return target

        def made(path: Path) -> None:
            if self.open(path) and then is not None:
                then()

        self._context.tasks.run(make, made, self._failed, msg("Making the sample collaborative"))

    def close(self) -> None:
        """Close the file; everything is saved already."""
        if self.workspace is None:
            return
        self._look.stop()
        if self._stop is not None:
            self._stop()
        workspace, self.workspace = self.workspace, None
        self.closed.emit()
        self._context.attempt(workspace.close)
        look_again()

    def switch(self, collaborative_id: int) -> None:
        """Work on another collaborative of the file."""
        workspace = self.workspace
        if workspace is not None and self._context.attempt(partial(workspace.switch, collaborative_id)):
            self.opened.emit()

    def add_collaborative(self, name: str) -> None:
        """Add a collaborative to the file and work on it."""
        from collabdesk.models.places import Collaborative
        from collabdesk.services.setup import collaboratives

        workspace = self.workspace
        if workspace is None:
            return

        def add() -> None:
            saved = collaboratives.save_collaborative(workspace, Collaborative(name=name))
            workspace.switch(saved.id)

        if self._context.attempt(add):
            self.opened.emit()

    def open_copy(self) -> None:
        """Copy the read-only file to a place of the person's choice and open the copy."""
        if self.workspace is None:
            return
        workspace = self.workspace
        suggested = f"{workspace.path.stem} copy.collab"
        target = self._context.files.save_file(msg("Open a copy"), suggested, COLLAB)
        if target is None:
            return

        def copy() -> None:
            try:
                shutil.copyfile(workspace.backup(), target)  # of the backup: the file itself is in use
            except OSError as error:
                reason = error.strerror or str(error)
                raise UserFacingError(f"“{target.name}” could not be written ({reason}).") from error

        if self._context.attempt(copy):
            self.open(target)

    def take_over(self) -> None:
        """Open the file for writing when its holder is gone; a holder on another computer is asked about."""
        from collabdesk.services.setup import collaboratives

        if self.workspace is None or self.workspace.holder is None:
            return
        path, holder = self.workspace.path, self.workspace.holder
        again = collaboratives.open_file(path, identity.current())
        if not again.read_only:
            self._use(again)
            return
        again.close()
        if holder.machine == socket.gethostname():
            self._context.messages.tell(
                msg("The file is open in another CollabDesk window on this computer. Close it there first.")
            )
            return
        question = msg(
            "{holder} has this file open. Take over only when you are sure that CollabDesk is closed there: "
            "two people writing at once lose each other's work.",
            holder=str(holder),
        )
        if self._context.messages.ask(question, msg("Take over"), danger=True):
            self._take(lambda: collaboratives.open_file(path, identity.current(), break_lock=True))

    def backup(self) -> None:
        """Keep a dated backup now."""
        workspace = self.workspace
        if workspace is None:
            return
        made: list[Path] = []
        if self._context.attempt(lambda: made.append(workspace.backup())):
            said = msg("Backed up to {folder}", folder=str(made[0].parent))
            self._context.navigator.say(self._context.text(said))

    def restore(self, backup: Path) -> None:
        """Put a backup's content into the file; what was there is backed up first."""
        from collabdesk.services import safety

        if self.workspace is None:
            return
        path = self.workspace.path
        self.close()
        if self._context.attempt(lambda: safety.restore(path, backup, identity.current())):
            self._context.navigator.say(
                self._context.text(
                    msg("Restored {name}. What was there before is the newest backup.", name=backup.stem)
                )
            )
        self.open(path)

    @Slot()
    def look_at_file(self) -> None:
        """Whether the file is still where it was; in a read-only window also what the other window has saved."""
        workspace = self.workspace
        if workspace is None:
            return
        if not workspace.read_only:
            workspace.look_after_file()
        elif workspace.look_after_file():
            self._context.attempt(workspace.look_for_changes_of_others)
        elif workspace.path.exists():  # another file has taken its place: the one that was set right, mostly
            self.open(workspace.path)

    def may_close(self) -> bool:
        """Whether closing loses nothing; if it would, the person says whether to close all the same."""
        if self.workspace is None or not self.workspace.unsafe:
            return True
        self.workspace.look_after_file()
        if not self.workspace.unsafe:
            return True
        question = msg("{why} If you close now, what you entered since is lost.", why=self.workspace.unsafe)
        return self._context.messages.ask(question, msg("Close and lose it"), danger=True)

    def _take(self, fn: Callable[[], Workspace], early: Callable[[], Early | None] | None = None) -> bool:
        with no_collection():  # a file is a million small values, and every one is kept
            try:
                workspace = fn()
            except UserFacingError as error:
                self._context.messages.warn(error.sentence)
                self.opening_failed.emit()
                return False
            self._use(workspace, early)
        look_no_more()
        return True

    def _use(self, workspace: Workspace, early: Callable[[], Early | None] | None = None) -> None:
        from collabdesk.services import cubes

        self.close()
        self.workspace = workspace
        cubes.read_ahead(workspace, self._context.tasks.begin, early)  # while the first page is made
        self._stop = workspace.listen(self._hear)
        workspace.listen_to_file(partial(self._file_moved, workspace))
        self._remember(workspace.path)
        self._look.start()
        self.opened.emit()

    def _remember(self, path: Path) -> None:
        self._context.settings.remember_file(path)
        self._context.settings.last_file = path

    def _file_moved(self, workspace: Workspace) -> None:
        self._remember(workspace.path)
        said = workspace.unsafe or ("" if workspace.read_only else workspace.rescued)
        if workspace is self.workspace:
            QTimer.singleShot(
                0, self, partial(self._say_moved, said)
            )  # an edit is under way: it is to end first
        else:  # it is being closed
            self._say_moved(said)

    def _say_moved(self, said: str) -> None:
        if self.workspace is not None:
            self.moved.emit()
        if said:
            self._context.messages.warn(said)

    def _hear(self, changes: ChangeSet) -> None:
        self.changed.emit(changes)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self._context.messages.warn(error.sentence)
            self.opening_failed.emit()
        else:
            raise error


def fresh_sample_path() -> Path:
    """A name that is free, among the person's samples."""
    folder = paths.data_folder() / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    names = ("Sample.collab", *(f"Sample {number}.collab" for number in range(2, 10_000)))
    return next(folder / name for name in names if not (folder / name).exists())
