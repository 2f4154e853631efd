"""The scoreboard says what `progress --json` says, with a definition under each number, and leads to the charts."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from collabdesk import commands
from collabdesk.services.charts.progress import DEFINITIONS
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.phases import phases
from collabdesk.services.phases.phases import Decision
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.pages.charts.scoreboard_view import ScoreboardView
from tests.ui.office import FIRST

PARTOGRAPH, TOLVENI = 1, 1


@pytest.fixture
def page(charts_page: ChartsPage) -> ChartsPage:
    return charts_page


@pytest.fixture
def board(page: ChartsPage) -> ScoreboardView:
    view = page.show_view("scoreboard")
    assert isinstance(view, ScoreboardView)
    return view


def text(board: ScoreboardView, name: str) -> str:
    found = board.panel.findChild(QLabel, f"scoreboard_{name}")
    assert found is not None, name
    return found.text()


def printed(path: Path) -> dict[str, object]:
    out = io.StringIO()
    assert commands.run(["progress", str(path), "--json"], out, io.StringIO()) == 0
    told: dict[str, object] = json.loads(out.getvalue())
    return told


def test_it_agrees_with_the_command(board: ScoreboardView, office: Path) -> None:
    told = printed(office)
    assert text(board, "summary").startswith(f"{told['teams']} teams, {told['series']} series")
    goals = told["thresholds"]
    assert isinstance(goals, list)
    assert {one["threshold"] for one in goals} >= {"80", "90", "target"}
    for one in goals:
        name = one["threshold"]
        assert text(board, f"{name}_1") == f"{100 * one['reached']:.0f} %"
        assert text(board, f"{name}_1_spread").startswith(
            f"{one['reached_count']} of {one['series']}, {one['teams']} teams"
        )
        if one["median_time"] is not None:
            assert text(board, f"{name}_2").startswith(f"{one['median_time']:g} month")
            assert text(board, f"{name}_3") == f"{100 * one['median_held']:.0f} %"
    gains = told["gains"]
    assert isinstance(gains, list)
    for row, gain in enumerate(gains, start=2):  # the first is that of all percentages
        sign = "+" if gain["median"] > 0 else ""
        assert text(board, f"gain_{row}") == f"{sign}{gain['median']:.1f}"
        assert text(board, f"gain_{row}_spread").endswith(f"n = {gain['series']}")


def test_every_series_is_a_row_that_agrees(board: ScoreboardView, office: Path) -> None:
    each = printed(office)["each"]
    assert isinstance(each, list)
    rows = board.panel.table.rows
    assert [(row.team, row.indicator) for row in rows] == [(one["team"], one["indicator"]) for one in each]
    for row, one in zip(rows, each, strict=True):
        assert (row.baseline, row.latest, row.gain) == pytest.approx(
            (one["baseline"], one["latest"], one["gain"])
        )
        assert {name: period.code for name, period in row.reached.items()} == one["reached"]


@pytest.mark.parametrize("name", ["reached", "time", "held", "gain"])
def test_the_definition_stands_under_the_number(board: ScoreboardView, name: str) -> None:
    assert text(board, f"definition_{name}") == str(DEFINITIONS[name])


def test_a_row_leads_to_its_chart(board: ScoreboardView, page: ChartsPage) -> None:
    row = board.panel.table.rows[1]
    board.panel.table.activated.emit(row)
    assert page.large.pair == (row.indicator_id, row.team_id)
    page.show_wall()
    assert [one.team_id for one in board.panel.table.selected()] == [row.team_id]


def test_it_is_copied_for_excel(board: ScoreboardView) -> None:
    board.panel._copy.trigger()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Team\tIndicator\tBaseline\tLatest")
    assert len(lines) == 1 + len(board.panel.table.rows)


def test_it_follows_numbers_and_baselines(board: ScoreboardView, page: ChartsPage) -> None:
    before = board.panel.table.rows[0].latest
    cells = [
        Typed(indicator_id=PARTOGRAPH, team_id=team, period=FIRST + 20 + at, text="20/20")
        for at in range(3)
        for team in (1, 2, 3)
    ]
    observations.enter(page.workspace, cells)
    board.load()
    assert board.panel.table.rows[0].latest == 100 != before
    phases.decide(
        page.workspace, Decision(indicator_id=PARTOGRAPH, team_id=TOLVENI, window=(FIRST + 12, FIRST + 17))
    )
    board.load()
    row = next(
        one for one in board.panel.table.rows if (one.indicator_id, one.team_id) == (PARTOGRAPH, TOLVENI)
    )
    assert row.baseline == 82.5
