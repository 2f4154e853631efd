"""Evidence on a cube, by the ids and ordinals of the file instead of positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.evidence import NEVER, PAST_ABANDONING, Cases
from collabdesk.analysis.evidence_words import Evidence, weigh
from collabdesk.analysis.medians import IntArray
from collabdesk.analysis.runchart import usable
from collabdesk.kinds import Good

_SIGNS: dict[Good, int] = {"up": 1, "down": -1, None: 0}


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One team trying one change; ``start`` and ``abandoned`` are ordinals."""

    change_id: int
    team_id: int
    start: int
    abandoned: int | None = None


@dataclass(frozen=True, kw_only=True)
class Sense:
    """Which way is good for an indicator, and its target."""

    good: Good
    target: float | None = None


def cube_evidence(
    cube: ObservationCube,
    shown: tuple[int, int],
    trials: Sequence[Trial],
    moved: Mapping[int, Sequence[int]],
    senses: Mapping[int, Sense],
    *,
    words: bool = True,
) -> list[Evidence]:
    """The evidence of the changes for indicators of one cube, between two ordinals; ids instead of positions.

    ``trials`` are in order of their start; a team's first of a change is its case, later ones count as company
    only. ``moved`` names the indicators of each change. In what comes back, ``change``, ``indicator``,
    ``bundle_with`` and ``cases.team`` are ids, ``cases.change`` and the columns of ``company`` positions in
    `change_ids`, and all periods positions from the first shown.
    """
    keys = change_ids(trials)
    place = {key: at for at, key in enumerate(keys)}
    cut = slice(shown[0] - cube.first_period, shown[1] + 1 - cube.first_period)
    order = [senses[key] for key in cube.indicator_ids]
    found = weigh(
        usable(cube.value, cube.excluded)[:, :, cut],
        _cases(cube, place, trials, moved, shown[0]),
        _starts(cube, place, trials, shown[0]),
        np.array([_SIGNS[one.good] for one in order], dtype=np.int64),
        np.array([one.target for one in order], dtype=np.float64),
        words=words,
    )
    teams = np.array(cube.team_ids, dtype=np.int64)
    return [
        replace(
            one,
            change=keys[one.change],
            indicator=cube.indicator_ids[one.indicator],
            bundle_with=tuple(keys[at] for at in one.bundle_with),
            cases=replace(one.cases, team=teams[one.cases.team]),
        )
        for one in found
    ]


def change_ids(trials: Sequence[Trial]) -> list[int]:
    """The changes that were tried, in the order of the columns of ``Evidence.company``."""
    return sorted({trial.change_id for trial in trials})


def _cases(
    cube: ObservationCube,
    place: Mapping[int, int],
    trials: Sequence[Trial],
    moved: Mapping[int, Sequence[int]],
    first: int,
) -> Cases:
    """The first trial of each change and team, for each of the change's indicators."""
    firsts: dict[tuple[int, int], Trial] = {}
    for trial in trials:
        firsts.setdefault((trial.change_id, trial.team_id), trial)
    return Cases.of(
        [
            (
                cube.indicator_at(indicator_id),
                cube.team_at(trial.team_id),
                place[trial.change_id],
                trial.start - first,
                NEVER if trial.abandoned is None else trial.abandoned + PAST_ABANDONING - first,
            )
            for trial in firsts.values()
            for indicator_id in moved.get(trial.change_id, ())
        ]
    )


def _starts(cube: ObservationCube, place: Mapping[int, int], trials: Sequence[Trial], first: int) -> IntArray:
    """[team, change, n]: the positions of all starts."""
    mine: dict[tuple[int, int], list[int]] = {}
    for trial in trials:
        key = (cube.team_at(trial.team_id), place[trial.change_id])
        mine.setdefault(key, []).append(trial.start - first)
    most = max(map(len, mine.values()), default=0)
    starts = np.full((len(cube.team_ids), len(place), most), NEVER, dtype=np.int64)
    for (team, change), positions in mine.items():
        starts[team, change, : len(positions)] = positions
    return starts
