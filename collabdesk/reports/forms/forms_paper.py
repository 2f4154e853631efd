"""Data forms on paper: a team's indicators of one month with boxes to write in, for sites without a computer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from collabdesk.i18n import Message, Number, Translator, msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.content import Paper
from collabdesk.reports.craft.document import LaidDocument
from collabdesk.reports.craft.flow import Block, drawing, gap, paginate
from collabdesk.reports.craft.fonts import regular_name
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.craft.structure import CELL, FIRST_ROW, HEAD_CELL, HEADINGS, ROW
from collabdesk.reports.craft.style import BODY, LEADING, SMALLEST, TITLE
from collabdesk.reports.craft.text import Wording, shorten, wrap
from collabdesk.reports.forms.forms import FormBlock, FormLine, FormSet, TeamForm

_ROW = 26.0
"""Least height of a line: 9 mm, enough for a pen."""
_PAST, _BOX = 38.0, 58.0
_NAME_SHARE = 0.42
"""Of the room that the numbers leave, the indicator's name takes so much, what to count the rest."""


def write_paper(
    forms: FormSet, teams: Sequence[TeamForm], path: Path, translator: Translator, paper: Paper
) -> int:
    """A PDF with a form per team, in grey; returns its pages. Raises UserFacingError."""

    words = Wording(translator)
    regular_name()
    sheet = Sheet.of(paper)
    pages = [
        page for number, team in enumerate(teams) for page in _team_pages(sheet, forms, team, number, words)
    ]
    title = words(msg("Monthly numbers, {month}", month=forms.month))
    return LaidDocument(
        planned=tuple(pages), sheet=sheet, translator=translator,
        title=forms.collaborative, author=forms.office, subject=title, day=forms.printed_on,
    ).save(path)  # fmt: skip


def _team_pages(sheet: Sheet, forms: FormSet, team: TeamForm, number: int, words: Words) -> list[PlannedPage]:
    name = f"{team.name} ({team.code})" if team.code else team.name
    blocks = [_head(sheet, forms, team, name, words)]
    for block in team.blocks:
        blocks += [gap(8), *_table(sheet, block, words)]
    blocks += [gap(14), _signature(sheet, words)]
    entry = Entry(key=f"team{number}", title=name)
    return [
        PlannedPage(section=name, draw=drawing(page, sheet.left, sheet.top), entry=None if at else entry)
        for at, page in enumerate(paginate(blocks, sheet.room))
    ]


def _head(sheet: Sheet, forms: FormSet, team: TeamForm, name: str, words: Words) -> Block:
    """Team, month, place, and how to fill it in."""
    month = words(msg("Monthly numbers, {month}", month=forms.month))
    coach = words(msg("Coach: {name}", name=team.coach)) if team.coach else ""
    about = " · ".join(part for part in (team.place, coach) if part)
    told = words(_FILL_IN)
    if forms.due is not None:
        told += " " + words(msg("Please give it back by {day}.", day=forms.due))
    lines = wrap(told, sheet.across, BODY)
    high = TITLE * 2.6 + (16 if about else 0) + len(lines) * BODY * LEADING + 6

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        y, title = top - TITLE * 0.9, shorten(name, sheet.across, TITLE, True)
        pen.write(left, y, (title,), step=0, kind=HEADINGS[0], size=TITLE, bold=True)
        y -= TITLE * 1.15
        pen.text(left, y, month, size=14)
        if about:
            y -= 16
            pen.text(left, y, shorten(about, sheet.across, BODY), size=BODY, ink=pen.palette.soft)
        pen.write(left, y - BODY * LEADING - 4, lines, step=BODY * LEADING, size=BODY)

    return Block(high=high, draw=draw)


_FILL_IN = msg("No cases this month: write 0. Not known or not counted: leave the box empty.")


class _Widths:
    """The columns of a table: indicator, what to count, earlier periods, boxes."""

    def __init__(self, sheet: Sheet, block: FormBlock) -> None:
        boxes = len(block.periods)
        self.box = _BOX if boxes < 3 else 40.0
        numbers = len(block.earlier) * _PAST + boxes * self.box
        self.name = (sheet.across - numbers) * _NAME_SHARE
        self.asked = (sheet.across - numbers) * (1 - _NAME_SHARE)
        self.across = sheet.across

    @property
    def past(self) -> float:
        """Where the earlier periods begin."""
        return self.name + self.asked


def _table(sheet: Sheet, block: FormBlock, words: Words) -> list[Block]:
    """The lines of a block; a denominator never leaves its numerator, and the head stands on every page."""
    widths = _Widths(sheet, block)
    head = _table_head(block, widths, words)
    found = [head]
    lines = list(block.lines)
    while lines:
        group = [lines.pop(0)]
        while lines and lines[0].mark.line.is_second:
            group.append(lines.pop(0))
        found.append(_group(group, block, widths, words, head))
    return found


def _table_head(block: FormBlock, widths: _Widths, words: Words) -> Block:
    names = [words(msg("Indicator")), words(msg("What to count"))]
    periods = [wrap(words(_named(period)), _PAST - 4, SMALLEST, True) for period in block.earlier]
    boxes = [wrap(words(_named(period)), widths.box - 6, SMALLEST, True) for period in block.periods]
    high = max(len(lines) for lines in (*periods, *boxes)) * SMALLEST * LEADING + 7

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        pen.box(left, top - high, widths.across, high, fill=pen.palette.wash)
        step = SMALLEST * LEADING
        with pen.part(FIRST_ROW):
            pen.write(left + 4, top - 12, names[:1], step=step, kind=HEAD_CELL, bold=True)
            pen.write(left + widths.name + 4, top - 12, names[1:], step=step, kind=HEAD_CELL, bold=True)
            x = left + widths.past
            for lines, wide in (*((one, _PAST) for one in periods), *((one, widths.box) for one in boxes)):
                pen.write(x + wide / 2, top - 12, lines, step=step, kind=HEAD_CELL, bold=True, align=0.5)
                x += wide

    return Block(high=high, draw=draw, keep_with_next=True)


def _named(period: object) -> Message:
    return msg("{period}", period=period)


def _group(group: Sequence[FormLine], block: FormBlock, widths: _Widths, words: Words, head: Block) -> Block:
    """One indicator: its name once, and a line for each number."""
    name = wrap(group[0].indicator, widths.name - 8, BODY, True)
    asked = [wrap(words(line.asked), widths.asked - 8, SMALLEST) for line in group]
    heights = [max(_ROW, len(lines) * SMALLEST * LEADING + 9) for lines in asked]
    short = len(name) * BODY * LEADING + 9 - sum(heights)
    heights[-1] += max(0.0, short)
    high = sum(heights)

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        y = top
        for line, texts, tall in zip(group, asked, heights, strict=True):
            with pen.part(ROW):
                shown = name if y == top else ()
                pen.write(left + 4, top - 13, shown, step=BODY * LEADING, kind=CELL, size=BODY, bold=True)
                _draw_line(pen, left, y, tall, line, texts, block, widths, words)
            y -= tall
        pen.lines([[(left, top - high), (left + widths.across, top - high)]], ink=pen.palette.soft, thick=0.7)

    return Block(high=high, draw=draw, head=head)


def _draw_line(
    pen: Pen, left: float, top: float, tall: float, line: FormLine, texts: Sequence[str], block: FormBlock,
    widths: _Widths, words: Words,
) -> None:  # fmt: skip
    begin = top - tall / 2 - 3 + (len(texts) - 1) * SMALLEST * LEADING / 2
    pen.write(left + widths.name + 4, begin, texts, step=SMALLEST * LEADING, kind=CELL)
    x, y = left + widths.past, top - tall / 2 - 3
    for value in line.earlier:
        shown = "–" if value is None else words(_number(value))
        pen.write(x + _PAST - 8, y, (shown,), step=0, kind=CELL, ink=pen.palette.soft, align=1)
        x += _PAST
    for _ in block.periods:
        pen.box(x + 3, top - tall + 3, widths.box - 6, tall - 6, ink=pen.palette.ink, thick=1.0)
        x += widths.box


def _number(value: float) -> Message:
    return msg("{number}", number=Number(value, 0 if value == int(value) else 1))


def _signature(sheet: Sheet, words: Words) -> Block:
    """Who filled it in, when, and a line for a remark."""
    fields = [
        [(words(msg("Remarks")), 1.0)],
        [(words(msg("Filled in by")), 0.55), (words(msg("Date")), 0.45)],
    ]

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        from collabdesk.reports.craft.fonts import width

        y = top - 14
        for row in fields:
            x = left
            for name, share in row:
                pen.text(x, y, name, size=BODY)
                start = x + width(name, BODY) + 6
                end = x + sheet.across * share - (12 if share < 1 else 0)
                pen.lines([[(start, y - 2), (end, y - 2)]], ink=pen.palette.rule, thick=0.7)
                x += sheet.across * share
            y -= 26

    return Block(high=14 + 26 * len(fields), draw=draw)
