"""``import --events INDICATOR``: lists of dates on which something rare happened, whole or not at all."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING, Any, TextIO

from collabdesk.commands.common import listed, opened, write_json
from collabdesk.commands.inspect import read_answers, said_unheard
from collabdesk.errors import UserFacingError

if TYPE_CHECKING:
    from collabdesk.models.measures import Indicator
    from collabdesk.services.data.event_records import ListDraft
    from collabdesk.services.workspace import Workspace

    Done = tuple[ListDraft, int]
    """A list, and how many of its dates were new."""


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Take the lists in, each as one edit; with open questions in any of them nothing is saved, and the exit code is 2.

    Raises UserFacingError for an indicator that has no dated events, and for options that mean numbers.
    """
    _refuse_options(args)
    given = read_answers(args.answers) if args.answers else {}
    today = dt.date.today()
    with opened(args, write=not args.dry_run) as workspace:
        indicator = _indicator(workspace, args.events)
        drafts = _drafts(workspace, indicator, args, given, today)
        waits = any(one.found.questions for one in drafts)
        done = [(one, 0) if waits else _bring_in(workspace, one, args, given, today) for one in drafts]
    left = [key for key in given if all(key not in one.found.heard for one in drafts)]
    _say(args, indicator, done, left, out)
    if not args.json:
        out.writelines(f"{line}\n" for line in said_unheard(given, left))
    if waits:
        raise UserFacingError(listed((one.workbook.file, one.found.questions) for one in drafts))
    return 0


def _refuse_options(args: argparse.Namespace) -> None:
    for name, usual in {"recipe": None, "create": None, "on_conflict": "keep", "frozen": "move"}.items():
        if getattr(args, name) != usual:
            raise UserFacingError(f"--{name.replace('_', '-')} is about numbers, not about dates of events.")


def _indicator(workspace: Workspace, text: str) -> Indicator:
    from collabdesk.kinds import IndicatorKind
    from collabdesk.services.data.history import find_indicator

    found = find_indicator(workspace, text)
    if found.kind is not IndicatorKind.TIME_BETWEEN:
        raise UserFacingError(
            f"“{found.name}” is no indicator of the time between events: only those take dates of events."
        )
    return found


def _drafts(
    workspace: Workspace,
    indicator: Indicator,
    args: argparse.Namespace,
    given: dict[str, str],
    today: dt.date,
) -> list[ListDraft]:
    from collabdesk.services.data import event_records
    from collabdesk.services.data.history import find_team

    whose = find_team(workspace, args.team).id if args.team else None
    return [
        event_records.draft(
            workspace, indicator.id, event_records.read_file(sheet), whose, given, today=today
        )
        for sheet in args.sheets
    ]


def _bring_in(
    workspace: Workspace, made: ListDraft, args: argparse.Namespace, given: dict[str, str], today: dt.date
) -> Done:
    from collabdesk.services.data import event_records

    made = event_records.draft(  # the list before this one may have held some of its dates
        workspace, made.indicator_id, made.workbook, made.whose, given, today=today
    )
    if made.fresh and not args.dry_run:
        event_records.take_in(workspace, made, today=today)
    return made, len(made.fresh)


def _say(
    args: argparse.Namespace, indicator: Indicator, done: list[Done], left: list[str], out: TextIO
) -> None:
    if args.json:
        documents = [_document(indicator, made, new) for made, new in done]
        unused = {"unused_answers": left} if left else {}
        write_json((documents[0] if len(documents) == 1 else {"files": documents}) | unused, out)
        return
    for made, new in done:
        counts = _result(made, new)
        print(
            f"{made.workbook.file}, {indicator.name}: {counts['new']} new, {counts['same']} the same",
            file=out,
        )
        if not made.found.entries and not made.found.problems:
            print("  No dates were found: a list has a column of dates, and one of teams.", file=out)
        for problem in made.found.problems:
            where = f"{problem.sheet}!{problem.cell}" if problem.sheet else problem.cell
            print(f"  {where}: {problem.said}", file=out)


def _document(indicator: Indicator, made: ListDraft, new: int) -> dict[str, Any]:
    from collabdesk.importing.report import problem_json, question_json

    teams = {item.key: item.code or item.name for item in made.register.teams}
    return {
        "file": made.workbook.file,
        "indicator": indicator.name,
        "events": [
            {
                "team": one.team,
                **({"matched_team": teams[one.team_key]} if one.team_key in teams else {}),
                "day": one.day.isoformat() if one.day else None,
                "note": one.note or None,
                "sheet": one.sheet,
                "cell": one.cell,
            }
            for one in made.found.entries
        ],
        "questions": [question_json(one) for one in made.found.questions],
        "problems": [problem_json(one) for one in made.found.problems],
        "result": _result(made, new),
    }


def _result(made: ListDraft, new: int) -> dict[str, int]:
    settled = sum(not one.waits for one in made.found.entries)
    known = 0 if made.found.questions else settled - len(made.fresh)
    return {"new": new, "same": known, "rejected": len(made.found.problems)}
