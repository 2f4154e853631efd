"""What stands on the wall around and between its tiles, or in their place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from collabdesk.ui.theme import GAP_LARGE

RING = 5
"""How far frames reach beyond a tile, in px."""
_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def around(tile: QRect) -> QRect:
    """A tile with its frames."""
    return tile.adjusted(-RING, -RING, RING, RING)


def paint_headings(
    painter: QPainter, canvas: QWidget, font: QFont, headings: Sequence[tuple[QRect, str]], top: int
) -> None:
    """The headings of the groups; ``top`` is how far the wall is scrolled."""
    painter.setFont(font)
    painter.setPen(canvas.palette().color(QPalette.ColorRole.Text))
    for place, text in headings:
        painter.drawText(place.translated(0, -top), _TOP_LEFT, text)


def paint_empty(painter: QPainter, canvas: QWidget, font: QFont, text: str) -> None:
    """What to do next, where there are no charts."""
    painter.setFont(font)
    painter.setPen(canvas.palette().color(QPalette.ColorRole.PlaceholderText))
    area = canvas.rect().adjusted(GAP_LARGE, GAP_LARGE, -GAP_LARGE, -GAP_LARGE)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
