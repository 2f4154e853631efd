"""Names on shared prints: the teams' own, or "Site A", the same letters on every pack of a collaborative."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from collabdesk.i18n import Translator, msg
from collabdesk.models.places import Team
from collabdesk.services.workspace import Workspace

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, kw_only=True)
class Names:
    """What each team is called in one pack."""

    hidden: bool
    letters: dict[int, str]
    translator: Translator

    def of(self, team: Team) -> str:
        """The team's name, or its letter."""
        if not self.hidden:
            return team.name
        return self.translator.text(msg("Site {letter}", letter=self.letters[team.id]))

    def in_order(self, teams: Iterable[Team]) -> list[Team]:
        """The teams by the names that are printed, so that hidden ones cannot be told by their place."""
        if not self.hidden:
            return list(teams)
        return sorted(teams, key=lambda team: (len(self.letters[team.id]), self.letters[team.id]))


def names_of(workspace: Workspace, translator: Translator, *, hidden: bool) -> Names:
    """The names for one pack."""
    letters = letters_of(workspace.collaborative.id, [team.id for team in workspace.mine(Team)])
    return Names(hidden=hidden, letters=letters, translator=translator)


def letters_of(collaborative_id: int, team_ids: Iterable[int]) -> dict[int, str]:
    """A letter for each team: A to Z, then AA to ZZ.

    A team keeps its letter when others join or leave: the letters of each 26 keys in a row are dealt by a shuffle
    that depends on the collaborative alone. Keys are never given twice, so a letter never changes hands.
    """
    ids = sorted(team_ids)
    if not ids:
        return {}
    return {key: _letter(collaborative_id, key - ids[0]) for key in ids}


def _letter(collaborative_id: int, place: int) -> str:
    block, at = divmod(place, len(_LETTERS))
    dealt = list(_LETTERS)
    random.Random(f"{collaborative_id}:{block}").shuffle(dealt)
    return _prefix(block) + dealt[at]


def _prefix(block: int) -> str:
    """Nothing, then A to Z, then AA and on."""
    if block == 0:
        return ""
    above, at = divmod(block - 1, len(_LETTERS))
    return _prefix(above) + _LETTERS[at]
