"""What was answered about a file, as the next one from its sender needs it: a recipe, other spellings, sub-groups."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from collabdesk.importing import fingerprint, memorable, sender_of
from collabdesk.importing.result import KnownIndicator, KnownTeam
from collabdesk.models.intake import Recipe
from collabdesk.models.measures import Disaggregation, Indicator, IndicatorAlias
from collabdesk.models.places import TeamAlias
from collabdesk.models.writer import Writer
from collabdesk.services.imports import recipes
from collabdesk.services.imports.draft import Draft
from collabdesk.services.workspace import Workspace

Spelling = tuple[int, str]
"""The id of a team or an indicator, and how the file spells it."""


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """All that is to be remembered of a file, without its numbers."""

    path: Path
    answers: Mapping[str, str]
    """Those that hold for the next file too."""
    shape: str
    recipe_id: int | None
    teams: tuple[Spelling, ...]
    indicators: tuple[Spelling, ...]
    subgroups: tuple[tuple[Disaggregation, tuple[int, ...]], ...]
    """What was decided about several sub-groups, and for which indicators."""


def lesson_of(draft: Draft) -> Lesson:
    """What a draft teaches."""
    sheets = [grid.name for grid in draft.workbook.sheets]
    found = draft.understanding.observations
    known = draft.register
    return Lesson(
        path=draft.path,
        answers=memorable({**draft.answers, **dict(draft.understanding.lasting)}, sheets),
        shape=fingerprint(draft.workbook),
        recipe_id=draft.recipe.id if draft.recipe is not None else None,
        teams=_unknown_spellings(known.teams, ((one.team_key, one.team) for one in found)),
        indicators=_unknown_spellings(
            known.indicators, ((one.indicator_key, one.indicator) for one in found)
        ),
        subgroups=tuple(_decided(draft)),
    )


def _unknown_spellings(
    known: Sequence[KnownTeam | KnownIndicator], spelt: Iterable[tuple[int | None, str]]
) -> tuple[Spelling, ...]:
    """Each spelling that was matched to one that is known under others."""
    names = {one.key: set(map(_plain, (one.name, one.code, one.uid, *one.aliases))) for one in known}
    more = []
    for key, name in dict.fromkeys(spelt):
        mine = names.get(key or 0)
        if mine is not None and key and _plain(name) not in mine:
            mine.add(_plain(name))
            more.append((key, name.strip()))
    return tuple(more)


def _decided(draft: Draft) -> Iterable[tuple[Disaggregation, tuple[int, ...]]]:
    for question, keys in draft.subgrouped.items():
        answer = draft.answers.get(question, "")
        decision = _DECISIONS.get("take one" if answer.startswith("take ") else answer)
        if decision is not None:
            yield decision, tuple(sorted(keys))


_DECISIONS = {one.value: one for one in Disaggregation if one is not Disaggregation.ASK}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def write_lesson(workspace: Workspace, writer: Writer, lesson: Lesson) -> int | None:
    """Keep it within an edit; returns the id of the recipe, None where nothing was asked."""
    source = lesson.path.name
    for key, name in lesson.teams:
        writer.add(TeamAlias(team_id=key, alias=name, source=source))
    for key, name in lesson.indicators:
        writer.add(IndicatorAlias(indicator_id=key, alias=name, source=source))
    for decision, keys in lesson.subgroups:
        for indicator in (workspace.rows(Indicator)[key] for key in keys):
            if indicator.disaggregation is Disaggregation.ASK:
                writer.put(replace(indicator, disaggregation=decision))
    return _write_recipe(workspace, writer, lesson)


def remember(workspace: Workspace, lesson: Lesson) -> None:
    """Keep what was answered about a file that brings nothing new: the next one needs no question."""
    known = _recipe_of(workspace, lesson)
    kept = json.loads(known.answers) if known is not None else {}
    if lesson.answers.items() <= kept.items() or workspace.read_only:
        return
    workspace.transact(
        f"Answers about {lesson.path.name}", lambda writer: write_lesson(workspace, writer, lesson)
    )


def _recipe_of(workspace: Workspace, lesson: Lesson) -> Recipe | None:
    return workspace.rows(Recipe).get(lesson.recipe_id) if lesson.recipe_id is not None else None


def _write_recipe(workspace: Workspace, writer: Writer, lesson: Lesson) -> int | None:
    """The answers of this shape of sheet from this sender, for next month's file."""
    now = dt.datetime.now()
    answers = json.dumps(dict(lesson.answers), ensure_ascii=False, sort_keys=True)
    known = _recipe_of(workspace, lesson)
    if known is not None:
        return writer.put(replace(known, answers=answers, used=now)).id
    if not lesson.answers:
        return None
    recipe = Recipe(
        collaborative_id=workspace.collaborative.id,
        name=recipes.free_name(workspace, lesson.path.stem),
        fingerprint=lesson.shape,
        sender=sender_of(lesson.path.name),
        answers=answers,
        made=now,
        used=now,
    )
    return writer.add(recipe).id
