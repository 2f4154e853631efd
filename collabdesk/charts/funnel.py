"""`FunnelSpec`: a funnel plot ready to be drawn, in messages and numbers, as `ChartSpec` is for a series.

Every x is a number of cases, every y in the unit of the indicator's axis. Teams are in the order in which they
were given, never by value: a funnel plot is there so that small sites are not ranked.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from collabdesk.analysis.funnel import FEWEST_TEAMS, LEVELS, Funnel, Totals, funnel
from collabdesk.charts import funnel_words as words
from collabdesk.charts import ticks
from collabdesk.charts.spec import Axis, TargetLine, Text
from collabdesk.i18n import Number, msg
from collabdesk.kinds import Good, IndicatorKind
from collabdesk.periods import Period


class Zone(enum.IntEnum):
    """Where a team lies: within the limits, beyond the 95 % ones, beyond the 99.8 % ones; below is negative."""

    FAR_BELOW = -2
    BELOW = -1
    WITHIN = 0
    ABOVE = 1
    FAR_ABOVE = 2


@dataclass(frozen=True, kw_only=True)
class FunnelPoint:
    """One team: how many cases (``x``) and its value (``y``) over the span."""

    team_id: int
    name: str
    x: float
    y: float
    zone: Zone
    good: bool | None
    """Outside the limits in the indicator's good direction; None within them and where there is no direction."""
    periods: int
    """How many periods are behind it."""
    suspect: bool = False
    """A numerator exceeds its denominator: kept, and flagged everywhere."""
    label: Text = ""
    """Its name, on the plot for a team beyond the outer limits only."""
    count_label: str = ""
    """``118/240``, for the table and the hover."""


@dataclass(frozen=True, kw_only=True)
class LimitCurve:
    """The lower and the upper limit of one level as lines through (x, y), the label at their right end."""

    level: float
    lower: tuple[tuple[float, float], ...]
    upper: tuple[tuple[float, float], ...]
    label: Text


@dataclass(frozen=True, kw_only=True)
class FunnelSpec:
    """A whole funnel plot. Without points the sentence says why there is none."""

    title: Text
    subtitle: Text = ""
    x: Axis
    y: Axis
    points: tuple[FunnelPoint, ...] = ()
    centre: float | None = None
    centre_label: Text = ""
    curves: tuple[LimitCurve, ...] = ()
    """The inner (95 %) limits first."""
    target: TargetLine | None = None
    sentence: Text = ""
    left_out: tuple[Text, ...] = ()
    """Who is not on the plot, and why; one text for each reason."""
    indicator_id: int | None = None
    first: Period | None = None
    last: Period | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class FunnelInput:
    """What a funnel plot is made from. ``totals`` are in the order of ``teams``, (id, name)."""

    title: Text
    kind: IndicatorKind
    unit: Text = ""
    good: Good = "up"
    target: float | None = None
    decimals: int = 0
    multiplier: float = 1.0
    """From n/d to the unit of a rate's axis."""
    denominator: Text = ""
    """What the cases on the x axis are."""
    teams: Sequence[tuple[int, str]]
    named: Collection[int] | None = None
    """The teams whose names may be shown; None: all."""
    totals: Totals
    suspect: Sequence[bool] = ()
    no_cases: Sequence[int] = ()
    """The places of teams that had no cases over the whole span."""
    first: Period
    last: Period
    indicator_id: int | None = None


def build_funnel(given: FunnelInput) -> FunnelSpec:
    """The funnel plot; for a kind that has none, and without numbers, one that says so."""
    refusal = words.refused(given.kind)
    if refusal is not None:
        return _empty(given, refusal)
    found = funnel(given.kind, given.totals)
    if found is None:
        return _empty(given, words.nothing(given.kind))
    factor = _factor(given)
    points = tuple(_points(given, found, factor))
    curves = tuple(_curves(found, factor))
    number = Number(found.centre * factor, given.decimals, " %" if _proportion(given) else "")
    return FunnelSpec(
        title=given.title,
        subtitle=msg("{first} to {last}", first=given.first, last=given.last),
        x=_x_axis(points, given.denominator),
        y=_y_axis(given, points, curves),
        points=points,
        centre=found.centre * factor,
        centre_label=msg("all teams {number}", number=number),
        curves=curves,
        target=_target(given),
        sentence=words.sentence(
            [point.zone for point in points], number, found, enough=len(points) >= FEWEST_TEAMS
        ),
        left_out=_left_out(given),
        indicator_id=given.indicator_id,
        first=given.first,
        last=given.last,
    )


def _empty(given: FunnelInput, sentence: Text) -> FunnelSpec:
    return FunnelSpec(
        title=given.title,
        subtitle=msg("{first} to {last}", first=given.first, last=given.last),
        x=ticks.value_axis(0, 0, given.denominator),
        y=ticks.proportion_axis(100.0) if _proportion(given) else ticks.value_axis(0, 0, given.unit),
        sentence=sentence,
        left_out=() if words.refused(given.kind) else _left_out(given),
        indicator_id=given.indicator_id,
        first=given.first,
        last=given.last,
    )


def _named(given: FunnelInput, team_id: int) -> bool:
    return given.named is None or team_id in given.named


def _proportion(given: FunnelInput) -> bool:
    return given.kind is IndicatorKind.PROPORTION


def _factor(given: FunnelInput) -> float:
    if _proportion(given):
        return 100.0
    return given.multiplier if given.kind is IndicatorKind.RATE else 1.0


def _points(given: FunnelInput, found: Funnel, factor: float) -> list[FunnelPoint]:
    made = []
    for at, (team_id, name) in enumerate(given.teams):
        value, size = float(given.totals.value[at]), float(given.totals.size[at])
        if not np.isfinite(value):
            continue
        zone = Zone(int(found.outside[at]))
        made.append(
            FunnelPoint(
                team_id=team_id,
                name=name,
                x=size,
                y=value * factor,
                zone=zone,
                good=None if not zone or given.good is None else (zone > 0) == (given.good == "up"),
                periods=int(given.totals.periods[at]),
                suspect=bool(given.suspect[at]) if len(given.suspect) else False,
                label=name if abs(zone) == 2 and _named(given, team_id) else "",
                count_label=_count_label(given, value, size),
            )
        )
    return made


def _count_label(given: FunnelInput, value: float, size: float) -> str:
    if given.kind is IndicatorKind.MEAN:
        return f"{size:.10g}"
    return f"{round(value * size, 6):.10g}/{size:.10g}"


def _curves(found: Funnel, factor: float) -> list[LimitCurve]:
    labels = {LEVELS[0]: msg("limits of 95 %"), LEVELS[1]: msg("limits of 99.8 %")}
    return [
        LimitCurve(
            level=curve.level,
            lower=tuple(zip(curve.size.tolist(), (curve.lower * factor).tolist(), strict=True)),
            upper=tuple(zip(curve.size.tolist(), (curve.upper * factor).tolist(), strict=True)),
            label=labels[curve.level],
        )
        for curve in found.curves
        if np.isfinite(curve.lower).all()
    ]


def _x_axis(points: Sequence[FunnelPoint], unit: Text) -> Axis:
    return ticks.value_axis(0.0, max(point.x for point in points) * 1.05, unit)


def _y_axis(given: FunnelInput, points: Sequence[FunnelPoint], curves: Sequence[LimitCurve]) -> Axis:
    """Wide enough for the points and for the limits where teams lie, not for those of a single case."""
    highest = max(point.y for point in points)
    if _proportion(given):
        return ticks.proportion_axis(highest, given.unit or "%")
    least = min(point.x for point in points)
    high = [y for curve in curves for x, y in curve.upper if x >= least]
    low = [y for curve in curves for x, y in curve.lower if x >= least]
    goal = [] if given.target is None else [given.target]
    lowest = min([point.y for point in points] + low + goal)
    return ticks.value_axis(lowest, max([highest, *high, *goal]), given.unit)


def _target(given: FunnelInput) -> TargetLine | None:
    if given.target is None:
        return None
    number = Number(given.target, given.decimals, " %" if _proportion(given) else "")
    return TargetLine(y=given.target, label=msg("{number}", number=number))


def _left_out(given: FunnelInput) -> tuple[Text, ...]:
    """Teams without a point: those without cases, and those without the numbers that a funnel needs."""
    empty = set(given.no_cases)
    teams = [(at, name) for at, (team_id, name) in enumerate(given.teams) if _named(given, team_id)]
    quiet = [name for at, name in teams if at in empty]
    lacking = [name for at, name in teams if at not in empty and not np.isfinite(given.totals.value[at])]
    return words.left_out(quiet, lacking, given.kind)
