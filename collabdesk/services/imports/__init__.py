"""Bringing a spreadsheet in: a draft is read and understood, a plan says what would change, apply saves it whole.

Nothing is saved before `apply`; `revert` takes one import back later on although other edits followed.
"""

from __future__ import annotations

from collabdesk.services.imports.apply import ImportResult, apply
from collabdesk.services.imports.draft import (
    Draft,
    Into,
    answer,
    answer_all,
    creating,
    into,
    make_draft,
    open_draft,
    register_of,
    renewed,
    understood_again,
)
from collabdesk.services.imports.files import Files, Saved, Source
from collabdesk.services.imports.lessons import lesson_of, remember
from collabdesk.services.imports.plan import Conflict, Plan, Rejected, make_plan
from collabdesk.services.imports.seen import Seen, SeenPlan, SeenSheet
from collabdesk.services.imports.snapshot import (
    Place,
    cubes_in_worker,
    moves_of_revert_in_worker,
    moves_of_undo_in_worker,
    place_of,
    revert_in_worker,
    undo_in_worker,
)
from collabdesk.services.imports.taking_back import Kept, batches, find_batch, revert, size_of
from collabdesk.services.overview.waiting_imports import (
    WAITING,
    WaitingFile,
    answers_kept,
    come_back_later,
    wait_no_more,
    waiting_files,
)

__all__ = [
    "WAITING",
    "Conflict",
    "Draft",
    "Files",
    "ImportResult",
    "Into",
    "Kept",
    "Place",
    "Plan",
    "Rejected",
    "Saved",
    "Seen",
    "SeenPlan",
    "SeenSheet",
    "Source",
    "WaitingFile",
    "answer",
    "answer_all",
    "answers_kept",
    "apply",
    "batches",
    "come_back_later",
    "creating",
    "cubes_in_worker",
    "find_batch",
    "into",
    "lesson_of",
    "make_draft",
    "make_plan",
    "moves_of_revert_in_worker",
    "moves_of_undo_in_worker",
    "open_draft",
    "place_of",
    "register_of",
    "remember",
    "renewed",
    "revert",
    "revert_in_worker",
    "size_of",
    "understood_again",
    "undo_in_worker",
    "wait_no_more",
    "waiting_files",
]
