"""Simulated collaboratives whose truth is known: what the words of the ledger are tried on.

``python -m tests.analysis.evidence_worlds --each 1000`` prints how often each word comes out.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from collabdesk.analysis.evidence import NEVER, Cases
from collabdesk.analysis.evidence_words import Evidence, weigh

MONTHS, FIRST_START, LAST_START = 30, 12, 18
SCENARIOS = {
    "null": "nothing happens",
    "rise": "all teams rise by 1 point a month",
    "bad": "nothing happens, but teams start after three months below their level (from 6 months of data on)",
    "auto": "nothing happens, autocorrelation 0.3",
    "effect": "+20 points from the start",
    "bundle": "+20 points from the start of two changes always begun together",
}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How large the simulated collaboratives are; months are % of ``n`` patients at level ``base``."""

    treated: int = 10
    controls: int = 10
    n: int = 20
    base: float = 0.5


def world(scenario: str, setting: Setting, random: np.random.Generator) -> list[Evidence]:
    """One collaborative of a scenario, weighed."""
    teams = setting.treated + setting.controls
    start = random.integers(FIRST_START, LAST_START + 1, setting.treated)
    level = np.full((teams, MONTHS), setting.base)
    if scenario == "rise":
        level = level + np.arange(MONTHS) * 0.01
    if scenario in ("effect", "bundle"):
        level[: setting.treated] += 0.2 * (np.arange(MONTHS) >= start[:, None])
    level = level.clip(0, 1)
    values = _correlated(setting, random, teams) if scenario == "auto" else _binomial(setting, level, random)
    if scenario == "bad":
        for team in range(setting.treated):
            start[team] = _after_three_bad_months(values[team], setting, random)
    changes = 2 if scenario == "bundle" else 1
    starts = np.full((teams, changes, 1), NEVER)
    starts[: setting.treated, :, 0] = start[:, None]
    rows = [(0, team, change, int(at), NEVER) for change in range(changes) for team, at in enumerate(start)]
    return weigh(values[None], Cases.of(rows), starts, np.array([1]), np.array([np.nan]))


def _binomial(setting: Setting, level: np.ndarray, random: np.random.Generator) -> np.ndarray:
    return random.binomial(setting.n, level) * (100.0 / setting.n)


def _correlated(setting: Setting, random: np.random.Generator, teams: int) -> np.ndarray:
    """The binomial values of a normal series whose neighbours correlate by 0.3."""
    before = 20
    steps = random.normal(size=(teams, MONTHS + before))
    for at in range(1, MONTHS + before):
        steps[:, at] = 0.3 * steps[:, at - 1] + math.sqrt(1 - 0.09) * steps[:, at]
    share = np.vectorize(lambda z: 0.5 * (1 + math.erf(z / math.sqrt(2))))(steps[:, before:])
    n, p = setting.n, setting.base
    upto = np.cumsum([math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)])
    return np.searchsorted(upto, share).clip(0, n) * (100.0 / n)


def _after_three_bad_months(values: np.ndarray, setting: Setting, random: np.random.Generator) -> int:
    """The first such start; a team without one is made anew, in place."""
    while True:
        bad = values < 100 * setting.base
        found = [at for at in range(6, LAST_START + 1) if bad[at - 3 : at].all()]
        if found:
            return found[0]
        values[:] = _binomial(setting, np.full(MONTHS, setting.base), random)


def shares(scenario: str, setting: Setting, each: int, seed: int = 11) -> dict[str, float]:
    """How often each word comes out for the first change, a bundle is named, and a single test improves."""
    random = np.random.default_rng(seed)
    counts: Counter[str] = Counter()
    tests, improved = 0, 0
    for _ in range(each):
        one = world(scenario, setting, random)[0]
        counts[str(one.word)] += 1
        counts["bundle"] += bool(one.bundle_with)
        tests, improved = tests + one.enough_data, improved + one.improved
    return {word: count / each for word, count in counts.items()} | {"improved": improved / tests}


def main() -> None:
    """Print the table of the report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=1000)
    each = parser.parse_args().each
    standard = Setting()
    for setting in (
        standard,
        replace(standard, base=0.7),
        replace(standard, treated=5),
        replace(standard, controls=4),
        replace(standard, n=50),
    ):
        print(f"{each} collaboratives each, {MONTHS} months: {setting}")
        for scenario, told in SCENARIOS.items():
            found = shares(scenario, setting, each)
            words = ", ".join(
                f"{word} {100 * found.get(word, 0):.1f} %"
                for word in ("strong", "promising", "worse", "bundle")
            )
            print(f"  {told}: {words}; single tests improved {100 * found['improved']:.0f} %", flush=True)


if __name__ == "__main__":
    main()
