"""The line over the large chart: back to the wall, which team, which indicator."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.charts.stepper import Stepper
from collabdesk.ui.theme import GAP_LARGE, GRID
from collabdesk.ui.widgets import button_for


class LargeHead(QWidget):
    """Chooses the chart; each stepper tells of its own choice."""

    left = Signal()
    """Back to the wall."""

    def __init__(self, context: Context):
        super().__init__()
        self.back = make_action(
            context,
            self,
            "charts_back",
            msg("All charts"),
            "back",
            self.left,
            tip=msg("Back to the wall (Esc)"),
            shortcut="Alt+Left",
        )
        self.team = Stepper(
            context,
            "chart_team",
            msg("Team"),
            msg("The team before"),
            msg("The next team"),
            ("Ctrl+PgUp", "Ctrl+PgDown"),
        )
        self.indicator = Stepper(
            context,
            "chart_indicator",
            msg("Indicator"),
            msg("The indicator before"),
            msg("The next indicator"),
            ("Ctrl+Shift+PgUp", "Ctrl+Shift+PgDown"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(button_for(self.back))
        row.addSpacing(GAP_LARGE - GRID)
        row.addWidget(self.team)
        row.addWidget(self.indicator)
        row.addStretch(1)
        self._row = row

    def add(self, widget: QWidget) -> None:
        """One more at the right."""
        self._row.addWidget(widget)

    @property
    def pair(self) -> tuple[int, int] | None:
        """(indicator id, team id or `POOLED`) chosen."""
        indicator, team = self.indicator.key(), self.team.key()
        return None if indicator is None or team is None else (indicator, team)
