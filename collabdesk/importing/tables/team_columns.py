"""Which columns name the team of a row: one, two levels of one hierarchy, or a code."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from collabdesk.importing.grid import Value, plain
from collabdesk.importing.names import team_codes
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.tables.label_kinds import are_exclusive
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View
from collabdesk.importing.words import fold, one_line, word_set

_COARSE = word_set("continent, region, regions, world, who, unicef, nation, country group")
_MOST_ROWS = 5000
_UID = re.compile(r"[A-Za-z][A-Za-z0-9]{10}")


@dataclass
class TeamColumns:
    """The columns that name a row's team, and its code."""

    view: View
    table: Table
    all_columns: Sequence[Column]
    matcher: Matcher
    columns: list[int] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    """Coarser levels: a row that names no site is about the nearest of them (a province, the country)."""
    exclusive: bool = False
    code: int = -1
    renamed: team_codes.Renamed | None = None

    def __post_init__(self) -> None:
        teams = [column for column in self.all_columns if column.part is Part.TEAM]
        named = [column for column in teams if not column.guessed]
        teams = named or teams
        uids = [column for column in teams if _holds_uids(column)]
        teams = [column for column in teams if column not in uids] or teams
        levels = [column for column in self.all_columns if column.part is Part.LEVEL]
        teams = self._with_indented(teams, levels)
        if len(teams) > 1 and are_exclusive(self.view, self.table, teams):
            self.exclusive = True
            self.columns = [column.index for column in teams]
        elif len(teams) > 1:
            self.columns = self._finest(teams)
        elif teams:
            self.columns = self._with_level(teams[0], levels)
        elif levels:
            finest = max(
                levels, key=lambda column: (column.profile.distinct, not _is_coarse(column), column.index)
            )
            self.columns = self._with_level(finest, [column for column in levels if column is not finest])
        last = self.columns[-1] if self.columns else -1
        self.above = [c.index for c in levels if c.index < last and c.index not in self.columns][::-1]
        codes = [column for column in self.all_columns if column.part is Part.CODE and column.profile.filled]
        codes = codes or [column for column in uids if column not in teams]
        self.code = min((c.index for c in codes), key=lambda index: abs(index - last), default=-1)
        at_code = [column for column in codes if column.index == self.code]
        self.renamed = team_codes.renamed(self.view, self.table, teams, at_code)

    def name(self, row: int, value_of: Callable[[int, int], Value]) -> tuple[str, str]:
        """(the team as written, its code or empty); ``value_of`` fills in what stands above or is merged."""
        code = plain(value_of(row, self.code)).strip() if self.code >= 0 else ""
        if self.exclusive:
            for column in self.columns:
                value = self.view.value(row, column)
                if value is not None:
                    return one_line(plain(value)), code
            return "", code
        parts = [one_line(plain(value_of(row, column))) for column in self.columns]
        parts = [part for part in parts if part.strip()]
        if not parts and not code:
            wider = [one_line(plain(value_of(row, column))) for column in self.above]
            parts = [part for part in wider if part.strip()][:1]
        return " / ".join(dict.fromkeys(parts)), code

    def _with_indented(self, teams: list[Column], levels: list[Column]) -> list[Column]:
        """``Area`` over the coarsest names only, the finer ones indented into columns without a heading."""
        if not teams or not levels or any(column.path for column in teams):
            return teams
        all_ = [*(column for column in levels if column.index == teams[0].index - 1), *teams]
        return all_ if len(all_) > 1 and are_exclusive(self.view, self.table, all_) else teams

    def _with_level(self, team: Column, levels: list[Column]) -> list[int]:
        """The team's column; with the nearest level above it where one name stands in several districts."""
        left = [column for column in levels if column.index < team.index]
        if not left:
            return [team.index]
        above = left[-1]
        found: dict[str, set[str]] = {}
        for row in range(self.table.first, min(self.table.last, self.table.first + _MOST_ROWS) + 1):
            name, level = self.view.folded(row, team.index), self.view.folded(row, above.index)
            if name and level:
                found.setdefault(name, set()).add(level)
        several = any(len(names) > 1 for names in found.values())
        return [above.index, team.index] if several else [team.index]

    def _finest(self, teams: list[Column]) -> list[int]:
        """Of several columns of sites the coarsest and the finest; twice the same level counts once."""
        known = [column for column in teams if self._known_share(column) >= 0.5]
        if len(known) == 1:
            return [known[0].index]
        ordered = sorted(teams, key=lambda column: column.profile.distinct)
        finest = max(teams, key=lambda column: (column.profile.distinct, column.index))
        coarsest = ordered[0]
        if coarsest is finest or coarsest.profile.distinct >= finest.profile.distinct:
            return [finest.index]
        return [coarsest.index, finest.index]

    def _known_share(self, column: Column) -> float:
        texts = column.profile.texts[:20]
        known = sum(1 for text in texts if self.matcher.team(text).key is not None)
        return known / len(texts) if texts else 0.0


def _is_coarse(column: Column) -> bool:
    """A continent or region, which is never finer than the country or district beside it."""
    return bool(column.path) and not _COARSE.isdisjoint(fold(column.path[-1]).split())


def _holds_uids(column: Column) -> bool:
    """Whether a column holds the identifiers of DHIS2: eleven letters and digits that nobody reads."""
    texts = column.profile.texts[:20]
    return bool(texts) and all(_UID.fullmatch(text) and any(map(str.isdecimal, text)) for text in texts)
