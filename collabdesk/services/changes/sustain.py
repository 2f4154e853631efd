"""The sustain watch: series that reached their target, and whether they have held it, after the end too."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.models.measures import Direction, Indicator
from collabdesk.periods import Period, PeriodType
from collabdesk.services.charts import progress
from collabdesk.services.charts.progress import SeriesProgress
from collabdesk.services.charts.series import shown_periods
from collabdesk.services.cubes import cube_of
from collabdesk.services.workspace import Workspace

SLIPS_AFTER = 2
"""Points in a row short of the target, at the end of the series, that count as slipped: reaching takes two as well."""
SILENT_AFTER = 3
"""Periods without a number after which nothing can be said of today."""
_TOLERANCE = 1e-9

DEFINITION = msg(
    "Reached: the first of 2 points in a row at or beyond the target, as on the scoreboard; series that were there at "
    "baseline are watched from their first point. Held: the points since then at or beyond the target. Slipped: the "
    "last {slips} points or more are short of it. No new numbers: none in the last {silent} periods.",
    slips=SLIPS_AFTER,
    silent=SILENT_AFTER,
)


class Lasting(enum.StrEnum):
    """How it stands with a target that was reached."""

    HELD = "held"
    SLIPPED = "slipped"
    SILENT = "silent"


STATE_WORDS: dict[Lasting, Message] = {
    Lasting.HELD: msg("Held"),
    Lasting.SLIPPED: msg("Slipped"),
    Lasting.SILENT: msg("No new numbers"),
}


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One series that reached its target."""

    team_id: int
    team: str
    indicator_id: int
    indicator: str
    target: float
    unit: str
    decimals: int
    """Of its indicator's numbers, which stand below each other."""
    reached: Period
    from_baseline: bool
    """It was at its target before the work began."""
    held: int
    """Points at or beyond the target since then..."""
    points: int
    """... of so many."""
    months: int
    """Periods since then, reported or not."""
    state: Lasting
    slipped: Period | None
    latest: float
    latest_period: Period
    after_end_held: int
    """Of the points after the collaborative's end..."""
    after_end_points: int

    @property
    def said(self) -> Message:
        """The line in a sentence."""
        held = nmsg(
            "at target in {held} of {count} point since {since}",
            "at target in {held} of {count} points since {since}",
            self.points,
            held=self.held,
            since=self.reached,
        )
        state = {
            Lasting.HELD: msg("and still is"),
            Lasting.SLIPPED: msg("slipped in {period}", period=self.slipped or ""),
            Lasting.SILENT: msg("no number since {period}", period=self.latest_period),
        }[self.state]
        line = msg(
            "{team}, “{indicator}”: {held}; {state}",
            team=self.team,
            indicator=self.indicator,
            held=held,
            state=state,
        )
        if not self.after_end_points:
            return msg("{line}.", line=line)
        return msg(
            "{line}; after the end of the collaborative {held} of {points}.",
            line=line,
            held=self.after_end_held,
            points=self.after_end_points,
        )


def watch(workspace: Workspace, today: dt.date | None = None) -> list[Watched]:
    """All series that ever reached their target: those that slipped first, then silent ones, then those that hold."""
    found = [
        one
        for series in progress.scoreboard(workspace).each
        if (one := _watched(workspace, series, today or dt.date.today())) is not None
    ]
    order = (Lasting.SLIPPED, Lasting.SILENT, Lasting.HELD)
    return sorted(
        found, key=lambda one: (order.index(one.state), one.indicator.casefold(), one.team.casefold())
    )


def latest_said(one: Watched) -> Message:
    """The last number with its period."""
    return msg("{number} ({period})", number=_number(one, one.latest, one.decimals), period=one.latest_period)


def target_said(one: Watched) -> Message:
    """The target that was reached."""
    return msg("{number}", number=_number(one, one.target, 0 if one.target.is_integer() else 1))


def state_said(one: Watched) -> Message:
    """How it stands, and since when it does no longer hold."""
    if one.state is Lasting.SLIPPED:
        return msg("short of it since {period}", period=one.slipped or "")
    if one.state is Lasting.SILENT:
        return msg("no number since {period}", period=one.latest_period)
    return STATE_WORDS[one.state]


def _number(one: Watched, value: float, digits: int) -> Number:
    return Number(value, digits, f" {one.unit}" if one.unit and len(one.unit) < 4 else "")


def _watched(workspace: Workspace, series: SeriesProgress, today: dt.date) -> Watched | None:
    indicator = workspace.rows(Indicator)[series.indicator_id]
    if indicator.target is None or indicator.direction is Direction.NONE:
        return None
    kind = PeriodType.parse(indicator.period_type)
    points = _points(workspace, indicator, series.team_id, kind)
    start = series.reached.get("target")
    already = "target" in series.already
    if not points or (start is None and not already):
        return None
    first = points[0][0] if already or start is None else start.ordinal
    since = [(at, _there(indicator, value)) for at, value in points if at >= first]
    if not since:
        return None
    run = 0
    while run < len(since) and not since[-1 - run][1]:
        run += 1
    now = kind.holding(today)
    end = kind.holding(workspace.collaborative.ends) if workspace.collaborative.ends else None
    after = [good for at, good in since if end is not None and at > end]
    slipped = run >= SLIPS_AFTER
    silent = now - points[-1][0] > SILENT_AFTER
    return Watched(
        team_id=series.team_id,
        team=series.team,
        indicator_id=indicator.id,
        indicator=indicator.name,
        target=indicator.target,
        unit=indicator.unit,
        decimals=indicator.decimals or (0 if all(value.is_integer() for _at, value in points) else 1),
        reached=Period(kind, first),
        from_baseline=already,
        held=sum(good for _at, good in since),
        points=len(since),
        months=since[-1][0] - first + 1,
        state=Lasting.SLIPPED if slipped else Lasting.SILENT if silent else Lasting.HELD,
        slipped=Period(kind, since[-run][0]) if slipped else None,
        latest=points[-1][1],
        latest_period=Period(kind, points[-1][0]),
        after_end_held=sum(after),
        after_end_points=len(after),
    )


def _points(
    workspace: Workspace, indicator: Indicator, team_id: int, kind: PeriodType
) -> list[tuple[int, float]]:
    """The usable points of a series by ordinal."""
    cube = cube_of(workspace, indicator.period_type)
    first, last = shown_periods(cube, kind)
    at, team_at = cube.indicator_at(indicator.id), cube.team_at(team_id)
    cut = slice(first - cube.first_period, last + 1 - cube.first_period)
    values = cube.value[at, team_at, cut].tolist()
    left_out = cube.excluded[at, team_at, cut].tolist()
    return [
        (first + place, value)
        for place, (value, out) in enumerate(zip(values, left_out, strict=True))
        if value == value and not out
    ]


def _there(indicator: Indicator, value: float) -> bool:
    assert indicator.target is not None
    room = _TOLERANCE * max(abs(value), abs(indicator.target))
    if indicator.direction is Direction.UP:
        return value >= indicator.target - room
    return value <= indicator.target + room
