"""The page: whom to call on the left; signals, changes and the next session on the right."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.services import indicators, meetings, overview
from collabdesk.services.overview import BegunChange, NewSignal, Overdue
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.overview.baselines import BaselinesBlock
from collabdesk.ui.pages.overview.numbers import NumbersStrip
from collabdesk.ui.pages.overview.parts import Block, Pair, Row, SignMark
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP_LARGE, GAP_SMALL, Type
from collabdesk.ui.widgets import EmptyState, Label

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace

MOST = 6
_PERIOD_COLUMN = 2
_KINDS = ("team", "indicator", "observation", "exclusion", "phase", "test", "change", "session")
_MORE = ("collaborative", "person", "org_unit", "action_period", "dismissal")


class OverviewPage(Page):
    """What needs attention: nothing here is typed."""

    name = "overview"
    title = msg("Overview")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._setup = self.add_action(
            "overview_setup", msg("Set up the collaborative"), "setup", self._go_setup
        )
        self._import_action = self.add_action(
            "overview_import", msg("Import spreadsheets…"), "import", self._import, head=True
        )
        self.progress = Label(context.theme, "", Type.SECTION, wrap=True)
        self.progress.setObjectName("completeness")
        self.overdue = self._overdue_table()
        self.calls = Label(context.theme, self.text(msg("Whom to call")), Type.SECTION, bold=True)
        self.nobody = Label(
            context.theme,
            self.text(msg("Every team has reported what is due.")),
            colour="ink_soft",
            wrap=True,
        )
        self.signals = Block(context, "signals", self.text(msg("New signals")))
        self.begun = Block(context, "begun", self.text(msg("Changes begun lately")))
        self.baselines = BaselinesBlock(context)
        self.numbers = NumbersStrip(context)
        self.next = Block(context, "next_session", self.text(msg("Next session")))
        self.setFocusProxy(self.overdue.view)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._whole())
        self._stack.addWidget(
            EmptyState(
                context,
                msg("This is where you see what needs attention"),
                msg(
                    "Who has not reported and whom to call, which charts show a signal, which changes began. "
                    "First the collaborative needs its teams and indicators."
                ),
                self._setup,
            )
        )

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self._import_action.setEnabled(self.can_edit)
        self._load()

    def refresh(self, changes: ChangeSet) -> None:
        if changes.touches(*_KINDS, *_MORE):
            self._load()

    def forget_workspace(self) -> None:
        super().forget_workspace()
        self.baselines.forget()
        self.numbers.forget()

    def start_search(self) -> None:
        self.overdue.search.setFocus()

    # --- slots ---

    @Slot()
    def _go_setup(self) -> None:
        self.context.navigator.open_place("setup", "teams")

    @Slot()
    def _import(self) -> None:
        self.context.navigator.import_files()

    @Slot()
    def _go_sessions(self) -> None:
        self.context.navigator.open_place("sessions")

    @Slot()
    def _go_changes(self) -> None:
        self.context.navigator.open_place("changes")

    @Slot(int, int)
    def _open_chart(self, indicator_id: int, team_id: int) -> None:
        self.context.navigator.open_chart(indicator_id, team_id)

    @Slot(object)
    def _open_overdue(self, row: Overdue) -> None:
        self.context.navigator.open_chart(row.missing[0].id, row.team.id)

    # --- loading ---

    def _load(self) -> None:
        today = dt.date.today()
        done = overview.completeness(self.workspace, today)
        self._stack.setCurrentIndex(1 if done is None else 0)
        if done is None:
            return
        self.progress.setText(
            self.text(
                msg(
                    "{period}: {reported} of {expected} numbers are in.",
                    period=done.period,
                    reported=done.reported,
                    expected=done.expected,
                )
            )
        )
        rows = overview.overdue(self.workspace, today)
        self.overdue.set_rows(rows, key=lambda row: (row.team.id, row.period))
        self.overdue.view.setColumnHidden(_PERIOD_COLUMN, len({row.period for row in rows}) < 2)
        self.overdue.setVisible(bool(rows))
        self.nobody.setVisible(not rows)
        self._load_signals()
        self._load_changes()
        self._load_session(today)
        self.baselines.renew(self.workspace)
        self.numbers.renew(self.workspace)

    def _load_signals(self) -> None:
        found = overview.latest_signals(self.workspace, MOST)
        rows: list[QWidget] = [self._signal(place, one) for place, one in enumerate(found)]
        said = "" if rows else self.text(msg("No chart changed its sign with the last numbers."))
        self.signals.set_rows(said, rows)

    def _signal(self, place: int, one: NewSignal) -> QWidget:
        row = Pair(
            self.context,
            f"signal_{place}",
            f"{one.team.name}: {one.indicator.name}",
            self.text(one.chart.sentence),
            self.text(one.chart.headline),
            indicator_id=one.indicator.id,
            team_id=one.team.id,
        )
        row.put_first(SignMark(self.context.theme, one.chart.sign))
        row.chart_wanted.connect(self._open_chart)
        return row

    def _load_changes(self) -> None:
        found = overview.latest_changes(self.workspace, MOST)
        rows: list[QWidget] = [self._change(place, one) for place, one in enumerate(found)]
        said = (
            ""
            if rows
            else self.text(msg("No team has recorded a change yet: one line and a date is enough."))
        )
        self.begun.set_rows(said, rows)

    def _change(self, place: int, one: BegunChange) -> QWidget:
        row = Row(
            self.context,
            f"begun_{place}",
            one.change.name,
            one.team.name,
            self.context.date(one.test.started),
        )
        row.opened.connect(self._go_changes)
        return row

    def _load_session(self, today: dt.date) -> None:
        session = meetings.next_session(self.workspace, today)
        if session is None:
            self.next.set_rows(self.text(msg("No session is planned.")), [])
            return
        days = (session.starts - today).days
        when = self.text(msg("today") if days == 0 else nmsg("in {count} day", "in {count} days", days))
        said = ", ".join(part for part in (self.context.date(session.starts), session.place) if part)
        row = Row(self.context, "next_row", meetings.long_name(session), said, when)
        row.opened.connect(self._go_sessions)
        self.next.set_rows("", [row])

    # --- making ---

    def _overdue_table(self) -> Table[Overdue]:
        table: Table[Overdue] = Table(
            self.context,
            "overdue_table",
            (
                Column(name="team", title=msg("Team"), value=lambda row: row.team.name, width=190, stretch=1),
                Column(
                    name="missing",
                    title=msg("Missing"),
                    value=lambda row: len(row.missing),
                    text=self._missing,
                    tip=lambda row: "\n".join(one.name for one in row.missing),
                    width=80,
                ),
                Column(
                    name="period",
                    title=msg("Period"),
                    value=lambda row: row.period.ordinal,
                    text=lambda row: self.context.translator.period(row.period),
                    width=72,
                ),
                Column(name="coach", title=msg("Coach"), value=lambda row: row.coach, width=130, stretch=0.3),
                Column(name="phone", title=msg("Phone"), value=lambda row: row.phone, width=140),
                Column(
                    name="district",
                    title=msg("District"),
                    value=lambda row: row.district,
                    width=100,
                    stretch=0.3,
                    spare=True,
                ),
            ),
            title=msg("Whom to call"),
        )
        table.activated.connect(self._open_overdue)
        return table

    def _missing(self, row: Overdue) -> str:
        if len(row.missing) == len(indicators.in_order(self.workspace)):
            return self.text(msg("everything"))
        return self.text(nmsg("{count} number", "{count} numbers", len(row.missing)))

    def _whole(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SMALL)
        column.addWidget(self.progress)
        column.addWidget(self.calls)
        column.addWidget(self.nobody)
        column.addWidget(self.overdue, 1)
        column.addStretch(0)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, GAP_SMALL, 0)
        side.setSpacing(GAP_LARGE)
        for block in (self.next, self.baselines, self.signals, self.begun):
            side.addWidget(block)
        side.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(right)
        row = QHBoxLayout()
        row.setSpacing(GAP_LARGE)
        row.addWidget(left, 3)
        row.addWidget(area, 2)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(self.numbers)
        box.addLayout(row, 1)
        return whole
