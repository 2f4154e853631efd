"""The driver diagram on screen: the boxes that the service laid out, to click and to walk through with the arrows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from collabdesk.charts.driver_diagram import NOTE_SIZE, SIZE, STEP, Box, DriverDiagram
from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.pages.changes.paper_letters import PaperLetters
from collabdesk.ui.theme import Type

_PAD = 6.0
_EDGE = 8


class DiagramCanvas(QWidget):
    """Paints a diagram as wide as there is room, never smaller than can be read."""

    chosen = Signal(str)
    """The key of the box that the person chose; empty for none."""
    opened = Signal(str)
    """Double click or Enter on a box."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._diagram: DriverDiagram | None = None
        self.current = ""
        self._letters = PaperLetters(context.theme.font(Type.BODY))
        self.setObjectName("driver_diagram")
        self.setAccessibleName(context.text(msg("Driver diagram")))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        context.theme.changed.connect(self.update)

    def show_diagram(self, diagram: DriverDiagram) -> None:
        """Show this one; the chosen box stays chosen where it still is."""
        self._diagram = diagram
        if diagram.box(self.current) is None:
            self.mark("")
        self.fit(self.width())

    def mark(self, key: str) -> None:
        """Show a box as the chosen one, without a word: it was chosen elsewhere."""
        blocked = self.blockSignals(True)
        self.choose(key)
        self.blockSignals(blocked)

    def choose(self, key: str) -> None:
        """Choose a box by key."""
        if key == self.current:
            return
        self.current = key
        box = self._diagram.box(key) if self._diagram and key else None
        self.setAccessibleDescription(" ".join(box.lines) if box else "")
        self.update()
        self.chosen.emit(key)

    def fit(self, width: int) -> None:
        """Be as wide as this and as high as the diagram then is."""
        if self._diagram is not None:
            self.setMinimumHeight(round(self._diagram.high * self._scale(width)) + 2 * _EDGE)
        self.update()

    def box_rect(self, key: str) -> QRectF | None:
        """Where a box is painted."""
        box = self._diagram.box(key) if self._diagram else None
        return self._rect(box) if box else None

    # --- Qt ---

    def sizeHint(self) -> QSize:
        return QSize(640, 400)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._diagram is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._context.theme.palette
        painter.setPen(QColor(palette.ink_soft))
        for x, text in self._diagram.heads:
            self._text(painter, self._at(x, 11), text, bold=True, size=float(Type.CAPTION))
        painter.setPen(QPen(QColor(palette.edge), 1))
        for link in self._diagram.links:
            painter.drawPolyline(QPolygonF([self._at(x, y) for x, y in link.points]))
        for box in self._diagram.boxes:
            self._paint_box(painter, box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choose(self._key_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if key := self._key_at(event.position()):
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
            return
        steps = {
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._diagram is None:
            super().keyPressEvent(event)
            return
        self._walk(*step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.current and self._diagram is not None:
            first = next((box.key for box in self._diagram.boxes if box.key and box.column), "")
            self.choose(first)
        self.update()

    # --- private ---

    def _walk(self, across: int, down: int) -> None:
        assert self._diagram is not None
        here = self._diagram.box(self.current) or self._diagram.boxes[0]
        named = [box for box in self._diagram.boxes if box.key]
        if across:
            near = [box for box in named if box.column == here.column + across]
            near = near or [box for box in named if (box.column - here.column) * across > 0]
            near.sort(key=lambda box: abs(box.middle - here.middle))
        else:
            near = [
                box for box in named if box.column == here.column and (box.middle - here.middle) * down > 0
            ]
            near.sort(key=lambda box: abs(box.middle - here.middle))
        if near:
            self.choose(near[0].key)
            port = self.parentWidget()
            area = port.parentWidget() if port is not None else None
            if isinstance(area, QScrollArea):
                rect = self._rect(near[0])
                area.ensureVisible(round(rect.center().x()), round(rect.center().y()), 60, 60)

    def _paint_box(self, painter: QPainter, box: Box) -> None:
        palette, rect = self._context.theme.palette, self._rect(box)
        on = bool(box.key) and box.key == self.current
        painter.setBrush(
            QColor(palette.accent_soft if on else palette.canvas if box.column < 2 else palette.surface)
        )
        edge = palette.accent if on else palette.edge
        painter.setPen(
            QPen(QColor(edge), 2 if on and self.hasFocus() else 1.4 if on or box.column == 0 else 1)
        )
        painter.drawRoundedRect(rect, 3, 3)
        scale = self._scale(self.width())
        base = rect.top() + (_PAD + SIZE * 0.92) * scale
        painter.setPen(QColor(palette.ink))
        left = rect.left() + _PAD * scale
        for line in box.lines:
            self._text(painter, QPointF(left, base), line, bold=box.column < 2, size=SIZE * scale)
            base += STEP * scale
        if box.note:
            painter.setPen(QColor(palette.ink_soft))
            self._text(painter, QPointF(left, base), box.note, bold=False, size=NOTE_SIZE * scale)

    def _text(self, painter: QPainter, at: QPointF, text: str, *, bold: bool, size: float) -> None:
        """A line in the font that it was measured in, so that it ends where it ends on paper."""
        self._letters.draw(painter, at, text, bold=bold, size=max(size, float(Type.CAPTION)))

    def _scale(self, width: int) -> float:
        wide = self._diagram.wide if self._diagram else 1.0
        return max(1.12, min(1.4, (width - 2 * _EDGE) / wide))

    def _at(self, x: float, y: float) -> QPointF:
        scale = self._scale(self.width())
        return QPointF(_EDGE + x * scale, _EDGE + y * scale)

    def _rect(self, box: Box) -> QRectF:
        scale = self._scale(self.width())
        return (
            QRectF(self._at(box.x, box.y), self._at(box.x + box.wide, box.y + box.high)).adjusted(
                0.5, 0.5, -0.5, -0.5
            )
            if scale
            else QRectF()
        )

    def _key_at(self, at: QPointF) -> str:
        if self._diagram is None:
            return ""
        return next((box.key for box in self._diagram.boxes if self._rect(box).contains(at)), "")


class DiagramView(QScrollArea):
    """The canvas with its scroll bars."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.canvas = DiagramCanvas(context)
        self.setObjectName("driver_diagram_area")
        self.setWidgetResizable(True)
        self.setFocusProxy(self.canvas)
        self.setWidget(self.canvas)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        wide = self.viewport().width()
        self.canvas.setMinimumWidth(round(757 * 1.12) + 2 * _EDGE)
        self.canvas.fit(max(wide, self.canvas.minimumWidth()))
