"""Charts of an open file: the team's numbers with baseline, signals and flags, and the pooled lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Translator
from collabdesk.models.measures import Exclusion
from collabdesk.periods import month
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.charts import series
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.overview import news, overview
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from tests.services.conftest import BASELINE, JAN

ENGLISH = Translator("en")


def test_a_chart_shows_the_teams_numbers_its_baseline_and_its_shift(furnished: Workspace) -> None:
    indicators.set_baseline(furnished, 1, BASELINE)
    chart = series.team_chart(furnished, 1, 1)
    assert [point.y for point in chart.points][:2] == [45, 40]
    assert chart.sign is Sign.IMPROVED
    (shift, *_others) = chart.signals
    assert (shift.rule, shift.direction, shift.points) == ("shift", "up", (6, 7, 8, 9, 10, 11))
    assert ENGLISH.text(chart.headline) == "42 % → 85 %"
    assert "Jul 2025" in ENGLISH.text(chart.sentence)
    assert [str(band.label) for band in chart.bands] == ["LS1"]


def test_an_edit_is_on_the_next_chart(furnished: Workspace) -> None:
    observations.enter(furnished, [Typed(indicator_id=1, team_id=1, period=JAN, text="20/20")])
    observations.set_excluded(furnished, 1, 1, JAN + 1, excluded=True, reason="stock-out")
    observations.set_note(furnished, 1, 1, JAN + 2, "new register")
    points = series.team_chart(furnished, 1, 1).points
    assert points[0].y == 100
    assert points[1].excluded
    assert points[2].note == "new register"
    assert [one.reason for one in furnished.rows(Exclusion).values()] == ["stock-out"]


def test_flags_carry_the_numbers_of_the_teams_list(furnished: Workspace) -> None:
    for name, moves, day in (("A", (1,), 3), ("B", (2,), 4), ("C", (), 5)):
        new = NewTest(change=name, team_ids=(1,), started=dt.date(2025, 7, day), indicator_ids=moves)
        changes.record_test(furnished, new)
    flags = series.team_chart(furnished, 1, 1).flags
    assert [(flag.number, flag.change) for flag in flags] == [(1, "A"), (3, "C")]


def test_the_pooled_chart_counts_teams_from_joining_to_leaving(furnished: Workspace) -> None:
    chart = series.pooled_chart(furnished, 1)
    labels = [ENGLISH.text(point.count_label) for point in chart.points]
    assert labels[0] == "3 of 3"
    assert labels[-1] == "2 of 2"
    assert chart.points[0].y == pytest.approx(100 * (9 + 10 + 5) / 60)
    only = series.pooled_chart(furnished, 1, [1])
    assert only.points[0].y == 45


def test_the_same_teams_are_a_second_line_so_that_drop_outs_do_not_look_like_improvement(
    furnished: Workspace,
) -> None:
    """The third team, the lowest, leaves in September: 9 of 12 months are under 80 %."""
    chart = series.pooled_chart(furnished, 1)
    assert chart.second is not None
    assert ENGLISH.text(chart.second.label) == "same 2 teams"
    same = dict(chart.second.stretches[0])
    assert same[0] == pytest.approx(100 * (9 + 10) / 40)
    assert chart.points[0].y == pytest.approx(100 * (9 + 10 + 5) / 60)
    assert same[11] == pytest.approx(chart.points[11].y)
    only = SeriesDesk(furnished).pooled_chart(1, same_teams=True)
    assert (only.second, only.points[0].y) == (None, same[0])
    assert ENGLISH.text(only.subtitle) == "2 teams, the same all along"
    assert SeriesDesk(furnished).pooled_chart(1, [1, 2]).second is None


def test_a_pooled_line_can_be_the_median_of_the_teams(furnished: Workspace) -> None:
    collaboratives.save_collaborative(furnished, replace(furnished.collaborative, pooled_by="median"))
    chart = series.pooled_chart(furnished, 1)
    assert chart.points[0].y == 45
    assert chart.points[11].y == pytest.approx((85 + 60) / 2)


def test_the_signs_of_all_teams_are_those_of_their_charts(furnished: Workspace) -> None:
    indicators.set_baseline(furnished, 1, BASELINE)
    signs = series.team_signs(furnished, 1)
    assert signs == {team_id: series.team_chart(furnished, 1, team_id).sign for team_id in (1, 2, 3)}
    assert signs[1] is Sign.IMPROVED


def test_an_empty_file_has_empty_charts(workspace: Workspace) -> None:
    from collabdesk.models.measures import Indicator

    (team,) = teams.add_teams(workspace, [TeamRow(name="Alone")])
    one = indicators.save_indicator(workspace, Indicator(collaborative_id=1, name="P"))
    assert series.team_chart(workspace, one.id, team.id).points == ()
    assert series.pooled_chart(workspace, one.id).points == ()
    assert series.team_signs(workspace, one.id) == {team.id: Sign.NOT_ENOUGH}
    assert news.new_signals(workspace, dt.datetime.now(), 5).count == 0
    assert [row.team.name for row in overview.overdue(workspace, dt.date(2026, 3, 15))] == ["Alone"]


def test_a_date_a_century_off_does_not_stretch_the_charts(furnished: Workspace) -> None:
    observations.enter(
        furnished, [Typed(indicator_id=1, team_id=1, period=month(2162, 1).ordinal, text="1/2")]
    )
    assert len(series.team_chart(furnished, 1, 1).points) <= series.LONGEST


def test_one_team_that_reports_all_along_is_told_in_the_singular(furnished: Workspace) -> None:
    chart = series.pooled_chart(furnished, 1, [1, 3])
    assert chart.second is not None
    assert ENGLISH.text(chart.second.label) == "same 1 team"
