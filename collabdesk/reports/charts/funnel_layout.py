"""Where everything of a printed funnel plot stands, in points from its lower left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from collabdesk.charts.funnel import FunnelPoint, FunnelSpec, LimitCurve
from collabdesk.charts.spec import Tick
from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_labels import Label, Point, place_labels, right_labels
from collabdesk.reports.charts.chart_plot import LINE, Plot, Words, tick_label
from collabdesk.reports.craft.fonts import width
from collabdesk.reports.craft.style import SMALLEST
from collabdesk.reports.craft.text import shorten, wrap

Line = tuple[Point, ...]
_MOST_NAMES = 20
_WIDEST_LABEL = 74.0


@dataclass(frozen=True, kw_only=True)
class FunnelOnPaper:
    """A funnel plot ready to be painted; ``teams`` are the points with their places."""

    plot: Plot
    inner: tuple[Line, ...]
    outer: tuple[Line, ...]
    teams: tuple[tuple[FunnelPoint, Point], ...]
    labels: tuple[Label, ...]
    """At the right ends of the lines, and the names of teams beyond the outer limits."""


def lay_out_funnel(spec: FunnelSpec, wide: float, high: float, words: Words) -> FunnelOnPaper:
    """The plot with the labels of its axes within ``wide`` and ``high``."""
    ends = [(y, tuple(wrap(text, _WIDEST_LABEL, SMALLEST))) for y, text in _ends(spec, words)]
    beside = max((width(line, SMALLEST) for _, lines in ends for line in lines), default=0.0)
    ticks = max((width(tick_label(spec.y, tick, words), SMALLEST) for tick in spec.y.ticks), default=0.0)
    plot = Plot(
        left=ticks + 6,
        bottom=2 * LINE + 4,
        right=wide - beside - 6,
        top=high - (LINE + 5 if unit_above(spec, words) else 5),
        low=spec.y.low,
        high=spec.y.high,
        first=spec.x.low,
        last=spec.x.high,
    )
    teams = tuple((point, (plot.x(point.x), plot.y(point.y))) for point in spec.points)
    inner, outer = _curves(spec, plot)
    levels = [plot.y(y) for y in (spec.centre, spec.target.y if spec.target else None) if y is not None]
    at_right = right_labels(
        [(plot.y(y), lines, False) for y, lines in ends], plot.right + 5, plot.bottom, plot.top
    )
    return FunnelOnPaper(
        plot=plot,
        inner=inner,
        outer=outer,
        teams=teams,
        labels=(*at_right, *_names(teams, plot, (*inner, *outer), levels, words)),
    )


def unit_above(spec: FunnelSpec, words: Words) -> str:
    """The unit of the y axis where it is too long to stand at each tick."""
    unit = words(spec.y.unit)
    return "" if unit == "%" else unit


def x_ticks(spec: FunnelSpec, plot: Plot, words: Words) -> list[tuple[float, str]]:
    """The ticks of the x axis that have room side by side."""
    found: list[tuple[float, str]] = []
    end = plot.left - 20
    for at, label in ((plot.x(tick.at), words(tick.label)) for tick in _inside(spec)):
        half = width(label, SMALLEST) / 2
        if at - half > end:
            found.append((at, label))
            end = at + half + 4
    return found


def _inside(spec: FunnelSpec) -> list[Tick]:
    return [tick for tick in spec.x.ticks if spec.x.low <= tick.at <= spec.x.high]


def _ends(spec: FunnelSpec, words: Words) -> list[tuple[float, str]]:
    """(value, text) at the right end of each line."""
    found: list[tuple[float, str]] = []
    if spec.centre is not None:
        found.append((spec.centre, words(spec.centre_label)))
    if spec.target is not None:
        found.append((spec.target.y, words(msg("target {number}", number=spec.target.label))))
    for curve in spec.curves:
        shown = [y for x, y in curve.upper if x <= spec.x.high]
        if shown:
            found.append((shown[-1], words(curve.label)))
    return found


def _curves(spec: FunnelSpec, plot: Plot) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The limits of the inner level, and those of the others."""
    level = min((curve.level for curve in spec.curves), default=0.0)

    def drawn(curve: LimitCurve) -> tuple[Line, ...]:
        return tuple(
            tuple((plot.x(x), plot.y(y)) for x, y in side if x <= spec.x.high)
            for side in (curve.lower, curve.upper)
        )

    inner = tuple(line for curve in spec.curves if curve.level == level for line in drawn(curve))
    outer = tuple(line for curve in spec.curves if curve.level != level for line in drawn(curve))
    return inner, outer


def _names(
    teams: Sequence[tuple[FunnelPoint, Point]],
    plot: Plot,
    lines: Sequence[Line],
    levels: Sequence[float],
    words: Words,
) -> tuple[Label, ...]:
    """Names of teams beyond the outer limits; none where there are so many that they would hide the plot."""
    most = (plot.right - plot.left) / 2
    named = [(shorten(words(point.label), most, SMALLEST), [at]) for point, at in teams if point.label]
    if len(named) > _MOST_NAMES:
        return ()
    edges = (plot.left, plot.bottom, plot.right, plot.top)
    return place_labels(named, edges, [at for _, at in teams], lines, levels, ())
