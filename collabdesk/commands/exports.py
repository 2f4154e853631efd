"""``export``: the numbers as CSV, Excel or a DHIS2 data value set."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TextIO

from collabdesk.commands.common import add_file, opened


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("export", help="write the numbers as .csv, .xlsx or .json (DHIS2)")
    add_file(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=".csv, .xlsx or .json")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Write the file and say how many numbers it holds."""
    from collabdesk.services.data import exports

    with opened(args) as workspace:
        count = exports.export(workspace, args.out)
    print(f"{args.out}: {count} values.", file=out)
    return 0
