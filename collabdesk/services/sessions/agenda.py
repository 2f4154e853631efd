"""A session's agenda: lines with durations; the times follow from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.models.meetings import AgendaDay, AgendaItem, Session
from collabdesk.models.writer import Writer
from collabdesk.services.workspace import Workspace

START = "08:30"
LONGEST = 12 * 60
SPEAKERS_APART = "; "
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)")


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """A line with its day and the times that follow from the lines before."""

    item: AgendaItem
    day: int
    opens: bool
    """It opens its day, at a time of its own."""
    begins: str
    ends: str


def agenda(workspace: Workspace, session_id: int) -> list[AgendaLine]:
    """A session's lines in order, with their times."""
    opening = _openings(workspace)
    items = [one for one in workspace.rows(AgendaItem).values() if one.session_id == session_id]
    items.sort(key=lambda one: (one.position, one.id))
    return timed([(item, opening.get(item.id)) for item in items])


def timed(items: Sequence[tuple[AgendaItem, int | None]]) -> list[AgendaLine]:
    """Lines with their times: the first of a day begins at its own, each other when the one before ends."""
    lines: list[AgendaLine] = []
    day, clock = 1, START
    for place, (item, opens) in enumerate(items):
        if place == 0 or opens is not None:
            day = opens or 1
            clock = item.at or START
        ends = later(clock, item.minutes or 0)
        lines.append(
            AgendaLine(item=item, day=day, opens=place == 0 or opens is not None, begins=clock, ends=ends)
        )
        clock = ends
    return lines


def later(clock: str, minutes: int) -> str:
    """A time of day so many minutes later; past midnight it begins anew."""
    hours, rest = (int(part) for part in clock.split(":"))
    hours, rest = divmod(hours * 60 + rest + minutes, 60)
    return f"{hours % 24:02d}:{rest:02d}"


def read_clock(text: str) -> str:
    """A time of day as it is kept: ``8.30`` is ``08:30``. Raises UserFacingError."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise UserFacingError(f"“{text}” is no time of day: type it as 08:30.")
    return f"{int(found[1]):02d}:{found[2]}"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A line as a form gives it. ``day`` and ``at`` only where the line opens a day."""

    topic: str
    minutes: int
    speaker: str = ""
    day: int | None = None
    at: str = ""


def save_line(workspace: Workspace, session_id: int, item_id: int | None, typed: Typed) -> AgendaItem:
    """Write a line, new (at the end) or changed; the times after it follow."""
    if not typed.topic.strip():
        raise UserFacingError("Say what the line is about.")
    if not 0 < typed.minutes <= LONGEST:
        raise UserFacingError("A line takes between 1 minute and 12 hours.")
    at = read_clock(typed.at) if typed.at.strip() else ""
    if typed.day is not None and typed.day < 1:
        raise UserFacingError("Days are counted from 1.")
    lines = agenda(workspace, session_id)
    known = next((line.item for line in lines if line.item.id == item_id), None)
    base = known or AgendaItem(session_id=session_id, topic="", position=len(lines) + 1)
    wanted = replace(
        base,
        topic=typed.topic.strip(),
        minutes=typed.minutes,
        speaker=typed.speaker.strip(),
        at=at or base.at,
    )

    def write(writer: Writer) -> AgendaItem:
        saved = writer.put(wanted) if known else writer.add(wanted)
        opening = _openings(workspace)
        if typed.day is not None:
            opening[saved.id] = typed.day
        else:
            opening.pop(saved.id, None)
        items = [saved if line.item.id == saved.id else line.item for line in lines]
        _write(workspace, writer, items if known else [*items, saved], opening)
        return saved

    return workspace.transact(f"Agenda: {wanted.topic}", write)


def add_lines(workspace: Workspace, session_id: int, wanted: Sequence[Typed]) -> None:
    """Several lines at the end, as one edit."""
    lines = agenda(workspace, session_id)

    def write(writer: Writer) -> None:
        items = [line.item for line in lines]
        for typed in wanted:
            new = AgendaItem(
                session_id=session_id,
                topic=typed.topic,
                minutes=typed.minutes,
                speaker=typed.speaker,
                position=len(items) + 1,
            )
            items.append(writer.add(new))
        _write(workspace, writer, items, _openings(workspace))

    count = len(wanted)
    workspace.transact(f"Agenda: {wanted[0].topic}" if count == 1 else f"Agenda: {count} lines", write)


def add_speakers(workspace: Workspace, item_id: int, names: Sequence[str]) -> None:
    """Put names behind those who speak already to a line; who is there is not named twice."""
    item = workspace.rows(AgendaItem)[item_id]
    there = [name.strip() for name in item.speaker.split(SPEAKERS_APART.strip()) if name.strip()]
    all_names = dict.fromkeys([*there, *names])
    wanted = replace(item, speaker=SPEAKERS_APART.join(all_names))
    workspace.transact(f"Agenda: speakers of {item.topic}", lambda writer: writer.put(wanted))


def move(workspace: Workspace, session_id: int, item_ids: Sequence[int], step: int) -> None:
    """Move lines up (-1) or down (+1); the times follow. A line that opens a day hands its time on."""
    lines = agenda(workspace, session_id)
    order = [line.item.id for line in lines]
    chosen = [place for place, key in enumerate(order) if key in set(item_ids)]
    for place in chosen if step < 0 else reversed(chosen):
        target = place + step
        if not 0 <= target < len(order) or order[target] in item_ids:
            continue
        order[place], order[target] = order[target], order[place]
    items = {line.item.id: line.item for line in lines}
    opening = {order[place]: line.day for place, line in enumerate(lines) if line.opens and place}
    starts = [line.begins if line.opens else "" for line in lines]
    moved = [replace(items[key], at=starts[place]) for place, key in enumerate(order)]
    workspace.transact("Agenda: order", lambda writer: _write(workspace, writer, moved, opening))


def remove_lines(workspace: Workspace, session_id: int, item_ids: Sequence[int]) -> None:
    """Take lines out; the times close up."""
    lines = agenda(workspace, session_id)
    gone = [line.item for line in lines if line.item.id in set(item_ids)]
    kept = [line for line in lines if line.item.id not in set(item_ids)]
    opening: dict[int, int] = {}
    items: list[AgendaItem] = []
    before = 0
    for line in kept:
        first = line.day != before
        start = next(one.begins for one in lines if one.day == line.day)
        items.append(replace(line.item, at=start if first else ""))
        if first and before:
            opening[line.item.id] = line.day
        before = line.day

    def write(writer: Writer) -> None:
        for item in gone:
            writer.remove_with_parts(item)
        _write(workspace, writer, items, opening)

    workspace.transact(
        "Agenda: line removed" if len(gone) == 1 else f"Agenda: {len(gone)} lines removed", write
    )


def copy_from(workspace: Workspace, session_id: int, other_id: int) -> None:
    """Take over another session's lines, after those that are there."""
    lines, theirs = agenda(workspace, session_id), agenda(workspace, other_id)
    if not theirs:
        raise UserFacingError("That session has no agenda to take over.")
    last = lines[-1].day if lines else 0

    def write(writer: Writer) -> None:
        opening = {line.item.id: line.day for line in lines if line.opens}
        items = [line.item for line in lines]
        for line in theirs:
            added = writer.add(
                replace(
                    line.item, id=0, session_id=session_id, speaker="", at=line.begins if line.opens else ""
                )
            )
            items.append(added)
            if line.opens:
                opening[added.id] = line.day + last
        _write(workspace, writer, items, opening)

    name = workspace.rows(Session)[other_id].number
    workspace.transact(f"Agenda taken over from LS{name}" if name else "Agenda taken over", write)


def _openings(workspace: Workspace) -> dict[int, int]:
    return {one.agenda_item_id: one.day for one in workspace.rows(AgendaDay).values()}


def _write(
    workspace: Workspace, writer: Writer, items: Sequence[AgendaItem], opening: dict[int, int]
) -> None:
    """Positions, times and days as they follow from the order."""
    known = {one.agenda_item_id: one for one in workspace.rows(AgendaDay).values()}
    for place, line in enumerate(timed([(item, opening.get(item.id)) for item in items]), start=1):
        writer.put(replace(line.item, position=place, at=line.begins))
        before, day = known.get(line.item.id), opening.get(line.item.id)
        if before is not None and day is None:
            writer.remove(before)
        elif before is not None and day is not None:
            writer.put(replace(before, day=day))
        elif day is not None:
            writer.add(AgendaDay(agenda_item_id=line.item.id, day=day))
