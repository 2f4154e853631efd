"""The funnel plot of an indicator over a span of periods, and its teams as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from collabdesk.charts.funnel import FunnelPoint, FunnelSpec
from collabdesk.charts.funnel_words import MARKS
from collabdesk.i18n import Number, msg
from collabdesk.models.measures import Indicator
from collabdesk.periods import Period, PeriodType
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.charts.funnels import funnel_chart, usual_span
from collabdesk.services.charts.standings import axis_of, standings
from collabdesk.ui.charts.funnel_plot import ZONE_WORDS, FunnelPlot
from collabdesk.ui.context import Context
from collabdesk.ui.giving import GivingLabel, is_roomy
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.charts.choice import chosen, narrowed
from collabdesk.ui.pages.charts.filters import FilterBar
from collabdesk.ui.pages.charts.view_base import ChartsView, Pair
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.term_bubble import TermsLine
from collabdesk.ui.theme import GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import ElidedBox, Label, button_for


class FunnelView(ChartsView):
    """Who differs more than chance makes, among sites of every size."""

    def __init__(self, context: Context, filters: FilterBar) -> None:
        super().__init__(context, filters)
        self.setObjectName("charts_funnel_view")
        self.today = dt.date.today
        self._indicator_id = 0
        self._spec: FunnelSpec | None = None
        self.first = self._box("funnel_first")
        self.last = self._box("funnel_last")
        self.plot = FunnelPlot(context.theme, context.translator)
        self.sentence = GivingLabel(context.theme)
        self.sentence.setObjectName("funnel_sentence")
        self.marks = GivingLabel(context.theme, size=Type.CAPTION, colour="ink_soft")
        self.marks.setText(context.text(MARKS))
        self.words = TermsLine(context, "funnel_words")
        self.words.show_terms(("funnel",))
        self.left_out = Label(context.theme, size=Type.CAPTION, colour="ink_soft", wrap=True)
        self.left_out.setObjectName("funnel_left_out")
        self.table = self._table()
        self._lay_out()
        self._wire()

    # --- the page's view ---

    def load(self) -> None:
        self._indicator_id = 0
        self.filter()

    def filter(self) -> None:
        choice, workspace = self.filters.choice(), self._workspace
        if choice is None or workspace is None:
            self._show(None)
            return
        if choice.indicator_id != self._indicator_id:
            self._indicator_id = choice.indicator_id
            self._fill_span()
        self._draw()

    def follow(self, changes: ChangeSet) -> None:
        if self._workspace is None or not any(cell[0] == self._indicator_id for cell in changes.cells):
            return
        first, last = axis_of(self._workspace, self._indicator_id)
        if (self.first.itemData(0), self.first.itemData(self.first.count() - 1)) != (first, last):
            self._fill_span()
        self._draw()

    def forget(self) -> None:
        super().forget()
        self._show(None)

    def order(self) -> list[int]:
        choice, workspace = self.filters.choice(), self._workspace
        if choice is None or workspace is None:
            return []
        if choice.state is None and choice.reporting is None:
            return [entry.id for entry in narrowed(self.filters.entries, choice)]
        known = standings(workspace, choice.indicator_id, self.today())
        return chosen(self.filters.entries, known, choice)

    def chosen_pairs(self) -> list[Pair]:
        chosen = [(self._indicator_id, row.team_id) for row in self.table.selected()]
        current = self.plot.current()
        return chosen or ([(self._indicator_id, current)] if current else [])

    def chosen_specs(self) -> Sequence[FunnelSpec]:
        """The plot itself is what is taken elsewhere, whichever team is pointed at."""
        return [self._spec] if self._spec is not None and self._spec.points else []

    def n_specs(self) -> int:
        return len(self.chosen_specs())

    def show_pair(self, indicator_id: int, team_id: int) -> None:
        if indicator_id != self._indicator_id:
            self.filters.show_indicator(indicator_id)
        self.plot.mark(team_id)

    def take_focus(self) -> None:
        self.plot.setFocus()

    # --- Qt ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in (self.words, self.marks):  # the guide says the same
            part.setVisible(is_roomy(self))

    # --- slots ---

    @Slot()
    def _draw(self) -> None:
        choice, workspace = self.filters.choice(), self._workspace
        if choice is None or workspace is None or self.first.currentData() is None:
            self._show(None)
            return
        span = sorted((self.first.currentData(), self.last.currentData()))
        teams = self.order() if choice.narrows else None
        self._show(funnel_chart(workspace, self._indicator_id, (span[0], span[1]), teams))

    @Slot(object)
    def _open_row(self, row: FunnelPoint) -> None:
        self.opened.emit(self._indicator_id, row.team_id)

    @Slot(int)
    def _open_team(self, team_id: int) -> None:
        self.opened.emit(self._indicator_id, team_id)

    @Slot(object)
    def _hovered(self, team_id: int | None) -> None:
        if team_id is not None:
            self.table.select(lambda row: row.team_id == team_id)

    @Slot()
    def _row_chosen(self) -> None:
        rows = self.table.selected()
        if len(rows) == 1:
            self.plot.mark(rows[0].team_id)
        self.current_changed.emit()

    # --- private ---

    def _show(self, spec: FunnelSpec | None) -> None:
        say, self._spec = self.context.text, spec
        self.plot.set_spec(spec)
        self.sentence.setText(say(spec.sentence) if spec else "")
        self.left_out.setText("\n".join(say(one) for one in spec.left_out) if spec else "")
        self.left_out.setVisible(bool(spec and spec.left_out))
        self.table.set_rows(list(spec.points) if spec else [], key=lambda row: row.team_id)
        self.current_changed.emit()

    def _fill_span(self) -> None:
        """All periods of the axis; the usual span is chosen, or what was chosen before where it can be."""
        assert self._workspace is not None
        type_ = PeriodType.parse(self._workspace.rows(Indicator)[self._indicator_id].period_type)
        first, last = axis_of(self._workspace, self._indicator_id)
        usual = usual_span(self._workspace, self._indicator_id)
        for box, choice in zip((self.first, self.last), usual, strict=True):
            quiet = QSignalBlocker(box)
            box.clear()
            for ordinal in range(first, last + 1):
                box.addItem(self.context.translator.period(Period(type_, ordinal)), ordinal)
            box.setCurrentIndex(max(box.findData(choice), 0) if box.count() else -1)
            quiet.unblock()

    def _box(self, name: str) -> QComboBox:
        box = ElidedBox()
        box.setObjectName(name)
        said = (
            msg("First period of the funnel") if name == "funnel_first" else msg("Last period of the funnel")
        )
        box.setAccessibleName(self.context.text(said))
        box.setToolTip(self.context.text(said))
        box.setMinimumHeight(30)
        box.setMinimumWidth(110)
        box.setMaxVisibleItems(24)
        return box

    def _table(self) -> Table[FunnelPoint]:
        say = self.context.translator
        return Table(
            self.context,
            "funnel_table",
            (
                Column(name="team", title=msg("Team"), value=lambda row: row.name, width=150, stretch=1),
                Column(
                    name="cases",
                    title=msg("Cases"),
                    value=lambda row: row.x,
                    text=lambda row: row.count_label,
                    width=88,
                    right=True,
                ),
                Column(
                    name="value",
                    title=msg("Value"),
                    value=lambda row: row.y,
                    text=lambda row: say.text(msg("{number}", number=Number(row.y, 1))),
                    width=62,
                    right=True,
                ),
                Column(
                    name="zone",
                    title=msg("Where"),
                    value=lambda row: -abs(row.zone),
                    text=lambda row: say.text(ZONE_WORDS[row.zone]),
                    width=148,
                ),
            ),
            title=msg("Teams of the funnel plot"),
            search=False,
        )

    def _lay_out(self) -> None:
        context, top = self.context, QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(Label(context.theme, context.text(msg("From"))))
        top.addWidget(self.first)
        top.addWidget(Label(context.theme, context.text(msg("to"))))
        top.addWidget(self.last)
        top.addStretch(1)
        self.copy_all = make_action(
            context,
            self,
            "funnel_copy",
            msg("Copy to Excel"),
            "copy",
            self.table.copy,
            tip=msg("Copy the selected rows, or the whole table, as Excel pastes them"),
        )
        top.addWidget(button_for(self.copy_all))
        left, under = QWidget(), QVBoxLayout()
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(GAP_SMALL // 2)
        left.setLayout(under)
        under.addWidget(self.plot, 1)
        for label in (self.sentence, self.words, self.marks, self.left_out):
            under.addWidget(label)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.setObjectName("funnel_split")
        whole.setChildrenCollapsible(False)
        whole.addWidget(left)
        whole.addWidget(self.table)
        whole.setSizes([656, 484])
        whole.setStretchFactor(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addLayout(top)
        box.addWidget(whole, 1)

    def _wire(self) -> None:
        for box in (self.first, self.last):
            box.currentIndexChanged.connect(self._draw)
        self.plot.opened.connect(self._open_team)
        self.plot.hovered.connect(self._hovered)
        self.table.activated.connect(self._open_row)
        self.table.selection_changed.connect(self._row_chosen)
