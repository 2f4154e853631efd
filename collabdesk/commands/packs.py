"""``pack`` and ``handouts``: the printed pack for a learning session, whole or a sheet for each team."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from collabdesk.commands.common import add_file, opened
from collabdesk.errors import UserFacingError

if TYPE_CHECKING:
    from collabdesk.services.paper.packs import PackRequest
    from collabdesk.services.paper.snapshots import Draft
    from collabdesk.services.workspace import Workspace


def add_parser(subparsers: Any) -> None:
    """Add the commands."""
    parser = subparsers.add_parser("pack", help="print the pack for a learning session as a PDF")
    _add_common(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="PDF")
    parser.set_defaults(run=run)
    sheets = subparsers.add_parser("handouts", help="a PDF for each team and each coach, in a folder")
    _add_common(sheets)
    sheets.add_argument("--out", type=Path, required=True, metavar="DIR")
    sheets.set_defaults(run=run_handouts)


def _add_common(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("--session", type=int, required=True, metavar="N", help="learning session N")
    parser.add_argument("--teams", metavar="A,B", help="only these teams, by code or name")
    parser.add_argument(
        "--sections", metavar="A,B", help="“all”, or the names of sections in the order wanted"
    )
    parser.add_argument("--paper", choices=("a4", "letter"), help="by default that of the collaborative")
    parser.add_argument("--colour", action="store_true", help="in colour; grey otherwise")
    parser.add_argument("--language", default=None, metavar="LANGUAGE", help="en, or one with a catalogue")
    parser.add_argument(
        "--charts", type=int, choices=(1, 2, 4, 6), default=4, help="charts on a team's page; 4 by default"
    )
    parser.add_argument("--two-sided", action="store_true", help="each team begins on a sheet of its own")
    parser.add_argument("--hide-names", action="store_true", help="“Site A” wherever numbers are shown")


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the pack and say how many pages it has."""
    from collabdesk.services.paper import packs

    with opened(args) as workspace:
        request = _request(args, workspace)
    printed = packs.print_pack(request)
    _keep(args, printed.draft)
    print(f"{args.out}: {printed.result.pages} pages.", file=out)
    if printed.key is not None:
        print(f"{printed.key}: which site is which, for the coordinator alone.", file=out)
    return 0


def _keep(args: argparse.Namespace, draft: Draft) -> None:
    """Keep the print in the file, where it can be written; whether or not, the pack is made."""
    from contextlib import suppress

    from collabdesk.services.paper import snapshots

    with suppress(UserFacingError), opened(args, write=True) as workspace:
        snapshots.keep(workspace, draft)


def run_handouts(args: argparse.Namespace, out: TextIO) -> int:
    """Make the handouts and say how many."""
    from collabdesk.services.paper import handouts

    with opened(args) as workspace:
        request = _request(args, workspace)
    made = handouts.make_handouts(request)
    print(f"{args.out}: {len(made.teams)} for teams, {len(made.coaches)} for coaches.", file=out)
    return 0


def _request(args: argparse.Namespace, workspace: Workspace) -> PackRequest:
    from collabdesk.reports.content import PackOptions, Paper
    from collabdesk.services.paper import packs
    from collabdesk.services.sessions import meetings
    from collabdesk.services.setup import own_words

    collaborative = workspace.collaborative
    names = [name.strip() for name in (args.teams or "").split(",") if name.strip()]
    options = PackOptions(
        paper=Paper(args.paper or collaborative.paper),
        colour=args.colour,
        charts_per_page=args.charts,
        two_sided=args.two_sided,
    )
    return packs.PackRequest(
        file=args.file,
        collaborative=collaborative.name,
        session_id=meetings.by_number(workspace, args.session).id,
        out=args.out,
        options=_with_sections(options, args.sections),
        translator=own_words.worded(collaborative, args.language or collaborative.language),
        printed_on=dt.date.today(),
        team_ids=packs.find_teams(workspace, names) if names else None,
        hide_names=args.hide_names,
    )


def _with_sections(options: Any, wanted: str | None) -> Any:
    from dataclasses import replace

    from collabdesk.reports.content import ALL_SECTIONS, Section

    if wanted is None:
        return options
    if wanted.strip() == "all":
        return replace(options, sections=ALL_SECTIONS)
    known = {section.value: section for section in Section}
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UserFacingError(f"There is no section “{name}”; the sections are: {', '.join(known)}.")
    return replace(options, sections=tuple(known[name] for name in names))
