"""The files on their way in: read and understood in the background, asked about, planned, saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from collabdesk.collection import look_again, look_no_more
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import msg
from collabdesk.services import cubes, imports
from collabdesk.services.changeset import Cell, ChangeSet
from collabdesk.services.imports import Draft, ImportResult, Into, Plan
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.imports.items import Answered, FileItem, FileState, Stale, put_down
from collabdesk.ui.imports.writing import Writing
from collabdesk.ui.tasks import Progress

Worked = tuple[Draft, Plan]
LARGE = 1_000
"""From so many values on a file is saved by a worker: 1,000 take about 60 ms."""
MANY = 20_000
"""From so many values on collecting garbage would be felt."""
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
        self._saving = False
        self._queue: list[int] = []
        self._saved: list[int] = []
        self._in_queue = False
        self._writing: Writing | None = None
        self._frozen = False
        self._into: Into | None = None
        self.items: list[FileItem] = []
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
            item.waiting.clear()
            self._given_up(place)

    def close(self) -> None:
        """Stop all work; nothing is delivered any more."""
        if self._frozen:
            look_again()
            self._frozen = False
        writing, self._writing, self._queue = self._writing, None, []
        self._closed = True
        self._stop_listening()
        for item in self.items:
            if item.task is not None and not item.saving:
                item.task.cancel()
        if writing is not None and writing.wait():  # the file may be closed next
            cubes.renew(self._workspace, writing.label, writing.cubes)

    def put_down(self, *, all_of_them: bool) -> None:
        """Keep unfinished files with their answers for later: all, or those in which something was answered."""
        if not self._closed:
            if self._writing is not None:
                self._writing.wait()  # nothing can be kept before
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
            item.draft = replace(item.draft, remembered=False)
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
        self._queue, self._saved = list(places), []
        self._go_on_saving()

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

    def _go_on_saving(self) -> None:
        if self._in_queue or self._writing or not self._queue:
            return
        self._in_queue = True
        while self._queue and not self._writing:
            place = self._queue[0]
            self._freshen()
            if self.items[place].busy:
                break
            self._queue.pop(0)
            self._save(place)
        self._in_queue = False
        self._end_queue()

    def _save(self, place: int) -> None:
        """Write one file, all or nothing; a large one in a worker, so that the window stays alive."""
        item = self.items[place]
        ready = item.state is FileState.READY and not item.busy and item.stale is Stale.FRESH
        if item.draft is None or item.plan is None or not ready:
            return
        draft, plan, chosen = item.draft, item.plan, frozenset(item.replaced)
        if item.to_save > LARGE:
            self._write(Writing(place=place, where=imports.place_of(self._workspace), draft=draft, plan=plan,
                                person=self._workspace.person, chosen=chosen,
                                over=self._workspace.written_apart(),
                                period_types=tuple(cubes.held(self._workspace))))  # fmt: skip
            return
        try:
            self._saving = True
            self._keep(place, imports.apply(self._workspace, draft, plan, chosen))
        except UserFacingError as trouble:
            item.trouble = trouble.sentence
            self.changed.emit(place)
        finally:
            self._saving = False

    def _write(self, writing: Writing) -> None:
        item = self.items[writing.place]
        self._writing, item.saving = writing, True
        said = msg("Saving {name}", name=item.path.name)
        self._run(writing.place, writing.work, said, self._written, self._not_written)

    def _written(self, result: ImportResult) -> None:
        """A worker has saved a file: the window takes over what is new in it."""
        writing = self._writing
        if writing is None:
            return  # the window was closed meanwhile, which waited for it
        self._forget_writing(writing)
        self._take_over(writing)
        self._keep(writing.place, result)
        self._after_writing()

    def _not_written(self, error: BaseException) -> None:
        writing = self._writing
        if writing is None:
            return
        if writing.result is not None:  # Cancel was pressed when all was written already
            self._written(writing.result)
            return
        self._forget_writing(writing)
        if not isinstance(error, Cancelled | UserFacingError):
            self._context.tasks.crashed.emit(error)
        item = self.items[writing.place]
        item.trouble = error.sentence if isinstance(error, UserFacingError) else ""
        self.changed.emit(writing.place)
        self._after_writing()

    def _forget_writing(self, writing: Writing) -> None:
        item = self.items[writing.place]
        self._writing, item.task, item.saving = None, None, False

    def _take_over(self, writing: Writing) -> None:
        self._saving = True
        cubes.renew(self._workspace, writing.label, writing.cubes)
        self._saving = False

    def _after_writing(self) -> None:
        if self._queue:
            self._go_on_saving()
        else:
            self._end_queue()

    def _end_queue(self) -> None:
        if not (self._queue or self._writing or self._in_queue):
            self.all_saved.emit(self._saved)
            self._freshen()

    def _keep(self, place: int, result: ImportResult) -> None:
        item = self.items[place]
        item.result, item.state, item.trouble = result, FileState.IMPORTED, ""
        self._saved.append(place)
        self.changed.emit(place)

    def _freshen(self) -> None:
        """Do anew what edits made stale; while a queue is being saved only its first, or n files take n x n looks."""
        places = self._queue[:1] if self._queue else range(len(self.items))
        for place in places:
            item = self.items[place]
            if item.stale is not Stale.FRESH and not item.busy and item.draft is not None and not item.result:
                self._work_on(place)

    def _read(self, place: int, answers: Mapping[str, str] | None) -> None:
        path, target = self.items[place].path, self._target()
        where = imports.place_of(self._workspace)

        def work(progress: Progress) -> Worked:
            progress(0, 0)
            draft = imports.make_draft(path, target, answers)
            progress(1, 2)
            return draft, imports.plan_in_worker(where, draft)

        self._run(place, work, msg("Reading {name}", name=path.name))

    def _target(self) -> Into:
        """Names and recipes as they are; made once for many files, because 1,000 teams take a while."""
        if self._into is None:
            self._into = imports.into(self._workspace)
        return self._into

    def _work_on(self, place: int) -> None:
        """Understand anew where answers wait or names changed, and plan, off the window's thread."""
        item = self.items[place]
        if item.busy or item.draft is None:
            return  # what is waiting follows when the work under way is done
        draft, answers = item.draft, item.wanted_answers()
        register = self._target().register if item.stale is Stale.UNDERSTANDING else None
        anew = bool(item.waiting) or register is not None
        where = imports.place_of(self._workspace)
        item.waiting.clear()
        item.under_way, item.stale = answers, Stale.FRESH

        def work(progress: Progress) -> Worked:
            progress(0, 0)
            found = imports.understood_again(draft, register=register, answers=answers) if anew else draft
            progress(1, 2)
            return found, imports.plan_in_worker(where, found)

        self._run(place, work, msg("Understanding {name}", name=item.path.name))

    def _run(
        self,
        place: int,
        work: Callable[[Progress], object],
        said: object,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        item = self.items[place]
        done, failed = done or partial(self._understood, place), failed or partial(self._failed, place)
        task = self._context.tasks.run(work, done, failed, said)  # type: ignore[arg-type]
        if task in self._context.tasks.running:  # work done at once has ended already
            item.task = task
        self.changed.emit(place)

    def _understood(self, place: int, found: Worked) -> None:
        item = self.items[place]
        item.task = None
        if self._closed:
            return
        item.draft, item.plan = found
        item.trouble = ""
        if item.to_save > MANY:
            look_no_more()
            self._frozen = True
        item.replaced &= {conflict.key for conflict in item.plan.conflicts}
        if item.waiting or item.stale is not Stale.FRESH:
            self._work_on(place)
        else:
            self._settle(place)

    def _failed(self, place: int, error: BaseException) -> None:
        item = self.items[place]
        stopped = isinstance(error, Cancelled)
        if self._closed or (stopped and item.task is None):
            return
        item.task = None
        if stopped:
            self._given_up(place)
            return
        item.state = FileState.FAILED
        if isinstance(error, UserFacingError):
            item.trouble = error.sentence
        else:
            item.trouble = self._context.text(msg("This file cannot be read. Nothing was saved."))
            self._context.tasks.crashed.emit(error)
        self.changed.emit(place)
        self._go_on_saving()

    def _given_up(self, place: int) -> None:
        item = self.items[place]
        if item.draft is not None and item.plan is not None:
            item.stale = Stale.UNDERSTANDING  # whatever was under way is done again before anything is saved
            self._settle(place)
            return
        item.state = FileState.FAILED
        item.trouble = self._context.text(msg("Cancelled. Nothing was saved."))
        self.changed.emit(place)
        self._go_on_saving()

    def _settle(self, place: int) -> None:
        item = self.items[place]
        if item.draft is not None and item.draft.questions:
            item.state = FileState.ASKS
        else:
            item.state = FileState.READY if item.to_save else FileState.NOTHING
        self.changed.emit(place)
        self._go_on_saving()

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
        if not self._saving:
            self._freshen()
