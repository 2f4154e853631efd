"""The command line: each command in a module of its own, none of which needs a display.

A command module has ``add_parser(subparsers)``, which sets ``run``: ``run(args, out) -> exit code``. Exit 0 done;
2 wrong usage or bad input (one sentence on standard error); 1 a fault of the program.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from typing import IO, NoReturn, TextIO

from collabdesk import __version__, log
from collabdesk.errors import UserFacingError

DONE, FAULT, BAD_INPUT = 0, 1, 2


def run(argv: Sequence[str], out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Run one command line and return its exit code."""
    out, err = out or _utf8(sys.stdout), err or _utf8(sys.stderr)
    try:
        args = build_parser().parse_args(_window_first(list(argv)))
    except SystemExit as stop:  # argparse has said what is wrong, or shown the help
        return int(stop.code or 0)
    log.start()
    try:
        code = int(args.run(args, out))
        out.flush()
        return code
    except UserFacingError as error:
        print(error.sentence, file=err)
        return BAD_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("Stopped; nothing was changed.", file=err)
        return BAD_INPUT
    except Exception:
        print("CollabDesk has a fault; nothing was saved by this command. Details:", file=err)
        traceback.print_exc(file=err)
        return FAULT


COMMANDS = (
    "sample",
    "new",
    "import",
    "inspect",
    "analyse",
    "evidence",
    "progress",
    "pack",
    "handouts",
    "export",
    "forms",
    "history",
    "undo",
    "redo",
    "revert",
    "check",
    "backup",
    "restore",
)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence; the usage is a --help away."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{message[:1].upper()}{message[1:]}. “{self.prog} --help” shows how.\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    from collabdesk.commands import (
        analyse,
        evidence,
        exports,
        files,
        forms,
        imports,
        inspect,
        journal,
        packs,
        progress,
        window,
    )

    parser = _Parser(
        prog="collabdesk",
        description="The coordinator's desk for an improvement collaborative. "
        "Without a command it opens the window: collabdesk [FILE.collab] or collabdesk --sample.",
    )
    parser.add_argument("--version", action="version", version=f"CollabDesk {__version__}")
    parser.add_argument(
        "--sample", action="store_true", help="open the window on a fresh copy of the sample collaborative"
    )
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in (
        window,
        files,
        imports,
        inspect,
        analyse,
        evidence,
        progress,
        packs,
        exports,
        forms,
        journal,
    ):
        module.add_parser(subparsers)
    return parser


def _window_first(argv: list[str]) -> list[str]:
    """Without a command the window is meant: ``collabdesk``, ``collabdesk FILE``, ``collabdesk --sample``."""
    if "--help" in argv or "-h" in argv or "--version" in argv:
        return argv
    words = [word for word in argv if not word.startswith("-")]
    if words and words[0] in (*COMMANDS, "window"):
        return argv
    return ["window", *argv]


def _utf8(stream: IO[str]) -> TextIO:
    """The stream, writing UTF-8 whatever the machine's locale: names have accents."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    return stream  # type: ignore[return-value]
