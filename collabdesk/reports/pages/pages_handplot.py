"""Hand-plot sheets: a team's own median, target and last points, with empty months to go on by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from collabdesk.charts.spec import ChartPoint, ChartSpec, PointState
from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_labels import right_labels
from collabdesk.reports.charts.chart_painter import TARGET_DASH, paint_centre, paint_dots
from collabdesk.reports.charts.chart_plot import Plot, Words, beside, right_texts, tick_label
from collabdesk.reports.content import PackOptions, TeamPage
from collabdesk.reports.craft.fonts import clean, width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.craft.structure import HEADINGS, PICTURE
from collabdesk.reports.craft.style import BODY, HEADING, SMALLEST, TITLE
from collabdesk.reports.craft.text import shorten, shorten_lines, wrap

_PER_PAGE = 2
_HEAD = 58.0
_LEFT, _RIGHT = 52.0, 72.0
_BOX = 17.0
"""Height of a box to write in."""
_FINE = 10
"""Lines across the plot, so that a value can be placed by eye."""


def hand_plot_pages(
    sheet: Sheet, teams: Sequence[TeamPage], options: PackOptions, words: Words
) -> list[PlannedPage]:
    """Two charts a page for every team that has any."""
    pages: list[PlannedPage] = []
    for number, team in enumerate(teams):
        for first in range(0, len(team.hand_plots), _PER_PAGE):
            charts = team.hand_plots[first : first + _PER_PAGE]
            entry = Entry(key=f"plot{number}", title=clean(team.name), level=1, listed=False)
            pages.append(
                PlannedPage(
                    section=words(msg("Hand-plot sheet: {team}", team=team.name)),
                    draw=_drawing(sheet, team, charts, words),
                    entry=None if first else entry,
                    odd=options.two_sided and first == 0,
                )
            )
    return pages


def _drawing(
    sheet: Sheet, team: TeamPage, charts: Sequence[ChartSpec], words: Words
) -> Callable[[Pen], None]:
    def draw(pen: Pen) -> None:
        y = sheet.top - TITLE * 0.86
        name = shorten_lines(team.name, sheet.across, TITLE, 1, True)
        pen.write(sheet.left, y, name, step=0, kind=HEADINGS[0], size=TITLE, bold=True)
        said = msg(
            "After each month: write the numbers in the boxes, put a dot on the month's line, join it to the last one."
        )
        lines = wrap(words(said), sheet.across, BODY)[:2]
        pen.write(sheet.left, y - 17, lines, step=13, size=BODY, ink=pen.palette.soft)
        high = (sheet.room - _HEAD) / _PER_PAGE
        for index, chart in enumerate(charts):
            _draw_chart(pen, sheet, chart, sheet.top - _HEAD - index * high, high - 16, words)

    return draw


def _draw_chart(pen: Pen, sheet: Sheet, spec: ChartSpec, top: float, high: float, words: Words) -> None:
    heads = _box_heads(spec, words)
    plot = Plot(
        left=sheet.left + _LEFT,
        right=sheet.right - _RIGHT,
        bottom=top - high + len(heads) * _BOX + 26,
        top=top - 20,
        low=spec.y.low,
        high=spec.y.high,
        first=-0.5,
        last=spec.x.high,
    )
    unit = words(spec.y.unit)
    title = words(spec.subtitle or spec.title)
    if unit not in ("", "%") and unit.casefold() not in title.casefold():
        title = f"{title} ({unit})"
    title = shorten(title, sheet.across, HEADING, True)
    pen.write(sheet.left, top - 9, (title,), step=0, kind=HEADINGS[1], size=HEADING, bold=True)
    with pen.part(PICTURE, title):
        _paper(pen, spec, plot)
        _levels(pen, spec, plot, sheet)
        _past(pen, spec, plot)
        _boxes(pen, spec, plot, heads)


def _box_heads(spec: ChartSpec, words: Words) -> tuple[str, ...]:
    """What the boxes under each month are for."""
    ratio = any(point.denominator is not None for point in spec.points) or words(spec.y.unit) == "%"
    value = words(spec.y.unit) if words(spec.y.unit) == "%" else words(msg("value"))
    return (words(msg("n")), words(msg("of")), value) if ratio else (value,)


def _paper(pen: Pen, spec: ChartSpec, plot: Plot) -> None:
    """Fine lines for the eye, a line for each month, ticks and months."""
    step = (plot.high - plot.low) / _FINE
    levels = [plot.y(plot.low + step * index) for index in range(_FINE + 1)]
    months = [plot.x(at) for at in range(int(plot.last + 0.5))]
    pen.lines([[(plot.left, y), (plot.right, y)] for y in levels], ink=pen.palette.grid, thick=0.5)
    pen.lines([[(x, plot.bottom), (x, plot.top)] for x in months], ink=pen.palette.grid, thick=0.5)
    pen.lines(
        [[(plot.left, plot.y(tick.at)), (plot.right, plot.y(tick.at))] for tick in spec.y.ticks],
        ink=pen.palette.rule,
        thick=0.6,
    )
    pen.box(
        plot.left,
        plot.bottom,
        plot.right - plot.left,
        plot.top - plot.bottom,
        ink=pen.palette.soft,
        thick=0.8,
    )
    for tick in spec.y.ticks:
        label = tick_label(spec.y, tick, pen.word)
        pen.text(plot.left - 4, plot.y(tick.at) - 3.2, label, ink=pen.palette.soft, align=1)
    for tick in spec.x.ticks:
        pen.text(plot.x(tick.at), plot.bottom - 11, pen.word(tick.label), align=0.5)
        second = pen.word(tick.second)
        if second:
            pen.text(plot.x(tick.at) - 4, plot.bottom - 21.5, second, ink=pen.palette.soft)


def _levels(pen: Pen, spec: ChartSpec, plot: Plot, sheet: Sheet) -> None:
    if spec.target:
        y = plot.y(spec.target.y)
        pen.lines([[(plot.left, y), (plot.right, y)]], ink=pen.palette.target, thick=1.0, dash=TARGET_DASH)
    for line in spec.centre:
        paint_centre(pen, plot.left, plot.right, plot.y(line.y), line)
    wide = sheet.across
    texts = [(plot.y(y), beside(text, wide), target) for y, text, target in right_texts(spec, wide, pen.word)]
    for label in right_labels(texts, plot.right + 5, plot.bottom, plot.top):
        pen.text(label.x, label.y, label.text, ink=pen.palette.target if label.soft else None)


def _past(pen: Pen, spec: ChartSpec, plot: Plot) -> None:
    """The points so far; the line is broken as on the printed chart."""
    segments: list[list[tuple[float, float]]] = [[]]
    dots: list[tuple[float, float]] = []
    hollow: list[tuple[float, float]] = []
    crossed: list[tuple[float, float]] = []
    for point in spec.points:
        if point.y is None:
            segments.append([])
            continue
        place = (plot.x(point.x), plot.y(point.y))
        (crossed if point.excluded else hollow if point.small else dots).append(place)
        if point.excluded:
            segments.append([])
        else:
            segments[-1].append(place)
    pen.lines([one for one in segments if len(one) > 1], ink=pen.palette.data, thick=1.35)
    paint_dots(pen, dots=tuple(dots), hollow=tuple(hollow), crossed=tuple(crossed), across=4.8)


def _boxes(pen: Pen, spec: ChartSpec, plot: Plot, heads: Sequence[str]) -> None:
    """A box for each month and number; those of the past are filled in where they fit."""
    top = plot.bottom - 26
    bottom = top - len(heads) * _BOX
    half = plot.pitch / 2
    edges = [plot.x(at) - half for at in range(int(plot.last + 0.5) + 1)]
    pen.lines([[(x, top), (x, bottom)] for x in edges], ink=pen.palette.rule, thick=0.5)
    rows = [top - row * _BOX for row in range(len(heads) + 1)]
    pen.lines([[(edges[0], y), (edges[-1], y)] for y in rows], ink=pen.palette.rule, thick=0.5)
    for row, head in enumerate(heads):
        y = top - (row + 1) * _BOX + 5
        pen.text(edges[0] - 4, y, shorten(head, _LEFT - 6, SMALLEST), ink=pen.palette.soft, align=1)
        for point in spec.points:
            text = _number(pen, point, row, len(heads))
            if text and width(text, SMALLEST) <= plot.pitch - 1.5:
                pen.text(plot.x(point.x), y, text, ink=pen.palette.soft, align=0.5)


def _number(pen: Pen, point: ChartPoint, row: int, rows: int) -> str:
    if point.state is PointState.MISSING:
        return ""
    values = (point.numerator, point.denominator, point.y) if rows == 3 else (point.y,)
    value = values[row]
    if value is None:
        return ""
    digits = 0 if rows == 3 or float(value).is_integer() or abs(value) >= 100 else 1
    return pen.translator.number(value, digits)
