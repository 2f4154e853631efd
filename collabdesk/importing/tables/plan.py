"""The reading of one table: which columns hold numbers, of what, and what the surroundings have to add."""

from __future__ import annotations

from dataclasses import dataclass, field

from collabdesk.i18n import Message
from collabdesk.importing.grid import Value
from collabdesk.importing.tables.parts import Column
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.times.outcomes import Outcome
from collabdesk.importing.times.times import Place


@dataclass(frozen=True)
class About:
    """What a number is about, as far as its column says: empty where the row says it."""

    team: str
    indicator: str
    category: str


@dataclass
class Plan:
    """The reading of one table. ``columns_are``: team, indicator, category, measure (of each row's indicator)
    or empty."""

    table: Table
    columns: list[Column]
    values: list[Column] = field(default_factory=list)
    columns_are: str = "indicator"
    indicator: str = ""
    team: str = ""
    table_period: Outcome | None = None
    heading_place: Place | None = None
    skipped: list[tuple[Column, Message]] = field(default_factory=list)
    shared: dict[int, str] = field(default_factory=dict)
    names: dict[int, tuple[str, str]] = field(default_factory=dict)
    wholes: set[int] = field(default_factory=set)
    _abouts: dict[tuple[int, str, bool], About | None] = field(default_factory=dict)
    _periods: dict[tuple[int, Value], Outcome | None] = field(default_factory=dict)

    def about(self, column: Column, row_indicator: str, row_team: str) -> About | None:
        """The team, indicator and sub-group that a column gives; None if nothing names an indicator."""
        key = (column.index, row_indicator, bool(row_team))
        if key not in self._abouts:
            self._abouts[key] = self._about(column, row_indicator, "" if row_team else self.team)
        return self._abouts[key]

    def _about(self, column: Column, row_indicator: str, team: str) -> About | None:
        if column.index in self.names:
            name, indicator = self.names[column.index]
            return About(name, row_indicator or indicator or self.indicator, "")
        rest = self.shared.get(column.index, column.rest)
        if self.columns_are == "team":
            return About(rest or team, row_indicator or self.indicator, "")
        if row_indicator and self.columns_are == "measure":
            return About(team, f"{row_indicator} / {rest}" if rest else row_indicator, "")
        if row_indicator:
            return About(team, row_indicator, rest if self.columns_are == "category" else "")
        if self.columns_are == "category":
            return About(team, self.indicator, rest) if self.indicator else None
        indicator = rest or self.indicator
        return About(team, indicator, "") if indicator else None

    def column_period(self, column: Column, year: Value = None) -> Outcome | None:
        """The period of a column's heading; ``year`` comes from the row where years stand down."""
        key = (column.index, year)
        if key not in self._periods:
            place = self.heading_place
            self._periods[key] = place.period(column.period, year) if place else None
        return self._periods[key]
