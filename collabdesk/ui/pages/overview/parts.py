"""Lists of the overview: rows that say a sentence and lead somewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from collabdesk.charts.spec import Sign
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GRID, Theme, Type
from collabdesk.ui.widgets import Label

_NARROWEST = 72
"""In px; else Qt asks for as much as the whole text has in four lines."""


class SignMark(QWidget):
    """One of the four signs of look.md."""

    def __init__(self, theme: Theme, sign: Sign) -> None:
        super().__init__()
        self._theme = theme
        self._sign = sign
        self.setFixedSize(16, 16)
        self.setAccessibleName(sign.value)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(self._theme.palette.ink)
        painter.setPen(ink)
        if self._sign is Sign.IMPROVED:
            painter.setBrush(ink)
            painter.drawPolygon(QPolygonF([QPointF(8, 3), QPointF(14, 13), QPointF(2, 13)]))
        elif self._sign is Sign.WORSENED:
            painter.drawPolygon(QPolygonF([QPointF(8, 13), QPointF(14, 3), QPointF(2, 3)]))
        elif self._sign is Sign.NO_SIGNAL:
            painter.drawLine(3, 8, 13, 8)
        else:
            painter.drawEllipse(QPointF(8, 8), 3, 3)


class Row(QWidget):
    """A line with a smaller one under it; a click, or Enter, opens what it speaks of."""

    opened = Signal()

    def __init__(
        self, context: Context, name: str, title: str, said: str, right: str = "", *, size: Type = Type.BODY
    ) -> None:
        super().__init__()
        self._theme = context.theme
        self.setObjectName(name)
        self.setAccessibleName(f"{title}. {said}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(GRID, 6, GRID, 6)
        self._line.setSpacing(GRID)
        words = QVBoxLayout()
        words.setSpacing(1)
        lines = [Label(context.theme, title, size, bold=size is not Type.BODY, wrap=True)]
        if said:
            lines.append(Label(context.theme, said, Type.CAPTION, colour="ink_soft", wrap=True))
        for line in lines:
            line.setMinimumWidth(_NARROWEST)
            words.addWidget(line)
        self._line.addLayout(words, 1)
        if right:
            aside = Label(context.theme, right, Type.CAPTION, colour="ink_soft")
            aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._line.addWidget(aside)

    def put_first(self, widget: QWidget) -> None:
        """Something before the words."""
        self._line.insertWidget(0, widget, 0, Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, _event: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not (self.underMouse() or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.palette.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.accent_soft))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)


class Block(QWidget):
    """A heading, a sentence, rows, and one button that leads on. Rows are replaced as a whole."""

    def __init__(self, context: Context, name: str, title: str) -> None:
        super().__init__()
        self._context = context
        self.setObjectName(name)
        self.heading = Label(context.theme, title, Type.SECTION, bold=True, wrap=True)
        self.heading.setMinimumWidth(_NARROWEST)
        self.said = Label(context.theme, colour="ink_soft", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._made: list[QWidget] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.heading)
        box.addWidget(self.said)
        box.addLayout(self._rows)
        self.foot = Label(context.theme, size=Type.CAPTION, colour="ink_soft", wrap=True)
        self.foot.hide()
        box.addWidget(self.foot)
        self._box = box

    @property
    def rows(self) -> list[QWidget]:
        """The rows shown."""
        return list(self._made)

    def set_rows(self, said: str, rows: list[QWidget]) -> None:
        """Show these."""
        for old in self._made:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._made = rows
        for row in rows:
            self._rows.addWidget(row)
        self.said.setText(said)
        self.said.setVisible(bool(said))

    def set_foot(self, text: str) -> None:
        """A line under the rows, or none."""
        self.foot.setText(text)
        self.foot.setVisible(bool(text))

    def add_widget(self, widget: QWidget) -> None:
        """Something under it all."""
        self._box.addWidget(widget)

    def add_button(self, name: str, text: str, slot: Callable[[], None]) -> QPushButton:
        """A button under the rows."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(slot)
        self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button


class Pair(Row):
    """A row that leads to one team's chart."""

    chart_wanted = Signal(int, int)

    def __init__(
        self,
        context: Context,
        name: str,
        title: str,
        said: str,
        right: str = "",
        *,
        indicator_id: int = 0,
        team_id: int = 0,
    ) -> None:
        super().__init__(context, name, title, said, right)
        self._ids = (indicator_id, team_id)
        self.opened.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self.chart_wanted.emit(*self._ids)
