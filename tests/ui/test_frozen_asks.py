"""Nothing inside a frozen baseline moves silently: the grid, exclusions and undo ask first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from collabdesk.models.measures import Exclusion, Observation
from collabdesk.services.phases import phases
from collabdesk.services.phases.phases import Decision
from collabdesk.services.workspace import Workspace
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.pages.data.page import DataPage
from tests.ui.office import FIRST
from tests.ui.recorders import RecordedMessages

PARTOGRAPH, TOLVENI = 1, 1
KEY = Qt.Key


@pytest.fixture
def workspace(office_window: MainWindow) -> Workspace:
    opened = office_window.desk.workspace
    assert opened is not None
    phases.decide(opened, Decision(indicator_id=PARTOGRAPH, team_id=TOLVENI, window=(FIRST, FIRST + 9)))
    return opened


@pytest.fixture
def grid(office_window: MainWindow, workspace: Workspace) -> DataPage:
    page = office_window.show_place("data")
    assert isinstance(page, DataPage)
    page.go_to((PARTOGRAPH, TOLVENI, FIRST))
    return page


def value(workspace: Workspace, period: int = FIRST) -> float | None:
    row = workspace.store.get(Observation, PARTOGRAPH, TOLVENI, period)
    return row.numerator if row else None


def type_in(page: DataPage, text: str) -> None:
    view = page._view
    QTest.keyClicks(view, text[0])
    QTest.keyClicks(view._editor, text[1:])
    QTest.keyClick(view._editor, KEY.Key_Return)


def test_a_correction_asks_and_is_written_when_agreed(
    grid: DataPage, workspace: Workspace, messages: RecordedMessages
) -> None:
    messages.answers = [True]
    type_in(grid, "20/20")
    assert value(workspace) == 20
    (asked,) = messages.asked
    assert asked == (
        "This lies in a frozen baseline. It would move the median of Tolveni HC IV, Partograph completed, "
        "from 42.5 % to 45.0 %. Go on?"
    )


def test_a_correction_that_is_not_agreed_leaves_the_cell(
    grid: DataPage, workspace: Workspace, messages: RecordedMessages
) -> None:
    before = workspace.next_undo()
    messages.answers = [False]
    type_in(grid, "20/20")
    assert value(workspace) == 8
    assert workspace.next_undo() == before
    assert not grid._view.is_editing()
    assert grid._view.finish_edit()


def test_a_number_after_the_baseline_asks_nothing(
    grid: DataPage, workspace: Workspace, messages: RecordedMessages
) -> None:
    grid.go_to((PARTOGRAPH, TOLVENI, FIRST + 12))
    type_in(grid, "1/20")
    assert value(workspace, FIRST + 12) == 1
    assert messages.asked == []


def test_undo_and_redo_ask_too(
    office_window: MainWindow, grid: DataPage, workspace: Workspace, messages: RecordedMessages
) -> None:
    messages.answers = [True, False, True, True]
    type_in(grid, "20/20")
    office_window.history.undo()
    assert value(workspace) == 20
    office_window.history.undo()
    assert value(workspace) == 8
    office_window.history.redo()
    assert value(workspace) == 20
    assert len(messages.asked) == 4
    assert "from 45.0 % to 42.5 %" in messages.asked[1]


def test_excluding_tells_what_it_moves_and_including_asks(
    office_window: MainWindow, workspace: Workspace, messages: RecordedMessages
) -> None:
    page = office_window.show_place("charts")
    assert isinstance(page, ChartsPage)
    page.open_chart(PARTOGRAPH, TOLVENI)
    page.large._choose_point(0)
    messages.answers = ["stock-out", False, True]
    page.large.exclude.trigger()
    assert messages.asked[0] == (
        "This lies in a frozen baseline. It would move the median of Tolveni HC IV, Partograph completed, "
        "from 42.5 % to 45.0 %. Why is this point of Tolveni HC IV, Partograph completed, left out?"
    )
    assert len(workspace.rows(Exclusion)) == 1
    page.large.exclude.trigger()
    assert len(workspace.rows(Exclusion)) == 1
    page.large.exclude.trigger()
    assert workspace.rows(Exclusion) == {}


def test_an_exclusion_outside_the_baseline_only_asks_why(
    grid: DataPage, workspace: Workspace, messages: RecordedMessages
) -> None:
    grid.go_to((PARTOGRAPH, TOLVENI, FIRST + 12))
    messages.answers = ["flood"]
    grid._exclude.trigger()
    assert messages.asked == ["Why is this point of Tolveni HC IV, Partograph completed, left out?"]
    assert len(workspace.rows(Exclusion)) == 1
