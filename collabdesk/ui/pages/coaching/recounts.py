"""Recounts from the register against what had been reported, and how well they agree over time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot

from collabdesk.i18n import Message, msg, nmsg
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

_CLOSE = 90.0


class RecountsSection(TeamSection):
    """All recounts, and the agreement of one team or of all over time."""

    name = "recounts"
    title = msg("Recounts")
    kinds = ("visit", "recount", "recount_reported", "team", "indicator", "person", "collaborative")

    def __init__(self, context: Context) -> None:
        chart = LinesChart(context, "agreement_chart", low=0, high=100, ticks=(0, 25, 50, 75, 100))
        super().__init__(context, _table(context), chart)
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


def _table(context: Context) -> Table[RecountRow]:
    say = context.translator
    return Table(
        context,
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
