"""Rare events with dates of their own, as series: the days between one event and the next (method.md, 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from collabdesk.charts.inputs import ActionPeriod, ChangeMark, DefinitionChange, OlderPhase, SeriesInput
from collabdesk.charts.intervals import days_between
from collabdesk.i18n import msg
from collabdesk.models.measures import Event, Indicator, State
from collabdesk.periods import DAY, PeriodType
from collabdesk.services.cubes import cube_of
from collabdesk.services.workspace import Workspace


def event_dates(workspace: Workspace, indicator_id: int, team_ids: Collection[int]) -> list[dt.date]:
    """When the events of these teams happened, in order; several on one day stand as often."""
    return sorted(
        event.happened
        for event in workspace.rows(Event).values()
        if event.indicator_id == indicator_id and event.team_id in team_ids
    )


def by_period(workspace: Workspace, listed: Sequence[Indicator]) -> list[Indicator]:
    """Those of which a number is expected each period: not those whose events are dated and nothing else is told."""
    dated = {event.indicator_id for event in workspace.rows(Event).values()}
    return [one for one in listed if one.id not in dated or _told_by_period(workspace, one)]


def _told_by_period(workspace: Workspace, indicator: Indicator) -> bool:
    cube = cube_of(workspace, indicator.period_type)
    return bool((cube.state[cube.indicator_at(indicator.id)] != State.NOT_REPORTED).any())


def as_events(series: SeriesInput, dates: Sequence[dt.date]) -> SeriesInput:
    """A team's series by periods as one of the days between its events: each point stands at the later event.

    Phases, changes and action periods keep their dates. Needs two events at least.
    """
    days = tuple(DAY.holding(day) for day in dates)
    old = series.period_type
    return replace(
        series,
        unit=series.unit or msg("days"),
        period_type=DAY,
        first=days[1],
        ordinals=days[1:],
        y=days_between(days),
        numerator=None,
        denominator=None,
        spread=None,
        state=None,
        excluded=None,
        notes={},
        origins={},
        baseline=None if series.baseline is None else _span(old, *series.baseline),
        older=tuple(
            OlderPhase(
                first=_first(old, phase.first),
                last=_last(old, phase.last),
                baseline=None if phase.baseline is None else _span(old, *phase.baseline),
            )
            for phase in series.older
        ),
        actions=tuple(
            ActionPeriod(first=_first(old, one.first), last=_last(old, one.last), label=one.label)
            for one in series.actions
        ),
        changes=tuple(
            ChangeMark(
                period=_first(old, one.period),
                number=one.number,
                change=one.change,
                decision=one.decision,
                key=one.key,
            )
            for one in series.changes
        ),
        definitions=tuple(
            DefinitionChange(period=_first(old, one.period), label=one.label) for one in series.definitions
        ),
    )


def _first(period_type: PeriodType, ordinal: int) -> int:
    return DAY.holding(period_type.first_day(ordinal))


def _last(period_type: PeriodType, ordinal: int) -> int:
    return DAY.holding(period_type.last_day(ordinal))


def _span(period_type: PeriodType, first: int, last: int) -> tuple[int, int]:
    return _first(period_type, first), _last(period_type, last)
