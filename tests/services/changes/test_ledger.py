"""The ledger as it is shown: words, sizes, the teams' charts aligned on their start; and the sample's true effects."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from collabdesk.charts.aligned import AFTER, BEFORE
from collabdesk.charts.spec import LineStyle, Sign
from collabdesk.i18n import Translator
from collabdesk.kinds import IndicatorKind
from collabdesk.models.ideas import Test
from collabdesk.models.measures import Direction, Indicator
from collabdesk.services.changes import changes, evidence, ledger
from collabdesk.services.changes.evidence import ChangeEvidence
from collabdesk.services.changes.evidence_said import gain_said
from collabdesk.services.sample import SampleSize
from collabdesk.services.workspace import Workspace
from tests.services.changes.test_evidence import TRIED, tried
from tests.services.sample.seeds import look

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


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("en", 14.2, "better by 14.2 per 1,000 births"),
        ("en", -3.0, "worse by 3.0 per 1,000 births"),
        ("en", 0.01, "0.0 per 1,000 births"),
        ("fr", 14.2, "14,2 per 1,000 births de mieux"),
        ("es", 14.2, "14,2 per 1,000 births de mejora"),
        ("pt", 14.2, "14,2 per 1,000 births de melhoria"),
    ],
)
def test_where_less_is_better_a_size_on_paper_says_so(
    tried: Workspace, language: str, value: float, said: str
) -> None:
    deaths = replace(
        tried.rows(Indicator)[1],
        kind=IndicatorKind.RATE,
        direction=Direction.DOWN,
        unit="per 1,000 births",
    )
    assert Translator(language).text(gain_said(deaths, value)) == said
    up = replace(deaths, direction=Direction.UP)
    assert EN.text(gain_said(up, 14.0)) == "+14.0 per 1,000 births"


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


@pytest.mark.parametrize("seed", [SampleSize().seed, 1, 2, 3])
def test_the_samples_true_effects_come_out_in_the_right_order(tmp_path: Path, seed: int) -> None:
    """At the size that ships: every two changes of one indicator whose true effects differ, deaths included.

    The shipped seed and three others; `python -m tests.services.sample.seeds 40` tries as many as one likes.
    """
    seen = look(tmp_path / "sample.collab", SampleSize(seed=seed))
    assert len(seen.pairs) == 9
    assert [pair for pair in seen.pairs if not pair.is_right] == []


def test_the_words_of_the_sample_fit_its_true_effects(tmp_path: Path) -> None:
    for row in look(tmp_path / "sample.collab", SampleSize()).rows:
        if row.effect <= 0:
            assert row.word in ("no sign", "mixed", "worse")
        if row.effect >= 12:
            assert row.word in ("strong", "promising")
