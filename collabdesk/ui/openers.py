"""Opening a file or a folder with the program that the system has for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from collabdesk.i18n import msg
from collabdesk.ui.context import Context


def open_outside(context: Context, path: Path) -> None:
    """Open it, or say that no program here can."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        context.messages.warn(msg("This computer has no program that opens “{name}”.", name=path.name))
