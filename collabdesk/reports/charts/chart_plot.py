"""The plot of a printed chart with what stands around it: axis labels, flags in lanes, n/d rows."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from collabdesk.charts.spec import Axis, ChartSpec, Tick
from collabdesk.i18n import Message, msg
from collabdesk.reports.craft.fonts import width
from collabdesk.reports.craft.style import SMALLEST
from collabdesk.reports.craft.text import wrap

Words = Callable[[Message | str], str]
Gutters = tuple[float, float]
"""The widths left and right of a plot."""

LINE = 11.0
"""Height of a line of the smallest type."""
LANE = 12.5
"""Height of a lane of flags."""
MOST_LANES = 4
LARGE = 330.0
"""From this width on a chart is large: more room for its labels."""

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


def gutters(spec: ChartSpec, wide: float, words: Words) -> Gutters:
    """What a chart needs left and right of its plot, in steps of 4 points so that like charts are alike."""
    ticks = max((width(tick_label(spec.y, tick, words), SMALLEST) for tick in spec.y.ticks), default=0.0)
    heads = _head_width(spec, words)
    ends = [word for line in right_texts(spec, wide, words) for word in beside(line[1], wide)]
    labels = max((width(word, SMALLEST) for word in ends), default=0.0)
    left = max(math.ceil((ticks + 5) / 4) * 4.0, heads + 6)
    return left, math.ceil((labels + 7) / 4) * 4.0 if labels else 4.0


def plot_across(spec: ChartSpec, wide: float, beside_plot: Gutters) -> Plot:
    """The plot between its gutters; its height is not known yet."""
    top = max(spec.x.high, max((point.x for point in spec.points), default=0) + 0.5)
    return Plot(
        left=beside_plot[0],
        right=wide - beside_plot[1],
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


def place_flags(spec: ChartSpec, plot: Plot) -> tuple[Flag, ...]:
    """Flags in lanes: those of one month stand above each other, lane 0 next to the plot."""
    flags = _in_lanes(_grouped(spec, together=False), plot)
    if max((flag.lane for flag in flags), default=0) >= MOST_LANES:
        flags = _in_lanes(_grouped(spec, together=True), plot)
    return flags


def _in_lanes(grouped: list[tuple[str, float]], plot: Plot) -> tuple[Flag, ...]:
    ends: list[float] = []
    flags = []
    for text, at in grouped:
        pole, wide = plot.x(at), width(text, SMALLEST, True) + 5
        left = pole if pole + wide <= plot.right + 6 else pole - wide
        lane = next((lane for lane, end in enumerate(ends) if left > end + 1.5), len(ends))
        ends[lane : lane + 1] = [left + wide]
        flags.append(Flag(pole=pole, left=left, lane=lane, text=text, wide=wide))
    return tuple(flags)


def _grouped(spec: ChartSpec, *, together: bool) -> list[tuple[str, float]]:
    """(number, x) in order; ``together``: those of one period share a flag, as too many do anyhow: ``3, 4, 7``."""
    groups: dict[float, list[int]] = {}
    for flag in sorted(spec.flags, key=lambda flag: (flag.x, flag.number)):
        groups.setdefault(flag.x, []).append(flag.number)
    found: list[tuple[str, float]] = []
    for at, numbers in groups.items():
        if len(numbers) < MOST_LANES and not together:
            found.extend((str(number), at) for number in numbers)
        else:
            found.append((", ".join(map(str, numbers)), at))
    return found


def place_counts(spec: ChartSpec, plot: Plot, words: Words) -> Counts:
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


def right_texts(spec: ChartSpec, wide: float, words: Words) -> list[tuple[float, str, bool]]:
    """(y, text, whether soft: the target's and the limits') of the labels at the right end."""
    end = max((line.last for line in spec.centre), default=0)
    found = [
        (line.y, words(line.label), False)
        for line in spec.centre
        if line.label and not line.old and line.last == end
    ]
    found += [(limit.points[-1][1], words(limit.label), True) for limit in spec.limits if limit.label]
    if spec.second and spec.second.stretches:
        found.append((spec.second.stretches[-1][-1][1], words(spec.second.label), True))
    if spec.target:
        found.append((spec.target.y, _target_label(words(spec.target.label), wide, words), True))
    return found


def _target_label(label: str, wide: float, words: Words) -> str:
    """A large chart says what the number is."""
    bare = wide > LARGE and not any(char.isalpha() for char in label)
    return words(msg("target {number}", number=label)) if bare else label


def beside(text: str, wide: float) -> tuple[str, ...]:
    """The label as it stands beside the plot: a narrow chart keeps the number of "Target 80 %" only."""
    if wide > LARGE:
        return wrap(text, 76.0, SMALLEST)
    number = _NUMBER.fullmatch(text)
    return (number[1],) if number else ()


def within(text: str, wide: float) -> str:
    """What `beside` left out of a provisional median's label and stands inside the plot."""
    if wide > LARGE:
        return ""
    number = _NUMBER.fullmatch(text)
    return text.replace(number[1], "").strip(" ,:()") if number else text
