"""Which words the person who looks at a chart may want explained."""

from __future__ import annotations

from collections.abc import Iterable

from collabdesk.charts.spec import ChartSpec, LineStyle, PointState

_OF_RULES = {
    "shift": ("shift", "useful_point"),
    "trend": ("trend",),
    "too few runs": ("run",),
    "too many runs": ("run",),
    "long run": ("long_run",),
    "few crossings": ("long_run",),
    "outside limits": ("limits",),
    "two of three": ("limits",),
    "astronomical point": ("astronomical",),
}


def chart_terms(spec: ChartSpec) -> tuple[str, ...]:
    """The names of the terms, those of the lines first."""
    return tuple(dict.fromkeys([*_lines(spec), *_rules(spec), *_points(spec)]))


def _lines(spec: ChartSpec) -> Iterable[str]:
    current = [line for line in spec.centre if not line.old]
    if current:
        if spec.chart == "run":  # a control chart's line is a mean
            yield "median"
        provisional = all(line.style is LineStyle.PROVISIONAL for line in current)
        yield from ("provisional",) if provisional else ("baseline", "frozen")
    if any(line.old for line in spec.centre):
        yield "phase"
    if spec.target is not None:
        yield "target"
    if spec.pooled:
        yield from ("pooled", "same_teams") if spec.second is not None else ("pooled",)


def _rules(spec: ChartSpec) -> Iterable[str]:
    for signal in spec.signals:
        yield from _OF_RULES.get(signal.rule, ())
    yield "signs"


def _points(spec: ChartSpec) -> Iterable[str]:
    if any(point.excluded for point in spec.points):
        yield "excluded"
    if any(point.small for point in spec.points):
        yield "small"
    if any(point.state is PointState.NO_CASES for point in spec.points):
        yield "no_cases"
