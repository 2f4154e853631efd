"""Where everything of one printed chart stands: pure geometry from a `ChartSpec`, tested without a PDF.

A chart takes a rectangle ``wide`` x ``high`` points with its origin at the lower left. From the top: title and
headline, subtitle, names of the sessions, flags, the plot, months and years, the n/d rows, the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from collabdesk.charts.chart_words import judged_by
from collabdesk.charts.spec import ChartSpec, LineStyle, PointState
from collabdesk.charts.words import rules_named
from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_labels import Label, place_labels, right_labels
from collabdesk.reports.charts.chart_plot import (
    LANE,
    LARGE,
    LINE,
    Counts,
    Flag,
    Gutters,
    Plot,
    Words,
    beside,
    gutters,
    place_counts,
    place_flags,
    plot_across,
    right_texts,
    within,
)
from collabdesk.reports.craft.fonts import width
from collabdesk.reports.craft.style import BODY, SMALLEST
from collabdesk.reports.craft.text import shorten_lines, wrap

TITLE_LINE = 13.0
LEAST_PLOT = 52.0


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What a chart asks for above and below its plot; charts in one row share the largest, so that plots align."""

    left: float
    right: float
    title: int
    subtitle: int
    sessions: bool
    lanes: int
    years: bool
    counts: float
    sentence: int

    @property
    def above(self) -> float:
        """Points above the plot."""
        lanes = (LINE if self.sessions else 0) + self.lanes * LANE
        return self.title * TITLE_LINE + self.subtitle * LINE + lanes + 5

    @property
    def below(self) -> float:
        """Points below the plot."""
        return LINE * (1 + self.years) + 3 + self.counts + (4 + self.sentence * LINE if self.sentence else 0)


@dataclass(frozen=True, kw_only=True)
class ChartLayout:
    """A chart laid out: what the painter draws, in points from the chart's lower left corner."""

    wide: float
    high: float
    needs: Needs
    plot: Plot
    title: tuple[str, ...]
    headline: str
    subtitle: tuple[str, ...]
    sentence: tuple[str, ...]
    segments: tuple[tuple[tuple[float, float], ...], ...]
    dots: tuple[tuple[float, float], ...]
    hollow: tuple[tuple[float, float], ...]
    crossed: tuple[tuple[float, float], ...]
    diamonds: tuple[tuple[float, float], ...]
    suspect: tuple[tuple[float, float], ...]
    beyond: tuple[tuple[float, float], ...]
    """Values outside the scale, at its edge."""
    rings: tuple[tuple[float, float], ...]
    squares: tuple[tuple[float, float], ...]
    limits: tuple[tuple[tuple[float, float], ...], ...]
    old_limits: tuple[tuple[tuple[float, float], ...], ...]
    second: tuple[tuple[tuple[float, float], ...], ...]
    """The second line of a pooled chart."""
    definitions: tuple[float, ...]
    """The x of verticals where the indicator began to mean something else."""
    flags: tuple[Flag, ...]
    counts: Counts
    labels: tuple[Label, ...]
    """In and beside the plot: rules, medians, target."""

    @property
    def flags_top(self) -> float:
        """The top of the chart's own flags, where the names of the sessions stand."""
        return self.plot.top + LANE * (1 + max((flag.lane for flag in self.flags), default=-1))


_ON_ONE_LINE = 30
"""So long the name of the rules may be to stay in one line: the end of it alone under a sentence looks lost."""


def sentence_of(spec: ChartSpec, words: Words) -> str:
    """The sentence under the chart with the names of its kind and of its rule set."""
    if not spec.sentence:
        return ""
    judged = words(judged_by(spec.chart, rules_named(spec.rules)))
    if len(judged) <= _ON_ONE_LINE:
        judged = judged.replace(" ", "\u00a0")
    return words(msg("{sentence} ({judged}.)", sentence=spec.sentence, judged=judged))


def needs(
    spec: ChartSpec,
    wide: float,
    words: Words,
    *,
    counts: bool = True,
    beside_plot: Gutters | None = None,
) -> Needs:
    """What a chart of this width asks for around its plot; ``beside_plot``: gutters shared with others."""
    around = gutters(spec, wide, words) if beside_plot is None else beside_plot
    plot = plot_across(spec, wide, around)
    return Needs(
        left=around[0],
        right=around[1],
        title=len(_title(spec, wide, words)),
        subtitle=len(_subtitle(spec, wide, words)),
        sessions=any(band.label for band in spec.bands),
        lanes=1 + max((flag.lane for flag in place_flags(spec, plot)), default=-1),
        years=any(tick.second for tick in spec.x.ticks),
        counts=place_counts(spec, plot, words).high if counts else 0.0,
        sentence=len(wrap(sentence_of(spec, words), wide, SMALLEST)),
    )


def shared(all_needs: Iterable[Needs]) -> Needs:
    """The needs that satisfy every chart of a row."""
    found = list(all_needs)
    return Needs(
        left=max(item.left for item in found),
        right=max(item.right for item in found),
        title=max(item.title for item in found),
        subtitle=max(item.subtitle for item in found),
        sessions=any(item.sessions for item in found),
        lanes=max(item.lanes for item in found),
        years=any(item.years for item in found),
        counts=max(item.counts for item in found),
        sentence=max(item.sentence for item in found),
    )


def lay_out(
    spec: ChartSpec, wide: float, high: float, words: Words, room: Needs | None = None
) -> ChartLayout:
    """Place everything of a chart. Without room for a plot of any use, the n/d rows are left out."""
    room = room or needs(spec, wide, words)
    if high - room.above - room.below < LEAST_PLOT:
        room = replace(room, counts=0.0)
    across = plot_across(spec, wide, (room.left, room.right))
    plot = replace(across, bottom=room.below, top=max(high - room.above, room.below + LEAST_PLOT / 2))
    flags = place_flags(spec, plot)
    points = _points(spec, plot)
    return ChartLayout(
        wide=wide,
        high=high,
        needs=room,
        plot=plot,
        title=_title(spec, wide, words),
        headline=words(spec.headline),
        subtitle=_subtitle(spec, wide, words),
        sentence=wrap(sentence_of(spec, words), wide, SMALLEST),
        segments=_segments(spec, plot),
        limits=_limits(spec, plot, old=False),
        old_limits=_limits(spec, plot, old=True),
        second=_second(spec, plot),
        definitions=tuple([plot.x(mark.x) for mark in spec.definitions]),
        flags=flags,
        counts=place_counts(spec, plot, words) if room.counts else Counts(),
        labels=(*_right(spec, plot, wide, words), *_inside(spec, plot, flags, wide, words)),
        **points,
    )


def _title(spec: ChartSpec, wide: float, words: Words) -> tuple[str, ...]:
    headline = words(spec.headline)
    taken = width(headline, BODY, True) + 21 if headline else 14
    unit = words(spec.y.unit)
    title = words(spec.title)
    if unit not in ("", "%") and unit.casefold() not in title.casefold():
        title = f"{title} ({unit})"
    return shorten_lines(title, max(wide - taken, wide * 0.45), BODY, 2, True)


def _subtitle(spec: ChartSpec, wide: float, words: Words) -> tuple[str, ...]:
    return shorten_lines(words(spec.subtitle), wide, SMALLEST, 2) if wide > LARGE else ()


def _points(spec: ChartSpec, plot: Plot) -> dict[str, tuple[tuple[float, float], ...]]:
    groups: dict[str, list[tuple[float, float]]] = {
        name: [] for name in ("dots", "hollow", "crossed", "diamonds", "suspect", "beyond")
    }
    where: dict[int, tuple[float, float]] = {}
    for point in spec.points:
        if point.state is PointState.NO_CASES:
            groups["diamonds"].append((plot.x(point.x), plot.bottom))
        if point.y is None:
            continue
        place = where[point.x] = (plot.x(point.x), plot.y(point.y))
        plain = "beyond" if spec.is_beyond(point) else "hollow" if point.small else "dots"
        kind = "crossed" if point.excluded else plain
        groups[kind].append(place)
        if point.suspect:
            groups["suspect"].append(place)
    marked = _marked(spec, where)
    return {name: tuple(places) for name, places in (groups | marked).items()}


def _marked(spec: ChartSpec, where: dict[int, tuple[float, float]]) -> dict[str, list[tuple[float, float]]]:
    """Rings round the points of a shift (and of other rules about some points), squares round those of a trend."""
    trend = {at for signal in spec.signals if signal.rule == "trend" for at in signal.points}
    whole = {"too few runs", "too many runs", "few crossings"}
    other = {at for s in spec.signals if s.rule != "trend" and s.rule not in whole for at in s.points}
    return {
        "rings": [where[at] for at in sorted(other) if at in where],
        "squares": [where[at] for at in sorted(trend) if at in where],
    }


def _segments(spec: ChartSpec, plot: Plot) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The line, broken where nothing was reported, where there were no cases, and at excluded points."""
    segments: list[list[tuple[float, float]]] = [[]]
    before: int | None = None
    for point in spec.points:
        usable = point.y is not None and not point.excluded
        if segments[-1] and (not usable or (before is not None and point.x != before + 1)):
            segments.append([])
        if usable and point.y is not None:
            segments[-1].append((plot.x(point.x), plot.y(point.y)))
        before = point.x
    return tuple(tuple(segment) for segment in segments if len(segment) > 1)


def _second(spec: ChartSpec, plot: Plot) -> tuple[tuple[tuple[float, float], ...], ...]:
    stretches = spec.second.stretches if spec.second else ()
    return tuple(tuple([(plot.x(x), plot.y(y)) for x, y in stretch]) for stretch in stretches)


def _limits(spec: ChartSpec, plot: Plot, *, old: bool) -> tuple[tuple[tuple[float, float], ...], ...]:
    return tuple(
        tuple([(plot.x(x), plot.y(y)) for x, y in limit.points]) for limit in spec.limits if limit.old is old
    )


def _right(spec: ChartSpec, plot: Plot, wide: float, words: Words) -> tuple[Label, ...]:
    texts = [(plot.y(y), beside(text, wide), target) for y, text, target in right_texts(spec, wide, words)]
    return right_labels(texts, plot.right + max(3.0, 8.0 - plot.pitch / 2), plot.bottom, plot.top)


def _inside(
    spec: ChartSpec, plot: Plot, flags: tuple[Flag, ...], wide: float, words: Words
) -> tuple[Label, ...]:
    where = {point.x: (plot.x(point.x), plot.y(point.y)) for point in spec.points if point.y is not None}
    wanted: dict[str, list[tuple[float, float]]] = {}
    for signal in spec.signals:
        places = [where[at] for at in signal.points if at in where]
        if signal.label:
            wanted[words(signal.label)] = places or [(plot.left + 10, plot.top)]
    for mark in spec.definitions:
        wanted.setdefault(words(mark.label), []).append((plot.x(mark.x), plot.top))
    end = max((line.last for line in spec.centre), default=0)
    for line in spec.centre:
        middle = plot.x((line.first + line.last) / 2), plot.y(line.y)
        if line.old or line.last != end:
            text = words(line.label)
        else:
            text = within(words(line.label), wide) if line.style is LineStyle.PROVISIONAL else ""
        if text:
            wanted.setdefault(text, [middle])
    rules = [plot.y(line.y) for line in spec.centre] + [
        plot.y(y) for one in spec.limits for _, y in one.points[-1:]
    ]
    rules += [plot.y(spec.target.y)] if spec.target else []
    edges = (plot.left, plot.bottom, plot.right, plot.top)
    return place_labels(
        list(wanted.items()),
        edges,
        list(where.values()),
        _segments(spec, plot),
        rules,
        [f.pole for f in flags] + [plot.x(mark.x) for mark in spec.definitions],
    )
