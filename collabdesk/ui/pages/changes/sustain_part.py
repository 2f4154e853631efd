"""What lasts: series that reached their target, how long they have held it, which have slipped."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.services.changes import sustain
from collabdesk.services.changes.sustain import Lasting, Watched
from collabdesk.ui.context import Context
from collabdesk.ui.pages.changes.part import Part, heading, plain_column
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import Type
from collabdesk.ui.widgets import EmptyState, Label

_TOKENS = {Lasting.HELD: "ink", Lasting.SLIPPED: "attention", Lasting.SILENT: "ink_soft"}


def _after(one: Watched) -> Message | str:
    if not one.after_end_points:
        return ""
    return msg("{held} of {points}", held=one.after_end_held, points=one.after_end_points)


_COLUMNS = (
    Column[Watched]("team", msg("Team"), lambda one: one.team, 180, stretch=0.6),
    Column[Watched]("indicator", msg("Indicator"), lambda one: one.indicator, 240, stretch=1),
    Column[Watched](
        "state",
        msg("Now"),
        lambda one: sustain.STATE_WORDS[one.state],
        120,
        token=lambda one: _TOKENS[one.state],
    ),
    Column[Watched](
        "reached", msg("Reached"), lambda one: one.reached.first_day, 90, text=lambda one: one.reached
    ),
    Column[Watched](
        "held",
        msg("Held"),
        lambda one: one.held / one.points,
        90,
        text=lambda one: msg("{held} of {points}", held=one.held, points=one.points),
        right=True,
    ),
    Column[Watched](
        "slipped",
        msg("Slipped in"),
        lambda one: one.slipped.first_day if one.slipped else None,
        90,
        text=lambda one: one.slipped,
    ),
    Column[Watched](
        "latest", msg("Last number"), lambda one: one.latest, 140, text=sustain.latest_said, right=True
    ),
    Column[Watched](
        "after",
        msg("After the end"),
        lambda one: one.after_end_points or None,
        104,
        text=_after,
        right=True,
        spare=True,
    ),
)


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
        self.table = Table(self.context, "sustain", _COLUMNS, title=self.title)
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

    @Slot(object)
    def _open(self, one: Watched) -> None:
        self.context.navigator.open_chart(one.indicator_id, one.team_id)

    @Slot()
    def _go_to_charts(self) -> None:
        self.context.navigator.open_place("charts")
