"""Paints a `ChartSpec` as vectors, in grey or colour (look.md, Run chart). Nothing is computed from data here."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from collabdesk.charts.spec import Axis, CentreLine, ChartSpec, LineStyle, Sign, Tick
from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_layout import TITLE_LINE, ChartLayout, Needs, lay_out
from collabdesk.reports.charts.chart_plot import LANE, LINE, Plot, count_heads, tick_label
from collabdesk.reports.craft.fonts import width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.structure import PICTURE
from collabdesk.reports.craft.style import BODY, SMALLEST

_WHITE = (1.0, 1.0, 1.0)
_EMPTY = msg("Nothing reported yet")
_LOWER = 6.0
"""So much lower stands, for readers that put a text together by its places, the name of a chart in a right-hand column:
pdftotext takes four texts that stand level, two by two, for a table, and would read title beside title.
"""
_DASHES = {LineStyle.BASELINE: "", LineStyle.EXTENDED: "5 2.5", LineStyle.PROVISIONAL: "1 2.2"}
TARGET_DASH = "11 4"
LIMIT_DASH = "6 2 1.2 2"
DEFINITION_DASH = "2 2"


def paint_chart(
    pen: Pen,
    spec: ChartSpec,
    left: float,
    bottom: float,
    wide: float,
    high: float,
    room: Needs | None = None,
    column: int = 0,
) -> ChartLayout:
    """Draw a whole chart with its lower left corner at ``left``, ``bottom``; returns where everything stands.

    ``column``: which of the charts side by side it is.
    """
    layout = lay_out(spec, wide, high, pen.word, room)
    with pen.part(PICTURE, " ".join((*layout.title, layout.headline, "·", *layout.sentence))):
        pen.put(f"q 1 0 0 1 {left:.2f} {bottom:.2f} cm")
        base = high - 10 - (column % 2) * _LOWER
        with pen.spoken(_told(pen, spec, layout), across=(0.0, wide, base)):
            _picture(pen, spec, layout)
        _sentence(pen, layout)
        pen.put("Q")
    return layout


def _told(pen: Pen, spec: ChartSpec, layout: ChartLayout) -> list[str]:
    """What is read of a picture, without the ticks, which are for the eyes: its name, marks and numbers."""
    marks = sorted(layout.labels, key=lambda label: label.x)
    said = [*layout.title, layout.headline, *layout.subtitle, *(flag.text for flag in layout.flags)]
    said += [pen.word(_EMPTY)] if _is_empty(layout) else []
    said += [label.text for label in marks]
    for head, row in zip(count_heads(spec, pen.word), layout.counts.rows, strict=False):
        said += [head, *(text for _, text in row)]
    return said


def _is_empty(layout: ChartLayout) -> bool:
    return not layout.dots and not layout.hollow and not layout.crossed


def _picture(pen: Pen, spec: ChartSpec, layout: ChartLayout) -> None:
    _head(pen, spec, layout)
    _frame(pen, spec, layout)
    _flags(pen, layout)
    _levels(pen, spec, layout)
    _limits(pen, layout)
    _data(pen, layout)
    _labels(pen, layout)
    if _is_empty(layout):
        plot = layout.plot
        middle = (plot.left + plot.right) / 2, (plot.bottom + plot.top) / 2 - 3
        said = pen.word(_EMPTY)
        room = width(said, BODY) + 8
        pen.box(middle[0] - room / 2, middle[1] - 3, room, 13, fill=_WHITE)
        pen.text(*middle, said, size=BODY, ink=pen.palette.soft, align=0.5)
    _counts(pen, spec, layout)


def paint_sign(pen: Pen, sign: Sign, x: float, y: float, size: float = 7.0) -> None:
    """One of the four signs of look.md, centred on ``x``, ``y``: told apart by shape alone."""
    half, ink = size / 2, pen.palette.ink
    if sign is Sign.IMPROVED:
        pen.shape([(x - half, y - half), (x + half, y - half), (x, y + half)], fill=ink)
    elif sign is Sign.WORSENED:
        shape = [(x - half, y + half), (x + half, y + half), (x, y - half)]
        pen.shape(shape, fill=_WHITE, ink=ink, thick=1.1)
    elif sign is Sign.NO_SIGNAL:
        pen.lines([[(x - half, y), (x + half, y)]], ink=ink, thick=1.8)
    else:
        pen.circle(x, y, half * 0.62, ink=ink, thick=1.0)


def paint_diamond(pen: Pen, x: float, y: float, half: float = 3.4) -> None:
    """The hollow diamond of a period without cases."""
    shape = [(x - half, y), (x, y + half), (x + half, y), (x, y - half)]
    pen.shape(shape, fill=_WHITE, ink=pen.palette.ink, thick=0.9)


def paint_dots(
    pen: Pen,
    *,
    dots: tuple[tuple[float, float], ...] = (),
    hollow: tuple[tuple[float, float], ...] = (),
    crossed: tuple[tuple[float, float], ...] = (),
    across: float = 4.6,
) -> None:
    """The dots of the series: filled, hollow for a small denominator, crossed when excluded."""
    ink = pen.palette.data
    pen.dots([*dots, *hollow], ink=ink, across=across)
    pen.dots(hollow, ink=_WHITE, across=across - 1.9)
    pen.dots(crossed, ink=ink, across=across + 0.6)
    pen.dots(crossed, ink=_WHITE, across=across - 1.0)
    arm = across * 0.9
    strokes = [
        [(x - arm, y - arm * slope), (x + arm, y + arm * slope)] for x, y in crossed for slope in (1, -1)
    ]
    pen.lines(strokes, ink=pen.palette.ink, thick=0.9)


def paint_rings(pen: Pen, places: tuple[tuple[float, float], ...], across: float, square: bool) -> None:
    """Rings (shift) or squares (trend) round points, to be drawn before the line and the dots."""
    if square:
        pen.squares(places, across, ink=pen.palette.ink)
        return
    pen.dots(places, ink=pen.palette.ink, across=across)
    pen.dots(places, ink=_WHITE, across=across - 1.7)


def paint_centre(pen: Pen, first: float, last: float, y: float, line: CentreLine) -> None:
    """A stretch of a median in the style of its baseline; an old phase's is thinner."""
    thick = 0.7 if line.old else 1.3
    pen.lines([[(first, y), (last, y)]], ink=pen.palette.median, thick=thick, dash=_DASHES[line.style])


def paint_flag(pen: Pen, x: float, y: float, text: str, wide: float) -> None:
    """The box of a flag with its number, its lower left corner at ``x``, ``y``."""
    pen.box(x, y, wide, LANE - 1.5, fill=_WHITE, ink=pen.palette.flag, thick=0.8)
    pen.text(x + wide / 2, y + 2.2, text, bold=True, align=0.5)


def _frame(pen: Pen, spec: ChartSpec, layout: ChartLayout) -> None:
    """Bands, grid, axes and ticks: the same on thousands of charts, whatever stands under their plots."""
    bottom = layout.plot.bottom
    plot = replace(layout.plot, bottom=0.0, top=round(layout.plot.top - bottom, 2))
    top = round(layout.flags_top - bottom, 2)
    key = (plot, top, spec.x, spec.y, spec.bands)

    def draw() -> None:
        _bands(pen, spec, plot, top)
        _y_axis(pen, spec.y, plot)
        _x_axis(pen, spec.x, plot)

    pen.form(key, (0.0, bottom), (layout.wide, top + 2 * LINE), draw)


def _bands(pen: Pen, spec: ChartSpec, plot: Plot, top: float) -> None:
    taken = -1.0
    labels: list[tuple[float, str]] = []
    for band in spec.bands:
        first, last = (plot.x(min(max(at, plot.first), plot.last)) for at in (band.first, band.last))
        if last <= first:
            continue
        if band.shaded:
            pen.box(first, plot.bottom, last - first, plot.top - plot.bottom, fill=pen.palette.band)
        label = pen.word(band.label)
        if label and first + 2 > taken and first + width(label, SMALLEST) < plot.right + 12:
            labels.append((first, label))
            taken = first + 5 + width(label, SMALLEST)
    pen.lines(
        [[(first, plot.top), (first, top + 10)] for first, _ in labels], ink=pen.palette.rule, thick=0.5
    )
    for first, label in labels:
        pen.text(first + 2.5, top + 3.2, label, ink=pen.palette.soft)


def _y_axis(pen: Pen, axis: Axis, plot: Plot) -> None:
    pen.lines(
        [[(plot.left, plot.y(tick.at)), (plot.right, plot.y(tick.at))] for tick in axis.ticks],
        ink=pen.palette.grid,
        thick=0.5,
    )
    last = -math.inf
    labels: list[tuple[float, str]] = []
    for tick in sorted(axis.ticks, key=lambda tick: tick.at):
        y = plot.y(tick.at)
        if y - last >= 9.5:
            labels.append((y - 3.2, tick_label(axis, tick, pen.word)))
            last = y
    for y, label in labels:
        pen.text(plot.left - 4, y, label, ink=pen.palette.soft, align=1)


def _x_axis(pen: Pen, axis: Axis, plot: Plot) -> None:
    ends = [[(plot.left, plot.bottom), (plot.right, plot.bottom)]]
    strokes = [[(plot.x(tick.at), plot.bottom), (plot.x(tick.at), plot.bottom - 2)] for tick in axis.ticks]
    pen.lines(ends + strokes, ink=pen.palette.rule, thick=0.7)
    labels = [(tick, pen.word(tick.label)) for tick in axis.ticks]
    step, start = _thinned(labels, plot)
    shown = [
        (plot.x(tick.at), label) for index, (tick, label) in enumerate(labels) if (index - start) % step == 0
    ]
    for x, label in shown:
        pen.text(x, plot.bottom - LINE, label, ink=pen.palette.soft, align=0.5)
    taken = -math.inf
    years: list[tuple[float, str]] = []
    for tick, label in labels:
        second = pen.word(tick.second)
        begin = plot.x(tick.at) - min(4.0, width(label, SMALLEST) / 2)
        if second and begin > taken:
            years.append((begin, second))
            taken = begin + width(second, SMALLEST) + 3
    for begin, year in years:
        pen.text(begin, plot.bottom - 2 * LINE + 0.5, year, ink=pen.palette.soft)


def _thinned(labels: list[tuple[Tick, str]], plot: Plot) -> tuple[int, int]:
    """(every how many-th label is printed, from which): January keeps its letter when months stand close."""
    ticks = [tick for tick, _ in labels]
    if len(ticks) < 2:
        return 1, 0
    gap = min(plot.x(b.at) - plot.x(a.at) for a, b in pairwise(ticks))
    need = max(width(label, SMALLEST) for _, label in labels) + 1
    step = next((s for s in (1, 2, 3, 4, 6, 12) if gap * s >= need), math.ceil(need / max(gap, 0.01)))
    with_year = [index for index, tick in enumerate(ticks) if tick.second]
    return step, (with_year[-1] if with_year else 0)


def _head(pen: Pen, spec: ChartSpec, layout: ChartLayout) -> None:
    y = layout.high - 10
    right = layout.wide - (width(layout.headline, BODY, True) if layout.headline else 0)
    for line in layout.title:
        pen.text(0, y, line, size=BODY, bold=True)
        y -= TITLE_LINE
    pen.text(right, layout.high - 10, layout.headline, size=BODY, bold=True)
    below = layout.high - layout.needs.title * TITLE_LINE - 8
    for line in layout.subtitle:
        pen.text(0, below, line, ink=pen.palette.soft)
        below -= LINE
    paint_sign(pen, spec.sign, right - 8, layout.high - 6.6)


def _flags(pen: Pen, layout: ChartLayout) -> None:
    plot = layout.plot
    poles = [
        [(flag.pole, plot.bottom), (flag.pole, plot.top + flag.lane * LANE + LANE)] for flag in layout.flags
    ]
    pen.lines(poles, ink=pen.palette.flag, thick=0.6)
    for flag in layout.flags:
        paint_flag(pen, flag.left, plot.top + flag.lane * LANE + 1.5, flag.text, flag.wide)


def _levels(pen: Pen, spec: ChartSpec, layout: ChartLayout) -> None:
    plot = layout.plot
    if spec.target:
        y = plot.y(spec.target.y)
        pen.lines([[(plot.left, y), (plot.right, y)]], ink=pen.palette.target, thick=0.8, dash=TARGET_DASH)
    for line in spec.centre:
        first = plot.left if line.first <= 0 else plot.x(line.first)
        last = plot.right if line.last >= plot.last - 0.6 else plot.x(line.last)
        paint_centre(pen, first, last, plot.y(line.y), line)


def _limits(pen: Pen, layout: ChartLayout) -> None:
    """Limits of a control chart, thinner in old phases; the second line; verticals where the definition changed."""
    ink = pen.palette.target
    pen.lines(layout.limits, ink=ink, thick=0.8, dash=LIMIT_DASH)
    pen.lines(layout.old_limits, ink=ink, thick=0.5, dash=LIMIT_DASH)
    pen.lines(layout.second, ink=pen.palette.soft, thick=0.7)
    poles = [[(x, layout.plot.bottom), (x, layout.plot.top)] for x in layout.definitions]
    pen.lines(poles, ink=pen.palette.ink, thick=0.9, dash=DEFINITION_DASH)


def _data(pen: Pen, layout: ChartLayout) -> None:
    across = min(4.8, max(3.2, layout.plot.pitch * 0.5))
    paint_rings(pen, layout.rings, across + 5.0, square=False)
    paint_rings(pen, layout.squares, across + 4.6, square=True)
    pen.lines(layout.segments, ink=pen.palette.data, thick=1.35)
    for x, y in layout.diamonds:
        paint_diamond(pen, x, y)
    paint_dots(pen, dots=layout.dots, hollow=layout.hollow, crossed=layout.crossed, across=across)
    arm = across * 0.8
    for x, y in layout.beyond:
        pen.shape([(x, y), (x - arm, y - 1.6 * arm), (x + arm, y - 1.6 * arm)], fill=pen.palette.data)
        pen.lines([[(x - arm, y), (x + arm, y)]], ink=pen.palette.data, thick=0.9)
    for x, y in layout.suspect:
        pen.text(x + across / 2 + 1.5, y - 3, "!", bold=True)


def _labels(pen: Pen, layout: ChartLayout) -> None:
    labels = sorted(layout.labels, key=lambda label: label.x)
    for label in labels:
        if label.covers:
            left, bottom, right, top = label.edges
            pen.box(left - 1, bottom, right - left + 2, top - bottom, fill=_WHITE)
    for label in labels:
        pen.text(label.x, label.y, label.text, ink=pen.palette.target if label.soft else None)


def _counts(pen: Pen, spec: ChartSpec, layout: ChartLayout) -> None:
    counts, plot = layout.counts, layout.plot
    top = plot.bottom - LINE * (1 + layout.needs.years) - 3
    heads = count_heads(spec, pen.word)
    if counts.turned and counts.rows:
        pen.text(plot.left - 5, top - LINE + 2, heads[0], ink=pen.palette.soft, align=1)
        for x, text in counts.rows[0]:
            pen.text(plot.x(x) + 3.2, top - 1, text, align=1, turned=True)
        return
    for index, row in enumerate(counts.rows):
        y = top - (index + 1) * LINE + 2.5
        pen.text(plot.left - 5, y, heads[index], ink=pen.palette.soft, align=1)
        for x, text in row:
            pen.text(plot.x(x), y, text, align=0.5)


def _sentence(pen: Pen, layout: ChartLayout) -> None:
    y = layout.needs.sentence * LINE - LINE + 3
    for line in layout.sentence:
        pen.text(0, y, line)
        y -= LINE
