"""The driver diagram on paper: landscape, vectors, grey."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from collabdesk.charts.driver_diagram import (
    NOTE_SIZE,
    PAD,
    SIZE,
    STEP,
    Box,
    DriverDiagram,
    DriverTree,
    lay_out,
)
from collabdesk.i18n import Translator, msg
from collabdesk.reports.content import Paper
from collabdesk.reports.craft.document import LaidDocument
from collabdesk.reports.craft.fonts import clean
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.structure import HEADINGS, TEXT
from collabdesk.reports.craft.style import MARGIN, TITLE
from collabdesk.reports.craft.text import shorten, wrap

_HEAD = 40.0
_FOOT = 22.0


@dataclass(frozen=True, kw_only=True)
class DiagramPrint:
    """What stands around the diagram."""

    collaborative: str
    office: str = ""
    paper: Paper = Paper.A4
    printed_on: dt.date | None = None


def build_diagram(about: DiagramPrint, tree: DriverTree, translator: Translator, path: Path) -> int:
    """Write the PDF; returns the number of its pages."""
    upright = Sheet.of(about.paper)
    sheet = Sheet(wide=upright.high, high=upright.wide)
    room = sheet.high - 2 * MARGIN - _HEAD - _FOOT
    pages = lay_out(tree, lambda text: clean(translator.text(text)), wrap, room)
    return LaidDocument(
        planned=tuple(
            PlannedPage(section="", head=False, draw=_drawing(sheet, about, page)) for page in pages
        ),
        sheet=sheet,
        translator=translator,
        title=translator.text(msg("Driver diagram: {name}", name=about.collaborative)),
        author=about.office,
        subject="",
        day=about.printed_on or dt.date.today(),
    ).save(path)


def _drawing(sheet: Sheet, about: DiagramPrint, page: DriverDiagram) -> Callable[[Pen], None]:
    def draw(pen: Pen) -> None:
        _head(pen, sheet, about)
        paint_diagram(pen, page, sheet.left, sheet.high - MARGIN - _HEAD)

    return draw


def paint_diagram(pen: Pen, diagram: DriverDiagram, left: float, top: float) -> None:
    """Draw one sheet of the diagram with its upper left corner at ``left``, ``top``."""
    for x, text in diagram.heads:
        pen.text(left + x, top - 10, text, bold=True, ink=pen.palette.soft)
    lines = [[(left + x, top - y) for x, y in link.points] for link in diagram.links]
    pen.lines(lines, ink=pen.palette.rule, thick=0.9)
    for box in diagram.boxes:
        _box(pen, box, left + box.x, top - box.y)


def _box(pen: Pen, box: Box, x: float, y: float) -> None:
    fill = pen.palette.wash if box.column < 2 else (1.0, 1.0, 1.0)
    thick = (1.4, 1.0, 0.8, 0.5)[box.column]
    pen.box(x, y - box.high, box.wide, box.high, fill=fill, ink=pen.palette.ink, thick=thick)
    pad = (box.high - (len(box.lines) + bool(box.note)) * STEP) / 2
    base = y - pad - SIZE * 0.92
    with pen.part(TEXT):
        base = pen.write(x + PAD, base, box.lines, step=STEP, size=SIZE, bold=box.column < 2)
        pen.text(x + PAD, base, box.note, size=NOTE_SIZE, ink=pen.palette.soft)


def _head(pen: Pen, sheet: Sheet, about: DiagramPrint) -> None:
    y = sheet.high - MARGIN - 14
    title = shorten(about.collaborative, sheet.across * 0.7, TITLE * 0.85, True)
    pen.write(sheet.left, y, (title,), step=0, kind=HEADINGS[0], size=TITLE * 0.85, bold=True)
    pen.text(sheet.right, y, pen.word(msg("Driver diagram")), size=11, ink=pen.palette.soft, align=1)
    pen.lines([[(sheet.left, y - 8), (sheet.right, y - 8)]], ink=pen.palette.rule, thick=0.6)
