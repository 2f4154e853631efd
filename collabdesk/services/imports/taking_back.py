"""The imports that a file holds, and taking one of them back although other edits followed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.models.intake import ImportBatch
from collabdesk.models.writer import RowChange, Writer
from collabdesk.services.data import history
from collabdesk.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a revert did: how many rows are as before the import, and what stayed because it was edited since."""

    restored: int
    kept: tuple[str, ...]


def batches(workspace: Workspace) -> list[ImportBatch]:
    """The imports, the newest first."""
    return sorted(workspace.mine(ImportBatch), key=lambda batch: batch.id, reverse=True)


def find_batch(workspace: Workspace, text: str) -> ImportBatch:
    """The import with this number, or the newest of this file name. Raises UserFacingError."""
    found = batches(workspace)
    for batch in found:
        if text.strip() == str(batch.id) or (batch.file == text.strip() and batch.reverted is None):
            return batch
    listed = "; ".join(f"{batch.id} {batch.file}" for batch in found[:10]) or "none"
    raise UserFacingError(f"There is no import “{text}”. Imports: {listed}.")


def size_of(workspace: Workspace, batch_id: int) -> int:
    """How many rows an import wrote."""
    return workspace.store.size_of(_entry_of(workspace, batch_id))


def _entry_of(workspace: Workspace, batch_id: int) -> int:
    return workspace.store.history(ImportBatch, (batch_id,))[-1].entry.id


def revert(workspace: Workspace, batch_id: int) -> Kept:
    """Take one import back although other edits followed; what was edited since is kept and reported.

    Raises UserFacingError when it was taken back already, or undone.
    """
    batch = workspace.rows(ImportBatch)[batch_id]
    if batch.reverted is not None:
        raise UserFacingError(f"The import of “{batch.file}” was taken back already.")
    made = _entry_of(workspace, batch_id)

    def write(writer: Writer) -> tuple[int, tuple[RowChange, ...]]:
        done = workspace.store.revert(writer, made, skip=("import_batch", "recipe"))
        writer.put(replace(batch, reverted=dt.datetime.now()))
        return done.restored, done.kept

    restored, kept = workspace.transact(f"Take back the import of {batch.file}", write)
    told = tuple(
        history.describe(workspace, change.table, change.after or change.before or {}) for change in kept
    )
    return Kept(restored=restored, kept=told)
