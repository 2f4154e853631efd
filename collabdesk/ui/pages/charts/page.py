"""The Charts page: the views of all teams, the large chart of one, pictures of both."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QStackedLayout, QVBoxLayout, QWidget

from collabdesk.charts.spec import ChartSpec
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import msg, nmsg
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.services import indicators
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.series import SeriesDesk
from collabdesk.ui.charts.picture import ChartPicture
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import PDF, PNG, SVG
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.charts.choice import POOLED, roster
from collabdesk.ui.pages.charts.filters import FilterBar
from collabdesk.ui.pages.charts.large_view import LargeView
from collabdesk.ui.pages.charts.pictures import file_name, save_all
from collabdesk.ui.pages.charts.source import pooled_spec, pooled_title
from collabdesk.ui.pages.charts.view_switch import ViewSwitch
from collabdesk.ui.pages.charts.views import VIEWS, ChartsView, Pair
from collabdesk.ui.pages.charts.wall_view import WallView
from collabdesk.ui.tasks import Progress
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import EmptyState

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace


class ChartsPage(Page):
    """A run chart for every team; Enter or a double click shows the large one, Esc leads back."""

    name = "charts"
    title = msg("Charts")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._make_actions()
        self._stack = QStackedLayout(self)
        self.filters = FilterBar(context)
        self.switch = ViewSwitch(context, VIEWS, self)
        self.beside_title = self.switch
        self._specs_of_views = {spec.name: spec for spec in VIEWS}
        self._views: dict[str, ChartsView] = {}
        self._overview, self._view_stack = self._lay_out_views()
        self.large = LargeView(context)
        self._empty = EmptyState(
            context,
            msg("Here stands a run chart for every team"),
            msg(
                "First say which teams take part and what they count; their charts appear with the first numbers."
            ),
            self._setup,
        )
        for part in (self._overview, self.large, self._empty):
            self._stack.addWidget(part)
        self.switch.chosen.connect(self.show_view)
        self.view = self.show_view(VIEWS[0].name)
        self.wall.baselines.clicked.connect(self.open_baselines)
        self.large.left.connect(self.show_wall)
        self.large.change_wanted.connect(self.record_change)

    @property
    def wall(self) -> WallView:
        """The wall, which is there from the beginning."""
        wall = self._views[VIEWS[0].name]
        assert isinstance(wall, WallView)
        return wall

    # --- the page ---

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self.large.forget()
        self._fill_filters()
        for view in self._views.values():
            view.show_workspace(workspace)
        self._show_part()

    def refresh(self, changes: ChangeSet) -> None:
        if changes.touches("team", "indicator", "collaborative", "org_unit", "person"):
            self._fill_filters()
        for view in self._views.values():
            view.hear(changes)
        if self._stack.currentWidget() is self.large and not self._still_there():
            self.large.forget()
            self._stack.setCurrentWidget(self._overview)
        elif self.large.pair is not None and changes.touches("team", "indicator", "collaborative"):
            self.open_chart(*self.large.pair)  # its lists of teams and indicators are others now
        else:
            self.large.follow(changes)
        self._show_part()

    def forget_workspace(self) -> None:
        super().forget_workspace()
        for view in self._views.values():
            view.forget()
        self.large.forget()

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

    @Slot()
    def show_wall(self) -> None:
        """Back to the view of all, at the chart that was shown large."""
        if self._stack.currentWidget() is not self.large:
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
        """The list of what could be decided about the baselines of the indicator, or of all."""
        choice = self.filters.choice() if self.has_workspace else None
        if choice is None:
            return None
        from collabdesk.ui.phases.ready import ReadyDialog

        chosen = choice.indicator_id if choice.team_id is None else None
        dialog = ReadyDialog(self.context, self.workspace, chosen, self)
        dialog.chart_wanted.connect(self.open_chart)
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
        self._record = self.add_action(
            "charts_record",
            msg("Record a change…"),
            "changes",
            self._record_current,
            tip=msg("Record a change that this team began"),
            head=True,
        )
        self._copy = self.add_action(
            "charts_copy",
            msg("Copy picture"),
            "copy",
            self._copy_picture,
            tip=msg("Put this chart on the clipboard, for a letter or a slide"),
            shortcut="Ctrl+Shift+C",
            head=True,
        )
        self._save = self.add_action(
            "charts_save",
            msg("Save picture…"),
            "save",
            self._save_pictures,
            tip=msg("Save this chart, or all selected ones, as PNG, SVG or PDF"),
            shortcut="Ctrl+Shift+S",
            head=True,
        )

    def _pairs(self) -> list[Pair]:
        """The charts that the actions are about."""
        if self._stack.currentWidget() is self.large:
            return [self.large.pair] if self.large.pair else []
        return self.view.chosen_pairs() if self.has_workspace else []

    @Slot()
    def _allow(self) -> None:
        pairs = self._pairs()
        self._copy.setEnabled(len(pairs) == 1)
        self._save.setEnabled(bool(pairs))
        self._record.setEnabled(self.can_edit and self._has_subjects())
        said = nmsg("Save {count} picture…", "Save {count} pictures…", len(pairs))
        self._save.setText(self.text(said if len(pairs) > 1 else msg("Save picture…")))

    def _show_part(self) -> None:
        """The empty page while there is nothing to show, else what was shown."""
        if not self._has_subjects():
            self._stack.setCurrentWidget(self._empty)
        elif self._stack.currentWidget() is self._empty or self.large.pair is None:
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
        view.current_changed.connect(self._allow)
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
        pair = self.large.pair
        if pair is None:
            return False
        indicator, team = self.workspace.rows(Indicator).get(pair[0]), self.workspace.rows(Team).get(pair[1])
        mine = self.workspace.collaborative.id
        if indicator is None or indicator.collaborative_id != mine:
            return False
        return pair[1] == POOLED or (team is not None and team.collaborative_id == mine)

    def _specs(self, pairs: list[Pair]) -> list[ChartSpec]:
        shown = self.large.chart.spec()
        if self._stack.currentWidget() is self.large and shown is not None:
            return [shown]
        desk, pool, total = SeriesDesk(self.workspace), self.view.pool(), len(self.filters.entries)
        own = [pair for pair in pairs if pair[1] != POOLED]
        teams = iter(desk.team_charts(own) if own else [])
        title = pooled_title(total if pool is None else len(pool), total)
        return [pooled_spec(desk, one, pool, title) if team == POOLED else next(teams) for one, team in pairs]

    def _pictures(self) -> list[ChartPicture]:
        specs = self._specs(self._pairs())
        return [ChartPicture(spec, self.context.theme, self.context.translator) for spec in specs]

    @Slot()
    def _open_setup(self) -> None:
        self.context.navigator.open_place("setup")

    @Slot()
    def _record_current(self) -> None:
        pairs = self._pairs()
        team = pairs[0][1] if len(pairs) == 1 else POOLED
        self.record_change(team or None, None)

    @Slot()
    def _copy_picture(self) -> None:
        for picture in self._pictures():
            QGuiApplication.clipboard().setImage(picture.image())
            self.context.navigator.say(self.text(msg("The chart is on the clipboard.")))

    @Slot()
    def _save_pictures(self) -> None:
        pairs = self._pairs()
        if len(pairs) > 1:
            self._save_many(pairs)
            return
        for spec in self._specs(pairs):
            name = file_name(spec, self.context.translator)
            path = self.context.files.save_file(
                msg("Save the chart as a picture"), f"{name}.png", PNG, SVG, PDF
            )
            picture = ChartPicture(spec, self.context.theme, self.context.translator)
            if path is not None and self.context.attempt(lambda: picture.save(path)):  # noqa: B023 - called at once
                self.context.navigator.say_made(self.text(msg("Saved: {name}", name=path.name)), path)

    def _save_many(self, pairs: list[Pair]) -> None:
        folder = self.context.files.choose_folder(msg("Where to save the pictures"))
        if folder is None:
            return
        context = self.context
        made = [
            (file_name(spec, context.translator), ChartPicture(spec, context.theme, context.translator))
            for spec in self._specs(pairs)
        ]

        def save(progress: Progress) -> Path:
            return save_all(folder, made, progress)

        def saved(where: Path) -> None:
            said = nmsg("{count} picture saved", "{count} pictures saved", len(made))
            context.navigator.say_made(self.text(said), where)

        context.tasks.run(save, saved, self._save_failed, msg("Saving pictures"))

    @Slot(object)
    def _save_failed(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.context.messages.warn(error.sentence)
        elif not isinstance(error, Cancelled):
            self.context.tasks.crashed.emit(error)
