"""The Charts page: the views of all teams, the large chart of one, pictures of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import msg
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.setup import indicators
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.charts.chart_menu import ChartMenu
from collabdesk.ui.pages.charts.choice import POOLED, roster
from collabdesk.ui.pages.charts.filters import FilterBar
from collabdesk.ui.pages.charts.taking import Taking
from collabdesk.ui.pages.charts.view_base import ChartsView, Pair
from collabdesk.ui.pages.charts.views import VIEWS
from collabdesk.ui.pages.charts.wall_view import WallView
from collabdesk.ui.theme import GRID
from collabdesk.ui.view_switch import ViewSwitch
from collabdesk.ui.widgets import EmptyState

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace
    from collabdesk.ui.charts.picture import Drawn
    from collabdesk.ui.pages.charts.large_view import LargeView


class ChartsPage(Page):
    """A run chart for every team; Enter or a double click shows the large one, Esc leads back."""

    name = "charts"
    title = msg("Charts")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._make_actions()
        self._stack = QStackedLayout(self)
        self.filters = FilterBar(context)
        self.switch = ViewSwitch(context, "charts", VIEWS, self)
        self.beside_title = self.switch
        self._specs_of_views = {spec.name: spec for spec in VIEWS}
        self._views: dict[str, ChartsView] = {}
        self._overview, self._view_stack = self._lay_out_views()
        self._large: LargeView | None = None
        self._empty = EmptyState(
            context,
            msg("Here stands a run chart for every team"),
            msg(
                "First say which teams take part and what they count; their charts appear with the first numbers."
            ),
            self._setup,
        )
        for part in (self._overview, self._empty):
            self._stack.addWidget(part)
        self.switch.chosen.connect(self.show_view)
        self.view = self.show_view(VIEWS[0].name)
        self.wall.baselines.clicked.connect(self.open_baselines)

    @property
    def wall(self) -> WallView:
        """The wall, which is there from the beginning."""
        wall = self._views[VIEWS[0].name]
        assert isinstance(wall, WallView)
        return wall

    @property
    def large(self) -> LargeView:
        """The large chart, made when first asked for: the wall does not wait for it."""
        if self._large is None:
            from collabdesk.ui.pages.charts.large_view import LargeView

            self._large = LargeView(self.context)
            self._stack.addWidget(self._large)
            self._large.left.connect(self.show_wall)
            self._large.change_wanted.connect(self.record_change)
        return self._large

    # --- the page ---

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self._forget_large()
        self._fill_filters()
        for view in self._views.values():
            view.show_workspace(workspace)
        self._show_part()

    def refresh(self, changes: ChangeSet) -> None:
        if changes.touches("team", "indicator", "collaborative", "org_unit", "person"):
            self._fill_filters()
        for view in self._views.values():
            view.hear(changes)
        pair = self._large_pair()
        if self._is_large() and not self._still_there():
            self._forget_large()
            self._stack.setCurrentWidget(self._overview)
        elif pair is not None and changes.touches("team", "indicator", "collaborative"):
            self.open_chart(*pair)  # its lists of teams and indicators are others now
        elif self._large is not None:
            self._large.follow(changes)
        self._show_part()

    def forget_workspace(self) -> None:
        super().forget_workspace()
        for view in self._views.values():
            view.forget()
        self._forget_large()

    def take_focus(self) -> None:
        if self._stack.currentWidget() is self._overview:
            self.view.take_focus()
        else:
            super().take_focus()

    @Slot(str)
    def show_view(self, name: str) -> ChartsView:
        """Show a view, making it if this is the first time; the large chart gives way."""
        self.show_wall()
        view = self._views.get(name) or self._make_view(name)
        for other in self._views.values():
            if other is not view:
                other.deactivate()
        self.filters.show_parts(self._specs_of_views[name].parts)
        self.view = view
        self._view_stack.setCurrentWidget(view)
        view.activate()
        self.switch.mark(name)
        self._allow()
        return view

    def open_section(self, section: str) -> None:
        """``view:matrix``; ``indicator:3`` or ``team:7``: show that wall."""
        kind, _, rest = section.partition(":")
        if kind == "view" and rest in self._specs_of_views:
            self.show_view(rest)
        if rest.isdigit() and self.has_workspace:
            self.show_view(VIEWS[0].name)
            if kind == "indicator":
                self.filters.show_indicator(int(rest))
            elif kind == "team":
                self.filters.show_team(int(rest))

    def start_search(self) -> None:
        if self._stack.currentWidget() is not self._empty:
            self.show_wall()
            self.filters.search.setFocus()
            self.filters.search.selectAll()

    @Slot(int, int)
    def open_chart(self, indicator_id: int, team_id: int | None = None) -> None:
        """Show the large chart of an indicator, of one team or pooled. What is not there is not shown."""
        team, order, pool = team_id or POOLED, self.view.order(), self.view.pool()
        if team != POOLED and team not in order:
            order, pool = [entry.id for entry in self.filters.entries], None
        there = indicator_id in self.workspace.rows(Indicator) and team in (POOLED, *order)
        if there:
            self.large.show_chart(self.workspace, indicator_id, team, order, pool)
            self._stack.setCurrentWidget(self.large)
            self._allow()

    @Slot(int, list, str)
    def open_pool(self, indicator_id: int, team_ids: list[int], title: str) -> None:
        """Show the large pooled chart of some teams, a district's say."""
        self.large.show_chart(self.workspace, indicator_id, POOLED, team_ids, team_ids, title)
        self._stack.setCurrentWidget(self.large)
        self._allow()

    @Slot()
    def show_wall(self) -> None:
        """Back to the view of all, at the chart that was shown large."""
        if not self._is_large():
            return
        self.large.point.finish()
        pair = self.large.pair
        self.large.forget()
        self._stack.setCurrentWidget(self._overview)
        if pair is not None:
            self.view.show_pair(*pair)
        self.view.take_focus()
        self._allow()

    @Slot(object, object)
    def record_change(self, team_id: int | None, day: dt.date | None) -> QDialog:
        """Ask for a change that a team began on a day."""
        from collabdesk.ui.pages.changes.record import RecordChangeDialog

        dialog = RecordChangeDialog(self.context, self.workspace, team_id, day, self)
        dialog.open()
        return dialog

    @Slot()
    def open_baselines(self) -> QDialog | None:
        """The list of what could be decided about the baselines of the indicator, or of all; of charts that are
        selected on the wall, theirs are ticked and no others.
        """
        choice = self.filters.choice() if self.has_workspace else None
        if choice is None:
            return None
        from collabdesk.ui.phases.ready import ReadyDialog

        chosen = choice.indicator_id if choice.team_id is None else None
        dialog = ReadyDialog(self.context, self.workspace, chosen, self)
        dialog.chart_wanted.connect(self.open_chart)
        selected = self.view.chosen_pairs() if self.wall.wall.selected_keys() else []
        if self.view is self.wall and selected:
            dialog.tick_only({(one, team if team > POOLED else None) for one, team in selected})
        dialog.open()
        return dialog

    # --- private ---

    def _make_actions(self) -> None:
        self._setup = self.add_action(
            "charts_setup",
            msg("Go to Set-up"),
            "setup",
            self._open_setup,
            tip=msg("Add teams and indicators"),
        )
        self.record = self.add_action(
            "charts_record",
            msg("Record a change…"),
            "changes",
            self._record_current,
            tip=msg("Record a change that this team began"),
            head=True,
        )
        self.taking = Taking(self, self._specs)
        self.menu = ChartMenu(self, self)

    def pairs(self) -> list[Pair]:
        """The charts that the actions are about."""
        if self._is_large():
            pair = self._large_pair()
            return [pair] if pair else []
        return self.view.chosen_pairs() if self.has_workspace else []

    @Slot()
    def _allow(self) -> None:
        self.taking.allow(self._n_specs())
        self.record.setEnabled(self.can_edit and self._has_subjects())

    def _is_large(self) -> bool:
        return self._large is not None and self._stack.currentWidget() is self._large

    def _large_pair(self) -> Pair | None:
        return None if self._large is None else self._large.pair

    def _forget_large(self) -> None:
        if self._large is not None:
            self._large.forget()

    def _show_part(self) -> None:
        """The empty page while there is nothing to show, else what was shown."""
        if not self._has_subjects():
            self._stack.setCurrentWidget(self._empty)
        elif self._stack.currentWidget() is self._empty or self._large_pair() is None:
            self._stack.setCurrentWidget(self._overview)
        self._allow()

    def _has_subjects(self) -> bool:
        return self.has_workspace and self.filters.choice() is not None

    def _fill_filters(self) -> None:
        listed = [(one.id, one.name) for one in indicators.in_order(self.workspace)]
        self.filters.fill(listed, roster(self.workspace))

    def _make_view(self, name: str) -> ChartsView:
        view = self._specs_of_views[name].make(self.context, self.filters)
        self._views[name] = view
        self._view_stack.addWidget(view)
        view.opened.connect(self.open_chart)
        view.pool_opened.connect(self.open_pool)
        view.current_changed.connect(self._allow)
        view.menu_wanted.connect(self.menu.popup_at)
        if self.has_workspace:
            view.show_workspace(self.workspace)
        return view

    def _lay_out_views(self) -> tuple[QWidget, QStackedLayout]:
        whole, stack = QWidget(), QStackedLayout()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.filters)
        box.addLayout(stack, 1)
        return whole, stack

    def _still_there(self) -> bool:
        pair = self._large_pair()
        if pair is None:
            return False
        indicator, team = self.workspace.rows(Indicator).get(pair[0]), self.workspace.rows(Team).get(pair[1])
        mine = self.workspace.collaborative.id
        if indicator is None or indicator.collaborative_id != mine:
            return False
        return pair[1] == POOLED or (team is not None and team.collaborative_id == mine)

    def _n_specs(self) -> int:
        return len(self.pairs()) if self._is_large() or not self.has_workspace else self.view.n_specs()

    def _specs(self) -> Sequence[Drawn]:
        if self._is_large():
            shown = self.large.chart.spec()
            return [shown] if shown is not None else []
        return self.view.chosen_specs() if self.has_workspace else []

    @Slot()
    def _open_setup(self) -> None:
        self.context.navigator.open_place("setup")

    @property
    def team_in_sight(self) -> int | None:
        """The team of the chart that is open, or the only one chosen."""
        pairs = self.pairs() if self.has_workspace else []
        return (pairs[0][1] or None) if len(pairs) == 1 else None

    @Slot()
    def _record_current(self) -> None:
        self.record_change(self.team_in_sight, None)
