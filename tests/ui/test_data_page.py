"""The Data page in use: typing, refusals, doubts, blocks from Excel, notes, exclusions, charts beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from collabdesk.i18n import Message, Translator
from collabdesk.models.measures import Indicator, IndicatorKind, Observation
from collabdesk.models.places import Collaborative
from collabdesk.models.store import Store
from collabdesk.periods import MONTH, month
from collabdesk.services.data import cells, observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.setup import teams
from collabdesk.services.setup.indicators import save_indicator
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.messages import Messages
from collabdesk.ui.pages.data.page import DataPage
from collabdesk.ui.theme import Theme
from tests.ui import showing

KEY = Qt.Key
TODAY = dt.date(2026, 4, 20)
JAN = month(2026, 1).ordinal


class Answers(Messages):
    """Answers instead of boxes."""

    def __init__(self) -> None:
        super().__init__(Translator("en"))
        self.asked: list[str] = []

    def ask_text(self, question: Message | str, value: str = "") -> str | None:
        self.asked.append(f"{question}{value}")
        return "the register was lost"


@pytest.fixture
def workspace(store: Store) -> Workspace:
    """Three teams, a proportion and a count, January to March 2026."""
    collaborative, _ = store.transact(
        "Anna", "New", lambda writer: writer.add(Collaborative(name="Safe Birth", starts=dt.date(2026, 1, 1)))
    )
    opened = Workspace(store, "Anna", collaborative.id)
    rows = [TeamRow(name=name, district="North") for name in ("Alpha", "Beta")]
    teams.add_teams(opened, [*rows, TeamRow(name="Gone", district="South", left=dt.date(2026, 2, 10))])
    for name, kind in (("AMTSL", IndicatorKind.PROPORTION), ("Deaths", IndicatorKind.COUNT)):
        save_indicator(opened, Indicator(collaborative_id=collaborative.id, name=name, kind=kind))
    typed = [(1, 1, "12/20"), (1, 2, "0/20"), (2, 1, "0/0"), (2, 2, "60%"), (3, 1, "1/4")]
    observations.enter(
        opened,
        [Typed(indicator_id=1, team_id=team, period=JAN + at - 1, text=text) for team, at, text in typed],
    )
    return opened


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, workspace: Workspace) -> Iterator[DataPage]:
    def make(context: Context) -> DataPage:
        made = DataPage(context)
        made.today = lambda: TODAY  # type: ignore[method-assign]
        return made

    with showing.shown(make, showing.context_of(theme, messages=Answers()), workspace, qtbot) as made:
        made._view.setFocus()
        yield made
        made._view.close_edit()


def put(page: DataPage, row: int, column: int, text: str, key: Qt.Key = KEY.Key_Return) -> None:
    """Type into a cell as a person does and press a key."""
    page._view.go_to(row, column)
    QTest.keyClicks(page._view, text[0])
    QTest.keyClicks(page._view._editor, text[1:])
    QTest.keyClick(page._view._editor, key)


def shown(page: DataPage, row: int, column: int) -> str:
    return str(page._model.index(row, column).data())


def row_of(workspace: Workspace, team: int, at: int) -> Observation | None:
    return workspace.store.get(Observation, 1, team, JAN + at)


def test_zero_no_cases_blank_and_percentage_look_different(page: DataPage) -> None:
    assert [shown(page, 0, 0), shown(page, 0, 1), shown(page, 0, 2)] == ["12/20", "0/20", ""]
    assert [shown(page, 1, 0), shown(page, 1, 1)] == ["0/0", "60%"]
    states = [page._model.face(*place).state for place in ((0, 1), (1, 0), (0, 2))]
    assert states == [1, 2, 0]


def test_columns_reach_the_period_after_this_one(page: DataPage) -> None:
    titles = [
        page._model.headerData(at, Qt.Orientation.Horizontal) for at in range(page._model.columnCount())
    ]
    assert titles == ["Jan\n2026", "Feb\n2026", "Mar\n2026", "Apr\n2026", "May\n2026"]


def test_where_nothing_is_expected_is_no_gap(page: DataPage) -> None:
    assert page._model.face(0, 3).expected
    assert not page._model.face(0, 4).expected  # in the future
    assert page._model.face(2, 1).expected
    assert not page._model.face(2, 2).expected  # the team left in February


def test_typing_writes_at_once_and_moves_on(page: DataPage, workspace: Workspace) -> None:
    put(page, 0, 2, "14/20")
    written = row_of(workspace, 1, 2)
    assert written is not None
    assert (written.numerator, written.denominator) == (14, 20)
    assert page._view.current_place() == (1, 2)
    put(page, 1, 2, "5/10", KEY.Key_Tab)
    assert page._view.current_place() == (1, 3)
    assert shown(page, 1, 2) == "5/10"


@pytest.mark.parametrize(
    ("modifier", "expected"),
    [
        (Qt.KeyboardModifier.NoModifier, "cell_note"),
        (Qt.KeyboardModifier.ShiftModifier, "button_data_earlier"),
    ],
)
def test_f6_leaves_the_grid(page: DataPage, modifier: Qt.KeyboardModifier, expected: str) -> None:
    page._view.go_to(0, 0)
    QTest.keyClick(page._view, KEY.Key_F6, modifier)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == expected
    QTest.keyClick(page._view, KEY.Key_Tab)
    assert page._view.currentIndex().column() == 1  # Tab is the cells' again


def test_charts_change_with_the_edit(page: DataPage) -> None:
    page._view.go_to(0, 1)
    before = page._side.team_chart.spec()
    pooled = page._side.pooled_chart.spec()
    put(page, 0, 1, "10/20", KEY.Key_Up)
    after = page._side.team_chart.spec()
    assert before is not None
    assert after is not None
    assert pooled is not None
    assert before.points[1].y == 0
    assert after.points[1].y == 50
    assert page._side.pooled_chart.spec() != pooled


def test_refused_text_stays_open_with_its_reason(page: DataPage, workspace: Workspace) -> None:
    put(page, 0, 2, "abc")
    assert page._view.is_editing()
    assert "not a number" in page._view.bubble.text
    assert not page._view.bubble.is_doubt
    assert row_of(workspace, 1, 2) is None
    QTest.keyClicks(page._view._editor, "8")  # over the refused text, not behind it
    assert page._view._editor.text() == "8"
    QTest.keyClick(page._view._editor, KEY.Key_Escape)
    assert not page._view.is_editing()
    assert page._view.bubble.text == ""
    assert page._view.current_place() == (0, 2)


def test_click_elsewhere_does_not_lose_refused_text(page: DataPage) -> None:
    put(page, 0, 2, "12")
    other = page._view.visualRect(page._model.index(1, 1)).center()
    QTest.mouseClick(page._view.viewport(), Qt.MouseButton.LeftButton, pos=other)
    assert page._view.is_editing()
    assert page._view._editor.text() == "12"
    assert page._view.current_place() == (0, 2)


def test_part_of_a_case_is_kept_and_asked_about(page: DataPage, workspace: Workspace) -> None:
    put(page, 0, 2, "9,5/12")
    assert page._view.bubble.is_doubt
    assert "9,5/12 counts a part of a case" in page._view.bubble.text
    row = row_of(workspace, 1, 2)
    assert row is not None
    assert row.numerator == 9.5


def test_more_than_all_is_kept_flagged_and_can_be_taken_back(page: DataPage, workspace: Workspace) -> None:
    put(page, 0, 2, "14/12")
    assert page._model.face(0, 2).suspect
    assert page._view.bubble.is_doubt
    assert "14/12 is more than 100 %" in page._view.bubble.text
    assert page._view.current_place() == (1, 2)
    button = page._view.bubble.findChild(QPushButton, "cell_bubble_undo")
    assert button is not None
    button.click()
    assert row_of(workspace, 1, 2) is None
    assert shown(page, 0, 2) == ""


def test_undo_of_a_doubt_never_takes_back_another_edit(page: DataPage, workspace: Workspace) -> None:
    put(page, 0, 2, "14/12")
    observations.set_note(workspace, 1, 2, JAN, "counted twice")
    button = page._view.bubble.findChild(QPushButton, "cell_bubble_undo")
    assert button is not None
    button.click()
    assert cells.notes(workspace, indicator_id=1) == {(1, 2, JAN): "counted twice"}


def test_block_from_excel_is_one_edit(page: DataPage, workspace: Workspace) -> None:
    QGuiApplication.clipboard().setText("1/10\t70%\n\t3/10\n")
    page._view.go_to(0, 2)
    notices = []
    workspace.listen(notices.append)
    page._view.paste()
    assert [shown(page, 0, 2), shown(page, 0, 3), shown(page, 1, 3)] == ["1/10", "70%", "3/10"]
    assert len(notices) == 1
    assert len(notices[0].cells) == 3
    workspace.undo()
    assert shown(page, 0, 2) == ""


def test_blank_cells_of_a_block_leave_what_is_there(page: DataPage) -> None:
    QGuiApplication.clipboard().setText("\t3/10")
    page._view.go_to(0, 0)
    page._view.paste()
    assert [shown(page, 0, 0), shown(page, 0, 1)] == ["12/20", "3/10"]


def test_first_bad_cell_of_a_block_is_named_and_nothing_written(page: DataPage, workspace: Workspace) -> None:
    QGuiApplication.clipboard().setText("1/10\t2/10\n3/10\tmany")
    page._view.go_to(0, 2)
    page._view.paste()
    assert "Beta, Apr 2026: “many” is not a number" in page._view.bubble.text
    assert page._view.current_place() == (1, 3)
    assert row_of(workspace, 1, 2) is None


def test_block_below_the_last_row_is_refused(page: DataPage, workspace: Workspace) -> None:
    QGuiApplication.clipboard().setText("1/2\n1/2\n1/2")
    page._view.go_to(1, 2)
    page._view.paste()
    assert "below the last row" in page._view.bubble.text
    assert row_of(workspace, 2, 2) is None


def test_number_after_leaving_is_asked_about(page: DataPage) -> None:
    put(page, 2, 2, "1/4")
    assert "Gone left on 10 Feb 2026" in page._view.bubble.text
    assert shown(page, 2, 2) == "1/4"


def test_block_wider_than_the_grid_adds_periods(page: DataPage) -> None:
    QGuiApplication.clipboard().setText("1/10\t2/10\t3/10")
    page._view.go_to(0, 3)
    page._view.paste()
    assert page._model.columnCount() == 6
    assert shown(page, 0, 5) == "3/10"


def test_one_text_fills_all_chosen_cells_and_delete_clears(page: DataPage, workspace: Workspace) -> None:
    page._view.go_to(0, 2)
    QTest.keyClick(page._view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QGuiApplication.clipboard().setText("4/8")
    QTest.keyClick(page._view, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [shown(page, 0, 2), shown(page, 1, 2)] == ["4/8", "4/8"]
    QTest.keyClick(page._view, KEY.Key_Delete)
    assert row_of(workspace, 1, 2) is None
    assert row_of(workspace, 2, 2) is None


def test_copy_gives_a_block_for_excel(page: DataPage) -> None:
    page._view.go_to(0, 0)
    for key in (KEY.Key_Down, KEY.Key_Right):
        QTest.keyClick(page._view, key, Qt.KeyboardModifier.ShiftModifier)
    page._view.copy()
    assert QGuiApplication.clipboard().text() == "12/20\t0/20\n0/0\t60%"


def test_note_and_exclusion_of_the_current_cell(page: DataPage, workspace: Workspace) -> None:
    page._view.go_to(0, 0)
    page._note.trigger()
    QTest.keyClicks(page._strip.note, "flood")
    QTest.keyClick(page._strip.note, KEY.Key_Return)
    page._exclude.trigger()
    face = page._model.face(0, 0)
    assert (face.noted, face.excluded) == (True, True)
    tip = str(page._model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "flood" in tip
    assert "the register was lost" in tip
    assert "Anna" in tip
    page._exclude.trigger()
    assert not page._model.face(0, 0).excluded


def test_history_lists_who_and_what(page: DataPage) -> None:
    put(page, 0, 0, "13/20", KEY.Key_Up)
    page._view.go_to(0, 0)
    page._side.setCurrentIndex(1)
    assert page._side.history.count() == 2
    assert "12/20 → 13/20" in page._side.history.item(0).text()
    assert "Anna" in page._side.history.item(0).text()


def test_by_team_shows_the_indicators_of_one_team(page: DataPage, workspace: Workspace) -> None:
    page.open_section("team:2")
    heads = [page._model.headerData(at, Qt.Orientation.Vertical) for at in range(page._model.rowCount())]
    assert heads == ["AMTSL", "Deaths"]
    assert shown(page, 0, 1) == "60%"
    put(page, 1, 2, "3")
    assert workspace.store.get(Observation, 2, 2, JAN + 2) is not None


def test_reported_by_counts_those_expected(page: DataPage) -> None:
    assert page._reported.count(0) == (3, 3)
    assert page._reported.count(1) == (2, 3)
    assert page._reported.count(2) == (0, 2)
    put(page, 0, 2, "1/2")
    assert page._reported.count(2) == (1, 2)


def test_a_team_is_expected_from_its_first_number_or_its_joining(
    page: DataPage, workspace: Workspace
) -> None:
    teams.add_teams(workspace, [TeamRow(name="Late", joined=dt.date(2026, 3, 5))])
    heads = [page._model.headerData(at, Qt.Orientation.Vertical) for at in range(page._model.rowCount())]
    late = heads.index("Late")
    assert [page._model.face(late, at).expected for at in range(4)] == [False, False, True, True]
    observations.enter(workspace, [Typed(indicator_id=1, team_id=4, period=JAN + 1, text="1/2")])
    page._rebuild()
    assert [page._model.face(late, at).expected for at in range(4)] == [False, True, True, True]


def test_a_new_team_and_an_undo_reach_the_grid(page: DataPage, workspace: Workspace) -> None:
    teams.add_teams(workspace, [TeamRow(name="Delta")])
    assert page._model.rowCount() == 4
    workspace.undo()
    assert page._model.rowCount() == 3


def test_search_narrows_the_teams(page: DataPage) -> None:
    page._chooser.search.setText("bet")
    assert page._model.rowCount() == 1
    assert shown(page, 0, 1) == "60%"


def test_edit_far_away_adds_its_period(page: DataPage, workspace: Workspace) -> None:
    observations.enter(workspace, [Typed(indicator_id=1, team_id=1, period=JAN - 2, text="1/2")])
    assert shown(page, 0, 0) == "1/2"
    assert page._model.grid is not None
    assert page._model.grid.first == JAN - 2
    assert shown(page, 0, 2) == "12/20"


def test_earlier_months_open_columns_in_front(page: DataPage, workspace: Workspace) -> None:
    page._earlier.trigger()
    assert page._model.headerData(0, Qt.Orientation.Horizontal) == "Jan\n2025"
    put(page, 0, 0, "7/9")
    assert workspace.store.get(Observation, 1, 1, MONTH.holding(dt.date(2025, 1, 1))) is not None
