"""``pack``: the printed pack for a learning session."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any, TextIO

from collabdesk.commands.common import add_file, opened


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("pack", help="print the pack for a learning session as a PDF")
    add_file(parser)
    parser.add_argument("--session", type=int, required=True, metavar="N", help="learning session N")
    parser.add_argument("--out", type=Path, required=True, metavar="PDF")
    parser.add_argument("--teams", metavar="A,B", help="only these teams, by code or name")
    parser.add_argument("--paper", choices=("a4", "letter"), help="by default that of the collaborative")
    parser.add_argument("--colour", action="store_true", help="in colour; grey otherwise")
    parser.add_argument("--language", default=None, metavar="LANGUAGE", help="en, or one with a catalogue")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the pack and say how many pages it has."""
    from collabdesk.i18n import translator
    from collabdesk.reports.content import PackOptions, Paper
    from collabdesk.services import meetings, packs

    with opened(args) as workspace:
        collaborative = workspace.collaborative
        names = [name.strip() for name in (args.teams or "").split(",") if name.strip()]
        request = packs.PackRequest(
            file=args.file,
            collaborative=collaborative.name,
            session_id=meetings.by_number(workspace, args.session).id,
            out=args.out,
            options=PackOptions(paper=Paper(args.paper or collaborative.paper), colour=args.colour),
            translator=translator(args.language or collaborative.language),
            printed_on=dt.date.today(),
            team_ids=packs.find_teams(workspace, names) if names else None,
        )
    result = packs.make_pack(request)
    print(f"{args.out}: {result.pages} pages.", file=out)
    return 0
