"""Which grid: by indicator or by team, which one, and which teams of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.models.measures import IndicatorKind
from collabdesk.models.places import Team
from collabdesk.services.setup import indicators, teams
from collabdesk.ui.choosing import choice_box, find_team, mode_button, refill
from collabdesk.ui.context import Context
from collabdesk.ui.pages.data.grid import Grid
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import button_for

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

_TYPES = {
    "day": msg("Days"),
    "week": msg("Weeks"),
    "biweek": msg("Fortnights"),
    "month": msg("Months"),
    "bimonth": msg("Two-month periods"),
    "quarter": msg("Quarters"),
    "half-year": msg("Half-years"),
    "year": msg("Years"),
}


class Chooser(QWidget):
    """The row of choices over the grid."""

    changed = Signal()
    """Another grid is wanted."""

    def __init__(self, context: Context, events: QAction, earlier: QAction):
        super().__init__()
        self._say = context.text
        self.setObjectName("data_chooser")
        self._by_indicator = mode_button("data_by_indicator", self._say(msg("By indicator")))
        self._by_team = mode_button("data_by_team", self._say(msg("By team")))
        self._modes = QButtonGroup(self)
        for button in (self._by_indicator, self._by_team):
            self._modes.addButton(button)
        self._by_indicator.setChecked(True)
        self._indicator = self._box("data_indicator", msg("Indicator"), 260)
        self._team = self._box("data_team", msg("Team"), 260)
        self._district = self._box("data_district", msg("District"), 130)
        self._period_type = self._box("data_period_type", msg("Periods"), 110)
        self.search = find_team(context, "data_search")
        self.search.setMaximumWidth(200)
        self._action, self._events = events, button_for(events)
        self._timed: dict[int, None] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        boxes = (self._indicator, self._team, self._period_type, self._district)
        for widget in (self._by_indicator, self._by_team, *boxes, self.search):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._events)
        row.addWidget(button_for(earlier))
        self._modes.buttonClicked.connect(self._turn)
        for box in boxes:
            box.currentIndexChanged.connect(self._tell)
        self.search.textChanged.connect(self._tell)
        self._quiet = False
        self._show_mode()

    @property
    def has_subjects(self) -> bool:
        """Whether there is any indicator and any team."""
        return self._indicator.count() > 0 and self._team.count() > 0

    @property
    def by_team(self) -> bool:
        """Whether the rows are the indicators of one team."""
        return self._by_team.isChecked()

    def fill(self, workspace: Workspace) -> None:
        """Take over the teams and indicators; the choices stay where they can."""
        self._quiet = True
        known = sorted(workspace.mine(Team), key=lambda team: team.name.casefold())
        measured = indicators.in_order(workspace)
        self._timed = {one.id: None for one in measured if one.kind is IndicatorKind.TIME_BETWEEN}
        refill(self._indicator, [(one.name, one.id) for one in measured])
        refill(self._team, [(team.name, team.id) for team in known])
        districts = sorted({teams.district_of(workspace, team) for team in known} - {""})
        refill(self._district, [(self._say(msg("All districts")), ""), *((name, name) for name in districts)])
        types = dict.fromkeys(one.period_type for one in measured)
        refill(self._period_type, [(self._type_name(text), text) for text in types])
        self._show_mode()
        self._quiet = False

    def choose(self, kind: str, key: int) -> None:
        """Show the grid of an ``indicator`` or a ``team``."""
        team = kind == "team"
        self._quiet = True
        (self._by_team if team else self._by_indicator).setChecked(True)
        box = self._team if team else self._indicator
        box.setCurrentIndex(max(box.findData(key), 0))
        self.search.clear()
        self._district.setCurrentIndex(0)
        self._show_mode()
        self._quiet = False
        self.changed.emit()

    def grid(self, workspace: Workspace, today: dt.date) -> Grid | None:
        """The grid that is chosen; None while there is nothing to choose."""
        if not self.has_subjects:
            return None
        if self._by_team.isChecked():
            return Grid.by_team(workspace, self._team.currentData(), self._period_type.currentData(), today)
        return Grid.by_indicator(workspace, self._indicator.currentData(), self._chosen(workspace), today)

    def indicator_of_events(self, current: int | None) -> int | None:
        """The indicator whose events have dates: the current row's, else the one that is chosen, or the first."""
        if current in self._timed:
            return current
        chosen = self._indicator.currentData()
        if not self.by_team:
            return chosen if chosen in self._timed else None
        return next(iter(self._timed), None)

    def _chosen(self, workspace: Workspace) -> list[int]:
        wanted, district = self.search.text().strip().casefold(), self._district.currentData()
        chosen = [
            team
            for team in workspace.mine(Team)
            if wanted in f"{team.name} {team.code}".casefold()
            and (not district or teams.district_of(workspace, team) == district)
        ]
        chosen.sort(key=lambda team: (teams.district_of(workspace, team), team.name.casefold()))
        return [team.id for team in chosen]

    def _type_name(self, period_type: str) -> str:
        return self._say(_TYPES.get(period_type.partition(":")[0], period_type))

    def _box(self, name: str, text: Message, width: int) -> QComboBox:
        box = choice_box(name, self._say(text))
        box.setMinimumWidth(min(width, 160))
        box.setMaximumWidth(width)
        return box

    def _show_mode(self) -> None:
        by_team = self._by_team.isChecked()
        self._team.setVisible(by_team)
        self._period_type.setVisible(by_team and self._period_type.count() > 1)
        self._indicator.setVisible(not by_team)
        self._district.setVisible(not by_team and self._district.count() > 2)
        self.search.setVisible(not by_team)
        timed = bool(self._timed) if by_team else self._indicator.currentData() in self._timed
        self._action.setEnabled(timed)
        self._events.setVisible(timed)

    @Slot()
    def _turn(self) -> None:
        self._show_mode()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        if not self._quiet:
            self._show_mode()
            self.changed.emit()
