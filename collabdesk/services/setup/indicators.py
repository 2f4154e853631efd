"""Indicators and their baselines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.measures import (
    Indicator,
    IndicatorDefinition,
    IndicatorKind,
    Observation,
    Phase,
)
from collabdesk.models.writer import Writer
from collabdesk.periods import Period, PeriodType
from collabdesk.services.workspace import Workspace

DEFINING = ("numerator_label", "denominator_label", "source", "how")
"""The fields of the operational definition."""
ALWAYS = dt.date.min
"""Since when an indicator has meant what it meant before its definition first changed."""
_BACKWARDS = "The baseline ends before it begins."


def in_order(workspace: Workspace, *, retired: bool = False) -> list[Indicator]:
    """The collaborative's indicators in their order."""
    chosen = [one for one in workspace.mine(Indicator) if retired or not one.retired]
    return sorted(chosen, key=lambda one: (one.position, one.id))


def save_indicator(workspace: Workspace, indicator: Indicator) -> Indicator:
    """Write an indicator, new or changed. Refuses an empty or taken name or code, and a target out of range.

    A period type is fixed once there are numbers: they are stored by its periods.
    """
    check_indicator(workspace, indicator)
    return workspace.transact(_label(indicator), lambda writer: _put(workspace, writer, indicator))


def change_definition(
    workspace: Workspace, indicator: Indicator, valid_from: dt.date, reason: str = ""
) -> Indicator:
    """Write an indicator whose definition is another from a day on: the old one is kept, charts show the day.

    What it meant before the first change is kept as valid from `ALWAYS`. Refuses what `save_indicator` refuses, and
    a change that says nothing else.
    """
    check_indicator(workspace, indicator)
    before = workspace.rows(Indicator)[indicator.id]
    if definition_of(before) == definition_of(indicator):
        raise UserFacingError(
            "The definition says what it said before: change its words, or leave the date empty."
        )
    known = definitions(workspace, indicator.id)
    if known and known[-1].valid_from > valid_from:
        raise UserFacingError("The definition changed later than that already.")

    def write(writer: Writer) -> Indicator:
        if not known:
            writer.add(
                IndicatorDefinition(indicator_id=indicator.id, valid_from=ALWAYS, **definition_of(before))
            )
        new = IndicatorDefinition(
            indicator_id=indicator.id,
            valid_from=valid_from,
            person=workspace.person,
            reason=reason.strip(),
            **definition_of(indicator),
        )
        if known and known[-1].valid_from == valid_from:
            writer.put(replace(new, id=known[-1].id))
        else:
            writer.add(new)
        return writer.put(indicator)

    said = f"Definition of “{indicator.name.strip()}” from {Translator('en').date(valid_from)}"
    return workspace.transact(f"{said}: {reason.strip()}" if reason.strip() else said, write)


def definitions(workspace: Workspace, indicator_id: int) -> list[IndicatorDefinition]:
    """What an indicator meant from when on; empty while its definition has never changed."""
    mine = [one for one in workspace.rows(IndicatorDefinition).values() if one.indicator_id == indicator_id]
    return sorted(mine, key=lambda one: one.valid_from)


def definition_of(indicator: Indicator) -> dict[str, Any]:
    """The fields that say what is counted."""
    return {name: getattr(indicator, name).strip() for name in DEFINING}


def _label(indicator: Indicator) -> str:
    return f"Indicator “{indicator.name.strip()}”"


def _put(workspace: Workspace, writer: Writer, indicator: Indicator) -> Indicator:
    if indicator.id:
        return writer.put(indicator)
    position = max((one.position for one in workspace.mine(Indicator)), default=0) + 1
    return writer.add(replace(indicator, position=position))


def check_indicator(workspace: Workspace, indicator: Indicator) -> None:
    """Refuse what cannot be stored as an indicator of the collaborative. Raises UserFacingError."""
    _check_fields(indicator)
    for other in workspace.mine(Indicator):
        if other.id == indicator.id:
            changed = other.period_type != indicator.period_type
            if changed and workspace.store.exists(Observation, indicator_id=other.id):
                raise UserFacingError("The period cannot change any more: numbers are stored by it.")
            continue
        if other.name.casefold() == indicator.name.strip().casefold():
            raise UserFacingError(f"There is an indicator “{other.name}” already.")
        if indicator.code.strip() and other.code.casefold() == indicator.code.strip().casefold():
            raise UserFacingError(f"The code “{other.code}” belongs to “{other.name}” already.")


def _check_fields(indicator: Indicator) -> None:
    if not indicator.name.strip():
        raise UserFacingError("An indicator needs a name.")
    if indicator.target is not None and indicator.target < 0:
        raise UserFacingError("A target cannot be below zero.")
    if indicator.kind is IndicatorKind.PROPORTION and (indicator.target or 0) > 100:
        raise UserFacingError("The target of a percentage lies between 0 and 100.")
    if not 0 <= indicator.decimals <= 4:
        raise UserFacingError("Decimals lie between 0 and 4.")
    if not 1 <= indicator.due_day <= 90:
        raise UserFacingError("The day when a number is due lies between 1 and 90.")
    if indicator.kind is IndicatorKind.RATE and not indicator.multiplier > 0:
        raise UserFacingError("A rate is counted per 100, 1,000, 10,000…")


def remove_indicator(workspace: Workspace, indicator_id: int) -> None:
    """Take an indicator out with all its numbers: ask first. Undo brings them back."""
    indicator = workspace.rows(Indicator)[indicator_id]
    workspace.transact(
        f"Remove indicator “{indicator.name}”", lambda writer: writer.remove_with_parts(indicator)
    )


def baseline_of(workspace: Workspace, indicator_id: int) -> Phase | None:
    """The frozen baseline window of an indicator for all teams, or None."""
    return next(
        (
            phase
            for phase in workspace.rows(Phase).values()
            if phase.indicator_id == indicator_id and phase.team_id is None and phase.starts is None
        ),
        None,
    )


def set_baseline(
    workspace: Workspace, indicator_id: int, window: tuple[Period, Period] | None, reason: str = ""
) -> None:
    """Freeze an indicator's baseline for all teams to a window of periods (both included), or take it away."""
    indicator = workspace.rows(Indicator)[indicator_id]
    known = baseline_of(workspace, indicator_id)
    if window is not None:
        first, last = window
        if first.type != PeriodType.parse(indicator.period_type) or first.type != last.type:
            raise UserFacingError(f"“{indicator.name}” is counted by {indicator.period_type}.")
        if last.ordinal < first.ordinal:
            raise UserFacingError(_BACKWARDS)
    ordinals = (window[0].ordinal, window[1].ordinal) if window is not None else None
    workspace.transact(
        f"Baseline of “{indicator.name}”",
        lambda writer: _put_baseline(workspace, writer, indicator_id, known, ordinals, reason),
    )


def _put_baseline(
    workspace: Workspace,
    writer: Writer,
    indicator_id: int,
    known: Phase | None,
    window: tuple[int, int] | None,
    reason: str,
) -> None:
    if known is not None:
        writer.remove(known)
    if window is not None:
        writer.add(
            Phase(
                indicator_id=indicator_id,
                first=window[0],
                last=window[1],
                person=workspace.person,
                reason=reason.strip(),
                decided=dt.datetime.now(),
            )
        )
