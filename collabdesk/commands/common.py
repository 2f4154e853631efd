"""What several commands share: opening the file, reading dates, writing JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from collabdesk.errors import UserFacingError
from collabdesk.services import identity
from collabdesk.services.setup import collaboratives
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.importing.result import Question


def add_file(parser: argparse.ArgumentParser) -> None:
    """The file argument, and which collaborative of it."""
    parser.add_argument("file", type=Path, metavar="FILE.collab")
    parser.add_argument(
        "--collaborative", metavar="NAME", help="which collaborative, where the file holds several"
    )


@contextmanager
def opened(args: argparse.Namespace, *, write: bool = False) -> Iterator[Workspace]:
    """The workspace of the file argument. For writing, a file that somebody has open is refused.

    Raises UserFacingError; also where the file holds several collaboratives and none is named.
    """
    workspace = collaboratives.open_file(
        args.file, identity.current(), args.collaborative, read_only=not write
    )
    try:
        if write and workspace.read_only:
            raise UserFacingError(_why_read_only(workspace))
        names = [one.name for one in collaboratives.all_of(workspace)]
        if len(names) > 1 and args.collaborative is None:
            listed = ", ".join(f"“{name}”" for name in names)
            raise UserFacingError(f"“{args.file.name}” holds {listed}: say which with --collaborative NAME.")
        yield workspace
    finally:
        workspace.close()
        if workspace.rescued:
            print(workspace.rescued, file=sys.stderr)
    if workspace.unsafe:
        raise UserFacingError(workspace.unsafe)


def _why_read_only(workspace: Workspace) -> str:
    if workspace.holder is not None:
        return f"“{workspace.path.name}” is open for {workspace.holder}. Close it there first; nothing was changed."
    return f"“{workspace.path.name}” is read-only, or its folder is; nothing was changed."


def listed(files: Iterable[tuple[str, Sequence[Question]]]) -> str:
    """The open questions of some files, with what each may be answered: why nothing was saved."""
    lines = ["Nothing was saved: these questions are open (answer them with --answers)."]
    for name, questions in files:
        for question in questions:
            choices = ", ".join(choice.value for choice in question.choices)
            where = f"{question.sheet}!{question.cell}" if question.sheet else question.cell
            lines.append(f"{name} {where}: {question.asked} [{choices}] (id: {question.id})")
    return "\n".join(lines)


def write_json(document: Any, out: TextIO) -> None:
    """One JSON document and nothing else."""
    json.dump(document, out, ensure_ascii=False, indent=1, allow_nan=False)
    out.write("\n")
