"""Charts, overview, history and exports of an open file."""

from __future__ import annotations

import csv
import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from collabdesk.charts.spec import Sign
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.measures import Exclusion
from collabdesk.periods import month
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.charts import series
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.data import exports, history, observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.overview import news, overview
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

ENGLISH = Translator("en")
BASELINE = (month(2025, 1), month(2025, 6))


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


def test_who_has_not_reported_is_named_until_they_leave(furnished: Workspace) -> None:
    late = overview.overdue(furnished, dt.date(2026, 2, 15))
    assert {(row.team.name, row.period.code) for row in late} == {
        ("Tolveni HC IV", "2026-01"),
        ("Mashiru HC III", "2026-01"),
    }
    assert late[0].coach == "Grace" or late[1].coach == "Grace"
    assert overview.overdue(furnished, dt.date(2026, 2, 5))[0].period.code == "2025-12"  # due on the 10th
    whole = overview.completeness(furnished, dt.date(2026, 1, 15))
    assert (whole.reported, whole.expected) == (3, 6)


def test_a_new_signal_is_one_that_the_last_month_made(furnished: Workspace) -> None:
    indicators.set_baseline(furnished, 1, BASELINE)
    found = news.new_signals(furnished, dt.datetime.now(), 5)  # the file is younger than a week
    assert [(one.team.id, one.indicator.id) for one in found.shown] == [(1, 1)]
    observations.enter(furnished, [Typed(indicator_id=1, team_id=2, period=JAN + 12, text="10/20")])
    assert news.new_signals(furnished, dt.datetime.now(), 5).count == 0


def test_history_tells_a_value_in_the_offices_words(furnished: Workspace) -> None:
    observations.enter(furnished, [Typed(indicator_id=1, team_id=1, period=JAN, text="11/20")])
    document = history.report(furnished, team="T1", indicator="parto", period="2025-01")
    newest = document["entries"][0]
    assert newest["who"] == "Ada"
    assert newest["changes"][0] == {
        "table": "observation",
        "what": "Tolveni HC IV, Partograph completed, 2025-01",
        "old": "9/20",
        "new": "11/20",
    }
    assert len(history.report(furnished, team="Petro Hill Clinic")["entries"]) == 2
    json.dumps(history.report(furnished))
    with pytest.raises(UserFacingError, match="no team “X”"):
        history.report(furnished, team="X")
    with pytest.raises(UserFacingError, match="is not a period"):
        history.report(furnished, team="T1", period="March")


def test_the_export_holds_every_number_and_no_formula(furnished: Workspace, tmp_path: Path) -> None:
    teams.add_teams(furnished, [TeamRow(name="=HYPERLINK(1)", code="@x")])
    observations.enter(furnished, [Typed(indicator_id=1, team_id=4, period=JAN, text="0/0")])
    observations.set_note(furnished, 1, 4, JAN, "-5+3")
    for name in ("out.csv", "out.xlsx", "out.json"):
        assert exports.export(furnished, tmp_path / name) > 40
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == exports.COLUMNS
    strange = next(row for row in rows if row["indicator_code"] == "PARTO" and "HYPERLINK" in row["team"])
    assert strange["team"] == "'=HYPERLINK(1)"
    assert (strange["team_code"], strange["note"], strange["state"], strange["value"]) == (
        "'@x",
        "'-5+3",
        "no cases",
        "",
    )
    first = next(row for row in rows if row["team_code"] == "T1" and row["period"] == "2025-01")
    assert (first["numerator"], first["denominator"], first["value"]) == ("9", "20", "45")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cells = [cell for row in book["Data"].iter_rows() for cell in row]
    assert any(cell.value == "=HYPERLINK(1)" and cell.data_type == "s" for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)
    values = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["dataValues"]
    assert {"dataElement": "PARTO_NUM", "period": "202501", "orgUnit": "T1", "value": "9"} in values


def test_an_export_that_cannot_be_written_says_so(furnished: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=r"ends with \.csv"):
        exports.export(furnished, tmp_path / "out.doc")
    with pytest.raises(UserFacingError, match="could not be written"):
        exports.export(furnished, tmp_path / "missing folder" / "out.csv")
