"""Where the wall gets its charts: one indicator for all teams, or all indicators of one team."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from collabdesk.charts.spec import ChartSpec, Text
from collabdesk.i18n import Message, msg
from collabdesk.services.series import SeriesDesk
from collabdesk.ui.pages.charts.choice import POOLED


def pooled_title(n_chosen: int, n_all: int) -> Message:
    """What the pooled chart of the filtered teams is called: "n of N teams"."""
    if n_chosen == n_all:
        return msg("All {total} teams", total=n_all)
    return msg("{count} of {total} teams", count=n_chosen, total=n_all)


def pooled_spec(
    desk: SeriesDesk, indicator_id: int, team_ids: Sequence[int] | None, title: Text
) -> ChartSpec:
    """The pooled chart of some teams (None: all) under this title."""
    return replace(desk.pooled_chart(indicator_id, team_ids), title=title)


class TeamsSource:
    """One indicator: the pooled chart first, then a chart per team. Keys are ids of teams."""

    def __init__(
        self,
        desk: SeriesDesk,
        indicator_id: int,
        names: Mapping[int, str],
        pooled: str,
        team_ids: Sequence[int],
        scale: tuple[float, float] | None,
    ) -> None:
        self.desk = desk
        self.indicator_id, self.scale = indicator_id, scale
        self._names, self._pooled = names, pooled
        self._team_ids = tuple(team_ids)

    def narrow(self, pooled: str, team_ids: Sequence[int]) -> None:
        """Other teams, or another order; the charts of teams stay as they are, the pooled one does not."""
        self._pooled, self._team_ids = pooled, tuple(team_ids)

    @property
    def team_ids(self) -> tuple[int, ...]:
        """The teams in their order."""
        return self._team_ids

    def keys(self) -> Sequence[Hashable]:
        """The pooled chart and the teams; nothing where no team is left."""
        return (POOLED, *self._team_ids) if self._team_ids else ()

    def title(self, key: Hashable) -> str:
        """The name of the team."""
        return self._pooled if key == POOLED else self._names[cast(int, key)]

    def specs(self, keys: Sequence[Hashable]) -> Sequence[ChartSpec]:
        """The charts of these teams, on one scale."""
        pairs = [(self.indicator_id, cast(int, key)) for key in keys if key != POOLED]
        charts = iter(self.desk.team_charts(pairs, self.scale) if pairs else [])
        return [self._pooled_spec() if key == POOLED else next(charts) for key in keys]

    def _pooled_spec(self) -> ChartSpec:
        return pooled_spec(self.desk, self.indicator_id, self._team_ids, self._pooled)


class IndicatorsSource:
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

    def title(self, key: Hashable) -> str:
        """The name of the indicator."""
        return self._names[cast(int, key)]

    def specs(self, keys: Sequence[Hashable]) -> Sequence[ChartSpec]:
        """The team's charts of these indicators."""
        return self.desk.team_charts([(cast(int, key), self.team_id) for key in keys])
