"""Indicators, observations, and what is decided about them: baselines, phases, exclusions."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import Annotated

from collabdesk.kinds import IndicatorKind as IndicatorKind  # the records' readers take it from here
from collabdesk.models.records import NEW, Key, Record, Ref, record


class Role(enum.StrEnum):
    """method.md, 1: role of indicator."""

    OUTCOME = "outcome"
    PROCESS = "process"
    BALANCING = "balancing"


class Direction(enum.StrEnum):
    """The direction of good."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Disaggregation(enum.StrEnum):
    """What to do where a source has several numbers for one team, indicator and period (method.md, 1)."""

    ASK = "ask"
    ADD_UP = "add up"
    KEEP_APART = "keep apart"
    TAKE_ONE = "take one"


class State(enum.IntEnum):
    """The three states that are never mixed. A blank that carries a note is a row with NOT_REPORTED."""

    NOT_REPORTED = 0
    REPORTED = 1
    NO_CASES = 2


@record("indicator")
class Indicator(Record):
    """An indicator with its operational definition of today."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    name: str
    code: str = ""
    uid: str = ""
    kind: IndicatorKind = IndicatorKind.PROPORTION
    role: Role = Role.PROCESS
    numerator_label: str = ""
    denominator_label: str = ""
    source: str = ""
    how: str = ""
    unit: str = ""
    multiplier: float = 1.0
    """A rate is numerator / denominator x multiplier."""
    direction: Direction = Direction.UP
    target: float | None = None
    """In the unit of the axis: percentage points for a proportion."""
    decimals: int = 0
    period_type: str = "month"
    """As `periods.PeriodType` writes itself."""
    due_day: int = 10
    """Day of the following month by which a period's number is due."""
    disaggregation: Disaggregation = Disaggregation.ASK
    position: int = 0
    retired: bool = False


@record("indicator_alias", unique=(("indicator_id", "alias"),))
class IndicatorAlias(Record):
    """Another spelling by which spreadsheets call an indicator."""

    id: int = NEW
    indicator_id: Annotated[int, Ref("indicator")]
    alias: str
    source: str = ""


@record("indicator_definition")
class IndicatorDefinition(Record):
    """What the indicator meant from a date on; a change is drawn on its charts (method.md, 1)."""

    id: int = NEW
    indicator_id: Annotated[int, Ref("indicator")]
    valid_from: dt.date
    numerator_label: str = ""
    denominator_label: str = ""
    source: str = ""
    how: str = ""
    person: str = ""
    reason: str = ""


@record("observation", without_rowid=True)
class Observation(Record):
    """One team, one indicator, one period."""

    indicator_id: Annotated[int, Ref("indicator"), Key]
    team_id: Annotated[int, Ref("team"), Key]
    period: Annotated[int, Key]
    """The ordinal in the indicator's period type."""
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    """For kinds without numerator and denominator, or where a source gives only the percentage (in points)."""
    spread: float | None = None
    """Standard deviation of a mean, where known."""
    state: int = State.REPORTED
    note: str = ""
    origin: Annotated[int | None, Ref("import_batch", index=False)] = None
    cell: str = ""
    """Where in the file of the import the number stands, such as ``Data!C7 C8``."""


@record("event")
class Event(Record):
    """One occurrence with a date of its own, for time-between indicators and g and t charts."""

    id: int = NEW
    indicator_id: Annotated[int, Ref("indicator")]
    team_id: Annotated[int, Ref("team")]
    happened: dt.date
    note: str = ""
    origin: Annotated[int | None, Ref("import_batch", index=False)] = None


@record("phase")
class Phase(Record):
    """A stretch of series with its own centre line: the baseline, or a re-baseline (method.md, 3).

    Without a team it holds for all teams of the indicator. ``starts`` is the first period of the phase (None: the
    first of the series); its centre line is the median of the points from ``first`` to ``last``.
    """

    id: int = NEW
    indicator_id: Annotated[int, Ref("indicator")]
    team_id: Annotated[int | None, Ref("team")] = None
    starts: int | None = None
    first: int
    last: int
    frozen: bool = True
    person: str = ""
    reason: str = ""
    decided: dt.datetime


@dataclass(frozen=True, kw_only=True)
class PointJudgement(Record):
    """What a person decided about one point, and why."""

    id: int = NEW
    indicator_id: Annotated[int, Ref("indicator")]
    team_id: Annotated[int, Ref("team")]
    period: int
    person: str = ""
    reason: str = ""
    decided: dt.datetime


_ONE_POINT = (("indicator_id", "team_id", "period"),)


@record("exclusion", unique=_ONE_POINT)
class Exclusion(PointJudgement):
    """A point that stays visible, crossed, and leaves centre line, runs and pooled sums (method.md, 3)."""


@record("marked_point", unique=_ONE_POINT)
class MarkedPoint(PointJudgement):
    """An astronomical point: a judgement that only a person makes (method.md, 2)."""


@record("dismissal")
class Dismissal(Record):
    """A proposal (to freeze, to re-baseline) that a person has put off; it comes back when ``period`` has passed."""

    id: int = NEW
    indicator_id: Annotated[int, Ref("indicator")]
    team_id: Annotated[int | None, Ref("team")] = None
    kind: str
    period: int
    """The last period that the person had seen."""
    person: str = ""
    reason: str = ""
    decided: dt.datetime
