"""The signs that are kept follow every edit as if all were judged anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.places import RuleSet, Team
from collabdesk.periods import month
from collabdesk.services.charts import series, signs
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.data.observations import Typed, enter, set_excluded
from collabdesk.services.setup import collaboratives, indicators
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN


def fresh(workspace: Workspace) -> dict[int, dict]:
    return {one.id: SeriesDesk(workspace).judged_signs(one.id) for one in workspace.mine(Indicator)}


def kept(workspace: Workspace) -> dict[int, dict]:
    return {one.id: dict(series.team_signs(workspace, one.id)) for one in workspace.mine(Indicator)}


step = st.one_of(
    st.tuples(st.just("type"), st.integers(1, 3), st.integers(0, 13), st.integers(0, 20)),
    st.tuples(st.just("exclude"), st.integers(1, 3), st.integers(0, 11), st.booleans()),
    st.tuples(st.just("baseline"), st.integers(2, 9)),
    st.tuples(st.just("rules"), st.sampled_from([RuleSet.IHI, RuleSet.ANHOEJ, RuleSet.NHS])),
    st.tuples(st.just("many"), st.integers(0, 20)),
    st.tuples(st.sampled_from(["undo", "redo"])),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=st.lists(step, min_size=1, max_size=12))
def test_kept_signs_are_those_judged_anew(furnished: Workspace, script) -> None:
    kept(furnished)
    for what, *more in script:
        if what == "type":
            team, at, value = more
            enter(furnished, [Typed(indicator_id=1, team_id=team, period=JAN + at, text=f"{value}/20")])
        elif what == "exclude":
            team, at, out = more
            set_excluded(furnished, 1, team, JAN + at, excluded=out)
        elif what == "baseline":
            indicators.set_baseline(furnished, 1, (month(2025, 1), month(2025, more[0])), "tried")
        elif what == "rules":
            collaboratives.save_collaborative(furnished, replace(furnished.collaborative, rules=more[0]))
        elif what == "many":
            rows = [
                Observation(indicator_id=1, team_id=team, period=JAN + at, numerator=more[0], denominator=20)
                for team in furnished.rows(Team)
                for at in range(12)
            ]
            furnished.transact("many", lambda writer, rows=rows: writer.put_observations(rows))
        else:
            getattr(furnished, what)()
        assert kept(furnished) == fresh(furnished)


def test_only_the_touched_series_is_judged_again(furnished: Workspace, monkeypatch) -> None:
    kept(furnished)
    asked = []
    judged = SeriesDesk.judged_signs

    def spy(self, indicator_id, team_ids=None):
        asked.append((indicator_id, team_ids))
        return judged(self, indicator_id, team_ids)

    monkeypatch.setattr(series.SeriesDesk, "judged_signs", spy)
    enter(furnished, [Typed(indicator_id=1, team_id=2, period=JAN + 3, text="19/20")])
    kept(furnished)
    assert asked == [(1, [2])]


def test_an_import_is_judged_whole(furnished: Workspace, monkeypatch) -> None:
    kept(furnished)
    monkeypatch.setattr(signs, "_FEW", 1)
    enter(
        furnished,
        [Typed(indicator_id=1, team_id=team, period=JAN + 3, text="1/20") for team in (1, 2)],
    )
    assert kept(furnished) == fresh(furnished)


def test_another_collaborative_has_its_own(tmp_path: Path) -> None:
    workspace = collaboratives.create_file(tmp_path / "a.collab", "Ada", "One")
    mine = Indicator(collaborative_id=workspace.collaborative.id, name="A")
    indicators.save_indicator(workspace, mine)
    assert series.team_signs(workspace, 1) == {}
    workspace.transact(
        "team",
        lambda writer: writer.add(
            Team(collaborative_id=workspace.collaborative.id, name="T", joined=dt.date(2025, 1, 1))
        ),
    )
    assert list(series.team_signs(workspace, 1)) == [1]
    workspace.close()
