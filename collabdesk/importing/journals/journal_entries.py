"""What is read from a list of changes, as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from collabdesk.importing.result import Problem, Question, Skipped


@dataclass(frozen=True, kw_only=True)
class KnownChange:
    """A change of the catalogue; ``key`` is the caller's own."""

    key: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JournalEntry:
    """One line: a team, a change and what became of it. ``change`` is the name to file it under."""

    cell: str
    sheet: str
    written: str
    """The change as the line writes it."""
    change: str
    change_key: int | None
    """None: a new change."""
    team: str
    team_key: int | None
    """None: a new team."""
    started: dt.date | None
    whole_month: bool = False
    """The line gives a month: its first day stands for it."""
    ended: dt.date | None = None
    decision: str = "testing"
    note: str = ""
    indicator_keys: tuple[int, ...] = ()
    """Indicators that the line names for certain: a new change is linked to them."""


@dataclass(frozen=True, kw_only=True)
class Journal:
    """All lists of changes of a file. Nothing is to be saved while `questions` is not empty."""

    file: str
    sha256: str
    entries: tuple[JournalEntry, ...]
    waiting: tuple[JournalEntry, ...]
    """Lines that a question is open about: their team or change may be empty, or not the last word."""
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    told_teams: Mapping[str, int]
    """How the file writes a team -> the known team that a person said it is."""
    found: bool
    """Whether any sheet holds a list of changes."""
