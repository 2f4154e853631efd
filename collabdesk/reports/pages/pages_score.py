"""The scoreboard: large numbers, each with its definition under it, then gains and goals as tables."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.content_parts import Figure, Scoreboard
from collabdesk.reports.craft.blocks import heading, paragraph, table
from collabdesk.reports.craft.flow import Block, gap, paginate
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sections import BOLD, section_pages, shared_columns
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.structure import HEADINGS
from collabdesk.reports.craft.style import BODY, LEADING, SMALLEST, TITLE
from collabdesk.reports.craft.text import shorten, wrap

_LARGE = 24.0
_BETWEEN = 18.0


def scoreboard_pages(sheet: Sheet, board: Scoreboard | None, words: Words) -> list[PlannedPage]:
    """The section, or nothing without a scoreboard."""
    if board is None:
        return []
    title, wide = words(msg("Scoreboard")), sheet.across
    blocks: list[Block] = [heading(title, wide, above=0, size=TITLE), paragraph(words(board.summary), wide)]
    for first in range(0, len(board.figures), 2):
        blocks += [gap(10), _figures(board.figures[first : first + 2], wide, words)]
    if board.gains:
        blocks += _gains(board, wide, words)
    if board.goals:
        blocks += _goals(board, wide, words)
    return section_pages(sheet, paginate(blocks, sheet.room), title, "scoreboard")


def _figures(figures: Sequence[Figure], wide: float, words: Words) -> Block:
    """One or two numbers side by side on a light ground."""
    each = (wide - _BETWEEN) / 2
    texts = [wrap(words(figure.definition), each - 20, SMALLEST) for figure in figures]
    step = SMALLEST * LEADING
    high = 67 + max(len(lines) for lines in texts) * step

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        for index, (figure, lines) in enumerate(zip(figures, texts, strict=True)):
            x = left + index * (each + _BETWEEN)
            pen.box(x, top - high, each, high, fill=pen.palette.band)
            name = shorten(words(figure.name), each - 20, BODY, True)
            pen.write(x + 10, top - 15, (name,), step=step, kind=HEADINGS[2], size=BODY, bold=True)
            value = shorten(words(figure.value), each - 20, _LARGE, True)
            pen.text(x + 10, top - 41, value, size=_LARGE, bold=True)
            pen.text(x + 10, top - 58, shorten(words(figure.detail), each - 20, BODY), size=BODY)
            pen.write(x + 10, top - 72, lines, step=step, ink=pen.palette.soft)

    return Block(high=high, draw=draw)


def _gains(board: Scoreboard, wide: float, words: Words) -> list[Block]:
    columns = shared_columns(
        words,
        wide,
        (msg("Indicator"), 0.40, BOLD),
        (msg("Teams"), 0.1),
        (msg("Median gain"), 0.2),
        (msg("Half of the teams lie between"), 0.30),
    )
    rows = [
        (line.indicator, str(line.teams), words(line.median), words(line.quartiles)) for line in board.gains
    ]
    said = paragraph(words(board.gains_said), wide, size=SMALLEST, soft=True, above=3)
    return [heading(words(msg("Gain by indicator")), wide), *table(columns, rows), said]


def _goals(board: Scoreboard, wide: float, words: Words) -> list[Block]:
    columns = shared_columns(
        words,
        wide,
        (msg("Goal"), 0.26, BOLD),
        (msg("Reached"), 0.22),
        (msg("Beyond at baseline"), 0.24),
        (msg("Time to reach"), 0.15),
        (msg("Held"), 0.13),
    )
    rows = [
        (words(goal.goal), words(goal.reached), words(goal.already), words(goal.time), words(goal.held))
        for goal in board.goals
    ]
    said = [paragraph(words(text), wide, size=SMALLEST, soft=True, above=3) for text in board.goals_said]
    return [heading(words(msg("Goals reached and held")), wide), *table(columns, rows), *said]
