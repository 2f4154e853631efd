"""Three rows, the third the first over the second: a percentage row without a name of its own proves the pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from collabdesk.importing.asking import Asker
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.numbers.pair_questions import ask_pairs
from collabdesk.importing.tables.body import Entry
from collabdesk.importing.words import PERCENT, fold

_Numbers = dict[tuple[str, str, object], dict[str, Entry]]


def settle(
    cells: CellReader, asker: Asker, entries: list[Entry], aside: Callable[[int], None]
) -> list[Entry]:
    """Entries with their pairs marked; the rows of percentages are given to ``aside``."""
    found = _below_their_pairs(entries) or _by_their_names(entries)
    if not found:
        return entries
    for pair in found:
        for row in pair.rates:
            aside(row)
    said = [(cells.view.grid.address(*pair.first), pair.top, pair.bottom) for pair in found]
    answer = ask_pairs(asker, cells.sheet, said)
    for pair in found:
        entries = _paired(entries, pair, together=answer != "no")
    return entries


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """Two names, the first over the second, and the rows of the percentages that follow from them."""

    top: str
    bottom: str
    rates: frozenset[int]
    rows: frozenset[int] | None
    """The rows of both (None: wherever the names stand)."""
    first: tuple[int, int]
    name: str


def _below_their_pairs(entries: list[Entry]) -> list[_Pair]:
    """Rows of ``%`` that follow from the two rows right above them, each under a title of its own."""
    rows: dict[int, dict[int, Entry]] = {}
    for entry in entries:
        if not entry.measure:
            rows.setdefault(entry.row, {})[entry.column] = entry
    rates = [row for row, found in rows.items() if all(_is_nameless(entry) for entry in found.values())]
    if len(rates) < 2:  # one alone is found by its name
        return []
    order = sorted(rows)
    pairs = []
    for rate in rates:
        at = order.index(rate)
        if at < 2 or order[at - 1] in rates or order[at - 2] in rates:
            continue
        first, second = rows[order[at - 2]], rows[order[at - 1]]
        for top, bottom in ((first, second), (second, first)):
            if _are_quotients(rows[rate], top, bottom):
                one, other = next(iter(top.values())), next(iter(bottom.values()))
                pairs.append(_Pair(
                    top=one.indicator, bottom=other.indicator, rates=frozenset([rate]),
                    rows=frozenset([order[at - 1], order[at - 2]]), first=(one.row, one.column),
                    name=one.section.rpartition(" / ")[2] or one.indicator,
                ))  # fmt: skip
    return pairs


def _by_their_names(entries: list[Entry]) -> list[_Pair]:
    """Rows called ``%`` and nothing else, wherever they stand: the two names whose quotient they are."""
    nameless = {
        entry.indicator for entry in entries if fold(entry.indicator) in PERCENT and not entry.measure
    }
    if not nameless:
        return []
    groups: _Numbers = {}
    for entry in entries:
        groups.setdefault((entry.team, entry.category, entry.period), {})[entry.indicator] = entry
    pairs = []
    for rate in sorted(nameless):
        names = _names_of(groups, rate)
        if names is not None:
            first = next(entry for entry in entries if entry.indicator == names[0])
            rows = frozenset(entry.row for entry in entries if entry.indicator == rate)
            pairs.append(_Pair(top=names[0], bottom=names[1], rates=rows, rows=None,
                               first=(first.row, first.column), name=names[0]))  # fmt: skip
    return pairs


def _is_nameless(entry: Entry) -> bool:
    return fold(entry.indicator.rpartition(" / ")[2]) in PERCENT


def _are_quotients(rates: dict[int, Entry], tops: dict[int, Entry], bottoms: dict[int, Entry]) -> bool:
    both = [
        c for c in rates if c in tops and c in bottoms and bottoms[c].value and rates[c].team == tops[c].team
    ]
    good = sum(1 for c in both if _follows(rates[c].value, tops[c].value, bottoms[c].value))
    return good >= 0.9 * len(both) if len(both) > 2 else len(both) == good == 2


def _follows(rate: float, top: float, bottom: float) -> bool:
    percent = 100 * top / bottom
    return abs(percent - rate) < 0.6 or abs(percent / 100 - rate) < 0.006


def _names_of(groups: _Numbers, rate: str) -> tuple[str, str] | None:
    """The two names whose quotient is the rate wherever all three are known (three times or more)."""
    with_rate = [group for group in groups.values() if rate in group]
    names = {name for group in with_rate[:20] for name in group} - {rate}
    if not 2 <= len(names) <= 12:
        return None
    found = [
        (top, bottom)
        for top in names
        for bottom in names
        if top != bottom and _proves(with_rate, rate, top, bottom)
    ]
    return found[0] if len(found) == 1 else None


def _proves(groups: list[dict[str, Entry]], rate: str, top: str, bottom: str) -> bool:
    seen = good = 0
    for group in groups:
        if top not in group or bottom not in group or not group[bottom].value:
            continue
        seen += 1
        good += _follows(group[rate].value, group[top].value, group[bottom].value)
    return seen >= 3 and good >= 0.9 * seen


def _paired(entries: list[Entry], pair: _Pair, *, together: bool) -> list[Entry]:
    kept = [entry for entry in entries if entry.row not in pair.rates or not _is_nameless(entry)]
    if not together:
        return kept
    measures = {pair.top: "num", pair.bottom: "den"}
    return [
        replace(entry, indicator=pair.name, measure=measures[entry.indicator])
        if entry.indicator in measures and (pair.rows is None or entry.row in pair.rows)
        else entry
        for entry in kept
    ]
