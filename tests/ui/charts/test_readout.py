"""What a chart says in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from collabdesk.charts.spec import Axis
from collabdesk.i18n import Translator
from collabdesk.ui.charts.readout import describe_chart, has_data, point_lines
from tests.ui.charts.chart_specs import PERCENT, empty_spec, full_spec, point

EN = Translator("en")


@pytest.mark.parametrize(
    ("x", "lines"),
    [
        (0, ["Oct 2024", "6 of 20: 30 %"]),
        (3, ["Jan 2025", "not reported"]),
        (5, ["Mar 2025", "no cases"]),
        (6, ["Apr 2025", "3 of 8: 38 %", "few cases: read with care"]),
        (7, ["May 2025", "2 of 20: 10 %", "left out of the median and the rules", "new register"]),
        (8, ["Jun 2025", "22 of 20: 110 %", "the numerator is above the denominator: please check"]),
    ],
)
def test_points_in_words(x: int, lines: list[str]) -> None:
    assert point_lines(full_spec().points[x], PERCENT, EN) == lines


def test_a_zero_is_a_number() -> None:
    assert point_lines(point(0, 0), PERCENT, EN)[1] == "0 of 20: 0 %"


def test_a_value_without_counts_on_a_narrow_scale() -> None:
    axis = Axis(low=0, high=8, ticks=(), unit="days")
    value = replace(point(0, 1), y=3.25, numerator=None, denominator=None)
    assert point_lines(value, axis, EN)[1] in ("3.2 days", "3.3 days")


def test_a_chart_in_one_line() -> None:
    said = describe_chart("Kiboga", full_spec(), EN)
    assert said.startswith("Kiboga, 34 % → 88 %, improved, Shift:")
    assert describe_chart("Silent", empty_spec(), EN) == "Silent, not enough data"


def test_has_data() -> None:
    assert has_data(full_spec())
    assert not has_data(empty_spec())
    assert has_data(replace(empty_spec(), points=(point(0, 0, 0),))), "no cases is a report"
