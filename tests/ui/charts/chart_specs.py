"""Charts made by hand, for tests: every mark of look.md in known places."""

from __future__ import annotations

import math
from dataclasses import replace

from collabdesk.charts.spec import (
    Axis,
    Band,
    CentreLine,
    ChangeFlag,
    ChartPoint,
    ChartSpec,
    DefinitionMark,
    LimitLine,
    LineStyle,
    PointState,
    SecondLine,
    Sign,
    SignalMark,
    TargetLine,
    Tick,
)
from collabdesk.i18n import Number, Translator, msg
from collabdesk.periods import MONTH, Period

START = 2024 * 12 + 9
"""October 2024, as a month's ordinal."""


def month(x: int) -> Period:
    """The period at x."""
    return Period(MONTH, START + x)


def x_axis(count: int) -> Axis:
    """Month initials, the year under January."""
    ticks = []
    for x in range(count):
        number = (START + x) % 12 + 1
        initial = Translator("en").month_initial(number)
        ticks.append(Tick(at=x, label=initial, second=str((START + x) // 12) if number == 1 else ""))
    return Axis(low=-0.5, high=count - 0.5, ticks=tuple(ticks))


PERCENT = Axis(low=0, high=100, unit="%", ticks=tuple(Tick(at=y, label=str(y)) for y in (0, 25, 50, 75, 100)))


def point(x: int, numerator: int | None, denominator: int = 20, **extra: object) -> ChartPoint:
    """A point of a proportion; a numerator of None was not reported, a denominator of 0 means no cases."""
    state = PointState.REPORTED
    if numerator is None:
        state = PointState.MISSING
    elif denominator == 0:
        state = PointState.NO_CASES
    values = {
        "y": 100 * numerator / denominator if numerator is not None and denominator else None,
        "numerator": numerator,
        "denominator": denominator,
        "count_label": "" if numerator is None else f"{numerator}/{denominator}",
        "small": 0 < denominator < 10,
    }
    return ChartPoint(x=x, period=month(x), state=state, **{**values, **extra})  # type: ignore[arg-type]


def empty_spec(count: int = 12) -> ChartSpec:
    """A team that never reported."""
    points = tuple(point(x, None) for x in range(count))
    return ChartSpec(title="Silent Clinic", x=x_axis(count), y=PERCENT, points=points)


def full_spec() -> ChartSpec:
    """Eighteen months with every mark: gap at 3, no cases at 5, small at 6, excluded at 7, suspect at 8."""
    given = [6, 7, 5, None, 8, 0, 3, 2, 22, 9, 11, 13, 14, 16, 17, 16, 18, 18]
    points = [point(x, value) for x, value in enumerate(given)]
    points[5] = point(5, 0, 0)
    points[6] = point(6, 3, 8)
    points[7] = replace(points[7], excluded=True, note="new register")
    points[8] = replace(points[8], suspect=True)
    return ChartSpec(
        title="Kiboga Health Centre IV",
        subtitle="Active management of third stage given",
        headline="34 % → 88 %",
        sign=Sign.IMPROVED,
        x=x_axis(18),
        y=PERCENT,
        points=tuple(points),
        centre=(
            CentreLine(first=0, last=4, y=32, style=LineStyle.BASELINE, old=True, label="old median 32 %"),
            CentreLine(first=5, last=11, y=40, style=LineStyle.BASELINE),
            CentreLine(
                first=12,
                last=17,
                y=40,
                style=LineStyle.EXTENDED,
                label=msg("median {y}", y=Number(40, 0, " %")),
            ),
        ),
        target=TargetLine(y=90, label="target 90 %"),
        signals=(
            SignalMark(
                rule="shift",
                direction="up",
                points=(10, 11, 12, 13, 14, 15),
                label="shift: 6 above",
                good=True,
            ),
            SignalMark(
                rule="trend", direction="up", points=(9, 10, 11, 12, 13), label="trend: 5 rising", good=True
            ),
            SignalMark(
                rule="too few runs", direction=None, points=(0, 1), label="too few runs: 3 of 18", good=None
            ),
        ),
        flags=(
            ChangeFlag(x=9, number=1, change="Triage desk at the gate", decision="adopted", key=71),
            ChangeFlag(
                x=9.4, number=2, change="Oxytocin kept in the delivery room", decision="testing", key=72
            ),
            ChangeFlag(x=14, number=3, change="Weekly review of the register", decision="adapted", key=73),
        ),
        bands=(
            Band(first=3.5, last=8.5, label="LS1", shaded=True),
            Band(first=8.5, last=13.5, label="LS2", shaded=False),
            Band(first=13.5, last=17.5, label="LS3", shaded=True),
        ),
        sentence="Shift: six months in a row above the median, from August 2025 to January 2026.",
        team_id=4,
        indicator_id=2,
    )


def control_spec() -> ChartSpec:
    """A p chart of two phases with limits in steps, and a change of definition."""
    spec = wavy_spec(3)
    upper = tuple((x + side, 80.0 + x % 3) for x in range(8, 24) for side in (-0.5, 0.5))
    return replace(
        spec,
        title="Controlled",
        chart="p",
        limits=(
            LimitLine(upper=True, points=((-0.5, 62.0), (7.5, 62.0)), old=True),
            LimitLine(upper=False, points=((-0.5, 12.0), (7.5, 12.0)), old=True),
            LimitLine(upper=True, points=upper, label="limit 82 %"),
            LimitLine(upper=False, points=((7.5, 31.0), (23.5, 31.0)), label="limit 31 %"),
        ),
        definitions=(DefinitionMark(x=7.5, label="new definition"),),
        second=SecondLine(
            stretches=(((0, 40), (1, 44), (2, 41)), ((6, 50), (7, 58), (23, 71))), label="same 12 teams"
        ),
    )


def clipped_spec() -> ChartSpec:
    """A chart on a scale that it shares: some of its values lie above it."""
    base = wavy_spec(3)
    low = replace(base.y, high=60.0, ticks=base.y.ticks[:3])
    return replace(base, title="Outlier Clinic", y=low)


def wavy_spec(number: int, count: int = 24, gain: float = 40.0) -> ChartSpec:
    """One of many believable charts; ``number`` decides its course."""
    points = []
    for x in range(count):
        share = (
            0.3
            + gain / 100 / (1 + math.exp(-(x - 10 - number % 5) / 2))
            + 0.09 * math.sin(x * (1 + number % 7))
        )
        denominator = 12 + (number * 7 + x * 3) % 20
        numerator = round(min(max(share, 0), 1) * denominator)
        points.append(point(x, None if (x + number) % 17 == 3 else numerator, denominator))
    signs = list(Sign)
    median = 30 + number % 9
    return ChartSpec(
        title=f"Clinic {number:03d}",
        headline=f"{median} % → {median + round(gain)} %",
        sign=signs[number % 4],
        x=x_axis(count),
        y=PERCENT,
        points=tuple(points),
        centre=(
            CentreLine(first=0, last=11, y=median, style=LineStyle.BASELINE),
            CentreLine(
                first=12, last=count - 1, y=median, style=LineStyle.EXTENDED, label=f"median {median} %"
            ),
        ),
        target=TargetLine(y=80, label="target 80 %"),
        signals=(
            SignalMark(rule="shift", direction="up", points=tuple(range(14, 20)), label="shift", good=True),
        ),
        flags=(ChangeFlag(x=9 + number % 6, number=1, change="A change", decision="testing", key=number),),
        bands=(
            Band(first=5.5, last=11.5, label="LS1", shaded=True),
            Band(first=11.5, last=17.5, label="LS2", shaded=False),
        ),
        sentence="Shift: six months in a row above the median.",
        team_id=number,
    )
