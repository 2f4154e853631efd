"""The one place that paints a run chart: the wall, the large chart, pictures and previews call `paint_chart`."""

from __future__ import annotations

from itertools import groupby, pairwise
from operator import attrgetter

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEngine, QPainter

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator
from collabdesk.ui.charts.full_layout import full_layout
from collabdesk.ui.charts.layout import ChartLayout, Label
from collabdesk.ui.charts.marks import paint_mark, paint_marks
from collabdesk.ui.charts.stamps import Stamps
from collabdesk.ui.charts.style import ChartStyle, Detail, Line, Tone
from collabdesk.ui.charts.tile_layout import tile_layout

_CRISP = frozenset({Line.GRID, Line.AXIS, Line.BAND_EDGE, Line.FLAG, Line.FLAG_TICK})
"""Upright and level lines of one pixel: smoothing them would cost 14 times as much and change nothing."""


def paint_chart(
    painter: QPainter,
    rect: QRectF,
    spec: ChartSpec,
    style: ChartStyle,
    translator: Translator,
    detail: Detail,
    stamps: Stamps | None = None,
) -> ChartLayout:
    """Lay a chart out in ``rect`` (logical px) and paint it; returns what lies where."""
    layout = lay_out(spec, rect, style, translator, detail)
    paint_layout(painter, layout, style, stamps)
    return layout


def lay_out(
    spec: ChartSpec,
    rect: QRectF,
    style: ChartStyle,
    translator: Translator,
    detail: Detail,
    span: tuple[float, float] | None = None,
) -> ChartLayout:
    """A chart's geometry. ``span`` shows a part of the x axis only (full charts)."""
    if detail is Detail.TILE:
        return tile_layout(spec, rect, style, translator)
    return full_layout(spec, rect, style, translator, span)


def paint_layout(
    painter: QPainter, layout: ChartLayout, style: ChartStyle, stamps: Stamps | None = None
) -> None:
    """Paint what was laid out: bands, lines, marks, flags, labels. The ground is the caller's.

    With ``stamps`` the marks are copied from pictures. On screen the series is drawn line by line, which takes a
    tenth of the time; its dots hide that nothing joins them.
    """
    on_screen = painter.paintEngine().type() is QPaintEngine.Type.Raster
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for band in layout.bands:
        painter.fillRect(band, style.band)
    for window in layout.windows:
        painter.fillRect(window, style.window)
    for stroke in layout.strokes:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, stroke.line not in _CRISP)
        painter.setPen(style.pens[stroke.line])
        if len(stroke.points) == 2:
            painter.drawLine(stroke.points[0], stroke.points[1])
        elif stroke.line is Line.DATA and on_screen:
            painter.drawLines([QLineF(*pair) for pair in pairwise(stroke.points)])
        else:
            painter.drawPolyline(stroke.points)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if stamps is not None:
        stamps.paint(painter, layout.marks, layout.radius, layout.halo)
    else:
        for mark, alike in groupby(layout.marks, key=_mark):
            places = [QPointF(placed.x, placed.y) for placed in alike]
            paint_marks(painter, mark, places, layout.radius, style, layout.halo)
    painter.setFont(style.font)
    for label in layout.labels:
        _paint_label(painter, label, style)
    _paint_flag_boxes(painter, layout, style)
    painter.restore()


_mark = attrgetter("mark")


def _paint_label(painter: QPainter, label: Label, style: ChartStyle) -> None:
    rect = label.rect
    if label.over:
        ground = style.ground.color()
        ground.setAlpha(225)
        painter.fillRect(rect, ground)
    if label.mark is not None:
        paint_mark(painter, label.mark, QPointF(rect.left() + 9, rect.center().y()), 2, style)
        rect = rect.adjusted(16, 0, 0, 0)
    painter.setPen(style.tones[label.tone])
    painter.drawText(rect, label.align | Qt.TextFlag.TextDontClip, label.text)


def _paint_flag_boxes(painter: QPainter, layout: ChartLayout, style: ChartStyle) -> None:
    for placed in (placed for placed in layout.flags if not placed.box.isEmpty()):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.flag_fill)
        painter.drawRoundedRect(placed.box, 2, 2)
        painter.setPen(style.tones[Tone.FLAG])
        painter.drawText(placed.box, Qt.AlignmentFlag.AlignCenter, str(placed.flag.number))
