"""A column of a table and the part it plays in it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from collabdesk.importing.grid import Value
from collabdesk.importing.tables.profiles import Profile
from collabdesk.periods import PeriodType


class Part(enum.Enum):
    """A column's part in the table."""

    TEAM = "team"
    LEVEL = "level"
    CODE = "code"
    INDICATOR = "indicator"
    PERIOD = "period"
    END = "end"
    MONTH = "month"
    YEAR = "year"
    MEASURE = "measure"
    CATEGORY = "category"
    NOTE = "note"
    SERIAL = "serial"
    TOTAL = "total"
    DERIVED = "derived"
    VALUE = "value"
    LABEL = "label"
    IGNORED = "ignored"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its index, its heading from top to bottom, its part.

    A VALUE column may carry a `period` (the heading's raw value and its cell), a `measure` (num, den, percent
    or empty) and the `rest` of its heading: an indicator's, a team's or a sub-group's name.
    """

    index: int
    path: tuple[str, ...]
    part: Part
    profile: Profile
    period: Value = None
    period_row: int = -1
    measure: str = ""
    rest: str = ""
    percent: bool = False
    within: PeriodType | None = None
    """Its numbers are of one week or month of the year above it, which its heading doesn't number."""
    from_date: bool = False
    """An age group that Excel took for a date (``5-Sep``), put right again."""
    financial: bool = False
    """A column of years that begin in a month of their own (``fiscal_year``)."""
    day: bool = False
    """One day of the month that the table is about: `day_columns` adds them up."""
    guessed: bool = False
    decided: bool = False
    """A person said what it is: nothing that follows from the numbers may set it aside."""

    @property
    def heading(self) -> str:
        """The whole heading in one line."""
        return " / ".join(self.path)
