"""Which charts are on the wall and in which order, without Qt."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collabdesk.charts.spec import Sign
from collabdesk.models.places import Team
from collabdesk.services import teams
from collabdesk.services.standings import Standing
from collabdesk.services.workspace import Workspace

POOLED = 0
"""Stands for "all teams" wherever a team's id is expected; ids begin at 1."""


class Order(enum.Enum):
    """What the teams are sorted by."""

    NAME = "name"
    GAIN = "gain"
    LATEST = "latest"
    SIGNAL = "signal"


class Lately(enum.Enum):
    """What can be asked for beside the four signs."""

    SILENT = "not reported lately"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The filters over the wall. ``team_id``: the charts of all indicators of that team; else ``indicator_id``'s."""

    indicator_id: int
    team_id: int | None = None
    district: str = ""
    coach: str = ""
    state: Sign | Lately | None = None
    words: str = ""
    order: Order = Order.NAME

    @property
    def narrows(self) -> bool:
        """Whether any filter leaves teams out."""
        return bool(self.district or self.coach or self.state or self.words.strip())


@dataclass(frozen=True, kw_only=True)
class TeamEntry:
    """What the wall needs to know of a team."""

    id: int
    name: str
    district: str
    coach: str
    searched: str
    """All that a search looks into, in small letters."""


def roster(workspace: Workspace) -> list[TeamEntry]:
    """The collaborative's teams by name."""
    found = []
    for team in workspace.mine(Team):
        district, coach = teams.district_of(workspace, team), teams.coach_of(workspace, team)
        searched = f"{team.name} {team.code} {district} {coach}".casefold()
        found.append(TeamEntry(id=team.id, name=team.name, district=district, coach=coach, searched=searched))
    return sorted(found, key=lambda entry: entry.name.casefold())


def chosen(
    entries: Sequence[TeamEntry],
    standings: Mapping[int, Standing],
    choice: Choice,
    *,
    down: bool = False,
) -> list[int]:
    """The ids of the teams that pass the filters, in the chosen order. ``down``: lower values are better."""
    words = choice.words.casefold().split()
    passed = [
        entry
        for entry in entries
        if (not choice.district or entry.district == choice.district)
        and (not choice.coach or entry.coach == choice.coach)
        and all(word in entry.searched for word in words)
        and _is_in_state(standings.get(entry.id), choice.state)
    ]
    if choice.order is not Order.NAME:
        passed.sort(key=lambda entry: _rank(standings.get(entry.id), choice.order, down))
    return [entry.id for entry in passed]


def _is_in_state(standing: Standing | None, state: Sign | Lately | None) -> bool:
    if state is None:
        return True
    if standing is None:
        return False
    return standing.silent if state is Lately.SILENT else standing.sign is state


_SIGNS = (Sign.IMPROVED, Sign.WORSENED, Sign.NO_SIGNAL, Sign.NOT_ENOUGH)


def _rank(standing: Standing | None, order: Order, down: bool) -> tuple[int, float]:
    """The best first, those without the number last; names decide between equals (sorting is stable)."""
    if standing is None:
        return (len(_SIGNS), 0.0)
    if order is Order.SIGNAL:
        return (_SIGNS.index(standing.sign), -(standing.gain or 0.0))
    value = standing.gain if order is Order.GAIN else standing.latest
    if value is None:
        return (1, 0.0)
    return (0, value if down and order is Order.LATEST else -value)
