"""The scale of percentages: 85, "85 %" and 0.85 in one column are brought to percentage points, or asked
about."""

from __future__ import annotations

from dataclasses import replace

from collabdesk.i18n import Message, msg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.names.identify import Names
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.result import Choice, Severity
from collabdesk.importing.tables.body import Entry


def settle(cells: CellReader, asker: Asker, names: Names, entries: list[Entry]) -> list[Entry]:
    """Entries with their percentages in points; those whose scale is an open question are left out."""
    groups: dict[tuple[str, str, bool], list[Entry]] = {}
    for entry in entries:
        if entry.measure in ("", "percent") and entry.denominator is None:
            # numbers beside percentages, and each sub-group (cases, deaths, fatality), have a scale of their own
            groups.setdefault((entry.indicator, entry.category, entry.measure == "percent"), []).append(entry)
    changed: dict[int, Entry | None] = {}
    for group in groups.values():
        _settle_group(cells, asker, names, group, changed)
    if not changed:
        return entries
    kept = (changed.get(id(entry), entry) for entry in entries)
    return [entry for entry in kept if entry is not None]


def _settle_group(
    cells: CellReader, asker: Asker, names: Names, group: list[Entry], changed: dict[int, Entry | None]
) -> None:
    signed = [entry for entry in group if entry.percent]
    bare = [entry for entry in group if not entry.percent]
    if not bare:
        return
    named = any(entry.other_unit for entry in group)
    known = names.indicator(group[0])
    wanted = known is not None and known.kind in ("percent", "proportion")
    small = [entry for entry in bare if 0 < entry.value <= 1]
    fractions = [entry for entry in small if entry.value < 1]
    if not (signed or named or wanted):
        if fractions and all(0 <= entry.value <= 1 for entry in bare):
            _ask_scale(cells, asker, fractions, small, changed, plain=True)
        return
    whole = all(float(entry.value).is_integer() for entry in bare)
    if wanted and whole and not (signed or named):
        _ask_meaning(cells, asker, bare, changed)
        return
    large = [entry for entry in bare if entry.value > 1 or entry.value == 0]
    for entry in large:
        changed[id(entry)] = replace(entry, percent=True)
        if signed and not named and entry.value > 0:
            said = msg(
                "{value} has no % sign; like its neighbours it was read as {value} %.", value=entry.value
            )
            cells.problem(entry.row, entry.column, "warning: read as a percentage", said, Severity.WARNING)
    if small:
        _ask_scale(cells, asker, small, small, changed, plain=False)


def _ask_meaning(
    cells: CellReader, asker: Asker, group: list[Entry], changed: dict[int, Entry | None]
) -> None:
    """Whole numbers alone for an indicator in per cent: percentages, or numerators whose denominators are missing."""
    first = group[0]
    answer = asker.ask(
        sheet=cells.sheet, cell=cells.view.grid.address(first.row, first.column), kind="percent or count",
        asked=msg("“{indicator}” is a percentage, but {value} stands without % and without a denominator. What is it?",
                  indicator=first.indicator, value=f"{first.value:.10g}"),
        choices=[Choice(value="percent", label=_percent(first.value)),
                 Choice(value=LEAVE_OUT, label=msg("A number of cases without its denominator: leave out"))],
        proposed="percent" if all(entry.value <= 100 for entry in group) else None,
        about=f"numbers of {first.indicator}",
    )  # fmt: skip
    for entry in group:
        changed[id(entry)] = None if answer == LEAVE_OUT else replace(
            entry, percent=True, confirmed=entry.confirmed and answer is not None
        )  # fmt: skip


def _ask_scale(
    cells: CellReader, asker: Asker, asked: list[Entry], all_small: list[Entry],
    changed: dict[int, Entry | None], *, plain: bool,
) -> None:  # fmt: skip
    first = asked[0]
    choices = [
        Choice(value="points", label=_percent(first.value)),
        Choice(value="fraction", label=_percent(first.value * 100)),
    ]
    if plain:
        choices.append(
            Choice(value="number", label=msg("The number {value} itself", value=f"{first.value:.10g}"))
        )
    answer = asker.ask(
        sheet=cells.sheet, cell=cells.view.grid.address(first.row, first.column), kind="percent scale",
        asked=msg("Is {value} here {points} % or {hundred} %?", value=f"{first.value:.10g}",
                  points=f"{first.value:.10g}", hundred=f"{first.value * 100:.10g}"),
        choices=choices, about=f"scale of {first.indicator}",
    )  # fmt: skip
    for entry in all_small:
        if answer is None:
            changed[id(entry)] = replace(entry, confirmed=False) if plain else None
        elif answer == "points":
            changed[id(entry)] = replace(entry, percent=True)
        elif answer == "fraction":
            changed[id(entry)] = replace(entry, percent=True, value=round(entry.value * 100, 9))


def _percent(value: float) -> Message:
    return msg("{value} %", value=f"{value:.10g}")
