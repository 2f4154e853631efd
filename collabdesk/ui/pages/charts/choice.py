"""Which charts are on the wall and in which order, without Qt."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collabdesk.charts.spec import Sign
from collabdesk.models.places import Team
from collabdesk.services.charts.standings import Standing
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace

POOLED = 0
"""Stands for "all teams" wherever a team's id is expected; ids begin at 1."""


class Order(enum.Enum):
    """What the teams are sorted by."""

    NAME = "name"
    GAIN = "gain"
    LATEST = "latest"
    SIGNAL = "signal"
    REPORT = "last report"


class Lately(enum.Enum):
    """Whether the last period that is due has been reported."""

    TOLD = "reported lately"
    SILENT = "not reported lately"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The filters over the wall. ``team_id``: the charts of all indicators of that team; else ``indicator_id``'s."""

    indicator_id: int
    team_id: int | None = None
    district: str = ""
    coach: str = ""
    wave: int | None = None
    state: Sign | None = None
    reporting: Lately | None = None
    words: str = ""
    order: Order = Order.NAME
    by_district: bool = False

    @property
    def narrows(self) -> bool:
        """Whether any filter leaves teams out."""
        some = (
            self.district,
            self.coach,
            self.wave is not None,
            self.state,
            self.reporting,
            self.words.strip(),
        )
        return any(some)


@dataclass(frozen=True, kw_only=True)
class TeamEntry:
    """What the wall needs to know of a team."""

    id: int
    name: str
    district: str
    coach: str
    wave: int | None
    searched: str
    """All that a search looks into, in small letters."""


def roster(workspace: Workspace) -> list[TeamEntry]:
    """The collaborative's teams by name."""
    found = []
    for team in workspace.mine(Team):
        district, coach = teams.district_of(workspace, team), teams.coach_of(workspace, team)
        searched = f"{team.name} {team.code} {district} {coach}".casefold()
        entry = TeamEntry(
            id=team.id, name=team.name, district=district, coach=coach, wave=team.wave, searched=searched
        )
        found.append(entry)
    return sorted(found, key=lambda entry: entry.name.casefold())


def chosen(
    entries: Sequence[TeamEntry],
    standings: Mapping[int, Standing],
    choice: Choice,
    *,
    down: bool = False,
) -> list[int]:
    """The ids of the teams that pass the filters, in the chosen order. ``down``: lower values are better."""
    passed = [
        entry.id
        for entry in narrowed(entries, choice)
        if passes(standings.get(entry.id), choice.state, choice.reporting)
    ]
    return ordered(passed, standings, choice.order, down=down)


def narrowed(entries: Sequence[TeamEntry], choice: Choice) -> list[TeamEntry]:
    """The teams that pass what is asked of the teams themselves, whatever their numbers say."""
    words = choice.words.casefold().split()
    return [
        entry
        for entry in entries
        if (not choice.district or entry.district == choice.district)
        and (not choice.coach or entry.coach == choice.coach)
        and (choice.wave is None or entry.wave == choice.wave)
        and all(word in entry.searched for word in words)
    ]


def passes(standing: Standing | None, state: Sign | None, reporting: Lately | None) -> bool:
    """Whether a series has this sign, and was or was not reported lately; None asks nothing."""
    if standing is None:
        return state is None and reporting is None
    if reporting is not None and standing.silent is not (reporting is Lately.SILENT):
        return False
    return state is None or standing.sign is state


def ordered(
    team_ids: Sequence[int], standings: Mapping[int, Standing], order: Order, *, down: bool = False
) -> list[int]:
    """Teams that are given by name, in this order."""
    if order is Order.NAME:
        return list(team_ids)
    return sorted(team_ids, key=lambda key: _rank(standings.get(key), order, down))


_SIGNS = (Sign.IMPROVED, Sign.WORSENED, Sign.NO_SIGNAL, Sign.NOT_ENOUGH)


def _rank(standing: Standing | None, order: Order, down: bool) -> tuple[int, float]:
    """The best first, those without the number last; names decide between equals (sorting is stable).

    By last report, those come first that have been silent longest: they are to be called.
    """
    if standing is None:
        return (len(_SIGNS), 0.0)
    if order is Order.SIGNAL:
        return (_SIGNS.index(standing.sign), -abs(standing.gain or 0.0))
    if order is Order.REPORT:
        return (0, float(standing.last)) if standing.last is not None else (0, float("-inf"))
    value = standing.gain if order is Order.GAIN else standing.latest
    if value is None:
        return (1, 0.0)
    return (0, value if down and order is Order.LATEST else -value)
