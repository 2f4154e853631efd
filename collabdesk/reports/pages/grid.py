"""A grid with names down the side and across the top, cut into pages both ways: the matrix, the spread board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from collabdesk.reports.craft.flow import Block, gap
from collabdesk.reports.craft.fonts import width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.structure import CELL, FIRST_ROW, HEAD_CELL, ROW
from collabdesk.reports.craft.style import BODY, SMALLEST
from collabdesk.reports.craft.text import shorten, shorten_lines

_SIDE = 0.32
"""The share of the width for the names of the rows."""
_LEAST = 54.0
"""A column that is narrower cannot be headed."""
_FEWEST = 4
"""Columns side by side, whatever their words."""
_HEAD_LINES = 7
_LINE = 11.0
_ROW, _LEAST_ROW = 19.0, 15.5
"""Height of a row, easy to follow with a ruler; where that saves a page, lower."""
DrawCell = Callable[[Pen, float, float, float], None]
"""Draws with pen, left edge, middle line and width."""


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """A cell; ``told``: what is read of it, where a sign says something."""

    draw: DrawCell
    told: str = ""


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """One row: its name, what stands small behind it, a drawing per column. ``strong``: a row of sums."""

    name: str
    detail: str = ""
    cells: Sequence[GridCell]
    strong: bool = False


def grid_blocks(
    wide: float, corner: str, heads: Sequence[str], rows: Sequence[GridRow], room: float, above: float
) -> list[Block]:
    """The grid as blocks; more columns than a page is wide follow below, evenly shared: under the first ones
    where all parts fit into ``room``, else each on a new page. ``above``: what stands before it on its first page.
    """
    side, parts = _shared(wide, heads, rows)
    size = max(1, -(-len(heads) // parts))
    blocks: list[Block] = []
    alone = parts * ((len(rows) + 1) * _ROW + _HEAD_LINES * _LINE) > room
    for first in range(0, len(heads), size):
        names = heads[first : first + size]
        each = (wide - side) / max(len(names), _FEWEST)
        head = _head(side, each, corner, names)
        high = _row_height(len(rows), room - head.high - (above if not first else 0.0))
        if first:
            blocks.append(replace(head, new_page=True) if alone else gap(14))
        if not (first and alone):
            blocks.append(head)
        made = [
            _row(side, each, replace(row, cells=row.cells[first : first + size]), head, high) for row in rows
        ]
        sums = next((at for at, row in enumerate(rows) if row.strong), len(rows))
        blocks += made[:sums]
        blocks += [replace(block, keep_with_next=block is not made[-1]) for block in made[sums:]]
    return blocks


def _shared(wide: float, heads: Sequence[str], rows: Sequence[GridRow]) -> tuple[float, int]:
    """(the width for names, how many parts the columns come in): narrower names where that saves a part."""
    least = max((width(row.name, BODY, True) + 12 for row in rows), default=0.0)
    usual = wide * _SIDE
    parts = [max(1, -(-len(heads) // _most(wide - side, heads))) for side in (usual, max(least, wide * 0.2))]
    narrow = least < usual and parts[1] < parts[0]
    return (max(least, wide * 0.2), parts[1]) if narrow else (usual, parts[0])


def _row_height(rows: int, room: float) -> float:
    """As low as is needed to stand on one page, where a little is enough for that."""
    return max(_LEAST_ROW, min(_ROW, room / rows)) if rows and rows * _LEAST_ROW <= room else _ROW


def _most(room: float, heads: Sequence[str]) -> int:
    """How many columns stand side by side: fewer where their words would be broken."""
    longest = max((width(word, SMALLEST, True) for head in heads for word in head.split()), default=0.0)
    return max(_FEWEST, int(room / max(_LEAST, longest + 6)))


def text_cell(text: str, *, bold: bool = False) -> GridCell:
    """A short text at the left of its column."""

    def draw(pen: Pen, left: float, middle: float, wide: float) -> None:
        pen.text(left + 3, middle - 3.2, shorten(text, wide - 5, SMALLEST, bold), bold=bold)

    return GridCell(draw=draw)


def _head(side: float, each: float, corner: str, names: Sequence[str]) -> Block:
    lines = [shorten_lines(name, each - 6, SMALLEST, _HEAD_LINES, True) for name in names]
    high = max([1, *(len(one) for one in lines)]) * _LINE + 7

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        pen.box(left, top - high, side + each * len(names), high, fill=pen.palette.wash)
        with pen.part(FIRST_ROW):
            pen.write(left + 3, top - high + 5, (corner,), step=_LINE, kind=HEAD_CELL, bold=True)
            for index, one in enumerate(lines):
                x, y = left + side + index * each + 3, top - high + 5 + (len(one) - 1) * _LINE
                pen.write(x, y, one, step=_LINE, kind=HEAD_CELL, bold=True)

    return Block(high=high + 0.5, draw=draw, keep_with_next=True)


def _row(side: float, each: float, row: GridRow, head: Block, high: float) -> Block:
    wide = side + each * len(row.cells)

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        y = top - high / 2
        with pen.part(ROW):
            with pen.part(CELL):
                _row_name(pen, row, left, y, side)
            for index, cell in enumerate(row.cells):
                with pen.part(CELL, cell.told):
                    cell.draw(pen, left + side + index * each, y, each)
        edge = top if row.strong else top - high
        thick = 1.0 if row.strong else 0.5
        pen.lines([[(left, edge), (left + wide, edge)]], ink=pen.palette.rule, thick=thick)

    return Block(high=high, draw=draw, head=head)


def _row_name(pen: Pen, row: GridRow, left: float, y: float, side: float) -> None:
    name = shorten(row.name, side - 8, BODY, True)
    pen.text(left + 3, y - 3.4, name, size=BODY, bold=True)
    taken = width(name, BODY, True) + 9
    if row.detail and taken + width(row.detail, SMALLEST) < side - 4:
        pen.text(left + taken, y - 3.4, row.detail, ink=pen.palette.soft)
