"""Saving an import in one transaction, with what was answered about it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from collabdesk.collection import no_collection
from collabdesk.errors import UserFacingError
from collabdesk.models.intake import ImportBatch
from collabdesk.models.measures import Indicator, IndicatorKind, Observation
from collabdesk.models.places import Team
from collabdesk.models.records import NEW
from collabdesk.models.writer import Writer
from collabdesk.periods import Kind, PeriodType
from collabdesk.services.changeset import Cell
from collabdesk.services.imports.draft import Draft
from collabdesk.services.imports.lessons import lesson_of, remember, write_lesson
from collabdesk.services.imports.naming import NewIndicator, NewTeam
from collabdesk.services.imports.plan import Plan
from collabdesk.services.imports.planned import Planned
from collabdesk.services.overview.waiting_imports import wait_no_more
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """What an import did, in numbers of values."""

    batch_id: int | None
    new: int
    same: int
    conflicts: int
    kept: int
    replaced: int
    rejected: int

    def counts(self) -> dict[str, int]:
        """As the ``import`` command prints it."""
        names = ("new", "same", "conflicts", "kept", "replaced", "rejected")
        return {name: getattr(self, name) for name in names}


def apply(
    workspace: Workspace, draft: Draft, plan: Plan, replace_keys: Collection[Cell] = (), *, dry: bool = False
) -> ImportResult:
    """Save what the plan lists: all new values, and those conflicts whose key is in ``replace_keys``.

    All or nothing. Raises UserFacingError while questions are open. ``dry`` only counts.
    """
    if draft.questions:
        raise UserFacingError(f"{len(draft.questions)} questions about “{draft.path.name}” are still open.")
    replaced = [conflict for conflict in plan.conflicts if conflict.key in replace_keys]
    result = ImportResult(
        batch_id=None,
        new=len(plan.new),
        same=plan.same,
        conflicts=len(plan.conflicts),
        kept=len(plan.conflicts) - len(replaced),
        replaced=len(replaced),
        rejected=plan.n_rejected,
    )
    if dry:
        return result
    lesson = lesson_of(draft)
    if not (plan.new or replaced):
        remember(workspace, lesson)
        wait_no_more(workspace, paths=[draft.path], sha256=draft.sha256)
        return result

    def write(writer: Writer) -> int:
        targets = _Targets(workspace, writer, plan, draft.copy.definitions if draft.copy is not None else {})
        batch = _write_batch(workspace, writer, draft, result, write_lesson(workspace, writer, lesson))
        rows = [targets.row(item, batch.id) for item in plan.new]
        rows += [replace(conflict.new, origin=batch.id) for conflict in replaced]
        writer.put_observations(rows)
        return batch.id

    with no_collection():
        batch_id = workspace.transact(f"Import of {draft.path.name}", write)
    wait_no_more(workspace, paths=[draft.path], sha256=draft.sha256)
    return replace(result, batch_id=batch_id)


class _Targets:
    """Makes the teams and indicators that the file names and the register lacks, and finds all."""

    def __init__(
        self, workspace: Workspace, writer: Writer, plan: Plan, defined: Mapping[str, Indicator]
    ) -> None:
        made = teams.insert_teams(workspace, writer, _team_rows(workspace, plan.new_teams))
        self._teams = {new: team.id for new, team in zip(plan.new_teams, made, strict=True)}
        self._indicators = _insert_indicators(workspace, writer, plan.creates_indicators, defined)
        self._ids: dict[int, int] = {}
        """By the identity of what was to be created, which the plan keeps: it hashes slowly."""

    def row(self, item: Planned, origin: int) -> Observation:
        """The record of a planned number."""
        team, indicator = item.team, item.indicator
        if not isinstance(team, int):
            team = self._ids.get(id(team)) or self._ids.setdefault(id(team), self._teams[team])
        if not isinstance(indicator, int):
            found = self._ids.get(id(indicator))
            indicator = found or self._ids.setdefault(id(indicator), self._indicators[indicator])
        return item.row(team, indicator, origin)


def _team_rows(workspace: Workspace, wanted: Sequence[NewTeam]) -> list[teams.TeamRow]:
    """The teams to be created; a name that two of them share, or that is taken, takes the code beside it."""
    taken = [one.name.casefold() for one in workspace.mine(Team)] + [one.name.casefold() for one in wanted]
    return [
        teams.TeamRow(
            name=f"{one.name} ({one.code})"
            if one.code and taken.count(one.name.casefold()) > 1
            else one.name,
            code=one.code,
        )
        for one in wanted
    ]


def _insert_indicators(
    workspace: Workspace,
    writer: Writer,
    wanted: Iterable[NewIndicator],
    defined: Mapping[str, Indicator],
) -> dict[NewIndicator, int]:
    wanted = list(wanted)
    taken = {one.name.casefold() for one in workspace.mine(Indicator)}
    position = max((one.position for one in workspace.mine(Indicator)), default=0)
    made = {}
    for number, one in enumerate(wanted, start=1):
        name = _free_name(one, taken)
        taken.add(name.casefold())
        unit = "%" if one.kind is IndicatorKind.PROPORTION else ""
        plain = Indicator(
            collaborative_id=0, name=name, unit=unit, period_type=one.period_type, kind=one.kind
        )
        indicator = replace(
            defined.get(one.name, plain),  # all that it means, where the other file says so
            id=NEW,
            collaborative_id=workspace.collaborative.id,
            name=name,
            position=position + number,
        )
        made[one] = writer.add(indicator).id
    return made


def _free_name(one: NewIndicator, taken: Collection[str]) -> str:
    """The name; where it is taken (another period or kind), with what tells the two apart."""
    kind = PeriodType.parse(one.period_type).kind
    told = [one.name, f"{one.name} ({kind.value})", f"{one.name} ({kind.value}, {one.kind.value})"]
    if kind is Kind.YEAR and one.period_type != "year":
        told.insert(1, f"{one.name} (financial year)")
    free = (name for name in told if name.casefold() not in taken)
    return next(free, f"{one.name} ({len(taken) + 1})")


def _write_batch(
    workspace: Workspace, writer: Writer, draft: Draft, result: ImportResult, recipe_id: int | None
) -> ImportBatch:
    return writer.add(
        ImportBatch(
            collaborative_id=workspace.collaborative.id,
            file=draft.path.name,
            sha256=draft.sha256,
            at=dt.datetime.now(),
            person=workspace.person,
            recipe_id=recipe_id,
            counts=json.dumps(result.counts()),
        )
    )
