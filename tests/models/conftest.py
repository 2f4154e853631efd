"""What the tests of this room share."""

from __future__ import annotations

import pytest

from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.places import Collaborative, Team
from collabdesk.models.store import Store
from collabdesk.models.writer import Writer


@pytest.fixture
def furnished(store: Store) -> Store:
    """One collaborative, two teams, one indicator, three observations."""

    def fill(writer: Writer) -> None:
        collab = writer.add(Collaborative(name="Safe Birth"))
        teams = [writer.add(Team(collaborative_id=collab.id, name=name)) for name in ("Tolveni", "Mashiru")]
        one = writer.add(Indicator(collaborative_id=collab.id, name="Partograph", code="PARTO"))
        writer.put_observations(
            [
                Observation(
                    indicator_id=one.id, team_id=team.id, period=24312 + step, numerator=4, denominator=20
                )
                for team, step in ((teams[0], 0), (teams[0], 1), (teams[1], 0))
            ]
        )

    store.transact("Ada", "Set up", fill)
    return store
