"""The indicators: table, add, edit, order, remove."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.models.measures import Indicator, IndicatorKind, Observation, Phase
from collabdesk.periods import Period, PeriodType
from collabdesk.services.setup import indicators
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.indicator import DIRECTIONS, PERIODS, ROLES, SHORT_KINDS, indicator_dialog
from collabdesk.ui.dialogs.indicator_library import IndicatorLibraryDialog
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.setup.section import SetupSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import ButtonRow, EmptyState


@dataclass(frozen=True, kw_only=True)
class _Row:
    indicator: Indicator
    place: int
    kind: str
    role: str
    direction: str
    target: str
    period: str
    baseline: str


_COLUMNS: tuple[Column[_Row], ...] = (
    Column(name="place", title=msg("No."), value=lambda row: row.place, width=44, right=True),
    Column(
        name="name",
        title=msg("Indicator"),
        value=lambda row: row.indicator.name,
        width=290,
        stretch=1,
        token=lambda row: "ink_soft" if row.indicator.retired else "ink",
    ),
    Column(name="kind", title=msg("Kind"), value=lambda row: row.kind, width=95),
    Column(name="role", title=msg("Role"), value=lambda row: row.role, width=85),
    Column(name="direction", title=msg("Good"), value=lambda row: row.direction, width=120),
    Column(
        name="target",
        title=msg("Target"),
        value=lambda row: row.indicator.target,
        text=lambda row: row.target,
        width=70,
        right=True,
    ),
    Column(name="period", title=msg("Counted by"), value=lambda row: row.period, width=90),
    Column(name="baseline", title=msg("Baseline"), value=lambda row: row.baseline, width=170),
    Column(name="code", title=msg("Code"), value=lambda row: row.indicator.code, width=110, stretch=0.2),
)


class IndicatorsSection(SetupSection):
    """All indicators of the collaborative."""

    name = "indicators"
    title = msg("Indicators")
    kinds = ("indicator", "phase", "collaborative")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table: Table[_Row] = Table(
            context, "indicators_table", _COLUMNS, title=msg("Indicators"), sort_by=0
        )
        self.add = self._act("add_indicator", msg("Add an indicator…"), "add", self._add, "Ctrl+Shift+I")
        self.library = self._act(
            "indicator_library", msg("From the library…"), "indicator", self._open_library, "Ctrl+Shift+L"
        )
        self.edit = self._act("edit_indicator", msg("Edit…"), "edit", self._edit_selected)
        self.remove = self._act("remove_indicator", msg("Remove"), "remove", self._remove, "Del")
        self.table.activated.connect(self._edit_row)
        self.table.selection_changed.connect(self._allow)
        full = QWidget()
        box = QVBoxLayout(full)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(ButtonRow(self.add, self.library, self.edit, self.remove, beside=self.table.search))
        box.addWidget(self.table, 1)
        empty = EmptyState(
            context,
            msg("No indicators yet"),
            msg(
                "All teams use the same indicators. Each has an operational definition: numerator, denominator, where "
                "it is counted, and which way is good, so that every site counts alike. The library has many ready to "
                "choose from."
            ),
            self.library,
            self.add,
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(empty)

    def load(self) -> None:
        listed = indicators.in_order(self.workspace, retired=True)
        rows = [self._row(place, indicator) for place, indicator in enumerate(listed, start=1)]
        self.table.set_rows(rows, key=lambda row: row.indicator.id)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._allow()

    def start_search(self) -> None:
        self.table.search.setFocus()

    def _row(self, place: int, indicator: Indicator) -> _Row:
        text = self.context.text
        return _Row(
            indicator=indicator,
            place=place,
            kind=text(SHORT_KINDS[indicator.kind]),
            role=text(ROLES[indicator.role]),
            direction=text(DIRECTIONS[indicator.direction]),
            target=self._target(indicator),
            period=text(PERIODS.get(indicator.period_type, indicator.period_type)),
            baseline=self._baseline(indicator),
        )

    def _target(self, indicator: Indicator) -> str:
        if indicator.target is None:
            return ""
        suffix = " %" if indicator.kind is IndicatorKind.PROPORTION else ""
        digits = indicator.decimals if indicator.target != int(indicator.target) else 0
        return self.context.text(
            msg("{value}", value=Number(indicator.target, max(digits, _digits(indicator.target)), suffix))
        )

    def _baseline(self, indicator: Indicator) -> str:
        phase: Phase | None = indicators.baseline_of(self.workspace, indicator.id)
        if phase is None:
            return self.context.text(msg("provisional"))
        type_ = PeriodType.parse(indicator.period_type)
        words = self.context.translator.period
        return f"{words(Period(type_, phase.first))} – {words(Period(type_, phase.last))}"

    def _act(self, name: str, text: Message, icon: str, slot: object, shortcut: str = "") -> QAction:
        return make_action(self.context, self, name, text, icon, slot, shortcut=shortcut)

    @Slot()
    def _allow(self) -> None:
        may = self._workspace is not None and not self.workspace.read_only
        chosen = self.table.selected()
        self.add.setEnabled(may)
        self.library.setEnabled(may)
        self.edit.setEnabled(may and len(chosen) == 1)
        self.remove.setEnabled(may and len(chosen) == 1)

    @Slot()
    def _add(self) -> None:
        indicator_dialog(self.context, self.workspace, None, self).open()

    @Slot()
    def _open_library(self) -> None:
        IndicatorLibraryDialog(self.context, self.workspace, self).open()

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._edit_row(row)

    @Slot(object)
    def _edit_row(self, row: _Row) -> None:
        if not self.workspace.read_only:
            indicator_dialog(self.context, self.workspace, row.indicator, self).open()

    @Slot()
    def _remove(self) -> None:
        for row in self.table.selected()[:1]:
            indicator = row.indicator
            numbers = len(self.workspace.store.all(Observation, indicator_id=indicator.id))
            if self.context.messages.ask(_question(indicator, numbers), msg("Remove"), danger=True):
                self.context.attempt(partial(indicators.remove_indicator, self.workspace, indicator.id))


def _digits(value: float) -> int:
    return 0 if value == int(value) else 1


def _question(indicator: Indicator, numbers: int) -> Message:
    what = nmsg(
        "{count} number of all teams goes with it.", "{count} numbers of all teams go with it.", numbers
    )
    return msg(
        "Remove “{name}”? {what} To stop collecting it, mark it as retired instead. Undo brings everything back.",
        name=indicator.name,
        what=what,
    )
