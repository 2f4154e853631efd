"""The centre lines of a chart as numbers: one line per phase, as they are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from collabdesk.charts.spec import CentreLine, ChartSpec, LineStyle


@dataclass(frozen=True, kw_only=True)
class PhaseLine:
    """One phase of a chart; x positions of its first and last period, and of its baseline."""

    first: int
    last: int
    y: float
    change: float | None
    """From the phase before."""
    base: tuple[int, int] | None
    """None while the line is provisional."""
    n_points: int
    """That the line is taken from: those of the baseline, else all of the phase."""


def phase_lines(spec: ChartSpec) -> tuple[PhaseLine, ...]:
    """The phases in time. The parts of a phase's line meet in a period; the next phase begins after it."""
    made: list[PhaseLine] = []
    for parts in _by_phase(spec.centre):
        base = next(((one.first, one.last) for one in parts if one.style is LineStyle.BASELINE), None)
        first, last, y = parts[0].first, parts[-1].last, parts[0].y
        made.append(
            PhaseLine(
                first=first,
                last=last,
                y=y,
                change=y - made[-1].y if made else None,
                base=base,
                n_points=_points_between(spec, *(base or (first, last))),
            )
        )
    return tuple(made)


def _by_phase(lines: tuple[CentreLine, ...]) -> list[list[CentreLine]]:
    phases: list[list[CentreLine]] = []
    for line in lines:
        if phases and line.first == phases[-1][-1].last and line.y == phases[-1][-1].y:
            phases[-1].append(line)
        else:
            phases.append([line])
    return phases


def _points_between(spec: ChartSpec, first: int, last: int) -> int:
    return sum(
        point.y is not None and not point.excluded for point in spec.points if first <= point.x <= last
    )
