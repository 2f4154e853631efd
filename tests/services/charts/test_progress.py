"""The scoreboard from the open file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.models.measures import Direction, Exclusion, Indicator, Observation, Phase
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import month
from collabdesk.services.charts.progress import (
    DEFINITIONS,
    GoalProgress,
    Scoreboard,
    SeriesProgress,
    baseline_windows,
    scoreboard,
)
from collabdesk.services.charts.standings import standings
from collabdesk.services.cubes import cube_of
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace

JAN = month(2025, 1).ordinal


def series(board: Scoreboard, team: int, indicator: int = 1) -> SeriesProgress:
    return next(one for one in board.each if (one.team_id, one.indicator_id) == (team, indicator))


def goal(board: Scoreboard, name: str) -> GoalProgress:
    return next(one for one in board.thresholds if one.threshold == name)


def test_one_series(furnished: Workspace) -> None:
    """Team 1 goes from 9 and 8 of 20 to 16 and 17 in July, the month of the session that begins the work."""
    found = series(scoreboard(furnished), 1)
    assert (found.baseline, found.latest, found.latest_period.code, found.gain) == (45, 85, "2025-12", 40)
    assert {name: at.code for name, at in found.reached.items()} == {"80": "2025-07", "target": "2025-07"}
    assert found.times == {"80": 0, "target": 0}
    assert (found.held, found.held_of) == ({"80": 1.0, "target": 1.0}, {"80": 5, "target": 5})
    assert found.goals == ("80", "90", "target")


def test_the_whole_collaborative(furnished: Workspace) -> None:
    board = scoreboard(furnished)
    assert (board.teams, board.series, board.too_few) == (3, 4, 0)
    assert [one.threshold for one in board.thresholds] == ["80", "90", "target"]
    eighty, ninety = goal(board, "80"), goal(board, "90")
    assert (eighty.reached_count, eighty.series, eighty.already, eighty.teams) == (1, 3, 0, 3)
    assert eighty.reached == pytest.approx(1 / 3)
    assert eighty.time is not None
    assert eighty.time.median == 0
    assert (ninety.reached, ninety.time, ninety.held) == (0.0, None, None)
    assert board.gain is not None
    assert (board.gain.n, board.gain.median) == (3, 0.0)  # 40, 0 and 0 points
    assert [(one.indicator, one.gain.n) for one in board.gains] == [
        ("Partograph completed", 3),
        ("Deliveries", 1),
    ]


def test_without_sessions_the_start_is_the_collaboratives_or_the_joining(workspace: Workspace) -> None:
    made = _one_series(workspace, [10, 10, 10, 85, 85, 85, 85])
    assert series(made, 1).times == {}
    workspace.transact(
        "Start", lambda writer: writer.put(replace(workspace.collaborative, starts=dt.date(2025, 2, 15)))
    )
    assert series(scoreboard(workspace), 1).times == {"80": 2}
    workspace.transact(
        "Joined", lambda writer: writer.put(replace(workspace.rows(Team)[1], joined=dt.date(2025, 3, 1)))
    )
    assert series(scoreboard(workspace), 1).times == {"80": 1}


def test_a_goal_reached_before_the_start_took_no_time(workspace: Workspace) -> None:
    workspace.transact(
        "Start", lambda writer: writer.put(replace(workspace.collaborative, starts=dt.date(2025, 6, 1)))
    )
    assert series(_one_series(workspace, [10, 10, 10, 85, 85, 85, 85]), 1).times == {"80": 0}


def _one_series(workspace: Workspace, values: list[float], **changed: object) -> Scoreboard:
    mine = workspace.collaborative.id
    workspace.transact("Team", lambda writer: writer.add(Team(collaborative_id=mine, name="Site")))
    indicators.save_indicator(
        workspace,
        Indicator(collaborative_id=mine, name="Share", unit="%", **changed),  # type: ignore[arg-type]
    )

    def write(writer: Writer) -> None:
        writer.put_observations(
            [Observation(indicator_id=1, team_id=1, period=JAN + at, value=v) for at, v in enumerate(values)]
        )

    workspace.transact("Numbers", write)
    return scoreboard(workspace)


def test_lower_is_better_has_its_own_goals(workspace: Workspace) -> None:
    values = [50, 50, 50, 15, 12, 9, 8, 30]
    found = series(_one_series(workspace, values, direction=Direction.DOWN, target=13.0), 1)
    assert {name: at.code for name, at in found.reached.items()} == {
        "20": "2025-04",
        "10": "2025-06",
        "target": "2025-05",
    }
    assert found.gain == 50 - 9
    assert found.held == {"20": 0.75, "10": 0.5, "target": pytest.approx(2 / 3)}


def test_the_goals_are_exactly_80_and_90_and_20_and_10(workspace: Workspace) -> None:
    rising = [10, 10, 10, 79.5, 79.5, 80, 80, 89.5, 89.5, 90, 90, 90]
    reached = series(_one_series(workspace, rising), 1).reached
    assert {name: at.code for name, at in reached.items()} == {"80": "2025-06", "90": "2025-10"}
    indicator = replace(workspace.rows(Indicator)[1], direction=Direction.DOWN)
    indicators.save_indicator(workspace, indicator)
    falling = [100 - value for value in rising]
    rows = [Observation(indicator_id=1, team_id=1, period=JAN + at, value=v) for at, v in enumerate(falling)]
    workspace.transact("Falling", lambda writer: writer.put_observations(rows))
    reached = series(scoreboard(workspace), 1).reached
    assert {name: at.code for name, at in reached.items()} == {"20": "2025-06", "10": "2025-10"}


def test_beyond_the_goal_at_baseline_is_counted_apart(workspace: Workspace) -> None:
    board = _one_series(workspace, [85, 85, 85, 95, 95, 95])
    found = series(board, 1)
    assert (found.already, set(found.reached)) == (("80",), {"90"})
    assert (goal(board, "80").already, goal(board, "80").series, goal(board, "80").reached) == (1, 0, None)


def test_too_few_points_give_no_gain_and_no_goals(workspace: Workspace) -> None:
    board = _one_series(workspace, [10, 85])
    found = series(board, 1)
    assert (found.gain, found.goals, found.reached) == (None, (), {})
    assert (found.baseline, found.latest, board.too_few, board.gain) == (47.5, 47.5, 1, None)
    assert board.thresholds == ()


def test_the_first_and_the_last_three_points_may_overlap(workspace: Workspace) -> None:
    board = _one_series(workspace, [10, 10, 85, 85])
    found = series(board, 1)
    assert (found.baseline, found.latest, found.gain, board.too_few) == (10, 85, 75, 0)
    assert set(found.reached) == {"80"}


def test_no_direction_of_good_has_a_gain_and_no_goals(workspace: Workspace) -> None:
    board = _one_series(workspace, [10, 10, 10, 85, 85, 85], direction=Direction.NONE, target=50.0)
    assert (series(board, 1).gain, series(board, 1).goals, board.gain) == (75, (), None)


def test_excluded_points_reach_nothing(workspace: Workspace) -> None:
    _one_series(workspace, [10, 10, 10, 85, 10, 85, 85, 10])
    exclusion = Exclusion(indicator_id=1, team_id=1, period=JAN + 4, decided=dt.datetime(2026, 1, 1))
    assert series(scoreboard(workspace), 1).reached["80"].code == "2025-06"
    workspace.transact("Exclude", lambda writer: writer.add(exclusion))
    assert series(scoreboard(workspace), 1).reached["80"].code == "2025-04"


def phase(first: int, last: int, team: int | None = None, *, frozen: bool = True, starts: int | None = None):
    return Phase(
        indicator_id=1,
        team_id=team,
        first=JAN + first,
        last=JAN + last,
        frozen=frozen,
        starts=None if starts is None else JAN + starts,
        decided=dt.datetime(2026, 1, 1),
    )


def test_goals_are_looked_for_after_a_baseline_and_the_oldest_counts(workspace: Workspace) -> None:
    _one_series(workspace, [85, 85, 10, 10, 10, 85, 85, 85, 90])
    assert series(scoreboard(workspace), 1).already == ("80",)
    workspace.transact("Baseline", lambda writer: writer.add(phase(0, 4)))
    workspace.transact("Again", lambda writer: writer.add(phase(5, 7, starts=5)))
    found = series(scoreboard(workspace), 1)
    assert (found.baseline, found.reached["80"].code) == (10, "2025-06")


def test_a_teams_own_baseline_goes_before_that_of_all(furnished: Workspace) -> None:
    furnished.transact("All", lambda writer: writer.add(phase(0, 5)))
    furnished.transact("Own", lambda writer: writer.add(phase(0, 2, team=1)))
    furnished.transact("Not frozen", lambda writer: writer.add(phase(0, 2, team=2, frozen=False)))
    windows = baseline_windows(furnished, cube_of(furnished))
    assert windows[1, 1] == (JAN, JAN + 2)
    assert windows[1, 3] == (JAN, JAN + 5)
    assert (1, 2) not in windows


def test_the_scoreboard_says_what_the_charts_say(furnished: Workspace) -> None:
    furnished.transact("Baseline", lambda writer: writer.add(phase(0, 5)))
    board = scoreboard(furnished)
    for team_id, standing in standings(furnished, 1, dt.date(2026, 1, 20)).items():
        mine = series(board, team_id)
        assert (mine.baseline, mine.latest, mine.gain) == (standing.baseline, standing.latest, standing.gain)


def test_an_empty_collaborative(workspace: Workspace) -> None:
    board = scoreboard(workspace)
    assert (board.teams, board.series, board.thresholds, board.gain, board.each) == (0, 0, (), None, ())


def test_every_number_has_its_definition() -> None:
    assert set(DEFINITIONS) == {"baseline", "latest", "gain", "reached", "time", "held", "quartiles"}
