"""How far the collaborative has come, as a pack prints it: the scoreboard and the matrix of teams and indicators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from collabdesk.charts.words import lasting
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.kinds import IndicatorKind
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.reports.content import Text
from collabdesk.reports.content_parts import (
    Figure,
    GainLine,
    GoalLine,
    Matrix,
    MatrixCell,
    MatrixRow,
    Scoreboard,
)
from collabdesk.services.charts import progress
from collabdesk.services.charts.progress import DEFINITIONS, GoalProgress
from collabdesk.services.charts.progress import Scoreboard as Progress
from collabdesk.services.charts.standings import Standing, all_standings
from collabdesk.services.paper.pack_names import Names
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace

_GOALS: dict[str, Message] = {
    "80": msg("80 %, higher is better"),
    "90": msg("90 %, higher is better"),
    "20": msg("20 %, lower is better"),
    "10": msg("10 %, lower is better"),
    "target": msg("the target"),
}


def scoreboard(workspace: Workspace, chosen: Sequence[Indicator]) -> Scoreboard | None:
    """The scoreboard over all teams, its table of gains for the chosen indicators; None without enough numbers."""
    found = progress.scoreboard(workspace)
    if found.too_few == found.series:
        return None
    known = {one.name: one for one in chosen}
    time_digits = _digits([goal.time.median for goal in found.thresholds if goal.time is not None])
    gains = tuple(
        GainLine(
            indicator=one.indicator,
            teams=one.gain.n,
            median=_signed(known[one.indicator], one.gain.median),
            quartiles=msg(
                "{first} to {third}",
                first=_signed(known[one.indicator], one.gain.q1),
                third=_signed(known[one.indicator], one.gain.q3),
            ),
        )
        for one in found.gains
        if one.indicator in known
    )
    return Scoreboard(
        summary=_with_those_that_left(workspace, _summary(found)),
        figures=tuple(_figures(found)),
        gains=gains,
        gains_said=DEFINITIONS["gain"],
        goals=tuple(_goal(goal, time_digits) for goal in found.thresholds),
        goals_said=(
            msg("Reached: {definition}", definition=DEFINITIONS["reached"]),
            msg("Time to reach: {definition}", definition=DEFINITIONS["time"]),
            msg("Held: {definition}", definition=DEFINITIONS["held"]),
        ),
    )


def _with_those_that_left(workspace: Workspace, summary: Message) -> Message:
    """The pack's other pages count only those that are there: why there are more here is said."""
    if not any(team.left for team in workspace.mine(Team)):
        return summary
    return msg("{summary} Teams that left are counted with what they reported.", summary=summary)


def _summary(found: Progress) -> Message:
    series = nmsg(
        "{count} series (one team and one indicator each)",
        "{count} series (one team and one indicator each)",
        count=found.series,
    )
    if found.too_few:
        few = nmsg(
            "{count} of them has too few points for a gain",
            "{count} of them have too few points for a gain",
            count=found.too_few,
        )
        return nmsg(
            "{count} team with numbers, {series}; {few}.",
            "{count} teams with numbers, {series}; {few}.",
            count=found.teams,
            series=series,
            few=few,
        )
    return nmsg(
        "{count} team with numbers, {series}.",
        "{count} teams with numbers, {series}.",
        count=found.teams,
        series=series,
    )


def _figures(found: Progress) -> Iterable[Figure]:
    if found.gain is not None:
        yield Figure(
            name=msg("Median gain"),
            value=_points(found.gain.median),
            detail=nmsg(
                "of {count} series",
                "of {count} series; quartiles {first} and {third}",
                count=found.gain.n,
                first=_points(found.gain.q1),
                third=_points(found.gain.q3),
            ),
            definition=msg("{gain} {quartiles}", gain=DEFINITIONS["gain"], quartiles=DEFINITIONS["quartiles"])
            if found.gain.n > 1
            else DEFINITIONS["gain"],
        )
    goals = [goal for goal in found.thresholds if goal.reached is not None]
    if goals:
        goal = next((one for one in goals if one.threshold == "target"), goals[0])
        yield Figure(
            name=msg("Series that reached {goal}", goal=_GOALS[goal.threshold]),
            value=msg("{number}", number=Number(100 * (goal.reached or 0), 0, " %")),
            detail=_reached(goal),
            definition=DEFINITIONS["reached"],
        )


def _digits(values: Iterable[float]) -> int:
    """One decimal for all that stand in a column, unless every one of them is whole."""
    return 0 if all(float(value).is_integer() for value in values) else 1


def _goal(goal: GoalProgress, time_digits: int) -> GoalLine:
    return GoalLine(
        goal=_GOALS[goal.threshold],
        reached=_reached(goal),
        already=str(goal.already),
        time="–" if goal.time is None else lasting(goal.time.median, goal.time_in, time_digits),
        held="–" if goal.held is None else msg("{number}", number=Number(100 * goal.held.median, 0, " %")),
    )


def _reached(goal: GoalProgress) -> Message:
    share = Number(100 * (goal.reached or 0), 0, " %")
    return msg("{count} of {all} ({share})", count=goal.reached_count, all=goal.series, share=share)


def _points(value: float) -> Message:
    return msg("{number} points", number=_plus(value, 1))


def _signed(indicator: Indicator, value: float) -> Text:
    digits = indicator.decimals or 1  # the same for all of an indicator: they stand beside each other
    if indicator.kind is IndicatorKind.PROPORTION:
        return msg("{number} points", number=_plus(value, digits))
    if not indicator.unit:
        return msg("{number}", number=_plus(value, digits))
    return msg("{number} {unit}", number=_plus(value, digits), unit=indicator.unit)


def _plus(value: float, digits: int) -> Message:
    """With its sign: + is better."""
    sign = "+" if round(value, digits) > 0 else "−" if round(value, digits) < 0 else ""
    return msg("{sign}{number}", sign=sign, number=Number(abs(value), digits))


def matrix(
    workspace: Workspace, chosen: Sequence[Indicator], team_list: Sequence[Team], names: Names, today: dt.date
) -> Matrix | None:
    """The four signs of every team and indicator; None without teams or indicators."""
    if not chosen or not team_list:
        return None
    standings = all_standings(workspace, chosen, today)
    digits = {one.id: _level_digits(one, standings[one.id].values()) for one in chosen}
    rows = tuple(
        MatrixRow(
            team=names.of(team),
            detail="" if names.hidden else teams.district_of(workspace, team),
            cells=tuple(_cell(one, standings[one.id].get(team.id), digits[one.id]) for one in chosen),
        )
        for team in team_list
    )
    return Matrix(
        indicators=tuple(_headed(one) for one in chosen),
        rows=rows,
    )


def _cell(indicator: Indicator, standing: Standing | None, digits: int) -> MatrixCell:
    if standing is None or standing.latest is None:
        return MatrixCell(sign=standing.sign if standing else None)
    suffix = " %" if indicator.kind is IndicatorKind.PROPORTION else ""
    value = msg("{number}", number=Number(standing.latest, digits, suffix))
    return MatrixCell(sign=standing.sign, value=value)


def _level_digits(indicator: Indicator, standings: Iterable[Standing]) -> int:
    """The decimals of an indicator's column."""
    if indicator.decimals or indicator.kind is IndicatorKind.PROPORTION:
        return indicator.decimals
    return _digits(one.latest for one in standings if one.latest is not None)


def _headed(indicator: Indicator) -> str:
    """The name with the unit, where that is not the per cent that stands in the cells."""
    unit = "" if indicator.kind is IndicatorKind.PROPORTION else indicator.unit
    return (
        f"{indicator.name} ({unit})"
        if unit and unit.casefold() not in indicator.name.casefold()
        else indicator.name
    )
