"""Bringing a spreadsheet in: a draft is read and understood, a plan says what would change, apply saves it whole.

Nothing is saved before `apply`; `revert` takes one import back later on although other edits followed.
"""

from __future__ import annotations

from collabdesk.services.imports.apply import ImportResult, Kept, apply, batches, find_batch, revert
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
from collabdesk.services.imports.plan import Conflict, Plan, Rejected, make_plan
from collabdesk.services.imports.snapshot import Place, apply_in_worker, place_of, plan_in_worker

__all__ = [
    "Conflict",
    "Draft",
    "ImportResult",
    "Into",
    "Kept",
    "Place",
    "Plan",
    "Rejected",
    "answer",
    "answer_all",
    "apply",
    "apply_in_worker",
    "batches",
    "creating",
    "find_batch",
    "into",
    "make_draft",
    "make_plan",
    "open_draft",
    "place_of",
    "plan_in_worker",
    "register_of",
    "renewed",
    "revert",
    "understood_again",
]
