"""Known trouble: what a person can understand and act on. Anything else is a fault of the program."""

from __future__ import annotations


class UserFacingError(Exception):
    """A sentence for the person: what happened, what was kept, what to do next.

    The window shows it in a message box, the command line on standard error (exit code 2); neither shows a
    traceback. Raise it for trouble that the world causes (a locked file, a full disk), never for a bug.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Cancelled(Exception):  # noqa: N818 - it is no error: the person asked for it
    """The person pressed Cancel; whatever was under way has been left as it was."""
