"""What lasts: series that reached their target, how long they have held it, which have slipped."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.services.changes import sustain
from collabdesk.services.changes.sustain import Lasting, Watched
from collabdesk.ui.context import Context
from collabdesk.ui.pages.changes.part import Part, heading, plain_column
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import Type
from collabdesk.ui.widgets import EmptyState, Label

_TOKENS = {Lasting.HELD: "ink", Lasting.SLIPPED: "attention", Lasting.SILENT: "ink_soft"}


class SustainPart(Part):
    """The sustain watch."""

    name = "changes_sustain"
    title = msg("Sustain watch")
    kinds = (
        "observation",
        "exclusion",
        "indicator",
        "team",
        "phase",
        "collaborative",
        "session",
        "action_period",
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.table = self._make_table()
        self.summary = Label(context.theme, "", wrap=True)
        self.summary.setObjectName("sustain_summary")
        definition = Label(
            context.theme, self.text(sustain.DEFINITION), Type.CAPTION, colour="ink_soft", wrap=True
        )
        whole = QWidget()
        box = plain_column(whole)
        box.addWidget(self.summary)
        box.addWidget(self.table, 1)
        box.addWidget(definition)
        self.to_scoreboard = self.add_action(
            "sustain_charts", msg("Open the charts"), "charts", self._go_to_charts
        )
        empty = EmptyState(
            context,
            msg("Here stand the teams that reached their target, and whether they hold it"),
            msg(
                "Nothing has reached its target yet. Once an indicator has a target and a team two points in a row at "
                "or beyond it, the team is watched here, also after the collaborative has ended."
            ),
            self.to_scoreboard,
        )
        self.or_empty = QStackedWidget()
        self.or_empty.addWidget(whole)
        self.or_empty.addWidget(empty)
        outer = plain_column(self)
        outer.addLayout(heading(context, self.title))
        outer.addWidget(self.or_empty, 1)
        self.table.activated.connect(self._open)
        self.setFocusProxy(self.table.view)

    def load(self) -> None:
        rows = sustain.watch(self.workspace)
        self.or_empty.setCurrentIndex(0 if rows else 1)
        self.table.set_rows(rows, key=lambda one: (one.team_id, one.indicator_id))
        held = sum(one.state is Lasting.HELD for one in rows)
        slipped = sum(one.state is Lasting.SLIPPED for one in rows)
        said = nmsg(
            "{count} series reached its target: {held} hold it, {slipped} slipped, {silent} without new numbers.",
            "{count} series reached their target: {held} hold it, {slipped} slipped, {silent} without new numbers.",
            len(rows),
            held=held,
            slipped=slipped,
            silent=len(rows) - held - slipped,
        )
        self.summary.setText(self.text(said))

    def start_search(self) -> None:
        self.table.search.setFocus()

    def _make_table(self) -> Table[Watched]:
        say, period, column = self.text, self.context.translator.period, Column[Watched]
        columns = (
            column(name="team", title=msg("Team"), value=lambda one: one.team, width=180, stretch=0.6),
            column(
                name="indicator",
                title=msg("Indicator"),
                value=lambda one: one.indicator,
                width=240,
                stretch=1,
            ),
            column(
                name="state",
                title=msg("Now"),
                value=lambda one: say(sustain.STATE_WORDS[one.state]),
                width=120,
                token=lambda one: _TOKENS[one.state],
            ),
            column(
                name="reached",
                title=msg("Reached"),
                value=lambda one: one.reached.first_day,
                text=lambda one: period(one.reached),
                width=90,
            ),
            column(
                name="held",
                title=msg("Held"),
                value=lambda one: one.held / one.points,
                text=lambda one: say(msg("{held} of {points}", held=one.held, points=one.points)),
                width=90,
                right=True,
            ),
            column(
                name="slipped",
                title=msg("Slipped in"),
                value=lambda one: one.slipped.first_day if one.slipped else None,
                text=lambda one: period(one.slipped) if one.slipped else "",
                width=90,
            ),
            column(
                name="latest",
                title=msg("Last number"),
                value=lambda one: one.latest,
                text=lambda one: say(sustain.latest_said(one)),
                width=140,
                right=True,
            ),
            column(
                name="after",
                title=msg("After the end"),
                value=lambda one: one.after_end_points or None,
                text=lambda one: (
                    say(msg("{held} of {points}", held=one.after_end_held, points=one.after_end_points))
                    if one.after_end_points
                    else ""
                ),
                width=104,
                right=True,
                spare=True,
            ),
        )
        return Table(self.context, "sustain", columns, title=self.title)

    @Slot(object)
    def _open(self, one: Watched) -> None:
        self.context.navigator.open_chart(one.indicator_id, one.team_id)

    @Slot()
    def _go_to_charts(self) -> None:
        self.context.navigator.open_place("charts")
