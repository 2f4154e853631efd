"""Across teams: counts, sizes, bundles and a word for each change and indicator (method.md, 7).

Bundles are read more narrowly than method.md's "any other change": a team in a collaborative begins something new
most months, so any companion would bind nearly every change to some other and nothing could ever be called strong.
Two things make a companion a rival explanation. It is a change that should move the same indicator (the same link
that gives a word at all), and it stands beside more than half of the improved teams of the change in question:
that a small change was mostly tried by teams with a large one says nothing against the large one, which many teams
tried alone. All companions are still listed with each test. Two changes that are always begun together bind each
other in every simulated collaborative (tests/analysis/evidence_worlds.py).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from collabdesk.analysis.evidence import NEVER, Cases, Judged, Outcome, judge
from collabdesk.analysis.evidence_net import Differences, Net, net_sizes
from collabdesk.analysis.medians import BoolArray, FloatArray, IntArray, row_medians

COMPANY_BEFORE = 3
"""Another change is company from so many periods before the start on."""
_T = TypeVar("_T", Cases, Judged)
FOR_A_WORD, FOR_STRONG = 3, 5
"""Teams with enough data."""


class Word(enum.StrEnum):
    """What is said of a change and an indicator."""

    NOT_ENOUGH = "not enough data"
    WORSE = "worse"
    STRONG = "strong"
    PROMISING = "promising"
    PROMISING_ALONE = "promising, no comparison"
    NO_SIGN = "no sign"
    MIXED = "mixed"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One change and one indicator: its cases, in the order they were given, and what they come to."""

    change: int
    indicator: int
    cases: Cases
    judged: Judged
    net: Net
    company: BoolArray
    """[case, change]: which other changes the team began around this one."""
    enough_data: int
    no_room: int
    improved: int
    worsened: int
    no_signal: int
    size: float
    """The median; NaN without one."""
    periods_to_signal: float
    """The median over the improved teams; NaN without any."""
    bundle_with: tuple[int, ...]
    """The changes that cannot be told apart from this one here: they accompany more than half of the improved."""
    word: Word | None
    """None where the indicator has no direction of good, or is not one that the change should move."""


def weigh(
    values: FloatArray,
    cases: Cases,
    starts: IntArray,
    good: IntArray,
    target: FloatArray,
    *,
    words: bool = True,
) -> list[Evidence]:
    """The evidence of each (change, indicator) among the cases, in the order of their first cases.

    ``values``, ``good`` and ``target`` are as in `evidence.judge`; ``starts`` [team, change, n] holds the
    positions of all starts, `NEVER` where there are fewer. Without ``words`` no intervals and no words.
    """
    if not len(cases):
        return []
    judged = judge(values, cases, good, target)
    company = companions(cases, judged, starts)
    differences = Differences(values, good)
    made = []
    for mine in _groups(cases):
        own, seen = _take(cases, mine), _take(judged, mine)
        first = starts[:, own.change[0]].min(axis=1, initial=NEVER)
        net = net_sizes(own, seen, first, differences, interval=words)
        rivals = _linked(cases, own.indicator[0], starts.shape[1])
        made.append(_one(own, seen, net, company[mine], rivals))
    if not words:
        return made
    return [replace(one, word=_word(one)) if good[one.indicator] else one for one in made]


def _linked(cases: Cases, indicator: np.int64, n_changes: int) -> BoolArray:
    """[change]: which changes should move an indicator."""
    return np.isin(np.arange(n_changes), cases.change[cases.indicator == indicator])


def companions(cases: Cases, judged: Judged, starts: IntArray) -> BoolArray:
    """[case, change]: begun by the same team from 3 periods before the start until the signal's first point.

    Without a signal until the end of the after window. A change is no company to itself.
    """
    until = np.where(judged.signal_at >= 0, judged.signal_at, judged.end)
    theirs = starts[cases.team]
    since = cases.start - COMPANY_BEFORE
    inside = (theirs >= since[:, None, None]) & (theirs <= until[:, None, None])
    others = np.arange(starts.shape[1]) != cases.change[:, None]
    return np.asarray(inside.any(axis=2) & others)


def word(
    *, enough_data: int, improved: int, worsened: int, net: float, net_low: float, bundled: bool
) -> Word:
    """The first word whose rule fits; ``net`` and ``net_low`` are NaN where there is no comparison."""
    if enough_data < FOR_A_WORD:
        return Word.NOT_ENOUGH
    if 2 * worsened >= enough_data:
        return Word.WORSE
    few_worse = 5 * worsened < enough_data
    many = 10 * improved >= 7 * enough_data
    if enough_data >= FOR_STRONG and many and few_worse and net_low > 0 and not bundled:
        return Word.STRONG
    if 2 * improved >= enough_data and few_worse and not net <= 0:
        return Word.PROMISING_ALONE if np.isnan(net) else Word.PROMISING
    return Word.MIXED if improved or worsened else Word.NO_SIGN


def _word(one: Evidence) -> Word:
    return word(
        enough_data=one.enough_data,
        improved=one.improved,
        worsened=one.worsened,
        net=one.net.median,
        net_low=one.net.low,
        bundled=bool(one.bundle_with),
    )


def _groups(cases: Cases) -> list[IntArray]:
    """The cases of each change and indicator, by position."""
    places: dict[tuple[int, int], list[int]] = {}
    for at, key in enumerate(zip(cases.change.tolist(), cases.indicator.tolist(), strict=True)):
        places.setdefault(key, []).append(at)
    return [np.array(mine, dtype=np.int64) for mine in places.values()]


def _take(table: _T, mine: IntArray) -> _T:
    return replace(table, **{name: column[mine] for name, column in vars(table).items()})


def _one(cases: Cases, judged: Judged, net: Net, company: BoolArray, rivals: BoolArray) -> Evidence:
    counts = np.bincount(judged.outcome, minlength=len(Outcome)).tolist()
    improved = judged.outcome == Outcome.IMPROVED
    waits = (judged.signal_at - cases.start)[improved].astype(np.float64)
    shared = rivals & (2 * np.count_nonzero(company[improved], axis=0) > counts[Outcome.IMPROVED])
    return Evidence(
        change=int(cases.change[0]),
        indicator=int(cases.indicator[0]),
        cases=cases,
        judged=judged,
        net=net,
        company=company,
        enough_data=int(np.count_nonzero(judged.counted)),
        no_room=counts[Outcome.NO_ROOM],
        improved=counts[Outcome.IMPROVED],
        worsened=counts[Outcome.WORSENED],
        no_signal=counts[Outcome.NO_SIGNAL],
        size=_median(judged.size[judged.counted]),
        periods_to_signal=_median(waits),
        bundle_with=tuple(np.flatnonzero(shared).tolist()),
        word=None,
    )


def _median(values: FloatArray) -> float:
    return float(row_medians(values[None, :])[0])
