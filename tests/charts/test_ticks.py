"""The axes."""

from __future__ import annotations

import datetime as dt

import pytest

from collabdesk.charts import ticks
from collabdesk.i18n import Translator
from collabdesk.periods import MONTH, QUARTER, WEEK, YEAR, Kind, PeriodType

ENGLISH = Translator("en")


def named(type_: PeriodType, first: int, count: int) -> list[tuple]:
    axis = ticks.period_axis(type_, first, count)
    return [(tick.at, ENGLISH.text(tick.label), tick.second) for tick in axis.ticks]


def test_months_have_initials_and_the_year_under_january_and_the_first() -> None:
    found = named(MONTH, 2025 * 12 + 8, 8)
    assert "".join(label for _, label, _ in found) == "SONDJFMA"
    assert [(at, year) for at, _, year in found if year] == [(0, "2025"), (4, "2026")]


def test_the_first_year_gives_way_to_a_january_close_by() -> None:
    assert [(at, year) for at, _, year in named(MONTH, 2025 * 12 + 10, 8) if year] == [(2, "2026")]


def test_many_months_are_named_by_quarters_of_the_year_then_by_years() -> None:
    assert [label for _, label, _ in named(MONTH, 2024 * 12, 48)] == ["J", "A", "J", "O"] * 4
    assert [year for _, _, year in named(MONTH, 2020 * 12, 96)] == [str(y) for y in range(2020, 2028)]


def test_weeks_are_named_every_four() -> None:
    found = named(WEEK, WEEK.week(2025, 50), 14)
    assert [label for _, label, _ in found] == ["W1", "W5", "W9"]
    assert [year for _, _, year in found] == ["2026", "", ""]


def test_quarters_and_years() -> None:
    assert named(QUARTER, 2025 * 4 + 2, 4) == [(0, "Q3", ""), (1, "Q4", ""), (2, "Q1", "2026"), (3, "Q2", "")]
    assert [label for _, label, _ in named(YEAR, 2024, 2)] == ["2024", "2025"]
    financial = PeriodType(Kind.YEAR, 7)
    assert named(financial, 2025, 1) == [(0, "2025/26", "")]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_period_has_an_axis(kind: Kind) -> None:
    type_ = PeriodType(kind)
    first = type_.holding(dt.date(2025, 3, 1))
    axis = ticks.period_axis(type_, first, 30)
    assert axis.ticks
    assert (axis.low, axis.high) == (-0.5, 29.5)
    assert all(0 <= tick.at < 30 for tick in axis.ticks)


def test_a_proportion_goes_to_100_with_few_ticks() -> None:
    axis = ticks.proportion_axis(62.0)
    assert [ENGLISH.text(tick.label) for tick in axis.ticks] == ["0", "25", "50", "75", "100"]
    assert (axis.low, axis.high) == (0, 100)
    assert ticks.proportion_axis(130.0).high == 150


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (3, 17, ["0", "5", "10", "15", "20"]),
        (0.1, 0.9, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
        (-3, 9, ["-5", "0", "5", "10"]),
        (0, 1234, ["0", "500", "1000", "1500"]),
        (0, 0, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
        (float("inf"), float("-inf"), ["0.00", "0.25", "0.50", "0.75", "1.00"]),
        (5, 10, ["0.0", "2.5", "5.0", "7.5", "10.0"]),
    ],
)
def test_other_values_have_round_numbers_from_zero(low: float, high: float, labels: list[str]) -> None:
    axis = ticks.value_axis(low, high)
    assert [ENGLISH.text(tick.label) for tick in axis.ticks] == labels
    assert axis.low <= min(low, 0) or low == float("inf")


def test_no_periods_no_ticks() -> None:
    assert ticks.period_axis(MONTH, 24300, 0).ticks == ()


def test_initials_and_numbers_are_worded_in_the_readers_language() -> None:
    august = ticks.period_axis(MONTH, 2025 * 12 + 7, 1).ticks[0]
    assert Translator("es").text(august.label) == "A"
    january = ticks.period_axis(MONTH, 2025 * 12, 1).ticks[0]
    assert Translator("es").text(january.label) == "E"


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
@pytest.mark.parametrize("value", [0.0, 2.675, 0.5, 1.5, -3.25, 1234.5, 1e-7])
def test_numbers_are_rounded_as_babel_does(language: str, value: float) -> None:
    from babel.numbers import format_decimal

    wanted = str(format_decimal(value, format="0.00", locale=language))
    assert Translator(language).number(value, 2) == wanted
