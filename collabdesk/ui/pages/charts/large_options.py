"""How the large chart is drawn, by which rules, and what it is compared with. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from collabdesk.charts.chart_words import chart_name
from collabdesk.charts.choice import KINDS, RUN, ChartChoices
from collabdesk.charts.compare import compared
from collabdesk.charts.spec import ChartSpec
from collabdesk.charts.words import rules_named
from collabdesk.i18n import msg
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.choice import POOLED, TeamEntry
from collabdesk.ui.pages.charts.filter_menus import MenuButton
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import ElidedBox

RULE_SETS = ("ihi", "anhoej", "nhs")
XMR_RULES = "nhs"
"""These judge an individuals chart only: a run chart is drawn as one under them."""


@dataclass(frozen=True, kw_only=True)
class Other:
    """A line to compare with: one team, or several together under a name."""

    name: str
    team_ids: tuple[int, ...] | None
    """None: all teams."""
    alone: bool = False

    def spec(self, desk: SeriesDesk, indicator_id: int) -> ChartSpec:
        """Its chart."""
        if self.alone and self.team_ids:
            return desk.team_charts([(indicator_id, self.team_ids[0])])[0]
        return desk.pooled_chart(indicator_id, self.team_ids, self.name)


class KindMenu(MenuButton):
    """Run chart or control chart, and the rules that judge it; what is chosen stands on the button."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, "chart_kind", msg("Kind of chart, and its rules"), "charts")
        self._say = context.text
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.list.setToolTipsVisible(True)
        self._kinds, self._rules = QActionGroup(self), QActionGroup(self)
        for group in (self._kinds, self._rules):
            group.triggered.connect(self._chosen)
        self.chart, self.rules = RUN, ""
        for chart in KINDS:
            self._offer(self._kinds, chart)
        self.list.addSeparator()
        for rules in ("", *RULE_SETS):
            self._offer(self._rules, rules)
        self._show_choice()

    def fill(self, choices: ChartChoices, rules: str) -> None:
        """Say what a series can be drawn as, and why not otherwise; ``rules`` are the collaborative's."""
        if self.chart != RUN and choices.refusal(self.chart):
            self.chart = RUN
        for action, one in zip(self._kinds.actions(), choices.each, strict=True):
            name, usual = one.name, msg("{name} (usual control chart)", name=one.name)
            action.setText(_capital(self._say(usual if one.chart == choices.usual else name)))
            action.setEnabled(one.possible)
            action.setToolTip(self._say(one.about if one.possible else one.refused))
        own, *others = self._rules.actions()
        own.setText(self._say(msg("Rules of the collaborative: {rules}", rules=rules_named(rules))))
        for action in others:
            action.setText(self._say(msg("Rules: {rules}", rules=rules_named(action.data()))))
        self._show_choice()

    def _offer(self, group: QActionGroup, data: str) -> None:
        action = self.list.addAction(data)
        action.setData(data)
        action.setCheckable(True)
        group.addAction(action)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        if action.actionGroup() is self._kinds:
            self.chart = action.data()
        else:
            self.rules = action.data()
            if self.rules == XMR_RULES and self.chart != RUN:
                self.chart = "i"
        self._show_choice()
        self.changed.emit()

    def _show_choice(self) -> None:
        """The marks in the menu and the text on the button."""
        for group, data in ((self._kinds, self.chart), (self._rules, self.rules)):
            for action in group.actions():
                action.setChecked(action.data() == data)
        text = _capital(self._say(chart_name(self.chart)))
        self.setText(f"{text}, {self.rules}" if self.rules else text)
        self.setMinimumWidth(self.sizeHint().width())  # its text is what it is for


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class LargeOptions(QWidget):
    """The kind of chart with its rules, and one comparison: nothing, all teams, the district, another team."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("chart_options")
        self._say = context.text
        self.other = ElidedBox()
        self.other.setObjectName("chart_compare")
        self.other.setAccessibleName(self._say(msg("Compare with")))
        self.other.setToolTip(self._say(msg("Draw another line over this chart, to compare")))
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.other.setMinimumContentsLength(11)
        self.other.setMinimumHeight(30)
        self.other.setMaxVisibleItems(24)
        self._others: list[Other | None] = [None]
        self.kind = KindMenu(context)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.kind)
        row.addWidget(self.other)
        self.kind.changed.connect(self.changed)
        self.other.currentIndexChanged.connect(self._chosen)

    def fill(self, team_id: int, entries: Sequence[TeamEntry]) -> None:
        """Offer what this team (or the pooled line) can be compared with; a choice stays where it can."""
        before = self.chosen()
        self._others = [None, *_others(team_id, entries, self._say(msg("All teams")))]
        quiet = QSignalBlocker(self.other)
        self.other.clear()
        for one in self._others:
            name = self._say(msg("Compare with…")) if one is None else one.name
            self.other.addItem(name)
        names = [one.name if one else None for one in self._others]
        self.other.setCurrentIndex(names.index(before.name) if before and before.name in names else 0)
        quiet.unblock()

    def chosen(self) -> Other | None:
        """What to compare with; None for nothing."""
        place = self.other.currentIndex()
        return self._others[place] if 0 <= place < len(self._others) else None

    def drawn_over(self, spec: ChartSpec, desk: SeriesDesk) -> ChartSpec:
        """The chart with the chosen line over it."""
        other = self.chosen()
        if other is None or spec.indicator_id is None:
            return spec
        line = other.spec(desk, spec.indicator_id)
        return compared(spec, [(other.name, line)]) if line.x == spec.x else spec

    @Slot()
    def _chosen(self) -> None:
        self.changed.emit()


def _others(team_id: int, entries: Sequence[TeamEntry], everyone: str) -> list[Other]:
    mine = next((entry for entry in entries if entry.id == team_id), None)
    found = [] if team_id == POOLED else [Other(name=everyone, team_ids=None)]
    districts = sorted({entry.district for entry in entries} - {""}, key=str.casefold)
    if mine is not None:
        districts.sort(key=lambda name: name != mine.district)  # its own first
    found += [
        Other(name=name, team_ids=tuple(entry.id for entry in entries if entry.district == name))
        for name in districts
    ]
    found += [
        Other(name=entry.name, team_ids=(entry.id,), alone=True) for entry in entries if entry.id != team_id
    ]
    return found
