"""The sign of each series, for one chart and for a whole collaborative: the same rule (analysis/verdict.py)."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.kinds import Good, IndicatorKind
from collabdesk.analysis.medians import FloatArray
from collabdesk.analysis.rules import IHI, RuleSet
from collabdesk.analysis.runchart import usable
from collabdesk.analysis.scan import PhasePlan, PhaseRows
from collabdesk.analysis.verdict import Verdict, VerdictArray, verdicts
from collabdesk.charts.spec import Sign

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
    found = verdicts(cube_values(cube), cube_rows(cube, plans or {}), rules, numbers, full.astype(np.float64))
    return found.reshape(len(cube.indicator_ids), n_teams)


def signs(codes: VerdictArray) -> npt.NDArray[np.object_]:
    """The signs for an array of codes, in its shape."""
    table = np.array([SIGNS[code] for code in sorted(SIGNS)], dtype=object)
    return np.asarray(table[codes])
