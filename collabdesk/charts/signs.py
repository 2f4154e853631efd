"""The sign of each series, for one chart and for a whole collaborative: the same rule (analysis/verdict.py)."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.medians import FloatArray
from collabdesk.analysis.progress import Progress, progress
from collabdesk.analysis.rules import IHI, RuleSet
from collabdesk.analysis.runchart import usable
from collabdesk.analysis.scan import PhasePlan, PhaseRows
from collabdesk.analysis.verdict import Verdict, VerdictArray, verdicts
from collabdesk.charts import ticks
from collabdesk.charts.spec import Sign
from collabdesk.kinds import Good, IndicatorKind

SIGNS: dict[int, Sign] = {
    Verdict.NOT_ENOUGH: Sign.NOT_ENOUGH,
    Verdict.NO_SIGNAL: Sign.NO_SIGNAL,
    Verdict.IMPROVED: Sign.IMPROVED,
    Verdict.WORSENED: Sign.WORSENED,
}


def good_number(good: Good) -> int:
    """1 where higher is better, -1 where lower is, 0 without a direction."""
    return {"up": 1, "down": -1, None: 0}[good]


def full_scale(kind: IndicatorKind) -> float:
    """100 for a proportion in points, NaN for what has no upper end."""
    return 100.0 if kind is IndicatorKind.PROPORTION else math.nan


def cube_values(cube: ObservationCube) -> FloatArray:
    """[indicator x team, period]: the cube's series below each other, excluded points as NaN."""
    values = usable(cube.value, cube.excluded)
    return values.reshape(-1, cube.n_periods)


def cube_rows(cube: ObservationCube, plans: Mapping[tuple[int, int], PhasePlan]) -> PhaseRows:
    """The current phase of every series; ``plans`` by (indicator id, team id), by position on the cube's axis.

    A series without a plan has one provisional phase.
    """
    n_teams = len(cube.team_ids)
    rows = PhaseRows.whole(len(cube.indicator_ids) * n_teams, cube.n_periods)
    for (indicator_id, team_id), plan in plans.items():
        at = cube.indicator_at(indicator_id) * n_teams + cube.team_at(team_id)
        base = plan.base or (-1, -1)
        rows.first[at], rows.last[at] = plan.first, plan.last
        rows.base_first[at], rows.base_last[at] = base
    return rows


def cube_verdicts(
    cube: ObservationCube,
    good: Mapping[int, Good],
    plans: Mapping[tuple[int, int], PhasePlan] | None = None,
    rules: RuleSet = IHI,
) -> VerdictArray:
    """`Verdict` codes [indicator, team] for badges, filters and the Overview; ``good`` by indicator id."""
    n_teams = len(cube.team_ids)
    numbers = np.repeat([good_number(good.get(key)) for key in cube.indicator_ids], n_teams).astype(np.int64)
    full = np.repeat([full_scale(cube.shapes[key].kind) for key in cube.indicator_ids], n_teams)
    value, excluded = cube.value.reshape(-1, cube.n_periods), cube.excluded.reshape(-1, cube.n_periods)
    rows = cube_rows(cube, plans or {})
    found = verdicts(value, excluded, rows, rules, numbers, full.astype(np.float64))
    return found.reshape(len(cube.indicator_ids), n_teams)


def signs(codes: VerdictArray) -> npt.NDArray[np.object_]:
    """The signs for an array of codes, in its shape."""
    table = np.array([SIGNS[code] for code in sorted(SIGNS)], dtype=object)
    return np.asarray(table[codes])


def cube_progress(
    cube: ObservationCube,
    good: Mapping[int, Good],
    windows: Mapping[tuple[int, int], tuple[int, int]],
    shown: slice = slice(None),
) -> Progress:
    """Baseline, latest and gain of every series [indicator x team], as in the headline of its chart.

    ``windows`` by (indicator id, team id): first and last position on the cube's axis of the oldest baseline;
    ``shown`` cuts the axis to what charts show.
    """
    n_teams, start = len(cube.team_ids), shown.start or 0
    first = np.full(len(cube.indicator_ids) * n_teams, -1)
    last = first.copy()
    for (indicator_id, team_id), window in windows.items():
        at = cube.indicator_at(indicator_id) * n_teams + cube.team_at(team_id)
        first[at], last[at] = max(window[0] - start, 0), window[1] - start
    numbers = np.repeat([good_number(good.get(key)) for key in cube.indicator_ids], n_teams).astype(np.int64)
    return progress(cube_values(cube)[:, shown], first, last, numbers)


def shared_scale(cube: ObservationCube, indicator_id: int, target: float | None) -> tuple[float, float]:
    """The y range on which all charts of an indicator can be compared: round, and holding every number.

    Where a few numbers of tiny teams would flatten all the others, it reaches only as far as is useful: what lies
    beyond is drawn as an arrow at the edge.
    """
    values = cube.value[cube.indicator_at(indicator_id)]
    there = values[np.isfinite(values)]
    lowest = float(there.min(initial=np.inf))
    if cube.shapes[indicator_id].kind is IndicatorKind.PROPORTION:
        axis = ticks.proportion_axis(float(there.max(initial=-np.inf)))
    else:
        goal = [] if target is None else [target]
        axis = ticks.value_axis(min([lowest, *goal]), max([_useful_top(there), *goal]))
    return axis.low, axis.high


_USUAL_SHARE, _FLATTENED = 0.98, 2.0


def _useful_top(there: FloatArray) -> float:
    """The highest value, unless it is more than twice as high as 98 in 100 values are."""
    highest = float(there.max(initial=-np.inf))
    if len(there) < 50:
        return highest
    usual = float(np.quantile(there, _USUAL_SHARE))
    return usual * 1.25 if 0 < usual * _FLATTENED < highest else highest
