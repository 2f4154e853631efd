"""A chart with empty periods ahead, to be gone on with by hand: its last points, its median, its target."""

from __future__ import annotations

from dataclasses import replace

from collabdesk.charts.spec import CentreLine, ChartSpec, LineStyle
from collabdesk.charts.ticks import period_axis

PAST, AHEAD = 12, 12
"""Periods shown behind and before today: two years of months are as wide as a sheet can be written on."""


def room_ahead(spec: ChartSpec, past: int = PAST, ahead: int = AHEAD) -> ChartSpec | None:
    """The chart's last ``past`` periods and ``ahead`` empty ones after them; None for one without an axis.

    The current median goes on to the end; signals, flags and bands belong to the printed chart and are left out.
    """
    if not spec.points:
        return None
    start = max(0, len(spec.points) - past)
    shown = spec.points[start:]
    period = shown[0].period
    current = [line for line in spec.centre if not line.old and line.last >= start]
    end = len(shown) + ahead - 1
    return replace(
        spec,
        x=period_axis(period.type, period.ordinal, len(shown) + ahead),
        points=tuple(replace(point, x=point.x - start) for point in shown),
        centre=_going_on(current, end),
        signals=(),
        flags=(),
        bands=(),
    )


def _going_on(lines: list[CentreLine], end: int) -> tuple[CentreLine, ...]:
    """The median in force at the end, over the whole width: dotted where it is provisional, else dashed."""
    if not lines:
        return ()
    last = max(lines, key=lambda line: line.last)
    provisional = last.style is LineStyle.PROVISIONAL
    style = LineStyle.PROVISIONAL if provisional else LineStyle.EXTENDED
    label = next((line.label for line in lines if line.label), last.label)
    return (replace(last, first=0, last=end, style=style, label=label),)
