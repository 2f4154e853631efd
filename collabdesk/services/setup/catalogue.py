"""The catalogue of changes as a whole: other wordings, names that look alike, duplicates made one, drivers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from collabdesk.errors import UserFacingError
from collabdesk.importing.names.alike import ALIKE, alike, most_alike
from collabdesk.models.ideas import (
    Change,
    ChangeAlias,
    ChangeIndicator,
    Decision,
    Pdsa,
    SpreadPlan,
    Test,
    VerdictOverride,
)
from collabdesk.models.places import Setting
from collabdesk.models.records import Record
from collabdesk.models.writer import Writer
from collabdesk.services.changes.changes import find, plain_name
from collabdesk.services.workspace import Workspace

R = TypeVar("R", bound=Record)
_TEXTS = ("description", "core", "adaptable", "how_to", "cost")


@dataclass(frozen=True, kw_only=True)
class LookAlike:
    """Two changes whose names are alike; ``keep`` has been tested by more teams, or is the older."""

    keep: Change
    other: Change
    score: float


def in_order(workspace: Workspace) -> list[Change]:
    """The catalogue as the office ordered it."""
    return sorted(workspace.mine(Change), key=lambda one: (one.position, one.id))


def aliases_of(workspace: Workspace, change_id: int) -> list[str]:
    """Other wordings of a change."""
    return [one.alias for one in workspace.rows(ChangeAlias).values() if one.change_id == change_id]


def attachments_of(change: Change) -> list[str]:
    """The paths of a change's attachments."""
    return [str(path) for path in json.loads(change.attachments or "[]")]


def with_attachments(change: Change, paths: Iterable[str]) -> Change:
    """The change with these attachments; blank and repeated paths are dropped."""
    kept = list(dict.fromkeys(path.strip() for path in paths if path.strip()))
    return replace(change, attachments=json.dumps(kept, ensure_ascii=False))


def look_alikes(workspace: Workspace) -> list[LookAlike]:
    """Changes that may be one, the most alike first; without the pairs that a person has called different."""
    changes = in_order(workspace)
    apart = {one.name for one in workspace.rows(Setting).values() if one.value == "apart"}
    teams = {change.id: set[int]() for change in changes}
    for test in workspace.rows(Test).values():
        teams.get(test.change_id, set()).add(test.team_id)
    found = []
    for pair in alike([change.name for change in changes]):
        two = changes[pair.first], changes[pair.second]
        if _apart_name(two[0].id, two[1].id) not in apart:
            keep, other = sorted(two, key=lambda one: (-len(teams[one.id]), one.id))
            found.append(LookAlike(keep=keep, other=other, score=pair.score))
    return found


def nearest(workspace: Workspace, name: str, most: int = 5) -> list[Change]:
    """The changes whose names, or other wordings, come nearest to ``name``."""
    changes = in_order(workspace)
    names = [(change.name, change) for change in changes]
    names += [(alias, change) for change in changes for alias in aliases_of(workspace, change.id)]
    places = most_alike(name, [text for text, _change in names], 2 * most)
    return list({names[place][1].id: names[place][1] for place in places}.values())[:most]


def look_alike(workspace: Workspace, name: str) -> Change | None:
    """The known change that a new name looks like; None where it is known, or like nothing."""
    if not name.strip() or find(workspace, name) is not None:
        return None
    changes = in_order(workspace)
    places = most_alike(name, [change.name for change in changes], 1, ALIKE)
    return changes[places[0]] if places else None


def keep_apart(workspace: Workspace, one_id: int, other_id: int) -> None:
    """Remember that two changes are different, however alike their names are."""
    name = _apart_name(one_id, other_id)
    if any(one.name == name for one in workspace.rows(Setting).values()):
        return
    names = [workspace.rows(Change)[key].name for key in (one_id, other_id)]
    workspace.transact(
        f"“{names[0]}” and “{names[1]}” are different",
        lambda writer: writer.add(Setting(name=name, value="apart")),
    )


def _apart_name(one_id: int, other_id: int) -> str:
    return f"changes {min(one_id, other_id)} and {max(one_id, other_id)}"


def merge(workspace: Workspace, keep_id: int, gone_ids: Sequence[int]) -> Change:
    """Make duplicates one: all tests with their cycles, wordings, links, words and plans go to the kept change.

    The names that go stay as other wordings, so that the next journal finds them. Where both have something
    that can be there once only (a test by the same team from the same day, a word about an indicator, a plan
    for a team), the kept one's stays and takes over what it lacks. One undo brings all back.
    """
    gone_ids = [key for key in dict.fromkeys(gone_ids) if key != keep_id]
    rows = workspace.rows(Change)
    if not gone_ids or keep_id not in rows or any(key not in rows for key in gone_ids):
        raise UserFacingError("Choose two changes or more that are to become one.")
    if len({rows[key].collaborative_id for key in (keep_id, *gone_ids)}) > 1:
        raise UserFacingError("Only changes of one collaborative can become one.")
    gone = [rows[key] for key in gone_ids]

    def write(writer: Writer) -> Change:
        return _Merge(workspace, writer, rows[keep_id], gone).write()

    names = ", ".join(f"“{one.name}”" for one in gone)
    return workspace.transact(f"{names} merged into “{rows[keep_id].name}”", write)


class _Merge:
    """One merging within its transaction."""

    def __init__(self, workspace: Workspace, writer: Writer, keep: Change, gone: Sequence[Change]) -> None:
        self._workspace, self._writer = workspace, writer
        self._keep, self._gone = keep, list(gone)
        self._ids = {change.id for change in gone}

    def write(self) -> Change:
        self._tests()
        self._wordings()
        self._move(ChangeIndicator, "indicator_id")
        self._move(VerdictOverride, "indicator_id")
        self._plans()
        kept = self._writer.put(self._texts())
        for change in self._gone:
            self._writer.remove(change)
        return kept

    def _of(self, kind: type[R], *, kept: bool) -> list[R]:
        wanted = {self._keep.id} if kept else self._ids
        return [one for one in self._workspace.rows(kind).values() if one.change_id in wanted]  # type: ignore[attr-defined]

    def _move(self, kind: type[R], name: str) -> None:
        taken = {getattr(one, name) for one in self._of(kind, kept=True)}
        for one in self._of(kind, kept=False):
            if getattr(one, name) in taken:
                self._writer.remove(one)
            else:
                taken.add(getattr(one, name))
                self._writer.change(one, change_id=self._keep.id)

    def _tests(self) -> None:
        known = {(test.team_id, test.started): test for test in self._of(Test, kept=True)}
        for test in self._of(Test, kept=False):
            twin = known.get((test.team_id, test.started))
            if twin is None:
                known[test.team_id, test.started] = self._writer.change(test, change_id=self._keep.id)
            else:
                known[test.team_id, test.started] = self._join(twin, test)

    def _join(self, kept: Test, gone: Test) -> Test:
        """Two records of one test: the cycles go over, numbered on; the note keeps both."""
        cycles = self._workspace.rows(Pdsa).values()
        number = max((one.number for one in cycles if one.test_id == kept.id), default=0)
        for cycle in sorted((one for one in cycles if one.test_id == gone.id), key=lambda one: one.number):
            number += 1
            self._writer.change(cycle, test_id=kept.id, number=number)
        decided = kept if kept.decision is not Decision.TESTING else gone
        joined = replace(
            kept, decision=decided.decision, decided=decided.decided, note=_both(kept.note, gone.note)
        )
        self._writer.put(joined)
        self._writer.remove(gone)
        return joined

    def _wordings(self) -> None:
        taken = {plain_name(self._keep.name)}
        taken |= {plain_name(one.alias) for one in self._of(ChangeAlias, kept=True)}
        for one in self._of(ChangeAlias, kept=False):
            if plain_name(one.alias) in taken:
                self._writer.remove(one)
            else:
                taken.add(plain_name(one.alias))
                self._writer.change(one, change_id=self._keep.id)
        for change in self._gone:
            if plain_name(change.name) not in taken:
                taken.add(plain_name(change.name))
                self._writer.add(ChangeAlias(change_id=self._keep.id, alias=change.name))

    def _plans(self) -> None:
        known = {plan.team_id: plan for plan in self._of(SpreadPlan, kept=True)}
        for plan in self._of(SpreadPlan, kept=False):
            twin = known.get(plan.team_id)
            if twin is None:
                known[plan.team_id] = self._writer.change(plan, change_id=self._keep.id)
                continue
            known[plan.team_id] = self._writer.put(
                replace(
                    twin,
                    planned=twin.planned or plan.planned,
                    told=twin.told or plan.told,
                    note=_both(twin.note, plan.note),
                )
            )
            self._writer.remove(plan)

    def _texts(self) -> Change:
        kept: dict[str, Any] = {name: getattr(self._keep, name) for name in _TEXTS}
        paths = attachments_of(self._keep)
        driver = self._keep.driver_id
        for change in self._gone:
            kept = {name: _both(text, getattr(change, name)) for name, text in kept.items()}
            paths += attachments_of(change)
            driver = driver or change.driver_id
        return with_attachments(replace(self._keep, driver_id=driver, **kept), paths)


def _both(one: str, other: str) -> str:
    """Two texts, each once."""
    one, other = one.strip(), other.strip()
    if not other or other in one:
        return one
    return f"{one}\n{other}" if one else other
