"""`collabdesk analyse`: the rules on the series of a CSV file, without a collaborative (design/commands.md)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TextIO

from collabdesk.collection import no_collection
from collabdesk.errors import UserFacingError

CHARTS = ("run", "i", "mr", "p", "u", "c", "pp", "up", "g", "t", "xbar")
_HELP = "look for signals in the series of a CSV file"
_ABOUT = """\
Columns: series, optional period, then value, or numerator and denominator; optional excluded (1).
An xbar chart needs n and spread (the standard deviation) beside each value.
An empty cell is a missing point. The order of the rows is the order in time. Points count from 0."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "analyse", help=_HELP, description=_ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("csv", metavar="CSV", type=Path, help="the file with the series")
    parser.add_argument("--chart", choices=CHARTS, help="the kind of chart (run; with the rules nhs: i)")
    parser.add_argument(
        "--rules",
        default="ihi",
        metavar="NAME",
        help="the rule set: ihi, anhoej, nhs, or your own lengths, such as “custom: shift 8, trend 6” (ihi)",
    )
    lines = parser.add_argument_group("where the centre line comes from (one of the two)")
    lines.add_argument("--freeze", metavar="N", type=int, help="from the first N points of each series")
    lines.add_argument("--parts", metavar="I,J", help="new phases after the I-th and the J-th point")
    parser.add_argument(
        "--unscreened", action="store_true", help="keep moving ranges far above the others in their mean"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document and nothing else")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Analyse the file and print the result. Raises UserFacingError for anything that can't be done."""
    from collabdesk.commands.analyse_report import Request, write_json, write_text
    from collabdesk.commands.analyse_table import read_table

    rules = _rule_set(args.rules)
    request = Request(
        chart=args.chart or ("i" if rules == "nhs" else "run"),
        rules=rules,
        freeze=_freeze(args.freeze, args.parts),
        parts=_parts(args.parts),
        screened=not args.unscreened,
    )
    with no_collection():
        (write_json if args.json else write_text)(read_table(args.csv), request, out)
    return 0


def _rule_set(name: str) -> str:
    from collabdesk.analysis.rules import rule_set

    try:
        return rule_set(name).name
    except ValueError as error:
        raise UserFacingError(
            f"--rules {name}: {error}; it is ihi, anhoej, nhs, or “custom: shift 8, trend 6”."
        ) from None


def _freeze(freeze: int | None, parts: str | None) -> int | None:
    if freeze is not None and parts is not None:
        raise UserFacingError("--freeze and --parts can't be used together: choose one of them.")
    if freeze is not None and freeze < 1:
        raise UserFacingError(f"--freeze {freeze} takes no points: give a number of at least 1.")
    return freeze


def _parts(text: str | None) -> tuple[int, ...]:
    if text is None:
        return ()
    try:
        after = tuple(int(number) for number in text.split(","))
    except ValueError:
        raise UserFacingError(
            f"--parts {text}: give whole numbers joined by commas, such as 12,20."
        ) from None
    if any(b <= a for a, b in zip((0, *after), after, strict=False)):
        raise UserFacingError(f"--parts {text}: the numbers must be at least 1 and rise, such as 12,20.")
    return after
