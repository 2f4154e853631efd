"""A small collaborative for the window's tests."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from collabdesk.models.measures import Direction, Indicator, IndicatorKind, Observation
from collabdesk.models.meetings import Session, SessionKind
from collabdesk.models.writer import Writer
from collabdesk.periods import month
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow

FIRST = month(2025, 1).ordinal


def furnish(path: Path) -> None:
    """Make a file with three teams, two indicators, two years of numbers, a shift in team 1, two sessions."""
    workspace = collaboratives.create_file(path, "Ada", "Safe Birth")
    mine = workspace.collaborative.id
    teams.add_teams(
        workspace,
        [
            TeamRow(name="Tolveni HC IV", code="T1", district="Oruba", coach="Grace", coach_phone="0700 1"),
            TeamRow(name="Mashiru HC III", code="T2", district="Oruba", coach="Grace"),
            TeamRow(name="Petro Hill Clinic", code="T3", district="Kalindu"),
        ],
    )
    for new in (
        Indicator(collaborative_id=mine, name="Partograph completed", code="PARTO", target=80.0),
        Indicator(
            collaborative_id=mine,
            name="Early deaths",
            code="DEATH",
            kind=IndicatorKind.COUNT,
            direction=Direction.DOWN,
        ),
    ):
        indicators.save_indicator(workspace, new)
    workspace.transact("Numbers", _numbers)
    for kind, number, day in (
        (SessionKind.PREWORK, 0, dt.date(2025, 1, 15)),
        (SessionKind.LEARNING, 1, dt.date(2025, 6, 10)),
    ):
        meetings.save_session(workspace, Session(collaborative_id=mine, kind=kind, number=number, starts=day))
    changes.record_test(
        workspace,
        NewTest(
            change="Partograph at every bed", team_ids=(1,), started=dt.date(2025, 7, 1), indicator_ids=(1,)
        ),
    )
    workspace.close()


def _numbers(writer: Writer) -> None:
    rows = []
    for step in range(20):
        level = (8, 9)[step % 2] if step < 10 else (16, 17)[step % 2]
        for team_id, numerator in ((1, level), (2, 10 + step % 3), (3, 5)):
            rows.append(
                Observation(
                    indicator_id=1,
                    team_id=team_id,
                    period=FIRST + step,
                    numerator=numerator,
                    denominator=20,
                )
            )
        rows.append(Observation(indicator_id=2, team_id=1, period=FIRST + step, value=step % 4))
    writer.put_observations(rows)
