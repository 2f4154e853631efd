"""The files of the import window, each with its state."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from pathlib import Path

from collabdesk.importing.corrections import PREFIX
from collabdesk.importing.result import Question
from collabdesk.services.changeset import Cell
from collabdesk.services.imports import Draft, ImportResult, Plan
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
