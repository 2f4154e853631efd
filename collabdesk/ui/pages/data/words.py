"""What is said about a cell: its name, where its number came from, its history."""

from __future__ import annotations

from collabdesk.i18n import Message, Translator, msg
from collabdesk.services.data.cells import CellFacts, CellVersion
from collabdesk.ui.pages.data.grid import Grid


def cell_title(grid: Grid, row: int, column: int, translator: Translator) -> str:
    """The row and the period of a cell."""
    return f"{grid.rows[row].name} · {translator.period(grid.period(column))}"


def origin(facts: CellFacts) -> Message | None:
    """Where the number came from, who put it in, and when."""
    last = facts.last
    if facts.file and last is not None:
        return msg(
            "From “{file}”, {place}; brought in by {person}, {when}",
            file=facts.file,
            place=facts.place or msg("no cell known"),
            person=last.person,
            when=last.at,
        )
    if facts.file:
        return msg("From “{file}”, {place}", file=facts.file, place=facts.place)
    if last is None:
        return None
    return msg("Last changed by {person}, {when}", person=last.person, when=last.at)


def fingerprint(facts: CellFacts) -> Message | None:
    """What tells the file from every other of its name."""
    return msg("File’s SHA-256 begins with {hash}", hash=facts.sha256[:12]) if facts.sha256 else None


def exclusion(facts: CellFacts) -> Message | None:
    """Who excluded the point, when and why."""
    one = facts.exclusion
    if one is None:
        return None
    return msg(
        "Excluded by {person} on {date}: {reason}",
        person=one.person,
        date=one.decided.date(),
        reason=one.reason,
    )


def tip(title: str, facts: CellFacts, translator: Translator) -> str:
    """The lines shown when the mouse rests on a cell."""
    number = facts.text or translator.text(msg("not reported"))
    if facts.row is not None and facts.row.state == 2:
        number = translator.text(msg("no cases ({text})", text=facts.text))
    where = (origin(facts), fingerprint(facts))
    lines: list[Message | str | None] = [title, number, facts.note or None, *where, exclusion(facts)]
    return "\n".join(translator.text(line) for line in lines if line)


def history_line(version: CellVersion, translator: Translator) -> str:
    """One edit of a cell in two lines."""
    said: list[Message | str] = []
    blank = msg("blank")
    if version.excluded is not None:
        said.append(
            msg("excluded: {reason}", reason=version.reason) if version.excluded else msg("taken in again")
        )
    elif version.old != version.new or not (version.old_note or version.new_note):
        said.append(msg("{old} → {new}", old=version.old or blank, new=version.new or blank))
    if version.new_note != version.old_note:
        said.append(
            msg("note: {note}", note=version.new_note) if version.new_note else msg("note taken away")
        )
    if version.file:
        said.append(msg("from “{file}”", file=version.file))
    if version.kind in _AGAIN:
        said.append(_AGAIN[version.kind])
    head = translator.text(msg("{when}, {person}", when=version.at, person=version.person))
    return f"{head}\n{', '.join(translator.text(part) for part in said)}"


_AGAIN = {"undo": msg("by undo"), "redo": msg("by redo")}
