"""The words on charts and panels, each explained in plain words with a small drawing (the guide lists them too)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from collabdesk.i18n import Message, msg


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A small run chart as data: heights from 0 to 1, None for a gap; drawn by `ui.term_bubble`.

    ``line`` is a centre line from ``solid`` (first and last point) on; without ``solid`` it is dotted.
    """

    points: tuple[float | None, ...] = ()
    other: tuple[float | None, ...] = ()
    """A second, paler line."""
    line: float | None = None
    solid: tuple[int, int] | None = None
    line_to: int | None = None
    """Where the centre line ends and ``second`` begins."""
    second: float | None = None
    target: float | None = None
    limits: tuple[float, float] | None = None
    funnel: bool = False
    ringed: tuple[int, ...] = ()
    squared: tuple[int, ...] = ()
    hollow: tuple[int, ...] = ()
    crossed: tuple[int, ...] = ()
    diamond: tuple[int, ...] = ()
    flag: int | None = None
    """A change that began at this point."""
    signs: bool = False
    """The four signs instead of a chart."""


@dataclass(frozen=True)
class Term:
    """A word, what it means, and a drawing of it."""

    title: Message
    said: Message
    sketch: Sketch = Sketch()


_LOW = (0.3, 0.4, 0.28, 0.36, 0.3, 0.38)
_HIGH = (0.7, 0.62, 0.72, 0.66, 0.74, 0.68)
_RISEN = Sketch(points=_LOW + _HIGH, line=0.34, solid=(0, 5))
"""A baseline, and what came after it."""
_WAVE = (0.4, 0.6, 0.45, 0.62, 0.38, 0.58, 0.42, 0.55, 0.36, 0.6, 0.44, 0.56)

TERMS: dict[str, Term] = {
    "median": Term(
        msg("Median"),
        msg(
            "The middle value: half of the points lie above it, half below. One extreme month hardly moves it."
        ),
        Sketch(points=_WAVE, line=0.5, solid=(0, 11)),
    ),
    "baseline": Term(
        msg("Baseline"),
        msg(
            "The points from before the changes: 10 to 12 are good. Their median shows where the team began, "
            "and is drawn on as the line that later points are judged by."
        ),
        _RISEN,
    ),
    "frozen": Term(
        msg("Frozen"),
        msg(
            "A frozen median stays where it is when new numbers come in. Only a person freezes or moves it, "
            "with name and reason."
        ),
        _RISEN,
    ),
    "provisional": Term(
        msg("Provisional"),
        msg(
            "No baseline is frozen yet: the median is that of all points so far and moves with each new one. "
            "Drawn dotted."
        ),
        Sketch(points=_WAVE[:8], line=0.5),
    ),
    "phase": Term(
        msg("Phase"),
        msg(
            "A stretch of months with a median of its own. A new phase begins when a person decides that the old "
            "median no longer describes the work; the old one stays visible, and the rules begin anew."
        ),
        replace(_RISEN, line_to=5, second=0.69),
    ),
    "useful_point": Term(
        msg("Useful point"),
        msg("A point that does not lie on the median. Points on the line count for neither side."),
        Sketch(points=(0.6, 0.5, 0.4, 0.62, 0.5, 0.36), line=0.5, solid=(0, 5), ringed=(0, 2, 3, 5)),
    ),
    "run": Term(
        msg("Run"),
        msg(
            "Useful points in a row on the same side of the median. By chance the line crosses the median often; "
            "too few runs mean that something lasts, too many that two groups or ways of counting alternate."
        ),
        Sketch(
            points=(0.6, 0.66, 0.4, 0.36, 0.42, 0.6, 0.64, 0.38), line=0.5, solid=(0, 7), ringed=(2, 3, 4)
        ),
    ),
    "shift": Term(
        msg("Shift"),
        msg(
            "6 or more useful points in a row on one side of the median (other lengths where the rules say so). "
            "Chance alone seldom makes that."
        ),
        replace(_RISEN, ringed=(6, 7, 8, 9, 10, 11)),
    ),
    "trend": Term(
        msg("Trend"),
        msg("5 or more points in a row, all rising or all falling. Equal neighbours count once."),
        Sketch(
            points=(0.4, 0.45, 0.36, 0.3, 0.4, 0.5, 0.6, 0.7, 0.66),
            line=0.45,
            solid=(0, 8),
            squared=(3, 4, 5, 6, 7),
        ),
    ),
    "long_run": Term(
        msg("Long run, few crossings"),
        msg(
            "The rules called anhoej: how long a run may be, and how seldom the line may cross the median, depends "
            "on the number of points. Fewer false alarms, and slower to see that something changed."
        ),
        replace(_RISEN, ringed=(6, 7, 8, 9, 10, 11)),
    ),
    "limits": Term(
        msg("Control limits"),
        msg(
            "The range in which points fall by chance while all stays as it is. A point outside is a signal by itself."
        ),
        Sketch(
            points=(0.5, 0.45, 0.55, 0.48, 0.52, 0.92, 0.5),
            line=0.5,
            solid=(0, 6),
            limits=(0.25, 0.75),
            ringed=(5,),
        ),
    ),
    "astronomical": Term(
        msg("Astronomical point"),
        msg(
            "A point so far from all others that anybody would call it unusual. Only a person marks it; the program "
            "may suggest one. Look for what was special in that month."
        ),
        Sketch(points=(0.4, 0.45, 0.38, 0.95, 0.42, 0.4), line=0.41, solid=(0, 5), ringed=(3,)),
    ),
    "target": Term(
        msg("Target"),
        msg(
            "What the collaborative wants to reach. It is drawn as long dashes and judges nobody: the median does."
        ),
        replace(_RISEN, target=0.85),
    ),
    "signs": Term(
        msg("The four signs"),
        msg(
            "Filled triangle: improved, by a shift or a trend that still holds. Hollow triangle: worsened. Dash: no "
            "signal, the points vary as chance makes them. Small circle: not enough data for a verdict."
        ),
        Sketch(signs=True),
    ),
    "chance_signals": Term(
        msg("Signals by chance"),
        msg(
            "Among many charts some show a signal although nothing changed. The number here was found by simulating "
            "these very charts with pure chance. Do not praise or blame on one signal."
        ),
        Sketch(
            points=(0.4, 0.55, 0.6, 0.58, 0.62, 0.56, 0.6, 0.4),
            line=0.5,
            solid=(0, 7),
            ringed=(1, 2, 3, 4, 5, 6),
        ),
    ),
    "pooled": Term(
        msg("All teams together"),
        msg(
            "One line for all reporting teams: the sum of their numerators over the sum of their denominators (or "
            "the median of the teams, where Set-up says so). Under each point stands how many of how many reported."
        ),
        replace(_RISEN, other=_WAVE),
    ),
    "same_teams": Term(
        msg("Same teams only"),
        msg(
            "A second line of the teams that reported in at least 80 % of the months. Where it differs from the "
            "first, teams that came or went have moved the total, not better work."
        ),
        Sketch(
            points=_LOW + _HIGH, other=(0.3, 0.38, 0.3, 0.35, 0.32, 0.36, 0.5, 0.48, 0.52, 0.5, 0.53, 0.5)
        ),
    ),
    "funnel": Term(
        msg("Funnel limits"),
        msg(
            "Sites with few cases vary more by chance alone, so the limits are wide on the left and narrow on the "
            "right. Only a site outside of them differs from the others by more than chance."
        ),
        Sketch(points=(0.3, 0.62, 0.45, 0.52, 0.47, 0.5), line=0.5, solid=(0, 5), funnel=True),
    ),
    "excluded": Term(
        msg("Excluded point"),
        msg(
            "A point that a person left out, with a reason: it stays visible, crossed, and leaves medians, runs and "
            "totals."
        ),
        Sketch(points=(0.5, 0.45, 0.95, 0.5, 0.48, 0.52), line=0.5, solid=(0, 5), crossed=(2,)),
    ),
    "small": Term(
        msg("Small denominator"),
        msg("A point of few cases (under 10, or as Set-up says) is drawn hollow: one case moves it a lot."),
        Sketch(points=(0.5, 0.8, 0.45, 0.2, 0.5, 0.52), line=0.5, solid=(0, 5), hollow=(1, 3)),
    ),
    "no_cases": Term(
        msg("No cases, not reported"),
        msg(
            "No cases (0 of 0) is a hollow diamond on the axis: there was nothing to count, which is not 0 %. "
            "A gap in the line means that nothing was reported."
        ),
        Sketch(points=(0.5, 0.55, None, 0.48, 0.0, 0.52), line=0.5, solid=(0, 5), diamond=(4,)),
    ),
    "gain": Term(
        msg("Gain"),
        msg(
            "The latest value (median of the last 3 points) less the baseline; + is better, also where lower is better."
        ),
        replace(_RISEN, line_to=8, second=0.69),
    ),
    "reached": Term(
        msg("Reached"),
        msg(
            "The first of 2 points in a row at or beyond the goal. A series that was there at baseline is "
            "counted apart."
        ),
        Sketch(points=(0.3, 0.4, 0.5, 0.86, 0.6, 0.82, 0.88, 0.84), target=0.8, ringed=(5, 6)),
    ),
    "time": Term(
        msg("Time to reach it"),
        msg(
            "Periods from the start of the first action period, or from the team's joining if that was later."
        ),
        Sketch(points=(0.3, 0.4, 0.35, 0.55, 0.65, 0.82, 0.88, 0.84), target=0.8, flag=2, ringed=(5,)),
    ),
    "held": Term(
        msg("Held"),
        msg("Of the points since the goal was reached, the share at or beyond it: does the result last?"),
        Sketch(points=(0.4, 0.6, 0.84, 0.86, 0.7, 0.84, 0.88, 0.82), target=0.8, ringed=(2, 3, 5, 6, 7)),
    ),
    "size": Term(
        msg("Size"),
        msg("The median after the change began less the median before it; + is better."),
        replace(_RISEN, line_to=6, second=0.69, flag=6),
    ),
    "net_size": Term(
        msg("Net size"),
        msg(
            "The size less what happened in the same months to teams that had not started the change. What remains "
            "is not just a tide that lifted everybody. The interval says how sure it is."
        ),
        Sketch(
            points=_LOW + _HIGH,
            other=(0.3, 0.36, 0.32, 0.35, 0.3, 0.36, 0.42, 0.44, 0.4, 0.45, 0.42, 0.44),
            flag=6,
        ),
    ),
    "company": Term(
        msg("Company"),
        msg(
            "Other changes that the team began at about the same time. What followed may be due to any of them, so "
            "changes that mostly come together are reported as a bundle."
        ),
        replace(_RISEN, flag=6),
    ),
}
