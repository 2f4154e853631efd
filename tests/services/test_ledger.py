"""The ledger as it is shown: words, sizes, the teams' charts aligned on their start; and the sample's true effects."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from collabdesk.charts.aligned import AFTER, BEFORE
from collabdesk.charts.spec import LineStyle, Sign
from collabdesk.i18n import Translator
from collabdesk.models.ideas import Test
from collabdesk.models.measures import Direction, Indicator, IndicatorKind
from collabdesk.services import changes, evidence, ledger
from collabdesk.services.evidence import ChangeEvidence
from collabdesk.services.sample import SampleSize, make_sample, true_effects
from collabdesk.services.workspace import Workspace
from tests.services.test_evidence import TRIED, tried

__all__ = ["tried"]
EN = Translator("en")


def row_of(workspace: Workspace) -> ChangeEvidence:
    (row,) = evidence.ledger(workspace).rows
    return row


def test_a_persons_word_stands_beside_the_computed_one(tried: Workspace) -> None:
    computed = row_of(tried).word
    assert EN.text(ledger.word_said(row_of(tried))) == computed
    evidence.override(tried, 1, 1, "mixed", "The register was changed too")
    row = row_of(tried)
    assert ledger.word_of(row) == "mixed"
    assert EN.text(ledger.word_said(row)) == f"mixed (your word; computed: {computed})"
    assert "The register was changed too" in EN.text(ledger.override_said(row))


@pytest.mark.parametrize(
    ("value", "said"), [(None, ""), (21.5, "+21.5 points"), (-4.0, "−4 points"), (0.0, "0 points")]
)
def test_sizes_carry_their_sign(tried: Workspace, value: float | None, said: str) -> None:
    assert EN.text(ledger.size_said(tried.rows(Indicator)[1], value)) == said


def test_failures_are_said_as_plainly_as_successes(tried: Workspace) -> None:
    said = EN.text(ledger.summary_said(row_of(tried)))
    assert said == ("Of 5 teams with enough data, improvement followed in 5, worsening in 0, no signal in 0.")


def test_charts_are_aligned_on_the_month_each_team_began(tried: Workspace) -> None:
    row = row_of(tried)
    specs = ledger.aligned_charts(tried, row)
    assert [spec.title for spec in specs] == [f"Site {number}" for number in TRIED]
    spec = specs[0]
    assert [point.x for point in spec.points] == list(range(-8, 10))
    assert next(point for point in spec.points if point.x == 0).period.code == "2025-09"
    assert (spec.x.low, spec.x.high) == (-BEFORE - 0.5, AFTER - 0.5)
    assert [EN.text(tick.label) for tick in spec.x.ticks] == ["−12", "−6", "start", "+6", "+11"]
    assert [flag.x for flag in spec.flags] == [0]
    assert {(line.y, line.style) for line in spec.centre} == {
        (52.5, LineStyle.BASELINE),
        (52.5, LineStyle.EXTENDED),
        (80.0, LineStyle.BASELINE),
    }
    assert (spec.sign, EN.text(spec.headline)) == (Sign.IMPROVED, "52 % → 80 %")
    assert spec.signals[0].points == tuple(range(10))
    assert spec.signals[0].good is True


def test_a_team_without_enough_data_shows_no_median_after(tried: Workspace) -> None:
    test = tried.rows(Test)[1]
    changes.edit_test(tried, replace(test, started=dt.date(2026, 5, 2)))
    spec = ledger.aligned_charts(tried, row_of(tried))[-1]
    assert (spec.title, spec.sign) == ("Site 1", Sign.NOT_ENOUGH)
    assert all(line.last < 0 or line.style is LineStyle.EXTENDED for line in spec.centre)
    assert spec.signals == ()


def test_the_samples_true_effects_come_out_in_the_right_order(tmp_path: Path) -> None:
    """What the generator put into the numbers is what the net sizes rank, indicator by indicator.

    With 150 teams. The sample that ships has 24, too few for it: one of its six pairs comes out the other way round.

    Deaths are the exception that the ledger must admit: with one or none a month in most places their order can't
    be known, and the intervals have to say so.
    """
    size = SampleSize(teams=150, indicators=6, months=30, seed=7)
    store = make_sample(tmp_path / "sample.collab", "Ada", dt.date(2026, 3, 10), size)
    workspace = Workspace(store, "Ada", 1)
    truth, rows = true_effects(), evidence.ledger(workspace).rows
    indicators = dict(workspace.rows(Indicator))
    workspace.close()
    ranked = 0
    for indicator in indicators.values():
        sign = -1 if indicator.direction is Direction.DOWN else 1
        mine = [row for row in rows if row.indicator_id == indicator.id]
        mine.sort(key=lambda row: -sign * truth[row.change])
        for up, low in pairwise(mine):
            assert up.net_size is not None
            assert low.net_size is not None
            if indicator.kind is IndicatorKind.RATE:
                assert up.net_low is not None
                assert low.net_high is not None
                assert up.net_low < low.net_high
                assert low.net_low < up.net_high
            else:
                ranked += 1
                assert up.net_size > low.net_size, (indicator.name, up.change, low.change)
    assert ranked == 6
