"""``collabdesk inspect SHEET``: what the importer understands of a spreadsheet, without a collaborative."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from collabdesk.errors import UserFacingError

if TYPE_CHECKING:
    from collabdesk.importing.result import Understanding

ANSWERS = """\
answers: a JSON object, {"key": "answer", ...}. A key is
  a question's id, as --json gives it and as a refused import lists it,
  or its cell (B4), or its sheet and cell (March!B4), or the name it is about (Mashiru HC).
An answer is one of the question's choices. For a team or indicator it may also be any code or name of the list,
"create" or "leave out"; for a missing year any year; for a missing period any code such as 2026-03 or 2026-Q1.
"role: C", "role: 7", "role: C7" (or "role: column “Births”") say what a column, row or cell is, against what was
understood: team, period, indicator, numerator, denominator, value, note, header, data, left out.

example: {"unknown team: Mashiru HC": "KB-002", "A1": "2026-03", "meaning of dash: “-”": "0", "role: H": "left out"}
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "inspect",
        help="show what the importer understands of a spreadsheet",
        description="Shows the tables, values, questions and problems of a spreadsheet; nothing is saved.",
        epilog=ANSWERS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "sheet", type=Path, help="the spreadsheet: xlsx, xls, ods, csv, html, DHIS2 xml or json"
    )
    parser.add_argument(
        "--register", type=Path, metavar="CSV", help="the list of teams: code, name, district, dhis2_uid"
    )
    parser.add_argument(
        "--indicators", type=Path, metavar="CSV",
        help="the list of indicators: code, name, kind, numerator_label, denominator_label",
    )  # fmt: skip
    parser.add_argument("--answers", type=Path, metavar="JSON", help="answers by a question's id or cell")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the understanding to ``out``. Raises UserFacingError for files that can't be read."""
    from collabdesk.importing.names import registers
    from collabdesk.importing.readers import read
    from collabdesk.importing.report import to_json
    from collabdesk.importing.result import Register
    from collabdesk.importing.understanding import understand

    register = Register(
        teams=registers.teams(args.register) if args.register else (),
        indicators=registers.indicators(args.indicators) if args.indicators else (),
    )
    answers = read_answers(args.answers) if getattr(args, "answers", None) else {}
    understanding = understand(read(args.sheet), register, answers)
    left = unheard(answers, [understanding])
    if args.json:
        document = to_json(understanding, register) | ({"unused_answers": left} if left else {})
        json.dump(document, out, ensure_ascii=False, indent=1)
        out.write("\n")
    else:
        from collabdesk.importing.wording import described

        out.write(described(understanding))
        out.writelines(f"{line}\n" for line in said_unheard(answers, left))
    return 0


def unheard(answers: Mapping[str, str], understood: Iterable[Understanding]) -> list[str]:
    """The keys of the answers that answer no question of these files: a misspelt name, a cell of last month's file."""
    heard = frozenset[str]().union(*(one.heard for one in understood))
    return [key for key in answers if key not in heard]


def said_unheard(answers: Mapping[str, str], keys: Iterable[str]) -> list[str]:
    """A line about each: no error, because a script that answers more than is asked has done its work."""
    return [f"  The answer “{key}: {answers[key]}” fits no question, so it was not used." for key in keys]


def read_answers(path: Path) -> dict[str, str]:
    """The answers of a JSON file: question id, cell or name -> choice. Raises UserFacingError."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UserFacingError(f"There is no file “{path}”.") from error
    except (OSError, ValueError) as error:
        raise UserFacingError(f"“{path.name}” is not a JSON file of answers.") from error
    if not isinstance(content, dict):
        raise UserFacingError(
            f"“{path.name}” must hold one object: the question's id or cell, and the answer."
        )
    return {str(key): str(value) for key, value in content.items()}
