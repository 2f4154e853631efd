"""What an import would change: new, same, in conflict, or not usable, number by number."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from collabdesk.collection import no_collection
from collabdesk.i18n import Message, msg
from collabdesk.importing.result import Problem, ReadObservation, Severity
from collabdesk.importing.result import State as ReadState
from collabdesk.models.intake import ImportBatch
from collabdesk.models.measures import Indicator, IndicatorKind, Observation, State
from collabdesk.periods import PeriodType
from collabdesk.services.changeset import Cell
from collabdesk.services.data.observations import RATIO_KINDS, text_of
from collabdesk.services.imports import quality
from collabdesk.services.imports.draft import Draft
from collabdesk.services.imports.naming import Naming, NewIndicator, NewTeam
from collabdesk.services.imports.planned import Planned, filled
from collabdesk.services.workspace import Workspace
from collabdesk.stopping import SELDOM, stop_if_asked

T = TypeVar("T")
_FEW = 40
"""So many teams are looked up one by one; for more, reading all of an indicator's numbers is quicker."""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A number that is in the file with another value. Keeping the old one is the default."""

    key: Cell
    planned: Planned
    old: Observation
    new: Observation
    who: str
    when: dt.datetime | None
    cell: str

    @property
    def old_text(self) -> str:
        """The old value as it is typed."""
        return text_of(self.old)

    @property
    def new_text(self) -> str:
        """The new value as it is typed."""
        return text_of(self.new)


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A number that was read but cannot be kept: its cell and why."""

    cell: str
    said: Message


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What `apply` would do. ``again`` is the earlier import of the very same file."""

    new: tuple[Planned, ...]
    same: int
    conflicts: tuple[Conflict, ...]
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    new_teams: tuple[NewTeam, ...]
    creates_indicators: tuple[NewIndicator, ...]
    beside_the_file: tuple[Problem, ...] = ()
    """Those of the warnings that the file's own numbers gave rise to, not the sheet alone."""
    again: ImportBatch | None = None

    @property
    def creates_teams(self) -> tuple[str, ...]:
        """The names of the teams that would be created."""
        return tuple(team.name for team in self.new_teams)

    @property
    def n_rejected(self) -> int:
        """How many numbers of the file cannot be used."""
        return len(self.rejected) + len(self.problems)


@dataclass(kw_only=True)
class _Sorting:
    new: list[Planned] = field(default_factory=list)
    same: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def make_plan(workspace: Workspace, draft: Draft) -> Plan:
    """Hold what was understood against the file. Reads only; make it anew after any edit."""
    with no_collection():
        return _plan(workspace, draft)


def _plan(workspace: Workspace, draft: Draft) -> Plan:
    understood = draft.understanding
    found = _Sorting()
    defined = draft.copy.definitions if draft.copy is not None else {}
    names = _Names(workspace, Naming.of(understood.observations, defined))
    planned: dict[tuple[object, object, int], Planned] = {}
    clashing: dict[tuple[object, object, int], list[Planned]] = {}
    asked: set[tuple[object, object, int]] = set()
    for sheet in understood.sheets:
        prefix = f"{sheet.sheet}!" if sheet.sheet else ""
        for number, one in enumerate(sheet.observations):
            if not number & SELDOM:
                stop_if_asked()
            item = names.planned(one, prefix, found)
            if item is None:
                continue
            key = (item.team, item.indicator, item.period)
            first = planned.setdefault(key, item)
            if first is not item and not _same_numbers(first, item):
                clashing.setdefault(key, [first]).append(item)
                if not one.confirmed:
                    asked.add(key)  # an open question is about it: that is no fault of the sheet
    _reject_clashes([group for key, group in clashing.items() if key not in asked], found)
    # without clashes no key is hashed again: names that are to be created hash slowly
    items = (
        [item for key, item in planned.items() if key not in clashing] if clashing else [*planned.values()]
    )
    existing = _existing(workspace, items)
    _sort(workspace, items, existing, found)
    problems = understood.problems
    beside = quality.beside_the_file(workspace, items, existing)
    return Plan(
        new=tuple(found.new),
        same=found.same,
        conflicts=tuple(found.conflicts),
        rejected=tuple(found.rejected),
        problems=tuple(one for one in problems if one.severity is Severity.ERROR),
        warnings=(*(one for one in problems if one.severity is Severity.WARNING), *beside),
        beside_the_file=beside,
        new_teams=_created((item.team for item in found.new), NewTeam),
        creates_indicators=_created((item.indicator for item in found.new), NewIndicator),
        again=_earlier(workspace, understood.sha256),
    )


def _created(targets: Iterable[object], kind: type[T]) -> tuple[T, ...]:
    found = {
        id(target): target for target in targets if isinstance(target, kind)
    }  # they hash slowly, and are few
    return tuple(dict.fromkeys(found.values()))


def _reject_clashes(groups: Iterable[list[Planned]], found: _Sorting) -> None:
    for group in groups:
        said = msg("{cells} give the same number with different values; none of them was taken.",
                   cells=tuple(item.cell for item in group))  # fmt: skip
        found.rejected += [Rejected(cell=item.cell, said=said) for item in group]


@dataclass
class _Names:
    """Where each observation goes: known teams and indicators by their keys, others by what will be created."""

    workspace: Workspace
    naming: Naming

    def __post_init__(self) -> None:
        self._known = dict(self.workspace.rows(Indicator))
        self._types = {key: PeriodType.parse(one.period_type) for key, one in self._known.items()}

    def planned(self, one: ReadObservation, prefix: str, found: _Sorting) -> Planned | None:
        """The number as it would be written; None (and a reason in ``found``) where it cannot be."""
        known = self._known.get(one.indicator_key or 0)
        said = self._reason(one, known)
        cell = prefix + (one.cell if len(one.cells) < 2 else " ".join(one.cells))
        if said is not None:
            found.rejected.append(Rejected(cell=cell, said=said))
            return None
        plain_count = known is not None and known.kind not in RATIO_KINDS and one.denominator is None
        return filled(
            Planned,
            team=one.team_key if one.team_key is not None else self.naming.team(one),
            indicator=known.id if known is not None else self.naming.indicator(one),
            period=one.period.ordinal,
            numerator=None if plain_count else one.numerator,
            denominator=one.denominator,
            value=one.numerator if plain_count and one.value is None else one.value,
            state=State.NO_CASES if one.state is ReadState.NO_CASES else State.REPORTED,
            note=one.note or "",
            cell=cell,
            spread=one.spread,
        )

    def _reason(self, one: ReadObservation, known: Indicator | None) -> Message | None:
        """Why a number cannot be written, if so."""
        if not one.team:
            return msg("It is not known which team this number belongs to.")
        if not one.indicator:
            return msg("It is not known which indicator this number belongs to.")
        return _misfit(known, self._types[known.id], one) if known is not None else None


def _misfit(known: Indicator, type_: PeriodType, one: ReadObservation) -> Message | None:
    """Why a number cannot belong to this indicator: another period, or another kind of number."""
    if type_ != one.period.type:
        return msg(
            "“{indicator}” is counted by {period_type}, and this number is for {period}.",
            indicator=known.name,
            period_type=known.period_type,
            period=one.period,
        )
    if one.state is ReadState.NO_CASES:
        return None
    pair = one.numerator is not None and one.denominator is not None
    if known.kind in RATIO_KINDS and not pair and not (one.value is not None and one.unit == "percent"):
        if known.kind is IndicatorKind.PROPORTION:
            return msg(
                "“{indicator}” needs a numerator and a denominator, or a percentage.", indicator=known.name
            )
        return msg("“{indicator}” needs a numerator and a denominator.", indicator=known.name)
    if known.kind is IndicatorKind.COUNT and (pair or one.unit == "percent"):
        return msg("“{indicator}” is a count: one number per team and period.", indicator=known.name)
    return None


def _sort(
    workspace: Workspace, items: Iterable[Planned], existing: Mapping[Cell, Observation], found: _Sorting
) -> None:
    """Into new, same and in conflict, against what is in the file."""
    for item in items:
        if not (isinstance(item.team, int) and isinstance(item.indicator, int)):
            found.new.append(item)
            continue
        old = existing.get((item.indicator, item.team, item.period))
        if old is None or old.state == State.NOT_REPORTED:
            found.new.append(item)
        elif _same_numbers(old, item):
            found.same += 1
        else:
            found.conflicts.append(_conflict(workspace, item, old))


def _existing(workspace: Workspace, items: list[Planned]) -> dict[Cell, Observation]:
    """What is in the file about the same teams and indicators: a few teams one by one, many with all others."""
    wanted: dict[int, set[int]] = {}
    for item in items:
        if isinstance(item.team, int) and isinstance(item.indicator, int):
            wanted.setdefault(item.indicator, set()).add(item.team)
    found: dict[Cell, Observation] = {}
    for indicator, among in wanted.items():
        few = [{"team_id": team} for team in among] if len(among) <= _FEW else [{}]
        for condition in few:
            for row in workspace.store.all(Observation, indicator_id=indicator, **condition):
                found[row.indicator_id, row.team_id, row.period] = row
    return found


def _conflict(workspace: Workspace, item: Planned, old: Observation) -> Conflict:
    key = (old.indicator_id, old.team_id, old.period)
    who, when = _author(workspace, old)
    new = item.row(old.team_id, old.indicator_id, None)
    return Conflict(
        key=key,
        planned=item,
        old=old,
        new=new if new.note else replace(new, note=old.note),
        who=who,
        when=when,
        cell=item.cell,
    )


def _author(workspace: Workspace, old: Observation) -> tuple[str, dt.datetime | None]:
    """Who gave a number, and when: its import, else the last edit (a search in the journal, 0.3 ms each)."""
    batch = workspace.rows(ImportBatch).get(old.origin or 0)
    if batch is not None:
        return batch.person, batch.at
    key = (old.indicator_id, old.team_id, old.period)
    last = next(iter(workspace.store.history(Observation, key, limit=1)), None)
    return (last.entry.person, last.entry.at) if last else ("", None)


def _same_numbers(first: Observation | Planned, second: Planned) -> bool:
    if int(first.state) != int(second.state):
        return False
    if second.state is State.NO_CASES:
        return True
    pairs = zip(_numbers(first), _numbers(second), strict=True)
    return all(
        a is b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9)) for a, b in pairs
    )


def _numbers(one: Observation | Planned) -> tuple[float | None, ...]:
    return one.numerator, one.denominator, one.value, one.spread


def _earlier(workspace: Workspace, sha256: str) -> ImportBatch | None:
    return next(
        (batch for batch in workspace.mine(ImportBatch) if batch.sha256 == sha256 and batch.reverted is None),
        None,
    )
