"""The briefing of a visit on one page: the team's charts, what was agreed, what to check and what to recount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Message, msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.charts.charts_block import LEAST_PLOT, chart_rows
from collabdesk.reports.coaching.coaching_content import NumberedLine, VisitPaper
from collabdesk.reports.craft.blocks import Column, heading, paragraph, table
from collabdesk.reports.craft.flow import Block, drawing, gap, paginate
from collabdesk.reports.craft.fonts import clean, width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.craft.structure import HEADINGS, TEXT
from collabdesk.reports.craft.style import BODY, LEADING, SMALLEST, TITLE
from collabdesk.reports.craft.text import shorten, shorten_lines, wrap

_BETWEEN = 22.0
_MOST_PLOT = {1: 160.0, 2: 108.0}
"""By the number of rows of charts."""
_LEVELS = ((4, 9), (4, 4), (2, 4), (2, 3), (0, 3))
"""How many charts, and how many lines of each list, are tried until all stands on one page."""
_NUMBER = 22.0
_BULLET = 11.0
_LINES = 3
"""No text of a list takes more: the page is one page."""


def briefing_page(sheet: Sheet, visit: VisitPaper, number: int, words: Words) -> PlannedPage:
    """The page of one visit. Where all of it does not fit, charts give way first, then the ends of lists."""
    blocks: list[Block] = []
    for charts, lines in _LEVELS:
        blocks = _blocks(sheet, visit, charts, lines, words)
        if sum(block.high for block in blocks) <= sheet.room:
            break
    name = clean(visit.team)
    return PlannedPage(
        section=words(msg("Briefing")),
        draw=drawing(paginate(blocks, sheet.room)[0], sheet.left, sheet.top),
        entry=Entry(key=f"visit{number}", title=name, detail=clean(", ".join(visit.place))),
        odd=True,
    )


def _blocks(sheet: Sheet, visit: VisitPaper, charts: int, lines: int, words: Words) -> list[Block]:
    wide = sheet.across
    head = [visit_title(words(msg("Visit briefing")), visit, wide, words)]
    if visit.purpose:
        head.append(_short(words(msg("Purpose: {purpose}", purpose=visit.purpose)), wide, BODY))
    head += [_short(words(fact), wide, SMALLEST) for fact in visit.facts]
    under = [
        _columns(_lists(visit, lines, words, (wide - _BETWEEN) / 2), (wide + _BETWEEN) / 2),
        *_recounts(visit, wide, words),
    ]
    shown = visit.charts[:charts]
    others = _others(visit, charts, wide, words)
    free = sheet.room - sum(block.high for block in [*head, *others, *under]) - 6
    return [*head, gap(6), *_charts(shown, wide, free, words), *others, *under]


def _charts(shown: Sequence[ChartSpec], wide: float, free: float, words: Words) -> list[Block]:
    if not shown:
        return []
    rows = chart_rows([replace(chart, sentence="") for chart in shown], 2, wide, words, counts=False)
    plot = (free - sum(row.around for row in rows)) / len(rows)
    return [row.block(min(max(plot, LEAST_PLOT), _MOST_PLOT[len(rows)])) for row in rows]


def _others(visit: VisitPaper, charts: int, wide: float, words: Words) -> list[Block]:
    """The indicators without a chart on this page, in words."""
    said = [words(_in_words(chart)) for chart in visit.charts[charts:]]
    said += [words(text) for text in visit.other_charts]
    if not said:
        return []
    return [paragraph(" · ".join(said), wide, size=SMALLEST, above=2)]


def _short(text: str, wide: float, size: float) -> Block:
    """A paragraph of two lines at most."""
    return paragraph(" ".join(shorten_lines(text, wide, size, 2)), wide, size=size)


def _in_words(chart: ChartSpec) -> Message:
    return msg("{indicator}: {headline}", indicator=chart.title, headline=chart.headline or "–")


def _lists(visit: VisitPaper, lines: int, words: Words, wide: float) -> list[list[Block]]:
    """The lists, each as blocks; one without lines says so or is left out."""
    checks = [NumberedLine(text=text) for text in visit.checks]
    found = (
        (msg("Agreed at earlier visits"), visit.agreed, msg("Nothing is open from earlier visits.")),
        (msg("Changes under test"), visit.testing, msg("No change is under test.")),
        (msg("What to check"), checks, ""),
        (msg("Commitments of the sessions"), visit.commitments, ""),
    )
    made = [_list(title, shown, none, lines, wide, words) for title, shown, none in found]
    return [blocks for blocks in made if blocks]


def _list(
    title: Message, lines: Sequence[NumberedLine], none: Message | str, most: int, wide: float, words: Words
) -> list[Block]:
    if not lines and not none:
        return []
    blocks = [heading(words(title), wide, above=6, size=11)]
    if not lines:
        blocks.append(paragraph(words(none), wide, size=SMALLEST, soft=True))
    blocks += [_numbered(line, wide, words) for line in lines[:most]]
    if len(lines) > most:
        more = words(msg("and {number} more", number=len(lines) - most))
        blocks.append(paragraph(more, wide, size=SMALLEST, soft=True))
    return blocks


def _numbered(line: NumberedLine, wide: float, words: Words) -> Block:
    """Number, text, and the detail behind it; without a number a bullet."""
    detail = words(line.detail)
    text = f"{words(line.text)} – {detail}" if detail else words(line.text)
    indent = _NUMBER if line.number else _BULLET
    parts = shorten_lines(text, wide - indent, SMALLEST, _LINES)
    step = SMALLEST * LEADING

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        y = top - SMALLEST * 0.9
        with pen.part(TEXT):
            if line.number:
                pen.text(left, y, line.number, bold=True)
            else:
                pen.dots([(left + 4, y + SMALLEST * 0.32)], ink=pen.palette.ink, across=3.2)
            pen.write(left + indent, y, parts, step=step)

    return Block(high=max(1, len(parts)) * step + 2, draw=draw)


def _columns(lists: Sequence[Sequence[Block]], half: float) -> Block:
    """Lists in two columns, divided so that they are as low as can be, as one block."""
    columns = min(_divided(lists), key=_height)

    def draw(pen: Pen, x: float, top: float, _high: float) -> None:
        for place, blocks in enumerate(columns):
            y = top
            for block in blocks:
                block.draw(pen, x + place * half, y, block.high)
                y -= block.high

    return Block(high=_height(columns), draw=draw)


def _divided(lists: Sequence[Sequence[Block]]) -> Iterator[tuple[list[Block], list[Block]]]:
    """All ways to put the lists into two columns; the first one stays at the left."""
    for sides in product((0, 1), repeat=max(0, len(lists) - 1)):
        columns: tuple[list[Block], list[Block]] = ([], [])
        for side, blocks in zip((0, *sides), lists, strict=False):
            columns[side].extend(blocks)
        yield columns


def _height(columns: Sequence[Sequence[Block]]) -> float:
    return max(sum(block.high for block in column) for column in columns)


def _recounts(visit: VisitPaper, wide: float, words: Words) -> list[Block]:
    if not visit.recounts:
        return []
    columns = (
        Column(head=words(msg("No.")), wide=30, bold=True),
        Column(head=words(msg("Indicator")), wide=wide - 30 - 76 - 92 - 92),
        Column(head=words(msg("Period")), wide=76),
        Column(head=words(msg("Reported")), wide=92),
        Column(head=words(msg("Register")), wide=92),
    )
    rows = [
        (
            ask.number,
            shorten(words(ask.indicator), columns[1].wide - 10, SMALLEST),
            words(ask.period),
            words(ask.reported),
            _blank(ask.has_ratio),
        )
        for ask in visit.recounts
    ]
    return [heading(words(msg("Recount from the register")), wide, above=6, size=11), *table(columns, rows)]


def _blank(has_ratio: bool) -> str:
    return "______ / ______" if has_ratio else "____________"


def visit_title(kind: str, visit: VisitPaper, wide: float, words: Words) -> Block:
    """What paper this is, the team, its place, coach and day."""
    name = shorten_lines(visit.team, wide - width(kind, BODY) - 14, TITLE, 2, True)
    place = " · ".join(
        clean(part) for part in visit.place if clean(part) and clean(part) != clean(visit.team)
    )
    facts = [words(msg("Coach: {name}", name=visit.coach))] if visit.coach else []
    if visit.day:
        facts.append(words(msg("Visit on {day}", day=visit.day)))
    lines = wrap(" · ".join([place, *facts] if place else facts), wide, BODY)
    step = TITLE * 1.16

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        y = top - TITLE * 0.86
        pen.text(left + wide, y, kind, size=BODY, ink=pen.palette.soft, align=1)
        y = pen.write(left, y, name, step=step, kind=HEADINGS[0], size=TITLE, bold=True)
        y += step - BODY * 1.6
        pen.write(left, y, lines, step=BODY * LEADING, size=BODY, ink=pen.palette.soft)

    return Block(high=len(name) * step + len(lines) * BODY * LEADING + 2, draw=draw)
