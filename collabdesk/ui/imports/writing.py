"""One large import on its way into the file, written by a worker while the window stays alive."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from collabdesk.services import imports
from collabdesk.services.changeset import Cell
from collabdesk.services.imports import Draft, ImportResult, Place, Plan
from collabdesk.stopping import stoppable
from collabdesk.ui.tasks import Progress

if TYPE_CHECKING:
    from collabdesk.analysis.cube import ObservationCube

_PATIENCE = 120.0
"""Seconds; closing the file waits so long for a worker that is writing into it."""


@dataclass(kw_only=True)
class Writing:
    """What is written, and what came of it: once begun it is not interrupted, whoever presses Cancel."""

    place: int
    where: Place
    person: str
    draft: Draft
    plan: Plan
    chosen: Collection[Cell]
    over: threading.Event
    """Set when the worker has left the file (`Workspace.written_apart`)."""
    period_types: Collection[str] = ()
    """Of which numbers the window shows."""
    result: ImportResult | None = None
    cubes: dict[str, ObservationCube] = field(default_factory=dict)
    """The numbers as they are afterwards."""

    @property
    def label(self) -> str:
        """As the journal calls it."""
        return f"Import of {self.draft.path.name}"

    def work(self, _progress: Progress) -> ImportResult:
        """For the worker; the progress is not asked, because it would stop what Import was pressed for."""
        with stoppable(lambda: False):
            return self._written()

    def _written(self) -> ImportResult:
        try:
            self.result = imports.apply_in_worker(self.where, self.person, self.draft, self.plan, self.chosen)
            self.cubes = imports.cubes_in_worker(self.where, self.period_types)
            return self.result
        finally:
            self.over.set()

    def wait(self) -> bool:
        """Wait until the worker has left the file; returns whether it has written."""
        self.over.wait(_PATIENCE)
        return self.result is not None
