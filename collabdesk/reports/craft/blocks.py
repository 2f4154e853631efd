"""Ready-made blocks: headings, paragraphs, bulleted sentences, tables, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from collabdesk.reports.craft.flow import Block
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.structure import (
    CELL,
    FIRST_ROW,
    HEAD_CELL,
    HEADINGS,
    ITEM,
    ITEM_TEXT,
    ROW,
)
from collabdesk.reports.craft.style import BODY, HEADING, LEADING, SMALLEST, TITLE
from collabdesk.reports.craft.text import paragraphs, shorten, wrap

WRITING_LINE = 24.0
"""Distance of lines to write on by hand: 8.5 mm."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table: its head and its width in points. ``flag``: its cells are numbers of flags."""

    head: str
    wide: float
    flag: bool = False
    bold: bool = False


def heading(text: str, wide: float, *, above: float = 12.0, size: float = HEADING) -> Block:
    """A heading that stays with what follows."""
    lines = wrap(text, wide, size, True)
    step = size * LEADING

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        kind = HEADINGS[(size < TITLE) + (size < HEADING)]
        pen.write(left, top - above - size * 0.86, lines, step=step, kind=kind, size=size, bold=True)

    return Block(high=above + len(lines) * step + 2, draw=draw, keep_with_next=True)


def paragraph(
    text: str,
    wide: float,
    *,
    size: float = BODY,
    bold: bool = False,
    soft: bool = False,
    above: float = 0.0,
    bullet: bool = False,
) -> Block:
    """A paragraph in one piece; with ``bullet`` it hangs behind a dot."""
    indent = 11.0 if bullet else 0.0
    lines = paragraphs(text, wide - indent, size, bold)
    step = size * LEADING

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        ink = pen.palette.soft if soft else None
        y = top - above - size * 0.9
        if not bullet:
            pen.write(left, y, lines, step=step, size=size, bold=bold, ink=ink)
            return
        with pen.part(ITEM):
            pen.dots([(left + 4, y + size * 0.32)] if lines else [], ink=pen.palette.ink, across=3.2)
            pen.write(left + indent, y, lines, step=step, kind=ITEM_TEXT, size=size, bold=bold, ink=ink)

    return Block(high=above + len(lines) * step + 2, draw=draw)


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Block]:
    """A table of wrapped cells: rows are never split, and its head stands again on each page."""
    head = table_head(columns)
    blocks = [head]
    for cells in rows:
        blocks.append(_table_row(columns, cells, head))
    return blocks


def write_table(columns: Sequence[Column], least: int, most: int) -> Block:
    """Empty rows to fill by hand, as many as the page has room for, from ``least`` to ``most``."""
    head = table_head(columns)
    wide = sum(column.wide for column in columns)

    def draw(pen: Pen, left: float, top: float, high: float) -> None:
        head.draw(pen, left, top, head.high)
        y = top - head.high
        rows = min(most, int((high - head.high) / WRITING_LINE + 0.001))
        rules = [
            [(left, y - row * WRITING_LINE), (left + wide, y - row * WRITING_LINE)]
            for row in range(1, rows + 1)
        ]
        edges, x = [], left
        for column in columns[:-1]:
            x += column.wide
            edges.append([(x - 4, y - 3), (x - 4, y - rows * WRITING_LINE)])
        pen.lines(rules, ink=pen.palette.rule, thick=0.6)
        pen.lines(edges, ink=pen.palette.grid, thick=0.6)

    return Block(high=head.high + least * WRITING_LINE, draw=draw, stretch=True)


def table_head(columns: Sequence[Column]) -> Block:
    """The head of a table on a light ground, which stays with what follows."""
    wide = sum(column.wide for column in columns)

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        pen.box(left, top - 15, wide, 15, fill=pen.palette.wash)
        x = left
        with pen.part(FIRST_ROW):
            for column in columns:
                text = shorten(column.head, column.wide - 6, SMALLEST, True)
                with pen.part(HEAD_CELL):
                    pen.text(x + 3, top - 11, text, bold=True)
                x += column.wide

    return Block(high=15.5, draw=draw, keep_with_next=True)


def _table_row(columns: Sequence[Column], cells: Sequence[str], head: Block) -> Block:
    lines = [
        paragraphs(text, column.wide - 9, SMALLEST, column.bold)
        for column, text in zip(columns, cells, strict=True)
    ]
    step = SMALLEST * LEADING
    high = max(1, *(len(cell) for cell in lines)) * step + 6
    wide = sum(column.wide for column in columns)

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        from collabdesk.reports.charts.chart_painter import paint_flag
        from collabdesk.reports.craft.fonts import width

        x = left
        with pen.part(ROW):
            for column, cell in zip(columns, lines, strict=True):
                y = top - 3 - SMALLEST * 0.95
                with pen.part(CELL):
                    for line in cell:
                        if column.flag:
                            paint_flag(pen, x + 3, y - 2.2, line, width(line, SMALLEST, True) + 5)
                        else:
                            pen.text(x + 3, y, line, bold=column.bold)
                        y -= step
                x += column.wide
        pen.lines([[(left, top - high), (left + wide, top - high)]], ink=pen.palette.rule, thick=0.5)

    return Block(high=high, draw=draw, head=head)
