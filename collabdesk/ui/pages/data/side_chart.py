"""A chart for a narrow place: its name, the painting, its sentence. The large chart has the rest."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator
from collabdesk.ui.charts.canvas import ChartCanvas
from collabdesk.ui.charts.readout import describe_chart
from collabdesk.ui.charts.sign_label import SignLabel
from collabdesk.ui.giving import GivingLabel
from collabdesk.ui.theme import GRID, Theme, Type
from collabdesk.ui.widgets import ElidedLabel

LEAST_HEIGHT = 112


class SideChart(QWidget):
    """One chart beside the grid."""

    def __init__(self, theme: Theme, translator: Translator):
        super().__init__()
        self._translator = translator
        self._spec: ChartSpec | None = None
        self.canvas = ChartCanvas(theme, translator)
        self.canvas.setMinimumHeight(LEAST_HEIGHT)
        self._title = ElidedLabel(theme, bold=True)
        self._headline = ElidedLabel(theme, colour="ink_soft")
        self._sign = SignLabel(theme, translator)
        self._sentence = GivingLabel(theme, size=Type.CAPTION)
        head = QHBoxLayout()
        head.setContentsMargins(GRID, GRID, GRID, 0)
        head.setSpacing(GRID)
        head.addWidget(self._title)
        head.addWidget(self._headline)
        head.addWidget(self._sign)
        head.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID // 2)
        box.addLayout(head)
        box.addWidget(self.canvas, 1)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        box.addWidget(self._sentence)
        self._sentence.setContentsMargins(GRID, 0, GRID, GRID)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.set_spec(None)

    def set_spec(self, spec: ChartSpec | None) -> None:
        """Show a chart, or none."""
        self._spec = spec
        self.canvas.set_spec(spec)
        say = self._translator.text
        title = say(spec.title) if spec else ""
        self._title.setText(title)
        self._headline.setText(say(spec.headline) if spec else "")
        self._sign.set_sign(spec.sign if spec else None)
        self._sentence.setText(say(spec.sentence) if spec else "")
        if spec is not None:
            self.canvas.setAccessibleName(describe_chart(title, spec, self._translator))

    def spec(self) -> ChartSpec | None:
        """The chart shown."""
        return self._spec
