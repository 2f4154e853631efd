"""Where everything of one printed chart stands: pure geometry from a `ChartSpec`, tested without a PDF.

A chart takes a rectangle ``wide`` x ``high`` points with its origin at the lower left. From the top: title and
headline, subtitle, names of the sessions, flags, the plot, months and years, the n/d rows, the sentence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from collabdesk.charts.spec import Axis, ChartSpec, LineStyle, PointState, Tick
from collabdesk.i18n import Message, msg
from collabdesk.reports.chart_labels import Label, place_labels, right_labels
from collabdesk.reports.fonts import width
from collabdesk.reports.style import BODY, SMALLEST
from collabdesk.reports.text import shorten_lines, wrap

Words = Callable[[Message | str], str]

LINE = 11.0
"""Height of a line of the smallest type."""
TITLE_LINE = 13.0
LANE = 12.5
"""Height of a lane of flags."""
MOST_LANES = 4
LARGE = 330.0
"""From this width on a chart is large: more room for its labels."""
LEAST_PLOT = 52.0

_NUMBER = re.compile(r"\D*?(-?\d[\d.,]*(?:\s?%)?).*")
_TWO_COUNTS = re.compile(r"\D*?(\d[\d.,]*)\D+?(\d[\d.,]*)\D*")


@dataclass(frozen=True, kw_only=True)
class Plot:
    """The plotting rectangle, and the way from the chart's numbers to points on paper."""

    left: float
    bottom: float
    right: float
    top: float
    low: float
    high: float
    first: float
    last: float

    def x(self, at: float) -> float:
        """The place of a position on the x axis."""
        return self.left + (at - self.first) / (self.last - self.first) * (self.right - self.left)

    def y(self, value: float) -> float:
        """The place of a value; what lies beyond the axis stays at its edge."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.bottom + min(max(share, 0.0), 1.0) * (self.top - self.bottom)

    @property
    def pitch(self) -> float:
        """The distance of two periods."""
        return (self.right - self.left) / (self.last - self.first)


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A numbered flag: its pole's x, and the box with the number."""

    pole: float
    left: float
    lane: int
    text: str
    wide: float


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The n/d rows: labels of one or two rows, or turned when the months stand close."""

    rows: tuple[tuple[tuple[int, str], ...], ...] = ()
    turned: bool = False
    high: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What a chart asks for above and below its plot; charts in one row share the largest, so that plots align."""

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
    rings: tuple[tuple[float, float], ...]
    squares: tuple[tuple[float, float], ...]
    flags: tuple[Flag, ...]
    counts: Counts
    labels: tuple[Label, ...]
    """In and beside the plot: rules, medians, target."""

    @property
    def flags_top(self) -> float:
        """The top of the chart's own flags, where the names of the sessions stand."""
        return self.plot.top + LANE * (1 + max((flag.lane for flag in self.flags), default=-1))


def sentence_of(spec: ChartSpec, words: Words) -> str:
    """The sentence under the chart with the name of its rule set."""
    if not spec.sentence:
        return ""
    return words(msg("{sentence} (Rules: {rules}.)", sentence=spec.sentence, rules=spec.rules))


def needs(spec: ChartSpec, wide: float, words: Words, *, counts: bool = True) -> Needs:
    """What a chart of this width asks for around its plot."""
    plot = _plot_across(spec, wide, words)
    return Needs(
        title=len(_title(spec, wide, words)),
        subtitle=len(_subtitle(spec, wide, words)),
        sessions=any(band.label for band in spec.bands),
        lanes=1 + max((flag.lane for flag in _flags(spec, plot)), default=-1),
        years=any(tick.second for tick in spec.x.ticks),
        counts=_counts(spec, plot, words).high if counts else 0.0,
        sentence=len(wrap(sentence_of(spec, words), wide, SMALLEST)),
    )


def shared(all_needs: Iterable[Needs]) -> Needs:
    """The needs that satisfy every chart of a row."""
    found = list(all_needs)
    return Needs(
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
    across = _plot_across(spec, wide, words)
    plot = replace(across, bottom=room.below, top=max(high - room.above, room.below + LEAST_PLOT / 2))
    flags = _flags(spec, plot)
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
        flags=flags,
        counts=_counts(spec, plot, words) if room.counts else Counts(),
        labels=(*_right(spec, plot, wide, words), *_inside(spec, plot, flags, wide, words)),
        **points,
    )


def _title(spec: ChartSpec, wide: float, words: Words) -> tuple[str, ...]:
    headline = words(spec.headline)
    taken = width(headline, BODY, True) + 26 if headline else 14
    unit = words(spec.y.unit)
    title = words(spec.title) if unit in ("", "%") else f"{words(spec.title)} ({unit})"
    return shorten_lines(title, max(wide - taken, wide * 0.45), BODY, 2, True)


def _subtitle(spec: ChartSpec, wide: float, words: Words) -> tuple[str, ...]:
    return shorten_lines(words(spec.subtitle), wide, SMALLEST, 2) if wide > LARGE else ()


def _plot_across(spec: ChartSpec, wide: float, words: Words) -> Plot:
    ticks = max((width(tick_label(spec.y, tick, words), SMALLEST) for tick in spec.y.ticks), default=0.0)
    heads = _head_width(spec, words)
    beside = [word for line in _right_texts(spec, words) for word in _beside(line[1], wide)]
    gutter = max((width(word, SMALLEST) for word in beside), default=0.0)
    top = max(spec.x.high, max((point.x for point in spec.points), default=0) + 0.5)
    return Plot(
        left=max(math.ceil((ticks + 5) / 4) * 4, heads + 3),
        right=wide - (math.ceil((gutter + 5) / 4) * 4 if gutter else 4),
        bottom=0,
        top=0,
        low=spec.y.low,
        high=spec.y.high,
        first=min(spec.x.low, -0.5),
        last=max(top, 0.5),
    )


def _head_width(spec: ChartSpec, words: Words) -> float:
    heads = count_heads(spec, words)
    return max(width(head, SMALLEST) for head in heads) if any(p.count_label for p in spec.points) else 0.0


def count_heads(spec: ChartSpec, words: Words) -> tuple[str, str]:
    """What stands before the two n/d rows."""
    return words(msg("teams") if spec.pooled else msg("n")), words(msg("of"))


def tick_label(axis: Axis, tick: Tick, words: Words) -> str:
    """A tick of the y axis; each carries the per cent sign, other units stand in the title."""
    label = words(tick.label)
    return f"{label} %" if words(axis.unit) == "%" and "%" not in label else label


def _points(spec: ChartSpec, plot: Plot) -> dict[str, tuple[tuple[float, float], ...]]:
    groups: dict[str, list[tuple[float, float]]] = {
        name: [] for name in ("dots", "hollow", "crossed", "diamonds", "suspect")
    }
    where: dict[int, tuple[float, float]] = {}
    for point in spec.points:
        if point.state is PointState.NO_CASES:
            groups["diamonds"].append((plot.x(point.x), plot.bottom))
        if point.y is None:
            continue
        place = where[point.x] = (plot.x(point.x), plot.y(point.y))
        kind = "crossed" if point.excluded else "hollow" if point.small else "dots"
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


def _flags(spec: ChartSpec, plot: Plot) -> tuple[Flag, ...]:
    """Flags in lanes: those of one month stand above each other, lane 0 next to the plot."""
    ends: list[float] = []
    flags = []
    for text, at in _grouped(spec):
        pole, wide = plot.x(at), width(text, SMALLEST, True) + 5
        left = pole if pole + wide <= plot.right + 6 else pole - wide
        lane = next((lane for lane, end in enumerate(ends) if left > end + 1.5), len(ends))
        ends[lane : lane + 1] = [left + wide]
        flags.append(Flag(pole=pole, left=left, lane=lane, text=text, wide=wide))
    return tuple(flags)


def _grouped(spec: ChartSpec) -> list[tuple[str, float]]:
    """(number, x) in order; where too many begin in one period they share a flag: ``3, 4, 7``."""
    groups: dict[float, list[int]] = {}
    for flag in sorted(spec.flags, key=lambda flag: (flag.x, flag.number)):
        groups.setdefault(flag.x, []).append(flag.number)
    found: list[tuple[str, float]] = []
    for at, numbers in groups.items():
        if len(numbers) < MOST_LANES and len(groups) < 9:
            found.extend((str(number), at) for number in numbers)
        else:
            found.append((", ".join(map(str, numbers)), at))
    return found


def _counts(spec: ChartSpec, plot: Plot, words: Words) -> Counts:
    """The n/d rows in the first way that fits: one row, n over d, turned, turned and thinned."""
    texts = [(point.x, words(point.count_label)) for point in spec.points if point.count_label]
    if not texts:
        return Counts()
    pitch = plot.pitch
    if max(width(text, SMALLEST) for _, text in texts) + 4 <= pitch:
        return Counts(rows=(tuple(texts),), high=LINE)
    split = [(x, match.groups()) for x, text in texts if (match := _TWO_COUNTS.fullmatch(text))]
    if len(split) == len(texts) and max(width(p, SMALLEST) for _, two in split for p in two) + 2.5 <= pitch:
        rows = tuple(tuple((x, two[row]) for x, two in split) for row in (0, 1))
        return Counts(rows=rows, high=2 * LINE)
    step = max(1, math.ceil(7.5 / pitch))
    last = texts[-1][0]
    kept = tuple((x, text) for x, text in texts if (last - x) % step == 0)
    return Counts(rows=(kept,), turned=True, high=max(width(t, SMALLEST) for _, t in texts) + 3)


def _right_texts(spec: ChartSpec, words: Words) -> list[tuple[float, str, bool]]:
    """(y, text, whether the target's) of the labels at the right end."""
    end = max((line.last for line in spec.centre), default=0)
    found = [
        (line.y, words(line.label), False)
        for line in spec.centre
        if line.label and not line.old and line.last == end
    ]
    if spec.target:
        found.append((spec.target.y, words(spec.target.label), True))
    return found


def _beside(text: str, wide: float) -> tuple[str, ...]:
    """The label as it stands beside the plot: a narrow chart keeps the number of "Target 80 %" only."""
    if wide > LARGE:
        return wrap(text, 76.0, SMALLEST)
    number = _NUMBER.fullmatch(text)
    return (number[1],) if number else ()


def _within(text: str, wide: float) -> str:
    """What `_beside` left out of a provisional median's label and stands inside the plot."""
    if wide > LARGE:
        return ""
    number = _NUMBER.fullmatch(text)
    return text.replace(number[1], "").strip(" ,:()") if number else text


def _right(spec: ChartSpec, plot: Plot, wide: float, words: Words) -> tuple[Label, ...]:
    texts = [(plot.y(y), _beside(text, wide), target) for y, text, target in _right_texts(spec, words)]
    return right_labels(texts, plot.right + 3, plot.bottom, plot.top)


def _inside(
    spec: ChartSpec, plot: Plot, flags: tuple[Flag, ...], wide: float, words: Words
) -> tuple[Label, ...]:
    where = {point.x: (plot.x(point.x), plot.y(point.y)) for point in spec.points if point.y is not None}
    wanted: dict[str, list[tuple[float, float]]] = {}
    for signal in spec.signals:
        places = [where[at] for at in signal.points if at in where]
        if signal.label:
            wanted[words(signal.label)] = places or [(plot.left + 10, plot.top)]
    end = max((line.last for line in spec.centre), default=0)
    for line in spec.centre:
        middle = plot.x((line.first + line.last) / 2), plot.y(line.y)
        if line.old or line.last != end:
            text = words(line.label)
        else:
            text = _within(words(line.label), wide) if line.style is LineStyle.PROVISIONAL else ""
        if text:
            wanted.setdefault(text, [middle])
    rules = [plot.y(line.y) for line in spec.centre] + ([plot.y(spec.target.y)] if spec.target else [])
    edges = (plot.left, plot.bottom, plot.right, plot.top)
    return place_labels(
        list(wanted.items()),
        edges,
        list(where.values()),
        _segments(spec, plot),
        rules,
        [f.pole for f in flags],
    )
