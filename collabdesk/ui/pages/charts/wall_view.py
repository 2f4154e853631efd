"""The wall with its filters: builds what is shown from the open file, and follows its edits."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import msg, nmsg
from collabdesk.models.measures import Direction, Indicator
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.charts.standings import Standing, axis_of, scale_of, standings
from collabdesk.services.setup import indicators
from collabdesk.ui.charts.wall import ChartWall
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.chance_note import ChanceNote
from collabdesk.ui.pages.charts.choice import POOLED, Choice, chosen
from collabdesk.ui.pages.charts.filters import FilterBar
from collabdesk.ui.pages.charts.source import Group, IndicatorsSource, TeamsSource, pooled_title
from collabdesk.ui.pages.charts.tally import Tally
from collabdesk.ui.pages.charts.view_base import ChartsView, Pair
from collabdesk.ui.phases.button import BaselinesButton
from collabdesk.ui.theme import GRID

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

SETTLE_MS = 150
"""After the last edit the signs are counted and the order is made anew; the charts themselves never wait."""
ROWS_AHEAD = 4
"""A little more than a page at the usual size."""


class WallView(ChartsView):
    """Counts of signs, wall."""

    def __init__(self, context: Context, filters: FilterBar):
        super().__init__(context, filters)
        self.setObjectName("charts_wall_view")
        self.today = dt.date.today
        self._standings: dict[int, Standing] = {}
        self._source: TeamsSource | IndicatorsSource | None = None
        self._keys_of: type[object] = TeamsSource
        self._axis = (0, 0)
        self.tally = Tally(context)
        self.chance = ChanceNote(context, self.tally.show_chance, self)
        self.baselines = BaselinesButton(context)
        self.tally.add_button(self.baselines)
        self.wall = ChartWall(context.theme, context.translator)
        self.wall.build_ahead(ROWS_AHEAD)
        self.wall.set_empty_text(
            context.text(msg("No team is left by these filters. Loosen one, or press “Show all teams”."))
        )
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.settle)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.tally)
        box.addWidget(self.wall, 1)
        self.filters.columns_changed.connect(self.wall.set_columns)
        self.filters.search.returnPressed.connect(self.wall.setFocus)
        self.tally.clear_wanted.connect(self.filters.clear)
        self.wall.activated.connect(self._activated)
        self.wall.current_changed.connect(self.current_changed)
        self.wall.selection_changed.connect(self.current_changed)
        self.wall.menu_wanted.connect(self.menu_wanted)

    # --- the file ---

    def load(self) -> None:
        self._source = None
        self.filter()

    def forget(self) -> None:
        super().forget()
        self._settle.stop()
        self.chance.forget()
        self.baselines.forget()
        self._source = None
        self._standings = {}
        self.wall.set_keys([])

    def follow(self, changes: ChangeSet) -> None:
        """Repaint the charts that an edit concerns; order and counts follow when the edits pause."""
        assert self._workspace is not None
        if self._source is None:
            return
        if changes.touches("test", "change", "change_indicator"):
            self._source.desk = SeriesDesk(self._workspace)
        if (
            changes.touches("change", "change_indicator", "session", "phase", "event")
            or self._frame_changed()
        ):
            self.wall.refresh()
        else:
            self.wall.refresh(self._touched(changes))
        if changes.cells or changes.touches("phase", "event"):
            self._settle.start()
        choice = self.filters.choice()
        if choice is not None and changes.touches("dismissal", "test", "session"):
            self.baselines.count_for(self._workspace, choice.indicator_id)

    @Slot()
    def settle(self) -> None:
        """Count the signs and make the order anew."""
        self._settle.stop()
        choice = self.filters.choice()
        if self._workspace is not None and choice is not None and isinstance(self._source, TeamsSource):
            self._standings = standings(self._workspace, self._source.indicator_id, self.today())
            self._show_teams(choice)

    # --- what is shown ---

    def order(self) -> list[int]:
        """The teams on the wall in their order; of a wall of indicators, all teams by name."""
        if isinstance(self._source, TeamsSource):
            return list(self._source.team_ids)
        return super().order()

    def pool(self) -> list[int] | None:
        """The teams behind the pooled chart; None for all."""
        choice = self.filters.choice()
        return self.order() if choice is not None and choice.narrows else None

    def chosen_pairs(self) -> list[Pair]:
        """The selected charts, else the one with the focus ring."""
        keys = self.wall.selected_keys() or [self.wall.current_key()]
        return [self._pair(cast(int, key)) for key in keys if key is not None]

    def chosen_specs(self) -> list[ChartSpec]:
        """The chosen charts, each on its own scale: for pictures and prints."""
        keys = self.wall.selected_keys() or [self.wall.current_key()]
        known = [key for key in keys if key is not None]
        return self._source.specs_on(known, None) if self._source is not None else []

    def take_focus(self) -> None:
        self.wall.setFocus()

    def show_pair(self, indicator_id: int, team_id: int) -> None:
        """Have a chart on the wall, with the focus ring on it."""
        if isinstance(self._source, TeamsSource):
            if self._source.indicator_id != indicator_id:
                self.filters.show_indicator(indicator_id)
            self.wall.set_current(team_id)
        elif team_id == POOLED:
            self.filters.show_indicator(indicator_id)
        elif isinstance(self._source, IndicatorsSource):
            if self._source.team_id != team_id:
                self.filters.show_team(team_id)
            self.wall.set_current(indicator_id)

    def filter(self) -> None:
        """Other charts, filters or order."""
        choice, workspace = self.filters.choice(), self._workspace
        if workspace is None or choice is None:
            self.wall.set_keys([])
            return
        if choice.team_id is not None:
            self._show_indicators(workspace, choice.team_id)
        elif self._is_other_wall(workspace, choice):
            self._axis = axis_of(workspace, choice.indicator_id)
            self._standings = standings(workspace, choice.indicator_id, self.today())
            self._new_teams_wall(workspace, choice)
        else:
            self._show_teams(choice)
        self.current_changed.emit()

    def open_pair(self, indicator_id: int, team_id: int) -> None:
        if isinstance(self._source, TeamsSource) and team_id < POOLED:
            group = self._source.groups[-team_id - 1]
            self.pool_opened.emit(indicator_id, list(group.team_ids), group.name)
        else:
            self.opened.emit(indicator_id, team_id)

    # --- private ---

    def _is_other_wall(self, workspace: Workspace, choice: Choice) -> bool:
        known = self._source
        if not isinstance(known, TeamsSource) or known.indicator_id != choice.indicator_id:
            return True
        return known.scale != self._scale(workspace, choice.indicator_id)

    def _new_teams_wall(self, workspace: Workspace, choice: Choice) -> None:
        ids = self._chosen(choice)
        source = TeamsSource(
            self._source.desk if self._source else SeriesDesk(workspace),
            choice.indicator_id,
            {entry.id: entry.name for entry in self.filters.entries},
            self._scale(workspace, choice.indicator_id),
        )
        source.narrow(self._pooled_name(ids), ids, self._groups(choice, ids))
        self._set_source(source)
        self._count(choice, ids)

    def _show_teams(self, choice: Choice) -> None:
        """The same charts in another choice or order."""
        assert isinstance(self._source, TeamsSource)
        ids, source = self._chosen(choice), self._source
        groups, before = self._groups(choice, ids), source.keys()
        if set(ids) != set(source.team_ids) or len(groups) != len(source.groups):
            self.wall.refresh(source.all_pools())
        source.narrow(self._pooled_name(ids), ids, groups)
        if source.keys() != before:
            self.wall.set_keys(source.keys(), source.sections())
        self._count(choice, ids)

    def _groups(self, choice: Choice, ids: list[int]) -> list[Group]:
        """The teams by district, in their order within each; those without a district last."""
        if not choice.by_district:
            return []
        districts = {entry.id: entry.district for entry in self.filters.entries}
        found: dict[str, list[int]] = {}
        for key in ids:
            found.setdefault(districts[key], []).append(key)
        return [
            Group(name=self._group_name(district, len(teams)), team_ids=tuple(teams))
            for district, teams in sorted(found.items(), key=lambda pair: (not pair[0], pair[0].casefold()))
        ]

    def _group_name(self, district: str, count: int) -> str:
        say = self.context.text
        name = district or say(msg("No district"))
        return say(nmsg("{name}: {count} team", "{name}: {count} teams", count, name=name))

    def _show_indicators(self, workspace: Workspace, team_id: int) -> None:
        names = {one.id: one.name for one in indicators.in_order(workspace)}
        desk = self._source.desk if self._source else SeriesDesk(workspace)
        self._axis = axis_of(workspace, next(iter(names)))
        self._set_source(IndicatorsSource(desk, team_id, names))
        entry = next(entry for entry in self.filters.entries if entry.id == team_id)
        coach = self.context.text(msg("Coach: {name}", name=entry.coach)) if entry.coach else ""
        self.chance.forget()
        self.baselines.forget()
        self.tally.show_team(" · ".join(part for part in (entry.name, entry.district, coach) if part))

    def _set_source(self, source: TeamsSource | IndicatorsSource) -> None:
        if type(source) is not self._keys_of:  # the same numbers stand for other things now
            self._keys_of = type(source)
            self.wall.set_keys([])
        self._source = source
        self.wall.set_source(source, source.sections())

    def _chosen(self, choice: Choice) -> list[int]:
        assert self._workspace is not None
        indicator = self._workspace.rows(Indicator)[choice.indicator_id]
        return chosen(
            self.filters.entries, self._standings, choice, down=indicator.direction is Direction.DOWN
        )

    def _count(self, choice: Choice, ids: list[int]) -> None:
        found = [self._standings[key] for key in ids if key in self._standings]
        self.tally.show_teams(found, len(self.filters.entries), filtered=choice.narrows)
        assert self._workspace is not None
        self.chance.show_for(self._workspace, [(choice.indicator_id, key) for key in ids])
        self.baselines.count_for(self._workspace, choice.indicator_id)

    def _pooled_name(self, ids: list[int]) -> str:
        return self.context.text(pooled_title(len(ids), len(self.filters.entries)))

    def _scale(self, workspace: Workspace, indicator_id: int) -> tuple[float, float] | None:
        return None if self.filters.view.own_scale.isChecked() else scale_of(workspace, indicator_id)

    def _frame_changed(self) -> bool:
        """Whether the axes that all charts share have grown or shrunk; takes over the new ones."""
        assert self._workspace is not None
        source = self._source
        choice = self.filters.choice()
        if source is None or choice is None:
            return False
        before = (self._axis, source.scale if isinstance(source, TeamsSource) else None)
        self._axis = axis_of(self._workspace, choice.indicator_id)
        if isinstance(source, TeamsSource):
            source.scale = self._scale(self._workspace, source.indicator_id)
            return before != (self._axis, source.scale)
        return before[0] != self._axis

    def _touched(self, changes: ChangeSet) -> list[int]:
        """The keys of the charts that an edit concerns."""
        source = self._source
        if isinstance(source, TeamsSource):
            teams = {cell[1] for cell in changes.cells if cell[0] == source.indicator_id}
            tested = changes.team_ids if changes.touches("test") else frozenset[int]()
            return [*teams, *tested - teams, *source.pools_of(teams)]
        if isinstance(source, IndicatorsSource):
            if changes.touches("test") and source.team_id in changes.team_ids:
                return list(source.indicator_ids)
            return [*{cell[0] for cell in changes.cells if cell[1] == source.team_id}]
        return []

    def _pair(self, key: int) -> Pair:
        if isinstance(self._source, IndicatorsSource):
            return key, self._source.team_id
        assert self._source is not None
        return self._source.indicator_id, key

    @Slot(object)
    def _activated(self, key: object) -> None:
        self.open_pair(*self._pair(cast(int, key)))
