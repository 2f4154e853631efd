"""What a data form is made of: a team's indicators of one month, with the last three periods shown. Values only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from collabdesk.form_marks import Mark
from collabdesk.i18n import Message
from collabdesk.periods import Period

Text = Message | str


@dataclass(frozen=True, kw_only=True)
class FormLine:
    """One number to be filled in; a numerator is followed by its denominator."""

    mark: Mark
    indicator: str
    asked: Text
    """Which number: the indicator's own words for its numerator or denominator."""
    earlier: tuple[float | None, ...] = ()
    whole: bool = True
    """Only whole numbers can be right: counts of people or events."""


@dataclass(frozen=True, kw_only=True)
class FormBlock:
    """The indicators of one type of period: earlier periods, those to be filled in, lines."""

    earlier: tuple[Period, ...]
    periods: tuple[Period, ...]
    lines: tuple[FormLine, ...]


@dataclass(frozen=True, kw_only=True)
class TeamForm:
    """One team's form."""

    mark: Mark
    place: str = ""
    coach: str = ""
    blocks: tuple[FormBlock, ...] = ()

    @property
    def name(self) -> str:
        """The team's name."""
        return self.mark.name

    @property
    def code(self) -> str:
        """The team's code."""
        return self.mark.code


@dataclass(frozen=True, kw_only=True)
class FormSet:
    """The forms of one month."""

    collaborative: str
    office: str
    month: Period
    due: dt.date | None
    """The day by which the numbers are to be back."""
    printed_on: dt.date
    teams: tuple[TeamForm, ...]
