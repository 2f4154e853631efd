"""A chart beside others, and the windows before and after a change: the same points as the evidence counts."""

from __future__ import annotations

import numpy as np
import pytest

from collabdesk.charts.build import build_chart
from collabdesk.charts.compare import compared, with_windows
from collabdesk.charts.inputs import SeriesInput
from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator
from collabdesk.kinds import IndicatorKind

FIRST = 2025 * 12
NAN = float("nan")
SAY = Translator("en").text


def chart(values: list[float], kind: IndicatorKind = IndicatorKind.PROPORTION, **extra: object) -> ChartSpec:
    return build_chart(
        SeriesInput(title="A", first=FIRST, y=np.array(values, dtype=float), kind=kind, **extra)
    )  # type: ignore[arg-type]


def test_the_other_line_is_the_other_chart() -> None:
    other = chart([10, NAN, 30, 40], excluded=np.array([False, False, False, True]))
    made = compared(chart([1, 2, 3, 4]), [("District", other)])
    assert [(line.label, line.values) for line in made.others] == [
        ("District", ((0, 10.0), (1, None), (2, 30.0), (3, None)))
    ]
    assert made.points == chart([1, 2, 3, 4]).points
    assert (made.y.low, made.y.high) == (0, 100)


def test_the_scale_holds_both() -> None:
    small, large = chart([1, 2, 3], IndicatorKind.COUNT), chart([90, 80, 85], IndicatorKind.COUNT)
    made = compared(small, [("Big", large)])
    assert made.y.high == large.y.high
    assert made.y.low == small.y.low
    assert compared(large, [("Small", small)]).y == large.y


def test_before_and_after_take_the_points_of_the_evidence() -> None:
    values = [*range(20, 34), 60, 62, NAN, 64, 66, 68, 70]
    made = with_windows(chart(values), 14, None, kind=IndicatorKind.PROPORTION, decimals=0)
    before, after = made.windows
    assert (before.first, before.last, before.y) == (2, 13, 27.5)  # the last 12 points
    assert (after.first, after.last, after.y) == (14, 20, 65.0)
    assert SAY(before.label) == "before: 27.5 %, n = 12"
    assert SAY(after.label) == "after: 65 %, n = 6"


def test_after_ends_with_the_decision_to_abandon() -> None:
    values = [20.0] * 8 + [50.0] * 12
    made = with_windows(chart(values), 8, 10, kind=IndicatorKind.COUNT, decimals=0)
    assert (made.windows[1].first, made.windows[1].last) == (8, 10)
    assert SAY(made.windows[1].label) == "after: 50, n = 3"


@pytest.mark.parametrize("start", [-1, 0, 5, 40])
def test_a_change_at_the_edge_has_what_there_is(start: int) -> None:
    made = with_windows(chart([10, 20, 30, 40, 50, NAN]), start, None, kind=IndicatorKind.COUNT, decimals=0)
    sides = [SAY(one.label).split(":")[0] for one in made.windows]
    assert sides == {-1: [], 0: ["after"], 5: ["before"], 40: []}[start]
