"""What gives way where there is little room: high magnification, small screens, low windows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from collabdesk.ui.widgets import Label

_ROOMY = 29
"""A view with fewer lines of text in height than this leaves out what can be looked up elsewhere."""


def is_roomy(view: QWidget) -> bool:
    """Whether a view is high enough for explanations beside its chart and its table."""
    return view.height() >= _ROOMY * view.fontMetrics().height()


class GivingLabel(Label):
    """A text of several lines that shows as many as it is left; the last one ends with …, the tip says it all."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.fontMetrics().lineSpacing() if self.text() else 0)

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.whole_height(self.width()))

    def whole_height(self, width: int) -> int:
        """How high all its lines are."""
        if not self.text():
            return 0
        sides = self.contentsMargins()
        room = QRect(0, 0, max(width - sides.left() - sides.right(), 40), 10_000)
        text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return text.height() + sides.top() + sides.bottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def let_select(self) -> None:
        """The mouse may mark the text, to copy it, while all of it is shown."""
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.wordWrap() and self.height() >= self.whole_height(self.width()):
            super().paintEvent(event)  # it shows what is marked
            return
        painter, room = QPainter(self), self.contentsRect()
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        for place, text in self.lines(room.size()):
            painter.drawText(QPointF(room.left(), room.top() + place), text)

    def lines(self, room: QSize) -> list[tuple[float, str]]:
        """The lines that are shown, each with its base line."""
        metrics, text = self.fontMetrics(), self.text()
        layout = QTextLayout(text, self.font())
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        starts: list[int] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(room.width(), 1))
            starts.append(line.textStart())
        layout.endLayout()
        most = max(room.height() // metrics.lineSpacing(), 1)
        shown = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
        if len(shown) > most:
            rest = text[starts[most - 1] :]
            shown = [*shown[: most - 1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width())]
        return [(metrics.ascent() + at * metrics.lineSpacing(), one) for at, one in enumerate(shown)]
