"""The files on their way in, in the process that reads them: it keeps their numbers, the window sees what is shown.

A process may fall or be ended between two calls. So each call brings with it what its file was made from, and a
file that is not known any more is read again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from collabdesk.collection import no_collection
from collabdesk.errors import UserFacingError
from collabdesk.models.file import reading_again, writing_again
from collabdesk.services.changeset import Cell, ChangeSet
from collabdesk.services.imports import medians
from collabdesk.services.imports.apply import ImportResult, apply
from collabdesk.services.imports.draft import Draft, Into, make_draft, understood_again
from collabdesk.services.imports.plan import Plan, make_plan
from collabdesk.services.imports.seen import Seen, seen
from collabdesk.services.imports.snapshot import Place, cubes_in_worker
from collabdesk.services.phases.frozen_phases import any_frozen
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.analysis.cube import ObservationCube
    from collabdesk.services.phases.frozen import Move

LARGE = 1_000
"""After so many values the numbers are read anew as a whole; after fewer, each edit is followed."""
MANY = 20_000
"""A process that held so many numbers is not kept: what it has taken of the memory it hardly gives back."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a file is read from and for: all that is needed to read it again."""

    key: str
    """Names the file between the window and the process."""
    path: Path
    where: Place
    target: Into
    answers: Mapping[str, str] | None = None
    """None: what was remembered of such files; else all answers that hold."""
    subgrouped: Mapping[str, frozenset[int]] = field(default_factory=dict)
    sha256: str = ""
    """What the person has seen; empty before."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What became of a file that was to be saved."""

    result: ImportResult
    entries: tuple[int, ...] = ()
    """The edits in the journal."""
    cubes: Mapping[str, ObservationCube] | None = None
    """After a large import: the numbers as they are now."""


class Files:
    """Reads, understands, plans and saves files; knows them by their keys."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}
        self._plans: dict[str, Plan] = {}
        self._most = 0

    def read(self, source: Source) -> Seen:
        """Read a file for the first time; answers kept from an earlier day are added to those remembered."""
        self._drafts[source.key] = make_draft(source.path, source.target, source.answers)
        return self._planned(source)

    def again(self, source: Source, names: bool) -> Seen:
        """Understand it with other answers, or (``names``) with the register as it is now; then plan anew."""
        draft = self._draft(source)
        register = source.target.register if names else None
        if names or source.answers != draft.answers:
            draft = understood_again(draft, register=register, answers=source.answers)
        self._drafts[source.key] = draft
        return self._planned(source)

    def moves(self, source: Source, chosen: Collection[Cell]) -> list[Move]:
        """Which frozen medians saving it would move, with these new values in place of old ones."""
        _draft, plan = self._draft_and_plan(source)
        with _beside(source) as workspace:
            return medians.of_plan(workspace, plan, chosen)

    def save(
        self,
        source: Source,
        person: str,
        chosen: Collection[Cell],
        period_types: Collection[str],
        anew: bool = False,
    ) -> Saved:
        """Save it whole; ``period_types``: of which numbers the window shows. Raises UserFacingError.

        ``anew``: the file changed since it was planned, as by the one saved before it.
        """
        if anew:
            self._plans.pop(source.key, None)
        draft, plan = self._draft_and_plan(source)
        if draft.sha256 != source.sha256:
            raise UserFacingError(
                f"“{source.path.name}” was changed after it was read here. Nothing was saved; take it in again."
            )
        entries: list[int] = []

        def heard(changes: ChangeSet) -> None:
            if changes.entry_id is not None:
                entries.append(changes.entry_id)

        with writing_again(source.where.path) as store:
            workspace = Workspace(store, person, source.where.collaborative_id)
            workspace.listen(heard)
            result = apply(workspace, draft, plan, chosen)
        large = result.new + result.replaced > LARGE
        cubes = cubes_in_worker(source.where, period_types) if large else None
        return Saved(result=result, entries=tuple(entries), cubes=cubes)

    def forget(self, keys: Iterable[str]) -> bool:
        """Give files up; returns whether this process had better end."""
        for key in keys:
            self._drafts.pop(key, None)
            self._plans.pop(key, None)
        return self._most > MANY and not self._drafts

    def _planned(self, source: Source) -> Seen:
        draft = self._drafts[source.key]
        self._most = max(self._most, len(draft.understanding.observations))
        with _beside(source) as workspace:
            plan = self._plans[source.key] = make_plan(workspace, draft)
            ready = not draft.questions and any_frozen(workspace)
            moves = medians.of_plan(workspace, plan) if ready else []
            with no_collection():
                return seen(draft, plan, moves, any_frozen=ready)

    def _draft(self, source: Source) -> Draft:
        draft = self._drafts.get(source.key)
        if draft is not None:
            return draft
        draft = make_draft(source.path, source.target, source.answers)
        if source.answers is not None and draft.answers != source.answers:
            draft = understood_again(draft, answers=source.answers)  # what was taken back stays so
        return replace(draft, subgrouped={**draft.subgrouped, **source.subgrouped})

    def _draft_and_plan(self, source: Source) -> tuple[Draft, Plan]:
        if source.key not in self._plans:
            draft = self._drafts[source.key] = self._draft(source)
            with _beside(source) as workspace:
                self._plans[source.key] = make_plan(workspace, draft)
        return self._drafts[source.key], self._plans[source.key]


@contextmanager
def _beside(source: Source) -> Iterator[Workspace]:
    """The file as it is saved, over a connection of this process's own that only reads."""
    with reading_again(source.where.path) as store:
        yield Workspace(store, "", source.where.collaborative_id)
