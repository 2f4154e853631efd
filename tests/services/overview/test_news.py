"""New signals: the signs of today against those of the cells as they stood a week ago, from the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from collabdesk.charts.spec import Sign
from collabdesk.models.measures import Exclusion, Observation
from collabdesk.models.tables import journal
from collabdesk.periods import month
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.cubes import as_it_was, cube_of
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.overview import news
from collabdesk.services.setup import collaboratives
from collabdesk.services.setup.indicators import set_baseline
from collabdesk.services.workspace import Workspace
from tests.ui.office import FIRST, furnish

MASHIRU, PETRO = 2, 3
PARTOGRAPH = 1


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The small office, all of whose edits were made a month ago."""
    furnish(tmp_path / "office.collab")
    opened = collaboratives.open_file(tmp_path / "office.collab", "Ada")
    age(opened, 30)
    yield opened
    opened.store.close()


def age(workspace: Workspace, days: int) -> None:
    """Make everything so far look that many days older."""
    with workspace.store._engine.begin() as connection:
        for entry_id, at in connection.execute(sa.select(journal.c.id, journal.c.at)).all():
            older = at - dt.timedelta(days=days)
            connection.execute(journal.update().where(journal.c.id == entry_id).values(at=older))


def raise_petro(workspace: Workspace) -> None:
    typed = [
        Typed(indicator_id=PARTOGRAPH, team_id=PETRO, period=FIRST + step, text=f"{17 + step % 2}/20")
        for step in range(8, 20)
    ]
    observations.enter(workspace, typed)


def signs(found: news.News) -> list[tuple[int, int, Sign, Sign]]:
    return [(one.indicator.id, one.team.id, one.before, one.chart.sign) for one in found.shown]


def test_nothing_new_without_edits(workspace: Workspace) -> None:
    found = news.new_signals(workspace, dt.datetime.now(), 5)
    assert (found.count, found.shown) == (0, ())
    assert found.since == (dt.datetime.now() - dt.timedelta(days=7)).date()


def test_a_sign_that_turned_within_the_week_is_news(workspace: Workspace) -> None:
    raise_petro(workspace)
    found = news.new_signals(workspace, dt.datetime.now(), 5)
    assert signs(found) == [(PARTOGRAPH, PETRO, Sign.NO_SIGNAL, Sign.IMPROVED)]
    assert found.count == 1


def test_what_turned_earlier_is_none(workspace: Workspace) -> None:
    raise_petro(workspace)
    age(workspace, 8)
    assert news.new_signals(workspace, dt.datetime.now(), 5).count == 0


def test_what_was_undone_is_none(workspace: Workspace) -> None:
    raise_petro(workspace)
    workspace.undo()
    assert news.new_signals(workspace, dt.datetime.now(), 5).count == 0
    workspace.redo()
    assert news.new_signals(workspace, dt.datetime.now(), 5).count == 1


def test_the_cube_of_a_week_ago_is_the_file_of_a_week_ago(workspace: Workspace) -> None:
    before = cube_of(workspace, "month").copy()
    since = dt.datetime.now() - dt.timedelta(days=1)
    raise_petro(workspace)
    raise_petro(workspace)
    observations.enter(workspace, [Typed(indicator_id=1, team_id=1, period=FIRST + 3, text="")])
    observations.set_excluded(workspace, 1, MASHIRU, FIRST + 4, excluded=True, reason="register lost")
    now = cube_of(workspace, "month")
    store = workspace.store
    then = as_it_was(
        workspace, now, store.before_since(Observation, since), store.before_since(Exclusion, since)
    )
    for name in ("numerator", "denominator", "value", "state", "excluded"):
        assert str(getattr(then, name)) == str(getattr(before, name)), name
    assert str(now.value) != str(before.value)


def test_a_moved_baseline_makes_no_news(workspace: Workspace) -> None:
    set_baseline(workspace, PARTOGRAPH, (month(2025, 1), month(2025, 4)), "start")
    assert news.new_signals(workspace, dt.datetime.now(), 5).count == 0


def test_a_young_file_is_compared_with_the_month_before(tmp_path: Path) -> None:
    furnish(tmp_path / "young.collab")
    opened = collaboratives.open_file(tmp_path / "young.collab", "Ada")
    found = news.new_signals(opened, dt.datetime.now(), 5)
    assert found.since is None
    now = SeriesDesk(opened).signs(PARTOGRAPH)
    assert found.count == 0
    assert now[1] is Sign.IMPROVED  # it did so long before its last month
    opened.store.close()


def test_only_the_first_are_drawn_and_all_are_counted(workspace: Workspace) -> None:
    raise_petro(workspace)
    found = news.new_signals(workspace, dt.datetime.now(), 0)
    assert (found.count, found.shown) == (1, ())
