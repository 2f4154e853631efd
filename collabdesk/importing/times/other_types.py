"""A file of days, weeks or quarters for an indicator that the office counts in months: asked once for a file."""

from __future__ import annotations

from dataclasses import replace

from collabdesk.i18n import Message, msg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.names.identify import Names
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.result import Choice
from collabdesk.importing.tables.body import Entry
from collabdesk.periods import DAY, Kind, Period, PeriodType

_LABELS: dict[Kind, Message] = {
    Kind.DAY: msg("day"), Kind.WEEK: msg("week"), Kind.MONTH: msg("month"), Kind.QUARTER: msg("quarter"),
    Kind.HALF_YEAR: msg("half-year"), Kind.YEAR: msg("year"),
}  # fmt: skip
_AS_MONTH, _APART = "month", "apart"


def settle(cells: CellReader, asker: Asker, names: Names, entries: list[Entry]) -> list[Entry]:
    """Entries whose period suits their known indicator; the others after the answer (open: not confirmed)."""
    wanted = {one.key: PeriodType.parse(one.period_type) for one in names.matcher.register.indicators
              if one.period_type}  # fmt: skip
    if not wanted:
        return entries
    kept = []
    suits: dict[tuple[str, PeriodType], PeriodType | None] = {}
    for entry in entries:
        key = (entry.indicator, entry.period.type)
        if key not in suits:
            known = names.indicator_key(entry)
            target = wanted.get(known) if known is not None else None
            suits[key] = None if target == entry.period.type else target
        other = suits[key]
        found = entry if other is None else _settled(cells, asker, names, entry, other)
        if found is not None:
            kept.append(found)
    return kept


def _settled(cells: CellReader, asker: Asker, names: Names, entry: Entry, target: PeriodType) -> Entry | None:
    answer = _ask(cells, asker, entry, target)
    if answer is None:
        return replace(entry, confirmed=False)
    if answer == LEAVE_OUT:
        return None
    if answer == _APART:
        return names.apart(entry, str(entry.period.type))
    return replace(entry, period=Period(target, target.holding(entry.period.first_day)))


def _ask(cells: CellReader, asker: Asker, entry: Entry, target: PeriodType) -> str | None:
    own, other = _label(entry.period.type), _label(target)
    choices = [Choice(value=LEAVE_OUT, label=msg("Leave out"))]
    if entry.period.type == DAY:
        choices.insert(0, Choice(value=_AS_MONTH, label=msg("Take each day for its {type}", type=other)))
    choices.append(Choice(value=_APART, label=msg("Keep apart, as an indicator counted by {type}", type=own)))
    return asker.ask(
        sheet=cells.sheet, cell=cells.view.grid.address(entry.row, entry.column), kind="other period type",
        asked=msg("The file gives “{indicator}” by {own}, the office counts it by {other}. What should be done?",
                  indicator=entry.indicator, own=own, other=other),
        choices=choices, about=f"{entry.period.type} for {target}",
    )  # fmt: skip


def _label(type_: PeriodType) -> Message | str:
    return _LABELS.get(type_.kind, type_.kind.value)
