"""``progress``: the scoreboard; how far each series and the whole collaborative have come."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, TextIO

from collabdesk.commands.common import add_file, opened, write_json

if TYPE_CHECKING:
    from collabdesk.analysis.progress_goals import Spread
    from collabdesk.services.charts.progress import GoalProgress, Scoreboard, SeriesProgress


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "progress", help="the scoreboard: baseline, latest, gain, goals reached and held"
    )
    add_file(parser)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the scoreboard."""
    from collabdesk.services.charts.progress import scoreboard

    with opened(args) as workspace:
        board = scoreboard(workspace)
    if args.json:
        write_json(as_json(board), out)
    else:
        _print(board, out)
    return 0


def as_json(board: Scoreboard) -> dict[str, Any]:
    """The document of commands.md; quartiles, counts and gains per indicator come in addition."""
    return {
        "collaborative": board.collaborative,
        "teams": board.teams,
        "series": board.series,
        "too_few_points": board.too_few,
        "thresholds": [_goal(one) for one in board.thresholds],
        "gain": None if board.gain is None else _spread(board.gain),
        "gains": [
            {"indicator": one.indicator, "unit": one.unit, "series": one.gain.n} | _spread(one.gain)
            for one in board.gains
        ],
        "each": [_one(series) for series in board.each],
    }


def _goal(one: GoalProgress) -> dict[str, Any]:
    time, held = one.time, one.held
    return {
        "threshold": one.threshold,
        "reached": _round(one.reached),
        "median_time": _round(time.median if time else None),
        "median_held": _round(held.median if held else None),
        "teams": one.teams,
        "series": one.series,
        "reached_count": one.reached_count,
        "already_at_baseline": one.already,
        "time_q1": _round(time.q1 if time else None),
        "time_q3": _round(time.q3 if time else None),
        "held_q1": _round(held.q1 if held else None),
        "held_q3": _round(held.q3 if held else None),
    }


def _spread(one: Spread) -> dict[str, Any]:
    return {"median": _round(one.median), "q1": _round(one.q1), "q3": _round(one.q3)}


def _one(series: SeriesProgress) -> dict[str, Any]:
    return {
        "team": series.team,
        "indicator": series.indicator,
        "baseline": _round(series.baseline),
        "latest": _round(series.latest),
        "latest_period": series.latest_period.code,
        "gain": _round(series.gain),
        "reached": {name: period.code for name, period in series.reached.items()},
        "time": dict(series.times),
        "held": {name: _round(share) for name, share in series.held.items()},
        "held_of": dict(series.held_of),
        "already_at_baseline": list(series.already),
    }


def _round(value: float | None) -> float | None:
    """Without the dust of binary fractions."""
    return None if value is None else round(value, 6)


def _print(board: Scoreboard, out: TextIO) -> None:
    from collabdesk.services.charts.progress import DEFINITIONS

    print(f"{board.collaborative}: {board.teams} teams, {board.series} series", file=out)
    for one in board.thresholds:
        print(f"  {_goal_line(one)}", file=out)
    for gain in board.gains:
        found = gain.gain
        print(
            f"  gain, {gain.indicator}: median {found.median:+.1f} {gain.unit} "
            f"(quartiles {found.q1:+.1f} to {found.q3:+.1f}, {found.n} series)",
            file=out,
        )
    print(file=out)
    _print_series(board, out)
    print(file=out)
    for name, definition in DEFINITIONS.items():
        print(f"{name}: {definition}", file=out)


def _goal_line(one: GoalProgress) -> str:
    goal = "the target" if one.threshold == "target" else f"{one.threshold} %"
    said = f"{goal}: reached by {one.reached_count} of {one.series} series"
    if one.reached is not None:
        said += f" ({100 * one.reached:.0f} %)"
    if one.time is not None:
        said += f", after {one.time.median:g} periods (quartiles {one.time.q1:g} to {one.time.q3:g})"
    if one.held is not None:
        said += f", held {100 * one.held.median:.0f} % of the points since"
    return said + (f"; {one.already} were there at baseline" if one.already else "")


def _print_series(board: Scoreboard, out: TextIO) -> None:
    rows = [
        (
            one.team,
            one.indicator,
            f"{one.baseline:.1f}",
            f"{one.latest:.1f}",
            one.latest_period.code,
            "too few points" if one.gain is None else f"{one.gain:+.1f}",
            _goals_of(one),
        )
        for one in board.each
    ]
    heads = ("team", "indicator", "baseline", "latest", "in", "gain", "reached")
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    for row in (heads, *rows):
        cells = [
            text.rjust(width) if place in (2, 3, 5) else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip(), file=out)


def _goals_of(one: SeriesProgress) -> str:
    there = [f"{name} in {period.code}" for name, period in one.reached.items()]
    return ", ".join([*there, *(f"{name} at baseline" for name in one.already)])
