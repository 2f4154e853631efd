"""Where the wall gets its charts: one indicator for all teams, or all indicators of one team."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from collabdesk.charts.choice import RUN
from collabdesk.charts.spec import ChartSpec, Text
from collabdesk.i18n import Message, msg
from collabdesk.services.charts.bare_lines import bare_lines
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.ui.charts.sketch import Sketch
from collabdesk.ui.charts.wall_grid import Section
from collabdesk.ui.charts.wall_store import NoSketches
from collabdesk.ui.pages.charts.choice import POOLED


def pooled_title(n_chosen: int, n_all: int) -> Message:
    """What the pooled chart of the filtered teams is called: "n of N teams"."""
    if n_chosen == n_all:
        return msg("All {total} teams", total=n_all)
    return msg("{count} of {total} teams", count=n_chosen, total=n_all)


def pooled_spec(
    desk: SeriesDesk, indicator_id: int, team_ids: Sequence[int] | None, title: Text, chart: str = RUN
) -> ChartSpec:
    """The pooled chart of some teams (None: all) under this title."""
    return replace(desk.pooled_chart(indicator_id, team_ids, chart=chart), title=title)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Teams that stand together under a heading, with their pooled chart first."""

    name: str
    team_ids: tuple[int, ...]


class TeamsSource:
    """One indicator: the pooled chart first, then a chart per team. Keys are ids of teams.

    In groups, each group begins with its pooled chart; its key is -1 for the first group, -2 for the second...
    """

    def __init__(
        self,
        desk: SeriesDesk,
        indicator_id: int,
        names: Mapping[int, str],
        scale: tuple[float, float] | None,
    ) -> None:
        self.desk = desk
        self.indicator_id, self.scale = indicator_id, scale
        self._names = names
        self.pooled = ""
        self.team_ids: tuple[int, ...] = ()
        """The teams in their order."""
        self.groups: tuple[Group, ...] = ()

    def narrow(self, pooled: str, team_ids: Sequence[int], groups: Sequence[Group] = ()) -> None:
        """Other teams, or another order; the charts of teams stay as they are, the pooled ones do not."""
        self.pooled, self.groups = pooled, tuple(groups)
        self.team_ids = tuple(key for group in groups for key in group.team_ids) or tuple(team_ids)

    def keys(self) -> Sequence[Hashable]:
        """The pooled chart and the teams; nothing where no team is left."""
        if not self.groups:
            return (POOLED, *self.team_ids) if self.team_ids else ()
        keys: list[int] = [POOLED]
        for place, group in enumerate(self.groups, start=1):
            keys += [-place, *group.team_ids]
        return keys

    def sections(self) -> Sequence[Section]:
        """The groups with their headings; the chart of all stands alone before them."""
        made, start = [Section(start=0, heading="")] if self.groups else [], 1
        for group in self.groups:
            made.append(Section(start=start, heading=group.name))
            start += 1 + len(group.team_ids)
        return made

    def title(self, key: Hashable) -> str:
        """The name of the team or of the group."""
        number = cast(int, key)
        if number < POOLED:
            return self.groups[-number - 1].name
        return self.pooled if number == POOLED else self._names[number]

    def pool(self, key: int) -> tuple[int, ...]:
        """The teams behind a pooled chart."""
        return self.team_ids if key == POOLED else self.groups[-key - 1].team_ids

    def pools_of(self, team_ids: Collection[int]) -> list[int]:
        """The keys of the pooled charts that some teams are in."""
        touched = [
            at for at, group in enumerate(self.groups, 1) if not set(team_ids).isdisjoint(group.team_ids)
        ]
        return [POOLED, *(-at for at in touched)] if team_ids else []

    def all_pools(self) -> list[int]:
        """The keys of all pooled charts."""
        return [POOLED, *(-at for at in range(1, len(self.groups) + 1))]

    def specs(self, keys: Sequence[Hashable]) -> Sequence[ChartSpec]:
        """The charts of these teams, on one scale."""
        return self.specs_on(keys, self.scale)

    def sketches(self, keys: Sequence[Hashable]) -> Sequence[Sketch | None]:
        """The bare lines of the teams' charts; the pooled ones have to be worked out."""
        teams = [key for key in cast(list[int], keys) if key > POOLED]
        lines = bare_lines(self.desk.workspace, self.indicator_id, teams, self.scale)
        found = {
            key: Sketch(y=y, low=low, high=high) for key, (y, low, high) in zip(teams, lines, strict=True)
        }
        return [found.get(key) for key in cast(list[int], keys)]

    def specs_on(self, keys: Sequence[Hashable], scale: tuple[float, float] | None) -> list[ChartSpec]:
        """The charts on this scale (None: each on its own)."""
        pairs = [(self.indicator_id, cast(int, key)) for key in keys if cast(int, key) > POOLED]
        charts = iter(self.desk.team_charts(pairs, scale) if pairs else [])
        return [self._pooled_spec(key) if key <= POOLED else next(charts) for key in cast(list[int], keys)]

    def _pooled_spec(self, key: int) -> ChartSpec:
        return pooled_spec(self.desk, self.indicator_id, self.pool(key), self.title(key))


class IndicatorsSource(NoSketches):
    """One team: a chart per indicator, each on its own scale. Keys are ids of indicators."""

    def __init__(self, desk: SeriesDesk, team_id: int, names: Mapping[int, str]) -> None:
        self.desk, self.team_id, self._names = desk, team_id, names

    @property
    def indicator_ids(self) -> tuple[int, ...]:
        """The indicators in their order."""
        return tuple(self._names)

    def keys(self) -> Sequence[Hashable]:
        """The indicators in their order."""
        return self.indicator_ids

    def sections(self) -> Sequence[Section]:
        """No groups."""
        return ()

    def title(self, key: Hashable) -> str:
        """The name of the indicator."""
        return self._names[cast(int, key)]

    def specs(self, keys: Sequence[Hashable]) -> Sequence[ChartSpec]:
        """The team's charts of these indicators."""
        return self.specs_on(keys, None)

    def specs_on(self, keys: Sequence[Hashable], scale: tuple[float, float] | None) -> list[ChartSpec]:
        """The charts on this scale (None: each on its own)."""
        return self.desk.team_charts([(cast(int, key), self.team_id) for key in keys], scale)
