"""How long the ledger and the false alarms take (2 cores)."""

from __future__ import annotations

import time

import numpy as np

from collabdesk.analysis.chance import ChanceTable, likeness
from collabdesk.analysis.evidence import NEVER, Cases
from collabdesk.analysis.evidence_words import weigh
from collabdesk.analysis.rules import IHI
from collabdesk.kinds import IndicatorKind
from tests.benchmarks.limits import keep


def test_the_ledger_of_1000_teams_and_12_changes() -> None:
    """Measured 2.5 s."""
    random = np.random.default_rng(1)
    values = random.binomial(20, 0.5, (6, 1000, 24)) * 5.0
    values[random.random(values.shape) < 0.08] = np.nan
    starts = np.where(random.random((1000, 12)) < 0.62, random.integers(8, 17, (1000, 12)), NEVER)[:, :, None]
    rows = [
        (change % 6, int(team), change, int(starts[team, change, 0]), NEVER)
        for change in range(12)
        for team in np.flatnonzero(starts[:, change, 0] != NEVER)
    ]
    found = weigh(values, Cases.of(rows), starts, np.ones(6, np.int64), np.full(6, np.nan))
    assert len(found) == 12


def test_chance_of_1000_charts() -> None:
    """Measured 0.03 s for 24 different charts, 1.3 s for 1,000 charts of 700 kinds."""
    random = np.random.default_rng(1)
    charts = [
        likeness(
            kind=IndicatorKind.PROPORTION,
            points=int(random.integers(18, 37)),
            frozen=6,
            n=float(random.integers(5, 300)),
            level=float(random.random()),
            good=1,
        )
        for _ in range(1000)
    ]
    for count, limit in ((24, 0.3), (1000, 2.5)):
        begun = time.perf_counter()
        assert len(ChanceTable(IHI).of(charts[:count])) == count
        keep(f"chance of {count} charts", time.perf_counter() - begun, limit)
