"""A chart in its barest form, for the moment in which there is no time for more: the line alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """The values of a series, NaN where the line is broken, on the scale from ``low`` to ``high``."""

    y: Sequence[float]
    low: float
    high: float

    def stretches(self, plot: QRectF) -> list[list[QPointF]]:
        """The line within a rectangle, as the whole chart will have it."""
        if not self.y:
            return []
        pitch, foot = plot.width() / len(self.y), plot.bottom()
        left, unit = plot.left() + pitch / 2, plot.height() / ((self.high - self.low) or 1)
        run: list[QPointF] = []
        runs = [run]
        for at, y in enumerate(self.y):
            if y == y:
                px = foot - (min(max(y, self.low), self.high) - self.low) * unit
                run.append(QPointF(left + at * pitch, px))
            elif run:
                run = []
                runs.append(run)
        return [run for run in runs if run]
