"""What a chart is built from: one series with everything that belongs to it, as a value."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from collabdesk.analysis.medians import BoolArray, FloatArray, IntArray
from collabdesk.analysis.observations import StateArray
from collabdesk.charts.spec import Text
from collabdesk.kinds import Good, IndicatorKind
from collabdesk.periods import MONTH, PeriodType

SMALL_DENOMINATOR = 10
"""Below it a point is drawn hollow (method.md, 3)."""


@dataclass(frozen=True, kw_only=True)
class OlderPhase:
    """A phase that a re-baseline has ended: its periods, and the window its median was frozen on (ordinals)."""

    first: int
    last: int
    baseline: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class ActionPeriod:
    """The work after a learning session, from period ``first`` to ``last`` (ordinals)."""

    first: int
    last: int
    label: Text


@dataclass(frozen=True, kw_only=True)
class ChangeMark:
    """A change that the team began in ``period`` (ordinal), with its number in the list beside the chart."""

    period: int
    number: int
    change: str
    decision: Text = ""
    key: int = 0


@dataclass(frozen=True, kw_only=True)
class DefinitionChange:
    """From ``period`` (ordinal) on the indicator means something else; ``label`` says so."""

    period: int
    label: Text


@dataclass(frozen=True, kw_only=True, eq=False)
class SeriesInput:
    """One series. Arrays are [period] from the ordinal ``first`` on; ``y`` is in the unit of the axis.

    ``baseline`` is a window of ordinals, both included; its median is the centre line once ``frozen``. Without
    one, or not frozen, the line is the provisional median of all points of the current phase, which begins
    after the last of the ``older`` phases. The points of events have dates of their own: ``ordinals`` then gives
    the day of each.
    """

    title: Text
    subtitle: Text = ""
    kind: IndicatorKind = IndicatorKind.PROPORTION
    unit: Text = ""
    good: Good = "up"
    target: float | None = None
    decimals: int = 0
    period_type: PeriodType = MONTH
    first: int
    ordinals: tuple[int, ...] | None = None
    """The period of each point where they are not consecutive, in order."""
    y: FloatArray
    numerator: FloatArray | None = None
    denominator: FloatArray | None = None
    spread: FloatArray | None = None
    """The standard deviation of each mean, where known."""
    multiplier: float = 1.0
    """From n/d to the unit of the axis of a rate."""
    state: StateArray | None = None
    excluded: BoolArray | None = None
    notes: Mapping[int, str] = field(default_factory=dict)
    """By ordinal."""
    marked: frozenset[int] = frozenset()
    """The periods whose points a person called astronomical."""
    origins: Mapping[int, Text] = field(default_factory=dict)
    """By ordinal: where the number came from."""
    baseline: tuple[int, int] | None = None
    frozen: bool = True
    older: tuple[OlderPhase, ...] = ()
    actions: tuple[ActionPeriod, ...] = ()
    changes: tuple[ChangeMark, ...] = ()
    small: float = SMALL_DENOMINATOR
    definitions: tuple[DefinitionChange, ...] = ()
    rules: str = "ihi"
    chart: str = "run"
    """The kind of chart (``run``, ``i``, ``p``...); the rules ``nhs`` draw an ``i`` chart for ``run``."""
    n_reporting: IntArray | None = None
    """On a pooled chart: how many teams are behind each point..."""
    n_expected: IntArray | None = None
    """... of how many; the two make "5 of 24" under the point."""
    second: FloatArray | None = None
    """A second line without rules: the same teams only, where the teams behind the points come and go..."""
    second_label: Text = ""
    """... with its name."""
    scale: tuple[float, float] | None = None
    """A y range shared with other charts; None: its own."""
    team_id: int | None = None
    indicator_id: int | None = None

    def ordinal(self, at: int) -> int:
        """The period at a position."""
        return self.first + at if self.ordinals is None else self.ordinals[at]

    def position(self, ordinal: int) -> int:
        """Where a period stands; of points with dates of their own the first one in it or after it."""
        return ordinal - self.first if self.ordinals is None else bisect_left(self.ordinals, ordinal)

    def last_position(self, ordinal: int) -> int:
        """Where a stretch that ends with this period ends."""
        return ordinal - self.first if self.ordinals is None else bisect_right(self.ordinals, ordinal) - 1
