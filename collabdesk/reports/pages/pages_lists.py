"""Lists to follow up and to sign: commitments and attendance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.content_parts import AttendanceLine, CommitmentLine
from collabdesk.reports.craft.blocks import Column, heading, paragraph, table, table_head, write_table
from collabdesk.reports.craft.flow import Block, gap, paginate
from collabdesk.reports.craft.fonts import clean, width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sections import BOLD, section_pages, shared_columns
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.structure import CELL, ROW
from collabdesk.reports.craft.style import BODY, SMALLEST, TITLE
from collabdesk.reports.craft.text import shorten_lines

_SIGN_ROW = 25.0
"""Height of a line to sign on: 9 mm."""
_SIGN_STEP = 11.0
"""From one line to the next where a name takes two of them."""
_MOST_NEW = 20
"""Lines for what is promised at this session: the last page is filled."""
_SPARE = 6
"""Empty lines, at least, for those who were not expected."""


def commitment_pages(sheet: Sheet, lines: Sequence[CommitmentLine], words: Words) -> list[PlannedPage]:
    """What teams promised and what became of it, then room for what they promise now."""
    if not lines:
        return []
    title, wide = words(msg("Commitments")), sheet.across
    columns = shared_columns(
        words,
        wide,
        (msg("Team"), 0.22, BOLD),
        (msg("What was agreed"), 0.31),
        (msg("Who"), 0.13),
        (msg("By when"), 0.14),
        (msg("Where it stands"), 0.20),
    )
    blocks: list[Block] = [heading(title, wide, above=0, size=TITLE)]
    for agreed in dict.fromkeys(line.agreed for line in lines):
        mine = [line for line in lines if line.agreed == agreed]
        rows = [
            (
                line.team,
                line.text,
                line.owner,
                words(msg("{day}", day=line.due)) if line.due else "–",
                words(line.state),
            )
            for line in mine
        ]
        blocks += [heading(words(msg("Agreed at {session}", session=agreed)), wide), *table(columns, rows)]
    blocks += [
        heading(words(msg("New at this session")), wide),
        write_table(_new(columns, wide), 3, _MOST_NEW),
    ]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "commitments")


def _new(columns: Sequence[Column], wide: float) -> list[Column]:
    """The same columns to write in, without the last, over the whole width."""
    shares = (0.24, 0.44, 0.17, 0.15)
    return [replace(column, wide=wide * share) for column, share in zip(columns[:-1], shares, strict=True)]


def attendance_pages(
    sheet: Sheet, lines: Sequence[AttendanceLine], days: int, words: Words
) -> list[PlannedPage]:
    """Everybody who is expected with room to sign for each day, and empty lines for the others."""
    if not lines:
        return []
    title, wide = words(msg("Attendance")), sheet.across
    heads = _attendance_heads(wide, min(max(days, 1), 3), words)
    head = table_head(heads)
    said = words(msg("Please sign beside your name; write yourself in if it is missing."))
    blocks: list[Block] = [
        heading(title, wide, above=0, size=TITLE),
        paragraph(said, wide, soft=True),
        gap(6),
        head,
    ]
    for number, line in enumerate([*lines, *[AttendanceLine(team="")] * _SPARE], start=1):
        blocks.append(_sign_row(heads, (str(number), line.team, line.name, line.job), head))
    last = paginate(blocks, sheet.room)[-1][-1]
    more = int((sheet.room - last.down - last.high) / _SIGN_ROW)  # the last sheet is filled: paper to sign on
    first = len(lines) + _SPARE + 1
    blocks += [_sign_row(heads, (str(number),), head) for number in range(first, first + more)]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "attendance")


def _attendance_heads(wide: float, days: int, words: Words) -> list[Column]:
    sign = 0.33 / days
    names = (
        [words(msg("Signature"))]
        if days == 1
        else [words(msg("Day {number}", number=day)) for day in range(1, days + 1)]
    )
    return [
        Column(head=words(msg("No.")), wide=wide * 0.06),
        Column(head=words(msg("Team")), wide=wide * 0.25, bold=True),
        Column(head=words(msg("Name")), wide=wide * 0.22),
        Column(head=words(msg("Job")), wide=wide * 0.14),
        *(Column(head=name, wide=wide * sign) for name in names),
    ]


def _fitted(text: str, room: float, bold: bool, *, large: bool) -> tuple[tuple[str, ...], float]:
    """A cell's lines and their size: a name too long for the large one takes two small lines, which a row holds."""
    if large and width(clean(text), BODY, bold) <= room:
        return (clean(text),), BODY
    return shorten_lines(text, room, SMALLEST, 2, bold), SMALLEST


def _sign_row(columns: Sequence[Column], texts: Sequence[str], head: Block) -> Block:
    wide = sum(column.wide for column in columns)

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        x, edges = left, []
        with pen.part(ROW):
            for index, column in enumerate(columns):
                if index < len(texts):
                    lines, size = _fitted(texts[index], column.wide - 6, column.bold, large=index == 1)
                    y = top - _SIGN_ROW / 2 - 3.4 + (len(lines) - 1) * _SIGN_STEP / 2
                    pen.write(x + 3, y, lines, step=_SIGN_STEP, kind=CELL, size=size, bold=column.bold)
                if index:
                    edges.append([(x, top), (x, top - _SIGN_ROW)])
                x += column.wide
        pen.lines(edges, ink=pen.palette.grid, thick=0.6)
        pen.lines(
            [[(left, top - _SIGN_ROW), (left + wide, top - _SIGN_ROW)]], ink=pen.palette.rule, thick=0.6
        )

    return Block(high=_SIGN_ROW, draw=draw, head=head)
