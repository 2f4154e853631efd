"""The files on their way in: read and understood in the background, asked about, planned, saved."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import msg
from collabdesk.importing.result import Question
from collabdesk.services import imports
from collabdesk.services.changeset import Cell, ChangeSet
from collabdesk.services.imports import Draft, ImportResult, Plan
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.tasks import Progress, Task

_TOUCHED = ("observation", "team", "indicator", "team_alias", "indicator_alias", "collaborative")


class FileState(enum.StrEnum):
    """Where a file stands."""

    READING = "reading"
    FAILED = "failed"
    ASKS = "asks"
    READY = "ready"
    NOTHING = "nothing new"
    IMPORTED = "imported"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A question that was answered, so that the answer can be seen and changed."""

    question: Question
    choice: str


@dataclass(kw_only=True)
class FileItem:
    """One file of the window."""

    path: Path
    state: FileState = FileState.READING
    trouble: str = ""
    draft: Draft | None = None
    plan: Plan | None = None
    replaced: set[Cell] = field(default_factory=set)
    """The conflicts in which the new value is taken."""
    answered: dict[str, Answered] = field(default_factory=dict)
    result: ImportResult | None = None
    waiting: dict[str, str] = field(default_factory=dict)
    """Answers given while the file is being understood anew."""
    task: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether work on it is under way."""
        return self.task is not None

    @property
    def to_save(self) -> int:
        """How many values Confirm would write."""
        return len(self.plan.new) + len(self.replaced) if self.plan else 0


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
        self.items: list[FileItem] = []
        self._stop_listening = workspace.listen(self._heard)

    # --- files ---

    def add(self, paths: Sequence[Path]) -> None:
        """Take files in and begin to read them."""
        known = {item.path for item in self.items}
        for path in paths:
            if path not in known:
                known.add(path)
                self.items.append(FileItem(path=path))
                self._read(len(self.items) - 1)

    def stop(self, place: int) -> None:
        """Give up the work on a file at once; what was understood before stays."""
        item = self.items[place]
        if item.task is not None:
            item.task.cancel()
            item.task = None
            item.waiting.clear()
            self._given_up(place)

    def close(self) -> None:
        """Stop all work; nothing is delivered any more."""
        self._closed = True
        self._stop_listening()
        for item in self.items:
            if item.task is not None:
                item.task.cancel()

    # --- answers ---

    def answer(self, place: int, answers: dict[str, str]) -> None:
        """Answer questions; the file is understood anew at once."""
        item = self.items[place]
        self._remember(item, answers)
        item.waiting.update(answers)
        self._understand(place)

    def change_answer(self, place: int, question_id: str) -> None:
        """Ask a question again."""
        item = self.items[place]
        item.answered.pop(question_id, None)
        if item.draft is not None:
            item.draft = replace(
                item.draft,
                answers={key: value for key, value in item.draft.answers.items() if key != question_id},
            )
            self._understand(place)

    def forget_answers(self, place: int) -> None:
        """Ask everything again that was answered here or remembered from last time."""
        item = self.items[place]
        item.answered.clear()
        if item.draft is not None:
            item.draft = replace(item.draft, answers={}, recipe_id=None)
            self._understand(place)

    # --- saving ---

    def choose(self, place: int, keys: set[Cell]) -> None:
        """The conflicts in which the new value is taken."""
        self.items[place].replaced = keys
        self._settle(place)

    def save(self, place: int) -> bool:
        """Write one file, all or nothing. Returns False when its plan had to be looked at again or it failed."""
        item = self.items[place]
        if item.draft is None or item.plan is None or item.busy or item.state is not FileState.READY:
            return False
        before = item.plan
        self._plan(place)
        if (len(item.plan.new), item.plan.same, item.plan.conflicts) != (
            len(before.new),
            before.same,
            before.conflicts,
        ):
            item.trouble = self._context.text(
                msg("The numbers in the file changed meanwhile. Please look again.")
            )
            self.changed.emit(place)
            return False
        try:
            self._saving = True
            item.result = imports.apply(self._workspace, item.draft, item.plan, frozenset(item.replaced))
        except UserFacingError as trouble:
            item.trouble = trouble.sentence
            self.changed.emit(place)
            return False
        finally:
            self._saving = False
        item.state, item.trouble = FileState.IMPORTED, ""
        self.changed.emit(place)
        self._renew_others(place)
        return True

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
        item.result = None
        self._plan(place)
        return kept.kept

    # --- private ---

    def _go_on_saving(self) -> None:
        if self._in_queue or not self._queue:
            return
        self._in_queue = True
        while self._queue and not self.items[self._queue[0]].busy:
            place = self._queue.pop(0)
            if self.save(place):
                self._saved.append(place)
        self._in_queue = False
        if not self._queue:
            self.all_saved.emit(self._saved)

    def _read(self, place: int) -> None:
        item = self.items[place]
        path, target = item.path, imports.into(self._workspace)

        def work(progress: Progress) -> Draft:
            progress(0, 0)
            draft = imports.make_draft(path, target)
            progress(1, 1)
            return draft

        self._run(place, work, msg("Reading {name}", name=path.name))

    def _understand(self, place: int) -> None:
        item = self.items[place]
        if item.busy or item.draft is None:
            return  # what is waiting follows when the work under way is done
        draft, answers = item.draft, dict(item.waiting)
        item.waiting.clear()

        def work(progress: Progress) -> Draft:
            progress(0, 0)
            return imports.answer_all(draft, answers)

        self._run(place, work, msg("Understanding {name}", name=item.path.name))

    def _run(self, place: int, work: Callable[[Progress], Draft], said: object) -> None:
        item = self.items[place]
        done, failed = partial(self._understood, place), partial(self._failed, place)
        task = self._context.tasks.run(work, done, failed, said)  # type: ignore[arg-type]
        if task in self._context.tasks.running:  # work done at once has ended already
            item.task = task
        self.changed.emit(place)

    def _understood(self, place: int, draft: Draft) -> None:
        item = self.items[place]
        item.task = None
        if self._closed:
            return
        item.draft, item.trouble = draft, ""
        if item.waiting:
            self._understand(place)
        else:
            self._plan(place)

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
        if item.draft is not None:
            self._plan(place)
            return
        item.state = FileState.FAILED
        item.trouble = self._context.text(msg("Cancelled. Nothing was saved."))
        self.changed.emit(place)
        self._go_on_saving()

    def _plan(self, place: int) -> None:
        item = self.items[place]
        assert item.draft is not None
        item.plan = imports.make_plan(self._workspace, item.draft)
        item.replaced &= {conflict.key for conflict in item.plan.conflicts}
        self._settle(place)

    def _settle(self, place: int) -> None:
        item = self.items[place]
        if item.draft is not None and item.draft.questions:
            item.state = FileState.ASKS
        else:
            item.state = FileState.READY if item.to_save else FileState.NOTHING
        self.changed.emit(place)
        self._go_on_saving()

    def _renew_others(self, place: int) -> None:
        """Another import may have added teams, indicators and spellings."""
        for other, item in enumerate(self.items):
            if other != place and item.draft is not None and item.result is None:
                item.draft = replace(item.draft, register=imports.register_of(self._workspace))
                self._understand(other)

    def _remember(self, item: FileItem, answers: dict[str, str]) -> None:
        asked = {question.id: question for question in item.draft.questions} if item.draft else {}
        for key, choice in answers.items():
            if key in asked:
                item.answered[key] = Answered(question=asked[key], choice=choice)

    def _heard(self, changes: ChangeSet) -> None:
        """Edits elsewhere change what is new and what is in conflict."""
        if self._saving or self._closed or not changes.touches(*_TOUCHED):
            return
        for place, item in enumerate(self.items):
            if item.draft is not None and item.result is None and not item.busy:
                if changes.touches("team", "indicator", "team_alias", "indicator_alias"):
                    item.draft = replace(item.draft, register=imports.register_of(self._workspace))
                    self._understand(place)
                else:
                    self._plan(place)
