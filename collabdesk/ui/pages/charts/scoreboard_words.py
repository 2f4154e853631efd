"""The numbers of the scoreboard in words: each a short number, and what stands under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabdesk.charts.words import lasting
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.periods import Kind
from collabdesk.services.charts.progress import GoalProgress, Scoreboard

if TYPE_CHECKING:
    from collabdesk.analysis.progress_goals import Spread

Text = Message | str
NONE = "–"


def goal(threshold: str) -> Message:
    """The name of a goal."""
    if threshold == "target":
        return msg("its target")
    if threshold in ("20", "10"):
        return msg("{number} % or less", number=threshold)
    return msg("{number} % or more", number=threshold)


def numbers(one: GoalProgress) -> tuple[tuple[Text, Text], ...]:
    """Reached, time to it, held: each with its spread."""
    return (
        (_share(one.reached), _reached_of(one)),
        (NONE, "") if one.time is None else _time(one.time, one.time_in),
        (NONE, "") if one.held is None else (_share(one.held.median), _between(one.held)),
    )


def gains(board: Scoreboard) -> list[tuple[Text, Text, Text]]:
    """The gain of all percentages, then that of each indicator: name, median, quartiles and number of series."""
    made: list[tuple[Text, Text, Text]] = []
    if board.gain is not None and len(board.gains) > 1:
        made.append((msg("All percentages together"), *_gain(board.gain)))
    for one in board.gains:
        unit = one.unit if one.unit != "%" else ""
        name = msg("{indicator}, {unit}", indicator=one.indicator, unit=unit) if unit else one.indicator
        made.append((name, *_gain(one.gain)))
    return made


def counts(board: Scoreboard) -> Message:
    """How many teams and series."""
    teams = nmsg("{count} team", "{count} teams", board.teams)
    series = nmsg("{count} series", "{count} series", board.series)
    return msg("{teams}, {series} (a series is one team with one indicator)", teams=teams, series=series)


def left_out(board: Scoreboard) -> Message:
    """How many series say nothing yet."""
    return nmsg(
        "{count} series has too few points for a gain and for goals, and is left out of them.",
        "{count} series have too few points for a gain and for goals, and are left out of them.",
        board.too_few,
    )


def signed(value: float, digits: int = 1) -> Message:
    """A number with its sign."""
    return msg("{sign}{number}", sign="+" if value > 0 else "", number=Number(value, digits))


def _share(value: float | None) -> Text:
    return NONE if value is None else msg("{number}", number=Number(100 * value, 0, " %"))


def _reached_of(one: GoalProgress) -> Text:
    more = nmsg("{count} there before", "{count} there before", one.already)
    if one.reached is None:
        return more if one.already else ""
    said = msg(
        "{reached} of {series}, {teams} teams", reached=one.reached_count, series=one.series, teams=one.teams
    )
    return msg("{said}; {more}", said=said, more=more) if one.already else said


def _plain(value: float) -> Message:
    return msg("{number}", number=Number(value, 0 if value == int(value) else 1))


def _time(found: Spread, per: Kind) -> tuple[Message, Message]:
    median = lasting(found.median, per, 0 if found.median.is_integer() else 1)
    return median, msg("({q1} to {q3})", q1=_plain(found.q1), q3=_plain(found.q3))


def _between(found: Spread) -> Message:
    return msg("of points ({q1} to {q3})", q1=Number(100 * found.q1), q3=_share(found.q3))


def _gain(found: Spread) -> tuple[Message, Message]:
    return signed(found.median), msg(
        "({q1} to {q3}), n = {count}", q1=signed(found.q1), q3=signed(found.q3), count=found.n
    )
