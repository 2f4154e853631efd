"""Files on their way into the .collab, one after the other, written by the helping process while the window lives."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from collabdesk.apart.calls import Call, FellError
from collabdesk.apart.helper import Helper
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import msg
from collabdesk.services import cubes, imports
from collabdesk.services.changeset import Cell
from collabdesk.services.imports import Files, Saved, Source
from collabdesk.services.workspace import Workspace
from collabdesk.stopping import stoppable
from collabdesk.ui.context import Context
from collabdesk.ui.imports.items import FileItem, FileState, Stale
from collabdesk.ui.tasks import Progress

_PATIENCE = 120.0
"""Seconds; closing the file waits so long for a file that is being written."""
MakeSource = Callable[[int, Mapping[str, str] | None], Source]


@dataclass(kw_only=True)
class Writing:
    """One file that is written, and what came of it: once begun it is not interrupted, whoever presses Cancel."""

    place: int
    source: Source
    person: str
    chosen: Collection[Cell]
    period_types: Collection[str]
    """Of which numbers the window shows."""
    anew: bool
    """Whether it is to be planned anew, after the one before it."""
    over: threading.Event
    """Set when the file is left alone again (`Workspace.written_apart`)."""
    saved: Saved | None = None

    def work(self, helper: Helper, _progress: Progress) -> Saved:
        """For the thread that waits; the progress is not asked, because it would stop what Import was pressed for."""
        args = (self.source, self.person, self.chosen, self.period_types, self.anew)
        try:
            with stoppable(lambda: False):
                self.saved = helper.call(Call(fn=Files.save, args=args, of=Files))
            return self.saved
        finally:
            self.over.set()

    def wait(self) -> bool:
        """Wait until the file is left alone; returns whether it was written to."""
        self.over.wait(_PATIENCE)
        return self.saved is not None


class SaveQueue(QObject):
    """Saves files and takes over what is new; ``freshen`` has the first of those that wait understood anew."""

    changed = Signal(int)
    all_saved = Signal(list)

    def __init__(
        self,
        context: Context,
        workspace: Workspace,
        items: list[FileItem],
        source: MakeSource,
        freshen: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._workspace, self._items = context, workspace, items
        self._source, self._freshen = source, freshen
        self._saved: list[int] = []
        self._going = False
        self._writing: Writing | None = None
        self.waiting: list[int] = []
        """The places that are still to be saved."""
        self.takes_over = False
        """Whether the edit that everybody hears of is of this queue."""

    def begin(self, places: Sequence[int]) -> None:
        """Save these."""
        if not (self.waiting or self._writing):
            self._saved = []
        self.waiting += [place for place in places if place not in self.waiting]
        self.go_on()

    def go_on(self) -> None:
        """Save the next, unless it is just being understood anew: then this is called again."""
        if self._going or self._writing or not self.waiting:
            return
        self._going = True
        while self.waiting and not self._writing:
            place = self.waiting[0]
            if self._items[place].stale is Stale.UNDERSTANDING:
                self._freshen()
            if self._items[place].busy:
                break
            self.waiting.pop(0)
            self._save(place)
        self._going = False
        self._end()

    def wait(self) -> None:
        """Wait until nothing is being written."""
        if self._writing is not None:
            self._writing.wait()

    def close(self) -> None:
        """Save no more; what is being written is waited for, since the file may be closed next."""
        writing, self._writing, self.waiting = self._writing, None, []
        if writing is not None and writing.wait():
            self._take_over(writing)

    def _save(self, place: int) -> None:
        """Have one file written, all or nothing."""
        item, workspace = self._items[place], self._workspace
        ready = item.state is FileState.READY and not item.busy and item.stale is not Stale.UNDERSTANDING
        if item.draft is None or not ready:
            return
        if workspace.read_only:
            self._say(place, f"“{workspace.path.name}” is open for reading only, so nothing was changed.")
            return
        over = workspace.written_apart()  # which looks after the file: it may have been moved
        writing = Writing(
            place=place, source=self._source(place, item.wanted_answers()), person=workspace.person,
            chosen=frozenset(item.replaced), period_types=tuple(cubes.held(workspace)),
            anew=item.stale is Stale.PLAN, over=over,
        )  # fmt: skip
        self._writing, item.saving = writing, True
        said, tasks = msg("Saving {name}", name=item.path.name), self._context.tasks
        work = partial(writing.work, tasks.helper)
        task = tasks.run(work, self._written, self._not_written, said, apart=True)
        if task in tasks.running:
            item.task = task
        self.changed.emit(place)

    def _written(self, saved: Saved) -> None:
        """A file was saved: the window takes over what is new in it."""
        writing = self._writing
        if writing is None:
            return  # the window was closed meanwhile, which waited for it
        item = self._ended(writing)
        self._take_over(writing)
        item.result, item.state, item.trouble = saved.result, FileState.IMPORTED, ""
        self._saved.append(writing.place)
        self.changed.emit(writing.place)
        self._next()

    def _not_written(self, error: BaseException) -> None:
        writing = self._writing
        if writing is None:
            return
        if writing.saved is not None:  # Cancel was pressed when all was written already
            self._written(writing.saved)
            return
        self._ended(writing)
        if isinstance(error, FellError):
            said = msg("The saving broke off; nothing of this file was saved. Try again.")
            self._say(writing.place, self._context.text(said))
        else:
            if not isinstance(error, Cancelled | UserFacingError):
                self._context.tasks.crashed.emit(error)
            self._say(writing.place, error.sentence if isinstance(error, UserFacingError) else "")
        self._next()

    def _say(self, place: int, trouble: str) -> None:
        self._items[place].trouble = trouble
        self.changed.emit(place)

    def _ended(self, writing: Writing) -> FileItem:
        item = self._items[writing.place]
        self._writing, item.task, item.saving = None, None, False
        return item

    def _take_over(self, writing: Writing) -> None:
        saved = writing.saved
        if saved is None:
            return
        self.takes_over = True
        try:
            if saved.cubes is not None:
                cubes.renew(self._workspace, f"Import of {writing.source.path.name}", saved.cubes)
            else:
                self._workspace.take_over(saved.entries, imports.WAITING)
        finally:
            self.takes_over = False

    def _next(self) -> None:
        if self.waiting:
            self.go_on()
        else:
            self._end()

    def _end(self) -> None:
        if not (self.waiting or self._writing or self._going):
            self.all_saved.emit(self._saved)
            self._freshen()
