"""One of the four signs as a small widget."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Translator
from collabdesk.ui.charts.marks import paint_sign
from collabdesk.ui.charts.readout import SIGN_WORDS
from collabdesk.ui.charts.style import ChartStyle
from collabdesk.ui.theme import Theme, Type


class SignLabel(QWidget):
    """A sign with its meaning as tooltip and accessible name."""

    def __init__(self, theme: Theme, translator: Translator, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._translator = translator
        self._sign: Sign | None = None
        self.setFixedSize(14, 14)
        theme.changed.connect(self.update)

    def set_sign(self, sign: Sign | None) -> None:
        """Show a sign, or none."""
        self._sign = sign
        words = "" if sign is None else self._translator.text(SIGN_WORDS[sign])
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def sign(self) -> Sign | None:
        """The sign shown."""
        return self._sign

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._sign is not None:
            style = ChartStyle.of(self._theme.palette, self._theme.font(Type.CAPTION))
            painter = QPainter(self)
            paint_sign(painter, self._sign, QRectF(2, 2, 10, 10), style)
