"""A team's own pages: its charts, the changes it tries, what has happened since the last session, room to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Message, msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.charts.charts_block import grid
from collabdesk.reports.charts.team_charts import ChartPage, chart_pages
from collabdesk.reports.content import ChangeLine, PackOptions, TeamPage
from collabdesk.reports.craft.blocks import WRITING_LINE, Column, heading, paragraph, table, write_table
from collabdesk.reports.craft.flow import Block, Placed, drawing, gap, paginate
from collabdesk.reports.craft.fonts import clean, width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sections import shared_columns
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.craft.structure import HEADINGS
from collabdesk.reports.craft.style import BODY, LEADING, SMALLEST, TITLE
from collabdesk.reports.craft.text import shorten_lines, wrap

_LEAST_LINES = 1
_MOST_LINES = 14
_LINES_ROOM = 8 + 16
"""Above the lines to write on, of which there always is one and should be two."""


def team_pages(
    sheet: Sheet, team: TeamPage, number: int, options: PackOptions, words: Words
) -> list[PlannedPage]:
    """One team's pages. ``number`` counts the teams and names the bookmark."""
    name = clean(team.name)
    placed = _paginate(sheet, team, options, words)
    entry = Entry(key=f"team{number}", title=name, level=1, detail=clean(", ".join(team.place)))
    return [
        PlannedPage(
            section=name,
            draw=drawing(page, sheet.left, sheet.top),
            entry=None if index else entry,
            odd=options.two_sided and index == 0,
        )
        for index, page in enumerate(placed)
    ]


def _paginate(sheet: Sheet, team: TeamPage, options: PackOptions, words: Words) -> list[list[Placed]]:
    """Lay the blocks out: a team's pages always end with lines to write on."""
    blocks = _blocks(sheet, team, options, words)
    return paginate([*blocks, *_next_steps(sheet.across, words)], sheet.room)


def _blocks(sheet: Sheet, team: TeamPage, options: PackOptions, words: Words) -> list[Block]:
    wide = sheet.across
    opening = [_title(team, wide, words)]
    if team.praise:
        opening.append(paragraph(words(team.praise), wide, bold=True, above=2))
    again = _continued(team, wide, words)
    if not team.charts:
        none = words(msg("No indicator has been chosen for this team yet."))
        below = [*_changes(team, (), True, wide, words), *_since_last(team, wide, words)]
        return [*opening, gap(6), paragraph(none, wide, soft=True), *below]
    rooms = (sheet.room - sum(block.high for block in opening) - 8, sheet.room - again.high - 8)
    charts = [_own(chart, team, words) for chart in team.charts]
    pages = chart_pages(charts, options.charts_per_page, wide, rooms, words)
    changes = _placed_changes(team, pages, wide, words)
    blocks: list[Block] = []
    for index, (page, below) in enumerate(zip(pages, changes, strict=True)):
        last = index == len(pages) - 1
        above = [again] if index else opening
        below = [*below, *_since_last(team, wide, words)] if last else below
        blocks += _charted(above, page, below, again, last)
    return blocks


def _placed_changes(
    team: TeamPage, pages: Sequence[ChartPage], wide: float, words: Words
) -> list[list[Block]]:
    """The changes under the charts that flag them; all of them after the last charts where one page has no room."""
    found = [_changes(team, page.charts, index == 0, wide, words) for index, page in enumerate(pages)]
    fitting = [
        page.leaves(sum(block.high for block in below))
        for page, below in zip(pages[:-1], found, strict=False)
    ]
    if all(fitting):
        return found
    whole = _changes(replace(team, charts=()), (), True, wide, words)
    return [*([[]] * (len(pages) - 1)), whole]


def _charted(
    above: Sequence[Block], page: ChartPage, below: list[Block], again: Block, last: bool
) -> list[Block]:
    """A page of charts. What does not fit under charts that can be read, with lines to write on behind it, goes to
    a page of its own.
    """
    under = sum(block.high for block in below)
    lines = [_LINES_ROOM + count * WRITING_LINE for count in (2, _LEAST_LINES)] if last else [0.0]
    rows, free = page.fit(*(page.room - under - high for high in lines))
    start = replace(above[0], new_page=True, keep_with_next=True)
    if under and free == page.room:
        below = [replace(again, new_page=True), *below]
    return [start, *above[1:], gap(8), *grid(rows, free, alone=not last), *below]


def _own(chart: ChartSpec, team: TeamPage, words: Words) -> ChartSpec:
    """On a team's own page a chart is named by its indicator, not by the team."""
    if chart.subtitle and words(chart.title) == clean(team.name):
        return replace(chart, title=chart.subtitle, subtitle="")
    return chart


def _title(team: TeamPage, wide: float, words: Words) -> Block:
    """Name, place, coach; a long name takes two lines."""
    code = clean(team.code)
    room = wide - (width(code, BODY) + 14 if code else 0)
    name = shorten_lines(team.name, room, TITLE, 2, True)
    place = " · ".join(clean(part) for part in team.place if clean(part) and clean(part) != clean(team.name))
    facts = " · ".join(_facts(team, words))
    both = f"{place} · {facts}" if place and facts else place or facts
    lines = wrap(both, wide, BODY)
    if len(lines) > 1:
        lines = (*wrap(place, wide, BODY), *wrap(facts, wide, BODY))
    step = TITLE * 1.16

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        first = top - TITLE * 0.86
        y = pen.write(left, first, name, step=step, kind=HEADINGS[0], size=TITLE, bold=True)
        pen.text(left + wide, first, code, size=BODY, ink=pen.palette.soft, align=1)
        y += step - BODY * 1.6
        pen.write(left, y, lines, step=BODY * LEADING, size=BODY, ink=pen.palette.soft)

    return Block(high=len(name) * step + len(lines) * BODY * LEADING + 2, draw=draw, keep_with_next=True)


def _facts(team: TeamPage, words: Words) -> list[str]:
    facts: list[Message] = []
    if team.coach:
        facts.append(msg("Coach: {name}", name=team.coach))
    if team.wave:
        facts.append(msg("Wave: {wave}", wave=team.wave))
    if team.joined:
        facts.append(msg("Joined {day}", day=team.joined))
    if team.left:
        facts.append(msg("Left {day}", day=team.left))
    return [words(fact) for fact in facts]


def _continued(team: TeamPage, wide: float, words: Words) -> Block:
    text = words(msg("{name} (continued)", name=team.name))
    return heading(text, wide, above=0)


def _changes(
    team: TeamPage, charts: Sequence[ChartSpec], first: bool, wide: float, words: Words
) -> list[Block]:
    """The changes flagged on these charts; the first page also lists those that no chart flags."""
    here = {flag.number for chart in charts for flag in chart.flags}
    anywhere = {flag.number for chart in team.charts for flag in chart.flags}
    lines = [line for line in team.changes if line.number in here or (first and line.number not in anywhere)]
    if not lines:
        if not first or team.changes:
            return []
        return [
            _small_heading(words(msg("Changes this team has tried")), wide),
            paragraph(words(msg("No change has been recorded yet.")), wide, soft=True),
        ]
    noted = any(line.note for line in lines)
    change = wide * 0.36 if noted else wide * 0.72 - 98
    columns = [
        Column(head=words(msg("No.")), wide=34, flag=True),
        Column(head=words(msg("Change")), wide=change, bold=True),
        Column(head=words(msg("Started")), wide=64),
        Column(head=words(msg("Decision")), wide=wide * (0.21 if noted else 0.28)),
    ]
    if noted:
        columns.append(Column(head=words(msg("Note")), wide=wide * 0.43 - 98))
    rows = table(columns, [_change_cells(line, words)[: len(columns)] for line in lines])
    return [
        _small_heading(words(msg("Changes this team has tried")), wide),
        *rows,
        *_cycles(lines, wide, words),
    ]


def _cycles(lines: Sequence[ChangeLine], wide: float, words: Words) -> list[Block]:
    """The latest cycle of each change under test, by the change's number: one line for each thing it tells."""
    return [
        paragraph(_in_a_line(f"{line.number} · {words(told)}", wide), wide, size=SMALLEST, above=3)
        for line in lines
        for told in line.cycle
    ]


def _in_a_line(text: str, wide: float) -> str:
    """The text, or as many whole words of it as one line holds."""
    first = wrap(text, wide - width(" …", SMALLEST), SMALLEST)
    return text if len(wrap(text, wide, SMALLEST)) < 2 else f"{first[0].rstrip(' ,;:–-')} …"


def _change_cells(line: ChangeLine, words: Words) -> tuple[str, ...]:
    decision = words(line.decision)
    if line.decided and decision:
        decision = words(msg("{decision}, {day}", decision=decision, day=line.decided))
    started = words(msg("{day}", day=line.started)) if line.started else "–"
    return (str(line.number), words(line.change), started, decision, _typed(line.note, words))


def _since_last(team: TeamPage, wide: float, words: Words) -> list[Block]:
    blocks: list[Block] = []
    if team.since_last:
        blocks.append(_small_heading(words(msg("Since the last session")), wide))
        blocks += [paragraph(words(text), wide, size=SMALLEST, bullet=True) for text in team.since_last]
    if team.notes:
        blocks.append(_small_heading(words(msg("Notes")), wide))
        blocks.append(paragraph(_typed(team.notes, words), wide, size=SMALLEST))
    return blocks


def _typed(text: Message | str, words: Words) -> str:
    """A note with the line breaks that a person typed."""
    return text if isinstance(text, str) else words(text)


def _small_heading(text: str, wide: float) -> Block:
    return heading(text, wide, above=7, size=11)


def _next_steps(wide: float, words: Words) -> list[Block]:
    columns = shared_columns(
        words,
        wide,
        (msg("Advice, and what we will do before the next session"), 0.62),
        (msg("Who"), 0.20),
        (msg("By when"), 0.18),
    )
    return [gap(8), write_table(columns, _LEAST_LINES, _MOST_LINES)]
