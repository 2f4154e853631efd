"""Progress of all series of a cube, by the ids and ordinals of the file (method.md, 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.medians import FloatArray
from collabdesk.analysis.progress import Progress, progress
from collabdesk.analysis.progress_goals import Reached, Spread, reach, spread
from collabdesk.analysis.runchart import usable
from collabdesk.kinds import Good, IndicatorKind

TARGET = "target"
GOALS: tuple[tuple[str, int, float], ...] = (
    ("80", 1, 80.0),
    ("90", 1, 90.0),
    ("20", -1, 20.0),
    ("10", -1, 10.0),
)
"""Goals of proportions: name, direction of good, level in points."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is known of one indicator: which way is good, its target, and whether it is a proportion."""

    good: Good
    target: float | None
    kind: IndicatorKind


@dataclass(frozen=True, kw_only=True)
class SeriesRow:
    """One series with at least one point. Ordinals; numbers in the unit of the axis."""

    indicator_id: int
    team_id: int
    baseline: float
    latest: float
    latest_period: int
    gain: float | None
    """None under 3 points."""
    reached: Mapping[str, int]
    """Goal -> the period in which it was reached."""
    times: Mapping[str, int]
    """Goal -> periods from the start to it, where a start is known."""
    held: Mapping[str, float]
    held_of: Mapping[str, int]
    already: tuple[str, ...]
    goals: tuple[str, ...]
    """The goals that apply, for a series with enough points."""


def cube_rows(
    cube: ObservationCube,
    shown: tuple[int, int],
    courses: Mapping[int, Course],
    windows: Mapping[tuple[int, int], tuple[int, int]],
    begun: Mapping[int, int],
) -> list[SeriesRow]:
    """The progress of the series of the indicators in ``courses``, between two ordinals, by indicator and team.

    ``windows`` by (indicator id, team id): the baseline's first and last ordinal; ``begun`` by team id: the
    ordinal of the start that times are counted from (later of the first action period and the team's joining).
    With a baseline that holds points, goals are looked for after it; else among all points. A goal reached
    before the start was reached in time 0.
    """
    keys = [(one, team) for one in cube.indicator_ids if one in courses for team in cube.team_ids]
    at = [cube.indicator_at(one) for one in cube.indicator_ids if one in courses]
    cut = slice(shown[0] - cube.first_period, shown[1] + 1 - cube.first_period)
    values = usable(cube.value, cube.excluded)[at, :, cut].reshape(len(keys), -1)
    good = np.array([{"up": 1, "down": -1, None: 0}[courses[key[0]].good] for key in keys], dtype=np.int64)
    base = np.array([windows.get(key, (-1, -1)) for key in keys], dtype=np.int64).reshape(-1, 2)
    base = np.where(base >= 0, np.maximum(base - shown[0], np.array([0, -1])), -1)
    base[base[:, 1] < 0] = -1
    made = progress(values, base[:, 0], base[:, 1], good)
    since = np.where(made.from_baseline, base[:, 1] + 1, 0)
    levels = _levels(keys, courses)
    reached = {
        name: reach(values, np.where(made.enough, level, np.nan), good, made.baseline, since)
        for name, level in levels.items()
    }
    return list(_rows(keys, shown[0], begun, made, reached))


def rows_spread(values: Sequence[float | None]) -> Spread | None:
    """Median and quartiles of the numbers that are given."""
    return spread(np.array(values, dtype=np.float64))


def _levels(keys: list[tuple[int, int]], courses: Mapping[int, Course]) -> dict[str, FloatArray]:
    def level(course: Course, direction: int, points: float) -> float:
        mine = {"up": 1, "down": -1, None: 0}[course.good]
        return points if course.kind is IndicatorKind.PROPORTION and mine == direction else np.nan

    found = {
        name: np.array([level(courses[key[0]], direction, points) for key in keys], dtype=np.float64)
        for name, direction, points in GOALS
    }
    found[TARGET] = np.array([courses[key[0]].target for key in keys], dtype=np.float64)
    return found


def _rows(
    keys: list[tuple[int, int]],
    first: int,
    begun: Mapping[int, int],
    made: Progress,
    reached: Mapping[str, Reached],
) -> Iterator[SeriesRow]:
    """The series that have a point."""
    columns = (made.baseline, made.latest, made.latest_at, made.gain, made.enough)
    goals = {name: _columns(one) for name, one in reached.items()}
    numbers = zip(keys, *(column.tolist() for column in columns), strict=True)
    for place, (key, baseline, latest, latest_at, gain, enough) in enumerate(numbers):
        if latest_at < 0:
            continue
        mine = {name: one[place] for name, one in goals.items() if one[place].applies}
        there = {name: one for name, one in mine.items() if one.at >= 0}
        start = begun.get(key[1])
        times = {} if start is None else {name: max(first + one.at - start, 0) for name, one in there.items()}
        yield SeriesRow(
            indicator_id=key[0],
            team_id=key[1],
            baseline=baseline,
            latest=latest,
            latest_period=first + latest_at,
            gain=gain if enough else None,
            reached={name: first + one.at for name, one in there.items()},
            times=times,
            held={name: one.held for name, one in there.items()},
            held_of={name: one.held_of for name, one in there.items()},
            already=tuple(name for name, one in mine.items() if one.already),
            goals=tuple(mine),
        )


class _Goal(NamedTuple):
    """One goal of one series."""

    applies: bool
    already: bool
    at: int
    held: float
    held_of: int


def _columns(one: Reached) -> list[_Goal]:
    columns = (one.applies, one.already, one.at, one.held, one.held_of)
    return [_Goal(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
