"""Charts of teams that began a change at different times, aligned on the month that each began.

The x of a point counts periods from the start (0: the one in which the team began). The median before and the one
after stand where the evidence took them; nothing is judged anew here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from collabdesk.charts.spec import (
    Axis,
    CentreLine,
    ChartPoint,
    ChartSpec,
    LineStyle,
    Sign,
    SignalMark,
    Text,
    Tick,
)
from collabdesk.i18n import Message, Number, msg
from collabdesk.kinds import Good
from collabdesk.periods import Kind

BEFORE, AFTER = 12, 12
"""Periods shown before the start, and from it on."""
_TOLERANCE = 1e-9

_UNITS: dict[Kind, Message] = {
    Kind.MONTH: msg("months since the start"),
    Kind.WEEK: msg("weeks since the start"),
    Kind.QUARTER: msg("quarters since the start"),
    Kind.YEAR: msg("years since the start"),
}


@dataclass(frozen=True, kw_only=True)
class Alignment:
    """What the evidence says of one team: when it began, its medians before and after, what came of it."""

    start: int
    """The ordinal of the period in which the team began."""
    key: int
    """The test of a change: its flag is kept."""
    before: float | None = None
    after: float | None = None
    signal: int | None = None
    """The ordinal of the signal's first point."""
    improved: bool | None = None
    """Whether the signal is in the good direction."""
    good: Good = "up"
    sign: Sign = Sign.NOT_ENOUGH
    headline: Text = ""
    sentence: Text = ""


def align(spec: ChartSpec, how: Alignment) -> ChartSpec:
    """The team's chart with months since the start on its x axis, before and after."""
    if not spec.points:
        return replace(spec, x=_axis(Kind.MONTH), centre=(), signals=(), bands=(), flags=())
    kind = spec.points[0].period.type.kind
    origin = how.start - spec.points[0].period.ordinal
    points = tuple(
        replace(point, x=point.x - origin) for point in spec.points if -BEFORE <= point.x - origin < AFTER
    )
    flags = [replace(flag, x=flag.x - origin) for flag in spec.flags]
    return replace(
        spec,
        headline=how.headline,
        sign=how.sign,
        sentence=how.sentence,
        x=_axis(kind),
        points=points,
        centre=tuple(_medians(how)),
        signals=_signal(points, how),
        flags=tuple(flag for flag in flags if -BEFORE <= flag.x < AFTER),
        bands=(),
    )


def _axis(kind: Kind) -> Axis:
    marks = (-BEFORE, -BEFORE // 2, 0, AFTER // 2, AFTER - 1)
    unit = _UNITS.get(kind, msg("periods since the start"))
    return Axis(
        low=-BEFORE - 0.5,
        high=AFTER - 0.5,
        ticks=tuple(Tick(at=at, label=_label(at)) for at in marks),
        unit=unit,
    )


def _label(at: int) -> Text:
    if at == 0:
        return msg("start")
    return f"+{at}" if at > 0 else f"−{-at}"


def _medians(how: Alignment) -> list[CentreLine]:
    """The median before, extended over the time after, and the median after."""
    lines = []
    if how.before is not None:
        lines.append(CentreLine(first=-BEFORE, last=-1, y=how.before, style=LineStyle.BASELINE))
        lines.append(CentreLine(first=0, last=AFTER - 1, y=how.before, style=LineStyle.EXTENDED))
    if how.after is not None:
        lines.append(CentreLine(first=0, last=AFTER - 1, y=how.after, style=LineStyle.BASELINE))
    return lines


def _signal(points: tuple[ChartPoint, ...], how: Alignment) -> tuple[SignalMark, ...]:
    """The shift that the evidence found: its points beyond the median before, from its first one on."""
    if how.signal is None or how.before is None or how.improved is None:
        return ()
    up = how.improved == (how.good == "up")
    counted = []
    for point in points:
        if point.x < how.signal - how.start or point.y is None or point.excluded:
            continue
        away = point.y - how.before
        if abs(away) <= _TOLERANCE * max(abs(point.y), abs(how.before)):
            continue
        if (away > 0) != up:
            break
        counted.append(point.x)
    mark = SignalMark(
        rule="shift",
        direction="up" if up else "down",
        points=tuple(counted),
        label=msg("shift"),
        good=how.improved,
    )
    return (mark,) if counted else ()


def from_to(before: float | None, after: float | None, unit: str, digits: int) -> Text:
    """``34 % → 58 %``: the medians before and after."""
    if before is None or after is None:
        return ""
    suffix = f" {unit}" if unit and len(unit) <= 8 else ""
    return msg(
        "{before} → {after}", before=Number(before, digits, suffix), after=Number(after, digits, suffix)
    )
