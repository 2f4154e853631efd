"""Reading a spreadsheet for a dialog: by the helping process; what can't be read is said in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from collabdesk.apart.calls import Call, FellError, TooLargeError
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.importing.grid import Workbook
from collabdesk.ui.context import Context


def read_file(
    context: Context, read: Callable[[Path], Workbook], path: Path, done: Callable[[Workbook], None]
) -> None:
    """Have ``read`` (a function of a module) read a file, and hand over what it holds."""

    def failed(error: BaseException) -> None:
        if isinstance(error, UserFacingError | FellError):
            context.messages.warn(unreadable(error, path.name))
        elif not isinstance(error, Cancelled):
            context.tasks.crashed.emit(error)

    context.tasks.call(Call(fn=read, args=(path,)), done, failed, msg("Reading {file}", file=path.name))


def unreadable(error: BaseException, name: str) -> Message | str:
    """Why a file can't be read, in a sentence."""
    if isinstance(error, UserFacingError):
        return error.sentence
    if isinstance(error, TooLargeError):
        return msg(
            "“{name}” is too large for this computer's memory. Split it, and import the parts.", name=name
        )
    if isinstance(error, FellError):
        return msg(
            "“{name}” can't be read: the reading broke off. Ask for a new copy, or save it again as .xlsx.",
            name=name,
        )
    return msg("This file cannot be read. Nothing was saved.")
