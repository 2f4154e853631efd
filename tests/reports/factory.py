"""Packs made by hand: charts with every sign, ordinary and difficult teams."""

from __future__ import annotations

import datetime as dt
import random

from collabdesk.charts.spec import (
    Axis,
    Band,
    CentreLine,
    ChangeFlag,
    ChartPoint,
    ChartSpec,
    LineStyle,
    PointState,
    Sign,
    SignalMark,
    TargetLine,
    Tick,
)
from collabdesk.i18n import msg
from collabdesk.periods import Period, month
from collabdesk.reports.content import (
    AgendaLine,
    ChangeLine,
    PackContent,
    PooledChart,
    TeamPage,
)

START = month(2025, 1)
INITIALS = "JFMAMJJASOND"


def period(x: int) -> Period:
    return Period(START.type, START.ordinal + x)


def month_axis(months: int) -> Axis:
    ticks = tuple(
        Tick(at=x, label=INITIALS[x % 12], second=str(2025 + x // 12) if x % 12 == 0 else "")
        for x in range(months)
    )
    return Axis(low=-0.5, high=months - 0.5, ticks=ticks)


PERCENT = Axis(low=0, high=100, ticks=tuple(Tick(at=at, label=f"{at} %") for at in (0, 25, 50, 75, 100)))
BANDS = (
    Band(first=4, last=9, label="LS1", shaded=True),
    Band(first=9, last=14, label="LS2", shaded=False),
    Band(first=14, last=17.5, label="LS3", shaded=True),
)


def point(x: int, numerator: int | None, denominator: int = 20, **more: object) -> ChartPoint:
    """One month: None is not reported, a denominator of 0 is no cases."""
    if numerator is None:
        return ChartPoint(x=x, period=period(x), y=None, state=PointState.MISSING)
    if denominator == 0:
        return ChartPoint(
            x=x,
            period=period(x),
            y=None,
            state=PointState.NO_CASES,
            numerator=0,
            denominator=0,
            count_label="0/0",
        )
    return ChartPoint(
        x=x,
        period=period(x),
        y=100 * numerator / denominator,
        state=PointState.REPORTED,
        numerator=numerator,
        denominator=denominator,
        small=denominator < 10,
        suspect=numerator > denominator,
        count_label=f"{numerator}/{denominator}",
        **more,  # type: ignore[arg-type]
    )


def improving(
    months: int = 18, seed: int = 1, title: str = "AMTSL given to women at birth", **more: object
) -> ChartSpec:
    """A series with a shift, flags at one month, a gap, a diamond, a hollow and an excluded dot."""
    chance = random.Random(seed)
    points = []
    for x in range(months):
        denominator = chance.choice((7, 18, 22, 25, 31, 112)) if x != 5 else 0
        share = 0.33 if x < 9 else 0.78
        value = min(denominator, max(0, round(denominator * (share + chance.uniform(-0.12, 0.12)))))
        points.append(point(x, None if x == 7 else value, denominator, excluded=x == 3))
    values: dict[str, object] = {
        "title": title,
        "headline": "34 % → 81 %",
        "sign": Sign.IMPROVED,
        "x": month_axis(months),
        "y": PERCENT,
        "points": tuple(points),
        "centre": (
            CentreLine(first=0, last=8, y=34, style=LineStyle.BASELINE),
            CentreLine(first=9, last=months - 1, y=34, style=LineStyle.EXTENDED, label="Median 34 %"),
        ),
        "target": TargetLine(y=80, label="Target 80 %"),
        "signals": (
            SignalMark(
                rule="shift",
                direction="up",
                points=tuple(range(9, months)),
                label=msg("shift, up"),
                good=True,
            ),
        ),
        "flags": (
            ChangeFlag(x=8.5, number=1, change="Oxytocin ready at every bed", decision="adopted"),
            ChangeFlag(x=8.5, number=2, change="Checklist on the wall", decision="testing"),
            ChangeFlag(x=13, number=3, change="Weekly audit of files", decision="adapted"),
        ),
        "bands": BANDS,
        "sentence": msg(
            "Shift: the {count} points from {first} on lie above the median of {median} %. This is more than chance.",
            count=months - 9,
            first=period(9),
            median=34,
        ),
    }
    return ChartSpec(**{**values, **more})  # type: ignore[arg-type]


def steady(months: int = 18, seed: int = 2, title: str = "Newborns breastfed within one hour") -> ChartSpec:
    """No baseline, no signal, an old median, a trend and a suspect value."""
    chance = random.Random(seed)
    values = [chance.randint(9, 15) for _ in range(months)]
    values[10:15] = [8, 10, 12, 15, 18]
    points = [point(x, value, 20) for x, value in enumerate(values)]
    if months > 16:
        points[16] = point(16, 22, 20)
    return ChartSpec(
        title=title,
        subtitle="Newborns put to the breast in the first hour / live births",
        headline="58 %",
        sign=Sign.NO_SIGNAL,
        x=month_axis(months),
        y=PERCENT,
        points=tuple(points),
        centre=(
            CentreLine(first=0, last=6, y=50, style=LineStyle.BASELINE, old=True, label="old median 50 %"),
            CentreLine(first=7, last=months - 1, y=60, style=LineStyle.PROVISIONAL, label="60 % provisional"),
        ),
        target=TargetLine(y=64, label="Target 64 %"),
        signals=(
            SignalMark(
                rule="trend", direction="up", points=(10, 11, 12, 13, 14), label="trend, up", good=True
            ),
        ),
        bands=BANDS,
        sentence="No shift and no trend in the last months; the points move as chance alone would move them.",
    )


def empty(title: str = "Partograph complete", months: int = 18) -> ChartSpec:
    """An indicator for which nothing was reported."""
    return ChartSpec(
        title=title,
        x=month_axis(months),
        y=PERCENT,
        points=tuple(point(x, None) for x in range(months)),
        sentence="Nothing has been reported yet.",
    )


def single(title: str = "Mothers checked at six hours", months: int = 18) -> ChartSpec:
    """One point only."""
    return ChartSpec(
        title=title,
        x=month_axis(months),
        y=PERCENT,
        points=tuple(point(x, 12 if x == 15 else None) for x in range(months)),
        centre=(
            CentreLine(first=0, last=months - 1, y=60, style=LineStyle.PROVISIONAL, label="60 % provisional"),
        ),
        sentence="5 more points are needed before the rules can say anything.",
    )


def rate(title: str = "Days from referral to first visit", months: int = 18) -> ChartSpec:
    """A time, lower is better, worsened; values only."""
    chance = random.Random(4)
    points = tuple(
        ChartPoint(x=x, period=period(x), y=4 + x * 0.3 + chance.uniform(-1, 1), state=PointState.REPORTED)
        for x in range(months)
    )
    return ChartSpec(
        title=title,
        headline="4.2 → 9.1 days",
        sign=Sign.WORSENED,
        x=month_axis(months),
        y=Axis(low=0, high=12, ticks=tuple(Tick(at=at, label=str(at)) for at in (0, 4, 8, 12)), unit="days"),
        points=points,
        centre=(CentreLine(first=0, last=months - 1, y=6.4, style=LineStyle.EXTENDED, label="Median 6.4"),),
        target=TargetLine(y=3, label="Target 3 days"),
        bands=BANDS,
        sentence="Shift: the last 7 points lie above the median, the wrong way. Look into it.",
    )


def pooled(title: str = "AMTSL given to women at birth", months: int = 18) -> ChartSpec:
    spec = improving(months, seed=9, title=title, pooled=True, flags=())
    points = tuple(
        ChartPoint(
            x=p.x,
            period=p.period,
            y=p.y if p.y is not None else 35.0,
            state=PointState.REPORTED,
            count_label=msg("{n} of {total}", n=20 + p.x % 4, total=24),
        )
        for p in spec.points
    )
    from dataclasses import replace

    return replace(spec, points=points)


CHANGES = (
    ChangeLine(
        number=1,
        change="Oxytocin ready at every bed before the birth",
        started=dt.date(2025, 9, 20),
        decision="adopted",
        decided=dt.date(2025, 12, 4),
        note="The midwife on duty fills the tray at the start of each shift.",
    ),
    ChangeLine(number=2, change="Checklist on the wall", started=dt.date(2025, 9, 22), decision="testing"),
    ChangeLine(
        number=3,
        change="Weekly audit of ten files with the whole team",
        started=dt.date(2026, 2, 1),
        decision="adapted",
        decided=dt.date(2026, 4, 2),
        note="Five files are enough.",
    ),
)


def charts(count: int = 4) -> tuple[ChartSpec, ...]:
    every = (
        improving(),
        steady(),
        rate(),
        single(),
        empty(),
        improving(seed=5, title="Uterotonic within one minute"),
    )
    return tuple(every[index % len(every)] for index in range(count))


def team(name: str = "Kiboga Health Centre IV", count: int = 4, **more: object) -> TeamPage:
    values: dict[str, object] = {
        "name": name,
        "code": "KIB4",
        "place": ("Central Region", "Kiboga District"),
        "coach": "Sarah Nakimuli",
        "wave": "1",
        "joined": dt.date(2025, 3, 3),
        "charts": charts(count),
        "changes": CHANGES,
        "praise": "AMTSL was given to 9 of 10 women in each of the last three months.",
        "since_last": ("AMTSL: from 61 % to 81 %.", "Change 3, the weekly audit, was adapted on 2 Apr 2026."),
    }
    return TeamPage(**{**values, **more})  # type: ignore[arg-type]


LONG = "Queen Elizabeth the Second Memorial Central Referral Hospital – Maternity and Newborn Ward"


def content(teams: tuple[TeamPage, ...] | None = None, **more: object) -> PackContent:
    values: dict[str, object] = {
        "collaborative": "Safe Birth in the Northern Districts",
        "title": msg("Pack for {session}", session="Learning session 3"),
        "session": "Learning session 3",
        "place": "Gulu, District Health Office",
        "session_first": dt.date(2026, 7, 14),
        "session_last": dt.date(2026, 7, 15),
        "printed_on": dt.date(2026, 7, 3),
        "data_as_of": month(2026, 6),
        "office": "Northern Region Quality Improvement Office",
        "aim": "By December 2026 at least 80 % of the women who give birth in our 24 facilities receive active "
        "management of the third stage of labour, and 90 % of newborns are breastfed within one hour.",
        "agenda": (
            AgendaLine(
                time="09:00 – 09:30",
                subject="Opening, and what we promised each other last time",
                speaker="Dr Okello",
            ),
            AgendaLine(
                time="09:30 – 11:00",
                subject="Teams show their charts",
                speaker="Kiboga HC IV, Luwero Hospital",
            ),
        ),
        "introduction": ("Nineteen of 24 teams reported for June.",),
        "chance_note": "With so many charts, about 3 of 24 would show a signal by chance alone.",
        "pooled": (
            PooledChart(chart=pooled()),
            PooledChart(chart=pooled("Newborns breastfed within one hour"), text="Same teams only: 79 %."),
            PooledChart(chart=pooled("Partograph complete")),
        ),
        "teams": teams if teams is not None else (team(), team("Luwero Hospital", 6, code="LUW")),
        "blank_pdsa": 1,
    }
    return PackContent(**{**values, **more})  # type: ignore[arg-type]
