"""The files of the import window, each with its state."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from collabdesk.importing.corrections import PREFIX
from collabdesk.importing.result import Question
from collabdesk.services import imports
from collabdesk.services.changeset import Cell
from collabdesk.services.imports import Draft, ImportResult, Plan
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
    draft: Draft | None = None
    plan: Plan | None = None
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
    saving: bool = False
    """A worker writes it: this is not interrupted."""
    stale: Stale = Stale.FRESH

    @property
    def busy(self) -> bool:
        """Whether work on it is under way."""
        return self.task is not None

    @property
    def to_save(self) -> int:
        """How many values Confirm would write."""
        return len(self.plan.new) + len(self.replaced) if self.plan else 0

    @property
    def is_journal(self) -> bool:
        """Whether it is a list of tested changes, which belongs to another place."""
        sheets = self.draft.understanding.sheets if self.draft is not None else ()
        return any(sheet.layout == "list of changes" for sheet in sheets)

    @property
    def corrections(self) -> dict[str, str]:
        """What a person said about columns, rows and cells."""
        answers = self.draft.answers if self.draft is not None else {}
        return {key: value for key, value in answers.items() if key.startswith(PREFIX)}

    @property
    def unfinished(self) -> bool:
        """Whether it was understood, and something of it is still to be answered or saved."""
        open_ = self.state in (FileState.ASKS, FileState.READY)
        return self.draft is not None and self.result is None and open_ and not self.is_journal

    @property
    def answers_only(self) -> Draft | None:
        """The draft, where all was answered and nothing in the file is new: only the answers are worth keeping."""
        return (
            self.draft if self.touched and self.state is FileState.NOTHING and not self.is_journal else None
        )

    def put_down(self) -> Draft | None:
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
    mine = item.draft.understanding.sha256 if item.draft is not None else ""
    for other in items:
        if other is item:
            break
        if mine and other.draft is not None and other.draft.understanding.sha256 == mine:
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
