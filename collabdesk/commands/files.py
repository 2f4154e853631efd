"""``sample``, ``new``, ``check``, ``backup`` and ``restore``."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any, TextIO

from collabdesk.commands.common import write_json
from collabdesk.services import identity


def add_parser(subparsers: Any) -> None:
    """Add the commands about whole files."""
    _add_sample(subparsers)
    _add_new(subparsers)
    check = subparsers.add_parser("check", help="check a file: integrity, version, counts, last backup")
    check.add_argument("file", type=Path, metavar="FILE.collab")
    check.add_argument("--json", action="store_true", help="one JSON document")
    check.set_defaults(run=run_check)
    backup = subparsers.add_parser("backup", help="make a dated backup in the data folder")
    backup.add_argument("file", type=Path, metavar="FILE.collab")
    backup.set_defaults(run=run_backup)
    restore = subparsers.add_parser("restore", help="put a backup's content back into the file")
    restore.add_argument("file", type=Path, metavar="FILE.collab")
    restore.add_argument("backup", type=Path, metavar="BACKUP", help="a backup file, or its name in the list")
    restore.set_defaults(run=run_restore)


def _add_sample(subparsers: Any) -> None:
    parser = subparsers.add_parser("sample", help="make a file with the sample collaborative")
    parser.add_argument("out", type=Path, metavar="OUT.collab")
    for name, default, most in (("teams", 24, 2000), ("indicators", 6, 60), ("months", 24, 240)):
        parser.add_argument(f"--{name}", type=_between(1, most), default=default, metavar="N")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="another seed, other numbers")
    parser.set_defaults(run=run_sample)


def _add_new(subparsers: Any) -> None:
    parser = subparsers.add_parser("new", help="make an empty file, with teams and indicators from lists")
    parser.add_argument("out", type=Path, metavar="OUT.collab")
    parser.add_argument("--name", required=True, help="the name of the collaborative")
    parser.add_argument("--teams", type=Path, metavar="CSV", help="columns: code, name, district, dhis2_uid")
    parser.add_argument(
        "--indicators",
        type=Path,
        metavar="CSV",
        help="columns: code, name, kind, numerator_label, denominator_label",
    )
    parser.set_defaults(run=run_new)


def _between(low: int, high: int) -> Any:
    def number(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"a number from {low} to {high} is needed, not {value}")
        return value

    return number


def run_sample(args: argparse.Namespace, out: TextIO) -> int:
    """Make the sample."""
    from collabdesk.models.measures import Observation
    from collabdesk.services.sample import SampleSize, make_sample

    size = SampleSize(teams=args.teams, indicators=args.indicators, months=args.months, seed=args.seed)
    store = make_sample(args.out, identity.current(), dt.date.today(), size)
    count = store.count(Observation)
    store.close()
    print(
        f"{args.out}: {size.teams} teams, {size.indicators} indicators, {size.months} months, {count} values.",
        file=out,
    )
    return 0


def run_new(args: argparse.Namespace, out: TextIO) -> int:
    """Make a new file. A list that cannot be read leaves no file."""
    from collabdesk.services import lists

    summary = lists.new_file(
        args.out, identity.current(), args.name, teams_csv=args.teams, indicators_csv=args.indicators
    )
    print(f"{args.out}: {summary.teams} teams, {summary.indicators} indicators.", file=out)
    return 0


def run_check(args: argparse.Namespace, out: TextIO) -> int:
    """Check a file; a damaged one exits 2 with a sentence."""
    from collabdesk.services import safety

    report = safety.check(args.file, identity.current())
    if args.json:
        write_json(report, out)
    else:
        print(f"{report['file']}: {'in order' if report['ok'] else 'NOT in order'}", file=out)
        print(f"file version {report['schema']}, integrity {report['integrity']}", file=out)
        print(", ".join(f"{count} {name}" for name, count in report["counts"].items()), file=out)
        print(f"last backup: {report['last_backup'] or 'none yet'}", file=out)
        for line in report["said"]:
            print(line, file=out)
    return 0 if report["ok"] else 2


def run_backup(args: argparse.Namespace, out: TextIO) -> int:
    """Make a backup and say where."""
    from collabdesk.services import safety

    print(safety.backup(args.file, identity.current()), file=out)
    return 0


def run_restore(args: argparse.Namespace, out: TextIO) -> int:
    """Put a backup back; what was there is backed up first."""
    from collabdesk.services import safety

    kept = safety.restore(args.file, args.backup, identity.current())
    print(f"{args.file} is as in {args.backup.name}. What was there before is kept in {kept}.", file=out)
    return 0
