"""``forms``: blank data forms for the teams, which ``import`` reads back without a question."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any, TextIO

from collabdesk.commands.common import add_file, opened
from collabdesk.errors import UserFacingError


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("forms", help="write blank data forms, a workbook per team")
    add_file(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--month", metavar="2026-03", help="by default the last month that is over")
    parser.add_argument("--teams", metavar="A,B", help="only these teams, by code or name")
    parser.add_argument("--together", action="store_true", help="one workbook for all, a sheet per team")
    parser.add_argument("--paper", choices=("a4", "letter"), help="paper forms (PDF) as well")
    parser.add_argument("--language", metavar="LANGUAGE", help="by default that of the collaborative")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Write the forms and say which."""
    from collabdesk.i18n import translator
    from collabdesk.reports.content import Paper
    from collabdesk.services.data import forms
    from collabdesk.services.paper import packs

    today = dt.date.today()
    with opened(args) as workspace:
        names = [name.strip() for name in (args.teams or "").split(",") if name.strip()]
        chosen = packs.find_teams(workspace, names) if names else None
        month = _month(args.month) if args.month else forms.month_to_report(today)
        content = forms.gather_forms(workspace, month, today, chosen)
        words = translator(args.language) if args.language else forms.words_of(workspace)
    paper = Paper(args.paper) if args.paper else None
    made = forms.write_forms(content, args.out, words, paper=paper, together=args.together)
    for path in made.files:
        print(path, file=out)
    return 0


def _month(text: str) -> Any:
    from collabdesk.periods import MONTH, Period

    try:
        month = Period.parse(text)
    except ValueError as error:
        raise UserFacingError(f"{error}.") from error
    if month.type != MONTH:
        raise UserFacingError(f"“{text}” is not a month such as 2026-03.")
    return month
