"""After an edit in a file of 20,000 series only what changed is judged again: under 10 ms (2 cores)."""

from __future__ import annotations

import numpy as np
import pytest

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.observations import Cell, Columns, IndicatorShape
from collabdesk.models.measures import Indicator, IndicatorKind
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import month
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.charts import series
from collabdesk.services.cubes import CubeShelf, cube_of
from collabdesk.services.setup import collaboratives
from collabdesk.services.workspace import Workspace
from tests.benchmarks.limits import keep

TEAMS, INDICATORS, MONTHS = 1000, 20, 36
FIRST = month(2023, 1).ordinal


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The tables are in the file; the numbers are in the cube alone, where the signs take them from."""
    workspace = collaboratives.create_file(tmp_path_factory.mktemp("large") / "l.collab", "Ada", "Large")
    mine = workspace.collaborative.id

    def write(writer: Writer) -> None:
        for number in range(TEAMS):
            writer.add(Team(collaborative_id=mine, name=f"Team {number}"))
        for number in range(INDICATORS):
            writer.add(Indicator(collaborative_id=mine, name=f"Indicator {number}"))

    workspace.transact("Large", write)
    keys, teams = list(workspace.rows(Indicator)), list(workspace.rows(Team))
    random = np.random.default_rng(3)
    size = (INDICATORS, TEAMS, MONTHS)
    rows = np.indices(size).reshape(3, -1)
    count = rows.shape[1]
    columns = Columns(
        indicator_id=np.array(keys)[rows[0]],
        team_id=np.array(teams)[rows[1]],
        period=rows[2] + FIRST,
        numerator=random.binomial(20, 0.6, count).astype(float),
        denominator=np.full(count, 20.0),
        value=np.full(count, np.nan),
        spread=np.full(count, np.nan),
        state=np.ones(count, np.int8),
        excluded=np.zeros(count, np.bool_),
    )
    shapes = dict.fromkeys(keys, IndicatorShape(kind=IndicatorKind.PROPORTION))
    workspace.kept(CubeShelf).held["month"] = ObservationCube.load(shapes, teams, columns)
    for key in keys:
        series.team_signs(workspace, key)
    return workspace


def test_an_edit_in_20000_series(benchmark, large: Workspace) -> None:
    key, team = next(iter(large.rows(Indicator))), next(iter(large.rows(Team)))
    cell = Cell(indicator_id=key, team_id=team, period=FIRST + 30, numerator=1, denominator=20)
    changes = ChangeSet(
        label="",
        kinds=frozenset(["observation"]),
        team_ids=frozenset([team]),
        indicator_ids=frozenset([key]),
        cells=frozenset([(key, team, FIRST + 30)]),
    )

    def edit() -> None:
        cube_of(large).patch([cell])
        large.kept(series._sign_board).follow(changes, ())

    benchmark(edit)
    assert len(series.team_signs(large, key)) == TEAMS
    if benchmark.stats:
        keep("signs after one edit", benchmark.stats.stats.median, 0.010)
