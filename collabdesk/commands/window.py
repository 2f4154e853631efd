"""``collabdesk [FILE.collab]`` and ``collabdesk --sample``: open the window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TextIO


def add_parser(subparsers: Any) -> None:
    """Add the command that is meant where none is named."""
    parser = subparsers.add_parser("window", help="open the window (the same as no command)")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.collab", help="the file to open")
    parser.add_argument("--sample", action="store_true", help="open a fresh copy of the sample collaborative")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, _out: TextIO) -> int:
    """Open the window; returns when it is closed. Without a display: a sentence, and exit 2."""
    from collabdesk import app

    return app.run(args.file, sample=args.sample)
