"""What stands behind a line of the ledger: the teams' charts aligned on their start, and each team in a sentence."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import msg
from collabdesk.models.measures import Indicator
from collabdesk.services.changes import evidence, ledger
from collabdesk.services.changes.evidence import ChangeEvidence, TestEvidence
from collabdesk.services.changes.ledger import AlignedDesk
from collabdesk.services.workspace import Workspace
from collabdesk.ui.charts.wall import ChartWall
from collabdesk.ui.charts.wall_store import NoSketches
from collabdesk.ui.context import Context
from collabdesk.ui.counting import Counting
from collabdesk.ui.pages.changes.columns import count_column, size_columns
from collabdesk.ui.pages.changes.part import ModeRow, heading, plain_column
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import Type
from collabdesk.ui.widgets import Label

_MODES = (
    ("charts", msg("Charts")),
    ("teams", msg("Each team")),
    ("also", msg("Also seen")),
)


class AlignedCharts(NoSketches):
    """The wall's source: the charts of one line by test of a change, built for the tiles in sight."""

    def __init__(self, desk: AlignedDesk | None = None) -> None:
        self._desk = desk

    def keys(self) -> Sequence[Hashable]:
        """The tests."""
        return list(self._desk.tests) if self._desk else []

    def title(self, key: Hashable) -> str:
        """The team."""
        assert self._desk is not None
        assert isinstance(key, int)
        return self._desk.tests[key].team

    def specs(self, keys: Sequence[Hashable]) -> Sequence[ChartSpec]:
        """The charts."""
        return self._desk.charts([key for key in keys if isinstance(key, int)]) if self._desk else ()


def _also_seen(workspace: Workspace, change_id: int) -> list[ChangeEvidence]:
    return evidence.also_seen(evidence.gather(workspace), change_id)


class LedgerDetail(QWidget):
    """The teams of one line."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._workspace: Workspace | None = None
        self._row: ChangeEvidence | None = None
        self._counting = Counting(context, self)
        self.setObjectName("ledger_detail")
        self.more = Label(context.theme, "", Type.CAPTION, colour="ink_soft", wrap=True)
        self.more.setObjectName("ledger_more")
        self.modes = ModeRow(context, "ledger_mode", _MODES)
        self.wall = ChartWall(context.theme, context.translator)
        self.wall.setObjectName("ledger_wall")
        self.wall.setAccessibleName(context.text(msg("Charts aligned on the start of the change")))
        self.wall.set_empty_text("")
        self.teams = self._make_teams()
        self.also = self._make_also()
        self.stack = QStackedWidget()
        for widget in (self.wall, self.teams, self.also):
            self.stack.addWidget(widget)
        box = plain_column(self, 4)
        box.addLayout(heading(context, msg("Team by team, since each began"), self.modes))
        box.addWidget(self.more)
        box.addWidget(self.stack, 1)
        self.modes.chosen.connect(self._turn)
        self.wall.activated.connect(self._open_chart)
        self.teams.activated.connect(self._open_team)
        self.setMinimumHeight(190)

    def show_workspace(self, workspace: Workspace) -> None:
        """Show this file from now on."""
        self._workspace = workspace

    def forget_workspace(self) -> None:
        """The file is being closed."""
        self._workspace = None
        self.show_row(None)

    def show_row(self, row: ChangeEvidence | None) -> None:
        """Show what stands behind a line of the ledger."""
        self._row = row
        self._counting.forget()
        if row is None or self._workspace is None:
            self.more.setText("")
            self.wall.set_source(AlignedCharts())
            self.wall.set_keys([])
            self.teams.set_rows([])
            self.also.set_rows([])
            return
        text = self._context.text
        names = msg("“{change}” and “{indicator}”.", change=row.change, indicator=row.indicator)
        said = (names, ledger.summary_said(row), ledger.bundle_said(row), ledger.override_said(row))
        self.more.setText(" ".join(line for one in said if (line := text(one))))
        self._fill()

    # --- private ---

    def _fill(self) -> None:
        row, workspace = self._row, self._workspace
        if row is None or workspace is None:
            return
        mode = self.modes.mode
        if mode == "charts":
            self.wall.set_empty_text(self._context.text(msg("No team has begun this change yet.")))
            source = AlignedCharts(ledger.AlignedDesk(workspace, row))
            self.wall.set_source(source)
            self.wall.set_keys(source.keys())
        elif mode == "teams":
            self.teams.set_rows(ledger.in_order(row.tests), key=lambda one: one.test_id)
        else:
            self._counting.ask(workspace, partial(_also_seen, change_id=row.change_id), self._show_also)
            if self._counting.is_under_way:
                self.also.set_rows([])

    @Slot(object)
    def _show_also(self, found: Sequence[ChangeEvidence]) -> None:
        self.also.set_rows(found, key=lambda one: one.indicator_id)

    def _make_teams(self) -> Table[TestEvidence]:
        say, column = self._context.text, Column[TestEvidence]
        columns = (
            column(name="team", title=msg("Team"), value=lambda one: one.team, width=150, stretch=0.3),
            column(name="start", title=msg("Began"), value=lambda one: one.start, width=92),
            column(
                name="verdict",
                title=msg("What followed"),
                value=lambda one: say(ledger.VERDICT_WORDS[one.verdict]),
                width=110,
            ),
            *size_columns(lambda _one, value: self._amount(value), (86, 86)),
            column(
                name="company",
                title=msg("Also began around then"),
                term="company",
                value=lambda one: ", ".join(one.company),
                width=170,
                stretch=0.5,
                spare=True,
            ),
            column(name="said", title=msg("In words"), value=lambda one: say(one.said), width=260, stretch=1),
        )
        return Table(self._context, "ledger_teams", columns, title=msg("Each team"), search=False)

    def _make_also(self) -> Table[ChangeEvidence]:
        column = Column[ChangeEvidence]
        columns = (
            column(
                name="indicator",
                title=msg("Indicator that it was not meant to move"),
                value=lambda row: row.indicator,
                width=300,
                stretch=1,
            ),
            count_column("enough", msg("Enough data"), "enough_data", 90),
            count_column("improved", msg("Improved"), "improved", 80),
            count_column("worsened", msg("Worsened"), "worsened", 80),
            count_column("none", msg("No signal"), "no_signal", 80),
            *size_columns(lambda row, value: self._amount(value, row.indicator_id), (110, 110)),
        )
        title = msg("Also seen: numbers only, no word")
        return Table(self._context, "ledger_also", columns, title=title, search=False)

    def _amount(self, value: float | None, indicator_id: int | None = None) -> str:
        if self._row is None or self._workspace is None:
            return ""
        indicator = self._workspace.rows(Indicator)[indicator_id or self._row.indicator_id]
        return self._context.text(ledger.size_said(indicator, value))

    @Slot(str)
    def _turn(self, mode: str) -> None:
        self.stack.setCurrentIndex([key for key, _words in _MODES].index(mode))
        self._fill()

    @Slot(object)
    def _open_chart(self, test_id: object) -> None:
        for one in self._row.tests if self._row else ():
            if one.test_id == test_id:
                self._open_team(one)

    @Slot(object)
    def _open_team(self, one: TestEvidence) -> None:
        if self._row is not None:
            self._context.navigator.open_chart(self._row.indicator_id, one.team_id)
