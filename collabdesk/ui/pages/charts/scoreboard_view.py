"""The scoreboard among the views of the Charts page."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout

from collabdesk.services.changeset import ChangeSet
from collabdesk.services.charts.progress import scoreboard
from collabdesk.services.overview.overview import chart_count
from collabdesk.ui.context import Context
from collabdesk.ui.counting import Counting
from collabdesk.ui.pages.charts.filters import FilterBar
from collabdesk.ui.pages.charts.scoreboard import ScoreboardPanel
from collabdesk.ui.pages.charts.view_base import ChartsView

SETTLE_MS = 300
_KINDS = (
    *("observation", "exclusion", "phase", "session", "action_period", "event"),
    *("team", "indicator", "collaborative"),
)


class ScoreboardView(ChartsView):
    """How far the collaborative has come: always the whole of it, whatever the filters of the other views."""

    def __init__(self, context: Context, filters: FilterBar) -> None:
        super().__init__(context, filters)
        self.setObjectName("charts_scoreboard_view")
        self.panel = ScoreboardPanel(context)
        self._counting = Counting(context, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.load)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.panel)
        self.panel.chart_wanted.connect(self.opened)

    @Slot()
    def load(self) -> None:
        self._settle.stop()
        if self._workspace is None:
            return
        self._counting.ask(self._workspace, scoreboard, self.panel.show_board)
        if self._counting.is_under_way:
            self.panel.say_counting(chart_count(self._workspace))

    def filter(self) -> None:
        """It shows the whole collaborative: filters leave it as it is."""

    def follow(self, changes: ChangeSet) -> None:
        if changes.touches(*_KINDS):
            self._settle.start()

    def forget(self) -> None:
        super().forget()
        self._settle.stop()
        self._counting.forget()
        self.panel.show_board(None)

    def take_focus(self) -> None:
        self.panel.table.view.setFocus()

    def show_pair(self, indicator_id: int, team_id: int) -> None:
        self.panel.table.select(lambda row: (row.indicator_id, row.team_id) == (indicator_id, team_id))
