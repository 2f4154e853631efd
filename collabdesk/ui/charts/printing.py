"""Charts on paper through the system's printer: one fills a landscape page, more stand two on a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPagedPaintDevice, QPainter

from collabdesk.i18n import Translator
from collabdesk.ui.charts.picture import Drawn, picture_of
from collabdesk.ui.theme import LIGHT, Theme, Type

PX_PER_INCH = 88
"""The caption's 11 px come to 9 points on paper: nothing printed is smaller."""
LOWEST = 380
"""A chart with all its texts needs so much height, in these px."""
FOOT = 24
GREY = replace(
    LIGHT,
    accent="#000000",
    attention="#333333",
    danger="#000000",
    ink="#000000",
    ink_soft="#333333",
    line="#bbbbbb",
)
"""Everything that is told by a hue is told by a shape as well, so a black-and-white printer loses nothing."""


def per_page(height: float) -> int:
    """How many charts stand under each other on a page of this height in px."""
    return max(1, int((height - FOOT) // LOWEST))


def print_charts(
    device: QPagedPaintDevice,
    specs: Sequence[Drawn],
    theme: Theme,
    translator: Translator,
    foot: Callable[[int, int], str],
) -> int:
    """Paint the charts on the device's pages, with ``foot(page, of)`` under each; returns how many pages."""
    dpi = device.logicalDpiX()
    room = device.pageLayout().paintRectPixels(dpi)
    width, height = room.width() * PX_PER_INCH / dpi, room.height() * PX_PER_INCH / dpi
    each = per_page(height)
    pages = [specs[at : at + each] for at in range(0, len(specs), each)]
    size = QSize(int(width), int((height - FOOT) / (each if len(specs) > 1 else 1)))
    painter = QPainter(device)
    painter.scale(dpi / PX_PER_INCH, dpi / PX_PER_INCH)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            device.newPage()
        for at, spec in enumerate(page):
            painter.save()
            painter.translate(0, at * size.height())
            picture_of(spec, theme, translator, size, GREY).paint(painter)
            painter.restore()
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(Qt.GlobalColor.black)
        line = QRectF(0, height - FOOT, width, FOOT)
        painter.drawText(
            line, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter, foot(number, len(pages))
        )
    painter.end()
    return len(pages)
