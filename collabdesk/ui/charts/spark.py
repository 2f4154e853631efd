"""A small line without axes, for cells of tables: gaps stay gaps, the last point is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from collabdesk.ui.charts.style import ChartStyle, Line

_DOT = 1.8


def spark_runs(
    values: Sequence[float | None], scale: tuple[float, float], rect: QRectF
) -> list[list[QPointF]]:
    """The stretches of a line between its gaps, in px; a value beyond the scale stands on its edge."""
    low, high = scale
    span = (high - low) or 1.0
    step = rect.width() / max(len(values) - 1, 1)
    runs: list[list[QPointF]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            share = min(max((value - low) / span, 0.0), 1.0)
            runs[-1].append(QPointF(rect.left() + at * step, rect.bottom() - share * rect.height()))
    return [run for run in runs if run]


def paint_spark(painter: QPainter, runs: Sequence[Sequence[QPointF]], style: ChartStyle) -> None:
    """Paint the stretches; a single point between two gaps is a dot."""
    pen = style.pens[Line.DATA]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(pen.color(), 1.2))
    for run in runs:
        if len(run) > 1:
            painter.drawPolyline(list(run))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.fill)
    lone = [run[0] for run in runs if len(run) == 1]
    for at in [*lone, *([runs[-1][-1]] if runs else [])]:
        painter.drawEllipse(at, _DOT, _DOT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
