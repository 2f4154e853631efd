"""What is drawn over a series besides its points: action periods, changes, definitions, and where numbers came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from collabdesk.charts.inputs import ActionPeriod, ChangeMark, DefinitionChange
from collabdesk.charts.spec import Text
from collabdesk.i18n import msg
from collabdesk.models.cell_notes import CellText
from collabdesk.models.ideas import Change, Decision, Test
from collabdesk.models.intake import ImportBatch
from collabdesk.models.measures import Indicator, IndicatorDefinition
from collabdesk.models.meetings import Session
from collabdesk.periods import PeriodType
from collabdesk.services.changes import changes
from collabdesk.services.sessions import meetings
from collabdesk.services.workspace import Workspace


class SeriesMarks:
    """Gathers the marks; what all charts of one round share is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tests: dict[int, list[Test]] | None = None
        self._links: dict[int, set[int]] | None = None

    def actions(self, period_type: PeriodType, first: int, last: int) -> Iterable[ActionPeriod]:
        sessions = self._workspace.rows(Session)
        for action in meetings.action_periods(self._workspace):
            session = sessions.get(action.session_id or 0)
            starts, ends = period_type.holding(action.starts), period_type.holding(action.ends)
            if ends >= first and starts <= last:
                label = meetings.short_said(session) if session else action.name
                yield ActionPeriod(first=max(starts, first), last=min(ends, last), label=label)

    def definitions(self, indicator: Indicator, period_type: PeriodType) -> tuple[DefinitionChange, ...]:
        """Where the indicator began to mean something else (method.md, 1)."""
        return tuple(
            DefinitionChange(period=period_type.holding(one.valid_from), label=msg("new definition"))
            for one in self._workspace.rows(IndicatorDefinition).values()
            if one.indicator_id == indicator.id
        )

    def origins(self, texts: Sequence[CellText]) -> dict[int, Text]:
        """The file and cell that each period's number came from: ``march.xlsx, Data!C7``."""
        batches = self._workspace.rows(ImportBatch)
        files = {text.period: batches[text.origin].file for text in texts if text.origin in batches}
        return {
            text.period: f"{files[text.period]}, {text.place}" if text.place else files[text.period]
            for text in texts
            if text.period in files
        }

    def changes(self, indicator: Indicator, team_id: int) -> tuple[ChangeMark, ...]:
        """The changes that should move this indicator, and those that nobody has linked to any."""
        period_type = PeriodType.parse(indicator.period_type)
        catalogue = self._workspace.rows(Change)
        return tuple(
            ChangeMark(
                period=period_type.holding(test.started),
                number=number,
                change=catalogue[test.change_id].name,
                decision=decision_words(test.decision),
                key=test.id,
            )
            for number, test in self._team_tests(team_id)
            if indicator.id in self._moved_by(test.change_id) or not self._moved_by(test.change_id)
        )

    def _team_tests(self, team_id: int) -> list[tuple[int, Test]]:
        if self._tests is None:
            self._tests = {}
            for test in self._workspace.rows(Test).values():
                self._tests.setdefault(test.team_id, []).append(test)
        mine = sorted(self._tests.get(team_id, ()), key=lambda one: (one.started, one.id))
        return list(enumerate(mine, start=1))

    def _moved_by(self, change_id: int) -> set[int]:
        if self._links is None:
            self._links = {}
            for link in changes.all_links(self._workspace):
                self._links.setdefault(link.change_id, set()).add(link.indicator_id)
        return self._links.get(change_id, set())


def decision_words(decision: Decision) -> Text:
    """A decision in the reader's language."""
    return {
        Decision.TESTING: msg("testing"),
        Decision.ADOPTED: msg("adopted"),
        Decision.ADAPTED: msg("adapted"),
        Decision.ABANDONED: msg("abandoned"),
    }[decision]
