"""Cover, contents and agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.reports.charts.chart_painter import paint_dots
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.content import PackContent
from collabdesk.reports.craft.blocks import Column, heading, table, write_table
from collabdesk.reports.craft.flow import Block, gap, paginate
from collabdesk.reports.craft.fonts import clean, width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sections import section_pages
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.craft.structure import HEADINGS, TEXT
from collabdesk.reports.craft.style import BODY, SMALLEST, TITLE
from collabdesk.reports.craft.text import shorten, shorten_lines, wrap

_ROW, _LEAST_ROW = 17.0, 13.4
"""Height of a line of the contents, easy to hit with a finger; where that saves a page, lower."""
_LITTLE = 0.35
"""The share of a page under which the last one looks forgotten."""
_LEAST_NOTES, _MOST_NOTES = 3, 14
"""Lines for notes under a short agenda."""


def cover(sheet: Sheet, content: PackContent, words: Words) -> PlannedPage:
    """The first page: whose work, for which session, towards which aim."""
    return PlannedPage(section="", head=False, draw=lambda pen: _draw_cover(pen, sheet, content, words))


def _draw_cover(pen: Pen, sheet: Sheet, content: PackContent, words: Words) -> None:
    y = sheet.high - 62
    pen.text(sheet.left, y, clean(content.office), size=11, ink=pen.palette.soft)
    pen.lines([[(sheet.left, y - 12), (sheet.right, y - 12)]], ink=pen.palette.ink, thick=2.2)
    y -= 78
    size, name = _cover_name(content.collaborative, sheet.across)
    y = pen.write(sheet.left, y, name, step=size * 1.2, kind=HEADINGS[0], size=size, bold=True)
    y -= max(0.0, 34 - size) * 0.8
    title = shorten_lines(words(content.title), sheet.across, 19, 2)
    y = pen.write(sheet.left, y + 4, title, step=25, size=19, ink=pen.palette.soft) - 4
    facts = _facts(content)
    foot = sheet.bottom + 26 + len(facts) * 20
    aim = shorten_lines(words(content.aim), sheet.across, 13, 5)
    ceiling = foot + 34 + (len(aim) * 18 + 36 if aim else 0)
    if content.pooled and y - 26 - ceiling > 110:
        tall = min(150.0, y - 26 - ceiling - 60)
        _draw_motif(pen, sheet, content.pooled[0].chart, words, y - 26, tall)
    _draw_aim(pen, sheet, aim, words, foot + 34)
    _draw_facts(pen, sheet, facts, words, foot)


def _cover_name(name: str, room: float) -> tuple[float, tuple[str, ...]]:
    """The size and lines of the collaborative's name: a long one is set smaller before it is cut."""
    for size, most in ((34.0, 2), (28.0, 3), (23.0, 3)):
        lines = wrap(name, room, size, True)
        if len(lines) <= most:
            return size, lines
    return 20.0, shorten_lines(name, room, 20.0, 4, True)


def _draw_motif(pen: Pen, sheet: Sheet, chart: ChartSpec, words: Words, top: float, tall: float) -> None:
    """The collaborative's own first line, large and without an axis, as the picture of the cover."""
    low, high = chart.y.low, chart.y.high
    last = max((point.x for point in chart.points), default=0) or 1
    places = tuple(
        (
            sheet.left + 8 + point.x / last * (sheet.across - 16),
            top - tall + min(max((point.y - low) / ((high - low) or 1), 0), 1) * (tall - 22),
        )
        for point in chart.points
        if point.y is not None and not point.excluded
    )
    if len(places) < 3:
        return
    pen.box(sheet.left, top - tall - 14, sheet.across, tall + 14, fill=pen.palette.band)
    pen.lines([places], ink=pen.palette.data, thick=2.4)
    paint_dots(pen, dots=places, across=8)
    caption = words(msg("{indicator}, all teams together", indicator=chart.title))
    headline = words(chart.headline)
    pen.text(sheet.right, top - tall - 30, headline, size=BODY, bold=True, align=1)
    room = sheet.across - width(headline, BODY, True) - 16
    pen.text(sheet.left, top - tall - 30, shorten(caption, room, BODY), size=BODY, ink=pen.palette.soft)


def _facts(content: PackContent) -> list[tuple[Message, str | Message]]:
    facts: list[tuple[Message, str | Message]] = [(msg("Session"), content.session)]
    if content.session_first:
        facts.append((msg("Dates"), _span(content.session_first, content.session_last)))
    if content.place:
        facts.append((msg("Place"), content.place))
    count = len(content.teams) if content.n_teams is None else content.n_teams
    teams = nmsg("{count} team in this pack", "{count} teams in this pack", count)
    facts.append((msg("Teams"), teams))
    if content.data_as_of is not None:
        facts.append((msg("Data as of"), msg("{data}", data=content.data_as_of)))
    return facts


def _span(first: dt.date, last: dt.date | None) -> Message:
    if last is None or last == first:
        return msg("{day}", day=first)
    return msg("{first} – {last}", first=first, last=last)


def _draw_facts(
    pen: Pen, sheet: Sheet, facts: Sequence[tuple[Message, str | Message]], words: Words, top: float
) -> None:
    names = [words(name) for name, _ in facts]
    column = max(width(name, 11) for name in names) + 22
    for index, (name, (_, value)) in enumerate(zip(names, facts, strict=True)):
        y = top - index * 20
        value_text = shorten(words(value), sheet.across - column, 11, True)
        with pen.part(TEXT):
            pen.text(sheet.left, y, name, size=11, ink=pen.palette.soft)
            pen.text(sheet.left + column, y, value_text, size=11, bold=True)


def _draw_aim(pen: Pen, sheet: Sheet, lines: Sequence[str], words: Words, bottom: float) -> None:
    """The aim above the facts, between two thin rules."""
    if not lines:
        return
    y = bottom + len(lines) * 18 + 2
    pen.lines([[(sheet.left, y + 34), (sheet.right, y + 34)]], ink=pen.palette.rule, thick=0.6)
    aim = words(msg("Our aim"))
    pen.write(sheet.left, y + 14, (aim,), step=0, kind=HEADINGS[1], size=11, ink=pen.palette.soft)
    pen.write(sheet.left, y - 5, lines, step=18, size=13)
    pen.lines([[(sheet.left, bottom - 12), (sheet.right, bottom - 12)]], ink=pen.palette.rule, thick=0.6)


def contents_pages(
    sheet: Sheet, entries: Sequence[tuple[Entry, int]], left_out: Sequence[str], words: Words
) -> list[PlannedPage]:
    """The contents with page numbers and links; two columns when there are many teams.

    Under them, where there is room, the sections that were asked for and have nothing to show.
    """
    grid = _contents_grid(sheet, len(entries))
    size = grid.rows * grid.columns
    title = words(msg("Contents"))
    return [
        PlannedPage(
            section=title,
            draw=_contents_drawing(
                sheet,
                entries[first : first + size],
                grid,
                title,
                () if first + size < len(entries) else _without(sheet, left_out, words),
            ),
            entry=None if first else Entry(key="contents", title=title),
        )
        for first in range(0, len(entries), size)
    ]


def contents_length(sheet: Sheet, entries: int) -> int:
    """How many pages the contents take."""
    grid = _contents_grid(sheet, entries)
    return -(-entries // (grid.rows * grid.columns))


@dataclass(frozen=True, kw_only=True)
class _ContentsGrid:
    """How the lines of the contents stand on each of their pages."""

    columns: int
    rows: int
    step: float


def _contents_grid(sheet: Sheet, entries: int) -> _ContentsGrid:
    """One column, two where that is one page fewer, several pages of two for the rest, none of them nearly empty."""
    room = sheet.room - 44
    for columns in (1, 2):
        rows = max(1, -(-entries // columns))
        if rows * _LEAST_ROW <= room:
            return _ContentsGrid(columns=columns, rows=rows, step=min(_ROW, room / rows))
    full = 2 * int(room / _ROW)
    pages, over = -(-entries // full), entries % full
    if 0 < over < full * _LITTLE:
        closer = -(-entries // (2 * (pages - 1)))
        if closer * _LEAST_ROW <= room:
            return _ContentsGrid(columns=2, rows=closer, step=room / closer)
        return _ContentsGrid(columns=2, rows=-(-entries // (2 * pages)), step=_ROW)
    return _ContentsGrid(columns=2, rows=full // 2, step=_ROW)


def _without(sheet: Sheet, left_out: Sequence[str], words: Words) -> tuple[str, ...]:
    if not left_out:
        return ()
    said = msg("Not in this pack, since there is nothing to show yet: {sections}.", sections=tuple(left_out))
    return wrap(words(said), sheet.across, SMALLEST)


def _contents_drawing(
    sheet: Sheet,
    entries: Sequence[tuple[Entry, int]],
    grid: _ContentsGrid,
    title: str,
    under: Sequence[str],
) -> Callable[[Pen], None]:
    each = (sheet.across - 24 * (grid.columns - 1)) / grid.columns

    def draw(pen: Pen) -> None:
        y = sheet.top - TITLE * 0.86
        pen.write(sheet.left, y, (title,), step=0, kind=HEADINGS[0], size=TITLE, bold=True)
        for index, (entry, page) in enumerate(entries):
            x = sheet.left + index // grid.rows * (each + 24)
            y = sheet.top - 44 - index % grid.rows * grid.step - 9
            _contents_line(pen, entry, page, x, y, each)
        y = sheet.top - 44 - min(len(entries), grid.rows) * grid.step - 22
        if y - 12 * len(under) > sheet.bottom:
            pen.write(sheet.left, y, under, step=12, ink=pen.palette.soft)

    return draw


def _contents_line(pen: Pen, entry: Entry, page: int, x: float, y: float, each: float) -> None:
    """Title, place, a dotted leader, the page's number; the whole line is a link."""
    bold = entry.level == 0
    start = x + 12 * entry.level
    number = str(page)
    room = each - (start - x) - width(number, BODY, bold) - 16
    title = shorten(entry.title, room, BODY, bold)
    end = start + width(title, BODY, bold)
    with pen.part(TEXT):
        pen.text(start, y, title, size=BODY, bold=bold)
        if entry.detail and width(entry.detail, SMALLEST) < room - (end - start) - 10:
            pen.text(end + 7, y, entry.detail, ink=pen.palette.soft)
            end += 7 + width(entry.detail, SMALLEST)
        pen.text(x + each, y, number, size=BODY, bold=bold, align=1)
    leader = [(end + 5, y + 1), (x + each - width(number, BODY, bold) - 5, y + 1)]
    if leader[1][0] - leader[0][0] > 8:
        pen.lines([leader], ink=pen.palette.rule, thick=0.8, dash="0.8 3")
    if pen.links:
        pen.canvas.linkRect("", entry.key, (x, y - 4, x + each, y + 11), relative=0, Border="[0 0 0]")


def agenda_pages(sheet: Sheet, content: PackContent, words: Words) -> list[PlannedPage]:
    """The agenda, if there is one."""
    if not content.agenda:
        return []
    title = words(msg("Agenda"))
    columns = (
        Column(head=words(msg("Time")), wide=92),
        Column(head=words(msg("Subject")), wide=sheet.across - 92 - 140, bold=True),
        Column(head=words(msg("Speaker")), wide=140),
    )
    blocks: list[Block] = [heading(title, sheet.across, above=0, size=TITLE)]
    rows: list[tuple[str, str, str]] = []
    for line in content.agenda:
        if line.time:
            rows.append((line.time, words(line.subject), line.speaker))
            continue
        blocks += table(columns, rows) if rows else []  # a day's name stands between the days
        blocks.append(heading(words(line.subject), sheet.across))
        rows = []
    blocks += table(columns, rows)
    last = paginate(blocks, sheet.room)[-1][-1]
    notes = write_table((Column(head=words(msg("Notes")), wide=sheet.across),), _LEAST_NOTES, _MOST_NOTES)
    if sheet.room - last.down - last.high > notes.high + _ROW:
        blocks += [gap(_ROW), notes]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "agenda")
