"""One tile of the wall: name, headline, sign and small chart, as a picture that can be kept."""

from __future__ import annotations

import html
import math
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator, msg
from collabdesk.ui.charts.layout import ChartLayout
from collabdesk.ui.charts.marks import paint_sign
from collabdesk.ui.charts.painter import lay_out, paint_chart
from collabdesk.ui.charts.readout import has_data, point_lines
from collabdesk.ui.charts.sketch import Sketch
from collabdesk.ui.charts.stamps import Stamps
from collabdesk.ui.charts.style import ChartStyle, Detail, Line, Tone
from collabdesk.ui.theme import Theme, Type

_PAD = 10
_TOP = 6
_SIGN = 10
_PLOT_LEFT = 40.0
"""Where the plot begins within a tile's chart, until a whole chart was laid out and tells."""
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class TilePainter:
    """Paints tiles in one theme; made anew when the theme changes."""

    def __init__(self, theme: Theme, translator: Translator):
        self._translator = translator
        self._style = ChartStyle.of(theme.palette, theme.font(Type.CAPTION))
        self._name_font = theme.font(Type.BODY, bold=True)
        self._head_font = theme.font(Type.BODY)
        self._name_metrics = QFontMetricsF(self._name_font)
        self._head_metrics = QFontMetricsF(self._head_font)
        self._stamps = Stamps(self._style)
        self._ground: tuple[QSize, float, QPixmap] | None = None
        self._plot_edges = (_PLOT_LEFT, 0.0, 0.0, 0.0)
        self._line = math.ceil(self._name_metrics.height()) + 2
        self.head = 2 * self._line + 2 * _TOP
        """The height of the name and the headline in px."""

    def picture(self, title: str, spec: ChartSpec, size: QSize, ratio: float) -> QPixmap:
        """The tile as a pixmap of ``size`` logical px at a device pixel ratio."""
        pixmap = QPixmap(self._empty(size, ratio))
        painter = QPainter(pixmap)
        self._head(painter, title, spec, size.width())
        self._body(painter, spec, self.chart_rect(QRect(0, 0, size.width(), size.height())))
        painter.end()
        return pixmap

    def sketch(self, painter: QPainter, title: str, sketch: Sketch | None, rect: QRect, ratio: float) -> None:
        """The tile in a tenth of the time, for this moment: its name, and the line where it is known."""
        painter.drawPixmap(rect.topLeft(), self._empty(rect.size(), ratio))
        room = self._name_width(rect.width())
        name = self._name_metrics.elidedText(title, Qt.TextElideMode.ElideMiddle, room)
        painter.setPen(self._style.tones[Tone.INK])
        painter.setFont(self._name_font)
        place = QRectF(rect.left() + _PAD, rect.top() + _TOP, room, self._line)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        if sketch is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._style.pens[Line.DATA])
        for stretch in sketch.stretches(self.chart_rect(rect).adjusted(*self._plot_edges)):
            painter.drawLines([QLineF(*pair) for pair in pairwise(stretch)])

    def outline(
        self, painter: QPainter, rect: QRect, *, selected: bool, current: bool, focused: bool, hovered: bool
    ) -> None:
        """What changes often and is not kept: frames for hover, selection and focus, and the tick."""
        palette, painted = self._style.palette, QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if hovered and not selected:
            painter.setPen(QColor(palette.ink_soft))
            painter.drawRoundedRect(painted, 4, 4)
        if selected:
            self._stroke(painter, painted.adjusted(0.5, 0.5, -0.5, -0.5), palette.accent, 2)
            self._tick(painter, QRectF(rect.right() - 21, rect.top() + 7, 15, 15))
        if current and focused:
            self._stroke(painter, painted.adjusted(-3.5, -3.5, 3.5, 3.5), palette.ink, 2)

    def chart_rect(self, tile: QRect) -> QRectF:
        """Where the chart is within a tile."""
        return QRectF(tile).adjusted(_PAD, self.head, -_PAD + 2, -5)

    def layout(self, spec: ChartSpec, tile: QRect) -> ChartLayout:
        """What lies where in a tile's chart."""
        return lay_out(spec, self.chart_rect(tile), self._style, self._translator, Detail.TILE)

    def tip(self, title: str, spec: ChartSpec, tile: QRect, at: QPointF) -> str:
        """The tooltip at a position of a tile (rich text): a point's numbers, or the name if it was cut."""
        lines, layout = list[str](), self.layout(spec, tile)
        inside = layout.plot.adjusted(-4, -4, 4, 20).contains(at)
        if inside and has_data(spec) and (placed := layout.column_at(at)) is not None:
            lines = point_lines(placed.point, spec.y, self._translator)
        elif not inside and self._name_is_cut(title, tile.width()):
            lines = [title]
        return "<br>".join(html.escape(line) for line in lines)

    def _name_is_cut(self, title: str, width: int) -> bool:
        return self._name_metrics.horizontalAdvance(title) > self._name_width(width)

    def _empty(self, size: QSize, ratio: float) -> QPixmap:
        """A tile without anything on it, drawn once and copied for each."""
        if self._ground is None or self._ground[:2] != (size, ratio):
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(self._style.palette.canvas))
            painter = QPainter(pixmap)
            self._card(painter, QRectF(0.5, 0.5, size.width() - 1, size.height() - 1))
            painter.end()
            self._ground = (QSize(size), ratio, pixmap)
        return self._ground[2]

    def _card(self, painter: QPainter, rect: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._style.palette.line))
        painter.setBrush(self._style.ground)
        painter.drawRoundedRect(rect, 4, 4)

    def _head(self, painter: QPainter, title: str, spec: ChartSpec, width: int) -> None:
        room, wide = self._name_width(width), width - 2 * _PAD + 2
        painter.setPen(QColor(self._style.palette.ink))
        painter.setFont(self._name_font)
        name = self._name_metrics.elidedText(title, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRectF(_PAD, _TOP, room, self._line), Qt.AlignmentFlag.AlignVCenter, name)
        headline = self._translator.text(spec.headline)
        painter.setFont(self._head_font)
        painter.setPen(QColor(self._style.palette.ink_soft))
        short = self._head_metrics.elidedText(headline, Qt.TextElideMode.ElideRight, wide - _SIGN - 6)
        painter.drawText(
            QRectF(_PAD, _TOP + self._line, room, self._line), Qt.AlignmentFlag.AlignVCenter, short
        )
        left = _PAD + (self._head_metrics.horizontalAdvance(short) + 6 if short else 0)
        paint_sign(
            painter, spec.sign, QRectF(left, _TOP + 1.5 * self._line - _SIGN / 2, _SIGN, _SIGN), self._style
        )

    def _body(self, painter: QPainter, spec: ChartSpec, rect: QRectF) -> None:
        if has_data(spec):
            plot = paint_chart(
                painter, rect, spec, self._style, self._translator, Detail.TILE, self._stamps
            ).plot
            self._plot_edges = (
                plot.left() - rect.left(),
                plot.top() - rect.top(),
                plot.right() - rect.right(),
                plot.bottom() - rect.bottom(),
            )
            return
        painter.setFont(self._style.font)
        painter.setPen(QColor(self._style.palette.ink_soft))
        painter.drawText(rect, _CENTRED, self._translator.text(msg("No data yet")))

    @staticmethod
    def _stroke(painter: QPainter, rect: QRectF, colour: str, width: float) -> None:
        pen = painter.pen()
        pen.setColor(QColor(colour))
        pen.setWidthF(width)
        painter.setPen(pen)
        painter.drawRoundedRect(rect, 5, 5)

    def _tick(self, painter: QPainter, rect: QRectF) -> None:
        palette = self._style.palette
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent))
        painter.drawRoundedRect(rect, 3, 3)
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(QColor(palette.on_accent))
        pen.setWidthF(2)
        painter.setPen(pen)
        painter.drawPolyline(
            [rect.topLeft() + QPointF(x, y) for x, y in ((3.5, 7.5), (6.5, 10.5), (11.5, 4.5))]
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)

    @staticmethod
    def _name_width(width: int) -> float:
        return width - 2 * _PAD - 12
