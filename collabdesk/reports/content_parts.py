"""The parts of a pack beside charts and team pages: scoreboard, matrix, ledger, lists. Plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Message

Text = Message | str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of the scoreboard, large, with its definition under it."""

    name: Text
    value: Text
    detail: Text = ""
    definition: Text


@dataclass(frozen=True, kw_only=True)
class GainLine:
    """The gains of the teams with one indicator."""

    indicator: str
    teams: int
    median: Text
    quartiles: Text


@dataclass(frozen=True, kw_only=True)
class GoalLine:
    """One goal over the collaborative."""

    goal: Text
    reached: Text
    already: Text
    time: Text
    held: Text


@dataclass(frozen=True, kw_only=True)
class Scoreboard:
    """How far the collaborative has come. ``definitions``: what the columns of the tables mean."""

    summary: Text
    figures: tuple[Figure, ...] = ()
    gains: tuple[GainLine, ...] = ()
    gains_said: Text = ""
    goals: tuple[GoalLine, ...] = ()
    goals_said: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MatrixCell:
    """One team and one indicator; without a sign there is nothing to say of this pair."""

    sign: Sign | None = None
    value: Text = ""


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One team."""

    team: str
    detail: str = ""
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Teams down, indicators across."""

    indicators: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    """One change and one indicator that it should move."""

    change: str
    indicator: str
    teams: Text
    outcomes: Text
    size: Text
    word: Text
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class LedgerGroup:
    """Changes of which the same can be said."""

    title: Text
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What worked and what did not."""

    groups: tuple[LedgerGroup, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LearningLine:
    """One team that could ask another about a change."""

    learner: str
    asks: str
    change: str
    why: Text


@dataclass(frozen=True, kw_only=True)
class PresenterLine:
    """One team that could tell the others about a change, and why."""

    team: str
    change: str
    indicator: str
    worked: bool
    why: Text


@dataclass(frozen=True, kw_only=True)
class SustainCount:
    """One indicator: how many teams reached its target, and how it stands with them."""

    indicator: str
    target: Text
    reached: int
    held: int
    slipped: int
    silent: int


@dataclass(frozen=True, kw_only=True)
class SustainLine:
    """One series that reached its target and has slipped or gone silent."""

    team: str
    indicator: str
    held: Text
    latest: Text
    state: Text


@dataclass(frozen=True, kw_only=True)
class SustainHeld:
    """Teams that hold the target of one indicator."""

    indicator: str
    teams: Text


@dataclass(frozen=True, kw_only=True)
class SustainWatch:
    """Who holds what was reached. ``definition``: what reached, held, slipped and silent mean."""

    counts: tuple[SustainCount, ...]
    slipped: tuple[SustainLine, ...] = ()
    silent: tuple[SustainLine, ...] = ()
    held: tuple[SustainHeld, ...] = ()
    definition: Text = ""


@dataclass(frozen=True, kw_only=True)
class PackageText:
    """A version of the change package; the text as `reports.written` reads it."""

    title: str
    version: Text
    text: str


@dataclass(frozen=True, kw_only=True)
class SpreadRow:
    """One team's place with every change: a key of `SpreadBoard.marks`, or nothing."""

    team: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SpreadBoard:
    """Which team has taken up which change. ``marks``: the letter in a cell and what it says."""

    changes: tuple[str, ...]
    rows: tuple[SpreadRow, ...]
    marks: tuple[tuple[str, Text], ...]
    doing: tuple[int, ...]
    """How many teams still do each change."""


@dataclass(frozen=True, kw_only=True)
class CommitmentLine:
    """What a team promised. ``agreed``: at which session."""

    team: str
    text: str
    owner: str
    due: dt.date | None
    state: Text
    agreed: Text


@dataclass(frozen=True, kw_only=True)
class OwnLists:
    """One team's part of what the pack lists for all, for its handout."""

    commitments: tuple[CommitmentLine, ...] = ()
    asks: tuple[LearningLine, ...] = ()
    asks_said: Text = ""
    """How those who could be asked were found."""
    lasting: tuple[SustainLine, ...] = ()
    """Each target that the team has reached, held or not."""
    lasting_said: Text = ""
    """What held and slipped mean."""


@dataclass(frozen=True, kw_only=True)
class AttendanceLine:
    """Somebody who is expected; without a name an empty line for the team."""

    team: str
    name: str = ""
    job: str = ""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """For one team that took part."""

    team: str
    place: str = ""
