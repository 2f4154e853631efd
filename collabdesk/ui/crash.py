"""What nobody caught: known trouble becomes a sentence, anything else the crash box with details to copy."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Slot, qVersion

from collabdesk import __version__
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.ui.messages import Messages

_log = logging.getLogger("collabdesk.crash")


class CrashHook(QObject):
    """Put `hook` into ``sys.excepthook``: PySide sends the errors of slots there."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._showing = False

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show the error; a second one while a box is open only goes to the log."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserFacingError):
            _log.critical("Unhandled error", exc_info=(kind, error, trace))
        if self._showing:
            return
        self._showing = True
        try:
            if isinstance(error, UserFacingError):
                self._messages.warn(error.sentence)
            else:
                self._messages.crashed(details_of(error))
        finally:
            self._showing = False

    @Slot(object)
    def of_task(self, error: BaseException) -> None:
        """An error of work in the background that its starter doesn't handle."""
        self.hook(type(error), error, error.__traceback__)


def details_of(error: BaseException) -> str:
    """Versions and traceback, for whoever helps."""
    head = f"CollabDesk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return head + "\n\n" + "".join(traceback.format_exception(error))
