"""Recipes: what a person answered and corrected once for a shape of sheet from a sender."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.importing import is_about_shape, names_the_sender
from collabdesk.importing.corrections import PREFIX
from collabdesk.models.intake import ImportBatch, Recipe
from collabdesk.models.writer import Writer
from collabdesk.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class KnownRecipe:
    """What was answered for a shape of sheet before, by whom it was sent then (the file's name without its dates)."""

    id: int
    name: str
    fingerprint: str
    sender: str
    answers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What memory gives for a file: the recipe of this very sender, if there is one, and the answers that hold."""

    recipe: KnownRecipe | None
    answers: Mapping[str, str]


def recipes_of(workspace: Workspace) -> tuple[KnownRecipe, ...]:
    """The remembered answers, the newest first."""
    return tuple(
        KnownRecipe(
            id=recipe.id,
            name=recipe.name,
            fingerprint=recipe.fingerprint,
            sender=recipe.sender,
            answers=json.loads(recipe.answers),
        )
        for recipe in in_order(workspace)
    )


def in_order(workspace: Workspace) -> list[Recipe]:
    """The recipes, the one used last first."""
    return sorted(workspace.mine(Recipe), key=lambda one: (one.used or one.made, one.id), reverse=True)


def choose(recipes: Sequence[KnownRecipe], shape: str, sender: str) -> Remembered:
    """The answers for a file of this shape from this sender.

    Another sender's answers hold as far as they are about the shape (headings, roles, names): what "-" means, or
    which team a sheet without a name is from, is asked anew for each sender.
    """
    same_shape = [one for one in recipes if one.fingerprint == shape]
    for one in same_shape:
        if one.sender == sender:
            sure = {
                key: value for key, value in one.answers.items()
                if not names_the_sender(key) or sender
            }  # fmt: skip
            return Remembered(recipe=one, answers=sure)
    answers: dict[str, str] = {}
    for one in reversed(same_shape):
        answers.update({key: value for key, value in one.answers.items() if is_about_shape(key)})
    return Remembered(recipe=None, answers=answers)


def find(workspace: Workspace, name: str) -> Recipe:
    """The recipe of that name. Raises UserFacingError."""
    for recipe in in_order(workspace):
        if recipe.name.casefold() == name.strip().casefold():
            return recipe
    names = ", ".join(f"“{recipe.name}”" for recipe in in_order(workspace)) or "none yet"
    raise UserFacingError(f"There is no recipe “{name}”; remembered: {names}.")


def free_name(workspace: Workspace, wanted: str) -> str:
    """The name, or the name with a number where it is taken."""
    taken = {recipe.name.casefold() for recipe in workspace.mine(Recipe)}
    name, number = wanted, 2
    while name.casefold() in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name


def rename(workspace: Workspace, recipe_id: int, name: str) -> None:
    """Give a recipe another name. Refuses an empty and a taken one."""
    recipe = workspace.rows(Recipe)[recipe_id]
    name = " ".join(name.split())
    if not name:
        raise UserFacingError("A recipe needs a name.")
    others = [one for one in workspace.mine(Recipe) if one.id != recipe_id]
    if any(one.name.casefold() == name.casefold() for one in others):
        raise UserFacingError(f"Another recipe is called “{name}”.")
    workspace.transact(f"Recipe “{name}”", lambda writer: writer.put(replace(recipe, name=name)))


def delete(workspace: Workspace, recipe_ids: Sequence[int]) -> None:
    """Forget recipes: the next such file is asked about again. What they brought in stays."""
    known = workspace.rows(Recipe)
    users = [batch for batch in workspace.rows(ImportBatch).values() if batch.recipe_id in recipe_ids]

    def write(writer: Writer) -> None:
        for batch in users:
            writer.put(replace(batch, recipe_id=None))
        for recipe_id in recipe_ids:
            writer.remove(known[recipe_id])

    names = ", ".join(f"“{known[recipe_id].name}”" for recipe_id in recipe_ids)
    workspace.transact(f"Forget the recipe {names}", write)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One answer of a recipe, in words."""

    about: Message | str
    answer: Message | str


_KINDS = {
    "unknown team": msg("Team “{name}”"),
    "unknown indicator": msg("Indicator “{name}”"),
    "unknown team of the table": msg("Team of the sheet"),
    "unknown indicator of the table": msg("Indicator of the sheet"),
    "heading": msg("Column “{name}”"),
    "total or team": msg("“{name}”"),
    "what the columns are": msg("What the columns are"),
    "numerator and denominator": msg("{name}"),
    "list of cases": msg("List of cases"),
    "date of the cases": msg("Date by which cases are counted"),
    "week of a date": msg("Week of a date"),
    "disaggregation": msg("Several numbers for one month"),
}
_ANSWERS = {
    "create": msg("a new one"),
    "leave out": msg("left out"),
    "left out": msg("left out"),
    "not reported": msg("nothing was reported"),
    "add up": msg("added up"),
    "keep apart": msg("kept apart"),
}


def told(recipe: Recipe) -> list[Told]:
    """All that a recipe remembers, for a person to read."""
    return [_told(key, value) for key, value in sorted(json.loads(recipe.answers).items())]


def _told(key: str, value: str) -> Told:
    kind, _, about = key.partition(": ")
    answer: Message | str = _ANSWERS.get(value, value)
    if key.startswith(PREFIX):
        return Told(about=place_in_words(about), answer=answer)
    known = _KINDS.get(kind)
    if known is not None:
        return Told(about=_with_name(known, about.removeprefix("heading ")), answer=answer)
    return Told(about=msg("{kind}: {about}", kind=kind, about=about), answer=answer)


def _with_name(said: Message, name: str) -> Message:
    return replace(said, arguments=(("name", name),)) if "{name}" in said.text else said


_PLACES = {"column": msg("Column {name}"), "row": msg("Row {name}"), "sheet": msg("Sheet {name}")}


def place_in_words(place: str) -> Message | str:
    """``C`` -> column C, ``7`` -> row 7, ``March!C7`` -> cell C7 of “March”; a place with a name says it itself."""
    kind, _, name = place.partition(" ")
    if name.startswith("“") and kind in _PLACES:
        return _with_name(_PLACES[kind], name)
    sheet, _, cell = place.rpartition("!")
    said = (
        msg("Column {name}", name=cell) if cell.isalpha()
        else msg("Row {name}", name=cell) if cell.isdecimal() else msg("Cell {name}", name=cell)
    )  # fmt: skip
    if sheet.startswith("{"):
        return msg("{place}, the sheet of each month", place=said)
    return msg("{place}, sheet {sheet}", place=said, sheet=sheet) if sheet else said
