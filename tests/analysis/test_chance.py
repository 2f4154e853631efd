"""False alarms: the chances of noise, and what charts share."""

from __future__ import annotations

import numpy as np
import pytest

from collabdesk.analysis import chance
from collabdesk.analysis.chance import ChanceTable, likeness, noise, series_likeness
from collabdesk.analysis.rules import ANHOEJ, IHI, NHS
from collabdesk.analysis.runchart import row_signals
from collabdesk.analysis.scan import PhasePlan, PhaseRows, scan
from collabdesk.charts.build import build_charts
from collabdesk.charts.inputs import SeriesInput
from collabdesk.charts.spec import Sign
from collabdesk.kinds import IndicatorKind

N = np.nan


def percent(points: int = 24, frozen: int = 0, n: float = 20, level: float = 0.5, good: int = 1):
    return likeness(kind=IndicatorKind.PROPORTION, points=points, frozen=frozen, n=n, level=level, good=good)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chance, "SERIES", 4000)


@pytest.mark.usefixtures("many")
def test_the_figures_of_the_method() -> None:
    """24 months of % of 20 patients, frozen on 12: one in three by `ihi`, one in ten by `anhoej`."""
    (ihi,) = ChanceTable(IHI).of([percent(frozen=12)])
    (anhoej,) = ChanceTable(ANHOEJ).of([percent(frozen=12)])
    assert 0.31 < ihi.signal < 0.38
    assert 0.07 < anhoej.signal < 0.12
    assert ihi.sign < ihi.signal


@pytest.mark.usefixtures("many")
def test_longer_charts_and_frozen_lines_give_more_false_alarms() -> None:
    short, long, frozen = ChanceTable(IHI).of([percent(12), percent(36), percent(36, frozen=6)])
    assert short.signal + 0.05 < long.signal < frozen.signal - 0.05


def test_no_signal_where_there_can_be_none() -> None:
    table = ChanceTable(IHI)
    assert [one.signal for one in table.of([percent(4), percent(0), percent(24, level=1.0)])] == [0, 0, 0]


def test_a_signal_is_what_the_charts_list() -> None:
    values = noise(percent(frozen=6))
    found = scan(values, PhaseRows.whole(*values.shape, freeze=6))
    listed = [bool(mine) for mine in row_signals(found, IHI)]
    assert chance.breaks_a_rule(found, IHI).tolist() == listed
    (known,) = ChanceTable(IHI).of([percent(frozen=6)])
    assert known.signal == pytest.approx(sum(listed) / len(listed))


def test_at_a_ceiling_the_sign_keeps_silent_as_on_the_charts() -> None:
    """Where the line is 100 %, every month that is not lies below it."""
    top = {"points": 36, "frozen": 6, "n": 20, "level": 0.97, "good": 1}
    (share,) = ChanceTable(IHI).of([likeness(kind=IndicatorKind.PROPORTION, **top)])
    (rate,) = ChanceTable(IHI).of([likeness(kind=IndicatorKind.RATE, **top)])
    assert share.signal == rate.signal
    assert share.sign < rate.sign - 0.02


def test_without_a_direction_of_good_there_is_no_sign() -> None:
    (found,) = ChanceTable(IHI).of([percent(36, frozen=6, good=0)])
    assert found.sign == 0 < found.signal


def test_noise_has_the_level_and_the_denominator_of_its_chart() -> None:
    values = noise(percent(n=10, level=0.2))
    assert values.shape == (chance.SERIES, 24)
    assert values.mean() == pytest.approx(20, abs=1)
    assert set(np.unique(values).tolist()) <= {10.0 * k for k in range(11)}
    counts = noise(likeness(kind=IndicatorKind.COUNT, points=12, frozen=0, n=N, level=7, good=-1))
    assert counts.mean() == pytest.approx(7, abs=0.3)
    assert np.array_equal(values, noise(percent(n=10, level=0.2)))


def test_charts_that_are_alike_share_a_simulation(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(chance, "noise", lambda one: calls.append(one) or noise(one))
    table = ChanceTable(IHI)
    first = table.of([percent(n=101, level=0.5), percent(n=103, level=0.51), percent(n=400)])
    assert len(calls) == 2
    assert first[0] == first[1]
    assert table.of([percent(n=99)]) == first[:1]
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("kind", "n", "level", "expected"),
    [
        (IndicatorKind.PROPORTION, N, N, (0, 0.0, False)),
        (IndicatorKind.PROPORTION, 7.4, 0.98, (7, 0.98, False)),
        (IndicatorKind.RATE, 1000.0, 0.021, (1000, 0.02, False)),
        (IndicatorKind.RATE, 10.0, 1.7, (0, 0.0, False)),
        (IndicatorKind.COUNT, N, 2.34, (1, 2.3, True)),
        (IndicatorKind.COUNT, N, 5000.0, (0, 0.0, False)),
        (IndicatorKind.MEAN, N, 37.0, (0, 0.0, False)),
        (IndicatorKind.TIME_BETWEEN, N, 3.0, (0, 0.0, False)),
    ],
)
def test_what_a_chart_is_like(kind, n, level, expected) -> None:
    found = likeness(kind=kind, points=12, frozen=20, n=n, level=level, good=1)
    assert (found.n, found.level, found.count) == expected
    assert found.frozen == 12


def test_a_series_is_described_by_its_current_phase() -> None:
    numerator = np.array([[9.0, 9, 2, 3, N, 4, 3]])
    denominator = np.array([[10.0, 10, 8, 10, N, 12, 10]])
    found = series_likeness(
        kind=IndicatorKind.PROPORTION,
        good=1,
        values=numerator / denominator * 100,
        numerator=numerator,
        denominator=denominator,
        rows=PhaseRows.of([[PhasePlan(first=2, last=6, base=(2, 4))]]),
    )
    assert (found[0].points, found[0].frozen, found[0].n, found[0].level) == (4, 2, 10, 0.3)


def test_a_provisional_line_is_not_frozen() -> None:
    values = np.full((1, 8), 40.0)
    found = series_likeness(
        kind=IndicatorKind.COUNT,
        good=0,
        values=values,
        numerator=values * N,
        denominator=values * N,
        rows=PhaseRows.whole(1, 8),
    )
    assert (found[0].points, found[0].frozen, found[0].level) == (8, 0, 40.0)


def test_the_rules_nhs_are_tried_on_their_own_xmr_charts() -> None:
    """The simulated share is that of the charts themselves, limits included."""
    kind = percent(20)
    (known,) = ChanceTable(NHS).of([kind])
    values = noise(kind)
    inputs = [
        SeriesInput(title="", first=2025 * 12, y=row, rules="nhs", kind=IndicatorKind.RATE) for row in values
    ]
    specs = build_charts(inputs)
    assert known.signal == pytest.approx(np.mean([bool(spec.signals) for spec in specs]))
    assert known.sign == pytest.approx(
        np.mean([spec.sign in (Sign.IMPROVED, Sign.WORSENED) for spec in specs])
    )
    assert 0.05 < known.signal < 0.5
    assert any(mark.rule == "outside limits" for spec in specs for mark in spec.signals)
