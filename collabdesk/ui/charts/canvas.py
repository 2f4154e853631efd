"""The painted part of the large chart: hover and read-out, clicks on points, flags and months, zoom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator, msg
from collabdesk.ui.charts.layout import ChartLayout, PlacedPoint
from collabdesk.ui.charts.painter import lay_out, paint_layout
from collabdesk.ui.charts.picture import flag_text
from collabdesk.ui.charts.plot_canvas import PlotCanvas
from collabdesk.ui.charts.readout import has_data, point_lines
from collabdesk.ui.charts.style import Detail, Tone
from collabdesk.ui.charts.tile_layout import x_range
from collabdesk.ui.theme import GRID, Theme, Type

_FEWEST_SHOWN = 4
_ZOOM_STEP = 1.25
_WASH = 34
"""How much of the accent lies over a marked span, of 255."""
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class ChartCanvas(PlotCanvas):
    """Paints one chart in full and answers the mouse and the keys."""

    point_clicked = Signal(int)
    """The x of a point that was clicked, on it or in its month, or entered with the keyboard."""
    flag_clicked = Signal(int)
    """The key of a change whose flag was clicked."""
    month_clicked = Signal(int)
    """The x of a period that was double-clicked, or entered with Shift."""
    span_chosen = Signal(object)
    """The x of the first and the last period of a span that was dragged over, or marked with Shift; None: no more."""
    hovered = Signal(object)
    """The x of the period under the mouse or the keyboard's cursor, or None."""

    def __init__(self, theme: Theme, translator: Translator, parent: QWidget | None = None):
        super().__init__(theme, translator, "chart_canvas", msg("Run chart"), parent)
        self._spec: ChartSpec | None = None
        self._layout: ChartLayout | None = None
        self._span: tuple[float, float] | None = None
        self._at: int | None = None
        self._pressed: QPoint | None = None
        self._chosen: tuple[int, int] | None = None
        self._anchor: int | None = None
        self._by_keyboard = False
        self.setMinimumSize(240, 120)

    def set_spec(self, spec: ChartSpec | None) -> None:
        """Show a chart; the zoom stays while the axis stays."""
        if spec is None or self._spec is None or spec.x != self._spec.x:
            self._span = None
        self._spec = spec
        if spec is None or self._at not in {point.x for point in spec.points}:
            self._at = None
        if self._span_x() is None and self._chosen is not None:
            self.choose_span(None)
        self._lay_out()

    def chosen_span(self) -> tuple[int, int] | None:
        """The span that is marked: the x of its first and its last period."""
        return self._chosen

    def choose_span(self, span: tuple[int, int] | None) -> None:
        """Mark a span, or none."""
        if span is None:
            self._anchor = None
        if span != self._chosen:
            self._chosen = span
            self.span_chosen.emit(span)
            self.update()

    def chart_layout(self) -> ChartLayout | None:
        """What lies where; None while there is no chart."""
        return self._layout

    def cursor_x(self) -> int | None:
        """The x under the mouse or the keyboard's cursor."""
        return self._at

    def zoom(self, factor: float, around: float) -> None:
        """Show ``1/factor`` of the range, keeping the x position ``around`` in its place."""
        if self._spec is None:
            return
        low, high = self._span or x_range(self._spec)
        least, most = x_range(self._spec)
        width = min(max((high - low) / factor, _FEWEST_SHOWN), most - least)
        share = (around - low) / (high - low)
        self._show_span(around - share * width, width)

    def pan(self, periods: float) -> None:
        """Shift a zoomed chart by some periods; to the right if positive."""
        if self._spec is not None and self._span is not None:
            low, high = self._span
            self._show_span(low + periods, high - low)

    def span(self) -> tuple[float, float] | None:
        """The part of the x axis shown; None for all of it."""
        return self._span

    def reset_zoom(self) -> None:
        """Show all periods."""
        self._span = None
        self._lay_out()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(720, 400)

    def _paint(self, painter: QPainter) -> None:
        if self._layout is None or self._spec is None:
            return
        paint_layout(painter, self._layout, self._style)
        self._paint_span(painter, self._layout)
        if not has_data(self._spec):
            painter.setPen(self._style.tones[Tone.SOFT])
            painter.setFont(self._theme.font(Type.SECTION))
            text = self._translator.text(msg("No data yet"))
            painter.drawText(self._layout.plot, Qt.AlignmentFlag.AlignCenter, text)
        placed = self._placed_cursor()
        if placed is not None:
            self._paint_cursor(painter, self._layout, placed)

    def _shows_focus(self) -> bool:
        return self.hasFocus() and self._by_keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._layout is None:
            return
        at = event.position()
        if self._pressed is not None and (at.toPoint() - self._pressed).manhattanLength() >= GRID:
            self._drag_to(self._layout, self._pressed, at)
            return
        flag = self._layout.flag_at(at)
        if flag is not None:
            text = flag_text(flag.change, flag.decision, self._translator)
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
        column = None if flag is not None else self._layout.column_at(at)
        on_something = flag is not None or self._layout.point_at(at) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_something else Qt.CursorShape.ArrowCursor)
        self._move_to(None if column is None else column.point.x)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        if event.button() is Qt.MouseButton.RightButton and self._layout is not None:
            column = self._layout.column_at(event.position())
            if column is not None:
                self.point_clicked.emit(column.point.x)  # the menu that follows is about this month

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click is a press and a release in about the same place."""
        pressed, self._pressed = self._pressed, None
        at = event.position()
        if pressed is not None and (at.toPoint() - pressed).manhattanLength() < GRID:
            self.choose_span(None)
            self._click(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._layout is None:
            return
        column = self._layout.column_at(event.position())
        if self._span is not None:
            self.reset_zoom()
        elif column is not None:
            self.month_clicked.emit(column.point.x)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._move_to(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only with Ctrl (zoom) or Shift (pan), so that the page around it scrolls as always."""
        steps = (event.angleDelta().y() or event.angleDelta().x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._layout is not None:
            self.zoom(_ZOOM_STEP**steps, self._layout.x_at(event.position().x()))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._span is not None:
            self.pan(-steps)
        else:
            event.ignore()
            return
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, steps = event.key(), {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if self._layout is not None and self._layout.points and key in steps:
            before = self._at
            self._step(self._layout, steps[Qt.Key(key)])
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._stretch(before)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._layout is not None and self._layout.points:
            self._move_to(self._layout.points[0 if key == Qt.Key.Key_Home else -1].point.x)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            beside = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.month_clicked if beside else self.point_clicked).emit(self._at)
        elif key == Qt.Key.Key_Escape and (self._at, self._span, self._chosen) != (None, None, None):
            self._move_to(None)
            self.choose_span(None)
            self.reset_zoom()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._move_to(None)

    # private

    def _lay_out(self) -> None:
        self._layout = None
        if self._spec is not None:
            self._layout = lay_out(
                self._spec, self._room(), self._style, self._translator, Detail.FULL, self._span
            )
        self.update()

    def _show_span(self, low: float, width: float) -> None:
        assert self._spec is not None
        least, most = x_range(self._spec)
        low = min(max(low, least), most - width)
        whole = width >= most - least - 1e-9
        self._span = None if whole else (low, low + width)
        self._lay_out()

    def _drag_to(self, layout: ChartLayout, pressed: QPoint, at: QPointF) -> None:
        """From the period that was pressed to the one under the mouse."""
        ends = [
            min(max(place.x(), layout.plot.left()), layout.plot.right()) for place in (QPointF(pressed), at)
        ]
        shown = [placed.point.x for placed in layout.points]
        near = [min(shown, key=lambda x: abs(layout.x_px(x) - end), default=None) for end in ends]
        if near[0] is not None and near[1] is not None:
            self._move_to(near[1])
            self.choose_span((min(near[0], near[1]), max(near[0], near[1])))

    def _stretch(self, before: int | None) -> None:
        """Shift and an arrow: the span from where it began to the cursor."""
        if self._at is None:
            return
        if self._anchor is None:
            self._anchor = self._at if before is None else before
        self.choose_span((min(self._anchor, self._at), max(self._anchor, self._at)))

    def _span_x(self) -> tuple[int, int] | None:
        """The marked span, if all of it is on the chart that is shown."""
        if self._chosen is None or self._spec is None or not self._spec.points:
            return None
        first, last = self._spec.points[0].x, self._spec.points[-1].x
        return self._chosen if first <= self._chosen[0] and self._chosen[1] <= last else None

    def _paint_span(self, painter: QPainter, layout: ChartLayout) -> None:
        if self._chosen is None:
            return
        plot = layout.plot
        left = max(layout.x_px(self._chosen[0] - 0.5), plot.left())
        right = min(layout.x_px(self._chosen[1] + 0.5), plot.right())
        wash = QColor(self._theme.palette.accent)
        wash.setAlpha(_WASH)
        painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), wash)
        painter.setPen(QPen(QColor(self._theme.palette.accent), 1, Qt.PenStyle.DashLine))
        for x in (left, right):
            painter.drawLine(QPointF(int(x) + 0.5, plot.top()), QPointF(int(x) + 0.5, plot.bottom()))

    def _click(self, at: QPointF) -> None:
        if self._layout is None:
            return
        flag, point, column = self._layout.flag_at(at), self._layout.point_at(at), self._layout.column_at(at)
        if flag is not None:
            self.flag_clicked.emit(flag.key)
        elif point is not None:
            self.point_clicked.emit(point.point.x)
        elif column is not None:
            self.point_clicked.emit(column.point.x)

    def _placed_cursor(self) -> PlacedPoint | None:
        points = self._layout.points if self._layout is not None else []
        return next((placed for placed in points if placed.point.x == self._at), None)

    def _step(self, layout: ChartLayout, step: int) -> None:
        shown = [placed.point.x for placed in layout.points]
        start = len(shown) if step < 0 else -1
        index = shown.index(self._at) if self._at in shown else start
        self._move_to(shown[min(max(index + step, 0), len(shown) - 1)])

    def _move_to(self, x: int | None) -> None:
        if x == self._at:
            return
        self._at = x
        placed = self._placed_cursor()
        if placed is not None and self._spec is not None:
            self.setAccessibleDescription(
                ", ".join(point_lines(placed.point, self._spec.y, self._translator))
            )
        self.hovered.emit(x)
        self.update()

    def _paint_cursor(self, painter: QPainter, layout: ChartLayout, placed: PlacedPoint) -> None:
        """A thin vertical through the period and its numbers in a box beside it."""
        assert self._spec is not None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = int(placed.x) + 0.5
        painter.setPen(QPen(QColor(self._theme.palette.ink_soft), 1))
        painter.drawLine(QPointF(x, layout.plot.top()), QPointF(x, layout.plot.bottom()))
        lines = point_lines(placed.point, self._spec.y, self._translator)
        self._paint_box(painter, self._read_out_box(layout, placed, lines), lines)

    def _read_out_box(self, layout: ChartLayout, placed: PlacedPoint, lines: list[str]) -> QRectF:
        """Right of the point, or left of it where there is no room; within the plot."""
        metrics = self._style.metrics
        wide = min(max(metrics.horizontalAdvance(line) for line in lines) + 2, 260)
        text = "\n".join(lines)
        bound = metrics.boundingRect(QRectF(0, 0, wide, 400), Qt.TextFlag.TextWordWrap, text)
        width, height = wide + 17, bound.height() + 11
        left = placed.x + 12
        if left + width > self.width() - 2:
            left = max(2.0, placed.x - 12 - width)
        top = min(max(placed.y - height - 6, 2.0), layout.plot.bottom() - height)
        return QRectF(int(left) + 0.5, int(top) + 0.5, int(width), int(height))
