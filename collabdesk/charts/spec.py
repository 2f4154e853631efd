"""`ChartSpec`: one run chart, ready to be drawn, in messages and numbers (look.md, Run chart).

Every x is a position on the chart's axis: 0 for the first period shown, 1 for the next. Every y is in the
unit printed on the axis: percentage points (0..100) for a proportion, otherwise the indicator's own unit.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from collabdesk.i18n import Message
from collabdesk.periods import Period

Text = Message | str


class PointState(enum.IntEnum):
    """The three states that are never mixed (method.md, 1)."""

    MISSING = 0
    REPORTED = 1
    NO_CASES = 2


class Sign(enum.StrEnum):
    """The four signs of look.md, the same on screen and paper."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_SIGNAL = "no signal"
    NOT_ENOUGH = "not enough data"


class LineStyle(enum.StrEnum):
    """How a stretch of a centre line is drawn: over its baseline, extended, or without a baseline."""

    BASELINE = "solid"
    EXTENDED = "dashed"
    PROVISIONAL = "dotted"


@dataclass(frozen=True, kw_only=True)
class ChartPoint:
    """One period of the series. ``y`` is None unless something was reported."""

    x: int
    period: Period
    y: float | None
    state: PointState
    numerator: float | None = None
    denominator: float | None = None
    """Of a mean: the number of cases behind it."""
    spread: float | None = None
    """The standard deviation of a mean, where it is known."""
    excluded: bool = False
    small: bool = False
    """The denominator is small: drawn hollow."""
    suspect: bool = False
    """The numerator exceeds the denominator: kept, and flagged everywhere."""
    count_label: Text = ""
    """What stands in the row under the chart: ``12/20``, or ``5 of 24`` teams on a pooled chart."""
    note: str = ""
    origin: Text = ""
    """The file and cell that the number came from: ``march.xlsx, Data!C7``."""


@dataclass(frozen=True, kw_only=True)
class CentreLine:
    """A stretch of a median from x ``first`` to ``last``. ``old``: an earlier phase, drawn thinner."""

    first: int
    last: int
    y: float
    style: LineStyle
    old: bool = False
    label: Text = ""


@dataclass(frozen=True, kw_only=True)
class LimitLine:
    """A control limit of one phase as a line through (x, y): level, or in steps where denominators vary."""

    upper: bool
    points: tuple[tuple[float, float], ...]
    old: bool = False
    label: Text = ""
    """At the right end of the current phase's."""


@dataclass(frozen=True, kw_only=True)
class SecondLine:
    """A thin line beside the points, unjudged: on a pooled chart the same teams only. Each stretch through (x, y)."""

    stretches: tuple[tuple[tuple[float, float], ...], ...]
    label: Text


@dataclass(frozen=True, kw_only=True)
class DefinitionMark:
    """The indicator's definition changed: a vertical at ``x``, before the first period that the new one covers."""

    x: float
    label: Text


@dataclass(frozen=True, kw_only=True)
class TargetLine:
    """The target, a long dash over the whole width, its value at the right end."""

    y: float
    label: Text


@dataclass(frozen=True, kw_only=True)
class SignalMark:
    """A rule that fired: its counted points (x positions) and the small label that names the rule once."""

    rule: str
    """As in commands.md: ``shift``, ``trend``, ``too few runs``, ``too many runs``..."""
    direction: str | None
    points: tuple[int, ...]
    label: Text
    good: bool | None
    """In the indicator's good direction; None where there is none."""


@dataclass(frozen=True, kw_only=True)
class ChangeFlag:
    """A change that the team began: a numbered flag at ``x``; the list of numbers stands beside the chart."""

    x: float
    number: int
    change: str
    decision: Text
    key: int = 0
    """The test of a change that it stands for."""


@dataclass(frozen=True, kw_only=True)
class Band:
    """An action period, shaded from x ``first`` to ``last`` (every second one), with its session's name on top."""

    first: float
    last: float
    label: Text
    shaded: bool


@dataclass(frozen=True, kw_only=True)
class OtherLine:
    """A series to compare with, drawn thin and without marks: the y of each x, None for a gap."""

    label: Text
    values: tuple[tuple[int, float | None], ...]


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch before or after a change, shaded from x ``first`` to ``last``, with the median of its points."""

    first: int
    last: int
    y: float | None
    label: Text


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A tick of an axis. ``second`` is a second line under the label: the year under January."""

    at: float
    label: Text
    second: Text = ""


@dataclass(frozen=True, kw_only=True)
class Axis:
    """The range and the ticks of an axis."""

    low: float
    high: float
    ticks: tuple[Tick, ...]
    unit: Text = ""


@dataclass(frozen=True, kw_only=True)
class ChartSpec:
    """A whole chart. Small charts leave out what they have no room for; nothing is computed when drawing."""

    title: Text
    subtitle: Text = ""
    headline: Text = ""
    """The progress in a word or two: ``34 % → 88 %``."""
    sign: Sign = Sign.NOT_ENOUGH
    x: Axis
    y: Axis
    points: tuple[ChartPoint, ...]
    centre: tuple[CentreLine, ...] = ()
    limits: tuple[LimitLine, ...] = ()
    """Of a control chart; clipped to what the values can be."""
    target: TargetLine | None = None
    second: SecondLine | None = None
    signals: tuple[SignalMark, ...] = ()
    flags: tuple[ChangeFlag, ...] = ()
    bands: tuple[Band, ...] = ()
    definitions: tuple[DefinitionMark, ...] = ()
    sentence: Text = ""
    """The plain sentence under the chart: the rule that fired, the months, what it means, or what is missing."""
    rules: str = "ihi"
    """The rule set, printed on every chart."""
    chart: str = "run"
    """The kind of chart, as in commands.md: ``run``, ``i``, ``p``..., and ``xbar``."""
    pooled: bool = False
    team_id: int | None = None
    indicator_id: int | None = None
    others: tuple[OtherLine, ...] = ()
    """Drawn on the large chart only, for a comparison that a person asked for."""
    windows: tuple[Window, ...] = ()
    """Drawn on the large chart only: before and after the change that a person chose."""

    def is_beyond(self, point: ChartPoint) -> bool:
        """Whether a point lies outside the y range (on a scale shared with others): an arrow stands for it."""
        return point.y is not None and not self.y.low - _HAIR <= point.y <= self.y.high + _HAIR


_HAIR = 1e-9
