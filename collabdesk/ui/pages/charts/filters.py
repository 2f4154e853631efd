"""The row of choices over the wall."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Message, msg
from collabdesk.ui.choosing import choice_box, find_team, mode_button, refill
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.choice import Choice, Order, TeamEntry
from collabdesk.ui.pages.charts.filter_menus import MoreFilters, ViewMenu
from collabdesk.ui.theme import GRID

_STATES: tuple[tuple[Message, Sign | None], ...] = (
    (msg("All signs"), None),
    (msg("Improved"), Sign.IMPROVED),
    (msg("Worsened"), Sign.WORSENED),
    (msg("No signal"), Sign.NO_SIGNAL),
    (msg("Not enough data"), Sign.NOT_ENOUGH),
)
_ORDERS = (
    (msg("By name"), Order.NAME),
    (msg("By gain"), Order.GAIN),
    (msg("By latest value"), Order.LATEST),
    (msg("By sign"), Order.SIGNAL),
    (msg("By last report"), Order.REPORT),
)


class Part(enum.Enum):
    """The parts of the bar, of which every view uses some."""

    INDICATOR = enum.auto()
    ONE_TEAM = enum.auto()
    """The choice between all teams and one, with its team."""
    TEAMS = enum.auto()
    """The filters and the search that leave teams out."""
    SIGNS = enum.auto()
    """The filters that ask for what the numbers say."""
    ORDER = enum.auto()
    VIEW = enum.auto()


NARROWEST = 480
"""In px: so narrow two lines can be."""


class FilterBar(QWidget):
    """Which indicator or team, which teams of it, in which order, how dense. All views share it."""

    changed = Signal()
    """Other charts, or another order, are wanted."""
    columns_changed = Signal(int)
    """2 to 8 charts side by side; 0: as many as fit."""

    def __init__(self, context: Context, name: str = "charts"):
        super().__init__()
        self._say, self._name = context.text, name
        self.setObjectName(f"{name}_filters")
        self._quiet = False
        self._parts = frozenset(Part)
        self.entries: list[TeamEntry] = []
        """The teams that are chosen from, by name."""
        self.all_teams = self._mode("all_teams", msg("All teams"))
        self.one_team = self._mode("one_team", msg("One team"))
        self._modes = QButtonGroup(self)
        for button in (self.all_teams, self.one_team):
            self._modes.addButton(button)
        self.all_teams.setChecked(True)
        self.indicator = self._box("indicator", msg("Indicator"), 10)
        self.team = self._box("team", msg("Team"), 18)
        self.district = self._box("district", msg("District"), 6)
        self.coach = self._box("coach", msg("Coach"), 6)
        self.state = self._box("state", msg("Sign"), 6)
        self.order = self._box("order", msg("Sort"), 6)
        # Qt hands text enums back as plain texts: their places stand for them
        refill(self.state, [(self._say(text), place) for place, (text, _value) in enumerate(_STATES)])
        refill(self.order, [(self._say(text), place) for place, (text, _value) in enumerate(_ORDERS)])
        self.search = find_team(context, f"{name}_search")
        self.search.setMinimumWidth(90)
        self.more = MoreFilters(context)
        self.view = ViewMenu(context, self)
        self._rest = QWidget()
        self._first, self._second = _row(), _row()
        both = QVBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(GRID)
        both.addLayout(self._first)
        both.addLayout(self._second)
        self._is_in_two = True
        self._lay_out(in_two=False)
        self._wire()
        self._show_mode()

    def fill(self, indicators: Sequence[tuple[int, str]], entries: Sequence[TeamEntry]) -> None:
        """Take over the indicators and teams; the choices stay where they can."""
        self._quiet = True
        self.entries = list(entries)
        refill(self.indicator, [(name, key) for key, name in indicators])
        refill(self.team, [(entry.name, entry.id) for entry in entries])
        districts = sorted({entry.district for entry in entries} - {""}, key=str.casefold)
        coaches = sorted({entry.coach for entry in entries} - {""}, key=str.casefold)
        refill(self.district, [(self._say(msg("All districts")), ""), *((one, one) for one in districts)])
        refill(self.coach, [(self._say(msg("All coaches")), ""), *((one, one) for one in coaches)])
        self.more.fill(sorted({entry.wave for entry in entries if entry.wave is not None}))
        self._show_mode()
        self._quiet = False

    def show_parts(self, parts: frozenset[Part]) -> None:
        """Offer these only; what the others say stays."""
        self._parts = parts
        self._show_mode()
        if self.parentWidget() is not None:  # without a parent it would come up as a window of its own
            self.setVisible(bool(parts))

    def choice(self) -> Choice | None:
        """What is chosen; None while there is no indicator or no team."""
        if self.indicator.currentData() is None or self.team.currentData() is None:
            return None
        one_team = self._is_one_team()
        signs = not one_team and Part.SIGNS in self._parts
        return Choice(
            indicator_id=self.indicator.currentData(),
            team_id=self.team.currentData() if one_team else None,
            district="" if one_team else self.district.currentData(),
            coach="" if one_team else self.coach.currentData(),
            state=_STATES[self.state.currentData()][1] if signs else None,
            wave=None if one_team else self.more.wave(),
            reporting=self.more.reporting() if signs else None,
            words="" if one_team else self.search.text(),
            order=_ORDERS[self.order.currentData()][1],
            by_district=not one_team and self.view.by_district.isChecked(),
        )

    def show_indicator(self, indicator_id: int) -> None:
        """All teams, this indicator."""
        self._choose(self.all_teams, self.indicator, indicator_id)

    def show_team(self, team_id: int) -> None:
        """One team, all indicators."""
        self._choose(self.one_team, self.team, team_id)

    @Slot()
    def clear(self) -> None:
        """Leave no team out."""
        self._quiet = True
        self.search.clear()
        for box in (self.district, self.coach, self.state):
            box.setCurrentIndex(0)
        self.more.choose()
        self._quiet = False
        self.changed.emit()

    def sort_by(self, order: Order) -> None:
        """Choose the order."""
        self.order.setCurrentIndex([one for _text, one in _ORDERS].index(order))

    def _choose(self, mode: QPushButton, box: QComboBox, key: int) -> None:
        self._quiet = True
        mode.setChecked(True)
        box.setCurrentIndex(max(box.findData(key), 0))
        self._show_mode()
        self._quiet = False
        self.changed.emit()

    def _wire(self) -> None:
        self._modes.buttonClicked.connect(self._turn)
        for box in (self.indicator, self.team, self.district, self.coach, self.state, self.order):
            box.currentIndexChanged.connect(self._tell)
        self.search.textChanged.connect(self._tell)
        self.more.changed.connect(self._tell)
        self.view.changed.connect(self._tell)
        self.view.columns_changed.connect(self.columns_changed)

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In two lines, where one has too little room."""
        boxes = (self.indicator, self.team, self.district, self.coach, self.state, self.order)
        whole = [self.all_teams, self.one_team, *boxes, self.more, self.search, self.view]
        shown = [widget for widget in whole if not widget.isHidden()]
        least = sum(widget.minimumSizeHint().width() + GRID for widget in shown)
        self._lay_out(in_two=least > self.width() > 0)

    def _lay_out(self, *, in_two: bool) -> None:
        if in_two == self._is_in_two:
            return
        self._is_in_two = in_two
        above = ((self.all_teams, 0), (self.one_team, 0), (self.indicator, 4), (self.team, 4))
        boxes = ((self.district, 2), (self.coach, 2), (self.state, 3), (self.order, 2))
        rest = ((self.more, 0), (self.search, 2), (self._rest, 10), (self.view, 0))
        for row in (self._first, self._second):
            while row.takeAt(0) is not None:
                pass
        for row, widgets in (
            (self._first, above),
            (self._second if in_two else self._first, boxes),
            (self._first, rest),
        ):
            for widget, share in widgets:
                row.addWidget(widget, share)

    def _is_one_team(self) -> bool:
        return Part.ONE_TEAM in self._parts and self.one_team.isChecked()

    def _show_mode(self) -> None:
        one, parts = self._is_one_team(), self._parts
        teams = not one and Part.TEAMS in parts
        for button in (self.all_teams, self.one_team):
            button.setVisible(Part.ONE_TEAM in parts)
        self.team.setVisible(one)
        self._rest.setVisible(one)
        self.indicator.setVisible(not one and Part.INDICATOR in parts)
        self.order.setVisible(not one and Part.ORDER in parts)
        self.search.setVisible(teams)
        self.state.setVisible(teams and Part.SIGNS in parts)
        self.more.offer_reporting(Part.SIGNS in parts)
        self.more.setVisible(teams and self.more.offers_anything())
        self.district.setVisible(teams and self.district.count() > 2)
        self.coach.setVisible(teams and self.coach.count() > 2)
        self.view.setVisible(Part.VIEW in parts)
        for action in (self.view.own_scale, self.view.by_district):
            action.setVisible(not one)
        self._fit()

    @Slot()
    def _turn(self) -> None:
        self._show_mode()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def _mode(self, name: str, text: Message) -> QPushButton:
        return mode_button(f"{self._name}_{name}", self._say(text))

    def _box(self, name: str, text: Message, letters: int) -> QComboBox:
        box = choice_box(f"{self._name}_{name}", self._say(text))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(letters)
        return box


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    return row
