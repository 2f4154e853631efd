"""Beside the grid: the charts of the current cell, changing as it is typed, and the cell's history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import msg
from collabdesk.services.changeset import Cell, ChangeSet
from collabdesk.services.charts import series
from collabdesk.services.data import cells
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.pages.data.side_chart import SideChart
from collabdesk.ui.pages.data.words import history_line


class SidePanel(QTabWidget):
    """Two charts (the team's and the pooled one) and the history of the cell."""

    period_chosen = Signal(int)
    """The ordinal of a period that was clicked on the team's chart."""
    test_chosen = Signal(int)
    """The test of a change whose flag was clicked."""

    def __init__(self, context: Context):
        super().__init__()
        self._context = context
        self.setObjectName("data_side")
        self.setDocumentMode(True)
        self.team_chart = SideChart(context.theme, context.translator)
        self.team_chart.setObjectName("data_team_chart")
        self.pooled_chart = SideChart(context.theme, context.translator)
        self.pooled_chart.setObjectName("data_pooled_chart")
        charts = QSplitter(Qt.Orientation.Vertical)
        charts.setObjectName("data_charts")
        charts.setChildrenCollapsible(False)
        charts.addWidget(self.team_chart)
        charts.addWidget(self.pooled_chart)
        self.history = QListWidget()
        self.history.setObjectName("cell_history")
        self.history.setWordWrap(True)
        self.history.setFrameShape(QFrame.Shape.NoFrame)
        self.history.setAlternatingRowColors(True)
        self.history.setAccessibleName(context.text(msg("History of this cell")))
        self.addTab(charts, context.text(msg("Charts")))
        self.addTab(_padded(self.history), context.text(msg("History of this cell")))
        self._workspace: Workspace | None = None
        self._cell: Cell | None = None
        self._desk: series.SeriesDesk | None = None
        """Kept while only numbers change: gathering all teams' changes takes longer than drawing."""
        self.currentChanged.connect(self._turned)
        self.team_chart.canvas.point_clicked.connect(self._point)
        self.team_chart.canvas.flag_clicked.connect(self.test_chosen)
        self.team_chart.canvas.month_clicked.connect(self._point)

    def show_cell(self, workspace: Workspace, cell: Cell) -> None:
        """Show a cell; the charts are drawn anew only for another series."""
        same = workspace is self._workspace and self._cell is not None and self._cell[:2] == cell[:2]
        if workspace is not self._workspace:
            self._desk = None
        self._workspace, self._cell = workspace, cell
        if not same:
            self.redraw()
        else:
            self._write_history()

    def clear_cell(self) -> None:
        """Show nothing."""
        self._workspace = self._cell = self._desk = None
        self.team_chart.set_spec(None)
        self.pooled_chart.set_spec(None)
        self.history.clear()

    def refresh(self, changes: ChangeSet) -> None:
        """Draw what an edit may have changed."""
        if changes.touches("test", "change", "change_indicator", "phase", "session", "action_period"):
            self._desk = None
            self.redraw()
        elif changes.touches("observation", "exclusion"):
            self.redraw()

    def redraw(self) -> None:
        """Draw the charts and the history of the cell as they are now."""
        if self._workspace is None or self._cell is None:
            return
        if self._desk is None:
            self._desk = series.SeriesDesk(self._workspace)
        desk = self._desk
        self.team_chart.set_spec(desk.team_charts([(self._cell[0], self._cell[1])])[0])
        self.pooled_chart.set_spec(desk.pooled_chart(self._cell[0]))
        self._write_history()

    def _write_history(self) -> None:
        self.history.clear()
        if self._workspace is None or self._cell is None or self.currentIndex() != 1:
            return
        versions = cells.history(self._workspace, self._cell)
        for version in versions:
            self.history.addItem(QListWidgetItem(history_line(version, self._context.translator)))
        if not versions:
            self.history.addItem(
                self._context.text(msg("Nobody has changed this cell since the file was made."))
            )

    @Slot(int)
    def _turned(self, index: int) -> None:
        if index == 1:
            self._write_history()

    @Slot(int)
    def _point(self, x: int) -> None:
        spec = self.team_chart.spec()
        if spec is not None and 0 <= x < len(spec.points):
            self.period_chosen.emit(spec.points[x].period.ordinal)


def _padded(widget: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    return box
