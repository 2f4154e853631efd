"""The large view's parts and where they stand; what they do is said in `large_view.py`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import msg
from collabdesk.models.measures import Indicator, IndicatorKind
from collabdesk.ui.charts.large_chart import LargeChart
from collabdesk.ui.context import Context
from collabdesk.ui.giving import GivingLabel, is_roomy
from collabdesk.ui.pages.charts.large_head import LargeHead
from collabdesk.ui.pages.charts.large_options import LargeOptions
from collabdesk.ui.pages.charts.point_panel import PointPanel
from collabdesk.ui.pages.charts.rows import (
    CHANGE_COLUMN,
    FlagRow,
    MedianRow,
    PointRow,
    flag_columns,
    median_columns,
    point_columns,
)
from collabdesk.ui.pages.charts.span_bar import SpanBar
from collabdesk.ui.tables import Table
from collabdesk.ui.term_bubble import TermsLine
from collabdesk.ui.theme import GRID, Type
from collabdesk.ui.widgets import button_for


class LargeParts(QWidget):
    """Head, chart, tables, panels. The subclass makes the actions and the panel of a point, then calls `_lay_out`."""

    phases: QAction
    point: PointPanel

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("charts_large")
        self._context = context
        self.head = LargeHead(context)
        self.options = LargeOptions(context)
        self.head.add(self.options)
        self.team, self.indicator = self.head.team, self.head.indicator
        self.chart = LargeChart(context.theme, context.translator, with_changes=False)
        self.baseline = GivingLabel(context.theme, size=Type.CAPTION, colour="ink_soft")
        self.baseline.setObjectName("chart_baseline")
        self.words = TermsLine(context, "chart_words")
        self.points: Table[PointRow] = Table(
            context, "chart_points", point_columns(context), title=msg("Points of the chart"), search=False
        )
        self.flags: Table[FlagRow] = Table(
            context, "chart_flags", flag_columns(context), title=msg("Changes on the chart"), search=False
        )
        self.medians: Table[MedianRow] = Table(
            context, "chart_medians", median_columns(context), title=msg("Medians by phase"), search=False
        )
        self.span = SpanBar(context)

    def _lay_out(self) -> None:
        under = QWidget()
        below = QVBoxLayout(under)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GRID)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.baseline, 1)
        line.addWidget(button_for(self.phases))
        below.addWidget(self.words)
        below.addWidget(self.span)
        below.addLayout(line)
        below.addWidget(self.points, 1)
        left = _splitter("charts_large_left", Qt.Orientation.Vertical, self.chart, under)
        left.setSizes([420, 190])
        left.setMinimumWidth(400)
        left.setStretchFactor(0, 1)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("chart_side")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.flags, self._context.text(msg("Changes")))
        self.tabs.addTab(self.point, self._context.text(msg("Point")))
        right = _splitter("charts_large_right", Qt.Orientation.Vertical, self.tabs, self.medians)
        right.setSizes([470, 116])
        right.setStretchFactor(0, 1)
        whole = _splitter("charts_large_split", Qt.Orientation.Horizontal, left, right)
        whole.setHandleWidth(GRID)
        whole.setSizes([768, 372])
        whole.setStretchFactor(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.head)
        box.addWidget(whole, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.words.setVisible(is_roomy(self))

    def _name_tabs(self, n_flags: int) -> None:
        say = self._context.text
        title = msg("Changes ({count})", count=n_flags) if n_flags else msg("Changes")
        self.tabs.setTabText(self.tabs.indexOf(self.flags), say(title))

    def _show_medians(self, rows: list[MedianRow]) -> None:
        """The medians by phase; of one phase there is no change to tell."""
        self.medians.set_rows(rows)
        self.medians.view.setColumnHidden(CHANGE_COLUMN, len(rows) < 2)

    def _choose_columns(self, indicator: Indicator, *, pooled: bool) -> None:
        ratio = indicator.kind in (IndicatorKind.PROPORTION, IndicatorKind.RATE)
        hidden = {
            "numerator": not ratio,
            "denominator": not ratio,
            "cases": indicator.kind is not IndicatorKind.MEAN or pooled,
            "spread": indicator.kind is not IndicatorKind.MEAN or pooled,
            "teams": not pooled,
            "note": pooled,
            "origin": pooled,
        }
        self.tabs.setTabVisible(self.tabs.indexOf(self.flags), not pooled)
        for place, column in enumerate(point_columns(self._context)):
            self.points.view.setColumnHidden(place, hidden.get(column.name, False))


def digits_of(spec: ChartSpec, indicator: Indicator) -> int:
    """The indicator's decimals; one more where the values of a pooled or narrow scale need it."""
    values = [point.y for point in spec.points if point.y is not None]
    return max(indicator.decimals, 0 if all(value == int(value) for value in values) else 1)


def _splitter(name: str, way: Qt.Orientation, *parts: QWidget) -> QSplitter:
    split = QSplitter(way)
    split.setObjectName(name)
    split.setChildrenCollapsible(False)
    for part in parts:
        split.addWidget(part)
    return split
