"""Changes and their tests: one line and a date is enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.models.ideas import Change, ChangeAlias, ChangeIndicator, Decision, Pdsa, Test
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.services.workspace import Workspace

_FINAL = {"adopt": Decision.ADOPTED, "abandon": Decision.ABANDONED}
"""What ends a test; "adapt" goes on to the next cycle."""


@dataclass(frozen=True, kw_only=True)
class NewTest:
    """Teams that begin a change on a day. ``change`` is a name: a known one (whatever its case) or a new one."""

    change: str
    team_ids: tuple[int, ...]
    started: dt.date
    note: str = ""
    decision: Decision = Decision.TESTING
    indicator_ids: tuple[int, ...] = ()
    """The indicators that a new change should move."""


def find(workspace: Workspace, name: str) -> Change | None:
    """The change of that name or other wording, blanks and case apart."""
    wanted = plain_name(name)
    mine = {change.id: change for change in workspace.mine(Change)}
    for change in mine.values():
        if plain_name(change.name) == wanted:
            return change
    aliases = workspace.rows(ChangeAlias).values()
    return next(
        (mine[one.change_id] for one in aliases if one.change_id in mine and plain_name(one.alias) == wanted),
        None,
    )


def record_test(workspace: Workspace, new: NewTest) -> tuple[Test, ...]:
    """Record that teams try a change from a date; the change is added to the catalogue when it is new.

    Raises UserFacingError without a name or a team, and where a team already began this change on that day.
    """
    if not new.change.strip():
        raise UserFacingError("Say in a few words what the team changes.")
    if not new.team_ids:
        raise UserFacingError("Choose the team, or the teams, that try it.")
    known = find(workspace, new.change)
    _refuse_twice(workspace, known, new)

    def write(writer: Writer) -> tuple[Test, ...]:
        change = known or _add_change(workspace, writer, new)
        return tuple(
            writer.add(
                Test(
                    change_id=change.id,
                    team_id=team_id,
                    started=new.started,
                    decision=new.decision,
                    note=new.note.strip(),
                    person=workspace.person,
                )
            )
            for team_id in new.team_ids
        )

    names = ", ".join(workspace.rows(Team)[team_id].name for team_id in new.team_ids[:3])
    more = f" and {len(new.team_ids) - 3} more" if len(new.team_ids) > 3 else ""
    return workspace.transact(f"Change “{new.change.strip()}” begun by {names}{more}", write)


def _refuse_twice(workspace: Workspace, change: Change | None, new: NewTest) -> None:
    for test in workspace.rows(Test).values():
        same = change is not None and test.change_id == change.id and test.started == new.started
        if same and test.team_id in new.team_ids:
            team = workspace.rows(Team)[test.team_id].name
            raise UserFacingError(f"{team} already has “{new.change.strip()}” from {new.started:%d %b %Y}.")


def _add_change(workspace: Workspace, writer: Writer, new: NewTest) -> Change:
    change = writer.add(Change(collaborative_id=workspace.collaborative.id, name=new.change.strip()))
    for indicator_id in new.indicator_ids:
        writer.add(ChangeIndicator(change_id=change.id, indicator_id=indicator_id))
    return change


def decide(workspace: Workspace, test_id: int, decision: Decision, day: dt.date | None = None) -> Test:
    """Write down what the team decided; back to "testing" takes the date away."""
    test = workspace.rows(Test)[test_id]
    decided = None if decision is Decision.TESTING else (day or dt.date.today())
    if decided is not None and decided < test.started:
        raise UserFacingError(
            f"The decision ({decided:%d %b %Y}) lies before the start ({test.started:%d %b %Y})."
        )
    label = f"“{workspace.rows(Change)[test.change_id].name}”: {decision.value}"
    return workspace.transact(
        label, lambda writer: writer.put(replace(test, decision=decision, decided=decided))
    )


def decide_many(
    workspace: Workspace, test_ids: Sequence[int], decision: Decision, day: dt.date | None = None
) -> None:
    """Write down one decision for several tests, as one edit."""
    chosen = [workspace.rows(Test)[key] for key in test_ids]
    decided = None if decision is Decision.TESTING else (day or dt.date.today())
    late = [test for test in chosen if decided is not None and decided < test.started]
    if late:
        raise UserFacingError(
            f"The decision ({decided:%d %b %Y}) lies before the start ({late[0].started:%d %b %Y})."
        )
    names = dict.fromkeys(workspace.rows(Change)[test.change_id].name for test in chosen)
    label = f"“{next(iter(names))}”: {decision.value}" if len(names) == 1 else f"{len(chosen)} tests"

    def write(writer: Writer) -> None:
        for test in chosen:
            writer.change(test, decision=decision, decided=decided)

    workspace.transact(f"{label}: {decision.value}" if len(names) > 1 else label, write)


def edit_test(workspace: Workspace, test: Test) -> Test:
    """Write a changed test (start, note, decision...)."""
    return workspace.transact("Test of a change", lambda writer: writer.put(test))


def remove_tests(workspace: Workspace, test_ids: Sequence[int]) -> None:
    """Take tests out, with their cycles."""
    tests = [workspace.rows(Test)[test_id] for test_id in test_ids]

    def write(writer: Writer) -> None:
        for test in tests:
            writer.remove_with_parts(test)

    workspace.transact("Remove test of a change", write)


def edit_change(
    workspace: Workspace,
    change: Change,
    indicator_ids: Sequence[int],
    aliases: Sequence[str] | None = None,
) -> Change:
    """Write a change of the catalogue, the indicators that it should move and, unless None, its other wordings.

    Refuses a name that is taken, by a name or another wording.
    """
    other = find(workspace, change.name)
    if not change.name.strip():
        raise UserFacingError("A change needs a name.")
    if other is not None and other.id != change.id:
        raise UserFacingError(f"“{other.name}” is in the catalogue already.")

    def write(writer: Writer) -> Change:
        saved = writer.put(change) if change.id else writer.add(change)
        links = {link.indicator_id: link for link in indicators_of(workspace, saved.id)}
        for indicator_id in set(links) - set(indicator_ids):
            writer.remove(links[indicator_id])
        for indicator_id in sorted(set(indicator_ids) - set(links)):
            writer.add(ChangeIndicator(change_id=saved.id, indicator_id=indicator_id))
        if aliases is not None:
            _write_aliases(workspace, writer, saved, aliases)
        return saved

    for alias in aliases or ():
        other = find(workspace, alias)
        if other is not None and other.id != change.id:
            raise UserFacingError(f"“{alias.strip()}” is “{other.name}” in the catalogue already.")
    return workspace.transact(f"Change “{change.name.strip()}”", write)


def _write_aliases(workspace: Workspace, writer: Writer, change: Change, wanted: Sequence[str]) -> None:
    texts = {plain_name(text): text.strip() for text in wanted if text.strip()}
    texts.pop(plain_name(change.name), None)
    for one in list(workspace.rows(ChangeAlias).values()):
        if one.change_id == change.id and texts.pop(plain_name(one.alias), None) is None:
            writer.remove(one)
    for text in texts.values():
        writer.add(ChangeAlias(change_id=change.id, alias=text))


def remove_change(workspace: Workspace, change_id: int) -> None:
    """Take a change out of the catalogue, with all its tests: ask first."""
    change = workspace.rows(Change)[change_id]
    workspace.transact(f"Remove change “{change.name}”", lambda writer: writer.remove_with_parts(change))


def indicators_of(workspace: Workspace, change_id: int) -> list[ChangeIndicator]:
    """The links from a change to the indicators that it should move."""
    return [link for link in workspace.rows(ChangeIndicator).values() if link.change_id == change_id]


def all_links(workspace: Workspace) -> list[ChangeIndicator]:
    """All links from changes to the indicators that they should move."""
    return list(workspace.rows(ChangeIndicator).values())


def tests_of_team(workspace: Workspace, team_id: int) -> list[Test]:
    """A team's tests in the order of their start; their places are the numbers of the flags, from 1."""
    tests = [test for test in workspace.rows(Test).values() if test.team_id == team_id]
    return sorted(tests, key=lambda test: (test.started, test.id))


def tests_by_team(workspace: Workspace) -> dict[int, list[Test]]:
    """`tests_of_team` for all at once: asked team by team it goes through all tests for each."""
    found: dict[int, list[Test]] = {}
    for test in sorted(workspace.rows(Test).values(), key=lambda test: (test.started, test.id)):
        found.setdefault(test.team_id, []).append(test)
    return found


def write_cycle(workspace: Workspace, cycle: Pdsa) -> Pdsa:
    """Write a PDSA cycle, new or changed. "Adopt" or "abandon" newly said in it is the end of a test under way."""
    test = workspace.rows(Test)[cycle.test_id]
    before = workspace.rows(Pdsa).get(cycle.id)
    final = _FINAL.get(cycle.decision) if before is None or before.decision != cycle.decision else None
    decided = max(cycle.ended or dt.date.today(), test.started)

    def write(writer: Writer) -> Pdsa:
        if final is not None and test.decision is Decision.TESTING:
            writer.change(test, decision=final, decided=decided)
        return writer.put(cycle) if cycle.id else writer.add(cycle)

    return workspace.transact("PDSA cycle", write)


def plain_name(name: str) -> str:
    """A name for comparing: blanks and case apart."""
    return " ".join(name.casefold().split())
