"""A workspace with three teams, three indicators and a year of numbers with a known shift."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from collabdesk.models.measures import Direction, Indicator, IndicatorKind, Observation
from collabdesk.models.meetings import Session
from collabdesk.models.writer import Writer
from collabdesk.periods import month
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace

JAN = month(2025, 1).ordinal
BASELINE = (month(2025, 1), month(2025, 6))
"""The half-year before team 1 rises."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = collaboratives.create_file(tmp_path / "safe birth.collab", "Ada", "Safe Birth")
    yield made
    made.close()


@pytest.fixture
def furnished(workspace: Workspace) -> Workspace:
    rows = [
        TeamRow(name="Tolveni HC IV", code="T1", district="Oruba", coach="Grace", joined=dt.date(2025, 1, 1)),
        TeamRow(name="Mashiru HC III", code="T2", district="Oruba"),
        TeamRow(name="Petro Hill Clinic", code="T3", district="Kalindu", left=dt.date(2025, 9, 30)),
    ]
    teams.add_teams(workspace, rows)
    mine = workspace.collaborative.id
    for indicator in (
        Indicator(collaborative_id=mine, name="Partograph completed", code="PARTO", unit="%", target=80),
        Indicator(
            collaborative_id=mine,
            name="Deaths per 1,000",
            code="DEATH",
            kind=IndicatorKind.RATE,
            multiplier=1000,
            direction=Direction.DOWN,
        ),
        Indicator(collaborative_id=mine, name="Deliveries", code="DEL", kind=IndicatorKind.COUNT),
    ):
        indicators.save_indicator(workspace, indicator)
    workspace.transact("Numbers", write_numbers)
    meetings.save_session(workspace, Session(collaborative_id=mine, number=1, starts=dt.date(2025, 7, 8)))
    return workspace


def write_numbers(writer: Writer) -> None:
    """Team 1 rises from 8/20 to 16/20 in July; team 2 stays; team 3 reports until September."""
    rows = []
    for step in range(12):
        level = (9, 8)[step % 2] if step < 6 else (16, 17)[step % 2]
        rows.append(
            Observation(indicator_id=1, team_id=1, period=JAN + step, numerator=level, denominator=20)
        )
        rows.append(
            Observation(indicator_id=1, team_id=2, period=JAN + step, numerator=10 + step % 3, denominator=20)
        )
        rows.append(Observation(indicator_id=3, team_id=1, period=JAN + step, value=40 + step))
        if step < 9:
            rows.append(
                Observation(indicator_id=1, team_id=3, period=JAN + step, numerator=5, denominator=20)
            )
    writer.put_observations(rows)
