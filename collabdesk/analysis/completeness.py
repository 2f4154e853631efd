"""Who has reported what, over a span of periods: counts for a board of teams and periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.medians import BoolArray, IntArray
from collabdesk.analysis.observations import MISSING


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Arrays [team, period]: how many numbers are there, how many are due, how many of these are missing."""

    told: IntArray
    due: IntArray
    missing: IntArray


def count_reports(
    cube: ObservationCube,
    indicator_ids: Sequence[int],
    team_ids: Sequence[int],
    span: tuple[int, int],
    due_until: Sequence[int],
    expected: Sequence[tuple[int | None, int | None]],
) -> Counts:
    """Count between two ordinals, which may lie outside the cube. ``due_until`` are the last ordinals that are due,
    one per indicator; ``expected`` from when to when each team is to report. "No cases" is a report.
    """
    first, last = span
    axis = np.arange(first, last + 1)
    there = _told(cube, indicator_ids, team_ids, axis)
    due = axis[None, :] <= np.array(due_until, dtype=np.int64).reshape(-1, 1)
    since = np.array([-(2**31) if one[0] is None else one[0] for one in expected], dtype=np.int64)
    until = np.array([2**31 if one[1] is None else one[1] for one in expected], dtype=np.int64)
    asked = (axis >= since[:, None]) & (axis <= until[:, None])
    wanted = due[:, None, :] & asked[None, :, :]
    return Counts(
        told=np.count_nonzero(there, axis=0),
        due=np.count_nonzero(wanted, axis=0),
        missing=np.count_nonzero(wanted & ~there, axis=0),
    )


def _told(
    cube: ObservationCube, indicator_ids: Sequence[int], team_ids: Sequence[int], axis: IntArray
) -> BoolArray:
    found = np.zeros((len(indicator_ids), len(team_ids), len(axis)), dtype=np.bool_)
    places = axis - cube.first_period
    inside = (places >= 0) & (places < cube.n_periods)
    if inside.any() and len(team_ids) and len(indicator_ids):
        rows = np.array([cube.indicator_at(key) for key in indicator_ids])
        teams = np.array([cube.team_at(key) for key in team_ids])
        found[:, :, inside] = cube.state[np.ix_(rows, teams, places[inside])] != MISSING
    return found
