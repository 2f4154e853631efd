"""The large chart with all that belongs to it: changes, points, history; steps to the next team and indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from collabdesk.charts.spec import ChartPoint, ChartSpec
from collabdesk.i18n import msg
from collabdesk.models.measures import Indicator, IndicatorKind
from collabdesk.models.places import Team
from collabdesk.services import indicators, judgements, observations
from collabdesk.services.changeset import Cell, ChangeSet
from collabdesk.services.series import SeriesDesk
from collabdesk.services.standings import baseline_phase
from collabdesk.ui.asking import toggle_exclusion
from collabdesk.ui.charts.large_chart import LargeChart
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.charts.chart_terms import chart_terms
from collabdesk.ui.pages.charts.choice import POOLED
from collabdesk.ui.pages.charts.large_head import LargeHead
from collabdesk.ui.pages.charts.point_panel import PointPanel
from collabdesk.ui.pages.charts.rows import (
    FlagRow,
    PointRow,
    baseline_words,
    flag_columns,
    flag_rows,
    point_columns,
    point_rows,
)
from collabdesk.ui.pages.charts.source import pooled_spec, pooled_title
from collabdesk.ui.tables import Table
from collabdesk.ui.term_bubble import TermsLine
from collabdesk.ui.theme import GRID, Type
from collabdesk.ui.widgets import Label, button_for

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace
    from collabdesk.ui.phases.dialog import PhasesDialog


class LargeView(QWidget):
    """One chart: the team's (or all teams') of one indicator."""

    left = Signal()
    """Back to the wall."""
    change_wanted = Signal(object, object)
    """team id or None, date: record a change that began then."""
    shown = Signal(int, int)
    """indicator id, team id: another chart is shown."""

    def __init__(self, context: Context):
        super().__init__()
        self.setObjectName("charts_large")
        self._context = context
        self._workspace: Workspace | None = None
        self._desk: SeriesDesk | None = None
        self._pool: list[int] | None = None
        self._x: int | None = None
        self.head = LargeHead(context)
        self.team, self.indicator = self.head.team, self.head.indicator
        self._make_actions()
        self.chart = LargeChart(context.theme, context.translator, with_changes=False)
        self.baseline = Label(context.theme, size=Type.CAPTION, colour="ink_soft", wrap=True)
        self.baseline.setObjectName("chart_baseline")
        self.words = TermsLine(context, "chart_words")
        self.points: Table[PointRow] = Table(
            context, "chart_points", point_columns(context), title=msg("Points of the chart"), search=False
        )
        self.flags: Table[FlagRow] = Table(
            context, "chart_flags", flag_columns(context), title=msg("Changes on the chart"), search=False
        )
        self.point = PointPanel(context, self.exclude, self.record_here, self.mark)
        self._lay_out()
        self._wire()

    @property
    def pair(self) -> tuple[int, int] | None:
        """(indicator id, team id or `POOLED`) shown."""
        return self.head.pair

    def show_chart(
        self,
        workspace: Workspace,
        indicator_id: int,
        team_id: int,
        order: Sequence[int],
        pool: list[int] | None,
    ) -> None:
        """Show a chart. ``order``: the teams that the arrows lead through; ``pool``: those that are pooled."""
        self.point.finish()
        self._workspace, self._pool, self._x = workspace, pool, None
        self._desk = None
        known = workspace.rows(Team)
        total = len(workspace.mine(Team))
        pooled = pooled_title(total if pool is None else len(pool), total)
        teams = [(POOLED, self._context.text(pooled)), *((key, known[key].name) for key in order)]
        self.team.fill(teams, team_id)
        self.indicator.fill([(one.id, one.name) for one in indicators.in_order(workspace)], indicator_id)
        self._show_pair()
        self.chart.canvas.setFocus()

    def forget(self) -> None:
        """Keep nothing of the file."""
        self._workspace = self._desk = None
        self.team.fill([], 0)
        self.indicator.fill([], 0)
        self.chart.set_spec(None)
        self.points.set_rows([])
        self.flags.set_rows([])
        self.point.show_nothing()

    def follow(self, changes: ChangeSet) -> None:
        """Draw anew if an edit concerns this chart."""
        if self._workspace is None or self.pair is None:
            return
        indicator_id, team_id = self.pair
        numbers = any(cell[0] == indicator_id and team_id in (POOLED, cell[1]) for cell in changes.cells)
        others = changes.kinds - {"observation", "exclusion", "import_batch", "backup", "snapshot"}
        if others:  # the desk knows the tests and teams of when it was made
            self._desk = None
        if numbers or others:
            self.redraw()

    @Slot()
    def redraw(self) -> None:
        """The chart, its tables and its point as they are now."""
        if self._workspace is None or self.pair is None:
            return
        indicator_id, team_id = self.pair
        if self._desk is None:
            self._desk = SeriesDesk(self._workspace)
        spec = self._spec(self._desk, indicator_id, team_id)
        indicator = self._workspace.rows(Indicator)[indicator_id]
        self.chart.set_spec(spec)
        self.words.show_terms(chart_terms(spec))
        phase = baseline_phase(self._workspace, indicator_id, team_id or None)
        self.baseline.setText(self._context.text(baseline_words(phase, indicator, self._context.translator)))
        rows = point_rows(spec, _digits(spec, indicator))
        self.points.set_rows(rows, key=lambda row: row.point.x)
        self.flags.set_rows(flag_rows(self._workspace, spec), key=lambda row: row.test.id)
        self._name_tabs(len(spec.flags))
        self._show_point()

    # --- slots ---

    @Slot()
    def _show_pair(self) -> None:
        """Another team or indicator."""
        if self._workspace is None or self.pair is None:
            return
        self.point.finish()
        self._x = None
        indicator = self._workspace.rows(Indicator)[self.pair[0]]
        self._choose_columns(indicator, pooled=self.pair[1] == POOLED)
        self.redraw()
        self.points.view.scrollToBottom()
        self.shown.emit(*self.pair)

    @Slot(int)
    def _choose_point(self, x: int) -> None:
        self._x = x
        self._show_point()
        self.tabs.setCurrentWidget(self.point)
        self.points.select(lambda row: row.point.x == x)

    @Slot(object)
    def _point_entered(self, row: PointRow) -> None:
        self._choose_point(row.point.x)

    @Slot(int)
    def _month_clicked(self, x: int) -> None:
        self._choose_point(x)
        if self.record_here.isEnabled() and self.record_here.isVisible():
            self._record_here()

    @Slot(int)
    def _flag_clicked(self, key: int) -> None:
        self.tabs.setCurrentWidget(self.flags)
        self.flags.select(lambda row: row.test.id == key)

    @Slot(object)
    def _flag_entered(self, row: FlagRow) -> None:
        self._context.navigator.open_place("changes", f"test:{row.test.id}")

    @Slot()
    def _record_here(self) -> None:
        point = self._point()
        if point is not None and self.pair is not None:
            self.change_wanted.emit(self.pair[1] or None, point.period.first_day)

    @Slot()
    def open_phases(self) -> PhasesDialog | None:
        """The baseline and the phases of this chart."""
        workspace, pair = self._workspace, self.pair
        if workspace is None or pair is None:
            return None
        from collabdesk.ui.phases.dialog import PhasesDialog

        dialog = PhasesDialog(self._context, workspace, pair[0], pair[1] or None, self)
        dialog.open()
        return dialog

    @Slot(object, str)
    def _write_note(self, cell: Cell, note: str) -> None:
        workspace = self._workspace
        if workspace is not None:
            self._context.attempt(lambda: observations.set_note(workspace, *cell, note))

    @Slot()
    def _toggle_exclusion(self) -> None:
        cell, workspace = self._cell(), self._workspace
        if cell is None or workspace is None:
            return
        self.point.finish()
        toggle_exclusion(self._context, workspace, cell)

    @Slot()
    def _toggle_mark(self) -> None:
        cell, workspace = self._cell(), self._workspace
        if cell is None or workspace is None:
            return
        marked = judgements.mark_of(workspace, cell) is None
        reason: str | None = ""
        if marked:
            reason = self._context.messages.ask_text(msg("Why is this point unlike all others?"))
        if reason is not None:
            said = reason
            self.point.finish()
            self._context.attempt(lambda: judgements.set_marked(workspace, cell, marked=marked, reason=said))

    # --- Qt ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back, once no part of the chart needs it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- private ---

    def _spec(self, desk: SeriesDesk, indicator_id: int, team_id: int) -> ChartSpec:
        if team_id != POOLED:
            return desk.team_charts([(indicator_id, team_id)])[0]
        return pooled_spec(desk, indicator_id, self._pool, self.team.text())

    def _point(self) -> ChartPoint | None:
        spec = self.chart.spec()
        found = (point for point in spec.points if point.x == self._x) if spec else iter(())
        return next(found, None)

    def _cell(self) -> Cell | None:
        point, pair = self._point(), self.pair
        if point is None or pair is None or pair[1] == POOLED:
            return None
        return (*pair, point.period.ordinal)

    def _show_point(self) -> None:
        point, spec, workspace = self._point(), self.chart.spec(), self._workspace
        if point is None or spec is None or workspace is None:
            self.point.show_nothing()
            return
        may_edit = not workspace.read_only
        self.record_here.setEnabled(may_edit)
        self.point.show_point(workspace, spec, point, self._cell(), may_edit=may_edit)

    def _name_tabs(self, n_flags: int) -> None:
        say = self._context.text
        title = msg("Changes ({count})", count=n_flags) if n_flags else msg("Changes")
        self.tabs.setTabText(self.tabs.indexOf(self.flags), say(title))

    def _choose_columns(self, indicator: Indicator, *, pooled: bool) -> None:
        ratio = indicator.kind in (IndicatorKind.PROPORTION, IndicatorKind.RATE)
        hidden = {
            "numerator": not ratio,
            "denominator": not ratio,
            "teams": not pooled,
            "note": pooled,
            "origin": pooled,
        }
        self.tabs.setTabVisible(self.tabs.indexOf(self.flags), not pooled)
        for place, column in enumerate(point_columns(self._context)):
            self.points.view.setColumnHidden(place, hidden.get(column.name, False))

    def _make_actions(self) -> None:
        context = self._context
        self.exclude = make_action(
            context,
            self,
            "chart_exclude",
            msg("Exclude…"),
            "remove",
            self._toggle_exclusion,
            tip=msg("Leave this point out of medians and totals; it stays visible, crossed"),
        )
        self.mark = make_action(
            context,
            self,
            "chart_mark",
            msg("Astronomical…"),
            "warning",
            self._toggle_mark,
            tip=msg("Mark this point as unlike all others, with a reason; medians and totals keep it"),
        )
        self.phases = make_action(
            context,
            self,
            "chart_phases",
            msg("Baseline and phases…"),
            "freeze",
            self.open_phases,
            tip=msg("Freeze the median on chosen months, begin a new one, or see who decided what"),
            shortcut="Ctrl+B",
        )
        self.record_here = make_action(
            context,
            self,
            "chart_record_here",
            msg("Record a change…"),
            "changes",
            self._record_here,
            tip=msg("Record a change that the team began in this month"),
        )

    def _lay_out(self) -> None:
        under = QWidget()
        below = QVBoxLayout(under)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GRID)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.baseline, 1)
        line.addWidget(button_for(self.phases))
        below.addWidget(self.words)
        below.addLayout(line)
        below.addWidget(self.points, 1)
        left = _splitter("charts_large_left", Qt.Orientation.Vertical, self.chart, under)
        left.setSizes([420, 190])
        left.setStretchFactor(0, 1)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("chart_side")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.flags, self._context.text(msg("Changes")))
        self.tabs.addTab(self.point, self._context.text(msg("Point")))
        whole = _splitter("charts_large_split", Qt.Orientation.Horizontal, left, self.tabs)
        whole.setHandleWidth(GRID)
        whole.setSizes([790, 350])
        whole.setStretchFactor(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.head)
        box.addWidget(whole, 1)

    def _wire(self) -> None:
        self.chart.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.chart.canvas.addActions([self.phases, self.record_here, self.exclude, self.mark])
        self.head.left.connect(self.left)
        self.team.chosen.connect(self._show_pair)
        self.indicator.chosen.connect(self._show_pair)
        self.chart.point_clicked.connect(self._choose_point)
        self.chart.month_clicked.connect(self._month_clicked)
        self.chart.flag_clicked.connect(self._flag_clicked)
        self.points.activated.connect(self._point_entered)
        self.flags.activated.connect(self._flag_entered)
        self.point.note_written.connect(self._write_note)


def _digits(spec: ChartSpec, indicator: Indicator) -> int:
    """The indicator's decimals; one more where the values of a pooled or narrow scale need it."""
    values = [point.y for point in spec.points if point.y is not None]
    return max(indicator.decimals, 0 if all(value == int(value) for value in values) else 1)


def _splitter(name: str, way: Qt.Orientation, *parts: QWidget) -> QSplitter:
    split = QSplitter(way)
    split.setObjectName(name)
    split.setChildrenCollapsible(False)
    for part in parts:
        split.addWidget(part)
    return split
