"""What can be done with a span that was dragged over on the large chart."""

from __future__ import annotations

from statistics import fmean, median

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Number, msg, nmsg
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import ElidedLabel, button_for


class SpanBar(QWidget):
    """Says which periods are marked and the median of their points; shown only while there is a span."""

    cleared = Signal()
    baseline_wanted = Signal()
    """The marked points as the baseline."""
    phase_wanted = Signal()
    """A new phase that begins with them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("chart_span")
        self.said = ElidedLabel(context.theme)
        self.said.setObjectName("chart_span_said")
        self.clear = make_action(
            context,
            self,
            "chart_span_clear",
            msg("Unmark"),
            "close",
            self.cleared,
            tip=msg("Mark no span (Esc)"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self.baseline = make_action(
            context,
            self,
            "chart_span_baseline",
            msg("As baseline…"),
            "freeze",
            self.baseline_wanted,
            tip=msg("Take these months as the baseline: see what would move, give a reason, save"),
        )
        self.phase = make_action(
            context,
            self,
            "chart_span_phase",
            msg("New phase…"),
            "forward",
            self.phase_wanted,
            tip=msg("Begin a new phase with these months, with a median of its own"),
        )
        row.addWidget(self.said, 1)
        for action in (self.baseline, self.phase):
            row.addWidget(button_for(action))
        row.addWidget(button_for(self.clear))
        self._row = row
        self.span: tuple[int, int] | None = None

    def show_span(self, spec: ChartSpec | None, span: tuple[int, int] | None) -> None:
        """Speak of this span of a chart, or be out of sight."""
        self.span = span
        if spec is None or span is None:
            self.hide()
            return
        inside = [point for point in spec.points if span[0] <= point.x <= span[1]]
        values = [point.y for point in inside if point.y is not None and not point.excluded]
        first, last = inside[0].period, inside[-1].period
        said = nmsg(
            "{first} to {last}: {count} point",
            "{first} to {last}: {count} points",
            len(values),
            first=first,
            last=last,
        )
        text = self._context.text(said)
        if values:
            means = spec.chart == "i"
            middle = fmean(values) if means else median(values)
            number = Number(middle, 0 if middle == int(middle) else 1)
            unit = spec.y.unit
            name = msg("mean") if means else msg("median")
            said = msg(", {line} {number} {unit}", line=name, number=number, unit=unit)
            text += self._context.text(said).rstrip()
        self.said.setText(text)
        self.show()
