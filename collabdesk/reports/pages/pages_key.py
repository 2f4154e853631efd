""" "How to read the charts": an example with every sign, and what each of them says in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from collabdesk.charts.spec import CentreLine, LineStyle, Sign
from collabdesk.i18n import Message, msg
from collabdesk.reports.charts.chart_painter import (
    TARGET_DASH,
    paint_centre,
    paint_diamond,
    paint_dots,
    paint_flag,
    paint_rings,
    paint_sign,
)
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.craft.blocks import heading, paragraph
from collabdesk.reports.craft.flow import Block, paginate
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sections import section_pages
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.structure import ASIDE
from collabdesk.reports.craft.style import BODY, LEADING, TITLE
from collabdesk.reports.craft.text import wrap

_SIGN_ROOM = 58.0
Draw = Callable[[Pen, float, float], None]
"""Draws a sample centred on x, y."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A sign and what it says."""

    draw: Draw
    text: Message


def key_pages(sheet: Sheet, words: Words) -> list[PlannedPage]:
    """One page that explains every sign on the charts, for people who only ever see the paper."""
    title = words(msg("How to read the charts"))
    wide = sheet.across
    intro = msg(
        "Each chart shows one indicator, month by month. The line is drawn only where something was reported. "
        "A change in the work shows as a pattern, not as one good or bad month: that is what the rules look for."
    )
    blocks: list[Block] = [
        heading(title, wide, above=0, size=TITLE),
        paragraph(words(intro), wide),
    ]
    for name, samples in _GROUPS:
        blocks.append(heading(words(name), wide, above=13))
        blocks += [_row(sample, words(sample.text), wide) for sample in samples]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "key")


def _row(sample: Sample, text: str, wide: float) -> Block:
    lines = wrap(text, wide - _SIGN_ROOM - 10, BODY)
    step = BODY * LEADING
    high = max(len(lines) * step + 4, 21.0)

    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        with pen.part(ASIDE):
            sample.draw(pen, left + _SIGN_ROOM / 2, top - high / 2)
        y = top - high / 2 + (len(lines) - 1) * step / 2 - 3.4
        pen.write(left + _SIGN_ROOM + 10, y, lines, step=step, size=BODY)

    return Block(high=high, draw=draw)


def _dot(kind: str) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        line = [(x - 22, y - 3), (x, y), (x + 22, y + 4)]
        if kind == "gap":
            pen.lines(
                [[(x - 24, y - 3), (x - 10, y)], [(x + 10, y), (x + 24, y + 4)]],
                ink=pen.palette.data,
                thick=1.35,
            )
            paint_dots(pen, dots=((x - 10, y), (x + 10, y)))
        elif kind == "crossed":
            paint_dots(pen, crossed=((x, y),))
        else:
            pen.lines([line], ink=pen.palette.data, thick=1.35)
            paint_dots(pen, **{kind: ((x, y),)})  # type: ignore[arg-type]

    return draw


def _median(style: LineStyle) -> Draw:
    line = CentreLine(first=0, last=1, y=0, style=style)
    return lambda pen, x, y: paint_centre(pen, x - 24, x + 24, y, line)


def _ring(square: bool) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        places = ((x - 15, y), (x, y + (4 if square else 2)), (x + 15, y + (8 if square else -1)))
        places = tuple((px, py - (4 if square else 0)) for px, py in places)  # type: ignore[assignment]
        paint_rings(pen, places, 9.6, square)
        pen.lines([places], ink=pen.palette.data, thick=1.35)
        paint_dots(pen, dots=places)

    return draw


def _target(pen: Pen, x: float, y: float) -> None:
    pen.lines([[(x - 26, y), (x + 26, y)]], ink=pen.palette.target, thick=0.8, dash=TARGET_DASH)


def _diamond(pen: Pen, x: float, y: float) -> None:
    pen.lines([[(x - 24, y), (x + 24, y)]], ink=pen.palette.rule, thick=0.7)
    paint_diamond(pen, x, y)


def _flag(pen: Pen, x: float, y: float) -> None:
    pen.lines([[(x - 6, y - 9), (x - 6, y + 8)]], ink=pen.palette.flag, thick=0.6)
    paint_flag(pen, x - 6, y - 2, "2", 10)


def _band(pen: Pen, x: float, y: float) -> None:
    pen.box(x - 24, y - 9, 48, 18, fill=pen.palette.band)
    pen.lines([[(x - 24, y - 9), (x - 24, y + 9)]], ink=pen.palette.rule, thick=0.5)
    pen.text(x - 22, y - 3, pen.word(msg("LS{number}", number=1)), ink=pen.palette.soft)


def _suspect(pen: Pen, x: float, y: float) -> None:
    paint_dots(pen, dots=((x - 2, y),))
    pen.text(x + 2.5, y - 3, "!", bold=True)


def _written(text: str) -> Draw:
    return lambda pen, x, y: pen.text(x, y - 3, text, align=0.5)


def _sign(sign: Sign) -> Draw:
    return lambda pen, x, y: paint_sign(pen, sign, x, y, 8)


_GROUPS: Sequence[tuple[Message, Sequence[Sample]]] = (
    (
        msg("The points"),
        (
            Sample(draw=_dot("dots"), text=msg("What was reported for the month.")),
            Sample(draw=_dot("hollow"), text=msg("Hollow: few cases that month, so the value jumps easily.")),
            Sample(draw=_dot("gap"), text=msg("A gap: nothing was reported. It is not a zero.")),
            Sample(
                draw=_diamond, text=msg("A diamond on the axis: no cases that month, so there is no value.")
            ),
            Sample(
                draw=_dot("crossed"), text=msg("Crossed: shown, but left out of the median and the rules.")
            ),
            Sample(draw=_written("12/20"), text=msg("Under each month: 12 of 20 cases met the standard.")),
            Sample(
                draw=_suspect,
                text=msg("An exclamation mark: more cases met than cases counted. Please check."),
            ),
        ),
    ),
    (
        msg("The lines"),
        (
            Sample(
                draw=_median(LineStyle.BASELINE),
                text=msg("The median of the baseline: half of its points lie above, half below."),
            ),
            Sample(
                draw=_median(LineStyle.EXTENDED),
                text=msg("The same median, extended to compare later months with it."),
            ),
            Sample(
                draw=_median(LineStyle.PROVISIONAL),
                text=msg("A provisional median: there is no agreed baseline yet."),
            ),
            Sample(draw=_target, text=msg("The target, with its value at the right end.")),
        ),
    ),
    (
        msg("The signals"),
        (
            Sample(
                draw=_ring(False),
                text=msg("Rings, a shift: six or more points in a row on one side of the median."),
            ),
            Sample(
                draw=_ring(True),
                text=msg("Squares, a trend: five or more points in a row, all rising or all falling."),
            ),
            Sample(
                draw=_written("ihi"),
                text=msg(
                    "The set of rules used; its name stands after each sentence. “ihi” is the usual set."
                ),
            ),
            Sample(draw=_sign(Sign.IMPROVED), text=msg("Improved: a signal in the good direction.")),
            Sample(draw=_sign(Sign.WORSENED), text=msg("Worsened: a signal in the bad direction.")),
            Sample(
                draw=_sign(Sign.NO_SIGNAL),
                text=msg("No signal: the points move as chance alone would move them."),
            ),
            Sample(draw=_sign(Sign.NOT_ENOUGH), text=msg("Not enough data yet to say anything.")),
        ),
    ),
    (
        msg("The work"),
        (
            Sample(
                draw=_flag,
                text=msg("A flag: the team began a change. Its number is in the list under the charts."),
            ),
            Sample(
                draw=_band,
                text=msg("A band begins at a learning session and covers the action period after it."),
            ),
        ),
    ),
)
