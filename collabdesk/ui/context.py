"""What every page is handed: look, words, messages, file dialogs, tasks, settings, ways to other pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, Translator
from collabdesk.ui.file_dialogs import FileDialogs
from collabdesk.ui.messages import Messages
from collabdesk.ui.navigator import Navigator
from collabdesk.ui.settings import Settings
from collabdesk.ui.tasks import Tasks
from collabdesk.ui.theme import Theme


@dataclass(frozen=True, kw_only=True)
class Context:
    """Made once by `app.py` (and by tests); pages list nothing else in their constructors."""

    theme: Theme
    translator: Translator
    messages: Messages
    files: FileDialogs
    tasks: Tasks
    settings: Settings
    navigator: Navigator

    def text(self, message: Message | str) -> str:
        """A message in the window's language."""
        return self.translator.text(message)

    def date(self, day: dt.date | None) -> str:
        """A date with its month in letters: ``4 Mar 2026``; nothing for None."""
        if day is None:
            return ""
        locale = QLocale(self.translator.language)
        return locale.toString(QDate(day.year, day.month, day.day), "d MMM yyyy")

    def attempt(self, fn: Callable[[], object]) -> bool:
        """Run an edit; known trouble is shown as a sentence. Returns whether it went well."""
        try:
            fn()
        except UserFacingError as error:
            self.messages.warn(error.sentence)
            return False
        return True
