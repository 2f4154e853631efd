"""How one page asks for another without knowing it; the main window listens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal


class Navigator(QObject):
    """Handed to every page. Each method is a wish; the main window carries it out."""

    chart_wanted = Signal(int, int)
    """indicator id, team id (0: the whole collaborative)"""
    place_wanted = Signal(str, str)
    """place, section of it (or empty)"""
    files_wanted = Signal(list)
    journal_wanted = Signal(str)
    """A spreadsheet that is a list of tested changes: the place of changes takes it."""
    change_wanted = Signal(object, object)
    """team id or None, date or None"""
    said = Signal(str)
    """A line for the status bar."""
    done = Signal(str, bool)
    """A line about the last edit; whether to offer Undo beside it."""
    file_made = Signal(str, str)
    """A line for the status bar and the file that its "Open" button opens."""

    def open_chart(self, indicator_id: int, team_id: int | None = None) -> None:
        """Show the large chart of an indicator, of one team or pooled."""
        self.chart_wanted.emit(indicator_id, team_id or 0)

    def open_place(self, name: str, section: str = "") -> None:
        """Go to a place: ``overview data charts changes sessions coaching setup``."""
        self.place_wanted.emit(name, section)

    def import_files(self, paths: Sequence[Path] = ()) -> None:
        """Open the import window on these files; without any, ask for them."""
        self.files_wanted.emit(list(paths))

    def take_journal(self, path: Path) -> None:
        """Hand over a list of tested changes that came among the spreadsheets."""
        self.journal_wanted.emit(str(path))

    def record_change(self, team_id: int | None = None, day: dt.date | None = None) -> None:
        """Go to Changes with the line for a new change ready."""
        self.change_wanted.emit(team_id, day)

    def say(self, text: str) -> None:
        """Show a line in the status bar for a while."""
        self.said.emit(text)

    def say_done(self, text: str) -> None:
        """Show a line about the edit that was just made, with a button that undoes it."""
        self.done.emit(text, True)

    def say_made(self, text: str, path: Path) -> None:
        """Show a line about a file that was made, with a button that opens it."""
        self.file_made.emit(text, str(path))
