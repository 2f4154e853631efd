"""The change package: assembled from the records, edited as text, kept in dated versions, printed as PDF and Word.

The text is plain, with three signs at the beginning of a line: ``#``, ``##`` and ``###`` for headings, ``-`` for a line
of a list. What a person writes stays as it is; nothing is assembled into it again unasked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, Translator, languages, msg, nmsg
from collabdesk.models.ideas import Change, ChangePackage, Decision, Driver, Pdsa, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.reports.content import Paper
from collabdesk.reports.written import WrittenDocument
from collabdesk.services.changes import ledger
from collabdesk.services.changes.evidence import ChangeEvidence, Ledger
from collabdesk.services.changes.evidence_said import BESIDE_THE_LEDGER, gain_said
from collabdesk.services.changes.learning import FAILED, WORKED
from collabdesk.services.setup import catalogue
from collabdesk.services.workspace import Workspace

Text = Message | str
MOST_ADVICE, MOST_TEAMS = 8, 3


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A part of the package: its heading, and which changes stand in it."""

    heading: Message
    words: tuple[str | None, ...]
    failed: bool = False


_PARTS = (
    _Part(heading=msg("Changes that worked"), words=WORKED),
    _Part(heading=msg("Changes with mixed results"), words=("mixed",)),
    _Part(heading=msg("Changes that did not work"), words=FAILED, failed=True),
    _Part(heading=msg("Not known yet"), words=("not enough data", None)),
)


# --- versions ---


def versions(workspace: Workspace) -> list[ChangePackage]:
    """All versions, the draft first, then the newest."""
    return sorted(
        workspace.mine(ChangePackage), key=lambda one: (one.closed is not None, -one.made.timestamp())
    )


def draft(workspace: Workspace) -> ChangePackage | None:
    """The version that is being written."""
    return next((one for one in workspace.mine(ChangePackage) if one.closed is None), None)


def begin(workspace: Workspace, found: Ledger, translator: Translator) -> ChangePackage:
    """Begin a draft with what the records say, in the translator's language. Refuses while there is a draft."""
    _refuse_second(workspace)
    name = translator.text(msg("Change package: {name}", name=workspace.collaborative.name))
    return _add(workspace, name, assemble(workspace, found, translator), translator.language)


def continue_from(workspace: Workspace, package_id: int) -> ChangePackage:
    """Begin a draft with the text of an older version. Refuses while there is a draft."""
    _refuse_second(workspace)
    old = workspace.rows(ChangePackage)[package_id]
    return _add(workspace, old.title, old.text, old.language)


def write(workspace: Workspace, package_id: int, title: str, text: str) -> ChangePackage:
    """Write the draft. A closed version stays as it was closed."""
    old = workspace.rows(ChangePackage)[package_id]
    if old.closed is not None:
        raise UserFacingError("This version is closed; continue from it in a new draft.")
    if not title.strip():
        raise UserFacingError("A change package needs a title.")
    new = replace(old, title=title.strip(), text=text, person=workspace.person)
    return workspace.transact("Change package", lambda writer: writer.put(new)) if new != old else old


def renew(workspace: Workspace, found: Ledger) -> ChangePackage:
    """Put what the records say now in place of the draft's text; undo brings the text back."""
    old = draft(workspace)
    if old is None:
        raise UserFacingError("There is no draft to renew.")
    text = assemble(workspace, found, Translator(old.language))
    return write(workspace, old.id, old.title, text)


def close(workspace: Workspace, package_id: int) -> ChangePackage:
    """Close the draft as a version of today."""
    old = workspace.rows(ChangePackage)[package_id]
    if old.closed is not None:
        return old
    now = dt.datetime.now().replace(microsecond=0)
    label = f"Change package, version of {now:%d %b %Y}"
    return workspace.transact(
        label, lambda writer: writer.put(replace(old, closed=now, person=workspace.person))
    )


def remove(workspace: Workspace, package_id: int) -> None:
    """Take a version out: ask first."""
    old = workspace.rows(ChangePackage)[package_id]
    workspace.transact(f"Remove “{old.title}”", lambda writer: writer.remove(old))


def version_said(workspace: Workspace, package: ChangePackage) -> Message:
    """Which version it is: ``Version of 4 Mar 2026, by Ada``; with its time where the day has another one."""
    if package.closed is None:
        return msg("Draft, begun on {day}", day=package.made.date())
    day = _moment(package.closed, [one.closed for one in versions(workspace) if one.id != package.id])
    if package.person:
        return msg("Version of {day}, by {person}", day=day, person=package.person)
    return msg("Version of {day}", day=day)


def _moment(closed: dt.datetime, others: Iterable[dt.datetime | None]) -> Message:
    """The day; the time as well, down to what tells it from the other versions of the day."""
    same_day = [one for one in others if one is not None and one.date() == closed.date()]
    if not same_day:
        return msg("{day}", day=closed.date())
    same_minute = any(one.replace(second=0) == closed.replace(second=0) for one in same_day)
    return msg(
        "{day}, {time}", day=closed.date(), time=f"{closed:%H:%M:%S}" if same_minute else f"{closed:%H:%M}"
    )


def language_of(workspace: Workspace) -> str:
    """The collaborative's language, where texts can be had in it."""
    wanted = workspace.collaborative.language
    return wanted if wanted in languages() else "en"


# --- out ---


def save_pdf(workspace: Workspace, package: ChangePackage, path: Path) -> int:
    """Write a version as a PDF; returns the number of pages."""
    from collabdesk.reports.written import build_pdf

    paper = Paper(workspace.collaborative.paper) if workspace.collaborative.paper else Paper.A4
    return build_pdf(document(workspace, package), Translator(package.language), path, paper)


def save_docx(workspace: Workspace, package: ChangePackage, path: Path) -> None:
    """Write a version as a Word document."""
    from collabdesk.reports.written_docx import build_docx

    build_docx(document(workspace, package), Translator(package.language), path)


def document(workspace: Workspace, package: ChangePackage) -> WrittenDocument:
    """A version as it is printed."""
    return WrittenDocument(
        title=package.title,
        collaborative=workspace.collaborative.name,
        office=workspace.collaborative.office,
        version=version_said(workspace, package),
        text=package.text,
        printed_on=dt.date.today(),
    )


# --- assembling ---


def assemble(workspace: Workspace, found: Ledger, translator: Translator) -> str:
    """The package's text from the records: results, how to do it, advice, what failed and why."""
    return _Assembly(workspace, found, translator).text()


class _Assembly:
    def __init__(self, workspace: Workspace, found: Ledger, translator: Translator) -> None:
        self._workspace = workspace
        self._say = translator.text
        self._rows: dict[int, list[ChangeEvidence]] = {}
        for row in found.rows:
            self._rows.setdefault(row.change_id, []).append(row)
        self._tests: dict[int, list[Test]] = {}
        for test in sorted(workspace.rows(Test).values(), key=lambda one: (one.started, one.id)):
            self._tests.setdefault(test.change_id, []).append(test)

    def text(self) -> str:
        lines = self._opening()
        changes = catalogue.in_order(self._workspace)
        for part in _PARTS:
            mine = [change for change in changes if self._word(change) in part.words]
            if not mine:
                continue
            lines += ["", self._head(1, part.heading)]
            for change in sorted(mine, key=self._weight):
                lines += ["", *self._change(change, failed=part.failed)]
        lines += ["", self._head(1, msg("How the words were found")), ""]
        lines += [f"- {self._say(one)}" for one in BESIDE_THE_LEDGER]
        return "\n".join(lines).strip() + "\n"

    def _opening(self) -> list[str]:
        collaborative = self._workspace.collaborative
        teams = len(self._workspace.mine(Team))
        lines = [collaborative.aim] if collaborative.aim else []
        said = nmsg(
            "This package holds what {count} team tried, what followed, and how it is done. It speaks of what "
            "followed a change, never of what it caused.",
            "This package holds what {count} teams tried, what followed, and how it is done. It speaks of what "
            "followed a change, never of what it caused.",
            teams,
        )
        return [*lines, "", self._say(said)] if lines else [self._say(said)]

    def _head(self, level: int, text: Message) -> str:
        return f"{'#' * level} {self._say(text)}"

    def _word(self, change: Change) -> str | None:
        """The best word over the change's indicators: what worked for one of them worked."""
        words = [ledger.word_of(row) for row in self._rows.get(change.id, ())]
        known = [word for word in words if word in ledger.WORD_ORDER]
        return min(known, key=ledger.WORD_ORDER.index) if known else None

    def _weight(self, change: Change) -> tuple[int, float]:
        rows = self._rows.get(change.id, ())
        word = self._word(change)
        sizes = [row.net_size if row.net_size is not None else row.size or 0.0 for row in rows]
        return (ledger.WORD_ORDER.index(word) if word else 99, -max(sizes, default=0.0))

    def _change(self, change: Change, *, failed: bool) -> list[str]:
        lines = [f"## {change.name}", ""]
        drivers = self._workspace.rows(Driver)
        if change.driver_id in drivers:
            lines += [self._say(msg("Driver: {name}", name=drivers[change.driver_id].name)), ""]
        lines += self._result(change)
        lines += self._how(change)
        lines += self._advice(change, failed=failed)
        if not failed:
            lines += self._who(change)
        return lines

    def _result(self, change: Change) -> list[str]:
        rows = self._rows.get(change.id, ())
        lines = [self._head(3, msg("What followed")), ""]
        if not rows:
            count = len({test.team_id for test in self._tests.get(change.id, ())})
            said = nmsg(
                "{count} team tried it; no indicator is named that it should move.",
                "{count} teams tried it; no indicator is named that it should move.",
                count,
            )
            return [*lines, self._say(said), ""]
        for row in rows:
            lines.append(f"- {self._evidence(row)}")
        return [*lines, ""]

    def _evidence(self, row: ChangeEvidence) -> str:
        indicator = self._workspace.rows(Indicator)[row.indicator_id]
        parts: list[Text] = [
            msg("{indicator}: {word}.", indicator=row.indicator, word=ledger.word_said(row)),
            ledger.summary_said(row),
        ]
        if row.net_size is not None:
            net, interval = gain_said(indicator, row.net_size), ledger.interval_said(row, indicator)
            parts.append(
                msg(
                    "Beside teams that had not begun it: {size} (interval of 90 %: {interval}).",
                    size=net,
                    interval=interval,
                )
                if interval
                else msg("Beside teams that had not begun it: {size}.", size=net)
            )
        elif row.size is not None:
            size = gain_said(indicator, row.size)
            parts.append(msg("Median size: {size}, with too few teams to compare.", size=size))
        parts += [one for one in (ledger.bundle_said(row), ledger.override_said(row)) if one]
        return " ".join(self._say(one) for one in parts)

    def _how(self, change: Change) -> list[str]:
        lines = [self._head(3, msg("How it is done")), ""]
        body = [text for text in (change.description, change.how_to) if text.strip()]
        lines += body or [self._say(msg("[How it is done has not been written down yet.]"))]
        for heading, text in (
            (msg("What must not vary"), change.core),
            (msg("What may be adapted"), change.adaptable),
            (msg("Cost and effort"), change.cost),
        ):
            if text.strip():
                lines += ["", self._head(3, heading), "", text.strip()]
        return [*lines, ""]

    def _advice(self, change: Change, *, failed: bool) -> list[str]:
        """What the teams wrote down: lessons of their cycles, and their notes."""
        found = list(dict.fromkeys(self._lessons(change)))[:MOST_ADVICE]
        heading = msg("Why, as the teams saw it") if failed else msg("Advice from the teams")
        if not found:
            if not failed:
                return []
            return [
                self._head(3, heading),
                "",
                self._say(msg("[The teams have not written down why.]")),
                "",
            ]
        return [self._head(3, heading), "", *(f"- {one}" for one in found), ""]

    def _lessons(self, change: Change) -> Iterable[str]:
        teams, tests = self._workspace.rows(Team), self._tests.get(change.id, ())
        cycles: dict[int, list[Pdsa]] = {}
        for cycle in sorted(self._workspace.rows(Pdsa).values(), key=lambda one: one.number):
            cycles.setdefault(cycle.test_id, []).append(cycle)
        said: dict[str, list[str]] = {}
        for test in tests:
            texts = [cycle.learned for cycle in cycles.get(test.id, ())] + [test.note]
            for text in texts:
                if text.strip():
                    said.setdefault(" ".join(text.split()), []).append(teams[test.team_id].name)
        for text, who in said.items():
            names = tuple(dict.fromkeys(who))
            more = len(names) - MOST_TEAMS
            listed: Text = (
                msg("{names} and {count} more", names=", ".join(names[:MOST_TEAMS]), count=more)
                if more > 0
                else msg("{names}", names=names)
            )
            yield self._say(msg("{text} ({teams})", text=text, teams=listed))

    def _who(self, change: Change) -> list[str]:
        """Teams in which improvement followed and that still do it: ask them."""
        latest = {test.team_id: test for test in self._tests.get(change.id, ())}
        doing = {key for key, test in latest.items() if test.decision is not Decision.ABANDONED}
        best: dict[int, tuple[float, str]] = {}
        for row in self._rows.get(change.id, ()):
            for one in row.tests:
                if one.verdict == "improved" and one.team_id in doing:
                    size = one.net_size if one.net_size is not None else one.size or 0.0
                    best[one.team_id] = max(best.get(one.team_id, (size, one.team)), (size, one.team))
        names = [name for _size, name in sorted(best.values(), key=lambda pair: -pair[0])][:MOST_TEAMS]
        if not names:
            return []
        return [self._say(msg("Ask: {teams}.", teams=tuple(names))), ""]


def _refuse_second(workspace: Workspace) -> None:
    if draft(workspace) is not None:
        raise UserFacingError("There is a draft already: go on with it, or close it as a version first.")


def _add(workspace: Workspace, title: str, text: str, language: str) -> ChangePackage:
    new = ChangePackage(
        collaborative_id=workspace.collaborative.id,
        title=title,
        text=text,
        language=language,
        made=dt.datetime.now().replace(microsecond=0),
        person=workspace.person,
    )
    return workspace.transact("Change package begun", lambda writer: writer.add(new))
