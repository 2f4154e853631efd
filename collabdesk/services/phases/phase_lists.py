"""What people decided about each series - phases, marked points - found at once however many there are."""

from __future__ import annotations

from collections.abc import Mapping

from collabdesk.models.measures import MarkedPoint, Phase
from collabdesk.services.workspace import Workspace


def phases_of(workspace: Workspace, indicator_id: int, team_id: int | None) -> list[Phase]:
    """The phases of a series in time: the team's own where it has any, else those for all teams."""
    known = workspace.derived(Phase, _by_series)
    own = known.get((indicator_id, team_id)) if team_id is not None else None
    return own or known.get((indicator_id, None), [])


def _by_series(phases: Mapping[int, Phase]) -> dict[tuple[int, int | None], list[Phase]]:
    """The phases of each series in time: with twenty thousand of them no chart may look through all."""
    found: dict[tuple[int, int | None], list[Phase]] = {}
    for phase in sorted(phases.values(), key=lambda one: (one.starts is not None, one.starts or 0)):
        found.setdefault((phase.indicator_id, phase.team_id), []).append(phase)
    return found


def marked_points(workspace: Workspace, indicator_id: int, team_id: int) -> dict[int, MarkedPoint]:
    """The points of a series that a person called astronomical, by period."""
    return workspace.derived(MarkedPoint, _marks).get((indicator_id, team_id), {})


def _marks(rows: Mapping[int, MarkedPoint]) -> dict[tuple[int, int], dict[int, MarkedPoint]]:
    found: dict[tuple[int, int], dict[int, MarkedPoint]] = {}
    for one in rows.values():
        found.setdefault((one.indicator_id, one.team_id), {})[one.period] = one
    return found
