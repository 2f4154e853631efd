"""Funnel plots on paper: the teams of an indicator side by side, with the limits of chance (method.md, 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from collabdesk.charts.funnel import FunnelSpec
from collabdesk.charts.funnel_words import MARKS
from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_painter import TARGET_DASH
from collabdesk.reports.charts.chart_plot import LINE, Words, tick_label
from collabdesk.reports.charts.funnel_layout import FunnelOnPaper, lay_out_funnel, unit_above, x_ticks
from collabdesk.reports.craft.blocks import heading, paragraph
from collabdesk.reports.craft.flow import Block, gap, paginate
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sections import section_pages
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.structure import PICTURE
from collabdesk.reports.craft.style import SMALLEST, TITLE
from collabdesk.reports.craft.text import shorten

_HIGH, _HIGH_ALONE = 205.0, 400.0
_DOT = 4.4
_INNER_DASH = "2.5 2"


def funnel_pages(sheet: Sheet, funnels: Sequence[FunnelSpec], words: Words) -> list[PlannedPage]:
    """The section, two plots on a page; nothing without a plot."""
    if not funnels:
        return []
    title, wide = words(msg("Funnel plots")), sheet.across
    blocks = [
        heading(title, wide, above=0, size=TITLE),
        paragraph(words(MARKS), wide, size=SMALLEST, soft=True),
        gap(8),
    ]
    for at, spec in enumerate(funnels):
        alone = at == len(funnels) - 1 and at % 2 == 0
        one = _funnel(spec, wide, words, _HIGH_ALONE if alone else _HIGH)
        blocks += [replace(one[0], new_page=at > 0 and at % 2 == 0), *one[1:]]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "funnels")


def _funnel(spec: FunnelSpec, wide: float, words: Words, high: float) -> list[Block]:
    """Its heading, picture, sentence and who is not on it, which stay together."""
    layout = lay_out_funnel(spec, wide, high, words)

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        with pen.part(PICTURE, words(spec.title)):
            pen.put(f"q 1 0 0 1 {left:.2f} {top - high:.2f} cm")
            paint_funnel(pen, spec, layout)
            pen.put("Q")

    notes = [paragraph(words(one), wide, size=SMALLEST, soft=True, above=2) for one in spec.left_out]
    texts = [paragraph(words(spec.sentence), wide, above=4), *notes]
    blocks = [
        heading(words(spec.title), wide, above=4),
        paragraph(words(spec.subtitle), wide, size=SMALLEST, soft=True),
        Block(high=high, draw=draw),
        *texts,
    ]
    return [*(replace(block, keep_with_next=True) for block in blocks[:-1]), blocks[-1], gap(12)]


def paint_funnel(pen: Pen, spec: FunnelSpec, layout: FunnelOnPaper) -> None:
    """The plot: dots within the limits; beyond the inner ones in a ring, beyond the outer ones in a square."""
    _axes(pen, spec, layout)
    ink, plot = pen.palette, layout.plot
    pen.lines(layout.inner, ink=ink.soft, thick=0.8, dash=_INNER_DASH)
    pen.lines(layout.outer, ink=ink.soft, thick=0.9)
    for value, dash, thick in ((spec.centre, "", 1.3), (_target(spec), TARGET_DASH, 0.8)):
        if value is not None:
            y = plot.y(value)
            pen.lines([[(plot.left, y), (plot.right, y)]], ink=ink.median, thick=thick, dash=dash)
    for label in layout.labels:  # under the points: a name must not cover another team
        if label.x < plot.right:
            left, bottom, right, top = label.edges
            pen.box(left - 1, bottom, right - left + 2, top - bottom, fill=(1.0, 1.0, 1.0))
        pen.text(label.x, label.y, label.text)
    beyond = [at for point, at in layout.teams if abs(point.zone) == 1]
    far = [at for point, at in layout.teams if abs(point.zone) == 2]
    pen.dots(beyond, ink=ink.ink, across=_DOT + 5)
    pen.dots(beyond, ink=(1.0, 1.0, 1.0), across=_DOT + 3.2)
    pen.squares(far, _DOT + 4.8, ink=ink.ink)
    pen.dots([at for _, at in layout.teams], ink=ink.data, across=_DOT)


def _target(spec: FunnelSpec) -> float | None:
    return spec.target.y if spec.target else None


def _axes(pen: Pen, spec: FunnelSpec, layout: FunnelOnPaper) -> None:
    plot, soft = layout.plot, pen.palette.soft
    levels = [(plot.y(tick.at), tick_label(spec.y, tick, pen.word)) for tick in spec.y.ticks]
    pen.lines([[(plot.left, y), (plot.right, y)] for y, _ in levels], ink=pen.palette.grid, thick=0.5)
    for y, label in levels:
        pen.text(plot.left - 4, y - 3.2, label, ink=soft, align=1)
    pen.text(0, plot.top + 8, unit_above(spec, pen.word), ink=soft)
    pen.lines([[(plot.left, plot.bottom), (plot.right, plot.bottom)]], ink=pen.palette.rule, thick=0.7)
    for x, label in x_ticks(spec, plot, pen.word):
        pen.lines([[(x, plot.bottom), (x, plot.bottom - 2)]], ink=pen.palette.rule, thick=0.7)
        pen.text(x, plot.bottom - LINE, label, ink=soft, align=0.5)
    cases = shorten(pen.word(spec.x.unit) or pen.word(msg("cases")), plot.right - plot.left, SMALLEST)
    pen.text((plot.left + plot.right) / 2, plot.bottom - 2 * LINE, cases, align=0.5)
