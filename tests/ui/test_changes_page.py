"""The Changes page in use: one line and a date, decisions with a click, cycles, the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from collabdesk.i18n import Message, Translator
from collabdesk.models.ideas import Change, Decision, Pdsa, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Collaborative
from collabdesk.models.store import Store
from collabdesk.services import changes, teams
from collabdesk.services.changes import NewTest
from collabdesk.services.indicators import save_indicator
from collabdesk.services.teams import TeamRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.fields import Choice, LongText
from collabdesk.ui.file_dialogs import FileDialogs
from collabdesk.ui.messages import Messages
from collabdesk.ui.navigator import Navigator
from collabdesk.ui.pages.changes import ChangesPage, RecordChangeDialog
from collabdesk.ui.pages.changes.change_dialog import ChangeDialog
from collabdesk.ui.pages.changes.test_dialog import TestDialog
from collabdesk.ui.settings import Settings
from collabdesk.ui.tasks import InlineTasks
from collabdesk.ui.theme import Theme
from collabdesk.ui.tick_list import TickList

KEY = Qt.Key
MARCH = dt.date(2026, 3, 2)


class Answers(Messages):
    """Answers instead of boxes."""

    def __init__(self) -> None:
        super().__init__(Translator("en"))
        self.said: list[str] = []

    def ask(
        self,
        question: Message | str,
        yes: Message | str,
        no: Message | str | None = None,
        *,
        danger: bool = False,
    ) -> bool:
        self.said.append(f"{question} {yes} {no} {danger}")
        return True

    def warn(self, said: Message | str) -> None:
        self.said.append(str(said))


@pytest.fixture
def context(theme: Theme) -> Context:
    translator = Translator("en")
    return Context(
        theme=theme,
        translator=translator,
        messages=Answers(),
        files=FileDialogs(translator),
        tasks=InlineTasks(),
        settings=Settings(),
        navigator=Navigator(),
    )


@pytest.fixture
def workspace(store: Store) -> Workspace:
    """Two teams, an indicator, and one change that Alpha tests since March."""
    collaborative, _ = store.transact(
        "Anna", "New", lambda writer: writer.add(Collaborative(name="Safe Birth"))
    )
    opened = Workspace(store, "Anna", collaborative.id)
    teams.add_teams(opened, [TeamRow(name="Alpha"), TeamRow(name="Beta")])
    save_indicator(opened, Indicator(collaborative_id=collaborative.id, name="AMTSL"))
    changes.record_test(opened, NewTest(change="Wall clock", team_ids=(1,), started=MARCH))
    return opened


@pytest.fixture
def page(qtbot: QtBot, context: Context, workspace: Workspace) -> Iterator[ChangesPage]:
    made = ChangesPage(context)
    qtbot.addWidget(made)
    made.resize(1150, 620)
    stop = workspace.listen(made.refresh)
    made.show_workspace(workspace)
    made.show()
    yield made
    stop()


def rows(page: ChangesPage) -> list[tuple[str, str, dt.date, Decision]]:
    return [(row.team, row.change, row.started, row.decision) for row in page.tests.shown]


def test_one_line_and_a_date_record_a_change(page: ChangesPage, workspace: Workspace) -> None:
    page.record_change(2, dt.date(2026, 4, 1))
    page.line.change.setText("Cool box")
    QTest.keyClick(page.line.change, KEY.Key_Return)
    assert rows(page)[0] == ("Beta", "Cool box", dt.date(2026, 4, 1), Decision.TESTING)
    assert [change.name for change in workspace.mine(Change)] == ["Wall clock", "Cool box"]
    assert page.line.change.text() == ""
    workspace.undo()
    assert len(rows(page)) == 1
    assert [row.name for row in page.catalogue.rows] == ["Wall clock"]


def test_a_known_change_is_offered_and_not_made_twice(page: ChangesPage, workspace: Workspace) -> None:
    completer = page.line.change.completer()
    completer.setCompletionPrefix("clock")
    assert completer.currentCompletion() == "Wall clock"
    page.record_change(2, MARCH)
    page.line.change.setText("wall CLOCK")
    page.line.button.click()
    assert len(workspace.mine(Change)) == 1
    assert len(workspace.rows(Test)) == 2


@pytest.mark.parametrize(
    ("change", "team", "day", "reason"),
    [
        ("", 2, "1 Apr 2026", "Say in a few words"),
        ("Cool box", None, "1 Apr 2026", "Choose the team"),
        ("Cool box", 2, "some day", "Type a date"),
        ("Wall clock", 1, "2 Mar 2026", "already has"),
    ],
)
def test_what_is_missing_is_said_in_place(
    page: ChangesPage, workspace: Workspace, change: str, team: int | None, day: str, reason: str
) -> None:
    page.record_change(team, None)
    page.line.change.setText(change)
    page.line.day.edit.setText(day)
    page.line.record()
    assert reason in page.line.reason
    assert len(workspace.rows(Test)) == 1
    assert page.line.change.text() == change


def test_several_teams_at_once(page: ChangesPage, workspace: Workspace) -> None:
    page.line.teams.set_value([1, 2])
    assert page.line.teams.text() == "2 teams"
    page.line.change.setText("Cool box")
    page.line.record()
    assert {row.team for row in page.tests.shown if row.change == "Cool box"} == {"Alpha", "Beta"}
    workspace.undo()
    assert len(rows(page)) == 1


def test_a_decision_with_one_click_and_undo(page: ChangesPage, workspace: Workspace) -> None:
    page.tests.select(lambda row: row.team == "Alpha")
    assert page._decide[Decision.ADOPTED].isEnabled()
    assert not page._decide[Decision.TESTING].isEnabled()
    page._decide[Decision.ADOPTED].trigger()
    assert rows(page)[0][3] is Decision.ADOPTED
    assert page.catalogue.rows[0].adopted == 1
    assert not page._decide[Decision.ADOPTED].isEnabled()
    workspace.undo()
    assert rows(page)[0][3] is Decision.TESTING


def test_a_team_that_tried_twice_counts_where_it_stands_now(page: ChangesPage, workspace: Workspace) -> None:
    changes.decide(workspace, 1, Decision.ABANDONED, MARCH)
    again = NewTest(change="Wall clock", team_ids=(1,), started=dt.date(2026, 5, 1))
    changes.record_test(workspace, again)
    row = page.catalogue.rows[0]
    assert (row.testing, row.adopted, row.stopped) == (1, 0, 0)


def test_filter_by_decision(page: ChangesPage) -> None:
    page.filter.setCurrentIndex(page.filter.findData(Decision.ADOPTED))
    assert rows(page) == []
    page.filter.setCurrentIndex(page.filter.findData(Decision.TESTING))
    assert len(rows(page)) == 1
    page.tests.select(lambda row: row.team == "Alpha")
    page._decide[Decision.ABANDONED].trigger()
    assert rows(page) == []


def test_removing_asks_first(page: ChangesPage, workspace: Workspace, context: Context) -> None:
    page.tests.select(lambda row: row.team == "Alpha")
    page._remove.trigger()
    assert rows(page) == []
    assert isinstance(context.messages, Answers)
    assert "Remove 1 test" in context.messages.said[0]
    workspace.undo()
    assert len(rows(page)) == 1


def test_cycles_are_written_when_a_field_is_left(page: ChangesPage, workspace: Workspace) -> None:
    page._open_test(page.tests.rows[0])
    dialog = page.findChild(TestDialog)
    assert dialog is not None
    dialog._add_cycle()
    plan = dialog.findChild(LongText, "cycle_1_plan")
    assert plan is not None
    QTest.keyClicks(plan, "one shift")
    plan.editing_finished.emit()
    assert [cycle.plan for cycle in workspace.rows(Pdsa).values()] == ["one shift"]
    assert page.tests.rows[0].cycles == 1
    workspace.undo()
    assert [cycle.plan for cycle in workspace.rows(Pdsa).values()] == [""]
    dialog.close()


def test_decision_in_the_details_dates_itself(page: ChangesPage, workspace: Workspace) -> None:
    page._open_test(page.tests.rows[0])
    dialog = page.findChild(TestDialog)
    assert dialog is not None
    box = dialog.form.fields["decision"]
    assert isinstance(box, Choice)
    box.set_value(Decision.ADAPTED)
    box.activated.emit(box.currentIndex())
    saved = workspace.rows(Test)[1]
    assert (saved.decision, saved.decided) == (Decision.ADAPTED, dt.date.today())
    dialog.close()


def test_a_change_says_which_indicators_it_should_move(page: ChangesPage, workspace: Workspace) -> None:
    page._open_change(page.catalogue.rows[0])
    dialog = page.findChild(ChangeDialog)
    assert dialog is not None
    dialog.moved.item(0).setCheckState(Qt.CheckState.Checked)
    dialog._save()
    assert page.catalogue.rows[0].indicators == "AMTSL"
    workspace.undo()
    assert page.catalogue.rows[0].indicators == ""


def test_a_taken_name_is_refused_in_place(page: ChangesPage, workspace: Workspace) -> None:
    page._add_change()
    dialog = page.findChild(ChangeDialog)
    assert dialog is not None
    dialog.form.set_values({"name": "WALL clock"})
    dialog._save()
    assert "in the catalogue already" in dialog.form.reason("name")
    assert len(workspace.mine(Change)) == 1
    dialog.close()


def test_dialog_for_a_chart_begins_with_team_and_day(
    qtbot: QtBot, context: Context, workspace: Workspace
) -> None:
    dialog = RecordChangeDialog(context, workspace, 2, MARCH)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.line.change.setText("Cool box")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.line.change, KEY.Key_Return)
    made = workspace.rows(Test)[2]
    assert (made.team_id, made.started) == (2, MARCH)


def test_an_empty_page_says_what_it_is_for(page: ChangesPage, workspace: Workspace) -> None:
    assert page._or_empty.currentIndex() == 0
    changes.remove_tests(workspace, [1])
    assert page._or_empty.currentIndex() == 1


def test_a_click_on_a_line_ticks_it_and_one_on_its_box_too(qtbot: QtBot) -> None:
    ticks = TickList()
    qtbot.addWidget(ticks)
    for key, name in enumerate(("Amberu", "Belorwa", "Chesanti")):
        ticks.add_line(key, name, ticked=False)
    ticks.show()
    for place, across in ((0, 60), (2, 10)):
        where = ticks.visualItemRect(ticks.item(place))
        spot = QPoint(where.left() + across, where.center().y())
        QTest.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert ticks.keys() == [0, 2]
    where = ticks.visualItemRect(ticks.item(2))
    QTest.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=where.center())
    assert ticks.keys() == [0]
