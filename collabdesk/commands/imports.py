"""``import``: spreadsheets into a file, whole or not at all."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from collabdesk.collection import no_collection
from collabdesk.commands import event_lists
from collabdesk.commands.common import add_file, listed, opened, write_json
from collabdesk.commands.inspect import ANSWERS, read_answers, said_unheard, unheard
from collabdesk.errors import UserFacingError

if TYPE_CHECKING:
    from collabdesk.services.changeset import Cell
    from collabdesk.services.imports import Draft, ImportResult, Plan
    from collabdesk.services.phases.frozen import Move
    from collabdesk.services.workspace import Workspace

    Done = tuple[Draft, Plan, ImportResult, list[dict[str, Any]]]

_CREATE = {"teams": frozenset({"team"}), "indicators": frozenset({"indicator"})}
_CREATE["both"] = _CREATE["teams"] | _CREATE["indicators"]


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "import",
        help="bring spreadsheets in",
        epilog=ANSWERS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_file(parser)
    parser.add_argument("sheets", nargs="+", type=Path, metavar="SHEET")
    parser.add_argument("--recipe", metavar="NAME", help="use the answers remembered under this name")
    parser.add_argument(
        "--answers", type=Path, metavar="JSON", help="answers to questions: {question or cell: choice}"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument("--on-conflict", choices=("keep", "replace"), default="keep")
    parser.add_argument(
        "--create", choices=tuple(_CREATE), help="make what the sheet names and the register lacks"
    )
    parser.add_argument(
        "--frozen",
        choices=("move", "refuse"),
        default="move",
        help="numbers in a frozen baseline: say which lines they move, or save nothing (move)",
    )
    parser.add_argument(
        "--events",
        metavar="INDICATOR",
        help="the sheets are lists of dates on which this happened: a code or name of the time between events",
    )
    parser.add_argument(
        "--team", metavar="NAME", help="with --events: whose list it is where it names no team"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Import; with open questions nothing at all is saved, they are listed, and the exit code is 2.

    The same where the file has no teams (or indicators) at all yet and ``--create`` does not ask for them.
    """
    if args.events:
        return event_lists.run(args, out)
    if args.team:
        raise UserFacingError("--team goes with --events: a sheet of numbers says itself whose they are.")
    given = read_answers(args.answers) if args.answers else {}
    # the collector also looks between one step and the next, and everything that was read is still held then
    with no_collection(), opened(args, write=not args.dry_run) as workspace:
        answers = {**_recipe(workspace, args.recipe), **given}
        drafts = [_draft(workspace, sheet, answers, args.create) for sheet in args.sheets]
        asked = [question for draft in drafts for question in draft.questions]
        lacking = _lacking(drafts, _CREATE[args.create] if args.create else frozenset())
        waits = bool(asked or lacking)
        if args.frozen == "refuse" and not waits:
            _refuse_moves(workspace, drafts, args)
        done = [_bring_in(workspace, draft, args, waits, number) for number, draft in enumerate(drafts)]
    left = unheard(given, [draft.understanding for draft in drafts])
    _say(args, done, out, left)
    if not args.json:
        out.writelines(f"{line}\n" for line in said_unheard(given, left))
    if asked:
        raise UserFacingError(listed((one.path.name, one.questions) for one in drafts))
    if lacking:
        raise UserFacingError(lacking)
    return 0


def _bring_in(workspace: Workspace, draft: Draft, args: argparse.Namespace, waits: bool, number: int) -> Done:
    from collabdesk.services import imports
    from collabdesk.services.imports import medians

    if number and not waits:  # the files before this one may have added names, and values in conflict
        draft = imports.renewed(workspace, draft)
    plan = imports.make_plan(workspace, draft)
    keys = _replaced(plan, args)
    moves = [] if waits else _moves(workspace, medians.of_plan(workspace, plan, keys))
    result = _nothing(plan) if waits else imports.apply(workspace, draft, plan, keys, dry=args.dry_run)
    return draft, plan, result, moves


def _replaced(plan: Plan, args: argparse.Namespace) -> list[Cell]:
    return [conflict.key for conflict in plan.conflicts] if args.on_conflict == "replace" else []


def _refuse_moves(workspace: Workspace, drafts: list[Draft], args: argparse.Namespace) -> None:
    """Raises UserFacingError where numbers of a file would move a frozen line: nothing is saved then."""
    from collabdesk.services import imports
    from collabdesk.services.imports import medians
    from collabdesk.services.phases import frozen

    for draft in drafts:
        plan = imports.make_plan(workspace, draft)
        moves = medians.of_plan(workspace, plan, _replaced(plan, args))
        if moves:
            raise UserFacingError(
                f"Nothing was saved. {draft.path.name}: {frozen.question(workspace, moves)}"
            )


def _moves(workspace: Workspace, moves: list[Move]) -> list[dict[str, Any]]:
    """The frozen lines that numbers move, in the unit of the indicator."""
    from collabdesk.models.measures import Indicator
    from collabdesk.models.places import Team

    if not moves:
        return []
    from collabdesk.services.phases import frozen  # brings numpy, which most imports do without

    return [
        {
            "team": workspace.rows(Team)[one.team_id].name if one.team_id is not None else None,
            "indicator": workspace.rows(Indicator)[one.indicator_id].name,
            "before": one.before,
            "after": one.after,
            "said": str(frozen.named(workspace, one)),
        }
        for one in moves
    ]


def _lacking(drafts: list[Draft], create: frozenset[str]) -> str:
    """Why nothing is saved although nothing was asked: with an empty list there is nothing to match against."""
    missing = []
    for draft in drafts:
        seen = draft.understanding.observations
        if not draft.register.teams and "team" not in create and any(one.team_key is None for one in seen):
            missing.append("teams")
        if (
            not draft.register.indicators
            and "indicator" not in create
            and any(one.indicator_key is None for one in seen)
        ):
            missing.append("indicators")
    if not missing:
        return ""
    kinds = " and ".join(dict.fromkeys(missing))
    choice = "both" if len(set(missing)) == 2 else missing[0]
    return (
        f"Nothing was saved: the file has no {kinds} yet. Add --create {choice} to make those that the sheet names, "
        "or give lists to “collabdesk new”."
    )


def _draft(workspace: Workspace, sheet: Path, answers: dict[str, str], create: str | None) -> Draft:
    from collabdesk.services import imports

    draft = imports.open_draft(workspace, sheet, answers)
    return imports.creating(draft, _CREATE[create]) if create else draft


def _nothing(plan: Plan) -> ImportResult:
    """The result while questions are open: nothing is written."""
    from collabdesk.services.imports import ImportResult

    return ImportResult(
        batch_id=None, new=0, same=0, conflicts=0, kept=0, replaced=0, rejected=len(plan.problems)
    )


def _recipe(workspace: Workspace, name: str | None) -> dict[str, str]:
    from collabdesk.services.imports import recipes

    return dict(json.loads(recipes.find(workspace, name).answers)) if name is not None else {}


def _say(args: argparse.Namespace, done: list[Done], out: TextIO, left: list[str]) -> None:
    from collabdesk.importing import to_json

    if args.json:
        documents = [
            {
                **_with_warnings(to_json(draft.understanding, draft.register), plan),
                "result": _result(result),
                **({"moves": moves} if moves else {}),
            }
            for draft, plan, result, moves in done
        ]
        unused = {"unused_answers": left} if left else {}
        write_json((documents[0] if len(documents) == 1 else {"files": documents}) | unused, out)
        return
    for draft, plan, result, moves in done:
        if not draft.understanding.observations and not draft.questions:
            print(_nothing_found(draft), file=out)
            continue
        counts = ", ".join(f"{count} {name}" for name, count in result.counts().items())
        number = f" (import {result.batch_id})" if result.batch_id else ""
        print(f"{draft.path.name}{number}: {counts}", file=out)
        if plan.again is not None:
            print(
                f"  This very file was imported before, on {plan.again.at:%d %b %Y} (import {plan.again.id}).",
                file=out,
            )
        for move in moves:
            print(f"  {'Would move' if args.dry_run else 'Moved'} {move['said']}", file=out)
        for problem in (*plan.problems, *plan.warnings):
            where = f"{problem.sheet}!{problem.cell}" if problem.sheet else problem.cell
            print(f"  {where}: {problem.said}", file=out)
        for rejected in () if draft.questions else plan.rejected:
            print(f"  {rejected.cell}: {rejected.said}", file=out)


def _with_warnings(document: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """The document with what looks wrong beside the file's own numbers among the problems of its sheets."""
    for sheet in document["sheets"]:
        sheet["problems"] += [
            {
                "cell": one.cell,
                "kind": one.kind,
                "text": one.text,
                "said": str(one.said),
                "severity": "warning",
            }
            for one in plan.beside_the_file
            if one.sheet == sheet["sheet"]
        ]
    if plan.again is not None and document["sheets"]:
        said = f"This very file was imported before, on {plan.again.at:%d %b %Y} (import {plan.again.id})."
        document["sheets"][0]["problems"].append(
            {"cell": "A1", "kind": "warning: imported before", "text": document["file"], "said": said,
             "severity": "warning"}
        )  # fmt: skip
    return document


def _nothing_found(draft: Draft) -> str:
    """One sentence about a file that holds no numbers to import, with the reason and the first unusable cell."""
    understanding = draft.understanding
    reasons = dict.fromkeys(str(item.why) for sheet in understanding.sheets for item in sheet.skipped[:1])
    if understanding.problems:
        problem = understanding.problems[0]
        return f"{draft.path.name}: nothing was found to import; {problem.cell}: {problem.said}"
    why = f" ({'; '.join(list(reasons)[:3])})" if reasons else ""
    return f"{draft.path.name}: nothing was found to import{why}."


def _result(result: ImportResult) -> dict[str, Any]:
    return {**result.counts(), "import": result.batch_id}
