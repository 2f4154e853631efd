"""The signs of all series, kept while the file is open: after an edit only the series it touched are judged again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from collabdesk.charts.spec import Sign
from collabdesk.models.writer import RowChange
from collabdesk.services.changeset import ChangeSet

_FEW = 40
"""More touched series of one indicator than this (an import): the indicator is judged whole, which is quicker."""
_JUDGED_BY = ("team", "indicator", "collaborative")
"""What decides about all signs: the axes, the direction of good, the rule set."""


class Judge(Protocol):
    """Judges the series of an indicator, of all teams or of some."""

    def __call__(self, indicator_id: int, team_ids: Sequence[int] | None = None) -> dict[int, Sign]:
        """The sign of each team."""


class SignBoard:
    """Signs by indicator and team, worked out when first asked for.

    ``shown`` gives the first and the last period that the charts of an indicator show.
    """

    def __init__(self, judge: Judge, shown: Callable[[int], tuple[int, int]]) -> None:
        self._judged, self._periods = judge, shown
        self._signs: dict[int, dict[int, Sign]] = {}
        self._shown: dict[int, tuple[int, int]] = {}

    def of(self, indicator_id: int) -> dict[int, Sign]:
        """The sign of every team of the cube for one indicator, as on its chart. Not to be changed."""
        shown = self._periods(indicator_id)
        if indicator_id not in self._signs or self._shown[indicator_id] != shown:
            self._signs[indicator_id] = self._judged(indicator_id)
            self._shown[indicator_id] = shown
        return self._signs[indicator_id]

    def follow(self, changes: ChangeSet, _rows: Sequence[RowChange], /) -> None:
        """Take over an edit: judge the touched series again, or forget what may have changed as a whole."""
        if changes.touches(*_JUDGED_BY):
            self._signs.clear()
        if changes.touches("phase", "event"):
            for indicator_id in changes.indicator_ids:
                self._signs.pop(indicator_id, None)
        touched: dict[int, set[int]] = {}
        for indicator_id, team_id, _ in changes.cells:
            touched.setdefault(indicator_id, set()).add(team_id)
        for indicator_id, team_ids in touched.items():
            if indicator_id in self._signs:
                self._judge(indicator_id, team_ids)

    def _judge(self, indicator_id: int, team_ids: Iterable[int]) -> None:
        teams = sorted(team_ids)
        if len(teams) > _FEW or self._shown[indicator_id] != self._periods(indicator_id):
            del self._signs[indicator_id]
            return
        self._signs[indicator_id].update(self._judged(indicator_id, teams))
