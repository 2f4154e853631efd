"""Whether the ledger of the sample shows what its maker put into the numbers, for one seed or for many.

`python -m tests.services.sample.seeds 40` makes the sample with the seeds 1 to 40 and counts the pairs of changes of
one indicator that come out in the order of their true effects, and the words. Not a test: the suite looks at four.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from collabdesk.models.measures import Direction, Indicator
from collabdesk.services.changes import evidence
from collabdesk.services.sample import SampleSize, make_sample, true_effects
from collabdesk.services.workspace import Workspace

TODAY = dt.date(2026, 3, 10)


@dataclass(frozen=True, kw_only=True)
class SeenRow:
    """A row of the ledger beside the truth."""

    indicator: str
    change: str
    effect: float
    """The true one, + is better."""
    net: float | None
    low: float | None
    high: float | None
    word: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two changes of one indicator; ``better`` truly does more."""

    better: SeenRow
    worse: SeenRow

    @property
    def is_right(self) -> bool:
        return None not in (self.better.net, self.worse.net) and self.better.net > self.worse.net  # type: ignore[operator]

    @property
    def overlaps(self) -> bool:
        """Whether the intervals admit that the order can't be known."""
        if self.better.low is None or self.worse.high is None:
            return True
        return self.better.low <= self.worse.high


@dataclass(frozen=True, kw_only=True)
class Seen:
    rows: tuple[SeenRow, ...]
    pairs: tuple[Pair, ...]


def look(path: Path, size: SampleSize) -> Seen:
    """The ledger of a sample made at ``path``, beside the true effects."""
    workspace = Workspace(make_sample(path, "Ada", TODAY, size), "Ada", 1)
    truth, indicators = true_effects(), workspace.rows(Indicator)
    down = {one.id for one in indicators.values() if one.direction is Direction.DOWN}
    rows = tuple(
        SeenRow(
            indicator=row.indicator,
            change=row.change,
            effect=truth[row.change] * (-1 if row.indicator_id in down else 1),
            net=row.net_size,
            low=row.net_low,
            high=row.net_high,
            word=str(row.word),
        )
        for row in evidence.ledger(workspace).rows
    )
    workspace.close()
    ranked = sorted(rows, key=lambda row: -row.effect)
    pairs = (Pair(better=one, worse=other) for one, other in combinations(ranked, 2))
    return Seen(
        rows=rows,
        pairs=tuple(
            pair
            for pair in pairs
            if pair.better.indicator == pair.worse.indicator and pair.better.effect > pair.worse.effect
        ),
    )


def main(seeds: int) -> None:
    words: dict[tuple[str, str, float], Counter[str]] = {}
    nets: dict[tuple[str, str, float], list[float]] = {}
    pairs: Counter[str] = Counter()
    for seed in range(1, seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            seen = look(Path(folder) / "sample.collab", SampleSize(seed=seed))
        for pair in seen.pairs:
            pairs["right" if pair.is_right else "wrong, intervals overlap" if pair.overlaps else "wrong"] += 1
            if not pair.is_right:
                print(f"seed {seed}: “{pair.worse.change}” above “{pair.better.change}”")
        for row in seen.rows:
            key = (row.indicator, row.change, row.effect)
            words.setdefault(key, Counter())[row.word] += 1
            nets.setdefault(key, []).append(row.net if row.net is not None else float("nan"))
    print(dict(pairs))
    for key, counted in words.items():
        mean, spread = statistics.fmean(nets[key]), statistics.pstdev(nets[key])
        print(
            f"{key[0][:28]:28} {key[1][:36]:36} true {key[2]:+5.0f}  net {mean:+6.1f} ± {spread:4.1f}",
            dict(counted),
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
