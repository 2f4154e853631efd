"""The files on their way in: read and understood by the helping process, asked about, planned, saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from collabdesk.apart.calls import Call, FellError
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.services import imports
from collabdesk.services.changeset import Cell, ChangeSet
from collabdesk.services.imports import Files, Into, Seen, Source
from collabdesk.services.phases.frozen import Move
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.imports.items import Answered, FileItem, FileState, Stale, put_down
from collabdesk.ui.imports.reading import unreadable
from collabdesk.ui.imports.saving import SaveQueue
from collabdesk.ui.tasks import Tasks

_NAMES = ("team", "indicator", "team_alias", "indicator_alias")
_TOUCHED = ("observation", "collaborative", *_NAMES)


class ImportDesk(QObject):
    """Does the work of the import window; knows no widget."""

    changed = Signal(int)
    """The file at this place is in another state."""
    all_saved = Signal(list)
    """The places of those of `save_all` that were saved."""

    def __init__(self, context: Context, workspace: Workspace, parent: QObject | None = None):
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self._closed = False
        self._into: Into | None = None
        self.items: list[FileItem] = []
        self._saving = SaveQueue(context, workspace, self.items, self._source, self._freshen, self)
        self._saving.changed.connect(self.changed)
        self._saving.all_saved.connect(self.all_saved)
        self._stop_listening = workspace.listen(self._heard)

    # --- files ---

    def add(self, paths: Sequence[Path]) -> None:
        """Take files in and begin to read them."""
        known = {item.path for item in self.items}
        kept = imports.answers_kept(self._workspace)
        for path in paths:
            if path not in known:
                known.add(path)
                answers = kept.get(path.absolute())
                self.items.append(FileItem(path=path, touched=answers is not None))
                self._read(len(self.items) - 1, answers)

    def stop(self, place: int) -> None:
        """Give up the work on a file at once; what was understood before stays. Saving is not interrupted."""
        item = self.items[place]
        if item.task is not None and not item.saving:
            item.task.cancel()
            item.task = None
            item.turn += 1
            item.waiting.clear()
            self._given_up(place)

    def close(self) -> None:
        """Stop all work; nothing is delivered any more."""
        if self._closed:
            return
        self._closed = True
        self._stop_listening()
        for item in self.items:
            if item.task is not None and not item.saving:
                item.task.cancel()
        self._saving.close()
        _forget(self._context.tasks, tuple(item.key for item in self.items))

    def put_down(self, *, all_of_them: bool) -> None:
        """Keep unfinished files with their answers for later: all, or those in which something was answered."""
        if not self._closed:
            self._saving.wait()  # nothing can be kept before
            put_down(self._workspace, self.items, all_of_them=all_of_them)

    # --- answers ---

    def answer(self, place: int, answers: dict[str, str]) -> None:
        """Answer questions; the file is understood anew at once."""
        item = self.items[place]
        self._remember(item, answers)
        item.waiting.update(answers)
        item.touched = True
        self._work_on(place)

    def answer_everywhere(self, answers: dict[str, str]) -> None:
        """Give answers to every file that asks the same."""
        for place, item in enumerate(self.items):
            asked = {question.id for question in item.draft.questions} if item.draft is not None else set()
            same = {key: choice for key, choice in answers.items() if key in asked}
            if same and item.result is None:
                self.answer(place, same)

    def change_answer(self, place: int, question_id: str) -> None:
        """Ask a question again, or take a correction back."""
        item = self.items[place]
        item.answered.pop(question_id, None)
        item.waiting[question_id] = None
        item.touched = True
        self._work_on(place)

    def correct(self, place: int, key: str, role: str | None) -> None:
        """Say what a column, row or cell is (None: as it was understood)."""
        item = self.items[place]
        item.waiting[key] = role
        item.touched = True
        self._work_on(place)

    def forget_answers(self, place: int) -> None:
        """Ask everything again that was answered here or remembered from last time."""
        item = self.items[place]
        item.answered.clear()
        if item.draft is not None:
            item.waiting.update(dict.fromkeys(item.draft.answers))
            item.memory_shown = False
            self._work_on(place)

    # --- saving ---

    def choose(self, place: int, keys: set[Cell]) -> None:
        """The conflicts in which the new value is taken."""
        self.items[place].replaced = keys
        self._settle(place)

    def save_all(self, places: Sequence[int]) -> None:
        """Write some files one after the other; `all_saved` tells when the last is done.

        Each is understood anew after the one before it, which may have made the team that both name.
        """
        self._saving.begin(places)

    def take_back(self, place: int) -> tuple[str, ...]:
        """Take a saved import back; returns what stayed because it was edited since. Raises UserFacingError."""
        item = self.items[place]
        assert item.result is not None
        assert item.result.batch_id is not None
        kept = imports.revert(self._workspace, item.result.batch_id)
        self.was_taken_back(place)
        return kept.kept

    def was_taken_back(self, place: int) -> None:
        """A saved import is no longer in the file: it is understood anew."""
        item = self.items[place]
        item.result = None
        item.stale = Stale.UNDERSTANDING
        self._freshen()

    # --- private ---

    def _freshen(self) -> None:
        """Do anew what edits made stale; while a queue is being saved only its first, or n files take n x n looks."""
        waiting = self._saving.waiting
        for place in waiting[:1] if waiting else range(len(self.items)):
            item = self.items[place]
            if item.stale is not Stale.FRESH and not item.busy and item.draft is not None and not item.result:
                self._work_on(place)

    def _read(self, place: int, answers: Mapping[str, str] | None) -> None:
        item, source = self.items[place], self._source(place, answers)
        item.register = source.target.register
        said = msg("Reading {name}", name=item.path.name)
        self._call(place, Call(fn=Files.read, args=(source,), of=Files), self._understood, said)

    def _work_on(self, place: int) -> None:
        """Understand anew where answers wait or names changed, and plan."""
        item = self.items[place]
        if item.busy or item.draft is None:
            return  # what is waiting follows when the work under way is done
        names, answers = item.stale is Stale.UNDERSTANDING, item.wanted_answers()
        item.waiting.clear()
        item.under_way, item.stale = answers, Stale.FRESH
        source = self._source(place, answers)
        if names:
            item.register = source.target.register
        call = Call(fn=Files.again, args=(source, names), of=Files)
        self._call(place, call, self._understood, msg("Understanding {name}", name=item.path.name))

    def _source(self, place: int, answers: Mapping[str, str] | None) -> Source:
        """All that is needed to read a file again, should the process fall."""
        item, seen = self.items[place], self.items[place].draft
        if self._into is None:  # made once for many files, because 1,000 teams take a while
            self._into = imports.into(self._workspace)
        return Source(
            key=item.key,
            path=item.path,
            where=imports.place_of(self._workspace),
            target=self._into,
            answers=answers,
            subgrouped=seen.subgrouped if seen is not None else {},
            sha256=seen.sha256 if seen is not None else "",
        )

    def _call(self, place: int, call: Call, done: Callable[..., None], said: Message) -> None:
        tasks, item = self._context.tasks, self.items[place]
        item.turn += 1
        turn = item.turn

        def ended(answer: Callable[..., None], result: object) -> None:
            if not self._closed and turn == item.turn:
                item.task = None
                answer(place, result)

        task = tasks.call(call, partial(ended, done), partial(ended, self._failed), said)
        if task in tasks.running:  # work done at once has ended already
            item.task = task
        self.changed.emit(place)

    def _understood(self, place: int, seen: Seen) -> None:
        item = self.items[place]
        item.draft, item.trouble = seen, ""
        item.moves, item.moves_with = seen.plan.moves, frozenset()
        item.replaced &= {conflict.key for conflict in seen.plan.conflicts}
        self._go_on(place)

    def _go_on(self, place: int) -> None:
        item = self.items[place]
        if item.waiting or item.stale is not Stale.FRESH:
            self._work_on(place)
        else:
            self._settle(place)

    def _failed(self, place: int, error: BaseException) -> None:
        item = self.items[place]
        if isinstance(error, Cancelled):  # by the status bar
            self._given_up(place)
            return
        item.state = FileState.FAILED
        item.trouble = self._context.text(unreadable(error, item.path.name))
        if not isinstance(error, UserFacingError | FellError):
            self._context.tasks.crashed.emit(error)
        self.changed.emit(place)
        self._saving.go_on()

    def _given_up(self, place: int) -> None:
        item = self.items[place]
        if item.draft is not None:
            item.stale = Stale.UNDERSTANDING  # whatever was under way is done again before anything is saved
            for question in item.draft.questions:
                item.answered.pop(question.id, None)  # it is asked again
            self._settle(place)
            return
        item.state = FileState.FAILED
        item.trouble = self._context.text(msg("Cancelled. Nothing was saved."))
        self.changed.emit(place)
        self._saving.go_on()

    def _settle(self, place: int) -> None:
        item = self.items[place]
        if item.draft is not None and item.draft.questions:
            item.state = FileState.ASKS
        else:
            item.state = FileState.READY if item.to_save else FileState.NOTHING
        if item.needs_moves and not item.busy:
            self._count_moves(place)
            return
        self.changed.emit(place)
        self._saving.go_on()

    def _count_moves(self, place: int) -> None:
        """Which frozen medians would move with what was chosen: a search over the whole file, so not done here."""
        item, chosen = self.items[place], frozenset(self.items[place].replaced)

        def counted(_place: int, moves: list[Move]) -> None:
            item.moves, item.moves_with = tuple(moves), chosen
            self._go_on(place)

        source = self._source(place, item.wanted_answers())
        call = Call(fn=Files.moves, args=(source, chosen), of=Files)
        self._call(place, call, counted, msg("Understanding {name}", name=item.path.name))

    def _remember(self, item: FileItem, answers: dict[str, str]) -> None:
        asked = {question.id: question for question in item.draft.questions} if item.draft else {}
        for key, choice in answers.items():
            if key in asked:
                item.answered[key] = Answered(question=asked[key], choice=choice)

    def _heard(self, changes: ChangeSet) -> None:
        """Edits, here or elsewhere, change what is new, what is in conflict and which names are known."""
        if changes.touches(*_NAMES, "recipe", "org_unit", "collaborative"):
            self._into = None
        if self._closed or not changes.touches(*_TOUCHED):
            return
        need = Stale.UNDERSTANDING if changes.touches(*_NAMES) else Stale.PLAN
        for item in self.items:
            if item.result is None:
                item.stale = max(item.stale, need)
        if not self._saving.takes_over:
            self._freshen()


def _forget(tasks: Tasks, keys: tuple[str, ...]) -> None:
    """The process need not keep these files any more; after large ones it ends, to give its memory back."""

    def forgotten(ends: bool | None) -> None:
        if ends:
            tasks.helper.close()

    if keys and tasks.helper.pid is not None:
        call = Call(fn=Files.forget, args=(keys,), of=Files, starts=False)
        tasks.call(call, forgotten, lambda _error: None)
