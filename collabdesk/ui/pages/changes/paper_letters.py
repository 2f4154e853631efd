"""Texts on screen in the font of the paper, for what is laid out once for both.

The font is read for these texts alone: added to the application's fonts it would become everybody's.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QGlyphRun, QPainter, QRawFont

from collabdesk import paths


class PaperLetters:
    """Draws lines of text. A line with a letter that the font lacks is drawn in ``other``."""

    def __init__(self, other: QFont) -> None:
        self._other = other
        self._fonts: dict[tuple[bool, float], QRawFont] = {}

    def draw(self, painter: QPainter, at: QPointF, text: str, *, bold: bool, size: float) -> None:
        """One line with its base line at ``at``, in the painter's pen."""
        font = self._font(bold, round(size, 1))
        glyphs = list(font.glyphIndexesForString(text))
        if not font.isValid() or 0 in glyphs:
            self._draw_other(painter, at, text, bold=bold, size=size)
            return
        places, x = [], 0.0
        for advance in font.advancesForGlyphIndexes(glyphs):
            places.append(QPointF(x, 0.0))
            x += advance.x()
        run = QGlyphRun()
        run.setRawFont(font)
        run.setGlyphIndexes(glyphs)
        run.setPositions(places)
        painter.drawGlyphRun(at, run)

    def _draw_other(self, painter: QPainter, at: QPointF, text: str, *, bold: bool, size: float) -> None:
        font = QFont(self._other)
        font.setBold(bold)
        font.setPixelSize(round(size))
        painter.setFont(font)
        painter.drawText(at, text)

    def _font(self, bold: bool, size: float) -> QRawFont:
        if (bold, size) not in self._fonts:
            file = "NotoSans-SemiCondensedBold.ttf" if bold else "NotoSans-SemiCondensed.ttf"
            self._fonts[bold, size] = QRawFont(str(paths.resource(f"fonts/{file}")), size)
        return self._fonts[bold, size]
