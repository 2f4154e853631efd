"""Many rows become the same values as one by one."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from collabdesk.models.ideas import Change, Decision, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.models.store import Store
from collabdesk.models.writer import Writer


def test_rows_read_together_are_those_read_alone(furnished: Store) -> None:
    team, other = furnished.all(Team)

    def try_it(writer: Writer) -> None:
        change = writer.add(Change(collaborative_id=team.collaborative_id, name="Triage desk"))
        started = dt.date(2026, 3, 4)
        writer.add(Test(change_id=change.id, team_id=team.id, started=started))
        done = {"decision": Decision.ADOPTED, "decided": dt.date(2026, 5, 6)}
        writer.add(Test(change_id=change.id, team_id=other.id, started=started, **done))

    furnished.transact("Ada", "Try it", try_it)
    for kind in (Team, Indicator, Change, Test):
        with furnished.reading() as connection:
            rows = [dict(row) for row in connection.execute(sa.select(kind.table)).mappings()]
        together = furnished.all(kind)
        assert together == [kind.from_row(row) for row in rows]
        assert [repr(one) for one in together] == [repr(kind.from_row(row)) for row in rows]
    assert [one.decision for one in furnished.all(Test)] == [Decision.TESTING, Decision.ADOPTED]
    assert isinstance(furnished.all(Test)[1].decision, Decision)
