"""Medians of teams that are drawn again and again, each draw at once: the bootstrap of `evidence_net`.

A draw takes each team so many times (its *count*). The median of a draw is the value at which half of its counts are
reached, taken from the values in rising order. Over many draws that place hardly moves: only the rows near the middle
are added up one by one; the sum of those below comes from one product of matrices, and the few draws whose middle
lies elsewhere are done by themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from collabdesk.analysis.medians import FloatArray, IntArray

CountArray = npt.NDArray[np.signedinteger]
SEED = 20110846
_TOGETHER = 32
"""Rows that are worked on at once: their sums stay in the processor's cache."""
_CACHED = 250
"""Draws that are sorted at once."""
_BLOCK = 25
"""Draws in a product."""
_NEAR = 1.3
"""How far from the middle the rows are added up, in roots of their number: 2.6 standard deviations."""


@dataclass(frozen=True)
class Draws:
    """How often each team was drawn, with replacement, in the forms in which it is asked for."""

    padded: CountArray
    """[team, draw]; one row more, of a team that is never drawn."""
    by_draw: CountArray
    """[draw, team]."""
    blocks: npt.NDArray[np.float32]
    """[block, team, draw]: for products so small that they are done at once, without threads.

    On a busy machine the threads of a large product wait for each other ten times as long as it takes.
    """

    @property
    def counts(self) -> CountArray:
        """[team, draw]."""
        return self.padded[:-1]

    @classmethod
    def of(cls, by_draw: CountArray) -> Draws:
        """From the counts [draw, team]."""
        draws, teams = by_draw.shape
        padded = np.zeros((teams + 1, draws), by_draw.dtype)
        padded[:-1] = by_draw.T
        whole = np.zeros((-(-draws // _BLOCK) * _BLOCK, teams), np.float32)  # exact: far below 2**24
        whole[:draws] = by_draw
        blocks = whole.reshape(-1, _BLOCK, teams).transpose(0, 2, 1)
        for one in (padded, by_draw, blocks):
            one.flags.writeable = False
        return cls(padded, by_draw, blocks)


@lru_cache(maxsize=4)
def drawn(n: int, draws: int) -> Draws:
    """``n`` teams drawn again ``draws`` times; always the same draws."""
    short = 2 * n < np.iinfo(np.int16).max  # twice the sum of a draw must fit
    counts: CountArray = np.empty((draws, n), np.int16 if short else np.int32)
    picks = np.random.default_rng(SEED).integers(n, size=(draws, n))
    for first in range(0, draws, _TOGETHER):
        some = picks[first : first + _TOGETHER]
        apart = some + np.arange(len(some))[:, None] * n
        counts[first : first + _TOGETHER] = np.bincount(apart.ravel(), minlength=apart.size).reshape(-1, n)
    return Draws.of(counts)


def weighted_medians(values: FloatArray, draws: Draws) -> FloatArray:
    """[row, draw]: the median of each row of ``values`` [row, team] in each draw.

    NaN are left out; NaN where nothing is drawn.
    """
    there = ~np.isnan(values)
    order = np.argsort(np.where(there, values, np.inf), axis=1)
    ordered = np.take_along_axis(values, order, 1)
    sizes = np.count_nonzero(there, axis=1)
    kinds, kind = np.unique(there, axis=0, return_inverse=True)
    totals = _sums(kinds, draws)
    made = np.empty((len(values), draws.padded.shape[1]))
    for first in range(0, len(values), _TOGETHER):
        rows = slice(first, first + _TOGETHER)
        total = totals[kind.reshape(-1)[rows]]
        low, high = _places(order[rows], sizes[rows], total, draws)
        both = np.take_along_axis(ordered[rows], low, 1) + np.take_along_axis(ordered[rows], high, 1)
        made[rows] = np.where(total > 0, both / 2, np.nan)
    return made


def _sums(marks: npt.NDArray[np.bool_], draws: Draws) -> CountArray:
    """[row, draw]: how often the marked teams of each row [row, team] were drawn, all together."""
    length = draws.padded.shape[1]
    made: CountArray = np.empty((len(marks), length), draws.padded.dtype)
    for first in range(0, len(marks), _TOGETHER):
        mine = marks[first : first + _TOGETHER].astype(np.float32)
        product = (mine @ draws.blocks).transpose(1, 0, 2).reshape(len(mine), -1)
        made[first : first + _TOGETHER] = product[:, :length]
    return made


def _places(
    order: IntArray,
    sizes: IntArray,
    total: CountArray,
    draws: Draws,
) -> tuple[IntArray, IntArray]:
    """[row, draw]: where half of the total is reached, and where it is passed, among the values in rising order."""
    teams, padded = order.shape[1], draws.padded
    reach = 4 + math.ceil(_NEAR * math.sqrt(teams))
    first = np.maximum(sizes // 2 - reach, 0)
    stop = np.minimum(sizes // 2 + reach, sizes)
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(teams)[None, :], 1)
    below = _sums(rank < first[:, None], draws)
    reached, passed = (total + 1) // 2, total // 2 + 1
    here = first[:, None] + np.arange(max(int((stop - first).max(initial=0)), 1))
    band = np.where(here < stop[:, None], np.take_along_axis(order, np.minimum(here, teams - 1), 1), teams)
    settled = (first[:, None] == 0) | (below < reached)
    low, high, above = _walk(band, below, reached, passed, padded)
    settled &= (stop == sizes)[:, None] | (above >= passed)
    low, high = low + first[:, None], high + first[:, None]
    for row in np.flatnonzero(~settled.all(axis=1)).tolist():
        left = np.flatnonzero(~settled[row])
        sums = padded[order[row, : sizes[row]][:, None], left].cumsum(axis=0, dtype=padded.dtype)
        low[row, left] = (sums < reached[row, left]).sum(axis=0)
        high[row, left] = (sums < passed[row, left]).sum(axis=0)
    last = np.maximum(sizes - 1, 0)[:, None]
    return np.minimum(low, last), np.minimum(high, last)


def _walk(
    band: IntArray, below: CountArray, reached: CountArray, passed: CountArray, padded: CountArray
) -> tuple[IntArray, IntArray, CountArray]:
    """Along the bands [row, place], all rows together: how many places lie under each mark, and the sum at the end."""
    sums = below.copy()
    small = np.uint8 if band.shape[1] < np.iinfo(np.uint8).max else np.uint16
    under_low, under_high = np.zeros(sums.shape, small), np.zeros(sums.shape, small)
    marks, added = np.empty(sums.shape, np.bool_), np.empty_like(sums)
    for teams in band.T:
        np.take(padded, teams, axis=0, out=added)
        sums += added
        np.less(sums, reached, out=marks)
        under_low += marks.view(np.uint8)
        np.less(sums, passed, out=marks)
        under_high += marks.view(np.uint8)
    return under_low.astype(np.int64), under_high.astype(np.int64), sums


def own_medians(values: FloatArray, counts: CountArray) -> FloatArray:
    """[draw]: the median of ``values`` [draw, case], each taken ``counts`` [draw, case] times; NaN are left out."""
    made = np.empty(len(values))
    for first in range(0, len(values), _CACHED):
        mine = values[first : first + _CACHED]
        order = np.argsort(mine, axis=1)
        weights = np.where(np.isnan(mine), 0, counts[first : first + _CACHED])
        sums = np.take_along_axis(weights, order, 1).cumsum(axis=1, dtype=counts.dtype)
        total = sums[:, -1:]
        both = np.zeros(len(mine))
        for under in (2 * sums < total, 2 * sums <= total):
            place = np.minimum(np.count_nonzero(under, axis=1), mine.shape[1] - 1)[:, None]
            both += np.take_along_axis(mine, np.take_along_axis(order, place, 1), 1)[:, 0]
        made[first : first + _CACHED] = np.where(total[:, 0] > 0, both / 2, np.nan)
    return made
