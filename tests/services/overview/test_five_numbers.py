"""The five numbers are those of the scoreboard, the signs and the completeness, said in words."""

from __future__ import annotations

import datetime as dt

from collabdesk.charts.spec import Sign
from collabdesk.services.charts.progress import scoreboard
from collabdesk.services.charts.standings import all_standings
from collabdesk.services.overview.five_numbers import BigNumber, five_numbers
from collabdesk.services.setup.indicators import in_order
from collabdesk.services.workspace import Workspace

TODAY = dt.date(2026, 1, 20)


def numbers(workspace: Workspace) -> dict[str, BigNumber]:
    return {one.name: one for one in five_numbers(workspace, TODAY)}


def test_each_is_what_its_own_page_says(furnished: Workspace) -> None:
    found = numbers(furnished)
    assert list(found) == ["reported", "improved", "reached", "gain", "held"]
    board = scoreboard(furnished)
    target = next(goal for goal in board.thresholds if goal.threshold == "target")
    assert target.reached is not None
    assert str(found["reached"].value) == f"{100 * target.reached:.0f}\u00a0%"
    assert f"{target.reached_count} of {target.series} series" in str(found["reached"].said)
    assert board.gain is not None
    sign = "+" if board.gain.median > 0 else ""
    assert str(found["gain"].value) == f"{sign}{board.gain.median:.1f}"
    assert str(board.gain.n) in str(found["gain"].said)
    signs = [
        one.sign
        for row in all_standings(furnished, tuple(in_order(furnished)), TODAY).values()
        for one in row.values()
    ]
    assert found["improved"].value == str(signs.count(Sign.IMPROVED)) != "0"
    judged = len(signs) - signs.count(Sign.NOT_ENOUGH)
    assert f"of {judged} charts" in str(found["improved"].said)
    assert str(found["reported"].said).startswith("of the numbers for Dec 2025 are in: ")


def test_without_numbers_there_are_dashes(workspace: Workspace) -> None:
    assert {str(one.value) for one in five_numbers(workspace, TODAY)} == {"–"}
