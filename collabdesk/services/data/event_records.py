"""Rare events with dates of their own: recorded, corrected, removed, and taken in from lists (method.md, 1).

Several events on one day are as many events. `events` makes the series of the days between them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, Translator, msg, nmsg
from collabdesk.importing import read as read_workbook
from collabdesk.importing import read_bytes
from collabdesk.importing.grid import Workbook
from collabdesk.importing.journals.event_lists import EventList, ListedEvent, read_event_list
from collabdesk.importing.result import Register
from collabdesk.models.measures import Event, Indicator
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.services.imports.draft import register_of
from collabdesk.services.workspace import Workspace

_EARLIEST = dt.date(1990, 1, 1)


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """One event as a list shows it; ``days`` since the team's event before, None for its first."""

    event: Event
    team: str
    days: int | None


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """An event to be recorded."""

    team_id: int
    happened: dt.date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ListDraft:
    """A list of dates that was read, with the answers so far."""

    indicator_id: int
    whose: int | None
    """The team that a list without names belongs to."""
    workbook: Workbook
    register: Register
    found: EventList
    fresh: tuple[NewEvent, ...]
    """Those that are not recorded yet: of two on one day, one of which is known, one."""

    @property
    def said(self) -> Message:
        """What taking it in would do."""
        settled = sum(not one.waits for one in self.found.entries)
        fresh = nmsg("{count} new date", "{count} new dates", len(self.fresh))
        if settled == len(self.fresh):
            return msg("{fresh}.", fresh=fresh)
        return msg("{fresh}, {known} recorded already.", fresh=fresh, known=settled - len(self.fresh))


def event_rows(workspace: Workspace, indicator_id: int, team_id: int | None = None) -> list[EventRow]:
    """An indicator's events, of all teams or of one, by team and date."""
    by_team: dict[int, list[Event]] = {}
    for event in workspace.rows(Event).values():
        if event.indicator_id == indicator_id and team_id in (None, event.team_id):
            by_team.setdefault(event.team_id, []).append(event)
    known = workspace.rows(Team)
    found = []
    for key in sorted(by_team, key=lambda one: (known[one].name.casefold(), one)):
        mine = sorted(by_team[key], key=lambda event: (event.happened, event.id))
        days = [None, *((b.happened - a.happened).days for a, b in pairwise(mine))]
        found += [
            EventRow(event=event, team=known[key].name, days=gap)
            for event, gap in zip(mine, days, strict=True)
        ]
    return found


def record(workspace: Workspace, indicator_id: int, events: Sequence[NewEvent], *, today: dt.date) -> None:
    """Record events as one edit. Raises UserFacingError for a day that is still to come, or far too old."""
    for one in events:
        _check(one.happened, today)

    def write(writer: Writer) -> None:
        for one in events:
            writer.add(
                Event(
                    indicator_id=indicator_id,
                    team_id=one.team_id,
                    happened=one.happened,
                    note=one.note.strip(),
                )
            )

    workspace.transact(_label(workspace, indicator_id, events), write)


def correct(workspace: Workspace, event: Event, wanted: NewEvent, *, today: dt.date) -> None:
    """Another team, day or note for an event. Raises UserFacingError as `record` does."""
    _check(wanted.happened, today)
    changed = replace(event, team_id=wanted.team_id, happened=wanted.happened, note=wanted.note.strip())
    if changed != event:
        label = _label(workspace, event.indicator_id, [wanted])
        workspace.transact(f"Corrected: {label}", lambda writer: writer.put(changed))


def remove(workspace: Workspace, events: Sequence[Event]) -> None:
    """Take events out as one edit."""

    def write(writer: Writer) -> None:
        for event in events:
            writer.remove(event)

    gone = [NewEvent(team_id=one.team_id, happened=one.happened) for one in events]
    workspace.transact(f"Removed: {_label(workspace, events[0].indicator_id, gone)}", write)


def read_file(path: Path) -> Workbook:
    """Read a file with a list. Raises UserFacingError. Needs no workspace: for a worker."""
    return read_workbook(path)


def read_text(text: str) -> Workbook:
    """A list as it was copied in a spreadsheet program."""
    lines = text.rstrip()
    table = lines if "\n" in lines else f"{lines}\t"  # one date alone is a list too
    return read_bytes(table.encode(), "pasted.txt")


def draft(
    workspace: Workspace,
    indicator_id: int,
    workbook: Workbook,
    whose: int | None,
    answers: Mapping[str, str] | None = None,
    *,
    today: dt.date,
) -> ListDraft:
    """What a list says, against what is recorded already."""
    register = register_of(workspace)
    found = read_event_list(workbook, register, answers, team=whose, today=today)
    return ListDraft(
        indicator_id=indicator_id,
        whose=whose,
        workbook=workbook,
        register=register,
        found=found,
        fresh=tuple(_fresh(workspace, indicator_id, found.entries)),
    )


def _fresh(workspace: Workspace, indicator_id: int, listed: Iterable[ListedEvent]) -> Iterable[NewEvent]:
    known = Counter(
        (one.team_id, one.happened)
        for one in workspace.rows(Event).values()
        if one.indicator_id == indicator_id
    )
    for one in listed:
        if one.waits or one.team_key is None or one.day is None:
            continue
        if known[one.team_key, one.day] > 0:
            known[one.team_key, one.day] -= 1
        else:
            yield NewEvent(team_id=one.team_key, happened=one.day, note=one.note)


def take_in(workspace: Workspace, made: ListDraft, *, today: dt.date) -> int:
    """Record a list's new dates as one edit; returns how many. Raises UserFacingError while questions are open."""
    if made.found.questions:
        raise UserFacingError("Answer the questions first: nothing is saved before.")
    if not made.fresh:
        raise UserFacingError("No date of this list is new: there is nothing to save.")
    record(workspace, made.indicator_id, made.fresh, today=today)
    return len(made.fresh)


def _check(day: dt.date, today: dt.date) -> None:
    said = Translator("en").date(day)
    if day > today:
        raise UserFacingError(f"{said} is still to come: an event has happened already.")
    if day < _EARLIEST:
        raise UserFacingError(f"{said} lies too far back. Please check the year.")


def _label(workspace: Workspace, indicator_id: int, events: Sequence[NewEvent]) -> str:
    name = workspace.rows(Indicator)[indicator_id].name
    if len(events) != 1:
        return f"{len(events)} dates of {name}"
    team = workspace.rows(Team)[events[0].team_id].name
    return f"{name}, {team}: {Translator('en').date(events[0].happened)}"
