"""Recounts from the register against what had been reported, and how well they agree over time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot

from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.periods import MONTH
from collabdesk.services.coaching import recounts
from collabdesk.services.coaching.recounts import AgreementPoint, Figures, RecountRow
from collabdesk.ui.charts.lines_chart import LinesChart, LineSeries
from collabdesk.ui.context import Context
from collabdesk.ui.pages.coaching.team_section import TeamSection
from collabdesk.ui.pages.coaching.words import figures_said
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import Type
from collabdesk.ui.widgets import ButtonRow, EmptyState, Label


def _first(figures: Figures) -> float | None:
    return figures.value if figures.numerator is None else figures.numerator


_COLUMNS = (
    Column[RecountRow]("day", msg("Day"), lambda row: row.day, 92),
    Column[RecountRow]("team", msg("Team"), lambda row: row.team.name, 110, stretch=0.5),
    Column[RecountRow]("indicator", msg("Indicator"), lambda row: row.indicator.name, 110, stretch=0.7),
    Column[RecountRow](
        "agreement",
        msg("Agreement"),
        lambda row: row.agreement.percent if row.agreement else None,
        82,
        text=lambda row: Number(row.agreement.percent, 0, " %") if row.agreement else None,
        right=True,
        token=lambda row: "attention" if row.agreement and not row.agreement.close else "ink",
    ),
    Column[RecountRow](
        "reported",
        msg("Reported"),
        lambda row: _first(row.reported),
        72,
        text=lambda row: figures_said(row.reported),
        right=True,
    ),
    Column[RecountRow](
        "register",
        msg("Register"),
        lambda row: _first(row.recounted),
        72,
        text=lambda row: figures_said(row.recounted),
        right=True,
    ),
    Column[RecountRow](
        "period", msg("Month"), lambda row: row.period.ordinal, 72, text=lambda row: row.period, spare=True
    ),
    Column[RecountRow](
        "factor",
        msg("Factor"),
        lambda row: row.factor,
        60,
        text=lambda row: None if row.factor is None else Number(row.factor, 2),
        tip=lambda _row: msg("Register over report: above 1 the report said too little, below 1 too much"),
        right=True,
        spare=True,
    ),
)

_CLOSE = 90.0


class RecountsSection(TeamSection):
    """All recounts, and the agreement of one team or of all over time."""

    name = "recounts"
    title = msg("Recounts")
    kinds = ("visit", "recount", "recount_reported", "team", "indicator", "person", "collaborative")

    def __init__(self, context: Context) -> None:
        chart = LinesChart(context, "agreement_chart", low=0, high=100, ticks=(0, 25, 50, 75, 100))
        super().__init__(context, Table(context, "recounts", _COLUMNS, title=msg("Recounts")), chart)
        self.remove = self.act("remove_recounts", msg("Remove"), "remove", self._remove, "Del")
        self.latest = Label(context.theme, wrap=True)
        self.latest.setObjectName("agreement_latest")
        said = self.text(recounts.DEFINITION)
        definition = Label(context.theme, said, Type.CAPTION, colour="ink_soft", wrap=True)
        empty = EmptyState(
            context,
            msg("No recounts yet"),
            msg(
                "At a visit the coach counts a few reported numbers again from the register. They come from the "
                "return slips (part 5): plan a visit, print its slip, type it in."
            ),
        )
        self.lay_out(ButtonRow(self.remove), (self.latest, definition), empty, (640, 340), 1)
        self.table.selection_changed.connect(self._allow)

    def read(self) -> list[RecountRow]:
        return recounts.recounts(self.workspace)

    def show_rows(self, rows: list[RecountRow], team_id: int | None) -> None:
        self.table.set_rows(rows, key=lambda row: row.recount.id)
        points = recounts.over_time(self.workspace, team_id)
        title = self.team.currentText() if team_id else msg("All teams, mean by month")
        series = LineSeries(name=msg("agreement, %"), points=_by_month(points))
        self.chart.show_lines(title, [series], _CLOSE)
        self.latest.setText(self.text(_last_said(points)))
        self._allow()

    # --- slots ---

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
        self.remove_asking(ids, question, partial(recounts.remove_recounts, self.workspace, ids))


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
