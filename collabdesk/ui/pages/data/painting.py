"""Paints the cells of the grid: nothing is told by colour alone (look.md, Colour)."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from collabdesk.ui.pages.data.grid import Face
from collabdesk.ui.pages.data.model import GridModel
from collabdesk.ui.theme import GRID, ROW_HEIGHT, Theme, Type, mixed

_SELECTED = QStyle.StateFlag.State_Selected
_FOCUS = QStyle.StateFlag.State_HasFocus
_CENTRE = Qt.AlignmentFlag.AlignCenter
NO_CASES = 2


class CellDelegate(QStyledItemDelegate):
    """A light delegate: it asks the model for the cached face and paints it at once.

    A gap (expected, not reported) is hatched; where nothing is expected the cell is plain canvas. "No cases" has
    a hollow diamond before its text, as on the charts. More than 100 % has a warning triangle, an excluded
    number is crossed, a note is a filled corner.
    """

    def __init__(self, model: GridModel, theme: Theme, parent: QObject | None = None):
        super().__init__(parent)
        self._model = model
        self._theme = theme
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        palette = self._theme.palette
        self._ink, self._soft = QColor(palette.ink), QColor(palette.ink_soft)
        self._surface, self._canvas = QColor(palette.surface), QColor(palette.canvas)
        self._accent, self._chosen = QColor(palette.accent), QColor(palette.accent_soft)
        self._danger, self._attention = QColor(palette.danger), QColor(palette.attention)
        hatch = QColor(mixed(palette.line, palette.ink_soft, 0.15))
        self._hatch = QBrush(hatch, Qt.BrushStyle.BDiagPattern)
        self._font, self._bold = self._theme.font(Type.BODY), self._theme.font(Type.BODY, bold=True)
        self._height = max(ROW_HEIGHT, QFontMetrics(self._font).height() + GRID)

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - all cells alike
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        return self.cell_size()

    def cell_size(self, *, wide: bool = False) -> QSize:
        """The size of every cell; ``wide``: with room for a mean, its spread and its n."""
        text = "000.0 ±00.0 n000" if wide else "0000/000"
        return QSize(QFontMetrics(self._bold).horizontalAdvance(text) + GRID, self._height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        face, rect, state = self._model.face(index.row(), index.column()), option.rect, option.state
        painter.fillRect(rect, self._ground(face, bool(state & _SELECTED)))
        if not face.text and face.expected:
            painter.fillRect(rect.adjusted(2, 2, -3, -3), self._hatch)
        if face.text:
            self._paint_number(painter, rect, face)
        if face.noted:
            self._paint_corner(painter, rect)
        if state & _FOCUS:
            painter.setPen(QPen(self._accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _ground(self, face: Face, selected: bool) -> QColor:
        if selected:
            return self._chosen
        return self._surface if face.expected or face.text else self._canvas

    def _paint_number(self, painter: QPainter, rect: QRect, face: Face) -> None:
        painter.setFont(self._bold if face.suspect else self._font)
        soft = face.excluded or face.state == NO_CASES
        painter.setPen(self._danger if face.suspect else self._soft if soft else self._ink)
        painter.drawText(rect.adjusted(GRID, 0, -GRID // 2, 0), _CENTRE, face.text)
        middle = rect.center().y() + 0.5
        if face.state == NO_CASES:
            self._paint_diamond(painter, QPointF(rect.left() + 10, middle))
        if face.suspect:
            self._paint_warning(painter, QPointF(rect.left() + 10, middle))
        if face.excluded:
            self._paint_cross(painter, rect)

    def _paint_diamond(self, painter: QPainter, at: QPointF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(self._soft, 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        size = 4.5
        corners = (QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0))
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_warning(self, painter: QPainter, at: QPointF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(self._danger, 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = (QPointF(0, -6), QPointF(6.5, 5), QPointF(-6.5, 5))
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
        painter.drawLine(at + QPointF(0, -2), at + QPointF(0, 1.5))
        painter.drawPoint(at + QPointF(0, 3.4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_cross(self, painter: QPainter, rect: QRect) -> None:
        area = QRectF(rect.adjusted(GRID, 6, -GRID, -7))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(self._soft, 1.2))
        painter.drawLine(area.bottomLeft(), area.topRight())
        painter.drawLine(area.topLeft(), area.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_corner(self, painter: QPainter, rect: QRect) -> None:
        corner = QPointF(rect.right(), rect.top())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._attention)
        painter.drawPolygon(QPolygonF([corner + QPointF(-7, 0), corner, corner + QPointF(0, 7)]))
