"""What needs attention today: whom to call on the left; what comes, what is new and what waits on the right."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.services.coaching import coaching
from collabdesk.services.coaching.coaching import VisitRow
from collabdesk.services.overview import news, overview
from collabdesk.services.overview.news import NewSignal
from collabdesk.services.overview.overview import BegunChange, Overdue
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import indicators
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.chance_note import ChanceNote
from collabdesk.ui.pages.overview.baselines import BaselinesBlock
from collabdesk.ui.pages.overview.numbers import NumbersStrip
from collabdesk.ui.pages.overview.parts import Block, Pair, Row, SignMark
from collabdesk.ui.pages.overview.waiting import WaitingBlock
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP_LARGE, GAP_SMALL, Type
from collabdesk.ui.widgets import Label

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

MOST = 5
VISITS = 3
LATER_MS = 60
_PERIOD_COLUMN = 2


class Today(QWidget):
    """The blocks; `load` fills them from the open file."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("overview_today")
        self.context = context
        self._workspace: Workspace | None = None
        self._day = dt.date.today()
        self.progress = Label(context.theme, "", Type.SECTION, wrap=True)
        self.progress.setObjectName("completeness")
        self.overdue = self._overdue_table()
        self.calls = Label(context.theme, self.text(msg("Whom to call")), Type.SECTION, bold=True)
        said = self.text(msg("Every team has reported what is due."))
        self.nobody = Label(context.theme, said, colour="ink_soft", wrap=True)
        self.next = Block(context, "next_session", self.text(msg("Next")))
        self.numbers = NumbersStrip(context)
        self.numbers.shown.connect(self.progress.setHidden)
        self.signals = Block(context, "signals", self.text(msg("New signals")))
        self.chance = Label(context.theme, "", Type.CAPTION, colour="ink_soft", wrap=True)
        self.chance.setObjectName("overview_chance")
        self.waiting = WaitingBlock(context)
        self.baselines = BaselinesBlock(context)
        self.begun = Block(context, "begun", self.text(msg("Changes begun lately")))
        self._chance_note = ChanceNote(context, self.chance.setText, self)
        self._late = False
        """What looks at every chart is still to come: at once if the page is in sight, else when it is again."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._finish_in_sight)
        self._lay_out()
        self.setFocusProxy(self.overdue.view)

    def text(self, message: object) -> str:
        """A message in the window's language."""
        return self.context.text(message)  # type: ignore[arg-type]

    def load(self, workspace: Workspace, today: dt.date) -> None:
        """Everything as it is now; what looks at every chart follows a moment later, once the page is there."""
        self._workspace, self._day = workspace, today
        self._chance_note.forget()  # it may be about teams that are gone
        self._load_overdue(workspace, today)
        self._load_next(workspace, today)
        self._load_changes(workspace)
        self.waiting.renew(workspace)
        self.baselines.renew(workspace)
        self.numbers.renew(workspace)
        self._late = True
        self._later.stop()
        self.update()

    def forget(self) -> None:
        """Keep nothing of the file."""
        self._later.stop()
        self._late = False
        self._chance_note.forget()
        self.waiting.forget()
        self.baselines.forget()
        self.numbers.forget()
        self._workspace = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.baselines.go_on()
        self.numbers.go_on()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is late begins after the page is seen: who goes on to the charts at once does not wait for it."""
        super().paintEvent(event)
        if self._late and not self._later.isActive():
            self._later.start()

    @Slot()
    def _finish_in_sight(self) -> None:
        if self.isVisible():
            self.finish()

    @Slot()
    def finish(self) -> None:
        """New signals, now."""
        self._later.stop()
        self._late = False
        if self._workspace is not None:
            now = dt.datetime.combine(self._day, dt.datetime.now().time())
            self._load_signals(self._workspace, now)

    # --- slots ---

    @Slot()
    def _go_sessions(self) -> None:
        self.context.navigator.open_place("sessions")

    @Slot()
    def _go_coaching(self) -> None:
        self.context.navigator.open_place("coaching")

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

    def _load_overdue(self, workspace: Workspace, today: dt.date) -> None:
        done = overview.completeness(workspace, today)
        if done is not None:
            said = msg(
                "{period}: {reported} of {expected} numbers are in.",
                period=done.period,
                reported=done.reported,
                expected=done.expected,
            )
            self.progress.setText(self.text(said))
        rows = overview.overdue(workspace, today)
        self.overdue.set_rows(rows, key=lambda row: (row.team.id, row.period))
        self.overdue.view.setColumnHidden(_PERIOD_COLUMN, len({row.period for row in rows}) < 2)
        self.overdue.setVisible(bool(rows))
        self.nobody.setVisible(not rows)

    def _load_signals(self, workspace: Workspace, now: dt.datetime) -> None:
        found = news.new_signals(workspace, now, MOST)
        rows: list[QWidget] = [self._signal(place, one) for place, one in enumerate(found.shown)]
        if found.since is None:
            self.signals.heading.setText(self.text(msg("New signals with the last numbers")))
            none = msg("No chart changed its sign with the last numbers.")
        else:
            day = self.context.date(found.since)
            self.signals.heading.setText(self.text(msg("New signals since {day}", day=day)))
            none = msg("No chart changed its sign in the last week.")
        more = found.count - len(found.shown)
        said = nmsg("{count} more changed its sign.", "{count} more changed their sign.", more)
        self.signals.set_rows("" if rows else self.text(none), rows)
        self.signals.set_foot(self.text(said) if more > 0 else "")
        used = [one.id for one in workspace.mine(Indicator) if not one.retired]
        pairs = [(one, team.id) for one in used for team in workspace.mine(Team)]
        self._chance_note.show_for(workspace, pairs)

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

    def _load_changes(self, workspace: Workspace) -> None:
        found = overview.latest_changes(workspace, MOST)
        rows: list[QWidget] = [self._change(place, one) for place, one in enumerate(found)]
        none = msg("No team has recorded a change yet: one line and a date is enough.")
        self.begun.set_rows("" if rows else self.text(none), rows)

    def _change(self, place: int, one: BegunChange) -> QWidget:
        day = self.context.date(one.test.started)
        row = Row(self.context, f"begun_{place}", one.change.name, one.team.name, day)
        row.opened.connect(self._go_changes)
        return row

    def _load_next(self, workspace: Workspace, today: dt.date) -> None:
        rows: list[QWidget] = []
        session = meetings.next_session(workspace, today)
        if session is not None:
            said = ", ".join(part for part in (self.context.date(session.starts), session.place) if part)
            row = Row(
                self.context,
                "next_row",
                meetings.long_name(session),
                said,
                self._in_days(session.starts, today),
            )
            row.opened.connect(self._go_sessions)
            rows.append(row)
        rows += [
            self._visit(at, one, today)
            for at, one in enumerate(coaching.next_visits(workspace, today, VISITS))
        ]
        missed = len(coaching.missed_visits(workspace, today))
        if missed:
            said = self.text(nmsg("{count} visit was planned", "{count} visits were planned", missed))
            row = Row(
                self.context,
                "missed_visits",
                said,
                self.text(msg("Past their day, and not written down as made")),
            )
            row.opened.connect(self._go_coaching)
            rows.append(row)
        late = len(coaching.overdue_actions(workspace, today))
        if late:
            title = self.text(
                nmsg("{count} action is past its day", "{count} actions are past their day", late)
            )
            row = Row(self.context, "late_actions", title, self.text(msg("Agreed at coaching visits")))
            row.opened.connect(self._go_coaching)
            rows.append(row)
        self.next.set_rows("" if rows else self.text(msg("No session and no visit is planned.")), rows)

    def _visit(self, place: int, one: VisitRow, today: dt.date) -> QWidget:
        title = self.text(msg("Visit to {team}", team=one.team.name))
        said = ", ".join(part for part in (self.context.date(one.day), one.coach) if part)
        row = Row(self.context, f"visit_{place}", title, said, self._in_days(one.day, today))
        row.opened.connect(self._go_coaching)
        return row

    def _in_days(self, day: dt.date, today: dt.date) -> str:
        days = (day - today).days
        return self.text(msg("today") if days == 0 else nmsg("in {count} day", "in {count} days", days))

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
        workspace = self._workspace
        if workspace is not None and len(row.missing) == len(indicators.in_order(workspace)):
            return self.text(msg("everything"))
        return self.text(nmsg("{count} number", "{count} numbers", len(row.missing)))

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        column, side = QVBoxLayout(left), QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SMALL)
        for widget in (self.progress, self.calls, self.nobody):
            column.addWidget(widget)
        column.addWidget(self.overdue, 1)
        column.addStretch(0)
        side.setContentsMargins(0, 0, GAP_SMALL, 0)
        side.setSpacing(GAP_LARGE)
        self.signals.add_widget(self.chance)
        for block in (self.waiting, self.next, self.baselines, self.signals, self.begun):
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
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_SMALL)
        whole.addWidget(self.numbers)
        whole.addLayout(row, 1)
