"""Saving an import in one transaction, remembering what was answered, and taking an import back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from collabdesk.collection import no_collection
from collabdesk.errors import UserFacingError
from collabdesk.importing import fingerprint, memorable, sender_of
from collabdesk.models.intake import ImportBatch, Recipe
from collabdesk.models.measures import Disaggregation, Indicator, IndicatorAlias, IndicatorKind, Observation
from collabdesk.models.places import Team, TeamAlias
from collabdesk.models.records import NEW
from collabdesk.models.writer import RowChange, Writer
from collabdesk.periods import Kind, PeriodType
from collabdesk.services.changeset import Cell
from collabdesk.services.data import history
from collabdesk.services.imports import recipes
from collabdesk.services.imports.draft import Draft
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


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a revert did: how many rows are as before the import, and what stayed because it was edited since."""

    restored: int
    kept: tuple[str, ...]


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
    if not (plan.new or replaced):
        remember(workspace, draft)
        wait_no_more(workspace, paths=[draft.path], sha256=draft.understanding.sha256)
        return result

    def write(writer: Writer) -> int:
        batch = _write_batch(workspace, writer, draft, result)
        targets = _Targets(workspace, writer, plan, draft.copy.definitions if draft.copy is not None else {})
        _remember_spellings(writer, draft)
        _remember_subgroups(workspace, writer, draft)
        rows = [targets.row(item, batch.id) for item in plan.new]
        rows += [replace(conflict.new, origin=batch.id) for conflict in replaced]
        writer.put_observations(rows)
        return batch.id

    with no_collection():
        batch_id = workspace.transact(f"Import of {draft.path.name}", write)
    wait_no_more(workspace, paths=[draft.path], sha256=draft.understanding.sha256)
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


def _write_batch(workspace: Workspace, writer: Writer, draft: Draft, result: ImportResult) -> ImportBatch:
    return writer.add(
        ImportBatch(
            collaborative_id=workspace.collaborative.id,
            file=draft.path.name,
            sha256=draft.understanding.sha256,
            at=dt.datetime.now(),
            person=workspace.person,
            recipe_id=_remember_answers(workspace, writer, draft),
            counts=json.dumps(result.counts()),
        )
    )


def remember(workspace: Workspace, draft: Draft) -> None:
    """Keep what was answered about a file that brings nothing new: the next one needs no question."""
    lasting, known = _lasting(draft), _recipe_of(workspace, draft)
    kept = json.loads(known.answers) if known is not None else {}
    if draft.questions or lasting.items() <= kept.items() or workspace.read_only:
        return

    def write(writer: Writer) -> None:
        _remember_answers(workspace, writer, draft)
        _remember_spellings(writer, draft)
        _remember_subgroups(workspace, writer, draft)

    workspace.transact(f"Answers about {draft.path.name}", write)


def _lasting(draft: Draft) -> dict[str, str]:
    sheets = [grid.name for grid in draft.workbook.sheets]
    return memorable({**draft.answers, **dict(draft.understanding.lasting)}, sheets)


def _recipe_of(workspace: Workspace, draft: Draft) -> Recipe | None:
    return workspace.rows(Recipe).get(draft.recipe.id) if draft.recipe is not None else None


def _remember_answers(workspace: Workspace, writer: Writer, draft: Draft) -> int | None:
    """The answers of this shape of sheet from this sender, for next month's file; None when nothing was asked."""
    lasting = _lasting(draft)
    now = dt.datetime.now()
    answers = json.dumps(lasting, ensure_ascii=False, sort_keys=True)
    known = _recipe_of(workspace, draft)
    if known is not None:
        return writer.put(replace(known, answers=answers, used=now)).id
    if not lasting:
        return None
    recipe = Recipe(
        collaborative_id=workspace.collaborative.id,
        name=recipes.free_name(workspace, draft.path.stem),
        fingerprint=fingerprint(draft.workbook),
        sender=sender_of(draft.path.name),
        answers=answers,
        made=now,
        used=now,
    )
    return writer.add(recipe).id


def _remember_spellings(writer: Writer, draft: Draft) -> None:
    """Each spelling that was matched to a known team or indicator becomes its alias."""
    if not (draft.register.teams or draft.register.indicators):
        return
    known_teams = {
        team.key: {_plain(name) for name in (team.name, team.code, team.uid, *team.aliases)}
        for team in draft.register.teams
    }
    known_indicators = {
        one.key: {_plain(name) for name in (one.name, one.code, one.uid, *one.aliases)}
        for one in draft.register.indicators
    }
    spelt = dict.fromkeys(
        (one.team_key, one.team, one.indicator_key, one.indicator) for one in draft.understanding.observations
    )
    for team_key, team_name, indicator_key, indicator_name in spelt:
        team = known_teams.get(team_key or 0)
        if team is not None and team_key and _plain(team_name) not in team:
            team.add(_plain(team_name))
            writer.add(TeamAlias(team_id=team_key, alias=team_name.strip(), source=draft.path.name))
        indicator = known_indicators.get(indicator_key or 0)
        if indicator is not None and indicator_key and _plain(indicator_name) not in indicator:
            indicator.add(_plain(indicator_name))
            writer.add(
                IndicatorAlias(
                    indicator_id=indicator_key, alias=indicator_name.strip(), source=draft.path.name
                )
            )


def _remember_subgroups(workspace: Workspace, writer: Writer, draft: Draft) -> None:
    """What was decided about sub-groups (add up, keep apart, take one) stays with the indicator."""
    for question, keys in draft.subgrouped.items():
        answer = draft.answers.get(question, "")
        decision = _DECISIONS.get("take one" if answer.startswith("take ") else answer)
        if decision is None:
            continue
        for indicator in (workspace.rows(Indicator)[key] for key in sorted(keys)):
            if indicator.disaggregation is Disaggregation.ASK:
                writer.put(replace(indicator, disaggregation=decision))


_DECISIONS = {one.value: one for one in Disaggregation if one is not Disaggregation.ASK}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def batches(workspace: Workspace) -> list[ImportBatch]:
    """The imports, the newest first."""
    return sorted(workspace.mine(ImportBatch), key=lambda batch: batch.id, reverse=True)


def find_batch(workspace: Workspace, text: str) -> ImportBatch:
    """The import with this number, or the newest of this file name. Raises UserFacingError."""
    found = batches(workspace)
    for batch in found:
        if text.strip() == str(batch.id) or (batch.file == text.strip() and batch.reverted is None):
            return batch
    listed = "; ".join(f"{batch.id} {batch.file}" for batch in found[:10]) or "none"
    raise UserFacingError(f"There is no import “{text}”. Imports: {listed}.")


def size_of(workspace: Workspace, batch_id: int) -> int:
    """How many rows an import wrote."""
    return workspace.store.size_of(_entry_of(workspace, batch_id))


def _entry_of(workspace: Workspace, batch_id: int) -> int:
    return workspace.store.history(ImportBatch, (batch_id,))[-1].entry.id


def revert(workspace: Workspace, batch_id: int) -> Kept:
    """Take one import back although other edits followed; what was edited since is kept and reported.

    Raises UserFacingError when it was taken back already, or undone.
    """
    batch = workspace.rows(ImportBatch)[batch_id]
    if batch.reverted is not None:
        raise UserFacingError(f"The import of “{batch.file}” was taken back already.")
    made = _entry_of(workspace, batch_id)

    def write(writer: Writer) -> tuple[int, tuple[RowChange, ...]]:
        done = workspace.store.revert(writer, made, skip=("import_batch", "recipe"))
        writer.put(replace(batch, reverted=dt.datetime.now()))
        return done.restored, done.kept

    restored, kept = workspace.transact(f"Take back the import of {batch.file}", write)
    told = tuple(
        history.describe(workspace, change.table, change.after or change.before or {}) for change in kept
    )
    return Kept(restored=restored, kept=told)
