"""Where the collaborative stands, in five numbers for the Overview; each is one of the scoreboard or of the signs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.services.charts.progress import GoalProgress, Scoreboard, scoreboard
from collabdesk.services.charts.standings import all_standings
from collabdesk.services.overview import overview
from collabdesk.services.setup.indicators import in_order
from collabdesk.services.workspace import Workspace

Text = Message | str
NOT_YET = "–"


@dataclass(frozen=True, kw_only=True)
class BigNumber:
    """One number, what it counts, and the word that explains it (`ui.terms`)."""

    name: str
    value: Text
    said: Text
    term: str = ""


def five_numbers(workspace: Workspace, today: dt.date) -> tuple[BigNumber, ...]:
    """Reported, improved, reached the target, gain, held; without numbers yet, a dash for each."""
    board = scoreboard(workspace)
    signs = [
        one.sign
        for row in all_standings(workspace, tuple(in_order(workspace)), today).values()
        for one in row.values()
    ]
    goal = _main_goal(board)
    return (_reported(workspace, today), _improved(signs), _reached(goal), _gain(board), _held(goal))


def _reported(workspace: Workspace, today: dt.date) -> BigNumber:
    done = overview.completeness(workspace, today)
    if done is None or not done.expected:
        return BigNumber(name="reported", value=NOT_YET, said=msg("nothing is due yet"))
    said = msg(
        "of the numbers for {period} are in: {reported} of {expected}",
        period=done.period,
        reported=done.reported,
        expected=done.expected,
    )
    return BigNumber(name="reported", value=_share(done.reported / done.expected), said=said, term="no_cases")


def _improved(signs: Sequence[Sign]) -> BigNumber:
    judged = [sign for sign in signs if sign is not Sign.NOT_ENOUGH]
    better, worse = judged.count(Sign.IMPROVED), judged.count(Sign.WORSENED)
    said = nmsg(
        "improved, of {judged} charts with enough data; {count} worsened",
        "improved, of {judged} charts with enough data; {count} worsened",
        worse,
        judged=len(judged),
    )
    return BigNumber(name="improved", value=str(better) if judged else NOT_YET, said=said, term="signs")


def _main_goal(board: Scoreboard) -> GoalProgress | None:
    """The target where the indicators have one, else the first goal that applies."""
    found = {goal.threshold: goal for goal in board.thresholds}
    return found.get("target") or next(iter(board.thresholds), None)


def _reached(goal: GoalProgress | None) -> BigNumber:
    if goal is None or goal.reached is None:
        return BigNumber(name="reached", value=NOT_YET, said=msg("no goal applies yet"), term="reached")
    of = {"reached": goal.reached_count, "series": goal.series}
    said = (
        msg("reached their target: {reached} of {series} series", **of)
        if goal.threshold == "target"
        else msg("reached {goal}\u00a0%: {reached} of {series} series", goal=goal.threshold, **of)
    )
    return BigNumber(name="reached", value=_share(goal.reached), said=said, term="reached")


def _gain(board: Scoreboard) -> BigNumber:
    if board.gain is None:
        return BigNumber(name="gain", value=NOT_YET, said=msg("no gain can be told yet"), term="gain")
    value = Number(board.gain.median, 1)
    signed = msg("{sign}{number}", sign="+" if board.gain.median > 0 else "", number=value)
    said = nmsg("is the median gain of {count} series", "is the median gain of {count} series", board.gain.n)
    return BigNumber(name="gain", value=signed, said=said, term="gain")


def _held(goal: GoalProgress | None) -> BigNumber:
    if goal is None or goal.held is None:
        return BigNumber(name="held", value=NOT_YET, said=msg("nothing has been reached yet"), term="held")
    said = nmsg(
        "of the points since then hold it, in the median of {count} series",
        "of the points since then hold it, in the median of {count} series",
        goal.held.n,
    )
    return BigNumber(name="held", value=_share(goal.held.median), said=said, term="held")


def _share(value: float) -> Message:
    return msg("{number}", number=Number(100 * value, 0, "\u00a0%"))
