"""Recounts from the register against what had been reported, and how well they agree over time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.periods import MONTH
from collabdesk.services import recounts
from collabdesk.services.recounts import AgreementPoint, Figures, RecountRow
from collabdesk.ui.charts.lines_chart import LinesChart, LineSeries
from collabdesk.ui.context import Context
from collabdesk.ui.pages.coaching.words import FilterBox, figures_said, team_choices
from collabdesk.ui.pages.tab_section import TabSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import ButtonRow, EmptyState, Label

_CLOSE = 90.0


class RecountsSection(TabSection):
    """All recounts, and the agreement of one team or of all over time."""

    prefix = "coaching"
    name = "recounts"
    title = msg("Recounts")
    kinds = ("visit", "recount", "recount_reported", "team", "indicator", "person", "collaborative")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.remove = self.act("remove_recounts", msg("Remove"), "remove", self._remove, "Del")
        self.team = FilterBox(context, "recounts_team", msg("Team"), msg("All teams"))
        self.table = self._make_table()
        self.chart = LinesChart(context, "agreement_chart", low=0, high=100, ticks=(0, 25, 50, 75, 100))
        self.latest = Label(context.theme, wrap=True)
        self.latest.setObjectName("agreement_latest")
        self._all: list[RecountRow] = []
        self._lay_out()
        self.team.currentIndexChanged.connect(self._fill)
        self.table.selection_changed.connect(self._allow)

    def load(self) -> None:
        self._all = recounts.recounts(self.workspace)
        self.team.fill(team_choices(self.workspace))
        self._stack.setCurrentIndex(0 if self._all else 1)
        self._fill()

    def start_search(self) -> None:
        self.table.search.setFocus()

    # --- slots ---

    @Slot()
    def _fill(self) -> None:
        team_id = self.team.value()
        rows = [row for row in self._all if team_id in (None, row.team.id)]
        self.table.set_rows(rows, key=lambda row: row.recount.id)
        points = recounts.over_time(self.workspace, team_id)
        title = self.team.currentText() if team_id else msg("All teams, mean by month")
        series = LineSeries(name=msg("agreement, %"), points=_by_month(points))
        self.chart.show_lines(title, [series], _CLOSE)
        self.latest.setText(self.text(_last_said(points)))
        self._allow()

    @Slot()
    def _allow(self) -> None:
        self.remove.setEnabled(self.can_edit and bool(self.table.selected()))

    @Slot()
    def _remove(self) -> None:
        ids = [row.recount.id for row in self.table.selected()]
        question = nmsg(
            "Remove {count} recount? Undo brings it back.",
            "Remove {count} recounts? Undo brings them back.",
            len(ids),
        )
        if ids and self.context.messages.ask(question, msg("Remove"), danger=True):
            self.context.attempt(partial(recounts.remove_recounts, self.workspace, ids))

    # --- making ---

    def _make_table(self) -> Table[RecountRow]:
        say = self.context.translator
        return Table(
            self.context,
            "recounts",
            (
                Column[RecountRow](name="day", title=msg("Day"), value=lambda row: row.day, width=92),
                Column[RecountRow](
                    name="team", title=msg("Team"), value=lambda row: row.team.name, width=110, stretch=0.5
                ),
                Column[RecountRow](
                    name="indicator",
                    title=msg("Indicator"),
                    value=lambda row: row.indicator.name,
                    width=110,
                    stretch=0.7,
                ),
                Column[RecountRow](
                    name="agreement",
                    title=msg("Agreement"),
                    value=lambda row: row.agreement.percent if row.agreement else None,
                    text=lambda row: f"{row.agreement.percent:.0f} %" if row.agreement else "",
                    width=82,
                    right=True,
                    token=lambda row: "attention" if row.agreement and not row.agreement.close else "ink",
                ),
                Column[RecountRow](
                    name="reported",
                    title=msg("Reported"),
                    value=lambda row: _first(row.reported),
                    text=lambda row: figures_said(row.reported),
                    width=72,
                    right=True,
                ),
                Column[RecountRow](
                    name="register",
                    title=msg("Register"),
                    value=lambda row: _first(row.recounted),
                    text=lambda row: figures_said(row.recounted),
                    width=72,
                    right=True,
                ),
                Column[RecountRow](
                    name="period",
                    title=msg("Month"),
                    value=lambda row: row.period.ordinal,
                    text=lambda row: say.period(row.period),
                    width=72,
                    spare=True,
                ),
                Column[RecountRow](
                    name="factor",
                    title=msg("Factor"),
                    value=lambda row: row.factor,
                    text=lambda row: "" if row.factor is None else say.number(row.factor, 2),
                    tip=lambda _row: say.text(
                        msg("Register over report: above 1 the report said too little, below 1 too much")
                    ),
                    width=60,
                    right=True,
                    spare=True,
                ),
            ),
            title=msg("Recounts"),
        )

    def _lay_out(self) -> None:
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_SMALL)
        filters = QHBoxLayout()
        filters.setSpacing(GRID)
        filters.addWidget(self.team)
        filters.addWidget(self.table.search, 1)
        filters.addStretch(1)
        box.addLayout(filters)
        box.addWidget(self.table, 1)
        box.addWidget(ButtonRow(self.remove))
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GRID)
        side.addWidget(self.chart, 1)
        side.addWidget(self.latest)
        definition = Label(
            self.context.theme, self.text(recounts.DEFINITION), Type.CAPTION, colour="ink_soft", wrap=True
        )
        side.addWidget(definition)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("recounts_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([640, 340])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        full = QWidget()
        whole = QVBoxLayout(full)
        whole.setContentsMargins(0, GAP, 0, 0)
        whole.addWidget(split)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(
            EmptyState(
                self.context,
                msg("No recounts yet"),
                msg(
                    "At a visit the coach counts a few reported numbers again from the register. They come from the "
                    "return slips (part 5): plan a visit, print its slip, type it in."
                ),
            )
        )


def _first(figures: Figures) -> float | None:
    return figures.value if figures.numerator is None else figures.numerator


def _by_month(points: list[AgreementPoint]) -> tuple[tuple[int, float], ...]:
    months: dict[int, list[float]] = {}
    for point in points:
        months.setdefault(MONTH.holding(point.day), []).append(point.agreement.percent)
    return tuple((month, sum(found) / len(found)) for month, found in sorted(months.items()))


def _last_said(points: list[AgreementPoint]) -> Message | str:
    if not points:
        return ""
    last = points[-1]
    low = sum(not point.agreement.close for point in points)
    return msg(
        "Last: {team}, {day}: {agreement}. At {low} of {all} visits some number was not close enough.",
        team=last.team.name,
        day=last.day,
        agreement=recounts.said(last.agreement),
        low=low,
        all=len(points),
    )
