"""Three rows, the third the first over the second: a percentage row without a name of its own proves the pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from collabdesk.i18n import msg
from collabdesk.importing.asking import Asker
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.result import Choice
from collabdesk.importing.tables.body import Entry
from collabdesk.importing.words import PERCENT, fold

_Numbers = dict[tuple[str, str, object], dict[str, Entry]]


def settle(
    cells: CellReader, asker: Asker, entries: list[Entry], aside: Callable[[int], None]
) -> list[Entry]:
    """Entries with their pairs marked; the rows of percentages are given to ``aside``."""
    entries = _below_their_pairs(cells, asker, entries, aside)
    nameless = {
        entry.indicator for entry in entries if fold(entry.indicator) in PERCENT and not entry.measure
    }
    if not nameless:
        return entries
    groups: _Numbers = {}
    for entry in entries:
        groups.setdefault((entry.team, entry.category, entry.period), {})[entry.indicator] = entry
    for rate in nameless:
        pair = _pair(groups, rate)
        if pair is not None:
            entries = _paired(cells, asker, entries, rate, pair, aside)
    return entries


def _below_their_pairs(
    cells: CellReader, asker: Asker, entries: list[Entry], aside: Callable[[int], None]
) -> list[Entry]:
    """Rows of ``%`` that follow from the two rows right above them, each under a title of its own."""
    rows: dict[int, dict[int, Entry]] = {}
    for entry in entries:
        if not entry.measure:
            rows.setdefault(entry.row, {})[entry.column] = entry
    rates = [row for row, found in rows.items() if all(_is_nameless(entry) for entry in found.values())]
    if len(rates) < 2:  # one alone is found by its name
        return entries
    order = sorted(rows)
    for rate in rates:
        at = order.index(rate)
        if at < 2 or order[at - 1] in rates or order[at - 2] in rates:
            continue
        first, second = rows[order[at - 2]], rows[order[at - 1]]
        for top, bottom in ((first, second), (second, first)):
            if _are_quotients(rows[rate], top, bottom):
                one, other = next(iter(top.values())), next(iter(bottom.values()))
                here = [e for row in (rate, order[at - 1], order[at - 2]) for e in rows[row].values()]
                name = one.section.rpartition(" / ")[2] or one.indicator
                paired = _paired(
                    cells,
                    asker,
                    here,
                    next(iter(rows[rate].values())).indicator,
                    (one.indicator, other.indicator),
                    aside,
                    name=name,
                )
                ids = {id(entry) for entry in here}
                entries = [entry for entry in entries if id(entry) not in ids] + paired
    return entries


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


def _pair(groups: _Numbers, rate: str) -> tuple[str, str] | None:
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


def _paired(
    cells: CellReader, asker: Asker, entries: list[Entry], rate: str, pair: tuple[str, str],
    aside: Callable[[int], None], *, name: str = "",
) -> list[Entry]:  # fmt: skip
    top, bottom = pair
    first = next(entry for entry in entries if entry.indicator == top)
    answer = asker.ask(
        sheet=cells.sheet, cell=cells.view.grid.address(first.row, first.column), kind="numerator and denominator",
        asked=msg("Is “{top}” the numerator and “{bottom}” the denominator of one indicator?", top=top, bottom=bottom),
        choices=[Choice(value="yes", label=msg("Yes, {top} of {bottom}", top=top, bottom=bottom)),
                 Choice(value="no", label=msg("No, two indicators of their own"))],
        proposed="yes", about=f"{top} / {bottom}",
    )  # fmt: skip
    for row in sorted({entry.row for entry in entries if entry.indicator == rate}):
        aside(row)
    kept = [entry for entry in entries if entry.indicator != rate]
    if answer == "no":
        return kept
    measures = {top: "num", bottom: "den"}
    return [
        replace(entry, indicator=name or top, measure=measures[entry.indicator])
        if entry.indicator in measures
        else entry
        for entry in kept
    ]
