"""``python -m collabdesk``: without a command the window opens, with one it runs without a display."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program; returns the exit code."""
    from collabdesk.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
