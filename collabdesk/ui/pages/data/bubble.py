"""A line of text right under a cell: why a number was refused, or what is doubtful about one that was kept."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from collabdesk.i18n import Translator, msg
from collabdesk.ui.theme import GRID, Theme, Type

WIDEST = 420


class CellBubble(QFrame):
    """Stands under a cell without taking the focus."""

    undo_asked = Signal()
    """The person wants the number that was kept taken back."""

    def __init__(self, theme: Theme, translator: Translator, parent: QWidget):
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("cell_bubble")
        self._label = QLabel()
        self._label.setObjectName("cell_bubble_text")
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._icon = QLabel()
        self._undo = QPushButton(translator.text(msg("Undo")))
        self._undo.setObjectName("cell_bubble_undo")
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setObjectName("cell_bubble_close")
        self._close.setToolTip(translator.text(msg("It is right")))
        self._close.setAccessibleName(translator.text(msg("It is right")))
        theme.set_icon(self._close, "check")
        for button in (self._undo, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID - 2, GRID, GRID - 2)
        row.setSpacing(GRID)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        row.addWidget(self._undo)
        row.addWidget(self._close)
        self._undo.clicked.connect(self._take_back)
        self._close.clicked.connect(self.hide)
        theme.changed.connect(self._restyle)
        self._colour = QColor(theme.palette.danger)
        self._refused = True
        self.hide()

    def refuse(self, reason: str, cell: QRect) -> None:
        """Say why what was typed is not taken."""
        self._show(reason, cell, refused=True)

    def doubt(self, said: str, cell: QRect) -> None:
        """Say what looks wrong about a number that was kept, with a way to take it back."""
        self._show(said, cell, refused=False)

    @property
    def text(self) -> str:
        """What is said; empty when hidden."""
        return "" if self.isHidden() else self._label.text()

    @property
    def is_doubt(self) -> bool:
        """Whether it asks about a number that was kept."""
        return bool(self.text) and not self._refused

    def stand_under(self, cell: QRect) -> None:
        """Stand under a cell, a doubt over it; the other way where there is no room."""
        over_widget = self.parentWidget()
        room = over_widget.rect() if over_widget is not None else cell
        size = self._wanted_size(min(WIDEST, room.width() - GRID))
        under, over = cell.bottom() + 3, cell.top() - size.height() - 3
        top = under if self._refused else over  # a doubt must not cover the cell that is typed next
        if top + size.height() > room.bottom():
            top = max(0, over)
        if top < 0:
            top = cell.bottom() + cell.height() + 3
        left = max(0, min(cell.left(), room.right() - size.width() - 2))
        self.setGeometry(QRect(QPoint(left, top), size))

    def _wanted_size(self, width: int) -> QSize:
        buttons = (
            0 if self._refused else self._undo.sizeHint().width() + self._close.sizeHint().width() + 2 * GRID
        )
        metrics = QFontMetrics(self._label.font())
        text = metrics.boundingRect(
            QRect(0, 0, width - buttons - 44, 400), Qt.TextFlag.TextWordWrap, self._label.text()
        )
        height = max(text.height(), 0 if self._refused else self._undo.sizeHint().height()) + 2 * GRID
        return QSize(min(width, text.width() + buttons + 52), height)

    def _show(self, text: str, cell: QRect, *, refused: bool) -> None:
        self._refused = refused
        self._label.setText(text)
        self._undo.setVisible(not refused)
        self._close.setVisible(not refused)
        self._restyle()
        self.stand_under(cell)
        self.show()
        self.raise_()

    @Slot()
    def _restyle(self) -> None:
        palette = self._theme.palette
        self._colour = QColor(palette.danger if self._refused else palette.attention)
        name = "error" if self._refused else "question"
        self._icon.setPixmap(self._theme.icon(name, self._colour.name()).pixmap(16, 16))
        self._label.setFont(self._theme.font(Type.BODY))
        self.update()

    @Slot()
    def _take_back(self) -> None:
        self.hide()
        self.undo_asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt gives it
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.palette.surface))
        painter.setPen(QPen(self._colour, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.fillRect(0, 0, 4, self.height(), self._colour)
