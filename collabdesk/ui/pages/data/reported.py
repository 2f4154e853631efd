"""The row under the grid that never scrolls away: "reported by n of N" for every period."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTableView, QWidget

from collabdesk.i18n import Translator, msg
from collabdesk.ui.pages.data.model import GridModel
from collabdesk.ui.theme import GRID, Theme, Type

_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ReportedRow(QWidget):
    """Paints the counts under the columns that the grid shows."""

    def __init__(self, model: GridModel, view: QTableView, theme: Theme, translator: Translator):
        super().__init__()
        self._model = model
        self._view = view
        self._theme = theme
        self._translator = translator
        self._counts: dict[int, tuple[int, int]] = {}
        self.setObjectName("reported_row")
        self.setToolTip(
            translator.text(msg("How many of those expected to report have a number or “no cases”"))
        )
        self.setFixedHeight(QFontMetrics(theme.font(Type.BODY)).height() + 2 * GRID - 2)
        header = view.horizontalHeader()
        view.horizontalScrollBar().valueChanged.connect(self._repaint)
        header.sectionResized.connect(self._repaint)
        header.geometriesChanged.connect(self._repaint)
        model.dataChanged.connect(self._renew_some)
        model.modelReset.connect(self.renew)
        model.columnsInserted.connect(self.renew)
        theme.changed.connect(self._repaint)

    @Slot()
    def renew(self) -> None:
        """Count again."""
        self._counts.clear()
        self.update()

    @Slot(QModelIndex, QModelIndex)
    def _renew_some(self, first: QModelIndex, last: QModelIndex) -> None:
        """Count again where an edit touched the grid: with a thousand teams each column takes its time."""
        for column in range(first.column(), last.column() + 1):
            self._counts.pop(column, None)
        self.update()

    def count(self, column: int) -> tuple[int, int]:
        """(n, N) of a column."""
        if column not in self._counts and self._model.grid is not None:
            self._counts[column] = self._model.grid.reported(column)
        return self._counts.get(column, (0, 0))

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(event.rect(), QColor(palette.canvas))
        painter.setPen(QPen(QColor(palette.line)))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setPen(QColor(palette.ink))
        painter.setFont(self._theme.font(Type.BODY, bold=True))
        start = self._view.verticalHeader().width()
        head = QRect(GRID, 0, start - GRID, self.height())
        painter.drawText(head, _LEFT, self._translator.text(msg("Reported by")))
        if self._model.grid is None:
            return
        painter.setFont(self._theme.font(Type.BODY))
        header, edge = self._view.horizontalHeader(), self._view.viewport().width()
        painter.setClipRect(start, 0, edge, self.height())
        for column in range(max(header.visualIndexAt(0), 0), self._model.columnCount()):
            left = header.sectionViewportPosition(column)
            if left > edge:
                break
            self._paint_count(
                painter, column, QRect(start + left, 0, header.sectionSize(column), self.height())
            )

    def _paint_count(self, painter: QPainter, column: int, area: QRect) -> None:
        reported, expected = self.count(column)
        palette = self._theme.palette
        painter.setPen(QColor(palette.ink if reported < expected else palette.ink_soft))
        said = msg("{n} of {total}", n=reported, total=expected) if expected else "–"
        painter.drawText(area, _CENTRE, self._translator.text(said))
