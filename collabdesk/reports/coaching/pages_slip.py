"""The return slip of a visit: filled by hand, typed back under the same numbers (`slip_words.PARTS`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from collabdesk.i18n import Message, msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.coaching.coaching_content import NumberedLine, RecountAsk, VisitPaper
from collabdesk.reports.coaching.pages_briefing import visit_title
from collabdesk.reports.coaching.slip_words import PARTS
from collabdesk.reports.craft.blocks import WRITING_LINE
from collabdesk.reports.craft.flow import Block, drawing, gap, paginate
from collabdesk.reports.craft.fonts import clean, width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.craft.style import BODY, SMALLEST
from collabdesk.reports.craft.text import shorten, shorten_lines

_NUMBER = 26.0
_ROW = 19.0
_BOX = 9.5
_STEPS = 10
_FINDING_LINES = 2
_MOST_LINES = 8
"""More would only look like homework."""
_DECISIONS = (msg("testing"), msg("adopted"), msg("adapted"), msg("abandoned"))


def slip_pages(
    sheet: Sheet, visit: VisitPaper, number: int, words: Words, *, alone: bool = False
) -> list[PlannedPage]:
    """The slip of one visit: a page, or more where many lines are asked for. ``alone``: without its briefing."""
    title = words(msg("Return slip"))
    blocks = _blocks(sheet.across, visit, title, words, _FINDING_LINES)
    free = sheet.room - sum(block.high for block in blocks)
    more = max(0, min(_MOST_LINES, int(free / WRITING_LINE)))
    pages = paginate(_blocks(sheet.across, visit, title, words, _FINDING_LINES + more), sheet.room)
    entry = Entry(key=f"slip{number}", title=clean(visit.team) if alone else title, level=0 if alone else 1)
    return [
        PlannedPage(
            section=f"{title} · {clean(visit.team)}",
            draw=drawing(page, sheet.left, sheet.top),
            entry=None if index else entry,
        )
        for index, page in enumerate(pages)
    ]


def _blocks(wide: float, visit: VisitPaper, title: str, words: Words, lines: int) -> list[Block]:
    blocks = [visit_title(title, visit, wide, words), gap(4), _first(wide, visit, words)]
    if visit.agreed:
        ticks = (msg("done"), msg("not yet"))
        blocks += [_part(3, wide, words), *(_ticked(line, ticks, wide, words) for line in visit.agreed)]
    if visit.testing:
        plain = [replace(line, detail="") for line in visit.testing]
        blocks += [_part(4, wide, words), *(_ticked(line, _DECISIONS, wide, words) for line in plain)]
    if visit.recounts:
        blocks += [_recount_head(wide, words), *(_recount(ask, wide, words) for ask in visit.recounts)]
    return [
        *blocks,
        _part(6, wide, words),
        _findings(wide, lines),
        _new_head(wide, words),
        *(_new_action(number, wide) for number in visit.new_actions),
        _part(8, wide, words),
        _score("8.1", msg("the team’s own"), wide, words),
        _score("8.2", msg("the coach’s"), wide, words),
        _field("8.3", words(msg("why")), wide, bold=False),
        _field("9", words(PARTS[9]), wide, part=0.5),
    ]


# --- the parts ---


def _part(number: int, wide: float, words: Words) -> Block:
    text = words(PARTS[number])

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        _strip(pen, left, top, wide, str(number), text)

    return Block(high=22.0, draw=draw, keep_with_next=True)


def _strip(pen: Pen, left: float, top: float, wide: float, number: str, text: str) -> None:
    """The head of a part: its number and name on a light ground."""
    pen.box(left, top - 20, wide, 15, fill=pen.palette.wash)
    pen.text(left + 3, top - 16, number, size=BODY, bold=True)
    pen.text(left + _NUMBER, top - 16, shorten(text, wide * 0.6, BODY, True), size=BODY, bold=True)


def _first(wide: float, visit: VisitPaper, words: Words) -> Block:
    """1 and 2 on one line."""
    day, coach = words(PARTS[1]), words(PARTS[2])

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        half = wide / 2
        _write_field(pen, left, top, half - 14, "1", day)
        _write_field(pen, left + half, top, half, "2", coach, visit.coach)

    return Block(high=24.0, draw=draw)


def _write_field(
    pen: Pen, x: float, top: float, wide: float, number: str, name: str, known: str = ""
) -> None:
    y = top - 17
    pen.text(x + 3, y, number, size=BODY, bold=True)
    pen.text(x + _NUMBER, y, name, size=BODY, bold=True)
    start = x + _NUMBER + width(name, BODY, True) + 6
    pen.lines([[(start, y - 3), (x + wide, y - 3)]], ink=pen.palette.rule, thick=0.7)
    pen.text(
        start + 3, y, shorten(known, max(20.0, x + wide - start - 6), BODY), size=BODY, ink=pen.palette.soft
    )


def _field(number: str, name: str, wide: float, *, bold: bool = True, part: float = 1.0) -> Block:
    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        y = top - 17
        pen.text(left + 3, y, number, size=BODY if bold else SMALLEST, bold=True)
        pen.text(left + _NUMBER, y, name, size=BODY if bold else SMALLEST, bold=bold)
        start = left + _NUMBER + width(name, BODY if bold else SMALLEST, bold) + 6
        pen.lines([[(start, y - 3), (left + wide * part, y - 3)]], ink=pen.palette.rule, thick=0.7)

    return Block(high=24.0, draw=draw)


def _ticked(line: NumberedLine, ticks: Sequence[Message], wide: float, words: Words) -> Block:
    """A line with boxes to tick at its end."""
    names = [words(tick) for tick in ticks]
    taken = [width(name, SMALLEST) + _BOX + 16 for name in names]
    room = wide - _NUMBER - sum(taken) - 10
    detail = words(line.detail)
    said = f"{words(line.text)} – {detail}" if detail else words(line.text)
    texts = shorten_lines(said, room, SMALLEST, 2)
    high = max(_ROW, len(texts) * 11.5 + 5)

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        y = top - 12
        pen.text(left + 3, y, line.number, bold=True)
        for place, text in enumerate(texts):
            pen.text(left + _NUMBER, y - place * 11.5, text)
        x = left + wide - sum(taken)
        for name, each in zip(names, taken, strict=True):
            pen.box(x, y - 1.5, _BOX, _BOX, ink=pen.palette.ink, thick=0.9)
            pen.text(x + _BOX + 4, y, name)
            x += each
        _rule(pen, left, top - high, wide)

    return Block(high=high, draw=draw)


def _recount_head(wide: float, words: Words) -> Block:
    text = words(PARTS[5])
    names = (words(msg("Reported")), words(msg("Register")))

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        _strip(pen, left, top, wide, "5", text)
        reported, register = _recount_places(wide)
        pen.text(left + reported, top - 16, names[0], bold=True)
        pen.text(left + register, top - 16, names[1], bold=True)

    return Block(high=22.0, draw=draw, keep_with_next=True)


def _recount_places(wide: float) -> tuple[float, float]:
    return wide - 200.0, wide - 122.0


def _recount(ask: RecountAsk, wide: float, words: Words) -> Block:
    reported, register = _recount_places(wide)
    said = words(msg("{indicator}, {period}", indicator=ask.indicator, period=ask.period))
    text = shorten(said, reported - _NUMBER - 10, SMALLEST)
    number = words(ask.reported)
    high = 22.0

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        y = top - 15
        pen.text(left + 3, y, ask.number, bold=True)
        pen.text(left + _NUMBER, y, text)
        pen.text(left + reported, y, number)
        x, bottom = left + register, top - high + 3
        if ask.has_ratio:
            pen.box(x, bottom, 50, 16, ink=pen.palette.soft, thick=0.8)
            pen.text(x + 57, y, "/", size=BODY)
            pen.box(x + 66, bottom, 50, 16, ink=pen.palette.soft, thick=0.8)
        else:
            pen.box(x, bottom, 116, 16, ink=pen.palette.soft, thick=0.8)
        _rule(pen, left, top - high, wide)

    return Block(high=high, draw=draw)


def _findings(wide: float, lines: int) -> Block:
    """Lines to write on."""

    def draw(pen: Pen, left: float, top: float, high: float) -> None:
        count = int(high / WRITING_LINE + 0.001)
        rules = [
            [(left, top - (row + 1) * WRITING_LINE + 3), (left + wide, top - (row + 1) * WRITING_LINE + 3)]
            for row in range(count)
        ]
        pen.lines(rules, ink=pen.palette.rule, thick=0.6)

    return Block(high=lines * WRITING_LINE, draw=draw)


def _new_head(wide: float, words: Words) -> Block:
    text, who, when = words(PARTS[7]), words(msg("Who")), words(msg("By when"))

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        _strip(pen, left, top, wide, "7", text)
        pen.text(left + wide * 0.64 + 4, top - 16, who, bold=True)
        pen.text(left + wide * 0.83 + 4, top - 16, when, bold=True)

    return Block(high=22.0, draw=draw, keep_with_next=True)


def _new_action(number: str, wide: float) -> Block:
    high = 23.0

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        pen.text(left + 3, top - 15, number, bold=True)
        edges = [[(left + wide * at, top - 3), (left + wide * at, top - high)] for at in (0.64, 0.83)]
        pen.lines(edges, ink=pen.palette.grid, thick=0.6)
        _rule(pen, left, top - high, wide)

    return Block(high=high, draw=draw)


def _score(number: str, name: Message, wide: float, words: Words) -> Block:
    """The ten steps to circle."""
    text = words(name)
    high = 21.0

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        y = top - 15
        pen.text(left + 3, y, number, bold=True)
        pen.text(left + _NUMBER, y, shorten(text, wide * 0.3, SMALLEST))
        pitch = wide * 0.62 / _STEPS
        for step in range(1, _STEPS + 1):
            x = left + wide - (_STEPS - step + 0.5) * pitch
            pen.circle(x, y + 3.2, 8.8, ink=pen.palette.rule, thick=0.8)
            pen.text(x, y, pen.translator.number(step / 2, 1), align=0.5)

    return Block(high=high, draw=draw)


def _rule(pen: Pen, left: float, y: float, wide: float) -> None:
    pen.lines([[(left, y), (left + wide, y)]], ink=pen.palette.rule, thick=0.5)
