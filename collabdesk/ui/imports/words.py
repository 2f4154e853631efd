"""What the import window says about a file."""

from __future__ import annotations

from collabdesk.i18n import Message, Translator, msg, nmsg
from collabdesk.services.imports import SeenPlan, SeenSheet
from collabdesk.ui.imports.items import FileItem, FileState

_LAYOUTS = {
    "months across": msg("Months across"),
    "months down": msg("Months down"),
    "teams across": msg("Teams across"),
    "teams down": msg("Teams down"),
    "list of cases": msg("A list of cases, one in each line"),
    "long list": msg("A long list, one number per row"),
    "days across": msg("The days of a month across"),
    "form": msg("A form"),
    "table": msg("A table"),
    "data form": msg("A data form of ours, filled in"),
    "empty form": msg("A form that nobody has filled in"),
    "CollabDesk file": msg("Another CollabDesk file"),
}
_NAMED = 3


def understood(seen: SeenSheet, translator: Translator) -> str:
    """One sheet in a sentence: layout, teams, indicators, periods, numbers."""
    sheet = seen.understood
    if not seen.numbers and not sheet.table:
        return translator.text(msg("No table with numbers was found on this sheet."))
    if sheet.layout == "list of changes":
        return translator.text(msg("A list of changes that a team tested, with dates."))
    layout: Message | str = _LAYOUTS.get(sheet.layout, sheet.layout)
    if sheet.questions and not seen.numbers:
        waits = msg("Its numbers are read when the question is answered.")
        return translator.text(msg("{layout}. {waits}", layout=layout, waits=waits) if layout else waits)
    parts: list[Message | str] = [layout] if layout else []
    parts.append(_named(sheet.teams, nmsg("{count} team", "{count} teams", len(sheet.teams))))
    count = len(sheet.indicators)
    parts.append(_named(sheet.indicators, nmsg("{count} indicator", "{count} indicators", count)))
    if sheet.periods:
        first, last = min(sheet.periods), max(sheet.periods)
        parts.append(
            msg("{first} to {last}", first=first, last=last) if first != last else msg("{one}", one=first)
        )
    parts.append(nmsg("{count} number", "{count} numbers", seen.numbers))
    return ", ".join(translator.text(part) for part in parts if part) + "."


def _named(names: tuple[str, ...], counted: Message) -> Message:
    return (
        msg("{what} ({names})", what=counted, names=", ".join(names)) if 0 < len(names) < _NAMED else counted
    )


def effects(plan: SeenPlan, translator: Translator, *, asking: bool = False) -> list[tuple[str, str]]:
    """(number, what it is) of what Confirm would do; while it is ``asking``, numbers that wait are not lost yet."""
    useless = plan.errors if asking else plan.n_rejected
    told = [
        (plan.new, msg("new")),
        (plan.same, msg("already there, the same")),
        (len(plan.conflicts), msg("in conflict with what is there")),
        (useless, msg("cannot be used")),
        (plan.warnings, msg("to look at")),
    ]
    return [(str(count), translator.text(text)) for count, text in told]


def creations(plan: SeenPlan, translator: Translator) -> str:
    """Which teams and indicators would be made."""
    lines = []
    if plan.creates_teams:
        names = ", ".join(plan.creates_teams[:5]) + (" …" if len(plan.creates_teams) > 5 else "")
        count = len(plan.creates_teams)
        lines.append(
            nmsg("Makes {count} new team: {names}.", "Makes {count} new teams: {names}.", count, names=names)
        )
    if plan.creates_indicators:
        names = ", ".join(plan.creates_indicators[:3])
        count = len(plan.creates_indicators)
        said = nmsg(
            "Makes {count} new indicator: {names}.",
            "Makes {count} new indicators: {names}.",
            count,
            names=names,
        )
        lines.append(said)
    return "\n".join(translator.text(line) for line in lines)


def state_text(item: FileItem, translator: Translator) -> str:
    """A file's state in a few words."""
    questions = len(item.draft.questions) if item.draft else 0
    if item.saving:
        said = msg("Saving…")
    elif item.busy:
        said = msg("Reading…")
    elif item.state is FileState.FAILED:
        return item.trouble
    elif item.is_journal and item.result is None:
        said = msg("A list of changes")
    elif item.state is FileState.ASKS:
        said = nmsg("{count} question", "{count} questions", questions)
    elif item.state is FileState.READY:
        said = nmsg("Ready: {count} value", "Ready: {count} values", item.to_save)
        left = len(item.plan.conflicts) - len(item.replaced) if item.plan else 0
        said = msg("{said}, {count} in conflict", said=said, count=left) if left else said
    elif item.state is FileState.IMPORTED and item.result is not None:
        said = nmsg(
            "Imported {count} value", "Imported {count} values", item.result.new + item.result.replaced
        )
        kept = item.result.kept
        said = msg("{said}, {count} old kept", said=said, count=kept) if kept else said
    elif item.state is FileState.NOTHING:
        said = msg("Nothing new in it")
    else:
        said = msg("Reading…")
    return translator.text(said)


def seen_before(item: FileItem, twin: str) -> Message | None:
    """Whether the very same file was imported before, or stands in the list twice (``twin``: under this name)."""
    if item.state is FileState.IMPORTED or item.plan is None:
        return None
    again = item.plan.again
    if again is not None:
        return msg(
            "This very file was imported before, as “{file}”, by {person}, {when}.",
            file=again.file,
            person=again.person,
            when=again.at,
        )
    if twin:
        return msg("This is the same file as “{file}” in this list.", file=twin)
    return None


def imported(item: FileItem, translator: Translator) -> str:
    """The line for the status bar."""
    assert item.result is not None
    count = item.result.new + item.result.replaced
    said = nmsg(
        "Imported {count} value from {name}.",
        "Imported {count} values from {name}.",
        count,
        name=item.path.name,
    )
    return translator.text(with_kept(said, item.result.kept))


def with_kept(said: Message, kept: int) -> Message:
    """What was imported, and how many numbers were in conflict and stayed as they were: nobody should overlook them."""
    if not kept:
        return said
    stayed = nmsg(
        "{count} old number that differs was kept.", "{count} old numbers that differ were kept.", kept
    )
    return msg("{said} {stayed}", said=said, stayed=stayed)
