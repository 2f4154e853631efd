"""The files of the import window, each with its state."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from collabdesk.importing.corrections import PREFIX
from collabdesk.importing.result import Question, Register
from collabdesk.services import imports
from collabdesk.services.changeset import Cell
from collabdesk.services.imports import ImportResult, Seen, SeenPlan
from collabdesk.services.imports.lessons import Lesson
from collabdesk.services.phases.frozen import Move
from collabdesk.services.workspace import Workspace
from collabdesk.ui.tasks import Task


class FileState(enum.StrEnum):
    """Where a file stands."""

    READING = "reading"
    FAILED = "failed"
    ASKS = "asks"
    READY = "ready"
    NOTHING = "nothing new"
    IMPORTED = "imported"


class Stale(enum.IntEnum):
    """What has to be done anew after an edit elsewhere, the largest last."""

    FRESH = 0
    PLAN = 1
    UNDERSTANDING = 2


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
    draft: Seen | None = None
    """What is shown of it, once it was read."""
    register: Register = field(default_factory=Register, repr=False)
    """The names with which it was understood."""
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Names the file for the process that keeps its numbers."""
    moves: tuple[Move, ...] = ()
    """The frozen medians that saving it would move, and with which new values in place of old ones."""
    moves_with: frozenset[Cell] = frozenset()
    memory_shown: bool = True
    """Whether to say that remembered answers were used: not once they are asked again."""
    replaced: set[Cell] = field(default_factory=set)
    """The conflicts in which the new value is taken."""
    answered: dict[str, Answered] = field(default_factory=dict)
    result: ImportResult | None = None
    waiting: dict[str, str | None] = field(default_factory=dict)
    """Answers given (None: taken back) while the file is being understood anew."""
    under_way: Mapping[str, str] | None = None
    """The answers with which it is being understood anew."""
    touched: bool = False
    """Something was answered or corrected here, or before it was put down: this must not be lost."""
    task: Task | None = None
    turn: int = 0
    """Counts the work begun and given up on it: what comes of earlier turns comes too late."""
    saving: bool = False
    """A worker writes it: this is not interrupted."""
    stale: Stale = Stale.FRESH

    @property
    def busy(self) -> bool:
        """Whether work on it is under way."""
        return self.task is not None

    @property
    def plan(self) -> SeenPlan | None:
        """What Confirm would do."""
        return self.draft.plan if self.draft is not None else None

    @property
    def to_save(self) -> int:
        """How many values Confirm would write."""
        return self.plan.new + len(self.replaced) if self.plan else 0

    @property
    def is_journal(self) -> bool:
        """Whether it is a list of tested changes, which belongs to another place."""
        sheets = self.draft.sheets if self.draft is not None else ()
        return any(sheet.understood.layout == "list of changes" for sheet in sheets)

    @property
    def corrections(self) -> dict[str, str]:
        """What a person said about columns, rows and cells."""
        answers = self.draft.answers if self.draft is not None else {}
        return {key: value for key, value in answers.items() if key.startswith(PREFIX)}

    @property
    def needs_moves(self) -> bool:
        """Whether other medians may move than those that were looked for."""
        frozen = self.plan is not None and self.plan.any_frozen
        return frozen and self.result is None and self.moves_with != self.replaced

    @property
    def unfinished(self) -> bool:
        """Whether it was understood, and something of it is still to be answered or saved."""
        open_ = self.state in (FileState.ASKS, FileState.READY)
        return self.draft is not None and self.result is None and open_ and not self.is_journal

    @property
    def answers_only(self) -> Lesson | None:
        """What was answered, where nothing in the file is new: only that is worth keeping."""
        only = self.touched and self.state is FileState.NOTHING and not self.is_journal
        return self.draft.lesson if self.draft is not None and only else None

    def put_down(self) -> Seen | None:
        """What is to be kept when the window is left; None where there is nothing to come back to."""
        return replace(self.draft, answers=self.wanted_answers()) if self.draft and self.unfinished else None

    def wanted_answers(self) -> dict[str, str]:
        """The answers with what was given, and without what was taken back, meanwhile."""
        given = self.draft.answers if self.draft is not None else {}
        if self.busy and self.under_way is not None:
            given = self.under_way
        return {key: answer for key, answer in {**given, **self.waiting}.items() if answer is not None}


def twin_of(items: Sequence[FileItem], item: FileItem) -> str:
    """The name of a file above it in the list with the very same content; empty where there is none."""
    mine = item.draft.sha256 if item.draft is not None else ""
    for other in items:
        if other is item:
            break
        if mine and other.draft is not None and other.draft.sha256 == mine:
            return other.path.name
    return ""


def asked_elsewhere(items: Sequence[FileItem], item: FileItem) -> dict[str, int]:
    """How many other files ask the same question, by its id."""
    count: dict[str, int] = {}
    for other in items:
        if other is not item and other.draft is not None and other.result is None:
            for question in other.draft.questions:
                count[question.id] = count.get(question.id, 0) + 1
    return count


def put_down(workspace: Workspace, items: Sequence[FileItem], *, all_of_them: bool) -> None:
    """Keep what was answered: of files with nothing new as a recipe, of unfinished ones until they are taken up."""
    if workspace.read_only:
        return
    for item in items:
        if item.answers_only is not None:
            imports.remember(workspace, item.answers_only)
    kept = [item.put_down() for item in items if all_of_them or item.touched]
    imports.come_back_later(workspace, [draft for draft in kept if draft is not None])
