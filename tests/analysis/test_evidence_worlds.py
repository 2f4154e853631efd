"""The words on simulated collaboratives with known truth: fewer of them here, 1,000 by the script.

10 teams that began the change and 10 that did not, 30 months of % of 20 patients at 50 %. What 1,000 gave:
strong 0.0, 1.4, 0.1 and 0.0 % where the change did nothing; 100 % with +20 points; a bundle in 100 %.
"""

from __future__ import annotations

import pytest

from tests.analysis.evidence_worlds import Setting, shares

EACH = 100


@pytest.mark.parametrize("scenario", ["null", "rise", "bad", "auto"])
def test_a_change_that_does_nothing_is_hardly_ever_called_strong(scenario: str) -> None:
    found = shares(scenario, Setting(), EACH)
    assert found.get("strong", 0) <= 0.04
    assert found.get("worse", 0) <= 0.07
    assert found.get("bundle", 0) == 0


def test_a_change_that_adds_20_points_is_found() -> None:
    found = shares("effect", Setting(), EACH)
    assert found.get("strong", 0) + found.get("promising", 0) > 0.9
    assert found["strong"] > 0.8


def test_two_changes_always_begun_together_are_a_bundle() -> None:
    found = shares("bundle", Setting(), EACH)
    assert found["bundle"] > 0.95
    assert found.get("strong", 0) == 0


@pytest.mark.parametrize(
    ("scenario", "low", "high"), [("null", 0.08, 0.13), ("rise", 0.70, 0.82), ("bad", 0.17, 0.27)]
)
def test_single_tests_improve_as_often_as_is_printed_beside_the_ledger(
    scenario: str, low: float, high: float
) -> None:
    assert low < shares(scenario, Setting(), EACH)["improved"] < high
