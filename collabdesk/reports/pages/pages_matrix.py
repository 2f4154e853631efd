"""The matrix of teams and indicators with the four signs, and the spread board."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Message, msg
from collabdesk.reports.charts.chart_painter import paint_sign
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.content_parts import Matrix, MatrixCell, SpreadBoard
from collabdesk.reports.craft.blocks import heading, paragraph
from collabdesk.reports.craft.flow import Block, gap, paginate
from collabdesk.reports.craft.fonts import width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sections import section_pages
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.style import SMALLEST, TITLE
from collabdesk.reports.craft.text import shorten
from collabdesk.reports.pages.grid import GridCell, GridRow, grid_blocks, text_cell

_SIGNS: tuple[tuple[Sign, Message], ...] = (
    (Sign.IMPROVED, msg("improved")),
    (Sign.WORSENED, msg("worsened")),
    (Sign.NO_SIGNAL, msg("no signal")),
    (Sign.NOT_ENOUGH, msg("not enough data")),
)


def matrix_pages(sheet: Sheet, matrix: Matrix | None, words: Words) -> list[PlannedPage]:
    """The section, or nothing without a matrix."""
    if matrix is None:
        return []
    title, wide = words(msg("Teams and indicators")), sheet.across
    rows = [
        GridRow(name=row.team, detail=row.detail, cells=[_cell(cell, words) for cell in row.cells])
        for row in matrix.rows
    ]
    counts = [_counted([row.cells[at].sign for row in matrix.rows]) for at in range(len(matrix.indicators))]
    sums = [
        GridRow(name=words(name), cells=[_count(sign, one[place]) for one in counts], strong=place == 0)
        for place, (sign, name) in enumerate(_SIGNS)
    ]
    under = msg(
        "Each sign is the verdict of the rules on that team's own chart; the number is the median of its last "
        "three points. This is no ranking."
    )
    opening: list[Block] = [
        heading(title, wide, above=0, size=TITLE),
        paragraph(words(under), wide, size=SMALLEST, soft=True),
        _legend(words),
        gap(4),
    ]
    corner, above = words(msg("Team")), sum(block.high for block in opening)
    blocks = [*opening, *grid_blocks(wide, corner, matrix.indicators, [*rows, *sums], sheet.room, above)]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "matrix")


def _legend(words: Words) -> Block:
    names = [(sign, words(name)) for sign, name in _SIGNS]

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        x = left + 4
        for sign, name in names:
            paint_sign(pen, sign, x, top - 9, 7.5)
            pen.text(x + 8, top - 12, name)
            x += width(name, SMALLEST) + 26

    return Block(high=18, draw=draw, keep_with_next=True)


def _cell(cell: MatrixCell, words: Words) -> GridCell:
    value = words(cell.value)
    told = f"{words(dict(_SIGNS)[cell.sign])}, {value}" if cell.sign else ""

    def draw(pen: Pen, left: float, middle: float, wide: float) -> None:
        if cell.sign is None:
            pen.text(left + 6, middle - 3.2, "–", ink=pen.palette.soft)
            return
        paint_sign(pen, cell.sign, left + 9, middle, 8)
        pen.text(left + 18, middle - 3.2, shorten(value, wide - 20, SMALLEST))

    return GridCell(draw=draw, told=told)


def _count(sign: Sign, count: int) -> GridCell:
    def draw(pen: Pen, left: float, middle: float, _wide: float) -> None:
        paint_sign(pen, sign, left + 9, middle, 7)
        pen.text(left + 18, middle - 3.2, str(count), bold=True)

    return GridCell(draw=draw)


def spread_pages(sheet: Sheet, board: SpreadBoard | None, words: Words) -> list[PlannedPage]:
    """Which team has taken up which change; nothing without a board."""
    if board is None:
        return []
    title, wide = words(msg("Spread board")), sheet.across
    told = dict(board.marks)
    rows = [
        GridRow(name=row.team, cells=[text_cell(_marked(cell, told, words)) for cell in row.cells])
        for row in board.rows
    ]
    doing = [text_cell(str(count), bold=True) for count in board.doing]
    rows.append(GridRow(name=words(msg("Teams doing it")), cells=doing, strong=True))
    under = msg("Which team has taken up which change, and where it stands with it. A dot: not begun.")
    opening: list[Block] = [
        heading(title, wide, above=0, size=TITLE),
        paragraph(words(under), wide, size=SMALLEST, soft=True),
        gap(4),
    ]
    corner, above = words(msg("Team")), sum(block.high for block in opening)
    blocks = [*opening, *grid_blocks(wide, corner, board.changes, rows, sheet.room, above)]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "spread")


def _marked(cell: str, told: dict[str, Message | str], words: Words) -> str:
    return words(told[cell]) if cell in told else "·"


def _counted(signs: Sequence[Sign | None]) -> tuple[int, ...]:
    """How many show each sign, in the order of the legend."""
    return tuple(signs.count(sign) for sign, _ in _SIGNS)
