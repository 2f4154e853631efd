"""``history``, ``undo``, ``redo`` and ``revert``."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

from collabdesk.commands.common import add_file, opened, write_json


def add_parser(subparsers: Any) -> None:
    """Add the commands about what was done."""
    history = subparsers.add_parser("history", help="who changed what, when; the newest first")
    add_file(history)
    history.add_argument("--team", help="a team's name or code")
    history.add_argument("--indicator", help="an indicator's name or code")
    history.add_argument("--period", help="such as 2026-03")
    history.add_argument("--json", action="store_true", help="one JSON document")
    history.set_defaults(run=run_history)
    for name, help_, command in (
        ("undo", "take back the last edit", run_undo),
        ("redo", "do again the edit undone last", run_redo),
    ):
        parser = subparsers.add_parser(name, help=help_)
        add_file(parser)
        parser.set_defaults(run=command)
    revert = subparsers.add_parser("revert", help="take back one import, keeping what was edited since")
    add_file(revert)
    revert.add_argument(
        "import_id", metavar="IMPORT", help="its number or its file's name, as in history or import"
    )
    revert.set_defaults(run=run_revert)


def run_history(args: argparse.Namespace, out: TextIO) -> int:
    """Print the history of the file, or of one team, indicator or cell."""
    from collabdesk.services.data import history

    with opened(args) as workspace:
        document = history.report(workspace, team=args.team, indicator=args.indicator, period=args.period)
    if args.json:
        write_json(document, out)
        return 0
    for entry in document["entries"]:
        print(
            f"{entry['at']}  {entry['who']}: {entry['label']} ({entry['kind']}, {entry['state']})", file=out
        )
        for change in entry["changes"]:
            print(
                f"    {change['what']}: {change['old'] or 'nothing'} -> {change['new'] or 'nothing'}",
                file=out,
            )
    if not document["entries"]:
        print("No edits.", file=out)
    return 0


def run_undo(args: argparse.Namespace, out: TextIO) -> int:
    """Take back the last edit."""
    with opened(args, write=True) as workspace:
        done = workspace.undo()
    print(f"Undone: {done.label}" if done else "There is nothing to undo.", file=out)
    return 0


def run_redo(args: argparse.Namespace, out: TextIO) -> int:
    """Do again the edit undone last."""
    with opened(args, write=True) as workspace:
        done = workspace.redo()
    print(f"Done again: {done.label}" if done else "There is nothing to redo.", file=out)
    return 0


def run_revert(args: argparse.Namespace, out: TextIO) -> int:
    """Take back one import and report what was kept because it was edited since."""
    from collabdesk.services import imports

    with opened(args, write=True) as workspace:
        batch = imports.find_batch(workspace, args.import_id)
        result = imports.revert(workspace, batch.id)
        print(f"Import {batch.id} ({batch.file}) taken back: {result.restored} rows as before.", file=out)
        for line in result.kept:
            print(f"kept, because edited since: {line}", file=out)
    return 0
