"""Standings agree with the charts: same sign, same numbers; origins reach the points."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from collabdesk.i18n import Translator
from collabdesk.models.intake import ImportBatch
from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.places import Collaborative
from collabdesk.models.writer import Writer
from collabdesk.periods import month
from collabdesk.services.charts import standings
from collabdesk.services.charts.series import SeriesDesk, team_chart
from collabdesk.services.data.observations import Typed, enter
from collabdesk.services.sample import SampleSize, make_sample
from collabdesk.services.setup.indicators import set_baseline
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

TODAY = dt.date(2026, 2, 20)


def test_signs_and_numbers_are_those_of_the_charts(tmp_path: Path) -> None:
    store = make_sample(tmp_path / "s.collab", "Ada", dt.date.today(), SampleSize())
    workspace = Workspace(store, "Ada", store.all(Collaborative)[0].id)
    say = Translator("en")
    for indicator in workspace.mine(Indicator):
        found = standings.standings(workspace, indicator.id, dt.date.today())
        charts = SeriesDesk(workspace).team_charts([(indicator.id, team_id) for team_id in found])
        assert [one.sign for one in found.values()] == [chart.sign for chart in charts]
        for one, chart in zip(found.values(), charts, strict=True):
            headline = say.text(chart.headline)
            if "→" in headline and one.baseline is not None and one.latest is not None:
                ends = [f"{value:.{indicator.decimals}f}" for value in (one.baseline, one.latest)]
                assert [part.split()[0] for part in headline.split("→")] == ends
    workspace.close()


def test_gain_is_plus_where_it_went_the_good_way(furnished: Workspace) -> None:
    set_baseline(furnished, 1, (month(2025, 1), month(2025, 6)), "start")
    found = standings.standings(furnished, 1, TODAY)
    first = found[1]
    assert (first.baseline, first.latest, first.gain) == (42.5, 85.0, 42.5)
    for step in range(12):
        enter(furnished, [Typed(indicator_id=2, team_id=1, period=JAN + step, text=f"{20 - step}/1000")])
    rate = standings.standings(furnished, 2, TODAY)[1]
    assert (rate.baseline, rate.latest, rate.gain) == (19.0, 10.0, 9.0)


def test_silent_are_those_expected_and_not_there(furnished: Workspace) -> None:
    found = standings.standings(furnished, 1, TODAY)  # January is due since 10 February
    assert [key for key, one in found.items() if one.silent] == [1, 2]  # team 3 left in September
    enter(furnished, [Typed(indicator_id=1, team_id=2, period=JAN + 12, text="1/2")])
    assert [key for key, one in standings.standings(furnished, 1, TODAY).items() if one.silent] == [1]


def test_without_numbers_nobody_stands_anywhere(furnished: Workspace) -> None:
    assert standings.standings(furnished, 3, TODAY)[2].latest is None
    assert standings.scale_of(furnished, 2) == (0.0, 1.0)
    assert standings.scale_of(furnished, 1) == (0.0, 100.0)
    assert standings.scale_of(furnished, 3) == (0.0, 60.0)


def test_a_point_knows_the_file_and_cell_it_came_from(furnished: Workspace) -> None:
    def bring_in(writer: Writer) -> None:
        batch = writer.add(
            ImportBatch(
                collaborative_id=furnished.collaborative.id,
                file="march.xlsx",
                sha256="0",
                at=dt.datetime(2026, 1, 5),
            )
        )
        rows = [
            Observation(
                indicator_id=1,
                team_id=1,
                period=JAN + step,
                numerator=1,
                denominator=2,
                origin=batch.id,
                cell=cell,
            )
            for step, cell in ((0, "Data!C7"), (1, ""))
        ]
        writer.put_observations(rows)

    furnished.transact("March", bring_in)
    points = team_chart(furnished, 1, 1).points
    assert [point.origin for point in points[:3]] == ["march.xlsx, Data!C7", "march.xlsx", ""]
