"""Which team and which indicator of the register a name in the file is; unknown names are asked about
once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace

from collabdesk.i18n import msg
from collabdesk.importing.asking import CREATE, LEAVE_OUT, Asker
from collabdesk.importing.names.match import Match, Matcher
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.result import Choice, KnownIndicator
from collabdesk.importing.tables.body import Entry
from collabdesk.importing.words import fold


@dataclass
class Names:
    """The teams and indicators of a file's entries, settled once for each spelling."""

    matcher: Matcher
    asker: Asker
    _teams: dict[tuple[str, str], int | None] = field(default_factory=dict)
    _indicators: dict[str, int | None] = field(default_factory=dict)
    _left_out: set[Hashable] = field(default_factory=set)
    _ids: dict[Hashable, Hashable] = field(default_factory=dict)

    def settle(self, cells: CellReader, entries: list[Entry]) -> list[Entry]:
        """Look up every name, ask about the unknown ones, and drop what a person leaves out."""
        for entry in entries:
            team = (entry.team, entry.code)
            if team not in self._teams:
                self._teams[team] = self._settle_team(cells, entry)
            if entry.indicator not in self._indicators:
                self._indicators[entry.indicator] = self._settle_indicator(cells, entry)
        if not self._left_out:
            return entries
        return [
            entry for entry in entries
            if (entry.team, entry.code) not in self._left_out and entry.indicator not in self._left_out
        ]  # fmt: skip

    def is_left_out(self, team: str, code: str, indicator: str) -> bool:
        """Whether a person left out the team or the indicator of that name."""
        return (team, code) in self._left_out or indicator in self._left_out

    def team_key(self, entry: Entry) -> int | None:
        """The register's key of an entry's team."""
        return self._teams[entry.team, entry.code]

    def indicator_key(self, entry: Entry) -> int | None:
        """The register's key of an entry's indicator."""
        return self._indicators[entry.indicator]

    def indicator(self, entry: Entry) -> KnownIndicator | None:
        """The register's indicator of an entry."""
        key = self._indicators.get(entry.indicator)
        return self.matcher.indicators_by_key[key] if key is not None else None

    def apart(self, entry: Entry, what: str) -> Entry:
        """The entry as one of an indicator of its own, which is not in the register."""
        name = f"{entry.indicator} ({what})"
        self._indicators[name] = None
        return replace(entry, indicator=name)

    def team_id(self, entry: Entry) -> Hashable:
        """What makes two entries the same team: the register's key, else the code, else the folded name."""
        found = self._ids.get((entry.team, entry.code))
        if found is None:
            key = self._teams[entry.team, entry.code]
            found = (
                key
                if key is not None
                else (fold(entry.code) or "", fold(entry.team) if not entry.code else "")
            )
            self._ids[entry.team, entry.code] = found
        return found

    def indicator_id(self, entry: Entry) -> Hashable:
        """What makes two entries the same indicator."""
        found = self._ids.get(entry.indicator)
        if found is None:
            key = self._indicators[entry.indicator]
            found = self._ids[entry.indicator] = key if key is not None else fold(entry.indicator)
        return found

    def _settle_team(self, cells: CellReader, entry: Entry) -> int | None:
        if entry.team == LEAVE_OUT:
            self._left_out.add((entry.team, entry.code))
        if not entry.team and not entry.code:
            return None
        match = self.matcher.team(entry.team, entry.code)
        if match.key is not None or not self.matcher.register.teams:
            return match.key
        labels = [self.matcher.team_label(key) for key, _ in match.candidates]
        if not labels:
            labels = [self.matcher.team_label(team.key) for team in self.matcher.register.teams][:200]
        answer = self._ask(cells, entry, "unknown team", entry.team or entry.code, labels, match)
        if answer == LEAVE_OUT:
            self._left_out.add((entry.team, entry.code))
        if answer in (None, CREATE, LEAVE_OUT):
            return None
        return self.matcher.team(str(answer)).key

    def _settle_indicator(self, cells: CellReader, entry: Entry) -> int | None:
        match = self.matcher.indicator(entry.indicator)
        if match.key is not None or not self.matcher.register.indicators:
            return match.key
        labels = [self.matcher.indicator_label(key) for key, _ in match.candidates]
        if not labels:
            labels = [self.matcher.indicator_label(item.key) for item in self.matcher.register.indicators][
                :40
            ]
        answer = self._ask(cells, entry, "unknown indicator", entry.indicator, labels, match)
        if answer == LEAVE_OUT:
            self._left_out.add(entry.indicator)
        if answer in (None, CREATE, LEAVE_OUT):
            return None
        return self.matcher.indicator(str(answer)).key

    def _ask(
        self,
        cells: CellReader,
        entry: Entry,
        kind: str,
        name: str,
        labels: Sequence[tuple[str, str]],
        match: Match,
    ) -> str | None:
        scores = [score for _, score in match.candidates]
        clear = bool(scores) and scores[0] >= 78 and (len(scores) == 1 or scores[0] - scores[1] >= 8)
        clear = clear and self.matcher.is_near(kind.rpartition(" ")[2], name, match.candidates[0][0])
        what = msg("team") if kind == "unknown team" else msg("indicator")
        return self.asker.ask(
            sheet=cells.sheet, cell=self._cell(cells, entry, kind), kind=kind,
            asked=msg("“{name}” is not in the register: which {what} is it?", name=name.strip(), what=what),
            choices=[*(Choice(value=value, label=label) for value, label in labels),
                     Choice(value=CREATE, label=msg("A new one: add it to the register")),
                     Choice(value=LEAVE_OUT, label=msg("Leave out"))],
            proposed=labels[0][0] if clear else None, about=name.strip(),
        )  # fmt: skip

    @staticmethod
    def _cell(cells: CellReader, entry: Entry, kind: str) -> str:
        """The cell that holds the name, if it is in the entry's row or above its column; else the
        number's."""
        grid = cells.view.grid
        name = fold(entry.team if kind == "unknown team" else entry.indicator)
        last = name.rpartition(" / ")[2] or name
        for column in range(min(entry.column, 60)):
            text = fold(grid.text(entry.row, column))
            if text and (text in (name, last) or (len(last) > 3 and last in text)):
                return grid.address(entry.row, column)
        for row in range(entry.row - 1, max(-1, entry.row - 400), -1):
            for column in range(min(entry.column + 1, 60)):
                text = fold(grid.text(row, column))
                if text and (text == name or (len(last) > 3 and last in text)):
                    return grid.address(row, column)
        return grid.address(entry.row, entry.column)
