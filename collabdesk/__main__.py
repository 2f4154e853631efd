"""``python -m collabdesk``: without a command the window opens, with one it runs without a display."""

from __future__ import annotations

import runpy
import sys

from collabdesk.apart import FLAG


def main() -> int:
    """Run the program; returns the exit code."""
    if sys.argv[1:2] == [FLAG]:  # a frozen application starts itself as a helping process (`apart.launch`)
        runpy.run_module(sys.argv[2], run_name="__main__")
        return 0
    from collabdesk.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
