"""The large chart with all that belongs to it: changes, points, history; steps to the next team and indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent

from collabdesk.charts.spec import ChartPoint, ChartSpec
from collabdesk.i18n import msg
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.services.changeset import Cell, ChangeSet
from collabdesk.services.charts.series import SeriesDesk, rules_name
from collabdesk.services.charts.standings import baseline_phase
from collabdesk.services.data import judgements, observations
from collabdesk.services.setup import indicators
from collabdesk.ui.asking import toggle_exclusion
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.charts.before_after import with_test
from collabdesk.ui.pages.charts.chart_terms import chart_terms
from collabdesk.ui.pages.charts.choice import POOLED, TeamEntry, roster
from collabdesk.ui.pages.charts.large_parts import LargeParts, digits_of
from collabdesk.ui.pages.charts.point_panel import PointPanel
from collabdesk.ui.pages.charts.rows import (
    FlagRow,
    PointRow,
    baseline_words,
    flag_rows,
    median_rows,
    point_rows,
)
from collabdesk.ui.pages.charts.source import pooled_spec, pooled_title

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace
    from collabdesk.ui.phases.dialog import PhasesDialog


class LargeView(LargeParts):
    """One chart: the team's (or all teams') of one indicator."""

    left = Signal()
    """Back to the wall."""
    change_wanted = Signal(object, object)
    """team id or None, date: record a change that began then."""
    shown = Signal(int, int)
    """indicator id, team id: another chart is shown."""

    def __init__(self, context: Context):
        super().__init__(context)
        self._workspace: Workspace | None = None
        self._desk: SeriesDesk | None = None
        self._pool: list[int] | None = None
        self._entries: list[TeamEntry] = []
        self._x: int | None = None
        self._drawing = False
        self._test: int | None = None
        """The test of a change whose before and after are shown."""
        self._make_actions()
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
        pool_title: str = "",
    ) -> None:
        """Show a chart. ``order``: the teams that the arrows lead through; ``pool``: those that are pooled."""
        self.point.finish()
        self._workspace, self._pool, self._x = workspace, pool, None
        self._desk = None
        known = workspace.rows(Team)
        total = len(workspace.mine(Team))
        pooled = pooled_title(total if pool is None else len(pool), total)
        teams = [
            (POOLED, pool_title or self._context.text(pooled)),
            *((key, known[key].name) for key in order),
        ]
        self.team.fill(teams, team_id)
        self.indicator.fill([(one.id, one.name) for one in indicators.in_order(workspace)], indicator_id)
        self._entries = roster(workspace)
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
        self.medians.set_rows([])
        self.point.show_nothing()

    def follow(self, changes: ChangeSet) -> None:
        """Draw anew if an edit concerns this chart."""
        if self._workspace is None or self.pair is None:
            return
        indicator_id, team_id = self.pair
        several = team_id == POOLED or self.options.chosen() is not None
        numbers = any(cell[0] == indicator_id and (several or cell[1] == team_id) for cell in changes.cells)
        others = changes.kinds - {"observation", "exclusion", "import_batch", "backup", "snapshot"}
        if others:  # the desk knows the tests and teams of when it was made
            self._desk = None
        if numbers or others:
            self.redraw()

    def begin_note(self) -> None:
        """Write a note on the last number."""
        spec = self.chart.spec()
        last = [point.x for point in spec.points if point.y is not None][-1:] if spec is not None else []
        if last:
            self._choose_point(last[0])
            self.point.note.setFocus()

    @Slot()
    def redraw(self) -> None:
        """The chart, its tables and its point as they are now."""
        spec = self._draw_chart()
        if spec is None or self._workspace is None or self.pair is None:
            return
        indicator_id, team_id = self.pair
        indicator = self._workspace.rows(Indicator)[indicator_id]
        phase = baseline_phase(self._workspace, indicator_id, team_id or None)
        self.baseline.setText(self._context.text(baseline_words(phase, indicator, self._context.translator)))
        self._drawing = True  # the tables choose their rows anew: nobody has chosen another change
        rows = point_rows(spec, digits_of(spec, indicator))
        self.points.set_rows(rows, key=lambda row: row.point.x)
        self._show_medians(median_rows(spec, max(indicator.decimals, 1)))
        self.flags.set_rows(flag_rows(self._workspace, spec), key=lambda row: row.test.id)
        self._drawing = False
        self._name_tabs(len(spec.flags))
        self._show_point()

    def _draw_chart(self) -> ChartSpec | None:
        """The chart alone, in what its options say; its tables stay as they are."""
        if self._workspace is None or self.pair is None:
            return None
        indicator_id, team_id = self.pair
        if self._desk is None:
            self._desk = SeriesDesk(self._workspace, rules=self.options.kind.rules)
        spec = self._spec(self._desk, self._workspace.rows(Indicator)[indicator_id], team_id)
        self.chart.set_spec(spec)
        self.words.show_terms(chart_terms(spec))
        self.span.show_span(spec, self.chart.canvas.chosen_span())
        return spec

    # --- slots ---

    @Slot()
    def _show_pair(self) -> None:
        """Another team or indicator."""
        if self._workspace is None or self.pair is None:
            return
        self.point.finish()
        self._x = self._test = None
        self.chart.canvas.choose_span(None)
        self.options.fill(self.pair[1], self._entries)
        self._fill_kinds()
        indicator = self._workspace.rows(Indicator)[self.pair[0]]
        self._choose_columns(indicator, pooled=self.pair[1] == POOLED)
        self.redraw()
        last = self.points.view
        QTimer.singleShot(0, last, last.scrollToBottom)  # before it is laid out it knows no bottom
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
        """Its row is chosen, and its before and after are shown; a second click takes them away."""
        self.tabs.setCurrentWidget(self.flags)
        if self._test == key:
            self.flags.view.clearSelection()
        else:
            self.flags.select(lambda row: row.test.id == key)

    @Slot()
    def _flag_chosen(self) -> None:
        if self._drawing:
            return
        chosen = [row.test.id for row in self.flags.selected()]
        test = chosen[0] if len(chosen) == 1 else None
        if test != self._test:
            self._test = test
            self._draw_chart()  # not its tables: one of them is choosing a row just now

    @Slot(object)
    def _span_chosen(self, span: tuple[int, int] | None) -> None:
        self.span.show_span(self.chart.spec(), span)

    @Slot()
    def _redraw_otherwise(self) -> None:
        """Another kind of chart, other rules, another comparison."""
        self._desk = None
        self._fill_kinds()
        self.redraw()

    def _fill_kinds(self) -> None:
        if self._workspace is not None and self.pair is not None:
            indicator_id, team_id = self.pair
            desk = SeriesDesk(self._workspace, rules=self.options.kind.rules)
            choices = desk.choices(indicator_id, team_id or None)
            self.options.kind.fill(choices, rules_name(self._workspace.collaborative))

    @Slot()
    def _span_as_baseline(self) -> None:
        self._decide_on_span(new_phase=False)

    @Slot()
    def _span_as_phase(self) -> None:
        self._decide_on_span(new_phase=True)

    def _decide_on_span(self, *, new_phase: bool) -> None:
        """The dialog of the phases, with the marked months filled in: nothing is decided before Save."""
        spec, span = self.chart.spec(), self.span.span
        dialog = self.open_phases() if spec is not None and span is not None else None
        if dialog is not None and spec is not None and span is not None:
            first, last = (next(point.period.ordinal for point in spec.points if point.x == x) for x in span)
            dialog.take_span((first, last), new_phase=new_phase)

    @Slot()
    def _clear_span(self) -> None:
        self.chart.canvas.choose_span(None)
        self.chart.canvas.setFocus()

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

    def _spec(self, desk: SeriesDesk, indicator: Indicator, team_id: int) -> ChartSpec:
        chart = self.options.kind.chart
        if team_id != POOLED:
            spec = desk.team_charts([(indicator.id, team_id)], chart=chart)[0]
        else:
            spec = pooled_spec(desk, indicator.id, self._pool, self.team.text(), chart)
        if self._test is not None and self._workspace is not None:
            spec = with_test(self._workspace, spec, self._test, indicator)
        return self.options.drawn_over(spec, desk)

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

    def _make_actions(self) -> None:
        context = self._context
        self.exclude = make_action(
            context, self, "chart_exclude", msg("Exclude…"), "remove", self._toggle_exclusion,
            tip=msg("Leave this point out of medians and totals; it stays visible, crossed"),
        )  # fmt: skip
        self.mark = make_action(
            context, self, "chart_mark", msg("Astronomical…"), "warning", self._toggle_mark,
            tip=msg("Mark this point as unlike all others, with a reason; medians and totals keep it"),
        )  # fmt: skip
        self.phases = make_action(
            context, self, "chart_phases", msg("Baseline and phases…"), "freeze", self.open_phases,
            tip=msg("Freeze the median on chosen months, begin a new one, or see who decided what"),
            shortcut="Ctrl+B",
        )  # fmt: skip
        self.record_here = make_action(
            context, self, "chart_record_here", msg("Record a change…"), "changes", self._record_here,
            tip=msg("Record a change that the team began in this month"),
        )  # fmt: skip

    def _wire(self) -> None:
        self.chart.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.chart.canvas.addActions([self.phases, self.record_here, self.exclude, self.mark])
        self.head.left.connect(self.left)
        self.team.chosen.connect(self._show_pair)
        self.indicator.chosen.connect(self._show_pair)
        self.chart.point_clicked.connect(self._choose_point)
        self.chart.month_clicked.connect(self._month_clicked)
        self.chart.flag_clicked.connect(self._flag_clicked)
        self.chart.canvas.span_chosen.connect(self._span_chosen)
        self.span.cleared.connect(self._clear_span)
        self.span.baseline_wanted.connect(self._span_as_baseline)
        self.span.phase_wanted.connect(self._span_as_phase)
        self.options.changed.connect(self._redraw_otherwise)
        self.flags.selection_changed.connect(self._flag_chosen)
        self.points.activated.connect(self._point_entered)
        self.flags.activated.connect(self._flag_entered)
        self.point.note_written.connect(self._write_note)
