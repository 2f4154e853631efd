""" "Where we are": the pooled charts of all teams together, two on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.charts.charts_block import LEAST_PLOT, chart_rows
from collabdesk.reports.content import PackContent, PooledChart
from collabdesk.reports.craft.blocks import heading, paragraph
from collabdesk.reports.craft.flow import Block, gap, paginate
from collabdesk.reports.craft.sections import section_pages
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.style import BODY, SMALLEST, TITLE

_PER_PAGE = 2
_TALLEST = 215.0


def pooled_pages(sheet: Sheet, content: PackContent, words: Words) -> list[PlannedPage]:
    """The section, or nothing when there is no pooled chart."""
    if not content.pooled:
        return []
    title = words(msg("Where we are"))
    blocks: list[Block] = []
    for first in range(0, len(content.pooled), _PER_PAGE):
        above = _opening(sheet, content, title, words) if first == 0 else [_start()]
        blocks += _page(sheet, above, content.pooled[first : first + _PER_PAGE], words)
    return section_pages(sheet, paginate(blocks, sheet.room), title, "where")


def _start() -> Block:
    return replace(gap(2), new_page=True, keep_with_next=True)


def _opening(sheet: Sheet, content: PackContent, title: str, words: Words) -> list[Block]:
    blocks = [heading(title, sheet.across, above=0, size=TITLE)]
    if content.aim:
        aim = words(msg("Our aim: {aim}", aim=content.aim))
        blocks.append(paragraph(aim, sheet.across, soft=True))
    blocks += [paragraph(words(text), sheet.across, above=2) for text in content.introduction]
    if content.chance_note:
        blocks.append(paragraph(words(content.chance_note), sheet.across, size=SMALLEST, soft=True, above=2))
    return [*blocks, gap(10)]


def _page(sheet: Sheet, above: list[Block], charts: Sequence[PooledChart], words: Words) -> list[Block]:
    """Up to two charts, as high as the page allows but not so high that one alone looks lost."""
    rows = chart_rows([item.chart for item in charts], 1, sheet.across, words)
    texts = [paragraph(words(item.text), sheet.across, size=BODY) if item.text else gap(0) for item in charts]
    taken = sum(block.high for block in (*above, *texts)) + 12 * len(rows)
    share = (sheet.room - taken - sum(row.around for row in rows)) / len(rows)
    found = list(above)
    for row, text in zip(rows, texts, strict=True):
        block = row.block(max(LEAST_PLOT, min(share, _TALLEST)))
        found += [Block(high=block.high, draw=block.draw, keep_with_next=True), text, gap(10)]
    return found
