"""Whose list of changes it is: the team of each line, or of the whole list; an unknown one is asked about once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from collabdesk.i18n import msg
from collabdesk.importing.asking import CREATE, LEAVE_OUT, Asker
from collabdesk.importing.context import Context, find_team
from collabdesk.importing.names.match import Matcher, spelled_out
from collabdesk.importing.result import Choice
from collabdesk.importing.tables.view import View
from collabdesk.importing.words import fold, one_line, word_set

Named = tuple[str, int | None]
"""A name with its key in the register or the catalogue; None for a new one."""
WAITS: Named = ("", -1)
"""Asked, and not answered yet."""
_COMMON = word_set(
    "documentation, journal, journals, list, lists, change, changes, of, for, the, tested, test, tests, log, "
    "liste, changements, changement, des, de, du, testes, cahier, diario, lista, cambios, del, cuaderno, "
    "mudancas, da, do, caderno, qi, copy, final"
)
"""Words in the names of such files that are no part of a team's name."""
_LIKELY = 88
"""The likeness (0..100) from which the nearest team is the likely answer."""


@dataclass
class JournalTeams:
    """Finds teams by what a list writes, and asks where the register lacks them."""

    matcher: Matcher
    asker: Asker
    may_create: bool = True
    """Whether a new team may be the answer."""
    _written: dict[str, str] = field(default_factory=dict)
    """Folded name -> how the list writes it first: it is asked about once in all its spellings."""
    told: dict[str, int] = field(default_factory=dict)
    """How the list writes a team -> the known team that a person said it is."""

    def named(self, sheet: str, cell: str, text: str) -> Named | None:
        """The team that a line names; None where its lines are to be left out."""
        match = self.matcher.team(text)
        if match.key is not None:
            return self._known(match.key)
        text = self._written.setdefault(fold(text), text)
        near = [self.matcher.team_label(key) for key, _score in match.candidates]
        answer = self.asker.ask(
            sheet=sheet, cell=cell, kind="unknown team",
            asked=msg("“{text}” is no team that is known here: which one is it?", text=text),
            choices=[*(Choice(value=value, label=label) for value, label in near), *self._new(),
                     Choice(value=LEAVE_OUT, label=msg("Leave its lines out"))],
            proposed=near[0][0] if near and match.candidates[0][1] >= _LIKELY else None, about=text,
        )  # fmt: skip
        found = self._answered(answer, text)
        if found is not None and found is not WAITS and found[1] is not None:
            self.told[text] = found[1]
        return found

    def of_sheet(self, view: View, head: int, context: Context, file: str) -> Named | None:
        """The team that the title, the sheet's or the file's name gives; else it is asked once."""
        stem = PurePath(file).stem
        titles = [one_line(said.text).strip() for said in context.teams]
        texts = [view.text(row, column) for row in range(head) for column in range(view.grid.width)]
        found = {
            key for text in (*texts, *titles, view.grid.name, stem) if text for key in self._within(text)
        }
        teams = self.matcher.register.teams
        if len(found) == 1 or len(teams) == 1:
            return self._known(found.pop() if len(found) == 1 else teams[0].key)
        said = find_team(context, self.matcher, "", "")
        name = next((title for title in titles if title), said.text if said else _without_common_words(stem))
        answer = self.asker.ask(
            sheet=view.grid.name, cell=view.grid.address(head, 0), kind="team of the list",
            asked=msg("Which team keeps this list of changes?"),
            choices=[*self._listed(team.key for team in sorted(teams, key=lambda team: team.key not in found)),
                     Choice(value=CREATE, label=msg("A new one: add “{name}” to the register", name=name)),
                     Choice(value=LEAVE_OUT, label=msg("Leave this list out"))],
            about=f"the team of {view.grid.name or file}",
        )  # fmt: skip
        return self._answered(answer, name)

    def _new(self) -> Iterable[Choice]:
        if self.may_create:
            yield Choice(value=CREATE, label=msg("A new one: add it to the register"))

    def _listed(self, keys: Iterable[int]) -> Iterable[Choice]:
        for key in keys:
            value, label = self.matcher.team_label(key)
            yield Choice(value=value, label=label)

    def _answered(self, answer: str | None, text: str) -> Named | None:
        if answer is None:
            return WAITS
        if answer == LEAVE_OUT:
            return None
        if answer == CREATE:
            return text, None
        key = self.matcher.team(answer).key
        return None if key is None else self._known(key)

    def _known(self, key: int) -> Named:
        return self.matcher.teams_by_key[key].name, key

    def _within(self, text: str) -> list[int]:
        """The teams whose whole name, or another spelling of it, stands in a text."""
        sure = self.matcher.team(text).key
        if sure is not None:
            return [sure]
        folded = f" {spelled_out(text.replace('_', ' '))} "
        return [
            team.key
            for team in self.matcher.register.teams
            if any(
                len(name) > 3 and f" {spelled_out(name)} " in folded for name in (team.name, *team.aliases)
            )
        ]


def _without_common_words(stem: str) -> str:
    """The name of a file without what such files are called, and without years: what is left may be a team."""
    words = [word for word in re.split(r"[\s_\-–]+", stem) if word]
    own = [word for word in words if fold(word) not in _COMMON and not word.isdigit()]
    return " ".join(own) or stem
