"""How a chart looks: pens, brushes and fonts made once per theme, not once per chart."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen

from collabdesk.ui.theme import SMALLEST_TYPE, Palette, mixed


class Detail(enum.Enum):
    """How much is drawn: a tile of the wall, or the large chart with every label."""

    TILE = "tile"
    FULL = "full"


class Line(enum.Enum):
    """What a stroke stands for."""

    GRID = enum.auto()
    AXIS = enum.auto()
    BAND_EDGE = enum.auto()
    DATA = enum.auto()
    MEDIAN = enum.auto()
    MEDIAN_EXTENDED = enum.auto()
    MEDIAN_PROVISIONAL = enum.auto()
    OLD_MEDIAN = enum.auto()
    OLD_EXTENDED = enum.auto()
    OLD_PROVISIONAL = enum.auto()
    LIMIT = enum.auto()
    OLD_LIMIT = enum.auto()
    DEFINITION = enum.auto()
    SECOND = enum.auto()
    TARGET = enum.auto()
    FLAG = enum.auto()
    FLAG_TICK = enum.auto()
    OTHER = enum.auto()
    OTHER_2 = enum.auto()
    OTHER_3 = enum.auto()
    WINDOW = enum.auto()
    FUNNEL_LIMIT = enum.auto()
    FUNNEL_OUTER = enum.auto()


class Tone(enum.Enum):
    """The colour of a text."""

    INK = enum.auto()
    SOFT = enum.auto()
    ACCENT = enum.auto()
    FLAG = enum.auto()


@dataclass(frozen=True, kw_only=True, eq=False)
class ChartStyle:
    """Pens, brushes and fonts of one palette. Sizes are in logical px."""

    palette: Palette
    pens: dict[Line, QPen]
    tones: dict[Tone, QPen]
    mark: QPen
    """The outline of hollow marks."""
    signal: QPen
    """Rings and squares."""
    fill: QBrush
    ground: QBrush
    band: QBrush
    window: QBrush
    """Before and after a change: hatched, so that it is not taken for an action period."""
    flag_fill: QBrush
    font: QFont
    metrics: QFontMetricsF
    line: int
    """The height of a line of text."""

    @classmethod
    def of(cls, palette: Palette, font: QFont) -> ChartStyle:
        """The style of a palette; ``font`` is the caption font, raised to 11 px if smaller."""
        caption = QFont(font)
        caption.setPixelSize(max(SMALLEST_TYPE, font.pixelSize()))
        return cls(
            palette=palette,
            pens=_pens(palette),
            tones={
                Tone.INK: QPen(QColor(palette.ink)),
                Tone.SOFT: QPen(QColor(palette.ink_soft)),
                Tone.ACCENT: QPen(QColor(palette.accent)),
                Tone.FLAG: QPen(QColor(palette.on_accent if palette.dark else palette.surface)),
            },
            mark=_pen(palette.accent, 1.4),
            signal=_pen(palette.ink, 1.2),
            fill=QBrush(QColor(palette.accent)),
            ground=QBrush(QColor(palette.surface)),
            band=QBrush(QColor(mixed(palette.surface, palette.ink, 0.05 if palette.dark else 0.04))),
            window=QBrush(
                QColor(mixed(palette.surface, palette.attention, 0.28)), Qt.BrushStyle.BDiagPattern
            ),
            flag_fill=QBrush(QColor(palette.attention)),
            font=caption,
            metrics=QFontMetricsF(caption),
            line=math.ceil(QFontMetricsF(caption).height()),
        )


def _pens(palette: Palette) -> dict[Line, QPen]:
    """Solid, dashed and dotted tell the three medians apart, the long dash the target; none needs its hue."""
    old = palette.ink_soft
    return {
        Line.GRID: _pen(mixed(palette.surface, palette.line, 0.6), 1),
        Line.AXIS: _pen(mixed(palette.line, palette.ink_soft, 0.5), 1),
        Line.BAND_EDGE: _pen(palette.line, 1),
        Line.DATA: _pen(palette.accent, 1.5),
        Line.MEDIAN: _pen(palette.ink, 1.3),
        Line.MEDIAN_EXTENDED: _pen(palette.ink, 1.3, (5, 4)),
        Line.MEDIAN_PROVISIONAL: _pen(palette.ink, 1.5, (1, 3)),
        Line.OLD_MEDIAN: _pen(old, 0.8),
        Line.OLD_EXTENDED: _pen(old, 0.8, (6, 5)),
        Line.OLD_PROVISIONAL: _pen(old, 0.9, (1, 4)),
        Line.LIMIT: _pen(palette.ink_soft, 1.1, (6, 2, 1, 2)),
        Line.OLD_LIMIT: _pen(palette.ink_soft, 0.7, (6, 2, 1, 2)),
        Line.DEFINITION: _pen(palette.ink_soft, 1.4, (2, 2)),
        Line.SECOND: _pen(palette.ink_soft, 1.0),
        Line.TARGET: _pen(palette.ink_soft, 1.2, (14, 5)),
        Line.FLAG: _pen(mixed(palette.attention, palette.surface, 0.45), 1),
        Line.FLAG_TICK: _pen(palette.attention, 2),
        Line.OTHER: _pen(palette.ink_soft, 1.4),
        Line.OTHER_2: _pen(palette.ink_soft, 1.4, (4, 2)),
        Line.OTHER_3: _pen(palette.ink_soft, 1.4, (1, 2)),
        Line.FUNNEL_LIMIT: _pen(palette.ink_soft, 1.1, (4, 3)),
        Line.FUNNEL_OUTER: _pen(palette.ink_soft, 1.3),
        Line.WINDOW: _pen(palette.attention, 2.2),
    }


def _pen(colour: str, width: float, dashes: tuple[float, ...] = ()) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern(dashes)
    return pen
