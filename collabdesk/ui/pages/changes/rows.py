"""The rows of the Changes page, as values."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from collabdesk.i18n import Message, msg
from collabdesk.models.ideas import Change, ChangeAlias, Decision, Driver, Pdsa, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.services.changes import changes
from collabdesk.services.workspace import Workspace

DECISIONS: dict[Decision, Message] = {
    Decision.TESTING: msg("Testing"),
    Decision.ADOPTED: msg("Adopted"),
    Decision.ADAPTED: msg("Adapted"),
    Decision.ABANDONED: msg("Abandoned"),
}


@dataclass(frozen=True, kw_only=True)
class TestRow:
    """One team's test of a change."""

    __test__ = False

    test: Test
    team: str
    change: str
    started: dt.date
    decision: Decision
    decided: dt.date | None
    note: str
    cycles: int


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One change of the catalogue with how many teams stand where."""

    change: Change
    name: str
    testing: int
    adopted: int
    stopped: int
    indicators: str
    driver: str
    aliases: tuple[str, ...] = ()


def test_rows(workspace: Workspace) -> list[TestRow]:
    """All tests of the collaborative, the latest start first."""
    catalogue = {change.id: change for change in workspace.mine(Change)}
    teams = workspace.rows(Team)
    cycles = Counter(cycle.test_id for cycle in workspace.rows(Pdsa).values())
    rows = [
        TestRow(
            test=test,
            team=teams[test.team_id].name,
            change=catalogue[test.change_id].name,
            started=test.started,
            decision=test.decision,
            decided=test.decided,
            note=test.note,
            cycles=cycles[test.id],
        )
        for test in workspace.rows(Test).values()
        if test.change_id in catalogue
    ]
    return sorted(rows, key=lambda row: (row.started, row.test.id), reverse=True)


def change_rows(workspace: Workspace) -> list[ChangeRow]:
    """The catalogue by name."""
    counts: Counter[tuple[int, Decision]] = Counter()
    latest: dict[tuple[int, int], Test] = {}
    for test in workspace.rows(Test).values():
        key = (test.change_id, test.team_id)
        if key not in latest or latest[key].started <= test.started:
            latest[key] = test  # a team that tried twice counts once, where it stands now
    for (change_id, _team), test in latest.items():
        counts[change_id, test.decision] += 1
    indicators, drivers = workspace.rows(Indicator), workspace.rows(Driver)
    moved: dict[int, list[str]] = {}
    for link in changes.all_links(workspace):
        moved.setdefault(link.change_id, []).append(indicators[link.indicator_id].name)
    aliases: dict[int, list[str]] = {}
    for one in workspace.rows(ChangeAlias).values():
        aliases.setdefault(one.change_id, []).append(one.alias)
    return [
        ChangeRow(
            change=change,
            name=change.name,
            testing=counts[change.id, Decision.TESTING],
            adopted=counts[change.id, Decision.ADOPTED] + counts[change.id, Decision.ADAPTED],
            stopped=counts[change.id, Decision.ABANDONED],
            indicators=", ".join(moved.get(change.id, ())),
            driver=drivers[change.driver_id].name if change.driver_id in drivers else "",
            aliases=tuple(aliases.get(change.id, ())),
        )
        for change in sorted(workspace.mine(Change), key=lambda one: one.name.casefold())
    ]
