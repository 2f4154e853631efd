"""Charts aligned on the start of a change: nothing is judged anew, only moved and cut."""

from __future__ import annotations

import pytest

from collabdesk.charts.aligned import AFTER, BEFORE, Alignment, align
from collabdesk.charts.spec import Axis, ChangeFlag, ChartPoint, ChartSpec, LineStyle, PointState
from collabdesk.i18n import Translator
from collabdesk.periods import MONTH, Kind, Period, PeriodType, month

EN = Translator("en")
JAN = month(2025, 1).ordinal


def chart(values: list[float | None], kind: PeriodType = MONTH, first: int = JAN) -> ChartSpec:
    points = tuple(
        ChartPoint(
            x=at,
            period=Period(kind, first + at),
            y=value,
            state=PointState.MISSING if value is None else PointState.REPORTED,
        )
        for at, value in enumerate(values)
    )
    axis = Axis(low=-0.5, high=len(values) - 0.5, ticks=())
    flags = (
        ChangeFlag(x=2, number=1, change="Too early", decision="", key=1),
        ChangeFlag(x=20, number=2, change="Cool box", decision="", key=2),
    )
    return ChartSpec(title="Site", x=axis, y=Axis(low=0, high=100, ticks=()), points=points, flags=flags)


def test_points_flags_and_medians_move_to_the_start() -> None:
    spec = align(chart([10.0] * 40), Alignment(start=JAN + 20, key=2, before=10.0, after=30.0))
    assert [point.x for point in spec.points] == list(range(-BEFORE, AFTER))
    assert spec.points[0].period == Period(MONTH, JAN + 8)
    assert [(flag.x, flag.change) for flag in spec.flags] == [(0, "Cool box")]
    assert [(line.first, line.last, line.y, line.style) for line in spec.centre] == [
        (-BEFORE, -1, 10.0, LineStyle.BASELINE),
        (0, AFTER - 1, 10.0, LineStyle.EXTENDED),
        (0, AFTER - 1, 30.0, LineStyle.BASELINE),
    ]
    assert EN.text(spec.x.unit) == "months since the start"


@pytest.mark.parametrize(
    ("improved", "good", "values", "ringed"),
    [
        (True, "up", [20, 20, 10, 20, None, 20], (0, 1, 3, 5)),  # on the median: passed over
        (True, "down", [5, 5, 5, 20, 5, 5], (0, 1, 2)),  # the run ends at the first point on the other side
        (False, "up", [5, 5, 5, 5, 5, 5], (0, 1, 2, 3, 4, 5)),
        (False, "down", [20, 20, 20, 20, 20, 20], (0, 1, 2, 3, 4, 5)),
        (True, "up", [5, 5, 5, 5, 5, 5], ()),
    ],
)
def test_the_ringed_points_are_those_of_the_signal(
    improved: bool, good: str, values: list[float | None], ringed: tuple[int, ...]
) -> None:
    how = Alignment(
        start=JAN + 10,
        key=2,
        before=10.0,
        after=20.0,
        signal=JAN + 10,
        improved=improved,
        good=good,  # type: ignore[arg-type]
    )
    spec = align(chart([10.0] * 10 + values), how)
    assert [signal.points for signal in spec.signals] == ([ringed] if ringed else [])
    assert all(signal.good is improved for signal in spec.signals)


def test_without_a_verdict_nothing_is_ringed_and_no_median_drawn() -> None:
    spec = align(chart([10.0] * 14), Alignment(start=JAN + 12, key=2))
    assert (spec.centre, spec.signals) == ((), ())


def test_weeks_are_called_weeks_and_an_empty_chart_stays_empty() -> None:
    weekly = align(chart([1.0] * 4, PeriodType(Kind.WEEK), 2900), Alignment(start=2902, key=2))
    assert EN.text(weekly.x.unit) == "weeks since the start"
    assert align(chart([]), Alignment(start=JAN, key=2)).points == ()
