"""Whether medians are frozen at all: asked of every import, so it does without numpy."""

from __future__ import annotations

from collections.abc import Mapping

from collabdesk.models.measures import Phase
from collabdesk.services.workspace import Workspace


def any_frozen(workspace: Workspace) -> bool:
    """Whether any median is frozen: else there is nothing to look for."""
    return bool(with_frozen(workspace))


def with_frozen(workspace: Workspace) -> frozenset[int]:
    """The indicators with a frozen median."""
    return workspace.derived(Phase, _with_frozen)


def _with_frozen(phases: Mapping[int, Phase]) -> frozenset[int]:
    return frozenset(phase.indicator_id for phase in phases.values() if phase.frozen)
